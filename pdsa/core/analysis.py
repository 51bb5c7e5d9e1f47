"""From a series to a chart in numbers: centre lines, limits, runs, and the points beyond."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from pdsa.core import controlchart
from pdsa.core.chart_input import POOLED, Values, check_positions, check_series
from pdsa.core.controlchart import Limits
from pdsa.core.runchart import anhoej, median

# Below and above which no share, rate or count can lie.
_CLIPS = {"i": (None, None), "p": (0, 1), "pp": (0, 1), "u": (0, None), "c": (0, None)}


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
    scales what comes out. `screened`: I and P' limits are taken without the widest moving ranges.
    Raises ValueError(message, hint) for what cannot be.
    """
    check_series(chart, y, n, centre, multiply)
    check_positions(len(y), freeze, part, exclude)
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
        values = [*map(_ratio, y, n)]
    if chart == "mr":
        values = controlchart.moving_ranges(values)
    counted = values
    if not all(included):
        counted = [value if use else None for value, use in zip(values, included, strict=True)]
    return _Stretch(chart, values, counted, y, n, included, baseline, screened)


def _ratio(numerator: Fraction | None, denominator: Fraction | None) -> Fraction | None:
    """Divide, in a third of the time that `/` takes; 0/0 and what is missing is None."""
    if numerator is None or denominator is None or denominator.numerator == 0:
        return None
    top, top_scale = numerator.as_integer_ratio()
    bottom, bottom_scale = denominator.as_integer_ratio()
    return Fraction(top * bottom_scale, bottom * top_scale)


def _centre(stretch: _Stretch) -> Fraction | None:
    counted = stretch.counted[: stretch.baseline]
    if stretch.chart == "run":
        return median(counted)
    if stretch.n is None or stretch.chart not in POOLED:
        return controlchart.mean(counted)
    top = controlchart.mean(_where(counted, stretch.y))
    return _ratio(top, controlchart.mean(_where(counted, stretch.n)))


def _where(counted: Values, values: Values) -> Values:
    return [value for value, known in zip(values, counted, strict=False) if known is not None]


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
    measured = _range_limits if stretch.chart == "mr" else _value_limits
    return [
        AnalysedPoint(y, middle, *limits, outside)
        for y, (limits, outside) in zip(shown, measured(stretch, centre, multiply), strict=True)
    ]


def _range_limits(
    stretch: _Stretch, centre: Fraction, multiply: Fraction | int
) -> Iterator[tuple[Limits, bool]]:
    drawn = controlchart.range_limits(centre, multiply)
    for value in stretch.values:
        yield drawn, value is not None and controlchart.is_range_outside(value, centre)


def _value_limits(
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
    one = _variance_of_one(stretch, centre)
    return [
        None if value is None else _ratio(one, n)
        for value, n in zip(stretch.values, stretch.n, strict=True)
    ]


def _variance_of_one(stretch: _Stretch, centre: Fraction) -> Fraction | None:
    """Give the variance of a share of one, or of a rate over one."""
    if stretch.chart == "u":
        return controlchart.variance_of_count(centre)
    variance = controlchart.variance_of_share(centre)
    if stretch.chart == "p" or stretch.n is None:
        return variance
    shares, denominators = _baseline(stretch, stretch.values), _baseline(stretch, stretch.n)
    factor = controlchart.laney_factor(shares, denominators, centre, screened=stretch.screened)
    return None if factor is None else variance * factor * factor


def _baseline(stretch: _Stretch, values: Values) -> Values:
    """Return what of the values is in the baseline, without the excluded, whose neighbours meet."""
    chosen = zip(values[: stretch.baseline], stretch.included, strict=False)
    return [value for value, use in chosen if use]
