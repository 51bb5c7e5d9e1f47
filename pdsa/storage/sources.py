"""What the files say, as the database remembers it: collaboratives, plans, findings."""

import json
import sqlite3

from pdsa.core.build import build_collaborative, build_plan
from pdsa.core.diagnostics import Code, Diagnostic, Severity, Source
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.model import Address, Collaborative, Plan


def load_collaborative(connection: sqlite3.Connection, collaborative: str) -> Collaborative:
    """The collaborative, as its file says; when that cannot be read, PdsaError with exit code 4."""
    path = f"cycles/{collaborative}/collaborative.yaml"
    row = connection.execute("SELECT document FROM files WHERE path = ?", (path,)).fetchone()
    if row is None:
        hint = "restore it from git, or make it: pdsa collaborative new ID --title ... --topic ..."
        raise PdsaError(f"there is no {path}", hint, Exit.UNREADABLE)
    if not row[0]:
        query = "SELECT line, col, message FROM diagnostics WHERE path = ? AND severity = 'error'"
        line, col, message = connection.execute(f"{query} ORDER BY line, col", (path,)).fetchone()
        hint = "see all that is wrong with it: pdsa check"
        raise PdsaError(f"{path}:{line}:{col}: {message}", hint, Exit.UNREADABLE)
    return build_collaborative(json.loads(row[0])["clean"], collaborative, path)


def load_network_name(connection: sqlite3.Connection) -> str:
    """The name of the network; empty when its file cannot be read."""
    query = "SELECT document FROM files WHERE role = 'network' AND document != ''"
    row = connection.execute(query).fetchone()
    name: str = json.loads(row[0])["clean"]["name"] if row else ""
    return name


def load_plans(connection: sqlite3.Connection, address: Address) -> list[Plan]:
    """The plans of a district, or of all districts of a collaborative, sorted by path."""
    query = (
        "SELECT path, district, document FROM files WHERE role = 'plan' AND collaborative = ?"
        " AND ? IN ('', district) AND document != '' ORDER BY path"
    )
    plans = []
    rows = connection.execute(query, (address.collaborative, address.district))
    for path, district, document in rows:
        said = json.loads(document)
        cycle = path.rpartition("/")[2].removesuffix(".yaml")
        whose = Address(address.collaborative, district, cycle)
        plans.append(build_plan(said["clean"], whose, path, said["marks"]))
    return plans


def load_unread(connection: sqlite3.Connection, address: Address) -> frozenset[Address]:
    """The cycles of a district, or of a collaborative, whose plan is there and cannot be used."""
    query = (
        "SELECT path, district FROM files WHERE role = 'plan' AND collaborative = ?"
        " AND ? IN ('', district) AND document = ''"
    )
    rows = connection.execute(query, (address.collaborative, address.district))
    return frozenset(
        Address(address.collaborative, district, path.rpartition("/")[2].removesuffix(".yaml"))
        for path, district in rows
    )


def load_diagnostics(connection: sqlite3.Connection, collaborative: str) -> list[Diagnostic]:
    """What was found wrong in the files of a collaborative, or of all where it is empty."""
    query = (
        "SELECT code, message, path, line, col, hint, severity FROM diagnostics"
        " WHERE ? IN ('', collaborative) OR collaborative = ''"
    )
    return [
        Diagnostic(Code(code), message, Source(path, line, col), hint, Severity(severity))
        for code, message, path, line, col, hint, severity in connection.execute(
            query, (collaborative,)
        )
    ]
