"""The terminal of a person who is asked: lines shown on standard error, lines read."""

import os
import sys
from contextlib import suppress

from pdsa.cli.session import width
from pdsa.core.plain_text import visible, visible_lines

_LEAD = "> "


def read_line(lead: str = _LEAD) -> str:
    """Return one line that is typed, trimmed; with line editing where the system has it.

    Raises KeyboardInterrupt and EOFError.
    """
    with suppress(ImportError):
        import readline  # noqa: PLC0415 - only where somebody types

        readline.parse_and_bind("tab: self-insert")
        if os.environ.get("TERM", "dumb") != "dumb":  # pasted lines stay in one answer
            readline.parse_and_bind("set enable-bracketed-paste on")
    return input(lead).strip()


def says_yes(question: str) -> bool:
    """Whether the person agrees, which Enter does."""
    return read_line(f"{question} [Y/n] ").lower() in {"", "y", "yes"}


def folded(text: str) -> str:
    """Return the text in lines that the terminal holds, no word broken; its own lines stay."""
    from textwrap import fill  # noqa: PLC0415 - only where somebody is asked

    lines = map(visible, text.split("\n"))
    return "\n".join(
        fill(line, width(), break_long_words=False, break_on_hyphens=False) for line in lines
    )


def show(text: str) -> None:
    """Show a text, which is no answer: on standard error."""
    with suppress(OSError):
        sys.stderr.write(f"{visible_lines(text)}\n")
        sys.stderr.flush()
