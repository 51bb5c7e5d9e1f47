"""From what a person answered to the document of a new plan or collaborative."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from difflib import get_close_matches
from typing import Any, NamedTuple

from pdsa.core import words
from pdsa.core.days import read_iso_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.expectation import read_expectation
from pdsa.core.ids import id_problem, leading_token, same_token, slug
from pdsa.core.model import NOTHING, Address, Collaborative, Expectation, Plan
from pdsa.core.phrases import (
    read_facilitator_phrase,
    read_idea_phrase,
    read_measure_phrase,
    read_meeting_phrase,
)
from pdsa.core.refusals import refuse_undeclared
from pdsa.core.shape import nearest

_ID_LIMIT = 40  # characters
_DIGITS = 9  # of a number that is counted on from
_CARRIED = ("aim", "driver", "theory", "alignments")
_NEAR = 0.8  # of an idea that is probably meant


class Known(NamedTuple):
    """What a new plan can lean on: its collaborative, the district's plans, what it may measure."""

    collaborative: Collaborative
    plans: Sequence[Plan]  # of the district, sorted by id
    cycles: Sequence[str]  # every id that is taken, plans that cannot be read included
    measures: Iterable[str]
    unread: frozenset[Address] = frozenset()  # cycles whose plan cannot be used


class Answers(NamedTuple):
    """What was answered. `texts` holds the answers that are one text each, by key of the plan."""

    texts: Mapping[str, str]
    starts: date
    ends: date
    predictions: Sequence[str] = ()
    questions: Sequence[str] = ()
    expectations: Sequence[str] = ()
    measures: Sequence[str] = ()
    materials: Sequence[str] = ()
    sample_size: int | None = None
    carried: Mapping[str, Any] = NOTHING  # keys that a plan before or elsewhere says


def draft_plan(answers: Answers, known: Known, today: date) -> tuple[str, dict[str, Any]]:
    """Return the id and the document of a new plan, defaults filled in. Raises PdsaError."""
    _refuse_backwards(answers.starts, answers.ends)
    texts, carried = answers.texts, answers.carried
    idea, title = _idea_and_title(texts, known.collaborative.change_ideas)
    before = _cycle_before(texts.get("builds_on", ""), known)
    own = _own_measures(answers)
    document = {
        "title": title,
        "planned": today,
        "change_idea": idea,
        "type": _one_of("type", texts.get("type", "test-change"), words.TYPES),
        "ramp": texts.get("ramp") or _ramp(before, idea, known),
        "builds_on": before,
        "borrowed_from": carried.get("borrowed_from"),
        "objective": texts.get("objective"),
        **{key: carried.get(key) for key in _CARRIED},
        "owner": texts.get("owner") or _last_owner(known.plans),
        "scope": _one_of("scope", texts.get("scope", ""), words.SCOPES),
        "with_whom": texts["with_whom"],
        "sample_size": answers.sample_size,
        "starts": answers.starts,
        "ends": answers.ends,
        "questions": _questions(answers, {*known.measures, *own}),
        "no_prediction": texts.get("no_prediction"),
        "tasks": carried.get("tasks"),
        "measures": own,
        "materials": list(answers.materials),
        "dates": _one_of("way to date", texts.get("dates", ""), ("illustrative",)),
    }
    return next_id(title, known.cycles), {key: value for key, value in document.items() if value}


def next_id(title: str, taken: Iterable[str]) -> str:
    """Return the id of the next cycle of a district: a number after the highest, and the title."""
    tokens = [leading_token(id) for id in taken]
    numbers = (int(token) for token in tokens if token.isdigit() and len(token) <= _DIGITS)
    number = f"{max(numbers, default=0) + 1:02d}"
    return f"{number}-{slug(title, _ID_LIMIT - len(number) - 1)}"


def draft_collaborative(
    texts: Mapping[str, str],
    facilitators: Iterable[str],
    measures: Iterable[str],
    ideas: Iterable[str],
    meetings: Iterable[str],
    materials: Iterable[str],
) -> dict[str, Any]:
    """Return the document of a new collaborative. Raises PdsaError."""
    document = {
        "title": texts["title"],
        "topic": texts["topic"],
        "aim": texts.get("aim"),
        "starts": _day(texts["starts"]),
        "ends": _day(texts["ends"]),
        "facilitators": [read_facilitator_phrase(phrase) for phrase in facilitators],
        "meetings": [read_meeting_phrase(phrase) for phrase in meetings],
        "change_ideas": _each_once(map(read_idea_phrase, ideas), "idea"),
        "measures": _each_once(map(read_measure_phrase, measures), "measure"),
        "materials": list(materials),
        "dates": _one_of("way to date", texts.get("dates", ""), ("illustrative",)),
    }
    return {key: value for key, value in document.items() if value}


