"""The rows that follow from documents: plans, entries with their corrections, points, decisions.

A district's rows are made anew when a plan, a correction or an old file changed; entries that
only add are inserted beside the others. Both ways use the same row builders and statements.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pdsa.core.copies import Alike
from pdsa.core.corrections import COUNTS, settle
from pdsa.core.diagnostics import Code, Diagnostic
from pdsa.core.model import Address, Entry, Measure, Plan
from pdsa.storage.beside import find_copies, find_erased, find_odd
from pdsa.storage.entries import build_entry
from pdsa.storage.renames import follow_names, renamed
from pdsa.storage.rows import (
    decision_row,
    diagnostic_row,
    entry_row,
    measure_row,
    membership_row,
    plan_row,
    point_rows,
    prediction_rows,
    read_measure,
)
from pdsa.storage.schema import INSERT
from pdsa.storage.totals import (
    Pair,
    add_up,
    entries_without_plan,
    points_left_out,
    predictions_changed,
    undeclared_measures,
)

_MANY = 1000  # entries at once: more are quicker, and safer, with their district as a whole
_OF_THE_SUM = (  # what only all entries of a district together show
    *(Code.SAME_POINT, Code.BAD_VALUE, Code.PREDICTION_CHANGED),
    *(Code.NO_PLAN, Code.UNDECLARED_MEASURE),
)
_DERIVED = ("plans", "memberships", "measures", "points", "predictions", "decisions", "cycles")


class Touched:
    """Whose rows have to follow the files: districts as a whole, or new entries only."""

    def __init__(self) -> None:
        self.collaboratives: set[str] = set()
        self.districts: set[Pair] = set()
        self.entries: dict[Pair, list[str]] = {}  # paths
        self.shared: set[Pair] = set()  # folders above those of districts
        self.names = False  # of districts

    def note(self, role: str, collaborative: str, district: str, new: str = "") -> None:
        """Remember that a file of this role changed; `new` is its path when it was not known."""
        if not district:
            self.shared.add((collaborative, district))
        if role == "district":
            self.names = True
        elif role == "collaborative":
            self.collaboratives.add(collaborative)
        elif role == "entry" and new:
            self.entries.setdefault((collaborative, district), []).append(new)
        elif district and role in {"membership", "plan", "entry", "removed", "odd", "copy"}:
            self.districts.add((collaborative, district))


def derive(connection: sqlite3.Connection, touched: Touched) -> None:
    """Make the derived rows of what was touched follow the documents."""
    if touched.names:
        _put_districts(connection)
    for pair in sorted(touched.shared):
        _forget_diagnostics(connection, pair, Code.CONFLICT_COPY)
        _put_copies(connection, pair)
    for collaborative in sorted(touched.collaboratives):
        _put_shared_measures(connection, collaborative)
        touched.districts.update(_pairs(connection, collaborative))
    for pair, paths in sorted(touched.entries.items()):
        if pair not in touched.districts:
            entries = [entry for path in paths for entry in _entries(connection, pair, path)]
            if _only_add(connection, pair, entries):
                _put_entries(connection, pair, entries)
            else:
                touched.districts.add(pair)
    for pair in sorted(touched.districts):
        _put_district(connection, pair)


def put_diagnostics(
    connection: sqlite3.Connection,
    findings: Iterable[Diagnostic],
    pair: Sequence[str],
    *,
    left_out: bool,
    found_in: str,
) -> None:
    """Insert findings; `left_out` says whether figures lack something because of their errors."""
    connection.executemany(
        INSERT["diagnostics"],
        [diagnostic_row(finding, pair, left_out, found_in) for finding in findings],
    )


def _pairs(connection: sqlite3.Connection, collaborative: str) -> set[Pair]:
    query = (
        "SELECT DISTINCT collaborative, district FROM files"
        " WHERE collaborative = ? AND district != ''"
    )
    return set(connection.execute(query, (collaborative,)))


def _documents(connection: sqlite3.Connection, role: str, pair: Pair) -> list[tuple[str, Any]]:
    query = (
        "SELECT path, document FROM files"
        " WHERE role = ? AND collaborative = ? AND district = ? AND document != '' ORDER BY path"
    )
    rows = connection.execute(query, (role, *pair))
    return [(path, json.loads(document)) for path, document in rows]


def _put_districts(connection: sqlite3.Connection) -> None:
    connection.execute("DELETE FROM districts")
    for path, said in _documents(connection, "district", ("", "")):
        clean = said["clean"]
        district = path.rpartition("/")[2].removesuffix(".yaml")
        keys = ("name", "state", "schools", "students", "staff")
        connection.execute(INSERT["districts"], (district, *map(clean.get, keys)))


def _put_shared_measures(connection: sqlite3.Connection, collaborative: str) -> None:
    connection.execute(
        "DELETE FROM measures WHERE collaborative = ? AND district = ''", (collaborative,)
    )
    for _, said in _documents(connection, "collaborative", (collaborative, "")):
        _put_measures(connection, (collaborative, ""), said["clean"].get("measures", {}))


def _put_measures(connection: sqlite3.Connection, pair: Pair, clean: Mapping[str, Any]) -> None:
    from pdsa.core.build import build_measure  # noqa: PLC0415 - only when a plan changed

    rows = [measure_row(pair, build_measure(id, found)) for id, found in clean.items()]
    statement = INSERT["measures"].replace("INSERT", "INSERT OR IGNORE")  # a twin is told by check
    connection.executemany(statement, rows)


def _put_district(connection: sqlite3.Connection, pair: Pair) -> None:
    for table in _DERIVED:
        connection.execute(f"DELETE FROM {table} WHERE collaborative = ? AND district = ?", pair)
    # by folder: a facilitator's assessment lies in one folder and speaks of another district
    folder = f"cycles/{pair[0]}/{pair[1]}/"
    connection.execute("DELETE FROM entries WHERE substr(path, 1, ?) = ?", (len(folder), folder))
    _forget_diagnostics(connection, pair)
    odd = find_odd(connection, pair)
    put_diagnostics(connection, odd, pair, left_out=True, found_in="record")
    _put_copies(connection, pair)
    erased = find_erased(connection, pair)
    put_diagnostics(connection, erased, pair, left_out=False, found_in="record")
    plans = _plans(connection, pair)
    if pair[1] != "facilitation" and pair in _pairs(connection, pair[0]):
        memberships = [said["clean"] for _, said in _documents(connection, "membership", pair)]
        connection.execute(
            INSERT["memberships"], membership_row(pair, memberships[0] if memberships else {})
        )
    for plan, clean in plans:
        connection.execute(INSERT["plans"], plan_row(plan))
        connection.executemany(INSERT["predictions"], prediction_rows(plan))
        _put_measures(connection, pair, clean.get("measures", {}))
    follow_names(connection, pair)
    _put_entries(connection, pair, _entries(connection, pair))


def _put_copies(connection: sqlite3.Connection, pair: Pair) -> None:
    for copy in find_copies(connection, pair):
        found = [copy.describe()]
        put_diagnostics(connection, found, pair, left_out=copy.lacking, found_in="record")


def _plans(connection: sqlite3.Connection, pair: Pair) -> list[tuple[Plan, Mapping[str, Any]]]:
    from pdsa.core.build import build_plan  # noqa: PLC0415 - only when a plan changed

    found = []
    for path, said in _documents(connection, "plan", pair):
        cycle = path.rpartition("/")[2].removesuffix(".yaml")
        plan = build_plan(said["clean"], Address(*pair, cycle), path, said["marks"])
        found.append((plan, said["clean"]))
    return found


def load_entries(connection: sqlite3.Connection, folder: Address) -> list[Entry]:
    """The entries of a district's folder as filed."""
    return _entries(connection, (folder.collaborative, folder.district))


