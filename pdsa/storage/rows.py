"""One row builder for each table: values of core in, tuples in the order of the columns out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from pdsa.core.corrections import target_of
from pdsa.core.diagnostics import Diagnostic
from pdsa.core.model import Entry, Measure, Period, Plan, Point
from pdsa.core.series import points_of
from pdsa.storage.entries import in_utc

Row = tuple[Any, ...]


def diagnostic_row(finding: Diagnostic, pair: Sequence[str], left_out: bool, found_in: str) -> Row:
    """A row of `diagnostics`."""
    return (
        finding.source.path,
        finding.source.line,
        finding.source.col,
        finding.severity,
        finding.code,
        finding.message,
        finding.hint,
        int(left_out),
        *pair,
        found_in,
    )


def membership_row(pair: Sequence[str], clean: Mapping[str, Any]) -> Row:
    """A row of `memberships`."""
    resource = clean.get("resource", {}).get("title", "")
    return (*pair, clean.get("joined", ""), clean.get("aim", ""), resource)


def measure_row(pair: Sequence[str], measure: Measure) -> Row:
    """A row of `measures`."""
    return (
        *pair,
        measure.id,
        measure.name,
        measure.unit,
        measure.per,
        measure.better,
        measure.about,
        measure.kind,
        measure.definition,
        measure.cadence,
        measure.goal,
        _iso(measure.goal_by),
        _iso(measure.baseline and measure.baseline.first),
        _iso(measure.baseline and measure.baseline.last),
    )


def read_measure(row: Row) -> Measure:
    """The measure of a row of `measures`: all but what its counts are of."""
    _, _, id, name, unit, per, better, about, kind, definition, cadence, goal, *days = row
    by, first, last = (date.fromisoformat(day) if day else None for day in days)
    baseline = Period(first, last) if first and last else None
    texts = (id, name, unit, per, better, about, kind, definition, "", "", cadence, goal)
    return Measure(*texts, by, baseline)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def plan_row(plan: Plan) -> Row:
    """A row of `plans`."""
    return (
        plan.address.collaborative,
        plan.address.district,
        plan.address.cycle,
        plan.title,
        plan.change_idea,
        plan.type,
        plan.ramp,
        plan.builds_on,
        plan.scope,
        plan.with_whom,
        plan.sample_size,
        plan.owner,
        plan.objective,
        plan.planned.isoformat() if plan.planned else "",
        plan.starts.isoformat(),
        plan.ends.isoformat(),
        plan.no_prediction,
        int(plan.illustrative),
        " ".join(plan.was),
        plan.path,
    )


def prediction_rows(plan: Plan) -> Iterator[Row]:
    """The rows of `predictions` of a plan; marks are added up later."""
    whose = (plan.address.collaborative, plan.address.district, plan.address.cycle)
    for question in plan.predictions:
        expect = question.expect
        yield (
            *whose,
            question.number,
            question.ask,
            question.predict,
            expect.measure if expect else "",
            expect.condition if expect else "",
            expect.by.isoformat() if expect and expect.by else "",
            "",
            "",
        )


def entry_row(entry: Entry, standing: str) -> Row:
    """A row of `entries`."""
    body = entry.body
    return (
        entry.path,
        entry.id,
        entry.kind,
        entry.address.collaborative,
        entry.address.district,
        entry.address.cycle,
        entry.day.isoformat(),
        in_utc(entry.recorded),
        entry.by,
        int(entry.afterwards),
        entry.release,
        target_of(entry),
        standing,
        json.dumps(body, ensure_ascii=False, sort_keys=True),
    )


def point_rows(entry: Entry, measures: Mapping[str, Measure]) -> Iterator[Row]:
    """The rows of `points` of a data entry; which ones clash is added up later."""
    for position, point in points_of(entry, measures):
        yield _point_row(entry, position, point)


def _point_row(entry: Entry, position: int, point: Point) -> Row:
    return (
        entry.id,
        position,
        entry.address.collaborative,
        entry.address.district,
        entry.address.cycle,
        point.measure,
        point.day.isoformat(),
        point.since.isoformat() if point.since else None,
        point.day.isoformat() if point.since else None,
        None if point.value is None else float(point.value),
        point.text,
        None if point.numerator is None else float(point.numerator),
        None if point.denominator is None else float(point.denominator),
        point.n,
        point.bound,
        point.over,
        in_utc(entry.recorded),
        point.site,
        point.subgroup,
        point.note,
        1,
    )


def decision_row(entry: Entry) -> Row:
    """A row of `decisions`; which one is the last of its cycle is added up later."""
    body = entry.body
    return (
        entry.id,
        entry.address.collaborative,
        entry.address.district,
        entry.address.cycle,
        entry.day.isoformat(),
        body["decision"],
        body["why"],
        *(body.get(key, "") for key in ("next", "spread", "resource", "because")),
        0,
    )
