"""The inner picture of a chart: axes, breaks, limits, centre lines, cycles and dots."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pdsa.core.chart import Chart, ChartPhase, ChartPoint
from pdsa.core.plain_text import day_words
from pdsa.render.chart_layout import Box, text_width
from pdsa.render.chart_scale import TimeScale, ValueScale, joined, marked_runs, time_ticks
from pdsa.render.chart_shapes import box, dot, line, outline, path, words
from pdsa.render.chart_words import edges, value_words

_LABELLED = {"improvement": "better-dot", "concern": "worse-dot"}
_TRIANGLE = ((0, -1), (0.9, 0.7), (-0.9, 0.7))
_SQUARE = ((-1, -1), (1, -1), (1, 1), (-1, 1))
_DIAMOND = ((0, -1), (1, 0), (0, 1), (-1, 0))
_FINE = 4.0  # dots below it are on a small screen
_NEAR = 40.0
_STANDING = 0.92  # of the text size
_LEAST_STRIPE = 5.0  # a break of a day is seen, too


class Frame(NamedTuple):
    """Where a chart is drawn: its scales, its rectangle, the size of its texts and dots."""

    chart: Chart
    time: TimeScale
    values: ValueScale
    area: Box
    size: float
    radius: float

    def x(self, point: ChartPoint) -> float:
        """Return where the day of a point lies."""
        return self.area.left + self.time.share(point.day) * (self.area.right - self.area.left)

    def y(self, value: Fraction | float) -> float:
        """Return where a value lies."""
        height = self.area.bottom - self.area.top
        return self.area.bottom - self.values.share(value) * height


def at(frame: Frame, share: float) -> float:
    """Return the place of a share of the time axis, never outside the picture."""
    area = frame.area
    return min(area.right, max(area.left, area.left + share * (area.right - area.left)))


def axes(frame: Frame) -> Iterator[str]:
    """Yield the grid, the labels of both axes, and the foot of the picture."""
    area, size = frame.area, frame.size
    for tick in frame.values.ticks:
        y = frame.y(tick)
        yield line(area.left, y, area.right, y, "grid")
        label = value_words(frame.chart, tick)
        yield words(area.left - 8, y + size * 0.36, label, size, "soft", "end")
    yield line(area.left, area.bottom, area.right, area.bottom, "axis")
    end = 0.0
    for found in time_ticks(frame.time, int((area.right - area.left) / size / 4)):
        x = at(frame, frame.time.share(found.day))
        label = f"{found.label} {found.year}".strip()
        half = text_width(label, size) / 2
        yield line(x, area.bottom, x, area.bottom + 5, "axis")
        if x - half > end and x + half < area.right + size * 4:
            yield words(x, area.bottom + size * 1.55, label, size, "soft", "middle")
            end = x + half + 4


def breaks(frame: Frame) -> Iterator[str]:
    """Yield a stripe for each school break, named on its end where it has room."""
    area = frame.area
    for left, right, _ in stripes(frame):
        yield box(left, area.top, right - left, area.bottom - area.top, "rest")
    for place, name in stripe_names(frame):
        yield words(place.right, place.bottom, name, frame.size * _STANDING, "soft", turn=True)


def stripe_names(frame: Frame) -> Iterator[tuple[Box, str]]:
    """Yield where the name of each stripe stands, from foot to head, if there is room for it."""
    room = (frame.area.bottom - frame.area.top) * 0.45  # a longer one runs through the points
    size = frame.size * _STANDING
    end = 0.0
    for left, right, name in stripes(frame):
        length = text_width(name, size)
        x = (left + right) / 2 + size * 0.36
        if name and right - left >= size * 1.25 and length <= room and x - size > end:
            end = x + size * 0.3
            foot = _free_end(frame, left, right, length)
            yield Box(x - size, foot - length, x, foot), name


def _free_end(frame: Frame, left: float, right: float, length: float) -> float:
    """Return where a standing name begins: at the end of its stripe that fewer things cross."""
    chart = frame.chart
    near = [p for p in chart.points if left - _NEAR < frame.x(p) < right + _NEAR]
    last = near[-1:] or chart.points[-1:]
    drawn = [*(p.value for p in near), *(p.centre for p in last), *(p.upper for p in last)]
    drawn += [*(p.lower for p in last), chart.subject.target]
    crossed = [frame.y(value) for value in drawn if value is not None]
    foots = (frame.area.bottom - 8, frame.area.top + 8 + length)
    return min(foots, key=lambda foot: sum(foot - length <= y <= foot for y in crossed))


def stripes(frame: Frame) -> Iterator[tuple[float, float, str]]:
    """Yield left end, right end and name of each break that lies within the time axis."""
    for period in sorted(frame.chart.breaks):
        if period.last < frame.time.first or period.first > frame.time.last:
            continue
        left = at(frame, frame.time.share(period.first))
        right = at(frame, frame.time.share(period.last, hours=24.0))
        yield left, max(right, left + _LEAST_STRIPE), period.name


def limits(frame: Frame) -> Iterator[str]:
    """Yield a pale band between the limits, with its edges, for each stretch that has them."""
    for phase in frame.chart.phases:
        stretch: list[ChartPoint] = []
        for point in (*phase_points(frame.chart, phase), None):
            if point and point.lower is not None and point.upper is not None:
                stretch.append(point)
            elif stretch:
                yield from _band(frame, stretch)
                stretch = []


def _band(frame: Frame, stretch: list[ChartPoint]) -> Iterator[str]:
    xs = [frame.x(point) for point in stretch]
    middles = [(a + b) / 2 for a, b in pairwise(xs)]
    places = [max(frame.area.left, xs[0] - 8), *middles, min(frame.area.right, xs[-1] + 8)]
    upper, lower = [], []
    for number, point in enumerate(stretch):
        ends = places[number], places[number + 1]
        low, high = edges(frame.chart, point)
        upper += [(x, frame.y(high or 0.0)) for x in ends]
        lower += [(x, frame.y(low or 0.0)) for x in ends]
    yield path([*upper, *reversed(lower)], "band", closed=True)
    yield path(upper, "edge")
    yield path(lower, "edge")


def centres(frame: Frame) -> Iterator[str]:
    """Yield the centre line of each phase, dashed after its baseline."""
    chart = frame.chart
    for phase in chart.phases:
        found = phase_points(chart, phase)
        if phase.centre is None or not any(point.value is not None for point in found):
            continue
        y, left, right = frame.y(phase.centre), *ends(frame, phase)
        solid = right
        if phase.baseline and phase.baseline < phase.last:
            solid = baseline_end(frame, phase)
            yield line(solid, y, right, y, "median later")
        yield line(left, y, solid, y, "median")


def phase_points(chart: Chart, phase: ChartPhase) -> tuple[ChartPoint, ...]:
    """Return the points of a phase."""
    return chart.points[phase.first - 1 : phase.last]


def ends(frame: Frame, phase: ChartPhase) -> tuple[float, float]:
    """Return where a phase begins and ends: half way to its neighbours."""
    points, area = frame.chart.points, frame.area
    first, last = frame.x(points[phase.first - 1]), frame.x(points[phase.last - 1])
    left = (frame.x(points[phase.first - 2]) + first) / 2 if phase.first > 1 else first - 8
    right = (last + frame.x(points[phase.last])) / 2 if phase.last < len(points) else area.right
    return max(area.left, left), right


def baseline_end(frame: Frame, phase: ChartPhase) -> float:
    """Return where the baseline ends: half way to the next point."""
    points = frame.chart.points
    last = phase.baseline or phase.last
    after = points[min(last, len(points) - 1)]
    return (frame.x(points[last - 1]) + frame.x(after)) / 2


def target(frame: Frame) -> Iterator[str]:
    """Yield the target as a thin dotted line: an aim, not a limit."""
    aim = frame.chart.subject.target
    if aim is not None and frame.values.low <= aim <= frame.values.high:
        yield line(frame.area.left, frame.y(aim), frame.area.right, frame.y(aim), "target")


def series(frame: Frame) -> Iterator[str]:
    """Yield the joined points: the line, the heavier runs on it, then the dots."""
    points = frame.chart.points
    places = {
        n: (frame.x(p), frame.y(p.value)) for n, p in enumerate(points) if p.value is not None
    }
    for piece in joined(frame.chart):
        yield path([places[n] for n in piece], "data")
        for run in marked_runs(frame.chart):
            span = range(run.positions[0], run.positions[-1] + 1)
            if len(inside := [places[n] for n in piece if n in span]) > 1:
                yield path(inside, "run" if frame.radius >= _FINE else "run fine")
    for position, (x, y) in places.items():
        yield glyph(points[position], x, y, frame.radius)


def glyph(point: ChartPoint, x: float, y: float, radius: float) -> str:
    """Return the mark of one point: every kind has a shape of its own, not only a colour."""
    said = f"{day_words(point.day)}: {point.shown}"
    if point.excluded:
        arm = radius * 0.75
        cross = path([(x - arm, y - arm), (x + arm, y + arm)], "out")
        return dot(x, y, radius, "hollow", f"{said}, left out: {point.excluded}") + cross
    name = _LABELLED.get(point.label, "hit")
    for there, corners, size, style in (
        (point.bound, _TRIANGLE, 1.45, "hollow"),
        (point.outside, _SQUARE, 1.35, name),
        (point.label == "concern", _DIAMOND, 1.75, name),
        (point.label == "improvement", _TRIANGLE, 1.75, name),
    ):
        if there:
            places = [(x + dx * size * radius, y + dy * size * radius) for dx, dy in corners]
            return outline(places, style, said)
    if point.marked:
        return dot(x, y, radius * 1.4, name, said)
    return dot(x, y, radius, "dot" if point.side else "hollow", said)
