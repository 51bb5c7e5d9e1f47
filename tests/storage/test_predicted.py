"""Which points count for a prediction."""

from datetime import date
from fractions import Fraction

import pytest

from pdsa.core.model import Address, Point
from pdsa.core.record import Counted
from pdsa.storage.database import open_database
from pdsa.storage.predicted import load_counted
from pdsa.storage.queries import load_measures
from pdsa.storage.workspace import Scope
from tests.storage.samples import FIRST, READING, entry, make_workspace, put, share

FOLDER = FIRST._replace(cycle="")
SECOND = FIRST._replace(cycle="02-grade-2")


def counted(tmp_path, *entries, address=FIRST):
    place = make_workspace(tmp_path)
    for count, (kind, body, whose) in enumerate(entries):
        put(place, entry(kind, body, whose, count))
    connection = open_database(place, Scope(), pytest.fail)
    return list(load_counted(connection, address, load_measures(connection, READING)))


def point(day, part, whole, **more):
    value = Fraction(100 * part, whole)
    counts = (Fraction(part), Fraction(whole))
    return Point("classes", day, None, value, f"{part}/{whole}", *counts, **more)


def test_the_points_of_a_prediction_come_in_order_of_time(tmp_path):
    late = ("data", share("2025-10-20", "10", "12", n=12), FIRST)
    early = ("data", share("2025-10-13", "9", "12"), FIRST)
    first, last = point(date(2025, 10, 13), 9, 12), point(date(2025, 10, 20), 10, 12, n=12)
    assert counted(tmp_path, late, early) == [Counted(FIRST, 1, (first, last))]


@pytest.mark.parametrize(
    ("body", "whose", "counts"),
    [
        (share("2025-10-06"), FIRST, True),
        (share("2025-10-05"), FIRST, False),  # before the cycle
        (share("2025-10-24"), FIRST, True),
        (share("2025-10-25"), FIRST, False),
        (share("2025-10-13"), FOLDER, True),  # of the district as a whole
        (share("2025-10-13"), SECOND, False),  # what another cycle counted
        (share("2025-10-13", site="North"), FIRST, False),
        (share("2025-10-13", subgroup="grade 7"), FIRST, False),
        ({"points": [{"measure": "classes", "day": "2025-10-13", "value": "9"}]}, FIRST, False),
        ({"points": [{"measure": "texts", "day": "2025-10-13", "value": "9"}]}, FIRST, False),
    ],
)
def test_only_totals_in_the_dates_of_the_cycle_count(tmp_path, body, whose, counts):
    assert bool(counted(tmp_path, ("data", body, whose))) is counts


def test_two_points_of_one_day_count_neither(tmp_path):
    rival = ("data", share("2025-10-13", "8", "12"), FIRST)
    assert counted(tmp_path, ("data", share("2025-10-13"), FIRST), rival) == []


def test_one_value_of_several_cycles_is_read_for_each(tmp_path):
    both = counted(
        tmp_path,
        ("data", share("2025-10-13"), FIRST),
        ("data", share("2025-10-14"), SECOND),
        address=Address(READING),
    )
    assert both == [
        Counted(FIRST, 1, (point(date(2025, 10, 13), 9, 12),)),
        Counted(SECOND, 1, (point(date(2025, 10, 14), 9, 12),)),
    ]
