"""What is due on a screen: by day, each thing with the command that does it."""

from datetime import date

import pytest

from pdsa.core.due import Due
from pdsa.core.model import Address
from pdsa.core.next_thing import NextThing
from pdsa.core.table import Table
from pdsa.render.due import render_lines, render_next, render_page

TODAY = date(2025, 11, 21)
AT = Address("ai-2025", "ash", "01-guides")
STUDY = Due(
    kind="study",
    day=date(2025, 11, 14),
    late=7,
    address=AT,
    called="ash/01",
    about="Guides",
    what="Study: say what you learned",
    command="pdsa study ash/01 --result ... --learned ...",
)
LONG = STUDY._replace(
    called="ash-valley/01",
    about="A title that is far too long\x1b[31m for one line of a screen",
    command="pdsa study ai-literacy-2025/ash-valley/01-prompt-guides-in-grade-7 --result ... --learned ...",
)


def test_things_of_one_day_stand_together():
    found = [
        STUDY,
        LONG,
        STUDY._replace(late=1),  # another district, which had a break
        STUDY._replace(day=TODAY, late=0, kind="act", what="Act", command="pdsa act"),
        STUDY._replace(day=date(2025, 12, 10), late=0, about="", what="Meeting", called="ai-2025"),
    ]
    assert render_page(found, TODAY, 80, "nothing") == (
        """\
Fri 14 Nov 2025 · 7 days late
  ash/01  Study: say what you learned · Guides
    pdsa study ash/01 --result ... --learned ...
  ash-valley/01  Study: say what you learned · A title that is far too long[31m
                 for one line of a screen
    pdsa study ai-literacy-2025/ash-valley/01-prompt-guides-in-grade-7 --result
      ... --learned ...

Fri 14 Nov 2025 · 1 day late
  ash/01  Study: say what you learned · Guides
    pdsa study ash/01 --result ... --learned ...

Fri 21 Nov 2025 · today
  ash/01  Act · Guides
    pdsa act

Wed 10 Dec 2025 · in 19 days
  ai-2025  Meeting
    pdsa study ash/01 --result ... --learned ...
"""
    )


@pytest.mark.parametrize("width", [40, 80, 120, 400])
def test_no_line_is_wider_than_the_screen_but_for_an_address(width):
    lines = render_page([STUDY, LONG], TODAY, width, "nothing").splitlines()
    longest = len("      ai-literacy-2025/ash-valley/01-prompt-guides-in-grade-7")
    assert max(map(len, lines)) <= max(min(width, 120), longest)


@pytest.mark.parametrize(
    ("day", "late", "words"),
    [
        (date(2025, 11, 20), 1, "1 day late"),
        (date(2025, 11, 20), 0, "school break since"),
        (TODAY, 0, "today"),
        (date(2025, 11, 22), 0, "tomorrow"),
        (date(2025, 11, 23), 0, "in 2 days"),
    ],
)
def test_a_day_says_how_far_it_is(day, late, words):
    page = render_page([STUDY._replace(day=day, late=late)], TODAY, 80, "nothing")
    assert page.splitlines()[0].partition(" · ")[2] == words


NEXT = NextThing("Study: say what you learned · A title that is long, 7 days late", LONG.command)


def test_the_next_thing_is_wrapped_at_a_terminal_only():
    assert render_next(NEXT, 0) == f"{NEXT.what}\n  {NEXT.command}\n"
    assert render_next(NEXT, 60) == (
        "Study: say what you learned · A title that is long, 7 days\n"
        "late\n"
        "  pdsa study\n"
        "    ai-literacy-2025/ash-valley/01-prompt-guides-in-grade-7\n"
        "    --result ... --learned ...\n"
    )


def test_nothing_is_one_line():
    assert render_page([], TODAY, 80, "nothing is due") == "nothing is due\n"
    assert render_lines(Table("pdsa.due/1", ("day",), (), "nothing is due")) == "# nothing is due\n"
    assert render_lines(Table("pdsa.due/1", ("day",), (("x",),), "no")) == "# day\nx\n"
