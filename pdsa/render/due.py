"""What is due as lines: for a screen by day, each thing with the command that does it."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from textwrap import wrap

from pdsa.core.days import weekday_and_day
from pdsa.core.due import Due
from pdsa.core.next_thing import NextThing
from pdsa.core.plain_text import count_words, visible
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


def render_next(found: NextThing, width: int) -> str:
    """Return the one next thing and its command at `width` columns; 0 wraps nothing."""
    lines = [found.what, f"{_INDENT}{visible(found.command)}"]
    if width:
        said = _wrapped(found.what, width, "", "")
        lines = [*said, *_wrapped(visible(found.command), width, _INDENT, _COMMAND)]
    return "".join(f"{line}\n" for line in lines)


def _lines(found: Sequence[Due], today: date, width: int) -> Iterator[str]:
    for number, ((day, late), group) in enumerate(groupby(found, lambda due: (due.day, due.late))):
        if number:
            yield ""
        yield f"{weekday_and_day(day)} · {_when(day, late, today)}"
        for due in group:
            first = f"{_INDENT}{visible(due.called)}  "
            text = f"{due.what} · {visible(due.about)}" if due.about else due.what
            yield from _wrapped(text, width, first, " " * min(len(first), width // 3))
            yield from _wrapped(visible(due.command), width, _COMMAND, _COMMAND + _INDENT)


def _wrapped(text: str, width: int, first: str, then: str) -> list[str]:
    """Return the text in lines; an address is one word, to be copied."""
    return wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=then,
        break_on_hyphens=False,
        break_long_words=False,
    )


def _when(day: date, late: int, today: date) -> str:
    if day > today:
        ahead = (day - today).days
        return "tomorrow" if ahead == 1 else f"in {count_words(ahead, 'day')}"
    if day == today:
        return "today"
    return f"{count_words(late, 'day')} late" if late else "school break since"
