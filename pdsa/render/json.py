"""A report as one JSON document with the name of its schema."""

import json
import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from pdsa.core.diagnostics import Diagnostic
from pdsa.core.page import Page
from pdsa.core.plain_text import escaped
from pdsa.core.predictions import Score
from pdsa.core.report_rows import (
    Count,
    DistrictRow,
    Heading,
    IdeaRow,
    Latest,
    LineRow,
    MeasureRow,
    PredictedRow,
    Report,
    TestRow,
    Work,
)
from pdsa.core.table import Table
from pdsa.render.json_sections import section_values

SCHEMA = "pdsa.report/1"


def render_report(report: Report) -> str:
    """Return the report as JSON: texts as written, days as in 2025-11-03, values as numbers too."""
    return _on_lines(_document(_report(report)))


def render_table(table: Table) -> str:
    """Return a table as JSON: one object a row, under its heads."""
    rows = [dict(zip(table.heads, row, strict=True)) for row in table.rows]
    return _document({"schema": table.name, "rows": rows})


def render_page(page: Page) -> str:
    """Return a page as JSON: its sections, each a list of labelled texts."""
    sections = [
        {"heading": heading, "lines": [{"label": label, "text": text} for label, text in lines]}
        for heading, lines in page.sections
    ]
    return _document({"schema": "pdsa.page/1", "title": page.title, "sections": sections})


def render_diagnostics(diagnostics: Iterable[Diagnostic]) -> str:
    """Return findings as JSON, sorted by place."""
    found = [
        {
            "severity": one.severity,
            "code": one.code,
            "path": one.source.path,
            "line": one.source.line,
            "col": one.source.col,
            "message": one.message,
            "hint": one.hint,
        }
        for one in sorted(diagnostics, key=lambda one: one.order)
    ]
    return _document({"schema": "pdsa.check/1", "diagnostics": found})


def _document(document: dict[str, Any]) -> str:
    text = json.dumps(document, indent=2, ensure_ascii=False, allow_nan=False)
    return escaped(text) + "\n"


def _on_lines(document: str) -> str:
    """Return the same JSON with short values of a list on one line: a chart has hundreds."""
    value = r"[-\w./%\" ]+"
    return re.sub(rf"\[\n\s+((?:{value},\n\s+)*{value})\n\s+\]", _one_line, document)


def _one_line(found: re.Match[str]) -> str:
    return f"[{' '.join(line.strip() for line in found[1].splitlines())}]"


def _report(report: Report) -> dict[str, Any]:
    meeting = report.meeting
    return {
        "schema": SCHEMA,
        **_heading(report.heading),
        "in_short": list(report.in_short),
        "ideas": [_idea(row) for row in report.ideas],
        "lines": [_line(row) for row in report.lines],
        "measures": [_measure(row) for row in report.measures],
        "next_meeting": meeting and {"day": str(meeting.day), "title": meeting.title},
        "work": _work(report.work),
        "districts": [_district(row) for row in report.districts],
        "without_cycle": report.without_cycle,
        "left_out": [
            {"path": out.path, "line": out.line, "reason": out.reason} for out in report.left_out
        ],
        "district": report.district or None,
        "commit": report.heading.commit or None,
        **section_values(report),
    }


def _heading(heading: Heading) -> dict[str, Any]:
    return {
        "collaborative": heading.collaborative,
        "title": heading.title,
        "topic": heading.topic,
        "network": heading.network,
        "aim": heading.aim,
        "starts": str(heading.starts),
        "ends": str(heading.ends),
        "moment": heading.moment,
        "data_to": _day(heading.data_to),
        "facilitators": list(heading.facilitators),
        "district_count": heading.districts,
        "state_count": heading.states,
        "dates": "illustrative" if heading.illustrative else "as-recorded",
        "data": "illustrative" if heading.illustrative == "data" else "as-recorded",
        "audience": heading.audience,
        "notice": heading.notice,
        "digest": heading.digest,
    }


def _idea(row: IdeaRow) -> dict[str, Any]:
    marks = row.predictions
    return {
        "change_idea": row.id,
        "text": row.label,
        "districts": row.districts,
        "cycles": row.cycles,
        "studied": row.studied,
        "districts_studied": row.districts_studied,
        "predictions": {
            "met": marks.held,
            "partly": marks.partly,
            "not-met": marks.not_met,
            "not-tested": marks.not_tested,
            "unknown": marks.unknown,
        },
        "decisions": _counts(row.decisions),
        "adopted_in": row.adopted_in,
        "abandoned": [
            {
                "cycle": drop.cycle,
                "district": drop.district,
                "because": drop.because or None,
                "why": drop.why,
            }
            for drop in row.dropped
        ],
    }


def _line(row: LineRow) -> dict[str, Any]:
    return {
        "district": row.district,
        "name": row.name,
        "idea": row.idea,
        "cycles": [_test(test) for test in row.tests],
    }


def _test(test: TestRow) -> dict[str, Any]:
    return {
        "cycle": test.cycle,
        "title": test.title,
        "starts": _day(test.starts),
        "ends": _day(test.ends),
        "phase": test.phase,
        "predictions": [_predicted(row) for row in test.predictions],
        "counted": [
            {"measure": row.measure, "latest": _latest(row.latest)} for row in test.counted
        ],
        "no_prediction": test.no_prediction,
        "decision": test.decision or None,
    }


def _predicted(row: PredictedRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "predicted": row.predicted,
        "measure": row.measure,
        "latest": _latest(row.latest),
        "mark": row.mark or None,
        "scored": _scored(row.scored),
    }


def _scored(scored: Score | None) -> dict[str, Any] | None:
    if scored is None:
        return None
    return {
        "mark": scored.mark,
        "value": scored.value or None,
        "points": scored.points,
        "so_far": scored.so_far,
        "reason": scored.reason or None,
    }


def _measure(row: MeasureRow) -> dict[str, Any]:
    return {
        "measure": row.id,
        "name": row.name,
        "own_of": row.owner or None,
        "kind": row.kind,
        "unit": row.unit,
        "per": row.per,
        "better": row.better,
        "reporting": len(row.districts),
        "of": row.of,
        "districts": [
            {
                "district": found.district,
                "name": found.name,
                "latest": _latest(found.latest),
                "too_few_to_tell": found.too_few,
            }
            for found in row.districts
        ],
    }


def _latest(latest: Latest | None) -> dict[str, Any] | None:
    if latest is None:
        return None
    return {
        "shown": latest.shown,
        "text": latest.text,
        "value": _number(latest.value),
        "numerator": _number(latest.numerator),
        "denominator": _number(latest.denominator),
        "bound": latest.bound or None,
        "from": _day(latest.since),
        "day": str(latest.day),
        "points": latest.points,
    }


def _work(work: Work) -> dict[str, Any]:
    return {
        "cycles": work.cycles,
        "phases": _counts(work.phases),
        "overdue": _counts(work.overdue),
        "as_planned": _counts(work.as_planned),
        "help_asked": work.help_asked,
        "help_answered": work.help_answered,
    }


def _district(row: DistrictRow) -> dict[str, Any]:
    return {
        "district": row.id,
        "name": row.name,
        "state": row.state,
        "tests": list(row.tests),
        "now": row.now,
    }


def _counts(counts: tuple[Count, ...]) -> dict[str, int]:
    return {count.word: count.number for count in counts}


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)
