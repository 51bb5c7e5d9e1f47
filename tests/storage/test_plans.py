import pytest

from pdsa.render.diagnostics import render_concise
from pdsa.storage.plans import read_document

PLAN = """\
title: Prompt guides
change_idea: prompt-guides
type: test-change
starts: 2025-11-03
ends: 2025-11-21
"""
CLEAN = {
    "title": "Prompt guides",
    "change_idea": "prompt-guides",
    "type": "test-change",
    "starts": "2025-11-03",
    "ends": "2025-11-21",
}


def read(text, role="plan"):
    return read_document(role, "x.yaml", text.encode())


@pytest.mark.parametrize(
    ("role", "text", "clean"),
    [
        ("network", "name: Northern network\n", {"name": "Northern network"}),
        ("district", "name: Ash Valley\nschools: 4\n", {"name": "Ash Valley", "schools": 4}),
        ("membership", "resource: A guide\n", {"resource": {"title": "A guide"}}),
        ("plan", PLAN, CLEAN),
        (
            "collaborative",
            "title: AI\ntopic: AI\nstarts: 2025-10-01\nends: 2026-03-31\n",
            {"title": "AI", "topic": "AI", "starts": "2025-10-01", "ends": "2026-03-31"},
        ),
    ],
)
def test_a_file_is_read_as_what_it_is(role, text, clean):
    document = read(text, role)
    assert (document.role, document.clean, document.diagnostics) == (role, clean, ())


def test_all_that_is_wrong_is_found_at_once():
    text = "title: 8:30\ntitle: b\nscop: one-team\nwhere: \x07\nstarts: 2025-11-31\n"
    assert render_concise(read(text).diagnostics).splitlines() == [
        "x.yaml:1:1: error[missing-key] `change_idea` is required",
        "x.yaml:1:1: error[missing-key] `ends` is required",
        "x.yaml:1:1: error[missing-key] `type` is required",
        "x.yaml:2:1: error[duplicate-key] `title` is here twice: first in line 1",
        "x.yaml:3:1: error[unknown-key] `scop` is not a key that belongs here",
        "x.yaml:4:8: error[control-character] U+0007 stands here, a character that nobody can see",
        "x.yaml:5:9: error[bad-day] `2025-11-31` is not a day of the calendar",
    ]


def test_a_wrong_optional_key_costs_that_key_only():
    document = read(PLAN + "scope: one-teem\n")
    assert (document.clean, len(document.diagnostics)) == (CLEAN, 1)


@pytest.mark.parametrize(
    "wrong",
    [
        "title: again\n",
        "where: &a b\n",
        "where: !b c\n",
        "where: \x07\n",
        "? [a]\n: b\n",
        "where: a: b\n",
    ],
)
def test_doubt_about_the_text_makes_a_file_unusable(wrong):
    document = read(PLAN + wrong)
    assert (document.clean, len(document.diagnostics)) == (None, 1)


def test_a_plan_that_ends_before_it_starts_is_unusable():
    assert read(PLAN.replace("2025-11-21", "2025-11-02")).clean is None


def test_a_plan_of_one_day_is_fine():
    assert read(PLAN.replace("2025-11-21", "2025-11-03")).diagnostics == ()


def test_a_period_that_ends_before_it_starts_is_told_wherever_it_stands():
    text = "name: N\nbreaks:\n  - {from: 2025-12-20, to: 2026-01-04}\n  - from: 2026-04-10\n    to: 2026-04-01\n"
    document = read(text, "network")
    assert render_concise(document.diagnostics) == (
        "x.yaml:5:9: error[ends-before-start] `2026-04-01` is before `from: 2026-04-10`"
    )


def test_a_finding_has_the_users_own_line_cut_and_without_control_characters():
    [one] = read(PLAN + "where:\t\x07" + "x" * 300 + "\n").diagnostics
    assert one.line_text == "where: \ufffd" + "x" * 192


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_line_shown_is_the_line_named(ending):
    [one] = read((PLAN + "scope: one-teem\n").replace("\n", ending)).diagnostics
    assert (one.source.line, one.line_text) == (6, "scope: one-teem")


def test_the_mark_of_a_table_further_down_is_its_key():
    text = PLAN + "measures:\n  use:\n    name: Use\n    unit: count\n"
    marks = read(text).marks
    assert [marks[place] for place in ("measures", "measures/use", "measures/use/unit")] == [
        (6, 1),
        (7, 3),
        (9, 11),
    ]
