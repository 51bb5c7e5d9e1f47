"""What is well and what is not about an installation and a workspace, and what may be mended."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from pdsa.core.copies import Alike
from pdsa.core.plain_text import count_words, day_words
from pdsa.core.table import Table

_AHEAD = timedelta(days=1)  # a clock in another time zone is no wrong clock
_LONG, _TOO_LONG = 200, 259  # characters of a path: Windows ends at 259, and folders may be moved
_NARROW = 80  # columns
_LISTED = 3  # paths that a line names


class State(StrEnum):
    """How a finding is meant."""

    OK = "ok"
    NOTE = "note"  # good to know; nothing has to be done
    WRONG = "wrong"


class Finding(NamedTuple):
    """One line of what was looked at; `do` says what would help."""

    state: State
    about: str
    found: str
    do: str = ""


class Installation(NamedTuple):
    """What runs here, and where it writes to."""

    python: str  # older ones do not get as far as this
    pdsa: str
    sqlite: str
    fast_yaml: bool
    git: str  # version; empty: there is none
    encoding: str  # of the system
    width: int | None  # columns of the terminal; none: it writes elsewhere


class Repository(NamedTuple):
    """What git says about the workspace."""

    problem: str = ""  # why it cannot be asked
    inside: bool = True
    named: bool = True  # git knows who commits
    ignored: bool = False  # cycles/ by mistake
    database_shared: bool = False  # .pdsa is not ignored
    waiting: str = ""  # a merge or rebase that has not ended
    remote: str = "origin"


class Copy(NamedTuple):
    """What a sync service left, byte for byte compared."""

    path: str
    original: str
    alike: Alike


class Database(StrEnum):
    """How the database is."""

    FINE = "fine"
    ABSENT = "absent"
    FOREIGN = "foreign"
    OLD = "old"
    LOCKED = "locked"
    DENIED = "denied"
    DAMAGED = "damaged"


class Workspace(NamedTuple):
    """What was found in the folder of a workspace."""

    root: str
    repository: Repository | None = None  # none: there is no git
    database: Database = Database.FINE
    database_says: str = ""
    copies: tuple[Copy, ...] = ()
    temporary: tuple[str, ...] = ()  # paths older than a day
    unlisted: str = ""  # what cannot be looked into
    longest_path: int = 0
    folds_case: bool = False
    newest: datetime | None = None  # when the newest entry says it was recorded


class Facts(NamedTuple):
    """Everything that was looked at."""

    installation: Installation
    now: datetime
    drafts: Sequence[str] = ()
    drafts_folder: str = ""
    workspace: Workspace | None = None
    no_workspace: str = ""  # why there is none


class Fix(NamedTuple):
    """Something that can be mended without loss; `path` is deleted, or made afresh."""

    path: str
    why: str
    same_as: str = ""  # it goes only while it is byte for byte this file

    @property
    def deletes(self) -> bool:
        """Whether the path is deleted; otherwise the database is made afresh."""
        return not self.path.endswith("pdsa.db")

    def __str__(self) -> str:
        """Return it in words."""
        return f"{'delete' if self.deletes else 'make afresh'} {self.path}: {self.why}"


def build_health(facts: Facts) -> tuple[Finding, ...]:
    """Return a finding for whatever was looked at, in the order in which one would mend it."""
    found = [*_installation(facts.installation)]
    if facts.workspace is None:
        found.append(
            Finding(State.NOTE, "workspace", facts.no_workspace, "only this was looked at")
        )
    else:
        found.append(Finding(State.OK, "workspace", facts.workspace.root))
        found += _repository(facts.workspace.repository)
        found.append(_database(facts.workspace))
        found += _folder(facts.workspace)
        found.append(_clock(facts.workspace.newest, facts.now))
    return (*found, *_drafts(facts))


def health_table(findings: Sequence[Finding]) -> Table:
    """Return the findings as a table."""
    heads = ("state", "about", "found", "do")
    rows = tuple((str(one.state), *one[1:]) for one in findings)
    return Table("pdsa.doctor/1", heads, rows, wraps=heads[2:])


def plan_fixes(facts: Facts) -> tuple[Fix, ...]:
    """Return what may be mended: the database, leftovers, copies that are their original twice."""
    if facts.workspace is None:
        return ()
    found = []
    if facts.workspace.database in {Database.DAMAGED, Database.OLD, Database.FOREIGN}:
        found.append(Fix(".pdsa/pdsa.db", "from the files, which are the record"))
    why = "a command that was cut short left it"
    found += [Fix(path, why) for path in facts.workspace.temporary]
    for copy in facts.workspace.copies:
        if copy.alike == Alike.SAME:
            folder = copy.path.rpartition("/")[0]
            same_as = f"{folder}/{copy.original}"
            found.append(Fix(copy.path, f"byte for byte the same as {copy.original}", same_as))
    return tuple(found)


def _installation(here: Installation) -> Iterator[Finding]:
    yield Finding(State.OK, "Python", here.python)
    yield Finding(State.OK, "pdsa", here.pdsa)
    yield Finding(State.OK, "SQLite", here.sqlite)
    if here.fast_yaml:
        yield Finding(State.OK, "YAML", "with libyaml")
    else:
        hint = "install PyYAML with libyaml; only speed is lost without it"
        yield Finding(State.NOTE, "YAML", "without libyaml: plans are read ten times slower", hint)
    if here.git:
        yield Finding(State.OK, "git", here.git)
    else:
        hint = "get it from your technician or git-scm.com; `pdsa export` works without it"
        yield Finding(State.NOTE, "git", "not installed", hint)
    yield from _screen(here)


def _screen(here: Installation) -> Iterator[Finding]:
    if here.encoding.lower().replace("-", "") in {"utf8", "cp65001"}:
        yield Finding(State.OK, "text", "UTF-8")
    else:
        hint = "where letters look wrong: set LANG=C.UTF-8, on Windows `chcp 65001`"
        yield Finding(State.NOTE, "text", f"{here.encoding}, while pdsa writes UTF-8", hint)
    if here.width is not None and here.width < _NARROW:
        found = f"{here.width} columns; tables are made for {_NARROW}"
        yield Finding(State.NOTE, "screen", found, "make the window wider")


def _repository(git: Repository | None) -> Iterator[Finding]:
    if git is None:
        return
    if git.problem:
        yield Finding(State.WRONG, "repository", git.problem, "do what git says")
    elif not git.inside:
        hint = "make one, so that nothing is lost: git init -b main, then: pdsa sync"
        yield Finding(State.NOTE, "repository", "there is none around this workspace", hint)
    else:
        yield from _inside(git)


def _inside(git: Repository) -> Iterator[Finding]:
    if git.ignored:
        hint = "see by which rule: git check-ignore -v cycles/network.yaml"
        yield Finding(State.WRONG, "repository", "git ignores `cycles/`: nothing is kept", hint)
    elif git.waiting:
        hint = f"end it: git {git.waiting} --continue, or --abort"
        yield Finding(State.NOTE, "repository", f"a {git.waiting} has not ended", hint)
    elif not git.remote:
        hint = "ask for a shared one: git remote add origin ADDRESS"
        yield Finding(State.NOTE, "repository", "it has no remote: all is on this computer", hint)
    else:
        yield Finding(State.OK, "repository", f"shared with {git.remote}")
    if not git.named:
        hint = 'git config --global user.name "..." and the same for user.email'
        yield Finding(State.NOTE, "git name", "git does not know who you are", hint)
    if git.database_shared:
        hint = "write a line `*` into .pdsa/.gitignore; git rm -r --cached .pdsa"
        yield Finding(State.WRONG, "repository", "git does not ignore `.pdsa/`", hint)


_DATABASE = {
    Database.FINE: (State.OK, "fine", ""),
    Database.ABSENT: (State.OK, "not made yet: the next command makes it", ""),
    Database.FOREIGN: (
        State.NOTE,
        "it came from another folder",
        "the next command reads all files again",
    ),
    Database.OLD: (
        State.NOTE,
        "it is of another version of pdsa",
        "the next command makes it afresh, or: pdsa rebuild",
    ),
    Database.LOCKED: (
        State.NOTE,
        "another command is using it",
        "reports work meanwhile; if this stays, restart the computer",
    ),
    Database.DENIED: (
        State.WRONG,
        "it cannot be written",
        "ask for access to the folder .pdsa, or delete it: nothing is lost",
    ),
    Database.DAMAGED: (State.WRONG, "it is damaged", "pdsa rebuild: the files are the record"),
}


def _database(here: Workspace) -> Finding:
    state, found, do = _DATABASE[here.database]
    says = f" ({here.database_says})" if here.database_says else ""
    return Finding(state, "database", f"{found}{says}", do)


def _folder(here: Workspace) -> Iterator[Finding]:
    if here.unlisted:
        yield Finding(State.WRONG, "files", here.unlisted, "ask for access to it")
    same = [copy.path for copy in here.copies if copy.alike == Alike.SAME]
    other = [copy.path for copy in here.copies if copy.alike != Alike.SAME]
    if other:
        hint = "see what to do with each: pdsa check"
        yield Finding(State.WRONG, "conflict copies", _listed(other), hint)
    if same:
        found = f"the same as their original: {_listed(same)}"
        yield Finding(State.NOTE, "conflict copies", found, "delete them: pdsa doctor --fix")
    if here.temporary:
        hint = "delete them: pdsa doctor --fix"
        yield Finding(State.NOTE, "leftovers", _listed(here.temporary), hint)
    if not (here.copies or here.temporary or here.unlisted):
        yield Finding(State.OK, "files", "no conflict copies, no leftovers")
    if here.longest_path > _LONG:
        state = State.WRONG if here.longest_path > _TOO_LONG else State.NOTE
        found = f"the longest path has {here.longest_path} characters; Windows ends at {_TOO_LONG}"
        hint = "move the workspace nearer to the top of the disk"
        yield Finding(state, "paths", found, hint)
    if here.folds_case:
        found = "this disk takes `A.yaml` and `a.yaml` for one file"
        yield Finding(State.OK, "names", f"{found}; ids are lower-case")


def _clock(newest: datetime | None, now: datetime) -> Finding:
    if newest is None or newest - now <= _AHEAD:
        return Finding(State.OK, "clock", f"it is {day_words(now.date())}")
    found = f"an entry was recorded on {day_words(newest.date())}, here it is"
    hint = "compare this clock with a telephone; what is recorded stays as it is"
    return Finding(State.NOTE, "clock", f"{found} {day_words(now.date())}", hint)


def _drafts(facts: Facts) -> Iterator[Finding]:
    if facts.drafts:
        found = f"{count_words(len(facts.drafts), 'entry', 'entries')} could not be logged"
        hint = f"log what they say once more, then delete them: {facts.drafts_folder}"
        yield Finding(State.NOTE, "drafts", found, hint)


def _listed(paths: Sequence[str]) -> str:
    more = f" and {len(paths) - _LISTED} more" if len(paths) > _LISTED else ""
    return f"{', '.join(paths[:_LISTED])}{more}"
