"""`pdsa history`: entries in order."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import open_where
from pdsa.cli.session import open_workspace
from pdsa.cli.showing import show_table
from pdsa.core.corrections import target_of
from pdsa.core.history import build_history
from pdsa.storage.journal import short_ids
from pdsa.storage.queries import load_entries


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(history)


def history(
    where: Annotated[str, typer.Argument(help="A cycle, a district or a collaborative")] = "",
    json: options.Json = False,
) -> None:
    """Show entries in order

    \b
    pdsa history ash-valley/02
    pdsa history ai-literacy-2025
    """
    connection, addresses, called = open_where(where)
    entries = [found for address in addresses for found in load_entries(connection, address)]
    ids = {found.entry.id for found in entries} | {target_of(found.entry) for found in entries}
    short = short_ids(open_workspace(), filter(None, ids))
    show_table(build_history(entries, short, called), as_json=json)
