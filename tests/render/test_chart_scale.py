"""Places of days and values: axes that mislead nobody, gaps that stay gaps, runs with a word."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from pdsa.core.chart import Subject
from pdsa.render.chart_scale import (
    TimeScale,
    joined,
    marked_runs,
    time_scale,
    time_ticks,
    value_scale,
)
from pdsa.render.chart_words import edges
from tests.render.charts import CHARTS, SHARE, SHIFTED, any_chart, make, weekly

NO_TARGET = SHARE._replace(target=None)
COUNT = Subject("Surveys", unit="count")
DAYS = Subject("Days to fill", unit="days")


@pytest.mark.parametrize(
    ("subject", "values", "ticks"),
    [
        (NO_TARGET, [48, 52, 75], "40 50 60 70 80 90"),
        (NO_TARGET, [90, 92, 94], "86 88 90 92 94 96 98"),
        (NO_TARGET, [97, 100, 99], "90 92 94 96 98 100"),
        (NO_TARGET, [0, 0, 2], "0 1 2 3 4 5 6"),
        (SHARE, [40, 45], "30 40 50 60 70 80 90"),
        (COUNT, [3, 8, 0, 15], "0 5 10 15 20"),
        (COUNT, [0, 1], "0 1 2"),
        (DAYS, [34, 29, 38], "26 28 30 32 34 36 38 40"),
        (DAYS, [-3, 4], "-6 -4 -2 0 2 4 6"),
        (DAYS, [5, 5], "4.4 4.6 4.8 5 5.2 5.4 5.6"),
        (DAYS, [], "0 2 4 6 8 10 12"),
        (NO_TARGET, [], "0 20 40 60 80 100"),
        (Subject("Used?", unit="yes-no"), [0, 1], "0 1"),
    ],
)
def test_an_axis_has_round_ticks_around_what_was_counted(subject, values, ticks):
    scale = value_scale([make(subject, values)])
    assert " ".join(f"{float(tick):g}" for tick in scale.ticks) == ticks


@pytest.mark.parametrize("chart", [*CHARTS.values(), *map(any_chart, range(60))])
def test_everything_drawn_lies_on_the_axes(chart):
    values, time = value_scale([chart]), time_scale([chart])
    for point in chart.points:
        drawn = (point.value, *edges(chart, point), point.centre, chart.subject.target)
        assert all(0 <= values.share(value) <= 1 for value in drawn if value is not None)
        assert 0 <= time.share(point.day) <= 1
    assert all(0 <= time.share(marker.day) <= 1 for marker in chart.markers)


@pytest.mark.parametrize("size", ["0.0000001", "0.003", "7", "123456789012"])
def test_an_axis_is_found_for_any_size(size):
    scale = value_scale([make(DAYS, [0, Fraction(size)])])
    assert 3 <= len(scale.ticks) <= 10


@pytest.mark.parametrize(
    ("first", "last", "most", "labels"),
    [
        ("2025-09-05", "2025-12-20", 10, "Sep 2025, Oct, Nov, Dec"),
        ("2025-09-29", "2026-02-10", 10, "Oct 2025, Nov, Dec, Jan 2026, Feb"),
        ("2025-09-05", "2025-09-26", 4, "6 Sep 2025, 13 Sep, 20 Sep"),
        ("2023-01-15", "2026-02-10", 10, "Jan 2023, Jul, Jan 2024, Jul, Jan 2025, Jul, Jan 2026"),
        ("2000-01-15", "2026-02-10", 6, "2005, 2010, 2015, 2020, 2025"),
        ("2025-09-05", "2026-02-10", 3, "Nov 2025, Jan 2026"),
    ],
)  # fmt: skip
def test_a_time_axis_names_months_and_the_year_where_it_is_needed(first, last, most, labels):
    ticks = time_ticks(TimeScale(date.fromisoformat(first), date.fromisoformat(last)), most)
    assert ", ".join(f"{tick.label} {tick.year}".strip() for tick in ticks) == labels


@pytest.mark.parametrize(
    ("chart", "pieces"),
    [
        (make(SHARE, [1, 2, None, 4]), [[0, 1], [3]]),
        (make(SHARE, [1, 2, 3], days=weekly(3, skip=(3,))), [[0, 1], [2]]),
        (make(SHARE, [1, 2, 3], parts=(2,)), [[0, 1], [2]]),
        (make(SHARE, [1, 2, 3], excluded={2: "snow"}), [[0], [2]]),
        (make(SHARE._replace(cadence="monthly"), [1, 2], days=[date(2025, 1, 31), date(2025, 3, 1)]), [[0, 1]]),
        (make(SHARE._replace(cadence="monthly"), [1, 2], days=[date(2025, 1, 1), date(2025, 3, 1)]), [[0], [1]]),
        (make(SHARE._replace(cadence="daily"), [1, 2], days=[date(2025, 10, 10), date(2025, 10, 13)]), [[0, 1]]),
        (make(SHARE._replace(cadence="daily"), [1, 2], days=[date(2025, 10, 10), date(2025, 10, 20)]), [[0], [1]]),
        (make(SHARE._replace(cadence=""), [1, 2, 3, 4], days=weekly(4, skip=(4,))), [[0, 1, 2], [3]]),
        (make(SHARE, []), []),
    ],
)  # fmt: skip
def test_a_line_joins_neighbours_only(chart, pieces):
    assert joined(chart) == pieces


def phase(chart, **changes):
    return chart._replace(phases=(chart.phases[0]._replace(**changes),))


@pytest.mark.parametrize(
    ("chart", "runs"),
    [
        (CHARTS["shift"], [(12, 1, "12 in a row")]),
        (make(SHARE, SHIFTED, marked=(4, 5)), []),
        (make(SHARE, [1, 9, 9, 5, 9, 1, 1], marked=(2, 3, 5), limits=(2, 0)), [(3, 1, "3 in a row")]),
        (phase(make(SHARE, [9, 9, 1, 1, 1, 5], marked=(3, 4, 5)), shifts=((3, 5),)), [(3, -1, "3 in a row")]),
        (phase(make(SHARE, [1, 2, 3, 4, 5], marked=(1, 2, 3, 4, 5)), trends=((1, 5),)), [(5, 0, "5 rising")]),
        (phase(make(SHARE, [5, 4, None, 3, 2], marked=(1, 2, 4, 5)), trends=((1, 5),)), [(4, 0, "4 falling")]),
        (phase(make(SHARE, [1, 1, 1, 9, 9, 9], marked=(4, 5)), two_in_three=(4, 5)), [(2, 1, "2 of 3 near a limit")]),
    ],
)  # fmt: skip
def test_a_signal_has_its_points_and_a_word(chart, runs):
    found = [(len(run.positions), run.side, run.word) for run in marked_runs(chart)]
    assert found == runs


def test_a_chart_just_begun_has_room_for_what_is_to_come():
    time = time_scale([CHARTS["one"]])
    assert time.last - time.first > timedelta(days=60)
    assert time_scale([CHARTS["shift"]]).last < date(2026, 3, 31)
