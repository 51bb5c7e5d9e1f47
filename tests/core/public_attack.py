"""The attacker of whole public reports: what do they give away, all of them and every form?

It reads what is published: JSON documents of closed periods in a row and the same in other forms.
It knows which districts counted when, and the rules of the package, with which it shares no code.
"""

import re
from datetime import date
from itertools import pairwise, permutations
from typing import Any, NamedTuple

from tests.core.privacy_solver import Unknowns, add_guarded, parts

SHOWN = re.compile(r"(.+) of (\d+)")
FIGURE = re.compile(r"\d[\d.]*\s?(?:%|/\s?\d+)|fewer than \d+|\d+ of \d+ (?:people|students|staff)")
COUNTS = re.compile(  # places of a document where a number counts districts, cycles, entries
    r"(district|state)_count|without_cycle|left_out\[\]\.line"
    r"|ideas\[\]\.(districts|cycles|studied|districts_studied|adopted_in)"
    r"|ideas\[\]\.(predictions|decisions)\.[a-z-]+"
    r"|work\.(cycles|help_asked|help_answered|(phases|overdue|as_planned)\.[a-z-]+)"
    r"|news\.(cycles|studied|decided|entries)"
    r"|changes\[\]\.(reporting|of|judged|better|worse|changed|same\.districts)"
    r"|quality\[\]\.(k|n|before\.[kn])|alignments\[\]\.districts"
    r"|drivers(\.drivers\[\])*\.ideas\[\]\.(districts|cycles|decisions\.[a-z]+)"
)
POOLED = re.compile(r"changes\[\]\.same\.(first|last)_shown")
OTHERS = re.compile(r"quality\[\]\.published|in_short\[\]|withheld\[\]")
DRAWN = re.compile(r"<(?:circle|rect|line|polyline|path|use)\b")
DRIVERS = re.compile(r'<svg class="drivers".*?</svg>', re.DOTALL)
NOT_TEXT = re.compile(r"<(style|script)\b.*?</\1>|<[^>]*>", re.DOTALL)
SORTED = ("districts", "resources")
PRIVATE = ("facilitators", "lines", "measures", "calls", "agenda", "scores", "parts")

Counts = dict[tuple[int, int], tuple[int, int]]  # month -> part and whole


class Published(NamedTuple):
    """What is published at the end of a period."""

    day: date
    document: dict[str, Any]
    forms: dict[str, str] = {}  # noqa: RUF012 - never written to


class Truth(NamedTuple):
    """What had to stay hidden, and what every reader knows anyhow."""

    counts: dict[str, dict[str, Counts]]  # by measure and district
    secrets: tuple[str, ...] = ()  # words that no form may hold
    public: tuple[str, ...] = ()  # texts of the collaborative's own file


def find_leaks(published, truth, min_n=10):
    """Everything that the reports give away, the worst first: (what, where ...)."""
    found = list(find_pinned(published, truth, min_n))
    for one in published:
        found += find_unexplained(one, truth)
        found += find_order(one.document)
        texts = {"document": str(one.document), **one.forms}
        found += [
            ("secret", form, word)
            for form, text in texts.items()
            for word in truth.secrets
            if word in text
        ]
    return found


def find_pinned(published, truth, min_n):
    """The counts of a district or of a pool that are bounded more closely than they may be."""
    months = {}  # what is said of one measure in one month hangs together, and with nothing else
    for one in published:
        for row in one.document["changes"]:
            if row["same"] and row["measure"] in truth.counts:
                yield from read_pools(months, row, one.day, truth)
        for row in one.document["measures"]:
            read_latest(months, row)
    for (measure, month), said in months.items():
        counted = {id: of[month] for id, of in truth.counts[measure].items() if month in of}
        for x, least, most in said.pinned(counted, min_n):
            yield ("pinned", measure, month, *x, least, most)


class Search(Unknowns):
    """A search that gives up early: what it calls impossible is, and what it gives up may be."""

    def reach(self, x):
        limits = self.narrow(self.limits)
        if limits is None:
            return (0, -1)
        low, high = limits[x]
        least = next((k for k in range(low, high + 1) if self.may_be(limits, x, k)), None)
        if least is None:
            return (0, -1)
        return (least, next(k for k in range(high, low - 1, -1) if self.may_be(limits, x, k)))

    def may_be(self, limits, x, number):
        return self.fits({**limits, x: (number, number)}, [STEPS])


