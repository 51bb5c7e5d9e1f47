"""A chart drawn with characters: dots joined by fine lines, centre lines, breaks, cycles."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pdsa.core.chart import Chart, ChartPoint
from pdsa.render.chart_scale import (
    MarkedRun,
    TimeScale,
    ValueScale,
    joined,
    marked_runs,
    time_scale,
    value_scale,
)
from pdsa.render.chart_words import edges

_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))  # of a braille cell, by column and row
_BRAILLE = 0x2800
_BLANK = (" ", "")
_UNDER = ({""}, {"", "soft"}, {"", "soft", "target"})  # what a word may be written over, if it must


class Marks(NamedTuple):
    """The characters of a picture."""

    dot: str
    hit: str
    hollow: str
    left_out: str
    bound: str
    outside: str
    concern: str
    better: str
    solid: str
    dashed: str
    target: str
    part: str
    join: str  # empty: braille
    axis: str
    foot: str
    tick: str
    corner: str
    rest: str
    cycle: str
    limit: str


FINE = Marks(
    dot="●",
    hit="◆",
    hollow="○",
    left_out="⊗",
    bound="△",
    outside="■",
    concern="◇",
    better="▲",
    solid="─",
    dashed="╌",
    target="·",
    part="┊",
    join="",
    axis="┤",
    foot="─",
    tick="┬",
    corner="└",
    rest="▒",
    cycle="▲",
    limit="┄",
)
ASCII = Marks(
    dot="o",
    hit="#",
    hollow=".",
    left_out="x",
    bound="^",
    outside="@",
    concern="%",
    better="&",
    solid="-",
    dashed="-",
    target="~",
    part=":",
    join="'",
    axis="|",
    foot="-",
    tick="+",
    corner="+",
    rest="=",
    cycle="^",
    limit="_",
)


class Canvas(NamedTuple):
    """Cells of a picture, each a character and the name of its colour."""

    chart: Chart
    time: TimeScale
    values: ValueScale
    marks: Marks
    width: int
    height: int
    cells: dict[tuple[int, int], tuple[str, str]]  # by row and column

    def column(self, share: float) -> int:
        """Return the column of a share of the time axis."""
        return max(0, min(self.width - 1, int(share * self.width)))

    def row(self, value: Fraction | float) -> int:
        """Return the row of a value, from the top."""
        return int((1 - self.values.share(value)) * (self.height - 1) + 0.5)

    def at(self, point: ChartPoint) -> int:
        """Return the column of a point."""
        return self.column(self.time.share(point.day))


def draw(chart: Chart, marks: Marks, width: int, height: int) -> Canvas:
    """Return the picture of a chart in `width` columns and `height` rows, without its axes."""
    canvas = Canvas(chart, time_scale([chart]), value_scale([chart]), marks, width, height, {})
    _limits(canvas)
    _target(canvas)
    _centres(canvas)
    _parts(canvas)
    _joins(canvas)
    _points(canvas)
    _run_words(canvas)
    return canvas


def _target(canvas: Canvas) -> None:
    aim = canvas.chart.subject.target
    if aim is not None:
        for column in range(0, canvas.width, 2):  # a limit in the same row shows between
            canvas.cells[canvas.row(aim), column] = (canvas.marks.target, "target")


def _limits(canvas: Canvas) -> None:
    points = canvas.chart.points
    for number, point in enumerate(points):
        last = canvas.at(points[number + 1]) if number + 1 < len(points) else canvas.at(point) + 1
        for edge in edges(canvas.chart, point):
            if edge is not None:
                for column in range(canvas.at(point), last):
                    canvas.cells[canvas.row(edge), column] = (canvas.marks.limit, "soft")


def _centres(canvas: Canvas) -> None:
    """Draw each phase's centre line, dashed after its baseline."""
    points = canvas.chart.points
    for phase in canvas.chart.phases:
        if phase.centre is None or not any(point.value is not None for point in points):
            continue
        final = phase is canvas.chart.phases[-1]
        right = canvas.width if final else canvas.at(points[phase.last])
        solid = canvas.at(points[phase.baseline - 1]) if phase.baseline else right
        for column in range(canvas.at(points[phase.first - 1]), right):
            later = column > solid
            gap = later and canvas.marks is ASCII and column % 2
            mark = canvas.marks.dashed if later else canvas.marks.solid
            canvas.cells[canvas.row(phase.centre), column] = (" " if gap else mark, "median")


