"""Limits of Shewhart charts, worked out by hand, and compared exactly."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.controlchart import (
    D2,
    D4,
    Limits,
    is_outside,
    is_range_outside,
    laney_factor,
    limits,
    mean,
    mean_moving_range,
    moving_ranges,
    range_limits,
    screen,
    variance_of_count,
    variance_of_share,
    variance_of_values,
)


def values(text):
    return [None if word == "-" else Fraction(word) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", None), ("-", None), ("3", 3), ("1 - 2", Fraction(3, 2)), ("1/3 1/2", Fraction(5, 12))],
)
def test_the_mean_is_exact_and_leaves_out_what_is_missing(text, expected):
    assert mean(values(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("4", "-"),
        ("4 9 7", "- 5 2"),
        ("4 - 9 7", "- - - 2"),  # missing: none at it and none after it
        ("- 4 9 -", "- - 5 -"),
    ],
)
def test_a_missing_value_breaks_the_moving_range_on_both_sides(text, expected):
    assert moving_ranges(values(text)) == values(expected)


@pytest.mark.parametrize(
    ("ranges", "expected"),
    [
        ("- -", "- -"),
        ("1 1 1 1", "1 1 1 1"),
        ("- 1 1 1 1 1 1 1 20", "- 1 1 1 1 1 1 1 -"),  # mean 27/8, 3.267 times it is 11.03
        ("0 0", "- -"),  # none is below 3.267 times nothing
        # Once only: the 10 is below 3.267 times the first mean, above that of what is left.
        ("1 1 1 1 1 1 1 1 10 60", "1 1 1 1 1 1 1 1 10 -"),
        # Mean 1000; 3267 is exactly 3.267 times it.
        ("3267 733 0 0", "- 733 0 0"),
        ("3266 734 0 0", "3266 734 0 0"),
    ],
)
def test_screening_drops_the_widest_ranges_once(ranges, expected):
    assert screen(values(ranges)) == values(expected)


@pytest.mark.parametrize(
    ("text", "screened", "expected"),
    [
        ("", False, None),
        ("5", False, None),
        ("5 - 6", False, None),
        ("1 2 4", False, Fraction(3, 2)),
        ("1 2 1 2 1 2 1 2 22", False, Fraction(27, 8)),
        ("1 2 1 2 1 2 1 2 22", True, 1),
        ("4 4 4", False, 0),
        ("4 4 4", True, None),
    ],
)
def test_the_mean_moving_range_is_screened_only_when_asked(text, screened, expected):
    assert mean_moving_range(values(text), screened=screened) == expected


def test_nothing_is_screened_unless_asked():
    series = values("1 2 1 2 1 2 1 2 22")
    assert mean_moving_range(series) == Fraction(27, 8)
    shares = values("45/100 55/100 45/100 55/100 45/100 55/100 45/100 55/100 60/100")
    of = values("100 " * 8 + "10000")
    assert laney_factor(shares, of, Fraction(1, 2)) == laney_factor(
        shares, of, Fraction(1, 2), screened=False
    )


def test_the_factors_are_the_printed_ones_and_near_the_exact():
    assert Fraction(1128, 1000) == D2
    assert Fraction(3267, 1000) == D4
    assert float(D2) == pytest.approx(2 / math.sqrt(math.pi), rel=4e-4)
    assert float(D4) == pytest.approx(1 + 3 * math.sqrt(math.pi / 2 - 1), rel=2e-4)


def test_variances_are_those_of_their_distributions():
    assert variance_of_values(Fraction("1.128")) == 1
    assert variance_of_values(Fraction("3.384")) == 9
    assert variance_of_values(None) is None
    assert variance_of_share(Fraction(1, 5)) == Fraction(4, 25)
    assert variance_of_count(Fraction(9)) == 9


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((Fraction(10), None), Limits(None, None, None, None)),
        ((Fraction(10), Fraction(4)), Limits(4.0, 16.0, 6.0, 14.0)),
        ((Fraction(1), Fraction(4)), Limits(-5.0, 7.0, -3.0, 5.0)),
        ((Fraction(1), Fraction(4), 0), Limits(0.0, 7.0, 0.0, 5.0)),
        ((Fraction(1, 2), Fraction(1, 16), 0, 1), Limits(0.0, 1.0, 0.0, 1.0)),
        ((Fraction(1, 2), Fraction(1, 64), 0, 1), Limits(0.125, 0.875, 0.25, 0.75)),
        ((Fraction(1, 2), Fraction(1, 16), 0, 1, 100), Limits(0.0, 100.0, 0.0, 100.0)),
        ((Fraction(1, 2), Fraction(1, 64), 0, 1, 100), Limits(12.5, 87.5, 25.0, 75.0)),
        ((Fraction(0), Fraction(0), 0, 1), Limits(0.0, 0.0, 0.0, 0.0)),
    ],
)
def test_limits_are_clipped_before_they_are_multiplied(arguments, expected):
    assert limits(*arguments) == expected


@pytest.mark.parametrize(
    ("value", "centre", "variance", "expected"),
    [
        ("16", "10", "4", False),  # on the limit is not beyond it
        ("16.000000000000000000001", "10", "4", True),
        ("4", "10", "4", False),
        ("3.999999999999999999999", "10", "4", True),
        ("10", "10", "0", False),
        ("10.1", "10", "0", True),
        ("3/10", "1/10", "9/2025", False),  # 0.1 + 3 * 0.0666...
        ("301/1000", "1/10", "9/2025", True),
        ("2/3", "1/3", "1/81", False),  # a third and three ninths
        ("-2/3", "-1/3", "1/81", False),
        ("-67/100", "-1/3", "1/81", True),
    ],
)
def test_a_point_is_outside_only_strictly_beyond(value, centre, variance, expected):
    assert is_outside(Fraction(value), Fraction(centre), Fraction(variance)) is expected


def test_without_a_variance_nothing_is_outside():
    assert is_outside(Fraction(99), Fraction(1), None) is False


@given(
    st.fractions(-50, 50, max_denominator=40),
    st.fractions(-50, 50, max_denominator=40),
    st.fractions(0, 50, max_denominator=40),
)
def test_outside_is_what_fractions_say(value, centre, variance):
    assert is_outside(value, centre, variance) is ((value - centre) ** 2 > 9 * variance)


def test_moving_ranges_have_limits_at_zero_and_3_267_times_their_mean():
    assert range_limits(Fraction(2)) == Limits(0.0, 6.534, 0.0, 4.356)
    assert range_limits(Fraction(2), 100) == Limits(0.0, 653.4, 0.0, 435.6)


def test_a_moving_range_is_outside_only_strictly_beyond():
    assert is_range_outside(Fraction("6.534"), Fraction(2)) is False
    assert is_range_outside(Fraction("6.5340001"), Fraction(2)) is True


def test_laney_widens_by_the_moving_range_of_the_scores():
    # Shares of 100 about 1/2 have a sigma of 1/20: the scores are -1, 1, -1 and their ranges 2, 2.
    shares, of = values("45/100 55/100 45/100"), values("100 100 100")
    assert float(laney_factor(shares, of, Fraction(1, 2))) == pytest.approx(2 / 1.128, rel=1e-12)


def test_laney_takes_each_score_in_its_own_sigma():
    # 25 and 100 about 1/2: sigma 1/10 and 1/20, scores 1 and 2, then 0.
    shares, of = values("60/100 60/100 50/100"), values("25 100 100")
    expected = Fraction(3, 2) / D2
    assert float(laney_factor(shares, of, Fraction(1, 2))) == pytest.approx(float(expected))


def test_laney_is_screened_when_asked():
    shares = values("45/100 55/100 45/100 55/100 45/100 55/100 45/100 55/100 60/100")
    of = values("100 " * 8 + "10000")  # the last has a score of 20
    plain, screened = (
        float(laney_factor(shares, of, Fraction(1, 2), screened=screened))
        for screened in (False, True)
    )
    assert plain == pytest.approx((7 * 2 + 19) / 8 / 1.128)
    assert screened == pytest.approx(2 / 1.128)


@pytest.mark.parametrize(
    ("shares", "denominators", "centre"),
    [
        ("1/2", "10", "1/2"),  # one score has no moving range
        ("0 0 0", "10 10 10", "0"),  # a share of nothing has no sigma
        ("1 1", "10 10", "1"),
        ("1/2 - 1/4", "10 10 10", "1/2"),
        ("1/2 1/3 1/4", "10 - 10", "1/2"),
    ],
)
def test_laney_has_no_factor_without_sigma_or_moving_range(shares, denominators, centre):
    assert laney_factor(values(shares), values(denominators), Fraction(centre)) is None
