"""Reads the points of one measure from a small table: a day and a value, or two counts."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, NoReturn

from pdsa.core.chart import Observation
from pdsa.core.days import read_iso_day
from pdsa.core.errors import PdsaError
from pdsa.core.observations import percent_of
from pdsa.core.plain_text import clip, count_words, visible
from pdsa.core.values import Reading, read_number, read_value
from pdsa.storage.cells import Cell, decode, read_bytes, read_rows, refuse

_SHOWN = 40  # characters of a cell in a message
_COUNTS = 3  # columns of a table with a numerator and a denominator
_DAY = ("day", "date")
_NUMERATOR = ("numerator", "y", "part")
_DENOMINATOR = ("denominator", "n", "whole")
_VALUE = ("value",)


class Columns(NamedTuple):
    """Where a table has what: positions of its columns, from 0."""

    day: int
    value: int
    denominator: int | None = None  # then `value` is the numerator


class PointsFile(NamedTuple):
    """What a table of points says: observations by day, their unit, and what was not read."""

    name: str  # of the file, without its ending
    unit: str  # share, rate or yes-no where the cells say so; else empty
    observations: tuple[Observation, ...]
    notes: tuple[str, ...] = ()


def read_points(path: str, *, rates: bool = False) -> PointsFile:
    """Return the points of a file, or of standard input for `-`, sorted by day.

    Separators are commas, semicolons or tabs; a first line of names is optional; an empty cell is a
    missing point, and so is 0 of 0. With `rates` a numerator may lie above its denominator.
    Raises PdsaError that says file, line and column, what is wrong and what to do.
    """
    name = "standard input" if path == "-" else path
    return parse_points(decode(read_bytes(path), name), name, rates=rates)


def parse_points(text: str, name: str, *, rates: bool = False) -> PointsFile:
    """Return the points of a text; `name` is what errors call it. Raises PdsaError."""
    rows = list(read_rows(text))
    if not rows:
        _refuse_empty(name)
    columns, names = _columns(rows)
    found: dict[date, tuple[Cell, Observation, Reading | None]] = {}
    for row in rows[1:] if names else rows:
        cell, day = _day(row, columns, name)
        if day in found:
            twice = f"`{cell.text}` is there twice, first in line {found[day][0].line}"
            refuse(cell, name, twice, "keep one line a day")
        found[day] = (cell, *_observation(row, columns, day, name, rates=rates))
    readings = [(cell, reading) for cell, _, reading in found.values()]
    unit = _unit(readings, columns, name, rates=rates)
    observations = [one for _, one, _ in found.values()]
    if all(one.value is None for one in observations):
        _refuse_empty(name)
    notes = [*_not_read(names or rows[0], columns, named=bool(names))]
    if [*found] != sorted(found):
        notes.append("The lines were not in the order of their days; the chart is.")
    stem = Path(name).stem if name != "standard input" else "points"
    shown = sorted(_in_unit(one, unit) for one in observations)
    return PointsFile(visible(stem), unit, tuple(shown), tuple(notes))


def _columns(rows: Sequence[Sequence[Cell]]) -> tuple[Columns, list[Cell]]:
    """Where the table has what, and its line of names, if there is one."""
    first = rows[0]
    if not _has_name(first, _DAY) and _begins(first):
        counted = len(first) >= _COUNTS and all(_is_number(row) for row in rows)
        return Columns(0, 1, 2 if counted else None), []
    names = list(first)
    day = _place(names, _DAY, 0)
    if _has_name(names, _NUMERATOR) and _has_name(names, _DENOMINATOR):
        return Columns(day, _place(names, _NUMERATOR, 1), _place(names, _DENOMINATOR, 2)), names
    return Columns(day, _place(names, _VALUE, 0 if day else 1)), names


def _begins(row: Sequence[Cell]) -> bool:
    """Whether the first line holds a point: its first cell has a digit, or where empty another."""
    text = row[0].text or "".join(cell.text for cell in row)
    return any(map(str.isdigit, text))


def _is_number(row: Sequence[Cell]) -> bool:
    """Whether a third column looks like a denominator: a number, or nothing."""
    text = row[2].text if len(row) >= _COUNTS else ""
    return not text or text.replace(".", "", 1).lstrip("-").isdigit()


def _has_name(cells: Sequence[Cell], names: Sequence[str]) -> bool:
    return any(_plain(cell) in names for cell in cells)


def _place(cells: Sequence[Cell], names: Sequence[str], otherwise: int) -> int:
    places = [place for place, cell in enumerate(cells) if _plain(cell) in names]
    return places[0] if places else otherwise


def _plain(cell: Cell) -> str:
    return cell.text.lower().lstrip("# ")


def _day(row: Sequence[Cell], columns: Columns, name: str) -> tuple[Cell, date]:
    cell = _cell(row, columns.day)
    try:
        return cell, read_iso_day(cell.text)
    except ValueError as wrong:
        refuse(cell, name, _short(str(wrong.args[0]), cell), wrong.args[1])


def _observation(
    row: Sequence[Cell], columns: Columns, day: date, name: str, *, rates: bool
) -> tuple[Observation, Reading | None]:
    cell = _cell(row, columns.value)
    if columns.denominator is not None:
        below = _cell(row, columns.denominator)
        counts = [_number(one, name) for one in (cell, below)]
        return _of_counts(cell, below, counts, day, name, rates=rates), None
    if not cell.text:
        return Observation(day, None), None
    try:
        reading = read_value(cell.text)
    except ValueError as wrong:
        hint = f"{wrong.args[1]}; leave the cell empty where nothing was counted"
        refuse(cell, name, _short(str(wrong.args[0]), cell), hint)
    numerator, denominator = reading.numerator, reading.denominator
    if numerator is not None and denominator is not None:
        return _of_counts(cell, cell, [numerator, denominator], day, name, rates=rates), reading
    value = Fraction(reading.answer) if reading.answer is not None else reading.value
    return Observation(day, value, text=cell.text, bound=reading.bound), reading


def _number(cell: Cell, name: str) -> Fraction | None:
    if not cell.text:
        return None
    if cell.text.startswith("-"):
        refuse(cell, name, f"`{clip(cell.text, _SHOWN)}` is below zero", "counts begin at 0")
    try:
        return read_number(cell.text)
    except ValueError as wrong:
        hint = f"{wrong.args[1]}; leave the cell empty where nothing was counted"
        refuse(cell, name, _short(str(wrong.args[0]), cell), hint)


def _of_counts(
    cell: Cell,
    below: Cell,
    counts: Sequence[Fraction | None],
    day: date,
    name: str,
    *,
    rates: bool,
) -> Observation:
    numerator, denominator = counts
    text = cell.text if below is cell else f"{cell.text}/{below.text}"
    if numerator is None or denominator is None:
        return Observation(day, None)
    if numerator and not denominator:
        refuse(
            below,
            name,
            f"`{text}` counts some of nothing",
            "leave both cells empty where nothing was counted",
        )
    if not denominator:
        return Observation(day, None, text=text)
    if numerator > denominator and not rates:
        hint = "write the part first and the whole second; a rate goes with --chart u"
        refuse(cell, name, f"`{text}` has a numerator above its denominator", hint)
    return Observation(day, numerator / denominator, numerator, denominator, text)


def _unit(
    cells: Sequence[tuple[Cell, Reading | None]], columns: Columns, name: str, *, rates: bool
) -> str:
    """What all cells agree on. Raises PdsaError at the first that disagrees."""
    if columns.denominator is not None:
        return "rate" if rates else "share"
    known = [(cell, _form(reading, rates=rates)) for cell, reading in cells if reading]
    for cell, form in known:
        if form != known[0][1]:
            first = known[0][0].line
            refuse(
                cell,
                name,
                f"this value is not of the kind of the one in line {first}",
                "write all as 12, all as 75% or 9/12, or all as yes and no",
            )
    return known[0][1] if known else ""


def _form(reading: Reading, *, rates: bool) -> str:
    if reading.answer is not None:
        return "yes-no"
    if reading.numerator is not None:
        return "rate" if rates else "share"
    return "share" if reading.percent else ""


def _in_unit(one: Observation, unit: str) -> Observation:
    if unit != "share" or one.numerator is None or one.denominator is None:
        return one
    return one._replace(value=percent_of(one.numerator, one.denominator))


def _cell(row: Sequence[Cell], place: int) -> Cell:
    """The cell of a column; a short line has an empty one at its end."""
    if place < len(row):
        return row[place]
    last = row[-1]
    return Cell("", last.line, last.col + len(last.text))


def _not_read(first: Sequence[Cell], columns: Columns, *, named: bool) -> Iterator[str]:
    others = [cell for place, cell in enumerate(first) if place not in columns]
    if others and named:
        names = ", ".join(f"`{clip(visible(cell.text), _SHOWN)}`" for cell in others if cell.text)
        if names:
            yield f"Columns that were not read: {names}."
    elif others:
        yield f"{count_words(len(others), 'column was', 'columns were')} not read."


def _short(message: str, cell: Cell) -> str:
    """A message with at most the first characters of the cell it quotes."""
    return message.replace(cell.text, clip(cell.text, _SHOWN)) if cell.text else "there is no day"


def _refuse_empty(name: str) -> NoReturn:
    raise PdsaError(
        f"`{visible(name)}` has no points",
        "write a line for each: a day and a value, as in 2025-11-03,9/12",
    )
