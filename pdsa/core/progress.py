"""The progress score of a district: what the tool suggests, beside what people gave.

The scale is IHI's assessment scale for collaboratives (1 to 5, with 0.5 as in Life QI). A score is
a person's: the tool only says which level the record bears out and what the next one lacks.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pdsa.core.chart import Chart
from pdsa.core.details import Details
from pdsa.core.record import CycleFacts, Membership
from pdsa.core.report_index import Index
from pdsa.core.report_sections import ScoreRow

_APART = 1.0  # points between two people, from which on it is worth a word
_TESTS = frozenset(["develop-change", "test-change", "implement-change"])


class _Known(NamedTuple):
    """What a district has done of its own; what it inherits from the collaborative is not there."""

    aim: bool
    planned: int  # cycles
    counted: bool  # baseline or other points, or a cycle that only collects data
    tested: int  # test cycles that were studied
    measured: bool  # one of them counted something
    held: int  # studied tests in which a prediction held
    adopted: int
    implemented: int
    improved: int  # measures whose chart says better
    judged: int
    half_way: bool  # the median after the change closed half of the gap to the goal
    reached: bool  # ... or all of it


class _Level(NamedTuple):
    """A level of the scale: what has to hold, and what is missing while it does not."""

    score: str
    because: str
    holds: bool
    missing: str


def score_rows(index: Index, details: Details) -> Iterator[ScoreRow]:
    """Yield a suggestion for each district A to Z, with the scores that people gave."""
    given = {(fact.district, fact.role): fact.score for fact in details.scores}
    charts: dict[str, list[Chart]] = {}
    for (district, _), chart in details.charts.items():
        charts.setdefault(district, []).append(chart)
    for member in index.districts:
        known = _known(member, index, details, charts.get(member.id, ()))
        suggested, because, missing = suggest(known)
        own = given.get((member.id, "self"), "")
        facilitator = given.get((member.id, "facilitator"), "")
        yield ScoreRow(
            district=member.id,
            name=member.name,
            suggested=suggested,
            because=because,
            missing=missing,
            own=own,
            facilitator=facilitator,
            apart=_are_apart((suggested, own, facilitator)),
        )


def suggest(known: _Known) -> tuple[str, str, tuple[str, ...]]:
    """Return the highest level that is borne out with all below it, why, and what the next lacks.

    3.0 needs tests that succeeded; from 3.5 on a measure has to have shifted in the wanted
    direction: one last good point gives nothing.
    """
    reached = _Level("0.5", "it has joined", True, "")
    for level in _levels(known):
        if not level.holds:
            return reached.score, reached.because, (level.missing,)
        reached = level
    return reached.score, reached.because, ()


def _levels(known: _Known) -> tuple[_Level, ...]:
    return (*_of_activity(known), *_of_results(known))


def _of_activity(known: _Known) -> tuple[_Level, ...]:
    """1.0 to 3.0: what a district has done."""
    return (
        _Level(
            "1.0",
            "it has an aim of its own" if known.aim else "it has begun",
            known.aim or known.planned > 0,
            "an aim of its own, or a first plan",
        ),
        _Level("1.5", "a cycle is planned", known.planned > 0, "a first plan"),
        _Level(
            "2.0",
            "something was counted",
            known.counted or known.tested > 0,
            "a baseline, or any point",
        ),
        _Level(
            "2.5",
            "a change was tested and measured",
            known.tested > 0 and known.measured,
            "a studied test of a change, with points",
        ),
        _Level(
            "3.0",
            "a test did what was predicted",
            known.held > 0,
            "a studied test whose prediction held",
        ),
    )


def _of_results(known: _Known) -> tuple[_Level, ...]:
    """3.5 to 5.0: what its measures show; one last good point gives nothing."""
    return (
        _Level(
            "3.5",
            "a measure shifted the wanted way",
            known.improved > 0,
            f"a shift the wanted way; {_charts(known)}",
        ),
        _Level(
            "4.0",
            "half of the way to a goal, and adopted",
            known.half_way and known.adopted > 0,
            "half of the way to its goal, and an idea adopted",
        ),
        _Level(
            "4.5",
            "the goal is reached and holds",
            known.reached,
            "a median at its goal after the change",
        ),
        _Level(
            "5.0",
            "the goal holds and the change is normal practice",
            known.reached and known.implemented > 0,
            "an implement-change cycle that was adopted",
        ),
    )


def _charts(known: _Known) -> str:
    if not known.judged:
        return "no chart can be judged yet"
    return f"{known.judged} judged, none shows one"


def _known(member: Membership, index: Index, details: Details, charts: Sequence[Chart]) -> _Known:
    cycles = index.cycles.get(member.id, ())
    facts = details.districts.get(member.id)
    tests = [one for one in cycles if one.type in _TESTS and one.study_day]
    better = [chart for chart in charts if chart.answer.direction == "better"]
    return _Known(
        aim=bool(facts and facts.aim),
        planned=sum(one.starts is not None for one in cycles),
        counted=any(one.points for one in cycles) or bool(charts),
        tested=len(tests),
        measured=any(one.points for one in tests),
        held=sum(_held(one, index) for one in tests),
        adopted=sum(one.decision == "adopt" for one in tests),
        implemented=sum(
            one.decision == "adopt" and one.type == "implement-change" for one in tests
        ),
        improved=len(better),
        judged=sum(chart.answer.kind != "too-few" for chart in charts),
        half_way=any(_gap_closed(chart) >= 1 / 2 for chart in better),
        reached=any(_gap_closed(chart) >= 1 for chart in better),
    )


def _held(one: CycleFacts, index: Index) -> bool:
    return any(fact.mark == "met" for fact in index.predictions.get(one.address, ()))


def _gap_closed(chart: Chart) -> float:
    """How much of the way from the median before to the target the median after has come."""
    answer, target = chart.answer, chart.subject.target
    if answer.before is None or answer.after is None or target is None:
        return 0
    gap = target - answer.before
    return float((answer.after - answer.before) / gap) if gap else 0


def _are_apart(scores: Sequence[str]) -> bool:
    numbers = [float(score) for score in scores if score]
    return len(numbers) > 1 and max(numbers) - min(numbers) >= _APART
