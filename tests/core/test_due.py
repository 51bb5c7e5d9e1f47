"""What is due, when, how late, in which words, and with which command."""

from datetime import date, timedelta

import pytest

from pdsa.core.due import (
    KINDS,
    Counted,
    Due,
    DueFacts,
    OpenHelp,
    PredictedBy,
    due_table,
    find_due,
    in_calendar,
    last_day,
    read_within,
)
from pdsa.core.model import Address, Meeting, Period
from pdsa.core.record import CycleFacts

HERE = Address("ai-2025")
ASH, BIRCH = Address("ai-2025", "ash"), Address("ai-2025", "birch")
CYCLE = Address("ai-2025", "ash", "01-guides")
STARTS, ENDS, DUE = date(2025, 11, 3), date(2025, 11, 21), date(2025, 11, 28)
BEFORE, DURING, AFTER, LATE = (
    date(2025, 11, 1),
    date(2025, 11, 10),
    date(2025, 11, 22),
    date(2025, 12, 1),
)
FACTS = CycleFacts(CYCLE, title="Guides", type="test-change", starts=STARTS, ends=ENDS)
DO, COUNTED = {"do_day": STARTS}, {"last_data": STARTS}
STUDY = DO | {"study_day": ENDS}
DO_IT = "pdsa do ash/01 --as-planned yes --observed ..."
STUDY_IT = "pdsa study ash/01 --result ... --learned ..."
ACT_ON_IT = "pdsa act ash/01 DECISION --why ..."
RECORD_IT = "pdsa record ash/01 MEASURE VALUE"
ALL_TO_COME = date.max


def called(address):
    return f"{address.district}/{address.cycle[:2]}"


def short(found):
    """Kind, month and day, and days late of what is due."""
    return [f"{due.kind} {due.day:%m-%d} {due.late}" for due in found]


def due_in(place, today, until=ALL_TO_COME):
    return find_due([place], today, until, called)


def of_cycle(today, **facts):
    return due_in(DueFacts(ASH, cycles=(FACTS._replace(**facts),)), today)


@pytest.mark.parametrize(
    ("facts", "today", "found"),
    [
        ({}, BEFORE, ["start 11-03 0", "end 11-21 0", "study 11-28 0"]),
        ({}, STARTS, ["start 11-03 0", "end 11-21 0", "study 11-28 0"]),
        (DO, BEFORE, ["end 11-21 0", "study 11-28 0"]),  # it began early
        (COUNTED, STARTS, ["end 11-21 0", "study 11-28 0"]),
        ({"last_data": BEFORE}, BEFORE, ["start 11-03 0", "end 11-21 0", "study 11-28 0"]),
        ({}, DURING, ["end 11-21 0", "study 11-28 0"]),
        ({"type": "collect-data"}, DURING, ["end 11-21 0", "act 11-28 0"]),
        ({}, ENDS, ["end 11-21 0", "study 11-28 0"]),
        ({}, AFTER, ["do 11-28 0"]),
        ({}, LATE, ["do 11-28 3"]),
        (DO, AFTER, ["study 11-28 0"]),
        (DO, DUE, ["study 11-28 0"]),
        (DO, LATE, ["study 11-28 3"]),
        (DO | {"type": "collect-data"}, LATE, ["act 11-28 3"]),
        (STUDY, DURING, ["act 11-28 0"]),
        (STUDY, LATE, ["act 11-28 3"]),
        (STUDY | {"decision": "adapt"}, LATE, []),
        (DO | {"decision": "adopt"}, LATE, ["study 11-28 3"]),  # came by a merge
        ({"decision": "abandon"}, LATE, []),
        ({"starts": None, "ends": None}, LATE, []),
        ({"ends": date.max}, DURING, ["end 12-31 0"]),
    ],
)
def test_a_cycle_is_due_by_its_dates_and_what_was_logged(facts, today, found):
    assert short(of_cycle(today, **facts)) == found


