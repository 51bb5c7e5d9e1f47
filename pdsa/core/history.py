"""Entries in order, one line each, as a table."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pdsa.core.corrections import COUNTS, Effective
from pdsa.core.fields import read_typed
from pdsa.core.model import Entry
from pdsa.core.table import Table
from pdsa.core.words import DECISIONS

Body = Mapping[str, Any]
_HEADS = ("day", "entry", "kind", "where", "what", "standing")


def build_history(entries: Iterable[Effective], short_ids: Mapping[str, str]) -> Table:
    """Return a row for each entry, by day, recorded time and id."""
    ordered = sorted(entries, key=lambda found: found.entry.order)
    rows = tuple(
        (
            found.entry.day.isoformat() + (" (afterwards)" if found.entry.afterwards else ""),
            short_ids.get(found.entry.id, found.entry.id),
            found.entry.kind,
            str(found.entry.address),
            summarise(found.entry),
            "" if found.standing == COUNTS else found.standing,
        )
        for found in ordered
    )
    return Table("pdsa.history/1", _HEADS, rows, "no entry yet")


def summarise(entry: Entry) -> str:
    """Return what the entry says, in one line of its own words."""
    return _SUMMARIES[entry.kind](entry.body)


def _do(body: Body) -> str:
    why = f" ({body['why']})" if "why" in body else ""
    return f"as planned: {body['as_planned']}{why}; {body['observed']}"


def _data(body: Body) -> str:
    return "; ".join(f"{point['measure']} {_value(point)}" for point in body["points"])


def _study(body: Body) -> str:
    marks = [f"{mark['number']} {mark['mark']}" for mark in body.get("predictions", ())]
    held = f" (predictions: {', '.join(marks)})" if marks else ""
    return f"{body['learned']}{held}"


def _act(body: Body) -> str:
    return f"{body['decision'].upper()}: {DECISIONS[body['decision']]}; {body['why']}"


def _comment(body: Body) -> str:
    return f"asks for help: {body['text']}" if body.get("asks_help") else str(body["text"])


def _assessment(body: Body) -> str:
    return f"{body['score']} ({body.get('as', 'self')}): {body['why']}"


def _correction(body: Body) -> str:
    fields = ", ".join(f"{field}={value}" for field, value in body["set"].items())
    return f"{body['corrects']}: {fields}; {body['why']}"


def _retraction(body: Body) -> str:
    return f"{body['retracts']}: {body['why']}"


_SUMMARIES: Mapping[str, Callable[[Body], str]] = {
    "do": _do,
    "data": _data,
    "study": _study,
    "act": _act,
    "comment": _comment,
    "assessment": _assessment,
    "correction": _correction,
    "retraction": _retraction,
}


def _value(point: Mapping[str, str]) -> str:
    period = f" {point['from']} to {point['to']}" if "from" in point else ""
    day = f" on {point['day']}" if "day" in point else ""
    over = f" over {point['over']}" if "over" in point else ""
    people = "".join(f", {point[key]}" for key in ("site", "subgroup") if key in point)
    return f"{read_typed(point)}{over}{people}{day}{period}"
