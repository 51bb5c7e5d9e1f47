"""`pdsa comment`: a facilitator's or a peer's word on a cycle, or an answer."""

from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import log, open_cycle_or_district, texts
from pdsa.cli.prompts import ask_about, choose, given, require
from pdsa.cli.session import say
from pdsa.core.addresses import resolve_cycle_or_district
from pdsa.core.questions import comment_prompts
from pdsa.core.refusals import refuse_answer_elsewhere
from pdsa.storage.due_data import load_open_help
from pdsa.storage.journal import shorten

_EXAMPLE = 'pdsa comment ash-valley/02 "Moss Hill had the same trouble: ask them"'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(comment)


def comment(
    place: options.CycleOrDistrict = "",
    text: Annotated[str | None, typer.Argument(help="What you want to say; - reads it")] = None,
    answers: Annotated[str | None, typer.Option(help="The entry that it answers")] = None,
    day: options.Day = "",
    afterwards: options.Afterwards = False,
    release: options.ReleaseTo = options.Release.NETWORK,
    by: options.By = "",
    again: options.Again = False,
    dry_run: options.DryRun = False,
    private_ok: options.PrivateOk = "",
) -> None:
    """Comment on a cycle, or answer somebody

    \b
    pdsa comment ash-valley/02 "Moss Hill had the same trouble: ask them"
    pdsa comment ash-valley/02 "Use the staff list" --answers 01kax4
    """
    said = given(text=text)
    require(_EXAMPLE, comment_prompts, said, place=place)
    opened = open_cycle_or_district(choose(place, resolve_cycle_or_district))
    told = ask_about(opened, "comment", comment_prompts, said)
    private_ok = told.pop("private_ok", private_ok)
    waiting = None if answers else next(load_open_help(opened.connection, opened.address), None)
    body: dict[str, Any] = dict(texts(**told))
    if answers:
        asked = opened.workspace.find_entry(answers)
        refuse_answer_elsewhere(asked.folder, opened.address, answers)
        body["answers"] = asked.id
    log(
        opened,
        "comment",
        body,
        options.Said(day, afterwards, release, by, again, dry_run, private_ok),
    )
    if waiting:
        id = shorten(opened.connection, waiting.entry)
        say(f"a request for help is open here: to answer it, add --answers {id}")
