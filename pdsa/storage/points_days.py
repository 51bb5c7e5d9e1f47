"""Reads a column of days: ISO, or as a spreadsheet writes them where that has one meaning."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pdsa.core.days import read_iso_day
from pdsa.core.plain_text import clip, day_words
from pdsa.storage.cells import Cell, refuse

_SLASHED = r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})"  # of a spreadsheet: month first, or day first
_DOTTED = r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})"  # day first wherever it is used
_LIKE = r"[0-9]{1,4}[-/.][0-9]{1,2}[-/.][0-9]{1,4}"
_MONTHS = 12
_SHOWN = 40
_HINT = "write year, month and day, as in 2025-11-03"


class Days(NamedTuple):
    """The days of a column, and a sentence where they had to be interpreted."""

    days: tuple[date, ...]
    note: str = ""


def is_like_a_day(text: str) -> bool:
    """Say whether a text has the form of a day of some calendar."""
    return re.fullmatch(_LIKE, text) is not None


def read_days(cells: Sequence[Cell], name: str) -> Days:
    """Return the day of each cell: 2025-11-03, 3.11.2025, or 11/3/2025.

    With slashes the whole column decides whether the month comes first: some day after the 12th
    shows it. Raises PdsaError for what is no day, and where a column may mean two things.
    """
    slashed = [(cell, match) for cell in cells if (match := re.fullmatch(_SLASHED, cell.text))]
    order = _order(slashed, name)
    days = tuple(_day(cell, order, name) for cell in cells)
    read = next((place for place, cell in enumerate(cells) if "-" not in cell.text), None)
    if read is None:
        return Days(days)
    how = {"month": "month/day/year", "day": "day/month/year"}.get(order, "day.month.year")
    return Days(days, f"Days were read as {how}: {cells[read].text} is {day_words(days[read])}.")


def _order(slashed: Sequence[tuple[Cell, re.Match[str]]], name: str) -> str:
    """What comes first in a column with slashes: month or day; empty where there are none."""
    if not slashed:
        return ""
    firsts = [cell for cell, match in slashed if int(match[1]) > _MONTHS]
    seconds = [cell for cell, match in slashed if int(match[2]) > _MONTHS]
    by_day = next((cell for cell in firsts if cell not in seconds), None)
    by_month = next((cell for cell in seconds if cell not in firsts), None)
    if by_day and by_month:
        message = f"`{by_day.text}` begins with a day, and `{by_month.text}` with a month"
        refuse(by_day, name, message, _HINT)
    if by_day or by_month:
        return "day" if by_day else "month"
    if firsts or all(int(match[1]) == int(match[2]) for _, match in slashed):
        return "month"
    cell, match = next(one for one in slashed if int(one[1][1]) != int(one[1][2]))
    first, second, year = map(int, match.groups())
    both = f"{year:04}-{first:02}-{second:02} or {year:04}-{second:02}-{first:02}"
    message = f"`{cell.text}` may be two days: nothing here shows which number is the month"
    return refuse(cell, name, message, f"write days as in {both}")


def _day(cell: Cell, order: str, name: str) -> date:
    text = cell.text
    if match := re.fullmatch(_SLASHED, text):
        month, day = (match[1], match[2]) if order == "month" else (match[2], match[1])
        text = f"{match[3]}-{month:0>2}-{day:0>2}"
    elif match := re.fullmatch(_DOTTED, text):
        text = f"{match[3]}-{match[2]:0>2}-{match[1]:0>2}"
    try:
        return read_iso_day(text)
    except ValueError:
        shown = clip(cell.text, _SHOWN)
        known = is_like_a_day(cell.text)
        message = f"`{shown}` is not a day of the calendar" if known else f"`{shown}` is not a day"
        refuse(cell, name, message if cell.text else "there is no day", _HINT)
