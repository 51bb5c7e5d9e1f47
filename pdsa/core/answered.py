"""Answers said again: in full before they are logged, and as the words of a command line."""

from collections.abc import Container, Iterable
from datetime import date

from pdsa.core import words
from pdsa.core.flags import WORDS, flag
from pdsa.core.plain_text import clip, day_words, visible
from pdsa.core.private_text import PRIVATE_OK
from pdsa.core.questions import PREDICTION, Answers
from pdsa.core.record import CycleFacts, PredictionFact
from pdsa.core.refusals import read_decision

_SHOWN = 60  # characters of a text in the last check
_SAID = {
    "as_planned": "as planned: {as_planned}",
    "measure": "{measure} {values} on {day}",
    "n": "of {n} people",
    "score": "score {score}, as {as}",
    **dict.fromkeys(["values", "day", "as", PRIVATE_OK], ""),
}


def as_words(answers: Answers) -> list[str]:
    """Return the answers as a command line takes them, those without a flag first.

    What was skipped is left out, and so is a measure without what is expected of it.
    """
    given = {name: str(answer) for name, answer in answers.items() if answer}
    found = [given[name] for name in given if name in WORDS]
    for name, answer in given.items():
        if name.startswith(PREDICTION):
            found += ["--prediction", f"{name.removeprefix(PREDICTION)}={answer}"]
        elif name == "condition":
            found += ["--expect", f"{given['counted']} {answer}"]
        elif name not in {*WORDS, "counted"}:
            found += [flag(name), answer]
    return found


def marks_in(answers: Answers) -> list[str]:
    """Return the marks among the answers as `--prediction` takes them: `1=met`."""
    return [
        f"{name.removeprefix(PREDICTION)}={mark}"
        for name, mark in answers.items()
        if name.startswith(PREDICTION) and mark
    ]


def marked(flags: Iterable[str]) -> dict[str, str]:
    """Return `1=met`, as flags say it, as answers."""
    pairs = (text.partition("=") for text in flags)
    return {f"{PREDICTION}{number.lstrip('0')}": mark for number, _, mark in pairs}


def in_full(answers: Answers) -> str:
    """Return what will be logged, on one line: marks and the decision in full, texts clipped."""
    parts = [_in_words(name, answers) for name, answer in answers.items() if answer]
    return "; ".join(filter(None, parts)) + kept_because(answers)


def kept_because(answers: Answers) -> str:
    """Return why a text that may point to a person stays, to be added to what will be logged."""
    why = answers.get(PRIVATE_OK)
    return f"; it may stay because: {quoted(why)}" if why else ""


def doubts_on_close(
    answers: Answers,
    facts: CycleFacts,
    predictions: Iterable[PredictionFact],
    told: Container[int],
    day: date,
) -> str:
    """Return what one should know before a cycle is closed on a day; empty where nothing is odd.

    A test that still runs, and predictions that are met where no data say so: `told` are the
    numbers of those on which the data say something.
    """
    parts = []
    if facts.ends and facts.ends > day:
        parts.append(f"the test runs until {day_words(facts.ends)}")
    for fact in predictions:
        is_met = answers.get(f"{PREDICTION}{fact.number}") == "met"
        if is_met and fact.number not in told and (fact.measure or not facts.points):
            data = "the data cannot tell" if facts.points else "no point was recorded"
            parts.append(f"prediction {fact.number} is met, though {data}")
    return f"Note: {'; '.join(parts)}" if parts else ""


def quoted(text: str) -> str:
    """Return a text in quotes, on one line, clipped."""
    return f'"{clipped(text)}"'


def clipped(text: str) -> str:
    """Return a text as the last check shows it: on one line, and not all of a long one."""
    return clip(visible(str(text)), _SHOWN)


def _in_words(name: str, answers: Answers) -> str:
    """One answer; empty where another one tells it, too."""
    answer = answers[name]
    if name in _SAID:
        return _SAID[name].format_map({"values": "", "day": "", "as": "", **answers})
    if name.startswith(PREDICTION):
        return f"{name} {answer}"
    if name == "decision":
        chosen = read_decision(answer)
        return f"{chosen.upper()}: {words.DECISIONS[chosen]}"
    return f"{name.replace('_', ' ')}: {quoted(answer)}"
