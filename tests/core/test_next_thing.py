"""The one next thing: what waits longest, else what can be done now, else a plan."""

from datetime import date

import pytest

from pdsa.core.due import DueFacts
from pdsa.core.model import Address, Meeting
from pdsa.core.next_thing import NextThing, next_thing
from pdsa.core.record import CycleFacts

ASH = Address("ai-2025", "ash")
TODAY = date(2025, 11, 21)


def cycle(name, starts, ends, **facts):
    days = {"starts": date(2025, *starts), "ends": date(2025, *ends), "type": "test-change"}
    return CycleFacts(ASH._replace(cycle=name), title=f"T{name}", **(days | facts))


DO = {"do_day": date(2025, 11, 3)}
STUDY = DO | {"study_day": date(2025, 11, 7)}
LATE = cycle("01", (11, 3), (11, 7), **DO)
TODAY_DUE = cycle("02", (11, 3), (11, 14), **STUDY)
WAITING = cycle("03", (11, 3), (11, 18), **DO)
RUNNING = cycle("04", (11, 17), (12, 5))
GOES_ON = cycle("05", (11, 3), (11, 7), decision="adapt", change_idea="guides", **STUDY)
PLANNED = cycle("06", (12, 1), (12, 12))
CLOSED = cycle("07", (11, 3), (11, 7), decision="adopt", **STUDY)
LOST = CycleFacts(ASH._replace(cycle="08"), entries=1)

STUDY_IT = "pdsa study {} --result ... --learned ..."
DO_IT = "pdsa do {} --as-planned yes --observed ..."


@pytest.mark.parametrize(
    ("cycles", "what", "command"),
    [
        (
            [RUNNING, TODAY_DUE, LATE],
            "Study: say what you learned · T01, 7 days late",
            STUDY_IT.format("01"),
        ),
        (
            [RUNNING, TODAY_DUE, WAITING],
            "Act: say what you decide · T02, due today",
            "pdsa act 02 DECISION --why ...",
        ),
        ([RUNNING, GOES_ON, WAITING], "Study: say what you learned · T03", STUDY_IT.format("03")),
        ([PLANNED, GOES_ON, RUNNING], "Do: say what happened · T04", DO_IT.format("04")),
        (
            [PLANNED, CLOSED, GOES_ON],
            "Plan: plan the next cycle of this line · T05",
            "pdsa plan --next 05 --with ... --predict ... --until ...",
        ),
        (
            [PLANNED, CLOSED],
            "Start: do it and note what you see · T06, from 1 Dec 2025",
            DO_IT.format("06"),
        ),
        (
            [CLOSED, LOST],
            "Plan: find the plan that its entries belong to",
            "pdsa history ai-2025/ash",
        ),
        (
            [CLOSED],
            "Plan: start a cycle",
            'pdsa plan ai-2025/ash --try IDEA --with WHOM --predict "..." --until DATE',
        ),
    ],
)
def test_the_most_urgent_thing_is_the_next_one(cycles, what, command):
    place = DueFacts(ASH, meetings=(Meeting(TODAY),), cycles=tuple(cycles))
    for ordered in (place, place._replace(cycles=place.cycles[::-1])):
        assert next_thing(ordered, TODAY, lambda at: at.cycle) == NextThing(what, command)
