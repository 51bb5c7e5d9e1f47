"""A chart on a screen: what it says, the picture in characters, then why and with what doubt."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pdsa.core.chart import Chart
from pdsa.core.plain_text import clip, period_words, visible
from pdsa.render.chart_canvas import ASCII, FINE, Canvas, draw
from pdsa.render.chart_cells import spelled, wrap_cells
from pdsa.render.chart_layout import spread
from pdsa.render.chart_scale import ValueScale, value_scale
from pdsa.render.chart_timeline import foot_rows
from pdsa.render.chart_words import (
    about_words,
    axis_words,
    centre_name,
    is_hollow,
    is_large,
    marker_words,
    named_limits,
    small_print,
    title_words,
    value_words,
)

_WIDEST, _LEAST = 120, 30
_ROOMY = 60  # below it lines are not named beside the picture
_WIDE = 100
_LOW, _HEIGHT, _TALL = 11, 14, 17
_LISTED = 24
_HANG = 9  # columns of "Doubt    "
_COLOURS = {
    "strong": "\x1b[1m",
    "soft": "\x1b[2m",
    "line": "\x1b[2m",
    "median": "\x1b[36m",
    "target": "\x1b[35m",
    "better": "\x1b[1;34m",
    "worse": "\x1b[1;33m",
    "said": "\x1b[1m",
}
_PLAIN = "\x1b[0m"


class Screen(NamedTuple):
    """How wide the screen is and what it can show."""

    width: int
    ascii: bool
    colour: bool

    def paint(self, text: str, style: str) -> str:
        """Return a text in its colour, where there are colours."""
        code = _COLOURS.get(style, "") if self.colour and text.strip() else ""
        return f"{code}{text}{_PLAIN}" if code else text

    def wrap(self, text: str, width: int = 0) -> list[str]:
        """Return a text in lines as wide as the screen, in the characters that it has."""
        return wrap_cells(spelled(text) if self.ascii else text, width or self.width)


def render_chart(chart: Chart, width: int, ascii: bool = False, colour: bool = False) -> str:  # noqa: A002
    """Return the chart for a terminal of `width` columns (40 and more look well).

    `ascii` is for terminals that have nothing else; `colour` adds a few ANSI codes.
    """
    screen = Screen(max(_LEAST, min(width, _WIDEST)), ascii, colour)
    lines = [*_head(chart, screen), *_picture(chart, screen), *_said(chart, screen)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def render_charts(
    charts: Iterable[Chart],
    width: int,
    ascii: bool = False,  # noqa: A002
    colour: bool = False,
) -> str:
    """Return several charts, one under the other."""
    return "\n\n".join(render_chart(chart, width, ascii, colour) for chart in charts)


def _head(chart: Chart, screen: Screen) -> Iterator[str]:
    for text in screen.wrap(title_words(chart)):
        yield screen.paint(text, "strong")
    yield from screen.wrap(about_words(chart))
    yield ""
    style = chart.answer.direction if chart.answer.direction in {"better", "worse"} else "strong"
    for text in screen.wrap(visible(chart.answer.sentence)):
        yield screen.paint(text, style)
    yield ""


def _picture(chart: Chart, screen: Screen) -> Iterator[str]:
    """Yield the picture with values at its left and its lines named at its right."""
    about = _LOW if screen.width < _ROOMY else _HEIGHT if screen.width < _WIDE else _TALL
    height = _height(value_scale([chart]), about)
    named = _named(chart, short=screen.width < _ROOMY)
    right = max((len(text) + 1 for _, text, _ in named), default=0)
    canvas = draw(chart, ASCII if screen.ascii else FINE, 10, height)
    ticks = {canvas.row(tick): value_words(chart, tick) for tick in canvas.values.ticks}
    left = max(map(len, ticks.values()))
    canvas = draw(chart, canvas.marks, screen.width - left - 2 - right, height)
    rows = sorted(named, key=lambda one: -one[0])
    places = spread([float(canvas.row(value)) for value, _, _ in rows], 1, 0, height - 1)
    beside = {int(place): one for place, one in zip(places, rows, strict=True)}
    for row in range(height):
        tick = ticks.get(row, "")
        edge = canvas.marks.axis if tick else "|" if screen.ascii else "│"
        _, text, style = beside.get(row, (0, "", ""))
        yield f"{tick:>{left}} {edge}{_cells(canvas, row, screen)} {screen.paint(text, style)}"
    yield from _foot(canvas, left, screen)


def _height(values: ValueScale, about: int) -> int:
    """Return about so many rows, that ticks lie evenly on."""
    parts = len(values.ticks) - 1
    return max(1, round((about - 1) / parts)) * parts + 1 if parts > 1 else about


def _cells(canvas: Canvas, row: int, screen: Screen) -> str:
    """Return a row of the picture, neighbours of one colour under one code."""
    said = canvas.chart.answer.direction
    parts, text, now = [], "", ""
    for column in range(canvas.width):
        character, style = canvas.cells.get((row, column), (" ", ""))
        if style == "said" and said in {"better", "worse"}:
            style = said
        if style != now:
            parts.append(screen.paint(text, now))
            text, now = "", style
        text += character
    return "".join([*parts, screen.paint(text, now)])


def _named(chart: Chart, *, short: bool) -> list[tuple[float, str, str]]:
    """Return value, words and colour of each line that is named beside the picture."""
    if not any(point.value is not None for point in chart.points):
        return []
    phase = chart.phases[-1]
    found = []
    if phase.centre is not None:
        found.append((float(phase.centre), centre_name(chart), "median"))
    if chart.subject.target is not None:
        found.append((float(chart.subject.target), "target", "target"))
    found += [(edge, name, "soft") for edge, name in named_limits(chart)]
    return [
        (value, value_words(chart, value) + ("" if short else f" {name}"), style)
        for value, name, style in found
    ]


def _foot(canvas: Canvas, left: int, screen: Screen) -> Iterator[str]:
    (axis, *rows), numbered = foot_rows(canvas, screen.width - left - 2)
    yield f"{' ' * (left + 1)}{canvas.marks.corner}{axis}"
    yield from (f"{' ' * (left + 2)}{row}" for row in rows)
    chart = canvas.chart
    if numbered:
        for text in marker_words(chart)[:_LISTED]:
            yield from screen.wrap(text)
        if len(chart.markers) > _LISTED:
            yield f"and {len(chart.markers) - _LISTED} more"
    yield from screen.wrap(_key(canvas))
    yield ""


def _key(canvas: Canvas) -> str:
    """Return the marks of this picture with their meaning."""
    chart, marks = canvas.chart, canvas.marks
    points = [point for point in chart.points if point.value is not None]
    pairs = [
        (any(is_large(p) for p in points), f"{marks.hit} part of the signal"),
        (any(p.label == "improvement" for p in points), f"{marks.better} improvement"),
        (any(p.outside for p in points), f"{marks.outside} outside the limits"),
        (any(p.label == "concern" for p in points), f"{marks.concern} concern"),
        (
            any(is_hollow(p) for p in points),
            f"{marks.hollow} on the line",
        ),
        (any(p.excluded for p in points), f"{marks.left_out} left out"),
        (any(p.bound for p in points), f"{marks.bound} more than"),
        (any(phase.baseline for phase in chart.phases), f"{marks.part} end of the baseline"),
        (bool(chart.breaks), f"{marks.rest} {_breaks(chart)}"),
    ]
    return "   ".join(text for there, text in pairs if there)


def _breaks(chart: Chart) -> str:
    return "; ".join(
        f"{clip(visible(found.name), 50) or 'no school'}, {period_words(found.first, found.last)}"
        for found in chart.breaks
    )


def _said(chart: Chart, screen: Screen) -> Iterator[str]:
    """Yield what the answer rests on, its doubt, what to do, and the figures."""
    answer = chart.answer
    scale = value_scale_words(chart)
    for name, texts in (
        ("Why", answer.because),
        ("Doubt", answer.doubt),
        ("Next", answer.advice),
        ("Notes", chart.notes),
        ("Figures", (*small_print(chart), scale)),
    ):
        for text in filter(None, texts):
            lines = screen.wrap(visible(text), screen.width - _HANG - 2)
            for number, line in enumerate(lines):
                head = name if number == 0 else ""
                yield f"  {screen.paint(f'{head:<{_HANG}}', 'soft')}{line}"
            name = ""  # noqa: PLW2901


def value_scale_words(chart: Chart) -> str:
    """Say where the scale begins and ends, where it leaves zero out."""
    values = value_scale([chart])
    return axis_words(chart, values.low, values.high)
