"""`pdsa ask`: a request for help, which the report shows until somebody answers."""

from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import log, open_cycle_or_district, texts


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ask)


def ask(
    place: options.CycleOrDistrict,
    text: Annotated[str, typer.Argument(help="What you need; - reads it")],
    day: options.Day = "",
    afterwards: options.Afterwards = False,
    release: options.ReleaseTo = options.Release.NETWORK,
    by: options.By = "",
    again: options.Again = False,
    dry_run: options.DryRun = False,
    private_ok: options.PrivateOk = "",
) -> None:
    """Ask for help

    \b
    pdsa ask ash-valley/02 "How do others survey staff in five minutes?"
    """
    opened = open_cycle_or_district(place)
    body: dict[str, Any] = texts(text=text) | {"asks_help": True}
    log(
        opened,
        "comment",
        body,
        options.Said(day, afterwards, release, by, again, dry_run, private_ok),
    )
