"""`pdsa report`: how a collaborative, a district or the network is doing."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.reporting import (
    WITH_TRAIL,
    Audience,
    Request,
    keep_snapshot,
    open_network,
    open_report,
    render,
)
from pdsa.cli.showing import Form, Format, Output, chosen, put
from pdsa.core.errors import PdsaError


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)


def report(
    where: Annotated[str, typer.Argument(help="A collaborative, or COLLABORATIVE/DISTRICT")] = "",
    network: Annotated[bool, typer.Option("--network", help="All collaboratives")] = False,
    audience: Annotated[Audience, typer.Option(help="Who reads it")] = Audience.MEMBERS,
    districts: Annotated[
        bool, typer.Option("--districts", help="Every district on the screen, not only the first")
    ] = False,
    since: Annotated[str, typer.Option(help="Mark what is newer: a day, or `meeting`")] = "",
    as_of: Annotated[
        str, typer.Option("--as-of", help="Entries up to that day; corrections always apply")
    ] = "",
    compare: Annotated[str, typer.Option(help="A folder of snapshots to compare with")] = "",
    snapshot: Annotated[str, typer.Option(help="Keep the closed period in this folder")] = "",
    format: Form = Format.AUTO,
    json: options.Json = False,
    output: Output = "-",
) -> None:
    """Show how a collaborative, a district or the network is doing

    \b
    pdsa report ai-literacy-2025
    pdsa report ai-literacy-2025 --audience facilitator --since meeting
    pdsa report ai-literacy-2025/ash-valley
    pdsa report ai-literacy-2025 --audience public -o report.html
    pdsa report ai-literacy-2025 --snapshot reports
    pdsa report --network
    """
    form = chosen(format, as_json=json, output=output)
    if network:
        put(render(open_network(audience, as_of), form, output), output)
        return
    if not where:
        hint = "for example: pdsa report ai-literacy-2025, or pdsa report --network"
        raise PdsaError("still needed: a collaborative", hint)
    request = Request(audience, since, as_of, districts, compare, form in WITH_TRAIL)
    if snapshot:
        keep_snapshot(where, request, snapshot)
    else:
        put(render(open_report(where, request), form, output), output)
