"""What a report is made from: the record, its details, whom to call, and what git knows."""

import sqlite3
from datetime import date
from typing import NamedTuple

from pdsa.core.calls import CallFacts
from pdsa.core.details import Details
from pdsa.core.model import Address
from pdsa.core.record import Record
from pdsa.storage.as_of import rows_as_of
from pdsa.storage.commits import read_commit
from pdsa.storage.details import load_details
from pdsa.storage.due_data import load_calls
from pdsa.storage.plan_history import load_precedences
from pdsa.storage.records import load_record
from pdsa.storage.workspace import Workspace


class Read(NamedTuple):
    """All that `core.report.build_report` takes."""

    record: Record
    details: Details
    calls: CallFacts


def read_for_report(
    connection: sqlite3.Connection,
    workspace: Workspace,
    collaborative: str,
    today: date,
    as_of: date | None = None,
    *,
    trail: bool = True,
) -> Read:
    """Return what is known of a collaborative, or was known at the end of the day `as_of`.

    Without `trail` the entries of data say only that they are there: a list of them needs more.
    Raises PdsaError with exit code 4 when its own file cannot be read.
    """
    rows = rows_as_of(connection, collaborative, as_of) if as_of else connection
    record = load_record(rows, collaborative)
    details = load_details(rows, record, as_of or today, trail=trail)
    found = load_precedences(rows, workspace, Address(collaborative))
    return Read(
        record,
        details._replace(
            foreseen={key: one.answer for key, one in found.items()},
            commit=read_commit(workspace),
        ),
        load_calls(rows, collaborative),
    )
