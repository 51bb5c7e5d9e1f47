"""`pdsa sync`: share what was logged by git, in one step."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.session import echo, open_workspace, say
from pdsa.storage.git import open_repository
from pdsa.storage.syncing import find_changes, list_commands
from pdsa.storage.syncing import sync as share


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(sync)


def sync(
    push: Annotated[
        bool, typer.Option("--push/--no-push", help="Give what is here to others, too")
    ] = True,
    dry_run: options.DryRun = False,
) -> None:
    """Share what was logged by git: commit, take what others shared, push

    Each git command is shown before it runs. Nothing outside `cycles/` is touched. Where two people
    edited the same lines of a plan it stops, puts everything back, and says what to do.

    \b
    pdsa sync
    pdsa sync --no-push
    pdsa sync --dry-run
    """
    workspace = open_workspace()
    repository = open_repository(workspace.root, say)
    changes = find_changes(repository, workspace)
    if dry_run:
        for command in list_commands(repository, workspace, changes, push=push):
            echo(command)
        say("dry run: nothing was done")
        return
    echo(str(share(repository, workspace, changes, say, push=push)))
