"""From days and values to places: axes with round ticks, lines with gaps, runs that are marked."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pdsa.core.chart import Chart, ChartPhase, ChartPoint
from pdsa.render.chart_words import edges

_ALL = 100  # percent
_LEAST_PERCENT = 10  # an axis of fewer percent points makes noise look like news
_SHORT = 45  # days: fewer are marked by days, more by months
_CADENCES = {"weekly": 7.0, "fortnightly": 14.0, "monthly": 30.5}
_JOINED = 1.6  # cadences: points further apart are not joined
_LEAST, _BEGUN = timedelta(days=21), timedelta(days=70)  # of an axis; of one just begun
_WEEKEND = 4.0  # days between two school days that are neighbours
_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240)
_DAY_STEPS = (1, 2, 7, 14)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_YEAR = 12


class ValueScale(NamedTuple):
    """A value axis from `low` to `high`, with its ticks."""

    low: Fraction
    high: Fraction
    ticks: tuple[Fraction, ...]

    def share(self, value: Fraction | float) -> float:
        """Return how far up the axis `value` lies: 0 at its foot, 1 at its top."""
        return float((Fraction(value) - self.low) / (self.high - self.low))


class TimeScale(NamedTuple):
    """A time axis of whole days, both ends included."""

    first: date
    last: date

    def share(self, day: date, hours: float = 0.0) -> float:
        """Return how far along the axis `day` lies: 0 at its start, 1 at its end."""
        return ((day - self.first).days + hours / 24) / max(1, (self.last - self.first).days)


class Tick(NamedTuple):
    """A day with a label; `year` where a reader needs it."""

    day: date
    label: str
    year: str = ""


class MarkedRun(NamedTuple):
    """Positions (from 0) of points that make a signal together, and what to call them."""

    positions: tuple[int, ...]
    side: int  # 1 above the centre, -1 below, 0 both
    word: str


def value_scale(charts: Sequence[Chart], most: int = 8) -> ValueScale:
    """Return one value axis for all charts, with at most about `most` ticks.

    What was counted lies in its middle; zero is part of it where it is near.
    """
    unit = charts[0].subject.unit if charts else ""
    if unit == "yes-no":
        return ValueScale(Fraction(-1, 4), Fraction(5, 4), (Fraction(0), Fraction(1)))
    counted = [point.value for chart in charts for point in chart.points if point.value is not None]
    counted += [
        phase.centre for chart in charts for phase in chart.phases if phase.centre is not None
    ]
    drawn = counted + list(_lines(charts))
    top = Fraction(_ALL) if unit == "share" else Fraction(10)
    low, high = _wanted(counted or [Fraction(0), top], drawn or [Fraction(0), top], unit)
    step = _step((high - low) / max(1, most - 1), whole=unit == "count")
    first, last = low // step, -((-high) // step)
    ticks = tuple(number * step for number in range(int(first), int(last) + 1))
    return ValueScale(ticks[0], ticks[-1], ticks)


def _lines(charts: Iterable[Chart]) -> Iterator[Fraction]:
    """Yield the target and the limits: they are drawn, and lie where they lie."""
    for chart in charts:
        if chart.subject.target is not None:
            yield chart.subject.target
        for point in chart.points:
            yield from (Fraction(edge) for edge in edges(chart, point) if edge is not None)


def _wanted(
    counted: Sequence[Fraction], drawn: Sequence[Fraction], unit: str
) -> tuple[Fraction, Fraction]:
    low, high = min(counted), max(counted)
    span = high - low or max(abs(high) / 2, Fraction(2))
    room = span / 5
    edge = span / 20
    low, high = min(low - room, min(drawn) - edge), max(high + room, max(drawn) + edge)
    if unit == "share" and (missing := _LEAST_PERCENT - (high - low)) > 0:
        low, high = low - missing / 2, high + missing / 2
    if min(drawn) >= 0:
        low = Fraction(0) if low < high / 4 else low
    if unit == "share" and max(drawn) <= _ALL and high > _ALL:
        least = min(drawn) - edge if min(drawn) < 0 else Fraction(0)
        low, high = max(least, low - (high - _ALL) / 2), Fraction(_ALL)
    return low, high


def _step(least: Fraction, whole: bool) -> Fraction:
    """Return the smallest of 1, 2, 5, 10, 20 ... that is not below `least`."""
    if whole and least < 1:
        return Fraction(1)
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= least)


def time_scale(charts: Sequence[Chart]) -> TimeScale:
    """Return one time axis for all charts: their points, cycles, and some of what is to come."""
    days = [point.day for chart in charts for point in chart.points]
    days += [marker.day for chart in charts for marker in chart.markers]
    if not days:
        ends = [chart.subject.ends for chart in charts if chart.subject.ends]
        last = max(ends, default=date(2000, 1, 31))
        return TimeScale(last - timedelta(days=30), last)
    first, last = min(days), max(days)
    span = (last - first).days
    coming = [chart.subject.ends for chart in charts if chart.subject.ends]
    if coming and max(coming) > last:
        last = min(max(coming), max(last + timedelta(days=span // 5), first + _BEGUN))
    last = max(last, first + _LEAST)
    edge = timedelta(days=max(1, span // 40))
    return TimeScale(first - edge, last + edge)


def time_ticks(time: TimeScale, most: int) -> list[Tick]:
    """Return the first days of months (of days, on a short axis), at most about `most`."""
    days = (time.last - time.first).days
    if days < _SHORT:
        step = next((size for size in _DAY_STEPS if days / size <= most), _DAY_STEPS[-1])
        found = [time.first + timedelta(days=place) for place in range(1, days + 1, step)]
        return [_day_tick(day, number == 0) for number, day in enumerate(found)]
    step = next((size for size in _MONTH_STEPS if days / 30.5 / size <= most), _MONTH_STEPS[-1])
    months = range(time.first.year * _YEAR + time.first.month, time.last.year * _YEAR + 12)
    starts = [date(n // _YEAR, n % _YEAR + 1, 1) for n in months if n % min(step, _YEAR) == 0]
    if step > _YEAR:
        starts = [day for day in starts if day.year % (step // _YEAR) == 0]
    seen = [day for day in starts if time.first <= day <= time.last]
    ticks = [_month_tick(day, step, number == 0) for number, day in enumerate(seen)]
    # The days before the first tick have a month, too, where there is room to say so.
    if step < _YEAR and seen and (seen[0] - time.first).days * most >= days * 1.2:
        ticks[0] = _month_tick(seen[0], step, first=False)
        ticks.insert(0, _month_tick(time.first, step, first=True))
    return ticks


def _day_tick(day: date, first: bool) -> Tick:
    return Tick(day, f"{day.day} {_MONTHS[day.month - 1]}", str(day.year) if first else "")


def _month_tick(day: date, step: int, first: bool) -> Tick:
    if step >= _YEAR:
        return Tick(day, str(day.year))
    return Tick(day, _MONTHS[day.month - 1], str(day.year) if first or day.month == 1 else "")


def joined(chart: Chart) -> list[list[int]]:
    """Return the positions (from 0) of points that a line joins, piece by piece.

    A missing or excluded value, a new phase, or more than 1.6 cadences end a piece.
    """
    far = _far(chart)
    pieces: list[list[int]] = []
    before: ChartPoint | None = None
    for position, point in enumerate(chart.points):
        if point.value is None or point.excluded:
            before = None
            continue
        near = before and (point.day - before.day).days <= far and point.phase == before.phase
        if near:
            pieces[-1].append(position)
        else:
            pieces.append([position])
        before = point
    return pieces


def _far(chart: Chart) -> float:
    cadence = chart.subject.cadence
    if cadence == "daily":
        return _WEEKEND
    days = [point.day for point in chart.points]
    steps = sorted((after - day).days for day, after in pairwise(days))
    usual = steps[len(steps) // 2] if steps else 1
    return _CADENCES.get(cadence, float(max(1, usual))) * _JOINED


def marked_runs(chart: Chart) -> list[MarkedRun]:
    """Return the marked points that make a signal together: runs, trends, groups near a limit.

    A point that is marked because it lies outside a limit is no run, however many there are.
    """
    found = []
    for phase in chart.phases:
        found += [_trend(chart, *span) for span in phase.trends]
        found += [run for run in _groups(chart, phase) if run.word]
    return found


def _trend(chart: Chart, first: int, last: int) -> MarkedRun:
    """Return the trend between two positions (from 1)."""
    values = {n: chart.points[n].value for n in range(first - 1, last)}
    seen = [(n, value) for n, value in values.items() if value is not None]
    way = "rising" if seen[-1][1] > seen[0][1] else "falling"
    return MarkedRun(tuple(n for n, _ in seen), 0, f"{len(seen)} {way}")


def _groups(chart: Chart, phase: ChartPhase) -> Iterator[MarkedRun]:
    """Yield the marked points of a phase by side; what has no side neither ends nor joins a run."""
    group: list[int] = []
    for position in range(phase.first - 1, phase.last):
        point = chart.points[position]
        if not point.side:
            continue
        if group and (not point.marked or point.side != chart.points[group[-1]].side):
            yield _group(chart, phase, group)
            group = []
        if point.marked:
            group.append(position)
    if group:
        yield _group(chart, phase, group)


def _group(chart: Chart, phase: ChartPhase, group: Sequence[int]) -> MarkedRun:
    most = phase.longest_run_max
    shifted = any(
        first <= position + 1 <= last for first, last in phase.shifts for position in group
    )
    long = most is not None and len(group) > most
    word = f"{len(group)} in a row" if shifted or long else ""
    if len(group) > 1 and all(position + 1 in phase.two_in_three for position in group):
        word = "2 of 3 near a limit"
    return MarkedRun(tuple(group), chart.points[group[0]].side, word)
