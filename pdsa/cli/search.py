"""`pdsa search`: plans and entries of every district, by their words."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.session import at_terminal, echo, in_colour, open_record, open_workspace, say, width
from pdsa.core.addresses import resolve_collaborative, resolve_district
from pdsa.core.errors import Exit, PdsaError, refusing
from pdsa.core.model import Address
from pdsa.core.plain_text import count_words
from pdsa.core.search import read_words
from pdsa.core.words import ENTRY_KINDS
from pdsa.render import hits as render
from pdsa.storage.search import find_passages
from pdsa.storage.workspace import Scope

_KINDS = (
    "plan",
    *(kind for kind in ENTRY_KINDS if kind in {"do", "data", "study", "act", "comment"}),
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(search)


def search(
    words: Annotated[list[str], typer.Argument(help="What to look for, all of it")],
    collaborative: Annotated[str, typer.Option(help="Only in this collaborative")] = "",
    district: Annotated[str, typer.Option(help="Only in this district")] = "",
    kind: Annotated[str, typer.Option(help=f"Only one kind: {', '.join(_KINDS)}")] = "",
    limit: Annotated[int, typer.Option(help="How many to show", min=1)] = 10,
    json: options.Json = False,
) -> None:
    """Search plans and entries of all districts

    Finds all the words, in any of their forms; "a phrase" is kept together, read* finds a
    beginning. Exit code 1 when nothing is found.

    \b
    pdsa search family texts
    pdsa search '"exit ticket"' --kind study --collaborative ai-literacy-2025
    """
    with refusing():
        question = read_words(" ".join(words))
    if kind and kind not in _KINDS:
        raise PdsaError(f"`{kind}` is not a kind of text", f"write one of {', '.join(_KINDS)}")
    workspace = open_workspace()
    within = Address("")
    if collaborative:
        within = resolve_collaborative(collaborative, workspace.listing())
    if district:
        within = resolve_district(district, workspace.listing(), within if collaborative else None)
    connection = open_record(workspace, Scope(*within[:2]))
    found = find_passages(connection, question, within, kind)
    shown = found[:limit]
    if json:
        echo(render.render_json(shown, len(found)))
    elif at_terminal():
        echo(render.render_screen(shown, width(), in_colour()))
    else:
        echo(render.render_plain(shown))
    more = f", {limit} shown; more with --limit" if len(found) > limit else ""
    say(f"{count_words(len(found), 'place')} found{more}" if found else "nothing found")
    if not found:
        raise typer.Exit(Exit.FOUND)
