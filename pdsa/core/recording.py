"""From what `record` is told to points as an entry keeps them on disk."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.fields import read_typed, value_on_disk
from pdsa.core.model import Measure
from pdsa.core.refusals import refuse_future, refuse_undeclared
from pdsa.core.values import check_unit, read_over, read_value, shown

_WEEK = 7  # days


class Recording(NamedTuple):
    """What stands beside the values: when, of how many, over how long, where, of whom."""

    day: date
    first: date | None = None  # of a period that ends on `day`
    n: int | None = None
    over: str = ""
    site: str = ""
    subgroup: str = ""
    note: str = ""


def draft_points(
    measure: Measure, values: Sequence[str], told: Recording, today: date
) -> list[dict[str, Any]]:
    """Return one point a value, `VALUE` or `DAY=VALUE`, as an entry keeps it.

    Raises PdsaError for a value that does not suit the measure and for a day after `today`.
    """
    dated = [_dated(text, told.day, today) for text in values]
    if len({day for day, _ in dated}) < len(dated):
        raise PdsaError(
            f"{len(dated)} values of `{measure.id}` stand on fewer days",
            f"give each its own day: pdsa record CYCLE {measure.id} 2025-11-03=8 2025-11-10=9",
        )
    return [_draft_point(measure, day, text, told) for day, text in dated]


def refuse_unsuited(
    points: Sequence[Mapping[str, Any]],
    before: Sequence[Mapping[str, Any]],
    measures: Mapping[str, Measure],
) -> None:
    """Refuse corrected points, as an entry keeps them, that `record` would refuse, too.

    What stood like that before is let be. Raises PdsaError.
    """
    named = {point["measure"] for point in before}  # one of them may have lost its declaration
    for point in (point for point in points if point not in before):
        refuse_undeclared(point["measure"], [*measures, *named])
        if not (measure := measures.get(point["measure"])):
            continue
        over = str(point.get("over", ""))
        with refusing():
            reading = read_value(read_typed(point))
            check_unit(reading, measure)
            if over:
                shown(reading, measure, over)


def _dated(text: str, day: date, today: date) -> tuple[date, str]:
    before, equals, value = text.rpartition("=")
    if not equals:
        return day, text
    with refusing():
        its_day = read_day(before, today)
    refuse_future(its_day, today)
    return its_day, value


def _draft_point(measure: Measure, day: date, text: str, told: Recording) -> dict[str, Any]:
    with refusing():
        reading = read_value(text)
        check_unit(reading, measure)
        if told.over:
            read_over(told.over)
            shown(reading, measure, told.over)
    _refuse_long_period(measure, told, day)
    point: dict[str, Any] = {"measure": measure.id}
    if told.first:
        point |= {"from": told.first.isoformat(), "to": day.isoformat()}
    else:
        point["day"] = day.isoformat()
    point |= value_on_disk(reading)
    beside: Mapping[str, Any] = {
        "n": told.n,
        "over": told.over,
        "site": told.site,
        "subgroup": told.subgroup,
        "note": told.note,
    }
    return point | {key: value for key, value in beside.items() if value not in {None, ""}}


def _refuse_long_period(measure: Measure, told: Recording, day: date) -> None:
    """A count per week over more than a week has to say over how many."""
    if told.first is None:
        return
    if told.first > day:
        raise PdsaError(f"the period ends on {day}, before it starts on {told.first}", "swap them")
    if measure.per == "week" and not told.over and (day - told.first).days >= _WEEK:
        weeks = round(((day - told.first).days + 1) / _WEEK)
        raise PdsaError(
            f"`{measure.id}` is counted per week, and {told.first} to {day} is longer",
            f"say over how long it was counted: --over {weeks}w",
        )
