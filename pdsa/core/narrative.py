"""Free text as it may not be public: what looks like a person in it, and where."""

from typing import NamedTuple


class Finding(NamedTuple):
    """Something in a text that may point to a person: where it stands, and what it looks like."""

    start: int  # characters from the start of the text
    end: int
    reason: str  # "an e-mail address"
    line: int = 1  # of the text


def scan(text: str) -> tuple[Finding, ...]:
    """Return what in the text may point to a person, in its order."""
    return ()
