"""The shapes that a tree of text can be asked to have, and the fitting of one to the other.

A tree is what a YAML file or a JSON entry holds before anybody has said what it means: dicts with
text keys, lists, scalars. Fitting keeps what is right, drops what is wrong, and reports each
problem with its place in the tree, so that one reading finds them all. Here are lists and tables;
what stands in them is in scalars.py.
"""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple, Protocol

from pdsa.core.diagnostics import Code
from pdsa.core.ids import ID_HINT, id_problem

Tree = Any  # None, str, int, float, bool, list[Tree] or dict[str, Tree]
Place = tuple[str | int, ...]  # the keys and list positions that lead to a part of a tree


class Problem(NamedTuple):
    """What is wrong at one place of a tree. `on_key`: it is the key, not its value."""

    place: Place
    code: Code
    message: str
    hint: str = ""
    on_key: bool = False


class Misfit(Exception):  # noqa: N818 - it never leaves this module
    """The part does not have the shape; its problems are reported already."""


class Shape(Protocol):
    """What a part of a tree should look like."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> Any:
        """Return the part in its clean form, or report its problems and raise `Misfit`."""


def fit(shape: Shape, tree: Tree) -> tuple[Any, list[Problem]]:
    """Return the tree in its clean form (None when it is unusable) and every problem found."""
    problems: list[Problem] = []
    try:
        return shape.fit(tree, (), problems), problems
    except Misfit:
        return None, problems


def nearest(word: str, words: Iterator[str] | Mapping[str, Any] | tuple[str, ...]) -> str:
    """Return a hint that names the nearest of `words`, or lists them all when none is near."""
    known = list(words)
    near = get_close_matches(word, known, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"use one of: {', '.join(known)}" if known else ""


def misfit(
    problems: list[Problem], place: Place, code: Code, message: str, hint: str = ""
) -> Misfit:
    """Report a problem and return what to raise."""
    problems.append(Problem(place, code, message, hint))
    return Misfit()


def name_of(place: Place) -> str:
    """Return the key that a person knows a place by."""
    return next((str(step) for step in reversed(place) if isinstance(step, str)), "this file")


class Items:
    """A list; what is wrong with one item costs that item only."""

    def __init__(self, of: Shape) -> None:
        self.of = of

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> list[Any]:
        """Return the items that fit."""
        if not isinstance(tree, list):
            message = f"`{name_of(place)}` should be a list"
            hint = "write each item on a line of its own after `- `, or all inside [ ]"
            raise misfit(problems, place, Code.NOT_A_LIST, message, hint)
        items = []
        for position, part in enumerate(tree):
            try:
                items.append(self.of.fit(part, (*place, position), problems))
            except Misfit:
                continue
        return items


class Named:
    """A table whose keys are ids and whose values have one shape."""

    def __init__(self, of: Shape) -> None:
        self.of = of

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> dict[str, Any]:
        """Return the values that fit, under their ids."""
        named = {}
        for key, part in as_table(tree, place, problems).items():
            if wrong := id_problem(key):
                problems.append(Problem((*place, key), Code.BAD_ID, wrong, ID_HINT, on_key=True))
                continue
            try:
                named[key] = self.of.fit(part, (*place, key), problems)
            except Misfit:
                continue
        return named


class Table:
    """A table with known keys. A bare text stands for `{shorthand: text}` where there is one.

    What is wrong with a required key makes the table unusable; with another, costs that key.
    """

    def __init__(
        self, required: Mapping[str, Shape], optional: Mapping[str, Shape], shorthand: str = ""
    ) -> None:
        self.required = required
        self.optional = optional
        self.shapes = {**required, **optional}
        self.shorthand = shorthand

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> dict[str, Any]:
        """Return the keys that fit, in the order of the shape."""
        if self.shorthand and isinstance(tree, str):
            tree = {self.shorthand: tree}
        table = as_table(tree, place, problems)
        problems.extend(self._unknown_keys(table, place))
        fitted, unusable = {}, False
        for key, shape in self.shapes.items():
            if key not in table:
                if key in self.required:
                    message = f"`{key}` is required"
                    problems.append(Problem(place, Code.MISSING_KEY, message, f"add `{key}:`"))
                    unusable = True
                continue
            try:
                fitted[key] = shape.fit(table[key], (*place, key), problems)
            except Misfit:
                unusable = unusable or key in self.required
        if unusable:
            raise Misfit
        return fitted

    def _unknown_keys(self, table: dict[str, Tree], place: Place) -> Iterator[Problem]:
        for key in table:
            if key not in self.shapes:
                message = f"`{key}` is not a key that belongs here"
                hint = nearest(key, self.shapes)
                yield Problem((*place, key), Code.UNKNOWN_KEY, message, hint, on_key=True)


def as_table(tree: Tree, place: Place, problems: list[Problem]) -> dict[str, Tree]:
    """Return the tree if it is a table, else report that and raise `Misfit`."""
    if isinstance(tree, dict):
        return tree
    message = f"`{name_of(place)}` should be a table" if place else "this file should be a table"
    hint = "write `key: value` lines"
    raise misfit(problems, place, Code.NOT_A_TABLE, message, hint)
