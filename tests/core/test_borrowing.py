"""What a new plan takes over: from the last cycle of its line, or from another district."""

from datetime import date

import pytest

from pdsa.core.borrowing import Carried, borrow, carry_forward, larger_scope
from pdsa.core.model import Address, Expectation, Measure, Period, Plan, Question
from pdsa.core.record import DecisionFact

LAST = Plan(
    address=Address("ai-2025", "ash", "01-guides"),
    path="01-guides.yaml",
    title="Guides in one class",
    change_idea="guides",
    type="test-change",
    starts=date(2025, 10, 6),
    ends=date(2025, 10, 17),
    objective="Learn whether it fits in a lesson",
    aim="Half of all teachers",
    driver="time",
    theory="If it is short, it is used",
    alignments=("portrait/critical-thinker",),
    owner="Coach",
    scope="one-team",
    with_whom="two teachers",
    sample_size=2,
    where="Room 1",
    questions=(
        Question(1, "Is it short enough?", "Both will say so"),
        Question(2, "", "9 of 12", Expectation("use", "at least 75%", date(2025, 10, 17))),
    ),
    tasks=({"what": "Print the guides", "who": "Coach", "when": "Monday", "where": "Room 1"},),
    measures={"copies": Measure("copies", "Copies", "count")},
)
OF_THE_LINE = {
    "aim": "Half of all teachers",
    "driver": "time",
    "theory": "If it is short, it is used",
    "alignments": ["portrait/critical-thinker"],
}
EXPECTED = {"counted": "use", "condition": "at least 75%"}


def decided(decision, next_step=""):
    return DecisionFact(LAST.address, date(2025, 10, 20), decision, "why", next_step)


@pytest.mark.parametrize(
    ("decision", "scope", "about"),
    [
        (None, "one-team", "after 01-guides"),
        (decided("adapt"), "one-team", "after 01-guides, ADAPT: change it and test again"),
        (
            decided("scale", "all of grade 7"),
            "several-teams",
            "after 01-guides, SCALE: test it with more people; next step: all of grade 7",
        ),
    ],
)
def test_a_line_goes_on_with_its_idea_and_offers_whom_and_what_it_had(decision, scope, about):
    title = {"title": "All of grade 7"} if decision and decision.next else {}
    assert carry_forward(LAST, decision) == Carried(
        texts={"change_idea": "guides", "builds_on": "01-guides", "owner": "Coach"},
        keys=OF_THE_LINE,
        offered={"with": "two teachers", "scope": scope, **title, **EXPECTED},
        about=about,
    )


def test_what_the_last_plan_does_not_say_is_not_carried():
    bare = LAST._replace(
        owner="",
        aim="",
        driver="",
        theory="",
        alignments=(),
        scope="",
        with_whom="",
        questions=(),
    )
    assert carry_forward(bare, None) == Carried(
        {"change_idea": "guides", "builds_on": "01-guides"}, about="after 01-guides"
    )


USE = Measure(
    *("use", "Used it", "share"),
    better="up",
    about="staff",
    definition="Teachers who used it",
    goal="80%",
    goal_by=date(2026, 3, 31),
    baseline=Period(date(2025, 9, 1), date(2025, 9, 30)),
)
THEIRS = {
    "use": USE,
    "copies": LAST.measures["copies"],
    "other": Measure("other", "Other", "count"),
}
KEYS = {
    "borrowed_from": "ai-2025/ash/01-guides",
    "theory": "If it is short, it is used",
    "tasks": [{"what": "Print the guides"}],
}
BORROWED = Carried(
    texts={
        "change_idea": "guides",
        "title": "Guides in one class",
        "objective": "Learn whether it fits in a lesson",
    },
    keys=KEYS,
    questions=("Is it short enough?",),
    offered={"scope": "one-team", **EXPECTED},
    about="borrowed from ai-2025/ash/01-guides",
)
COPIES = {"name": "Copies", "unit": "count"}
USED = {
    "name": "Used it",
    "unit": "share",
    "better": "up",
    "about": "staff",
    "definition": "Teachers who used it",
}


@pytest.mark.parametrize(
    ("own_measures", "measures"),
    [
        (["use", "copies"], {}),
        (["use"], {"measures": {"copies": COPIES}}),
        ([], {"measures": {"copies": COPIES, "use": USED}}),
    ],
)
def test_a_borrowed_plan_brings_the_measures_that_are_new_without_their_goals(
    own_measures, measures
):
    ideas = {"guides": "One-page guides"}
    taken = borrow(LAST, ideas, ideas, THEIRS, own_measures)
    assert taken == BORROWED._replace(keys=KEYS | measures)


@pytest.mark.parametrize(
    ("idea", "own_ideas", "taken"),
    [
        ("guides", {"guides": "Guides here"}, "guides"),
        ("guides", {}, "One-page guides"),
        ("Songs at noon", {}, "Songs at noon"),
    ],
)
def test_an_idea_that_is_unknown_here_is_told_by_its_words(idea, own_ideas, taken):
    plan = LAST._replace(change_idea=idea)
    found = borrow(plan, {"guides": "One-page guides"}, own_ideas, THEIRS, THEIRS)
    assert found.texts["change_idea"] == taken


@pytest.mark.parametrize(
    ("scope", "larger"),
    [("one-person", "several-people"), ("several-sites", "district"), ("district", "district"), ("", "")],
)  # fmt: skip
def test_the_next_larger_scope(scope, larger):
    assert larger_scope(scope) == larger


@pytest.mark.parametrize(
    ("step", "title"),
    [
        ("only in the morning.", "Only in the morning"),
        ("only in the morning\nand at noon", "Only in the morning"),
        (80 * "b", "B" + 79 * "b"),
        (81 * "b", None),
        ("", None),
    ],
)
def test_the_next_step_is_offered_as_a_title_where_it_is_short(step, title):
    assert carry_forward(LAST, decided("adapt", step)).offered.get("title") == title
