"""Which columns of a small table hold the day and the value: by name, content, or as asked."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise
from typing import NamedTuple, NoReturn

from pdsa.core.errors import PdsaError
from pdsa.core.plain_text import clip, visible
from pdsa.core.values import Reading, read_value
from pdsa.core.words import UNITS
from pdsa.storage.cells import Cell, refuse
from pdsa.storage.points_days import is_like_a_day

_SHOWN = 40  # characters of a name in a message
_COUNTS = 3  # columns of a table with a numerator and a denominator
_DAY = ("day", "date")
_NUMERATOR = ("numerator", "y", "part")
_DENOMINATOR = ("denominator", "n", "whole")
_VALUE = ("value",)
_LISTED = 8
_POINT = (
    "write decimals with a point, as in 91.2, or part the cells by semicolons; "
    "put a text with commas in quotes"
)
Row = Sequence[Cell]


class Columns(NamedTuple):
    """Where a table has what: positions of its columns, from 0."""

    day: int
    value: int
    denominator: int | None = None  # then `value` is the numerator
    plain: int | None = None  # a value for lines without counts
    unit: int | None = None  # these three: of a file that `pdsa chart` wrote
    bound: int | None = None
    excluded: int | None = None


def choose_columns(rows: Sequence[Row], name: str, asked: str = "") -> tuple[Columns, Row]:
    """Return where a table has what, and its line of names, if there is one.

    `asked` is the name of the column of values, or of two with a slash between: part and whole.
    Raises PdsaError where no column has such a name, where several hold values and none is called
    so, and where a line has more cells than the first.
    """
    first = rows[0]
    if not _has_name(first, _DAY) and _begins(first):
        if asked:
            raise PdsaError(f"`{name}` has no names of columns", "write them in its first line")
        _refuse_longer(rows, name, named=False)
        counted = len(first) >= _COUNTS and all(_is_number(row) for row in rows)
        return Columns(0, 1, 2 if counted else None), ()
    _refuse_longer(rows, name, named=True)
    named = _place(first, _DAY)
    day = _first_of_days(rows) if named is None else named
    if asked:
        return _asked(first, day, asked), first
    value, above, below = (_place(first, names) for names in (_VALUE, _NUMERATOR, _DENOMINATOR))
    if above is not None and below is not None:
        columns = Columns(day, above, below, plain=value)
        return columns if value is None else _ours(columns, rows), first
    return Columns(day, _guess(rows, day) if value is None else value), first


def read_or_nothing(cell: Cell) -> Reading | None:
    """Return what a cell says as a value; nothing where it is none."""
    try:
        return read_value(cell.text)
    except ValueError:
        return None


def _refuse_longer(rows: Sequence[Row], name: str, *, named: bool) -> None:
    """Refuse a line with a cell too many: `91,2` in a table of commas is 91 and 2."""
    wide = len(rows[0])
    for row in rows[1:]:
        more = next((cell for cell in row[wide:] if cell.text), None)
        if more and (named or more.text.isdecimal()):
            message = f"this line has {len(row)} cells, and the first line has {wide}"
            refuse(more, name, message, _POINT)


def _begins(row: Row) -> bool:
    """Whether the first line holds a point: its first cell has a digit, or where empty another."""
    text = row[0].text or "".join(cell.text for cell in row)
    return any(map(str.isdigit, text))


def _is_number(row: Row) -> bool:
    """Whether a third column looks like a denominator: a number, or nothing."""
    text = row[2].text if len(row) >= _COUNTS else ""
    return not text or text.replace(".", "", 1).lstrip("-").isdigit()


def _has_name(cells: Row, names: Sequence[str]) -> bool:
    return _place(cells, names) is not None


def _place(cells: Row, names: Sequence[str]) -> int | None:
    places = (place for place, cell in enumerate(cells) if _plain(cell.text) in names)
    return next(places, None)


def _plain(text: str) -> str:
    return " ".join(text.lower().lstrip("# ").split())


def _first_of_days(rows: Sequence[Row]) -> int:
    """The first column whose first cell looks like a day; without one, the first."""
    below = rows[1] if len(rows) > 1 else ()
    return next((place for place, cell in enumerate(below) if is_like_a_day(cell.text)), 0)


def _asked(names: Row, day: int, asked: str) -> Columns:
    """The column that somebody named, or the two: a name may hold a slash itself."""
    if (whole := _place(names, (_plain(asked),))) is not None:
        return Columns(day, whole)
    parts = asked.split("/")
    for cut in range(1, len(parts)):
        pair = ("/".join(parts[:cut]), "/".join(parts[cut:]))
        above, below = (_place(names, (_plain(part),)) for part in pair)
        if above is not None and below is not None:
            return Columns(day, above, below)
    unknown = next(part for part in (*parts, asked) if _place(names, (_plain(part),)) is None)
    known = [_called(cell) for place, cell in enumerate(names) if cell.text and place != day]
    near = get_close_matches(unknown.strip(), known, n=1)
    listed = ", ".join(f"`{one}`" for one in known[:_LISTED])
    hint = f"did you mean `{near[0]}`?" if near else f"there are: {listed or 'none'}"
    raise PdsaError(f"`--column`: there is no column `{visible(clip(unknown, _SHOWN))}`", hint)


def _called(cell: Cell) -> str:
    return clip(visible(cell.text), _SHOWN)


def _guess(rows: Sequence[Row], day: int) -> int:
    """The one column that holds values. Raises PdsaError where several do."""
    names, below = rows[0], rows[1:]
    others = [place for place in range(len(names)) if place != day]
    found = [place for place in others if names[place].text and _holds_values(below, place)]
    if len(found) > 1:
        _refuse_several(names, below, found)
    return found[0] if found else next(iter(others), day + 1)


def _holds_values(rows: Sequence[Row], place: int) -> bool:
    cells = [row[place] for row in rows if place < len(row) and row[place].text]
    return bool(cells) and all(map(read_or_nothing, cells))


def _refuse_several(names: Row, rows: Sequence[Row], found: Sequence[int]) -> NoReturn:
    called = [_called(names[place]) for place in found]
    hint = f'choose one: --column "{called[0]}"'
    shares = (pair for pair in pairwise(found) if _are_part_and_whole(rows, *pair))
    if pair := next(shares, None):
        above, below = (_called(names[place]) for place in pair)
        hint += f'; or a share: --column "{above}/{below}"'
    listed = ", ".join(f"`{one}`" for one in called[:_LISTED])
    raise PdsaError(f"{len(found)} columns hold values: {listed}", hint)


def _are_part_and_whole(rows: Sequence[Row], above: int, below: int) -> bool:
    """Whether one column counts some of what the next one counts: never more."""
    pairs = list(_pairs(rows, above, below))
    return bool(pairs) and all(0 <= part <= whole for part, whole in pairs)


def _pairs(rows: Sequence[Row], above: int, below: int) -> Iterator[tuple[float, float]]:
    for row in rows:
        read = [read_or_nothing(row[place]) for place in (above, below) if place < len(row)]
        values = [float(one.value) for one in read if one and one.value is not None]
        if len(values) == len((above, below)):
            yield values[0], values[1]


def _ours(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns of a table that `pdsa chart` wrote, which says unit and what was left out."""
    unit, bound, excluded = (_place(rows[0], (name,)) for name in ("unit", "bound", "excluded"))
    if unit is None or bound is None or excluded is None:
        return columns
    said = {row[unit].text for row in rows[1:] if unit < len(row)}
    known = len(said) == 1 and said <= {"", *UNITS}
    return columns._replace(unit=unit, bound=bound, excluded=excluded) if known else columns
