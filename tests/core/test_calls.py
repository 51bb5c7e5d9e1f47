"""Whom to call: one reason for each district, the most urgent, with a sentence to open with."""

from datetime import date, timedelta

import pytest

from pdsa.core.calls import REASONS, Call, CallFacts, whom_to_call
from pdsa.core.cycle import state_of
from pdsa.core.due import OpenHelp
from pdsa.core.model import Address, Collaborative, Meeting, Period
from pdsa.core.record import CycleFacts, Membership, PredictionFact, Record

KICK_OFF, MID = date(2025, 10, 15), date(2025, 11, 20)
TODAY = date(2025, 12, 19)
ABOUT = Collaborative(
    "ai-2025",
    "",
    "AI 2025",
    "AI",
    date(2025, 10, 1),
    date(2026, 3, 31),
    meetings=(Meeting(KICK_OFF, came=("ash", "birch")), Meeting(MID, came=("ash",))),
)
ASH, BIRCH = Membership("ash", "Ash Valley"), Membership("birch", "Birch Hill")
FRESH = {"ash": date(2025, 12, 18), "birch": date(2025, 12, 18)}
NETWORK = ""


def cycle(district="ash", name="01-guides", ends=date(2025, 11, 21), **facts):
    days = {"starts": ends - timedelta(days=18), "ends": ends, "type": "test-change"}
    return CycleFacts(Address("ai-2025", district, name), **(days | facts))


def predicted(*cycles):
    return tuple(PredictionFact(one.address, 1, "", "It will") for one in cycles)


def calls(*cycles, members=(ASH,), today=TODAY, about=ABOUT, predictions=None, **facts):
    told = predicted(*cycles) if predictions is None else predictions
    record = Record(about, "Network", tuple(members), cycles=cycles, predictions=told)
    states = {one.address: state_of(one, today) for one in cycles}
    return whom_to_call(record, states, CallFacts(**({"last_sign": FRESH} | facts)), today)


def said(*cycles, **facts):
    return [(call.reason, call.why, call.open_with) for call in calls(*cycles, **facts)]


ASKED = OpenHelp(
    Address("ai-2025", "ash", "01-guides"),
    date(2025, 12, 8),
    "01kab",
    "How to survey\x1b[1m staff?",
)
DONE = {"do_day": date(2025, 11, 4), "last_entry": date(2025, 11, 21), "as_planned": "yes"}
STUDIED = DONE | {"study_day": date(2025, 11, 21)}
SURPRISED = "Your numbers: what surprised you?"


