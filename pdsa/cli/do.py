"""`pdsa do`: how the test went."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import log, open_cycle, texts
from pdsa.cli.prompts import ask_about, choose, given, require
from pdsa.core.questions import do_prompts

_EXAMPLE = 'pdsa do 02 --as-planned yes --observed "Both teachers used it twice"'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(do)


def do(
    cycle: options.Cycle = "",
    as_planned: Annotated[str | None, typer.Option(help="yes, partly, no or unknown")] = None,
    why: Annotated[str | None, typer.Option(help="Why not as planned")] = None,
    observed: Annotated[str | None, typer.Option(help="What you saw; - reads it")] = None,
    problem: Annotated[str | None, typer.Option(help="What went wrong or surprised")] = None,
    day: options.Day = "",
    afterwards: options.Afterwards = False,
    release: options.ReleaseTo = options.Release.NETWORK,
    by: options.By = "",
    again: options.Again = False,
    dry_run: options.DryRun = False,
    private_ok: options.PrivateOk = "",
) -> None:
    """Do: say how the test went

    \b
    pdsa do 02 --as-planned yes --observed "Both teachers used it twice"
    pdsa do ash-valley/02 --as-planned partly --why "one was ill" --observed -
    """
    said = given(as_planned=as_planned, why=why, observed=observed, problem=problem)
    require(_EXAMPLE, do_prompts, said, cycle=cycle)
    place = open_cycle(choose(cycle))
    answers = ask_about(place, "do", do_prompts, said, day)
    private_ok = answers.pop("private_ok", private_ok)
    body = texts(**answers)
    log(place, "do", body, options.Said(day, afterwards, release, by, again, dry_run, private_ok))
