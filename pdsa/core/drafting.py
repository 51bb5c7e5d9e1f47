"""From what a person typed to an entry that may be logged: pure, and it refuses what may not."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from pdsa.core.bodies import fit_body
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Entry
from pdsa.core.record import CycleFacts
from pdsa.core.refusals import refuse_before_cycle, refuse_future


class Circumstances(NamedTuple):
    """When and by whom an entry is logged. `recorded` is the true clock, whatever `today` says."""

    id: str
    recorded: datetime
    today: date
    day: date
    by: str
    afterwards: bool = False
    release: str = ""


def draft_entry(
    kind: str,
    body: Mapping[str, Any],
    address: Address,
    facts: CycleFacts | None,
    circumstances: Circumstances,
) -> Entry:
    """Return the entry. Raises PdsaError for a day that cannot be or a body that is incomplete."""
    refuse_future(circumstances.day, circumstances.today)
    if facts is not None:
        refuse_before_cycle(kind, circumstances.day, facts)
    clean, problems = fit_body(kind, body)
    if clean is None:
        raise PdsaError(problems[0].message, problems[0].hint)
    return Entry(
        id=circumstances.id,
        kind=kind,
        address=address,
        day=circumstances.day,
        recorded=circumstances.recorded,
        by=circumstances.by,
        body=clean,
        path="",
        afterwards=circumstances.afterwards,
        release=circumstances.release,
    )
