"""The message of a commit that `pdsa sync` makes: what was logged and planned, never by whom."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pdsa.core.model import Address
from pdsa.core.plain_text import count_words
from pdsa.core.words import ENTRY_KINDS

PLAN = "plan"
_LISTED = 50  # files that a message names
_KINDS = 3  # of entries that a title counts one by one
_DISTRICTS = 2  # that a title names
_VERBS = {"added": "add", "changed": "edit", "removed": "remove"}


class Change(NamedTuple):
    """One file that a commit takes, and as much of what it is as its name and content tell."""

    how: str  # added, changed or removed
    path: str
    address: Address = Address("")
    kind: str = ""  # of an entry, or `plan`; empty for every other file
    day: str = ""  # of an entry

    @property
    def is_entry(self) -> bool:
        """Whether the file is that of an entry."""
        return self.kind not in {"", PLAN}

    @property
    def is_mark(self) -> bool:
        """Whether the file only says that an entry was erased."""
        return "/entries/removed/" in self.path


def build_message(changes: Iterable[Change]) -> tuple[str, str]:
    """Return the title and the body of the message: what was done for whom, a line for each file.

    Nothing that anybody wrote is in it: what is in a message, no later commit takes out.
    """
    told = sorted((one for one in changes if not one.is_mark), key=lambda one: one.path)
    if not told:
        return "Keep the marks of what was erased", ""
    deeds = "; ".join(_deeds(told))
    districts = _districts(told)
    title = f"{deeds[0].upper()}{deeds[1:]}{f' for {districts}' if districts else ''}"
    lines = [_line(one) for one in told[:_LISTED]]
    more = [f"and {len(told) - _LISTED} more"] if len(told) > _LISTED else []
    return title, "\n".join([*lines, *more])


def _deeds(told: Sequence[Change]) -> Iterator[str]:
    logged = Counter(one.kind for one in told if one.is_entry and one.how == "added")
    if len(logged) > _KINDS:
        yield f"log {logged.total()} entries"
    elif logged:
        known = [kind for kind in ENTRY_KINDS if kind in logged]
        others = sorted(set(logged) - set(known))
        yield f"log {', '.join(f'{logged[kind]} {kind}' for kind in [*known, *others])}"
    planned = sum(one.kind == PLAN and one.how == "added" for one in told)
    if planned:
        yield f"plan {count_words(planned, 'cycle')}"
    for how, verb in _VERBS.items():
        files = sum(one.how == how and not (one.kind and how == "added") for one in told)
        if files:
            yield f"{verb} {count_words(files, 'file')}"


def _districts(told: Sequence[Change]) -> str:
    names = sorted({one.address.district for one in told if one.address.district})
    if len(names) > _DISTRICTS:
        return f"{len(names)} districts"
    return " and ".join(names)


def _line(one: Change) -> str:
    if one.how == "added" and one.kind == PLAN:
        return f"plan {one.address}"
    if one.how == "added" and one.is_entry:
        return f"{one.kind} {one.day} {one.address}"
    return f"{_VERBS[one.how]} {one.path}"