@pytest.mark.parametrize(
    ("cycles", "facts", "expected"),
    [
        (
            [],
            {"help": (ASKED,)},
            ("help", "asked for help on 8 Dec 2025, no answer", 'You asked: "How to survey[1m staff?" What have you found since?'),
        ),
        (
            [],
            {"help": (ASKED,), "commented": {"01kab": date(2025, 12, 10)}},
            (
                "help-commented",
                "asked for help on 8 Dec 2025; commented on 10 Dec 2025: did that answer it?",
                'You asked: "How to survey[1m staff?" Is it settled?',
            ),
        ),
        (
            [cycle(**STUDIED | {"study_day": date(2025, 12, 8)}, decision="abandon", decision_day=date(2025, 11, 30))],
            {"help": (ASKED,), "commented": {"01kab": date(2025, 12, 10)}},
            (
                "help-ended",
                "asked for help on 8 Dec 2025, no answer; the test has ended since",
                'You asked: "How to survey[1m staff?" Do you still look for it?',
            ),
        ),
        (
            [cycle(decision="abandon", decision_day=date(2025, 12, 7))],  # they asked after it
            {"help": (ASKED,)},
            ("help", "asked for help on 8 Dec 2025, no answer", 'You asked: "How to survey[1m staff?" What have you found since?'),
        ),
        (
            [
                cycle(name="01", ends=date(2025, 10, 20), **STUDIED | {"as_planned": "no", "decision": "adapt"}),
                cycle(name="02", **STUDIED | {"as_planned": "no", "decision": "adapt"}),
            ],
            {},
            ("not-as-planned", "not carried out as planned, 2 cycles in a row", "What got in the way, and who could help with it?"),
        ),
        ([cycle(**DONE, points=9)], {}, ("study", "Study 21 days late; has 9 points", SURPRISED)),
        ([cycle(**DONE, points=1)], {}, ("study", "Study 21 days late; has 1 point", SURPRISED)),
        (
            [cycle(**DONE)],
            {},
            ("study", "Study 21 days late", "What did you see that you did not expect?"),
        ),
        (
            [cycle(**STUDIED)],
            {},
            ("act", "decision 21 days late", "You know what you learned: what will you do differently?"),
        ),
        (
            [cycle(**DONE | {"type": "collect-data"})],
            {},
            ("act", "decision 21 days late", "You know what you learned: what will you do differently?"),
        ),
        (
            [cycle()],
            {},
            ("not-started", "planned to 21 Nov 2025, never started", "What would have to be smaller to begin?"),
        ),
        (
            [],
            {"last_sign": {"ash": date(2025, 11, 19)}},
            ("no-entry-came", "no entry; came to meeting 2", "What have you tried that is not written down yet?"),
        ),
        (
            [],
            {"last_sign": {}, "about": ABOUT._replace(meetings=(Meeting(KICK_OFF), Meeting(MID)))},
            ("no-entry", "no entry since meeting 2", "How is it going?"),
        ),
        (
            [],
            {"members": (BIRCH,), "last_sign": {}},
            ("no-entry-away", "no entry; not at meeting 2", "Is this still the right topic for you?"),
        ),
        (
            [cycle(ends=date(2025, 12, 30))],
            {"predictions": ()},
            ("no-prediction", "no prediction: 01-guides", "What do you expect to see, and by when?"),
        ),
        (
            [cycle(ends=date(2026, 2, 1), title="Guides in \x1b[31mgrade 7")],
            {"predictions": ()},
            ("no-prediction", "no prediction: Guides in [31mgrade 7", "What do you expect to see, and by when?"),
        ),
    ],
)  # fmt: skip
def test_each_reason_has_its_words_and_its_sentence(cycles, facts, expected):
    assert said(*cycles, **facts) == [expected]


def in_a_row(*answers):
    return [
        cycle(name=f"0{number}", ends=date(2025, 10, 10 + number), decision="adapt",
              **STUDIED | {"as_planned": answer})
        for number, answer in enumerate(answers)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cycles", "facts"),
    [
        ([], {}),
        (in_a_row("no"), {}),
        (in_a_row("no", "partly"), {}),
        (in_a_row("no", "no", "yes"), {}),
        (in_a_row("no", "yes", "no"), {}),
        ([cycle(**DONE, ends=date(2025, 12, 12))], {}),  # its week has not passed
        ([cycle(**STUDIED, ends=date(2025, 12, 12))], {}),
        ([cycle(**STUDIED, decision="adopt")], {}),
        ([cycle(starts=None, ends=date(2025, 11, 21))], {}),  # no plan
        ([cycle(), cycle(name="02", ends=date(2025, 12, 30), **DONE)], {}),  # they went on
        ([cycle(ends=date(2025, 12, 19))], {}),  # its last day
        ([cycle(ends=date(2025, 12, 30), no_prediction="we listen first")], {"predictions": ()}),
        ([cycle(ends=date(2025, 12, 30), type="collect-data")], {"predictions": ()}),
        ([cycle(**STUDIED, decision="adopt")], {"predictions": ()}),  # too late for one
        ([], {"last_sign": {"ash": MID}}),  # on the day of the meeting
        ([], {"last_sign": {}, "members": (ASH._replace(joined=date(2025, 11, 21)),)}),
        ([], {"last_sign": {}, "about": ABOUT._replace(meetings=())}),
        ([], {"last_sign": {}, "today": date(2025, 10, 28)}),  # 13 days after the kick-off
        ([cycle(**DONE)], {"today": date(2026, 5, 1)}),  # it has long ended
        ([], {"help": (ASKED,), "today": date(2025, 9, 30)}),  # it has not begun
    ],
)
def test_who_has_no_reason_is_left_in_peace(cycles, facts):
    assert calls(*cycles, **facts) == ()


