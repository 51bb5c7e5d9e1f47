"""Cuts a small table of text into cells that know where they stand."""

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple, NoReturn

from pdsa.core.errors import PdsaError
from pdsa.core.plain_text import clip, visible

SIZE_LIMIT = 1_000_000  # bytes: more than a century of days
_WIDEST = 100  # columns that are looked at


class Cell(NamedTuple):
    """One cell as typed, and where it begins."""

    text: str
    line: int
    col: int


def read_bytes(path: str) -> bytes:
    """Return what a file holds, or standard input for `-`. Raises PdsaError."""
    try:
        if path == "-":
            if sys.stdin is None:
                raise PdsaError("there is no standard input to read", "name a file instead of `-`")
            content = sys.stdin.buffer.read(SIZE_LIMIT + 1)
        else:
            with Path(path).open("rb") as file:
                content = file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as wrong:
        why = getattr(wrong, "strerror", None) or "no file has such a name"
        message = f"`{clip(visible(path), 200)}` cannot be read: {why}"
        raise PdsaError(message, "check the name; `-` reads standard input") from None
    if len(content) > SIZE_LIMIT:
        message = f"`{path}` is larger than {SIZE_LIMIT // 1_000_000} MB"
        raise PdsaError(message, "cut out one measure of one place: a line for each day")
    return content


def decode(content: bytes, name: str) -> str:
    """Return the text of UTF-8 bytes, without a byte order mark. Raises PdsaError."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        before = content[: wrong.start].decode("utf-8-sig", "replace")
        line, last = before.count("\n") + 1, before.rpartition("\n")[2]
        cell = Cell("", line, len(last) + 1)
        refuse(cell, name, "this is not UTF-8 text", 'save it as "CSV UTF-8", and try again')


def read_rows(text: str) -> Iterator[list[Cell]]:
    """Return the lines that say something, as cells; a line of separators alone says nothing."""
    separator = ""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        if not line.strip(" \t,;"):
            continue
        separator = separator or next((mark for mark in "\t;" if mark in line), ",")
        yield list(islice(_cells(line, number, separator), _WIDEST))


def _cells(line: str, number: int, separator: str) -> Iterator[Cell]:
    """The cells of a line; one in quotes may hold separators, and quotes when doubled."""
    start = 0
    while start <= len(line):
        begin = start
        while line[begin : begin + 1] == " ":
            begin += 1
        quoted = line[begin : begin + 1] == '"'
        end = begin + 1
        while quoted and (end := line.find('"', end)) >= 0 and line[end + 1 : end + 2] == '"':
            end += 2
        stop = line.find(separator, max(end, begin) if quoted and end >= 0 else begin)
        stop = len(line) if stop < 0 else stop
        text = line[begin:stop].strip()
        if quoted and text.endswith('"') and len(text) > 1:
            text = text[1:-1].replace('""', '"').strip()
        yield Cell(text, number, begin + 1)
        start = stop + 1


def refuse(cell: Cell, name: str, message: str, hint: str) -> NoReturn:
    """Raise PdsaError that says where in the file the culprit stands."""
    raise PdsaError(f"{visible(name)}:{cell.line}:{cell.col}: {visible(message)}", hint)