def _parts(canvas: Canvas) -> None:
    """Draw where the baseline or a phase ends."""
    points = canvas.chart.points
    for phase in canvas.chart.phases:
        last = phase.baseline or phase.last
        if last < len(points):
            column = (canvas.at(points[last - 1]) + canvas.at(points[last]) + 1) // 2
            for row in range(canvas.height):
                canvas.cells.setdefault((row, column), (canvas.marks.part, "soft"))


def _joins(canvas: Canvas) -> None:
    """Draw the line through neighbours, finer than a character where the screen has braille."""
    lit: dict[tuple[int, int], int] = {}
    for piece in joined(canvas.chart):
        places = [_fine(canvas, canvas.chart.points[number]) for number in piece]
        for start, end in pairwise(places):
            for x, y in _between(start, end):
                cell = y // 4, x // 2
                lit[cell] = lit.get(cell, 0) | _DOTS[x % 2][y % 4]
    for cell, dots in lit.items():
        canvas.cells[cell] = (canvas.marks.join or chr(_BRAILLE + dots), "line")


def _fine(canvas: Canvas, point: ChartPoint) -> tuple[int, int]:
    share = 1 - canvas.values.share(point.value or 0)
    return canvas.at(point) * 2, int(share * (canvas.height - 1) * 4 + 2)


def _between(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int]]:
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
    for step in range(steps + 1):
        part = Fraction(step, steps)
        x, y = start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part
        yield round(x), round(y)


def _points(canvas: Canvas) -> None:
    for point in canvas.chart.points:
        if point.value is not None:
            cell = canvas.row(point.value), canvas.at(point)
            canvas.cells[cell] = glyph(point, canvas.marks)


def glyph(point: ChartPoint, marks: Marks) -> tuple[str, str]:
    """Return the character of a point and the name of its colour."""
    for there, mark, style in (
        (point.excluded, marks.left_out, "soft"),
        (point.bound, marks.bound, "dot"),
        (point.outside, marks.outside, "said"),
        (point.label == "concern", marks.concern, "worse"),
        (point.label == "improvement", marks.better, "better"),
        (point.marked, marks.hit, "said"),
        (not point.side, marks.hollow, "dot"),
    ):
        if there:
            return mark, style
    return marks.dot, "dot"


def _run_words(canvas: Canvas) -> None:
    """Write the word of each marked run over (or under) its points, where cells are free."""
    for run in marked_runs(canvas.chart):
        points = [canvas.chart.points[number] for number in run.positions]
        middle = (canvas.at(points[0]) + canvas.at(points[-1])) // 2
        start = max(0, min(canvas.width - len(run.word), middle - len(run.word) // 2))
        own = [canvas.row(point.value) for point in points if point.value is not None]
        up = range(min(own) - 1, -1, -1)
        down = range(max(own) + 1, canvas.height)
        first, then = (down, up) if run.side < 0 else (up, down)
        tries = ((row, u) for rows in (first, then) for u in _UNDER for row in rows)
        free = (row for row, under in tries if _is_free(canvas, row, start, run, under))
        if (row := next(free, None)) is not None:
            for column, character in enumerate(f" {run.word} ", start - 1):
                canvas.cells[row, column] = (character, "said")


def _is_free(canvas: Canvas, row: int, start: int, run: MarkedRun, under: AbstractSet[str]) -> bool:
    """Whether a word may stand in a row: it hides only what it may be written over."""
    span = range(start - 1, start + len(run.word) + 1)
    return all(canvas.cells.get((row, column), _BLANK)[1] in under for column in span)
