"""A chart as one SVG picture: for a page, a wall or paper, with its answer, doubt and figures."""

from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from pdsa.core.chart import Chart, ChartPhase
from pdsa.core.plain_text import clip, day_words, period_words, visible
from pdsa.render import chart_plot as plot
from pdsa.render.chart_layout import (
    Box,
    Placed,
    balanced,
    fit,
    place_names,
    spread,
    text_width,
    wrap,
)
from pdsa.render.chart_multiples import render_small_multiples
from pdsa.render.chart_plot import Frame
from pdsa.render.chart_scale import time_scale, value_scale
from pdsa.render.chart_shapes import document, line, words
from pdsa.render.chart_signals import signal_words
from pdsa.render.chart_words import (
    about_words,
    axis_words,
    centre_name,
    is_hollow,
    is_large,
    marker_names,
    marker_words,
    named_limits,
    small_print,
    title_words,
    value_words,
)

__all__ = ["render_chart", "render_small_multiples"]

_LISTED = 24  # cycles beneath a picture


class Layout(NamedTuple):
    """The measures of a picture, in its own units."""

    width: float
    plot: float  # height of the inner picture
    title: float  # sizes of texts
    said: float
    text: float
    small: float
    radius: float
    edge: float


_WIDE = Layout(800, 370, 20, 16.5, 13, 11.5, 4, 20)
_NARROW = Layout(360, 210, 15, 13.5, 11.5, 11, 3.2, 10)


def render_chart(chart: Chart, small: bool = False) -> str:
    """Return the chart as SVG; `small` is for screens about 320 px wide.

    It carries its own light, dark and printed colours and needs nothing from outside.
    """
    layout = _NARROW if small else _WIDE
    head, top = _head(chart, layout)
    frame, placed = _frame(chart, layout, top)
    foot, height = _foot(frame, layout, numbered=placed.numbered)
    kind = f"is-{chart.answer.direction or 'plain'}"
    body = "".join([*head, *_inner(frame, placed, layout), *_right(frame, layout), *foot])
    id = f"chart-{crc32(repr((chart, small)).encode()):08x}"
    inside = f'<g class="{kind}">\n{body}</g>\n'
    return document(id, layout.width, height, title_words(chart), description(chart), inside)


def description(chart: Chart) -> str:
    """Return the answer and the main figures in words, for whoever cannot see the picture."""
    answer, subject = chart.answer, chart.subject
    parts = [answer.sentence, *answer.because, f"{about_words(chart)}."]
    for phase in chart.phases:
        if phase.centre is not None:
            name = f" of phase {phase.number}" if len(chart.phases) > 1 else ""
            parts.append(f"The {centre_name(chart)}{name} is {value_words(chart, phase.centre)}.")
    shown = [point for point in chart.points if point.value is not None]
    if shown:
        parts.append(f"The newest value is {shown[-1].shown} ({day_words(shown[-1].day)}).")
    if subject.target is not None:
        parts.append(f"The target is {value_words(chart, subject.target)}.")
    return " ".join(filter(None, [*parts, *small_print(chart), *answer.doubt]))


def _head(chart: Chart, layout: Layout) -> tuple[list[str], float]:
    """Return title, period and answer as lines, and where they end."""
    width, y, lines = layout.width - 2 * layout.edge, layout.edge, []
    for text, size, most, name in (
        (title_words(chart), layout.title, 2, "strong"),
        (about_words(chart), layout.small, 2, "soft"),
        (visible(chart.answer.sentence), layout.said, 4, "strong said"),
    ):
        for shown in balanced(text, size, width, most, bold="strong" in name):
            y += size * 1.25
            lines.append(words(layout.edge, y, shown, size, name))
        y += size * 0.35
    return lines, y


