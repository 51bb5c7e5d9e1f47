"""`pdsa practices`: the change ideas of all districts, with their evidence."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.reporting import open_all_reports
from pdsa.cli.session import at_terminal, echo, width
from pdsa.core.errors import PdsaError
from pdsa.core.practices import STANDINGS, build_practices


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(practices)


def practices(
    collaborative: Annotated[str, typer.Argument(help="Only this collaborative")] = "",
    standing: Annotated[str, typer.Option(help=f"Only one of {', '.join(STANDINGS)}")] = "",
    json: options.Json = False,
) -> None:
    """Show which ideas were tried, adopted and dropped, and why

    \b
    pdsa practices
    pdsa practices ai-literacy-2025 --standing holding-up
    """
    if standing and standing not in STANDINGS:
        raise PdsaError(
            f"`{standing}` is not how an idea stands", f"write one of {', '.join(STANDINGS)}"
        )
    page = build_practices(open_all_reports(collaborative), standing)
    if json:
        from pdsa.render.json import render_page  # noqa: PLC0415 - one form at a time

        echo(render_page(page))
    else:
        from pdsa.render.page import render_page as draw  # noqa: PLC0415 - as above

        echo(draw(page, width() if at_terminal() else 0))
