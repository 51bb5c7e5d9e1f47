"""Bringing the rows of a part of the workspace up to date with its files.

A walk stats every file in scope; what changed is read; rows whose file is gone are deleted, after
another look, inside the transaction. Then the rows that follow from entries are derived anew.
"""

import json
import os
import sqlite3
import time
import zlib
from pathlib import Path
from typing import NamedTuple

from pdsa.core.diagnostics import Code, Diagnostic, Source
from pdsa.core.ids import ID_HINT, id_problem
from pdsa.core.model import Address
from pdsa.storage.derive import Touched, derive, put_diagnostics
from pdsa.storage.entries import SIZE_LIMIT, as_document, read_entry
from pdsa.storage.schema import INSERT
from pdsa.storage.workspace import Found, Scope, Workspace

_YOUNG = 2_000_000_000  # nanoseconds: within one tick of a coarse clock an edit may leave no trace
_UNUSABLE = {  # role: what is wrong with whatever has it
    "unnamed": (
        Code.BAD_ID,
        "the name of this file is not UTF-8 text, so no command could say it",
        "rename it",
    ),
    "blocked": (
        Code.UNREADABLE_FILE,
        "a file stands where a folder should be, so nothing can be kept here",
        "move it away; entries are logged into a folder of this name",
    ),
}
# path -> path, stamp, read_at, role, fingerprint
Known = dict[str, tuple[str, int, int, int, int, int, str, str]]


class Changes(NamedTuple):
    """What a refresh has to do: files to read, rows whose file seems gone."""

    read: list[Found]
    gone: list[str]
    young: list[tuple[Found, str]]  # as they were, by stamp alone; with the fingerprint of the row


def refresh(connection: sqlite3.Connection, workspace: Workspace, scope: Scope) -> None:
    """Make the rows in `scope` say what the files say."""
    now = time.time_ns()
    met = list(workspace.walk(scope))  # before the rows are read: a row can only be younger
    known = _known(connection, scope)
    changes = _look_at_young(workspace, _compare(met, known), now)
    if not changes.read and not changes.gone:
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        touched = _apply(connection, workspace, changes, now)
        derive(connection, touched)
    except BaseException:
        if connection.in_transaction:  # a full disk has ended it already, and its reason counts
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _known(connection: sqlite3.Connection, scope: Scope) -> Known:
    query = "SELECT path, size, modified, changed, inode, read_at, role, digest FROM files WHERE 1"
    values = []
    if scope.collaborative:
        query += " AND collaborative IN ('', ?)"
        values.append(scope.collaborative)
    if scope.district:
        query += (  # as the walk
            " AND district IN ('', 'facilitation', ?) AND path NOT LIKE 'cycles/districts/%'"
        )
        values.append(scope.district)
    return {row[0]: row for row in connection.execute(query, values)}


def _compare(met: list[Found], known: Known) -> Changes:
    read, young = [], []
    for file in met:
        row = known.pop(file.path, None)
        if row is None or row[1:5] != file.stamp or row[6] != file.role:  # or one beside it came
            read.append(file)
        elif max(file.stamp[1:3]) > row[5] - _YOUNG:
            young.append((file, row[7]))
    return Changes(read, sorted(known), young)


def _look_at_young(workspace: Workspace, changes: Changes, now: int) -> Changes:
    """Keep of the young files those that say something new, or are young no longer.

    The others have nothing to write, so nobody has to wait while they are read.
    """
    news = [
        file
        for file, digest in changes.young
        if max(file.stamp[1:3]) <= now - _YOUNG or _look(workspace, file)[2] != digest
    ]
    return changes._replace(read=changes.read + news, young=[])


def _apply(
    connection: sqlite3.Connection, workspace: Workspace, changes: Changes, now: int
) -> Touched:
    touched = Touched()
    for path in changes.gone:
        if not _is_met(connection, workspace, path):  # the second look, with writers locked out
            touched.note(*_forget(connection, path))
    for file in changes.read:
        _read(connection, workspace, file, now, touched)
    return touched


def _is_met(connection: sqlite3.Connection, workspace: Workspace, path: str) -> bool:
    """Whether a walk meets the file: it is there, and still what it was beside its neighbours.

    A copy is none any more where its original is gone.
    """
    if not is_listed(workspace.root, path):
        return False
    query = "SELECT collaborative, district FROM files WHERE path = ?"
    row = connection.execute(query, (path,)).fetchone()
    return row is not None and any(file.path == path for file in workspace.walk(Scope(*row)))


