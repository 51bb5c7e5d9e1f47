"""`pdsa demo`: make a workspace filled with an illustrative network."""

from pathlib import Path
from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.session import echo, here, say
from pdsa.core.demo.network import Sizes, build_demo
from pdsa.core.demo.words import demo_words
from pdsa.storage.demo import write_demo
from pdsa.storage.git import find_git

_SEED = 2025


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(demo)


def demo(
    folder: Annotated[Path, typer.Argument(help="A folder that is empty or not there")] = Path(
        "pdsa-demo"
    ),
    districts: Annotated[int, typer.Option(min=1, max=500, help="How many districts")] = 61,
    cycles: Annotated[int, typer.Option(min=1, max=22, help="Cycles in a line of tests")] = 3,
    seed: Annotated[int, typer.Option(help="Another seed, another network")] = _SEED,
    no_git: Annotated[bool, typer.Option("--no-git", help="Without history in git")] = False,
    dry_run: options.DryRun = False,
) -> None:
    """Make an illustrative network to try things on

    \b
    pdsa demo
    pdsa demo small-demo --districts 6 --no-git
    """
    made = build_demo(Sizes(districts, cycles), seed)
    if not no_git and not find_git():
        say("git is not installed, so the demo has no history")
        no_git = True
    written = write_demo(here() / folder, made.files, with_git=not no_git, dry_run=dry_run)
    echo(demo_words(folder.as_posix(), written, made.example, made.measure))
    if dry_run:
        say("dry run: nothing was written")
