"""Where cycles stand and what comes next, as a table."""

from collections.abc import Iterable
from datetime import date

from pdsa.core.cycle import state_of
from pdsa.core.record import CycleFacts
from pdsa.core.table import Table

_HEADS = ("cycle", "title", "phase", "due", "next")
_URGENCY = ("awaiting-study", "not-started", "studied", "running", "planned", "no-plan")


def build_status(cycles: Iterable[CycleFacts], today: date) -> Table:
    """Return a row for each cycle: what waits longest first, what is closed last."""
    rows = []
    for facts in cycles:
        state = state_of(facts, today)
        phase = state.phase.replace("-", " ") + (", overdue" if state.overdue else "")
        due = state.due.isoformat() if state.due else ""
        row = (str(facts.address), facts.title, phase, due, state.next)
        ended = state.phase not in _URGENCY
        rows.append((ended, not state.overdue, due, str(facts.address), row))
    example = "pdsa plan DISTRICT --try IDEA --with WHOM --predict ... --until DATE"
    hint = f"no cycle yet; start one: {example}"
    return Table("pdsa.status/1", _HEADS, tuple(row for *_, row in sorted(rows)), hint)
