"""The figures of illustrative measures: noise around a level, and here and there a true change."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from pdsa.core.demo.calendar import END_OF_TERM, Calendar
from pdsa.core.demo.dice import Dice
from pdsa.core.demo.measures import Shared

Point = dict[str, Any]  # as an entry keeps it
_STEPS = {"weekly": 1, "fortnightly": 2, "monthly": 4}
_CARRY = 0.25  # of last week's luck that is still there: mild autocorrelation
_WOBBLE = 0.035  # standard deviation of a share beyond what counting gives
DIP = 0.55  # of a share in the last week of term
_SMALL = 0.1


class Truth(NamedTuple):
    """What was put into the figures of a measure; whatever is not listed is noise alone.

    `before` and `after` are levels: shares from 0 to 1, other measures in their unit; of a dip they
    are parts of what the week would have been.
    """

    collaborative: str
    district: str  # empty: in every one of the collaborative
    measure: str
    kind: str  # shift: it stays; dip: for one week
    since: date
    before: float
    after: float
    is_share: bool = True


class Nature(NamedTuple):
    """How one measure of one district behaves."""

    level: float
    people: int  # whom it rests on, about
    counts: float  # how often a point that is due is there
    since: date | None = None  # a true change
    gain: float = 0.0
    dips: bool = False
    baseline: bool = True
    sites: tuple[str, ...] = ()
    subgroup: str = ""


def nature_of(shared: Shared, counts: float, dice: Dice) -> Nature:
    """Return how a measure behaves in a district before anything changes it."""
    people = dice.weighted(
        ((dice.whole(5, 9), 20), (dice.whole(12, 34), 45), (dice.whole(36, 90), 35))
    )
    return Nature(dice.between(shared.low, shared.high), people, counts)


def figures(
    shared: Shared, nature: Nature, calendar: Calendar, dice: Dice
) -> Iterator[tuple[int, list[Point]]]:
    """Yield a week and its points: the total first, then sites and a subgroup beside it."""
    step = _STEPS[str(shared.document["cadence"])]
    luck, missed = 0.0, False
    for week in calendar.school_weeks():
        luck = _CARRY * luck + dice.normal()
        there = dice.chance(nature.counts)
        if week % step or (week < 0 and not nature.baseline):
            continue
        if there:
            level = _level(nature, calendar, week)
            yield week, list(_points(shared, nature, calendar, (week, level, luck, missed), dice))
        missed = not there


def _level(nature: Nature, calendar: Calendar, week: int) -> float:
    changed = nature.since is not None and calendar.friday(week) >= nature.since
    level = nature.level + (nature.gain if changed else 0)
    return level * DIP if nature.dips and week == END_OF_TERM else level


def _points(
    shared: Shared,
    nature: Nature,
    calendar: Calendar,
    now: tuple[int, float, float, bool],
    dice: Dice,
) -> Iterator[Point]:
    week, level, luck, missed = now
    day = calendar.friday(week)
    if shared.document["unit"] != "share":
        yield _valued(shared, nature, (day, level, luck, missed), dice)
        return
    likely = min(0.97, max(0.02, level + luck * _WOBBLE))
    asked = nature.people - dice.whole(0, nature.people // 6)
    if nature.dips and week == END_OF_TERM:
        asked = max(4, asked * 2 // 3)
    done = dice.hits(asked, likely)
    total = _share(shared, day, done, asked)
    if done * 4 >= asked * 3 and dice.chance(0.2):  # "more than", somebody says
        most = (done * 100 // asked - 1) // 5 * 5
        total = {"measure": shared.id, "day": day.isoformat(), "value": f"{most}%"}
        total |= {"bound": "more-than", "n": asked}
    elif dice.chance(0.03):
        total["note"] = dice.pick(("two forms are missing", "counted on Thursday", "by e-mail"))
    yield total
    if nature.sites and "numerator" in total:
        yield from _by_site(shared, nature, day, (done, asked), dice)
    if nature.subgroup:
        few = dice.whole(3, 9)
        yield _share(shared, day, dice.hits(few, likely), few) | {"subgroup": nature.subgroup}


def _by_site(
    shared: Shared, nature: Nature, day: date, whole: tuple[int, int], dice: Dice
) -> Iterator[Point]:
    """The same people by site: the parts make the total."""
    done, asked = whole
    here = asked * 2 // 5
    done_here = min(here, max(dice.hits(done, 0.4), done - (asked - here)))
    first, second = nature.sites
    yield _share(shared, day, done_here, here) | {"site": first}
    yield _share(shared, day, done - done_here, asked - here) | {"site": second}


def _share(shared: Shared, day: date, done: int, asked: int) -> Point:
    return {
        "measure": shared.id,
        "day": day.isoformat(),
        "numerator": str(done),
        "denominator": str(asked),
    }


def _valued(
    shared: Shared, nature: Nature, now: tuple[date, float, float, bool], dice: Dice
) -> Point:
    day, level, luck, missed = now
    unit = shared.document["unit"]
    value = max(0.0, level + luck * shared.spread)
    point: Point = {"measure": shared.id, "day": day.isoformat()}
    if unit == "count":
        number = int(value + 0.5)
        if missed and shared.document.get("per"):  # two weeks in one
            number += int(level + 0.5)
            first = day - timedelta(days=11)
            point = {"measure": shared.id, "from": first.isoformat(), "to": day.isoformat()}
            point["over"] = "2w"
        return point | {"value": str(number)}
    if unit == "rating":
        value = min(5.0, max(1.0, value))
    point["value"] = f"{value:.1f}"
    if not dice.chance(_SMALL):  # now and then nobody says how many they are
        point["n"] = nature.people
    return point
