"""Small charts for a page: lines and dots that stretch with it, labels that keep their size."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pdsa.core.chart import Chart, ChartPoint
from pdsa.core.plain_text import day_words
from pdsa.render.chart_layout import Box
from pdsa.render.chart_plot import Frame, at, baseline_end, ends, stripes
from pdsa.render.chart_scale import (
    TimeScale,
    ValueScale,
    joined,
    time_scale,
    time_ticks,
    value_scale,
)
from pdsa.render.chart_shapes import escape
from pdsa.render.chart_words import centre_name, is_hollow, marker_names, value_words

WIDTH, HEIGHT = 800, 200  # of every drawing; the page stretches it to the room that it has
_TICKS, _MONTHS = 7, 8
_APART = 0.1  # share of the height: names of lines that are closer would touch
_RIGHT = 0.92  # share of the width: labels of days beyond it would leave the picture


class Scales(NamedTuple):
    """One scale of values and one of days, for all charts of a measure."""

    values: ValueScale
    time: TimeScale


class Ground(NamedTuple):
    """What all charts of a measure share; a page has it once and uses it for each of them."""

    axes: str  # SVG texts, placed in percent of the picture
    behind: str  # SVG shapes of most of them: breaks and target
    scale: str  # from where to where, in words


class Drawn(NamedTuple):
    """A chart as a page shows it: its drawing, and the labels that stand in it."""

    own_ground: str  # SVG shapes behind it, where they are not those of the ground; else empty
    shapes: str  # SVG, in a drawing WIDTH by HEIGHT that the page stretches
    labels: str  # SVG texts, placed in percent of the picture


def scales_of(charts: Sequence[Chart]) -> Scales:
    """Return one scale for all charts: what looks higher is higher."""
    return Scales(value_scale(charts, _TICKS), time_scale(charts))


def ground_of(charts: Sequence[Chart], scales: Scales) -> Ground:
    """Return what the charts share. There is at least one."""
    behind = Counter("".join(_behind(_frame(chart, scales))) for chart in charts)
    low, high = (value_words(charts[0], edge) for edge in (scales.values.low, scales.values.high))
    first, last = day_words(scales.time.first), day_words(scales.time.last)
    axes = "".join(_axes(_frame(charts[0], scales)))
    if len({chart.subject.target for chart in charts}) == 1:
        axes += "".join(_target(_frame(charts[0], scales)))
    return Ground(axes, behind.most_common(1)[0][0], f"{low} to {high}, {first} to {last}")


def draw(chart: Chart, scales: Scales, ground: Ground) -> Drawn:
    """Return the drawing of a chart: centre line, cycles, line and dots; and its labels."""
    frame = _frame(chart, scales)
    behind = "".join(_behind(frame))
    own = behind if behind != ground.behind else ""
    return Drawn(own, "".join(_shapes(frame)), "".join(_labels(frame)))


def _frame(chart: Chart, scales: Scales) -> Frame:
    return Frame(chart, scales.time, scales.values, Box(0, 0, WIDTH, HEIGHT), 1, 1)


def _behind(frame: Frame) -> Iterator[str]:
    for left, right, _ in stripes(frame):
        yield _path("r", [f"M{_n(left)} 0h{_n(right - left)}v{HEIGHT}H{_n(left)}z"])
    aim = frame.chart.subject.target
    if aim is not None and frame.values.low <= aim <= frame.values.high:
        yield _path("t", [f"M0 {_n(frame.y(aim))}H{WIDTH}"])


def _shapes(frame: Frame) -> Iterator[str]:
    yield _path("k", (f"M{_n(x)} 0v{HEIGHT}" for x in _cycles(frame)))
    solid, later = [], []
    for phase in frame.chart.phases:
        if phase.centre is None or not phase.useful:
            continue
        y, (left, right) = _n(frame.y(phase.centre)), ends(frame, phase)
        end = baseline_end(frame, phase) if phase.baseline else right
        solid.append(f"M{_n(left)} {y}H{_n(end)}")
        later += [f"M{_n(end)} {y}H{_n(right)}"] if end < right else []
    yield _path("m", solid)
    yield _path("m l", later)
    yield from _series(frame)


def _series(frame: Frame) -> Iterator[str]:
    points = frame.chart.points
    places = {n: _place(frame, one) for n, one in enumerate(points) if one.value is not None}
    lines = [[places[n] for n in piece] for piece in joined(frame.chart) if len(piece) > 1]
    yield _path("d", (f"M{_through(line, 'l')}" for line in lines))
    kinds: dict[str, list[tuple[int, int]]] = {}
    for n, place in places.items():
        kinds.setdefault(_kind(points[n]), []).append(place)
    for kind, dots in kinds.items():
        if kind == "x":
            yield _path("x", (f"M{x - 6} {y - 5}l12 10m0-10l-12 10" for x, y in dots))
            continue
        drawn = [f"M{_through(dots, 'zm')}z"]
        yield _path(kind, drawn)
        if kind == "o":
            yield _path("n", drawn)


def _through(places: Sequence[tuple[int, int]], step: str) -> str:
    """Return places as a path says them: the first, then each from the one before."""
    first = f"{places[0][0]} {places[0][1]}"
    steps = (f"{step}{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(places))
    return first + "".join(steps).replace(" -", "-")


def _kind(point: ChartPoint) -> str:
    """Return the class of a dot: left out, at least so much, part of a signal, on the median."""
    if point.excluded:
        return "x"
    if point.bound:
        return "b"
    if point.marked or point.outside:
        return "h"
    return "o" if is_hollow(point) else "p"


def _cycles(frame: Frame) -> Iterator[float]:
    for marker in frame.chart.markers:
        yield at(frame, frame.time.share(marker.day))


def _axes(frame: Frame) -> Iterator[str]:
    values, chart = frame.values, frame.chart
    for tick in (values.ticks[0], values.ticks[-1]):
        text = escape(value_words(chart, tick))
        yield f'<text class="y" y="{_percent(1 - values.share(tick))}">{text}</text>'
    for found in time_ticks(frame.time, _MONTHS):
        share = max(0.0, frame.time.share(found.day))
        if share < _RIGHT:
            yield f'<text class="i" x="{_percent(share)}" y="100%">{escape(found.label)}</text>'


def _labels(frame: Frame) -> Iterator[str]:
    chart = frame.chart
    phase = chart.phases[-1] if chart.phases else None
    if phase and phase.centre is not None and phase.useful:
        y = 1 - min(1.0, max(0.0, frame.values.share(phase.centre)))
        text = escape(f"{centre_name(chart)} {value_words(chart, phase.centre)}")
        yield f'<text class="z" x="100%" y="{_percent(y)}">{text}</text>'
    for marker, name in zip(chart.markers, marker_names(chart), strict=True):
        share = frame.time.share(marker.day)
        if 0 <= share <= 1:
            yield f'<text class="c" x="{_percent(share)}">{escape(name)}</text>'


def _target(frame: Frame) -> Iterator[str]:
    """Yield the name of the target at its line, unless the centre line has its name there."""
    chart = frame.chart
    aim, centre = chart.subject.target, chart.phases[-1].centre if chart.phases else None
    if aim is None or not frame.values.low <= aim <= frame.values.high:
        return
    share = frame.values.share(aim)
    if centre is None or abs(frame.values.share(centre) - share) > _APART:
        text = escape(f"target {value_words(chart, aim)}")
        yield f'<text class="z w" x="100%" y="{_percent(1 - share)}">{text}</text>'


def _place(frame: Frame, point: ChartPoint) -> tuple[int, int]:
    return round(frame.x(point)), round(frame.y(point.value or 0))


def _path(kind: str, pieces: Iterable[str]) -> str:
    drawn = "".join(pieces)
    return f'<path class="{kind}" d="{drawn}"/>' if drawn else ""


def _n(number: float) -> str:
    return str(round(number))


def _percent(share: float) -> str:
    return f"{round(share * 100)}%"
