"""The shapes that a tree of text can be asked to have, and the fitting of one to the other.

A tree is what a YAML file or a JSON entry holds before anybody has said what it means: dicts with
text keys, lists, scalars. Fitting keeps what is right, drops what is wrong, and reports each
problem with its place in the tree, so that one reading finds them all.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import MAXYEAR, date, datetime
from difflib import get_close_matches
from typing import Any, NamedTuple, Protocol

from pdsa.core.diagnostics import Code

Tree = Any  # None, str, int, float, bool, list[Tree] or dict[str, Tree]
Place = tuple[str | int, ...]  # the keys and list positions that lead to a part of a tree

TEXT_LIMIT = 20_000  # characters in one text: about ten pages
_ID = r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"
_WINDOWS_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
RESERVED_IDS = frozenset(["districts", "facilitation", "entries"])


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


def id_problem(text: str) -> str:
    """Say why `text` cannot be an id, or return nothing when it can."""
    if not re.fullmatch(_ID, text):
        return f"`{text}` is not an id"
    if text in _WINDOWS_NAMES:
        return f"`{text}` cannot be a file name on Windows"
    if text in RESERVED_IDS:
        return f"`{text}` is a name that the workspace uses itself"
    return ""


ID_HINT = "use a to z, 0 to 9 and single hyphens inside, at most 40 characters"


def read_iso(text: str) -> str:
    """Return a day that is written as in 2025-11-03. Raises ValueError."""
    day = date.fromisoformat(text).isoformat()
    if day != text:
        raise ValueError
    return day


def read_moment(text: str) -> datetime:
    """Return a moment that says its zone. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not 1 < moment.year < MAXYEAR:  # in UTC it may be another year
        raise ValueError
    return moment


def nearest(word: str, words: Iterator[str] | Mapping[str, Any] | tuple[str, ...]) -> str:
    """Return a hint that names the nearest of `words`, or lists them all when none is near."""
    known = list(words)
    near = get_close_matches(word, known, n=1)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"use one of: {', '.join(known)}" if known else ""


def _wrong(
    problems: list[Problem], place: Place, code: Code, message: str, hint: str = ""
) -> Misfit:
    problems.append(Problem(place, code, message, hint))
    return Misfit()


def _name(place: Place) -> str:
    return next((str(step) for step in reversed(place) if isinstance(step, str)), "this file")


class Text:
    """Any text. With `lines`, a list of lines is one text, too."""

    def __init__(self, *, lines: bool = False) -> None:
        self.lines = lines

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the text, without white space at its ends."""
        if self.lines and isinstance(tree, list) and all(isinstance(line, str) for line in tree):
            tree = "\n".join(tree)
        if tree is None:
            hint = 'write the text in quotes, as in "#1 priority", or leave the key out'
            raise _wrong(problems, place, Code.EMPTY_VALUE, f"`{_name(place)}` is empty", hint)
        if not isinstance(tree, str):
            message = f"`{_name(place)}` should be text"
            hint = "write one text; in quotes if it has a colon, a bracket or a dash at its start"
            raise _wrong(problems, place, Code.NOT_TEXT, message, hint)
        if len(tree) > TEXT_LIMIT:
            message = f"`{_name(place)}` has {len(tree):,} characters; {TEXT_LIMIT:,} is the limit"
            hint = "keep the gist here and link to the document under `materials`"
            raise _wrong(problems, place, Code.TEXT_TOO_LONG, message, hint)
        if not tree.strip():
            message = f"`{_name(place)}` is empty"
            raise _wrong(problems, place, Code.EMPTY_VALUE, message, "fill it in or leave it out")
        return tree.strip()


class Parsed:
    """Text that a function must accept: it raises ValueError with what is wrong, then a hint."""

    def __init__(self, accept: Callable[[str], object], code: Code) -> None:
        self.accept = accept
        self.code = code

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the text as typed."""
        text = Text().fit(tree, place, problems)
        try:
            self.accept(text)
        except ValueError as wrong:
            message, hint = (*wrong.args, "")[:2]
            raise _wrong(problems, place, self.code, message, hint) from None
        return text


