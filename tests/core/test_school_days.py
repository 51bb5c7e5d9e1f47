"""Which days count: a break moves what is due, and makes nobody late."""

from datetime import date, timedelta

import pytest

from pdsa.core.model import Period
from pdsa.core.school_days import breaks_of, days_since, move_out

DAY = timedelta(days=1)
FIRST = date(2025, 12, 1)


def day(number):
    return FIRST + DAY * (number - 1)


def breaks(*pairs):
    return [Period(day(first), day(last)) for first, last in pairs]


WINTER = breaks((22, 33))  # 22 December to 2 January


@pytest.mark.parametrize(
    ("due", "pauses", "moved"),
    [
        (21, WINTER, 21),
        (22, WINTER, 34),
        (33, WINTER, 34),
        (34, WINTER, 34),
        (23, breaks((22, 26), (27, 30)), 31),  # one follows the other
        (23, breaks((27, 30), (22, 26)), 31),  # in whatever order they are written
        (23, breaks((22, 26), (24, 30)), 31),
        (23, breaks((22, 30), (24, 26)), 31),
        (23, breaks((26, 22)), 23),  # from after to: no day of it
        (23, [], 23),
    ],
)
def test_what_is_due_in_a_break_is_due_on_the_first_day_after_it(due, pauses, moved):
    assert move_out(day(due), pauses) == day(moved)


def test_a_break_without_an_end_moves_nothing_off_the_calendar():
    assert move_out(FIRST, [Period(FIRST, date.max)]) == FIRST


@pytest.mark.parametrize(
    ("since", "today", "pauses", "days"),
    [
        (10, 10, [], 0),
        (10, 9, [], 0),
        (10, 12, [], 2),
        (20, 22, WINTER, 1),
        (21, 33, WINTER, 0),
        (21, 34, WINTER, 1),
        (25, 36, WINTER, 3),  # begun inside the break
        (20, 36, breaks((22, 26), (27, 30)), 7),
        (20, 36, breaks((22, 30), (24, 26)), 7),  # a day of two breaks is one day
        (20, 36, breaks((24, 30), (22, 26)), 7),
        (20, 36, breaks((26, 22)), 16),
        (40, 45, WINTER, 5),
    ],
)
def test_days_in_a_break_are_no_days_late(since, today, pauses, days):
    assert days_since(day(since), day(today), pauses) == days


def test_both_agree_with_a_look_at_every_day():
    pauses = breaks((3, 5), (5, 9), (12, 12), (14, 20), (15, 16))
    free = [number for number in range(1, 40) if not any(one.holds(day(number)) for one in pauses)]
    for since in range(1, 30):
        assert move_out(day(since), pauses) == day(min(n for n in free if n >= since))
        for today in range(1, 30):
            counted = sum(since < number <= today for number in free)
            assert days_since(day(since), day(today), pauses) == counted


def test_a_district_has_the_breaks_of_its_network_and_its_own():
    network, own = breaks((22, 33)), breaks((40, 44))
    known = {"": network, "ash": own}
    assert breaks_of(known, "ash") == (*network, *own)
    assert breaks_of(known, "birch") == tuple(network)
    assert breaks_of(known, "") == tuple(network)
    assert breaks_of({}, "ash") == ()
