"""What surrounds one run of the command: where, when, who, and the two streams it writes to."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, date, datetime
from errno import EINVAL
from pathlib import Path
from typing import NamedTuple

from pdsa.core.days import read_day, read_iso_day
from pdsa.core.errors import PdsaError
from pdsa.core.plain_text import visible_lines
from pdsa.storage.workspace import Scope, Workspace, find_workspace, named_folder

COLORS = ("auto", "always", "never")


class Session(NamedTuple):
    """The settings of one run; a test passes its own clock and its own randomness."""

    folder: str = ""  # -C
    day: str = ""  # --today
    no_input: bool = False
    color: str = "auto"
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    entropy: Callable[[int], bytes] = os.urandom


_session: ContextVar[Session] = ContextVar("session", default=Session())  # noqa: B039 - frozen


def enter(session: Session) -> None:
    """Make `session` the one that commands see."""
    _session.set(session)


def session() -> Session:
    """The settings of this run."""
    return _session.get()


def today() -> date:
    """The day it is: `--today`, else PDSA_TODAY, else the calendar. Raises PdsaError."""
    text = session().day or os.environ.get("PDSA_TODAY", "")
    if not text:
        return date.today()  # noqa: DTZ011 - the day on the wall of the school
    try:
        return read_iso_day(text)
    except ValueError:
        raise PdsaError(f"`{text}` is not a day", "write --today 2025-11-03") from None


def read_day_option(flag: str, text: str) -> date | None:
    """The day that a flag names, as in 2025-11-03, yesterday, -3d; None where it is empty.

    Raises PdsaError that names the flag.
    """
    if not text:
        return None
    try:
        return read_day(text, today())
    except ValueError as wrong:
        message, hint = wrong.args
        raise PdsaError(f"`{flag}`: {message}", hint) from None


def open_workspace() -> Workspace:
    """The workspace that this run is about. Raises PdsaError when there is none."""
    named = session().folder or os.environ.get("PDSA_WORKSPACE", "")
    return find_workspace(Path() if named else here(), named)


def here() -> Path:
    """The folder that `-C` names, else the one that the person stands in. Raises PdsaError."""
    if session().folder:
        return named_folder(session().folder)
    try:
        return Path.cwd()
    except OSError:
        message = "the folder that you are in is gone"
        raise PdsaError(message, "go to another one, or name it with `-C DIR`") from None


def await_input() -> None:
    """Say what standard input waits for, at a terminal. Raises PdsaError where it is closed."""
    if sys.stdin is None:
        raise PdsaError("there is no standard input to read", "write the text instead of `-`")
    if sys.stdin.isatty():
        say("type the text, end with Ctrl-D")


def open_record(workspace: Workspace, scope: Scope) -> sqlite3.Connection:
    """The database of the workspace, its rows in `scope` up to date with the files."""
    from pdsa.storage.database import open_database  # noqa: PLC0415 - not every command reads

    return open_database(workspace, scope, say)


def echo(text: str) -> None:
    """Write the answer to standard output. Raises PdsaError where it does not take it."""
    if wrong := write(text):
        raise cannot_answer(wrong)


def write(text: str = "") -> OSError | None:
    """Write to standard output, and what it still holds back; return why that cannot be done.

    Nobody reading on is fine.
    """
    try:
        sys.stdout.write(text if text.endswith("\n") or not text else f"{text}\n")
        sys.stdout.flush()
    except OSError as wrong:
        with Path(os.devnull).open("w") as nowhere:  # or Python tries again, and complains
            os.dup2(nowhere.fileno(), sys.stdout.fileno())
        return None if nobody_reads(wrong) else wrong
    return None


def nobody_reads(wrong: OSError, system: str = os.name) -> bool:
    """Say whether a pager or a `head` has ended early; Windows has another word for it."""
    return isinstance(wrong, BrokenPipeError) or (system == "nt" and wrong.errno == EINVAL)


def cannot_answer(wrong: OSError) -> PdsaError:
    """What to say where standard output does not take the answer."""
    return PdsaError(
        f"the answer could not be written: {wrong.strerror}", "make room, or send it elsewhere"
    )


def say(line: str) -> None:
    """Write talk to standard error, without what could steer a terminal."""
    with suppress(OSError):  # there is nowhere left to say it
        sys.stderr.write(f"pdsa: {visible_lines(line)}\n")


def at_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def width() -> int:
    """How many columns a person sees."""
    from shutil import get_terminal_size  # noqa: PLC0415 - only screens have a width

    return max(40, get_terminal_size((80, 24)).columns)


def in_colour() -> bool:
    """Whether to colour: `--color`, NO_COLOR, what the terminal can do."""
    if session().color != "auto":
        return session().color == "always"
    return at_terminal() and not os.environ.get("NO_COLOR")
