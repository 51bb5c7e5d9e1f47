"""A bundle: plans and entries of a workspace, whole, as lines of JSON for people without git."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import NamedTuple

from pdsa.core.bundle import FILE_LIMIT, ROLES, Item, Limits, header, read_spot, shown
from pdsa.core.copies import entry_id, original_of
from pdsa.core.model import Address, Entry
from pdsa.storage.entries import FACILITATION, read_entry
from pdsa.storage.workspace import Found, Scope, Workspace

_IN_MEMORY = 8_000_000  # characters of lines before they go to a temporary file
_CHUNK = 1_000_000
_NO_FILES = {  # roles of what is met but is no file of the workspace
    "odd": "plans end in .yaml",
    "unnamed": "its name is not UTF-8 text",
    "blocked": "a file stands where a folder should be",
    "copy": "a copy that a sync service left beside another file",
}

Say = Callable[[str], None]


class Selection(NamedTuple):
    """Which part of a workspace goes into a bundle; empty means all."""

    since: date | None = None  # entries recorded, YAML files changed on that day or later
    collaborative: str = ""
    district: str = ""
    facilitation: bool = False  # the facilitator's own entries, too


def write_bundle(
    workspace: Workspace, wanted: Selection, put: Callable[[str], object], say: Say
) -> Mapping[str, int]:
    """Write the files of a selection with `put`, in pieces; return how many of each role.

    `say` gets a line for each file that cannot be carried. The same files give the same bytes.
    """
    counts: Counter[str] = Counter()
    with SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="\n") as body:
        for item in _items(workspace, wanted, say):
            counts[item.role] += 1
            body.write(_line(item._asdict()))
        put(_line(header(counts)))
        body.seek(0)
        while lines := body.readlines(_CHUNK):
            put("".join(lines))
    return counts


def _line(tree: Mapping[str, object]) -> str:
    return json.dumps(tree, ensure_ascii=False, separators=(",", ":")) + "\n"


def _items(workspace: Workspace, wanted: Selection, say: Say) -> Iterator[Item]:
    """The files of the selection in their order; what cannot be carried is told."""
    met = [_in_place(workspace, file) for file in workspace.walk(Scope(wanted.collaborative))]
    removed = {file.path for file in met if file.role == "removed"}
    listing = workspace.listing()
    for file in sorted(met, key=lambda file: (_rank(file), file.path)):
        if not _is_wanted(file, wanted, listing):
            continue
        if file.role == "entry" and _mark(file.path, entry_id(file.path)) in removed:
            continue  # erased: an old copy has come back
        try:
            item, entry = _read(workspace, file)
        except ValueError as wrong:
            say(f"left out: {shown(file.path)}: {wrong}")
            continue
        if file.role == "entry" and entry and _mark(file.path, entry.id) in removed:
            continue
        if _is_in_time(workspace.root / file.path, entry, wanted.since, file.role) and (
            file.district != FACILITATION or _is_about(entry, wanted.district)
        ):
            yield item


def _in_place(workspace: Workspace, file: Found) -> Found:
    """The file as met; the copy of an entry whose original is not here stands in its place."""
    folder, _, name = file.path.rpartition("/")
    original = original_of(name, ()) if file.role == "copy" and name.endswith(".json") else None
    if original and not (workspace.root / folder / original).exists():
        return file._replace(role="entry")
    return file


def _rank(file: Found) -> int:
    return ROLES.index(file.role) if file.role in ROLES else -1


def _mark(path: str, id: str) -> str:
    return f"{path.rpartition('/')[0]}/removed/{id}"


def _is_wanted(file: Found, wanted: Selection, listing: Mapping[str, Mapping[str, object]]) -> bool:
    if file.district == FACILITATION:
        return wanted.facilitation
    if file.role == "district":
        id = file.path.rpartition("/")[2].removesuffix(".yaml")
        member = not wanted.collaborative or id in listing[wanted.collaborative]
        return member and wanted.district in {"", id}
    if not wanted.district or not file.collaborative:
        return True
    if not file.district:
        return wanted.district in listing[file.collaborative]
    return file.district == wanted.district


def _read(workspace: Workspace, file: Found) -> tuple[Item, Entry | None]:
    """The line for a file, and its entry where it is one that can be read. Raises ValueError."""
    if file.role in _NO_FILES:
        raise ValueError(_NO_FILES[file.role])
    read_spot(file.path)  # what no import would take
    path = workspace.root / file.path
    try:
        if path.is_symlink() or not path.is_file():
            raise ValueError("it is a link or a folder, not a file")
        with path.open("rb") as opened:
            content = b"" if file.role == "removed" else opened.read(FILE_LIMIT + 1)
        item = Item(file.path, file.role, content.decode())
    except OSError as wrong:
        raise ValueError(f"cannot be read: {wrong.strerror}") from None
    except UnicodeDecodeError as wrong:
        raise ValueError(f"byte 0x{content[wrong.start]:02X} is not UTF-8 text") from None
    if len(content) > FILE_LIMIT or len(_line(item._asdict()).encode()) > Limits().line:
        raise ValueError(f"more than {FILE_LIMIT:,} bytes, which is the limit")
    if file.role != "entry":
        return item, None
    return item, read_entry(file.path, content, Address(file.collaborative, file.district))[0]


def _is_in_time(path: Path, entry: Entry | None, since: date | None, role: str) -> bool:
    """Whether a file is new enough; what has no time that can be read, and marks, always are."""
    if since is None or role == "removed" or (role == "entry" and entry is None):
        return True
    if entry is not None:
        return entry.recorded.astimezone().date() >= since
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date() >= since


def _is_about(entry: Entry | None, district: str) -> bool:
    return not district or (entry is not None and entry.address.district == district)
