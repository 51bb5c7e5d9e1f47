"""What a collaborative and its plans say beside each other: one function a rule."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import groupby
from typing import NamedTuple

from pdsa.core.diagnostics import Code, Diagnostic, Severity
from pdsa.core.expectation import require_suitable
from pdsa.core.ids import leading_token
from pdsa.core.model import Address, Collaborative, Measure, Plan
from pdsa.core.private_text import find_private_in_plan
from pdsa.core.words import NOT_RECORDED

_WHY_WRITE = {  # in the order of the worksheet
    "objective": "an objective says what the cycle should teach the team",
    "owner": "a task without an owner is nobody's: name a role",
    "scope": "the scope shows whether the test was small enough to fail safely",
    "with_whom": "others can only copy what they know was tried, and with whom",
    "planned": "the day of writing shows that the prediction came before the data",
    "builds_on": f"name the cycle before it in the ramp, or write `{NOT_RECORDED}`",
}


class Checked(NamedTuple):
    """What the rules look at: one collaborative and all its plans, sorted by path."""

    collaborative: Collaborative
    plans: tuple[Plan, ...]
    unread: frozenset[Address] = frozenset()  # cycles whose file is there and cannot be used

    def unread_in(self, district: str) -> set[str]:
        """Return the ids of a district's cycles that cannot be read."""
        return {address.cycle for address in self.unread if address.district == district}

    def districts(self) -> Iterator[tuple[Plan, ...]]:
        """Yield the plans of each district, in the order of their ids."""
        plans = sorted(self.plans, key=lambda plan: (plan.address.district, plan.address.cycle))
        for _, own in groupby(plans, key=lambda plan: plan.address.district):
            yield tuple(own)


def check_measures_are_declared(checked: Checked) -> Iterator[Diagnostic]:
    """A plan uses only measures of its collaborative and its district."""
    for plans in checked.districts():
        if checked.unread_in(plans[0].address.district):
            continue  # what is missing may be declared there
        known = {id_ for plan in plans for id_ in plan.measures}
        known |= checked.collaborative.measures.keys()
        for plan in plans:
            for measure, place in _used_measures(plan):
                if measure not in known:
                    message = f"`{measure}` is not a measure of the district or collaborative"
                    hint = _near(measure, known, "add it under `measures:`")
                    yield Diagnostic(Code.UNDECLARED_MEASURE, message, plan.source(*place), hint)


def check_expectations_suit(checked: Checked) -> Iterator[Diagnostic]:
    """What a plan expects of a measure suits its unit and its period."""
    for plans in checked.districts():
        own = {id_: measure for plan in plans for id_, measure in plan.measures.items()}
        known = {**own, **checked.collaborative.measures}
        for plan in plans:
            for question in plan.questions:
                if question.expect and question.expect.measure in known:
                    try:
                        require_suitable(question.expect, known[question.expect.measure])
                    except ValueError as wrong:
                        message, hint = wrong.args
                        source = plan.source("questions", question.number - 1, "expect", "is")
                        yield Diagnostic(Code.BAD_EXPECTATION, message, source, hint)


def check_cycles_are_known(checked: Checked) -> Iterator[Diagnostic]:
    """A cycle builds on a cycle of its district; so much may be not recorded."""
    for plans in checked.districts():
        known = {*_by_id(plans), *checked.unread_in(plans[0].address.district)}
        for plan in plans:
            if plan.builds_on and plan.builds_on not in {NOT_RECORDED, *known}:
                message = f"`{plan.builds_on}` is not a cycle of `{plan.address.district}`"
                others = known - {plan.address.cycle}
                otherwise = f"name a cycle that has a file, or write `{NOT_RECORDED}`"
                hint = _near(plan.builds_on, {*others, NOT_RECORDED}, otherwise)
                yield Diagnostic(Code.UNKNOWN_CYCLE, message, plan.source("builds_on"), hint)


def check_no_cycle_builds_on_itself(checked: Checked) -> Iterator[Diagnostic]:
    """No cycle builds on itself, not even by way of others."""
    for plans in checked.districts():
        known = _by_id(plans)
        for plan in plans:
            chain = _chain(plan, known)
            if chain and chain[-1] is plan:
                way = ", ".join(f"`{step.address.cycle}`" for step in chain[:-1])
                message = f"`{plan.address.cycle}` builds on itself"
                message += f" by way of {way}" if way else ""
                hint = "name the cycle that came before it"
                yield Diagnostic(Code.BUILDS_ON_ITSELF, message, plan.source("builds_on"), hint)


def check_numbers_differ(checked: Checked) -> Iterator[Diagnostic]:
    """No two cycles of a district begin with one number: `03` would name both."""
    for plans in checked.districts():
        first: dict[str, str] = {}
        for plan in plans:
            token = leading_token(plan.address.cycle)
            if not token[0].isdigit():
                continue
            other = first.setdefault(token, plan.address.cycle)
            if other != plan.address.cycle:
                message = f"`{plan.address.cycle}` has the number of `{other}`"
                hint = f"name them in full; or rename this file, with `was: [{plan.address.cycle}]`"
                yield Diagnostic(Code.SAME_NUMBER, message, plan.source(), hint, Severity.WARNING)


