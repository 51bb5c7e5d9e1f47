"""Which questions a verb asks, in the order of the worksheet, and how a typed answer is read."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import IntEnum
from functools import partial
from typing import Any, NamedTuple

from pdsa.core import words
from pdsa.core.documents import BODIES
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.marks import read_mark
from pdsa.core.model import NOTHING, Measure
from pdsa.core.phrases import read_score
from pdsa.core.plain_text import visible
from pdsa.core.record import CycleFacts, PredictionFact
from pdsa.core.refusals import read_decision, refuse_decision_without_study, refuse_future
from pdsa.core.shape import fit, nearest
from pdsa.core.typed_days import read_typed_day
from pdsa.core.values import read_value_of

Answers = Mapping[str, Any]  # by name; one that was asked for and skipped is empty

PREDICTION = "prediction "  # a mark is the answer `prediction 1`
_ANSWERS = {
    "yes": "as the plan says",
    "partly": "some of it, or in another way",
    "no": "it did not take place",
    "unknown": "nobody can say",
}
_MARKS = {
    "met": "it held",
    "partly": "some of it held",
    "not-met": "it did not hold",
    "not-tested": "the test did not take place",
    "unknown": "nobody can say",
}
_BECAUSE = {
    "not-working": "it did not help",
    "not-needed": "there is no need for it any more",
    "not-feasible": "it cannot be done here",
}
_ASSESSORS = {"self": "the district's own", "facilitator": "the facilitator's"}
_EXAMPLES = {"count": "8", "share": "9/12 or 75%", "rate": "1.5 or 3/4", "yes-no": "yes or no"}
_DAYS = ("day", "until")
_RESTS_ON_PEOPLE = ("share", "mean", "median", "rating", "minutes", "days")


class Asks(IntEnum):
    """When a question is asked."""

    OFFERED = 0  # where another one is asked; Enter skips it
    WANTED = 1  # at a terminal; elsewhere nobody misses it, or another rule does
    REQUIRED = 2  # at a terminal; elsewhere its flag is named


class Prompt(NamedTuple):
    """One question: the answer that it fills, its words, and what may be typed."""

    name: str  # of the answer: its flag without the dashes
    ask: str
    asks: Asks = Asks.REQUIRED
    choices: Mapping[str, str] = NOTHING  # word -> what it says
    default: str = ""  # what Enter takes
    default_is: str = ""  # why it is that; what Enter alone says
    about: str = ""  # what one should know before answering
    read: Callable[[str], object] | None = None  # raises PdsaError or ValueError; None: any text
    or_else: str = ""  # what may be typed beside the choices, said below them
    is_skipped: bool = False  # by Enter or a hyphen, though it is no offer only
    near: Callable[[str], str] | None = None  # the known answer that was probably meant, or ""
    back: str = ""  # the answer that is asked for once more where this one is skipped


Prompts = Callable[[Answers], Iterable[Prompt]]  # those that the answers so far call for


def next_prompt(prompts: Iterable[Prompt], answers: Answers) -> Prompt | None:
    """Return the first question without an answer; None where all are answered."""
    return next((prompt for prompt in prompts if prompt.name not in answers), None)


def is_incomplete(prompts: Iterable[Prompt], answers: Answers) -> bool:
    """Whether a person at a terminal should be asked."""
    return any(one.asks > Asks.OFFERED and one.name not in answers for one in prompts)


def missing(prompts: Iterable[Prompt], answers: Answers) -> list[str]:
    """Return the names of what is required and has no answer, in the order of the questions."""
    return [one.name for one in prompts if one.asks == Asks.REQUIRED and one.name not in answers]


def can_skip(prompt: Prompt) -> bool:
    """Whether Enter alone is an answer where there is no default."""
    return prompt.is_skipped or prompt.asks == Asks.OFFERED


def is_text(prompt: Prompt) -> bool:
    """Whether words of one's own are the answer, in which a person may be named."""
    return not prompt.read or prompt.near is not None


def what_would_do(prompt: Prompt) -> str:
    """Return what to type where nothing was."""
    if prompt.choices:
        return "type a number of the list" + " or your own words" * (prompt.near is not None)
    return "write a day, as in 2025-11-21" if prompt.name in _DAYS else "a few words will do"


def probably_meant(prompt: Prompt, typed: str) -> str:
    """Return the known answer that is so near that one should ask; empty where none is."""
    if prompt.near is None or _chosen(prompt.choices, typed.strip()) in prompt.choices:
        return ""
    return prompt.near(typed)


def read_answer(prompt: Prompt, typed: str) -> str:
    """Return what was typed as its flag takes it: a choice by its number or its first letters.

    Raises PdsaError that says what would work.
    """
    answer = _chosen(prompt.choices, typed.strip())
    if prompt.read:
        with refusing():
            found = prompt.read(answer)
        return str(found) if isinstance(found, date) else answer  # -1d is another day tomorrow
    if prompt.choices and not prompt.or_else and answer not in prompt.choices:
        raise PdsaError(f"`{answer}` is none of them", nearest(answer, prompt.choices))
    return answer


def only(choices: Mapping[str, str]) -> str:
    """Return the one choice that there is; empty where there are several, or none."""
    return next(iter(choices)) if len(choices) == 1 else ""


def do_prompts(answers: Answers) -> Iterator[Prompt]:
    """Yield what `pdsa do` asks."""
    read = _reader("do", "as_planned")
    yield Prompt("as_planned", "Did it go as planned?", choices=_ANSWERS, read=read)
    if answers.get("as_planned") in {"partly", "no"}:
        yield Prompt("why", "Why not?", Asks.OFFERED)
    yield Prompt("observed", "What did you see?")
    yield Prompt("problem", "What went wrong, or surprised you?", Asks.OFFERED)


