"""Days as people type and read them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.days import months_between, read_day, weekday_and_day

TODAY = date(2025, 11, 21)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-11-03", date(2025, 11, 3)),
        ("2024-02-29", date(2024, 2, 29)),
        ("today", TODAY),
        ("Yesterday", date(2025, 11, 20)),
        ("-3d", date(2025, 11, 18)),
        ("-2w", date(2025, 11, 7)),
        ("-0d", TODAY),
    ],
)
def test_a_day_is_iso_or_counted_back_from_today(text, day):
    assert read_day(text, TODAY) == day


HINT = "write a day as in 2025-11-03, today, yesterday, -3d or -2w"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2025-02-30", "`2025-02-30` is not a day of the calendar", "write year, month and day, as in 2025-11-03"),
        ("11/03/2025", "`11/03/2025` is not a day", HINT),
        ("20251103", "`20251103` is not a day", HINT),
        ("3d", "`3d` is not a day", HINT),
        ("-9999w", "`-9999w` is before every calendar", HINT),
        ("", "`` is not a day", HINT),
    ],
)  # fmt: skip
def test_another_text_is_no_day(text, message, hint):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its arguments are compared whole
        read_day(text, date(100, 1, 1) if "9999" in text else TODAY)
    assert caught.value.args == (message, hint)


@given(st.dates())
def test_a_day_is_read_back_from_its_iso_form(day):
    assert read_day(day.isoformat(), TODAY) == day


def test_a_day_in_words_has_its_weekday():
    assert weekday_and_day(TODAY) == "Fri 21 Nov 2025"


@pytest.mark.parametrize(
    ("starts", "ends", "today", "month"),
    [
        ("2025-10-01", "2026-03-31", "2025-12-19", (3, 6)),
        ("2025-10-01", "2026-03-31", "2025-10-01", (1, 6)),
        ("2025-10-01", "2026-03-31", "2025-09-30", (0, 6)),
        ("2025-10-01", "2026-03-31", "2025-07-01", (0, 6)),
        ("2025-10-01", "2026-03-31", "2026-05-01", (6, 6)),
        ("2025-10-15", "2026-04-14", "2025-11-14", (1, 6)),
        ("2025-10-15", "2026-04-14", "2025-11-15", (2, 6)),
        ("2025-10-01", "2026-04-03", "2026-04-03", (6, 6)),  # three days are no seventh month
        ("2025-10-01", "2025-10-03", "2025-10-02", (1, 1)),
        ("0001-01-01", "9999-12-31", "0001-01-01", (1, 120068)),
    ],
)
def test_a_day_is_in_a_month_of_so_many(starts, ends, today, month):
    assert months_between(*map(date.fromisoformat, (starts, ends, today))) == month
