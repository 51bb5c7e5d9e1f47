"""What a plan and its entries add up to: the phase of a cycle, what is due, what comes next."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pdsa.core.record import CycleFacts
from pdsa.core.school_days import days_since, move_out

PHASES = (
    "planned",
    "running",
    "not-started",
    "awaiting-study",
    "studied",
    "closed",
    "stopped",
    "no-plan",
)
GRACE = timedelta(days=7)  # after the end of a cycle, for Study and Act
_ENDED = frozenset(["closed", "stopped"])
_GOES_ON = frozenset(["adapt", "scale", "repeat"])
_DO = "pdsa do {} --as-planned yes --observed ..."
_PLAN = "pdsa plan --next {} --with ... --predict ... --until ..."
_NEXT = {  # what comes next, and the command with the address in it
    "planned": ("Start: do it and note what you see", _DO),
    "running": ("Do: say what happened", _DO),
    "done once": ("Do: go on, and record what you count", "pdsa record {} MEASURE VALUE"),
    "not-started": ("Do: say what happened, or that it did not take place", _DO),
    "awaiting-study": (
        "Study: say what you learned",
        "pdsa study {} --result ... --learned ...",
    ),
    "studied": ("Act: say what you decide", "pdsa act {} DECISION --why ..."),
    "no-plan": ("Plan: find the plan that its entries belong to", "pdsa history {place}"),
    "unread": ("Plan: mend its file", "pdsa check"),
    "goes on": ("Plan: plan the next cycle of this line", _PLAN),
}


class CycleState(NamedTuple):
    """Where a cycle stands on a day, and the one next thing to do about it."""

    phase: str  # one of PHASES
    due: date | None  # when what is waiting should be done
    overdue: bool
    next: str  # in a principal's words
    command: str  # that would do it; empty when there is nothing to do


class LineOfTests(NamedTuple):
    """The linked cycles on one change idea, in order. `id` is the ramp or the first cycle."""

    id: str
    cycles: tuple[CycleFacts, ...]


def state_of(facts: CycleFacts, today: date, called: str = "") -> CycleState:
    """Return where the cycle stands on `today`; Study and Act are due 7 days after its end.

    A due day in a school break moves to the first day after it, and nobody is late in one.
    `called` is the cycle's name in the command, where a shorter one than its address will do.
    """
    phase = _phase(facts, today)
    due = None
    if facts.ends and phase not in _ENDED:
        due = move_out(facts.ends + min(GRACE, date.max - facts.ends), facts.breaks)
    overdue = due is not None and days_since(due, today, facts.breaks) > 0
    text, command = _next(phase, facts, called or str(facts.address))
    return CycleState(phase, due, overdue, text, command)


def lines_of_tests(cycles: Sequence[CycleFacts]) -> list[LineOfTests]:
    """Group the cycles of one district into lines, each and all ordered by start and id.

    A cycle belongs to its `ramp`, else to the line of the cycle it builds on, else to its own.
    """
    ordered = sorted(cycles, key=_order)
    known = {facts.address.cycle: facts for facts in ordered}
    lines: dict[tuple[str, str], list[CycleFacts]] = {}
    for facts in ordered:
        lines.setdefault(_line(facts, known), []).append(facts)
    return [LineOfTests(key[1], tuple(members)) for key, members in lines.items()]


def _phase(facts: CycleFacts, today: date) -> str:
    if facts.decision == "abandon" and not facts.study_day:
        return "stopped"
    if facts.decision and (facts.study_day or facts.type == "collect-data"):
        return "closed"
    return "studied" if facts.study_day else _phase_before_study(facts, today)


def _phase_before_study(facts: CycleFacts, today: date) -> str:
    if facts.starts is None or facts.ends is None:
        return "no-plan"
    if facts.decision:  # without a study it came by a merge: the study is what is missing
        return "awaiting-study"
    counted = facts.last_data is not None and facts.last_data >= facts.starts  # no baseline
    active = bool(facts.do_day) or counted
    if today <= facts.ends:
        return "running" if active or today >= facts.starts else "planned"
    return "awaiting-study" if active else "not-started"


def _next(phase: str, facts: CycleFacts, called: str) -> tuple[str, str]:
    """Say what comes next, and the command for it."""
    if phase == "no-plan" and facts.unread:
        phase = "unread"
    if phase == "running" and facts.do_day:
        phase = "done once"
    if phase == "awaiting-study" and facts.type == "collect-data":
        phase = "studied"
    if phase == "closed" and facts.decision in _GOES_ON and not facts.continued:
        phase = "goes on"
    text, command = _NEXT.get(phase, (f"nothing: this cycle is {phase}", ""))
    address = facts.address
    place = f"{address.collaborative}/{address.district}"
    return text, command.format(called, place=place)


def _order(facts: CycleFacts) -> tuple[date, str]:
    return (facts.starts or date.max, facts.address.cycle)


def _line(facts: CycleFacts, known: Mapping[str, CycleFacts]) -> tuple[str, str]:
    """The line of a cycle: ("ramp", its id) or ("cycle", the first one's id)."""
    chain = list(_back(facts, known))
    for member in chain:
        if member.ramp:
            return "ramp", member.ramp
    last = known.get(chain[-1].builds_on)
    if last is None:
        return "cycle", chain[-1].address.cycle
    loop = chain[chain.index(last) :]  # they build on each other: the first by start stands for it
    return "cycle", min(loop, key=_order).address.cycle


def _back(facts: CycleFacts, known: Mapping[str, CycleFacts]) -> Iterator[CycleFacts]:
    """Yield the cycle and those it builds on, each once."""
    seen: set[str] = set()
    step: CycleFacts | None = facts
    while step and step.address.cycle not in seen:
        seen.add(step.address.cycle)
        yield step
        step = known.get(step.builds_on)
