"""How often a chart says "changed" though nothing did: the table that is shipped."""

import random
import re
from fractions import Fraction
from math import sqrt

import pytest

from benchmarks import false_alarms
from pdsa.core import luck_table
from pdsa.core.analysis import analyse
from pdsa.core.luck import NAMES, false_alarm_share, in_words
from pdsa.core.nhs import making_data_count
from pdsa.core.runchart import anhoej, ihi, median

CHARTS = 5000
ENOUGH = 4  # standard errors


def says_changed(rules, values, baseline):
    """Whether the rules of the tool itself say so of these values."""
    if rules == "nhs":
        chart = making_data_count(values, freeze=baseline)
        return any(point.special_cause for point in chart.points)
    if rules.startswith("limits"):
        found = analyse("i", values, freeze=baseline)
        runs = rules == "limits-anhoej" and found.phases[0].runs_signal
        return runs or any(point.outside for point in found.points)
    centre = median(values[:baseline])
    if rules == "anhoej":
        return anhoej(values, centre).signal
    found = ihi(values, centre)
    return bool(found.shifts or found.trends or found.verdict in {"too few", "too many"})


def series(chance, length, correlation):
    values = false_alarms.series(chance, length, correlation)
    return [Fraction(round(1000 * value), 1000) for value in values]


def counted(rules, points, baseline, correlation, charts=CHARTS):
    chance = random.Random(f"{rules} {points} {baseline} {correlation}")
    said = sum(
        says_changed(rules, series(chance, points, correlation), baseline) for _ in range(charts)
    )
    return said / charts


def apart(share, expected, charts=CHARTS):
    return abs(share - expected) / sqrt(expected * (1 - expected) / charts)


@pytest.mark.parametrize(
    ("rules", "points", "baseline", "correlation"),
    [
        ("anhoej", 24, None, 0.0),
        ("anhoej", 24, 6, 0.0),
        ("anhoej", 24, None, 0.3),
        ("ihi", 24, 12, 0.0),
    ],
)
def test_a_short_count_with_the_rules_of_the_tool_finds_the_share_of_the_table(
    rules, points, baseline, correlation
):
    expected = false_alarm_share(rules, points, baseline, correlation)
    assert apart(counted(rules, points, baseline, correlation), expected) < ENOUGH


@pytest.mark.parametrize(("points", "baseline"), [(28, 23), (30, 15), (35, 14)])
def test_a_baseline_that_is_between_two_or_odd_has_its_own_share(points, baseline):
    expected = false_alarm_share("anhoej", points, baseline)
    values = points + baseline % 2  # the median of an odd baseline is one of its values
    assert apart(counted("anhoej", values, baseline, 0.0), expected) < ENOUGH


@pytest.mark.parametrize(("rules", "points"), [("limits", 12), ("limits-anhoej", 12), ("nhs", 12)])
def test_a_shorter_count_finds_the_shares_of_charts_with_limits(rules, points):
    expected = false_alarm_share(rules, points, 6)
    assert apart(counted(rules, points, 6, 0.0, 800), expected, 800) < ENOUGH


def test_such_a_count_would_see_the_share_of_another_cell():
    wrong = false_alarm_share("anhoej", 24, 8)
    assert apart(counted("anhoej", 24, 6, 0.0), wrong) > ENOUGH


def test_the_fast_rules_of_the_simulation_are_the_rules_of_the_tool():
    chance = random.Random(5)
    for _ in range(25):
        values = series(chance, 61, 0.2)
        fast = set(false_alarms.signals(values))
        for rules in NAMES:
            for points, baseline in [
                *((12, 0), (12, 6), (24, 0), (24, 6), (36, 12), (60, 0)),
                *((13, 0), (25, 7), (60, 11), (60, 48), (15, 14), (40, 16)),
            ]:
                # The median of an odd baseline is one of its values: so many are useful and one not.
                more = baseline % 2 if rules in {"anhoej", "ihi"} else 0
                slow = says_changed(rules, values[: points + more], baseline or None)
                assert ((rules, points, baseline) in fast) == slow, (rules, points, baseline)


@pytest.mark.parametrize("points", false_alarms.COUNTED_EXACTLY)
def test_the_share_about_the_own_median_is_that_of_every_order_of_the_sides(points):
    share = false_alarm_share("anhoej", points, None)
    assert apart(share, false_alarms.exactly(points), 20_000) < ENOUGH


