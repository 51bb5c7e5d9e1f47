"""The arguments and flags that several commands share."""

from enum import StrEnum
from typing import Annotated, NamedTuple

import typer

Cycle = Annotated[str, typer.Argument(help="The cycle: 02, ash-valley/02, or its whole address")]
CycleOrDistrict = Annotated[str, typer.Argument(help="The cycle or the district")]
District = Annotated[str, typer.Argument(help="The district: COLLABORATIVE/DISTRICT")]
DefaultDistrict = Annotated[str, typer.Argument(help="The district; else my default")]
Entry = Annotated[str, typer.Argument(help="The entry: the first characters of its id")]

Day = Annotated[str, typer.Option(help="When it happened: 2025-11-03, yesterday, -3d")]
Afterwards = Annotated[bool, typer.Option("--afterwards", help="Typed in later, from paper")]
By = Annotated[str, typer.Option(help="Who says so, if not the person at this computer")]
Again = Annotated[bool, typer.Option("--again", help="It did happen twice")]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would be written, write nothing")
]
Json = Annotated[bool, typer.Option("--json", help="Write one JSON document")]
PrivateOk = Annotated[
    str, typer.Option("--private-ok", help="Why a text that may point to a person may stay")
]
Why = Annotated[str | None, typer.Option(help="The reason")]


class Release(StrEnum):
    """Who may read the text of an entry, beside the districts of the workspace."""

    NETWORK = "network"
    PUBLIC = "public"


ReleaseTo = Annotated[Release, typer.Option("--release", help="Who may quote its text")]


class Said(NamedTuple):
    """What every logging command may be told beside its own answers."""

    day: str = ""
    afterwards: bool = False
    release: Release = Release.NETWORK
    by: str = ""
    again: bool = False
    dry_run: bool = False
    private_ok: str = ""
