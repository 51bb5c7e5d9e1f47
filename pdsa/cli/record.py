"""`pdsa record`: points of a measure."""

from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import log, open_cycle_or_district, texts
from pdsa.cli.pointing import ask_of_points, points_of, read_days
from pdsa.cli.prompts import choose, given, require
from pdsa.core.addresses import resolve_cycle_or_district
from pdsa.core.questions import record_prompts
from pdsa.core.recording import Recording

_EXAMPLE = "pdsa record 02 surveys 8 --day 2025-11-07"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(record)


def record(
    place: options.CycleOrDistrict = "",
    measure: Annotated[str | None, typer.Argument(help="Id of the measure")] = None,
    values: Annotated[
        list[str] | None, typer.Argument(help="8, 75%, 9/12, 95%+, yes; or DAY=VALUE")
    ] = None,
    day: options.Day = "",
    since: Annotated[str, typer.Option("--from", help="First day, when it covers a period")] = "",
    to: Annotated[str, typer.Option(help="Last day, when it covers a period")] = "",
    n: Annotated[int | None, typer.Option("-n", min=0, help="How many people it rests on")] = None,
    over: Annotated[str, typer.Option(help="How long was counted: 2w, 10d, 1m")] = "",
    site: Annotated[str | None, typer.Option(help="One school; stands beside the total")] = None,
    subgroup: Annotated[str | None, typer.Option(help="Some people; beside the total")] = None,
    note: Annotated[str | None, typer.Option(help="What one should know about it")] = None,
    afterwards: options.Afterwards = False,
    release: options.ReleaseTo = options.Release.NETWORK,
    by: options.By = "",
    again: options.Again = False,
    dry_run: options.DryRun = False,
    private_ok: options.PrivateOk = "",
) -> None:
    """Record points of a measure

    \b
    pdsa record 02 surveys 8 --day 2025-11-07
    pdsa record ash-valley/02 weekly-use 2025-11-07=9/12 2025-11-14=10/12
    pdsa record 02 surveys 3 --from 2025-11-10 --to 2025-11-21 --over 2w
    """
    said = given(measure=measure, values=values, n=n)
    require(_EXAMPLE, record_prompts, said, place=place)
    opened = open_cycle_or_district(choose(place, resolve_cycle_or_district))
    if day or since:
        said["day"] = day or to
    said = ask_of_points(opened, said)
    private_ok = said.pop("private_ok", private_ok)
    last, first = read_days("" if since else said.get("day", day), since, to)
    beside = texts(site=site, subgroup=subgroup, note=note)
    told = Recording(last, first, said.get("n"), over, **beside)
    body = {"points": points_of(opened, said, told)}
    newest = max(point.get("day") or point["to"] for point in body["points"])
    log(
        opened,
        "data",
        body,
        options.Said(newest, afterwards, release, by, again, dry_run, private_ok),
    )
