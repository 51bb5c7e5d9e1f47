"""A chart as one JSON document with the name of its schema."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from pdsa.core.chart import Answer, Asked, Chart, ChartPhase, Subject
from pdsa.core.plain_text import escaped
from pdsa.render.chart_words import number

SCHEMA = "pdsa.chart/1"
SEVERAL = "pdsa.charts/1"


def render_chart(chart: Chart) -> str:
    """Return the chart as JSON: texts as written, days as in 2025-11-03, values as numbers."""
    return _document(chart_value(chart))


def render_charts(charts: Iterable[Chart]) -> str:
    """Return several charts as one JSON document, in the order given."""
    return _document({"schema": SEVERAL, "charts": [_chart(chart) for chart in charts]})


def chart_value(chart: Chart) -> dict[str, Any]:
    """Return the same document as a value, to stand inside another one."""
    return {"schema": SCHEMA} | _chart(chart)


def _document(content: dict[str, Any]) -> str:
    return escaped(json.dumps(content, ensure_ascii=False, indent=2)) + "\n"


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "subject": _subject(chart.subject),
        "asked": _asked(chart.asked),
        "answer": _answer(chart.answer),
        "phases": [_phase(phase) for phase in chart.phases],
        "points": _points(chart),
        "markers": [
            {"day": str(found.day), "until": _day(found.until), "label": found.label}
            for found in chart.markers
        ],
        "breaks": [
            {"first": str(found.first), "last": str(found.last), "name": found.name}
            for found in chart.breaks
        ],
        "assurance": chart.assurance or None,
        "notes": list(chart.notes),
    }


def _subject(subject: Subject) -> dict[str, Any]:
    return {
        "measure": subject.measure,
        "place": subject.place,
        "unit": subject.unit or None,
        "per": subject.per or None,
        "definition": subject.definition,
        "about": subject.about or None,
        "cadence": subject.cadence or None,
        "better": subject.better or None,
        "target": number(subject.target),
        "target_by": _day(subject.target_by),
        "ends": _day(subject.ends),
        "dates": "illustrative" if subject.illustrative else "as-recorded",
    }


def _asked(asked: Asked) -> dict[str, Any]:
    return {
        "chart": asked.chart,
        "rules": asked.rules,
        "freeze": asked.freeze,
        "phases": [str(day) for day in asked.phases],
        "centre": number(asked.centre),
        "change": _day(asked.change),
        "screened": asked.screened,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "kind": answer.kind,
        "direction": answer.direction or None,
        "sentence": answer.sentence,
        "because": list(answer.because),
        "doubt": list(answer.doubt),
        "advice": list(answer.advice),
        "provisional": answer.provisional,
        "luck": answer.luck,
        "before": number(answer.before),
        "after": number(answer.after),
    }


def _phase(phase: ChartPhase) -> dict[str, Any]:
    return {
        "part": phase.number,
        "from": phase.first,
        "to": phase.last,
        "baseline": phase.baseline,
        "n_obs": phase.observed,
        "n_useful": phase.useful,
        "cl": number(phase.centre),
        "longest_run": phase.longest_run,
        "longest_run_max": phase.longest_run_max,
        "n_crossings": phase.crossings,
        "n_crossings_min": phase.crossings_min,
        "runs_signal": phase.runs_signal,
        "shifts": [{"from": first, "to": last} for first, last in phase.shifts],
        "trends": [{"from": first, "to": last} for first, last in phase.trends],
        "runs": phase.runs,
        "runs_low": phase.runs_low,
        "runs_high": phase.runs_high,
        "n_outside": phase.outside,
        "two_in_three": list(phase.two_in_three),
    }


def _points(chart: Chart) -> dict[str, list[Any]]:
    points = chart.points
    return {
        "day": [str(point.day) for point in points],
        "y": [number(point.value) for point in points],
        "numerator": [number(point.numerator) for point in points],
        "denominator": [number(point.denominator) for point in points],
        "part": [point.phase for point in points],
        "cl": [number(point.centre) for point in points],
        "lcl": [point.lower for point in points],
        "ucl": [point.upper for point in points],
        "lcl_2s": [point.lower_2s for point in points],
        "ucl_2s": [point.upper_2s for point in points],
        "sigma_signal": [point.outside for point in points],
        "side": [point.side for point in points],
        "shown": [point.shown for point in points],
        "bound": [point.bound or None for point in points],
        "excluded": [point.excluded or None for point in points],
        "marked": [point.marked for point in points],
        "label": [point.label or None for point in points],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else str(day)
