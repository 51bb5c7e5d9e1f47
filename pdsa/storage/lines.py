"""The lines of a file as editors count them, and the one that a finding shows."""

import re
from collections.abc import Iterable

from pdsa.core.diagnostics import Diagnostic

SHOWN = 200  # characters of a line: more would fill the screen
UNSEEN = re.compile(  # C0 but tab and line ends, DEL, C1, separators, marks, half characters
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]"
)
_BREAK = re.compile(r"\r\n|\n|\r")


def line_starts(text: str) -> list[int]:
    """Return where each line of `text` begins; the first is 0."""
    return [0, *(end.end() for end in _BREAK.finditer(text))]


def split_lines(text: str) -> list[str]:
    """Return the lines of `text` without their ends, which may be LF, CRLF or a lone CR."""
    return _BREAK.split(text)


def quote_lines(found: Iterable[Diagnostic], content: bytes) -> tuple[Diagnostic, ...]:
    """Return the findings of one file, each with the user's own line."""
    findings = tuple(found)
    if not findings:
        return ()
    lines = split_lines(content.decode("utf-8-sig", errors="replace"))
    return tuple(one._replace(line_text=_shown(lines, one.source.line)) for one in findings)


def _shown(lines: list[str], number: int) -> str:
    """Return a line with a sign for what cannot be seen, so that its columns stay in place."""
    if number > len(lines):
        return ""
    return UNSEEN.sub("\ufffd", lines[number - 1][:SHOWN].replace("\t", " ")).rstrip()