@pytest.mark.parametrize(
    ("today", "last_sign", "why"),
    [
        (date(2025, 10, 29), None, "no entry; came to meeting 1"),
        (date(2025, 11, 19), date(2025, 10, 14), "no entry; came to meeting 1"),  # 2 is to come
        (date(2025, 11, 20), None, "no entry since meeting 1; came to meeting 2"),  # and is today
        (date(2025, 12, 3), date(2025, 10, 14), "no entry since meeting 1; came to meeting 2"),
        (date(2025, 12, 3), date(2025, 10, 16), None),
        (date(2025, 12, 4), date(2025, 11, 19), "no entry; came to meeting 2"),
    ],
)
def test_the_last_meeting_that_is_two_weeks_ago_counts(today, last_sign, why):
    signs = {"ash": last_sign} if last_sign else {}
    assert [call.why for call in calls(today=today, last_sign=signs)] == [why] * bool(why)


LAST = date(2025, 12, 10)  # a meeting too near for silence to count
NOBODY = ABOUT.meetings[0]._replace(came=())


@pytest.mark.parametrize(
    ("meetings", "why"),
    [
        ((*ABOUT.meetings, Meeting(LAST, came=("birch",))), "no entry since meeting 2; came to meeting 3"),
        ((*ABOUT.meetings, Meeting(LAST, came=("ash",))), "no entry since meeting 2; not at meeting 3"),
        ((*ABOUT.meetings, Meeting(LAST)), "no entry; not at meeting 2"),  # nobody wrote it down
        ((Meeting(KICK_OFF, came=("birch",)), Meeting(MID)), "no entry since meeting 2"),
        ((NOBODY, Meeting(LAST, came=("birch",))), "no entry since meeting 1; came to meeting 2"),
    ],
)  # fmt: skip
def test_coming_is_judged_by_the_newest_meeting_of_which_it_is_known(meetings, why):
    about = ABOUT._replace(meetings=meetings)
    assert [call.why for call in calls(members=(BIRCH,), last_sign={}, about=about)] == [why]


def test_a_request_with_a_comment_waits_behind_one_without_and_one_on_an_ended_test_comes_last():
    asked = [ASKED._replace(address=ASKED.address._replace(district=id), entry=id) for id in "abc"]
    members = [Membership(id, id) for id in "abcd"]
    cycles = [
        cycle("a", **STUDIED, decision="adopt", decision_day=TODAY),
        cycle("d", ends=date(2025, 12, 30)),
    ]
    found = calls(
        *cycles, members=members, help=tuple(asked), commented={"b": TODAY}, predictions=(),
        last_sign=dict.fromkeys("abcd", TODAY),
    )  # fmt: skip
    assert [call.reason for call in found] == [
        *("help", "help-commented", "no-prediction", "help-ended"),
    ]


@pytest.mark.parametrize(("rows", "later"), [(7, 0), (8, 1), (9, 2)])
def test_seven_calls_are_for_this_week_and_the_rest_for_later(rows, later):
    members = [Membership(f"d{number}", f"D{number}") for number in range(rows)]
    late = [
        cycle(one.id, ends=date(2025, 11, 1) + timedelta(days=number), **DONE)
        for number, one in enumerate(members)
    ]
    found = calls(
        *late, members=members, last_sign=dict.fromkeys((one.id for one in members), TODAY)
    )
    assert [call.why for call in found] == [
        *(f"Study {41 - number} days late" for number in range(7)),
        *(
            f"later, {number} of {later}: Study {35 - number} days late"
            for number in range(1, later + 1)
        ),
    ]


BREAK = {NETWORK: [Period(date(2025, 11, 24), date(2025, 12, 5))]}


