"""`pdsa record`: points of a measure, in a cycle or in a district."""

import pytest


def points(ran, new):
    assert (ran.code, len(new)) == (0, 1), ran
    return new[0]["body"]["points"]


@pytest.mark.parametrize(
    ("line", "point"),
    [
        ("classes 5/6", {"day": "2025-11-21", "numerator": "5", "denominator": "6"}),
        ("classes 75%", {"day": "2025-11-21", "value": "75%"}),
        ("classes 95%+", {"day": "2025-11-21", "value": "95%", "bound": "more-than"}),
        ("classes 5/6 --day -2w", {"day": "2025-11-07", "numerator": "5", "denominator": "6"}),
        ("classes 2025-11-07=5/6", {"day": "2025-11-07", "numerator": "5", "denominator": "6"}),
        (
            "texts 30 --from 2025-11-03 --to 2025-11-16 --over 2w",
            {"from": "2025-11-03", "to": "2025-11-16", "value": "30", "over": "2w"},
        ),
        (
            "texts 30 -n 40 --site 'North School' --subgroup grade-1 --note 'One week off'",
            {
                "day": "2025-11-21",
                "value": "30",
                "n": 40,
                "site": "North School",
                "subgroup": "grade-1",
                "note": "One week off",
            },
        ),
    ],
)
def test_a_point_keeps_what_was_typed(logged, line, point):
    measure = line.split()[0]
    assert points(*logged(f"record ash-valley/02 {line}")) == [{"measure": measure} | point]


def test_several_days_are_one_entry_of_the_last_of_them(logged):
    ran, new = logged("record ash-valley/02 classes 2025-11-13=5/6 2025-11-07=4/6")
    assert [point["day"] for point in points(ran, new)] == ["2025-11-13", "2025-11-07"]
    assert new[0]["day"] == "2025-11-13"


def test_a_district_may_record_without_a_cycle_and_before_any(logged):
    _, [entry] = logged("record reading-2025/ash-valley texts 4 --day 2025-09-12")
    assert (entry["cycle"], entry["day"]) == (None, "2025-09-12")


def test_a_second_value_for_a_day_is_refused_with_the_way_to_correct(logged):
    ran, new = logged("record ash-valley/02 classes 5/6 --day 2025-11-14")
    assert (ran.code, new) == (2, [])
    assert ran.err == (
        "pdsa: `classes` has a value for 2025-11-14 already: 4/6\n"
        "Hint: correct it: pdsa correct 01kag50ay00000000000000005 --set 1.value=5/6 --why ...\n"
    )


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "record ash-valley/02",
            "still needed: measure, values\nHint: for example: pdsa record 02 surveys 8 --day 2025-11-07",
        ),
        (
            "record ash-valley/02 texts 3 --from 2025-11-03",
            "a point has a day, or a period\nHint: give --day, or --from and --to",
        ),
        (
            "record ash-valley/02 texts 3 --from 2025-11-03 --to 2025-11-16",
            (
                "`texts` is counted per week, and 2025-11-03 to 2025-11-16 is longer\n"
                "Hint: say over how long it was counted: --over 14d"
            ),
        ),
        (
            "record ash-valley/02 texts 2025-11-10=3 --from 2025-11-10 --to 2025-11-14",
            (
                "`2025-11-10=3` has a day, and 2025-11-10 to 2025-11-14 is a period\n"
                "Hint: write the value alone with --from and --to, or DAY=VALUE without them"
            ),
        ),
        (
            "record ash-valley/02 texts -1.5",
            (
                "`pdsa record` has no flag `-1`\n"
                "Hint: a value below zero comes with its day, as in 2025-11-03=-1.5,"
                " or after --: -- -1.5"
            ),
        ),
        (
            "record ash-valley/02 classes 9 of 12",
            "`9 of 12` is not a value\nHint: write 9/12",
        ),
        (
            "record ash-valley/02 classes 1,5",
            "`1,5` is not a value\nHint: write 75% or 9/12",
        ),
        (
            "record ash-valley/02 classes 4/6 5/6",
            (
                "2 values of `classes` stand on fewer days\n"
                "Hint: give each its own day: pdsa record CYCLE classes 2025-11-03=8 2025-11-10=9"
            ),
        ),
        (
            "record ash-valley/02 texts 3 -n many",
            (
                "`-n`: `many` is not a whole number\n"
                "Hint: for example: pdsa record 02 surveys 8 --day 2025-11-07"
            ),
        ),
    ],
)
def test_what_cannot_be_a_point_is_refused(logged, line, told):
    ran, new = logged(line)
    assert (ran, new) == ((2, "", f"pdsa: {told}\n"), [])
