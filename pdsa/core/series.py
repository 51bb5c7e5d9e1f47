"""From data entries to typed points, and which of them cannot both be true."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from pdsa.core.model import Entry, Measure, Point
from pdsa.core.values import Reading, read_kept, read_typed, shown

Place = tuple[str, int]  # a point by the id of its entry and its position there, from 1


def points_of(entry: Entry, measures: Mapping[str, Measure]) -> list[tuple[int, Point]]:
    """Return the points of a data entry with their positions, from 1; other entries have none.

    The value of a point is None where it does not suit the unit of its measure. Of an undeclared
    measure only a plain number (75 of `75%`) has a value.
    """
    if entry.kind != "data":
        return []
    return [
        (position, read_point(raw, entry.day, measures.get(str(raw["measure"]))))
        for position, raw in enumerate(entry.body["points"], 1)
    ]


def is_same_point(one: Point, other: Point) -> bool:
    """Say whether two points of one district claim the same measure, people and day or period."""
    return _identity(one) == _identity(other)


def read_point(raw: Mapping[str, Any], entry_day: date, measure: Measure | None = None) -> Point:
    """Return a point as it stands on disk, typed; without a day of its own it has its entry's."""
    text = read_typed(raw)
    reading = read_kept(text)
    last = raw.get("day") or raw.get("to")
    first = raw.get("from")
    n = raw.get("n")
    over = str(raw.get("over", ""))
    return Point(
        measure=str(raw["measure"]),
        day=date.fromisoformat(last) if last else entry_day,
        since=date.fromisoformat(first) if first else None,
        value=_value(reading, measure, over),
        text=text,
        numerator=reading.numerator,
        denominator=reading.denominator,
        n=None if n is None else int(n),
        bound=reading.bound,
        over=over,
        site=str(raw.get("site", "")),
        subgroup=str(raw.get("subgroup", "")),
        note=str(raw.get("note", "")),
    )


def _identity(point: Point) -> tuple[object, ...]:
    return (point.measure, point.site, point.subgroup, point.since, point.day)


def _value(reading: Reading, measure: Measure | None, over: str) -> Fraction | None:
    if measure is None:
        return None if over else reading.value
    try:
        return shown(reading, measure, over)
    except ValueError:  # a length of time that its measure has no use for
        return None
