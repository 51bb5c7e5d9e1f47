"""Small charts for a page: lines and dots that stretch with it, labels that keep their size."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
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
from pdsa.render.chart_words import is_hollow, value_words

WIDTH, HEIGHT = 1000, 300  # of every drawing; the page stretches it to the room that it has
_TICKS, _MONTHS = 4, 8
_RIGHT = 0.92  # share of the width: labels of days beyond it would leave the picture


class Scales(NamedTuple):
    """One scale of values and one of days, for all charts of a measure."""

    values: ValueScale
    time: TimeScale


class Drawn(NamedTuple):
    """A chart as a page shows it: its drawing, and the labels that stand around it."""

    shapes: str  # SVG, to stand in a group of a drawing WIDTH by HEIGHT
    labels: str  # HTML, placed in percent of the drawing


def scales_of(charts: Sequence[Chart]) -> Scales:
    """Return one scale for all charts: what looks higher is higher."""
    return Scales(value_scale(charts, _TICKS), time_scale(charts))


def scale_words(charts: Sequence[Chart], scales: Scales) -> str:
    """Say from where to where the scales of a group of charts run."""
    low, high = (value_words(charts[0], edge) for edge in (scales.values.low, scales.values.high))
    first, last = day_words(scales.time.first), day_words(scales.time.last)
    return f"{low} to {high}, {first} to {last}"


def draw(chart: Chart, scales: Scales) -> Drawn:
    """Return the drawing of a chart: breaks, centre line, target, cycles, line and dots."""
    frame = Frame(chart, scales.time, scales.values, Box(0, 0, WIDTH, HEIGHT), 1, 1)
    return Drawn("".join(_shapes(frame)), "".join(_labels(frame)))


def _shapes(frame: Frame) -> Iterator[str]:
    for left, right, _ in stripes(frame):
        yield _path("r", [f"M{_n(left)} 0h{_n(right - left)}v{HEIGHT}H{_n(left)}z"])
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
    aim = frame.chart.subject.target
    if aim is not None and frame.values.low <= aim <= frame.values.high:
        yield _path("t", [f"M0 {_n(frame.y(aim))}H{WIDTH}"])
    yield from _series(frame)


def _series(frame: Frame) -> Iterator[str]:
    points = frame.chart.points
    places = {n: _place(frame, one) for n, one in enumerate(points) if one.value is not None}
    lines = (
        f"M{'L'.join(places[n] for n in piece)}" for piece in joined(frame.chart) if len(piece) > 1
    )
    yield _path("d", lines)
    kinds: dict[str, list[str]] = {}
    for n, place in places.items():
        kinds.setdefault(_kind(points[n]), []).append(f"M{place}h0")
    for kind, dots in kinds.items():
        yield _path(kind, dots)
        if kind in {"o", "x"}:
            yield _path("n", dots)


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


def _labels(frame: Frame) -> Iterator[str]:
    values, chart = frame.values, frame.chart
    for tick in (values.ticks[0], values.ticks[-1]):
        yield _label("y", "top", 1 - values.share(tick), value_words(chart, tick))
    for found in time_ticks(frame.time, _MONTHS):
        share = max(0.0, frame.time.share(found.day))
        if share < _RIGHT:
            yield _label("x", "left", share, found.label)
    phase = chart.phases[-1] if chart.phases else None
    if phase and phase.centre is not None and phase.useful:
        share = _inside(values, phase.centre)
        yield _label("z", "top", share, f"median {value_words(chart, phase.centre)}")
    for marker in chart.markers:
        share = frame.time.share(marker.day)
        if 0 <= share < _RIGHT:
            yield _label("c", "left", share, marker.label.partition(" ")[0][:4])


def _inside(values: ValueScale, value: Fraction) -> float:
    return 1 - min(1.0, max(0.0, values.share(value)))


def _label(kind: str, side: str, share: float, text: str) -> str:
    return f'<i class={kind} style="{side}:{_n(share * 100)}%">{escape(text)}</i>'


def _place(frame: Frame, point: ChartPoint) -> str:
    return f"{_n(frame.x(point))} {_n(frame.y(point.value or 0))}"


def _path(kind: str, pieces: Iterable[str]) -> str:
    drawn = "".join(pieces)
    return f'<path class="{kind}" d="{drawn}"/>' if drawn else ""


def _n(number: float) -> str:
    return str(round(number))
