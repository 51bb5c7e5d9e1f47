"""Which tests a district runs, one after the other, and what becomes of each."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pdsa.core.demo.calendar import Calendar
from pdsa.core.demo.dice import Dice
from pdsa.core.demo.fates import Fate
from pdsa.core.demo.topic import Group, Idea

MOST = 22  # cycles in a line: one a week
_WEEKS = 23  # in which a cycle may start
_LONGEST = 5  # weeks from one cycle to the next
_ROOMY = 4  # weeks a cycle, from which on some of them stay free
_BESIDE = timedelta(days=21)  # that a second line begins later
_AFTER = {  # outcome -> decisions: early in a line, and late
    "good": ((("scale", 6), ("adapt", 2), ("repeat", 1)), (("adopt", 4), ("scale", 4))),
    "mixed": ((("adapt", 7), ("repeat", 2)), (("adapt", 6), ("repeat", 2), ("adopt", 1))),
    "bad": ((("adapt", 7), ("repeat", 1)), (("adapt", 3), ("abandon", 5))),
    "none": ((("repeat", 5), ("adapt", 2)), (("repeat", 3), ("abandon", 1))),
}
_CARRIED_OUT = (("yes", 66), ("partly", 25), ("no", 7), ("unknown", 2))


class Test(NamedTuple):
    """One cycle before anybody has written it down."""

    idea: Idea
    number: int  # in its line, from 1
    group: Group
    starts: date
    ends: date
    type: str
    outcome: str  # good, mixed, bad, or none where it was not carried out
    as_planned: str
    decision: str
    sure: bool = False  # told beforehand: nothing of it is left unwritten

    @property
    def ramp(self) -> str:
        """The line of tests it belongs to."""
        return self.idea.id


def lay_out(
    fate: Fate, ideas: Sequence[Idea], calendar: Calendar, cycles: int, dice: Dice
) -> list[Test]:
    """Return the tests of a district, by start: a line of at most `cycles`, perhaps a second."""
    order = dice.shuffled(ideas)
    first = ideas[fate.idea] if fate.idea >= 0 else order[0]
    others = [idea for idea in order if idea is not first]
    if fate.name in {"silent", "never-started", "study-late"}:
        cycles = {"silent": 0, "never-started": 1, "study-late": 1}[fate.name]
    slots = list(_slots(calendar, cycles, dice))
    tests = list(_line(fate, first, slots, dice))
    if len(tests) == len(slots) > 1 and dice.chance((fate.habit.studies - 0.4) / 2):
        beside = [_later(slot, calendar) for slot in slots[1:]]
        tests += _line(_by_chance(fate), others[0], beside, dice)
    for idea in others:
        if len(tests) >= len(slots) or not dice.chance(fate.habit.studies - 0.2):
            break
        tests += _line(_by_chance(fate), idea, slots[len(tests) :], dice)
    return sorted(tests, key=lambda test: (test.starts, test.idea.id))


def _by_chance(fate: Fate) -> Fate:
    """The same habits, without what was decided beforehand."""
    return fate._replace(outcomes=(), decisions=())


def _slots(calendar: Calendar, cycles: int, dice: Dice) -> Iterator[tuple[date, date]]:
    """First and last days of so many cycles, from Monday to Friday."""
    if not cycles:
        return
    length = max(1, min(_LONGEST, _WEEKS // cycles))
    free = dice.whole(0, 2) if length >= _ROOMY else 0
    for number in range(cycles):
        week = 1 + free + number * length
        weeks = dice.whole(2, length - 2) if length >= _ROOMY else length
        starts = calendar.school_day(calendar.week(week))
        yield starts, _end(starts, calendar.friday(week + weeks - 1), calendar)


def _later(slot: tuple[date, date], calendar: Calendar) -> tuple[date, date]:
    starts, ends = (calendar.school_day(day + _BESIDE) for day in slot)
    return starts, _end(starts, ends, calendar)


def _end(starts: date, ends: date, calendar: Calendar) -> date:
    """The last day of a test: no day of a break, and at least a day after its first."""
    while calendar.is_break(ends):
        ends -= timedelta(days=7 if calendar.is_break(ends - timedelta(days=4)) else 1)
    return max(starts + timedelta(days=1), ends)


def _line(fate: Fate, idea: Idea, slots: Sequence[tuple[date, date]], dice: Dice) -> Iterator[Test]:
    reach, adopted = 0, False
    for position, (starts, ends) in enumerate(slots):
        as_planned = dice.weighted(_CARRIED_OUT)
        outcome = _outcome(fate, position, idea, as_planned, dice)
        sure = position < len(fate.outcomes)
        if sure or outcome == "none":
            as_planned = "no" if outcome == "none" else "yes"
        late = position > 0
        decision = dice.weighted(_AFTER[outcome][late])
        if position < len(fate.decisions):
            decision = fate.decisions[position]
        kind = _type(position, fate, adopted=adopted, dice=dice)
        yield Test(
            *(idea, position + 1, idea.groups[reach], starts, ends, kind),
            *(outcome, as_planned, decision, sure),
        )
        if decision == "abandon" or adopted or (decision == "adopt" and dice.chance(0.6)):
            return
        adopted = decision == "adopt"
        reach = min(reach + (decision in {"scale", "adopt"}), len(idea.groups) - 1)


def _outcome(fate: Fate, position: int, idea: Idea, as_planned: str, dice: Dice) -> str:
    likely = dice.between(0, 1)
    if position < len(fate.outcomes):
        return fate.outcomes[position]
    if as_planned == "no":
        return "none"
    good = idea.strength - (0.2 if as_planned == "partly" else 0)
    return "good" if likely < good else "mixed" if likely < good + 0.25 else "bad"


def _type(position: int, fate: Fate, *, adopted: bool, dice: Dice) -> str:
    if adopted:
        return "implement-change"
    if position or fate.outcomes:
        return "test-change"
    return dice.weighted((("test-change", 84), ("collect-data", 11), ("develop-change", 5)))
