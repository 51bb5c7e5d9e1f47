"""`pdsa act`: what was decided."""

from functools import partial
from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import log, open_cycle, texts
from pdsa.cli.prompts import ask_about, choose, given, require
from pdsa.core.questions import act_prompts
from pdsa.core.refusals import read_decision, refuse_decision_without_study, refuse_reason

_EXAMPLE = 'pdsa act 02 adapt --why "too long for a short lesson" --next "cut it down"'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(act)


def act(
    cycle: options.Cycle = "",
    decision: Annotated[
        str | None, typer.Argument(help="adapt, scale, adopt, abandon or repeat")
    ] = None,
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
    """Act: decide what happens next

    \b
    pdsa act 02 adapt --why "too long for a short lesson" --next "cut it down"
    pdsa act 02 abandon --why "nobody came" --because not-working
    """
    said = given(decision=decision and read_decision(decision), because=because, why=why)
    said |= given(next=next, spread=spread, resource=resource)
    if decision and because:
        refuse_reason(said["decision"], because)
    require(_EXAMPLE, act_prompts, said, cycle=cycle)
    place = open_cycle(choose(cycle))
    if decision:
        refuse_decision_without_study(said["decision"], place.facts)
    prompts = partial(act_prompts, facts=place.facts)
    answers = ask_about(place, "act", prompts, said, day)
    private_ok = answers.pop("private_ok", private_ok)
    chosen = read_decision(answers.pop("decision"))
    refuse_reason(chosen, answers.get("because"))
    refuse_decision_without_study(chosen, place.facts)
    body = {"decision": chosen} | texts(**answers)
    log(place, "act", body, options.Said(day, afterwards, release, by, again, dry_run, private_ok))
