"""A record with its parts at hand: what belongs to a district, to a cycle, to a measure."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pdsa.core.cycle import CycleState, state_of
from pdsa.core.model import Address, Measure, Point
from pdsa.core.record import (
    CycleFacts,
    DecisionFact,
    LatestPoint,
    Membership,
    PredictionFact,
    Record,
)


class Index(NamedTuple):
    """What the rows of a report are made from, each in an order that no storage decides."""

    record: Record
    districts: tuple[Membership, ...]  # A to Z; one without its file counts from its cycles
    names: Mapping[str, str]  # of the districts, by id
    cycles: Mapping[str, Sequence[CycleFacts]]  # of each district, by id
    states: Mapping[Address, CycleState]
    predictions: Mapping[Address, Sequence[PredictionFact]]
    decisions: Mapping[Address, DecisionFact]
    shared: Mapping[str, Measure]
    own: Mapping[tuple[str, str], Measure]  # by district and measure
    points: Mapping[Address, Mapping[str, LatestPoint]]  # of each cycle, by measure
    predicted: Mapping[tuple[Address, int], LatestPoint]  # beside a prediction, by its number
    counted: Mapping[tuple[Address, int], Sequence[Point]]  # the same: all of them
    facts: Mapping[Address, CycleFacts]
    today: date

    def measure(self, district: str, measure: str) -> Measure:
        """Return the measure that a district means; one without a definition has only its id."""
        declared = self.shared.get(measure) or self.own.get((district, measure))
        return declared or Measure(measure, measure, unit="")

    def label(self, idea: str) -> str:
        """Return the text of a change idea that the collaborative knows, else what was written."""
        return self.record.collaborative.change_ideas.get(idea) or idea


def build_index(record: Record, today: date) -> Index:
    """Return the parts of `record`, with the state of each cycle on `today`."""
    cycles = sorted(record.cycles, key=lambda facts: str(facts.address))
    predictions: dict[Address, list[PredictionFact]] = {}
    for fact in sorted(record.predictions, key=lambda fact: (str(fact.address), fact.number)):
        predictions.setdefault(fact.address, []).append(fact)
    by_district: dict[str, list[CycleFacts]] = {}
    for facts in cycles:
        by_district.setdefault(facts.address.district, []).append(facts)
    points: dict[Address, dict[str, LatestPoint]] = {}
    predicted = {(point.address, point.prediction): point for point in record.by_cycle}
    for point in sorted(record.by_cycle, key=lambda point: point.measure):
        if not point.prediction:
            points.setdefault(point.address, {})[point.measure] = point
    districts = _districts(record)
    return Index(
        record=record,
        districts=districts,
        names={member.id: member.name for member in districts},
        cycles=by_district,
        states={facts.address: state_of(facts, today) for facts in cycles},
        predictions=predictions,
        decisions={fact.address: fact for fact in record.decisions},
        shared={measure.id: measure for at, measure in record.measures if not at.district},
        own={(at.district, measure.id): measure for at, measure in record.measures if at.district},
        points=points,
        predicted=predicted,
        counted={(found.address, found.number): found.points for found in record.counted},
        facts={facts.address: facts for facts in cycles},
        today=today,
    )


def _districts(record: Record) -> tuple[Membership, ...]:
    known = {member.id: member for member in record.memberships}
    addresses = [facts.address for facts in record.cycles]
    addresses += [point.address for point in record.latest]
    for at in addresses:
        known.setdefault(at.district, Membership(at.district, at.district))
    return tuple(sorted(known.values(), key=lambda member: (member.name.casefold(), member.id)))
