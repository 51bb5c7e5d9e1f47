from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from pdsa.core.errors import Exit, PdsaError
from pdsa.core.model import Address, Point
from pdsa.core.record import (
    CycleFacts,
    DecisionFact,
    Help,
    LatestPoint,
    LeftOut,
    Membership,
    PredictionFact,
)
from pdsa.core.report_index import build_index
from pdsa.core.report_measures import line_rows
from pdsa.storage.database import open_database
from pdsa.storage.queries import (
    load_decisions,
    load_district_measures,
    load_entries,
    load_facts,
    load_points,
    load_predictions,
)
from pdsa.storage.records import load_record
from pdsa.storage.sources import load_collaborative, load_plans, load_unread
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

DAY = date(2025, 10, 20)
FOLDER = FIRST._replace(cycle="")


@pytest.fixture
def place(tmp_path):
    return make_workspace(tmp_path, plans=1)


def after(place, *entries, scope=Scope()):  # noqa: B008 - a value
    """The database once these entries have their files."""
    for found in entries:
        put(place, found)
    return open_database(place, scope, pytest.fail)


PLANNED = CycleFacts(
    address=FIRST,
    title="Read aloud in grade 1",
    change_idea="read-aloud",
    type="test-change",
    ramp="read-aloud",
    starts=date(2025, 10, 6),
    ends=date(2025, 10, 24),
    planned=date(2025, 10, 1),
)


def test_a_cycle_without_entries_has_the_facts_of_its_plan(place):
    assert list(load_facts(after(place), FIRST)) == [PLANNED]


def test_entries_add_up_to_the_facts_of_their_cycle(place):
    connection = after(
        place,
        entry("do", DO | {"as_planned": "no"}, count=1),
        entry("do", DO | {"as_planned": "partly"}, count=2),
        entry("data", share(), count=3),
        entry("study", STUDY, count=4),
        entry("act", ACT, count=5),
        entry("act", {"decision": "adopt", "why": "Twice"}, count=6),
    )
    assert list(load_facts(connection, FIRST)) == [
        PLANNED._replace(
            entries=6,
            last_entry=DAY,
            do_day=DAY,
            as_planned="partly",
            points=1,
            last_point=date(2025, 10, 13),
            last_data=date(2025, 10, 13),
            study_day=DAY,
            decision="adopt",
            decision_day=DAY,
        )
    ]


def test_entries_of_a_plan_that_is_lost_have_facts_without_a_plan(place):
    lost = Address(READING, "ash-valley", "09-lost")
    connection = after(place, entry("do", DO, lost))
    facts = CycleFacts(lost, entries=1, last_entry=DAY, do_day=DAY, as_planned="yes")
    assert list(load_facts(connection, lost)) == [facts]


def test_what_was_taken_back_counts_for_nothing(place):
    act = entry("act", ACT, count=1)
    body = {"retracts": act.id, "why": "too early"}
    connection = after(place, act, entry("retraction", body, FOLDER, 2))
    assert list(load_facts(connection, FIRST)) == [PLANNED]
    assert list(load_decisions(connection, FIRST)) == []
    standing = {found.entry.kind: found.standing for found in load_entries(connection, FOLDER)}
    assert standing == {"act": "retracted", "retraction": "counts"}


def test_a_correction_shows_in_every_figure(place):
    data = entry("data", share(), count=1)
    body = {"corrects": data.id, "set": {"value": "3/4", "n": "4"}, "why": "miscounted"}
    connection = after(place, data, entry("correction", body, FOLDER, 2))
    assert load_points(connection, FOLDER, "classes") == [
        (
            (data.id, 1),
            Point(
                measure="classes",
                day=date(2025, 10, 13),
                since=None,
                value=Fraction(75),
                text="3/4",
                numerator=Fraction(3),
                denominator=Fraction(4),
                n=4,
            ),
        )
    ]


