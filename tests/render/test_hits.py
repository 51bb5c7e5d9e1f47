"""What a search found, for a screen, a pipe and a program."""

import json
from datetime import date

import pytest

from pdsa.core.model import Address
from pdsa.core.search import Hit
from pdsa.render.hits import render_json, render_plain, render_screen

HIT = Hit(
    Address("reading-2025", "ash-valley", "01-read-aloud"),
    "study",
    date(2025, 10, 20),
    "Read aloud in grade 1",
    (("Only the ", False), ("morning", True), (" [/b] works, said all four of the", False)),
    "cycles/reading-2025/ash-valley/entries/2025-10-20-study-x.json",
    "x",
)
HEAD = "2025-10-20 study · reading-2025/ash-valley/01-read-aloud"


@pytest.mark.parametrize(
    ("width", "colour", "text"),
    [
        (80, False, "  Only the [morning] [/b] works, said all four of the\n\n"),
        (30, False, "  Only the [morning] [/b]\n  works, said all four of the\n\n"),
        (80, True, "  Only the \033[1mmorning\033[0m [/b] works, said all four of the\n\n"),
    ],
)
def test_a_screen_shows_the_words_that_matched(width, colour, text):
    head = f"\033[1m{HEAD}\033[0m" if colour else HEAD
    assert render_screen([HIT], width, colour) == f"{head}\n{text}"


def test_a_phrase_that_goes_on_in_the_next_line_stays_bold():
    hit = HIT._replace(pieces=(("one two three four five six seven", True),))
    lines = render_screen([hit], 20, colour=True).splitlines()[1:-1]
    assert lines == ["  \033[1mone two three four\033[0m", "  \033[1mfive six seven\033[0m"]


def test_a_pipe_gets_whole_values():
    said = "Only the morning [/b] works, said all four of the"
    title = "reading-2025/ash-valley/01-read-aloud\tRead aloud in grade 1"
    assert render_plain([HIT]).splitlines() == [
        "# day\tkind\taddress\ttitle\ttext\tpath\tentry",
        f"2025-10-20\tstudy\t{title}\t{said}\t{HIT.path}\tx",
    ]


def test_a_program_gets_one_document_even_for_nothing():
    assert json.loads(render_json([], 0)) == {"schema": "pdsa.search/1", "found": 0, "hits": []}
    assert json.loads(render_json([HIT], 4))["hits"] == [
        {
            "address": "reading-2025/ash-valley/01-read-aloud",
            "kind": "study",
            "day": "2025-10-20",
            "title": "Read aloud in grade 1",
            "text": "Only the morning [/b] works, said all four of the",
            "matched": ["morning"],
            "path": HIT.path,
            "entry": "x",
        }
    ]
