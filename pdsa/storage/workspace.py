"""Where everything is: the root of a workspace, its folders, and a walk over its files."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from pdsa.core.addresses import Listing
from pdsa.core.copies import entry_id, original_of
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.model import Address

_SHOWN = 200  # characters of a name in a message
_LISTED = 6  # ids that a message names
MARKER = "cycles/network.yaml"
_INTEGER = 2**63 - 1  # the largest of SQLite
Stamp = tuple[int, int, int, int]  # size, mtime, ctime (nanoseconds), inode
_EXAMPLE = 'pdsa init . --name "Ourtown Network"'


class Found(NamedTuple):
    """A file of the workspace as the walk met it; `stamp` changes when the file does."""

    path: str  # from the root, with forward slashes
    role: str  # one of those in schema.py
    collaborative: str
    district: str
    stamp: Stamp


class EntryFile(NamedTuple):
    """The file of an entry, the address that its folder gives, and its id."""

    path: str
    folder: Address
    id: str


class Scope(NamedTuple):
    """The part of a workspace that a command reads; empty means all of it."""

    collaborative: str = ""
    district: str = ""


class Workspace(NamedTuple):
    """The folder that holds `cycles/`."""

    root: Path

    @property
    def database(self) -> Path:
        """The SQLite file, made from the others."""
        return self.root / ".pdsa" / "pdsa.db"

    def folder(self, address: Address) -> Path:
        """The folder of a collaborative, or of a district in it."""
        return self.root.joinpath("cycles", address.collaborative, address.district)

    def plan_file(self, address: Address) -> Path:
        """The YAML file of a cycle."""
        return self.folder(address) / f"{address.cycle}.yaml"

    def relative(self, path: Path) -> str:
        """A path as it is shown: from the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()

    def listing(self) -> Listing:
        """Every collaborative, its districts, and the ids of their cycles."""
        return {
            collaborative: {
                district: tuple(_plan_ids(self.root / "cycles" / collaborative / district))
                for district in _folders(self.root / "cycles" / collaborative)
                if district != "facilitation"
            }
            for collaborative in _folders(self.root / "cycles")
            if collaborative != "districts"
        }

    def walk(self, scope: Scope) -> Iterator[Found]:
        """Meet every file in `scope`, the shared ones included; one district needs no others."""
        cycles = self.root / "cycles"
        yield from _meet(cycles, "cycles", _network_role)
        if not scope.district:
            yield from _meet(cycles / "districts", "cycles/districts", _district_role)
        for name in [scope.collaborative] if scope.collaborative else _folders(cycles):
            if name != "districts":
                yield from _walk_collaborative(cycles / name, scope.district)

    def entry_files(self) -> Iterator[EntryFile]:
        """Every file of an entry by its name alone, sorted by path."""
        for folder in sorted(self.root.glob("cycles/*/*/entries")):
            address = Address(folder.parent.parent.name, folder.parent.name)
            names = set(_names(folder)) if folder.is_dir() else set()
            for name in sorted(names):
                is_entry = name.endswith(".json") and name[0] != "." and _is_text(name)
                if is_entry and original_of(name, ()) not in names:  # a copy of what is there
                    yield EntryFile(self.relative(folder / name), address, entry_id(name))

    def find_entry(self, prefix: str) -> EntryFile:
        """The one entry whose id begins with `prefix`. Raises PdsaError for none or several."""
        found = [file for file in self.entry_files() if file.id.startswith(prefix.lower())]
        if len(found) == 1 and prefix:
            return found[0]
        if not found or not prefix:
            raise PdsaError(f"there is no entry `{prefix}`", "see the ids: pdsa history")
        ids = ", ".join(entry.id for entry in found[:_LISTED])
        raise PdsaError(f"{len(found)} entries begin with `{prefix}`", f"write more of it: {ids}")


def named_folder(named: str) -> Path:
    """The folder that somebody named, `~` for their own. Raises PdsaError where there is none."""
    try:
        folder = Path(named).expanduser()
        if folder.is_dir():
            return folder
    except (OSError, RuntimeError):  # a name of thousands of characters, or nobody's home
        pass
    shown = named if len(named) <= _SHOWN else f"{named[:_SHOWN]}..."
    raise PdsaError(
        f"there is no folder `{shown}`", "check `-C` or PDSA_WORKSPACE", Exit.NO_WORKSPACE
    )


