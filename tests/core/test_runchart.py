"""Runs and crossings, by tables done by hand, by laws, and beside a slow way to count them."""

from fractions import Fraction
from itertools import combinations, pairwise
from math import comb, log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.runchart import (
    Classic,
    Run,
    RunTest,
    Shift,
    Trend,
    anhoej,
    crossings_limit,
    ihi,
    longest_run_limit,
    median,
    runs,
    runs_limits,
    sides,
)

SERIES = st.lists(st.none() | st.integers(-4, 4).map(Fraction), max_size=30)
FRACTIONS = st.fractions(-100, 100, max_denominator=60)

# n: longest usual run, fewest usual crossings (Anhoej & Olesen 2014, and by R's qbinom)
ANHOEJ_LIMITS = {
    10: (6, 2), 11: (6, 2), 12: (7, 3), 13: (7, 3), 14: (7, 4), 15: (7, 4), 16: (7, 4), 17: (7, 5),
    18: (7, 5), 19: (7, 6), 20: (7, 6), 21: (7, 6), 22: (7, 7), 23: (8, 7), 24: (8, 8), 25: (8, 8),
    26: (8, 8), 27: (8, 9), 28: (8, 9), 29: (8, 10), 30: (8, 10), 32: (8, 11), 36: (8, 13),
    40: (8, 14), 45: (8, 17), 46: (9, 17), 52: (9, 20), 60: (9, 23),
}  # fmt: skip
RUNS_LIMITS = {
    10: (3, 9), 12: (4, 10), 14: (4, 12), 16: (5, 13), 18: (6, 14), 20: (7, 15), 22: (8, 16),
    24: (8, 18), 26: (9, 19), 28: (10, 20), 30: (11, 21), 36: (13, 25), 40: (15, 27),
    50: (19, 33), 60: (24, 38),
}  # fmt: skip


def values(text):
    """Read `1 5 - 2/3`: a hyphen is missing."""
    return [None if word == "-" else Fraction(word) for word in text.split()]


def refusal(function, *arguments):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its arguments are compared whole
        function(*arguments)
    return caught.value.args


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("- -", None),
        ("3", 3),
        ("3 1", 2),
        ("3 1 2", 2),
        ("4 1 3 1", 2),  # sorted 1 1 3 4
        ("1/3 - 2/7", Fraction(13, 42)),
        ("-1 -2 5", -1),
    ],
)
def test_the_median_is_exact_and_leaves_out_what_is_missing(text, expected):
    assert median(values(text)) == expected


def test_a_third_is_a_third_however_it_was_counted():
    thirds = [Fraction(1, 3), Fraction(2, 6), Fraction(10, 30)]
    assert sides(thirds, Fraction(1, 3)) == [0, 0, 0]
    assert sides([Fraction(29, 100)], Fraction("0.29")) == [0]  # 0.29 * 100 is not 29 in floats


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("5 5 -", []),
        ("9", [Run(1, 1, 1, 1)]),
        ("1 1 9 9 9", [Run(1, 2, 2, -1), Run(3, 5, 3, 1)]),
        ("1 5 1 9", [Run(1, 3, 2, -1), Run(4, 4, 1, 1)]),  # the 5 neither ends the run nor joins
        ("9 - 9 5 5", [Run(1, 3, 2, 1)]),  # missing: the same; and a run ends at its last point
        ("5 - 9 5 - 1 5", [Run(3, 3, 1, 1), Run(6, 6, 1, -1)]),
        ("1 9 1 9", [Run(1, 1, 1, -1), Run(2, 2, 1, 1), Run(3, 3, 1, -1), Run(4, 4, 1, 1)]),
        ("49999/10000 50001/10000", [Run(1, 1, 1, -1), Run(2, 2, 1, 1)]),
    ],
)
def test_a_run_stays_on_one_side_of_the_centre_line(text, expected):
    assert runs(values(text), Fraction(5)) == expected


def test_without_a_centre_line_there_are_no_runs():
    assert runs(values("1 9"), None) == []
    assert anhoej(values("1 9"), None) == RunTest(0, None, None, None, None, signal=False)


@pytest.mark.parametrize(("useful", "limits"), ANHOEJ_LIMITS.items())
def test_the_anhoej_limits_are_the_published_ones(useful, limits):
    assert (longest_run_limit(useful), crossings_limit(useful)) == limits


@pytest.mark.parametrize(
    ("useful", "limits"),
    [(1, (3, 0)), (2, (4, 0)), (3, (5, 0)), (4, (5, 0)), (5, (5, 0)), (6, (6, 1)), (7, (6, 1)),
     (8, (6, 1)), (9, (6, 2)), (1000, (13, 474))],
)  # fmt: skip
def test_the_anhoej_limits_go_on_beyond_the_published_range(useful, limits):
    assert (longest_run_limit(useful), crossings_limit(useful)) == limits


