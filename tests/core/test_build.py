import json
from datetime import date

import pytest

from pdsa.core.build import (
    District,
    Membership,
    Network,
    build_collaborative,
    build_district,
    build_measure,
    build_member,
    build_membership,
    build_network,
    build_plan,
)
from pdsa.core.diagnostics import Source
from pdsa.core.documents import COLLABORATIVE, MEASURE, PLAN
from pdsa.core.model import (
    Address,
    Collaborative,
    Expectation,
    Facilitator,
    Measure,
    Meeting,
    Period,
    Plan,
    Question,
)
from pdsa.core.record import Member
from pdsa.core.shape import fit

ADDRESS = Address("ai-literacy-2025", "ash-valley", "01-prompt-guides")
NEEDED = {
    "title": "Prompt guides",
    "change_idea": "prompt-guides",
    "type": "test-change",
    "starts": "2025-11-03",
    "ends": "2025-11-21",
}
PERIOD = {"from": "2025-09-08", "to": "2025-10-31"}


def clean(shape, tree):
    """The document as the database keeps it: fitted, and through JSON."""
    fitted, problems = fit(shape, tree)
    assert problems == []
    return json.loads(json.dumps(fitted))


def test_a_plan_with_what_is_needed_has_defaults_for_the_rest():
    assert build_plan(clean(PLAN, NEEDED), ADDRESS, "p.yaml") == Plan(
        address=ADDRESS,
        path="p.yaml",
        title="Prompt guides",
        change_idea="prompt-guides",
        type="test-change",
        starts=date(2025, 11, 3),
        ends=date(2025, 11, 21),
    )


def test_a_whole_plan_keeps_everything():
    texts = {
        key: f"the {key}"
        for key in (
            *("borrowed_from", "objective", "aim", "driver", "theory", "owner", "with_whom"),
            *("where", "no_prediction"),
        )
    }
    tree = {
        **NEEDED,
        **texts,
        "planned": "2025-10-31",
        "was": ["old-id"],
        "ramp": "prompt-guides",
        "builds_on": "not-recorded",
        "alignments": ["a/b"],
        "scope": "one-team",
        "sample_size": "7",
        "questions": [
            {"ask": "Every week?", "predict": "At least 6 of 7"},
            {"expect": {"measure": "use", "is": "at least 75%", "by": "2025-11-21"}},
        ],
        "tasks": ["print it", {"what": "teach", "who": "coach"}],
        "data": [{"measure": "use", "how": "sheet"}],
        "measures": {"use": {"name": "Use", "unit": "share"}},
        "materials": ["the guide"],
        "dates": "illustrative",
    }
    marks = {"questions/0/ask": [9, 10]}
    plan = build_plan(clean(PLAN, tree), ADDRESS, "p.yaml", marks)
    assert plan == Plan(
        address=ADDRESS,
        path="p.yaml",
        title="Prompt guides",
        change_idea="prompt-guides",
        type="test-change",
        starts=date(2025, 11, 3),
        ends=date(2025, 11, 21),
        planned=date(2025, 10, 31),
        was=("old-id",),
        ramp="prompt-guides",
        builds_on="not-recorded",
        alignments=("a/b",),
        scope="one-team",
        sample_size=7,
        questions=(
            Question(1, "Every week?", "At least 6 of 7"),
            Question(2, expect=Expectation("use", "at least 75%", date(2025, 11, 21))),
        ),
        tasks=({"what": "print it"}, {"what": "teach", "who": "coach"}),
        data=({"measure": "use", "how": "sheet"},),
        measures={"use": Measure("use", "Use", "share")},
        materials=("the guide",),
        illustrative=True,
        marks={"questions/0/ask": (9, 10)},
        **texts,
    )
    assert plan.source("questions", 0, "ask") == Source("p.yaml", 9, 10)


def test_no_key_of_a_plan_is_forgotten():
    fields = set(Plan._fields) - {"address", "path", "marks", "illustrative"}
    assert {*PLAN.shapes} == fields | {"dates"}


