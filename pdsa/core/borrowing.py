"""What a new plan takes over from another one: of its own line of tests, or of another district."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pdsa.core.model import NOTHING, Measure, Plan
from pdsa.core.record import DecisionFact
from pdsa.core.words import DECISIONS, SCOPES

_OF_A_LINE = ("aim", "driver", "theory", "alignments")
_OF_A_MEASURE = (
    *("name", "kind", "unit", "per", "better", "about"),
    *("definition", "numerator", "denominator", "cadence"),
)
_TITLE = 80  # characters of a title that is offered


class Carried(NamedTuple):
    """What is taken over. Texts and keys are written; what is offered, a person has to take."""

    texts: Mapping[str, str] = NOTHING  # by key of the plan; a flag says otherwise
    keys: Mapping[str, Any] = NOTHING  # of the document, which no flag says
    questions: tuple[str, ...] = ()
    offered: Mapping[str, str] = NOTHING  # by name of the answer
    about: str = ""  # what was before, in a line


def carry_forward(plan: Plan, decided: DecisionFact | None) -> Carried:
    """Return what the next cycle of a line takes over from `plan`, the last one so far.

    Its idea, its line, its owner and what the line is for are the same; with whom, how far it
    reaches and what is to be seen are offered, as the decision suggests; its next
    step as the title.
    """
    cycle = plan.address.cycle
    texts = {"change_idea": plan.change_idea, "builds_on": cycle, "owner": plan.owner}
    scope = plan.scope
    about = f"after {cycle}"
    if decided:
        scope = larger_scope(scope) if decided.decision == "scale" else scope
        about += f", {decided.decision.upper()}: {DECISIONS[decided.decision]}"
        about += f"; next step: {decided.next}" if decided.next else ""
    title = _as_title(decided.next) if decided else ""
    offered = {"with": plan.with_whom, "scope": scope, "title": title, **_expected(plan)}
    return Carried(
        texts=_said(texts),
        keys=_said({key: getattr(plan, key) for key in _OF_A_LINE}),
        offered=_said(offered),
        about=about,
    )


def borrow(
    plan: Plan,
    ideas: Mapping[str, str],
    own_ideas: Mapping[str, str],
    measures: Mapping[str, Measure],
    own_measures: Iterable[str],
) -> Carried:
    """Return what a plan of another district is good for here: what it tries and asks, and how.

    `ideas` and `measures` are those of its collaborative and district, the own ones those of the
    new plan. Dates, people, predictions and goals are one's own.
    """
    idea = plan.change_idea
    idea = idea if idea in own_ideas else ideas.get(idea, idea)
    needed = {one.expect.measure for one in plan.questions if one.expect} | {*plan.measures}
    new = sorted(needed & {*measures} - {*own_measures})
    keys = {
        "borrowed_from": str(plan.address),
        "theory": plan.theory,
        "tasks": [{"what": task["what"]} for task in plan.tasks],
        "measures": {id: _measure(measures[id]) for id in new},
    }
    return Carried(
        texts=_said({"change_idea": idea, "title": plan.title, "objective": plan.objective}),
        keys=_said(keys),
        questions=tuple(one.ask for one in plan.questions if one.ask),
        offered=_said({"scope": plan.scope, **_expected(plan)}),
        about=f"borrowed from {plan.address}",
    )


def larger_scope(scope: str) -> str:
    """Return the next larger scope; the largest has none, and an unknown one stays."""
    if scope not in SCOPES:
        return scope
    return SCOPES[min(SCOPES.index(scope) + 1, len(SCOPES) - 1)]


def _as_title(step: str) -> str:
    """The next step where it fits on one line; longer ones are no title."""
    first = step.strip().partition("\n")[0].rstrip(" .;")
    return first[:1].upper() + first[1:] if len(first) <= _TITLE else ""


def _expected(plan: Plan) -> dict[str, str]:
    """What the first prediction that can be counted expects, as answers."""
    found = next((one.expect for one in plan.questions if one.expect), None)
    return {"counted": found.measure, "condition": found.condition} if found else {}


def _measure(measure: Measure) -> dict[str, str]:
    return _said({key: getattr(measure, key) for key in _OF_A_MEASURE})


def _said(keys: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: list(said) if isinstance(said, tuple) else said for key, said in keys.items() if said
    }
