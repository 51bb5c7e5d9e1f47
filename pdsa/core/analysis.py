"""From a series to a chart in numbers: centre lines, limits, runs, and the points beyond."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from pdsa.core import controlchart
from pdsa.core.chart import CHARTS
from pdsa.core.controlchart import Limits
from pdsa.core.runchart import anhoej, median

_POOLED = ("p", "pp", "u")  # the centre is all that was counted over all it was counted of
# Below and above which no share, rate or count can lie.
_CLIPS = {"i": (None, None), "p": (0, 1), "pp": (0, 1), "u": (0, None), "c": (0, None)}

Values = Sequence[Fraction | None]


class AnalysedPoint(NamedTuple):
    """One place of the series; y, centre and limits in the unit shown."""

    y: Fraction | None  # None: missing, 0/0, or no moving range
    centre: Fraction | None
    lower: float | None
    upper: float | None
    lower_2s: float | None
    upper_2s: float | None
    outside: bool  # strictly beyond three sigma


class AnalysedPhase(NamedTuple):
    """A stretch with a centre line of its own. Without a useful point there is no run."""

    part: int  # from 1
    first: int  # position, from 1
    last: int
    observed: int  # places, missing ones included, excluded ones not
    useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    runs_signal: bool  # never of moving ranges: they overlap, so they are not independent
    centre: Fraction | None


class Analysis(NamedTuple):
    """A chart in numbers. An empty series has neither phases nor points."""

    phases: tuple[AnalysedPhase, ...]
    points: tuple[AnalysedPoint, ...]


class _Stretch(NamedTuple):
    """One phase before it is analysed."""

    chart: str
    values: Values  # numerator over denominator, or the value; moving ranges on an MR chart
    counted: Values  # the same, None where excluded
    y: Values
    n: Values | None
    included: Sequence[bool]
    baseline: int  # so many first places give the centre line and the limits
    screened: bool


def analyse(
    chart: str,
    y: Values,
    n: Values | None = None,
    *,
    freeze: int | None = None,
    part: Sequence[int] = (),
    exclude: Sequence[int] = (),
    centre: Fraction | None = None,
    multiply: Fraction | int = 1,
    screened: bool = False,
) -> Analysis:
    """Return the phases and points of a run, I, MR, P, P' (pp), U or C chart.

    `y` are values, or numerators over `n`; missing or 0/0 is no point. Positions are from 1.
    `freeze`: the last point of the baseline, which gives centre and limits; runs are counted over
    all points; past the end, and where there are phases, it is ignored. `part`: the last point of
    each phase but the last, in any order. `exclude`: out of centre, limits and runs, still drawn
    and compared with the limits. On an I chart the neighbours of an excluded point meet; on an MR
    chart only the range that ends at it is left out. `centre`: given, before `multiply`, which
    scales what comes out. `screened`: the widest moving ranges are dropped.
    Raises ValueError(message, hint) for what cannot be.
    """
    _check(chart, y, n, centre, multiply)
    _check_positions(len(y), freeze, part, exclude)
    excluded = frozenset(exclude)
    phases: list[AnalysedPhase] = []
    points: list[AnalysedPoint] = []
    for first, last in _bounds(len(y), part):
        here = slice(first - 1, last)
        included = [position not in excluded for position in range(first, last + 1)]
        baseline = last if part or freeze is None else freeze
        numerators, denominators = y[here], None if n is None else n[here]
        stretch = _stretch(chart, numerators, denominators, included, baseline, screened)
        middle = _centre(stretch) if centre is None else centre
        phases.append(_phase(len(phases) + 1, first, last, stretch, middle, multiply))
        points += _points(stretch, middle, multiply)
    return Analysis(tuple(phases), tuple(points))


def _check(
    chart: str, y: Values, n: Values | None, centre: Fraction | None, multiply: Fraction | int
) -> None:
    if chart not in CHARTS:
        raise ValueError(f"`{chart}` is not a chart", f"write one of {', '.join(CHARTS)}")
    if multiply <= 0:
        raise ValueError(f"values cannot be multiplied by `{multiply}`", "as in 100 for percent")
    if n is None and chart in _POOLED:
        message = f"a `{chart}` chart needs denominators"
        raise ValueError(message, "give what each was counted of, or ask for an `i` chart")
    if n is not None and chart == "c":
        raise ValueError("a `c` chart takes no denominators", "ask for a `u` chart")
    if n is not None and len(n) != len(y):
        message = f"there are {len(y)} numerators and {len(n)} denominators"
        raise ValueError(message, "give one for each, None where it is missing")
    if centre is not None:
        _check_centre(chart, centre)
    for position, numerator in enumerate(y, 1):
        _check_counts(chart, position, numerator, None if n is None else n[position - 1])


def _check_centre(chart: str, centre: Fraction) -> None:
    if chart in {"p", "pp"} and not 0 <= centre <= 1:
        message = f"`{centre}` cannot be the centre line of shares"
        raise ValueError(message, "write it as a part of 1, as in 3/4")
    if chart in {"u", "c", "mr"} and centre < 0:
        message = f"`{centre}` cannot be the centre line of a `{chart}` chart"
        raise ValueError(message, "write a number that is not below zero")


def _check_counts(
    chart: str, position: int, numerator: Fraction | None, denominator: Fraction | None
) -> None:
    if numerator is not None and numerator < 0 and chart in {"p", "pp", "u", "c"}:
        message = f"point {position} counts `{numerator}`, which is below zero"
        raise ValueError(message, "ask for an `i` chart if values may be below zero")
    if denominator is None:
        return
    if denominator < 0:
        message = f"point {position} has a denominator of `{denominator}`, which is below zero"
        raise ValueError(message, "write what it was counted of, or leave the point out")
    if not numerator:
        return
    if not denominator:
        message = f"point {position} counts `{numerator}` of 0"
        raise ValueError(message, "write what it was counted of, or leave the point out")
    if numerator > denominator and chart in {"p", "pp"}:
        message = f"point {position} counts `{numerator}` of `{denominator}`"
        raise ValueError(message, "ask for a `u` chart if there can be more than one of each")


def _check_positions(
    length: int, freeze: int | None, part: Sequence[int], exclude: Sequence[int]
) -> None:
    hint = f"the points are numbered 1 to {length}"
    if freeze is not None and freeze < 1:
        raise ValueError(f"a baseline cannot end at point `{freeze}`", hint)
    for position in part:
        if not 1 <= position < length:
            message = f"a phase cannot end at point `{position}` with another after it"
            raise ValueError(message, hint)
    for position in exclude:
        if not 1 <= position <= length:
            raise ValueError(f"there is no point `{position}` to exclude", hint)


def _bounds(length: int, part: Sequence[int]) -> Iterator[tuple[int, int]]:
    first = 1
    for last in sorted({*part, length} - {0}):
        yield first, last
        first = last + 1


def _stretch(
    chart: str, y: Values, n: Values | None, included: Sequence[bool], baseline: int, screened: bool
) -> _Stretch:
    values = y
    if n is not None:
        values = [
            top / bottom if top is not None and bottom else None
            for top, bottom in zip(y, n, strict=True)
        ]
    if chart == "mr":
        values = controlchart.moving_ranges(values)
    counted = values
    if not all(included):
        counted = [value if use else None for value, use in zip(values, included, strict=True)]
    return _Stretch(chart, values, counted, y, n, included, baseline, screened)


def _centre(stretch: _Stretch) -> Fraction | None:
    counted = stretch.counted[: stretch.baseline]
    if stretch.chart == "run":
        return median(counted)
    if stretch.chart not in _POOLED or stretch.n is None:
        return controlchart.mean(counted)
    tops = (y for y, value in zip(stretch.y, counted, strict=False) if value is not None)
    bottoms = (n for n, value in zip(stretch.n, counted, strict=False) if value is not None)
    top = controlchart.mean([*tops])
    bottom = controlchart.mean([*bottoms])
    return None if top is None or bottom is None else top / bottom


def _phase(
    number: int,
    first: int,
    last: int,
    stretch: _Stretch,
    centre: Fraction | None,
    multiply: Fraction | int,
) -> AnalysedPhase:
    test = anhoej(stretch.counted, centre)
    signal = test.signal and stretch.chart != "mr"
    shown = None if centre is None else centre * multiply
    return AnalysedPhase(number, first, last, sum(stretch.included), *test[:5], signal, shown)


def _points(
    stretch: _Stretch, centre: Fraction | None, multiply: Fraction | int
) -> list[AnalysedPoint]:
    values = stretch.values
    shown = values
    if multiply != 1:
        shown = [None if value is None else value * multiply for value in values]
    if centre is None or stretch.chart == "run":
        middle = None if centre is None else centre * multiply
        return [AnalysedPoint(y, middle, None, None, None, None, False) for y in shown]
    middle = centre * multiply
    measured = _ranges if stretch.chart == "mr" else _values
    return [
        AnalysedPoint(y, middle, *limits, outside)
        for y, (limits, outside) in zip(shown, measured(stretch, centre, multiply), strict=True)
    ]


def _ranges(
    stretch: _Stretch, centre: Fraction, multiply: Fraction | int
) -> Iterator[tuple[Limits, bool]]:
    drawn = controlchart.range_limits(centre, multiply)
    for value in stretch.values:
        yield drawn, value is not None and controlchart.is_range_outside(value, centre)


def _values(
    stretch: _Stretch, centre: Fraction, multiply: Fraction | int
) -> Iterator[tuple[Limits, bool]]:
    known: Fraction | None = None
    drawn = Limits()
    for value, variance in zip(stretch.values, _variances(stretch, centre), strict=True):
        if variance is not known:
            known = variance
            drawn = controlchart.limits(centre, variance, *_CLIPS[stretch.chart], multiply)
        outside = value is not None and controlchart.is_outside(value, centre, variance)
        yield drawn, outside


def _variances(stretch: _Stretch, centre: Fraction) -> list[Fraction | None]:
    """Give the variance at each place; None where there are no limits."""
    if stretch.chart == "c":
        return [controlchart.variance_of_count(centre)] * len(stretch.values)
    if stretch.chart == "i" or stretch.n is None:
        ranges = controlchart.mean_moving_range(
            _baseline(stretch, stretch.values), screened=stretch.screened
        )
        return [controlchart.variance_of_values(ranges)] * len(stretch.values)
    of = controlchart.variance_of_rate
    if stretch.chart != "u":
        of = controlchart.variance_of_share
    widened = _widened(stretch, centre) if stretch.chart == "pp" else Fraction(1)
    return [
        None if value is None or not n or widened is None else of(centre, n) * widened
        for value, n in zip(stretch.values, stretch.n, strict=True)
    ]


def _widened(stretch: _Stretch, centre: Fraction) -> Fraction | None:
    """By how much the variance on a P' chart is greater than on a P chart."""
    shares = _baseline(stretch, stretch.values)
    factor = controlchart.laney_factor(
        shares, _baseline(stretch, stretch.n or ()), centre, screened=stretch.screened
    )
    return None if factor is None else factor * factor


def _baseline(stretch: _Stretch, values: Values) -> Values:
    """Return what of the values is in the baseline, without the excluded, whose neighbours meet."""
    chosen = zip(values[: stretch.baseline], stretch.included, strict=False)
    return [value for value, use in chosen if use]