def study_prompts(
    _: Answers,
    predictions: Sequence[PredictionFact] = (),
    scores: Mapping[int, str] = NOTHING,
) -> Iterator[Prompt]:
    """Yield what `pdsa study` asks: each prediction with its text and what the data say of it.

    `scores` says that in words, by number.
    """
    yield Prompt("result", "What happened? What do the data show?")
    for fact in predictions:
        yield _mark_prompt(fact, scores.get(fact.number, ""))
    yield Prompt("learned", "What did you learn?")
    yield Prompt("surprise", "What did you not expect?", Asks.OFFERED)
    yield Prompt("not_for", "For whom did it not work?", Asks.OFFERED)


def act_prompts(answers: Answers, facts: CycleFacts | None = None) -> Iterator[Prompt]:
    """Yield what `pdsa act` asks; `facts` are those of its cycle, which may have no study yet."""

    def read(typed: str) -> None:
        refuse_decision_without_study(read_decision(typed), facts)

    yield Prompt("decision", "What do you decide?", choices=words.DECISIONS, read=read)
    decision = answers.get("decision") or ""
    if decision == "abandon":
        reason = _reader("act", "because")
        yield Prompt("because", "Why does it stop?", Asks.WANTED, _BECAUSE, read=reason)
    yield Prompt("why", "Why do you decide that?")
    if decision == "adopt":
        yield Prompt("spread", "How will it spread, and stay?", Asks.OFFERED)
    yield Prompt("next", "What is the next step?", Asks.OFFERED)


def close_prompts(
    answers: Answers,
    predictions: Sequence[PredictionFact] = (),
    scores: Mapping[int, str] = NOTHING,
) -> Iterator[Prompt]:
    """Yield what `pdsa close` asks: what a study and an act need, and the next step."""
    for prompt in study_prompts(answers, predictions, scores):
        if prompt.asks > Asks.OFFERED:  # the questions are to be few
            yield prompt
    yield from act_prompts(answers)


def record_prompts(
    answers: Answers, measures: Mapping[str, Measure] | None = None, today: date | None = None
) -> Iterator[Prompt]:
    """Yield what `pdsa record` asks; `measures` are those that the district may record."""
    known = measures or {}
    names = {id: visible(measure.name) for id, measure in known.items()}
    yield Prompt("measure", "Which measure?", choices=names, default=only(names))
    measure = known.get(answers.get("measure") or "")
    if measure is None:
        yield Prompt("values", "What is the value?")
        return
    per = f" per {measure.per}" if measure.per else ""
    ask = f"What is the value{per}, as in {_EXAMPLES.get(measure.unit, '12.5')}?"
    yield Prompt("values", ask, read=partial(read_value_of, measure))
    if today:
        read = partial(_past_day, today=today)
        yield Prompt("day", "Which day?", Asks.OFFERED, default=str(today), read=read)
    value = str(answers.get("values") or "")
    people = measure.about != "things" and measure.unit in _RESTS_ON_PEOPLE
    if value and people and "/" not in value and " of " not in value:
        yield Prompt("n", "On how many people does it rest?", Asks.OFFERED, read=_whole)


def comment_prompts(_: Answers) -> Iterator[Prompt]:
    """Yield what `pdsa comment` asks."""
    yield Prompt("text", "What do you want to say?")


def ask_prompts(_: Answers) -> Iterator[Prompt]:
    """Yield what `pdsa ask` asks."""
    yield Prompt("text", "What do you need?")


def assess_prompts(_: Answers) -> Iterator[Prompt]:
    """Yield what `pdsa assess` asks."""
    scores = f"{words.SCORES[0]} to {words.SCORES[-1]}"
    yield Prompt("score", f"Which score, {scores}?", read=read_score)
    yield Prompt("why", "Why that one?")
    yield Prompt("as", "Whose view is it?", Asks.OFFERED, _ASSESSORS, "self")


def _mark_prompt(fact: PredictionFact, scored: str) -> Prompt:
    said = "; ".join(map(visible, filter(None, (fact.predict, fact.expected))))
    about = f"Prediction {fact.number}: {said}"
    if scored:
        about += f"\n{scored}"
    name = f"{PREDICTION}{fact.number}"
    return Prompt(name, "Did it hold?", Asks.WANTED, _MARKS, about=about, read=read_mark)


def _chosen(choices: Mapping[str, str], typed: str) -> str:
    """The choice that is meant by its number, its word in any case, or how it begins."""
    known = list(choices)
    if typed.isdecimal() and 1 <= int(typed[:9]) <= len(known):
        return known[int(typed[:9]) - 1]
    begun = [word for word in known if typed and word.startswith(typed.lower())]
    return typed.lower() if typed.lower() in known else begun[0] if len(begun) == 1 else typed


def _reader(kind: str, key: str) -> Callable[[str], object]:
    """What reads one text of an entry's body, as the entry is read."""

    def read(typed: str) -> object:
        clean, problems = fit(BODIES[kind].shapes[key], typed)
        for problem in problems:
            raise PdsaError(problem.message, problem.hint)
        return clean

    return read


def _past_day(typed: str, today: date) -> date:
    day = read_typed_day(typed, today)
    refuse_future(day, today)
    return day


def _whole(typed: str) -> int:
    if not typed.isdecimal():
        raise PdsaError(f"`{typed}` is not a whole number", "write digits only, as in 12")
    return int(typed[:9])
