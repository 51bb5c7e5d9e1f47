"""The facts that `pdsa doctor` looks at, and the few things that it may mend."""

import locale
import os
import platform
import re
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pdsa import __version__
from pdsa.core import health
from pdsa.core.copies import Alike, original_of
from pdsa.core.errors import PdsaError
from pdsa.core.health import Copy, Database, Fix
from pdsa.core.ids import id_time, is_id
from pdsa.storage import schema
from pdsa.storage.database import rebuild
from pdsa.storage.git import Git, find_git, operation_in_progress
from pdsa.storage.nodes import LOADER
from pdsa.storage.user_state import state_folder
from pdsa.storage.workspace import Scope, Workspace

_OLD = timedelta(days=1)
_OURS = re.compile(r"\.?[0-9a-f]{16}\.tmp")
_LOOK = 1.0  # seconds to wait for a lock
_SAMPLE = 50  # rows: enough to see whose database it is
_DRAFTS = "drafts"


def look_at_installation(width: int | None) -> health.Installation:
    """What runs here; `width` is that of the terminal, none where there is no terminal."""
    git = ""
    if find_git():
        git = Git(Path.cwd(), print).line("version").removeprefix("git version ")
    return health.Installation(
        python=platform.python_version(),
        pdsa=__version__,
        sqlite=sqlite3.sqlite_version,
        fast_yaml=LOADER.__name__.startswith("C"),
        git=git,
        encoding=locale.getencoding(),
        width=width,
    )


def look_at_drafts() -> tuple[str, list[str]]:
    """The folder of what could not be logged, and the names in it."""
    folder = state_folder() / _DRAFTS
    with suppress(OSError):
        return str(folder), sorted(file.name for file in folder.iterdir())
    return str(folder), []


def look_at_workspace(workspace: Workspace) -> health.Workspace:
    """What is found in the folder of a workspace. Nothing is changed."""
    database, says = _look_at_database(workspace)
    paths, unlisted = [], ""
    try:
        paths = [(found.path, found.role) for found in workspace.walk(Scope())]
    except PdsaError as wrong:
        unlisted = wrong.message
    return health.Workspace(
        root=str(workspace.root),
        repository=_look_at_repository(workspace) if find_git() else None,
        database=database,
        database_says=says,
        copies=tuple(_copy(workspace, path) for path, role in sorted(paths) if role == "copy"),
        temporary=tuple(_find_temporary(workspace)),
        unlisted=unlisted,
        longest_path=max((len(str(workspace.root / path)) for path, _ in paths), default=0),
        folds_case=(workspace.root / "cycles/NETWORK.YAML").exists(),
        newest=None if unlisted else _newest(workspace),
    )


def mend(workspace: Workspace, planned: Iterable[Fix]) -> int:
    """Do what was planned, unless it is no longer so; return how much. Raises PdsaError."""
    try:
        return sum(_mend(workspace, fix) for fix in planned)
    except (OSError, sqlite3.Error) as wrong:
        reason = getattr(wrong, "strerror", "") or wrong
        raise PdsaError(f"it stopped: {reason}", "ask for access, then try again") from None


def _mend(workspace: Workspace, fix: Fix) -> bool:
    path = workspace.root / fix.path
    if not fix.deletes:
        rebuild(workspace).close()
        return True
    if fix.same_as and path.read_bytes() != (workspace.root / fix.same_as).read_bytes():
        return False
    path.unlink()
    return True


def _look_at_repository(workspace: Workspace) -> health.Repository:
    git = Git(workspace.root, print)
    inside = git.ask("rev-parse", "--is-inside-work-tree")
    if inside.code:
        missing = "not a git repository" in inside.err
        return health.Repository(problem="" if missing else inside.last_words, inside=False)
    is_made = workspace.database.exists()
    remotes = git.ask("remote").out.split()
    return health.Repository(
        named=git.ask("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT").code == 0,
        ignored=git.ask("check-ignore", "-q", "cycles/network.yaml").code == 0,
        database_shared=is_made and git.ask("check-ignore", "-q", ".pdsa/pdsa.db").code == 1,
        waiting=operation_in_progress(git),
        remote="origin" if "origin" in remotes else next(iter(remotes), ""),
    )


def _look_at_database(workspace: Workspace) -> tuple[Database, str]:
    path = workspace.database
    if not path.exists():
        return Database.ABSENT, ""
    if not (os.access(path, os.R_OK | os.W_OK) and os.access(path.parent, os.W_OK)):
        return Database.DENIED, ""
    try:
        with closing(_open(path)) as connection:
            return _examine(connection, workspace)
    except sqlite3.Error as wrong:
        if isinstance(wrong, sqlite3.OperationalError) and "locked" in str(wrong):
            return Database.LOCKED, ""
        return Database.DAMAGED, str(wrong)


def _examine(connection: sqlite3.Connection, workspace: Workspace) -> tuple[Database, str]:
    connection.execute("BEGIN IMMEDIATE")  # as every command that has something to add
    connection.execute("ROLLBACK")
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (said,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if said != "ok":
        return Database.DAMAGED, said
    if version != schema.VERSION:
        return Database.OLD, f"schema {version}, not {schema.VERSION}"
    return (Database.FOREIGN if _is_foreign(connection, workspace) else Database.FINE), ""


def _open(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=rw"  # never make one by looking
    return sqlite3.connect(uri, uri=True, timeout=_LOOK, isolation_level=None)


def _is_foreign(connection: sqlite3.Connection, workspace: Workspace) -> bool:
    """Whether none of the files that it knows is the one that is here."""
    query = f"SELECT path, inode FROM files LIMIT {_SAMPLE}"  # noqa: S608 - a number of this module
    rows = connection.execute(query).fetchall()
    return bool(rows) and not any(_inode(workspace.root / path) == inode for path, inode in rows)


def _inode(path: Path) -> int:
    with suppress(OSError):
        return path.lstat().st_ino & (2**63 - 1)
    return -1


def _copy(workspace: Workspace, path: str) -> Copy:
    copy = workspace.root / path
    with suppress(OSError):
        original = original_of(copy.name, [file.name for file in copy.parent.iterdir()])
        if original:
            here = copy.with_name(original)
            same = not copy.is_symlink() and here.is_file() and not here.is_symlink()
            alike = Alike.DIFFERENT if here.exists() else Alike.ALONE
            if same and copy.read_bytes() == here.read_bytes():
                alike = Alike.SAME
            return Copy(path, original, alike)
    return Copy(path, copy.name, Alike.DIFFERENT)


def _find_temporary(workspace: Workspace) -> Iterator[str]:
    before = time.time() - _OLD.total_seconds()
    for folder in (".pdsa", "cycles/*/*/entries", "cycles/*/*/entries/removed"):
        for path in sorted(workspace.root.glob(f"{folder}/*.tmp")):
            with suppress(OSError):
                stat = path.lstat()
                if _OURS.fullmatch(path.name) and path.is_file() and stat.st_mtime < before:
                    yield workspace.relative(path)


def _newest(workspace: Workspace) -> datetime | None:
    times = [id_time(file.id) for file in workspace.entry_files() if is_id(file.id)]
    with suppress(OverflowError, ValueError, OSError):
        return datetime.fromtimestamp(max(times) / 1000, UTC) if times else None
    return datetime.max.replace(tzinfo=UTC)