def test_the_last_decision_of_a_cycle_is_told_whole(place):
    body = {"decision": "abandon", "why": "No time", "because": "not-feasible", "next": "Rest"}
    last = entry("act", body, count=2)
    connection = after(place, entry("act", ACT, count=1), last)
    fact = DecisionFact(FIRST, DAY, "abandon", "No time", "Rest", "", "", "not-feasible", last.id)
    assert list(load_decisions(connection, FOLDER)) == [fact]


@pytest.mark.parametrize("text", ["0/0", "yes+", "1/2+", ""])
def test_a_text_that_is_no_value_breaks_no_query(place, text):
    connection = after(place, entry("data", share()))
    connection.execute("UPDATE points SET value_text = ?", (text,))
    assert [point.text for _, point in load_points(connection, FOLDER, "classes")] == [text]
    assert [point.text for point in load_record(connection, READING).latest] == [text]


def test_a_value_that_does_not_suit_the_unit_is_told_and_does_not_count(place):
    wrong = {"points": [{"measure": "classes", "day": "2025-10-20", "value": "8"}]}
    record = load_record(
        after(place, entry("data", share()), entry("data", wrong, count=2)), READING
    )
    assert [point.text for point in record.latest] == ["9/12"]
    assert [(out.reason, out.unread) for out in record.left_out] == [
        ("`classes` on 2025-10-20: `8` is not a share; it does not count", False)
    ]


def test_it_counts_beside_no_rival_and_starts_its_cycle_all_the_same(place):
    body = {"points": [{"measure": "calm", "day": "2025-10-20", "value": "8"}]}
    (facts,) = load_facts(after(place, entry("data", body)), FIRST)
    assert (facts.points, facts.last_point, facts.last_data) == (0, None, DAY)


def test_points_that_clash_are_activity_all_the_same(place):
    (facts,) = load_facts(after(place, *(entry("data", share(), count=n) for n in (1, 2))), FIRST)
    assert (facts.points, facts.last_point, facts.last_data) == (0, None, date(2025, 10, 13))


@pytest.mark.parametrize(
    ("points", "by", "shown"),
    [
        ("10-13=1 10-20=2", "", "2/12"),
        ("10-13=1 10-20=2", ", by: 2025-10-17", "1/12"),  # after the day it should hold by
        ("10-13=1 10-31=3", "", "1/12"),  # after the end of the cycle
        ("09-15=1 10-20=2", ", by: 2025-10-17", "2/12"),  # none in time: the latest of all
        ("10-13=1 10-31=3", ", by: 2025-11-28", "1/12"),
    ],
)
def test_beside_a_prediction_stands_the_latest_point_in_its_time(place, points, by, shown):
    path = place.plan_file(FIRST)
    write(path, path.read_text(encoding="utf-8").replace("at least 75%}", f"at least 75%{by}}}"))
    rows = [part.split("=") for part in points.split()]
    data = [entry("data", share(f"2025-{day}", n), count=k) for k, (day, n) in enumerate(rows, 1)]
    index = build_index(load_record(after(place, *data), READING), DAY)
    (line, *_) = line_rows(index)
    assert [row.latest.text for row in line.tests[0].predictions] == [shown]


def test_of_two_points_of_one_day_the_one_recorded_last_is_the_latest(place):
    period = {"measure": "classes", "from": "2025-10-07", "to": "2025-10-13", "value": "50%"}
    late = datetime(2025, 10, 21, tzinfo=UTC)
    first = entry("data", {"points": [period]}, count=1, recorded=late)
    connection = after(place, first, entry("data", share(), count=2))
    assert [point.text for point in load_record(connection, READING).latest] == ["50%"]
    query = "SELECT value_text FROM latest_points"
    assert connection.execute(query).fetchall() == [("50%",)]


def test_a_plan_that_builds_on_a_former_id_builds_on_the_cycle_as_it_is_called_now(place):
    path = place.plan_file(FIRST)
    text = path.read_text(encoding="utf-8")
    path.unlink()
    write(place.plan_file(FIRST._replace(cycle="01-new")), text + "was: [01-grade-1]\n")
    write(place.plan_file(FIRST._replace(cycle="02-next")), text + "builds_on: 01-grade-1\n")
    facts = load_facts(after(place), FOLDER)
    assert [(one.address.cycle, one.builds_on, one.continued) for one in facts] == [
        ("01-new", "", True),
        ("02-next", "01-new", False),
    ]


