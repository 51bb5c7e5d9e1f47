"""What stands under a picture of characters: the axis with its breaks, the days, the cycles."""

from collections.abc import Sequence

from pdsa.core.plain_text import clip, visible
from pdsa.render.chart_canvas import ASCII, Canvas
from pdsa.render.chart_cells import cell_width, spelled
from pdsa.render.chart_scale import time_ticks
from pdsa.render.chart_words import marker_names

_LONGEST = 34  # characters of a label under its line


def foot_rows(canvas: Canvas, room: int) -> tuple[list[str], bool]:
    """Return the rows under the picture (axis, days, cycles), and whether cycles are numbered.

    `room` is how many columns the names of cycles have, from the left of the picture.
    """
    marks, time = canvas.marks, canvas.time
    axis, days = [marks.foot] * canvas.width, [" "] * canvas.width
    end = -1
    for tick in time_ticks(time, canvas.width // 7):
        column = canvas.column(time.share(tick.day))
        label = f"{tick.label} {tick.year}".strip()
        axis[column] = marks.tick
        if column > end and column + len(label) <= canvas.width:
            days[column : column + len(label)] = label
            end = column + len(label)
    for period in canvas.chart.breaks:
        if period.last >= time.first and period.first <= time.last:
            first = canvas.column(time.share(period.first))
            last = canvas.column(time.share(period.last, hours=24.0))
            axis[first : max(last, first + 1)] = [marks.rest] * max(last - first, 1)
    rows, numbered = _cycle_rows(canvas, room)
    return ["".join(axis), "".join(days).rstrip(), *rows], numbered


def _cycle_rows(canvas: Canvas, room: int) -> tuple[list[str], bool]:
    """Return the rows that mark cycles at their days, and whether they are numbered."""
    markers = canvas.chart.markers
    columns = [canvas.column(canvas.time.share(marker.day)) for marker in markers]
    if not columns:
        return [], False
    heads = [" "] * canvas.width
    for column in columns:
        heads[column] = canvas.marks.cycle
    names = [clip(visible(marker.label), _LONGEST) for marker in markers]
    if canvas.marks is ASCII:
        names = [spelled(name) for name in names]
    named = _place(names, columns, room, 2)
    rows = named or _numbers(marker_names(canvas.chart), columns, room)
    return ["".join(heads).rstrip(), *rows], not named


def _place(texts: Sequence[str], columns: Sequence[int], width: int, most: int) -> list[str]:
    """Return texts at their columns in at most `most` rows; none where they do not fit."""
    rows = [""] * most
    for text, column in zip(texts, columns, strict=True):
        long = cell_width(text)
        gaps = (column - cell_width(row) - (2 if row else 0) for row in rows)
        free = next((number for number, gap in enumerate(gaps) if gap >= 0), None)
        if free is None or column + long > width:
            return []
        rows[free] += " " * (column - cell_width(rows[free])) + text
    return [row for row in rows if row]


def _numbers(names: Sequence[str], columns: Sequence[int], width: int) -> list[str]:
    """Return short names in two rows; one without room is counted from its neighbours."""
    rows = ["", ""]
    for name, column in zip(names, columns, strict=True):
        start = min(column, width - len(name))
        for number, row in enumerate(rows):
            if start > len(row) or not row:
                rows[number] = f"{row:<{start}}{name}"
                break
    return [row for row in rows if row]