@pytest.mark.parametrize("useful", range(1, 16))
def test_the_fewest_crossings_are_those_of_all_equally_likely_orders(useful):
    orders = [
        sum(before != after for before, after in pairwise(order))
        for order in (f"{number:0{useful}b}" for number in range(2**useful))
    ]
    share = [sum(found <= most for found in orders) / len(orders) for most in range(useful)]
    assert crossings_limit(useful) == next(most for most in range(useful) if share[most] >= 0.05)


def test_the_fewest_crossings_are_the_first_that_chance_reaches_in_one_chart_of_twenty():
    for useful in range(1, 301):
        orders = [comb(useful - 1, crossings) for crossings in range(useful)]
        fewest = crossings_limit(useful)
        assert Fraction(sum(orders[:fewest]), sum(orders)) < Fraction(1, 20)
        assert Fraction(sum(orders[: fewest + 1]), sum(orders)) >= Fraction(1, 20)


def test_the_longest_run_is_the_rounded_logarithm_and_three():
    for useful in range(1, 2001):
        assert longest_run_limit(useful) == round(log2(useful)) + 3


@pytest.mark.parametrize(("useful", "limits"), RUNS_LIMITS.items())
def test_the_limits_on_the_number_of_runs_are_exact(useful, limits):
    assert runs_limits(useful) == limits


@pytest.mark.parametrize("useful", range(2, 15))
def test_the_limits_on_the_number_of_runs_are_those_of_all_orders(useful):
    counts = []
    for above in combinations(range(useful), useful // 2):
        order = [place in above for place in range(useful)]
        counts.append(1 + sum(a != b for a, b in pairwise(order)))
    usual = [
        number
        for number in range(1, useful + 1)
        if sum(count <= number for count in counts) > 0.025 * len(counts)
        and sum(count >= number for count in counts) > 0.025 * len(counts)
    ]
    assert runs_limits(useful) == (usual[0], usual[-1])


def test_one_point_makes_one_run():
    assert runs_limits(1) == (1, 1)


@pytest.mark.parametrize("function", [longest_run_limit, crossings_limit, runs_limits])
@pytest.mark.parametrize("useful", [0, -1])
def test_without_useful_points_there_is_no_limit(function, useful):
    message = f"`{useful}` useful points have no limit"
    assert refusal(function, useful) == (message, "test at least one point")


@pytest.mark.parametrize(
    ("text", "centre", "expected"),
    [
        ("5 5 5", 5, RunTest(0, None, None, None, None, signal=False)),
        ("9", 5, RunTest(1, 1, 3, 0, 0, signal=False)),
        ("9 9 9 9 9 9 1", 5, RunTest(7, 6, 6, 1, 1, signal=False)),  # both at their limits
        ("9 9 9 9 9 9 9", 5, RunTest(7, 7, 6, 0, 1, signal=True)),  # both beyond
        ("9 9 9 9 9 9 9 1 9 1", 5, RunTest(10, 7, 6, 3, 2, signal=True)),  # the run alone
        ("9 9 9 9 9 1 1 1 1 1", 5, RunTest(10, 5, 6, 1, 2, signal=True)),  # crossings alone
        ("9 1 9 1 9 1 9 1 9 1", 5, RunTest(10, 1, 6, 9, 2, signal=False)),  # never too many
        ("7 7 7 7 7 3 3 3 5 5 5 5", 5, RunTest(8, 5, 6, 1, 1, signal=False)),
    ],
)
def test_anhoej_signals_a_run_too_long_or_crossings_too_few(text, centre, expected):
    assert anhoej(values(text), Fraction(centre)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9 9 9 9 9", ()),
        ("9 9 9 9 9 9", (Shift(1, 6, 6, 1),)),
        ("9 9 5 9 - 9 9 9 1", (Shift(1, 8, 6, 1),)),
        ("1 1 1 1 1 1 9 9 9 9 9 9 9", (Shift(1, 6, 6, -1), Shift(7, 13, 7, 1))),
    ],
)
def test_a_shift_is_six_points_or_more_on_one_side(text, expected):
    assert ihi(values(text), Fraction(5)).shifts == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("1 2 3 4", ()),
        ("1 2 3 4 5", (Trend(1, 5, 5, 1),)),
        ("5 4 3 2 1 0", (Trend(1, 6, 6, -1),)),
        ("1 2 3 3 4 5", (Trend(1, 6, 5, 1),)),  # the second 3 neither makes nor breaks
        ("1 2 3 3 4", ()),
        ("1 1 2 3 4 5 5", (Trend(1, 6, 5, 1),)),
        ("1 - 2 3 - 4 5", (Trend(1, 7, 5, 1),)),
        ("1 2 3 4 5 4 3 2 1", (Trend(1, 5, 5, 1), Trend(5, 9, 5, -1))),  # one turning point
        ("9 1 2 3 4 5 0", (Trend(2, 6, 5, 1),)),
        ("3 1/7 1/6 1/5 1/4 1/3", (Trend(2, 6, 5, 1),)),
    ],
)
def test_a_trend_is_five_points_that_all_go_one_way(text, expected):
    assert ihi(values(text), Fraction(5)).trends == expected


