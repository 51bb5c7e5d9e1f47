"""`pdsa assess`: a progress score, given by a person."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import log, need, open_district, texts
from pdsa.core.model import Address
from pdsa.core.phrases import read_score

_EXAMPLE = 'pdsa assess ai-literacy-2025/ash-valley 2.5 --why "tests have begun" --as facilitator'


class Assessor(StrEnum):
    """Who gives a score."""

    SELF = "self"
    FACILITATOR = "facilitator"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(assess)


def assess(
    district: options.District,
    score: Annotated[str, typer.Argument(help="0.5, 1.0, 1.5 ... 5.0")],
    why: options.Why = None,
    assessor: Annotated[Assessor, typer.Option("--as", help="Whose view")] = Assessor.SELF,
    day: options.Day = "",
    afterwards: options.Afterwards = False,
    release: options.ReleaseTo = options.Release.NETWORK,
    by: options.By = "",
    again: options.Again = False,
    dry_run: options.DryRun = False,
    private_ok: options.PrivateOk = "",
) -> None:
    """Give a district a progress score

    \b
    pdsa assess ash-valley 2.5 --why "tests have begun" --as facilitator
    """
    need(_EXAMPLE, why=why)
    place = open_district(district)
    body: dict[str, Any] = texts(why=why) | {"score": read_score(score), "as": assessor.value}
    if assessor == Assessor.FACILITATOR:  # kept in a folder that git may leave out
        folder = Address(place.address.collaborative, "facilitation")
        place = place._replace(folder=folder)
    log(
        place,
        "assessment",
        body,
        options.Said(day, afterwards, release, by, again, dry_run, private_ok),
    )
