"""Everything that is wrong or missing in files: found while reading, or beside other files."""

import json
import sqlite3
import stat
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

from pdsa.core.checks import Checked, check_plans
from pdsa.core.diagnostics import Code, Diagnostic, Source
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Plan
from pdsa.core.private_text import PRIVATE_OK, find_private_in_entry, find_private_in_reason
from pdsa.storage.entries import SIZE_LIMIT
from pdsa.storage.lines import quote_lines
from pdsa.storage.plans import read_document
from pdsa.storage.sources import load_collaborative, load_diagnostics, load_plans, load_unread
from pdsa.storage.workspace import Workspace

_TWICE = """
SELECT json_group_array(path) FROM (
    SELECT id, min(path) AS path FROM entries WHERE ? IN ('', collaborative)
    GROUP BY id, substr(path, 1, instr(path, '/entries/')))
GROUP BY id HAVING count(*) > 1"""


def load_findings(
    connection: sqlite3.Connection, workspace: Workspace, only: str
) -> list[Diagnostic]:
    """Every finding in the workspace, or in one collaborative, with the user's own lines."""
    found = [*load_diagnostics(connection, only), *_find_in_two_folders(connection, only)]
    found += _find_private(connection, workspace, only)
    for id in [only] if only else sorted(workspace.listing()):
        try:
            collaborative = load_collaborative(connection, id)
        except PdsaError:  # its own file is among the findings, or is not there
            if not (workspace.folder(Address(id)) / "collaborative.yaml").exists():
                path = f"cycles/{id}/collaborative.yaml"
                message = "there is no such file, so this folder is no collaborative"
                hint = "restore it, or make it: pdsa collaborative new"
                found.append(Diagnostic(Code.UNKNOWN_COLLABORATIVE, message, Source(path), hint))
            continue
        plans = tuple(load_plans(connection, Address(id)))
        found += check_plans(Checked(collaborative, plans, load_unread(connection, Address(id))))
        found += [one for plan in plans for one in _find_private_reason(plan, workspace)]
    return _quoted(sorted(found, key=lambda one: one.order), workspace)


def _find_in_two_folders(connection: sqlite3.Connection, only: str) -> Iterator[Diagnostic]:
    """Find the entries that lie in the folders of two districts: both count, one is a copy."""
    for (paths,) in connection.execute(_TWICE, (only,)):
        for path, other in permutations(json.loads(paths), 2):
            message = f"this entry lies in another folder, too: {other}; it counts twice"
            hint = "delete the one that is in the wrong folder"
            yield Diagnostic(Code.SAME_ID, message, Source(path), hint)


def _find_private(
    connection: sqlite3.Connection, workspace: Workspace, only: str
) -> Iterator[Diagnostic]:
    """Find the entries whose text, corrections applied, may point to a person."""
    query = "SELECT path, body FROM entries WHERE ? IN ('', collaborative) ORDER BY path"
    for path, text in connection.execute(query, (only,)).fetchall():
        body = json.loads(text)
        if any(find_private_in_entry(path, body, "")):
            content = _quotable(workspace.root / path).decode(errors="replace")
            yield from find_private_in_entry(path, body, content)


def _find_private_reason(plan: Plan, workspace: Workspace) -> Iterator[Diagnostic]:
    """Find a plan whose reason why a text may stay points to a person itself: its file has it."""
    if PRIVATE_OK in plan.marks:
        source = plan.source(PRIVATE_OK)
        read = read_document("plan", source.path, _quotable(workspace.root / source.path))
        yield from find_private_in_reason((read.clean or {}).get(PRIVATE_OK), source)


def _quoted(found: list[Diagnostic], workspace: Workspace) -> list[Diagnostic]:
    """The findings with the lines that they point at, where their files can be read."""
    quoted: list[Diagnostic] = []
    contents: dict[str, bytes] = {}
    for one in found:
        path = one.source.path
        if path not in contents:
            contents[path] = _quotable(workspace.root / path)
        quoted.extend(quote_lines([one._replace(line_text="")], contents[path]))
    return quoted


def _quotable(path: Path) -> bytes:
    """What a file of the workspace holds, up to the limit; nothing of a link, a pipe, a folder."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT)
    except OSError:
        return b""
