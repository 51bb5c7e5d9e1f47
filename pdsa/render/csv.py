"""A report for spreadsheets: one tidy table, a fact a row, safe to open."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from pdsa.core.page import Page
from pdsa.core.report_rows import IdeaRow, LineRow, Report, TestRow
from pdsa.core.report_sections import Change, Evidence
from pdsa.render.chart_words import number, safe_cell

_HEADS = (
    *("section", "district", "cycle", "idea", "measure", "day", "what"),
    *("value", "numerator", "denominator", "text"),
)
_SAYS = ("day", "value", "numerator", "text")  # a row without any of these says nothing
_EMPTY = (None, "")
Cell = str | float | None
Fact = dict[str, Cell]


def render_report(report: Report) -> str:
    """Return the report as CSV: filter by section; an empty cell does not apply."""
    facts = (fact for fact in _facts(report) if any(fact.get(head) not in _EMPTY for head in _SAYS))
    return _written(_HEADS, ([fact.get(head) for head in _HEADS] for fact in facts))


def render_page(page: Page) -> str:
    """Return a page of labelled lines as CSV: section, label and text."""
    rows = ([heading, *line] for heading, lines in page.sections for line in lines)
    return _written(("section", "label", "text"), rows)


def _written(heads: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow(safe_cell(cell) if isinstance(cell, str) else cell for cell in row)
    return out.getvalue()


def _facts(report: Report) -> Iterator[Fact]:
    yield from _about(report)
    for call in report.sections.calls:
        for district in call.districts:
            text = f"{call.why}: {call.opening}"
            yield {"section": "call", "district": district, "what": "call", "text": text}
    for row in report.ideas:
        yield from _idea(row)
    for found in report.sections.evidence:
        yield from _evidence(found)
    for change in report.sections.changes:
        yield from _change(change)
    ids = {row.label: row.id for row in report.ideas}
    for line in report.lines:
        for test in line.tests:
            yield from _test(test, line, ids.get(line.idea, line.idea))
    yield from _newest(report)
    yield from _work(report)
    yield from _districts(report)
    for out in report.left_out:
        where = f"{out.path}:{out.line} {out.reason}"
        yield {"section": "left-out", "what": "left out", "text": where}
    for text in report.sections.withheld:
        yield {"section": "withheld", "what": "withheld", "text": text}


def _about(report: Report) -> Iterator[Fact]:
    heading = report.heading
    for what, text in (
        ("collaborative", heading.collaborative),
        ("title", heading.title),
        ("moment", heading.moment),
        ("data to", str(heading.data_to or "")),
        ("dates", "illustrative" if heading.illustrative else "as recorded"),
        ("data", "illustrative" if heading.illustrative == "data" else "as recorded"),
        ("audience", heading.audience),
        ("notice", heading.notice),
        ("digest", heading.digest),
        ("commit", heading.commit),
        *(("in short", sentence) for sentence in report.in_short),
    ):
        yield {"section": "about", "what": what, "text": text}
    yield {"section": "about", "what": "districts", "value": heading.districts}


def _idea(row: IdeaRow) -> Iterator[Fact]:
    marks = row.predictions
    for what, value in (
        ("districts", row.districts),
        ("cycles", row.cycles),
        ("studied", row.studied),
        ("predictions held", marks.held),
        ("predictions held in part", marks.partly),
        ("predictions not met", marks.not_met),
        ("predictions not tested", marks.not_tested),
        ("predictions not marked", marks.unknown),
        *((f"decision {count.word}", count.number) for count in row.decisions),
    ):
        about: Fact = {"section": "idea", "idea": row.id, "text": row.label}
        yield about | {"what": what, "value": value}


def _evidence(found: Evidence) -> Iterator[Fact]:
    about: Fact = {"section": "idea", "idea": found.idea}
    yield about | {"what": f"standing: {found.standing}", "text": found.sentence}
    for what, quotes in (
        ("not for", found.not_for),
        ("learned", found.learned),
        ("dropped because", found.dropped),
    ):
        for quote in quotes:
            place = {"district": quote.place.district, "cycle": quote.place.cycle}
            yield about | place | {"day": str(quote.day), "what": what, "text": quote.text}
    for copy in found.copies:
        at = {"district": copy.place.district, "cycle": copy.place.cycle}
        yield about | at | {"what": "to copy", "text": copy.what}


def _change(row: Change) -> Iterator[Fact]:
    about: Fact = {"section": "change", "district": row.owner, "measure": row.measure}
    for what, value in (
        ("districts reporting", row.reporting),
        ("districts that could", row.of),
        ("charts judged", row.judged),
        ("changed for the better", row.better),
        ("changed for the worse", row.worse),
        ("changed, no direction", row.changed),
    ):
        yield about | {"what": what, "value": value, "text": row.name}
    for text in row.sentences:
        yield about | {"what": "said", "text": text}
    for found in row.charts:
        at: Fact = {"district": found.district, "measure": row.measure}
        answer = {"what": found.chart.answer.kind, "text": found.chart.answer.sentence}
        yield {"section": "chart", **at, **answer}
        for point in found.chart.points:
            fact: Fact = {"section": "point", **at, "day": str(point.day), "text": point.shown}
            yield fact | {
                "what": point.excluded or ("counted" if point.shown else "missing"),
                "value": number(point.value),
                "numerator": number(point.numerator),
                "denominator": number(point.denominator),
            }


def _test(test: TestRow, line: LineRow, idea: str) -> Iterator[Fact]:
    about: Fact = {"section": "cycle", "district": line.district, "cycle": test.cycle}
    about |= {"idea": idea}
    yield about | {"what": "phase", "value": test.phase, "text": test.title}
    for what, day in (("starts", test.starts), ("ends", test.ends)):
        if day:
            yield about | {"what": what, "day": str(day)}
    for row in test.predictions:
        mark = row.mark or "not marked"
        fact: Fact = {"what": f"prediction {row.number}", "value": mark, "text": row.predicted}
        yield about | {"measure": row.measure} | fact
        if row.scored:
            says: Fact = {
                "what": f"prediction {row.number}, the data say",
                "value": row.scored.mark,
            }
            yield about | {"measure": row.measure, "text": row.scored.value} | says
    if test.decision:
        yield about | {"what": "decision", "value": test.decision, "text": test.decided}


def _newest(report: Report) -> Iterator[Fact]:
    for row in report.measures:
        for found in row.districts:
            latest = found.latest
            fact: Fact = {"section": "newest", "district": found.district, "measure": row.id}
            yield fact | {
                "day": str(latest.day),
                "what": row.name,
                "value": number(latest.value),
                "numerator": number(latest.numerator),
                "denominator": number(latest.denominator),
                "text": latest.shown,
            }


def _work(report: Report) -> Iterator[Fact]:
    work = report.work
    for what, value in (
        ("cycles", work.cycles),
        *((f"phase {count.word}", count.number) for count in work.phases),
        *((f"overdue {count.word}", count.number) for count in work.overdue),
        *((f"as planned {count.word}", count.number) for count in work.as_planned),
        ("help asked", work.help_asked),
        ("help answered", work.help_answered),
        ("districts without a cycle", report.without_cycle),
    ):
        yield {"section": "work", "what": what, "value": value}
    for row in report.sections.quality:
        fact: Fact = {"section": "quality", "what": row.id, "text": f"{row.principle} ({row.of})"}
        yield fact | {"numerator": row.k, "denominator": row.n}
    if report.meeting:
        day, title = str(report.meeting.day), report.meeting.title
        yield {"section": "meeting", "day": day, "what": "next meeting", "text": title}
    for agenda in report.sections.agenda:
        yield {"section": "meeting", "what": "agenda", "value": agenda.minutes, "text": agenda.what}


def _districts(report: Report) -> Iterator[Fact]:
    last = {part.district: part.last_entry for part in report.sections.parts}
    for row in report.districts:
        about: Fact = {"section": "district", "district": row.id}
        yield about | {"what": "name", "text": row.name}
        yield about | {"what": "state", "text": row.state}
        yield about | {"what": "tests so far", "text": "; ".join(row.tests)}
        yield about | {"what": "now", "text": row.now}
        if day := last.get(row.id):
            yield about | {"what": "last entry", "day": str(day)}
    for score in report.sections.scores:
        for what, value in (
            ("suggested", score.suggested),
            ("self", score.own),
            ("facilitator", score.facilitator),
        ):
            if value:
                about = {"section": "score", "district": score.district, "what": what}
                yield about | {"value": value}
    for made in report.sections.resources:
        about = {"section": "resource", "district": made.district, "what": made.status}
        yield about | {"text": made.title}
    for served in report.sections.alignments:
        about = {"section": "alignment", "what": served.id, "value": served.districts}
        yield about | {"text": served.text}
