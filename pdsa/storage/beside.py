"""What stands beside the files that are read: copies, plans with another ending, marks."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from pdsa.core.copies import Alike, describe_copy, entry_id, original_of
from pdsa.core.diagnostics import Code, Diagnostic, Source

Pair = tuple[str, str]  # collaborative, district; both empty: what all share

_COPIES = """
SELECT path, digest, document FROM files
WHERE role = 'copy' AND collaborative = ? AND district = ? ORDER BY path"""
_OTHERS = """
SELECT path FROM files
WHERE role NOT IN ('copy', 'entry', 'removed') AND collaborative = ? AND district = ?"""
_BACK = """
SELECT entry.path, json_extract(entry.document, '$.id') FROM files entry JOIN files mark
ON mark.path = 'cycles/' || entry.collaborative || '/' || entry.district
    || '/entries/removed/' || json_extract(entry.document, '$.id')
WHERE entry.role = 'entry' AND entry.document != ''
    AND entry.collaborative = ? AND entry.district = ? ORDER BY 1"""


class Copied(NamedTuple):
    """A copy: its path, the name of its original, how they compare."""

    path: str
    original: str
    alike: Alike

    @property
    def lacking(self) -> bool:
        """Whether figures lack something that it says."""
        is_entry = self.original.endswith(".json")
        return self.alike == Alike.DIFFERENT or (self.alike == Alike.ALONE and not is_entry)

    def describe(self) -> Diagnostic:
        """Return the finding about it."""
        return describe_copy(self.path, self.original, self.alike)


def find_copies(connection: sqlite3.Connection, pair: Pair) -> list[Copied]:
    """Return the copies in the folders of a pair, sorted by path."""
    copies = connection.execute(_COPIES, pair).fetchall()
    return list(_compare(connection, pair, copies)) if copies else []


def find_odd(connection: sqlite3.Connection, pair: Pair) -> list[Diagnostic]:
    """Plans with the other ending of YAML, which nothing reads; some have a twin that is read."""
    query = (
        "SELECT odd.path, twin.path FROM files odd LEFT JOIN files twin"
        " ON twin.path = substr(odd.path, 1, length(odd.path) - 4) || '.yaml'"
        " WHERE odd.role = 'odd' AND odd.collaborative = ? AND odd.district = ? ORDER BY 1"
    )
    findings = []
    for path, twin in connection.execute(query, pair):
        name = path.rpartition("/")[2].removesuffix(".yml")
        if twin:
            message = f"`{name}` is the id of {name}.yaml, too; only that file is read"
            hint = f"keep one: put what differs into {name}.yaml and delete {name}.yml"
            findings.append(Diagnostic(Code.SAME_ID, message, Source(path), hint))
        else:
            hint = f"rename it to {name}.yaml"
            findings.append(Diagnostic(Code.WRONG_SUFFIX, "plans end in .yaml", Source(path), hint))
    return findings


def find_erased(connection: sqlite3.Connection, pair: Pair) -> list[Diagnostic]:
    """The entries that were erased and whose files came back, with an old branch or a backup."""
    return [
        Diagnostic(
            Code.ERASED_ENTRY,
            "this entry was erased, and its file came back; it does not count",
            Source(path),
            f"erase it again: pdsa retract {id} --why ... --erase",
        )
        for path, id in connection.execute(_BACK, pair)
    ]


def _compare(
    connection: sqlite3.Connection, pair: Pair, copies: list[tuple[str, str, str]]
) -> Iterator[Copied]:
    others = [path for (path,) in connection.execute(_OTHERS, pair)]
    for path, digest, document in copies:
        folder, _, name = path.rpartition("/")
        beside = [o.rpartition("/")[2] for o in others if o.rpartition("/")[0] == folder]
        original = original_of(name, beside) or name
        mark = f"{folder}/removed/{entry_id(original)}"
        if original.endswith(".json") and _stored(connection, mark):
            yield Copied(path, original, Alike.ERASED)
            continue
        found = _stored(connection, f"{folder}/{original}")
        if found is None:
            if document or not original.endswith(".json"):  # or reading it said enough
                yield Copied(path, original, Alike.ALONE)
        elif digest == found[0] or (document and document == found[1]):
            yield Copied(path, original, Alike.SAME)
        elif document and not found[1]:
            yield Copied(path, original, Alike.BROKEN)
        else:
            yield Copied(path, original, Alike.DIFFERENT)


def _stored(connection: sqlite3.Connection, path: str) -> tuple[str, str] | None:
    """The digest and the document of a file; none when it is not there."""
    query = "SELECT digest, document FROM files WHERE path = ?"
    row: tuple[str, str] | None = connection.execute(query, (path,)).fetchone()
    return row
