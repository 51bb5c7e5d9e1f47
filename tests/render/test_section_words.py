"""The words of the sections that the terminal and Markdown share."""

from datetime import date
from fractions import Fraction

import pytest

from pdsa.core.chart import Answer, Asked, Chart, Subject
from pdsa.core.report_rows import Dropped, IdeaRow, Marks
from pdsa.core.report_sections import (
    AlignmentRow,
    Borrowed,
    Change,
    Copy,
    DistrictChart,
    Evidence,
    IdeaLeaf,
    Place,
    QualityRow,
    Quote,
    SameDistricts,
    ScoreRow,
)
from pdsa.render import evidence_words as evidence
from pdsa.render import section_words as tell

DESK = Place("reading-2025/ash-valley/01-desk", "ash-valley", "Ash Valley")
ROOM = Place("reading-2025/ash-valley/03-room", "ash-valley", "Ash Valley", with_whom="two classes")
EVENING = Place("reading-2025/larch-bay/1a-evening", "larch-bay", "Larch Bay", scope="one-site")
PUBLIC = Place("", "birch-hill", "Birch Hill")
OCTOBER, DECEMBER, AUGUST = date(2025, 10, 1), date(2025, 12, 1), date(2024, 8, 1)


def quote(text, place, day=date(2025, 12, 5)):
    return Quote(text, place, day, "study", "")


@pytest.mark.parametrize(
    ("cycle", "said"),
    [
        ("reading-2025/ash-valley/01-read-aloud", "ash-valley/01"),
        ("reading-2025/ash-valley/1a-read-aloud", "ash-valley/1a"),
        ("reading-2025/ash-valley/read-aloud", "ash-valley/read-aloud"),
        ("reading-2025/ash-valley", "reading-2025/ash-valley"),
        ("\x1b[31mash\n/valley/01-b", "valley/01"),
        ("", ""),
    ],
)
def test_an_address_is_said_as_people_type_it(cycle, said):
    assert evidence.short_place(cycle) == said


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([DESK], "ash-valley/01"),
        ([ROOM, ROOM._replace(cycle=DESK.cycle)], "two classes (ash-valley/03, ash-valley/01)"),
        ([EVENING, DESK], "one site (larch-bay/1a); ash-valley/01"),
        ([PUBLIC], "Birch Hill"),
    ],
)
def test_places_say_once_under_what_conditions(places, said):
    assert evidence.places_words(places) == said


@pytest.mark.parametrize(
    ("quotes", "said"),
    [
        ([quote("Ask", DESK), quote("Ask", ROOM)], ['"Ask" (ash-valley/01, ash-valley/03)']),
        (
            [quote("Ask", PUBLIC), quote("Wait", DESK)],
            ['"Ask" (Birch Hill)', '"Wait" (ash-valley/01)'],
        ),
        ([quote("Ask", PUBLIC._replace(name=""))], ['"Ask"']),
        (
            [quote("Ask", place) for place in (DESK, ROOM, EVENING)],
            ['"Ask" (ash-valley/01, ash-valley/03 and 1 more)'],
        ),
    ],
)
def test_what_several_say_is_quoted_once(quotes, said):
    assert list(evidence.quotes_words(quotes, 2)) == said


@pytest.mark.parametrize(
    ("drop", "said"),
    [
        (("not-working", "Nobody came"), '"Nobody came" (larch-bay/1a, not working, 5 Dec 2025)'),
        (("", ""), "nobody wrote down why (larch-bay/1a, 5 Dec 2025)"),
    ],
)
def test_a_dropped_idea_says_why_where_and_when(drop, said):
    row = Dropped(EVENING.cycle, "larch-bay", "Larch Bay", *drop)
    assert list(evidence.dropped_words([row], [quote("Nobody came", EVENING)])) == [said]


def idea(*dropped):
    return IdeaRow("cards", "Cards", 2, 1, 3, 2, Marks(held=1), (), 0, dropped)


def test_an_idea_has_a_line_for_each_thing_that_is_known():
    about = Evidence(
        *("cards", "holding-up", "1 of 1 predictions held."),
        held=(ROOM,),
        failed=(DESK,),
        not_for=(quote("Mornings", DESK),),
        learned=tuple(quote(text, DESK) for text in ("One", "Two", "Three")),
        copies=(Copy("Card", DESK), Copy("Card", DESK, "", "draft"), Copy("Card", EVENING)),
        borrowed=(Borrowed(EVENING, DESK),),
    )
    assert list(evidence.idea_lines(idea(), about, 2)) == [
        ("Held", "two classes (ash-valley/03)"),
        ("Failed", "ash-valley/01"),
        ("Not for", '"Mornings" (ash-valley/01)'),
        ("Learned", '"One" (ash-valley/01)'),
        ("", '"Two" (ash-valley/01); 1 more'),
        ("To copy now", "Card (ash-valley, draft; larch-bay)"),
        ("Borrowed", "larch-bay/1a from ash-valley/01"),
    ]
    assert list(evidence.idea_lines(idea(), Evidence("cards", "untested", ""), 2)) == []


