"""Which questions `pdsa plan` asks: four are enough, and each says what would be taken."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from pdsa.core.answered import clipped, kept_because, quoted
from pdsa.core.borrowing import Carried
from pdsa.core.errors import PdsaError
from pdsa.core.expectation import read_condition, read_expectation, require_suitable
from pdsa.core.model import Collaborative, Measure, Meeting
from pdsa.core.plain_text import visible
from pdsa.core.planning import near_idea, refuse_near
from pdsa.core.questions import Answers, Asks, Prompt, only
from pdsa.core.typed_days import read_typed_day

_SCOPES = {
    "one-person": "",
    "several-people": "",
    "one-team": "a class, an office",
    "several-teams": "",
    "one-site": "a school",
    "several-sites": "",
    "district": "",
}


class Setting(NamedTuple):
    """What the questions lean on: the collaborative, what can be counted, what is taken over."""

    collaborative: Collaborative
    measures: Mapping[str, Measure]
    today: date
    starts: date
    carried: Carried = Carried()


def plan_prompts(answers: Answers, setting: Setting | None = None) -> Iterator[Prompt]:
    """Yield what `pdsa plan` asks; without a setting, what it needs in any case."""
    offered = setting.carried.offered if setting else {}
    yield _idea_prompt(setting)
    yield Prompt("with", "With whom?", default=offered.get("with", ""))
    if "scope" in offered:
        scope = offered["scope"]
        yield Prompt("scope", "How far does it reach?", Asks.OFFERED, _SCOPES, scope)
    yield from _prediction_prompts(answers, setting)
    yield _until_prompt(setting)
    if setting and setting.carried.about:
        own = offered.get("title", "")  # skipping one that is taken over would not leave it out
        title = own or setting.carried.texts.get("title", "")
        ask = "What do you call this test?"
        yield Prompt("title", ask, Asks.OFFERED, default=title, is_skipped=bool(own))


def plan_in_full(answers: Answers, ideas: Mapping[str, str]) -> str:
    """Return what will be planned, on one line; `ideas` are those of the collaborative."""
    predicted = answers.get("predict") or []
    texts = [predicted] if isinstance(predicted, str) else predicted
    expects = "expecting " + " and ".join(map(quoted, texts)) if texts else "without a prediction"
    if answers.get("counted"):
        expects += f" ({answers['counted']} {answers.get('condition')})"
    name = answers.get("title") or ideas.get(answers["try"], answers["try"])
    rest = f"with {clipped(answers['with'])}, {expects}, until {answers['until']}"
    if why_not := answers.get("no_prediction"):
        rest += f"; no prediction: {quoted(why_not)}"
    return f"This will be the plan: {clipped(name)}, {rest}{kept_because(answers)}"


def _idea_prompt(setting: Setting | None) -> Prompt:
    if setting is None:
        return Prompt("try", "What will you try?")
    ideas = {id: visible(text) for id, text in setting.collaborative.change_ideas.items()}
    return Prompt(
        "try",
        "What will you try?",
        choices=ideas,
        read=partial(_refuse_near, known=ideas),
        near=partial(near_idea, known=ideas),
        or_else="A number, or your own words.",
    )


def _prediction_prompts(answers: Answers, setting: Setting | None) -> Iterator[Prompt]:
    asked = setting.carried.questions[:1] if setting else ()
    about = f"They asked: {visible(asked[0])}" if asked else ""
    yield Prompt(
        "predict",
        "What do you expect to see?",
        default_is="no prediction",
        about=about,
        is_skipped=True,
    )
    if "predict" not in answers:
        return
    if not answers["predict"]:
        if "expect" not in answers:
            yield Prompt("no_prediction", "Why is there no prediction?")
        return
    if setting and setting.measures and "expect" not in answers:
        yield from _expectation_prompts(answers, setting)


def _expectation_prompts(answers: Answers, setting: Setting) -> Iterator[Prompt]:
    names = {id: visible(measure.name) for id, measure in setting.measures.items()}
    offered = setting.carried.offered
    counted = offered.get("counted", "") if offered.get("counted") in names else ""
    counted = counted or only(names)
    ask = "Can that be counted? Which measure shows it?"
    yield Prompt("counted", ask, Asks.OFFERED, names, counted, is_skipped=True)
    measure = setting.measures.get(answers.get("counted") or "")
    if measure:
        before = offered.get("condition", "") if measure.id == counted else ""
        ask = f"What do you expect of {measure.id}, as in `{_example(measure)}`?"
        read = partial(_read_condition, measure)
        yield Prompt("condition", ask, default=before, read=read, is_skipped=True, back="counted")


def _until_prompt(setting: Setting | None) -> Prompt:
    ask = "Until when?"
    if setting is None:
        return Prompt("until", ask)
    meeting = _next_meeting(setting)
    if meeting is None:
        return Prompt("until", "Until when, as in 2025-11-21?", read=partial(_read_end, setting))
    return Prompt(
        "until",
        ask,
        default=str(meeting.day),
        default_is=f"the next meeting{meeting.title and f': {visible(meeting.title)}'}",
        read=partial(_read_end, setting),
    )


def _next_meeting(setting: Setting) -> Meeting | None:
    after = max(setting.today, setting.starts)
    return next((one for one in setting.collaborative.meetings if one.day > after), None)


def _read_end(setting: Setting, typed: str) -> date:
    day = read_typed_day(typed, setting.today)
    if day < setting.starts:
        message = f"the test would end on {day}, before it starts on {setting.starts}"
        raise PdsaError(message, "give a later day")
    return day


def _refuse_near(idea: str, known: Mapping[str, str]) -> None:
    """Refuse what `--try` refuses, in words for somebody who was asked. Raises PdsaError."""
    try:
        refuse_near(idea, known)
    except PdsaError as wrong:
        hint = "type its number; or tell another idea in words, as in Songs at noon"
        raise PdsaError(wrong.message, hint) from None


def _read_condition(measure: Measure, typed: str) -> None:
    """Raise PdsaError or ValueError where it is not one, in words for somebody who was asked."""
    said = " ".join(typed.split())
    if said[:1] in "0123456789":
        value = f"{said}%" if measure.unit == "share" and said.isdecimal() else said
        hint = f"write `{_least(measure)} {value.replace(' of ', '/')}`"
        raise PdsaError(f"`{said}` does not say whether that is the least or the most", hint)
    if said[:1] in "<>=≤≥":
        try:
            read_condition(said)
        except ValueError as wrong:
            raise PdsaError(f"`{said}` begins with a sign", wrong.args[1]) from None
    _, expected = read_expectation(f"{measure.id} {said}")
    require_suitable(expected, measure)


def _example(measure: Measure) -> str:
    if measure.unit == "yes-no":
        return "yes"
    value = "75%" if measure.unit == "share" else "25"
    return f"{_least(measure)} {value}" + (f" per {measure.per}" if measure.per else "")


def _least(measure: Measure) -> str:
    return "at most" if measure.better == "down" else "at least"
