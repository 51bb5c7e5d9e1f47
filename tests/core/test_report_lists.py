"""Drivers, alignments, resources, the next agenda and what is new."""

from datetime import UTC, date, datetime

import pytest

from pdsa.core.details import Details, DistrictFacts, Driver, IdeaFacts, PlanFacts, Said
from pdsa.core.model import Address, Collaborative, Meeting
from pdsa.core.record import CycleFacts, Help, Membership, PredictionFact, Record
from pdsa.core.report_evidence import evidence_rows
from pdsa.core.report_ideas import idea_rows
from pdsa.core.report_index import build_index
from pdsa.core.report_lists import (
    agenda_rows,
    alignment_rows,
    driver_tree,
    last_meeting,
    new_cycles,
    news_of,
    resource_rows,
)

TODAY = date(2025, 12, 19)
DAY = date(2025, 11, 3)
MEETINGS = (Meeting(date(2025, 10, 15), "Kick-off"), Meeting(date(2025, 11, 20)))
ABOUT = Collaborative(
    "c", "p", "T", "T", date(2025, 10, 1), date(2026, 3, 31), aim="All read", meetings=MEETINGS
)
MEMBERS = tuple(Membership(id, id.title()) for id in ("ash", "elm", "oak"))


def at(path):
    return Address("c", *path.split("/"))


def cycle(path, decision="", idea="guides", **facts):
    given = {"starts": DAY, "ends": DAY, "study_day": DAY, "decision": decision} | facts
    return CycleFacts(at(path), path, idea, **given)


def said(path, kind, day=DAY, **body):
    recorded = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Said(at(path), kind, day, recorded, body, f"{path}-{kind}-{day}", f"{path}.json")


def index_of(*cycles, **parts):
    return build_index(Record(ABOUT, "N", MEMBERS, cycles, **parts), TODAY)


def agenda(*cycles, marks=(), entries=(), **parts):
    predictions = tuple(PredictionFact(at(p), 1, "?", "yes", mark=mark) for p, mark in marks)
    index = index_of(*cycles, predictions=predictions, **parts)
    ideas = idea_rows(index)
    evidence = list(evidence_rows(ideas, index, Details(said=entries), frozenset()))
    return [(row.what, row.minutes) for row in agenda_rows(evidence, ideas, index)]


def outline(node):
    """A driver diagram as nested lists of words."""
    below = [outline(one) for one in node.drivers]
    return [node.text, *below, *(f"{leaf.label}: {leaf.cycles}" for leaf in node.ideas)]


@pytest.mark.parametrize(
    ("drivers", "ideas", "expected"),
    [
        (
            [("use", ""), ("routines", "use")],
            {"guides": "routines", "slips": "use"},
            ["All read", ["USE", ["ROUTINES", "guides: 2"], "slips: 0"]],
        ),
        ([("use", "")], {"guides": "gone"}, ["All read", ["USE"], "guides: 2"]),
        ([("use", "gone")], {}, ["All read", ["USE"], "guides: 2"]),
        (  # part of each other: both hang on the aim, and nothing runs in a circle
            [("one", "two"), ("two", "one")],
            {"guides": "one"},
            ["All read", ["ONE", "guides: 2"], ["TWO"]],
        ),
    ],
)
def test_ideas_hang_on_their_drivers(drivers, ideas, expected):
    index = index_of(cycle("ash/1"), cycle("elm/1"))
    details = Details(
        drivers=tuple(Driver(id, id.upper(), above) for id, above in drivers),
        ideas={id: IdeaFacts(id, id, driver) for id, driver in ideas.items()},
    )
    assert outline(driver_tree(idea_rows(index), index, details)) == expected


def test_without_drivers_there_is_no_diagram():
    index = index_of(cycle("ash/1"))
    assert driver_tree(idea_rows(index), index, Details()) is None


