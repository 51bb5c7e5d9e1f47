"""The one next thing for a district: what `pdsa` says on its own."""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from pdsa.core.cycle import state_of
from pdsa.core.due import DueFacts, find_due
from pdsa.core.model import Address
from pdsa.core.plain_text import count_words, day_words, visible

_ORDER = (  # of what can be done now, though nothing of it is due yet
    *("awaiting-study", "not-started", "studied", "running"),
    *("closed", "planned", "no-plan"),
)
_PLAN = 'pdsa plan {} --try IDEA --with WHOM --predict "..." --until DATE'


class NextThing(NamedTuple):
    """What to do next, with the command that does it."""

    what: str  # in a principal's words
    command: str


def next_thing(place: DueFacts, today: date, called: Callable[[Address], str] = str) -> NextThing:
    """Return what waits longest; else what can be done now; else to plan a cycle.

    A meeting is nothing to do, and a closed cycle only where it was to go on.
    """
    for due in find_due([place], today, today, called):
        if due.kind != "meeting":
            late = f", {count_words(due.late, 'day')} late" if due.late else ", due today"
            about = f" · {visible(due.about)}" if due.about else ""
            return NextThing(f"{due.what}{about}{late}", due.command)
    waiting = []
    for facts in place.cycles:
        state = state_of(facts, today, called(facts.address))
        if state.command:
            when = facts.ends or date.max
            rank = (_ORDER.index(state.phase), when, facts.address)
            waiting.append((rank, state, facts))
    if not waiting:
        command = _PLAN.format(f"{place.address.collaborative}/{place.address.district}")
        return NextThing("Plan: start a cycle", command)
    _, state, facts = min(waiting)
    starts = facts.starts if state.phase == "planned" else None
    about = f" · {visible(facts.title)}" if facts.title else ""
    opening = f", from {day_words(starts)}" if starts else ""
    return NextThing(f"{state.next}{about}{opening}", state.command)
