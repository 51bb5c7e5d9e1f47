"""The rules of Making Data Count, one table a rule, and in their order."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.nhs import NhsChart, NhsPoint, making_data_count

UP, DOWN = "7 Point Trend (Increasing)", "7 Point Trend (Decreasing)"
ABOVE, BELOW = "7 Points Above CL", "7 Points Below CL"
NEAR_TOP, NEAR_BOTTOM = "2 in 3 Above CL", "2 in 3 Below CL"
OVER, UNDER = "Above UCL", "Below LCL"
NONE = "Common Cause"
# Twelve values with a mean of 10 and a mean moving range of 10/11: the limits are 7.58 and 12.42,
# and two thirds of the way to them 8.39 and 11.61.
BASE = "10 9.5 10.5 9.5 10.5 9.5 10.5 9.5 10.5 9.5 10.5 10"


def values(text):
    return [None if word == "-" else Fraction(word) for word in text.split()]


def causes(text, **options):
    return [point.cause for point in making_data_count(values(text), **options).points]


def after_base(text):
    """The causes of values that follow the twelve which give mean and limits."""
    return causes(f"{BASE} {text}", freeze=12)[12:]


def refusal(*arguments, **options):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its arguments are compared whole
        making_data_count(*arguments, **options)
    return caught.value.args


def test_the_baseline_of_these_tests_has_nothing_special():
    chart = making_data_count(values(BASE))
    reach = 2.66 * 10 / 11
    point = NhsPoint(
        Fraction(10),
        pytest.approx(10 - reach),
        pytest.approx(10 + reach),
        NONE,
        False,
        "common_cause",
    )
    assert chart.points == (point,) * 12
    assert chart.assurance is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12.4", [NONE]),
        ("12.42", [OVER]),
        ("7.6", [NONE]),
        ("7.5", [UNDER]),
    ],
)
def test_a_point_beyond_a_limit_is_special(text, expected):
    assert after_base(text) == expected


def test_a_point_on_a_limit_is_common():
    text = "0 0.5 -0.5 0 0.5 -0.5 0"
    step = Fraction("2.66") * Fraction(4, 6)  # the mean is 0, the ranges four halves and two ones
    assert causes(f"{text} {step}", freeze=7)[7] == NONE
    assert causes(f"{text} {step + Fraction(1, 10**9)}", freeze=7)[7] == OVER
    assert causes(f"{text} {-step}", freeze=7)[7] == NONE
    assert causes(f"{text} {-step - Fraction(1, 10**9)}", freeze=7)[7] == UNDER


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11 11 11 11 11 11 9", [NONE] * 7),
        ("11 11 11 11 11 11 11", [ABOVE] * 7),
        ("9 9 9 9 9 9 9 9", [BELOW] * 8),
        ("11 11 11 10 11 11 11 11", [NONE] * 8),  # on the mean: it breaks the run
        ("11 11 11 - 11 11 11 11", [ABOVE] * 3 + [NONE] + [ABOVE] * 4),  # missing: it does not
        ("11 11 11 11 11 11 11 9 11", [ABOVE] * 7 + [NONE] * 2),
    ],
)
def test_seven_in_a_row_on_one_side_are_special(text, expected):
    assert after_base(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 9.2 9.4 9.6 9.8 10.2 9", [NONE] * 7),
        ("9 9.2 9.4 9.6 9.8 10.2 10.4 9", [UP] * 7 + [NONE]),
        ("11 10.8 10.6 10.4 10.2 9.8 9.6 9.7", [DOWN] * 7 + [NONE]),
        ("9 9.2 9.4 9.4 9.6 9.8 10.2 10.4", [NONE] * 8),  # a repeated value breaks it
        ("9 9.2 - 9.4 9.6 9.8 10.2 10.4", [UP] * 2 + [NONE] + [UP] * 5),
        (
            "9 9.2 9.4 9.6 9.8 10.2 10.4 10.3 10.1 9.9 9.7 9.5 9.3",
            [UP] * 6 + [DOWN] * 7,  # at the turn, the one that follows
        ),
        (
            "9 9.2 9.4 9.6 9.8 10.2 10.4 9 9.2 9.4 9.6 9.8 10.2 10.4",
            [UP] * 14,  # the drop between them is part of neither
        ),
    ],
)
def test_seven_that_rise_or_fall_are_special(text, expected):
    assert after_base(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 12", [NONE] * 2),  # there is no third on that side
        ("12 11 12", [NEAR_TOP, NONE, NEAR_TOP]),
        ("8 9 8", [NEAR_BOTTOM, NONE, NEAR_BOTTOM]),
        ("12 12 11", [NEAR_TOP, NEAR_TOP, NONE]),
        ("11 12 12", [NONE, NEAR_TOP, NEAR_TOP]),
        ("12 12 12", [NEAR_TOP] * 3),
        ("12 9 12", [NONE] * 3),
        ("12 10 12", [NONE] * 3),
        ("12 8 12", [NONE] * 3),
        ("12 11 11 12", [NONE] * 4),
        ("12 - 11 12", [NEAR_TOP, NONE, NONE, NEAR_TOP]),
        ("12 11 13", [NONE, NONE, OVER]),  # beyond the limit is not near it
    ],
)
def test_two_of_three_near_a_limit_on_one_side_are_special(text, expected):
    assert after_base(text) == expected


def test_near_is_strictly_beyond_two_thirds_of_the_way():
    text = "0 0.5 -0.5 0 0.5 -0.5 0"  # limits 2.66 * 2/3 from the mean 0
    near = Fraction("2.66") * Fraction(4, 9)
    more = near + Fraction(1, 10**9)
    assert causes(f"{text} 0.1 {near} {near}", freeze=7)[7:] == [NONE] * 3
    assert causes(f"{text} 0.1 {more} {more}", freeze=7)[7:] == [NONE, NEAR_TOP, NEAR_TOP]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 9.2 9.4 9.6 9.8 10.2 13", [UP] * 6 + [OVER]),  # the limit before the trend
        ("10.1 10.2 10.3 10.4 10.5 11.9 12", [UP] * 7),  # the trend before 2 in 3 and before 7
        ("11 11 11 11 11 12 12", [ABOVE] * 5 + [NEAR_TOP] * 2),  # 2 in 3 before 7
    ],
)
def test_a_point_has_the_label_of_the_weightiest_rule(text, expected):
    assert after_base(text) == expected


@pytest.mark.parametrize(
    ("improvement", "high", "low"),
    [
        ("increase", "special_cause_improvement", "special_cause_concern"),
        ("decrease", "special_cause_concern", "special_cause_improvement"),
        ("neutral", "special_cause_neutral_high", "special_cause_neutral_low"),
    ],
)
def test_what_is_better_decides_the_kind(improvement, high, low):
    chart = making_data_count(values(f"{BASE} 20 0"), freeze=12, improvement=improvement)
    assert [point.point_type for point in chart.points[11:]] == ["common_cause", high, low]
    assert [point.special_cause for point in chart.points[11:]] == [False, True, True]


def test_a_trend_is_better_by_where_it_goes_and_not_by_where_it_lies():
    chart = making_data_count(values(f"{BASE} 9 9.2 9.4 9.5 9.6 9.7 9.8"), freeze=12)
    assert {point[3:] for point in chart.points[12:]} == {(UP, True, "special_cause_improvement")}


@pytest.mark.parametrize(
    ("target", "increase", "decrease"),
    [
        ("12.5", "consistent_fail", "consistent_pass"),
        ("12", "inconsistent", "inconsistent"),
        ("8", "inconsistent", "inconsistent"),
        ("7.5", "consistent_pass", "consistent_fail"),
    ],
)
def test_assurance_says_where_the_target_lies(target, increase, decrease):
    for improvement, expected in (
        ("increase", increase), ("decrease", decrease), ("neutral", None)
    ):  # fmt: skip
        chart = making_data_count(values(BASE), improvement=improvement, target=Fraction(target))
        assert chart.assurance == expected


def test_a_target_on_a_limit_is_hit_and_missed():
    text = "0 0.5 -0.5 0 0.5 -0.5 0"
    for target in (Fraction("2.66") * Fraction(2, 3), -Fraction("2.66") * Fraction(2, 3)):
        assert making_data_count(values(text), target=target).assurance == "inconsistent"


def test_a_new_phase_has_a_mean_limits_and_rows_of_its_own():
    text = "1 2 1 2 1 2 11 12 11 12 11 12"
    whole = [point.cause for point in making_data_count(values(text)).points]
    chart = making_data_count(values(text), rebase=[7], target=Fraction(5))
    assert [point.mean for point in chart.points] == [Fraction(3, 2)] * 6 + [Fraction(23, 2)] * 6
    assert [point.upl for point in chart.points] == pytest.approx([4.16] * 6 + [14.16] * 6)
    assert [point.lpl for point in chart.points] == pytest.approx([-1.16] * 6 + [8.84] * 6)
    assert {point.cause for point in chart.points} == {NONE} != set(whole)
    assert chart.assurance == "consistent_pass"  # by the limits of the last phase


def test_a_row_does_not_cross_into_a_new_phase():
    rising = " ".join(str(number) for number in range(12))
    assert set(causes(rising, rebase=[7])) == {NONE}
    assert UP in causes(rising)


def test_a_frozen_baseline_is_so_many_points_of_each_phase():
    text = "1 2 9 9 11 12 19 19"
    chart = making_data_count(values(text), freeze=2, rebase=[5])
    assert [point.mean for point in chart.points] == [Fraction(3, 2)] * 4 + [Fraction(23, 2)] * 4


def test_phases_may_come_in_any_order_twice_and_with_the_first():
    text = "1 2 1 2 11 12 11 12 21 22"
    assert making_data_count(values(text), rebase=[9, 5, 1, 9]) == making_data_count(
        values(text), rebase=[5, 9]
    )


def test_a_phase_may_be_its_last_point():
    chart = making_data_count(values("1 2 9"), rebase=[3], target=Fraction(5))
    assert [point.mean for point in chart.points] == [Fraction(3, 2)] * 2 + [9]
    assert chart.points[2].upl is chart.assurance is None


def test_screened_limits_leave_the_widest_ranges_out():
    text = "1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1"
    plain, screened = (
        making_data_count(values(text), **options).points[0].upl
        for options in ({}, {"screened": True})
    )
    assert plain == pytest.approx(35 / 18 + 2.66 * 32 / 17)
    assert screened == pytest.approx(35 / 18 + 2.66)


def test_a_missing_value_is_common_and_breaks_the_moving_range():
    chart = making_data_count(values("1 2 - 9 8"))
    assert chart.points[2] == NhsPoint(
        Fraction(5), pytest.approx(2.34), pytest.approx(7.66), NONE, False, "common_cause"
    )


@pytest.mark.parametrize(
    ("text", "mean"), [("", None), ("-", None), ("- -", None), ("5", 5), ("5 - 6", Fraction(11, 2))]
)
def test_without_a_moving_range_there_are_no_limits_and_no_assurance(text, mean):
    places = len(text.split())
    assert making_data_count(values(text), target=Fraction(9)) == NhsChart(
        (NhsPoint(mean, None, None, NONE, False, "common_cause"),) * places, None
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {"improvement": "up"},
            ("`up` is not a direction of improvement", "write increase, decrease or neutral"),
        ),
        ({"freeze": 0}, ("`0` is no length of a baseline", "freeze at least 1 point")),
        (
            {"rebase": [2, 0]},
            ("there is no point `0` for a phase to begin at", "the points are numbered 1 to 3"),
        ),
        (
            {"rebase": [4]},
            ("there is no point `4` for a phase to begin at", "the points are numbered 1 to 3"),
        ),
    ],
)
def test_what_cannot_be_is_refused_by_name(options, expected):
    assert refusal(values("1 2 3"), **options) == expected


@given(st.lists(st.integers(0, 9).map(Fraction), max_size=25), st.integers(1, 25))
def test_upside_down_and_the_other_way_better_is_the_same_chart(series, freeze):
    there = making_data_count(series, freeze=freeze, improvement="increase")
    back = making_data_count([-value for value in series], freeze=freeze, improvement="decrease")
    assert [p.point_type for p in there.points] == [p.point_type for p in back.points]