@pytest.mark.parametrize(
    ("row", "said", "how"),
    [
        (Change("m", "M"), "-", ""),
        (Change("m", "M", reporting=2), "too early", ""),
        (Change("m", "M", reporting=2, judged=2), "none", ""),
        (
            Change("m", "M", reporting=2, judged=2, better=1),
            "1",
            "Changed: 1 for the better, none for the worse.",
        ),
        (
            Change("m", "M", reporting=9, judged=9, better=2, worse=1, changed=3),
            "6",
            "Changed: 2 for the better, 1 for the worse, 3 in no direction that can be said.",
        ),
    ],
)
def test_a_measure_says_how_many_charts_changed_and_how(row, said, how):
    assert (tell.changed_words(row), tell.directions_words(row)) == (said, how)


@pytest.mark.parametrize(
    ("same", "said"),
    [
        (
            SameDistricts(6, OCTOBER, DECEMBER, "61/214 29 %", "96/221 43 %", "27 %", "41 %"),
            (
                "The same 6 districts, Oct and Dec 2025: 61/214 29 %, then 96/221 43 %; "
                "the median district 27 %, then 41 %."
            ),
        ),
        (
            SameDistricts(2, AUGUST, DECEMBER, "29 %", "43 %"),
            "The same 2 districts, Aug 2024 and Dec 2025: 29 %, then 43 %.",
        ),
    ],
)
def test_the_same_districts_are_compared_in_a_sentence(same, said):
    assert tell.same_words(same) == said


@pytest.mark.parametrize(
    ("row", "count", "said"),
    [
        (QualityRow("a", "First", 2, 4, "cycles"), "2 of 4", "First (cycles)"),
        (QualityRow("a", "First", 0, 0, "cycles"), "-", "First (cycles)"),
        (
            QualityRow("a", "First", 2, 4, "cycles", before=(1, 3)),
            "2 of 4",
            "First (cycles; last period 1 of 3)",
        ),
    ],
)
def test_a_principle_is_counted_beside_its_last_period(row, count, said):
    assert (tell.quality_count(row), tell.quality_words(row)) == (count, said)


@pytest.mark.parametrize(
    ("score", "cells"),
    [
        (None, ("-", "-", "-")),
        (ScoreRow("a", "A", "2.0", "", ()), ("2.0", "-", "-")),
        (ScoreRow("a", "A", "2.0", "", (), "3.5", "2.0", True), ("2.0!", "3.5", "2.0")),
    ],
)
def test_scores_that_are_far_apart_are_marked(score, cells):
    assert tell.score_cells(score) == cells


@pytest.mark.parametrize(
    ("leaf", "said"),
    [
        (IdeaLeaf("a", "Cards", 0, 0), "Cards (not tried yet)"),
        (IdeaLeaf("a", "Cards", 1, 2), "Cards (1 district, 2 cycles)"),
        (IdeaLeaf("a", "Cards", 1, 2, (("adapt", 2),)), "Cards (1 district, 2 cycles; adapt 2)"),
    ],
)
def test_an_idea_of_the_diagram_says_how_far_it_got(leaf, said):
    assert tell.leaf_words(leaf) == said


def test_an_alignment_without_words_has_its_id():
    assert tell.alignment_words(AlignmentRow("own-words", "", 2)) == "own-words (2 districts)"


@pytest.mark.parametrize(
    ("unit", "before", "after", "said"),
    [
        ("share", Fraction(169, 10), Fraction(4235, 100), "16.9 % → 42.4 % (+25.5 points)"),
        ("mean", Fraction(34, 10), Fraction(305, 100), "3.4 → 3.05 (-0.35)"),
        ("share", None, Fraction(1), ""),
    ],
)
def test_a_change_says_from_what_to_what_and_how_far_apart(unit, before, after, said):
    answer = Answer("changed", "better", before=before, after=after)
    found = Chart(Subject("M", unit=unit), Asked(), (), (), answer=answer)
    assert tell.size_words(DistrictChart("ash", "Ash", found)) == said
    assert tell.newest_shown(DistrictChart("ash", "Ash", found)) == ""