def test_alignments_are_those_of_plans_and_those_that_wait():
    index = index_of(cycle("ash/1"), cycle("ash/2"), cycle("elm/1"))
    plans = {
        at("ash/1"): PlanFacts(alignments=("portrait", "own words")),
        at("ash/2"): PlanFacts(alignments=("portrait",)),
        at("elm/1"): PlanFacts(alignments=("portrait",)),
    }
    rows = alignment_rows(index, Details(plans=plans, alignments={"portrait": "P", "map": "M"}))
    assert [(row.id, row.text, row.districts, len(row.places)) for row in rows] == [
        ("map", "M", 0, 0),
        ("own words", "", 1, 1),
        ("portrait", "P", 2, 3),
    ]


def test_a_district_that_makes_nothing_is_not_listed():
    facts = {
        "elm": DistrictFacts("elm", resource="Card", resource_status="ready"),
        "oak": DistrictFacts("oak"),
    }
    rows = list(resource_rows(index_of(), Details(districts=facts)))
    assert [(row.name, row.title, row.status) for row in rows] == [("Elm", "Card", "ready")]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"cycles": [cycle("ash/1", "adopt")]}, []),
        (
            {
                "cycles": [cycle("ash/1", "adopt"), cycle("elm/1", "adapt"), cycle("oak/1", "adapt")],
                "marks": [("ash/1", "met"), ("elm/1", "not-met"), ("oak/1", "not-met")],
            },
            [('"guides" held elsewhere: why not in Elm and Oak?', 10)],
        ),
        (
            {
                "cycles": [cycle("ash/1", "abandon")],
                "entries": (said("ash/1", "act", decision="abandon", why="nobody came"),),
            },
            [('What did Ash do instead of "guides"?', 5)],
        ),
        ({"cycles": [cycle("ash/1"), cycle("elm/1")]}, [("Decide: 2 studied tests without a decision", 10)]),
        (
            {"cycles": [], "help": (Help(at("oak/1"), DAY, False), Help(at("ash/1"), DAY, True))},
            [("Who can help Oak?", 5)],
        ),
    ],
)  # fmt: skip
def test_the_agenda_asks_what_the_record_leaves_open(parts, expected):
    assert agenda(*parts.pop("cycles"), **parts) == expected


def test_an_idea_with_quotes_in_its_name_is_quoted_once():
    said_so = (said("ash/1", "act", decision="abandon", why="no"),)
    assert agenda(cycle("ash/1", "abandon", 'The "I used it" slip'), entries=said_so) == [
        ("What did Ash do instead of \"The 'I used it' slip\"?", 5)
    ]


@pytest.mark.parametrize(
    ("day", "found"),
    [("2025-10-15", None), ("2025-10-16", 1), ("2025-11-20", 1), ("2025-11-21", 2)],
)
def test_the_last_meeting_is_the_one_before_the_day(day, found):
    last = last_meeting(MEETINGS, date.fromisoformat(day))
    assert (last[0] if last else None) == found


SINCE = date(2025, 11, 20)
OLD = cycle("ash/1", decision="adapt", decision_day=SINCE, last_entry=SINCE)
NEW = cycle(
    "elm/1",
    starts=date(2025, 11, 21),
    study_day=date(2025, 12, 1),
    decision="adopt",
    decision_day=date(2025, 12, 2),
)
PLANNED_BEFORE = NEW._replace(address=at("oak/1"), planned=SINCE, study_day=None, decision_day=None)


def test_what_happened_on_the_day_itself_is_not_new():
    index = index_of(OLD, NEW, PLANNED_BEFORE)
    entries = (said("ash/1", "act", SINCE), said("elm/1", "act", date(2025, 12, 2)))
    news = news_of(index.record, entries, SINCE)
    assert news == (SINCE, "meeting 2 (20 Nov 2025)", 1, 1, 1, 1)
    assert new_cycles(index.record, SINCE) == {at("elm/1")}


def test_a_day_without_a_meeting_is_named_alone():
    assert news_of(index_of().record, (), DAY).since_words == "3 Nov 2025"


def test_without_a_day_nothing_is_new():
    assert new_cycles(index_of(NEW).record, None) == frozenset()
