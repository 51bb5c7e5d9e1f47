from datetime import date

import pytest

from pdsa.core.checks import (
    CHECKS,
    Checked,
    check_cycles_are_known,
    check_expectations_suit,
    check_ids_name_one_cycle,
    check_measures_are_declared,
    check_measures_are_defined_once,
    check_no_cycle_builds_on_itself,
    check_numbers_differ,
    check_plans,
    check_plans_are_complete,
    check_predictions,
)
from pdsa.core.model import Address, Collaborative, Expectation, Measure, Plan, Question

USE = Measure("use", "Use", "share")
PREDICTED = (Question(1, "Every week?", "At least 6 of 7"),)
EXPECTED = (Question(1, expect=Expectation("use", "at least 75%")),)


def plan(cycle, district="ash", **said):
    said = {"starts": date(2025, 11, 3), "ends": date(2025, 11, 21), **said}
    path = f"{district}/{cycle}.yaml"
    return Plan(Address("ai", district, cycle), path, "T", "idea", "test-change", **said)


def complete(cycle, **said):
    texts = dict.fromkeys(("objective", "owner", "scope", "with_whom"), "said")
    return plan(cycle, **{**texts, "planned": date(2025, 10, 31), "questions": PREDICTED, **said})


def checked(*plans, shared=()):
    measures = {measure.id: measure for measure in shared}
    start, end = date(2025, 10, 1), date(2026, 3, 31)
    return Checked(Collaborative("ai", "c.yaml", "AI", "AI", start, end, measures=measures), plans)


def told(check, *plans, shared=()):
    found = check(checked(*plans, shared=shared))
    return [f"{one.source.path} {one.severity}[{one.code}] {one.message}" for one in found]


@pytest.mark.parametrize(
    ("plans", "shared"),
    [
        ((plan("01-a", questions=EXPECTED, measures={"use": USE}),), ()),
        ((plan("01-a", questions=EXPECTED),), (USE,)),
        ((plan("01-a", questions=EXPECTED), plan("02-b", measures={"use": USE})), ()),
        ((plan("01-a", data=({"measure": "use"},)),), (USE,)),
    ],
)
def test_a_measure_may_be_declared_here_or_shared_or_in_another_plan(plans, shared):
    assert told(check_measures_are_declared, *plans, shared=shared) == []


def test_a_measure_of_another_district_is_not_declared():
    plans = [plan("01-a", questions=EXPECTED, data=({"measure": "use"},))]
    plans.append(plan("01-a", district="elm", measures={"use": USE}))
    message = "ash/01-a.yaml error[undeclared-measure] `use` is not a measure of the district or collaborative"
    assert told(check_measures_are_declared, *plans) == [message, message]


@pytest.mark.parametrize(
    ("measure", "hint"), [("us", "did you mean `use`?"), ("late", "add it under `measures:`")]
)
def test_a_near_name_is_offered_for_an_undeclared_measure(measure, hint):
    [one] = check_measures_are_declared(
        checked(plan("01-a", data=({"measure": measure},)), shared=[USE])
    )
    assert one.hint == hint


@pytest.mark.parametrize(
    "plans",
    [
        [plan("01-a"), plan("02-b", builds_on="01-a")],
        [plan("02-b", builds_on="not-recorded")],
        [plan("01-a", was=("01-old",)), plan("02-b", builds_on="01-old")],
    ],
)
def test_a_cycle_may_build_on_one_that_is_known(plans):
    assert told(check_cycles_are_known, *plans) == []


def test_what_stands_in_a_file_that_cannot_be_read_is_not_called_unknown():
    using = plan("02-b", builds_on="01-a", questions=EXPECTED)
    for unread, codes in (("ash", []), ("elm", ["undeclared-measure", "unknown-cycle"])):
        unreadable = frozenset([Address("ai", unread, "01-a")])
        both = Checked(checked().collaborative, (using,), unreadable)
        found = (*check_measures_are_declared(both), *check_cycles_are_known(both))
        assert [one.code for one in found] == codes


@pytest.mark.parametrize(
    ("builds_on", "hint"),
    [
        ("01-guids", "did you mean `01-guides`?"),
        ("zebra", "name a cycle that has a file, or write `not-recorded`"),
    ],
)
def test_a_near_name_is_offered_for_an_unknown_cycle(builds_on, hint):
    plans = checked(plan("01-guides"), plan("02-b", builds_on=builds_on))
    assert [one.hint for one in check_cycles_are_known(plans)] == [hint]


def test_a_cycle_cannot_build_on_one_of_another_district():
    plans = [plan("01-a", district="elm"), plan("02-b", builds_on="01-a")]
    assert told(check_cycles_are_known, *plans) == [
        "ash/02-b.yaml error[unknown-cycle] `01-a` is not a cycle of `ash`"
    ]


@pytest.mark.parametrize(
    ("plans", "messages"),
    [
        ([plan("01", builds_on="01")], ["`01` builds on itself"]),
        (
            [plan("01", builds_on="02"), plan("02", builds_on="01"), plan("03", builds_on="02")],
            ["`01` builds on itself by way of `02`", "`02` builds on itself by way of `01`"],
        ),
        ([plan("01"), plan("02", builds_on="01"), plan("03", builds_on="02")], []),
        ([plan("01", was=("00",), builds_on="00")], ["`01` builds on itself"]),
    ],
)
def test_a_loop_is_told_of_the_cycles_in_it_only(plans, messages):
    assert [one.message for one in check_no_cycle_builds_on_itself(checked(*plans))] == messages


