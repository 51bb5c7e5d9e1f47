"""The plans of illustrative tests, in the order of keys that `pdsa plan` has."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from pdsa.core.demo.dice import Dice
from pdsa.core.demo.fates import Habit
from pdsa.core.demo.lines import Test
from pdsa.core.demo.series import Point
from pdsa.core.demo.sums import Summed, add_up, condition
from pdsa.core.demo.topic import Topic
from pdsa.core.planning import next_id
from pdsa.core.words import NOT_RECORDED

_WHY_NOT = (
    "we want to see who answers first",
    "nobody here has done it before",
    "we had no time to agree on one",
)
_SOURCE = "Illustrative: made up by `pdsa demo`, no real district"


class Written(NamedTuple):
    """A test and the plan that was written for it."""

    test: Test
    cycle: str  # its id
    document: dict[str, Any]
    planned: date
    summed: Summed  # the measure of its idea, over its days


class Planner:
    """Writes the plans of one district in one collaborative, one after the other."""

    def __init__(self, topic: Topic, habit: Habit, points: Sequence[Point], dice: Dice) -> None:
        """`points` are all that the district counts."""
        self.topic, self.habit, self.points, self.dice = topic, habit, points, dice
        self.written: list[Written] = []
        self.owns = dice.chance(habit.complete / 4)  # has a measure for itself

    def plan(self, test: Test, borrowed_from: str) -> Written:
        """Write the plan of the next test; `borrowed_from` is the address of a cycle, or empty."""
        title = f"{test.idea.text} with {test.group[0]}"
        if test.type == "implement-change":
            title = f"{test.idea.text} as normal practice"
        id = next_id(title, [one.cycle for one in self.written])
        summed = add_up(self.points, test.idea.measure, test.starts, test.ends)
        planned = test.starts - timedelta(days=self.dice.whole(1, 6))
        before = [one for one in self.written if one.test.ramp == test.ramp]
        document = {
            "title": title,
            "planned": planned if self._maybe() else None,
            "change_idea": test.idea.id,
            "type": test.type,
            "ramp": test.ramp,
            "builds_on": self._before(before),
            "borrowed_from": borrowed_from or None,
            **self._why(test),
            "starts": test.starts,
            "ends": test.ends,
            **self._predictions(test, summed),
            **self._work(test),
            "measures": self._own(),
            "materials": [_SOURCE],
        }
        kept = {key: value for key, value in document.items() if value}
        self.written.append(Written(test, id, kept, planned, summed))
        return self.written[-1]

    def _maybe(self) -> bool:
        """Whether one of the things that may be missing is written."""
        return self.dice.chance(0.35 + 0.65 * self.habit.complete)

    def _before(self, before: Sequence[Written]) -> str | None:
        if not before or not self._maybe():
            return None
        return NOT_RECORDED if self.dice.chance(0.03) else before[-1].cycle

    def _why(self, test: Test) -> dict[str, Any]:
        idea, (whom, number, scope) = test.idea, test.group
        return {
            "objective": f"Learn whether it works with {whom}" if self._maybe() else None,
            "driver": idea.driver if self._maybe() else None,
            "theory": idea.theory if self.dice.chance(self.habit.complete / 2) else None,
            "alignments": self._alignments(),
            "owner": idea.owner if self._maybe() else None,
            "scope": scope if self._maybe() else None,
            "with_whom": whom,
            "sample_size": number if self._maybe() else None,
        }

    def _alignments(self) -> list[str]:
        likely = self.habit.complete / 3
        return [id for id in self.topic.alignments if self.dice.chance(likely)]

    def _predictions(self, test: Test, summed: Summed) -> dict[str, Any]:
        """What is asked and predicted; where people count, a part that the tool can score."""
        ask = {"ask": test.idea.asks[0]}
        sure = test.sure and test.outcome in {"good", "mixed"}
        if not (sure or self.dice.chance(self.habit.predicts)):
            asks = [ask] if self.dice.chance(self.habit.complete / 2) else []
            why = self.dice.pick(_WHY_NOT) if self.dice.chance(0.45) else None
            return {"questions": asks, "no_prediction": why}
        found = [ask | (self._expected(test, summed) or self._in_words(test))]
        if len(test.idea.asks) > 1 and self.dice.chance(0.3):
            found.append({"ask": test.idea.asks[1], "predict": "Yes, from the second week on"})
        return {"questions": found}

    def _expected(self, test: Test, summed: Summed) -> dict[str, Any] | None:
        """A prediction that the figures of the idea's measure can answer, where there are any."""
        shared = next((one for one in self.topic.measures if one.id == test.idea.measure), None)
        early = test.number == 1 and self.dice.chance(0.5)
        if shared is None or not summed.weeks or early:
            return None
        expected = condition(shared, test.outcome, summed, self.dice)
        words = f"{shared.document['name']}: {expected}"
        if shared is self.topic.measures[0]:
            words = f"{expected.capitalize().replace('%', ' %')} will {test.idea.predict}"
        by = {"measure": shared.id, "is": expected, "by": test.ends}
        return {"predict": words, "expect": by}

    def _in_words(self, test: Test) -> dict[str, Any]:
        number = test.group[1]
        most = max(1, number * self.dice.pick((50, 60, 75, 80)) // 100)
        return {"predict": f"At least {most} of {number} will {test.idea.predict}"}

    def _work(self, test: Test) -> dict[str, Any]:
        if not self.dice.chance(self.habit.complete / 3):
            return {}
        task = {"what": f"Get ready: {test.idea.resource}", "who": test.idea.owner}
        measure = {"measure": self.topic.measures[0].id, "collector": test.idea.owner}
        return {"tasks": [task], "data": [{**measure, "when": "Fridays"}]}

    def _own(self) -> Mapping[str, Any] | None:
        if not self.owns or self.written:
            return None
        id, document = self.topic.own_measure
        return {id: document}
