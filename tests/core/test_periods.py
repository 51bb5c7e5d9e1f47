"""A period closes at a month end or at a meeting."""

from datetime import date

import pytest

from pdsa.core.model import Meeting
from pdsa.core.periods import closed_on, public_day

MEETINGS = (Meeting(date(2025, 10, 15)), Meeting(date(2025, 12, 10)))


@pytest.mark.parametrize(
    ("today", "closed"),
    [
        ("2025-10-14", "2025-09-30"),
        ("2025-10-15", "2025-09-30"),  # the meeting is still going on
        ("2025-10-16", "2025-10-15"),
        ("2025-11-01", "2025-10-31"),
        ("2025-12-10", "2025-11-30"),
        ("2025-12-11", "2025-12-10"),
        ("2026-01-01", "2025-12-31"),
    ],
)
def test_the_last_month_end_or_meeting_closes_a_period(today, closed):
    assert closed_on(MEETINGS, date.fromisoformat(today)).isoformat() == closed


@pytest.mark.parametrize(
    ("as_of", "day"),
    [
        (None, "2025-12-10"),
        ("2025-12-15", "2025-12-10"),
        ("2025-12-10", "2025-12-10"),
        ("2025-12-09", "2025-11-30"),
        ("2025-11-30", "2025-11-30"),
        ("2025-10-20", "2025-10-15"),
    ],
)
def test_a_public_report_ends_on_a_closed_day_whatever_is_asked(as_of, day):
    asked = date.fromisoformat(as_of) if as_of else None
    assert public_day(MEETINGS, date(2025, 12, 19), asked).isoformat() == day