def test_a_measure_keeps_its_definition_goal_and_baseline():
    tree = {
        "name": "Late starts",
        "unit": "count",
        "per": "week",
        "better": "down",
        "about": "students",
        "kind": "outcome",
        "definition": "After the bell",
        "numerator": "late",
        "denominator": "all",
        "cadence": "weekly",
        "goal": {"value": "4", "by": "2026-03-31"},
        "baseline": PERIOD,
    }
    assert build_measure("late", clean(MEASURE, tree)) == Measure(
        id="late",
        name="Late starts",
        unit="count",
        per="week",
        better="down",
        about="students",
        kind="outcome",
        definition="After the bell",
        numerator="late",
        denominator="all",
        cadence="weekly",
        goal="4",
        goal_by=date(2026, 3, 31),
        baseline=Period(date(2025, 9, 8), date(2025, 10, 31)),
    )


def test_a_baseline_that_ends_before_it_starts_is_none():
    backwards = {"from": "2025-10-31", "to": "2025-09-08"}
    assert (
        build_measure("a", {"name": "A", "unit": "count", "baseline": backwards}).baseline is None
    )


def test_a_collaborative_has_its_meetings_by_day():
    tree = {
        "title": "AI literacy 2025-26",
        "topic": "AI literacy",
        "starts": "2025-10-01",
        "ends": "2026-03-31",
        "aim": "Every team tests",
        "facilitators": [{"name": "R. Lopez", "district": "harbor-point"}],
        "meetings": [{"day": "2026-01-15"}, {"day": "2025-10-15", "came": ["ash-valley"]}],
        "change_ideas": {"guides": "Prompt guides", "walks": {"text": "Walks", "driver": "time"}},
        "measures": {"use": {"name": "Use", "unit": "share"}},
    }
    path = "cycles/ai-literacy-2025/collaborative.yaml"
    assert build_collaborative(clean(COLLABORATIVE, tree), "ai-literacy-2025", path) == (
        Collaborative(
            id="ai-literacy-2025",
            path=path,
            title="AI literacy 2025-26",
            topic="AI literacy",
            starts=date(2025, 10, 1),
            ends=date(2026, 3, 31),
            aim="Every team tests",
            facilitators=(Facilitator("R. Lopez", district="harbor-point"),),
            meetings=(
                Meeting(date(2025, 10, 15), came=("ash-valley",)),
                Meeting(date(2026, 1, 15)),
            ),
            change_ideas={"guides": "Prompt guides", "walks": "Walks"},
            measures={"use": Measure("use", "Use", "share")},
        )
    )


@pytest.mark.parametrize(
    ("membership", "district", "member"),
    [
        (None, None, Member("ash-valley", "Ash Valley")),
        ({}, {"state": "OH"}, Member("ash-valley", "Ash Valley", "OH")),
        (None, {"name": "Ash Valley USD", "schools": 3}, Member("ash-valley", "Ash Valley USD")),
        (
            {"joined": "2025-10-01", "resource": {"title": "A guide"}},
            None,
            Member("ash-valley", "Ash Valley", "", date(2025, 10, 1), "A guide"),
        ),
    ],
)
def test_a_member_is_named_by_its_district_file_or_else_by_its_id(membership, district, member):
    assert build_member("ash-valley", membership, district) == member


def test_a_network_has_its_breaks_by_day():
    later = {"from": "2026-04-01", "to": "2026-04-10"}
    winter = {"from": "2025-12-20", "to": "2026-01-04", "name": "Winter break"}
    tree = {"name": "North", "breaks": [later, winter], "privacy": {"min_n": 20}}
    assert build_network(tree) == Network(
        "North",
        (
            Period(date(2025, 12, 20), date(2026, 1, 4), "Winter break"),
            Period(date(2026, 4, 1), date(2026, 4, 10)),
        ),
        20,
    )


def test_a_district_keeps_its_counts():
    tree = {"name": "Ash", "schools": 4, "students": 900, "staff": 80, "privacy": {"min_n": 15}}
    assert build_district("ash-valley", tree) == District(
        "ash-valley", "Ash", "", 4, 900, 80, (), 15
    )


def test_a_membership_keeps_its_baselines():
    tree = {"joined": "2025-10-01", "team": [{"role": "Coach"}], "baselines": {"use": PERIOD}}
    assert build_membership(tree) == Membership(
        joined=date(2025, 10, 1),
        team=({"role": "Coach"},),
        baselines={"use": Period(date(2025, 9, 8), date(2025, 10, 31))},
    )
