"""What the rows know of things that are due, and of districts that somebody should call."""

from datetime import date

import pytest

from pdsa.core.calls import CallFacts, whom_to_call
from pdsa.core.cycle import state_of
from pdsa.core.due import Counted, OpenHelp, PredictedBy
from pdsa.core.model import Address, Meeting, Period
from pdsa.storage.database import open_database
from pdsa.storage.due_data import load_calls, load_due
from pdsa.storage.queries import load_breaks, load_facts
from pdsa.storage.records import load_record
from pdsa.storage.workspace import Scope
from tests.storage.samples import (
    ACT,
    BODIES,
    DO,
    FIRST,
    READING,
    STUDY,
    entry,
    make_workspace,
    put,
    share,
    write,
)

HERE = Address(READING)
ASH, BIRCH = Address(READING, "ash-valley"), Address(READING, "birch-hill")
COLLABORATIVE = f"cycles/{READING}/collaborative.yaml"
PLAN = f"cycles/{FIRST}.yaml"
DAY = date(2025, 10, 20)


@pytest.fixture
def place(tmp_path):
    return make_workspace(tmp_path, plans=1)


def change(place, path, old, new):
    text = (place.root / path).read_text("utf-8")
    assert old in text
    write(place.root / path, text.replace(old, new))


def after(place, *entries):
    """The database once these entries have their files."""
    for found in entries:
        put(place, found)
    return open_database(place, Scope(READING), pytest.fail)


def test_a_place_has_its_cycles_and_the_dates_of_its_collaborative(place):
    meetings = "ends: 2026-02-28\nmeetings:\n  - {day: 2025-12-10, title: Mid-point}\n"
    change(place, COLLABORATIVE, "ends: 2026-02-28\n", meetings)
    connection = after(place)
    found = load_due(connection, ASH)
    assert (found.address, found.title, found.ends, found.meetings) == (
        ASH,
        "Reading 2025-26",
        date(2026, 2, 28),
        (Meeting(date(2025, 12, 10), "Mid-point"),),
    )
    assert found.cycles == tuple(load_facts(connection, ASH))
    assert [facts.address.district for facts in load_due(connection, HERE).cycles] == [
        *("ash-valley", "birch-hill"),
    ]


def test_a_collaborative_that_cannot_be_read_leaves_the_rest(place):
    write(place.root / COLLABORATIVE, "title: [")
    found = load_due(after(place), ASH)
    assert (found.title, found.ends, found.meetings) == ("", None, ())
    assert [facts.address for facts in found.cycles] == [FIRST]


QUESTION = {"text": "How do\nothers do it?", "asks_help": True}


def test_a_request_for_help_is_open_until_a_comment_answers_it(place):
    asked = entry("comment", QUESTION)
    whole = entry("comment", {"text": "And we?", "asks_help": True}, BIRCH, count=2)
    talk = entry("comment", {"text": "Well done"}, count=3)
    connection = after(place, asked, whole, talk)
    first = OpenHelp(FIRST, DAY, asked.id, "How do\nothers do it?")
    second = OpenHelp(BIRCH, DAY, whole.id, "And we?")
    assert load_due(connection, HERE).help == (first, second)
    assert load_due(connection, ASH).help == (first,)
    assert load_due(connection, FIRST).help == (first,)
    answer = entry("comment", {"text": "By text", "answers": asked.id}, count=4)
    connection = after(place, answer)
    assert load_due(connection, HERE).help == (second,)
    connection = after(place, entry("retraction", {"retracts": answer.id, "why": "no"}, count=5))
    assert load_due(connection, HERE).help == (first, second)
    connection = after(place, entry("retraction", {"retracts": asked.id, "why": "no"}, count=6))
    assert load_due(connection, HERE).help == (second,)


@pytest.mark.parametrize(
    ("by", "days", "last"),
    [
        ("2025-10-17", [], None),
        ("2025-10-17", ["2025-10-05"], None),  # before the cycle
        ("2025-10-17", ["2025-10-06", "2025-10-13"], date(2025, 10, 13)),
        ("2025-10-17", ["2025-10-17", "2025-10-18"], date(2025, 10, 17)),
        ("2025-10-30", ["2025-10-24", "2025-10-27"], date(2025, 10, 24)),  # after the cycle
    ],
)
def test_a_prediction_with_a_day_knows_its_newest_point(place, by, days, last):
    change(place, PLAN, "at least 75%}", f"at least 75%, by: {by}}}")
    points = [entry("data", share(day), count=number) for number, day in enumerate(days, 1)]
    connection = after(place, *points)
    expected = PredictedBy(
        FIRST, 1, "classes", "Classes that read aloud", date.fromisoformat(by), last
    )
    assert load_due(connection, HERE).predictions == (expected,)
    assert load_due(connection, BIRCH).predictions == ()


def test_a_prediction_with_a_mark_or_without_a_day_waits_for_nothing(place):
    assert load_due(after(place), ASH).predictions == ()
    change(place, PLAN, "at least 75%}", "at least 75%, by: 2025-10-17}")
    assert len(load_due(after(place), ASH).predictions) == 1
    assert load_due(after(place, entry("study", STUDY)), ASH).predictions == ()


