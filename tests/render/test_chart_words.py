"""What pictures say of limits and figures: nothing that cannot be, nothing that is not judged."""

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest

from pdsa.core.chart import Asked, Observation, Subject
from pdsa.core.charting import build_chart
from pdsa.render import chart_json, chart_svg, chart_terminal
from pdsa.render.chart_words import answer_word, edges, named_limits, small_print, value_words

START = date(2025, 9, 5)
UNEVEN = "0 9 1 8 0 9 2 7 0 9 1 8"
HIGH = "99 90 99 91 98 90 99 92 97 90 99 91"
STEADY = "3 6 4 5 3 6 4 5 3 6 4 5"
BELOW = "The lower limit lies below 0, where no value can be; it is drawn at 0."
ABOVE = "The upper limit lies above 100 %, where no value can be; it is drawn at 100 %."


def week(number):
    return START + timedelta(weeks=number)


def chart(values, unit="", **asked):
    seen = [
        Observation(week(place), Fraction(text), text=text)
        for place, text in enumerate(values.split())
    ]
    return build_chart(Subject("Use", unit=unit), seen, Asked(**asked), date(2026, 3, 1))


@pytest.mark.parametrize(
    ("values", "unit", "names", "said"),
    [
        (UNEVEN, "count", ["upper limit"], [BELOW]),
        (UNEVEN, "", ["upper limit"], [BELOW]),  # whole numbers are taken for counts
        (UNEVEN.replace("1", "1.5"), "", ["upper limit", "lower limit"], []),
        (UNEVEN.replace("1", "1.5"), "minutes", ["upper limit"], [BELOW]),
        (UNEVEN.replace("1", "-1"), "minutes", ["upper limit", "lower limit"], []),
        (HIGH, "share", ["lower limit"], [ABOVE]),
        (HIGH, "count", ["upper limit", "lower limit"], []),
        (HIGH.replace("99", "101"), "share", ["upper limit", "lower limit"], []),
    ],
)
def test_a_limit_beyond_what_can_be_is_drawn_at_the_edge_and_told(values, unit, names, said):
    found = chart(values, unit, chart="i")
    assert [name for _, name in named_limits(found)] == names
    assert list(small_print(found))[1:] == said
    lower, upper = edges(found, found.points[-1])
    assert (lower == 0) == (BELOW in said)
    assert (upper == 100) == (ABOVE in said)


def test_the_limits_for_a_machine_are_those_that_were_reckoned():
    found = chart(UNEVEN, "count", chart="i")
    assert found.points[0].lower < 0
    shown = json.loads(chart_json.render_chart(found))["points"]["lcl"]
    assert shown == [point.lower for point in found.points]


def test_no_axis_reaches_below_a_count():
    found = chart(UNEVEN, "count", chart="i")
    assert ">-" not in chart_svg.render_chart(found)
    assert "-5" not in chart_terminal.render_chart(found, 80)


def test_figures_of_moving_ranges_name_no_runs():
    found = chart(UNEVEN, chart="mr")
    assert list(small_print(found)) == ["11 useful points; 0 points outside the limits."]


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        ("0.0405", "rate", "0.0405"),
        ("0.01837", "rate", "0.0184"),
        ("0.05", "rate", "0.05"),
        ("-0.0123456", "", "-0.0123"),
        ("0.00000002", "rate", "0.00000002"),
        ("0.25", "rate", "0.25"),
        ("0", "rate", "0"),
        ("0.04", "share", "0 %"),
    ],
)
def test_a_small_value_keeps_three_digits_that_mean_something(value, unit, shown):
    assert value_words(chart("1 2", unit), Fraction(value)) == shown


def test_a_panel_with_phases_speaks_of_the_last():
    found = chart(f"{STEADY} {STEADY}", phases=(week(12),))
    assert answer_word(found) == "Steady in its last phase"
    assert answer_word(chart(STEADY)) == "No change seen"


def test_no_word_of_a_signal_stands_over_a_phase_that_is_not_judged():
    given = {"centre": Fraction(5), "phases": (week(9),)}
    found = chart(f"1 1 1 1 1 1 1 1 1 {STEADY}", **given)
    assert (found.phases[0].useful, found.phases[0].runs_signal) == (9, True)
    assert "crossed only" not in chart_svg.render_chart(found)
    assert not any(point.marked for point in found.points[:9])
