"""Taking a bundle into a workspace: new files are written, nothing that is here is overwritten.

What is kept under which name follows from the contents alone, so that bundles may come in any
order and any number of times. Only where two bundles disagree about a YAML file that was not here
does the first one give it its content: people write these, and no program rewrites them.
"""

import errno
import json
import os
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from pdsa.core.bundle import (
    Item,
    Spot,
    aside_name,
    count_files,
    kept_name,
    other_name,
    read_spot,
    yaml_content,
)
from pdsa.core.diagnostics import Code, Severity
from pdsa.core.errors import PdsaError
from pdsa.core.ids import is_id
from pdsa.core.model import Address
from pdsa.core.plain_text import count_words
from pdsa.storage.bundle_folder import EntryFolder, digest_entry, read_bounded
from pdsa.storage.bundle_lines import Refused, read_bundle
from pdsa.storage.entries import entry_name, read_entry
from pdsa.storage.files import sync_folder, write_new
from pdsa.storage.workspace import Workspace

_KEPT = {Code.NEWER_FORMAT, Code.UNKNOWN_KIND}  # what only a newer version can read
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO}  # the next file would fare no better


class Intake:
    """One import as it goes on: give it the lines, then read what became of them."""

    def __init__(self, workspace: Workspace, *, dry_run: bool) -> None:
        self.workspace = workspace
        self.dry_run = dry_run
        self.new: Counter[str] = Counter()  # role -> files written
        self.there = 0  # files that were here already
        self.stay_erased = 0  # entries that came and were erased here
        self.erased = 0
        self.aside: dict[str, str] = {}  # two contents of one thing: a line for each
        self.refused: list[Refused] = []
        self.notes: list[str] = []
        self.touched: set[str] = set()  # collaboratives
        self._folders: dict[Address, EntryFolder] = {}

    def take_all(self, stream: BinaryIO) -> None:
        """Take every line of a bundle. Raises PdsaError where it is none, OSError from reading."""
        for line in read_bundle(stream):
            if isinstance(line, Refused):
                self.refused.append(line)
            else:
                self.take(*line)

    def take(self, number: int, item: Item) -> None:
        """Take the file of a line. Raises PdsaError where the disk takes no more."""
        spot = read_spot(item.path)
        try:
            if spot.role == "entry":
                self._take_entry(spot, item)
            elif spot.role == "removed":
                self._take_mark(spot)
            else:
                self._take_yaml(spot, item)
        except ValueError as wrong:
            self.refused.append(Refused(number, item.path, str(wrong)))
        except OSError as wrong:
            reason = wrong.strerror or str(wrong)
            if wrong.errno in _FULL:
                hint = "what came before is in; make room, then import it again: nothing doubles"
                raise PdsaError(f"stopped at line {number}: {reason}", hint) from wrong
            self.refused.append(Refused(number, item.path, f"could not be written: {reason}"))
        if spot.folder.collaborative:
            self.touched.add(spot.folder.collaborative)

    def awaiting(self) -> list[str]:
        """The files that were here before and that a mark of the bundle erases, sorted."""
        every = [folder.path / name for folder in self._folders.values() for name in folder.lost()]
        return sorted(map(self.workspace.relative, every))

    def erase(self, *, also_old: bool) -> None:
        """Delete what marks erase: what this import brought, and what was here if that is wanted.

        A mark stays for each id, and a correction goes with its entry, for it may hold its words.
        """
        try:
            for folder in self._folders.values():
                for id in sorted(folder.condemned()):
                    if also_old or folder.names_of(id) <= folder.fresh:
                        self._erase(folder, id)
        except (OSError, ValueError) as wrong:
            reason = getattr(wrong, "strerror", "") or wrong
            raise PdsaError(f"not erased: {reason}", "ask for access, then import again") from wrong

    @property
    def counts(self) -> Mapping[str, int]:
        """How many files of each role are new."""
        fresh = sum(len(folder.fresh) for folder in self._folders.values())
        return {**self.new, "entry": fresh}

    def trouble(self) -> list[str]:
        """A line for each thing that somebody should look at."""
        refused = [
            f"line {line.number}: {f'{line.path}: ' if line.path else ''}{line.reason}"
            for line in self.refused
        ]
        return [*refused, *self.aside.values(), *self.notes]

    def sentence(self) -> str:
        """What became of the bundle, in one line with the next step."""
        parts = [f"{'would import' if self.dry_run else 'imported'} {count_files(self.counts)}"]
        told = {
            "{} there already": self.there,
            "{} erased here before": self.stay_erased,
            "{} erased now": self.erased,
            "{} with another content": len(self.aside),
            "{} refused": len(self.refused),
        }
        parts += [words.format(count) for words, count in told.items() if count]
        then = f"report {min(self.touched)}" if self.touched else "status"
        return f"{'; '.join(parts)}; next: pdsa {'check' if self.aside else then}"

    def _take_entry(self, spot: Spot, item: Item) -> None:
        content = item.text.encode()
        folder = self._folder(spot.folder)
        id, name, target = _identify(spot, item, content)
        here = folder.names_of(id)
        if target in folder.removed and not here:
            self._mark(folder, id)  # a correction of what was erased
        if id in folder.removed or id in folder.claimed:
            self.stay_erased += 1
            return
        said = digest_entry(content)
        same_name = here & folder.named(name)
        if said in map(folder.said, same_name):
            self.there += 1
        else:
            chosen = other_name(name, content) if same_name else name
            self._write(folder.path / chosen, content)
            folder.add(chosen, said, fresh=True)
        if {said, *map(folder.said, same_name)} != {said}:
            self._name_by_content(folder, name)
        if {said, *map(folder.said, folder.names_of(id))} != {said}:
            line = f"{item.path}: the entry `{id}` has another content here; both are kept"
            self.aside[str(folder.path / id)] = line

    def _name_by_content(self, folder: EntryFolder, name: str) -> None:
        """Rename the file with the plain name by its content: two contents claim that name."""
        if name not in folder.named(name):
            return
        content = read_bounded(folder.path / name)
        other = other_name(name, content)
        if other not in folder.named(name):
            self._write(folder.path / other, content)
            folder.add(other, folder.said(name), fresh=name in folder.fresh)
        self._unlink(folder, name)

    def _erase(self, folder: EntryFolder, id: str) -> None:
        self._mark(folder, id)
        self.aside.pop(str(folder.path / id), "")
        self.erased += len(folder.names_of(id) - folder.fresh)
        for name in sorted(folder.names_of(id)):
            self._unlink(folder, name)

    def _take_mark(self, spot: Spot) -> None:
        folder = self._folder(spot.folder)
        if folder.names_of(spot.name):
            folder.claimed.add(spot.name)
        elif spot.name in folder.removed:
            self.there += 1
        else:
            self._mark(folder, spot.name)
            self.new["removed"] += 1

    def _mark(self, folder: EntryFolder, id: str) -> None:
        if id not in folder.removed:
            self._write(folder.path / "removed" / id, b"")
            folder.removed.add(id)

    def _take_yaml(self, spot: Spot, item: Item) -> None:
        content = item.text.encode()
        path = self.workspace.root / item.path
        if not os.path.lexists(path):
            self._write(path, content)
            self.new[spot.role] += 1
            self._note_errors(spot.role, item.path, content)
            return
        self._refuse_links(path)
        if yaml_content(read_bounded(path)) == yaml_content(content):
            self.there += 1
            return
        aside = aside_name(item.path, content)
        if not (self.workspace.root / aside).exists():
            self._write(self.workspace.root / aside, content)
        line = f"{item.path} says something else here; kept beside it as `{aside}`"
        self.aside[aside] = line

    def _note_errors(self, role: str, path: str, content: bytes) -> None:
        from pdsa.storage.plans import read_document  # noqa: PLC0415 - YAML only for YAML

        found = read_document(role, path, content).diagnostics
        if errors := sum(one.severity == Severity.ERROR for one in found):
            self.notes.append(f"{path} is in, with {count_words(errors, 'error')}: pdsa check")

    def _write(self, path: Path, content: bytes) -> None:
        self._refuse_links(path)
        if self.dry_run:
            return
        try:
            write_new(path, content)
        except FileExistsError:
            raise ValueError("something else has taken its name; see what it is") from None

    def _unlink(self, folder: EntryFolder, name: str) -> None:
        folder.drop(name)
        if not self.dry_run:
            (folder.path / name).unlink(missing_ok=True)
            sync_folder(folder.path)

    def _folder(self, address: Address) -> EntryFolder:
        if address not in self._folders:
            path = self.workspace.folder(address) / "entries"
            self._refuse_links(path / "removed")
            self._folders[address] = EntryFolder(path)
        return self._folders[address]

    @staticmethod
    def _refuse_links(path: Path) -> None:
        """Refuse a place that a link leads to, out of the workspace perhaps."""
        if os.path.normcase(os.path.realpath(path)) != os.path.normcase(path):
            raise ValueError("a link stands on the way to it, and import follows none")


def _identify(spot: Spot, item: Item, content: bytes) -> tuple[str, str, str]:
    """The id of an entry, the name of its file, what it corrects. Raises ValueError."""
    entry, findings = read_entry(item.path, content, spot.folder)
    if entry is None and any(found.code in _KEPT for found in findings):
        id = json.loads(content.decode("utf-8-sig")).get("id")
        return str(id), kept_name(spot.name, id), ""
    if entry is None:
        errors = [found for found in findings if found.severity == Severity.ERROR]
        raise ValueError(errors[0].message)
    if not is_id(entry.id):
        raise ValueError("its id is not one of an entry")
    target = str(entry.body["corrects"]) if entry.kind == "correction" else ""
    return entry.id, entry_name(entry), target
