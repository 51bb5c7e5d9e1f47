"""`pdsa district add`: a district of the network, and the collaboratives it works in."""

from datetime import date
from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import texts
from pdsa.cli.making import tell_made
from pdsa.cli.session import open_workspace, today
from pdsa.core.addresses import resolve_collaborative
from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.storage.setting_up import write_district

group = typer.Typer(
    no_args_is_help=True,
    help="Add a district, or put one into a collaborative",
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.add_typer(group, name="district")


@group.callback()
def _group() -> None: ...


@group.command()
def add(
    id: Annotated[str, typer.Argument(help="Its id: ash-valley")],
    name: Annotated[
        str | None, typer.Option(help="As people say it; else made from the id")
    ] = None,
    state: Annotated[str | None, typer.Option(help="Where it is")] = None,
    to: Annotated[list[str] | None, typer.Option(help="A collaborative; repeat for more")] = None,
    aim: Annotated[str | None, typer.Option(help="What it wants to reach there")] = None,
    joined: Annotated[str, typer.Option(help="Since when: a day, or unknown; else today")] = "",
    dry_run: options.DryRun = False,
) -> None:
    """Add a district

    \b
    pdsa district add ash-valley --state OH --to ai-literacy-2025
    pdsa district add moss-hill --to ai-literacy-2025 --joined 2025-10-01
    """
    workspace = open_workspace()
    if (joined or aim) and not to:
        flag = "--joined" if joined else "--aim"
        raise PdsaError(f"`{flag}` says nothing without --to", "add --to COLLABORATIVE")
    listing = workspace.listing()
    inside = [resolve_collaborative(text, listing).collaborative for text in to or ()]
    about = texts(name=name, state=state)
    membership = {"joined": _since(joined or "today")} | texts(aim=aim)
    made = write_district(workspace, id, about, inside, membership, dry_run=dry_run)
    where = f"{inside[0]}/{id}" if inside else ""
    example = f"pdsa plan {where} --try IDEA --with WHOM --predict ... --until DATE"
    tell_made(made, example if to else f"pdsa district add {id} --to COLLABORATIVE")


def _since(joined: str) -> date | None:
    """The day; None where nobody knows it."""
    if joined == "unknown":
        return None
    with refusing():
        return read_day(joined, today())
