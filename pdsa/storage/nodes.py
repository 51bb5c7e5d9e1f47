"""The bytes of a YAML file -> a tree of text with positions, and all that is wrong with the text.

PyYAML guesses: it makes `no` False, `8:30` 510, and keeps the last of two keys. Here it only finds
where each text begins and ends, event by event: nothing is guessed and no depth can overflow.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Final

import yaml

from pdsa.core.diagnostics import Code, Diagnostic, Source
from pdsa.core.shape import Tree
from pdsa.storage.lines import UNSEEN, line_starts, split_lines
from pdsa.storage.syntax import IN_QUOTES, explain

LARGEST = 256 * 1024  # bytes: a plan has a few thousand
DEEPEST = 20  # levels: a plan has five
LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = frozenset(["", "~", "null"])  # plain, they stand for no value
_MARKER = re.compile(r"<{7,} |={7,}$|>{7,} |\|{7,} ")  # longer ones in a conflict of renames
_TAG = re.compile(r"![^\s,\[\]{}]*")
_NO_KEY = object()  # the next text of a table is a key
_SKIP = object()  # the value that comes next belongs to no key


@dataclass(frozen=True, slots=True)
class Marks:
    """Line and column, from 1, of each value and of each key; a place is "questions/0/ask"."""

    values: dict[str, tuple[int, int]] = field(default_factory=dict)
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)


def read_tree(content: bytes, path: str) -> tuple[Tree, Marks, list[Diagnostic]]:
    """Return what the file holds (None when unusable), where it stands, and what is wrong.

    A tree that comes with errors is for finding more of them, not for use.
    """
    if len(content) > LARGEST:
        message = f"this file is larger than {LARGEST // 1024} kB"
        hint = "keep the plan here and link to long documents under `materials`"
        return None, Marks(), [Diagnostic(Code.TOO_LARGE, message, Source(path), hint)]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        return None, Marks(), [_not_utf8(content, wrong.start, path)]
    reader = _Reader(text, path)
    return reader.read(), reader.marks, sorted(reader.found, key=lambda one: one.order)


def _not_utf8(content: bytes, start: int, path: str) -> Diagnostic:
    lines = split_lines(content[:start].decode("utf-8-sig", errors="replace"))
    source = Source(path, len(lines), len(lines[-1]) + 1)
    message = f"byte 0x{content[start]:02X} is not UTF-8 text"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "this file is UTF-16, not UTF-8 text"
    return Diagnostic(Code.NOT_UTF8, message, source, "save the file again with encoding UTF-8")


class _Open:
    """A list or table that is being read. A place of None: nothing in it counts."""

    def __init__(self, content: list[Tree] | dict[str, Tree], place: str | None) -> None:
        self.content = content
        self.place = place
        self.key: object = _NO_KEY
        self.lines: dict[str, int] = {}  # of the keys, to name the first of two

    def below(self, step: str | int) -> str | None:
        if self.place is None:
            return None
        return f"{self.place}/{step}" if self.place else str(step)


class _Reader:
    """Builds the tree of one text and collects what is wrong on the way."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.starts = line_starts(text)
        self.found: list[Diagnostic] = []
        self.marks = Marks()
        self.tree: Tree = None
        self.stack: list[_Open] = []
        self.documents = 0
        self.original = text
        self.text = UNSEEN.sub("\ufffd", text)  # as long as before: positions hold

    def read(self) -> Tree:
        """Return the tree, or None when the text holds none."""
        self._find_unseen()
        if self._find_conflicts():
            return None
        try:
            for event in yaml.parse(self.text, Loader=LOADER):
                if not self._take(event):
                    return None
        except (yaml.YAMLError, ValueError, OverflowError) as error:  # the last from pure Python
            wrong = explain(error, self.text)
            self._add(Code.SYNTAX, wrong.message, wrong.index, wrong.hint)
            return None
        if self.tree is None and not self.found:
            self._add(Code.EMPTY_FILE, "this file is empty", 0, "fill it in, or delete it")
        return self.tree

    def _at(self, index: int) -> tuple[int, int]:
        line = bisect_right(self.starts, index)
        return line, index - self.starts[line - 1] + 1

    def _add(self, code: Code, message: str, index: int, hint: str) -> None:
        source = Source(self.path, *self._at(index))
        self.found.append(Diagnostic(code, message, source, hint))

    def _find_unseen(self) -> None:
        """Report the first character of each line that nobody can see."""
        last = 0
        for match in UNSEEN.finditer(self.original):
            line, _ = self._at(match.start())
            if line > last:
                message = f"U+{ord(match[0]):04X} stands here, a character that nobody can see"
                hint = "delete it; if there are many, save the file again with encoding UTF-8"
                self._add(Code.CONTROL_CHARACTER, message, match.start(), hint)
            last = line

    def _find_conflicts(self) -> bool:
        """Report where git left both versions: once for each `<<<<<<<`, else for the first rest."""
        lines = split_lines(self.text)
        marked = [number for number, line in enumerate(lines) if _MARKER.match(line)]
        opened = [number for number in marked if lines[number].startswith("<")]
        for number in opened or marked[:1]:
            message = f"`{lines[number][:7]}` is a mark of a git conflict"
            hint = "keep one of the two versions and delete the three marker lines"
            self._add(Code.CONFLICT_MARKERS, message, self.starts[number], hint)
        return bool(marked)

    def _take(self, event: yaml.Event) -> bool:
        """Add one event to the tree; say whether reading can go on."""
        index = event.start_mark.index if event.start_mark else 0
        match event:
            case yaml.ScalarEvent():
                self._check_plainness(event, index)
                self._place(self._scalar(event, index), index)
            case yaml.CollectionStartEvent():
                return self._start(event, index)
            case yaml.CollectionEndEvent():
                self.stack.pop()
            case yaml.AliasEvent():
                name = f"`*{event.anchor}`"
                message = f"{name} is an alias, which stands for a text elsewhere"
                self._add(Code.ALIAS, message, index, f"write that text out, or {IN_QUOTES}")
                self._place("", index)
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    message = "a second document starts here"
                    hint = "keep one document in a file: delete the line `---`"
                    self._add(Code.SEVERAL_DOCUMENTS, message, index, hint)
                    return False
        return True

    def _start(self, event: yaml.CollectionStartEvent, index: int) -> bool:
        if len(self.stack) == DEEPEST:
            message = f"this is more than {DEEPEST} levels deep"
            self._add(Code.TOO_DEEP, message, index, "take out brackets or indentation")
            return False
        self._check_plainness(event, index)
        content: Tree = [] if isinstance(event, yaml.SequenceStartEvent) else {}
        self.stack.append(_Open(content, self._place(content, index)))
        return True

    def _check_plainness(
        self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, index: int
    ) -> None:
        """Report an anchor or a tag before a value."""
        if event.anchor:
            message = f"`&{event.anchor}` is an anchor, a name for the text after it"
            self._add(Code.ALIAS, message, index, f"take it out, or {IN_QUOTES}")
        if event.tag:
            typed = _TAG.search(self.text, index)
            message = f"`{typed[0] if typed else event.tag}` is a tag, an order to YAML"
            self._add(Code.TAG, message, index, f"take it out, or {IN_QUOTES}")

    def _scalar(self, event: yaml.ScalarEvent, index: int) -> str | None:
        value: str = event.value
        if not event.style and value in _NOTHING:
            return None
        if unseen := UNSEEN.search(value):  # written as a code: "\e"
            message = f"U+{ord(unseen[0]):04X} is written here, a character that nobody can see"
            self._add(Code.CONTROL_CHARACTER, message, index, "delete its code with the backslash")
            return UNSEEN.sub("", value)
        return value

    def _place(self, value: Tree, index: int) -> str | None:
        """Put a value where it belongs and return its place; a text may be a key instead."""
        place: str | None = ""
        if not self.stack:
            self.tree = value
        else:
            open_ = self.stack[-1]
            if isinstance(open_.content, list):
                place = open_.below(len(open_.content))
                open_.content.append(value)
            elif open_.key is _NO_KEY:
                self._take_key(open_, value, index)
                return None
            else:
                place = self._take_value(open_, value)
        if place is not None:
            self.marks.values[place] = self._at(index)
        return place

    def _take_key(self, table: _Open, key: Tree, index: int) -> None:
        table.key = _SKIP
        if not isinstance(key, str):
            message = "a key should be text"
            self._add(Code.NOT_TEXT, message, index, "write `key: value`; put the key in quotes")
        elif key in table.content:
            message = f"`{key}` is here twice: first in line {table.lines[key]}"
            self._add(Code.DUPLICATE_KEY, message, index, "keep one of the two")
        else:
            table.key = key
            table.lines[key] = self._at(index)[0]
            place = table.below(key)
            if place is not None:
                self.marks.keys[place] = self._at(index)

    @staticmethod
    def _take_value(table: _Open, value: Tree) -> str | None:
        key, table.key = table.key, _NO_KEY
        if not isinstance(key, str) or not isinstance(table.content, dict):
            return None
        table.content[key] = value
        return table.below(key)
