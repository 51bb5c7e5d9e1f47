"""How many points the measures of a new collaborative, or of a plan, will have by its end."""

import sqlite3
from collections.abc import Iterable

from pdsa.core.build import build_collaborative, build_period
from pdsa.core.cadence import cadence_sentences
from pdsa.core.errors import PdsaError
from pdsa.core.model import Plan
from pdsa.core.record import PredictionFact
from pdsa.core.school_days import ALL
from pdsa.storage.queries import load_breaks
from pdsa.storage.sources import load_collaborative
from pdsa.storage.workspace import MARKER, Workspace


def load_cadences(
    connection: sqlite3.Connection, plan: Plan, predictions: Iterable[PredictionFact]
) -> dict[str, str]:
    """How many points the measures of a plan will have by the end of its collaborative, by id."""
    try:
        collaborative = load_collaborative(connection, plan.address.collaborative)
    except PdsaError:  # what is wrong with its file, other commands tell
        return {}
    named = {*plan.measures, *(fact.measure for fact in predictions)}
    known = {**collaborative.measures, **plan.measures}
    measures = {id: measure for id, measure in known.items() if id in named}
    breaks = load_breaks(connection).get(ALL, ())  # a district's own are not read with it alone
    return cadence_sentences(measures, collaborative.starts, collaborative.ends, breaks)


def read_cadences(workspace: Workspace, path: str, text: str) -> dict[str, str]:
    """The same of the file of a new collaborative, before any database has read it."""
    from pdsa.storage.plans import read_document  # noqa: PLC0415 - loads YAML, for new files only

    clean = read_document("collaborative", path, text.encode()).clean
    network = read_document("network", MARKER, (workspace.root / MARKER).read_bytes()).clean
    if clean is None:
        return {}
    new = build_collaborative(clean, path.split("/")[1], path)
    breaks = filter(None, map(build_period, (network or {}).get("breaks", ())))
    return cadence_sentences(new.measures, new.starts, new.ends, tuple(breaks))