def check_ids_name_one_cycle(checked: Checked) -> Iterator[Diagnostic]:
    """An id that a plan had before is the id of no other plan of the district."""
    for plans in checked.districts():
        claimed = {plan.address.cycle: plan for plan in plans}
        for plan in plans:
            for position, id_ in enumerate(plan.was):
                other = claimed.setdefault(id_, plan)
                if other is not plan:
                    message = f"`{id_}` is the id of another cycle"
                    if id_ != other.address.cycle:
                        message = f"`{id_}` was the id of `{other.address.cycle}`"
                    hint = "its entries belong to one cycle: take it out of the other `was`"
                    source = plan.source("was", position)
                    yield Diagnostic(Code.SAME_ID, message, source, hint)


def check_measures_are_defined_once(checked: Checked) -> Iterator[Diagnostic]:
    """A measure has one definition: its collaborative's, or one in all plans of a district."""
    shared = checked.collaborative.measures
    for plans in checked.districts():
        first: dict[str, tuple[Measure, str]] = {}
        for plan in plans:
            for id_, measure in plan.measures.items():
                known, where = first.setdefault(id_, (measure, plan.address.cycle))
                hint = "define it once; other cycles of the district can use it as it is"
                if id_ in shared:
                    message = f"`{id_}` is a shared measure of `{checked.collaborative.id}`"
                    hint = "use it without defining it here, or choose another id"
                elif known != measure:
                    message = f"`{id_}` differs from `{where}` in {_differences(known, measure)}"
                else:
                    continue
                source = plan.source("measures", id_)
                yield Diagnostic(Code.MEASURE_REDEFINED, message, source, hint)


def check_predictions(checked: Checked) -> Iterator[Diagnostic]:
    """A plan says what the team expects to see, or why it expects nothing."""
    for plan in checked.plans:
        if not plan.predictions and not plan.no_prediction:
            message = "this plan predicts nothing"
            hint = (
                "write under `questions` what you expect to see, or say why not: `no_prediction:`"
            )
            source = plan.source("questions")
            yield Diagnostic(Code.NO_PREDICTION, message, source, hint, Severity.WARNING)


def check_plans_are_complete(checked: Checked) -> Iterator[Diagnostic]:
    """A plan says what others need in order to understand it, in the order of the worksheet."""
    for plans in checked.districts():
        for plan in plans:
            missing = [key for key in _WHY_WRITE if _is_missing(plan, key, plans)]
            if missing:
                named = [f"`{key}`" for key in missing]
                listed = " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
                message = f"{listed} {'is' if len(named) == 1 else 'are'} not written"
                yield Diagnostic(
                    Code.INCOMPLETE_PLAN,
                    message,
                    plan.source(),
                    _WHY_WRITE[missing[0]],
                    Severity.WARNING,
                )


def check_texts_point_to_nobody(checked: Checked) -> Iterator[Diagnostic]:
    """A plan names no student and gives nobody's number, or says why it may."""
    for plan in checked.plans:
        yield from find_private_in_plan(plan)


CHECKS: tuple[Callable[[Checked], Iterator[Diagnostic]], ...] = (
    check_measures_are_declared,
    check_expectations_suit,
    check_cycles_are_known,
    check_no_cycle_builds_on_itself,
    check_numbers_differ,
    check_ids_name_one_cycle,
    check_measures_are_defined_once,
    check_predictions,
    check_plans_are_complete,
    check_texts_point_to_nobody,
)


def check_plans(checked: Checked) -> list[Diagnostic]:
    """Return what all rules find, sorted by path and line."""
    found = [one for check in CHECKS for one in check(checked)]
    return sorted(found, key=lambda one: one.order)


def _near(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint that names the nearest of what is known, where one is near."""
    near = get_close_matches(word, sorted(known), n=1)
    return f"did you mean `{near[0]}`?" if near else otherwise


def _used_measures(plan: Plan) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield each measure that a plan uses, and where."""
    for question in plan.questions:
        if question.expect:
            place = ("questions", question.number - 1, "expect", "measure")
            yield question.expect.measure, place
    for position, row in enumerate(plan.data):
        yield row["measure"], ("data", position, "measure")


def _by_id(plans: tuple[Plan, ...]) -> dict[str, Plan]:
    """The plans of one district by id, and by the ids they had before."""
    return {id_: plan for plan in plans for id_ in plan.was} | {
        plan.address.cycle: plan for plan in plans
    }


def _chain(plan: Plan, known: Mapping[str, Plan]) -> list[Plan]:
    """What a cycle builds on, step by step, up to the first that comes again."""
    chain: list[Plan] = []
    step = known.get(plan.builds_on)
    while step and step not in chain:
        chain.append(step)
        step = known.get(step.builds_on)
    return chain


def _differences(one: Measure, other: Measure) -> str:
    pairs = zip(Measure._fields, one, other, strict=True)
    return ", ".join(name for name, this, that in pairs if this != that)


def _is_missing(plan: Plan, key: str, plans: tuple[Plan, ...]) -> bool:
    if getattr(plan, key):
        return False
    if key != "builds_on":
        return True
    return bool(plan.ramp) and any(
        other.ramp == plan.ramp and other.starts < plan.starts for other in plans
    )
