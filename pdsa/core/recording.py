"""From what `record` is told to points as an entry keeps them on disk."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.fields import value_on_disk
from pdsa.core.model import Measure
from pdsa.core.refusals import refuse_future, refuse_undeclared
from pdsa.core.values import read_over, read_typed, read_value_of, shown

_DAYS = {"day": 1, "week": 7}


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
    if "of" in values:  # 9 of 12, as three words
        values = [" ".join(values)]
    dated = [_dated(text, told, today) for text in values]
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
            reading = read_value_of(measure, read_typed(point))
            if over:
                shown(reading, measure, over)


def refuse_long_period(
    measure: Measure, first: date, last: date, over: str, flag: str = "--over "
) -> None:
    """Refuse a count per week of more than a week that does not say over how long it was counted.

    So for days and months; `flag` is what the hint writes before a length. Raises PdsaError.
    """
    if first > last:
        raise PdsaError(f"the period ends on {last}, before it starts on {first}", "swap them")
    if not measure.per or over or _is_within(measure.per, first, last):
        return
    length = f"{(last - first).days + 1}d"
    if measure.per == "month":
        months = _whole_months(first, last)
        length = f"{months}m" if months else ""
    message = f"`{measure.id}` is counted per {measure.per}, and {first} to {last} is longer"
    hint = f"say over how long it was counted: {flag}{length}"
    raise PdsaError(message, hint if length else "give each month a value of its own")


def _is_within(per: str, first: date, last: date) -> bool:
    """Whether the days are no more than one day, week or month."""
    if per != "month":
        return (last - first).days < _DAYS[per]
    months = _months_apart(first, last)
    return months == 0 or (months == 1 and last.day < first.day)


def _whole_months(first: date, last: date) -> int:
    """How many months the days make; 0 where the last of them is not whole."""
    if first.day == 1:
        return _months_apart(first, last) + 1 if last.day == _last_day(last) else 0
    return _months_apart(first, last) if last.day == first.day - 1 else 0


def _months_apart(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def _last_day(day: date) -> int:
    from calendar import monthrange  # noqa: PLC0415 - few measures are counted per month

    return monthrange(day.year, day.month)[1]


def _dated(text: str, told: Recording, today: date) -> tuple[date, str]:
    before, equals, value = text.rpartition("=")
    if not equals:
        return told.day, text
    if told.first:
        hint = "write the value alone with --from and --to, or DAY=VALUE without them"
        raise PdsaError(f"`{text}` has a day, and {told.first} to {told.day} is a period", hint)
    with refusing():
        its_day = read_day(before, today)
    refuse_future(its_day, today)
    return its_day, value


def _draft_point(measure: Measure, day: date, text: str, told: Recording) -> dict[str, Any]:
    with refusing():
        reading = read_value_of(measure, text)
        if told.over:
            read_over(told.over)
            shown(reading, measure, told.over)
    if told.first:
        refuse_long_period(measure, told.first, day, told.over)
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
