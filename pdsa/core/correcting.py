"""What may be corrected and taken back: whatever logging refuses is refused here, too."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pdsa.core.corrections import RETRACTED, Effective
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.fields import PREDICTION, apply_fields, canonical
from pdsa.core.marks import read_mark
from pdsa.core.model import Entry, Measure, Point
from pdsa.core.record import CycleFacts
from pdsa.core.recording import refuse_long_period, refuse_unsuited
from pdsa.core.refusals import (
    refuse_before_cycle,
    refuse_decision_without_study,
    refuse_future,
    refuse_prediction_number,
    refuse_same_point,
)
from pdsa.core.series import Place, is_same_point, points_of
from pdsa.core.words import ABANDON_REASONS


class Around(NamedTuple):
    """What stands around an entry: its cycle, what its district may record and has recorded."""

    today: date
    facts: CycleFacts | None  # None for an entry about a district
    measures: Mapping[str, Measure]
    predictions: Sequence[int]  # the numbers that its plan has
    known: Callable[[str], Iterable[tuple[Place, Point]]]  # measure -> points of the district


def read_pairs(texts: Iterable[str]) -> dict[str, str]:
    """Return the fields and values of `field=value`. Raises PdsaError, also for one set twice."""
    pairs: dict[str, str] = {}
    for text in texts:
        field, equals, value = text.partition("=")
        if not equals or not value:
            raise PdsaError(f"`{text}` does not set anything", "write it as in --set value=9/12")
        if field in pairs:
            raise PdsaError(f"`{field}` is set twice", "set each field once")
        pairs[field] = value
    return pairs


def refuse_retracted(target: Effective) -> None:
    """What was taken back is neither corrected nor taken back again."""
    if target.standing == RETRACTED:
        message = f"the entry `{target.entry.id}` is retracted already"
        raise PdsaError(message, "to undo that, retract its retraction; see the ids: pdsa history")


def refuse_correction(target: Entry, pairs: Mapping[str, str], around: Around) -> None:
    """Refuse fields that would make of the entry what nobody could have logged. Raises PdsaError.

    What stood like that before, and is not set now, is let be.
    """
    names = [canonical(target, field) for field in pairs]
    if twice := next((name for name in names if names.count(name) > 1), ""):
        raise PdsaError(f"`{twice}` is set twice", "set each field once")
    if target.kind == "study":
        _refuse_marks(target, pairs, around)
    with refusing():
        after = apply_fields(target, pairs)
    if after.day != target.day:
        refuse_future(after.day, around.today)
        if around.facts:
            refuse_before_cycle(after.kind, after.day, around.facts)
    if target.kind == "data":
        refuse_unsuited(after.body["points"], target.body["points"], around.measures)
        _refuse_points(target, after, around)
    if target.kind == "act" and {"decision", "because"} & pairs.keys():
        _refuse_decision(target, after, pairs, around)


def _refuse_marks(target: Entry, pairs: Mapping[str, str], around: Around) -> None:
    marked = {item["number"] for item in target.body.get("predictions", ())}
    known = sorted(marked.union(around.predictions))
    for field, mark in pairs.items():
        if match := re.fullmatch(PREDICTION, field):
            refuse_prediction_number(int(match[1]), known)
            read_mark(mark)


def _refuse_points(before: Entry, after: Entry, around: Around) -> None:
    new = points_of(after, around.measures)
    for (position, point), (_, was) in zip(new, points_of(before, around.measures), strict=True):
        if point == was:
            continue
        refuse_future(point.day, around.today)
        if point.since and point.measure in around.measures:
            measure = around.measures[point.measure]
            refuse_long_period(measure, point.since, point.day, point.over, "--set over=")
        if not is_same_point(point, was):
            others = [placed for placed in around.known(point.measure) if placed[0][0] != after.id]
            beside = [((after.id, number), other) for number, other in new if number != position]
            refuse_same_point(point, [*others, *beside])


def _refuse_decision(before: Entry, after: Entry, pairs: Mapping[str, str], around: Around) -> None:
    """A new decision has what its kind asks for; leaving abandon leaves its reason behind."""
    decision = str(after.body["decision"])
    if decision == "abandon" and not after.body.get("because"):
        known = f"{', '.join(ABANDON_REASONS[:-1])} or {ABANDON_REASONS[-1]}"
        raise PdsaError("to abandon needs a reason, too", f"add --set because=... with {known}")
    if decision != "abandon" and "because" in pairs:
        raise PdsaError("`because` goes with abandon only", "say it in `why`")
    if decision != before.body["decision"]:
        refuse_decision_without_study(decision, around.facts)
