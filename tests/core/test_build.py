import json
from datetime import date

import pytest

from pdsa.core.build import (
    build_collaborative,
    build_measure,
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
    of_the_check = {"private_ok"}  # why a text may stay: nothing else asks for it
    assert {*PLAN.shapes} == fields | {"dates"} | of_the_check


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
    ("said", "expected"),
    [
        ({}, ""),
        ({"dates": "illustrative"}, "dates"),
        ({"data": "illustrative"}, "data"),
        ({"data": "illustrative", "dates": "illustrative"}, "data"),
    ],
)
def test_a_collaborative_says_what_of_it_is_made_up(said, expected):
    tree = {"title": "T", "topic": "T", "starts": "2025-10-01", "ends": "2026-03-31"} | said
    built = build_collaborative(clean(COLLABORATIVE, tree), "c", "c.yaml")
    assert built.illustrative == expected
