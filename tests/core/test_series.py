"""Typed points, and those that cannot both be true."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from pdsa.core.model import Address, Entry, Measure, Point
from pdsa.core.series import is_same_point, points_of

ASH = Address("ai-2025", "ash")
DAY = date(2025, 11, 10)
MEASURES = {
    "use": Measure("use", "Use", "share"),
    "texts": Measure("texts", "Texts", "count", per="week"),
}


def points(*raw, kind="data"):
    body = {"points": [{"measure": "use", **point} for point in raw]}
    entry = Entry("e", kind, ASH, DAY, datetime(2025, 11, 10, tzinfo=UTC), "kim", body, "e.json")
    return points_of(entry, MEASURES)


def test_points_are_typed_and_numbered():
    whole = {"measure": "texts", "from": "2025-11-03", "to": "2025-11-07", "value": "3", "n": 7}
    whole |= {"over": "2w", "site": "north", "subgroup": "grade-7", "note": "on paper"}
    assert points({"day": "2025-11-09", "numerator": "9", "denominator": "12"}, whole) == [
        (1, Point("use", date(2025, 11, 9), None, Fraction(75), "9/12", Fraction(9), Fraction(12))),
        (
            2,
            Point(
                measure="texts",
                day=date(2025, 11, 7),
                since=date(2025, 11, 3),
                value=Fraction(3, 2),
                text="3",
                n=7,
                over="2w",
                site="north",
                subgroup="grade-7",
                note="on paper",
            ),
        ),
    ]


@pytest.mark.parametrize(
    ("raw", "text", "value", "bound"),
    [
        ({"value": "95%", "bound": "more-than"}, "95%+", Fraction(95), "more-than"),
        ({"value": "8"}, "8", None, ""),  # no share
        ({"value": "75%", "over": "2w"}, "75%", None, ""),  # a share is not over a time
        ({"numerator": "9", "denominator": "0"}, "9/0", None, ""),
        ({"numerator": "9"}, "9", None, ""),
        ({}, "", None, ""),
        ({"measure": "other", "value": "8"}, "8", Fraction(8), ""),
        ({"measure": "other", "value": "75%"}, "75%", Fraction(75), ""),
        ({"measure": "other", "value": "yes"}, "yes", None, ""),
        ({"measure": "other", "value": "8", "over": "2w"}, "8", None, ""),
    ],
)
def test_a_point_has_a_value_where_it_suits_its_measure(raw, text, value, bound):
    ((_, point),) = points(raw)
    assert (point.text, point.value, point.bound, point.day) == (text, value, bound, DAY)


def test_other_entries_have_no_points():
    assert points({"value": "75%"}, kind="comment") == []


@pytest.mark.parametrize(
    ("one", "other", "rivals"),
    [
        ({}, {"value": "80%"}, True),
        ({}, {"day": "2025-11-10"}, True),  # the day of its entry
        ({}, {"measure": "texts"}, False),
        ({}, {"site": "north"}, False),
        ({}, {"subgroup": "grade-7"}, False),
        ({"site": "x"}, {"subgroup": "x"}, False),
        ({}, {"day": "2025-11-11"}, False),
        ({}, {"from": "2025-11-03", "to": "2025-11-10"}, False),
        (
            {"from": "2025-11-03", "to": "2025-11-10"},
            {"from": "2025-11-03", "to": "2025-11-10"},
            True,
        ),
    ],
)
def test_points_of_one_measure_people_and_day_are_rivals(one, other, rivals):
    (_, first), (_, second) = points({"value": "75%"} | one, {"value": "75%"} | other)
    assert is_same_point(first, second) is rivals
