"""How a change idea stands, and what stands behind it."""

from datetime import UTC, date, datetime

import pytest

from pdsa.core.details import Details, DistrictFacts, IdeaFacts, PlanFacts, Said
from pdsa.core.model import Address, Collaborative
from pdsa.core.record import CycleFacts, DecisionFact, Membership, PredictionFact, Record
from pdsa.core.report_evidence import evidence_rows
from pdsa.core.report_ideas import idea_rows
from pdsa.core.report_index import build_index

TODAY = date(2025, 12, 19)
DAY = date(2025, 11, 3)
ABOUT = Collaborative("c", "p", "T", "T", date(2025, 10, 1), date(2026, 3, 31))
MEMBERS = tuple(Membership(id, id.title()) for id in ("ash", "elm", "oak"))


def at(path):
    return Address("c", *path.split("/"))


def cycle(path, decision="", *, studied=True):
    facts = CycleFacts(at(path), path, "guides", starts=DAY, ends=DAY, decision=decision)
    return facts._replace(study_day=DAY if studied else None)


def said(path, kind, day=DAY, **body):
    recorded = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Said(at(path), kind, day, recorded, body, f"{path}-{kind}-{day}", f"{path}.json")


def evidence(*cycles, **parts):
    (row,) = every_evidence(*cycles, **parts)
    return row


def every_evidence(*cycles, marks=(), new=(), **details):
    predictions = tuple(PredictionFact(at(p), 1, "?", "yes", mark=mark) for p, mark in marks)
    decisions = tuple(
        DecisionFact(one.address, DAY, one.decision, "why") for one in cycles if one.decision
    )
    record = Record(ABOUT, "N", MEMBERS, cycles, predictions, decisions)
    index = build_index(record, TODAY)
    ideas = idea_rows(index)
    return list(evidence_rows(ideas, index, Details(**details), frozenset(map(at, new))))


@pytest.mark.parametrize(
    ("cycles", "marks", "standing", "sentence"),
    [
        ([cycle("ash/1", studied=False)], [], "untested", "No test of it has been studied yet."),
        ([cycle("ash/1")], [], "being-shaped", "Studied, and still being changed."),
        ([cycle("ash/1", "adapt")], [("ash/1", "not-met")], "being-shaped", "Studied, and still being changed."),
        ([cycle("ash/1", "adapt")], [("ash/1", "met")], "holding-up", "One prediction held; nobody adopted it yet."),
        (
            [cycle("ash/1"), cycle("elm/1")],
            [("ash/1", "met"), ("elm/1", "partly")],
            "being-shaped",
            "Studied, and still being changed.",
        ),
        ([cycle("ash/1", "adopt")], [("ash/1", "not-met")], "being-shaped", "Adopted in 1 district, though no prediction held there."),
        ([cycle("ash/1", "adopt")], [("ash/1", "met")], "holding-up", "Adopted in 1 district, where a prediction held; one is not proof."),
        (
            [cycle("ash/1", "adopt"), cycle("elm/1", "adopt")],
            [("ash/1", "met"), ("elm/1", "not-met")],
            "holding-up",
            "Adopted in 2 districts, but a prediction held in one only: no proof yet.",
        ),
        (
            [cycle("ash/1", "adopt"), cycle("elm/1", "adopt")],
            [("ash/1", "met"), ("elm/1", "met")],
            "proven",
            "Adopted in 2 districts, and a prediction held in each. No trial, their own tests.",
        ),
        (
            [cycle("ash/1", "adopt"), cycle("elm/1", "adopt"), cycle("oak/1", "adapt")],
            [("ash/1", "met"), ("elm/1", "met"), ("oak/1", "not-met")],
            "proven",
            "Adopted in 2 districts, and a prediction held in each; 1 prediction did not hold. No trial, their own tests.",
        ),
        (
            [*(cycle(f"{id}/1", "adopt") for id in ("ash", "elm")), *(cycle(f"{id}/2", "abandon") for id in ("ash", "elm", "oak"))],
            [("ash/1", "met"), ("elm/1", "met")],
            "dropped",
            "Dropped in 3 of 3 districts that tried it.",
        ),
        (
            [cycle("ash/1", "adopt"), cycle("ash/2", "adopt")],
            [("ash/1", "met"), ("ash/2", "met")],
            "holding-up",
            "Adopted in 1 district, where a prediction held; one is not proof.",
        ),
        (
            [cycle("ash/1", "abandon"), cycle("elm/1", "abandon"), cycle("oak/1", "adopt")],
            [("oak/1", "met")],
            "dropped",
            "Dropped in 2 of 3 districts that tried it.",
        ),
        (
            [cycle("ash/1", "abandon"), cycle("elm/1", "adopt")],
            [("elm/1", "met")],
            "holding-up",
            "Adopted in 1 district, where a prediction held; one is not proof. Dropped in 1 of 2 districts that tried it.",
        ),
        (
            [cycle("ash/1"), cycle("elm/1")],
            [("ash/1", "met"), ("elm/1", "unknown")],
            "holding-up",
            "One prediction held, 1 not judged; nobody adopted it yet.",
        ),
        (
            [cycle("ash/1", "abandon")],
            [],
            "dropped",
            "Dropped in the one district that tried it.",
        ),
    ],
)  # fmt: skip
def test_an_idea_stands_where_its_evidence_puts_it(cycles, marks, standing, sentence):
    row = evidence(*cycles, marks=marks)
    assert (row.standing, row.sentence) == (standing, sentence)