def _frame(chart: Chart, layout: Layout, top: float) -> tuple[Frame, Placed]:
    """Return where the inner picture lies, and the labels of the cycles above it."""
    values, time = value_scale([chart]), time_scale([chart])
    ticks = [text_width(value_words(chart, tick), layout.text) for tick in values.ticks]
    ending = [
        text_width(text, layout.text, bold=True) for _, *texts in _lines(chart) for text in texts
    ]
    left = layout.edge + max(ticks) + 8
    right = layout.width - layout.edge - max([*ending, layout.text * 3]) - 10
    frame = Frame(chart, time, values, Box(left, 0, right, 0), layout.text, layout.radius)
    at = [plot.at(frame, time.share(marker.day)) for marker in chart.markers]
    names = [visible(marker.label) for marker in chart.markers]
    ground = Box(left, 0, layout.width - layout.edge, 0)
    placed = place_names(names, marker_names(chart), at, layout.text, ground)
    rows = max((label.row + 1 for label in placed.labels), default=0)
    top += layout.text * (1.5 * rows + 0.9)
    return frame._replace(area=Box(left, top, right, top + layout.plot)), placed


def _has_strip(chart: Chart) -> bool:
    return len(chart.phases) > 1 or any(phase.baseline for phase in chart.phases)


def _inner(frame: Frame, placed: Placed, layout: Layout) -> Iterator[str]:
    """Yield the inner picture, from what lies behind to what lies in front."""
    yield from plot.limits(frame)
    yield from plot.breaks(frame)
    yield from plot.axes(frame)
    yield from _cycles(frame, placed, layout)
    yield from _strip(frame)
    yield from plot.target(frame)
    yield from plot.centres(frame)
    yield from plot.series(frame)
    yield from signal_words(frame)
    if not any(point.value is not None for point in frame.chart.points):
        middle = (frame.area.left + frame.area.right) / 2
        y = (frame.area.top + frame.area.bottom) / 2
        yield words(middle, y, "No point yet", layout.said, "soft", "middle")


def _cycles(frame: Frame, placed: Placed, layout: Layout) -> Iterator[str]:
    """Yield a thin line for each cycle, its label above, and a bar as long as it lasts."""
    area = frame.area
    base = area.top - layout.text * 0.5
    for marker in frame.chart.markers:
        x = plot.at(frame, frame.time.share(marker.day))
        row = next((label.row for label in placed.labels if label.at == x), 0)
        yield line(x, base - layout.text * 1.4 * row + 3, x, area.bottom, "cycle")
        if marker.until:
            end = plot.at(frame, frame.time.share(marker.until))
            yield line(x, area.bottom - 2, end, area.bottom - 2, "span")
    name = "strong" if placed.numbered else ""
    for label in placed.labels:
        y = base - layout.text * 1.4 * label.row - 1
        yield words(label.left, y, label.text, layout.text, name)


def _strip(frame: Frame) -> Iterator[str]:
    """Yield the names of baseline and phases under the days, and the lines that part them."""
    area, size, chart = frame.area, frame.size, frame.chart
    y = area.bottom + size * 3.4
    for phase in chart.phases if _has_strip(chart) else ():
        left, right = plot.ends(frame, phase)
        if len(chart.phases) == 1:
            right = plot.baseline_end(frame, phase)
        name = _strip_words(chart, phase, size, right - left - 4)
        if name:
            yield words(left, y, name, size, "soft")
        yield line(left, y - size * 1.15, right - 3, y - size * 1.15, "axis")
        if right < area.right:
            yield line(right, area.top, right, area.bottom + 4, "mark")
            yield line(right, area.bottom + size * 1.95, right, y - size * 0.8, "mark")  # no month


def _strip_words(chart: Chart, phase: ChartPhase, size: float, width: float) -> str:
    """Return the name of a phase or baseline, as long as there is room for it."""
    names = ["Baseline"]
    if chart.answer.provisional:
        names = ["Baseline (provisional)", "Baseline"]
    if len(chart.phases) > 1:
        names = [f"Phase {phase.number}", str(phase.number)]
        if phase.centre is not None and phase is not chart.phases[-1]:
            value = value_words(chart, phase.centre)
            names = [f"{names[0]}: {centre_name(chart)} {value}", f"{names[0]}: {value}", *names]
    wide = (name for name in names if text_width(name, size) <= width)
    return next(wide, "")