def _day(text: str) -> date:
    with refusing():
        return read_iso_day(text)


def _each_once(pairs: Iterable[tuple[str, Any]], noun: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for id, value in pairs:
        if id in found:
            raise PdsaError(f"{noun} `{id}` is given twice", "give each its own id")
        found[id] = value
    return found


def _one_of(noun: str, word: str, known: tuple[str, ...]) -> str:
    if word and word not in known:
        raise PdsaError(f"`{word}` is not a {noun}", nearest(word, known))
    return word


def _idea_and_title(texts: Mapping[str, str], ideas: Mapping[str, str]) -> tuple[str, str]:
    """The idea, and the title: that of the idea where none was given."""
    idea = texts["change_idea"]
    refuse_near(idea, ideas)
    return idea, texts.get("title") or ideas.get(idea, idea)


def _refuse_backwards(starts: date, ends: date) -> None:
    if ends < starts:
        message = f"the test would end on {ends}, before it starts on {starts}"
        raise PdsaError(message, "change --until or --starts")


def _own_measures(answers: Answers) -> dict[str, Any]:
    """Those that were taken over, and those that flags define: they win."""
    defined = _each_once(map(read_measure_phrase, answers.measures), "measure")
    return {**answers.carried.get("measures", NOTHING), **defined}


def refuse_near(idea: str, known: Mapping[str, str]) -> None:
    """Refuse the misspelled id of an idea; words of one's own may be anything.

    `known` are the ideas of the collaborative. Raises PdsaError.
    """
    near = get_close_matches(idea, known, n=1, cutoff=_NEAR)
    if near and idea not in known and not id_problem(idea):
        hint = f"did you mean `{near[0]}`? Another idea is told by words: --try 'Songs at noon'"
        raise PdsaError(f"`{idea}` is not an idea of this collaborative", hint)


def near_idea(typed: str, known: Mapping[str, str]) -> str:
    """Return the id of the idea that is told nearly so, by id or words; empty where none is."""
    told = {slug(text): id for id, text in known.items()} | {id: id for id in known}
    near = get_close_matches(slug(typed), told, n=1, cutoff=_NEAR)
    return told[near[0]] if near and typed not in known else ""


def _cycle_before(text: str, known: Known) -> str:
    """The cycle that the new one builds on: its id, or its leading number. Raises PdsaError."""
    if text in {"", words.NOT_RECORDED, *known.cycles}:
        return text
    found = [id for id in known.cycles if same_token(text) == leading_token(id)]
    if len(found) == 1:
        return found[0]
    ids = ", ".join(found or known.cycles)
    hint = f"write one of: {ids}" if ids else f"or `{words.NOT_RECORDED}`; there is no cycle yet"
    raise PdsaError(f"`{text}` names {'several cycles' if found else 'no cycle'} here", hint)


def _ramp(before: str, idea: str, known: Known) -> str:
    for plan in known.plans:
        if plan.address.cycle == before and plan.ramp:
            return plan.ramp
    return slug(idea)


def _last_owner(plans: Sequence[Plan]) -> str:
    newest = max(plans, key=lambda plan: (plan.starts, plan.address.cycle), default=None)
    return newest.owner if newest else ""


def _questions(answers: Answers, measures: set[str]) -> list[dict[str, Any]]:
    """The questions with their predictions, in order, each expectation at its question."""
    count = max(len(answers.questions), len(answers.predictions), bool(answers.expectations))
    questions: list[dict[str, Any]] = [{} for _ in range(count)]
    for question, ask in zip(questions, answers.questions, strict=False):
        question["ask"] = ask
    for question, predict in zip(questions, answers.predictions, strict=False):
        question["predict"] = predict
    for text in answers.expectations:
        with refusing():
            number, expected = read_expectation(text)
        refuse_undeclared(expected.measure, measures)
        _place(questions, number, expected)
    return questions


def _place(questions: list[dict[str, Any]], number: int | None, expected: Expectation) -> None:
    if number is None and len(questions) > 1:
        raise PdsaError(
            f"which of the {len(questions)} questions does `{expected.measure}` answer?",
            f'begin with its number, as in --expect "1: {expected.measure} {expected.condition}"',
        )
    if not 1 <= (number or 1) <= len(questions):
        raise PdsaError(f"there is no question {number}", f"there are {len(questions)}")
    question = questions[(number or 1) - 1]
    if "expect" in question:
        raise PdsaError(
            f"question {number or 1} has two expectations", "give each its own question"
        )
    question["expect"] = {"measure": expected.measure, "is": expected.condition} | (
        {"by": expected.by} if expected.by else {}
    )
