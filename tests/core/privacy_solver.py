"""The attacker: from what a public report prints, how many people can each hidden figure be?

It knows the rules and reads only what is printed: texts, the number of people beside them, and what
adds up to what. It shares no code with the package. Every unknown is a whole number; sums join
them. The search goes through all of them that fit, so that what it calls impossible is.
"""

import re
from math import ceil, floor

FEW = re.compile(r"fewer than (\d+)")
BAND_LOW = re.compile(r"(\d+) % or less")
BAND_HIGH = re.compile(r"(\d+) % or more")
BETWEEN = re.compile(r"between (\d+) % and (\d+) %")
PERCENT = re.compile(r"(\d+) %")
NUMBER = re.compile(r"(\d+)(?: .*)?")
CAP = 5000  # people: more than any made-up table holds
BUDGET = 500  # steps of one search


class Unknowns:
    """Whole numbers within limits, and the sums that join them."""

    def __init__(self):
        self.limits = {}
        self.sums = []  # (coefficients, low, high)

    def add(self, name, low=0, high=CAP):
        old = self.limits.get(name, (0, CAP))
        self.limits[name] = (max(low, old[0]), min(high, old[1]))

    def join(self, terms, low=0, high=0):
        """State that low <= sum of coefficient * unknown <= high."""
        self.sums.append((terms, low, high))

    def narrow(self, limits):
        """Let the sums narrow the limits until nothing moves; None where nothing fits."""
        limits = dict(limits)
        moved = True
        while moved:
            moved = False
            for terms, low, high in self.sums:
                least = sum(c * limits[x][0 if c > 0 else 1] for x, c in terms.items())
                most = sum(c * limits[x][1 if c > 0 else 0] for x, c in terms.items())
                for x, c in terms.items():
                    a, b = limits[x]
                    own = (c * a, c * b) if c > 0 else (c * b, c * a)
                    down, up = low - (most - own[1]), high - (least - own[0])
                    new = (
                        (ceil(down / c), floor(up / c))
                        if c > 0
                        else (ceil(up / c), floor(down / c))
                    )
                    new = (max(a, new[0]), min(b, new[1]))
                    if new[0] > new[1]:
                        return None
                    if new != (a, b):
                        limits[x] = new
                        moved = True
                        least = sum(k * limits[y][0 if k > 0 else 1] for y, k in terms.items())
                        most = sum(k * limits[y][1 if k > 0 else 0] for y, k in terms.items())
        return limits

    def fits(self, limits, budget):
        limits = self.narrow(limits)
        if limits is None:
            return False
        if budget[0] <= 0:  # not settled in so many steps: it may fit
            return True
        open_ = [x for x, (a, b) in limits.items() if a < b]
        if not open_:
            return True
        x = min(open_, key=lambda x: limits[x][1] - limits[x][0])
        a, b = limits[x]
        budget[0] -= 1
        middle = (a + b) // 2
        halves = [(a, middle), (middle + 1, b)]
        return any(self.fits({**limits, x: half}, budget) for half in halves)

    def reach(self, x):
        """The least and the most that x can be, by search from both ends; (0, -1): nothing fits."""
        limits = self.narrow(self.limits)
        if limits is None:
            return (0, -1)
        a, b = limits[x]
        least = next(
            (k for k in range(a, b + 1) if self.fits({**limits, x: (k, k)}, [BUDGET])), None
        )
        if least is None:
            return (0, -1)
        most = next(k for k in range(b, a - 1, -1) if self.fits({**limits, x: (k, k)}, [BUDGET]))
        return (least, most)


def read(unknowns, report, names, units):
    """Put what one report prints into unknowns: of each figure its people and its part."""
    for key, shown in report.shown.items():
        whole, part = ("whole", names[key]), ("part", names[key])
        unknowns.add(whole, *people(shown, units[key]))
        if units[key] != "share":
            continue
        unknowns.add(part)
        unknowns.add(("rest", names[key]))
        unknowns.join({part: 1, ("rest", names[key]): 1, whole: -1})
        if shown.n is not None:
            least, most = parts(shown.text, shown.n)
            unknowns.add(part, least, most)
            unknowns.add(("rest", names[key]), shown.n - most, shown.n - least)
    for number, total in enumerate(report.totals):
        units_ = units[total.key]
        for layer in ("whole", "part", "rest") if units_ == "share" else ("whole",):
            others = (layer, ("others", number, names[total.key]))
            unknowns.add(others)
            terms = {(layer, names[key]): 1 for key in total.parts}
            unknowns.join({**terms, others: 1, (layer, names[total.key]): -1})


def people(shown, unit):
    if shown.n is not None:
        return shown.n, shown.n
    if match := FEW.fullmatch(shown.text):
        return (0 if unit == "count" else 1), int(match[1]) - 1
    if unit == "count" and (match := NUMBER.fullmatch(shown.text)):
        return int(match[1]), int(match[1])
    return 0, CAP


