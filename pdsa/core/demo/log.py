"""The files of an illustrative workspace as values: what each holds, who wrote it, and when."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from pdsa.core.demo.calendar import Calendar
from pdsa.core.demo.dice import Dice
from pdsa.core.ids import new_id
from pdsa.core.model import Address, Entry

MADE_UP = "illustrative"
_LATE = 5  # days, from which on it is typed in from paper


class Author(NamedTuple):
    """Who commits a file: a role, never a person."""

    name: str
    email: str


class DemoFile(NamedTuple):
    """One version of a file: its last version is the one that stays."""

    path: str
    content: Mapping[str, Any] | Entry | str  # of a YAML file, an entry, or a text
    at: datetime  # when it was committed, UTC
    author: Author


def author(called: str, id: str) -> Author:
    """Return the author for a team or an office."""
    return Author(f"{called} team ({MADE_UP})", f"team@{id}.example")


def at_work(day: date, dice: Dice) -> datetime:
    """Return a moment of the working day in North America."""
    hours = time(dice.whole(14, 22), dice.whole(0, 59), dice.whole(0, 59), tzinfo=UTC)
    return datetime.combine(day, hours)


class Log:
    """What one district logs in one collaborative."""

    def __init__(self, place: Address, name: str, calendar: Calendar, dice: Dice) -> None:
        """`name` is the district's."""
        self.place, self.calendar, self.dice = place, calendar, dice
        self.author = author(name, place.district)
        self.files: list[DemoFile] = []
        self.last = calendar.ends

    def note(
        self,
        kind: str,
        day: date,
        body: Mapping[str, Any],
        cycle: str = "",
        *,
        late: int = 0,
        release: str = "",
        by: Author | None = None,
    ) -> str:
        """Log an entry on `day`, recorded so many days later; return its id, "" after the end.

        Without a `by` the team of the district says it.
        """
        written = day + timedelta(days=late)
        if written > self.last:
            return ""
        who = by or self.author
        at = at_work(written, self.dice)
        milliseconds = int(at.timestamp()) * 1000 + self.dice.whole(0, 999)
        id = new_id(milliseconds, self.dice.entropy(10), "")
        address = self.place._replace(cycle=cycle)
        afterwards = late >= _LATE
        entry = Entry(id, kind, address, day, at, who.name, body, "", afterwards, release)
        folder = "facilitation" if _is_facilitators(kind, body) else self.place.district
        name = f"{day.isoformat()}-{kind}-{id}.json"
        path = f"cycles/{self.place.collaborative}/{folder}/entries/{name}"
        self.files.append(DemoFile(path, entry, at, who))
        return id

    def write(self, path: str, document: Mapping[str, Any], day: date) -> None:
        """Write a YAML file of the district."""
        self.files.append(DemoFile(path, document, at_work(day, self.dice), self.author))


def _is_facilitators(kind: str, body: Mapping[str, Any]) -> bool:
    return kind == "assessment" and body.get("as") == "facilitator"
