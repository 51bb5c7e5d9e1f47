"""`pdsa ask`: a request for help, which the report shows until somebody answers."""

from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import log, open_cycle_or_district, texts
from pdsa.cli.prompts import ask_about, choose, given, require
from pdsa.core.addresses import resolve_cycle_or_district
from pdsa.core.questions import ask_prompts

_EXAMPLE = 'pdsa ask ash-valley/02 "How do others survey staff in five minutes?"'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(ask)


def ask(
    place: options.CycleOrDistrict = "",
    text: Annotated[str | None, typer.Argument(help="What you need; - reads it")] = None,
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
    said = given(text=text)
    require(_EXAMPLE, ask_prompts, said, place=place)
    opened = open_cycle_or_district(choose(place, resolve_cycle_or_district))
    told = ask_about(opened, "request for help", ask_prompts, said)
    private_ok = told.pop("private_ok", private_ok)
    body: dict[str, Any] = texts(**told) | {"asks_help": True}
    log(
        opened,
        "comment",
        body,
        options.Said(day, afterwards, release, by, again, dry_run, private_ok),
    )
