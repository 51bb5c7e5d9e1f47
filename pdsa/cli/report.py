"""`pdsa report`: how a collaborative is doing."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.session import open_record, open_workspace, today, width
from pdsa.cli.showing import Form, Format, Output, chosen, coloured, put
from pdsa.core.addresses import resolve_collaborative
from pdsa.core.report import build_report
from pdsa.core.report_rows import Report
from pdsa.storage.records import load_record
from pdsa.storage.workspace import Scope


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(report)


def report(
    collaborative: Annotated[str, typer.Argument(help="The collaborative to report on")],
    format: Form = Format.AUTO,
    json: options.Json = False,
    output: Output = "-",
) -> None:
    """Show how a collaborative is doing

    \b
    pdsa report ai-literacy-2025
    pdsa report ai-literacy-2025 --format markdown -o report.md
    """
    workspace = open_workspace()
    address = resolve_collaborative(collaborative, workspace.listing())
    connection = open_record(workspace, Scope(address.collaborative))
    found = build_report(load_record(connection, address.collaborative), today())
    form = chosen(format, as_json=json, output=output)
    put(_render(found, form, colour=form == Format.TERMINAL and coloured(output)), output)


def _render(found: Report, form: Format, *, colour: bool) -> str:
    match form:  # one form at a time: the plain one must not pay for the others
        case Format.TERMINAL:
            from pdsa.render.terminal import render_report  # noqa: PLC0415

            return render_report(found, width(), colour)
        case Format.MARKDOWN:
            from pdsa.render.markdown import render_report as in_markdown  # noqa: PLC0415

            return in_markdown(found)
        case Format.JSON:
            from pdsa.render.json import render_report as in_json  # noqa: PLC0415

            return in_json(found)
    from pdsa.render.plain import render_report as in_plain  # noqa: PLC0415

    return in_plain(found)
