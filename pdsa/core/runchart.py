"""Runs and crossings about a centre line, and what the Anhoej and the IHI rules make of them."""

import math
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

ENOUGH = 10  # useful points: the limits are published from 10 on (Anhoej & Olesen 2014)
ENOUGH_BASELINE = 12  # below, false alarms are more than twice those of the chart's own median
SHIFT = 6  # useful points on one side of the median: Perla, Provost & Murray 2011
TREND = 5  # points all going up, or all down: the same
_TAIL = Fraction(1, 40)  # of chance, at either end of the number of runs


class Run(NamedTuple):
    """Useful points in a row on one side of the centre line."""

    first: int  # position of its first useful point, from 1
    last: int  # of its last useful point
    length: int  # useful points: those missing or on the line in between are not counted
    side: int  # 1 above, -1 below


class RunTest(NamedTuple):
    """What the Anhoej rules find. Without a useful point there is nothing: None four times."""

    useful: int  # points neither missing nor on the centre line
    longest_run: int | None
    longest_run_max: int | None  # a longer one is a signal
    crossings: int | None
    crossings_min: int | None  # fewer are a signal
    signal: bool


class Shift(NamedTuple):
    """A run of six useful points or more."""

    first: int  # position, from 1
    last: int
    length: int  # useful points
    side: int  # 1 above, -1 below


class Trend(NamedTuple):
    """Five points or more that all go up or all go down."""

    first: int  # position, from 1; it may be the last of the trend before
    last: int
    points: int  # without repeated values
    direction: int  # 1 up, -1 down


class Classic(NamedTuple):
    """What the IHI rules find. Without a useful point there are no limits and no verdict."""

    median: Fraction | None  # the centre line that was given
    useful: int
    runs: int
    shifts: tuple[Shift, ...]
    trends: tuple[Trend, ...]
    low: int | None  # fewer runs are too few
    high: int | None  # more runs are too many
    verdict: str  # on the number of runs: "too few", "as expected", "too many"; empty: none


