"""A report as Markdown that reads well on a web forge; nothing that users wrote is markup."""

import re
from collections.abc import Iterator

from pdsa.core.days import weekday_and_day
from pdsa.core.plain_text import day_words, period_words, visible
from pdsa.core.report_rows import Heading, LineRow, MeasureRow, Report
from pdsa.render import report_words as say

_STAR = r"\*"
_SPECIAL = re.compile(r"([\\`*_\[\]#|~$])")


def render_report(report: Report) -> str:
    """Return the report as one Markdown page."""
    return "".join(f"{line}\n" for line in _lines(report))


def cell(text: str) -> str:
    """Return text that users wrote so that it shows as it is, in a sentence or in a table."""
    plain = visible(text).replace("&", "&amp;").replace("<", "&lt;")
    return _SPECIAL.sub(r"\\\1", plain)


def _lines(report: Report) -> Iterator[str]:
    yield from _heading(report.heading)
    yield from ("", "## In short", "")
    yield from (f"- {cell(sentence)}" for sentence in report.in_short)
    yield from _ideas(report)
    if report.measures:
        yield from ("", "## Measures")
        for row in report.measures:
            yield from _measure(row)
        if any(found.too_few for row in report.measures for found in row.districts):
            yield from ("", f"{_STAR} {say.TOO_FEW}")
    if report.meeting:
        yield from ("", "## Next meeting", "")
        title = say.meeting_words(report)
        yield f"{weekday_and_day(report.meeting.day)}{f' · {cell(title)}' if title else ''}"
    yield from ("", "## Work in hand", "")
    yield from (f"- {words}" for words in say.work_words(report))
    yield from _districts(report)
    if report.lines:
        yield from ("", "## Lines of tests")
        for line in report.lines:
            yield from _line(line)
    yield from _left_out(report)


def _heading(heading: Heading) -> Iterator[str]:
    yield f"# {cell(heading.title)}"
    yield ""
    illustrative = " · **dates are illustrative**" if heading.illustrative else ""
    yield f"{heading.moment} · {say.data_words(heading)}{illustrative}"
    yield ""
    yield f"*{heading.notice}*"
    yield ""
    yield f"- Network: {cell(heading.network)}"
    yield f"- Topic: {cell(heading.topic)}"
    yield f"- {period_words(heading.starts, heading.ends)}, {say.scale_words(heading)}"
    if heading.aim:
        yield f"- Aim: {cell(heading.aim)}"
    if heading.facilitators:
        yield f"- Facilitators: {cell(', '.join(heading.facilitators))}"


def _ideas(report: Report) -> Iterator[str]:
    if not report.ideas:
        return
    yield from ("", "## What we are learning", "")
    yield "Predictions are those of studied cycles."
    yield ""
    yield (
        "| Change idea | Districts | Studied | Held | Partly | Not met | Untested | Unknown "
        "| Decisions |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|---|"
    for row in report.ideas:
        marks = row.predictions
        counts = (marks.held, marks.partly, marks.not_met, marks.not_tested, marks.unknown)
        numbers = " | ".join(map(say.dash, counts))
        studied = f"{row.studied} of {row.cycles}"
        decisions = say.counts_words(row.decisions) or "-"
        yield f"| {cell(row.label)} | {row.districts} | {studied} | {numbers} | {decisions} |"
    dropped = [words for row in report.ideas for words in say.dropped_words(row)]
    if dropped:
        yield ""
        yield from (f"- Abandoned: {cell(words)}" for words in dropped)


def _line(line: LineRow) -> Iterator[str]:
    yield from ("", f"### {cell(say.line_words(line))}", "")
    yield "| Test | Dates | Predicted | Latest | Mark | Decided |"
    yield "|---|---|---|--:|---|---|"
    for test in line.tests:
        title = cell(f"{test.number} {test.title}".strip())
        dates = period_words(test.starts, test.ends) if test.starts and test.ends else "-"
        decided = cell(say.decided_words(test))
        for found in say.test_rows(test):
            predicted, latest, mark = map(cell, found)
            yield f"| {title} | {dates} | {predicted} | {latest} | {mark} | {decided} |"
            title = dates = decided = ""


def _measure(row: MeasureRow) -> Iterator[str]:
    yield from ("", f"### {cell(row.name)}", "", cell(say.measure_words(row)))
    if row.owner:  # one district: a table would be mostly heads
        for one in row.districts:
            yield from ("", cell(say.newest_words(one)))
        return
    if not row.districts:
        return
    yield from ("", "| District | Latest | On | Points |", "|---|--:|---|--:|")
    for found in row.districts:
        latest = found.latest
        points = f"{latest.points}{_STAR * found.too_few}"
        yield (
            f"| {cell(found.name)} | {cell(latest.shown)} | {day_words(latest.day)} | {points} |"
        )


def _districts(report: Report) -> Iterator[str]:
    silent = say.silent_words(report)
    if report.districts or silent:
        yield from ("", "## Districts", "")
    if report.districts:
        yield "| District | State | Tests so far | Now |"
        yield "|---|---|---|---|"
        for row in report.districts:
            tests = cell("; ".join(row.tests)) or "-"
            yield f"| {cell(row.name)} | {cell(row.state) or '-'} | {tests} | {row.now} |"
    if silent:
        yield from ([""] if report.districts else [])
        yield silent


def _left_out(report: Report) -> Iterator[str]:
    yield from ("", "## Left out", "")
    if not report.left_out:
        yield "Nothing."
    for found in report.left_out:
        yield f"- {cell(f'{found.path}:{found.line} {found.reason}')}"
    if report.heading.digest:
        yield from ("", f"Plans and entries that were read: {cell(report.heading.digest)}")
