"""Entries in order, one line each, as a table."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from pdsa.core.corrections import COUNTS, Effective, target_of
from pdsa.core.documents import BODIES
from pdsa.core.model import Address, Entry
from pdsa.core.table import Table
from pdsa.core.values import read_typed
from pdsa.core.words import DECISIONS

Body = Mapping[str, Any]
_HEADS = ("day", "entry", "kind", "where", "what", "standing", "address")


def build_history(
    entries: Iterable[Effective], short_ids: Mapping[str, str], called: Callable[[Address], str]
) -> Table:
    """Return a row for each entry, by day, recorded time and id.

    `short_ids` are as much of each id as tells it apart; `called` names a cycle as a command does.
    """
    ordered = sorted(entries, key=lambda found: found.entry.order)
    rows = tuple(_row(found, short_ids, called) for found in ordered)
    one_cycle = len({row[3] for row in rows}) == 1
    unseen = ("where", "address") if one_cycle else ("address",)
    return Table("pdsa.history/1", _HEADS, rows, "no entry yet", unseen, wraps=("what",))


def _row(
    found: Effective, short_ids: Mapping[str, str], called: Callable[[Address], str]
) -> tuple[str, ...]:
    entry, address = found.entry, found.entry.address
    target = target_of(entry)
    standing = [] if found.standing == COUNTS else [found.standing]
    return (
        entry.day.isoformat(),
        short_ids.get(entry.id, entry.id),
        entry.kind,
        called(address) if address.cycle else address.district,
        summarise(entry).replace(target, short_ids.get(target, target)),
        ", ".join([*standing, *["afterwards"] * entry.afterwards]),
        str(address),
    )


def summarise(entry: Entry) -> str:
    """Return what the entry says, in one line of its own words."""
    return summarise_body(entry.kind, entry.body)


def summarise_body(kind: str, body: Body) -> str:
    """Return what the body of an entry of this kind says, in one line of its own words."""
    return _SUMMARIES[kind](body)


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
    asks = "asks for help: " if body.get("asks_help") else ""
    answers = f"answers {body['answers']}: " if "answers" in body else ""
    return f"{asks}{answers}{body['text']}"


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


def details(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield everything that an entry says, as labelled texts in the order of its form."""
    form = list(BODIES[entry.kind].shapes)
    for key, said in sorted(entry.body.items(), key=lambda part: _place(part[0], form)):
        if key == "points":
            yield from ((point["measure"], _point_whole(point)) for point in said)
        elif key == "predictions":
            yield from ((f"prediction {mark['number']}", _mark(mark)) for mark in said)
        elif key == "set":
            yield from said.items()
        elif key == "decision":
            yield key, f"{said.upper()}: {DECISIONS[said]}"
        else:
            yield key.replace("_", " "), str(said).lower() if isinstance(said, bool) else str(said)


def _place(key: str, form: Sequence[str]) -> int:
    return form.index(key) if key in form else len(form)  # what a newer version wrote comes last


def _point_whole(point: Mapping[str, Any]) -> str:
    n = f", n {point['n']}" if "n" in point else ""
    note = f" ({point['note']})" if "note" in point else ""
    return f"{_value(point)}{n}{note}"


def _mark(mark: Mapping[str, Any]) -> str:
    return f"{mark['mark']} ({mark['text']})" if "text" in mark else str(mark["mark"])
