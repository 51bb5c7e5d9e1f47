"""Charts in numbers: the worked cases, what each option does, and what is refused."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.analysis import AnalysedPhase, AnalysedPoint, Analysis, analyse
from pdsa.core.chart import CHARTS
from pdsa.core.nhs import making_data_count
from pdsa.core.runchart import ihi, median

CASES = [
    json.loads(line, parse_float=Fraction, parse_int=Fraction)
    for line in (Path(__file__).parent / "worked-cases.jsonl").read_text("utf-8").splitlines()
]
FIELDS = {
    "y": "y", "cl": "centre", "lcl": "lower", "ucl": "upper", "lcl_2s": "lower_2s",
    "ucl_2s": "upper_2s", "sigma_signal": "outside",
}  # fmt: skip


def of_kind(kind):
    return pytest.mark.parametrize(
        "case", [case for case in CASES if case["kind"] == kind], ids=lambda case: case["id"]
    )


def near(expected):
    """The expected numbers, to a relative 1e-6; None and False stay as they are."""
    return [
        pytest.approx(float(value), rel=1e-6) if isinstance(value, Fraction) else value
        for value in expected
    ]


def values(text):
    return [None if word == "-" else Fraction(word) for word in text.split()]


def counts(text):
    """Read `3/40 -/12` as numerators and denominators."""
    pairs = [word.partition("/") for word in text.split()]
    return tuple(values(" ".join(pair[place] for pair in pairs)) for place in (0, 2))


def refusal(*arguments, **options):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its arguments are compared whole
        analyse(*arguments, **options)
    return caught.value.args


def positions(given):
    return [int(position) for position in given]


@of_kind("qic")
def test_a_chart_has_the_numbers_of_its_worked_case(case):
    asked, expected = case["input"], case["expected"]
    freeze = asked.get("freeze")
    found = analyse(
        asked["chart"],
        asked["y"],
        asked.get("n"),
        freeze=None if freeze is None else int(freeze),
        part=positions(asked.get("part", [])),
        exclude=positions(asked.get("exclude", [])),
        centre=asked.get("cl"),
        multiply=asked.get("multiply", 1),
        screened=asked["screened_mr"],
    )
    assert [phase[:10] for phase in found.phases] == [
        tuple(phase.values()) for phase in expected["phases"]
    ]
    for name, field in FIELDS.items():
        series = [getattr(point, field) for point in found.points]
        assert series == near(expected["points"][name]), name


@of_kind("classic")
def test_the_ihi_rules_find_what_is_in_their_worked_case(case):
    asked, expected = case["input"], case["expected"]
    baseline = asked["y"][: int(asked["freeze"])] if "freeze" in asked else asked["y"]
    found = ihi(asked["y"], asked.get("cl", median(baseline)))
    assert found._asdict() | {
        "shifts": [[*shift] for shift in found.shifts],
        "trends": [[*trend] for trend in found.trends],
    } == {
        "median": expected["median"],
        "useful": expected["n_useful"],
        "runs": expected["runs"],
        "shifts": [[*shift.values()] for shift in expected["shifts"]],
        "trends": [[*trend.values()] for trend in expected["trends"]],
        "low": expected["runs_limits_exact"][0],
        "high": expected["runs_limits_exact"][1],
        "verdict": expected["runs_verdict"],
    }
    assert (bool(found.shifts), bool(found.trends)) == (expected["shift"], expected["trend"])


@of_kind("mdc")
def test_the_nhs_rules_find_what_is_in_their_worked_case(case):
    asked, expected = case["input"], case["expected"]
    found = making_data_count(
        asked["y"],
        improvement=asked["improvement"],
        freeze=int(asked["freeze"]) if "freeze" in asked else None,
        rebase=positions(asked.get("rebase", [])),
        target=asked.get("target"),
        screened=asked["screened_mr"],
    )
    assert found.assurance == expected["assurance"]
    for name in ("mean", "lpl", "upl", "cause", "special_cause", "point_type"):
        series = [getattr(point, name) for point in found.points]
        assert series == near(expected[name]), name


def test_there_are_worked_cases_of_every_kind():
    assert [sum(case["kind"] == kind for case in CASES) for kind in ("qic", "classic", "mdc")] == [
        21, 4, 3
    ]  # fmt: skip


def test_an_empty_series_has_neither_phases_nor_points():
    for chart in CHARTS:
        n = [] if chart in {"p", "pp", "u"} else None
        assert analyse(chart, [], n) == Analysis((), ())


def test_a_run_chart_is_its_median_and_its_runs():
    points = [AnalysedPoint(y, Fraction(2), None, None, None, None, False) for y in values("1 3 2")]
    assert analyse("run", values("1 3 2")) == Analysis(
        (AnalysedPhase(1, 1, 3, 3, 2, 1, 4, 1, 0, False, Fraction(2)),), tuple(points)
    )


def test_a_series_in_which_nothing_was_counted_has_no_centre():
    missing = AnalysedPoint(None, None, None, None, None, None, False)
    for chart in CHARTS:
        n = values("- 0") if chart in {"p", "pp", "u"} else None
        assert analyse(chart, values("- -"), n) == Analysis(
            (AnalysedPhase(1, 1, 2, 2, 0, None, None, None, None, False, None),), (missing,) * 2
        )


# One point and one place of each chart, worked out on paper: centre, then the four limits.
@pytest.mark.parametrize(
    ("chart", "text", "expected"),
    [
        ("i", "1 2 4 5", (3, 3 - 4 / 1.128, 3 + 4 / 1.128, 3 - 8 / 3 / 1.128, 3 + 8 / 3 / 1.128)),
        ("mr", "1 2 4 5", (4 / 3, 0, 4.356, 0, 2.904)),
        ("c", "3 5 4 4", (4, 0, 10, 0, 8)),
        ("c", "15 17 16 16", (16, 4, 28, 8, 24)),
        ("p", "20/100 10/100 30/100 20/100", (0.2, 0.08, 0.32, 0.12, 0.28)),
        ("p", "1/4 1/4 2/4 4/4", (0.5, 0, 1, 0, 1)),
        ("u", "20/5 10/5 30/5 4/1", (4, 0, 10, 0, 8)),
        ("u", "20/5 10/5 30/5 16/4", (4, 1, 7, 2, 6)),
        # Scores -1, -1, 0, 2: ranges 0, 1, 2, so P's sigma of 1/4 over 1.128.
        ("pp", "1/4 1/4 2/4 4/4", (0.5, 0, 1, 0.5 - 0.5 / 1.128, 0.5 + 0.5 / 1.128)),
        # Scores 0, -2.5, 2.5, 0: ranges 2.5, 5, 2.5, so P's sigma of 0.04 times 10/3 / 1.128.
        ("pp", "20/100 10/100 30/100 20/100", (0.2, 0, 0.2 + 0.4 / 1.128, 0, 0.2 + 0.8 / 3 / 1.128)),
    ],
)  # fmt: skip
def test_the_limits_of_a_chart(chart, text, expected):
    y, n = counts(text) if "/" in text else (values(text), None)
    assert analyse(chart, y, n).points[-1][1:6] == tuple(
        pytest.approx(number, rel=1e-12) for number in expected
    )


@pytest.mark.parametrize(
    ("chart", "text", "outside"),
    [
        # The centre is given as 1/5, so sigma is 1/25 and the limits are 8/100 and 32/100.
        ("p", "8/100 32/100 7/100 33/100", [False, False, True, True]),
        # The centre is 4: over 4 sigma is 1, over 16 it is 1/2.
        ("u", "28/4 4/4 29/4 3/4 88/16 40/16 89/16 39/16", [False, False, True, True] * 2),
        ("c", "10 0 11", [False, False, True]),
    ],
)
def test_a_point_exactly_on_a_limit_is_not_outside(chart, text, outside):
    y, n = counts(text) if "/" in text else (values(text), None)
    found = analyse(chart, y, n, centre=Fraction(1, 5) if chart == "p" else Fraction(4))
    assert [point.outside for point in found.points] == outside


def test_limits_of_an_i_chart_are_compared_as_fractions():
    # Ranges of 1.128, so sigma is 1 and the limits are 0.564 with 3 either way.
    baseline = "0 1.128 0 1.128"
    series = values(f"{baseline} 3.564 -2.436 3.5640000000000001 -2.4360000000000001")
    found = analyse("i", series, freeze=4)
    assert [point.outside for point in found.points] == [False] * 6 + [True] * 2


def test_a_range_exactly_on_its_limit_is_not_outside():
    found = analyse("mr", values("0 1 2 5.267 8.5340000001"), freeze=3)
    assert [point.outside for point in found.points] == [False] * 4 + [True]


def test_a_baseline_gives_centre_and_limits_and_the_runs_are_over_all_points():
    series = values("1 3 1 3 9 9 9 9 9 9")
    for chart in ("run", "i"):
        found = analyse(chart, series, freeze=4)
        assert found.phases == (AnalysedPhase(1, 1, 10, 10, 10, 7, 6, 3, 2, True, Fraction(2)),)
    assert found.points[0][2:4] == (
        pytest.approx(2 - 6 / 1.128), pytest.approx(2 + 6 / 1.128)
    )  # fmt: skip
    assert [point.outside for point in found.points] == [False] * 4 + [True] * 6


def test_a_baseline_of_shares_is_pooled_over_it_alone():
    y, n = counts("1/10 2/20 9/30 30/30")
    assert analyse("p", y, n, freeze=2).points[0].centre == Fraction(1, 10)
    assert analyse("p", y, n, freeze=3).points[0].centre == Fraction(12, 60)
    assert analyse("u", y, n, freeze=3).points[0].centre == Fraction(12, 60)
    assert analyse("run", y, n, freeze=3).points[0].centre == Fraction(1, 10)  # their median


def test_the_spread_of_a_laney_chart_is_that_of_its_baseline():
    y, n = counts("20/100 10/100 30/100 20/100 90/100 1/100")
    frozen = analyse("pp", y, n, freeze=4)
    assert frozen.points[:4] == analyse("pp", y[:4], n[:4]).points
    assert [point.outside for point in frozen.points] == [False] * 4 + [True, False]


@pytest.mark.parametrize("freeze", [5, 6, 100])
def test_a_baseline_past_the_end_is_none(freeze):
    series = values("1 4 2 9 3")
    for chart in ("run", "i", "mr", "c"):
        assert analyse(chart, series, freeze=freeze) == analyse(chart, series)


def test_a_baseline_without_a_value_gives_no_centre():
    found = analyse("i", values("- - 3 4"), freeze=2)
    assert [point.centre for point in found.points] == [None] * 4
    assert found.phases[0].useful == 0


def test_each_phase_is_a_chart_of_its_own():
    series = values("1 4 2 9 3 7 - 8 2 5")
    for chart in ("run", "i", "mr", "c"):
        found = analyse(chart, series, part=[4, 7])
        alone = [analyse(chart, stretch) for stretch in (series[:4], series[4:7], series[7:])]
        assert found.points == tuple(point for chart in alone for point in chart.points)
        bounds = [(1, 1, 4), (2, 5, 7), (3, 8, 10)]
        assert found.phases == tuple(
            AnalysedPhase(*bound, *chart.phases[0][3:])
            for bound, chart in zip(bounds, alone, strict=True)
        )


def test_phases_of_counts_take_their_own_denominators():
    y, n = counts("1/10 2/10 9/20 8/20")
    for chart in ("p", "pp", "u", "run"):
        found = analyse(chart, y, n, part=[2])
        assert found.points == (
            *analyse(chart, y[:2], n[:2]).points, *analyse(chart, y[2:], n[2:]).points
        )  # fmt: skip


def test_phases_may_end_in_any_order_and_twice_and_overrule_a_baseline():
    series = values("1 4 2 9 3 7")
    expected = analyse("i", series, part=[2, 4])
    assert analyse("i", series, part=[4, 2, 4], freeze=3) == expected


@pytest.mark.parametrize(
    ("chart", "centre"),
    [("run", 3), ("i", Fraction(7, 2)), ("c", Fraction(7, 2))],
)
def test_an_excluded_point_is_out_of_centre_and_runs_and_still_drawn(chart, centre):
    found = analyse(chart, values("1 90 3 7 3"), exclude=[2, 2])
    assert found.phases[0].observed == 4
    assert found.points[1].y == 90
    assert found.points[0].centre == centre
    assert found.points[1].outside is (chart != "run")
    # Useful: 1 and 7 about the median 3; all four about a mean of 7/2.
    assert found.phases[0].useful == (2 if chart == "run" else 4)


def test_the_neighbours_of_an_excluded_point_meet_and_those_of_a_missing_one_do_not():
    upper = analyse("i", values("1 90 3 4"), exclude=[2]).points[0].upper
    assert upper == pytest.approx(8 / 3 + 3 * 1.5 / 1.128)  # ranges 2 and 1
    upper = analyse("i", values("1 - 3 4")).points[0].upper
    assert upper == pytest.approx(8 / 3 + 3 * 1 / 1.128)  # range 1


def test_on_a_laney_chart_the_neighbours_of_an_excluded_point_meet_too():
    y, n = counts("20/100 99/100 10/100 30/100 20/100")
    without = counts("20/100 10/100 30/100 20/100")
    found = analyse("pp", y, n, exclude=[2])
    assert found.points[:1] + found.points[2:] == analyse("pp", *without).points
    assert found.points[1].outside is True
    assert found.points[1].y == Fraction(99, 100)


def test_an_excluded_point_is_not_pooled():
    y, n = counts("1/10 9/10 3/30")
    assert analyse("u", y, n, exclude=[2]).points[0].centre == Fraction(1, 10)


def test_on_a_range_chart_only_the_range_that_ends_at_an_excluded_point_is_left_out():
    found = analyse("mr", values("1 9 3 4"), exclude=[2])
    assert [point.y for point in found.points] == [None, 8, 6, 1]
    assert found.points[0].centre == Fraction(7, 2)


def test_excluded_points_are_counted_from_the_start_of_the_series():
    found = analyse("run", values("1 3 9 5 7"), part=[2], exclude=[3])
    assert [point.centre for point in found.points] == [2, 2, 6, 6, 6]
    assert [phase.observed for phase in found.phases] == [2, 2]


def test_an_excluded_point_in_a_baseline_does_not_make_it_longer():
    found = analyse("run", values("1 90 3 9 9"), freeze=3, exclude=[2])
    assert found.points[0].centre == 2


def test_a_given_centre_replaces_that_of_every_phase():
    found = analyse("i", values("1 2 1 2 8 9"), centre=Fraction(4), part=[4])
    assert {point.centre for point in found.points} == {Fraction(4)}
    assert found.points[0].upper == pytest.approx(4 + 3 / 1.128)
    found = analyse("mr", values("1 2 1 2"), centre=Fraction(4))
    assert found.points[0].upper == pytest.approx(4 * 3.267)
    y, n = counts("1/100 2/100")
    assert analyse("p", y, n, centre=Fraction(1, 5)).points[0].upper == pytest.approx(0.32)


def test_screened_limits_leave_the_widest_ranges_out():
    series = values("1 2 1 2 10 1 2 1 2 1 2 1 2 1 2 1 2 1")
    plain, screened = (
        analyse("i", series, **options).points[0].upper for options in ({}, {"screened": True})
    )
    assert (plain, screened) == (
        pytest.approx(35 / 18 + 3 * 32 / 17 / 1.128),
        pytest.approx(35 / 18 + 3 / 1.128),
    )


def test_a_screened_laney_chart_is_narrower():
    y, n = counts("45/100 55/100 " * 10 + "95/100 45/100 55/100 45/100")
    plain, screened = (
        analyse("pp", y, n, screened=screened).points[0].upper_2s for screened in (False, True)
    )
    assert screened < plain


def test_values_are_multiplied_after_they_are_compared():
    y, n = counts("29/100 58/200 1/100 60/100")
    found = analyse("p", y, n, multiply=100, centre=Fraction("0.29"))
    assert [point.y for point in found.points] == [29, 29, 1, 60]
    assert found.phases[0].useful == 2
    assert found.phases[0].centre == found.points[0].centre == 29


@pytest.mark.parametrize("chart", [chart for chart in CHARTS if chart != "c"])
@pytest.mark.parametrize("factor", [2, 100])
def test_multiplying_multiplies_every_figure_and_no_finding(chart, factor):
    y, n = counts("3/40 5/42 0/0 4/39 6/41 -/40 2/40 9/43")
    plain, multiplied = (analyse(chart, y, n, multiply=number) for number in (1, factor))
    for before, after in zip(plain.points, multiplied.points, strict=True):
        assert after.outside is before.outside
        assert after[:6] == tuple(
            figure if figure is None else pytest.approx(float(figure * factor), rel=1e-12)
            for figure in before[:6]
        )
    assert multiplied.phases[0][:10] == plain.phases[0][:10]
    assert multiplied.phases[0].centre == plain.phases[0].centre * factor


def test_nothing_counted_of_nothing_is_no_point_and_has_no_limits_there():
    y, n = counts("3/40 0/0 -/40 4/- 4/40")
    found = analyse("p", y, n)
    assert [point.y for point in found.points] == [
        Fraction(3, 40),
        None,
        None,
        None,
        Fraction(1, 10),
    ]
    assert [point.lower is None for point in found.points] == [False, True, True, True, False]
    assert {point.centre for point in found.points} == {Fraction(7, 80)}
    assert found.phases[0][3:5] == (5, 2)


def test_a_missing_value_has_the_limits_of_its_phase_where_they_are_the_same_for_all():
    for chart in ("i", "c", "mr"):
        found = analyse(chart, values("3 - 5 4 6"))
        assert len({point[1:6] for point in found.points}) == 1
        assert found.points[1].y is None


def test_an_i_chart_takes_shares_as_they_are():
    y, n = counts("1/10 9/30 1/2")
    found = analyse("i", y, n)
    assert found.points[0].centre == Fraction(3, 10)
    assert found.points[0].upper == pytest.approx(0.3 + 0.6 / 1.128)


def test_without_a_moving_range_an_i_chart_has_a_centre_and_no_limits():
    assert analyse("i", values("7")).points == (
        AnalysedPoint(Fraction(7), Fraction(7), None, None, None, None, False),
    )


def test_where_nothing_varies_on_a_laney_chart_there_are_no_limits():
    y, n = counts("0/10 0/10 0/10")
    assert analyse("pp", y, n).points[0] == (0, 0, None, None, None, None, False)
    assert analyse("p", y, n).points[0] == (0, 0, 0.0, 0.0, 0.0, 0.0, False)


def test_moving_ranges_are_not_tested_for_runs():
    steps = values("0 1 2 3 4 5 6 7 17 27 37 47 57 67 77")
    ranges, plain = analyse("mr", steps), analyse("i", steps[1:])
    assert (ranges.phases[0].longest_run, ranges.phases[0].longest_run_max) == (7, 7)
    assert (ranges.phases[0].crossings, ranges.phases[0].crossings_min) == (1, 4)
    assert ranges.phases[0].runs_signal is False
    assert plain.phases[0].runs_signal is True


NUMBERED = "the points are numbered 1 to 3"
LEAVE = "write what it was counted of, or leave the point out"


@pytest.mark.parametrize(
    ("chart", "y", "n", "options", "expected"),
    [
        ("x", "1 2 3", None, {},
         ("`x` is not a chart", "write one of run, i, mr, p, pp, u, c")),
        ("p", "1 2 3", None, {},
         ("a `p` chart needs denominators",
          "give what each was counted of, or ask for an `i` chart")),
        ("c", "1 2 3", "4 4 4", {},
         ("a `c` chart takes no denominators", "ask for a `u` chart")),
        ("u", "1 2 3", "4 4", {},
         ("there are 3 numerators and 2 denominators",
          "give one for each, None where it is missing")),
        ("p", "1 5 3", "4 4 4", {},
         ("point 2 counts `5` of `4`",
          "ask for a `u` chart if there can be more than one of each")),
        ("pp", "1 2 9/2", "4 4 4", {},
         ("point 3 counts `9/2` of `4`",
          "ask for a `u` chart if there can be more than one of each")),
        ("u", "1 5 3", "4 0 4", {}, ("point 2 counts `5` of 0", LEAVE)),
        ("run", "1 -5 3", "4 0 4", {}, ("point 2 counts `-5` of 0", LEAVE)),
        ("i", "1 - 3", "4 -1 4", {},
         ("point 2 has a denominator of `-1`, which is below zero", LEAVE)),
        ("c", "1 2 -3", None, {},
         ("point 3 counts `-3`, which is below zero",
          "ask for an `i` chart if values may be below zero")),
        ("p", "-1 2 3", "4 4 4", {},
         ("point 1 counts `-1`, which is below zero",
          "ask for an `i` chart if values may be below zero")),
        ("run", "1 2 3", None, {"multiply": 0},
         ("values cannot be multiplied by `0`", "as in 100 for percent")),
        ("run", "1 2 3", None, {"multiply": -100},
         ("values cannot be multiplied by `-100`", "as in 100 for percent")),
        ("run", "1 2 3", None, {"freeze": 0}, ("a baseline cannot end at point `0`", NUMBERED)),
        ("run", "1 2 3", None, {"freeze": 0, "part": [1]},
         ("a baseline cannot end at point `0`", NUMBERED)),
        ("run", "1 2 3", None, {"part": [1, 0]},
         ("a phase cannot end at point `0` with another after it", NUMBERED)),
        ("run", "1 2 3", None, {"part": [3]},
         ("a phase cannot end at point `3` with another after it", NUMBERED)),
        ("run", "1 2 3", None, {"exclude": [0]}, ("there is no point `0` to exclude", NUMBERED)),
        ("run", "1 2 3", None, {"exclude": [1, 4]},
         ("there is no point `4` to exclude", NUMBERED)),
        ("p", "1 2 3", "4 4 4", {"centre": Fraction(75)},
         ("`75` cannot be the centre line of shares", "write it as a part of 1, as in 3/4")),
        ("p", "1 2 3", "4 4 4", {"centre": Fraction(3, 2)},
         ("`3/2` cannot be the centre line of shares", "write it as a part of 1, as in 3/4")),
        ("c", "1 2 3", None, {"centre": Fraction(-1)},
         ("`-1` cannot be the centre line of a `c` chart",
          "write a number that is not below zero")),
        ("pp", "1 2 3", "4 4 4", {"centre": Fraction(-1)},
         ("`-1` cannot be the centre line of shares", "write it as a part of 1, as in 3/4")),
        ("u", "1 2 3", "4 4 4", {"centre": Fraction(-1, 2)},
         ("`-1/2` cannot be the centre line of a `u` chart",
          "write a number that is not below zero")),
        ("mr", "1 2 3", None, {"centre": Fraction(-1)},
         ("`-1` cannot be the centre line of a `mr` chart",
          "write a number that is not below zero")),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_by_name(chart, y, n, options, expected):
    denominators = None if n is None else values(n)
    assert refusal(chart, values(y), denominators, **options) == expected


@pytest.mark.parametrize(
    ("chart", "y", "n", "options"),
    [
        ("i", "-1 -2 -3", None, {"centre": Fraction(-1)}),
        ("run", "-1 2 3", "4 4 4", {}),
        ("run", "9 2 3", "4 4 4", {}),  # more than one of each
        ("u", "9/2 2 3", "1/2 4 4", {}),
        ("p", "4 0 3", "4 4 4", {}),
        ("p", "1 2 3", "4 4 4", {"centre": Fraction(1)}),
        ("p", "1 2 3", "4 4 4", {"centre": Fraction(0)}),
        ("c", "0 0 1/2", None, {"centre": Fraction(0)}),
        ("run", "1 2 3", None, {"freeze": 1, "part": [1, 2], "exclude": [1, 3]}),
        ("run", "1 2 3", None, {"multiply": Fraction(1, 2)}),
    ],
)
def test_what_can_be_is_not_refused(chart, y, n, options):
    assert len(analyse(chart, values(y), None if n is None else values(n), **options).points) == 3


SERIES = st.lists(st.none() | st.integers(0, 9).map(Fraction), min_size=1, max_size=24)


@given(SERIES, st.fractions(-50, 50, max_denominator=9), st.booleans())
def test_moving_the_values_moves_the_chart(series, move, screened):
    moved = [None if value is None else value + move for value in series]
    for chart in ("run", "i"):
        there = analyse(chart, moved, screened=screened)
        here = analyse(chart, series, screened=screened)
        assert [phase[:10] for phase in there.phases] == [phase[:10] for phase in here.phases]
        assert [point.outside for point in there.points] == [point.outside for point in here.points]


@given(SERIES, st.integers(1, 24), st.booleans())
def test_limits_lie_in_order_about_the_centre(series, freeze, screened):
    for chart in ("i", "mr", "c", "u"):
        n = [Fraction(2)] * len(series) if chart == "u" else None
        for point in analyse(chart, series, n, freeze=freeze, screened=screened).points:
            if point.lower is not None:
                centre = float(point.centre)
                drawn = [point.lower, point.lower_2s, centre, point.upper_2s, point.upper]
                assert drawn == sorted(drawn)


@given(SERIES, st.data())
def test_excluding_a_point_is_like_not_having_it_except_that_it_is_drawn(series, data):
    place = data.draw(st.integers(1, len(series)))
    shorter = [value for at, value in enumerate(series, 1) if at != place]
    for chart in ("run", "i", "c"):
        with_it, without = analyse(chart, series, exclude=[place]), analyse(chart, shorter)
        rest = [point for at, point in enumerate(with_it.points, 1) if at != place]
        assert rest == list(without.points)
        if without.phases:
            assert with_it.phases[0][3:] == without.phases[0][3:]