@pytest.mark.parametrize(
    ("cycles", "facts", "why"),
    [
        ([cycle(**DONE)], {}, "Study 13 days late"),  # due on 6 December
        ([cycle(**STUDIED)], {}, "decision 13 days late"),
        ([cycle(**DONE)], {"today": date(2025, 12, 6)}, None),
        ([cycle()], {"today": date(2025, 11, 23)}, "planned to 21 Nov 2025, never started"),
        ([cycle(ends=date(2025, 11, 23))], {"today": date(2025, 12, 5)}, None),
        ([], {"last_sign": {"ash": KICK_OFF}, "today": date(2025, 12, 15)}, None),  # 13 days
        ([], {"last_sign": {"ash": KICK_OFF}, "today": date(2025, 12, 16)}, "no entry; came to meeting 2"),
    ],
)  # fmt: skip
def test_school_breaks_do_not_count(cycles, facts, why):
    assert [call.why for call in calls(*cycles, breaks=BREAK, **facts)] == [why] * bool(why)


def test_the_break_of_one_district_is_not_that_of_another():
    breaks = {"ash": BREAK[NETWORK]}
    both = [cycle(district, **DONE) for district in ("ash", "birch")]
    found = calls(*both, members=(ASH, BIRCH), breaks=breaks)
    assert [(call.districts, call.why) for call in found] == [
        (("birch",), "Study 21 days late"),
        (("ash",), "Study 13 days late"),
    ]


def test_a_district_has_one_call_for_its_most_urgent_reason():
    everything = [
        *in_a_row("no", "no"),
        cycle(name="05", **DONE),
        cycle(name="06", ends=date(2025, 12, 30)),
    ]
    found = calls(*everything, help=(ASKED,), last_sign={}, predictions=())
    assert found == (
        Call(
            districts=("ash",),
            names=("Ash Valley",),
            reason="help",
            why="asked for help on 8 Dec 2025, no answer",
            open_with='You asked: "How to survey[1m staff?" What have you found since?',
            urgency=1,
            cycle="ai-2025/ash/01-guides",
        ),
    )


def test_what_waits_longest_is_the_reason_among_its_like():
    late = [cycle(name="01", **DONE, points=2), cycle(name="02", ends=date(2025, 11, 28), **DONE)]
    assert [call.why for call in calls(*late)] == ["Study 21 days late; has 2 points"]


def test_districts_with_the_same_reason_share_a_call_and_urgent_ones_come_first():
    members = [
        Membership("elm", "elm bay\x1b[31m"),
        Membership("dune", "Dune Meadow"),
        Membership("fox", "Fox Prairie"),
        ASH,
        BIRCH,
    ]
    meetings = (Meeting(MID, came=("elm", "dune")),)
    cycles = (cycle("ash"), cycle("birch", **STUDIED))
    found = calls(
        *cycles, members=members, last_sign=FRESH, about=ABOUT._replace(meetings=meetings)
    )
    assert [(call.urgency, call.reason, call.names, call.districts) for call in found] == [
        (4, "act", ("Birch Hill",), ("birch",)),
        (5, "not-started", ("Ash Valley",), ("ash",)),
        (7, "no-entry-came", ("Dune Meadow", "elm bay[31m"), ("dune", "elm")),
        (9, "no-entry-away", ("Fox Prairie",), ("fox",)),
    ]


def test_a_call_list_does_not_depend_on_the_order_of_anything():
    members = [Membership(id, id.title()) for id in ("ash", "birch", "cedar", "dune")]
    cycles = [cycle(one.id, **DONE) for one in members]
    backwards = calls(*cycles[::-1], members=members[::-1])
    assert calls(*cycles, members=members) == backwards
    assert [call.districts for call in backwards] == [("ash",), ("birch",), ("cedar",), ("dune",)]


def test_every_reason_has_its_place_in_the_order():
    assert REASONS[0] == "help"
    assert REASONS[-1] == "help-ended"
    assert len(set(REASONS)) == len(REASONS) == 11
