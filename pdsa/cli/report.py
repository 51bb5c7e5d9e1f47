"""`pdsa report`: how a collaborative is doing."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.reporting import Audience, open_report, render
from pdsa.cli.session import read_day_option
from pdsa.cli.showing import Form, Format, Output, chosen, put


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)


def report(
    where: Annotated[str, typer.Argument(help="A collaborative, or COLLABORATIVE/DISTRICT")],
    audience: Annotated[Audience, typer.Option(help="Who reads it")] = Audience.MEMBERS,
    districts: Annotated[
        bool, typer.Option("--districts", help="Every district on the screen, not only the first")
    ] = False,
    since: Annotated[str, typer.Option(help="Mark what is newer: a day, or `meeting`")] = "",
    as_of: Annotated[str, typer.Option("--as-of", help="As it stood on that day")] = "",
    format: Form = Format.AUTO,
    json: options.Json = False,
    output: Output = "-",
) -> None:
    """Show how a collaborative is doing

    \b
    pdsa report ai-literacy-2025
    pdsa report ai-literacy-2025 --audience facilitator --since meeting
    pdsa report ai-literacy-2025/ash-valley
    pdsa report ai-literacy-2025 --audience public -o report.html
    """
    day = read_day_option("--as-of", as_of)
    found = open_report(where, audience, since, day, every_district=districts)
    put(render(found, chosen(format, as_json=json, output=output), output), output)
