"""Reads the points of one measure from a small table: a day and a value, or two counts."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple, NoReturn

from pdsa.core.chart import Observation
from pdsa.core.errors import PdsaError
from pdsa.core.observations import percent_of
from pdsa.core.plain_text import clip, count_words, visible
from pdsa.core.values import Reading, read_number, read_value
from pdsa.storage.cells import Cell, decode, read_bytes, read_rows, refuse
from pdsa.storage.points_columns import Columns, choose_columns
from pdsa.storage.points_days import read_days

_SHOWN = 40  # characters of a cell in a message
_FINEST = 10**6  # a third that was written as a decimal is a third again


class PointsFile(NamedTuple):
    """What a table of points says: observations by day, their unit, and what was not read."""

    name: str  # of the file, without its ending
    unit: str  # share, rate or yes-no where the cells say so; else empty
    observations: tuple[Observation, ...]
    notes: tuple[str, ...] = ()


def read_points(path: str, *, rates: bool = False, column: str = "") -> PointsFile:
    """Return the points of a file, or of standard input for `-`, sorted by day.

    Separators are commas, semicolons or tabs; a first line of names is optional; an empty cell is a
    missing point, and so is 0 of 0. `column` names the column of values, or numerator and
    denominator as `A/B`. With `rates` a numerator may lie above its denominator. What `pdsa chart`
    wrote as CSV has the same points again. Raises PdsaError that says file, line and column, what
    is wrong and what to do.
    """
    name = "standard input" if path == "-" else path
    return parse_points(decode(read_bytes(path), name), name, rates=rates, column=column)


def parse_points(text: str, name: str, *, rates: bool = False, column: str = "") -> PointsFile:
    """Return the points of a text; `name` is what errors call it. Raises PdsaError."""
    rows = list(read_rows(text))
    if not rows:
        _refuse_empty(name)
    columns, names = choose_columns(rows, name, column)
    if not (below := rows[1:] if names else rows):
        _refuse_empty(name)
    days = read_days([_cell(row, columns.day) for row in below], name)
    found: dict[date, tuple[Cell, Observation, Reading | None]] = {}
    for row, day in zip(below, days.days, strict=True):
        cell = _cell(row, columns.day)
        if day in found:
            twice = f"`{cell.text}` is there twice, first in line {found[day][0].line}"
            refuse(cell, name, twice, "keep one line a day")
        found[day] = (cell, *_observation(row, columns, day, name, rates=rates))
    readings = [(cell, reading) for cell, _, reading in found.values()]
    ours = "" if columns.unit is None else _cell(below[0], columns.unit).text
    unit = ours or _unit(readings, name, rates=rates)
    observations = [one for _, one, _ in found.values()]
    if all(one.value is None for one in observations):
        _refuse_empty(name)
    notes = [*_not_read(rows[0], columns, named=bool(names)), *filter(None, [days.note])]
    if [*found] != sorted(found):
        notes.append("The lines were not in the order of their days; the chart is.")
    stem = Path(name).stem if name != "standard input" else "points"
    shown = sorted(_in_unit(one, unit) for one in observations)
    return PointsFile(visible(stem), unit, tuple(shown), tuple(notes))


def _observation(
    row: Sequence[Cell], columns: Columns, day: date, name: str, *, rates: bool
) -> tuple[Observation, Reading | None]:
    if columns.unit is not None:
        return _written(row, columns, day, name), None
    cell = _cell(row, columns.value)
    if columns.denominator is not None:
        below = _cell(row, columns.denominator)
        if cell.text or below.text or columns.plain is None:
            counts = [_number(one, name) for one in (cell, below)]
            return _of_counts(cell, below, counts, day, name, rates=rates)
        cell = _cell(row, columns.plain)
    if not cell.text:
        return Observation(day, None), None
    try:
        reading = read_value(cell.text)
    except ValueError as wrong:
        hint = f"{wrong.args[1]}; leave the cell empty where nothing was counted"
        if len(row) > len((columns.day, columns.value)) and columns.denominator is None:
            hint += "; another column goes with --column NAME"
        refuse(cell, name, _short(str(wrong.args[0]), cell), hint)
    numerator, denominator = reading.numerator, reading.denominator
    if numerator is not None and denominator is not None:
        return _of_counts(cell, cell, [numerator, denominator], day, name, rates=rates)
    value = Fraction(reading.answer) if reading.answer is not None else reading.value
    return Observation(day, value, text=cell.text, bound=reading.bound), reading


def _written(row: Sequence[Cell], columns: Columns, day: date, name: str) -> Observation:
    """The observation in a line that `pdsa chart` wrote: in its unit, with what was left out."""
    places = (columns.plain, columns.value, columns.denominator)
    cells = [_cell(row, place or 0) for place in places]
    value, numerator, denominator = (_written_number(cell, name) for cell in cells)
    text = cells[0].text
    if numerator is not None and denominator:
        value, text = numerator / denominator, f"{cells[1].text}/{cells[2].text}"
    bound = _cell(row, columns.bound or 0).text
    return Observation(
        *(day, value, numerator, denominator, text),
        bound=bound if bound == "more-than" else "",
        excluded=visible(_cell(row, columns.excluded or 0).text),
    )


def _written_number(cell: Cell, name: str) -> Fraction | None:
    if not cell.text:
        return None
    try:
        return Fraction(repr(float(cell.text))).limit_denominator(_FINEST)
    except (ValueError, OverflowError):
        refuse(cell, name, f"`{clip(cell.text, _SHOWN)}` is not a number", "write it as in 12.5")


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
) -> tuple[Observation, Reading | None]:
    numerator, denominator = counts
    text = cell.text if below is cell else f"{cell.text}/{below.text}"
    if numerator is None or denominator is None:
        return Observation(day, None), None
    if numerator and not denominator:
        refuse(
            below,
            name,
            f"`{text}` counts some of nothing",
            "leave both cells empty where nothing was counted",
        )
    if not denominator:
        return Observation(day, None, text=text), None
    if numerator > denominator and not rates:
        hint = "write the part first and the whole second; a rate goes with --chart u"
        refuse(cell, name, f"`{text}` has a numerator above its denominator", hint)
    reading = Reading(text, numerator=numerator, denominator=denominator)
    return Observation(day, numerator / denominator, numerator, denominator, text), reading


def _unit(cells: Sequence[tuple[Cell, Reading | None]], name: str, *, rates: bool) -> str:
    """What all cells agree on. Raises PdsaError at the first that disagrees."""
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
    if unit != "share" or one.numerator is None or not one.denominator:
        return one
    return one._replace(value=percent_of(one.numerator, one.denominator))


def _cell(row: Sequence[Cell], place: int) -> Cell:
    """The cell of a column; a short line has an empty one at its end."""
    if place < len(row):
        return row[place]
    last = row[-1]
    return Cell("", last.line, last.col + len(last.text))


def _not_read(first: Sequence[Cell], columns: Columns, *, named: bool) -> Iterator[str]:
    if columns.unit is not None:
        return  # all of it was read, or follows from what was read
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
