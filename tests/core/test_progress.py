"""The suggested score: every level needs all below it, and says what the next one lacks."""

from datetime import date
from fractions import Fraction

import pytest

from pdsa.core.chart import Answer, Asked, Chart, Subject
from pdsa.core.details import Details, DistrictFacts, ScoreFact
from pdsa.core.model import Address, Collaborative
from pdsa.core.progress import score_rows
from pdsa.core.record import CycleFacts, Membership, PredictionFact, Record
from pdsa.core.report_index import build_index

DAY = date(2025, 11, 3)
ABOUT = Collaborative("c", "p", "T", "T", date(2025, 10, 1), date(2026, 3, 31), aim="of all")
AT = Address("c", "elm", "01")
AIM = {"elm": DistrictFacts("elm", aim="more reading")}
PLANNED = CycleFacts(AT, "t", starts=DAY, ends=DAY, type="test-change")
COUNTED = PLANNED._replace(points=1)
TESTED = COUNTED._replace(study_day=DAY)
ADOPTED = TESTED._replace(decision="adopt")
MADE_NORMAL = ADOPTED._replace(type="implement-change")
HELD = (PredictionFact(AT, 1, "?", "yes", mark="met"),)


def chart(kind="changed", direction="better", before=20, after=60, target=100):
    answer = Answer(kind, direction, before=Fraction(before), after=Fraction(after))
    return Chart(Subject("m", target=Fraction(target)), Asked(), (), (), answer=answer)


def score(*cycles, predictions=(), charts=(), districts=AIM, scores=()):
    record = Record(ABOUT, "N", (Membership("elm", "Elm Bay"),), cycles, predictions)
    details = Details(
        districts=districts,
        charts={("elm", f"m{number}"): one for number, one in enumerate(charts)},
        scores=tuple(scores),
    )
    (row,) = score_rows(build_index(record, DAY), details)
    return row


@pytest.mark.parametrize(
    ("parts", "suggested", "missing"),
    [
        ({"districts": {}}, "0.5", "an aim of its own, or a first plan"),
        ({"cycles": [PLANNED], "districts": {}}, "1.5", "a baseline, or any point"),
        ({}, "1.0", "a first plan"),
        ({"cycles": [PLANNED]}, "1.5", "a baseline, or any point"),
        ({"cycles": [COUNTED]}, "2.0", "a studied test of a change, with points"),
        (
            {"cycles": [TESTED._replace(type="collect-data")]},
            "2.0",
            "a studied test of a change, with points",
        ),
        (
            {"cycles": [TESTED._replace(points=0)]},
            "2.0",
            "a studied test of a change, with points",
        ),
        ({"cycles": [TESTED]}, "2.5", "a studied test whose prediction held"),
        (
            {"cycles": [TESTED], "predictions": HELD},
            "3.0",
            "a shift the wanted way; no chart can be judged yet",
        ),
        (
            {"cycles": [TESTED], "predictions": HELD, "charts": [chart("no-change", "")]},
            "3.0",
            "a shift the wanted way; 1 judged, none shows one",
        ),
        (
            {"cycles": [TESTED], "predictions": HELD, "charts": [chart(direction="worse")]},
            "3.0",
            "a shift the wanted way; 1 judged, none shows one",
        ),
        (
            {"cycles": [TESTED], "predictions": HELD, "charts": [chart()]},
            "3.5",
            "half of the way to its goal, and an idea adopted",
        ),
        (
            {"cycles": [ADOPTED], "predictions": HELD, "charts": [chart(after=59)]},
            "3.5",
            "half of the way to its goal, and an idea adopted",
        ),
        (
            {"cycles": [ADOPTED], "predictions": HELD, "charts": [chart()]},
            "4.0",
            "a median at its goal after the change",
        ),
        (
            {"cycles": [ADOPTED], "predictions": HELD, "charts": [chart(after=100)]},
            "4.5",
            "an implement-change cycle that was adopted",
        ),
    ],
)
def test_a_level_is_reached_with_all_below_it(parts, suggested, missing):
    row = score(*parts.pop("cycles", ()), **parts)
    assert (row.suggested, row.missing) == (suggested, (missing,))


def test_at_the_top_nothing_is_missing():
    row = score(MADE_NORMAL, predictions=HELD, charts=[chart(after=100)])
    assert (row.suggested, row.missing) == ("5.0", ())


def test_the_aim_of_the_collaborative_gives_a_district_nothing():
    assert score(districts={"elm": DistrictFacts("elm")}).suggested == "0.5"


@pytest.mark.parametrize(
    ("own", "facilitator", "apart"),
    [
        ("", "", False),
        ("1.5", "", False),
        ("2.0", "", True),
        ("1.0", "1.5", False),
        ("1.0", "2.0", True),
    ],
)
def test_people_and_tool_may_disagree(own, facilitator, apart):
    given = [("self", own), ("facilitator", facilitator)]
    row = score(scores=[ScoreFact("elm", role, one, DAY) for role, one in given if one])
    assert (row.suggested, row.own, row.facilitator) == ("1.0", own, facilitator)
    assert row.apart is apart
