"""The tables and views of the database, each with what it holds; made by sqlite-utils, strict.

Everything here is derived from the files: a rebuild makes the same rows.
"""

import sqlite3
from typing import NamedTuple

from pdsa.storage.views import VIEWS

VERSION = 6  # of this schema; another one is rebuilt from the files


class Table(NamedTuple):
    """A table: what a row is, its columns with their types and meanings, its key, its indexes."""

    row: str
    columns: dict[str, tuple[type, str]]
    key: tuple[str, ...]
    indexes: tuple[tuple[str, ...], ...] = ()

    def insert(self, name: str) -> str:
        """The one statement that puts rows into this table, for one entry and for many."""
        names = ", ".join(f'"{column}"' for column in self.columns)
        places = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {name} ({names}) VALUES ({places})"  # noqa: S608 - names of this module


_WHOSE = {
    "collaborative": (str, "id of the collaborative"),
    "district": (str, "id of the district"),
    "cycle": (str, "id of the cycle: its plan's file name; empty for the district itself"),
}

TABLES = {
    "files": Table(
        "a file that was read",
        {
            "path": (str, "from the root, with forward slashes"),
            "role": (
                str,
                (
                    "network, district, collaborative, membership, plan, entry, removed;"
                    " copy: what a sync service left beside another file;"
                    " odd: a plan with another ending; unnamed: its name is no text;"
                    " blocked: it stands where a folder should be"
                ),
            ),
            "collaborative": (str, "id, from its folder"),
            "district": (str, "id, from its folder"),
            "size": (int, "bytes"),
            "modified": (int, "modification time, nanoseconds"),
            "changed": (int, "change time, nanoseconds"),
            "inode": (int, "number of the file on its disk"),
            "read_at": (int, "when it was read, nanoseconds"),
            "digest": (str, "a fingerprint of its content"),
            "document": (str, "what it says, as JSON; empty where it cannot be used"),
        },
        ("path",),
        (("collaborative", "district"), ("role", "collaborative", "district")),
    ),
    "diagnostics": Table(
        "something found wrong in a file",
        {
            "path": (str, "the file"),
            "line": (int, "from 1"),
            "col": (int, "from 1"),
            "severity": (str, "error or warning"),
            "code": (str, "kind of finding"),
            "message": (str, "what is wrong"),
            "hint": (str, "what would work"),
            "left_out": (int, "1 when figures lack something because of it"),
            "collaborative": (str, "id, from its folder"),
            "district": (str, "id, from its folder"),
            "found_in": (str, "file: in one file alone; record: beside other files"),
        },
        (),
        (("path",),),
    ),
    "districts": Table(
        "a district of the network",
        {
            "district": (str, "id: the name of its file"),
            "name": (str, "as people say it"),
            "state": (str, "where it is"),
            "schools": (int, "how many it has"),
            "students": (int, "how many it has"),
            "staff": (int, "how many it has"),
        },
        ("district",),
    ),
    "memberships": Table(
        "a district in a collaborative",
        {
            "collaborative": _WHOSE["collaborative"],
            "district": _WHOSE["district"],
            "joined": (str, "day"),
            "aim": (str, "what it wants to reach"),
            "resource": (str, "what it is making for others"),
        },
        ("collaborative", "district"),
    ),
    "measures": Table(
        "a measure that a collaborative or a district declares",
        {
            "collaborative": _WHOSE["collaborative"],
            "district": (str, "id of the district; empty for a shared measure"),
            "measure": (str, "id"),
            "name": (str, "as people say it"),
            "unit": (str, "count, share, rate, mean, median, rating, minutes, days, yes-no"),
            "per": (str, "day, week or month, for counts and rates"),
            "better": (str, "up, down or target"),
            "about": (str, "students, staff, families or things: decides what privacy hides"),
            "kind": (str, "outcome, driver, process or balancing"),
            "definition": (str, "what exactly is counted"),
            "cadence": (str, "how often"),
            "goal": (str, "value to reach, as typed"),
            "goal_by": (str, "day to reach it by"),
            "baseline_from": (str, "first day of its baseline"),
            "baseline_to": (str, "last day of its baseline"),
        },
        ("collaborative", "district", "measure"),
    ),
    "plans": Table(
        "the plan of a cycle",
        {
            **_WHOSE,
            "title": (str, "one line"),
            "change_idea": (str, "what is tried: an id of the collaborative, or free text"),
            "type": (str, "collect-data, develop-change, test-change, implement-change"),
            "ramp": (str, "the line of tests it belongs to"),
            "builds_on": (str, "the cycle before it"),
            "scope": (str, "how far the test reaches"),
            "with_whom": (str, "who takes part"),
            "sample_size": (int, "how many"),
            "owner": (str, "a role"),
            "objective": (str, "of this cycle"),
            "planned": (str, "day it was written; empty: unknown"),
            "starts": (str, "day"),
            "ends": (str, "day"),
            "no_prediction": (str, "why it has none"),
            "illustrative": (int, "1 when its source gives no dates"),
            "was": (str, "ids it had before, with spaces between"),
            "path": (str, "its file"),
        },
        ("collaborative", "district", "cycle"),
    ),
    "entries": Table(
        "an entry, corrections applied",
        {
            "path": (str, "its file"),
            "id": (str, "ULID in lower case"),
            "kind": (str, "do, data, study, act, comment, assessment, correction, retraction"),
            **_WHOSE,
            "day": (str, "when it happened"),
            "recorded": (str, "when it was typed in, UTC"),
            "by": (str, "who typed it in; stays out of reports"),
            "afterwards": (int, "1 when typed in from paper, later"),
            "release": (str, "public when its text may be quoted outside the network"),
            "target": (str, "the entry that it corrects, retracts or answers"),
            "standing": (str, "counts, retracted, undecided, repeated, removed"),
            "body": (str, "what it says, as JSON"),
        },
        ("path",),
        (("collaborative", "district", "cycle", "kind"), ("id",), ("target",)),
    ),
    "points": Table(
        "one dated value of a measure",
        {
            "entry": (str, "id of the data entry"),
            "position": (int, "of the point in its entry, from 1"),
            **_WHOSE,
            "measure": (str, "id"),
            "day": (str, "of a period: its last day"),
            "from_day": (str, "first day, when it covers a period"),
            "to_day": (str, "last day, when it covers a period"),
            "value": (float, "in the unit shown: percent for a share, per period for a rate"),
            "value_text": (str, "as typed"),
            "numerator": (float, "of a share or a rate"),
            "denominator": (float, "of a share or a rate"),
            "n": (int, "how many people it rests on"),
            "bound": (str, "more-than when the value is a lower bound"),
            "over": (str, "how long was counted: 2w"),
            "recorded": (str, "when it was typed in, UTC"),
            "site": (str, "beside the total, never added to it"),
            "subgroup": (str, "beside the total, never added to it"),
            "note": (str, "as typed"),
            "counted": (
                int,
                "0 when another point claims the same day, or the value does not suit the unit",
            ),
        },
        ("collaborative", "district", "entry", "position"),
        (("collaborative", "district", "measure", "day"), ("collaborative", "measure", "day")),
    ),
    "predictions": Table(
        "what a plan predicted, and the mark its study gave",
        {
            **_WHOSE,
            "number": (int, "from 1, as in the plan"),
            "ask": (str, "the question"),
            "predict": (str, "the prediction"),
            "measure": (str, "id of the measure that can score it"),
            "condition": (str, "at least 25 per week"),
            "by_day": (str, "day it should hold by"),
            "mark": (str, "met, partly, not-met, not-tested, unknown; empty: none yet"),
            "marked_in": (str, "id of the study entry"),
        },
        ("collaborative", "district", "cycle", "number"),
    ),
    "decisions": Table(
        "what an act entry chose",
        {
            "entry": (str, "id of the act entry"),
            **_WHOSE,
            "day": (str, "of the decision"),
            "decision": (str, "adapt, scale, adopt, abandon, repeat"),
            "why": (str, "its reason"),
            "next": (str, "the next step"),
            "spread": (str, "how it will spread"),
            "resource": (str, "what was made"),
            "because": (str, "abandoned: not-working, not-needed, not-feasible"),
            "last": (int, "1 for the last decision of its cycle"),
        },
        ("collaborative", "district", "entry"),
        (("collaborative", "district", "cycle"),),
    ),
    "cycles": Table(
        "what the entries of a cycle add up to",
        {
            **_WHOSE,
            "entries": (int, "that count"),
            "last_entry": (str, "day"),
            "do_day": (str, "of the latest do entry"),
            "as_planned": (str, "its answer: yes, partly, no, unknown"),
            "points": (int, "that count"),
            "last_point": (str, "day of the latest that counts"),
            "last_data": (str, "day of the latest, whether it counts or not"),
            "study_day": (str, "of the latest study entry"),
            "decision": (str, "the last one"),
            "decision_day": (str, "its day"),
        },
        ("collaborative", "district", "cycle"),
    ),
}

INSERT = {name: table.insert(name) for name, table in TABLES.items()}


def make(connection: sqlite3.Connection) -> None:
    """Create every table and view in an empty database."""
    from sqlite_utils import Database  # noqa: PLC0415 - slow to load, and needed only here

    connection.execute("BEGIN")  # in one step: each of its own would wait for the disk
    database = Database(connection, execute_plugins=False)
    for name, table in TABLES.items():
        made = database.table(name).create(
            {column: kind for column, (kind, _) in table.columns.items()},
            pk=table.key or None,
            strict=True,
        )
        for columns in table.indexes:
            made.create_index(columns)
    for name, view in VIEWS.items():
        database.create_view(name, view.query)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.commit()
