"""One cycle whole, as a page: what was planned, done, studied and decided, with its doubts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from pdsa.core.corrections import COUNTS, Effective
from pdsa.core.cycle import state_of
from pdsa.core.history import details
from pdsa.core.model import NOTHING, Plan, Question
from pdsa.core.precedence import Precedence
from pdsa.core.predictions import Score, score_words
from pdsa.core.record import CycleFacts, PredictionFact
from pdsa.core.words import PHASES

Line = tuple[str, str]  # label, text


class Evidence(NamedTuple):
    """What stands beside the predictions of a cycle, by their numbers."""

    scores: Mapping[int, Score]
    precedences: Mapping[int, Precedence]  # was it written before the data?


NO_EVIDENCE = Evidence(NOTHING, NOTHING)


class Page(NamedTuple):
    """A title and sections of labelled lines, in the order of a PDSA form."""

    title: str
    sections: tuple[tuple[str, tuple[Line, ...]], ...]


def build_page(
    plan: Plan,
    facts: CycleFacts,
    predictions: Sequence[PredictionFact],
    entries: Iterable[Effective],
    today: date,
    short_ids: Mapping[str, str],
    called: str = "",
    cadences: Mapping[str, str] = NOTHING,
    evidence: Evidence = NO_EVIDENCE,
) -> Page:
    """Return the page of one cycle as it stands on `today`.

    `short_ids` are as much of each id as tells it apart; `called` is the cycle's name in commands;
    `cadences` say how many points each measure will have; `evidence` what the data and git say.
    """
    state = state_of(facts, today, called)
    late = ", overdue" if state.overdue else ""
    stands: list[Line] = [("phase", PHASES[state.phase] + late)]
    if state.due:
        stands.append(("due", state.due.isoformat()))
    marks = {fact.number: fact.mark for fact in predictions}
    ordered = sorted(entries, key=lambda found: found.entry.order)
    unmarked = _unmarked(plan, marks, ordered, short_ids) if state.phase == "closed" else ()
    after = (("next", state.next), ("command", state.command))
    stands += [line for line in unmarked or after if line[1]]
    return Page(
        f"{plan.title} ({plan.address})",
        (
            ("Now", tuple(stands)),
            ("Plan", tuple(_plan_lines(plan))),
            ("Questions and predictions", tuple(_questions(plan, marks, evidence))),
            ("Measures", tuple(_measures(plan, cadences))),
            ("Entries", tuple(line for found in ordered for line in _entry(found, short_ids))),
        ),
    )


def _unmarked(
    plan: Plan,
    marks: Mapping[int, str],
    entries: Sequence[Effective],
    short_ids: Mapping[str, str],
) -> tuple[Line, ...]:
    """What a closed cycle still lacks: the mark of a prediction that its study left out."""
    studies = [found.entry.id for found in entries if _is_study(found)]
    open_ = [one.number for one in plan.predictions if not marks.get(one.number)]
    if not studies or not open_:
        return ()
    number, id = open_[0], short_ids.get(studies[-1], studies[-1])
    return (
        ("next", f"say whether prediction {number} was met: nobody has marked it yet"),
        ("command", f'pdsa correct {id} --set prediction.{number}=met --why "not marked before"'),
    )


def _is_study(found: Effective) -> bool:
    return found.entry.kind == "study" and found.standing == COUNTS


def _plan_lines(plan: Plan) -> Iterator[Line]:
    yield "change idea", plan.change_idea
    yield "type", plan.type
    illustrative = " (dates are illustrative)" if plan.illustrative else ""
    yield "dates", f"{plan.starts} to {plan.ends}{illustrative}"
    planned = plan.planned.isoformat() if plan.planned else "not written down"
    yield "planned", planned
    for label, text in (
        ("ramp", plan.ramp),
        ("builds on", plan.builds_on),
        ("borrowed from", plan.borrowed_from),
        ("objective", plan.objective),
        ("aim", plan.aim),
        ("driver", plan.driver),
        ("theory", plan.theory),
        ("owner", plan.owner),
        ("scope", plan.scope),
        ("with whom", plan.with_whom),
        ("sample size", str(plan.sample_size or "")),
        ("where", plan.where),
        ("alignments", ", ".join(plan.alignments)),
    ):
        if text:
            yield label, text
    for task in plan.tasks:
        yield "task", ", ".join(task.values())
    for data in plan.data:
        yield "data", ", ".join(data.values())
    for material in plan.materials:
        yield "material", material


def _questions(plan: Plan, marks: dict[int, str], evidence: Evidence) -> Iterator[Line]:
    for question in plan.questions:
        if question.ask:
            yield str(question.number), question.ask
        if question.predict or question.expect:
            mark = marks.get(question.number) or "not marked yet"
            yield f"{question.number} predicted", f"{_predicted(question)} [{mark}]"
            if scored := evidence.scores.get(question.number):
                yield f"{question.number} the data say", score_words(scored)
            if written := evidence.precedences.get(question.number):
                yield f"{question.number} before the data", written.sentence
    if plan.no_prediction:
        yield "no prediction", plan.no_prediction
    elif not plan.predictions:
        yield "predicted", "nothing was written down"


def _predicted(question: Question) -> str:
    parts = [question.predict] if question.predict else []
    if question.expect:
        by = f" by {question.expect.by}" if question.expect.by else ""
        parts.append(f"{question.expect.measure} {question.expect.condition}{by}")
    return "; ".join(parts)


def _measures(plan: Plan, cadences: Mapping[str, str]) -> Iterator[Line]:
    for id in sorted({*plan.measures, *cadences}):
        if id in plan.measures:
            yield id, _defined(plan, id)
        if id in cadences:
            yield f"{id} points", cadences[id]


def _defined(plan: Plan, id: str) -> str:
    measure = plan.measures[id]
    per = f" per {measure.per}" if measure.per else ""
    definition = f": {measure.definition}" if measure.definition else ""
    return f"{measure.name}, {measure.unit}{per}{definition}"


def _entry(found: Effective, short_ids: Mapping[str, str]) -> Iterator[Line]:
    """Yield one entry whole: what it is, then everything it says."""
    entry = found.entry
    about = [short_ids.get(entry.id, entry.id)]
    about += [found.standing] if found.standing != COUNTS else []
    about += ["typed in afterwards"] if entry.afterwards else []
    about += ["may be quoted in public"] if entry.release else []
    yield f"{entry.day} {entry.kind}", ", ".join(about)
    for label, text in details(entry):
        yield f"  {label}", text
