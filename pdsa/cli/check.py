"""`pdsa check`: what is wrong in files and missing in plans."""

from enum import StrEnum
from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.session import echo, open_record, open_workspace, say
from pdsa.core.addresses import resolve_collaborative
from pdsa.core.diagnostics import Severity
from pdsa.core.errors import Exit
from pdsa.core.plain_text import count_words
from pdsa.storage.checking import load_findings
from pdsa.storage.workspace import Scope


class CheckFormat(StrEnum):
    """How to write findings."""

    FULL = "full"
    CONCISE = "concise"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(check)


def check(
    collaborative: Annotated[str, typer.Argument(help="Only this collaborative")] = "",
    format: Annotated[CheckFormat, typer.Option(help="How to write it")] = CheckFormat.FULL,
    json: options.Json = False,
) -> None:
    """Find what is wrong in files and missing in plans

    Exit code 1 when a file has an error; warnings alone are fine.

    \b
    pdsa check
    pdsa check ai-literacy-2025 --format concise
    """
    workspace = open_workspace()
    only = ""
    if collaborative:
        only = resolve_collaborative(collaborative, workspace.listing()).collaborative
    found = load_findings(open_record(workspace, Scope(only)), workspace, only)
    if json or format == CheckFormat.JSON:
        from pdsa.render.json import render_diagnostics  # noqa: PLC0415 - one form at a time

        echo(render_diagnostics(found))
    else:
        from pdsa.render.diagnostics import render_concise, render_full  # noqa: PLC0415 - as above

        echo(render_full(found) if format == CheckFormat.FULL else render_concise(found))
    errors = sum(one.severity == Severity.ERROR for one in found)
    say(f"{count_words(errors, 'error')}, {count_words(len(found) - errors, 'warning')}")
    if errors:
        raise typer.Exit(Exit.FOUND)
