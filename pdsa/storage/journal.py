"""Logging: the file first, then the rows; and what has to be known before."""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from pdsa.core.copies import original_of
from pdsa.core.corrections import RETRACTED
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Entry
from pdsa.storage.entries import encode, entry_name, in_utc, write_entry
from pdsa.storage.files import sync_folder, write_new
from pdsa.storage.refresh import refresh
from pdsa.storage.user_state import write_draft
from pdsa.storage.workspace import EntryFile, Scope, Workspace

_CORRECTIONS = """
WITH RECURSIVE
here AS (SELECT * FROM entries WHERE substr(path, 1, length(:folder)) = :folder),
about(id, path) AS (
    SELECT id, path FROM here WHERE target = :id AND kind = 'correction'
    UNION SELECT e.id, e.path FROM here e JOIN about ON e.target = about.id
    WHERE e.kind = 'correction')
SELECT path, id FROM about ORDER BY path"""
_OTHERS = "SELECT path FROM entries WHERE id = ? AND path != ? AND substr(path, 1, ?) = ?"
_SHORT = 10  # characters: the millisecond; with fewer, the next entry would share them
_AT_ONCE = timedelta(minutes=10)  # the same body again within this time is a slip


class Logged(NamedTuple):
    """An entry that has its file. `caught_up`: the database knows it, too."""

    entry: Entry
    path: str
    short_id: str  # as much of the id as tells it from every other
    caught_up: bool


def newest_id(connection: sqlite3.Connection) -> str:
    """The newest id that is known; empty when there is none."""
    (newest,) = connection.execute("SELECT coalesce(max(id), '') FROM entries").fetchone()
    return str(newest)


def refuse_same(connection: sqlite3.Connection, entry: Entry) -> None:
    """Refuse what the same person logged for the same cycle a moment ago. Raises PdsaError."""
    query = (
        "SELECT id, body FROM entries WHERE collaborative = ? AND district = ? AND cycle = ?"
        ' AND kind = ? AND "by" = ? AND recorded BETWEEN ? AND ? AND standing != ?'
        " ORDER BY id"
    )
    address, since = entry.address, entry.recorded - _AT_ONCE
    whose = (address.collaborative, address.district, address.cycle, entry.kind, entry.by)
    body = json.dumps(entry.body, ensure_ascii=False, sort_keys=True)
    during = (in_utc(since), in_utc(entry.recorded))
    for id, known in connection.execute(query, (*whose, *during, RETRACTED)):
        if known == body:
            raise PdsaError(
                f"you logged the same {entry.kind} less than ten minutes ago: {id}",
                "if it happened twice, add --again",
            )


def log_entry(
    connection: sqlite3.Connection, workspace: Workspace, entry: Entry, folder: Address
) -> Logged:
    """Give the entry its file in `folder`; then let the database follow, if it can.

    Raises PdsaError, naming the draft that holds what was typed, when the file cannot be written.
    """
    scope = Scope(folder.collaborative, folder.district)
    try:
        path = write_entry(workspace.folder(folder), entry)
    except OSError as wrong:
        raise _not_logged(entry, wrong) from wrong
    try:
        refresh(connection, workspace, scope)
        short_id = shorten(connection, entry.id)
    except (sqlite3.Error, OSError, PdsaError):  # a folder that cannot be listed is the last
        return Logged(entry, workspace.relative(path), entry.id, caught_up=False)
    return Logged(entry, workspace.relative(path), short_id, caught_up=True)


def keep_draft(entry: Entry) -> str:
    """Keep what was typed and cannot be logged in a draft; return a sentence that says where."""
    try:
        draft = write_draft(entry_name(entry), encode(entry))
    except OSError:
        return "copy what you typed: it could not be kept anywhere"
    return f"what you typed is kept in {draft}"


def erase(connection: sqlite3.Connection, workspace: Workspace, file: EntryFile) -> int:
    """Delete the file of an entry, and of its corrections, which may hold the same words.

    Returns how many corrections went with it. A mark for each keeps an old copy from coming back,
    unless another file beside it has the same id inside, which the mark would take along.
    Raises PdsaError when the disk says no.
    """
    folder = file.path.rpartition("/")[0] + "/"
    about = {"id": file.id, "folder": folder}
    corrections = connection.execute(_CORRECTIONS, about).fetchall()
    for path, id in [*corrections, (file.path, file.id)]:  # the entry last: it can be tried again
        name = path.rpartition("/")[2]
        others = connection.execute(_OTHERS, (id, path, len(folder), folder))
        another = any(original_of(other.rpartition("/")[2], ()) != name for (other,) in others)
        _erase_file(workspace.root / path, "" if another else id)
    with suppress(sqlite3.Error, OSError, PdsaError):  # the files are gone: the rows will follow
        refresh(connection, workspace, Scope(file.folder.collaborative, file.folder.district))
    return len(corrections)


def _erase_file(path: Path, mark: str) -> None:
    try:
        with suppress(FileExistsError):  # the mark first: a copy must not return
            if mark:
                write_new(path.parent / "removed" / mark, b"")
        copies = [file for file in path.parent.iterdir() if original_of(file.name, ()) == path.name]
        for file in [*copies, path]:  # a copy of a sync service holds the same words
            file.unlink(missing_ok=True)
    except OSError as wrong:
        raise PdsaError(f"not erased: {wrong.strerror}", "ask for access to the folder") from wrong
    sync_folder(path.parent)


def shorten(connection: sqlite3.Connection, id: str) -> str:
    """The first characters of an id, ten at least, that no other entry shares."""
    query = (
        "SELECT max(id) FROM entries WHERE id < ?"
        " UNION ALL SELECT min(id) FROM entries WHERE id > ?"
    )
    return _short(id, [other or "" for (other,) in connection.execute(query, (id, id))])


def short_ids(workspace: Workspace, ids: Iterable[str]) -> dict[str, str]:
    """The same for many ids, by the names of the files: what the database knows may vary."""
    wanted = set(ids)
    every = sorted(wanted.union(file.id for file in workspace.entry_files()))
    pairs = zip(every, ["", *every], [*every[1:], ""], strict=False)
    return {id: _short(id, others) for id, *others in pairs if id in wanted}


def _short(id: str, neighbours: Iterable[str]) -> str:
    length = _SHORT
    for other in neighbours:
        while other[:length] == id[:length] and length < len(id):
            length += 1
    return id[:length]


def _not_logged(entry: Entry, wrong: OSError) -> PdsaError:
    reason = wrong.strerror or str(wrong)
    then = "make room or ask for access, then try again"
    return PdsaError(f"not logged: {reason}", f"{keep_draft(entry)}; {then}")
