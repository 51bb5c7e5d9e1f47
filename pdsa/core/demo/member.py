"""One district in one illustrative collaborative: its figures, its tests and all it writes."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from pdsa.core.demo.calendar import Calendar
from pdsa.core.demo.dice import Dice
from pdsa.core.demo.entries import Diary
from pdsa.core.demo.fates import Fate
from pdsa.core.demo.lines import Test, lay_out
from pdsa.core.demo.log import Author, DemoFile, Log
from pdsa.core.demo.names import Named
from pdsa.core.demo.plans import Planner, Written
from pdsa.core.demo.series import Nature, Point, Truth, figures, nature_of
from pdsa.core.demo.topic import Topic
from pdsa.core.model import Address

_CLEAR, _SLIGHT = 1.0, 0.45  # of the gain that a measure can show
_ASKS = 0.12  # of the tests
_SHIFTED = frozenset(["adopts", "borrows"])
_WHYS = ("The first tests have begun", "We test and we count", "One routine is in use")
_ROLES = (
    {"role": "Superintendent", "does": "opens doors"},
    {"role": "Team lead", "does": "plans and logs"},
    {"role": "Data coordinator", "does": "counts"},
    "Principal",
)
_STATUS = ("planned", "draft", "ready to copy")


class Member(NamedTuple):
    """Who takes part, in what, and with what fate."""

    place: Address
    district: Named
    topic: Topic
    fate: Fate
    calendar: Calendar
    dips: bool  # whether the last week of term shows
    facilitator: Author
    peer: Author  # another district that answers now and then


class Borrowable(NamedTuple):
    """A cycle that others can start from."""

    idea: str
    starts: date
    address: Address
    by: str  # the fate of its district


class Made(NamedTuple):
    """What became of a member."""

    files: list[DemoFile]
    truths: list[Truth]
    borrowable: list[Borrowable]


def make_member(member: Member, cycles: int, others: list[Borrowable], seed: int) -> Made:
    """Return everything that a district writes, and what is true of its figures."""
    dice = Dice(seed, member.place)
    log = Log(member.place, member.district.name, member.calendar, dice)
    tests = lay_out(member.fate, member.topic.ideas, member.calendar, cycles, dice)
    weeks, truths = _figures(member, tests, seed)
    points = [point for found in weeks.values() for point in found]
    planner = Planner(member.topic, member.fate.habit, points, dice)
    written = [planner.plan(test, _borrow(member, test, others, dice)) for test in tests]
    log.write(_path(member, "district.yaml"), _membership(member, written, dice), _joined(member))
    for one in written:
        day = one.planned
        if one.planned and dice.chance(0.18):  # it came into the repository after the first data
            day = one.test.starts + timedelta(days=dice.whole(6, 12))
        log.write(_path(member, f"{one.cycle}.yaml"), one.document, day)
    if planner.owns and written:
        _count_own(member, weeks, written[0].test.starts, dice)
    _live(member, Diary(log, member.topic, member.fate.habit), weeks, written)
    return Made(log.files, truths, [_borrowable(member, one) for one in written])


def _figures(
    member: Member, tests: list[Test], seed: int
) -> tuple[dict[int, list[Point]], list[Truth]]:
    """The points of every week, and the true changes among them."""
    weeks: dict[int, list[Point]] = {}
    truths = []
    habit = member.fate.habit
    for position, shared in enumerate(member.topic.measures if habit.does else ()):
        dice = Dice(seed, member.place, shared.id)
        often = 1.0 if member.fate.name in _SHIFTED and not position else shared.often
        nature = nature_of(shared, habit.counts, dice)
        if not dice.chance(often):
            continue
        nature = _detail(member, nature, position, dice)
        size = _change(member, position, dice) if len(tests) > 1 else 0.0
        if size:
            since = tests[1].starts
            nature = nature._replace(since=since, gain=shared.gain * size)
            after = nature.level + nature.gain
            place = (member.place.collaborative, member.place.district, shared.id)
            levels = (round(nature.level, 3), round(after, 3))
            is_share = shared.document["unit"] == "share"
            truths.append(Truth(*place, "shift", since, *levels, is_share))
        for week, found in figures(shared, nature, member.calendar, dice):
            weeks.setdefault(week, []).extend(found)
    return weeks, truths


def _change(member: Member, position: int, dice: Dice) -> float:
    """How large the true change of a measure is: 0 for most of them."""
    if member.fate.name in _SHIFTED and position == 0:
        return _CLEAR
    likely = member.fate.habit.changes * (1.0 if position == 0 else 0.4)
    return dice.pick((_CLEAR, _SLIGHT)) if dice.chance(likely) else 0.0


def _detail(member: Member, nature: Nature, position: int, dice: Dice) -> Nature:
    """Sites, a subgroup, a baseline: for some districts and the weekly measure."""
    if position:
        return nature._replace(baseline=False)
    return nature._replace(
        people=max(nature.people, 28) if member.fate.name in _SHIFTED else nature.people,
        dips=member.dips,
        baseline=member.fate.name in _SHIFTED or dice.chance(0.6),
        sites=member.topic.sites if dice.chance(0.15) and nature.people >= 20 else (),  # noqa: PLR2004
        subgroup=member.topic.subgroup if dice.chance(0.12) else "",
    )


def _borrow(member: Member, test: Test, others: list[Borrowable], dice: Dice) -> str:
    """The address of an earlier cycle of another district that a first test starts from."""
    found = [one for one in others if one.idea == test.idea.id and one.starts < test.starts]
    if member.fate.name == "borrows" and test.number == 2:  # noqa: PLR2004 - it has heard of it then
        return str(next((one.address for one in found if one.by == "adopts"), ""))
    if test.number > 1 or not found or not dice.chance(0.6):
        return ""
    return str(dice.pick(found).address)


def _borrowable(member: Member, one: Written) -> Borrowable:
    address = member.place._replace(cycle=one.cycle)
    return Borrowable(one.test.idea.id, one.test.ends, address, member.fate.name)


def _live(
    member: Member,
    diary: Diary,
    weeks: dict[int, list[Point]],
    written: list[Written],
) -> None:
    habit, fate, dice = member.fate.habit, member.fate.name, diary.dice
    if not habit.does:
        return
    diary.count(weeks, written)
    for number, one in enumerate(written):
        diary.live(one, studied=fate != "study-late")
        if fate == "asks" and number == 0:
            diary.ask(one, answered=None)
        elif dice.chance(_ASKS):
            helper = dice.pick((member.facilitator, member.peer))
            diary.ask(one, answered=helper if dice.chance(0.65) else None)
        if dice.chance(0.15):
            diary.remark(one, member.facilitator)
    _assess(member, diary, len(written))


def _count_own(member: Member, weeks: dict[int, list[Point]], since: date, dice: Dice) -> None:
    """The measure that a district has for itself, from its first test on."""
    usual = dice.between(2, 9)
    for week in member.calendar.school_weeks():
        day = member.calendar.friday(week)
        if day >= since and dice.chance(member.fate.habit.counts):
            value = str(int(max(0.0, usual + dice.normal() * 2)))
            point = {"measure": member.topic.own_measure[0], "day": day.isoformat()}
            weeks.setdefault(week, []).append(point | {"value": value})


def _assess(member: Member, diary: Diary, tests: int) -> None:
    days = [member.calendar.meetings[2][0], member.calendar.meetings[4][0]]
    for step, day in enumerate(days):
        best = min(7, 3 + step + min(tests, 2))  # in halves: 1.5 to 3.5
        if diary.dice.chance(member.fate.habit.complete / 2):
            own = min(7, best + diary.dice.whole(-1, 1))
            diary.assess(day, f"{own / 2:.1f}", _WHYS[min(tests, 2)])
        if diary.dice.chance(0.5):
            seen = max(3, best - diary.dice.whole(0, 1))
            diary.assess(day, f"{seen / 2:.1f}", _WHYS[min(tests, 2)], member.facilitator)


def _joined(member: Member) -> date:
    return member.calendar.starts


def _path(member: Member, name: str) -> str:
    return f"cycles/{member.place.collaborative}/{member.place.district}/{name}"


def _membership(member: Member, written: list[Written], dice: Dice) -> Mapping[str, Any]:
    complete = member.fate.habit.complete
    document: dict[str, Any] = {"joined": _joined(member)}
    if dice.chance(complete):
        document["aim"] = member.topic.district_aim
    if dice.chance(0.3 + complete / 2):
        document["team"] = dice.shuffled(_ROLES)[: dice.whole(2, 4)]
        document["contact"] = f"team@{member.place.district}.example"
    if written and dice.chance(complete / 6):
        first = member.calendar.friday(0)
        last = member.calendar.friday(5)
        document["baselines"] = {member.topic.measures[0].id: {"from": first, "to": last}}
    if written and dice.chance(complete):
        status = _STATUS[min(2, len(written) // 2)]
        resource = {"title": written[0].test.idea.resource, "status": status}
        if status == _STATUS[2]:
            resource["where"] = f"https://{member.place.district}.example/shared"
        document["resource"] = resource
    return document