def _entries(connection: sqlite3.Connection, pair: Pair, path: str = "") -> list[Entry]:
    """The entries of a district (or one of them) as filed, under the id their cycle has now."""
    query = (
        "SELECT path, document FROM files"
        " WHERE role IN ('entry', 'copy') AND collaborative = ? AND district = ?"
        " AND document != ''"
    )
    rows = (
        connection.execute(f"{query} AND path = ?", (*pair, path))
        if path
        else connection.execute(query, pair)
    )
    found = rows.fetchall()
    overruled = {c.path for c in find_copies(connection, pair) if c.alike == Alike.DIFFERENT}
    now_called = renamed(connection, pair)
    entries = []
    for file, document in found:
        if file in overruled:
            continue
        said = json.loads(document)
        said["cycle"] = now_called.get(said["cycle"] or "", said["cycle"])
        entries.append(build_entry(file, said, Address(*pair)))
    return entries


def _only_add(connection: sqlite3.Connection, pair: Pair, entries: Sequence[Entry]) -> bool:
    """Whether the entries neither change others nor are changed by any."""
    ids = [entry.id for entry in entries]
    if (
        len(ids) > _MANY
        or len(set(ids)) < len(ids)
        or any(e.kind in {"correction", "retraction"} for e in entries)
    ):
        return False
    places = ", ".join("?" * len(ids))
    query = f"SELECT 1 FROM entries WHERE id IN ({places}) OR target IN ({places}) LIMIT 1"
    return (
        _is_known(connection, pair)
        and not _removed(connection, pair)
        and not find_copies(connection, pair)
        and not connection.execute(query, ids + ids).fetchone()
    )


