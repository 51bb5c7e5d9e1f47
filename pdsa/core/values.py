"""What people type as a value: read exactly, checked against a unit, shown in it, printed."""

import re
from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from pdsa.core.model import Measure

_DIGITS = 12  # in one number: more than any district counts, and no harm to memory
_ALL = 100  # percent
_HINT = "write a value as in 8, 1.5, 75%, 9/12, 95%+ (more than 95 %), yes or no"
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_VALUE = r"(-?[0-9]+(?:\.[0-9]+)?) ?(%?)(\+?)"
_SHARE = r"([0-9]+(?:\.[0-9]+)?) ?/ ?([0-9]+(?:\.[0-9]+)?)"
_OF = r"(?<=[0-9]) (?:out )?of (?=[0-9])"
_THOUSANDS = r"(?<![0-9])([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9,])"
_OVER = r"([1-9][0-9]{0,3})([dwm])"
_PERIODS = {"d": "day", "w": "week", "m": "month"}
_DAYS = {"day": 1, "week": 7}

_UNIT_HINTS = {
    "share": "write 75% or 9/12",
    "count": "write a whole number, as in 8",
    "rate": "write a number or a fraction, as in 1.5 or 3/4",
    "mean": "write a number, as in 3.8",
    "median": "write a number, as in 3.5",
    "rating": "write a number, as in 4.5",
    "minutes": "write minutes as a number, as in 12.5",
    "days": "write days as a number, as in 12.5",
    "yes-no": "write yes or no",
}


class Reading(NamedTuple):
    """A value as typed and what it says: a number, a fraction, or an answer."""

    text: str  # as typed, without white space at its ends
    value: Fraction | None = None  # the number typed: 75 of `75%`; None for 9/12, yes and no
    numerator: Fraction | None = None
    denominator: Fraction | None = None  # never zero
    percent: bool = False
    bound: str = ""  # "more-than" where a plus follows
    answer: bool | None = None


def read_value(text: str) -> Reading:
    """Return what `text` says: 8, -1.5, 75%, 9/12, 95%+, yes or no, exactly.

    Raises ValueError(message, hint).
    """
    typed = text.strip()
    if match := re.fullmatch(_VALUE, typed):
        number, percent, plus = match.groups()
        bound = "more-than" if plus else ""
        return Reading(typed, _exact(number), percent=bool(percent), bound=bound)
    if match := re.fullmatch(_SHARE, typed):
        numerator, denominator = map(_exact, match.groups())
        if not denominator:
            raise ValueError(f"`{typed}` has a denominator of 0", "leave out what was not counted")
        return Reading(typed, numerator=numerator, denominator=denominator)
    if typed.lower() in {"yes", "no"}:
        return Reading(typed, answer=typed.lower() == "yes")
    bound = f"{typed[1:].strip()}+" if typed[:1] == ">" else ""
    near = f"write {bound}" if re.fullmatch(_VALUE, bound) else _near(typed)
    raise ValueError(f"`{typed}` is not a value", near or _HINT)


def read_value_of(measure: Measure, text: str) -> Reading:
    """Return what `text` says of the measure.

    Raises ValueError(message, hint) where it is no value or does not suit the unit; the hint does.
    """
    try:
        reading = read_value(text)
    except ValueError as wrong:
        message, hint = wrong.args
        keep = not hint.startswith("write ") or _suits(hint, measure)
        raise ValueError(message, hint if keep else _hint(measure)) from None
    check_unit(reading, measure)
    return reading


def read_typed(point: Mapping[str, Any]) -> str:
    """Return the value of a point on disk as it was typed: `9/12`, `95%+`, `yes`."""
    if "value" in point:
        value = str(point["value"])
        return value if not point.get("bound") or value.endswith("+") else f"{value}+"
    return "/".join(str(point[key]) for key in ("numerator", "denominator") if key in point)


@lru_cache(maxsize=4096)  # the same few texts stand in thousands of entries
def read_kept(text: str) -> Reading:
    """Return what a kept text says; one that is no value says nothing, and is still text."""
    try:
        return read_value(text)
    except ValueError:
        return Reading(text)


def read_number(text: str) -> Fraction:
    """Return the plain decimal number, not below zero. Raises ValueError(message, hint)."""
    typed = text.strip()
    if not re.fullmatch(_NUMBER, typed):
        hint = _near(typed) or "write digits only, as in 12 or 12.5"
        raise ValueError(f"`{typed}` is not a number", hint)
    return _exact(typed)


def read_over(text: str) -> tuple[int, str]:
    """Return how many periods, at least one, and which: (2, "week") for `2w`.

    Raises ValueError(message, hint).
    """
    match = re.fullmatch(_OVER, text.strip())
    if not match:
        hint = "write a number and d, w or m, as in 10d, 2w or 1m"
        raise ValueError(f"`{text.strip()}` is not a length of time", hint)
    return int(match[1]), _PERIODS[match[2]]


