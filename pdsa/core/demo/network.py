"""A whole illustrative network from a seed: six months of made-up districts that run cycles."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from pdsa.core.demo.ai_literacy import TOPIC as AI_LITERACY
from pdsa.core.demo.calendar import END_OF_TERM, FIRST_DAY, WEEKS_BEFORE, Calendar
from pdsa.core.demo.careers import TOPIC as CAREERS
from pdsa.core.demo.dice import Dice
from pdsa.core.demo.educators import TOPIC as EDUCATORS
from pdsa.core.demo.fates import fate_of
from pdsa.core.demo.log import Author, DemoFile, author
from pdsa.core.demo.member import Borrowable, Member, make_member
from pdsa.core.demo.names import Named, name_districts
from pdsa.core.demo.series import DIP, Truth
from pdsa.core.demo.topic import Topic
from pdsa.core.demo.words import readme
from pdsa.core.model import Address

__all__ = ["Demo", "DemoFile", "Sizes", "Truth", "build_demo"]

NETWORK = "Illustrative Network"
TOPICS = (AI_LITERACY, CAREERS, EDUCATORS)
_TURNS = (0, 1, 2, 0, 1, 2, 0)  # AI literacy has most districts
_IN_TWO = 10  # every so-manieth district is in two collaboratives
_OFFICE = Author("Network office (illustrative)", "office@network.example")
_SOURCE = "Illustrative: made up by `pdsa demo`; no district and no figure is real"


class Sizes(NamedTuple):
    """How large the network is."""

    districts: int = 61  # 1 to 500
    cycles: int = 3  # in a district's line of tests, at most; 1 to 22


class Demo(NamedTuple):
    """The files, in the order in which they were committed, and what is true of the figures."""

    files: tuple[DemoFile, ...]
    truths: tuple[Truth, ...]
    example: Address  # a cycle that is worth a look
    measure: str  # that its district counts every week


class _Group(NamedTuple):
    """A collaborative and its districts."""

    id: str
    topic: Topic
    calendar: Calendar
    districts: list[Named]


def build_demo(sizes: Sizes, seed: int, first: date = FIRST_DAY) -> Demo:
    """Return the network of this seed and size; its collaboratives start on `first`.

    The same arguments give the same value, on every computer. The day of the month of `first` is
    1 to 28.
    """
    districts = name_districts(sizes.districts, seed)
    calendar = Calendar(first)
    files = list(_commons(districts, calendar))
    truths: list[Truth] = []
    known: list[Borrowable] = []
    for group in _groups(districts, calendar, seed):
        known += _make(group, sizes.cycles, seed, files, truths)
    files.append(DemoFile("README.md", readme(truths), files[0].at, _OFFICE))
    in_order = tuple(sorted(files, key=lambda file: (file.at, file.path)))
    return Demo(in_order, tuple(truths), known[0].address, TOPICS[0].measures[0].id)


def _groups(districts: Sequence[Named], calendar: Calendar, seed: int) -> list[_Group]:
    members: list[list[Named]] = [[] for _ in TOPICS]
    for position, district in enumerate(districts):
        turn = _TURNS[position % len(_TURNS)]
        members[turn].append(district)
        if position % _IN_TWO == _IN_TWO - 1:
            members[(turn + 1) % len(TOPICS)].append(district)
    return [
        _Group(f"{topic.id}-{calendar.starts.year}", topic, calendar, _mixed(own, topic, seed))
        for topic, own in zip(TOPICS, members, strict=True)
    ]


def _mixed(districts: Sequence[Named], topic: Topic, seed: int) -> list[Named]:
    """The districts in the order in which fates are given out."""
    return sorted(districts, key=lambda one: Dice(seed, topic.id, one.id).entropy(8))


def _make(
    group: _Group, cycles: int, seed: int, files: list[DemoFile], truths: list[Truth]
) -> list[Borrowable]:
    """Add what a collaborative writes, and what is true of it; return its cycles."""
    known: list[Borrowable] = []
    came: dict[date, list[str]] = {day: [] for day, _ in group.calendar.meetings}
    dips = group.topic is CAREERS
    for position, district in enumerate(group.districts):
        place = Address(group.id, district.id)
        dice = Dice(seed, place, "fate")
        fate = fate_of(position, dice)
        beside = group.districts[position - 1]
        helpers = (_facilitator("AB"[position % 2], group.id), author(beside.name, beside.id))
        member = Member(place, district, group.topic, fate, group.calendar, dips, *helpers)
        made = make_member(member, cycles, known, seed)
        files += made.files
        truths += made.truths
        known += made.borrowable
        for attended in came.values():
            if dice.chance(fate.habit.comes):
                attended.append(district.id)
    files += _collaborative(group, came)
    truths += _end_of_term(group, dips=dips)
    return known


def _end_of_term(group: _Group, *, dips: bool) -> Iterator[Truth]:
    if dips and group.districts:
        week = group.calendar.week(END_OF_TERM)
        yield Truth(group.id, "", group.topic.measures[0].id, "dip", week, 1.0, DIP)


def _facilitator(letter: str, id: str) -> Author:
    return Author(
        f"Facilitator {letter} (illustrative)", f"facilitator-{letter.lower()}@{id}.example"
    )


def _commons(districts: Sequence[Named], calendar: Calendar) -> Iterator[DemoFile]:
    """What the network's office sets up a week before."""
    at = _morning(calendar.starts - timedelta(days=7))
    breaks = [{"name": free.name, "from": free.first, "to": free.last} for free in calendar.breaks]
    network = {"name": NETWORK, "privacy": {"min_n": 10}, "breaks": breaks}
    yield DemoFile("cycles/network.yaml", network, at, _OFFICE)
    for district in districts:
        yield DemoFile(f"cycles/districts/{district.id}.yaml", district.document, at, _OFFICE)


