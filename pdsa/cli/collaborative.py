"""`pdsa collaborative new`: set up a collaborative."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import need, texts
from pdsa.cli.making import tell_made
from pdsa.cli.session import open_workspace, say
from pdsa.core.planning import draft_collaborative
from pdsa.storage.cadences import read_cadences
from pdsa.storage.setting_up import write_collaborative

_EXAMPLE = (
    'pdsa collaborative new ai-literacy-2025 --title "AI Literacy" --topic "AI literacy"'
    " --starts 2025-10-01 --ends 2026-03-31"
)
group = typer.Typer(no_args_is_help=True, help="Set up a collaborative", rich_markup_mode=None)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.add_typer(group, name="collaborative")


@group.callback()
def _group() -> None: ...


@group.command()
def new(
    id: Annotated[str, typer.Argument(help="Its id, with the year: ai-literacy-2025")],
    title: Annotated[str | None, typer.Option(help="One line")] = None,
    topic: Annotated[str | None, typer.Option(help="What it works on")] = None,
    starts: Annotated[str | None, typer.Option(help="First day, as in 2025-10-01")] = None,
    ends: Annotated[str | None, typer.Option(help="Last day, as in 2026-03-31")] = None,
    aim: Annotated[str | None, typer.Option(help="What by how much by when")] = None,
    facilitator: Annotated[
        list[str] | None, typer.Option(help='"Name, role, district"; repeat for more')
    ] = None,
    measure: Annotated[
        list[str] | None, typer.Option(help='"ID: name; unit; per week; up; about staff"')
    ] = None,
    idea: Annotated[list[str] | None, typer.Option(help='A change idea: "ID: text"')] = None,
    meeting: Annotated[list[str] | None, typer.Option(help='"2025-11-20 Mid-point"')] = None,
    material: Annotated[list[str] | None, typer.Option(help="A link or a source")] = None,
    dates: Annotated[str | None, typer.Option(help="illustrative: the source gives none")] = None,
    dry_run: options.DryRun = False,
) -> None:
    """Make a collaborative

    \b
    pdsa collaborative new ai-literacy-2025 --title "AI Literacy" \\
         --topic "AI literacy" --starts 2025-10-01 --ends 2026-03-31 \\
         --idea "prompt-guides: One-page prompt guides" \\
         --measure "weekly-use: Staff who used it; share; up; about staff"
    """
    need(_EXAMPLE, title=title, topic=topic, starts=starts, ends=ends)
    given = texts(title=title, topic=topic, aim=aim, starts=starts, ends=ends, dates=dates)
    document = draft_collaborative(
        given, facilitator or (), measure or (), idea or (), meeting or (), material or ()
    )
    workspace = open_workspace()
    made = write_collaborative(workspace, id, document, dry_run=dry_run)
    sentences = read_cadences(workspace, made.path, made.text)
    tell_made([made], f"pdsa district add ID --to {id}")
    for measure_id, sentence in sentences.items():
        say(f"{measure_id}: {sentence}")
