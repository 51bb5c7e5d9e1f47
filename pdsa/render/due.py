"""What is due as lines: for a screen by day, each thing with the command that does it."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from textwrap import wrap

from pdsa.core.days import weekday_and_day
from pdsa.core.due import Due
from pdsa.core.plain_text import clip, count_words, visible
from pdsa.core.table import Table
from pdsa.render.plain import render_table

_INDENT = "  "
_COMMAND = "    "
_WIDEST = 120  # a longer line is hard to read


def render_lines(table: Table) -> str:
    """Return what is due as tab-separated lines; nothing is one line that begins with `#`."""
    return render_table(table) if table.rows else f"# {table.empty}\n"


def render_page(found: Sequence[Due], today: date, width: int, empty: str) -> str:
    """Return what is due for a screen of `width` columns, in the order given; else `empty`."""
    if not found:
        return f"{empty}\n"
    return "".join(f"{line}\n" for line in _lines(found, today, min(width, _WIDEST)))


def _lines(found: Sequence[Due], today: date, width: int) -> Iterator[str]:
    for number, ((day, late), group) in enumerate(groupby(found, lambda due: (due.day, due.late))):
        if number:
            yield ""
        yield f"{weekday_and_day(day)} · {_when(day, late, today)}"
        for due in group:
            line = f"{_INDENT}{visible(due.called)}  {due.what}"
            if due.about:
                line += f" · {visible(due.about)}"
            yield clip(line, width)
            yield from wrap(
                visible(due.command),
                width,
                initial_indent=_COMMAND,
                subsequent_indent=_COMMAND + _INDENT,
                break_on_hyphens=False,
                break_long_words=False,  # an address is one word, to be copied
            )


def _when(day: date, late: int, today: date) -> str:
    if day > today:
        ahead = (day - today).days
        return "tomorrow" if ahead == 1 else f"in {count_words(ahead, 'day')}"
    if day == today:
        return "today"
    return f"{count_words(late, 'day')} late" if late else "school break since"
