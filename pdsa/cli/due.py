"""`pdsa due`: what is due or overdue, and the calendar of it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.agenda import DueFormat, chosen, open_agenda
from pdsa.cli.session import today, width
from pdsa.cli.showing import put
from pdsa.core.due import Due, due_table, find_due, in_calendar, last_day, read_within
from pdsa.core.errors import Exit, refusing


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(due)


def due(
    where: Annotated[str, typer.Argument(help="A district or a collaborative; else my own")] = "",
    district: Annotated[str, typer.Option(help="A district, wherever it takes part")] = "",
    within: Annotated[str, typer.Option(help="Look ahead: 14d, 2w")] = "",
    format: Annotated[DueFormat, typer.Option(help="ics is a calendar")] = DueFormat.AUTO,
    json: options.Json = False,
    output: Annotated[
        str, typer.Option("-o", "--output", help="A file: .ics, .json, .txt or .tsv")
    ] = "-",
) -> None:
    """Show what is due or overdue

    Exit code 1 when something is; a calendar holds all that is to come, and ends with 0.

    \b
    pdsa due
    pdsa due ai-literacy-2025 --within 14d
    pdsa due --district ash-valley --format ics -o ash-valley.ics
    """
    form = DueFormat.JSON if json else chosen(format, output)
    with refusing():
        ahead = read_within(within)
    all_to_come = form == DueFormat.ICS and not within
    until = date.max if all_to_come else last_day(today(), ahead)
    places, called = open_agenda(where, district, today())
    found = find_due(places, today(), until, called)
    put(_render(found, form, until), output)
    if found and form != DueFormat.ICS:
        raise typer.Exit(Exit.FOUND)


def _render(found: Sequence[Due], form: DueFormat, until: date) -> str:
    match form:  # one form at a time: the plain one must not pay for the others
        case DueFormat.ICS:
            from pdsa.render.calendar import render_calendar  # noqa: PLC0415

            return render_calendar(in_calendar(found), today())
        case DueFormat.JSON:
            from pdsa.render.json import render_table as in_json  # noqa: PLC0415

            return in_json(due_table(found, until, today()))
    from pdsa.render.due import render_lines, render_page  # noqa: PLC0415

    table = due_table(found, until, today())
    return (
        render_page(found, today(), width(), table.empty)
        if form == DueFormat.TERMINAL
        else render_lines(table)
    )