@pytest.mark.parametrize(
    ("cycles", "messages"),
    [
        ("03-a 03-b 03-c", ["`03-b` has the number of `03-a`", "`03-c` has the number of `03-a`"]),
        ("03-a 3-b", ["`3-b` has the number of `03-a`"]),
        ("1-a 1a-b 10-c", []),
        ("guide-a guide-b", []),
    ],
)
def test_cycles_with_one_number_are_told(cycles, messages):
    found = check_numbers_differ(checked(*map(plan, cycles.split())))
    assert [one.message for one in found] == messages


def test_districts_number_their_cycles_on_their_own():
    assert told(check_numbers_differ, plan("01-a"), plan("01-b", district="elm")) == []


@pytest.mark.parametrize(
    ("plans", "messages"),
    [
        ([plan("01-a"), plan("02-b", was=("01-a",))], ["`01-a` is the id of another cycle"]),
        (
            [plan("01-a", was=("old",)), plan("02-b", was=("old",))],
            ["`old` was the id of `01-a`"],
        ),
        ([plan("01-a", was=("old", "older"))], []),
        ([plan("01-a", was=("old",)), plan("02-b", district="elm", was=("old",))], []),
    ],
)
def test_an_earlier_id_belongs_to_one_cycle(plans, messages):
    assert [one.message for one in check_ids_name_one_cycle(checked(*plans))] == messages


@pytest.mark.parametrize(
    ("second", "shared", "messages"),
    [
        (USE, (), []),
        (
            Measure("use", "Use", "count", better="up"),
            (),
            ["ash/02-b.yaml error[measure-redefined] `use` differs from `01-a` in unit, better"],
        ),
        (
            USE,
            (USE,),
            [
                "ash/01-a.yaml error[measure-redefined] `use` is a shared measure of `ai`",
                "ash/02-b.yaml error[measure-redefined] `use` is a shared measure of `ai`",
            ],
        ),
    ],
)
def test_a_measure_has_one_definition(second, shared, messages):
    plans = [plan("01-a", measures={"use": USE}), plan("02-b", measures={"use": second})]
    assert told(check_measures_are_defined_once, *plans, shared=shared) == messages


def test_two_districts_may_define_one_id_differently():
    plans = [plan("01-a", measures={"use": USE})]
    plans.append(plan("01-a", district="elm", measures={"use": Measure("use", "Use", "count")}))
    assert told(check_measures_are_defined_once, *plans) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({}, 1),
        ({"questions": (Question(1, "Every week?"),)}, 1),
        ({"questions": PREDICTED}, 0),
        ({"questions": EXPECTED}, 0),
        ({"no_prediction": "we only look"}, 0),
    ],
)
def test_a_plan_predicts_something_or_says_why_not(said, found):
    messages = ["ash/01-a.yaml warning[no-prediction] this plan predicts nothing"] * found
    assert told(check_predictions, plan("01-a", **said)) == messages


@pytest.mark.parametrize(
    ("without", "message"),
    [
        (["objective"], ["`objective` is not written"]),
        (["planned", "owner"], ["`owner` and `planned` are not written"]),
        (
            ["planned", "with_whom", "scope", "owner", "objective"],
            ["`objective`, `owner`, `scope`, `with_whom` and `planned` are not written"],
        ),
        ([], []),
    ],
)
def test_what_is_not_written_is_one_warning_in_the_order_of_the_worksheet(without, message):
    found = check_plans_are_complete(checked(complete("01-a", **dict.fromkeys(without, ""))))
    assert [one.message for one in found] == message


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ({"ramp": "r", "starts": date(2025, 11, 10)}, ["`builds_on` is not written"]),
        ({"ramp": "r", "starts": date(2025, 11, 10), "builds_on": "not-recorded"}, []),
        ({"ramp": "other", "starts": date(2025, 11, 10)}, []),
        ({"ramp": "r", "starts": date(2025, 10, 1)}, ["`builds_on` is not written"]),
        ({"starts": date(2025, 11, 10)}, []),
    ],
)
def test_the_later_cycle_of_a_ramp_says_what_it_builds_on(said, found):
    both = checked(complete("01-a", ramp="r"), complete("02-b", **said))
    assert [one.message for one in check_plans_are_complete(both)] == found


def test_a_complete_plan_outside_the_dates_of_its_collaborative_with_an_idea_of_its_own_is_fine():
    dates = {"starts": date(2027, 1, 1), "ends": date(2027, 2, 1)}
    assert check_plans(checked(complete("01-a", **dates))) == []


def test_what_all_rules_find_is_sorted_by_path():
    found = check_plans(checked(plan("02-b"), plan("01-a", builds_on="09-z")))
    assert [(one.source.path, one.code) for one in found] == [
        ("ash/01-a.yaml", "incomplete-plan"),
        ("ash/01-a.yaml", "no-prediction"),
        ("ash/01-a.yaml", "unknown-cycle"),
        ("ash/02-b.yaml", "incomplete-plan"),
        ("ash/02-b.yaml", "no-prediction"),
    ]


def test_every_rule_is_in_the_list():
    import pdsa.core.checks as module  # noqa: PLC0415 - its names are what is counted

    named = {name for name in vars(module) if name.startswith("check_")} - {"check_plans"}
    assert {check.__name__ for check in CHECKS} == named


@pytest.mark.parametrize(
    ("shared", "messages"),
    [((USE,), []), ((USE._replace(unit="count"),), ["`75%` is not a count"])],
)
def test_what_a_plan_expects_suits_its_measure(shared, messages):
    found = check_expectations_suit(checked(plan("01-a", questions=EXPECTED), shared=shared))
    assert [one.message for one in found] == messages
