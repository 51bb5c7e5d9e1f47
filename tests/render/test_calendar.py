"""The calendar: all-day events that another program reads, the same bytes every time."""

import re
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from hypothesis import given

from pdsa.core.due import Due
from pdsa.core.model import Address
from pdsa.render.calendar import render_calendar
from tests.storage.samples import TEXTS

TODAY = date(2025, 11, 21)
AT = Address("ai-2025", "ash", "01-guides")
STUDY = Due(
    kind="study",
    day=date(2025, 11, 28),
    late=0,
    address=AT,
    called="ash/01",
    about="Guides; part 2, again",
    what="Study: say what you learned",
    command="pdsa study ash/01 --result ... --learned ...",
)
MEETING = Due(
    "meeting", date(2025, 12, 10), 0, Address("ai-2025"), "ai-2025", "AI 2025", "Meeting", "pdsa report ai-2025"
)  # fmt: skip
HOSTILE = (
    "[red]\x1b[31m\u202eevil\r\nBEGIN:VEVENT\nnext\x00\u2028 \\n ; , é \U0001f600 " + "long " * 60
)


def events(*found):
    text = render_calendar(found, TODAY)
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n")
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_the_document_is_this():
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//pdsa-cycles//pdsa//EN",
        "X-WR-CALNAME:Plan-Do-Study-Act",
        "BEGIN:VEVENT",
        "SUMMARY:Study: say what you learned (ash/01)",
        "DTSTART;VALUE=DATE:20251128",
        "DTEND;VALUE=DATE:20251129",
        "DTSTAMP:20251121T000000Z",
        "UID:ai-2025.ash.01-guides.study.2025-11-28@pdsa",
        "DESCRIPTION:ai-2025/ash/01-guides · Guides\\; part 2\\, again\\npdsa study a",
        " sh/01 --result ... --learned ...",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    assert render_calendar([STUDY], TODAY) == "".join(f"{line}\r\n" for line in lines)


def test_the_library_reads_every_event_back():
    study, meeting = events(STUDY, MEETING)
    assert study.decoded("dtstart") == date(2025, 11, 28)
    assert study.decoded("dtend") == date(2025, 11, 29)
    assert study.decoded("dtstamp") == datetime(2025, 11, 21, tzinfo=UTC)
    assert str(study["summary"]) == "Study: say what you learned (ash/01)"
    assert str(study["description"]) == (
        "ai-2025/ash/01-guides · Guides; part 2, again\n"
        "pdsa study ash/01 --result ... --learned ..."
    )
    assert str(study["transp"]) == "TRANSPARENT"
    assert str(meeting["uid"]) == "ai-2025.meeting.2025-12-10@pdsa"


def test_what_users_wrote_steers_nothing_and_is_folded():
    hostile = STUDY._replace(about=HOSTILE, what=HOSTILE, called=HOSTILE, command=HOSTILE)
    text = render_calendar([hostile], TODAY)
    assert text.count("BEGIN:VEVENT\r\n") == 1
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    shown = f"[red][31mevil BEGIN:VEVENT next  \\n ; , é \U0001f600 {'long ' * 60}"
    (event,) = events(hostile)
    # version 6 reads a backslash and an n as a new line, though they are written as they should be
    assert str(event["summary"]).replace("\n", "\\n") == f"{shown} ({shown})"
    assert "\\\\n" in text
    controls = {chr(code) for code in range(32)} - {"\r", "\n"} | {"\u202e", "\u2028"}
    assert controls.isdisjoint(text)


@given(TEXTS, TEXTS)
def test_any_text_makes_one_event_of_folded_lines(about, command):
    text = render_calendar([STUDY._replace(about=about, what=about, command=command)], TODAY)
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert event.decoded("dtstart") == STUDY.day
    assert str(event["uid"]) == "ai-2025.ash.01-guides.study.2025-11-28@pdsa"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert not re.search("[\0-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u202e]", text)


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ({"late": 3, "about": "x", "what": "x", "command": "x", "called": "x"}, True),
        ({"day": date(2025, 11, 29)}, False),
        ({"kind": "act"}, False),
        ({"address": Address("ai-2025", "ash", "02")}, False),
        ({"address": Address("ai-2025", "ash")}, False),
        ({"key": "2"}, False),
    ],
)
def test_an_event_keeps_its_uid_for_as_long_as_it_is_the_same_thing(other, same):
    before, after = (str(event["uid"]) for event in events(STUDY, STUDY._replace(**other)))
    assert (before == after) is same


def test_the_same_things_on_the_same_day_make_the_same_bytes():
    assert render_calendar([STUDY, MEETING], TODAY) == render_calendar([STUDY, MEETING], TODAY)
    later = render_calendar([STUDY], TODAY + timedelta(days=1))
    assert later.replace("20251122T", "20251121T") == render_calendar([STUDY], TODAY)


def test_the_last_day_of_the_calendar_has_no_day_after_it():
    (event,) = events(STUDY._replace(day=date.max))
    assert event.decoded("dtstart") == date.max
    assert "dtend" not in event


def test_nothing_to_come_is_an_empty_calendar():
    assert events() == []
