"""`pdsa retract`: take an entry back; with `--erase`, delete its file."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import log, need, open_entry, texts
from pdsa.cli.session import echo, say
from pdsa.core.correcting import refuse_retracted
from pdsa.core.plain_text import count_words
from pdsa.storage.journal import erase
from pdsa.storage.workspace import EntryFile

_EXAMPLE = 'pdsa retract 01kax4 --why "logged for the wrong district"'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(retract)


def retract(
    entry: options.Entry,
    why: options.Why = None,
    erase_file: Annotated[
        bool,
        typer.Option("--erase", help="Delete the file: for what should never have been written"),
    ] = False,
    day: options.Day = "",
    afterwards: options.Afterwards = False,
    release: options.ReleaseTo = options.Release.NETWORK,
    by: options.By = "",
    again: options.Again = False,
    dry_run: options.DryRun = False,
    private_ok: options.PrivateOk = "",
) -> None:
    """Take an entry back

    \b
    pdsa retract 01kax4 --why "logged for the wrong district"
    pdsa retract 01kax4 --why "named a student" --erase
    """
    need(_EXAMPLE, why=why)
    place, found = open_entry(entry)
    target = found.entry
    if erase_file and dry_run:
        say(f"dry run: {target.path} would be deleted")
    elif erase_file:
        file = EntryFile(target.path, place.folder, target.id)  # another may have that id inside
        corrections = erase(place.connection, place.workspace, file)
        more = f" and {count_words(corrections, 'correction')} of it" if corrections else ""
        what = f"{target.kind} ({target.id}) for {target.address}{more}"
        echo(f"erased {what}; git may still hold it")
    else:
        refuse_retracted(found)
        body = texts(why=why) | {"retracts": target.id}
        log(
            place,
            "retraction",
            body,
            options.Said(day, afterwards, release, by, again, dry_run, private_ok),
        )