def check_unit(reading: Reading, measure: Measure) -> None:
    """Raise ValueError(message, hint) where the reading does not suit the unit of `measure`."""
    unit = measure.unit
    if not _has_form(reading, unit):
        article = "an answer" if unit == "yes-no" else f"a {unit}"
        message = f"`{reading.text}` is not {article}"
        if unit in {"minutes", "days"}:
            message = f"`{reading.text}` is not a number of {unit}"
        raise ValueError(message, _hint(measure))
    if unit in {"mean", "median", "yes-no"}:
        return
    if reading.value is not None and reading.value < 0:
        raise ValueError(f"`{reading.text}` is below zero", _hint(measure))
    if unit == "share":
        _check_share(reading)


def shown(reading: Reading, measure: Measure, over: str = "") -> Fraction | None:
    """Return the exact value in the unit shown, or None where the reading does not suit it.

    A share is in percent (9/12 is 75), yes is 1 and no is 0. With `over` ("2w") a count or rate
    becomes one per period of the measure: 3 over 2w is 3/2 per week.
    Raises ValueError(message, hint) where `over` does not suit the measure.
    """
    periods = _periods(over, measure) if over else Fraction(1)
    try:
        check_unit(reading, measure)
    except ValueError:
        return None
    if reading.answer is not None:
        return Fraction(reading.answer)
    value = reading.value
    if reading.numerator is not None and reading.denominator is not None:
        value = reading.numerator / reading.denominator * (_ALL if measure.unit == "share" else 1)
    return None if value is None else value / periods


def format_value(value: Fraction, unit: str, per: str = "", bound: str = "") -> str:
    """Return a value in the unit shown as people read it: `75 %`, `1.5 a week`, `yes`.

    At most one decimal in percent and two elsewhere, half rounded up, without trailing zeros.
    """
    if unit == "yes-no" and value in {0, 1}:
        return "yes" if value else "no"
    text = _decimal(value, 1 if unit == "share" else 2)
    if unit == "share":
        text += " %"
    if per:
        text += f" a {per}"
    return f"more than {text}" if bound else text


def _exact(number: str) -> Fraction:
    if sum(character.isdigit() for character in number) > _DIGITS:
        raise ValueError(
            f"`{number}` has more than {_DIGITS} digits", "round it to what was counted"
        )
    return Fraction(number)


def _hint(measure: Measure) -> str:
    return _UNIT_HINTS[measure.unit]


def _suits(hint: str, measure: Measure) -> bool:
    """Whether what a hint says to write would be taken for the measure."""
    try:
        check_unit(read_value(hint.removeprefix("write ")), measure)
    except ValueError:
        return False
    return True


def _near(text: str) -> str:
    """Say what was probably meant, where a comma, a dot or a word is in the way."""
    meant = re.sub(_OF, "/", text)
    meant = re.sub(_THOUSANDS, lambda match: match[1].replace(",", ""), meant).replace(",", ".")
    meant = re.sub(r"(?<![0-9.])\.(?=[0-9])", "0.", meant)
    meant = re.sub(r"(?<=[0-9])\.(?![0-9.])", "", meant)
    if meant != text and (re.fullmatch(_VALUE, meant) or re.fullmatch(_SHARE, meant)):
        return f"write {meant}"
    return ""


def _has_form(reading: Reading, unit: str) -> bool:
    if unit == "yes-no":
        return reading.answer is not None
    if unit == "share":
        return reading.percent or reading.numerator is not None
    if reading.numerator is not None:
        return unit == "rate"
    if reading.value is None or reading.percent:
        return False
    return unit != "count" or reading.value.denominator == 1


def _check_share(reading: Reading) -> None:
    if reading.numerator is not None and reading.denominator is not None:
        if reading.numerator > reading.denominator:
            message = f"`{reading.text}` has a numerator above its denominator"
            raise ValueError(message, "write the part first and the whole second, as in 9/12")
        return
    if reading.value is None:
        return
    if reading.value > _ALL or (reading.bound and reading.value == _ALL):
        raise ValueError(f"`{reading.text}` is more than all", "a share is at most 100%")


def _periods(over: str, measure: Measure) -> Fraction:
    """How many periods of the measure `over` covers."""
    number, period = read_over(over)
    if not measure.per:
        message = f"`{measure.id}` is not counted per day, week or month, so it is not over {over}"
        raise ValueError(message, "leave the length of time out, or give its measure a `per:`")
    if period == measure.per:
        return Fraction(number)
    if "month" in {period, measure.per}:
        message = f"{over} cannot be turned into {measure.per}s: months differ in length"
        letter = measure.per[0]
        raise ValueError(message, f"`{measure.id}` is per {measure.per}: write as in 2{letter}")
    return Fraction(number * _DAYS[period], _DAYS[measure.per])


def _decimal(value: Fraction, places: int) -> str:
    scale: int = 10**places
    rounded = int(abs(value) * scale + Fraction(1, 2))
    whole, part = divmod(rounded, scale)
    decimals = f".{part:0{places}}".rstrip("0").rstrip(".")
    sign = "-" if value < 0 and rounded else ""
    return f"{sign}{whole}{decimals}"
