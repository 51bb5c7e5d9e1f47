"""One figure of a public report: what it rests on, and what may be said of it if it stood alone."""

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.banding import classify
from pdsa.core.values import format_value

MIN_N = 10  # people (California's convention); a workspace may ask for more
WITHHELD = "withheld"
THINGS = "things"
UNSEEN = "unseen"
COUNTED = ("count", "rate")

_ALL = 100  # percent
_PLACES = 100  # a value is bounded to as many parts as it is printed to

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
    seen: bool = True  # it would be printed; else it only stands behind others that are


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
    withheld: str = ""  # why: few, small, unknown, gives-away, earlier, unseen; empty: it is shown
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


def show_alone(figure: Figure) -> Shown:
    """Return what may be shown of a figure that no total and no earlier report is beside.

    A share is coded as in `banding`; a count of people below `min_n`, none included, is hidden; any
    other figure needs `min_n` people. One that does not say on how many people it rests is hidden.
    """
    if not figure.seen:
        return Shown(WITHHELD, withheld=UNSEEN)
    if figure.about == THINGS:
        return _as_it_is(figure)
    counted = count_people(figure)
    if counted is None or figure.value is None:
        few = figure.n is not None and figure.n < figure.min_n
        return Shown(_fewer(figure), withheld="few") if few else Shown(WITHHELD, withheld="unknown")
    return _show_people(figure, *counted)


def _show_people(figure: Figure, whole: int, part: int) -> Shown:
    few = figure.n is not None and figure.n < figure.min_n
    if figure.unit in COUNTED:
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


def _as_it_is(figure: Figure) -> Shown:
    if figure.value is None:
        return Shown(WITHHELD, withheld="unknown")
    text = format_value(figure.value, figure.unit, figure.per, figure.bound)
    rounded = Fraction(round(figure.value * _PLACES), _PLACES)
    return Shown(text, rounded, rounded, n=figure.n)


def _fewer(figure: Figure) -> str:
    return f"fewer than {figure.min_n}"
