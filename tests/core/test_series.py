"""Typed points, and those that cannot both be true."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from pdsa.core.model import Address, Entry, Measure, Point
from pdsa.core.series import points_of, same_points, total

ASH, BAY = Address("ai-2025", "ash"), Address("ai-2025", "bay-port")
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


def rivals(*rows):
    return "".join(
        sorted(
            entry
            for entry, _ in same_points(
                ((entry, 1), address, points({"value": "75%"} | raw)[0][1])
                for entry, address, raw in rows
            )
        )
    )


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ((ASH, {}), (ASH, {"value": "80%"}), "ab"),
        ((Address("ai-2025", "ash", "01"), {}), (Address("ai-2025", "ash", "02"), {}), "ab"),
        ((ASH, {}), (ASH, {"day": "2025-11-10"}), "ab"),  # the day of its entry
        ((ASH, {}), (BAY, {}), ""),
        ((ASH, {}), (Address("jobs-2025", "ash"), {}), ""),
        ((ASH, {}), (ASH, {"measure": "texts"}), ""),
        ((ASH, {}), (ASH, {"site": "north"}), ""),
        ((ASH, {}), (ASH, {"subgroup": "grade-7"}), ""),
        ((ASH, {"site": "x"}), (ASH, {"subgroup": "x"}), ""),
        ((ASH, {}), (ASH, {"day": "2025-11-11"}), ""),
        ((ASH, {}), (ASH, {"from": "2025-11-03", "to": "2025-11-10"}), ""),
        ((ASH, {"from": "2025-11-03", "to": "2025-11-10"}), (ASH, {"from": "2025-11-03", "to": "2025-11-10"}), "ab"),
    ],
)  # fmt: skip
def test_points_of_one_measure_people_and_day_are_rivals(one, other, found):
    assert rivals(("a", *one), ("b", *other), ("c", ASH, {"day": "2025-12-01"})) == found


@pytest.mark.parametrize(
    ("raw", "is_total"), [({}, True), ({"site": "north"}, False), ({"subgroup": "x"}, False)]
)
def test_a_total_is_of_no_site_and_no_subgroup(raw, is_total):
    assert total(points(raw)[0][1]) is is_total