class Id:
    """An id: `[a-z0-9-]`, at most 40 characters, no name that Windows refuses."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the id."""
        text = Text().fit(tree, place, problems)
        if wrong := id_problem(text):
            raise _wrong(problems, place, Code.BAD_ID, wrong, ID_HINT)
        return text


class Day:
    """A calendar day, as in 2025-11-03."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the day in ISO form."""
        text = Text().fit(tree, place, problems)
        try:
            return read_iso(text)
        except ValueError:
            message = f"`{text}` is not a day of the calendar"
            hint = "write year, month and day, as in 2025-11-03"
            raise _wrong(problems, place, Code.BAD_DAY, message, hint) from None


class Time:
    """A moment in UTC, as in 2025-11-03T15:04:05Z."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the moment as written."""
        text = Text().fit(tree, place, problems)
        try:
            read_moment(text)
        except ValueError:
            message = f"`{text}` is not a time"
            hint = "write day, time and zone, as in 2025-11-03T15:04:05Z"
            raise _wrong(problems, place, Code.BAD_TIME, message, hint) from None
        return text


class Choice:
    """One of a few words."""

    def __init__(self, noun: str, words: tuple[str, ...], code: Code) -> None:
        self.noun = noun
        self.words = words
        self.code = code

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the word."""
        text = Text().fit(tree, place, problems)
        if text not in self.words:
            article = "an" if self.noun[0] in "aeio" else "a"
            message = f"`{text}` is not {article} {self.noun}"
            raise _wrong(problems, place, self.code, message, nearest(text, self.words))
        return text


class Whole:
    """A whole number, not below `minimum`."""

    def __init__(self, minimum: int = 0) -> None:
        self.minimum = minimum

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> int:
        """Return the number."""
        if isinstance(tree, int) and not isinstance(tree, bool):
            tree = str(tree)
        text = Text().fit(tree, place, problems)
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) >= self.minimum):  # noqa: PLR2004 - nine digits count every student of a state
            message = f"`{text}` is not a whole number of at least {self.minimum}"
            raise _wrong(problems, place, Code.BAD_NUMBER, message, "write digits only, as in 12")
        return int(text)


class Flag:
    """true or false, and nothing that YAML might take for one of them."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> bool:
        """Return the flag."""
        if isinstance(tree, bool):
            return tree
        text = Text().fit(tree, place, problems)
        if text not in {"true", "false"}:
            message = f"`{text}` is neither true nor false"
            raise _wrong(problems, place, Code.BAD_FLAG, message, "write true or false")
        return text == "true"


class Items:
    """A list; what is wrong with one item costs that item only."""

    def __init__(self, of: Shape) -> None:
        self.of = of

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> list[Any]:
        """Return the items that fit."""
        if not isinstance(tree, list):
            message = f"`{_name(place)}` should be a list"
            hint = "write each item on a line of its own after `- `, or all inside [ ]"
            raise _wrong(problems, place, Code.NOT_A_LIST, message, hint)
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
        for key, part in _table(tree, place, problems).items():
            if wrong := id_problem(key):
                problems.append(Problem((*place, key), Code.BAD_ID, wrong, ID_HINT, on_key=True))
                continue
            try:
                named[key] = self.of.fit(part, (*place, key), problems)
            except Misfit:
                continue
        return named


class Texts:
    """A table of texts under any keys: the fields that a correction sets."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> dict[str, str]:
        """Return the texts that fit, under their keys."""
        texts = {}
        for key, part in _table(tree, place, problems).items():
            try:
                texts[key] = Text(lines=True).fit(part, (*place, key), problems)
            except Misfit:
                continue
        return texts


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
        table = _table(tree, place, problems)
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


def _table(tree: Tree, place: Place, problems: list[Problem]) -> dict[str, Tree]:
    if isinstance(tree, dict):
        return tree
    message = f"`{_name(place)}` should be a table" if place else "this file should be a table"
    hint = "write `key: value` lines"
    raise _wrong(problems, place, Code.NOT_A_TABLE, message, hint)
