"""`pdsa doctor`: whether the installation, the database and the folder are well."""

import sys
from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.session import at_terminal, open_workspace, say, session, width
from pdsa.cli.showing import show_table
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.health import Facts, State, build_health, health_table, plan_fixes
from pdsa.core.plain_text import count_words
from pdsa.storage.health import look_at_drafts, look_at_installation, look_at_workspace, mend


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor(
    fix: Annotated[
        bool, typer.Option("--fix", help="Mend what can be mended without loss")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before mending")] = False,
    dry_run: options.DryRun = False,
    json: options.Json = False,
) -> None:
    """Look at the installation, the database and the folder

    Exit code 1 when something is wrong. With --fix it makes a damaged database afresh, deletes what
    commands that were cut short left behind, and copies of sync services that are byte for byte the
    same as their original: never anything else, and not before it has said so.

    \b
    pdsa doctor
    pdsa doctor --fix --dry-run
    pdsa doctor --fix --yes
    """
    facts = _look()
    if fix:
        planned = plan_fixes(facts)
        for one in planned:
            say(f"{'would' if dry_run else 'will'} {one}")
        if not planned:
            say("there is nothing to mend by itself")
        elif not dry_run and _agreed(yes):
            say(f"mended {count_words(mend(open_workspace(), planned), 'thing')}")
            facts = _look()
    found = build_health(facts)
    show_table(health_table(found), as_json=json)
    if any(one.state == State.WRONG for one in found):
        raise typer.Exit(Exit.FOUND)


def _look() -> Facts:
    folder, drafts = look_at_drafts()
    installation = look_at_installation(width() if at_terminal() else None)
    facts = Facts(installation, session().clock(), drafts, folder)
    try:
        return facts._replace(workspace=look_at_workspace(open_workspace()))
    except PdsaError as none:
        return facts._replace(no_workspace=none.message)


def _agreed(yes: bool) -> bool:
    if yes:
        return True
    if session().no_input or not (sys.stdin.isatty() and at_terminal()):
        raise PdsaError("`--fix` does nothing unasked", "add --yes")
    return typer.confirm("Do this?", err=True)
