"""What a public report may say of people: figures, tables, charts and words, decided here alone.

`protect` decides on all figures and totals of a report at once. Whoever builds the report prints
`Shown.text` and works out the rest (medians, least and most, orders, counts of districts, centre
lines) from `Shown.low` and `Shown.high` alone: what follows from shown figures tells no more than
they do. Names of authors, sample sizes below `min_n`, `with_whom` and titles are never public.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.banding import classify
from pdsa.core.narrative import scan
from pdsa.core.values import format_value

MIN_N = 10  # people (California's convention); a workspace may ask for more
MIN_POINTS = 10  # in a public chart from which points were dropped
WITHHELD = "withheld"

_THINGS = "things"
_COUNTED = ("count", "rate")
_ALL = 100  # percent
_PLACES = 100  # a value is bounded to as many parts as it is printed to
_REASONS = {  # of k figures that are left out
    "few": ("rests on fewer than 10 people", "rest on fewer than 10 people"),
    "small": ("counts too few people", "count too few people"),
    "unknown": (
        "does not say on how many people it rests",
        "do not say on how many people they rest",
    ),
    "gives-away": ("would give another of them away", "would give another of them away"),
    "earlier": ("was left out before, or changed since by a few people",) * 2,
}

Key = tuple[str, ...]


class Figure(NamedTuple):
    """A figure of a report before anything is decided; `key` says where it stands.

    The same key in an earlier report is the same figure, so a figure of one day or one period has
    that in its key. Where `about` is empty, it is treated as one about people.
    """

    key: Key  # for example measure, district, site, subgroup, day
    about: str  # students, staff, families, things
    unit: str  # as in words.UNITS
    value: Fraction | None  # in the unit shown: percent of a share, per period of a rate
    numerator: Fraction | None = None  # of a count or rate: what was counted, if not `value`
    denominator: Fraction | None = None
    n: int | None = None  # people it rests on; a share and a count may do without
    min_n: int = MIN_N  # the strictest of network, collaborative and district
    per: str = ""
    bound: str = ""  # "more-than"


class Total(NamedTuple):
    """That the people of figure `key` are those of its parts, and perhaps more: a sum or a pool.

    Parts share nobody and have the unit of the total. The rest is worked out, and is protected,
    too. Groups that may overlap are a Total each: all students hold (this group,).
    """

    key: Key
    parts: tuple[Key, ...]


class Shown(NamedTuple):
    """What may be printed of a figure. `low` and `high` bound what is said, in the unit shown.

    They are equal for a figure that is shown as it is (a share in whole percent), apart for
    "98 % or more", None for what is left out. `n` may be printed beside it, unless it is None.
    """

    text: str
    low: Fraction | None = None
    high: Fraction | None = None
    withheld: str = ""  # why: few, small, unknown, gives-away, earlier; empty: it is shown
    n: int | None = None

    @property
    def is_exact(self) -> bool:
        """Whether it is shown as it is; only such a figure is drawn, ranked or compared."""
        return self.low is not None and self.low == self.high


class Protected(NamedTuple):
    """What a public report shows of its figures; in a later one it stands `before`."""

    shown: Mapping[Key, Shown]
    figures: tuple[Figure, ...] = ()
    totals: tuple[Total, ...] = ()


class Charted(NamedTuple):
    """Which points of a chart are drawn in public; none of them: the chart is left out, and why."""

    drawn: tuple[bool, ...]
    why: str = ""


def protect(
    figures: Sequence[Figure], totals: Sequence[Total], before: Sequence[Protected] = ()
) -> Protected:
    """Return what a public report may show of its figures, each by its key.

    `figures` are all that the report would show, totals and pooled figures among them; `totals` say
    what holds what; `before` are the earlier public reports, which nobody can take back.
    Raises KeyError where a total or a part of it is not among the figures.
    """
    shown = {figure.key: show_alone(figure) for figure in figures}
    for one in totals:
        if any(not shown[part].is_exact for part in one.parts):
            shown[one.key] = Shown(WITHHELD, withheld="gives-away")
    return Protected(shown, tuple(figures), tuple(totals))


def show_alone(figure: Figure) -> Shown:
    """Return what may be shown of a figure that no total and no earlier report is beside.

    A share is coded as in `banding`; a count of people below `min_n`, none included, is hidden; any
    other figure needs `min_n` people. One that does not say on how many people it rests is hidden.
    """
    if figure.about == _THINGS:
        return _as_it_is(figure)
    counted = count_people(figure)
    if counted is None or figure.value is None:
        few = figure.n is not None and figure.n < figure.min_n
        return Shown(_fewer(figure), withheld="few") if few else Shown(WITHHELD, withheld="unknown")
    return _show_people(figure, *counted)


def _show_people(figure: Figure, whole: int, part: int) -> Shown:
    few = figure.n is not None and figure.n < figure.min_n
    if figure.unit in _COUNTED:
        if whole < figure.min_n:
            text = _fewer(figure) if figure.unit == "count" and not figure.per else WITHHELD
            return Shown(text, withheld="small")
        return Shown(WITHHELD, withheld="few") if few else _as_it_is(figure)._replace(n=None)
    if few or whole < figure.min_n:
        return Shown(_fewer(figure), withheld="few")
    if figure.unit != "share":
        return _as_it_is(figure)._replace(n=whole)
    coded = classify(part, whole, figure.min_n)
    if figure.bound and coded.high != _ALL:  # "more than 80 %" is not the figure itself
        return Shown(WITHHELD, withheld="unknown")
    return Shown(coded.text, Fraction(coded.low), Fraction(coded.high), n=whole)


def count_people(figure: Figure) -> tuple[int, int] | None:
    """Return how many people a figure rests on and, of a share, how many of them count.

    Of a count or rate it is what was counted. None: not said, or not in whole people.
    """
    whole, part = _typed_counts(figure)
    if whole is None or part is None or not 0 <= part <= whole:
        return None
    return (int(whole), int(part)) if whole.denominator == part.denominator == 1 else None


def _typed_counts(figure: Figure) -> tuple[Fraction | None, Fraction | None]:
    people = None if figure.n is None else Fraction(figure.n)
    if figure.unit == "count":
        return figure.value if figure.numerator is None else figure.numerator, Fraction(0)
    if figure.unit == "rate":
        known = people is not None or figure.denominator is not None
        counted = figure.value if figure.numerator is None else figure.numerator
        return counted if known else None, Fraction(0)
    if figure.unit != "share":
        return people, Fraction(0)
    whole = people if figure.denominator is None else figure.denominator
    if figure.numerator is None and figure.value is not None and whole is not None:
        return whole, Fraction(int(figure.value * whole / _ALL + Fraction(1, 2)))
    return whole, figure.numerator


def may_chart(points: Sequence[Shown]) -> Charted:
    """Return which points of a series may be drawn: those that are shown as they are.

    Where one is dropped and fewer than MIN_POINTS are left, the chart is left out. Centre line and
    limits have to be worked out from the drawn points, as `Shown.low` gives them.
    """
    drawn = tuple(point.is_exact for point in points)
    if all(drawn) or sum(drawn) >= MIN_POINTS:
        return Charted(drawn)
    few = f"fewer than {MIN_POINTS} of its points can be shown without pointing to a few people"
    return Charted((False,) * len(drawn), few)


def quote(text: str, release: str) -> str:
    """Return a text that was released to the public and points to nobody; else an empty one."""
    return text if release == "public" and not scan(text) else ""


def sample_words(size: int | None, min_n: int = MIN_N) -> str:
    """Return how many took part, as a public report may say it; empty where nobody knows."""
    if size is None:
        return ""
    return str(size) if size >= min_n else f"fewer than {min_n}"


def left_out_line(protected: Protected) -> str:
    """Return a sentence on how many figures are left out and why; empty where none is."""
    counted = Counter(one.withheld for one in protected.shown.values() if one.withheld)
    if not (every := sum(counted.values())):
        return ""
    parts = [
        f"{counted[reason]} {words[counted[reason] != 1]}"
        for reason, words in _REASONS.items()
        if counted[reason]
    ]
    return f"{every} {'figure is' if every == 1 else 'figures are'} left out: {', '.join(parts)}."


def _as_it_is(figure: Figure) -> Shown:
    if figure.value is None:
        return Shown(WITHHELD, withheld="unknown")
    text = format_value(figure.value, figure.unit, figure.per, figure.bound)
    rounded = Fraction(round(figure.value * _PLACES), _PLACES)
    return Shown(text, rounded, rounded, n=figure.n)


def _fewer(figure: Figure) -> str:
    return f"fewer than {figure.min_n}"
