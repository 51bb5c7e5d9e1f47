"""`pdsa study`: what was learnt."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import log, open_cycle
from pdsa.cli.prompts import choose, given, require
from pdsa.cli.studying import ask_of_study, study_body
from pdsa.core.questions import study_prompts

_EXAMPLE = 'pdsa study 02 --result "9 of 12 used it" --learned "..." --prediction 1=met'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(study)


def study(
    cycle: options.Cycle = "",
    result: Annotated[str | None, typer.Option(help="What the data show; - reads it")] = None,
    learned: Annotated[str | None, typer.Option(help="What you learnt")] = None,
    surprise: Annotated[str | None, typer.Option(help="What you did not expect")] = None,
    not_for: Annotated[str | None, typer.Option(help="For whom it did not work")] = None,
    prediction: Annotated[
        list[str] | None, typer.Option(help="N=met, partly, not-met, not-tested or unknown")
    ] = None,
    day: options.Day = "",
    afterwards: options.Afterwards = False,
    release: options.ReleaseTo = options.Release.NETWORK,
    by: options.By = "",
    again: options.Again = False,
    dry_run: options.DryRun = False,
    private_ok: options.PrivateOk = "",
) -> None:
    """Study: say what was learnt

    \b
    pdsa study 02 --result "9 of 12 used it" --learned "the card helps" \\
         --prediction 1=met
    """
    said = given(result=result, learned=learned, surprise=surprise, not_for=not_for)
    require(_EXAMPLE, study_prompts, said, cycle=cycle)
    place = open_cycle(choose(cycle))
    answers = ask_of_study(place, "study", study_prompts, said, prediction, day)
    private_ok = answers.pop("private_ok", private_ok)
    body = study_body(place, answers)
    log(
        place, "study", body, options.Said(day, afterwards, release, by, again, dry_run, private_ok)
    )
