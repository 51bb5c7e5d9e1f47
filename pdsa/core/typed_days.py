"""A day as somebody types it when asked: what is no ISO day is told as one."""

import re
from datetime import date, timedelta

from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = r"([0-9]{1,2})[/.-]([0-9]{1,2})(?:[/.-]([0-9]{4}|[0-9]{2}))?"  # 11/21/2025, 11/21
_YEAR_FIRST = r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})"  # 2025/11/21
_NAMED = r"([a-z]{3})[a-z]*\.? ([0-9]{1,2})(?:st|nd|rd|th)?(?:,? ([0-9]{4}))?"  # Nov 21, 2025
_CENTURY = 2000


def read_typed_day(typed: str, today: date) -> date:
    """Return the day. Raises PdsaError whose hint has it in ISO form where it can be told."""
    try:
        return read_day(typed, today)
    except ValueError as wrong:
        message, _ = wrong.args
        day = _guess(" ".join(typed.lower().split()), today)
        hint = f"write it as {day}" if day else f"write a day as in {today}"
        raise PdsaError(message, hint) from None


def _guess(typed: str, today: date) -> date | None:
    """The day that is probably meant, by the way of the United States: month first."""
    word = typed.removeprefix("next ").removeprefix("on ")
    if word == "tomorrow":
        return today + timedelta(days=1)
    if word in _WEEKDAYS:
        ahead = (_WEEKDAYS.index(word) - today.weekday() - 1) % 7 + 1
        return today + timedelta(days=ahead)
    if match := re.fullmatch(_YEAR_FIRST, word):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := re.fullmatch(_NAMED, word):
        month = _MONTHS.index(match[1]) + 1 if match[1] in _MONTHS else 0
        return _day(int(match[3] or today.year), month, int(match[2]))
    if match := re.fullmatch(_NUMBERS, word):
        year = int(match[3] or today.year) % 100 + _CENTURY
        one, other = int(match[1]), int(match[2])
        return _day(year, one, other) or _day(year, other, one)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
