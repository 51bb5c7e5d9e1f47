"""What a public report says of its day, and what of the work it leaves out."""

from datetime import date, timedelta

import pytest

from pdsa.core.chart import Asked, Observation, Subject
from pdsa.core.charting import build_chart
from pdsa.core.details import Details
from pdsa.core.model import Meeting
from pdsa.core.record import Help
from pdsa.core.report import build_report
from pdsa.core.report_sentences import nothing_yet
from pdsa.core.report_whole import Wanted
from tests.core.public_world import FORMS, record_of

CLOSED = date(2025, 12, 31)
COUNTS = {"a": {(2025, 10): (60, 120)}, "b": {(2025, 10): (50, 100)}}
RECORD = record_of(COUNTS, CLOSED)
UP = (1, 2, 1, 2, 1, 2, 9, 8, 9, 8, 9, 8, 9, 8)


def chart(n):
    first = date(2025, 9, 1)
    days = [first + timedelta(weeks=number) for number in range(len(UP))]
    points = [Observation(day, UP[at] * 10, UP[at] * n, 10 * n, n=n) for at, day in enumerate(days)]
    subject = Subject("Use", unit="share", better="up", cadence="weekly", about="staff")
    return build_chart(subject, points, Asked(change=days[6]), CLOSED)


def public(record=RECORD, day=CLOSED, **details):
    return build_report(record, day, Wanted("public"), Details(**details))


@pytest.mark.parametrize("form", [name for name in FORMS if name != "csv"])
def test_every_form_says_as_of_which_closed_day_it_is(form):
    said = "as of 31 Dec 2025 (the last closed month or meeting)"
    assert said in FORMS[form](public())


def test_members_read_no_such_day():
    assert build_report(RECORD, CLOSED).heading.moment == "month 3 of 6"


@pytest.mark.parametrize(
    ("closed", "meetings", "ahead"),
    [
        ("2025-11-30", (), "31 Dec 2025"),
        ("2025-12-31", (), "31 Jan 2026"),
        ("2026-01-31", (), "28 Feb 2026"),
        ("2025-11-20", (), "30 Nov 2025"),
        ("2025-11-30", ("2025-12-04", "2025-11-20", "2026-01-15"), "4 Dec 2025"),
    ],
)
def test_the_next_closed_day_is_a_month_end_or_a_meeting(closed, meetings, ahead):
    held = [Meeting(date.fromisoformat(day), "") for day in meetings]
    said = nothing_yet(held, date.fromisoformat(closed))
    assert said.startswith(f"Nothing to report before {ahead}, the next closed month or meeting:")


def test_before_anybody_joined_there_is_nothing_to_report():
    empty = RECORD._replace(memberships=(), cycles=(), predictions=(), decisions=(), latest=())
    assert public(empty, date(2025, 9, 30)).in_short == (
        (
            "Nothing to report before 31 Oct 2025, the next closed month or meeting:"
            " no district had joined by 30 Sep 2025."
        ),
    )


def test_what_is_overdue_and_who_asked_for_help_is_not_the_publics_business():
    waits = [one._replace(decision="", decision_day=None) for one in RECORD.cycles]
    asked = (Help(waits[0].address, date(2025, 11, 3), False),)
    record = RECORD._replace(cycles=tuple(waits), decisions=(), help=asked)
    work = build_report(record, CLOSED).work
    assert (len(work.overdue), work.help_asked) == (1, 1)
    work = public(record).work
    assert (work.overdue, work.help_asked, work.help_answered) == ((), 0, 0)


def test_beside_what_changed_stands_how_many_charts_are_not_told_of():
    charts = {("a", "use"): chart(100), ("b", "use"): chart(3)}
    (row,) = public(charts=charts).sections.changes
    assert (row.judged, row.better, row.worse) == (1, 1, 0)
    assert row.sentences[-1] == "1 chart is not told of here."
    (row,) = public(charts={("a", "use"): chart(100)}).sections.changes
    assert "1 chart is not told of here." not in row.sentences
