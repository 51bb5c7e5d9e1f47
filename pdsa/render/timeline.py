"""The cycles of one district on a line of days, as bars that stretch with the page."""

from collections.abc import Iterator, Sequence
from datetime import date

from pdsa.core.plain_text import count_words
from pdsa.core.report_rows import LineRow, TestRow
from pdsa.render.chart_scale import TimeScale, time_ticks
from pdsa.render.chart_shapes import escape
from pdsa.render.report_words import decided_words

AXIS = "months"  # the id of what `render_axis` returns
_MONTHS = 8
_BEYOND = 0.6  # share of the width: the label of a bar that begins later stands left of it
_LEAST = 0.006  # share of the width: a test of a day is seen, too
_KINDS = {"closed": "done", "stopped": "gone", "planned": "plan", "not-started": "plan"}


def render_axis(starts: date, ends: date) -> str:
    """Return the months from `starts` to `ends` as a group of SVG, for all timelines of a page."""
    return f'<g id="{AXIS}">{"".join(_months(TimeScale(starts, ends)))}</g>'


def render_timeline(lines: Sequence[LineRow], starts: date, ends: date) -> str:
    """Return the timeline as SVG; empty where no cycle has dates.

    It runs from `starts` to `ends`, with the months that `render_axis` made; further, with its own,
    where a cycle does. Every cycle has a row: its bar, its number, its decision or where it stands.
    """
    tests = [test for line in lines for test in line.tests if test.starts and test.ends]
    if not tests:
        return ""
    first = min(starts, *(test.starts for test in tests if test.starts))
    last = max(ends, *(test.ends for test in tests if test.ends))
    time = TimeScale(first, last)
    within = (first, last) == (starts, ends)
    months = f'<use href="#{AXIS}"/>' if within else "".join(_months(time))
    rows = "".join(_row(test, row, len(tests), time) for row, test in enumerate(tests))
    return (
        f'<svg class="timeline" role="img" aria-label="Timeline of '
        f'{count_words(len(tests), "test")}" style="--rows:{len(tests)}">{months}{rows}</svg>\n'
    )


def _months(time: TimeScale) -> Iterator[str]:
    for tick in time_ticks(time, _MONTHS):
        x = _percent(time.share(tick.day))
        yield f'<line class="g" x1="{x}" x2="{x}" y2="100%"/>'
        yield f'<text x="{x}" y="100%" dy="1.2em">{escape(tick.label)}</text>'


def _row(test: TestRow, row: int, rows: int, time: TimeScale) -> str:
    if not test.starts or not test.ends:
        return ""
    start = time.share(test.starts)
    end = max(time.share(test.ends), start + _LEAST)
    y = _percent((row + 0.5) / rows)
    kind = _KINDS.get(test.phase, "open")
    side = ' class="e"' if start > _BEYOND else ""
    at = _percent(start if side else end)
    words = escape(f"{test.number} {test.decision or decided_words(test)}".strip())
    return (
        f'<line class="{kind}" x1="{_percent(start)}" x2="{_percent(end)}" y1="{y}" y2="{y}"/>'
        f'<text{side} x="{at}" y="{y}">{words}</text>'
    )


def _percent(share: float) -> str:
    return f"{share * 100:.1f}".removesuffix(".0") + "%"
