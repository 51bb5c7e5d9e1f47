"""`pdsa use`: my default district, so that `02` is enough."""

from typing import Annotated

import typer

from pdsa.cli.session import echo, open_workspace
from pdsa.core.addresses import resolve_district
from pdsa.core.errors import PdsaError
from pdsa.storage.user_state import read_default, write_default


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(use)


def use(
    district: Annotated[str, typer.Argument(help="COLLABORATIVE/DISTRICT; none: say which")] = "",
) -> None:
    """Set my default district

    \b
    pdsa use ai-literacy-2025/ash-valley
    """
    workspace = open_workspace()
    if not district:
        default = read_default(workspace.root)
        echo(
            str(default) if default else "no default yet; set one: pdsa use COLLABORATIVE/DISTRICT"
        )
        return
    address = resolve_district(district, workspace.listing(), None)
    try:
        write_default(workspace.root, address)
    except OSError as wrong:
        message = f"your default cannot be kept: {wrong.strerror}"
        raise PdsaError(message, "make room in your own folder, or name districts whole") from None
    echo(f"your default is {address}; next: pdsa status")
