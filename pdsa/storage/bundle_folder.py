"""The entries of one folder as an import has to know them: names, ids, contents, marks."""

import json
import os
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any

from pdsa.core.bundle import FILE_LIMIT, entry_content, plain_name
from pdsa.core.copies import entry_id
from pdsa.core.ids import is_id


class EntryFolder:
    """The entries of one folder by their names, and the marks of those that were erased."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.groups: dict[str, set[str]] = {}  # plain name -> names
        self.ids: dict[str, set[str]] = {}  # id -> names
        self.known: dict[str, bytes] = {}  # name -> what it says, where that was asked for
        self.fresh: set[str] = set()  # names that this import wrote
        self.claimed: set[str] = set()  # ids of entries that are here, with a mark in the bundle
        self.marked = frozenset(filter(is_id, _list(path / "removed")))  # before this import
        self.removed = set(self.marked)
        for name in _list(path):
            if name.endswith(".json") and name[0] != ".":
                self.add(name)

    def add(self, name: str, said: bytes = b"", *, fresh: bool = False) -> None:
        """Know one file more; `fresh`: this import wrote it."""
        self.groups.setdefault(plain_name(name), set()).add(name)
        self.ids.setdefault(entry_id(name), set()).add(name)
        if said:
            self.known[name] = said
        if fresh:
            self.fresh.add(name)

    def drop(self, name: str) -> None:
        """Forget a file."""
        self.groups[plain_name(name)].discard(name)
        self.ids[entry_id(name)].discard(name)
        self.fresh.discard(name)

    def said(self, name: str) -> bytes:
        """What tells the content of a file from others."""
        if name not in self.known:
            self.known[name] = digest_entry(read_bounded(self.path / name))
        return self.known[name]

    def named(self, name: str) -> set[str]:
        """The files that claim a plain name."""
        return set(self.groups.get(name, ()))

    def names_of(self, id: str) -> set[str]:
        """The files of an id."""
        return set(self.ids.get(id, ()))

    def condemned(self) -> set[str]:
        """The ids that marks of the bundle erase, and those of the corrections of erased entries.

        A file that came back after its mark was set is not the business of a bundle without it.
        """
        reached = self.claimed | (self.removed - self.marked)
        corrections = list(self._corrections()) if reached or self.marked else []
        before = -1
        while before != len(reached):  # a correction of a correction of it
            before = len(reached)
            reached |= {id for id, target in corrections if target in reached | self.marked}
        return {id for id in reached if self.ids.get(id)}

    def lost(self) -> set[str]:
        """The names that were here before and would be deleted."""
        return {name for id in self.condemned() for name in self.names_of(id)} - self.fresh

    def _corrections(self) -> Iterator[tuple[str, str]]:
        for id, names in self.ids.items():
            for name in names:
                if "-correction-" in name:
                    yield id, _target(read_bounded(self.path / name))


def _target(content: bytes) -> str:
    try:
        tree: Any = json.loads(content.decode("utf-8-sig"))
        return str(tree["body"]["corrects"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""


def digest_entry(content: bytes) -> bytes:
    """Return what tells the content of an entry from any other."""
    return blake2b(entry_content(content), digest_size=32).digest()


def read_bounded(path: Path) -> bytes:
    """Return as much of a file as a bundle may carry, and a byte more. Raises OSError."""
    try:
        with path.open("rb") as opened:
            return opened.read(FILE_LIMIT + 1)
    except FileNotFoundError:  # in a dry run nothing is written
        return b""


def _list(folder: Path) -> list[str]:
    """The files of a folder, no links among them."""
    try:
        with os.scandir(folder) as met:
            return [file.name for file in met if file.is_file(follow_symlinks=False)]
    except FileNotFoundError:
        return []