def scaled(values: Sequence[Fraction | None]) -> tuple[list[int], int]:
    """Return the values without the missing ones as whole numbers of 1/scale, and the scale."""
    ratios = [value.as_integer_ratio() for value in values if value is not None]
    scale = math.lcm(*{denominator for _, denominator in ratios})
    return [numerator * (scale // denominator) for numerator, denominator in ratios], scale


def median(values: Sequence[Fraction | None]) -> Fraction | None:
    """Return the exact median of the values that are not missing; None where all are."""
    numbers, scale = scaled(values)
    if not numbers:
        return None
    numbers.sort()
    half = len(numbers) // 2
    return Fraction(numbers[half] + numbers[~half], 2 * scale)


def sides(values: Sequence[Fraction | None], centre: Fraction | None) -> list[int]:
    """Return for each value 1 above the centre line, -1 below, 0 on it or missing.

    Without a centre line every side is 0. The comparison is exact: 2/6 lies on 1/3.
    """
    if centre is None:
        return [0] * len(values)
    top, bottom = centre.as_integer_ratio()
    found = []
    for value in values:
        if value is None:
            found.append(0)
            continue
        numerator, denominator = value.as_integer_ratio()
        over = numerator * bottom - top * denominator
        found.append((over > 0) - (over < 0))
    return found


def runs(values: Sequence[Fraction | None], centre: Fraction | None) -> list[Run]:
    """Return the runs in order of time.

    A point on the centre line and a missing one neither break a run nor lengthen it.
    """
    return _runs(sides(values, centre))


def anhoej(values: Sequence[Fraction | None], centre: Fraction | None) -> RunTest:
    """Test for a run that is too long and for too few crossings (Anhoej & Olesen 2014).

    The finding is about the values as a whole: no direction, and no point is singled out.
    """
    found = _runs(sides(values, centre))
    if not found:
        return RunTest(0, None, None, None, None, signal=False)
    lengths = [run.length for run in found]
    useful, longest, crossings = sum(lengths), max(lengths), len(lengths) - 1
    most, fewest = longest_run_limit(useful), crossings_limit(useful)
    signal = longest > most or crossings < fewest
    return RunTest(useful, longest, most, crossings, fewest, signal)


def ihi(values: Sequence[Fraction | None], centre: Fraction | None) -> Classic:
    """Find shifts, trends and an unusual number of runs (Perla, Provost & Murray 2011).

    `centre` is the median of the values, or of a baseline. Its fourth rule, a point that is
    plainly different, is a judgement by eye and not computed.
    """
    found = _runs(sides(values, centre))
    useful = sum(run.length for run in found)
    shifts = tuple(Shift(*run) for run in found if run.length >= SHIFT)
    trends = tuple(_trends(values))
    if not useful:
        return Classic(centre, 0, 0, shifts, trends, None, None, "")
    low, high = runs_limits(useful)
    verdict = "too few" if len(found) < low else "as expected"
    verdict = "too many" if len(found) > high else verdict
    return Classic(centre, useful, len(found), shifts, trends, low, high, verdict)


@lru_cache(maxsize=1024)
def longest_run_limit(useful: int) -> int:
    """Return the longest run that is usual among so many useful points: round(log2(n)) + 3.

    A longer one is a signal (Schilling 2012; Anhoej & Olesen 2014, published for 10 to 100).
    Raises ValueError(message, hint) when `useful` is not positive.
    """
    _check_useful(useful)
    power = useful.bit_length() - 1
    # n > 2 ** (power + 1/2), squared: exact, and never equal.
    return power + (useful * useful > 2 << 2 * power) + 3


@lru_cache(maxsize=1024)
def crossings_limit(useful: int) -> int:
    """Return the fewest crossings that are usual among so many useful points.

    Fewer are a signal: the smallest k with P(X <= k) >= 5 %, X binomial with n - 1 and 1/2
    (Chen 2010; Anhoej & Olesen 2014). Raises ValueError(message, hint) when not positive.
    """
    _check_useful(useful)
    trials = useful - 1
    all_ways = 1 << trials
    crossings, ways, reached = 0, 1, 1
    while 20 * reached < all_ways:
        ways = ways * (trials - crossings) // (crossings + 1)
        crossings += 1
        reached += ways
    return crossings


@lru_cache(maxsize=1024)
def runs_limits(useful: int) -> tuple[int, int]:
    """Return the fewest and the most runs that are usual among so many useful points.

    Beyond them lie at most 2.5 % of chance on a side, exactly, with half the points above (Swed &
    Eisenhart 1943). The printed tables in use agree neither with this nor with each other.
    Raises ValueError(message, hint) when `useful` is not positive.
    """
    _check_useful(useful)
    if useful == 1:
        return 1, 1
    above = useful // 2
    ways = _ways(above, useful - above)
    allowed = math.comb(useful, above) * _TAIL
    low, high = 2, useful
    fewer, more = ways[low], ways[high]
    while fewer <= allowed:
        low += 1
        fewer += ways[low]
    while more <= allowed:
        high -= 1
        more += ways[high]
    return low, high


def _check_useful(useful: int) -> None:
    if useful < 1:
        raise ValueError(f"`{useful}` useful points have no limit", "test at least one point")


def _runs(where: Sequence[int]) -> list[Run]:
    found: list[Run] = []
    side = first = last = length = 0
    for position, here in enumerate(where, 1):
        if not here:
            continue
        if here == side:
            length += 1
        else:
            if length:
                found.append(Run(first, last, length, side))
            side, first, length = here, position, 1
        last = position
    if length:
        found.append(Run(first, last, length, side))
    return found


def _trends(values: Sequence[Fraction | None]) -> list[Trend]:
    """Find the trends; a missing value and one that repeats the last neither make nor break."""
    places = [position for position, value in enumerate(values, 1) if value is not None]
    numbers, _ = scaled(values)
    kept: list[tuple[int, int]] = []  # position and number, repeats dropped
    for position, number in zip(places, numbers, strict=True):
        if not kept or number != kept[-1][1]:
            kept.append((position, number))
    steps = [1 if after > before else -1 for (_, before), (_, after) in pairwise(kept)]
    found = []
    for run in _runs(steps):  # a step is never 0, so positions of steps have no gaps
        first, last = kept[run.first - 1][0], kept[run.last][0]
        if run.length + 1 >= TREND:
            found.append(Trend(first, last, run.length + 1, run.side))
    return found


def _ways(above: int, below: int) -> list[int]:
    """Return in how many orders so many points above and below make 0, 1, 2, ... runs."""
    one, other = _choices(above - 1), _choices(below - 1)
    ways = [0, 0]
    for half in range(1, above + 1):
        ways.append(2 * one[half - 1] * other[half - 1])
        ways.append(one[half] * other[half - 1] + one[half - 1] * other[half])
    return ways


def _choices(total: int) -> list[int]:
    """Return the ways to choose 0, 1, ... total of so many, and one more: there are none."""
    ways = [1]
    for chosen in range(total + 1):
        ways.append(ways[-1] * (total - chosen) // (chosen + 1))
    return ways
