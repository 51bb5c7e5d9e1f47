"""What a prediction expects, in words that neither YAML nor a shell misreads."""

import re
from typing import NamedTuple

from pdsa.core.days import read_iso_day
from pdsa.core.ids import id_problem
from pdsa.core.model import Expectation, Measure
from pdsa.core.values import Reading, check_unit, read_value
from pdsa.core.words import EXPECTED_WORDS, PERIODS

_SIGNS = {
    ">=": "at least",
    "=>": "at least",
    "<=": "at most",
    "=<": "at most",
    ">": "more than",
    "<": "less than",
    "==": "exactly",
    "=": "exactly",
    "≥": "at least",
    "≤": "at most",
}
_SIGN = r"(>=|=>|<=|=<|==|>|<|=|≥|≤) *"  # longest first
_WORD = rf"({'|'.join(word.replace(' ', ' +') for word in EXPECTED_WORDS)})(?: +|$)"
_PER = rf" +per +({'|'.join(PERIODS)})$"
_QUESTION = r"([0-9]{1,3}) *: *"
_BY = r" +by +([^ ]+)$"
_HINT = (
    "write as in `at least 75%`, `more than 4`, `at most 2 per week`, `exactly 3`, `yes` or `no`"
)
_FLAG_HINT = "write as in `weekly-use at least 75% by 2025-11-21`"


class Condition(NamedTuple):
    """What a value has to be: a word, a value and, where it is a rate, its period."""

    word: str  # one of EXPECTED_WORDS; "exactly" for a bare yes or no
    value: Reading
    per: str = ""


def read_condition(text: str) -> Condition:
    """Return the condition that `text` states, as in `at least 25 per week`, `yes` or `no`.

    Raises ValueError(message, hint).
    """
    typed = " ".join(text.split())
    if typed in {"yes", "no"}:
        return Condition("exactly", read_value(typed))
    if match := re.match(_SIGN, typed):
        rest = typed[match.end() :] or "25"
        hint = f"write it in words: `{_SIGNS[match[1]]} {rest}`"
        raise ValueError(f"`{typed}` has a sign that YAML and shells misread", hint)
    word = re.match(_WORD, typed)
    if not word:
        raise ValueError(f"`{typed}` does not say what to expect", _HINT)
    value, per = typed[word.end() :], ""
    if match := re.search(_PER, value):
        value, per = value[: match.start()], match[1]
    if not value:
        raise ValueError(f"`{typed}` has no value", f"write as in `{word[1]} 25`")
    reading = read_value(value)
    if reading.bound or reading.answer is not None:
        raise ValueError(f"`{value}` cannot follow `{word[1]}`", _HINT)
    if per and reading.percent:
        raise ValueError(f"`{value}` has no period", f"write `{word[1]} {value}`")
    return Condition(word[1], reading, per)


def read_expectation(text: str) -> tuple[int | None, Expectation]:
    """Return the question's number, where there is one, and what it expects.

    The form is `[N:] MEASURE at least VALUE [per week] [by DATE]`.
    Raises ValueError(message, hint).
    """
    typed = " ".join(text.split())
    number = None
    if match := re.match(_QUESTION, typed):
        number, typed = int(match[1]), typed[match.end() :]
        if number == 0:
            raise ValueError("`0` is not the number of a question", "the first question is 1")
    by = None
    if match := re.search(_BY, typed):
        by, typed = read_iso_day(match[1]), typed[: match.start()]
    if re.match(_WORD, typed):
        raise ValueError(f"`{typed}` does not name a measure", _FLAG_HINT)
    measure, _, condition = typed.partition(" ")
    _check_measure(measure, condition)
    if not condition:
        message = f"`{measure}` is a measure without a condition"
        raise ValueError(message, f"use words, in quotes: `{measure} at least 25`")
    if condition[0] in "-0123456789":
        message = f"`{typed}` does not say whether that is the least or the most"
        hint = f"the shell may have taken a sign: use words, as in `{measure} at least {condition}`"
        raise ValueError(message, hint)
    read_condition(condition)
    return number, Expectation(measure, condition, by)


def require_suitable(expected: Expectation, measure: Measure) -> None:
    """Raise ValueError(message, hint) where a condition does not suit its measure.

    A count may be expected with decimals: over several periods it is an average.
    """
    word, value, per = read_condition(expected.condition)
    if per and per != measure.per:
        counted = f"per {measure.per}" if measure.per else "without a period"
        hint = f"write it {counted}, as in `{word} {value.text}{_suffix(measure)}`"
        raise ValueError(f"`{measure.id}` is counted {counted}, not per {per}", hint)
    if measure.unit == "count" and value.value is not None and value.value >= 0:
        measure = measure._replace(unit="count" if value.percent else "rate")
    try:
        check_unit(value, measure)
    except ValueError as wrong:
        message, hint = wrong.args
        if measure.unit == "share" and value.value is not None and not value.percent:
            hint = f"write `{word} {value.text}%`"
        raise ValueError(message, hint) from None


def _suffix(measure: Measure) -> str:
    return f" per {measure.per}" if measure.per else ""


def _check_measure(measure: str, condition: str) -> None:
    """Raise ValueError(message, hint) where `measure` cannot be the id of one."""
    if sign := re.search(r"[<>=≤≥]", measure):
        start, rest = measure[: sign.start()], measure[sign.start() :]
        match = re.match(_SIGN, rest)
        word = _SIGNS[match[1]] if match else EXPECTED_WORDS[0]
        value = f"{rest[match.end() :] if match else ''} {condition}".strip() or "25"
        message = f"`{measure}` has a sign that YAML and shells misread"
        raise ValueError(message, f"write it in words: `{start or 'MEASURE'} {word} {value}`")
    if not measure:
        raise ValueError("there is no measure", _FLAG_HINT)
    if id_problem(measure):
        raise ValueError(f"`{measure}` is not the id of a measure", _FLAG_HINT)
