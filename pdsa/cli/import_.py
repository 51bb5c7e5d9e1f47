"""`pdsa import`: a bundle is taken into the workspace."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.session import echo, open_workspace, say, session
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.plain_text import count_words, visible
from pdsa.storage.bundle_intake import Intake

_TOLD = 20  # lines on standard error before only their number is told


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("import")(import_)


def import_(
    bundle: Annotated[str, typer.Argument(help="The file; `-` for standard input")],
    yes: Annotated[
        bool, typer.Option("--yes", help="Erase here, too, what was erased elsewhere")
    ] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Take a bundle in; nothing that is here is overwritten

    In any order, as often as you like. Exit code 1 when something was kept aside
    or refused; all the rest is in.

    \b
    pdsa import bundle.jsonl
    pdsa import bundle.jsonl --dry-run
    """
    intake = Intake(open_workspace(), dry_run=dry_run)
    try:
        with sys.stdin.buffer if bundle == "-" else Path(bundle).open("rb") as stream:
            intake.take_all(stream)
    except OSError as wrong:
        raise PdsaError(f"`{bundle}` cannot be read: {wrong.strerror}", "check the name") from None
    waiting = intake.awaiting()
    may_erase = yes or (bool(waiting) and not dry_run and _agreed(waiting, bundle))
    intake.erase(also_old=may_erase)
    kept = (
        [] if may_erase else [f"{path} was erased elsewhere: --yes erases it" for path in waiting]
    )
    _tell([*intake.trouble(), *kept])
    echo(intake.sentence())
    if dry_run:
        say("dry run: nothing was written")
    if kept or intake.aside or intake.refused:
        raise typer.Exit(Exit.FOUND)


def _agreed(waiting: list[str], bundle: str) -> bool:
    if bundle == "-" or session().no_input or not sys.stdin.isatty():
        return False
    _tell([f"{path} was erased elsewhere" for path in waiting])
    sys.stderr.write(f"Erase {count_words(len(waiting), 'file')} here, too? [y/N]: ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in {"y", "yes"}


def _tell(lines: list[str]) -> None:
    for line in lines[:_TOLD]:
        say(visible(line))
    if len(lines) > _TOLD:
        say(f"and {len(lines) - _TOLD} more like these")
