"""`pdsa rebuild`: the database afresh from the files."""

import sqlite3

import typer

from pdsa.cli.session import echo, open_workspace
from pdsa.core.errors import Exit, PdsaError
from pdsa.storage.database import rebuild as make_afresh


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
        raise PdsaError(f"the database could not be made: {wrong}", hint, Exit.BUSY) from None
    query = "SELECT (SELECT count(*) FROM plans), (SELECT count(*) FROM entries), (SELECT count(*) FROM points)"
    plans, entries, points = connection.execute(query).fetchone()
    path = workspace.relative(workspace.database)
    echo(f"made {path} afresh: {plans} plans, {entries} entries, {points} points")
