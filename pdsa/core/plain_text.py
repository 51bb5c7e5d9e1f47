"""Text as a screen may show it: what users wrote without control characters, days, counts."""

import json
import re
from datetime import date

from pdsa.core.days import weekday_and_day

_BREAKS = "[\t\n\v\f\r\x85\u2028\u2029]+"
# C0, DEL and C1; Arabic letter mark, direction marks, overrides and isolates; a byte order mark;
# half characters; tags. Joiners stay: Persian words and some pictures need them.
HIDDEN = (
    "[\0-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e"
    "\u2066-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """Return `text` on one line, without characters that steer a terminal or reorder a line."""
    if text.isprintable():  # nearly always, and quick
        return text
    return re.sub(HIDDEN, "", re.sub(_BREAKS, " ", text))


def visible_lines(text: str) -> str:
    """Return `text` with its lines, each as a screen may show it."""
    return "\n".join(map(visible, text.split("\n")))


def escaped(document: str) -> str:
    """Return the same JSON with escapes for what could steer a terminal or reorder a line."""
    return "\n".join(re.sub(HIDDEN, _escape, line) for line in document.split("\n"))


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def clip(text: str, length: int) -> str:
    """Return at most `length` characters of `text`, with an ellipsis where it goes on."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def day_words(day: date) -> str:
    """Return a day as people read it in every locale: 19 Dec 2025."""
    return weekday_and_day(day).partition(" ")[2]


def period_words(first: date, last: date) -> str:
    """Return a period without what its ends share: 3 to 21 Nov 2025."""
    if first == last:
        return day_words(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {day_words(last)}"
    if first.year == last.year:
        return f"{day_words(first).rpartition(' ')[0]} to {day_words(last)}"
    return f"{day_words(first)} to {day_words(last)}"


def count_words(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: 1 district, 2 districts."""
    return f"{number} {one if number == 1 else many or one + 's'}"