def _collaborative(group: _Group, came: Mapping[date, Sequence[str]]) -> Iterator[DemoFile]:
    """The collaborative's file: as it was set up, and after every meeting with who came."""
    days = [group.calendar.starts - timedelta(days=7), *came]
    for day in days:
        meetings = [
            {"day": held, "title": title}
            | ({"came": sorted(came[held])} if held <= day and came[held] else {})
            for held, title in group.calendar.meetings
        ]
        at = _morning(day) + timedelta(hours=5)
        path = f"cycles/{group.id}/collaborative.yaml"
        yield DemoFile(path, _document(group, meetings), at, _OFFICE)


def _document(group: _Group, meetings: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    topic, calendar = group.topic, group.calendar
    homes = [district.id for district in group.districts[:2]]
    facilitators = [
        {"name": f"Facilitator {letter}", "role": "superintendent", "district": home}
        for letter, home in zip("AB", homes, strict=False)
    ]
    return {
        "title": f"{topic.title} {calendar.years} (illustrative)",
        "data": "illustrative",
        "topic": topic.topic,
        "aim": topic.aim,
        "starts": calendar.starts,
        "ends": calendar.ends,
        "facilitators": facilitators,
        "meetings": list(meetings),
        "drivers": topic.drivers,
        "change_ideas": {
            idea.id: {"text": idea.text, "driver": idea.driver, "theory": idea.theory}
            for idea in topic.ideas
        },
        "measures": _measures(group),
        "alignments": topic.alignments,
        "materials": [_SOURCE],
    }


def _measures(group: _Group) -> dict[str, Any]:
    """The shared measures, goals with their day; the first one, a weekly one, has a baseline."""
    topic, calendar = group.topic, group.calendar
    measures: dict[str, Any] = {one.id: dict(one.document) for one in topic.measures}
    for measure in measures.values():
        if "goal" in measure:
            measure["goal"] = {"value": measure["goal"], "by": calendar.ends}
    baseline = {"from": calendar.friday(-WEEKS_BEFORE), "to": calendar.friday(3)}
    weekly = topic.measures[0].id
    measures[weekly] = {**measures[weekly], "baseline": baseline}
    return measures


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(15, tzinfo=UTC))