@pytest.mark.parametrize(
    ("facts", "today", "said"),
    [
        ({}, BEFORE, [
            ("Start: do it and note what you see", DO_IT),
            ("Do: the test ends, say what happened", DO_IT),
            ("Study: say what you learned", STUDY_IT),
        ]),
        (DO, DURING, [
            ("Do: the test ends, record what you counted", RECORD_IT),
            ("Study: say what you learned", STUDY_IT),
        ]),
        ({}, LATE, [("Do: say what happened, or that it did not take place", DO_IT)]),
        (STUDY, LATE, [("Act: say what you decide", ACT_ON_IT)]),
    ],
)  # fmt: skip
def test_each_thing_comes_with_its_words_and_its_command(facts, today, said):
    assert [(due.what, due.command) for due in of_cycle(today, **facts)] == said


def test_a_thing_is_one_value():
    assert of_cycle(LATE, **DO) == (
        Due(
            kind="study",
            day=DUE,
            late=3,
            address=CYCLE,
            called="ash/01",
            about="Guides",
            what="Study: say what you learned",
            command=STUDY_IT,
        ),
    )


@pytest.mark.parametrize(
    ("breaks", "today", "found"),
    [
        ({"": [(24, 28)]}, LATE, ["study 11-29 2"]),  # the day moves out of the break
        ({"ash": [(24, 28)]}, LATE, ["study 11-29 2"]),
        ({"birch": [(24, 28)]}, LATE, ["study 11-28 3"]),  # the break of others
        ({"": [(24, 27)], "ash": [(28, 29)]}, LATE, ["study 11-30 1"]),
        ({"": [(29, 30)]}, LATE, ["study 11-28 1"]),  # days in it are not late
        ({"": [(20, 22)]}, DURING, ["end 11-21 0", "study 11-28 0"]),  # a test ends when it ends
    ],
)
def test_days_in_a_school_break_do_not_count(breaks, today, found):
    periods = {
        whose: [Period(date(2025, 11, first), date(2025, 11, last)) for first, last in days]
        for whose, days in breaks.items()
    }
    place = DueFacts(ASH, cycles=(FACTS._replace(**DO),), breaks=periods)
    assert short(due_in(place, today)) == found


BY = date(2025, 11, 14)


@pytest.mark.parametrize(
    ("today", "last", "facts", "found"),
    [
        (DURING, None, DO, ["prediction 11-14 0"]),
        (DURING, date(2025, 11, 7), DO, ["prediction 11-14 0"]),  # an early value is not the one
        (BY, BY, DO, []),
        (AFTER, None, DO, ["prediction 11-14 8"]),
        (AFTER, date(2025, 11, 7), DO, []),  # its day has passed, and there is one to judge by
        (AFTER, None, STUDY, []),  # judged without
        (AFTER, None, {}, []),  # nothing took place
    ],
)
def test_a_prediction_needs_a_value_on_its_day(today, last, facts, found):
    one = PredictedBy(CYCLE, 2, "use", "Weekly use", BY, last)
    place = DueFacts(ASH, cycles=(FACTS._replace(**facts),), predictions=(one,))
    due = [due for due in due_in(place, today) if due.kind == "prediction"]
    assert short(due) == found
    if due:
        assert due[0].what == "Record Weekly use: prediction 2 is held against it"
        assert due[0].command == "pdsa record ash/01 use VALUE"


