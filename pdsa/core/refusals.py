"""What may not be logged, and why: one function per rule, each raising PdsaError."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from difflib import get_close_matches

from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Point
from pdsa.core.record import CycleFacts
from pdsa.core.scalars import TEXT_LIMIT
from pdsa.core.series import Place, is_same_point
from pdsa.core.shape import nearest
from pdsa.core.words import ABANDON_REASONS, DECISION_ALIASES, DECISIONS

_IN_CYCLE = frozenset(["do", "study", "act"])
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"  # neither newline nor tab
_DIRECTIONS = r"[\u202a-\u202e\u2066-\u2069]"  # they reorder what others read
_HALVES = r"[\ud800-\udfff]"  # bytes that were no UTF-8; no file can hold them


def refuse_future(day: date, today: date) -> None:
    """An entry says what happened: its day is not after `today`."""
    if day > today:
        message = f"{day} is after today, {today}"
        raise PdsaError(message, "write the day it happened, as in today, yesterday or -3d")


def refuse_before_cycle(kind: str, day: date, facts: CycleFacts) -> None:
    """Do, study and act belong to a cycle that has begun; data may be a baseline."""
    if kind in _IN_CYCLE and facts.starts and day < facts.starts:
        message = f"{day} is before `{facts.address}` starts, on {facts.starts}"
        raise PdsaError(message, "give a later day, or change `starts` in its plan")


def refuse_decision_without_study(decision: str, facts: CycleFacts | None) -> None:
    """Only abandon may come before a study; a collect-data cycle needs none."""
    if facts and decision != "abandon" and not facts.study_day and facts.type != "collect-data":
        message = f"`{facts.address}` has no study yet, so there is nothing to {decision}"
        hint = f"say first what you learned: pdsa study {facts.address} --result ... --learned ..."
        raise PdsaError(message, hint)


def refuse_undeclared(measure: str, declared: Iterable[str]) -> None:
    """A point is of a measure that the plan or the collaborative defines."""
    known = tuple(sorted(declared))
    if measure not in known:
        near = get_close_matches(measure, known, n=1)
        others = f"use one of: {', '.join(known)}; or " if known else ""
        hint = f"did you mean `{near[0]}`?" if near else f"{others}add it under `measures:`"
        raise PdsaError(f"`{measure}` is not a measure that is defined here", hint)


def refuse_same_point(point: Point, known: Iterable[tuple[Place, Point]]) -> None:
    """A district has one point for a measure, site, subgroup and day (or period).

    `known` are the points of its district that count.
    """
    for (entry, position), other in known:
        if is_same_point(point, other):
            when = f"{point.since} to {point.day}" if point.since else str(point.day)
            whose = "".join(f", {part}" for part in (point.site, point.subgroup) if part)
            message = f"`{point.measure}` has a value for {when}{whose} already: {other.text}"
            field = f"{position}.value={point.text}"
            raise PdsaError(message, f"correct it: pdsa correct {entry} --set {field} --why ...")


def refuse_answer_elsewhere(asked: Address, place: Address, id: str) -> None:
    """An answer lies in the collaborative of what it answers: `asked` is the folder of that."""
    if asked.collaborative != place.collaborative:
        message = f"`{id}` was asked in `{asked}`, and an answer in `{place.collaborative}` is lost"
        raise PdsaError(message, f"comment there: pdsa comment {asked} TEXT --answers {id}")


def refuse_prediction_number(number: int, numbers: Sequence[int]) -> None:
    """A mark is for a prediction that the plan has; `numbers` are those of its predictions."""
    if number not in numbers:
        known = ", ".join(map(str, numbers))
        hint = f"its predictions are: {known}" if known else "its plan has no predictions"
        raise PdsaError(f"there is no prediction {number}", hint)


def read_decision(word: str) -> str:
    """Return the decision that `word` means, aliases included. Raises PdsaError."""
    typed = "-".join(word.lower().split())
    decision = DECISION_ALIASES.get(typed, typed)
    if decision in DECISIONS:
        return decision
    near = get_close_matches(typed, DECISIONS, n=2)  # adopt and adapt may both be near
    meant = " or ".join(f"`{decision}` ({DECISIONS[decision]})" for decision in sorted(near))
    hint = f"did you mean {meant}?" if near else f"use one of: {', '.join(DECISIONS)}"
    raise PdsaError(f"`{word}` is not a decision", hint)


def refuse_reason(decision: str, reason: str | None) -> None:
    """Abandoning says which kind of reason it has; nothing else does."""
    if decision == "abandon" and not reason:
        hint = f"add --because {', '.join(ABANDON_REASONS[:-1])} or {ABANDON_REASONS[-1]}"
        raise PdsaError("still needed: --because", hint)
    if decision != "abandon" and reason:
        raise PdsaError("--because goes with abandon only", "say it in --why")
    if reason and reason not in ABANDON_REASONS:
        raise PdsaError(f"`{reason}` is not a reason", nearest(reason, ABANDON_REASONS))


def clean_text(text: str, flag: str) -> tuple[str, str]:
    """Return the text without what screens misread, and a note on what was removed (or "").

    Controls (newline and tab stay) and marks that turn the direction of text go; the plain marks of
    right-to-left writing stay. Raises PdsaError where nothing is left, or too much.
    """
    kept = text.replace("\r\n", "\n").replace("\r", "\n")
    removed = []
    for pattern, name in (
        (_CONTROLS, "control"),
        (_DIRECTIONS, "text direction"),
        (_HALVES, "unreadable"),
    ):
        kept, count = re.subn(pattern, "", kept)
        if count:
            removed.append(f"{count} {name} character{'s' if count > 1 else ''}")
    kept = kept.strip()
    if not kept:
        raise PdsaError(f"`{flag}` is empty", "write what to keep, in quotes")
    if len(kept) > TEXT_LIMIT:
        message = f"`{flag}` has {len(kept):,} characters; {TEXT_LIMIT:,} is the limit"
        raise PdsaError(message, "keep the gist here and link to the document in the plan")
    return kept, f"removed {' and '.join(removed)} from `{flag}`" if removed else ""