def test_a_batch_with_the_same_seed_is_the_same():
    first = false_alarms.count_batch((7, 0, 0.3))
    assert first == false_alarms.count_batch((7, 0, 0.3))
    assert first != false_alarms.count_batch((8, 0, 0.3))


def test_the_table_is_full():
    cells = {
        (rules, baseline, correlation)
        for rules in false_alarms.SHIPPED
        for baseline in false_alarms.BASELINES
        for correlation in false_alarms.CORRELATIONS
    }
    assert set(luck_table.PER_THOUSAND) == cells
    assert {len(row) for row in luck_table.PER_THOUSAND.values()} == {len(luck_table.LENGTHS)}
    assert set(NAMES) == set(false_alarms.SHIPPED)
    assert (
        range(10, 61),
        false_alarms.BASELINES,
        false_alarms.CORRELATIONS,
    ) == (luck_table.LENGTHS, luck_table.BASELINES, luck_table.CORRELATIONS)


@pytest.mark.parametrize("published", list(false_alarms.PUBLISHED))
def test_the_shares_are_those_that_were_published(published):
    points, baseline = published
    row = dict(zip(false_alarms.COLUMNS, false_alarms.PUBLISHED[published], strict=True))
    far = {
        rules: false_alarms.errors_apart(
            false_alarm_share(rules, points, baseline), 20_000, row[rules] / 100
        )
        for rules in NAMES
    }
    assert {rules: errors for rules, errors in far.items() if abs(errors) > 3} == {}


def share(row, length):
    return luck_table.PER_THOUSAND[row][luck_table.LENGTHS.index(length)] / 1000


@pytest.mark.parametrize(
    ("asked", "row", "length"),
    [
        (("anhoej", 24, None), ("anhoej", 0, 0.0), 24),
        (("anhoej", 24, 6), ("anhoej", 6, 0.0), 24),
        (("anhoej", 25, 7), ("anhoej", 7, 0.0), 25),
        (("anhoej", 60, 55), ("anhoej", 48, 0.0), 60),
        (("anhoej", 24, 1), ("anhoej", 4, 0.0), 24),
        (("anhoej", 24, 0), ("anhoej", 0, 0.0), 24),
        (("anhoej", 12, 12), ("anhoej", 0, 0.0), 12),  # all of it
        (("anhoej", 3, None), ("anhoej", 0, 0.0), 10),
        (("nhs", 200, 12), ("nhs", 12, 0.0), 60),
        (("ihi", 24, None, 0.3), ("ihi", 0, 0.3), 24),
        (("ihi", 24, None, 0.2), ("ihi", 0, 0.0), 24),
        (("ihi", 24, None, -0.4), ("ihi", 0, 0.0), 24),
        (("ihi", 24, None, 0.9), ("ihi", 0, 0.3), 24),
    ],
)
def test_a_share_is_that_of_its_own_length_and_baseline(asked, row, length):
    assert false_alarm_share(*asked) == share(row, length)


def test_between_two_baselines_a_share_is_interpolated():
    shorter, longer = (share(("anhoej", baseline, 0.0), 40) for baseline in (24, 28))
    expected = pytest.approx(shorter + (longer - shorter) / 4)
    assert false_alarm_share("anhoej", 40, 25) == expected


def test_rules_that_were_not_counted_have_no_share():
    assert false_alarm_share("", 24, None) is None


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (0.0, "fewer than 1 in 1,000"),
        (0.0009, "fewer than 1 in 1,000"),
        (0.001, "about 1 in 1,000"),
        (0.012, "about 1 in 80"),
        (0.03, "about 1 in 30"),
        (0.031, "about 1 in 30"),
        (0.053, "about 1 in 15"),
        (0.079, "about 1 in 12"),
        (0.1, "about 1 in 10"),
        (0.165, "about 1 in 6"),
        (1 / 3, "about 1 in 3"),
        (0.334, "about 4 in 10"),
        (0.39, "about 4 in 10"),
        (0.4, "about 4 in 10"),
        (0.564, "about 6 in 10"),
        (0.82, "about 9 in 10"),
        (0.9, "about 9 in 10"),
        (0.901, "nearly all"),
        (1.0, "nearly all"),
    ],
)
def test_a_share_in_words_has_no_more_digits_than_it_deserves(share, words):
    assert in_words(share) == words


def test_the_table_says_how_it_was_made():
    made = re.sub(r"\d+", "N", luck_table.__doc__)
    assert made.splitlines()[2:4] == [
        "Made by `python benchmarks/false_alarms.py --write`:",
        "N,N charts a cell, seed N.",
    ]
