"""`pdsa rebuild`: the database afresh from the files."""

import sqlite3

import typer

from pdsa.cli.session import echo, open_workspace
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.plain_text import count_words
from pdsa.storage.database import rebuild as make_afresh
from pdsa.storage.queries import count_rows


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(rebuild)


def rebuild() -> None:
    """Make the database afresh from the files

    Never needed, but for a file that was restored with its old time and size.

    \b
    pdsa rebuild
    """
    workspace = open_workspace()
    try:
        connection = make_afresh(workspace)
    except (OSError, sqlite3.Error) as wrong:
        hint = "close what else uses it and try again; reports work without it"
        reason = getattr(wrong, "strerror", "") or wrong
        raise PdsaError(f"the database could not be made: {reason}", hint, Exit.BUSY) from None
    plans, entries, points = count_rows(connection)
    path = workspace.relative(workspace.database)
    plans_and_entries = f"{count_words(plans, 'plan')}, {count_words(entries, 'entry', 'entries')}"
    echo(f"made {path} afresh: {plans_and_entries}, {count_words(points, 'point')}")
