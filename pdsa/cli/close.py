"""`pdsa close`: the last questions of a cycle in one go, logged as a study and an act."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import log_all, open_cycle
from pdsa.cli.prompts import choose, given, require
from pdsa.cli.studying import ask_of_study, close_bodies, refuse_studied
from pdsa.core.questions import close_prompts
from pdsa.core.refusals import read_decision, refuse_reason

_EXAMPLE = (
    'pdsa close 02 adapt --result "9 of 12 used it" --learned "the card helps"'
    ' --prediction 1=met --why "too long for a short lesson" --next "cut it down"'
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(close)


def close(
    cycle: options.Cycle = "",
    decision: Annotated[
        str | None, typer.Argument(help="adapt, scale, adopt, abandon or repeat")
    ] = None,
    result: Annotated[str | None, typer.Option(help="What the data show; - reads it")] = None,
    prediction: Annotated[
        list[str] | None, typer.Option(help="N=met, partly, not-met, not-tested or unknown")
    ] = None,
    learned: Annotated[str | None, typer.Option(help="What you learnt")] = None,
    surprise: Annotated[str | None, typer.Option(help="What you did not expect")] = None,
    not_for: Annotated[str | None, typer.Option(help="For whom it did not work")] = None,
    why: options.Why = None,
    next: Annotated[str | None, typer.Option(help="The next step")] = None,
    spread: Annotated[str | None, typer.Option(help="How it will spread")] = None,
    resource: Annotated[str | None, typer.Option(help="What was made that others can take")] = None,
    because: Annotated[
        str | None, typer.Option(help="abandon: not-working, not-needed or not-feasible")
    ] = None,
    day: options.Day = "",
    afterwards: options.Afterwards = False,
    release: options.ReleaseTo = options.Release.NETWORK,
    by: options.By = "",
    again: options.Again = False,
    dry_run: options.DryRun = False,
    private_ok: options.PrivateOk = "",
) -> None:
    """Close a cycle: say what was learnt and decide, in one go

    \b
    pdsa close 02 adapt --result "9 of 12 used it" --learned "the card helps" \\
         --prediction 1=met --why "too long for a short lesson"
    """
    said = given(result=result, learned=learned, surprise=surprise, not_for=not_for, why=why)
    said |= given(decision=decision and read_decision(decision), because=because)
    said |= given(next=next, spread=spread, resource=resource)
    if decision and because:
        refuse_reason(said["decision"], because)
    require(_EXAMPLE, close_prompts, said, cycle=cycle)
    place = open_cycle(choose(cycle))
    refuse_studied(place.facts, place.called)
    answers = ask_of_study(place, "close", close_prompts, said, prediction, day)
    private_ok = answers.pop("private_ok", private_ok)
    bodies = close_bodies(place, answers)
    log_all(place, bodies, options.Said(day, afterwards, release, by, again, dry_run, private_ok))
