"""Tiny records and the rows and sentences that a report makes of them."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from pdsa.core.model import Address, Collaborative, Facilitator, Measure, Meeting, Point
from pdsa.core.predictions import Score
from pdsa.core.record import (
    Counted,
    CycleFacts,
    DecisionFact,
    Help,
    LatestPoint,
    LeftOut,
    Membership,
    PredictionFact,
    Record,
)
from pdsa.core.report import build_report
from pdsa.core.report_rows import Marks
from pdsa.core.report_whole import Wanted

TODAY = date(2025, 12, 19)
DAY = date(2025, 11, 3)
ABOUT = Collaborative(
    id="c-2025",
    path="cycles/c-2025/collaborative.yaml",
    title="A topic",
    topic="Topic",
    starts=date(2025, 10, 1),
    ends=date(2026, 3, 31),
    change_ideas={"guides": "Prompt guides"},
)
MEMBERS = (
    Membership("elm", "Elm Bay", "OH"),
    Membership("ash", "Ash Valley", "PA"),
    Membership("oak", "Oak"),
)


def cycle(path, state="studied", decision="", idea="guides", **facts):
    """A cycle: `planned` ahead, `running` now, `done` long ago, `studied`; or with a decision."""
    ahead = {"planned": timedelta(days=60), "running": timedelta(days=40)}.get(state)
    starts = DAY + (ahead or timedelta())
    given = {
        "starts": starts,
        "ends": starts + timedelta(days=14),
        "type": "test-change",
        "do_day": starts if state != "planned" else None,
        "study_day": starts + timedelta(days=15) if state == "studied" else None,
        "decision": decision,
        "decision_day": starts + timedelta(days=16) if decision else None,
    }
    return CycleFacts(at(path), title=path, change_idea=idea, **(given | facts))


def at(path):
    return Address("c-2025", *path.split("/"))


def predicted(path, *marks):
    return [PredictionFact(at(path), n, "?", "yes", mark=mark) for n, mark in enumerate(marks, 1)]


def report(*cycles, today=TODAY, **parts):
    record = Record(ABOUT, "Network", memberships=MEMBERS, cycles=cycles)
    return build_report(record._replace(**parts), today)


@pytest.mark.parametrize(
    ("states", "number"), [(("OH", "PA", "OH"), 2), (("OH", "", ""), 0), ((), 0)]
)
def test_states_are_counted_where_every_district_says_its_own(states, number):
    members = tuple(Membership(f"d{n}", f"D{n}", state) for n, state in enumerate(states))
    assert report(memberships=members).heading.states == number


@pytest.mark.parametrize(
    ("today", "moment"),
    [
        ("2025-09-30", "starts on 1 Oct 2025"),
        ("2025-10-01", "month 1 of 6"),
        ("2025-12-19", "month 3 of 6"),
        ("2026-03-31", "month 6 of 6"),
        ("2026-04-01", "ended on 31 Mar 2026"),
    ],
)
def test_the_heading_says_which_month_it_is(today, moment):
    assert report(today=date.fromisoformat(today)).heading.moment == moment


def test_the_page_of_one_district_names_the_district_of_a_facilitator_elsewhere():
    about = ABOUT._replace(facilitators=(Facilitator("M. Oake", "coach", "elm"),))
    record = Record(about, "Network", MEMBERS, (cycle("ash/01"),))
    found = build_report(record, TODAY, Wanted(district="ash"))
    assert found.heading.facilitators == ("M. Oake (coach, Elm Bay)",)


def test_data_reach_to_the_newest_entry_or_point():
    point = LatestPoint(at("ash"), "m", date(2025, 12, 2), "8", Fraction(8), 1)
    talk = date(2025, 12, 9)  # a comment or a correction is no data
    found = report(cycle("ash/01", do_day=date(2025, 12, 1), last_entry=talk), latest=(point,))
    assert found.heading.data_to == date(2025, 12, 2)


def test_a_collaborative_of_made_up_data_says_so():
    record = Record(ABOUT._replace(illustrative="data"), "Network", memberships=MEMBERS)
    assert build_report(record, TODAY).heading.illustrative == "data"


@pytest.mark.parametrize("illustrative", [True, False])
def test_one_plan_with_illustrative_dates_marks_the_report(illustrative):
    found = report(cycle("ash/01"), cycle("elm/01", illustrative=illustrative))
    assert found.heading.illustrative == ("dates" if illustrative else "")


def test_without_cycles_the_sentences_are_short_and_true():
    meetings = (Meeting(date(2026, 1, 15), "Third"), Meeting(date(2025, 12, 19), "Today"))
    found = report(collaborative=ABOUT._replace(meetings=meetings))
    assert found.in_short == (
        "3 districts take part; none has planned a test yet.",
        "No test has been studied yet, so there is nothing to say about any idea.",
        "Nothing is overdue; the next meeting is on Fri 19 Dec 2025.",
    )


def test_a_plan_that_cannot_be_read_was_planned_all_the_same():
    unread = CycleFacts(at("ash/01"), unread=True)
    out = (
        LeftOut("a", 1, "x"),
        LeftOut("b", 1, "x", unread=False),
        LeftOut("c", 1, "x", unread=False),
    )
    found = report(unread, left_out=out)
    assert found.in_short == (
        "1 of 3 districts has planned a test; none has studied one yet.",
        "No test has been studied yet, so there is nothing to say about any idea.",
        (
            "Nothing is overdue; 1 file could not be read: what it says is missing here;"
            " 2 files say what cannot be counted."
        ),
    )
    assert [row.now for row in found.districts] == ["a plan that cannot be read"]


def test_the_sentences_tell_what_was_tested_dropped_adopted_and_what_waits():
    found = report(
        cycle("ash/01", decision="adopt"),
        cycle("elm/01"),
        cycle("oak/01", idea="Family evening", decision="abandon"),
        cycle("oak/02", "done", idea="Family evening"),
        predictions=(*predicted("ash/01", "met", "partly"), *predicted("elm/01", "met")),
        decisions=(
            DecisionFact(at("oak/01"), DAY, "abandon", "nobody came", because="not-needed"),
        ),
        help=(Help(at("ash"), DAY, answered=False), Help(at("elm"), DAY, answered=True)),
    )
    assert found.in_short == (
        "3 of 3 districts have planned a test; 3 have studied at least one.",
        (
            '"Prompt guides" was tested most widely: 2 studied tests in 2 districts; '
            "2 of 3 predictions held."
        ),
        'Abandoned: "Family evening" in 1 district (not needed).',
        'Adopted: "Prompt guides" in 1 district; one adoption is not proof.',
        (
            "Study is overdue in 1 cycle; 1 studied cycle waits for a decision; "
            "1 request for help has no answer."
        ),
    )


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("running", "One district takes part: it has planned 1 test and studied none."),
        ("studied", "One district takes part: it has planned 1 test and studied 1."),
    ],
)
def test_one_district_is_no_fraction(state, sentence):
    assert report(cycle("ash/01", state), memberships=MEMBERS[1:2]).in_short[0] == sentence


def test_two_adoptions_need_no_warning():
    found = report(cycle("ash/01", decision="adopt"), cycle("elm/01", decision="adopt"))
    assert found.in_short[2] == 'Adopted: "Prompt guides" in 2 districts.'


def test_an_abandoned_idea_says_of_how_many_and_why():
    found = report(
        cycle("ash/01", decision="abandon"),
        cycle("elm/01", decision="abandon"),
        cycle("oak/01", decision="adapt"),
        decisions=(DecisionFact(at("ash/01"), DAY, "abandon", "no", because="not-working"),),
    )
    dropped = 'Abandoned: "Prompt guides" in 2 of 3 districts (not working, reason not recorded).'
    assert found.in_short[2] == dropped


@pytest.mark.parametrize(
    ("reasons", "said"),
    [
        (("not-working", "not-working", "not-working"), "not working"),
        (("not-working", "not-working", "not-needed"), "not working 2, not needed"),
    ],
)
def test_reasons_that_several_gave_are_counted_where_there_are_others(reasons, said):
    names = ("ash", "elm", "oak")
    found = report(
        *(cycle(f"{name}/01", decision="abandon") for name in names),
        decisions=tuple(
            DecisionFact(at(f"{name}/01"), DAY, "abandon", "no", because=because)
            for name, because in zip(names, reasons, strict=True)
        ),
    )
    assert found.in_short[2] == f'Abandoned: "Prompt guides" in 3 of 3 districts ({said}).'


@pytest.mark.parametrize(
    ("marks", "words"),
    [
        ([], "none of them stated a prediction"),
        (["met"], "its one prediction held"),
        (["partly"], "its one prediction held in part"),
        (["not-met"], "its one prediction did not hold"),
        (["unknown"], "no prediction has been judged yet"),
        (["not-tested", "unknown"], "no prediction has been judged yet"),
        (["not-met", "not-met", "unknown"], "none of 2 predictions held, 1 not judged"),
        (["met", "unknown"], "one prediction held, 1 not judged"),
        (["met", "met", "partly"], "2 of 3 predictions held"),
    ],
)
def test_a_sentence_says_how_predictions_did(marks, words):
    found = report(cycle("ash/01"), predictions=tuple(predicted("ash/01", *marks)))
    start = '"Prompt guides" was tested most widely: 1 studied test in 1 district; '
    assert found.in_short[1] == f"{start}{words}."


def test_only_predictions_of_studied_cycles_count():
    found = report(
        cycle("ash/01"),
        cycle("ash/02", "running"),
        predictions=(
            *predicted("ash/01", "met", "partly", "not-met", "not-tested", "unknown", ""),
            *predicted("ash/02", "met"),
        ),
    )
    assert found.ideas[0].predictions == Marks(1, 1, 1, 1, 2)


def test_ideas_are_told_apart_as_written_and_the_widest_comes_first():
    found = report(
        cycle("ash/01", idea="Own words"),
        cycle("elm/01", "planned"),
        cycle("oak/01", decision="scale"),
        cycle("oak/02", decision="adapt"),
    )
    rows = [(row.label, row.districts, row.cycles, row.studied) for row in found.ideas]
    assert rows == [("Prompt guides", 2, 3, 2), ("Own words", 1, 1, 1)]
    assert [(count.word, count.number) for count in found.ideas[0].decisions] == [
        ("adapt", 1),
        ("scale", 1),
    ]


def test_a_cycle_without_a_plan_is_counted_and_nothing_else():
    found = report(CycleFacts(at("ash/01"), entries=1))
    assert (found.ideas, found.lines) == ((), ())
    assert [(count.word, count.number) for count in found.work.phases] == [("no-plan", 1)]
    assert found.in_short[0] == "3 districts take part; none has planned a test yet."


SURVEYS = Measure("surveys", "Completed surveys", "count", per="week")
SHARE = Measure("use", "Weekly use", "share")


def test_three_linked_cycles_show_8_and_1_5_and_24_a_week_against_25():
    paths, values = ("ash/01-desk", "ash/02-home", "ash/03-room"), (8, Fraction(3, 2), 24)
    decisions = ("adapt", "adapt", "adopt")
    links = ("", "01-desk", "02-home")
    found = report(
        *(
            cycle(path, decision=decision, builds_on=link)
            for path, decision, link in zip(paths, decisions, links, strict=True)
        ),
        predictions=tuple(
            PredictionFact(
                at(path), 1, "?", "25", "surveys", "at least 25 per week", mark="not-met"
            )
            for path in paths
        ),
        measures=((at("ash"), SURVEYS),),
        by_cycle=tuple(
            LatestPoint(at(path), "surveys", DAY, "3", Fraction(value), 1)
            for path, value in zip(paths, values, strict=True)
        ),
    )
    (line,) = found.lines
    assert [
        (test.number, row.predicted, row.latest.shown, row.mark, test.decided)
        for test in line.tests
        for row in test.predictions
    ] == [
        ("01", "at least 25 per week", "8 a week", "not-met", "ADAPT: change it and test again"),
        ("02", "at least 25 per week", "1.5 a week", "not-met", "ADAPT: change it and test again"),
        ("03", "at least 25 per week", "24 a week", "not-met", "ADOPT: make it normal practice"),
    ]


def test_what_the_data_say_stands_beside_the_mark_and_not_in_its_place():
    points = tuple(Point("surveys", DAY, None, Fraction(n), str(n)) for n in (8, 3))
    found = report(
        cycle("ash/01-desk"),
        predictions=(
            PredictionFact(at("ash/01-desk"), 1, "?", "9", "surveys", "at least 9", mark="met"),
            PredictionFact(at("ash/01-desk"), 2, "?", "many", mark="partly"),
        ),
        measures=((at("ash"), SURVEYS),),
        counted=(Counted(at("ash/01-desk"), 1, points),),
    )
    ((test,),) = (line.tests for line in found.lines)
    assert [(row.mark, row.scored, row.apart) for row in test.predictions] == [
        ("met", Score("met", "11", 2, so_far=False), False),
        ("partly", None, False),
    ]
    assert found.ideas[0].predictions.held == 1


@pytest.mark.parametrize(
    ("unit", "text", "value", "counts", "bound", "shown"),
    [
        ("share", "9/12", 75, (9, 12), "", "9/12 75 %"),
        ("share", "75%", 75, (None, None), "", "75 %"),
        ("share", "95%+", 95, (None, None), "more-than", "more than 95 %"),
        ("count", "8", 8, (None, None), "", "8"),
        ("yes-no", "yes", 1, (None, None), "", "yes"),
        ("count", "75%", None, (None, None), "", "75%"),  # it does not suit: as typed
    ],
)
def test_a_point_is_shown_as_what_it_is(unit, text, value, counts, bound, shown):
    exact = None if value is None else Fraction(value)
    point = LatestPoint(at("ash"), "m", DAY, text, exact, 3, *counts, bound=bound)
    found = report(latest=(point,), measures=((Address("c-2025"), Measure("m", "M", unit)),))
    assert found.measures[0].districts[0].latest.shown == shown


def test_shared_measures_come_first_and_say_who_reports():
    points = (
        LatestPoint(at("elm"), "use", DAY, "50%", Fraction(50), 10),
        LatestPoint(at("ash"), "use", DAY, "75%", Fraction(75), 9),
        LatestPoint(at("ash"), "surveys", DAY, "8", Fraction(8), 1),
    )
    measures = ((at("ash"), SURVEYS), (Address("c-2025"), SHARE))
    found = report(latest=points, measures=measures)
    assert [
        (row.name, row.owner_name, [(who.name, who.too_few) for who in row.districts], row.of)
        for row in found.measures
    ] == [
        ("Weekly use", "", [("Ash Valley", True), ("Elm Bay", False)], 3),
        ("Completed surveys", "Ash Valley", [("Ash Valley", True)], 1),
    ]


def test_a_shared_measure_that_nobody_reports_is_shown_and_an_own_one_is_not():
    found = report(measures=((at("ash"), SURVEYS), (Address("c-2025"), SHARE)))
    assert [(row.id, row.districts) for row in found.measures] == [("use", ())]


def test_work_in_hand_counts_phases_and_what_is_overdue():
    found = report(
        cycle("ash/01", decision="adapt", as_planned="yes"),
        cycle("ash/02", as_planned="no"),
        cycle("elm/01", "done"),
        cycle("elm/02", "running"),
        cycle("oak/01", "planned"),
    )
    work = found.work
    assert [(count.word, count.number) for count in work.phases] == [
        ("closed", 1),
        ("studied", 1),
        ("awaiting-study", 1),
        ("running", 1),
        ("planned", 1),
    ]
    overdue = [(count.word, count.number) for count in work.overdue]
    assert overdue == [("studied", 1), ("awaiting-study", 1)]
    answers = [(count.word, count.number) for count in work.as_planned]
    assert answers == [("yes", 1), ("partly", 0), ("no", 1), ("unknown", 0)]


@pytest.mark.parametrize(
    ("cycles", "tests", "now"),
    [
        ([cycle("ash/01", decision="adopt")], ("adopt",), "adopted"),
        (
            [cycle("ash/01", decision="adapt")],
            ("adapt",),
            "to change and test again",
        ),
        ([cycle("ash/01")], ("?",), "decision waiting"),
        ([cycle("ash/01", "done")], ("?",), "Study waiting"),
        ([cycle("ash/01", "running")], ("?",), "testing to 27 Dec 2025"),
        ([cycle("ash/01", "planned")], (), "starts on 2 Jan 2026"),
        ([cycle("ash/01", "done", do_day=None)], ("?",), "not started"),
        (
            [cycle("ash/01", decision="scale"), cycle("ash/02", "done", builds_on="01")],
            ("scale > ?",),
            "Study waiting",
        ),
        (
            [cycle("ash/01", decision="adopt"), cycle("ash/02", decision="abandon")],
            ("adopt", "abandon"),
            "abandoned",
        ),
    ],
)
def test_a_district_shows_its_tests_and_what_happens_now(cycles, tests, now):
    (row,) = report(*cycles).districts
    assert (row.name, row.tests, row.now) == ("Ash Valley", tests, now)


def test_districts_without_a_cycle_are_counted_and_not_named():
    found = report(cycle("elm/01"))
    assert ([row.name for row in found.districts], found.without_cycle) == (["Elm Bay"], 2)


def test_a_district_without_a_membership_counts_by_its_cycles():
    found = report(cycle("yew/01"))
    assert (found.heading.districts, found.districts[0].name) == (4, "yew")


def test_the_order_of_a_record_does_not_matter():
    cycles = [cycle(f"{who}/0{n}") for who in ("oak", "ash", "elm") for n in (2, 1)]
    parts = {
        "predictions": [*predicted("ash/01", "met"), *predicted("elm/02", "not-met", "met")],
        "latest": [LatestPoint(at(who), "use", DAY, "8", Fraction(8), 1) for who in ("oak", "ash")],
        "left_out": [LeftOut("b", 1, "x"), LeftOut("a", 2, "x"), LeftOut("a", 1, "x")],
        "measures": [(at("ash"), SURVEYS), (Address("c-2025"), SHARE)],
        "memberships": list(MEMBERS),
    }
    forwards = {name: tuple(found) for name, found in parts.items()}
    backwards = {name: tuple(reversed(found)) for name, found in parts.items()}
    assert report(*cycles, **forwards) == report(*reversed(cycles), **backwards)