def is_listed(root: Path, path: str) -> bool:
    """Say whether there is a file of exactly this name: some disks take `A.yaml` for `a.yaml`."""
    if not os.path.isfile(root / path):  # noqa: PTH113 - no error where there is no access
        return False
    names = path.split("/")
    steps = (root.joinpath(*names[:number]) for number in range(len(names)))
    return all(name in os.listdir(step) for step, name in zip(steps, names, strict=True))  # noqa: PTH208 - names


def _read(
    connection: sqlite3.Connection, workspace: Workspace, file: Found, now: int, touched: Touched
) -> None:
    content, unreadable, digest = _look(workspace, file)
    if not digest:
        touched.note(*_forget(connection, file.path))
        return
    query = "SELECT digest, role FROM files WHERE path = ?"
    old = connection.execute(query, (file.path,)).fetchone()
    if old == (digest, file.role):
        row = (*file.stamp, now, file.path)
        connection.execute(
            "UPDATE files SET size = ?, modified = ?, changed = ?, inode = ?, read_at = ?"
            " WHERE path = ?",
            row,
        )
        return
    if old:
        touched.note(*_forget(connection, file.path))
    document, findings = (
        ("", [_unreadable(file, unreadable)]) if unreadable else _parse(file, content)
    )
    connection.execute(INSERT["files"], (*file[:4], *file.stamp, now, digest, document))
    put_diagnostics(connection, findings, file[2:4], left_out=not document, found_in="file")
    touched.note(file.role, file.collaborative, file.district, "" if old else file.path)


def _look(workspace: Workspace, file: Found) -> tuple[bytes, str, str]:
    """The content of a file, or why it cannot be read; its fingerprint, none when it is gone."""
    try:
        content = _content(workspace, file)
    except FileNotFoundError:
        return b"", "", ""
    except OSError as wrong:
        unreadable = f"cannot be read: {wrong.strerror}"
        return b"", unreadable, _fingerprint(unreadable.encode())
    return content, "", _fingerprint(content)


def _fingerprint(content: bytes) -> str:
    """64 bits that change with the content; to load hashlib would cost every command 2 ms."""
    return f"{zlib.crc32(content):08x}{zlib.crc32(content[::-1]):08x}"


def _content(workspace: Workspace, file: Found) -> bytes:
    path = workspace.root / file.path
    if file.role == "unnamed":
        return b""
    if path.is_symlink() or not path.is_file():
        if not path.exists():
            raise FileNotFoundError(path)
        raise OSError(0, "it is a link or a folder, not a file")
    with path.open("rb") as opened:
        return opened.read(SIZE_LIMIT + 1)


def _unreadable(file: Found, reason: str) -> Diagnostic:
    hint = "check who may read it, or restore it from git"
    return Diagnostic(Code.UNREADABLE_FILE, reason, Source(file.path), hint)


def _parse(file: Found, content: bytes) -> tuple[str, list[Diagnostic]]:
    """What the file says, as JSON (empty when it cannot be used), and what is wrong with it."""
    if file.role == "removed":
        return "{}", []
    if file.role == "odd" or (file.role == "copy" and not file.path.endswith(".json")):
        return "", []  # what is wrong with it depends on its neighbours: beside.py
    if unusable := _UNUSABLE.get(file.role):
        code, message, hint = unusable
        return "", [Diagnostic(code, message, Source(file.path), hint)]
    if file.role in {"entry", "copy"}:
        folder = Address(file.collaborative, file.district)
        entry, findings = read_entry(file.path, content, folder)
        return (json.dumps(as_document(entry)) if entry else ""), findings
    from pdsa.storage.plans import read_document  # noqa: PLC0415 - YAML only when a plan changed

    document = read_document(file.role, file.path, content)
    if wrong := _wrong_name(file):
        return "", [wrong, *document.diagnostics]
    said = {"clean": document.clean, "marks": document.marks}
    return ("" if document.clean is None else json.dumps(said)), list(document.diagnostics)


def _wrong_name(file: Found) -> Diagnostic | None:
    """A file or folder whose name is no id: nobody could say it in a command, or on Windows."""
    stem = file.path.rpartition("/")[2].removesuffix(".yaml")
    ids = [file.collaborative, file.district, stem if file.role in {"plan", "district"} else ""]
    for id in filter(None, ids):
        if wrong := id_problem(id):
            return Diagnostic(Code.BAD_ID, wrong, Source(file.path), f"rename it: {ID_HINT}")
    return None


def _forget(connection: sqlite3.Connection, path: str) -> tuple[str, str, str]:
    row: tuple[str, str, str] | None = connection.execute(
        "SELECT role, collaborative, district FROM files WHERE path = ?", (path,)
    ).fetchone()
    connection.execute("DELETE FROM files WHERE path = ?", (path,))
    connection.execute("DELETE FROM diagnostics WHERE path = ? AND found_in = 'file'", (path,))
    return row or ("", "", "")
