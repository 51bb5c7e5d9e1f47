"""`pdsa search`: plans and entries of every district, by their words."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("workspace")


def places(ran):
    rows = [row.split("\t") for row in ran.out.splitlines()[1:]]
    return [(row[1], "/".join(row[2].split("/")[1:])) for row in rows]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "search mornings",
            [
                ("study", "ash-valley/01-read-aloud-in-grade-1"),
                ("act", "ash-valley/01-read-aloud-in-grade-1"),
                ("plan", "ash-valley/02-read-aloud-in-the-morning"),
            ],
        ),
        ("search mornings --kind study", [("study", "ash-valley/01-read-aloud-in-grade-1")]),
        ("search phones", [("comment", "birch-hill/01-a-text-home-on-fridays")]),
        ("search phones --district ash-valley", []),
        ("search six teachers", [("plan", "ash-valley/02-read-aloud-in-the-morning")]),
        ("search '\"teachers six\"'", []),
        ("search 2025-10-17", []),
    ],
)
def test_all_words_are_found_in_any_of_their_forms(pdsa, line, expected):
    ran = pdsa(line)
    assert sorted(places(ran)) == sorted(expected)
    assert ran.code == (0 if expected else 1)


def test_the_text_of_a_change_idea_finds_the_plans_that_try_it(pdsa):
    assert ("plan", "birch-hill/01-a-text-home-on-fridays") in places(pdsa("search Fridays"))


def test_a_title_comes_before_a_text(pdsa):
    assert places(pdsa("search read aloud"))[0][0] == "plan"


def test_what_was_retracted_is_not_found(pdsa, workspace):
    study = next(workspace.glob("cycles/*/ash-valley/entries/*-study-*.json"))
    assert pdsa(f"retract {study.stem.rpartition('-')[2]} --why wrong").code == 0
    assert pdsa("search mornings --kind study").code == 1


def test_more_than_the_limit_is_counted(pdsa):
    ran = pdsa("search read --limit 1 --json")
    found = json.loads(ran.out)
    assert (found["found"] > 1, len(found["hits"])) == (True, 1)
    assert ran.err == f"pdsa: {found['found']} places found, 1 shown; more with --limit\n"


@pytest.mark.parametrize(
    ("line", "err"),
    [
        (
            "search '***'",
            "pdsa: `***` has no word to look for\nHint: write a word, as in `family texts`\n",
        ),
        (
            "search a --kind act2",
            "pdsa: `act2` is not a kind of text\nHint: write one of plan, do, data, study, act, comment\n",
        ),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(pdsa, line, err):
    assert pdsa(line) == (2, "", err)
