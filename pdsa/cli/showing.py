"""What every reading command shares: which form the answer takes, and where it goes."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pdsa.cli.session import at_terminal, echo, in_colour, say, session, width
from pdsa.core.errors import PdsaError
from pdsa.core.table import Table


class Format(StrEnum):
    """How to write an answer."""

    AUTO = "auto"
    TERMINAL = "terminal"
    PLAIN = "plain"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    CSV = "csv"


Form = Annotated[
    Format, typer.Option("--format", help="auto: a page at a terminal, tab-separated in a pipe")
]
Output = Annotated[
    str, typer.Option("-o", "--output", help="A file: .html, .md, .json, .csv, .txt, .tsv")
]


_BY_ENDING = {
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".txt": Format.TERMINAL,
}


def chosen(form: Format, *, as_json: bool, output: str = "-") -> Format:
    """The form asked for; else by a file's ending: a page at a terminal, values in a pipe."""
    if as_json:
        return Format.JSON
    if form != Format.AUTO:
        return form
    if output != "-":
        return _BY_ENDING.get(Path(output).suffix.lower(), Format.PLAIN)
    return Format.TERMINAL if at_terminal() else Format.PLAIN


def coloured(output: str) -> bool:
    """Whether to colour what goes there: a file only where somebody says so. Raises PdsaError."""
    return in_colour() and (output == "-" or session().color == "always")


def show_table(table: Table, *, as_json: bool) -> None:
    """Show a table in the form that suits where it goes."""
    match chosen(Format.AUTO, as_json=as_json):
        case Format.JSON:
            from pdsa.render.json import render_table  # noqa: PLC0415 - one form at a time

            echo(render_table(table))
        case Format.TERMINAL:
            from pdsa.render.terminal import render_table as draw  # noqa: PLC0415 - loads rich

            echo(draw(table, width(), in_colour()))
        case _:
            from pdsa.render.plain import render_table as write  # noqa: PLC0415 - one form at a time

            echo(write(table))


def put(text: str, output: str) -> None:
    """Write the answer to standard output, or to the file that was named. Raises PdsaError."""
    if output == "-":
        echo(text)
        return
    try:
        Path(output).write_text(text, encoding="utf-8", newline="\n")
        say(f"wrote {output}")
    except OSError as wrong:
        raise PdsaError(
            f"`{output}` cannot be written: {wrong.strerror}", "name another file"
        ) from None
