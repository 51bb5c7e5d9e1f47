"""An entry and its one JSON file: written once, never edited, read strictly."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pdsa.core.bodies import fit_body
from pdsa.core.diagnostics import Code, Diagnostic, Severity, Source
from pdsa.core.documents import ENTRY
from pdsa.core.model import Address, Entry
from pdsa.core.shape import Problem, fit
from pdsa.core.words import ENTRY_KINDS, NEWEST_FORMAT
from pdsa.storage.files import write_new

if TYPE_CHECKING:
    from pdsa.storage.nodes import Marks

SIZE_LIMIT = 1_000_000  # bytes
_RESTORE_HINT = "restore it from git or from the computer that logged it; it was not touched"
_CONFLICT_HINT = (
    "entries are never edited: take one side whole, `git checkout --ours` or `--theirs`"
)


def entry_name(entry: Entry) -> str:
    """The name of an entry's file: its day, its kind, its id."""
    return f"{entry.day.isoformat()}-{entry.kind}-{entry.id}.json"


def write_entry(folder: Path, entry: Entry) -> Path:
    """Write the entry to a new file and return its path. Raises FileExistsError for a known id."""
    # The file is the record and comes first: killed before the insert, the next refresh finds it.
    # Database first would leave a row that no file can restore.
    path = folder / "entries" / entry_name(entry)
    write_new(path, encode(entry).encode())
    return path


def encode(entry: Entry) -> str:
    """The text of an entry's file: sorted keys, long text as a list of lines."""
    document = {**as_document(entry), "body": _lines(entry.body)}
    return json.dumps(document, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def in_utc(at: datetime) -> str:
    """A moment as text that sorts by time."""
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def as_document(entry: Entry) -> dict[str, Any]:
    """The entry as its file holds it, long text in one piece."""
    return {
        "format": NEWEST_FORMAT,
        "id": entry.id,
        "kind": entry.kind,
        "collaborative": entry.address.collaborative,
        "district": entry.address.district,
        "cycle": entry.address.cycle or None,
        "day": entry.day.isoformat(),
        "recorded": in_utc(entry.recorded),
        "by": entry.by,
        "afterwards": entry.afterwards,
        "release": entry.release or None,
        "body": entry.body,
    }


def read_entry(path: str, content: bytes, folder: Address) -> tuple[Entry | None, list[Diagnostic]]:
    """Read one entry; `folder` is the address that its folder gives.

    Returns no entry when the file cannot be used. An entry of a newer version is returned as such
    a finding, never guessed at.
    """
    tree, findings = _read_tree(path, content)
    if tree is None:
        return None, findings
    if isinstance(tree.get("format"), int) and tree["format"] > NEWEST_FORMAT:
        message = f"written by a newer version of pdsa (format {tree['format']}); kept, not counted"
        hint = "update pdsa on this computer to see it"
        return None, [Diagnostic(Code.NEWER_FORMAT, message, Source(path), hint, Severity.WARNING)]
    head = {key: value for key, value in tree.items() if key != "body" and value is not None}
    clean, problems = fit(ENTRY, head)
    kind = head.get("kind")
    body = None
    if kind in ENTRY_KINDS:
        body, wrong = fit_body(kind, tree.get("body"))
        problems += [
            Problem(("body", *p.place), p.code, p.message, p.hint, p.on_key) for p in wrong
        ]
    findings = _located(path, content, problems)
    if clean is None or body is None:
        return None, findings
    entry = build_entry(path, {**clean, "body": body}, folder)
    return entry, [*findings, *_witnesses(entry, clean, folder)]


def _read_tree(path: str, content: bytes) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """The table that the file holds, or the one thing that keeps it from being read."""
    try:
        _refuse_text(content)
        tree = json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_refuse
        )
        _refuse_non_table(tree)
    except _Unreadable as wrong:
        found = wrong
    except UnicodeDecodeError as wrong:
        line = content[: wrong.start].count(b"\n") + 1
        found = _Unreadable(Code.NOT_UTF8, f"byte {wrong.start + 1} is not UTF-8 text", line)
    except json.JSONDecodeError as wrong:
        found = _Unreadable(Code.SYNTAX, f"not whole JSON: {wrong.msg}", wrong.lineno, wrong.colno)
    except RecursionError:
        found = _Unreadable(Code.TOO_DEEP, "nested too deeply to be an entry")
    else:
        return tree, []
    hint = _CONFLICT_HINT if found.code == Code.CONFLICT_MARKERS else _RESTORE_HINT
    return None, [Diagnostic(found.code, found.message, Source(path, found.line, found.col), hint)]


