"""The fields of an entry that a correction may set, and how each is kept on disk."""

import re
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from pdsa.core.bodies import fit_body
from pdsa.core.days import read_iso_day
from pdsa.core.diagnostics import Code
from pdsa.core.documents import BODIES
from pdsa.core.model import Entry
from pdsa.core.shape import Table, nearest
from pdsa.core.values import Reading, read_value

_FIXED = frozenset(["points", "predictions", "corrects", "set", "retracts"])
_POINT_FIELDS = (
    *("value", "day", "from", "to", "over", "n", "note"),
    *("site", "subgroup", "measure"),
)
_POINT_FIELD = rf"(?:([1-9][0-9]{{0,3}})\.)?({'|'.join(_POINT_FIELDS)})"
PREDICTION = r"prediction\.([1-9][0-9]{0,3})"  # the mark of a study
_OVERWRITES = {"day": ("day", "from", "to"), "from": ("from", "day"), "to": ("to", "day")}


def apply_field(entry: Entry, field: str, value: str) -> Entry:
    """Return the entry with one field set. Raises ValueError(message, hint)."""
    return apply_fields(entry, {field: value})


def apply_fields(entry: Entry, fields: Mapping[str, str]) -> Entry:
    """Return the entry with the fields set: `day`, a text of its body, `prediction.2`, `3.value`.

    A bare field of a point means the only one. Raises ValueError(message, hint).
    """
    body = deepcopy(dict(entry.body))
    day = entry.day
    for field, value in sorted(fields.items()):
        name = canonical(entry, field)
        if point := _of_point(entry, name):
            _set_point(_point(body["points"], point[1]), point[2], value)
        elif name == "day":
            day = read_iso_day(value)
        elif entry.kind == "study" and (match := re.fullmatch(PREDICTION, name)):
            _set_mark(body, int(match[1]), value)
        elif name in (known := _fields(entry)):
            body[name] = value
        else:
            message = f"`{field}` is not a field of this {entry.kind} entry"
            raise ValueError(message, _which_point(entry, field, value) or nearest(field, known))
    if entry.kind == "act" and body["decision"] != "abandon":
        body.pop("because", None)  # it was the reason to abandon
    return _checked(entry._replace(day=_follow(entry, body, day), body=body))


def value_on_disk(reading: Reading) -> dict[str, str]:
    """Return a value as a point on disk keeps it: a fraction and a bound have keys of their own."""
    if reading.numerator is not None:
        numerator, denominator = reading.text.split("/")
        return {"numerator": numerator.strip(), "denominator": denominator.strip()}
    value = {"value": reading.text.removesuffix("+")}
    return value | {"bound": reading.bound} if reading.bound else value


def canonical(entry: Entry, field: str) -> str:
    """Return the one name of a field: `1.value` of the only point is `value`."""
    if entry.kind == "data" and len(entry.body["points"]) == 1:
        return field.removeprefix("1.")
    return field


def overwritten_by(field: str) -> list[str]:
    """The fields that a correction of this one overwrites: a day overwrites a period."""
    prefix, dot, name = field.rpartition(".")
    return [f"{prefix}{dot}{other}" for other in _OVERWRITES.get(name, (name,))]


def _fields(entry: Entry) -> tuple[str, ...]:
    """The fields that `set` may name, beside the marks of a study."""
    if entry.kind == "data":
        points = len(entry.body["points"])
        prefixes = [""] if points == 1 else [f"{number}." for number in range(1, points + 1)]
        return tuple(prefix + name for prefix in prefixes for name in _POINT_FIELDS)
    shape = BODIES[entry.kind]
    keys = shape.shapes if isinstance(shape, Table) else ()
    return ("day", *(key for key in keys if key not in _FIXED))


def _which_point(entry: Entry, field: str, value: str) -> str:
    """A hint for a field of a point that does not say which of several points it means."""
    if entry.kind != "data" or field not in _POINT_FIELDS:
        return ""
    return f"this entry has {len(entry.body['points'])} points: say which, as in 2.{field}={value}"


def _of_point(entry: Entry, field: str) -> re.Match[str] | None:
    """The number and the name in a field of a point; None where it is a field of the entry."""
    match = re.fullmatch(_POINT_FIELD, field) if entry.kind == "data" else None
    return match if match and (match[1] or len(entry.body["points"]) == 1) else None


def _point(points: list[dict[str, Any]], number: str | None) -> dict[str, Any]:
    position = int(number or 1)
    if position > len(points):
        raise ValueError(f"there is no point {position}", f"this entry has {len(points)} points")
    return points[position - 1]


def _set_point(point: dict[str, Any], name: str, value: str) -> None:
    """Set one field of a point as it is kept on disk. Raises ValueError(message, hint)."""
    if name == "value":
        for key in ("value", "numerator", "denominator", "bound"):
            point.pop(key, None)
        point.update(value_on_disk(read_value(value)))
        return
    for key in _OVERWRITES.get(name, ()):
        if key == "day" or name == "day":  # a point has a day or a period
            point.pop(key, None)
    point[name] = value


def _set_mark(body: dict[str, Any], number: int, mark: str) -> None:
    marks = body.setdefault("predictions", [])
    for item in marks:
        if item["number"] == number:
            item["mark"] = mark
            return
    marks.append({"number": number, "mark": mark})
    marks.sort(key=lambda item: item["number"])


def _follow(entry: Entry, body: Mapping[str, Any], day: date) -> date:
    """The day of an entry that was the day of its only point stays so."""
    if entry.kind != "data" or len(body["points"]) != 1:
        return day
    before, after = (_last_day(points[0]) for points in (entry.body["points"], body["points"]))
    if after and after != before and before in {None, entry.day.isoformat()}:
        return read_iso_day(after)
    return day


def _last_day(point: Mapping[str, Any]) -> str | None:
    return point.get("day") or point.get("to")


def _checked(entry: Entry) -> Entry:
    """Return the entry if its body still has the shape of its kind. Raises ValueError."""
    body, problems = fit_body(entry.kind, entry.body)
    if body is None:
        wrong = next(problem for problem in problems if problem.code != Code.UNKNOWN_KEY)
        raise ValueError(wrong.message, wrong.hint)
    return entry._replace(body=body)