def _lines(chart: Chart) -> Iterator[tuple[float, str, str]]:
    """Yield value, name and words of each line that is named at its right end."""
    if not any(point.value is not None for point in chart.points):
        return
    phase = chart.phases[-1]
    if phase.centre is not None:
        yield float(phase.centre), centre_name(chart), value_words(chart, phase.centre)
    if chart.subject.target is not None:
        target = chart.subject.target
        yield float(target), "target", value_words(chart, target)
    for edge, name in named_limits(chart):
        yield edge, name, value_words(chart, edge)


def _right(frame: Frame, layout: Layout) -> Iterator[str]:
    """Yield name and value of each line at the right of the picture, kept apart."""
    area, size = frame.area, layout.text
    found = sorted(_lines(frame.chart), key=lambda one: -one[0])
    wanted = [frame.y(value) for value, _, _ in found]
    places = spread(wanted, size * 2.35, area.top + size, area.bottom - size * 0.5)
    for (_, name, value), place, y in zip(found, places, wanted, strict=True):
        kind = "aim" if name == "target" else ""
        if abs(place - y) > size / 2:
            yield line(area.right, y, area.right + 6, place, "axis")
        yield words(area.right + 8, place, value, size, f"strong {kind}".strip())
        yield words(area.right + 8, place + size * 1.05, name, size * 0.92, kind or "soft")


def _foot(frame: Frame, layout: Layout, *, numbered: bool) -> tuple[list[str], float]:
    """Return what stands beneath the picture, as lines, and where they end."""
    chart = frame.chart
    y = frame.area.bottom + layout.text * (4.0 if _has_strip(chart) else 2.1)
    lines, width, step = [], layout.width - 2 * layout.edge, layout.small * 1.35
    listed = list(_listed(chart)) if numbered else []
    across = 1 if layout is _NARROW else 2
    for place, text in enumerate(listed):
        left = layout.edge + place % across * width / across
        shown = fit(text, layout.small, width / across - layout.edge)
        lines.append(words(left, y + step * (place // across + 1), shown, layout.small))
    y += step * -(-len(listed) // across)
    for text in _foot_words(chart, frame):
        y += layout.small * 0.3
        for shown in wrap(text, layout.small, width, 4):
            y += step
            lines.append(words(layout.edge, y, shown, layout.small, "soft"))
    return lines, y + layout.edge


def _listed(chart: Chart) -> Iterator[str]:
    """Yield the cycles by the numbers that stand over their lines."""
    yield from marker_words(chart)[:_LISTED]
    if len(chart.markers) > _LISTED:
        yield f"and {len(chart.markers) - _LISTED} more"


def _foot_words(chart: Chart, frame: Frame) -> Iterator[str]:
    """Yield the small print: what is shaded, what marks mean, the figures, the doubt, the notes."""
    shaded = "; ".join(
        f"{clip(visible(found.name), 50) or 'no school'}, {period_words(found.first, found.last)}"
        for found in chart.breaks
    )
    scale = axis_words(chart, frame.values.low, frame.values.high)
    shaded = f"Shaded: {shaded}." if shaded else ""
    yield " ".join(filter(None, (shaded, *_keys(chart), scale)))
    yield from small_print(chart)
    yield " ".join(map(visible, chart.answer.doubt))
    yield from map(visible, chart.notes)


def _keys(chart: Chart) -> Iterator[str]:
    """Yield one line that names the marks which are not plain dots, as far as they are there."""
    points = [point for point in chart.points if point.value is not None]
    centre = centre_name(chart)
    told = (
        (any(is_hollow(p) for p in points), f"hollow: on the {centre}"),
        (any(p.excluded for p in points), "crossed out: left out of every figure"),
        (any(p.bound for p in points), "open triangle: more than the value drawn"),
        (any(p.outside for p in points), "square: outside the limits"),
        (any(is_large(p) for p in points), "large: part of the signal"),
        (any(p.label == "improvement" for p in points), "filled triangle: improvement"),
        (any(p.label == "concern" for p in points), "diamond: concern"),
    )
    if seen := [text for there, text in told if there]:
        first, *rest = seen
        yield f"{'; '.join([first[0].upper() + first[1:], *rest])}."
