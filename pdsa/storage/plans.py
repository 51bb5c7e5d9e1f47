"""One YAML file of the workspace -> its clean document, and everything that is wrong with it."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from pdsa.core.days import read_iso_day
from pdsa.core.diagnostics import Code, Diagnostic, Source
from pdsa.core.documents import COLLABORATIVE, DISTRICT, MEMBERSHIP, NETWORK, PLAN
from pdsa.core.shape import Place, Problem, Table, Tree, fit
from pdsa.storage.lines import quote_lines
from pdsa.storage.nodes import Marks, read_tree

SHAPES: dict[str, Table] = {
    "network": NETWORK,
    "district": DISTRICT,
    "collaborative": COLLABORATIVE,
    "membership": MEMBERSHIP,
    "plan": PLAN,
}
_SPANS = (("starts", "ends"), ("from", "to"))


class Document(NamedTuple):
    """What one file says. `clean` is None when the file cannot be used."""

    role: str  # a key of SHAPES
    path: str
    clean: dict[str, Any] | None
    marks: dict[str, tuple[int, int]]  # "questions/0/ask": line and column, from 1
    diagnostics: tuple[Diagnostic, ...]


def read_document(role: str, path: str, content: bytes) -> Document:
    """Read one file as what it is; what is wrong with its text makes it unusable."""
    tree, marks, found = read_tree(content, path)
    clean: dict[str, Any] | None = None
    problems: list[Problem] = []
    if tree is not None:
        clean, problems = fit(SHAPES[role], tree)
        problems += _find_backward_spans(tree, ())
    places = _places(marks)
    # A part that is wrong as text has no shape to speak of: one finding a line is enough.
    lines = {one.source.line for one in found}
    shaped = [_diagnostic(problem, path, marks, places) for problem in problems]
    shaped = [one for one in shaped if one.source.line not in lines]
    if found or any(problem.place == ("ends",) for problem in problems):
        clean = None  # text in doubt, or a plan that ends before it starts
    every = sorted([*found, *shaped], key=lambda one: one.order)
    return Document(role, path, clean, places, quote_lines(every, content))


def _places(marks: Marks) -> dict[str, tuple[int, int]]:
    """Where each part stands: a value, or the key of a list or table that begins further down."""
    keys = marks.keys
    return {
        place: keys[place] if place in keys and keys[place][0] < mark[0] else mark
        for place, mark in marks.values.items()
    }


def _diagnostic(
    problem: Problem, path: str, marks: Marks, places: dict[str, tuple[int, int]]
) -> Diagnostic:
    place = "/".join(map(str, problem.place))
    known = marks.keys if problem.on_key else places
    source = Source(path, *known.get(place, (1, 1)))
    return Diagnostic(problem.code, problem.message, source, problem.hint)


def _find_backward_spans(tree: Tree, place: Place) -> Iterator[Problem]:
    """Find the periods, anywhere in the tree, that end before they start."""
    if isinstance(tree, list):
        for position, part in enumerate(tree):
            yield from _find_backward_spans(part, (*place, position))
    if isinstance(tree, dict):
        for first, last in _SPANS:
            start, end = _day(tree.get(first)), _day(tree.get(last))
            if start and end and start > end:
                message = f"`{end}` is before `{first}: {start}`"
                hint = "change one of the two days"
                yield Problem((*place, last), Code.ENDS_BEFORE_START, message, hint)
        for key, part in tree.items():
            yield from _find_backward_spans(part, (*place, key))


def _day(tree: Tree) -> date | None:
    try:
        return read_iso_day(tree.strip()) if isinstance(tree, str) else None
    except ValueError:
        return None