@pytest.mark.parametrize(
    ("text", "runs_", "verdict"),
    [
        ("1 1 1 1 1 9 9 9 9 9", 2, "too few"),
        ("1 1 1 9 9 9 9 9 1 1", 3, "as expected"),
        ("1 9 1 9 1 9 1 9 9 1", 9, "as expected"),
        ("1 9 1 9 1 9 1 9 1 9", 10, "too many"),
    ],
)
def test_the_number_of_runs_is_judged_by_its_exact_limits(text, runs_, verdict):
    found = ihi(values(text), Fraction(5))
    assert (found.useful, found.runs, found.low, found.high) == (10, runs_, 3, 9)
    assert found.verdict == verdict


def test_without_useful_points_ihi_has_no_limits_and_no_verdict():
    assert ihi(values("5 - 5"), Fraction(5)) == Classic(Fraction(5), 0, 0, (), (), None, None, "")
    assert ihi([], None) == Classic(None, 0, 0, (), (), None, None, "")


def count_slowly(series, centre):
    """Useful points, longest run, crossings: by looking at every stretch of the series."""
    above = [value > centre for value in series if value is not None and value != centre]
    stretches = [
        above[first:last]
        for first in range(len(above))
        for last in range(first + 1, len(above) + 1)
        if len(set(above[first:last])) == 1
    ]
    changes = sum(above[place] != above[place - 1] for place in range(1, len(above)))
    return len(above), max(map(len, stretches)) if above else None, changes if above else None


@given(SERIES, st.integers(-4, 4).map(Fraction))
def test_runs_are_those_of_a_slow_count(series, centre):
    found = anhoej(series, centre)
    assert (found.useful, found.longest_run, found.crossings) == count_slowly(series, centre)


@given(SERIES, st.integers(-4, 4).map(Fraction))
def test_runs_begin_and_end_at_useful_points_in_order(series, centre):
    where = sides(series, centre)
    for run in runs(series, centre):
        stretch = where[run.first - 1 : run.last]
        assert stretch[0] == stretch[-1] == run.side
        assert stretch.count(run.side) == run.length
        assert -run.side not in stretch
    joined = [where[run.first - 1] for run in runs(series, centre)]
    assert all(before != after for before, after in pairwise(joined))


@given(SERIES, FRACTIONS, FRACTIONS.filter(lambda factor: factor > 0))
def test_moving_and_stretching_the_values_leaves_the_runs(series, move, factor):
    centre = median(series)
    moved = [None if value is None else value * factor + move for value in series]
    assert runs(moved, median(moved)) == runs(series, centre)


@given(SERIES)
def test_turning_the_values_upside_down_turns_the_sides_only(series):
    centre = median(series)
    turned = [None if value is None else -value for value in series]
    assert anhoej(turned, median(turned)) == anhoej(series, centre)
    assert [run._replace(side=-run.side) for run in runs(turned, median(turned))] == runs(
        series, centre
    )


@given(SERIES)
def test_turning_time_round_leaves_the_test(series):
    centre = median(series)
    assert anhoej(series[::-1], centre) == anhoej(series, centre)
    there, back = ihi(series, centre), ihi(series[::-1], centre)
    assert (there.runs, there.verdict, len(there.trends)) == (
        back.runs,
        back.verdict,
        len(back.trends),
    )


@given(SERIES, st.integers(0, 30))
def test_a_missing_value_and_one_on_the_line_change_nothing(series, place):
    centre = median(series)
    for extra in (None, centre):
        longer = [*series[:place], extra, *series[place:]]
        assert anhoej(longer, centre) == anhoej(series, centre)


@given(st.lists(FRACTIONS, min_size=1, max_size=30))
def test_the_median_has_as_many_values_below_as_above(series):
    centre = median(series)
    below, above = (sum(1 for value in series if (value - centre) * side > 0) for side in (-1, 1))
    assert 2 * max(below, above) <= len(series)


@given(st.lists(st.integers(1, 1000), unique=True, max_size=15))
def test_with_its_own_median_and_no_ties_under_16_points_no_run_is_too_long(numbers):
    series = [Fraction(number) for number in numbers]
    found = anhoej(series, median(series))
    assert found.longest_run is None or found.longest_run <= found.longest_run_max