def test_the_newest_words_come_first_and_lead_to_their_entry():
    row = evidence(
        cycle("ash/1"),
        cycle("elm/1", "abandon"),
        said=(
            said("ash/1", "study", learned="Mornings", not_for="grade 1"),
            said("elm/1", "study", date(2025, 11, 20), learned="Nobody came", result="4"),
            said("elm/1", "act", date(2025, 11, 21), decision="abandon", why="a text would do"),
            said("oak/9", "study", learned="of another idea"),
        ),
    )
    assert [quote.text for quote in row.learned] == ["Nobody came", "Mornings"]
    assert [(quote.text, quote.place.name) for quote in row.not_for] == [("grade 1", "Ash")]
    (dropped,) = row.dropped
    assert (dropped.text, dropped.place.cycle, dropped.path) == (
        "a text would do",
        "c/elm/1",
        "elm/1.json",
    )


def test_what_an_act_made_and_what_a_district_makes_can_be_copied():
    facts = DistrictFacts("ash", resource="Prompt card", resource_status="ready")
    row = evidence(
        cycle("ash/1", "scale"),
        cycle("elm/1", "adapt"),
        said=(said("elm/1", "act", decision="adapt", why="-", resource="A slip"),),
        districts={"ash": facts, "elm": facts._replace(id="elm")},
    )
    assert [(one.what, one.place.name, one.status) for one in row.copies] == [
        ("A slip", "Elm", ""),
        ("Prompt card", "Ash", "ready"),
    ]


def test_a_resource_stands_once_under_the_idea_that_its_district_went_on_with_last():
    later = date(2025, 12, 1)
    slips = cycle("ash/3", "adopt")._replace(change_idea="slips", decision_day=later)
    rows = every_evidence(
        cycle("ash/1", "scale")._replace(decision_day=DAY),
        slips,
        cycle("ash/4", "adapt")._replace(change_idea="rest", decision_day=later),
        cycle("elm/1", "adopt"),
        said=(said("ash/3", "act", decision="adopt", why="-", resource="prompt card"),),
        districts={"ash": DistrictFacts("ash", resource="Prompt card", resource_where="at ash")},
    )
    found = {row.idea: [(one.what, one.where) for one in row.copies] for row in rows}
    assert found == {"guides": [], "slips": [("Prompt card", "at ash")], "rest": []}


def test_who_borrowed_from_whom_is_known_even_where_the_source_is_elsewhere():
    row = evidence(
        cycle("ash/1"),
        cycle("elm/1"),
        plans={
            at("ash/1"): PlanFacts(borrowed_from="c/elm/1"),
            at("elm/1"): PlanFacts(borrowed_from="other-2024/far/01-x"),
        },
    )
    assert [(one.by.name, one.source.name, one.source.cycle) for one in row.borrowed] == [
        ("Ash", "Elm", "c/elm/1"),
        ("Elm", "other-2024/far/01-x", "other-2024/far/01-x"),
    ]


def test_theory_and_driver_come_from_the_collaborative_and_news_from_the_cycles():
    row = evidence(
        cycle("ash/1"),
        ideas={"guides": IdeaFacts("guides", "Guides", "use", "If, then")},
        drivers=(),
        new=["ash/1"],
    )
    assert (row.theory, row.driver, row.new) == ("If, then", "", True)
