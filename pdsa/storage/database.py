"""The SQLite file: opened, made where it is missing, and brought up to date with the files.

One direction only: files to database. Whatever is wrong with the database, the files are enough:
it is made afresh, in memory if need be, and a line says so.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pdsa.storage import schema
from pdsa.storage.refresh import refresh
from pdsa.storage.workspace import Scope, Workspace

BUSY_TIMEOUT = 10.0  # seconds

Say = Callable[[str], None]


def open_database(workspace: Workspace, scope: Scope, say: Say) -> sqlite3.Connection:
    """Return a connection whose rows in `scope` are those of the files.

    `say` gets one line when the database itself could not be used.
    """
    try:
        connection = _connect(workspace.database)
        with _closed_if_wrong(connection):
            refresh(connection, workspace, scope)
    except (sqlite3.Error, OSError) as wrong:
        return _without_file(workspace, scope, say, wrong)
    return connection


def rebuild(workspace: Workspace) -> sqlite3.Connection:
    """Make the database afresh from every file. Raises OSError or sqlite3.Error when it cannot."""
    made = _make(workspace.database)
    # a journal that a killed command left would be rolled back into the new file
    workspace.database.with_name(f"{workspace.database.name}-journal").unlink(missing_ok=True)
    made.replace(workspace.database)
    connection = _open(workspace.database)
    with _closed_if_wrong(connection):
        refresh(connection, workspace, Scope())
    return connection


def _without_file(
    workspace: Workspace, scope: Scope, say: Say, wrong: Exception
) -> sqlite3.Connection:
    busy = isinstance(wrong, sqlite3.OperationalError) and "locked" in str(wrong)
    damaged = isinstance(wrong, sqlite3.DatabaseError) and not isinstance(
        wrong, sqlite3.OperationalError
    )
    if damaged:
        try:
            connection = rebuild(workspace)
        except (sqlite3.Error, OSError):
            pass
        else:
            say(f"the database has been made afresh from the files: {wrong}")
            return connection
    reason = "is in use" if busy else f"cannot be used ({getattr(wrong, 'strerror', '') or wrong})"
    say(f"the database {reason}; read from the files instead, nothing is missing")
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.make(connection)
    refresh(connection, workspace, scope)
    return connection


def _connect(path: Path) -> sqlite3.Connection:
    if not path.exists():
        made = _make(path)
        try:
            os.link(made, path)  # two commands may both get here: the first name stands
            made.unlink()
        except FileExistsError:
            made.unlink()
        except OSError:
            made.replace(path)
    connection = _open(path)
    with _closed_if_wrong(connection):
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if version != schema.VERSION:
            raise sqlite3.DatabaseError(f"it was of another version of pdsa ({version})")
    return connection


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)
    with _closed_if_wrong(connection):
        connection.execute("PRAGMA synchronous = NORMAL")  # the files are the record
    return connection


@contextmanager
def _closed_if_wrong(connection: sqlite3.Connection) -> Iterator[None]:
    """Close the connection where it comes to nothing: Windows replaces no file that is open."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def _make(path: Path) -> Path:
    """Make an empty database beside `path`, so that nobody ever meets half a schema."""
    path.parent.mkdir(exist_ok=True)
    ignore = path.parent / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    made = path.with_name(f"{os.urandom(8).hex()}.tmp")
    connection = sqlite3.connect(made)
    try:
        schema.make(connection)
    finally:
        connection.close()
    return made
