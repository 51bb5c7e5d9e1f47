"""`pdsa study`: what was learnt."""

from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import log, need, open_cycle, texts
from pdsa.core.marks import draft_marks
from pdsa.storage.queries import load_predictions

_EXAMPLE = 'pdsa study 02 --result "9 of 12 used it" --learned "..." --prediction 1=met'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(study)


def study(
    cycle: options.Cycle,
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
    need(_EXAMPLE, result=result, learned=learned)
    place = open_cycle(cycle)
    body: dict[str, Any] = dict(
        texts(result=result, learned=learned, surprise=surprise, not_for=not_for)
    )
    known = list(load_predictions(place.connection, place.address))
    if marks := draft_marks(prediction or (), known):
        body["predictions"] = marks
    log(
        place, "study", body, options.Said(day, afterwards, release, by, again, dry_run, private_ok)
    )
