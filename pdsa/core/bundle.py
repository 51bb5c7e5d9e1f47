"""What a bundle may carry, and when two files say the same: paths, names, contents."""

import json
import re
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any, NamedTuple

from pdsa.core.ids import id_problem, is_id
from pdsa.core.model import Address
from pdsa.core.plain_text import clip, count_words, visible

SCHEMA = "pdsa.bundle/1"
FORMAT = 1  # the newest that this version reads
ROLES = (  # in the order of a bundle: a mark keeps the entry that comes after it away
    *("network", "district", "collaborative", "membership", "plan"),
    *("removed", "entry"),
)
FILE_LIMIT = 1_000_000  # bytes
_SHOWN = 120  # characters of a path that a message shows
_LAYOUT = {  # the first that fits
    "network": r"cycles/network\.yaml",
    "district": r"cycles/districts/([^/]+)\.yaml",
    "collaborative": r"cycles/([^/]+)/collaborative\.yaml",
    "membership": r"cycles/([^/]+)/([^/]+)/district\.yaml",
    "plan": r"cycles/([^/]+)/([^/]+)/([^/]+)\.yaml",
    "removed": r"cycles/([^/]+)/([^/]+)/entries/removed/[^/]+",
    "entry": r"cycles/([^/]+)/([^/]+)/entries/[^/]+\.json",
}
_NAME = re.compile(r'[^\\:*?"<>|\0-\x1f\x7f]{1,200}')
_KEPT_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,99}-([0-9a-z]{26})\.json")
_OTHER = re.compile(r"-other-[0-9a-f]{16}(?=-[0-9a-z]{26}\.json\Z)")


class Limits(NamedTuple):
    """How large a bundle may be."""

    line: int = 1_500_000  # bytes: a file of 1 MB with what JSON adds to it
    bundle: int = 1_000_000_000  # bytes
    lines: int = 200_000


class Item(NamedTuple):
    """One file, as a line of a bundle carries it."""

    path: str  # from the root, with forward slashes
    role: str  # one of ROLES
    text: str


class Spot(NamedTuple):
    """Where a file of a bundle belongs: its role, whose folder, its name there."""

    role: str
    folder: Address
    name: str


def read_spot(path: str) -> Spot:
    """Return where `path` leads, if the layout of a workspace knows it. Raises ValueError."""
    found = ((role, re.fullmatch(pattern, path)) for role, pattern in _LAYOUT.items())
    role, match = next(((role, match) for role, match in found if match), ("", None))
    if not match:
        raise ValueError("a workspace has no such place")
    ids, name = match.groups(), path.rpartition("/")[2]
    in_entries = role in {"removed", "entry"}
    for place, id in enumerate(ids):
        reserved = in_entries and place == 1 and id == "facilitation"
        if (wrong := id_problem(id)) and not reserved:
            raise ValueError(shown(wrong))
    if (role == "removed" and not is_id(name)) or (role == "entry" and not _NAME.fullmatch(name)):
        raise ValueError("the name of its file is not one of an entry")
    return Spot(role, Address("" if role == "district" else "".join(ids[:1]), *ids[1:2]), name)


def read_item(tree: Any) -> Item:
    """Return the file that a line says. Raises ValueError with what is wrong."""
    said = tree if isinstance(tree, dict) else {}
    for key in Item._fields:
        if not isinstance(said.get(key), str):
            raise ValueError(f"it has no text under `{key}`")  # noqa: TRY004 - wrong data
    item = Item(said["path"], said["role"], said["text"])
    spot = read_spot(item.path)
    if spot.role != item.role:
        raise ValueError(f"it says role `{shown(item.role)}`, its place is that of a {spot.role}")
    try:
        size = len(item.text.encode())
    except UnicodeEncodeError:
        raise ValueError("half a character stands in its text") from None
    if size > FILE_LIMIT:
        raise ValueError(f"more than {FILE_LIMIT:,} bytes, which is the limit of a file")
    return item


def header(counts: Mapping[str, int]) -> dict[str, Any]:
    """Return the first line of a bundle with so many files of each role."""
    found = {role: counts[role] for role in ROLES if counts.get(role)}
    return {"schema": SCHEMA, "format": FORMAT, "files": sum(found.values()), "counts": found}


def is_header(tree: Any) -> bool:
    """Say whether a line is the header of a bundle, of whatever format."""
    schema = tree.get("schema") if isinstance(tree, dict) else None
    return isinstance(schema, str) and schema.startswith("pdsa.bundle/")


def is_newer(tree: Mapping[str, Any]) -> bool:
    """Say whether a header is of a format that this version does not know."""
    return (tree["schema"], tree.get("format")) != (SCHEMA, FORMAT)


def kept_name(name: str, id: object) -> str:
    """Return the name for an entry that only a newer version can read. Raises ValueError."""
    plain = plain_name(name)
    found = _KEPT_NAME.fullmatch(plain)
    if not found or found[1] != id or not is_id(found[1]):
        raise ValueError("the name of its file does not end in its id")
    return plain


def entry_content(content: bytes) -> bytes:
    """Return what decides whether two entries say the same: parsed, so that layout is nothing."""
    try:
        tree = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
        return json.dumps(tree, sort_keys=True).encode()
    except (ValueError, RecursionError):  # damaged: only itself is the same
        return content


def yaml_content(content: bytes) -> bytes:
    """Return what decides whether two YAML files say the same: only line ends may differ."""
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def fingerprint(said: bytes) -> str:
    """Return 16 characters that tell one content from another in the name of a file."""
    return blake2b(said, digest_size=8).hexdigest()


def other_name(name: str, content: bytes) -> str:
    """Return the name that an entry has where its id has two contents: by its content."""
    stem, _, id = name.removesuffix(".json").rpartition("-")
    return f"{stem}-other-{fingerprint(entry_content(content))}-{id}.json"


def plain_name(name: str) -> str:
    """Return the name that an entry would have if its id had one content."""
    return _OTHER.sub("", name)


def aside_name(path: str, content: bytes) -> str:
    """Return the name beside a YAML file for another content of it: check calls it a copy."""
    mark = fingerprint(yaml_content(content))
    return f"{path.removesuffix('.yaml')} (import conflict {mark}).yaml"


def count_files(counts: Mapping[str, int]) -> str:
    """Return so many files of each role in words: 12 entries, 2 plans and 3 other files."""
    others = sum(counts.get(role, 0) for role in ROLES if role not in {"entry", "plan", "removed"})
    parts = [
        count_words(counts.get("entry", 0), "entry", "entries"),
        count_words(counts.get("plan", 0), "plan"),
        count_words(others, "other file"),
        count_words(counts.get("removed", 0), "mark of an erased entry", "marks of erased entries"),
    ]
    named = [part for part in parts if not part.startswith("0 ")]
    *rest, last = named or ["nothing"]
    return f"{', '.join(rest)} and {last}" if rest else last


def shown(text: str) -> str:
    """Return what somebody else wrote, fit for a line on a screen."""
    return clip(visible(text), _SHOWN)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(table := dict(pairs)) != len(pairs):
        raise ValueError("a key stands twice")
    return table
