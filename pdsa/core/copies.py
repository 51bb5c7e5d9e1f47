"""The copies that OneDrive, Dropbox and others leave beside a file: whose they are, what to say."""

import re
from collections.abc import Collection
from enum import StrEnum

from pdsa.core.diagnostics import Code, Diagnostic, Severity, Source
from pdsa.core.ids import id_problem

# Patterns are compiled where they are used: hardly a command meets a copy.
_ENTRY = r"(?s)(Copy of )?(\d{4}-\d\d-\d\d-[a-z]+-[0-7][0-9a-hjkmnp-tv-z]{25})(.*)\.json"
_PLAIN = r"[a-z0-9-]*"
_COMPUTER = r"-(?:DESKTOP|LAPTOP|WIN)-[A-Z0-9]{6,11}(?:-\d+)?"  # as Windows names them by itself
_ALWAYS = (  # nobody gives such a name: the original need not be there
    r" ?\([^()]*[Cc]onflict[^()]*\)"  # Dropbox, Nextcloud
    r"|\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"  # Syncthing
    r"|[ _-][Cc]onflicted[ -]copy.*|_conflict-\d.*"  # ownCloud and others
    rf"|{_COMPUTER}"  # OneDrive
)
_BESIDE = (  # such a name may be meant: only beside the original it is a copy
    r" ?\(\d+\)| \d+"  # OneDrive and Google Drive, iCloud
    r"|(?: -)? [Cc]opy(?: ?\(\d+\)| \d+)?"  # the file managers of Windows and macOS
    r"|-(?=[^A-Z]*[A-Z])[A-Za-z0-9-]+"  # OneDrive: any computer's name, which no id can hold
    r"|-(?:desktop|laptop|win)-(?=[a-z]*\d)[a-z0-9]{6,11}"
    r"|-conflicted-copy.*"
)


class Alike(StrEnum):
    """How a copy stands to its original."""

    SAME = "same"
    DIFFERENT = "different"
    BROKEN = "broken"  # the original cannot be read
    ALONE = "alone"  # the original is not here
    ERASED = "erased"  # the original was removed on purpose


def original_of(name: str, siblings: Collection[str]) -> str | None:
    """Return the name of the file that `name` is a copy of; none where it is no copy.

    The name of an entry holds its id, so whatever stands around it makes a copy, wherever it lies.
    A YAML file is one where its name is unmistakable, or where the original is among `siblings`.
    """
    if name[-5:] == ".json" and name[-32:-31] == name[4:5] == "-" and name[-31:-5].isalnum():
        return None  # an entry as it should be: nearly always, and quick
    if entry := re.fullmatch(_ENTRY, name):
        return f"{entry[2]}.json" if entry[1] or entry[3] else None
    stem, _, ending = name.rpartition(".")
    if ending not in {"yaml", "yml"} or (re.fullmatch(_PLAIN, stem) and not _may_be_copied(stem)):
        return None
    beside = {
        other.removesuffix(f".{ending}") for other in siblings if other.endswith(f".{ending}")
    }
    found = _beside(stem, beside) or _always(stem)
    return f"{found}.{ending}" if found else None


def entry_id(name: str) -> str:
    """Return the id that the name of an entry's file, or of a copy of it, holds."""
    return (original_of(name, ()) or name).removesuffix(".json").rpartition("-")[2]


def describe_copy(path: str, original: str, alike: Alike) -> Diagnostic:
    """Return the finding for the copy at `path` of the file named `original` beside it."""
    message, hint, severity = (_OF_ENTRY if original.endswith(".json") else _OF_YAML)[alike]
    return Diagnostic(
        Code.CONFLICT_COPY,
        message.format(original=original),
        Source(path),
        hint.format(original=original),
        severity,
    )


def _may_be_copied(stem: str) -> bool:
    """Whether a stem that could be an id has the end of a copy, too."""
    return "-conflicted-copy" in stem or re.search("-(?:desktop|laptop|win)-", stem) is not None


def _beside(stem: str, others: Collection[str]) -> str:
    for other in sorted(others, key=len, reverse=True):
        if not id_problem(other) and other != stem:
            if stem == f"Copy of {other}":
                return other
            if stem.startswith(other):
                extra = stem[len(other) :]
                if re.fullmatch(_BESIDE, extra) or re.fullmatch(_ALWAYS, extra):
                    return other
    return ""


def _always(stem: str) -> str:
    """The original by the name alone; nothing where the name can be an id itself."""
    if not id_problem(stem):
        return ""
    for start in range(1, len(stem)):
        if re.fullmatch(_ALWAYS, stem[start:]) and not id_problem(stem[:start]):
            return stem[:start]
    return ""


_DELETE = "delete it, or let `pdsa doctor --fix` do it; a sync service made it"
_OF_ENTRY = {
    Alike.SAME: (
        "a copy of `{original}` with the same content; it counts once",
        _DELETE,
        Severity.WARNING,
    ),
    Alike.DIFFERENT: (
        "a copy of `{original}` with other content; only that file counts",
        "nobody edits an entry: keep the right one of the two under the name of the original",
        Severity.ERROR,
    ),
    Alike.BROKEN: (
        "a copy of `{original}`, which cannot be read; it counts in its place",
        "put it in the place of {original}",
        Severity.WARNING,
    ),
    Alike.ALONE: (
        "a copy of `{original}`, which is not here; it counts in its place",
        "rename it to {original}, if that does not come with the next sync",
        Severity.WARNING,
    ),
    Alike.ERASED: (
        "a copy of `{original}`, which was erased; it does not count",
        "delete it: it still holds what was taken out",
        Severity.ERROR,
    ),
}
_OF_YAML = {
    Alike.SAME: (
        "a copy of `{original}` with the same content; only that file is read",
        _DELETE,
        Severity.WARNING,
    ),
    Alike.DIFFERENT: (
        "a copy of `{original}` with other content; only that file is read",
        "put what you need of it into {original}, then delete it; or give it a name of its own",
        Severity.ERROR,
    ),
    Alike.ALONE: (
        "a copy of `{original}`, which is not here; nothing reads it",
        "rename it to {original}, if that does not come with the next sync",
        Severity.ERROR,
    ),
}
