"""What measures and lines of tests show: the newest points, beside what was expected."""

from collections.abc import Iterator

from pdsa.core import words
from pdsa.core.cycle import lines_of_tests
from pdsa.core.model import Address, Measure
from pdsa.core.predictions import is_apart, score
from pdsa.core.record import CycleFacts, LatestPoint, PredictionFact
from pdsa.core.report_index import Index
from pdsa.core.report_rows import (
    CountedRow,
    Latest,
    LineRow,
    MeasuredRow,
    MeasureRow,
    PredictedRow,
    TestRow,
)
from pdsa.core.runchart import ENOUGH
from pdsa.core.values import format_value


def measure_rows(index: Index) -> tuple[MeasureRow, ...]:
    """Return the shared measures by name, then the districts' own that have points."""
    reported: dict[tuple[str, str], list[MeasuredRow]] = {("", key): [] for key in index.shared}
    order = {member.id: place for place, member in enumerate(index.districts)}
    for point in sorted(index.record.latest, key=lambda point: order[point.address.district]):
        district = point.address.district
        latest = latest_of(point, index.measure(district, point.measure))
        row = MeasuredRow(district, index.names[district], latest, latest.points < ENOUGH)
        owner = "" if point.measure in index.shared else district
        reported.setdefault((owner, point.measure), []).append(row)
    rows = [_measure(index, *key, found) for key, found in reported.items()]
    return tuple(sorted(rows, key=_order))


def line_rows(index: Index) -> Iterator[LineRow]:
    """Yield every line of tests, district by district A to Z; cycles without a plan are no part."""
    for member in index.districts:
        planned = [facts for facts in index.cycles.get(member.id, ()) if facts.starts]
        for line in lines_of_tests(planned):
            ideas = dict.fromkeys(index.label(facts.change_idea) for facts in line.cycles)
            tests = tuple(_test(facts, index) for facts in line.cycles)
            yield LineRow(member.id, member.name, ", ".join(ideas), tests)


def latest_of(point: LatestPoint, measure: Measure) -> Latest:
    """Return the point as people read it: a share keeps its counts, a bound stays one."""
    return Latest(
        shown=_shown(point, measure),
        text=point.text,
        value=point.value,
        numerator=point.numerator,
        denominator=point.denominator,
        bound=point.bound,
        since=point.since,
        day=point.day,
        points=point.points,
    )


def _shown(point: LatestPoint, measure: Measure) -> str:
    if point.value is None or not measure.unit:
        return point.text
    value = format_value(point.value, measure.unit, measure.per, point.bound)
    if measure.unit == "share" and point.numerator is not None and point.denominator:
        part, whole = (format_value(n, "count") for n in (point.numerator, point.denominator))
        return f"{part}/{whole} {value}"
    return value


def _measure(index: Index, owner: str, key: str, rows: list[MeasuredRow]) -> MeasureRow:
    measure = index.measure(owner, key)
    return MeasureRow(
        id=key,
        name=measure.name,
        owner=owner,
        owner_name=index.names[owner] if owner else "",
        kind=measure.kind,
        unit=measure.unit,
        per=measure.per,
        better=measure.better,
        districts=tuple(rows),
        of=1 if owner else len(index.districts),
    )


def _order(row: MeasureRow) -> tuple[str, str, str]:
    return (row.owner_name.casefold(), row.name.casefold(), row.id)  # a shared one has no owner


def _test(facts: CycleFacts, index: Index) -> TestRow:
    at = facts.address
    token = at.cycle.partition("-")[0]
    meaning = words.DECISIONS.get(facts.decision, "")
    predictions = index.predictions.get(at, ())
    return TestRow(
        cycle=str(at),
        number=token if token[:1].isdigit() else "",
        title=facts.title,
        starts=facts.starts,
        ends=facts.ends,
        phase=index.states[at].phase,
        predictions=tuple(_predicted(fact, index) for fact in predictions),
        counted=tuple(_counted(at, {fact.measure for fact in predictions}, index)),
        no_prediction=facts.no_prediction,
        decision=facts.decision,
        decided=f"{facts.decision.upper()}: {meaning}" if meaning else "",
    )


def _counted(at: Address, predicted: set[str], index: Index) -> Iterator[CountedRow]:
    for key, point in index.points.get(at, {}).items():
        if key not in predicted:
            measure = index.measure(at.district, key)
            yield CountedRow(measure.name, latest_of(point, measure))


def _predicted(fact: PredictionFact, index: Index) -> PredictedRow:
    at = fact.address
    measure = index.measure(at.district, fact.measure)
    latest = index.points.get(at, {}).get(fact.measure)
    point = index.predicted.get((at, fact.number), latest)  # in time, where there is one
    counted = index.counted.get((at, fact.number), ())
    scored = score(fact, index.facts[at], measure, counted, index.today)
    return PredictedRow(
        number=fact.number,
        predicted=fact.condition or fact.predict,
        measure=measure.name,
        latest=latest_of(point, measure) if point else None,
        mark=fact.mark,
        scored=scored,
        apart=is_apart(fact.mark, scored),
    )