@pytest.mark.parametrize("used", ["predicted", "planned", "recorded", "own"])
def test_a_measure_with_a_cadence_is_expected_of_the_cycles_that_count_it(place, used):
    weekly = "about: staff, cadence: weekly}"
    expect = "    expect: {measure: classes, is: at least 75%}\n"
    if used != "own":
        change(place, COLLABORATIVE, "about: staff}", weekly)
    if used != "predicted":
        change(place, PLAN, expect, "")
    if used == "planned":
        change(place, PLAN, "questions:", "data: [{measure: classes}]\nquestions:")
    if used == "own":
        own = f"measures:\n  minutes: {{name: Minutes, unit: minutes, {weekly}\n"
        change(place, PLAN, "questions:", f"{own}data: [{{measure: minutes}}]\nquestions:")
    points = [entry("data", share())] if used == "recorded" else []
    counted = load_due(after(place, *points), ASH).counted
    if used == "own":
        assert counted == (Counted(FIRST, "minutes", "Minutes", "weekly"),)
    else:
        last = date(2025, 10, 13) if points else None
        assert counted == (Counted(FIRST, "classes", "Classes that read aloud", "weekly", last),)


def test_a_measure_without_a_cadence_is_expected_of_nobody(place):
    assert load_due(after(place, entry("data", share())), HERE).counted == ()


def test_the_newest_point_of_a_measure_is_that_of_the_district_in_any_cycle(place):
    change(place, COLLABORATIVE, "about: staff}", "about: staff, cadence: weekly}")
    later = entry("data", share("2025-10-18"), ASH, count=2)
    other = entry("data", share("2025-10-19"), BIRCH, count=3)
    counted = load_due(after(place, entry("data", share()), later, other), ASH).counted
    assert [one.last for one in counted] == [date(2025, 10, 18)]


def test_breaks_are_those_of_the_network_and_of_each_district(place):
    assert load_breaks(after(place)) == {}
    winter = "breaks:\n  - {from: 2025-12-22, to: 2026-01-02, name: Winter}\n"
    change(place, "cycles/network.yaml", "Network\n", f"Network\n{winter}")
    own = "breaks: [{from: 2025-11-24, to: 2025-11-28}]\n"
    change(place, "cycles/districts/ash-valley.yaml", "Ash Valley\n", f"Ash Valley\n{own}")
    breaks = {
        "": (Period(date(2025, 12, 22), date(2026, 1, 2), "Winter"),),
        "ash-valley": (Period(date(2025, 11, 24), date(2025, 11, 28)),),
    }
    connection = after(place)
    assert load_breaks(connection) == breaks
    assert load_due(connection, ASH).breaks == breaks
    assert load_calls(connection, READING).breaks == breaks


PLANNED = date(2025, 10, 1)
BY_FACILITATOR = {"score": "2.5", "why": "Two tests", "as": "facilitator"}


@pytest.mark.parametrize(
    ("kind", "body", "sign"),
    [
        *((kind, body, DAY) for kind, body in BODIES.items()),
        ("comment", {"text": "Well done"}, PLANNED),  # a facilitator's or a peer's
        ("assessment", BY_FACILITATOR, PLANNED),
    ],
)
def test_a_sign_of_a_district_is_what_it_did_itself(place, kind, body, sign):
    found = load_calls(after(place, entry(kind, body)), READING)
    assert found.last_sign == {"ash-valley": sign, "birch-hill": PLANNED}


def test_a_district_that_did_nothing_has_no_sign(place):
    (place.root / PLAN).unlink()
    mistaken = entry("do", DO, ASH)
    taken_back = entry("retraction", {"retracts": mistaken.id, "why": "wrong page"}, ASH, count=2)
    found = load_calls(after(place, mistaken, taken_back), READING)
    assert found == CallFacts(commented={}, last_sign={"birch-hill": PLANNED}, breaks={})


def test_rows_and_the_record_together_say_whom_to_call(place):
    meetings = "meetings:\n  - {day: 2025-10-28, came: [ash-valley]}\n"
    change(place, COLLABORATIVE, "change_ideas:", f"{meetings}change_ideas:")
    connection = after(place, entry("do", DO), entry("data", share(), count=2))
    record = load_record(connection, READING)
    today = date(2025, 11, 14)
    states = {facts.address: state_of(facts, today) for facts in record.cycles}
    calls = whom_to_call(record, states, load_calls(connection, READING), today)
    assert [(call.names, call.why) for call in calls] == [
        (("Ash Valley",), "Study 14 days late; has 1 point"),
        (("Birch Hill",), "planned to 24 Oct 2025, never started"),
    ]


def test_whom_to_call_knows_the_open_requests(place):
    asked = entry("comment", QUESTION)
    found = load_calls(after(place, asked, entry("act", ACT, count=2)), READING)
    assert found.help == (OpenHelp(FIRST, DAY, asked.id, QUESTION["text"]),)


FACILITATOR = {"by": "facilitator"}


@pytest.mark.parametrize(
    ("body", "more", "told"),
    [
        ({"text": "Ask Moss Hill"}, FACILITATOR, True),
        ({"text": "Ask Moss Hill"}, {}, False),  # by who asked
        ({"text": "Ask Moss Hill"}, FACILITATOR | {"day": date(2025, 10, 19)}, False),
        ({"text": "Ask Moss Hill"}, FACILITATOR | {"address": ASH}, False),
        ({"text": "And we?", "asks_help": True}, FACILITATOR, False),
    ],
)
def test_a_later_comment_of_another_on_the_same_cycle_may_be_an_answer(place, body, more, told):
    asked = entry("comment", QUESTION)
    said = entry("comment", body, count=2)._replace(**more)
    found = load_calls(after(place, asked, said), READING)
    assert found.commented == ({asked.id: said.day} if told else {})
    assert asked.id in {one.entry for one in found.help}