def find_workspace(start: Path, named: str = "") -> Workspace:
    """Walk up from `start` (or from `named`) to the folder that holds the workspace.

    Raises PdsaError with exit code 3 when there is none.
    """
    here = (named_folder(named) if named else start).resolve()
    for folder in (here, *here.parents):
        if os.path.isfile(folder / MARKER):  # noqa: PTH113 - no error where there is no access
            return Workspace(folder)
    raise PdsaError(
        f"no workspace in `{here}` or above it: there is no {MARKER}",
        f"go to its folder, name it with `-C DIR`, or make one: {_EXAMPLE}",
        Exit.NO_WORKSPACE,
    )


def _walk_collaborative(folder: Path, only: str) -> Iterator[Found]:
    collaborative = folder.name
    base = f"cycles/{collaborative}"
    yield from _meet(folder, base, _collaborative_role, collaborative)
    for district in [only, "facilitation"] if only else _folders(folder):
        inside, path, owner = folder / district, f"{base}/{district}", (collaborative, district)
        if district != "facilitation":
            yield from _meet(inside, path, _member_role, *owner)
        yield from _meet(inside / "entries", f"{path}/entries", _entry_role, *owner)
        yield from _meet(
            inside / "entries/removed", f"{path}/entries/removed", _removed_role, *owner
        )


def _network_role(name: str) -> str:
    return "network" if name == "network.yaml" else ""


def _district_role(name: str) -> str:
    return "district" if name.endswith(".yaml") else ""


def _collaborative_role(name: str) -> str:
    return "collaborative" if name == "collaborative.yaml" else ""


def _member_role(name: str) -> str:
    if name == "district.yaml":
        return "membership"
    if name.endswith(".yaml"):
        return "plan"
    return "odd" if name.endswith(".yml") else ""


def _entry_role(name: str) -> str:
    return "entry" if name.endswith(".json") else ""


def _removed_role(_name: str) -> str:
    return "removed"


def _meet(
    folder: Path,
    path: str,
    role_of: Callable[[str], str],
    collaborative: str = "",
    district: str = "",
) -> Iterator[Found]:
    try:
        met = os.scandir(folder)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        if folder.is_file():  # or something above it is one, and told already
            yield Found(path, "blocked", collaborative, district, _read_stamp(folder.stat()))
        return
    except OSError as wrong:
        raise _cannot_list(path, wrong) from wrong
    with met:
        files = {file.name: file for file in met if file.name[0] != "."}
    for name, file in files.items():
        original = original_of(name, files)
        role = "copy" if original and role_of(original) else role_of(name)
        if role and (stamp := _stamp(file)):
            if not _is_text(name):
                shown = name.encode(errors="backslashreplace").decode()
                yield Found(f"{path}/{shown}", "unnamed", collaborative, district, stamp)
                continue
            yield Found(f"{path}/{name}", role, collaborative, district, stamp)


def _stamp(file: os.DirEntry[str]) -> Stamp | None:
    """What changes with a file; None when it has just gone."""
    try:
        return _read_stamp(file.stat(follow_symlinks=False))
    except FileNotFoundError:
        return None


def _read_stamp(stat: os.stat_result) -> Stamp:
    """Size, times and inode, in the range of SQLite."""
    modified, changed, inode = stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino
    return stat.st_size, modified & _INTEGER, changed & _INTEGER, inode & _INTEGER


def _is_text(name: str) -> bool:
    """Whether a name can be written down: one of another encoding comes as halves of characters."""
    return name.isascii() or not any("\ud800" <= part <= "\udfff" for part in name)


def _folders(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as met:
            names = [part.name for part in met if part.is_dir() and part.name[0] != "."]
            return sorted(filter(_is_text, names))
    except FileNotFoundError:
        return []
    except OSError as wrong:
        raise _cannot_list(str(folder), wrong) from wrong


def _names(folder: Path) -> list[str]:
    try:
        return [file.name for file in folder.iterdir()]
    except OSError as wrong:
        raise _cannot_list(str(folder), wrong) from wrong


def _cannot_list(path: str, wrong: OSError) -> PdsaError:
    message = f"{path} cannot be listed: {wrong.strerror}"
    return PdsaError(message, "ask for access to it", Exit.UNREADABLE)


def _plan_ids(folder: Path) -> list[str]:
    names = _names(folder)
    return sorted(
        name.removesuffix(".yaml")
        for name in names
        if _member_role(name) == "plan" and name[0] != "." and not original_of(name, names)
    )