def _is_known(connection: sqlite3.Connection, pair: Pair) -> bool:
    """Whether the district has its row: the first file of it may well be an entry."""
    query = "SELECT 1 FROM memberships WHERE collaborative = ? AND district = ?"
    return pair[1] == "facilitation" or connection.execute(query, pair).fetchone() is not None


def _removed(connection: sqlite3.Connection, pair: Pair) -> set[str]:
    query = "SELECT path FROM files WHERE role = 'removed' AND collaborative = ? AND district = ?"
    return {path.rpartition("/")[2] for (path,) in connection.execute(query, pair)}


def _put_entries(connection: sqlite3.Connection, pair: Pair, entries: Sequence[Entry]) -> None:
    """Insert the rows of entries, then what all rows of the district add up to."""
    removed = _removed(connection, pair)
    settled = settle([entry for entry in entries if entry.id not in removed])
    measures = _measures(connection, pair)
    points: list[tuple[Any, ...]] = []
    decisions: list[tuple[Any, ...]] = []
    for found in settled.entries:
        if found.standing == COUNTS and found.entry.kind == "data":
            points.extend(point_rows(found.entry, measures))
        if found.standing == COUNTS and found.entry.kind == "act":
            decisions.append(decision_row(found.entry))
    rows = [entry_row(found.entry, found.standing) for found in settled.entries]
    connection.executemany(INSERT["entries"], rows)
    connection.executemany(INSERT["points"], points)
    connection.executemany(INSERT["decisions"], decisions)
    put_diagnostics(connection, settled.findings, pair, left_out=True, found_in="record")
    add_up(connection, pair)
    _forget_diagnostics(connection, pair, *_OF_THE_SUM)
    lacking = points_left_out(connection, pair, measures) + predictions_changed(connection, pair)
    put_diagnostics(connection, lacking, pair, left_out=True, found_in="record")
    kept = entries_without_plan(connection, pair) + undeclared_measures(connection, pair)
    put_diagnostics(connection, kept, pair, left_out=False, found_in="record")


def _forget_diagnostics(connection: sqlite3.Connection, pair: Pair, *codes: Code) -> None:
    """Forget what was found beside other files: everything, or the findings of some codes."""
    statement = (
        "DELETE FROM diagnostics WHERE found_in = 'record' AND collaborative = ? AND district = ?"
    )
    if codes:
        statement += f" AND code IN ({', '.join('?' * len(codes))})"
    connection.execute(statement, (*pair, *codes))


def _measures(connection: sqlite3.Connection, pair: Pair) -> dict[str, Measure]:
    query = (
        "SELECT * FROM measures WHERE collaborative = ? AND district IN ('', ?) ORDER BY district"
    )
    found = [read_measure(row) for row in connection.execute(query, pair)]
    return {measure.id: measure for measure in reversed(found)}  # a shared one wins
