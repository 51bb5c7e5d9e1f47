"""`pdsa practices`: what was tried, and how it stands."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("workspace")


def test_every_idea_stands_under_how_it_stands(pdsa):
    assert pdsa("practices") == (
        0,
        """\
Change ideas, and what is known of them

STILL BEING SHAPED · READ ALOUD FOR TEN MINUTES
  why          Studied, and still being changed.
  tried in     reading-2025: 1 district, 2 cycles; adapt 1
  predictions  not met 1
  failed in    Ash Valley (ash-valley/01)
  learnt       "Mornings work" (Ash Valley, 20 Oct 2025)

NOT STUDIED YET · A TEXT HOME ON FRIDAYS
  why       No test of it has been studied yet.
  tried in  reading-2025: 1 district, 1 cycle
""",
        "",
    )


def test_one_standing_of_one_collaborative_is_enough(pdsa):
    found = json.loads(pdsa("practices reading-2025 --standing untested --json").out)
    assert [section["heading"] for section in found["sections"]] == [
        "Not studied yet · A text home on Fridays"
    ]


def test_a_standing_that_does_not_exist_is_refused(pdsa):
    told = """\
pdsa: `good` is not how an idea stands
Hint: write one of proven, holding-up, being-shaped, dropped, untested
"""
    assert pdsa("practices --standing good") == (2, "", told)
