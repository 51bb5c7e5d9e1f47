"""`pdsa assess`: a progress score, given by a person."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import log, open_district, texts
from pdsa.cli.prompts import ask_about, choose, given, require
from pdsa.core.addresses import resolve_district
from pdsa.core.model import Address
from pdsa.core.phrases import read_score
from pdsa.core.questions import assess_prompts

_EXAMPLE = 'pdsa assess ai-literacy-2025/ash-valley 2.5 --why "tests have begun" --as facilitator'


class Assessor(StrEnum):
    """Who gives a score."""

    SELF = "self"
    FACILITATOR = "facilitator"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(assess)


def assess(
    district: options.District = "",
    score: Annotated[str | None, typer.Argument(help="0.5, 1.0, 1.5 ... 5.0")] = None,
    why: options.Why = None,
    assessor: Annotated[Assessor | None, typer.Option("--as", help="Whose view; else self")] = None,
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
    said = given(score=score, why=why) | ({"as": assessor.value} if assessor else {})
    require(_EXAMPLE, assess_prompts, said, district=district)
    place = open_district(choose(district, resolve_district, "district"))
    told = ask_about(place, "assessment", assess_prompts, said)
    private_ok = told.pop("private_ok", private_ok)
    body: dict[str, Any] = texts(why=told["why"]) | {
        "score": read_score(told["score"]),
        "as": told.get("as") or Assessor.SELF.value,
    }
    if body["as"] == Assessor.FACILITATOR:  # kept in a folder that git may leave out
        folder = Address(place.address.collaborative, "facilitation")
        place = place._replace(folder=folder)
    log(
        place,
        "assessment",
        body,
        options.Said(day, afterwards, release, by, again, dry_run, private_ok),
    )
