"""What is due as a calendar file. The only module that imports icalendar."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from pdsa.core.due import Due
from pdsa.core.plain_text import visible

_NAME = "Plan-Do-Study-Act"


def render_calendar(found: Iterable[Due], today: date) -> str:
    """Return an iCalendar document (RFC 5545), an all-day event for each thing; lines end in CRLF.

    The same thing on the same day keeps its UID, so that a calendar that reads it again has it
    once. Nothing but `today` says when it was made.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//pdsa-cycles//pdsa//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _NAME)
    for due in found:
        calendar.add_component(_event(due, today))
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _event(due: Due, today: date) -> Event:
    about = f" · {visible(due.about)}" if due.about else ""
    event = Event()
    event.add("uid", _uid(due))
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", due.day)
    if due.day < date.max:
        event.add("dtend", due.day + timedelta(days=1))
    event.add("summary", f"{visible(due.what)} ({visible(due.called)})")
    event.add("description", f"{due.address}{about}\n{visible(due.command)}")
    event.add("transp", "TRANSPARENT")  # a day with something due is no day taken
    return event


def _uid(due: Due) -> str:
    """The address, the kind, what tells two of them apart, and the day."""
    parts = (str(due.address).replace("/", "."), due.kind, due.key, due.day.isoformat())
    return f"{'.'.join(filter(None, parts))}@pdsa"
