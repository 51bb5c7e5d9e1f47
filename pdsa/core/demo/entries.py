"""What the districts of an illustrative collaborative log about their tests."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from pdsa.core.demo.fates import Habit
from pdsa.core.demo.log import Author, Log
from pdsa.core.demo.plans import Written
from pdsa.core.demo.series import Point
from pdsa.core.demo.topic import Topic

_MARKS = {"good": "met", "mixed": "partly", "bad": "not-met", "none": "not-tested"}
_WHY = {  # of a decision, by outcome
    "good": "It held, and the people who did it want to go on",
    "mixed": "Part of it held; we know which part",
    "bad": "It did not do what we thought",
    "none": "It did not take place, so we know nothing yet",
}
_NOT_DONE = (
    "Nobody could see who was to begin",
    "The days were taken for testing",
    "The person who was to do it was away",
)
_RESULT = {
    "good": "Most did what we had hoped for",
    "mixed": "Some did, some did not",
    "bad": "Few did",
    "none": "Nothing was counted",
}
_REMARKS = (
    "What would you leave out if you had half the time?",
    "Who was it not for? That would help the others.",
    "Could you show it at the next meeting, in five minutes?",
    "Two districts try the same; shall I bring you together?",
    "What did you see that the figures do not show?",
)
_TAKEN_BACK = "asked by phone"


Weeks = dict[int, list[Point]]


class Diary:
    """Logs the tests of one district; what is missing is missing as often as its habits say."""

    def __init__(self, log: Log, topic: Topic, habit: Habit) -> None:
        """`log` takes the entries."""
        self.log, self.topic, self.habit, self.dice = log, topic, habit, log.dice

    def count(self, weeks: Weeks, written: Sequence[Written]) -> None:
        """Log the points: the baseline in one go, then week by week.

        A point stands under the cycle that is about its measure and runs then, else under none.
        """
        before = [point for week, points in weeks.items() if week < 0 for point in points]
        kick_off, last = self.log.calendar.meetings[0][0], self.log.calendar.friday(-1)
        if before:
            self.log.note("data", last, {"points": before}, late=(kick_off - last).days)
        for week, points in sorted(weeks.items()):
            day = self.log.calendar.friday(week)
            by_cycle: dict[str, list[Point]] = {}
            for point in points if week >= 0 else ():
                by_cycle.setdefault(self._cycle(point, day, written), []).append(point)
            for cycle, found in by_cycle.items():
                self._points(found, day, cycle)

    def _cycle(self, point: Point, day: date, written: Sequence[Written]) -> str:
        own = self.topic.own_measure[0]
        for one in written:
            test = one.test
            if test.starts <= day <= test.ends and point["measure"] in {test.idea.measure, own}:
                return one.cycle
        return ""

    def _points(self, points: list[Point], day: date, cycle: str) -> None:
        late = self.dice.whole(1, 12) if self.dice.chance(0.12) else 0
        id = self.log.note("data", day, {"points": points}, cycle, late=late)
        if id and self.dice.chance(0.025):
            self._correct(id, points, day, cycle)

    def live(self, one: Written, *, studied: bool = True) -> None:
        """Log Do, Study and Act of a test, where they are logged at all."""
        test, dice = one.test, self.dice
        if test.sure or dice.chance(self.habit.does):
            self._do(one)
        if not studied:
            return
        day = test.ends + timedelta(days=dice.whole(1, 7))
        if dice.chance(0.15):
            day += timedelta(days=dice.whole(9, 24))
        day = self.log.calendar.school_day(day)
        collects = test.type == "collect-data"
        if not (collects or test.sure or dice.chance(self.habit.studies)):
            return
        if not collects:
            self._study(one, day)
        if test.sure or dice.chance(self.habit.acts):
            self._act(one, self.log.calendar.school_day(day + timedelta(days=dice.whole(0, 4))))

    def _do(self, one: Written) -> None:
        test, idea, dice = one.test, one.test.idea, self.dice
        told = idea.went_well if test.outcome in {"good", "mixed"} else idea.went_badly
        observed = dice.pick(told)
        if test.outcome == "mixed":
            observed = f"{observed}\n{dice.pick(idea.went_badly)}"
        body: dict[str, Any] = {"as_planned": test.as_planned, "observed": observed}
        if test.as_planned in {"partly", "no"}:
            body["why"] = dice.pick(idea.problems)
        if test.outcome == "none":
            body |= {"observed": "It did not take place", "why": dice.pick(_NOT_DONE)}
        elif dice.chance(self.habit.complete / 2):
            body["problem"] = dice.pick(idea.problems)
        day = test.ends - timedelta(days=dice.whole(0, min(3, (test.ends - test.starts).days)))
        self.log.note("do", day, body, one.cycle, late=self._late())

    def _study(self, one: Written, day: date) -> None:
        test, idea, dice = one.test, one.test.idea, self.dice
        good = test.outcome in {"good", "mixed"}
        body: dict[str, Any] = {
            "result": self._result(one),
            "learned": dice.pick(idea.learned if good else idea.lessons),
        }
        if test.outcome == "none":
            body |= {"result": "Nothing was counted", "learned": dice.pick(_NOT_DONE)}
        if marks := self._marks(one):
            body["predictions"] = marks
        if test.outcome != "none" and dice.chance(self.habit.complete / 2):
            body["surprise"] = idea.surprise
        if test.outcome in {"mixed", "bad"} and dice.chance(self.habit.complete):
            body["not_for"] = idea.not_for
        self.log.note("study", day, body, one.cycle, late=self._late(), release=self._release())

    def _act(self, one: Written, day: date) -> None:
        test, idea, dice = one.test, one.test.idea, self.dice
        why = idea.dropped if test.decision == "abandon" else _WHY[test.outcome]
        body: dict[str, Any] = {"decision": test.decision, "why": why}
        if test.decision == "abandon":
            body["because"] = idea.because
        elif test.decision in {"adapt", "repeat"}:
            again = "The same once more" if test.decision == "repeat" else dice.pick(idea.next)
            body["next"] = again
        else:
            body["spread"] = "Next: more of our schools, one at a time"
        if test.decision == "adopt":
            body["resource"] = idea.resource
        self.log.note("act", day, body, one.cycle, late=self._late(), release=self._release())

    def ask(self, one: Written, *, answered: Author | None) -> None:
        """Ask for help while a test runs; `answered` is who answers."""
        question, answer = self.dice.pick(self.topic.helps)
        day = one.test.starts + timedelta(days=self.dice.whole(1, 8))
        body = {"text": question, "asks_help": True}
        asked = self.log.note("comment", day, body, one.cycle)
        if asked and answered:
            later = self.log.calendar.school_day(day + timedelta(days=self.dice.whole(1, 9)))
            reply = {"text": answer, "answers": asked}
            self.log.note("comment", later, reply, one.cycle, by=answered)
        if asked and not answered and self.dice.chance(0.1):
            body = {"retracts": asked, "why": _TAKEN_BACK}
            self.log.note("retraction", day + timedelta(days=2), body, one.cycle)

    def remark(self, one: Written, facilitator: Author) -> None:
        """A word of the facilitator on a test."""
        day = self.log.calendar.school_day(one.test.ends + timedelta(days=self.dice.whole(10, 20)))
        body = {"text": self.dice.pick(_REMARKS)}
        self.log.note("comment", day, body, one.cycle, by=facilitator)

    def assess(self, day: date, score: str, why: str, facilitator: Author | None = None) -> None:
        """Log a progress score: the team's own, or a facilitator's."""
        view = "facilitator" if facilitator else "self"
        body = {"score": score, "why": why, "as": view}
        self.log.note("assessment", day, body, by=facilitator)

    def _correct(self, id: str, points: Sequence[Point], day: date, cycle: str) -> None:
        """Set the first share of an entry right by one person."""
        at = next((n for n, point in enumerate(points) if "numerator" in point), None)
        if at is None or len(points) > 2 or int(points[at]["numerator"]) == 0:  # noqa: PLR2004
            return
        point = points[at]
        field = "value" if len(points) == 1 else f"{at + 1}.value"
        value = f"{int(point['numerator']) - 1}/{point['denominator']}"
        body = {"corrects": id, "set": {field: value}, "why": "one person was counted twice"}
        self.log.note("correction", day + timedelta(days=14), body, cycle)

    def _result(self, one: Written) -> str:
        summed, measures = one.summed, self.topic.measures
        if summed.asked:
            weeks = "one count" if summed.weeks == 1 else f"{summed.weeks} counts"
            return f"{summed.done} of {summed.asked}, {summed.percent} %, over {weeks}"
        if summed.weeks:
            name = next(m.document["name"] for m in measures if m.id == one.test.idea.measure)
            return f"{name}: {summed.average:.1f} on average"
        return _RESULT[one.test.outcome]

    def _marks(self, one: Written) -> list[dict[str, Any]]:
        found = []
        for number, question in enumerate(one.document.get("questions", ()), 1):
            if "predict" in question and self.dice.chance(0.92):
                mark = _MARKS[one.test.outcome]
                if number > 1:  # what no figure answers
                    mark = self.dice.pick((mark, mark, "unknown"))
                found.append({"number": number, "mark": mark, "text": question["predict"]})
        return found

    def _late(self) -> int:
        return self.dice.whole(5, 16) if self.dice.chance(0.1) else self.dice.whole(0, 1)

    def _release(self) -> str:
        return "public" if self.dice.chance(0.3) else ""
