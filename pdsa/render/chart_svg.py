"""A chart as one SVG picture: for a page, a wall or paper, with its answer, doubt and figures."""

from collections.abc import Iterator
from typing import NamedTuple
from zlib import crc32

from pdsa.core.chart import Chart
from pdsa.core.plain_text import clip, day_words, period_words, visible
from pdsa.render import chart_plot as plot
from pdsa.render.chart_layout import (
    Box,
    Label,
    place_labels,
    place_numbers,
    spread,
    text_width,
    wrap,
)
from pdsa.render.chart_multiples import render_small_multiples
from pdsa.render.chart_plot import Frame
from pdsa.render.chart_scale import time_scale, value_scale
from pdsa.render.chart_shapes import document, line, words
from pdsa.render.chart_words import (
    about_words,
    axis_words,
    centre_name,
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


_WIDE = Layout(800, 330, 20, 16.5, 13, 11.5, 4, 20)
_NARROW = Layout(360, 210, 15, 13.5, 11.5, 11, 3.2, 10)


def render_chart(chart: Chart, small: bool = False) -> str:
    """Return the chart as SVG; `small` is for screens about 320 px wide.

    It carries its own light, dark and printed colours and needs nothing from outside.
    """
    layout = _NARROW if small else _WIDE
    head, top = _head(chart, layout)
    frame, labels = _frame(chart, layout, top)
    foot, height = _foot(chart, layout, frame, labels)
    kind = f"is-{chart.answer.direction or 'plain'}"
    body = "".join([*head, *_inner(frame, labels, layout), *_right(frame, layout), *foot])
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
        for shown in wrap(text, size, width, most, bold="strong" in name):
            y += size * 1.25
            lines.append(words(layout.edge, y, shown, size, name))
        y += size * 0.35
    return lines, y


def _frame(chart: Chart, layout: Layout, top: float) -> tuple[Frame, list[Label]]:
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
    labels = place_labels(names, at, layout.text, left, layout.width - layout.edge)
    labels = labels or place_numbers(at, layout.text, left, layout.width - layout.edge)
    rows = max((label.row + 1 for label in labels), default=0)
    top += layout.text * (1.5 * rows + 0.9) + (layout.text * 1.5 if _has_strip(chart) else 0)
    return frame._replace(area=Box(left, top, right, top + layout.plot)), labels


def _has_strip(chart: Chart) -> bool:
    return len(chart.phases) > 1 or any(phase.baseline for phase in chart.phases)


def _inner(frame: Frame, labels: list[Label], layout: Layout) -> Iterator[str]:
    """Yield the inner picture, from what lies behind to what lies in front."""
    yield from plot.limits(frame)
    yield from plot.breaks(frame)
    yield from plot.axes(frame)
    yield from _cycles(frame, labels, layout)
    yield from _strip(frame)
    yield from plot.target(frame)
    yield from plot.series(frame)
    yield from plot.centres(frame)
    yield from plot.run_words(frame)
    if not any(point.value is not None for point in frame.chart.points):
        middle = (frame.area.left + frame.area.right) / 2
        y = (frame.area.top + frame.area.bottom) / 2
        yield words(middle, y, "No point yet", layout.said, "soft", "middle")


def _cycles(frame: Frame, labels: list[Label], layout: Layout) -> Iterator[str]:
    """Yield a thin line for each cycle, its label above, and a bar as long as it lasts."""
    area = frame.area
    base = area.top - layout.text * (1.9 if _has_strip(frame.chart) else 0.5)
    for marker in frame.chart.markers:
        x = plot.at(frame, frame.time.share(marker.day))
        row = next((label.row for label in labels if label.at == x), 0)
        yield line(x, base - layout.text * 1.4 * row + 3, x, area.bottom, "cycle")
        if marker.until:
            end = plot.at(frame, frame.time.share(marker.until))
            yield line(x, area.bottom - 2, end, area.bottom - 2, "span")
    name = "strong" if _are_numbers(labels) else ""
    for label in labels:
        y = base - layout.text * 1.4 * label.row - 1
        yield words(label.left, y, label.text, layout.text, name)


def _are_numbers(labels: list[Label]) -> bool:
    return all(label.text[:1].isdigit() and len(label.text) <= 7 for label in labels)


def _strip(frame: Frame) -> Iterator[str]:
    """Yield the names of baseline and phases above the picture, and the lines that part them."""
    area, size, phases = frame.area, frame.size, frame.chart.phases
    y = area.top - size * 0.55
    for phase in phases:
        left, right = plot.ends(frame, phase)
        if len(phases) > 1:
            name = f"Phase {phase.number}"
        elif phase.baseline:
            name, right = "Baseline", plot.baseline_end(frame, phase)
            name += " (provisional)" if frame.chart.answer.provisional else ""
        else:
            return
        yield words(left, y, name, size, "soft")
        if left + text_width(name, size) + 8 < right:
            yield line(left + text_width(name, size) + 2, y - 4, right - 2, y - 4, "axis")
        if right < area.right:
            yield line(right, y - size, right, area.bottom, "mark")


def _lines(chart: Chart) -> Iterator[tuple[float, str, str]]:
    """Yield value, name and words of each line that is named at its right end."""
    if not any(point.value is not None for point in chart.points):
        return
    phase, last = chart.phases[-1], chart.points[-1]
    if phase.centre is not None:
        yield float(phase.centre), centre_name(chart), value_words(chart, phase.centre)
    if chart.subject.target is not None:
        target = chart.subject.target
        yield float(target), "target", value_words(chart, target)
    for edge, name in ((last.upper, "upper limit"), (last.lower, "lower limit")):
        if edge is not None:
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


def _foot(
    chart: Chart, layout: Layout, frame: Frame, labels: list[Label]
) -> tuple[list[str], float]:
    """Return what stands beneath the picture, as lines, and where they end."""
    y = frame.area.bottom + layout.text * 2.1
    lines, width = [], layout.width - 2 * layout.edge
    for text, name in _foot_words(chart, frame, labels):
        y += layout.small * 0.3
        for shown in wrap(text, layout.small, width, 4):
            y += layout.small * 1.35
            lines.append(words(layout.edge, y, shown, layout.small, name))
    return lines, y + layout.edge


def _foot_words(chart: Chart, frame: Frame, labels: list[Label]) -> Iterator[tuple[str, str]]:
    numbered = len(labels) != len(chart.markers) or _are_numbers(labels)
    if chart.markers and numbered:
        for place, marker in enumerate(chart.markers[:_LISTED], 1):
            yield f"{place}  {clip(visible(marker.label), 70)}, {day_words(marker.day)}", ""
        if len(chart.markers) > _LISTED:
            yield f"and {len(chart.markers) - _LISTED} more", ""
    shaded = [
        f"{clip(visible(period.name), 50) or 'no school'}, {period_words(period.first, period.last)}"
        for period in chart.breaks
    ]
    if shaded:
        yield f"Shaded: {'; '.join(shaded)}.", "soft"
    for text in (*_keys(chart), *small_print(chart)):
        yield text, "soft"
    for text in (axis_words(chart, frame.values.low, frame.values.high), *chart.answer.doubt):
        yield visible(text), "soft"
    for text in chart.notes:
        yield visible(text), "soft"


def _keys(chart: Chart) -> Iterator[str]:
    """Yield one line that names the marks which are not plain dots, as far as they are there."""
    points = [point for point in chart.points if point.value is not None]
    centre = centre_name(chart)
    told = (
        (any(not (p.side or p.excluded or p.bound) for p in points), f"hollow: on the {centre}"),
        (any(p.excluded for p in points), "crossed out: left out of every figure"),
        (any(p.bound for p in points), "triangle: more than the value drawn"),
        (any(p.outside for p in points), "square: outside the limits"),
        (any(p.marked for p in points), "large: part of the signal"),
        (any(p.label == "concern" for p in points), "diamond: concern"),
    )
    if seen := [text for there, text in told if there]:
        first, *rest = seen
        yield f"{'; '.join([first[0].upper() + first[1:], *rest])}."
