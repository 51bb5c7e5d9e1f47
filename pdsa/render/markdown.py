"""A report as Markdown that reads well on a web forge; nothing that users wrote is markup."""

import re
from collections.abc import Iterator

from pdsa.core.days import weekday_and_day
from pdsa.core.page import Page
from pdsa.core.plain_text import day_words, period_words
from pdsa.core.report_rows import Heading, LineRow, MeasureRow, Report
from pdsa.render import markdown_sections as sections
from pdsa.render import report_words as say
from pdsa.render import section_words as tell
from pdsa.render.markdown_text import cell

_STAR = r"\*"


def render_report(report: Report) -> str:
    """Return the report as one Markdown page."""
    body = [*_body(report)]
    return "".join(f"{line}\n" for line in (*_heading(report), *_contents(body), *body))


def render_page(page: Page) -> str:
    """Return a page of labelled lines as Markdown: a list for each of its sections."""
    lines = [f"# {cell(page.title)}"]
    for heading, labelled in page.sections:
        if labelled:
            lines += ["", f"## {cell(heading)}", ""]
            lines += [
                f"- **{cell(label)}:** {cell(text)}" if label else f"- {cell(text)}"
                for label, text in labelled
            ]
    return "".join(f"{line}\n" for line in lines)


def _body(report: Report) -> Iterator[str]:
    yield from ("", "## In short", "")
    yield from (f"- {cell(sentence)}" for sentence in report.in_short)
    yield from sections.calls(report)
    if report.district:
        yield from sections.page(report)
        yield from sections.changes(report)
    else:
        yield from sections.ideas(report)
        yield from sections.changes(report)
        yield from _meeting(report)
        yield from _work(report)
        yield from sections.quality(report)
        yield from sections.districts(report)
    yield from _newest(report)
    yield from _lines(report)
    if report.district:
        yield from sections.trails(report)
    else:
        yield from sections.parts(report)
        yield from sections.lists(report)
    yield from _notes(report)


def _heading(report: Report) -> Iterator[str]:
    heading: Heading = report.heading
    yield f"# {cell(heading.title)}"
    yield ""
    made_up = say.made_up_words(heading)
    bold = f" · **{made_up}**" if made_up else ""
    yield f"{cell(heading.moment)} · {say.data_words(heading)}{bold}"
    yield ""
    yield f"*{cell(heading.notice)}*"
    yield ""
    yield f"- Network: {cell(heading.network)}"
    yield f"- Topic: {cell(heading.topic)}"
    yield f"- {say.days_words(heading)}, {say.scale_words(heading)}"
    if heading.aim:
        yield f"- Aim: {cell(heading.aim)}"
    if heading.facilitators:
        yield f"- Facilitators: {cell(', '.join(heading.facilitators))}"
    if news := tell.new_words(report.sections.news):
        yield f"- {cell(news[:1].upper() + news[1:])}"


def _contents(body: list[str]) -> Iterator[str]:
    """Yield links to the sections, as forges name them."""
    titles = [line.removeprefix("## ") for line in body if line.startswith("## ")]
    links = [
        f"[{title}](#{re.sub('[^a-z -]', '', title.lower()).replace(' ', '-')})" for title in titles
    ]
    yield from ("", " · ".join(links))


def _meeting(report: Report) -> Iterator[str]:
    agenda = report.sections.agenda
    if not report.meeting and not agenda:
        return
    yield from ("", "## Next meeting", "")
    if report.meeting:
        title = say.meeting_words(report)
        yield f"{weekday_and_day(report.meeting.day)}{f' · {cell(title)}' if title else ''}"
    if agenda:
        yield from ([""] if report.meeting else [])
        yield from (
            f"{number}. {cell(row.what)} ({row.minutes} min)"
            for number, row in enumerate(agenda, 1)
        )


def _work(report: Report) -> Iterator[str]:
    yield from ("", "## Work in hand", "")
    yield from (f"- {cell(words)}" for words in say.work_words(report))


def _lines(report: Report) -> Iterator[str]:
    if report.lines:
        yield from ("", "## Lines of tests")
        for line in report.lines:
            yield from _line(line)


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


def _newest(report: Report) -> Iterator[str]:
    if not report.measures or report.district:  # its page has them beside their charts
        return
    yield from ("", "## Newest values")
    for row in report.measures:
        yield from _measure(row)
    if any(found.too_few for row in report.measures for found in row.districts):
        yield from ("", f"{_STAR} {say.TOO_FEW}")


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


def _notes(report: Report) -> Iterator[str]:
    if report.sections.withheld:
        yield from ("", "## Withheld", "")
        yield from (f"- {cell(text)}" for text in report.sections.withheld)
    yield from ("", "## Left out", "")
    if not report.left_out:
        yield "Nothing."
    for found in report.left_out:
        yield f"- {cell(f'{found.path}:{found.line} {found.reason}')}"
    if read := tell.read_words(report):
        yield from ("", cell(read))