def parts(text, n):
    """The numerators that fit the text, by its words alone."""
    fitting = range(n + 1)
    if match := BAND_LOW.fullmatch(text):
        fitting = [a for a in fitting if 100 * a <= int(match[1]) * n]
    elif match := BAND_HIGH.fullmatch(text):
        fitting = [a for a in fitting if 100 * a >= int(match[1]) * n]
    elif match := BETWEEN.fullmatch(text):
        low, high = int(match[1]), int(match[2])  # the end nearer to one half belongs to it
        fitting = [a for a in fitting if low * n <= 100 * a <= high * n]
        fitting = [a for a in fitting if 100 * a != low * n or low >= 50]
        fitting = [a for a in fitting if 100 * a != high * n or high <= 50]
    elif match := PERCENT.fullmatch(text):
        fitting = [a for a in fitting if (200 * a + n) // (2 * n) == int(match[1])]
    return min(fitting), max(fitting)


def find_pinned(reports, figures, min_n, complete=frozenset(), said=()):
    """What the printed reports give away: (name, layer, least, most) of each that is too narrow.

    `figures` are the truth, by report and key: it says what had to stay hidden. `complete` are the
    totals that readers know to hold nobody beside their parts. `said` is what else is printed of
    people in the last report: ({key: coefficient}, low, high) each, from an order or a median.
    """
    unknowns, guarded = Unknowns(), {}
    for number, (report, truth) in enumerate(zip(reports, figures, strict=True)):
        units = {key: figure.unit for key, figure in truth.items()}
        totals = {total.key for total in report.totals}
        names = {key: name_of(key, truth, number if key in totals else None) for key in truth}
        read(unknowns, report, names, units)
        for key, figure in truth.items():
            add_guarded(guarded, names[key], counts(figure), figure.unit, min_n)
        for position, total in enumerate(report.totals):
            others = ("others", position, names[total.key])
            rest = rest_of(total, truth)
            if total.key in complete:
                for layer in ("whole", "part", "rest"):
                    unknowns.add((layer, others), 0, 0)
            elif rest[0]:
                add_guarded(guarded, others, rest, truth[total.key].unit, min_n)
        narrow_to_parts(guarded, unknowns, report, names)
    for terms, low, high in said:
        unknowns.join({("whole", names[key]): c for key, c in terms.items()}, low, high)
    found = []
    for x, (low, high) in sorted(guarded.items(), key=str):
        least, most = unknowns.reach(x)
        if most - least < min_n - 1 and (least > low or most < high):
            found.append((x, least, most))
    return found


def name_of(key, truth, number):
    """One name for a figure in all reports where its counts are the same.

    Nobody knows that of a total, but by its parts: it has a name in each report.
    """
    return (*key, number, counts(truth[key]))


def counts(figure):
    if figure.unit == "share":
        return int(figure.denominator), int(figure.numerator)
    return int(figure.value), 0


def rest_of(total, truth):
    whole, part = counts(truth[total.key])
    parts_ = [counts(truth[key]) for key in total.parts]
    return whole - sum(w for w, _ in parts_), part - sum(a for _, a in parts_)


def add_guarded(guarded, name, truth, unit, min_n):
    """Add what must stay open of a figure: its people when few, its part when it is near an end."""
    whole, part = truth
    if whole < min_n:
        guarded["whole", name] = (1 if unit == "share" else 0, min_n - 1)
        if unit == "share":
            guarded["part", name] = guarded["rest", name] = (0, min_n - 1)
    elif unit == "share":
        for layer, size in (("part", part), ("rest", whole - part)):
            if (wanted := allowed(size, whole, min_n)) is not None:
                guarded[layer, name] = wanted


def find_unfounded(report):
    """The figures about people that are printed without saying on how many people they rest."""
    return [
        figure.key
        for figure in report.figures
        if figure.about != "things"
        and figure.unit != "count"
        and report.shown[figure.key].n is None
        and re.search(r"\d", report.shown[figure.key].text)
        and not FEW.fullmatch(report.shown[figure.key].text)
    ]


def narrow_to_parts(guarded, unknowns, report, names):
    """What the texts of its parts say of a total by themselves is granted: nothing is subtracted."""
    for total in report.totals:
        for layer in ("whole", "part", "rest"):
            x = (layer, names[total.key])
            if x in guarded:
                low, high = said_by_parts(layer, total.key, unknowns, report, names)
                guarded[x] = max(guarded[x][0], low), min(guarded[x][1], high)


def said_by_parts(layer, key, unknowns, report, names):
    """The limits of a figure by its own text and by those of its parts, down to the last."""
    low, high = unknowns.limits.get((layer, names[key]), (0, CAP))
    for number, total in enumerate(report.totals):
        if total.key == key:
            others = unknowns.limits.get((layer, ("others", number, names[key])), (0, CAP))
            parts_ = [said_by_parts(layer, part, unknowns, report, names) for part in total.parts]
            low = max(low, sum(one[0] for one in [*parts_, others]))
            high = min(high, sum(one[1] for one in [*parts_, others]))
    return low, high


def allowed(part, whole, min_n):
    """The sizes that have to stay possible for a small part: its class at the least."""
    band = next(p for n, p in ((300, 1), (100, 2), (40, 5), (20, 10), (10, 20)) if whole >= n)
    coded = band * whole // 100
    if part <= coded:
        return 0, coded
    if part >= min_n or whole - part <= coded:  # then the other end says it
        return None
    return coded + 1, min(coded + min_n, whole - coded - 1)