@pytest.mark.parametrize(
    ("cadence", "last", "day", "said"),
    [
        ("weekly", None, 16, None),
        ("weekly", None, 17, "points 11-10 7, no value yet"),
        ("weekly", date(2025, 10, 1), 17, "points 11-10 7, nothing since 1 Oct 2025"),  # a baseline
        ("weekly", date(2025, 11, 5), 18, None),
        ("weekly", date(2025, 11, 5), 19, "points 11-12 7, nothing since 5 Nov 2025"),
        ("weekly", date(2025, 11, 5), 22, None),  # the cycle is over
        ("daily", date(2025, 11, 7), 10, None),  # a weekend lies between
        ("daily", date(2025, 11, 7), 11, "points 11-09 2, nothing since 7 Nov 2025"),
        ("fortnightly", None, 21, None),
        ("once", None, 21, None),
    ],
)
def test_a_measure_is_missed_after_two_periods_of_a_running_cycle(cadence, last, day, said):
    one = Counted(CYCLE, "use", "Weekly use", cadence, last)
    place = DueFacts(ASH, cycles=(FACTS,), counted=(one,))
    due = [due for due in due_in(place, date(2025, 11, day)) if due.kind == "points"]
    told = [
        f"{when}, {due.what.rpartition(', ')[2]}" for when, due in zip(short(due), due, strict=True)
    ]
    assert told == ([said] if said else [])


def test_a_measure_that_two_cycles_count_is_missed_once_and_never_in_a_break():
    other = CYCLE._replace(cycle="02-more")
    place = DueFacts(
        ASH,
        cycles=(FACTS, FACTS._replace(address=other)),
        counted=tuple(Counted(one, "use", "Use", "weekly") for one in (other, CYCLE)),
    )
    missed = [due for due in due_in(place, date(2025, 11, 19)) if due.kind == "points"]
    assert [(due.address, due.command) for due in missed] == [
        (CYCLE, "pdsa record ash/01 use VALUE")
    ]
    in_break = place._replace(breaks={"": [Period(date(2025, 11, 8), date(2025, 11, 12))]})
    assert [due.kind for due in due_in(in_break, date(2025, 11, 19))] == [
        "end",
        "end",
        "study",
        "study",
    ]


def test_a_value_that_a_prediction_waits_for_is_asked_for_once():
    place = DueFacts(
        ASH,
        cycles=(FACTS,),
        predictions=(PredictedBy(CYCLE, 1, "use", "Use", BY),),
        counted=(
            Counted(CYCLE, "use", "Use", "weekly"),
            Counted(CYCLE, "texts", "Texts", "weekly"),
        ),
    )
    found = [(due.kind, due.command) for due in due_in(place, date(2025, 11, 19))]
    assert found[:2] == [
        ("points", "pdsa record ash/01 texts VALUE"),
        ("prediction", "pdsa record ash/01 use VALUE"),
    ]
    later = place._replace(predictions=(PredictedBy(CYCLE, 1, "use", "Use", ENDS),))
    kinds = [due.kind for due in due_in(later, date(2025, 11, 19))]
    assert kinds == ["points", "points", "prediction", "end", "study"]


ASKED = OpenHelp(BIRCH, date(2025, 11, 18), "01kab", "Who\n\x1b[31mknows " + "more " * 30)


def test_a_request_for_help_waits_for_a_facilitator():
    due = due_in(DueFacts(HERE, "AI 2025", help=(ASKED,)), date(2025, 11, 21))
    assert due == (
        Due(
            kind="answer",
            day=date(2025, 11, 18),
            late=3,
            address=BIRCH,
            called="ai-2025/birch",
            about="AI 2025",
            what='Answer: "Who [31mknows more more more more more more more more more…"',
            command='pdsa comment ai-2025/birch "..." --answers 01kab',
            key="01kab",
        ),
    )


def test_a_district_is_not_reminded_of_what_it_asked_itself():
    assert due_in(DueFacts(BIRCH, help=(ASKED,)), date(2025, 11, 21)) == ()