def test_a_plan_that_cannot_be_used_is_a_cycle_all_the_same(place):
    write(place.plan_file(FIRST), "title: [")
    assert list(load_facts(after(place), FOLDER)) == [CycleFacts(FIRST, unread=True)]


@pytest.mark.parametrize(
    ("text", "mark"), [("Both will read aloud every day", "met"), ("One will", "")]
)
def test_a_mark_is_for_the_words_that_were_judged(place, text, mark):
    judged = [{"number": 1, "mark": "met", "text": text}]
    connection = after(place, entry("study", STUDY | {"predictions": judged}))
    assert [fact.mark for fact in load_predictions(connection, FIRST)] == [mark]


@pytest.mark.parametrize(
    ("expected", "by", "mark"),
    [
        ("classes at least 75%", "", "met"),
        ("classes at least 70%", "", ""),
        ("texts at least 75%", "", ""),
        ("classes at least 75%", ", by: 2025-10-17", ""),
        ("classes at least 75% by 2025-10-17", ", by: 2025-10-17", "met"),
    ],
)
def test_a_mark_is_for_the_condition_that_was_judged(place, expected, by, mark):
    plan = place.plan_file(FIRST)
    plan.write_text(plan.read_text("utf-8").replace("75%", f"75%{by}"), "utf-8")
    judged = [{"number": 1, "mark": "met", "expected": expected}]
    connection = after(place, entry("study", STUDY | {"predictions": judged}))
    assert [fact.mark for fact in load_predictions(connection, FIRST)] == [mark]


@pytest.mark.parametrize(
    ("expect", "says"),
    [
        ("is: at least 50%", "expects `classes at least 50%` now"),
        ("", "expects nothing of that now"),
    ],
)
def test_a_condition_that_is_another_now_is_told(place, expect, says):
    plan = place.plan_file(FIRST)
    text = plan.read_text("utf-8")
    line = f"    expect: {{measure: classes, {expect}}}\n" if expect else ""
    plan.write_text(text[: text.index("    expect:")] + line, "utf-8")
    words = {"text": "Both will read aloud every day", "expected": "classes at least 75%"}
    judged = [{"number": 1, "mark": "met"} | words]
    found = load_record(after(place, entry("study", STUDY | {"predictions": judged})), READING)
    assert [one.reason for one in found.left_out] == [
        f"prediction 1 was judged as `classes at least 75%`; the plan {says}, so it has no mark"
    ]


def test_a_condition_without_words_is_told_too(place):
    plan = place.plan_file(FIRST)
    text = plan.read_text("utf-8").replace("    predict: Both will read aloud every day\n", "")
    plan.write_text(text, "utf-8")
    judged = [{"number": 1, "mark": "met", "expected": "classes at least 70%"}]
    found = load_record(after(place, entry("study", STUDY | {"predictions": judged})), READING)
    assert [one.reason for one in found.left_out] == [
        (
            "prediction 1 was judged as `classes at least 70%`; "
            "the plan expects `classes at least 75%` now, so it has no mark"
        )
    ]


def test_a_study_of_the_new_words_marks_them_and_ends_the_finding(place):
    bodies = [
        STUDY | {"predictions": [{"number": 1, "mark": mark, "text": text}]}
        for text, mark in (("One will", "met"), ("Both will read aloud every day", "not-met"))
    ]
    connection = after(place, *(entry("study", body, count=n) for n, body in enumerate(bodies, 1)))
    assert [fact.mark for fact in load_predictions(connection, FIRST)] == ["not-met"]
    assert load_record(connection, READING).left_out == ()


@pytest.mark.parametrize(("entries", "mark"), [([], ""), ([entry("study", STUDY)], "met")])
def test_a_prediction_has_the_mark_of_its_study(place, entries, mark):
    connection = after(place, *entries)
    predict, ask = "Both will read aloud every day", "Does it fit in the day?"
    fact = PredictionFact(FIRST, 1, ask, predict, "classes", "at least 75%", None, mark)
    assert list(load_predictions(connection, FIRST)) == [fact]


