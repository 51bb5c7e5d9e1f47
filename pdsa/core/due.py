"""What is due or overdue in a collaborative or a district, and the command that does it."""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pdsa.core.cycle import CycleState, state_of
from pdsa.core.model import NOTHING, Address, Meeting
from pdsa.core.plain_text import clip, day_words, visible
from pdsa.core.record import CycleFacts
from pdsa.core.school_days import Breaks, BreaksByDistrict, breaks_of, days_since, move_out
from pdsa.core.table import Table

KINDS = ("answer", "do", "study", "act", "prediction", "points", "start", "end", "meeting")
_TALK = ("answer", "points")  # reminders: a calendar that is handed on has no use for them
_PERIOD = {"daily": 2, "weekly": 7, "fortnightly": 14, "monthly": 31}  # a weekend is no gap
_MISSED = 2  # periods without a point, before somebody is reminded
_LINGERS = timedelta(days=30)  # after its end; then a collaborative has to be asked for
_BEFORE_ITS_END = ("planned", "running")
_START = "Start: do it and note what you see"
_END = "Do: the test ends, say what happened"
_END_OF_DONE = "Do: the test ends, record what you counted"
_QUOTED = 60  # characters of what somebody asked
_HEADS = ("day", "late", "cycle", "title", "what", "command", "kind", "address")


class OpenHelp(NamedTuple):
    """Somebody asked for help, and nobody has answered."""

    address: Address  # of a cycle, or of a district
    day: date
    entry: str  # its id
    text: str


class PredictedBy(NamedTuple):
    """A prediction that a measure can score by a day, and has no mark yet."""

    address: Address
    number: int
    measure: str
    name: str  # of the measure
    by: date
    last: date | None = None  # the newest point of the cycle that it can be held against


class Counted(NamedTuple):
    """A measure with a cadence that a cycle counts, and its newest point in the district."""

    address: Address
    measure: str
    name: str
    cadence: str
    last: date | None = None


class DueFacts(NamedTuple):
    """What is known of a place for saying what is due there."""

    address: Address  # what was asked about: a collaborative, a district or a cycle
    title: str = ""
    ends: date | None = None  # of the collaborative; None where its file cannot be read
    meetings: tuple[Meeting, ...] = ()
    cycles: tuple[CycleFacts, ...] = ()
    predictions: tuple[PredictedBy, ...] = ()
    counted: tuple[Counted, ...] = ()
    help: tuple[OpenHelp, ...] = ()
    breaks: BreaksByDistrict = NOTHING

    def is_over(self, today: date) -> bool:
        """Whether the collaborative ended more than 30 days ago."""
        return self.ends is not None and today - self.ends > _LINGERS


class Due(NamedTuple):
    """One thing to do, and when."""

    kind: str  # one of KINDS
    day: date  # outside school breaks, but for meetings, starts and ends
    late: int  # days after `day` outside school breaks; 0 when it is due today or later
    address: Address
    called: str  # the address as a command needs it
    about: str  # the title of the cycle, or of the collaborative
    what: str  # in a principal's words
    command: str  # that does it
    key: str = ""  # tells apart two of one kind, day and address


def read_within(text: str) -> int:
    """Return how many days to look ahead: 14 for `14d` and for `2w`; 0 for nothing.

    Raises ValueError(message, hint).
    """
    typed = text.strip().lower()
    if not typed:
        return 0
    match = re.fullmatch(r"([0-9]{1,4})([dw])", typed)
    if not match:
        hint = "write a number and d or w, as in --within 14d or --within 2w"
        raise ValueError(f"`{text.strip()}` is not a length of time", hint)
    return int(match[1]) * (7 if match[2] == "w" else 1)


def last_day(today: date, days: int) -> date:
    """Return the day so many `days` after `today`, at most the last of the calendar."""
    return today + min(timedelta(days=days), date.max - today)


def find_due(
    places: Iterable[DueFacts], today: date, until: date, called: Callable[[Address], str] = str
) -> tuple[Due, ...]:
    """Return what is due from long ago up to `until`, ordered by day and address.

    A due day that falls into a school break moves to the first day after it, and days late are
    days after that outside breaks. Study and Act are due 7 days after the end of a cycle
    (`core.cycle`). A value is missed when two periods of its cadence passed while a cycle that
    counts it runs. Requests for help belong to a collaborative: who asks for one district has made
    them. `called` gives the name of a cycle that a command needs.
    """
    found = [due for place in places for due in _of_place(place, today, called)]
    order = [(due.day, str(due.address), KINDS.index(due.kind), due.key, due) for due in found]
    return tuple(due for day, *_, due in sorted(order) if day <= until)


def in_calendar(found: Iterable[Due]) -> tuple[Due, ...]:
    """Return what belongs in a calendar: what has a day of its own, and nobody's words."""
    return tuple(due for due in found if due.kind not in _TALK)


def due_table(found: Iterable[Due], until: date, today: date) -> Table:
    """Return what is due as a table: days in ISO, `late` in days; when empty, a line says so."""
    rows = (
        (
            *(due.day.isoformat(), str(due.late or ""), due.called, due.about),
            *(due.what, due.command, due.kind, str(due.address)),
        )
        for due in found
    )
    empty = "nothing is due" if until == today else f"nothing is due by {day_words(until)}"
    return Table("pdsa.due/1", _HEADS, tuple(rows), empty)


