"""Answers said again: in full before they are logged, and as the words of a command line."""

from collections.abc import Iterable

from pdsa.core import words
from pdsa.core.flags import WORDS, flag
from pdsa.core.questions import PREDICTION, Answers
from pdsa.core.refusals import read_decision


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
    """Return what will be logged, on one line: marks and the decision in full."""
    parts = []
    if answered := answers.get("as_planned"):
        parts.append(f"as planned: {answered}")
    parts += [f"prediction {mark.replace('=', ' ')}" for mark in marks_in(answers)]
    if decision := answers.get("decision"):
        chosen = read_decision(decision)
        parts.append(f"{chosen.upper()}: {words.DECISIONS[chosen]}")
    if measure := answers.get("measure"):
        parts.append(f"{measure} {answers.get('values')} on {answers.get('day')}")
    if score := answers.get("score"):
        parts.append(f"score {score}, as {answers.get('as')}")
    return "; ".join(parts)
