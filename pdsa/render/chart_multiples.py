"""One measure in many districts: small charts on one scale, what changed first."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from zlib import crc32

from pdsa.core.chart import Chart
from pdsa.core.plain_text import count_words, visible
from pdsa.render import chart_plot as plot
from pdsa.render.chart_layout import Box, fit, text_width, wrap
from pdsa.render.chart_plot import Frame
from pdsa.render.chart_scale import (
    TimeScale,
    ValueScale,
    joined,
    time_scale,
    time_ticks,
    value_scale,
)
from pdsa.render.chart_shapes import document, dot, line, path, words
from pdsa.render.chart_words import about_words, answer_word, centre_name, value_words

_WIDTH, _ACROSS, _EDGE, _GAP = 800.0, 4, 20.0, 16.0
_HEIGHT, _HEAD, _FOOT = 84.0, 36.0, 20.0  # of a panel: its picture, its title, its days
_TEXT, _TITLE, _NAME = 11.0, 20.0, 12.5
_ROW = _HEAD + _HEIGHT + _FOOT
_SMALL = 9.5  # text on axes
_PANEL = (_WIDTH - 2 * _EDGE - (_ACROSS - 1) * _GAP) / _ACROSS
_ORDER = ("better", "worse", "higher", "lower", "")


def sort_key(chart: Chart) -> tuple[int, int, str]:
    """Return the place of a chart: changed first, too few points last, A to Z within."""
    answer = chart.answer
    kind = ("changed", "no-change", "too-few").index(answer.kind)
    return kind, _ORDER.index(answer.direction), chart.subject.place.casefold()


def render_small_multiples(
    charts: Sequence[Chart], title: str, sentences: Sequence[str] = ()
) -> str:
    """Return all charts as one SVG, four across, on one scale of values and of days.

    `sentences` say what holds of all of them: how many changed, how many of these by luck.
    """
    found = sorted(charts, key=sort_key)
    values, time = value_scale(found, 7), time_scale(found)
    lines, y = _head(found, title, sentences)
    axis = max(
        (text_width(value_words(c, t), _SMALL) for c in found[:1] for t in values.ticks), default=0
    )
    for name, group in groupby(found, answer_word):
        panels = list(group)
        y += _GAP
        lines.append(words(_EDGE, y + _TITLE, f"{name}: {len(panels)}", _TITLE * 0.8, "strong"))
        lines.append(line(_EDGE, y + _TITLE * 1.4, _WIDTH - _EDGE, y + _TITLE * 1.4, "axis"))
        y += _TITLE * 1.8
        for place, chart in enumerate(panels):
            left = _EDGE + place % _ACROSS * (_PANEL + _GAP)
            top = y + place // _ACROSS * _ROW + _HEAD
            area = Box(left + axis + 5, top, left + _PANEL, top + _HEIGHT)
            lines += _panel(Frame(chart, time, values, area, _TEXT, 2.2), left)
        y += -(-len(panels) // _ACROSS) * _ROW
    id = f"charts-{crc32(repr((found, title)).encode()):08x}"
    return document(id, _WIDTH, y + _EDGE, title, _description(found, sentences), "".join(lines))


def _counts(charts: Sequence[Chart]) -> str:
    """Say how many charts have which answer: `3 better, 1 worse, 12 no change seen`."""
    counts: dict[str, int] = {}
    for chart in charts:
        name = answer_word(chart).lower()
        counts[name] = counts.get(name, 0) + 1
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _description(charts: Sequence[Chart], sentences: Sequence[str]) -> str:
    each = "; ".join(f"{visible(c.subject.place)}: {answer_word(c).lower()}" for c in charts)
    counts = f"{count_words(len(charts), 'chart')}: {_counts(charts)}."
    return " ".join([counts, *sentences, f"{each}."])


def _head(charts: Sequence[Chart], title: str, sentences: Sequence[str]) -> tuple[list[str], float]:
    y, lines = _EDGE, []
    points = sorted((p for chart in charts for p in chart.points), key=lambda point: point.day)
    about = about_words(charts[0]._replace(points=tuple(points))) if charts else ""
    note = "One scale for all. Solid line: median; dashed after its baseline; dotted: target."
    for text, size, name in (
        (visible(title), _TITLE, "strong"),
        (_counts(charts), 15.0, "strong"),
        (about, 11.5, "soft"),
        (note, 11.5, "soft"),
        *((visible(sentence), 12.5, "") for sentence in sentences),
    ):
        for shown in wrap(text, size, _WIDTH - 2 * _EDGE, 3, bold=name == "strong"):
            y += size * 1.3
            lines.append(words(_EDGE, y, shown, size, name))
    return lines, y + 14


def _panel(frame: Frame, left: float) -> Iterator[str]:
    """Yield the chart of one district under its name and a word of its answer."""
    chart, area = frame.chart, frame.area
    yield f'<g class="is-{chart.answer.direction or "plain"}">\n'
    name = fit(visible(chart.subject.place) or "?", _NAME, _PANEL, bold=True)
    yield words(left, area.top - 21, name, _NAME, "strong")
    kind = "strong said" if chart.answer.kind == "changed" else "soft"
    yield words(left, area.top - 7.5, answer_word(chart), _TEXT, kind)
    if chart.phases and chart.phases[-1].centre is not None and chart.phases[-1].observed:
        centre = f"{centre_name(chart)} {value_words(chart, chart.phases[-1].centre)}"
        room = _PANEL - text_width(answer_word(chart), _TEXT, bold=True) - 6
        if text_width(centre, _SMALL) <= room:
            yield words(area.right, area.top - 7.5, centre, _SMALL, "soft", "end")
    yield from _axes(frame.values, frame)
    yield from _days(frame.time, frame)
    yield from plot.target(frame)
    yield from _centre(frame)
    yield from _series(frame)
    yield "</g>\n"


def _axes(values: ValueScale, frame: Frame) -> Iterator[str]:
    area = frame.area
    for tick in (values.ticks[0], values.ticks[-1]):
        y = frame.y(tick)
        yield line(area.left, y, area.right, y, "grid")
        yield words(area.left - 4, y + 3.4, value_words(frame.chart, tick), _SMALL, "soft", "end")


def _days(time: TimeScale, frame: Frame) -> Iterator[str]:
    ticks = time_ticks(time, 4)
    for tick in ticks:
        x = plot.at(frame, time.share(tick.day))
        yield words(x, frame.area.bottom + 11.5, tick.label, _SMALL, "soft", "middle")


def _centre(frame: Frame) -> Iterator[str]:
    for phase in frame.chart.phases:
        if phase.centre is None or not phase.useful:
            continue
        y, (left, right) = frame.y(phase.centre), plot.ends(frame, phase)
        solid = plot.baseline_end(frame, phase) if phase.baseline else right
        yield line(left, y, solid, y, "median")
        if solid < right:
            yield line(solid, y, right, y, "median later")


def _series(frame: Frame) -> Iterator[str]:
    """Yield line and dots; those of a signal are larger."""
    points = frame.chart.points
    for piece in joined(frame.chart):
        places = [(frame.x(points[n]), frame.y(points[n].value or 0)) for n in piece]
        yield path(places, "data")
        for number, (x, y) in zip(piece, places, strict=True):
            hit = points[number].marked or points[number].outside
            yield dot(x, y, 3.1 if hit else 1.7, "hit" if hit else "speck")
