"""What every section on a screen is made of: heads, bullets, labelled texts, plain tables."""

from collections.abc import Iterable

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pdsa.core.plain_text import visible

NARROW = 72  # columns below which rows become lists
ROOMY = 100  # from here on there is room for more columns
NAME = 24  # characters of a district, in a table
LABEL = 60  # of a title, an idea, a measure
TEXT = 160  # of what somebody wrote; the whole text is in the other formats
FIRST = 12  # rows of a long list; the rest is a command away
FEW = 6  # districts of which a screen can show everything


def section(title: str, note: str = "") -> Text:
    """Return the head of a section, with a quieter note beside it."""
    text = Text("\n")
    text.append(title.upper(), style="bold cyan")
    return text.append(f"   {visible(note)}" if note else "")


def bullet(text: str, indent: int = 2) -> Padding:
    """Return a sentence that wraps at its own indent."""
    return Padding(Text(visible(text)), (0, 0, 0, indent))


def bold(text: str, indent: int = 2) -> Padding:
    """Return a head within a section."""
    return Padding(Text(visible(text), style="bold"), (0, 0, 0, indent))


def table(first: str, widest: int | None = None) -> Table:
    """Return an empty table whose first column holds names; `widest` clips them."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    if widest:
        made.add_column(first, max_width=widest, no_wrap=True, overflow="ellipsis")
    else:
        made.add_column(first, min_width=16)
    return made


def labelled(rows: Iterable[tuple[str, str]], indent: int = 4) -> Padding:
    """Return labels with their texts, which wrap beside the label."""
    made = Table.grid(padding=(0, 1, 0, 0))
    made.add_column(no_wrap=True, style="dim")
    made.add_column(overflow="fold")
    for label, text in rows:
        made.add_row(f"{label}:" if label else "", Text(visible(text)))
    return Padding(made, (0, 0, 0, indent))


def columns(*sizes: tuple[str, int, bool]) -> Table:
    """Return a table of fixed columns: head, width, right; tables below each other line up."""
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for head, width, right in sizes:
        made.add_column(
            head,
            width=width,
            no_wrap=True,
            overflow="ellipsis",
            justify="right" if right else "left",
        )
    return made
