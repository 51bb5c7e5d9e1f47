"""The one exception that a user may cause, and the exit codes of the command."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class Exit(IntEnum):
    """What the command says to the shell when it ends."""

    FINE = 0
    FOUND = 1  # the check found an error, or something is due
    USAGE = 2  # usage or bad input
    NO_WORKSPACE = 3
    UNREADABLE = 4  # what was asked for itself cannot be read
    BUSY = 5


class PdsaError(Exception):
    """A request that cannot be met: one line of what is wrong, and a hint of what would work."""

    def __init__(self, message: str, hint: str = "", exit_code: Exit = Exit.USAGE) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exit_code = exit_code


@contextmanager
def refusing() -> Iterator[None]:
    """Turn the ValueError(message, hint) of a reader into a PdsaError: what was typed is wrong."""
    try:
        yield
    except ValueError as wrong:
        raise PdsaError(*wrong.args) from None