class _Unreadable(Exception):  # noqa: N818 - it never leaves this module
    """Why a file is no entry, and where that shows."""

    def __init__(self, code: Code, message: str, line: int = 1, col: int = 1) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.line = line
        self.col = col


def _refuse_text(content: bytes) -> None:
    if len(content) > SIZE_LIMIT:
        message = f"more than {SIZE_LIMIT:,} bytes, which is the limit"
        raise _Unreadable(Code.TOO_LARGE, message)
    if not content.strip():
        raise _Unreadable(Code.EMPTY_FILE, "the file is empty")
    before, marker, _ = (b"\n" + content).partition(b"\n<<<<<<< ")
    if marker:
        message = "git left a conflict in this file"
        raise _Unreadable(Code.CONFLICT_MARKERS, message, before.count(b"\n") + 1)


def _refuse_non_table(tree: Any) -> None:
    if not isinstance(tree, dict):
        raise _Unreadable(Code.NOT_A_TABLE, "this file should be a table")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise _Unreadable(Code.DUPLICATE_KEY, "a key stands twice in this file")
    return table


def _refuse(constant: str) -> Any:
    raise _Unreadable(Code.BAD_NUMBER, f"`{constant}` is not a number that an entry can hold")


def _located(path: str, content: bytes, problems: list[Problem]) -> list[Diagnostic]:
    if not problems:
        return []
    from pdsa.storage.nodes import read_tree  # noqa: PLC0415 - YAML only where JSON needs a place

    _, marks, _ = read_tree(content, path)
    return [Diagnostic(p.code, p.message, Source(path, *_mark(marks, p)), p.hint) for p in problems]


def _mark(marks: "Marks", problem: Problem) -> tuple[int, int]:
    places = marks.keys if problem.on_key else marks.values
    return places.get("/".join(map(str, problem.place)), (1, 1))


def build_entry(path: str, clean: Mapping[str, Any], folder: Address) -> Entry:
    """The entry that a clean document says, where `folder` is the address that its folder gives."""
    facilitation = folder.district == "facilitation"
    district = clean.get("district") or "" if facilitation else folder.district
    return Entry(
        id=clean["id"],
        kind=clean["kind"],
        address=Address(folder.collaborative, district, clean.get("cycle") or ""),
        day=datetime.fromisoformat(clean["day"]).date(),
        recorded=datetime.fromisoformat(clean["recorded"]),
        by=clean["by"],
        body=clean["body"],
        path=path,
        afterwards=clean.get("afterwards", False),
        release=clean.get("release") or "",
    )


def _witnesses(entry: Entry, clean: Mapping[str, Any], folder: Address) -> list[Diagnostic]:
    """Collaborative, district and id stand in the path, too: the path decides, the rest is said."""
    findings = []
    for key in ("collaborative", "district"):
        inside, outside = clean.get(key), getattr(folder, key)
        if inside not in {None, outside} and outside != "facilitation":
            message = f"says {key} `{inside}`, but lies in the folder of `{outside}`"
            hint = f"it counts for `{outside}`; move the file if that is wrong"
            place = Source(entry.path)
            findings.append(Diagnostic(Code.OTHER_FOLDER, message, place, hint, Severity.WARNING))
    if not entry.path.removesuffix(".json").endswith(f"-{entry.id}"):
        message = f"the id inside is `{entry.id}`, the file is named otherwise"
        hint = f"rename it to end in -{entry.id}.json; until then it counts under the id inside"
        place = Source(entry.path)
        findings.append(Diagnostic(Code.FILE_NAME, message, place, hint, Severity.WARNING))
    return findings


def _lines(value: Any) -> Any:
    match value:
        case str() if "\n" in value:
            return value.split("\n")
        case Mapping():
            return {key: _lines(part) for key, part in value.items()}
        case list() | tuple():
            return [_lines(part) for part in value]
    return value
