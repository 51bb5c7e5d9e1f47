"""An illustrative network as a value: the same from the same seed, and like what was published."""

from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest

from pdsa.core.demo.calendar import Calendar
from pdsa.core.demo.dice import Dice
from pdsa.core.demo.names import MOST, name_districts
from pdsa.core.demo.network import Sizes, build_demo
from pdsa.core.ids import id_problem
from pdsa.core.model import Entry
from pdsa.core.narrative import scan

NORMAL = [-0.07822923669289561, -0.4095977148139408, -1.2592773855972297]
DICE = [3, 5, 2, 2, 4, 6, 2, 5, 6, 6, 1, 1]


@pytest.fixture(scope="module")
def network():
    return build_demo(Sizes(), 2025)


def entries(demo):
    return [file.content for file in demo.files if isinstance(file.content, Entry)]


def plans(demo):
    """The plans by their addresses."""
    found = {}
    for file in demo.files:
        if isinstance(file.content, dict) and "change_idea" in file.content:
            found[file.path.removeprefix("cycles/").removesuffix(".yaml")] = file.content
    return found


def kinds(demo):
    """What was logged about each cycle."""
    found = defaultdict(set)
    for entry in entries(demo):
        found[str(entry.address)].add(entry.kind)
    return found


def share(points):
    whole = [
        point for point in points if "numerator" in point and not {"site", "subgroup"} & {*point}
    ]
    done = sum(int(point["numerator"]) for point in whole)
    return done / sum(int(point["denominator"]) for point in whole)


def test_dice_fall_in_every_version_of_python_as_they_fell_before():
    dice = Dice(2025, "ash-valley")
    assert [dice.whole(1, 6) for _ in range(12)] == DICE
    assert [dice.normal() for _ in range(3)] == NORMAL


@pytest.mark.parametrize("seed", [1, 2025])
def test_the_same_seed_and_sizes_give_the_same_network(seed):
    assert build_demo(Sizes(6, 2), seed) == build_demo(Sizes(6, 2), seed)


def test_another_seed_gives_another_network():
    assert build_demo(Sizes(6, 2), 1) != build_demo(Sizes(6, 2), 2)


def test_names_do_not_repeat_and_can_be_ids():
    ids = [district.id for district in name_districts(MOST, 2025)]
    assert len({*ids}) == MOST
    assert [id for id in ids if id_problem(id)] == []


def test_more_districts_leave_the_first_ones_as_they_are():
    assert name_districts(40, 7)[:6] == name_districts(6, 7)


def test_a_network_of_one_district_stands():
    assert build_demo(Sizes(1, 1), 2025).example.district == "ash-valley"


def test_it_can_start_on_any_day():
    made = build_demo(Sizes(6, 2), 2025, date(2027, 2, 15))
    days = [entry.day for entry in entries(made)]
    assert min(days) > date(2027, 1, 1)
    assert max(days) <= date(2027, 8, 14)
    assert made.example.collaborative == "ai-literacy-2027"


@pytest.mark.parametrize("seed", [1, 2, 3, 2025])
def test_rates_are_near_those_that_were_published(seed):
    made = build_demo(Sizes(), seed)
    cycles, logged = plans(made), kinds(made)
    members = [file for file in made.files if file.path.endswith("/district.yaml")]
    own = [entry for entry in entries(made) if entry.body.get("as") != "facilitator"]
    reporting = {entry.address[:2] for entry in own}
    four = [address for address in cycles if {"do", "study", "act"} <= logged[address]]
    predict = [
        plan
        for plan in cycles.values()
        if any("predict" in ask for ask in plan.get("questions", ()))
    ]
    assert len(members) == 67
    assert 0.2 < 1 - len(reporting) / len(members) < 0.4
    assert 0.18 < len(predict) / len(cycles) < 0.36
    assert 0.55 < len(four) / len(cycles) < 0.8


