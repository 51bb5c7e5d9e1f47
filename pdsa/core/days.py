"""Days as people type and read them: ISO or relative, and words that no locale changes."""

import re
from datetime import date, timedelta

_RELATIVE = r"-([0-9]{1,4})([dw])"
_ISO = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)
_HINT = "write a day as in 2025-11-03, today, yesterday, -3d or -2w"


def read_iso_day(text: str) -> date:
    """Return the day of the calendar, as in 2025-11-03. Raises ValueError(message, hint)."""
    if re.fullmatch(_ISO, text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    message = f"`{text}` is not a day of the calendar"
    raise ValueError(message, "write year, month and day, as in 2025-11-03")


def read_day(text: str, today: date) -> date:
    """Return the day that `text` names: ISO, `today`, `yesterday`, `-3d` or `-2w` before `today`.

    Raises ValueError(message, hint).
    """
    typed = text.strip().lower()
    if typed in {"today", "yesterday"}:
        return today - timedelta(days=typed == "yesterday")
    if match := re.fullmatch(_RELATIVE, typed):
        days = int(match[1]) * (7 if match[2] == "w" else 1)
        try:
            return today - timedelta(days=days)
        except OverflowError:
            raise ValueError(f"`{typed}` is before every calendar", _HINT) from None
    if re.fullmatch(_ISO, typed):
        return read_iso_day(typed)
    raise ValueError(f"`{text.strip()}` is not a day", _HINT)


def weekday_and_day(day: date) -> str:
    """Return the day in words, as in "Fri 21 Nov 2025"."""
    return f"{_WEEKDAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def months_between(starts: date, ends: date, today: date) -> tuple[int, int]:
    """Return which month `today` is and how many there are in all: (3, 6) is month 3 of 6.

    Months run from the day of the month of `starts`; their number is rounded, so that a few days
    more are no month of their own. The first number is 0 before the start, and the last month
    stays after the end.
    """
    days = (ends - starts).days + 1
    months = max(1, round(days * 12 / 365))
    if today < starts:
        return 0, months
    passed = (today.year - starts.year) * 12 + today.month - starts.month
    return min(passed - (today.day < starts.day) + 1, months), months
