"""What became of a prediction: from `1=met`, as people type it, to a mark in a study."""

from collections.abc import Iterable, Sequence
from typing import Any

from pdsa.core.errors import PdsaError
from pdsa.core.record import PredictionFact
from pdsa.core.refusals import refuse_prediction_number
from pdsa.core.shape import nearest
from pdsa.core.words import MARK_ALIASES, MARKS

_DIGITS = 9  # of a number; more would cost memory and number no prediction


def draft_marks(texts: Iterable[str], known: Sequence[PredictionFact]) -> list[dict[str, Any]]:
    """Return the marks of `N=MARK`, each with all that it is about. Raises PdsaError.

    `known` are the predictions of the plan.
    """
    predicted = {fact.number: fact for fact in known}
    marks: dict[int, dict[str, Any]] = {}
    for text in texts:
        typed, _, word = text.partition("=")
        if not typed.isdecimal():
            message = f"`{text}` is not a mark of a prediction"
            raise PdsaError(message, "write it as in --prediction 1=met")
        number = int(typed[:_DIGITS])
        refuse_prediction_number(number, [*predicted])
        if number in marks:
            raise PdsaError(f"prediction {number} is marked twice", "mark each prediction once")
        marks[number] = {"number": number, "mark": read_mark(word)}
        about = {"text": predicted[number].predict, "expected": predicted[number].expected}
        marks[number] |= {key: text for key, text in about.items() if text}
    return list(marks.values())


def read_mark(word: str) -> str:
    """Return the mark. Raises PdsaError that names the one that is meant, where it is clear."""
    if word in MARKS:
        return word
    meant = MARK_ALIASES.get("-".join(word.lower().split()))
    hint = f"did you mean `{meant}`?" if meant else nearest(word, MARKS)
    raise PdsaError(f"`{word}` is not a mark of a prediction", hint)
