"""The cycles of one district on a line of days, as bars that stretch with the page."""

from collections.abc import Iterator, Sequence
from datetime import date

from pdsa.core.plain_text import period_words
from pdsa.core.report_rows import LineRow, TestRow
from pdsa.render.chart_scale import TimeScale, time_ticks
from pdsa.render.chart_shapes import escape
from pdsa.render.report_words import decided_words

_WIDTH, _ROW = 1000, 10  # of the drawing, in its own units
_MONTHS = 8
_BEYOND = 0.62  # share of the width: a label that begins later stands left of its bar
_KINDS = {"closed": "done", "stopped": "gone", "planned": "plan", "not-started": "plan"}


def render_timeline(lines: Sequence[LineRow], starts: date, ends: date) -> str:
    """Return the timeline as HTML with one SVG; empty where no cycle has dates.

    It runs from `starts` to `ends`, and further where a cycle does. Every cycle has a row: its
    bar, its number and its decision, or where it stands.
    """
    tests = [test for line in lines for test in line.tests if test.starts and test.ends]
    if not tests:
        return ""
    time = TimeScale(
        min(starts, *(test.starts for test in tests if test.starts)),
        max(ends, *(test.ends for test in tests if test.ends)),
    )
    body = "".join(_parts(tests, time))
    return (
        f'<div class="timeline" role="img" aria-label="{escape(_said(tests))}" '
        f'style="--rows:{len(tests)}">{body}</div>\n'
    )


def _parts(tests: Sequence[TestRow], time: TimeScale) -> Iterator[str]:
    ticks = time_ticks(time, _MONTHS)
    height = _ROW * len(tests)
    grid = "".join(f"M{_at(time, tick.day)} 0v{height}" for tick in ticks)
    bars = "".join(_bar(test, row, time) for row, test in enumerate(tests))
    yield (
        f'<svg viewBox="0 0 {_WIDTH} {height}" preserveAspectRatio="none">'
        f'<path class="g" d="{grid}"/>{bars}</svg>'
    )
    for tick in ticks:
        yield f'<i class="x" style="left:{_at(time, tick.day) / 10:g}%">{escape(tick.label)}</i>'
    for row, test in enumerate(tests):
        yield _label(test, row, time)


def _bar(test: TestRow, row: int, time: TimeScale) -> str:
    if not test.starts or not test.ends:
        return ""
    left = _at(time, test.starts)
    width = max(_at(time, test.ends) - left, 6)
    kind = _KINDS.get(test.phase, "open")
    return f'<path class="{kind}" d="M{left} {row * _ROW + _ROW // 2}h{width}"/>'


def _label(test: TestRow, row: int, time: TimeScale) -> str:
    if not test.starts or not test.ends:
        return ""
    start, end = _at(time, test.starts) / 10, _at(time, test.ends) / 10
    side = f"left:{end:g}%" if start < _BEYOND * 100 else f"right:{100 - start:g}%"
    words = f"{test.number} {_short(test)}".strip()
    return f'<b style="{side};--row:{row}">{escape(words)}</b>'


def _short(test: TestRow) -> str:
    """Return the decision in one word, else where the cycle stands."""
    return test.decision or decided_words(test)


def _said(tests: Sequence[TestRow]) -> str:
    each = (
        f"{test.number} {test.title}, {period_words(test.starts, test.ends)}, {_short(test)}"
        for test in tests
        if test.starts and test.ends
    )
    return f"Timeline. {'; '.join(each)}"


def _at(time: TimeScale, day: date) -> int:
    return round(time.share(day) * _WIDTH)
