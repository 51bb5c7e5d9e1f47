"""What a person typed before stopping: kept as the command that would go on with it."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import NamedTuple, NoReturn

from pdsa.cli.session import say, session
from pdsa.core.errors import PdsaError
from pdsa.core.model import NOTHING
from pdsa.core.plain_text import visible_lines
from pdsa.storage.user_state import write_draft


class _Typed(NamedTuple):
    address: str = ""  # where it was asked for
    answers: Mapping[str, str] = NOTHING


_typed: ContextVar[_Typed] = ContextVar("typed", default=_Typed())  # noqa: B039 - frozen


def remember(address: str = "", typed: Mapping[str, str] = NOTHING) -> None:
    """Remember an address that was chosen, or answers that were typed, for when it ends early."""
    before = _typed.get()
    _typed.set(_Typed(address or before.address, typed or before.answers))


def stop(typed: Mapping[str, str], code: int) -> NoReturn:
    """End the run with an exit code; what was typed so far is kept."""
    with suppress(OSError):
        sys.stderr.write("\n")
    say("nothing was logged")
    if kept := _keep(typed):
        with suppress(OSError):
            sys.stderr.write(f"Hint: {visible_lines(kept)}\n")
    raise SystemExit(code)


@contextmanager
def keeping() -> Iterator[None]:
    """Keep what a person has typed where it is refused after all. Raises PdsaError, which says so.

    Once there is an entry, it has a draft of its own: this is for what comes before.
    """
    try:
        yield
    except PdsaError as wrong:
        hint = "; ".join(filter(None, (wrong.hint, _keep(_typed.get().answers))))
        raise PdsaError(wrong.message, hint, wrong.exit_code) from None


def _keep(typed: Mapping[str, str]) -> str:
    """Keep what was typed as a command, and say where; nothing where nothing was."""
    if not any(typed.values()):
        return ""
    name = f"{session().clock():%Y-%m-%dT%H%M%S}-{_verb()}.txt"
    try:
        return f"what you typed is kept, as a command, in {write_draft(name, _command(typed))}"
    except OSError:
        return "copy what you typed: it could not be kept anywhere"


def _command(typed: Mapping[str, str]) -> str:
    """The command line of this run, with what was typed since."""
    from shlex import join  # noqa: PLC0415 - only where a person stopped

    from pdsa.core.answered import as_words  # noqa: PLC0415 - the same

    address = _typed.get().address
    about = [address] if address else []
    return join(["pdsa", *sys.argv[1:], *about, *as_words(typed)]) + "\n"


def _verb() -> str:
    return next((word for word in sys.argv[1:] if word.isalpha()), "pdsa")
