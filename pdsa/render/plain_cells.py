"""Lines of tab-separated cells: every line begins with its kind, a head with `#` and its kind."""

from collections.abc import Iterable, Iterator
from datetime import date

from pdsa.render.chart_words import safe_cell

Cell = str | int | date | None


def head_line(kind: str, *columns: str) -> str:
    """Return the line that names the columns of a kind; each argument may hold several names."""
    return "\t".join([f"#{kind}", *" ".join(columns).split()])


def row_line(*cells: Cell) -> str:
    """Return a line; what a spreadsheet would run gets the quote that stops it."""
    return "\t".join("" if cell is None else safe_cell(str(cell)) for cell in cells)


def block(kind: str, columns: str, rows: Iterable[tuple[Cell, ...]]) -> Iterator[str]:
    """Yield a head and the lines of one kind; nothing where there are none."""
    found = list(rows)
    if found:
        yield head_line(kind, columns)
        yield from (row_line(kind, *cells) for cells in found)