def test_meetings_to_come_are_there_but_not_for_one_cycle():
    meetings = (
        Meeting(date(2025, 11, 20), "Past"),
        Meeting(date(2025, 11, 21), "Mid-point"),
        Meeting(date(2025, 12, 10)),
        Meeting(date(2025, 12, 10), "Eve\x1b[1mning"),
    )
    place = DueFacts(ASH, "AI 2025", meetings=meetings)
    found = due_in(place, date(2025, 11, 21))
    assert [(due.what, due.address, due.key, due.command) for due in found] == [
        ("Meeting: Mid-point", HERE, "", "pdsa report ai-2025"),
        ("Meeting", HERE, "", "pdsa report ai-2025"),
        ("Meeting: Eve[1mning", HERE, "2", "pdsa report ai-2025"),
    ]
    assert due_in(place._replace(address=CYCLE), date(2025, 11, 21)) == ()


def test_what_is_due_longest_comes_first_in_any_order_of_the_places():
    places = [
        DueFacts(ASH, "AI", meetings=(Meeting(ENDS),), cycles=(FACTS,)),
        DueFacts(BIRCH, cycles=(FACTS._replace(address=BIRCH._replace(cycle="01-x"), **DO),)),
    ]
    for ordered in (places, places[::-1]):
        found = find_due(ordered, DURING, ALL_TO_COME, called)
        assert [(due.called, due.kind) for due in found] == [
            ("ai-2025", "meeting"),
            ("ash/01", "end"),
            ("birch/01", "end"),
            ("ash/01", "study"),
            ("birch/01", "study"),
        ]


@pytest.mark.parametrize(("until", "kinds"), [(20, []), (21, ["end"]), (28, ["end", "study"])])
def test_nothing_after_the_last_day_is_told(until, kinds):
    found = due_in(DueFacts(ASH, cycles=(FACTS,)), DURING, date(2025, 11, until))
    assert [due.kind for due in found] == kinds


def test_a_calendar_has_neither_reminders_nor_what_somebody_asked():
    found = [Due(kind, DUE, 0, ASH, "ash", "", "", "") for kind in KINDS]
    assert [due.kind for due in in_calendar(found)] == [
        *("do", "study", "act", "prediction", "start", "end", "meeting"),
    ]


@pytest.mark.parametrize(
    ("typed", "days"), [("", 0), ("0d", 0), ("14d", 14), (" 2W ", 14), ("9999w", 69993)]
)
def test_how_far_to_look_ahead_is_days_or_weeks(typed, days):
    assert read_within(typed) == days


@pytest.mark.parametrize("typed", ["14", "d", "-3d", "2m", "14 d", "99999d", "\u0661d"])
def test_another_length_of_time_is_refused(typed):
    with pytest.raises(ValueError, match="is not a length of time") as refused:
        read_within(typed)
    assert refused.value.args == (
        f"`{typed}` is not a length of time",
        "write a number and d or w, as in --within 14d or --within 2w",
    )


def test_a_look_ahead_ends_with_the_calendar():
    assert last_day(DUE, 3) == date(2025, 12, 1)
    assert last_day(date.max - timedelta(days=1), 69993) == date.max


@pytest.mark.parametrize(("days", "over"), [(0, False), (30, False), (31, True)])
def test_a_collaborative_is_over_30_days_after_its_end(days, over):
    assert DueFacts(HERE, ends=ENDS).is_over(ENDS + timedelta(days=days)) is over


def test_a_collaborative_whose_file_cannot_be_read_is_not_over():
    assert not DueFacts(HERE).is_over(date.max)


def test_the_table_has_whole_values_and_says_where_nothing_is_due():
    table = due_table(of_cycle(LATE, **DO), LATE, LATE)
    assert [*table] == [
        "pdsa.due/1",
        ("day", "late", "cycle", "title", "what", "command", "kind", "address"),
        (
            (
                *("2025-11-28", "3", "ash/01", "Guides", "Study: say what you learned", STUDY_IT),
                *("study", "ai-2025/ash/01-guides"),
            ),
        ),
        "nothing is due",
        (),
        (),
    ]
    assert due_table((), DUE, LATE).empty == "nothing is due by 28 Nov 2025"
    assert due_table(of_cycle(AFTER, **DO), DUE, AFTER).rows[0][1] == ""