def test_a_district_may_record_shared_measures_and_its_own(place):
    path = place.plan_file(FIRST)
    own = "measures:\n  own: {name: Own, unit: count}\n"
    write(path, path.read_text(encoding="utf-8") + own)
    connection = after(place)
    assert sorted(load_district_measures(connection, FOLDER)) == ["calm", "classes", "own", "texts"]
    other = Address(READING, "birch-hill")
    assert sorted(load_district_measures(connection, other)) == ["calm", "classes", "texts"]


def test_a_plan_that_cannot_be_used_is_there_and_unread(place):
    write(place.plan_file(FIRST), "title: [")
    connection = after(place)
    assert load_plans(connection, FOLDER) == []
    assert load_unread(connection, Address(READING)) == {FIRST}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (None, "there is no cycles/reading-2025/collaborative.yaml"),
        ("title: 1", "cycles/reading-2025/collaborative.yaml:1:1: `ends` is required"),
    ],
)
def test_a_collaborative_that_cannot_be_read_is_said_with_its_place(place, text, message):
    path = place.folder(Address(READING)) / "collaborative.yaml"
    path.unlink() if text is None else write(path, text)
    connection = after(place)
    with pytest.raises(PdsaError) as refused:
        load_collaborative(connection, READING)
    assert (refused.value.message, refused.value.exit_code) == (message, Exit.UNREADABLE)


def test_the_record_of_a_report_has_members_points_help_and_what_was_left_out(place):
    asks = entry("comment", BODIES["comment"], count=3)
    answer = entry("comment", {"text": "Try mornings", "answers": asks.id}, FOLDER, 4)
    newest = entry("data", share("2025-10-20", "10", "12", n=12), count=2)
    damaged = put(place, entry("do", DO, count=5))
    damaged.write_bytes(b"")
    found = load_record(after(place, entry("data", share()), newest, asks, answer), READING)
    joined = date(2025, 9, 1)
    point = LatestPoint(
        *(FOLDER, "classes", DAY, "10/12", Fraction(250, 3), 2),
        *(Fraction(10), Fraction(12), 12),
    )
    assert found.network == "Made-up Network"
    assert found.memberships == (
        Membership("ash-valley", "Ash Valley", "", joined),
        Membership("birch-hill", "Birch Hill", "", joined),
    )
    assert found.latest == (point,)
    whole = point._replace(address=FIRST)
    assert found.by_cycle == (whole, whole._replace(prediction=1))
    assert found.help == (Help(FIRST, DAY, answered=True),)
    assert found.left_out == (LeftOut(place.relative(damaged), 1, "the file is empty"),)


def test_a_file_with_several_findings_is_left_out_once_for_the_first_of_them(place):
    texts = {"measure": "texts", "day": "2025-10-13", "value": "8"}
    rivals = [
        entry("data", {"points": [*share()["points"], texts]}, FIRST, count) for count in (1, 2)
    ]
    found = load_record(after(place, *rivals), READING).left_out
    assert [(one.line, one.reason) for one in found] == [
        (1, "`classes` has two points for 2025-10-13 (here 9/12); none of them counts")
    ] * 2


def test_the_digest_changes_with_what_was_read_and_with_nothing_else(place):
    before = load_record(after(place), READING).digest
    write(place.root / "notes.md", "nobody reads this")
    assert load_record(after(place), READING).digest == before
    assert load_record(after(place, entry("do", DO)), READING).digest != before


def test_an_assessment_of_the_facilitator_is_not_the_work_of_the_district(place):
    found = entry("assessment", BODIES["assessment"])
    put(place, found, Address(READING, "facilitation"))
    connection = after(place, scope=Scope(READING, "ash-valley"))
    assert list(load_facts(connection, FIRST)) == [PLANNED]
    assert [one.entry.id for one in load_entries(connection, FOLDER)] == [found.id]
