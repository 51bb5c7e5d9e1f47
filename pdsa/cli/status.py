"""`pdsa status`: where cycles stand and what comes next."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import open_where
from pdsa.cli.session import today
from pdsa.cli.showing import show_table
from pdsa.core.status import build_status
from pdsa.storage.queries import load_facts


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(status)


def status(
    where: Annotated[str, typer.Argument(help="A district or a collaborative; else my own")] = "",
    json: options.Json = False,
) -> None:
    """Show where cycles stand and what comes next

    \b
    pdsa status
    pdsa status ai-literacy-2025/ash-valley
    """
    connection, addresses, called = open_where(where)
    cycles = [facts for address in addresses for facts in load_facts(connection, address)]
    show_table(build_status(cycles, today(), called), as_json=json)