class Said:
    """What all reports say of one measure in one month."""

    def __init__(self):
        self.pools = {}  # districts -> people, least and most of them that count
        self.own = {}  # district -> part and whole that are printed of it

    def pinned(self, counted, min_n):
        """Of each count that is too narrow: whose it is, the least and the most that it can be."""
        unknowns, guarded = Search(), {}
        for id, (part, whole) in counted.items():
            read_people(unknowns, id, 1, CAP)
            add_guarded(guarded, id, (whole, part), "share", min_n)
        for id, (part, whole) in self.own.items():
            unknowns.add(("whole", id), whole, whole)
            unknowns.add(("part", id), part, part)
        for inside, (people, least, most) in self.pools.items():
            unknowns.add(("whole", inside), people, people)
            unknowns.add(("part", inside), least, most)
            unknowns.add(("rest", inside), people - most, people - least)
            for layer in ("whole", "part", "rest"):
                unknowns.join({**{(layer, id): 1 for id in inside}, (layer, inside): -1})
            sums = [sum(numbers) for numbers in zip(*(counted[id] for id in inside), strict=True)]
            add_guarded(guarded, inside, (sums[1], sums[0]), "share", min_n)
        self.subtract(unknowns)
        for x, wanted in sorted(guarded.items(), key=str):
            if is_pinned(self.witnesses(x, counted), wanted, min_n):
                found = unknowns.reach(x)
                if is_pinned(found, wanted, min_n):
                    yield (x, *found)

    def subtract(self, unknowns):
        """A pool within a pool: what follows for the others, so that the search need not find it."""
        for whole, part in permutations(self.pools, 2):
            if set(part) < set(whole):
                for layer in ("whole", "part", "rest"):
                    others = {(layer, id): 1 for id in set(whole) - set(part)}
                    unknowns.join({**others, (layer, part): 1, (layer, whole): -1})

    def witnesses(self, x, counted):
        """The least and the most of x in other worlds that print the same: people change places.

        They move between districts that stand in the same pools; where there are such worlds, no
        search is needed. Of a pool, its part moves as far as every text over a district allows.
        """
        layer, name = x
        if isinstance(name, tuple):
            return self.moves(layer, name, counted)
        if name in self.own:
            return (1, 0)
        mine = {inside for inside in self.pools if name in inside}
        if not mine:
            return (0, CAP)
        alike = [
            id
            for id in counted
            if id not in self.own and {inside for inside in self.pools if id in inside} == mine
        ]
        part, whole = (sum(numbers) for numbers in zip(*(counted[id] for id in alike), strict=True))
        others = len(alike) - 1  # each keeps somebody
        every = {"whole": whole, "part": part, "rest": whole - part}[layer]
        if not others:
            return (every, every)
        return (1 if layer == "whole" else 0, every - others)

    def moves(self, layer, inside, counted):
        ranges = [(0, 0)]
        for id in inside:
            part, whole = counted[id]
            down, up = (0, 0) if id in self.own else (-part, whole - part)
            for other, (_, least, most) in self.pools.items():
                if id in other:
                    truth = sum(counted[one][0] for one in other)
                    down, up = max(down, least - truth), min(up, most - truth)
            ranges.append((down, up))
        down, up = min(low for low, _ in ranges), max(high for _, high in ranges)
        part, whole = (
            sum(numbers) for numbers in zip(*(counted[id] for id in inside), strict=True)
        )
        if layer == "whole":
            return (whole, whole)
        return (
            (part + down, part + up)
            if layer == "part"
            else (whole - part - up, whole - part - down)
        )


def is_pinned(found, wanted, min_n):
    (least, most), (low, high) = found, wanted
    return most - least < min_n - 1 and (least > low or most < high)


STEPS = 40  # of one search
CAP = 500  # people in a district


def read_people(unknowns, name, low, high):
    unknowns.add(("whole", name), low, high)
    unknowns.add(("part", name), 0, high)
    unknowns.add(("rest", name), 0, high)
    unknowns.join({("part", name): 1, ("rest", name): 1, ("whole", name): -1})


def read_pools(months, row, day, truth):
    """Note both ends of a pool: who is in it, everybody can tell."""
    same = row["same"]
    ends = {end: tuple(map(int, same[end].split("-")[:2])) for end in ("first", "last")}
    counted = {
        district: {month for month in months if date(*month, 15) <= day}
        for district, months in truth.counts[row["measure"]].items()
    }
    inside = tuple(sorted(id for id, known in counted.items() if known.issuperset(ends.values())))
    for end, month in ends.items():
        read = SHOWN.fullmatch(same[f"{end}_shown"])
        if read is None:
            yield ("unfounded", row["measure"], same[f"{end}_shown"])
            continue
        said = months.setdefault((row["measure"], month), Said())
        said.pools[inside] = (int(read[2]), *parts(read[1], int(read[2])))


def read_latest(months, row):
    for found in row["districts"]:
        latest = found["latest"]
        if latest["denominator"]:
            day = date.fromisoformat(latest["day"])
            said = months.setdefault((row["measure"], (day.year, day.month)), Said())
            counts = (int(latest["numerator"]), int(latest["denominator"]))
            said.own[found["district"]] = counts


def find_unexplained(one, truth):
    """Numbers and figures that count neither districts nor cycles and are in no pool."""
    told = {*truth.public}
    yield from (("private", name) for name in PRIVATE if one.document[name])
    for path, value in walk(one.document):
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, int | float):
            if not COUNTS.fullmatch(path):
                yield ("unexplained", path, value)
        elif POOLED.fullmatch(path) or OTHERS.match(path) or value in truth.public:
            told.add(value)
        elif FIGURE.search(value):
            yield ("unexplained", path, value)
    for form, text in one.forms.items():
        drawn = DRAWN.search(DRIVERS.sub("", text)) if form == "html" else None
        if drawn:
            yield ("drawn", form, drawn[0])
        rest = " ".join((NOT_TEXT.sub("", text) if form == "html" else text).split())
        for known in sorted((visible(text) for text in told), key=len, reverse=True):
            rest = rest.replace(known, " ")
        yield from (("unexplained", form, figure) for figure in FIGURE.findall(rest))


def visible(text):
    return " ".join(text.split())


def walk(value, path=""):
    """Every leaf of a document with its path, places in lists as []."""
    if isinstance(value, dict):
        for key, below in value.items():
            yield from walk(below, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for below in value:
            yield from walk(below, f"{path}[]")
    else:
        yield path, value


def find_order(document):
    """Lists of districts that do not stand from A to Z: the order says something, too."""
    for name in SORTED:
        names = [row["name"].casefold() for row in document[name]]
        if any(one > other for one, other in pairwise(names)):
            yield ("order", name)
