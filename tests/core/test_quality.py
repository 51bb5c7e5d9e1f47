"""k of n for each principle, from tiny records."""

from datetime import date, timedelta

import pytest

from pdsa.core.details import Details
from pdsa.core.model import Address, Collaborative
from pdsa.core.quality import quality_rows
from pdsa.core.record import CycleFacts, Membership, PredictionFact, Record
from pdsa.core.report_index import build_index

TODAY = date(2025, 12, 19)
DAY = date(2025, 11, 3)
ABOUT = Collaborative("c", "p", "T", "T", date(2025, 10, 1), date(2026, 3, 31))


def at(cycle):
    return Address("c", "elm", cycle)


def cycle(id, **facts):
    """A studied cycle of two weeks, done and counted, unless it says otherwise."""
    given = {
        "starts": DAY,
        "ends": DAY + timedelta(days=14),
        "type": "test-change",
        "do_day": DAY,
        "points": 3,
        "as_planned": "yes",
        "study_day": DAY + timedelta(days=15),
        "decision": "adopt",
    }
    return CycleFacts(at(id), id, **(given | facts))


def predicted(id, *marks):
    return [PredictionFact(at(id), n, "?", "yes", mark=mark) for n, mark in enumerate(marks, 1)]


def rows(*cycles, predictions=(), foreseen=None, earlier=None):
    record = Record(ABOUT, "N", (Membership("elm", "Elm Bay"),), cycles, tuple(predictions))
    details = Details(foreseen=foreseen or {}, earlier=earlier)
    return {row.id: row for row in quality_rows(build_index(record, TODAY), details, TODAY)}


@pytest.mark.parametrize(
    ("principle", "facts", "expected"),
    [
        ("stages", {}, (1, 1)),
        ("stages", {"study_day": None}, (0, 1)),
        ("stages", {"decision": ""}, (0, 1)),
        ("stages", {"do_day": None}, (1, 1)),  # what was counted says that it was done
        ("stages", {"do_day": None, "points": 0}, (0, 1)),
        ("stages", {"ends": TODAY}, (0, 0)),
        ("stages", {"ends": TODAY - timedelta(days=1)}, (1, 1)),
        ("continued", {"decision": "adapt", "continued": True}, (1, 1)),
        ("continued", {"decision": "scale"}, (0, 1)),
        ("continued", {"decision": "abandon"}, (0, 0)),
        ("continued", {"decision": "repeat", "study_day": None}, (0, 0)),
        ("small", {"scope": "one-team"}, (1, 1)),
        ("small", {"scope": "several-teams"}, (0, 1)),
        ("small", {"scope": "one-person", "ends": DAY + timedelta(days=31)}, (0, 1)),
        ("small", {"scope": "one-person", "ends": DAY + timedelta(days=30)}, (1, 1)),
        ("small", {"scope": "district", "type": "collect-data"}, (0, 0)),
        ("small", {}, (0, 0)),
        ("series", {}, (1, 1)),
        ("series", {"points": 2}, (0, 1)),
        ("as-planned", {"as_planned": "no"}, (1, 1)),
        ("as-planned", {"as_planned": "unknown"}, (0, 1)),
        ("as-planned", {"as_planned": "", "study_day": None}, (0, 0)),
    ],
)
def test_a_principle_counts_a_cycle(principle, facts, expected):
    row = rows(cycle("01", **facts))[principle]
    assert (row.k, row.n) == expected
    assert row.lacking == (("c/elm/01",) if row.k < row.n else ())


@pytest.mark.parametrize(
    ("foreseen", "k"),
    [
        ({1: "before"}, 1),
        ({1: "after"}, 0),
        ({1: "changed-after"}, 0),
        ({1: "cannot-tell"}, 0),
        ({1: "after", 2: "before"}, 1),
        ({}, 0),
    ],
)
def test_a_prediction_counts_when_it_stood_before_the_data(foreseen, k):
    said = {(at("01"), number): word for number, word in foreseen.items()}
    found = rows(cycle("01"), predictions=predicted("01", "met", "met"), foreseen=said)
    assert (found["predicted"].k, found["predicted"].n) == (k, 1)


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (["met", "unknown"], (1, 1)),  # unknown is an answer
        (["met", ""], (0, 1)),
        ([], (0, 0)),
    ],
)
def test_every_prediction_is_compared(marks, expected):
    row = rows(cycle("01"), predictions=predicted("01", *marks))["compared"]
    assert (row.k, row.n) == expected


@pytest.mark.parametrize(
    ("scopes", "expected"),
    [
        (["one-person", "one-team"], (1, 1)),
        (["one-person", "one-person"], (0, 1)),
        (["one-team", "one-person", "one-site"], (0, 1)),
        (["one-person", "", "one-site"], (1, 1)),
        (["one-person", ""], (0, 0)),
        (["one-person"], (0, 0)),
    ],
)
def test_a_line_of_tests_grows_or_not(scopes, expected):
    days = [DAY + timedelta(days=number) for number in range(len(scopes))]
    line = [
        cycle(f"0{number}", ramp="r", scope=scope, starts=days[number])
        for number, scope in enumerate(scopes)
    ]
    assert rows(*line)["grew"][2:4] == expected


def test_only_the_first_test_of_a_line_has_to_be_small():
    line = [
        cycle("01", ramp="r", scope="one-person"),
        cycle("02", ramp="r", scope="district", starts=DAY + timedelta(days=1)),
    ]
    assert rows(*line)["small"][2:4] == (1, 1)


def test_the_last_period_stands_beside_this_one():
    earlier = {"quality": [{"principle": "series", "k": 2, "n": 9}]}
    found = rows(cycle("01"), earlier=earlier)
    assert (found["series"].before, found["stages"].before) == ((2, 9), None)


def test_a_published_figure_says_that_it_is_of_health_care():
    published = [row.published for row in rows().values() if row.published]
    assert len(published) == 5
    assert all("health care" in words for words in published)
