"""How `plan` comes to its plan: where it starts from, what is asked, what is written."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from pdsa.cli.log import Place, open_cycle, open_district, text, texts
from pdsa.cli.making import tell_made
from pdsa.cli.prompts import ask, can_ask, choose
from pdsa.cli.session import await_input, open_workspace, say, today
from pdsa.core.addresses import resolve_district, short_names
from pdsa.core.borrowing import Carried, borrow, carry_forward
from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.flags import flag
from pdsa.core.model import Measure, Plan
from pdsa.core.plan_questions import Setting, plan_in_full, plan_prompts
from pdsa.core.planning import Answers, Known, draft_plan
from pdsa.core.private_text import settle_private
from pdsa.storage.queries import load_decisions, load_district_measures
from pdsa.storage.setting_up import NewFile, copy_plan, write_plan
from pdsa.storage.sources import load_collaborative, load_plans, load_unread
from pdsa.storage.user_state import read_default

_KEYS = {"try": "change_idea", "with": "with_whom"}  # flag -> key of the plan
_ONE_TEXT = (
    *("try", "with", "title", "type", "objective", "owner", "ramp"),
    *("builds_on", "scope", "dates", "no_prediction"),
)


class Start(NamedTuple):
    """Where a plan starts from: its district, opened, what is known there, what is taken over."""

    place: Place
    known: Known
    measures: Mapping[str, Measure]
    carried: Carried = Carried()


def open_start(district: str, last: str, source: str, example: str) -> Start:
    """Open the district, and the plan that goes on (`last`) or is borrowed (`source`).

    Raises PdsaError.
    """
    if last and source:
        message = "--next goes on with a line of your own, --borrow starts from another's"
        raise PdsaError(message, "give one of the two")
    if not last:
        start = _start(_open(district, example))
        return start._replace(carried=_borrowed(start, source)) if source else start
    cycle = open_cycle(last)
    if district and open_district(district).address != cycle.folder:
        raise PdsaError(
            f"`{cycle.address}` is not a cycle of `{district}`", "leave the district out"
        )
    start = _start(cycle._replace(address=cycle.folder, facts=None, called=""))
    plan = _plan_of(cycle)
    decided = next(load_decisions(cycle.connection, cycle.address), None)
    return start._replace(carried=carry_forward(plan, decided))


def answers_of(start: Start, said: Mapping[str, Any], starts: str | None) -> dict[str, Any]:
    """Return all answers: those given, and those that a person types. Raises PdsaError."""
    first = _day(starts or "today")
    collaborative = start.known.collaborative
    setting = Setting(collaborative, start.measures, today(), first, start.carried)
    about = f"; {start.carried.about}" if start.carried.about else ""
    known = (
        {**said, "try": said.get("try") or start.carried.texts["change_idea"]} if about else said
    )
    answers: dict[str, Any] = ask(
        f"plan: {start.place.address}{about}",
        partial(plan_prompts, setting=setting),
        known,
        partial(plan_in_full, ideas=collaborative.change_ideas),
    )
    return {name: answer for name, answer in answers.items() if answer}


def write_answers(start: Start, said: Mapping[str, Any], flags: Mapping[str, Any]) -> None:
    """Write the plan that the answers and the other flags make. Raises PdsaError."""
    every = {**flags, **said}
    answers = Answers(
        {**start.carried.texts, **_texts(every)},
        _day(every.get("starts", "today")),
        _day(every["until"]),
        _each(every, "predict"),
        _each(every, "question") or start.carried.questions,
        _expectations(every),
        every.get("measure", ()),
        _each(every, "material"),
        every.get("sample_size"),
        start.carried.keys,
    )
    cycle, document = draft_plan(answers, start.known, today())
    why = text("--private-ok", every["private_ok"]) if every.get("private_ok") else ""
    document = settle_private(document, why)
    place, known = start.place, start.known
    address = place.address._replace(cycle=cycle)
    dry_run = bool(flags.get("dry_run"))
    _tell(place, write_plan(place.workspace, known, address, document, dry_run=dry_run))


def plan_from_file(district: str, name: str, example: str, *, dry_run: bool) -> None:
    """Write the plan that a file holds. Raises PdsaError."""
    start = _start(_open(district, example))
    if name == "-":
        await_input()
    place = start.place
    made, says_when = copy_plan(place.workspace, start.known, place.address, name, dry_run=dry_run)
    if not says_when:
        say("`planned` is not in it: nobody will know whether it was written before the data")
    _tell(place, made)


def _texts(every: Mapping[str, Any]) -> dict[str, str]:
    """The answers that are one text each, by key of the plan."""
    said = texts(**{name: every[name] for name in _ONE_TEXT if every.get(name)})
    return {_KEYS.get(name, name): text for name, text in said.items()}


def _each(every: Mapping[str, Any], name: str) -> list[str]:
    """The texts of a flag that may be repeated; one that was typed is one of them."""
    said = every.get(name) or ()
    return [text(flag(name), one) for one in ([said] if isinstance(said, str) else said)]


def _expectations(every: Mapping[str, Any]) -> list[str]:
    typed = f"1: {every['counted']} {every['condition']}" if every.get("counted") else ""
    return [*every.get("expect", ()), *filter(None, [typed])]


def _open(district: str, example: str) -> Place:
    """The district that was named, else my default, else the one that is chosen."""
    if district:
        return open_district(district)
    default = read_default(open_workspace().root)
    if default:
        return open_district(str(default))
    if can_ask():
        return open_district(choose("", resolve_district, "district"))
    hint = f"name it, or set a default: pdsa use COLLABORATIVE/DISTRICT; for example: {example}"
    raise PdsaError("still needed: district", hint)


def _start(place: Place) -> Start:
    address = place.address
    measures = load_district_measures(place.connection, address)
    known = Known(
        load_collaborative(place.connection, address.collaborative),
        load_plans(place.connection, address),
        place.workspace.listing()[address.collaborative][address.district],
        measures,
        load_unread(place.connection, address),
    )
    return Start(place, known, measures)


def _borrowed(start: Start, name: str) -> Carried:
    source = open_cycle(name)
    if source.folder == start.place.address:
        hint = f"go on with it: pdsa plan --next {source.called}"
        raise PdsaError(f"`{source.address}` is a cycle of your own", hint)
    ideas = load_collaborative(source.connection, source.address.collaborative).change_ideas
    measures = load_district_measures(source.connection, source.address)
    own_ideas = start.known.collaborative.change_ideas
    return borrow(_plan_of(source), ideas, own_ideas, measures, start.measures)


def _plan_of(cycle: Place) -> Plan:
    plans = load_plans(cycle.connection, cycle.folder)
    return next(plan for plan in plans if plan.address == cycle.address)


def _day(typed: str) -> date:
    with refusing():
        return read_day(typed, today())


def _tell(place: Place, made: NewFile) -> None:
    cycle = made.path.rpartition("/")[2].partition(".yaml")[0]
    address = place.address._replace(cycle=cycle)
    default = read_default(place.workspace.root)
    called = short_names(place.workspace.listing(), default)(address)
    tell_made([made], f"pdsa do {called} --as-planned yes --observed ...")
