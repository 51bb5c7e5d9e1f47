"""An entry and its one JSON file: written once, never edited, read strictly."""

import json
import math
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from pdsa.core.bodies import fit_body
from pdsa.core.copies import entry_id
from pdsa.core.diagnostics import Code, Diagnostic, Severity, Source
from pdsa.core.documents import ENTRY
from pdsa.core.model import Address, Entry
from pdsa.core.shape import Problem, fit
from pdsa.core.words import ENTRY_KINDS, NEWEST_FORMAT
from pdsa.storage.files import write_new

if TYPE_CHECKING:
    from pdsa.storage.nodes import Marks

SIZE_LIMIT = 1_000_000  # bytes
DEEPEST = 20  # levels: an entry has five, and SQLite has a limit of its own
FACILITATION = "facilitation"  # the folder of the facilitator's own entries
_FACILITATORS_KINDS = frozenset(["assessment", "correction", "retraction"])
_DIGITS = 9  # in a format, at most
_DEEP = f"more than {DEEPEST} levels deep"
_RESTORE_HINT = "restore it from git or from the computer that logged it; it was not touched"
_CONFLICT_HINT = (  # --ours and --theirs would give the mixture again where both sides renamed it
    "entries are never edited: take one side whole, `git checkout HEAD -- FILE`;"
    " for the other side MERGE_HEAD, in a rebase REBASE_HEAD"
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
    form = str(tree.get("format"))
    if form.isascii() and form.isdigit() and len(form) <= _DIGITS and int(form) > NEWEST_FORMAT:
        message = f"written by a newer version of pdsa (format {form}); kept, not counted"
        hint = "update pdsa on this computer to see it"
        return None, [Diagnostic(Code.NEWER_FORMAT, message, Source(path), hint, Severity.WARNING)]
    clean, problems = _fit(tree, folder)
    findings = _located(path, content, problems)
    if clean is None:
        return None, findings
    entry = build_entry(path, clean, folder)
    if folder.district == FACILITATION and entry.kind not in _FACILITATORS_KINDS:
        message = f"this folder holds assessments only; a {entry.kind} entry does not count here"
        hint = "move it to the `entries` folder of its district"
        return None, [*findings, Diagnostic(Code.OTHER_FOLDER, message, Source(path), hint)]
    return entry, [*findings, *_witnesses(entry, clean, folder)]


def _fit(tree: dict[str, Any], folder: Address) -> tuple[dict[str, Any] | None, list[Problem]]:
    """The clean document, where all of it can be used, and what is wrong with head and body."""
    head = {key: value for key, value in tree.items() if key != "body" and value is not None}
    clean, problems = fit(ENTRY, head)
    kind, body = head.get("kind"), None
    if folder.district == FACILITATION and kind == "assessment" and "district" not in head:
        message = "an assessment in this folder names the `district` that it is about"
        problems.append(Problem((), Code.MISSING_KEY, message, "add `district`"))
        clean = None
    if not isinstance(tree.get("body"), dict):
        message, code = "`body` should be a table", Code.NOT_A_TABLE
        if "body" not in tree:
            message, code = "`body` is required", Code.MISSING_KEY
        problems.append(Problem(("body",), code, message, _RESTORE_HINT))
    elif kind in ENTRY_KINDS:
        body, wrong = fit_body(kind, tree["body"])
        problems += [found._replace(place=("body", *found.place)) for found in wrong]
    return (None if clean is None or body is None else {**clean, "body": body}), problems


def _read_tree(path: str, content: bytes) -> tuple[dict[str, Any] | None, list[Diagnostic]]:
    """The table that the file holds, or the one thing that keeps it from being read."""
    try:
        _refuse_text(content)
        tree = json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=_unique,
            parse_constant=_refuse_number,
            parse_float=_read_float,
        )
        _refuse_tree(tree, content)
    except _Unreadable as wrong:
        found = wrong
    except UnicodeDecodeError as wrong:
        found = _not_utf8(content, wrong.start)
    except json.JSONDecodeError as wrong:
        found = _Unreadable(Code.SYNTAX, f"not whole JSON: {wrong.msg}", wrong.lineno, wrong.colno)
    except RecursionError:
        found = _Unreadable(Code.TOO_DEEP, _DEEP)
    except ValueError:  # the limit that Python has for the digits of a number
        found = _Unreadable(Code.BAD_NUMBER, "a number in this file has thousands of digits")
    else:
        return tree, []
    return None, [_diagnostic(path, content, found)]


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
    before, marker, _ = (b"\n" + content).partition(b"\n<<<<<<<")
    if marker:
        message = "git left a conflict in this file"
        raise _Unreadable(Code.CONFLICT_MARKERS, message, before.count(b"\n") + 1)


def _not_utf8(content: bytes, start: int) -> _Unreadable:
    line = content[:start].rpartition(b"\n")[2]
    place = (content[:start].count(b"\n") + 1, len(line.decode("utf-8-sig", "replace")) + 1)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _Unreadable(Code.NOT_UTF8, "this file is UTF-16, not UTF-8 text")
    return _Unreadable(Code.NOT_UTF8, f"byte 0x{content[start]:02X} is not UTF-8 text", *place)


def _refuse_tree(tree: Any, content: bytes) -> None:
    if content.count(b"[") + content.count(b"{") > DEEPEST and _depth(tree) > DEEPEST:
        raise _Unreadable(Code.TOO_DEEP, _DEEP)
    if not isinstance(tree, dict):
        raise _Unreadable(Code.NOT_A_TABLE, "this file should be a table")
    if rb"\u" in content:  # only what another program wrote has it; half a character has no bytes
        try:
            json.dumps(tree, ensure_ascii=False).encode()
        except UnicodeEncodeError as wrong:
            half = f"\\u{ord(wrong.object[wrong.start]):04x}"
            raise _Unreadable(Code.NOT_UTF8, f"`{half}` is half a character") from None


def _depth(tree: Any) -> int:
    depth, level = 0, [tree]
    while level:
        depth += 1
        parts = (part.values() if isinstance(part, dict) else part for part in level)
        level = [below for part in parts for below in part if isinstance(below, dict | list)]
    return depth


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise _Unreadable(Code.DUPLICATE_KEY, "a key stands twice in this file")
    return table


def _read_float(text: str) -> float:
    return float(text) if math.isfinite(float(text)) else _refuse_number(text)


def _refuse_number(text: str) -> NoReturn:
    raise _Unreadable(Code.BAD_NUMBER, f"`{text[:20]}` is not a number that an entry can hold")


def _diagnostic(path: str, content: bytes, found: _Unreadable) -> Diagnostic:
    """The finding, with the place that only another look at the file can tell."""
    hint = _CONFLICT_HINT if found.code == Code.CONFLICT_MARKERS else _RESTORE_HINT
    if found.code == Code.DUPLICATE_KEY:
        from pdsa.storage.nodes import read_tree  # noqa: PLC0415 - as in _located

        for same in read_tree(content, path)[2]:
            if same.code == Code.DUPLICATE_KEY:
                return same._replace(hint=hint)
    return Diagnostic(found.code, found.message, Source(path, found.line, found.col), hint)


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
    facilitation = folder.district == FACILITATION
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
        if inside not in {None, outside} and outside != FACILITATION:
            message = f"says {key} `{inside}`, but lies in the folder of `{outside}`"
            hint = f"it counts for `{outside}`; move the file if that is wrong"
            place = Source(entry.path)
            findings.append(Diagnostic(Code.OTHER_FOLDER, message, place, hint, Severity.WARNING))
    if entry_id(entry.path.rpartition("/")[2]) != entry.id:
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