def _of_place(place: DueFacts, today: date, called: Callable[[Address], str]) -> Iterator[Due]:
    names = {facts.address: called(facts.address) for facts in place.cycles}
    states = {facts.address: state_of(facts, today, names[facts.address]) for facts in place.cycles}
    titles = {facts.address: facts.title for facts in place.cycles}
    for kind, day, address, what, command, key in _everything(place, states, names, today):
        pauses = breaks_of(place.breaks, address.district)
        yield Due(
            kind=kind,
            day=day,
            late=days_since(day, today, pauses),
            address=address,
            called=names.get(address, str(address)),
            about=titles.get(address, place.title),
            what=visible(what),
            command=command,
            key=key,
        )


_Found = tuple[str, date, Address, str, str, str]  # kind, day, address, what, command, key
_States = dict[Address, CycleState]
_Names = dict[Address, str]


def _everything(place: DueFacts, states: _States, names: _Names, today: date) -> Iterator[_Found]:
    for facts in place.cycles:
        pauses = breaks_of(place.breaks, facts.address.district)
        state, name = states[facts.address], names[facts.address]
        for kind, day, what, command in _of_cycle(facts, state, name, today, pauses):
            yield kind, day, facts.address, what, command, ""
    predicted = list(_predictions(place, states, names, today))
    yield from predicted
    asked = {command for _, day, _, _, command, _ in predicted if day <= today}
    yield from (
        found for found in _points(place, states, names, today) if found[4] not in asked
    )  # one value will do for both
    if not place.address.district:
        yield from _answers(place, names)
    if not place.address.cycle:
        yield from _meetings(place, today)


def _of_cycle(
    facts: CycleFacts, state: CycleState, name: str, today: date, pauses: Breaks
) -> Iterator[tuple[str, date, str, str]]:
    """Yield kind, day, words and command of what one cycle waits for."""
    if state.due is None or facts.starts is None or facts.ends is None:
        return
    due = move_out(state.due, pauses)
    if state.phase not in _BEFORE_ITS_END:
        yield _kind(state.phase, facts), due, state.next, state.command
        return
    begun = facts.do_day or (facts.last_data and facts.last_data >= facts.starts)
    if not begun and facts.starts >= today:
        yield "start", facts.starts, _START, state.command
    at_end = state_of(facts, facts.ends, name)
    yield "end", facts.ends, _END_OF_DONE if facts.do_day else _END, at_end.command
    done = facts._replace(do_day=facts.do_day or facts.ends)
    after = state_of(done, state.due, name)
    if after.phase != "running":  # unless it ends with the calendar
        yield _kind(after.phase, facts), due, after.next, after.command


def _kind(phase: str, facts: CycleFacts) -> str:
    if phase == "not-started":
        return "do"
    return "act" if phase == "studied" or facts.type == "collect-data" else "study"


def _predictions(place: DueFacts, states: _States, names: _Names, today: date) -> Iterator[_Found]:
    """Yield the predictions that need a value: one on their day, or any before it has passed."""
    for one in place.predictions:
        state = states.get(one.address)
        if state is None or state.phase not in (*_BEFORE_ITS_END, "awaiting-study"):
            continue
        if one.last is not None and (one.by < today or one.last >= one.by):
            continue
        what = f"Record {one.name}: prediction {one.number} is held against it"
        day = move_out(one.by, breaks_of(place.breaks, one.address.district))
        command = f"pdsa record {names[one.address]} {one.measure} VALUE"
        yield "prediction", day, one.address, what, command, str(one.number)


def _points(place: DueFacts, states: _States, names: _Names, today: date) -> Iterator[_Found]:
    """Yield the measures that nobody recorded for two periods, each once in a district."""
    starts = {facts.address: facts.starts for facts in place.cycles}
    told = set()
    for one in sorted(place.counted, key=lambda one: (one.address, one.measure)):
        whose = (one.address.district, one.measure)
        since = starts.get(one.address)
        period = _PERIOD.get(one.cadence)
        if period is None or since is None or states[one.address].phase != "running":
            continue
        pauses = breaks_of(place.breaks, one.address.district)
        last = max(since, one.last) if one.last else since
        if whose in told or days_since(last, today, pauses) < _MISSED * period:
            continue
        told.add(whose)
        gap = f"nothing since {day_words(one.last)}" if one.last else "no value yet"
        what = f"Record {one.name}: {one.cadence}, {gap}"
        command = f"pdsa record {names[one.address]} {one.measure} VALUE"
        day = move_out(last + timedelta(days=period), pauses)
        yield "points", day, one.address, what, command, one.measure


def _answers(place: DueFacts, names: _Names) -> Iterator[_Found]:
    for asked in place.help:
        name = names.get(asked.address, str(asked.address))
        what = f'Answer: "{clip(visible(asked.text), _QUOTED)}"'
        command = f'pdsa comment {name} "..." --answers {asked.entry}'
        yield "answer", asked.day, asked.address, what, command, asked.entry


def _meetings(place: DueFacts, today: date) -> Iterator[_Found]:
    at = Address(place.address.collaborative)
    days: list[date] = []
    for meeting in place.meetings:
        if meeting.day >= today:
            what = f"Meeting: {meeting.title}" if meeting.title else "Meeting"
            another = days.count(meeting.day)  # on the same day
            days.append(meeting.day)
            key = str(another + 1) if another else ""
            yield "meeting", meeting.day, at, what, f"pdsa report {at}", key
