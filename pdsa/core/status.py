"""Where cycles stand and what comes next, as a table."""

from collections.abc import Callable, Iterable
from datetime import date

from pdsa.core.cycle import state_of
from pdsa.core.model import Address
from pdsa.core.record import CycleFacts
from pdsa.core.table import Table
from pdsa.core.words import PHASES

_HEADS = ("cycle", "title", "phase", "due", "next", "address")
_URGENCY = ("awaiting-study", "not-started", "studied", "running", "planned", "no-plan")


def build_status(
    cycles: Iterable[CycleFacts], today: date, called: Callable[[Address], str] = str
) -> Table:
    """Return a row for each cycle: what waits longest first, what is closed last.

    `called` gives the name that a command needs, which may be shorter than the address.
    """
    rows = []
    for facts in cycles:
        state = state_of(facts, today)
        phase = PHASES[state.phase] + (", overdue" if state.overdue else "")
        due = state.due.isoformat() if state.due else ""
        name, address = called(facts.address), str(facts.address)
        then = state.next if state.command else ""  # that it is closed, its phase says
        row = (name, facts.title, phase, due, then, address)
        ended = state.phase not in _URGENCY
        rows.append((ended, not state.overdue, due, address, row))
    example = "pdsa plan DISTRICT --try IDEA --with WHOM --predict ... --until DATE"
    hint = f"no cycle yet; start one: {example}"
    in_order = tuple(row for *_, row in sorted(rows))
    wraps = ("title", "phase", "next")
    return Table("pdsa.status/1", _HEADS, in_order, hint, unseen=("address",), wraps=wraps)
