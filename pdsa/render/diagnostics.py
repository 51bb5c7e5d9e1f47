"""Findings -> text: one line each for editors and CI, or with the user's own line and a hint."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator

from pdsa.core.diagnostics import Diagnostic
from pdsa.core.plain_text import visible

SHOWN = 50  # findings: who has more mends these first


def render_concise(diagnostics: Iterable[Diagnostic]) -> str:
    """Return `path:line:col: severity[code] message` for each finding, a line each."""
    return "\n".join(_blocks(diagnostics, _headline))


def render_full(diagnostics: Iterable[Diagnostic]) -> str:
    """Return each finding with its line, a caret and a hint; an empty line between two."""
    return "\n\n".join(_blocks(diagnostics, _block))


def _blocks(diagnostics: Iterable[Diagnostic], form: Callable[[Diagnostic], str]) -> Iterator[str]:
    ordered = sorted(diagnostics, key=lambda one: one.order)
    yield from map(form, ordered[:SHOWN])
    if len(ordered) > SHOWN:
        yield f"and {len(ordered) - SHOWN:,} more"


def _headline(one: Diagnostic) -> str:
    place = f"{one.source.path}:{one.source.line}:{one.source.col}"
    return visible(f"{place}: {one.severity}[{one.code}] {one.message}")


def _block(one: Diagnostic) -> str:
    return "\n".join([_headline(one), *_quoted(one), *_hint(one)])


def _quoted(one: Diagnostic) -> Iterator[str]:
    """The user's own line, and a caret under the place where it can be seen."""
    if not one.line_text.strip():
        return
    number = str(one.source.line)
    before = one.line_text[: one.source.col - 1]
    yield f"{number} | {visible(one.line_text)}"
    if len(before) == one.source.col - 1:
        yield f"{' ' * len(number)} | {' ' * sum(map(_width, visible(before)))}^"


def _hint(one: Diagnostic) -> Iterator[str]:
    if one.hint:
        yield f"Hint: {visible(one.hint)}"


def _width(character: str) -> int:
    """How many columns of a terminal a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