def test_every_collaborative_has_what_a_facilitator_meets(network):
    cycles, logged = plans(network), kinds(network)
    for collaborative in {address.partition("/")[0] for address in cycles}:
        own = {at: plan for at, plan in cycles.items() if at.startswith(collaborative)}
        said = [entry for entry in entries(network) if entry.address.collaborative == collaborative]
        acts = [entry for entry in said if entry.kind == "act"]
        adopted = Counter(
            own[str(act.address)]["change_idea"] for act in acts if act.body["decision"] == "adopt"
        )
        dropped = Counter(
            (act.body["why"], act.body["because"])
            for act in acts
            if act.body["decision"] == "abandon"
        )
        not_done = Counter(e.address.district for e in said if e.body.get("as_planned") == "no")
        asked = {entry.id for entry in said if entry.body.get("asks_help")}
        answered = {entry.body.get("answers") for entry in said}
        assert max(adopted.values()) >= 2, "an idea adopted in two districts"
        assert max(dropped.values()) >= 2, "an idea dropped twice for the same reason"
        assert any("borrowed_from" in plan for plan in own.values())
        assert max(not_done.values()) >= 2, "not carried out as planned, twice in one district"
        assert any(logged[at] <= {"comment"} for at in own), "planned, never started"
        assert any("do" in logged[at] and "study" not in logged[at] for at in own), (
            "Study is missing"
        )
        assert asked - answered, "a request for help without an answer"


def test_what_is_borrowed_was_there_before(network):
    cycles = plans(network)
    borrowed = [plan for plan in cycles.values() if "borrowed_from" in plan]
    assert len(borrowed) > 3
    for plan in borrowed:
        other = cycles[plan["borrowed_from"]]
        assert other["change_idea"] == plan["change_idea"]
        assert other["starts"] < plan["starts"]


def test_points_have_the_forms_that_people_write(network):
    points = [point for entry in entries(network) for point in entry.body.get("points", ())]
    for key in ("numerator", "value", "bound", "over", "site", "subgroup", "note", "n"):
        assert sum(key in point for point in points) > 2, key
    assert any(int(point.get("denominator", 99)) < 10 for point in points)


def test_no_text_points_to_a_person(network):
    told = [entry.body for entry in entries(network)] + [*plans(network).values()]
    assert [text for text in map(str, _texts(told)) if scan(text)] == []


def _texts(part):
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list | tuple):
        return [text for inner in part for text in _texts(inner)]
    return [part]


def test_nothing_is_counted_in_a_break_and_nothing_recorded_before_its_day(network):
    calendar = Calendar()
    for entry in entries(network):
        assert entry.recorded.date() >= entry.day
        assert entry.recorded.date() <= calendar.ends
        if entry.kind == "data":
            assert not calendar.is_break(entry.day)


def test_what_is_typed_in_late_says_so(network):
    late = [entry for entry in entries(network) if entry.afterwards]
    assert len(late) > 20
    assert {entry.recorded.date() - entry.day >= timedelta(days=5) for entry in late} == {True}


def test_a_true_change_is_in_the_figures_and_elsewhere_there_is_none():
    made = build_demo(Sizes(200, 3), 2025)
    true = {truth[:3]: truth for truth in made.truths if truth.kind == "shift"}
    middle = Calendar().week(8)
    gains = {True: [], False: []}
    for place, points in _series(made).items():
        since = true[place].since if place in true else middle
        before = [point for point in points if point["day"] < since.isoformat()]
        after = [point for point in points if point["day"] >= since.isoformat()]
        gains[place in true].append(share(after) - share(before))
    changed, noise = (sum(found) / len(found) for found in (gains[True], gains[False]))
    assert len(gains[True]) > 15
    assert changed > 0.12
    assert abs(noise) < 0.02


def _series(made):
    """The points of the weekly measure of two collaboratives; the third has its end of term."""
    found = defaultdict(list)
    for entry in entries(made):
        for point in entry.body.get("points", ()):
            if point["measure"] in {"routine-use", "mentor-contact"}:
                found[*entry.address[:2], point["measure"]].append(point)
    return {place: points for place, points in found.items() if len(points) > 15}


def test_the_end_of_term_shows_in_every_district_of_one_collaborative(network):
    (dip,) = [truth for truth in network.truths if truth.kind == "dip"]
    points = [
        point
        for entry in entries(network)
        for point in entry.body.get("points", ())
        if point["measure"] == dip.measure
    ]
    friday = (dip.since + timedelta(days=4)).isoformat()
    week = [point for point in points if point.get("day") == friday]
    assert len(week) > 5
    assert share(week) < share(points) * 0.75
