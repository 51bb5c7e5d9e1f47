"""`pdsa export`: plans and entries as a bundle, for people without git."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from pdsa.cli.session import echo, open_workspace, say, today
from pdsa.core.addresses import Listing, resolve_collaborative
from pdsa.core.bundle import count_files
from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.storage.bundle import Selection, write_bundle
from pdsa.storage.workspace import Workspace


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)


def export(
    since: Annotated[str, typer.Option(help="What is new since then: 2025-11-03, -7d")] = "",
    collaborative: Annotated[str, typer.Option(help="Only this collaborative")] = "",
    district: Annotated[str, typer.Option(help="Only this district, by its id")] = "",
    facilitation: Annotated[
        bool, typer.Option("--facilitation", help="The facilitator's own entries, too")
    ] = False,
    output: Annotated[str, typer.Option("-o", "--output", help="The file to write")] = "-",
) -> None:
    """Write plans and entries as a bundle, for people without git

    --since takes entries recorded and YAML files saved on that day or later, and
    all marks of erased entries. Twice is fine: import skips what it has.

    \b
    pdsa export -o bundle.jsonl
    pdsa export --district ash-valley --since -7d -o week.jsonl
    """
    workspace = open_workspace()
    listing = workspace.listing()
    only = resolve_collaborative(collaborative, listing).collaborative if collaborative else ""
    _refuse_unknown(district, listing)
    with refusing():
        day = read_day(since, today()) if since else None
    _write(workspace, Selection(day, only, district, facilitation), output)


def _refuse_unknown(district: str, listing: Listing) -> None:
    known = sorted({id for districts in listing.values() for id in districts})
    if district and district not in known:
        raise PdsaError(f"there is no district `{district}`", f"there are: {', '.join(known)}")


def _write(workspace: Workspace, wanted: Selection, output: str) -> None:
    if output == "-":
        write_bundle(workspace, wanted, echo, say)
        return
    path = Path(output)
    special = path.exists() and not path.is_file()  # a pipe, or /dev/null: never put away
    written = path if special else path.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with written.open("w", encoding="utf-8", newline="\n") as file:
            counts = write_bundle(workspace, wanted, file.write, say)
        if not special:
            written.replace(path)
    except OSError as wrong:
        raise PdsaError(f"`{output}` cannot be written: {wrong.strerror}", "name another") from None
    finally:
        if not special:
            with suppress(OSError):
                written.unlink()
    echo(f"wrote {output}: {count_files(counts)}; next, where it goes: pdsa import {path.name}")
