"""`pdsa init`: make a workspace."""

from pathlib import Path
from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import need
from pdsa.cli.making import tell_made
from pdsa.cli.session import here
from pdsa.storage.setting_up import write_network

_EXAMPLE = 'pdsa init . --name "Ourtown Network"'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(init)


def init(
    folder: Annotated[Path, typer.Argument(help="The folder; here, when none is named")] = Path(),
    name: Annotated[str | None, typer.Option(help="What the network is called")] = None,
    dry_run: options.DryRun = False,
) -> None:
    """Make a workspace

    \b
    pdsa init . --name "Ourtown Network"
    """
    need(_EXAMPLE, name=name)
    made = write_network(here() / folder, name or "", dry_run=dry_run)
    then = "pdsa collaborative new ID --title ... --topic ... --starts ... --ends ..."
    tell_made([made], then)
