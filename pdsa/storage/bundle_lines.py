"""Reading a bundle line by line: never the whole of it, and one bad line loses only itself."""

import json
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

from pdsa.core.bundle import Item, Limits, is_header, is_newer, read_item, shown
from pdsa.core.errors import PdsaError
from pdsa.core.plain_text import count_words

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_HINT = "a bundle is made by `pdsa export -o bundle.jsonl`"
_CUT = "the bundle is cut off in this line, which alone is lost; ask for the bundle once more"


class Refused(NamedTuple):
    """A line that is not taken, and why; `path` where it is known."""

    number: int  # from 1
    path: str
    reason: str


class _Raw(NamedTuple):
    number: int
    content: bytes
    whole: bool  # it ends in a line end
    problem: str = ""


def read_bundle(
    stream: BinaryIO, limits: Limits | None = None
) -> Iterator[tuple[int, Item] | Refused]:
    """Read the files that a bundle carries, with their line numbers, and what is wrong with it.

    Raises PdsaError at once where it is no bundle, or one of a newer format.
    """
    lines = _lines(stream, limits or Limits())
    first = next(lines, None)
    header = _header(first)
    if is_newer(header):
        raise PdsaError(
            f"this bundle was written by a newer version of pdsa ({shown(header['schema'])})",
            "update pdsa on this computer, then import it again",
        )
    return _read_rest(lines, _promised(header))


def _read_rest(lines: Iterator[_Raw], promised: int) -> Iterator[tuple[int, Item] | Refused]:
    number, count = 1, 0
    for line in lines:
        number = line.number
        tree, problem = _tree(line)
        if is_header(tree):  # bundles one after the other are a bundle, too
            promised += _promised(tree)
            continue
        count += 1
        path = shown(str(tree.get("path"))) if isinstance(tree, dict) and "path" in tree else ""
        if not problem:
            try:
                yield number, read_item(tree)
                continue
            except ValueError as wrong:
                problem = str(wrong)
        yield Refused(number, path, problem)
    if count < promised:
        missing = count_words(promised - count, "line is", "lines are")
        yield Refused(number + 1, "", f"the bundle ends early: {missing} missing")


def _header(first: _Raw | None) -> dict[str, Any]:
    if first is None or not first.content.strip():
        raise PdsaError("the bundle is empty", _HINT)
    if first.content.startswith(_UTF16):
        hint = "PowerShell's `>` does that: write it with `pdsa export -o bundle.jsonl`"
        raise PdsaError("this file is UTF-16, not UTF-8 text", hint)
    tree, problem = _tree(first)
    if problem or not is_header(tree):
        raise PdsaError("this is not a bundle: its first line is not the header of one", _HINT)
    return dict(tree)


def _promised(header: dict[str, Any]) -> int:
    files = header.get("files")
    return files if isinstance(files, int) and files > 0 else 0


def _tree(line: _Raw) -> tuple[Any, str]:
    """What a line says, or what is wrong with it."""
    if line.problem:
        return None, line.problem
    try:
        return json.loads(line.content.decode("utf-8-sig")), ""
    except UnicodeDecodeError:
        problem = "not UTF-8 text"
    except RecursionError:
        problem = "too many levels deep"
    except ValueError as wrong:
        problem = f"not whole JSON: {getattr(wrong, 'msg', wrong)}"
    return None, problem if line.whole else _CUT


def _lines(stream: BinaryIO, limits: Limits) -> Iterator[_Raw]:
    """The lines that hold something, none of them longer than the limit."""
    number = read = 0
    while content := stream.readline(limits.line + 1):
        number += 1
        read += len(content)
        whole = content.endswith(b"\n")
        problem = ""
        if len(content) > limits.line:
            problem = f"a line of more than {limits.line:,} bytes, which is the limit"
            while not whole and read <= limits.bundle:
                rest = stream.readline(limits.line)
                read += len(rest)
                whole = rest.endswith(b"\n") or not rest
        if read > limits.bundle:
            yield _stopped(number, f"{limits.bundle:,} bytes")
            return
        if number > limits.lines:
            yield _stopped(number, f"{limits.lines:,} lines")
            return
        if content.strip():
            yield _Raw(number, content[: limits.line], whole, problem)


def _stopped(number: int, limit: str) -> _Raw:
    problem = f"a bundle has at most {limit}: this line and what follows was not read"
    return _Raw(number, b"", whole=True, problem=problem)
