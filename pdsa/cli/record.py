"""`pdsa record`: points of a measure."""

from datetime import date
from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import Place, log, open_cycle_or_district, texts
from pdsa.cli.session import today
from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.model import Measure
from pdsa.core.recording import Recording, draft_points
from pdsa.core.refusals import refuse_same_point, refuse_undeclared
from pdsa.core.series import read_point
from pdsa.storage.queries import load_district_measures, load_points


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(record)


def record(
    place: options.CycleOrDistrict,
    measure: Annotated[str, typer.Argument(help="Id of the measure")],
    values: Annotated[list[str], typer.Argument(help="8, 75%, 9/12, 95%+, yes; or DAY=VALUE")],
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
    opened = open_cycle_or_district(place)
    measures = load_district_measures(opened.connection, opened.address)
    refuse_undeclared(measure, measures)
    first, last = _days(day, since, to)
    beside = texts(site=site, subgroup=subgroup, note=note)
    told = Recording(last, first, n, over, **beside)
    body = {"points": draft_points(measures[measure], values, told, today())}
    _refuse_rivals(opened, measures[measure], body["points"])
    newest = max(point.get("day") or point["to"] for point in body["points"])
    log(
        opened,
        "data",
        body,
        options.Said(newest, afterwards, release, by, again, dry_run, private_ok),
    )


def _days(day: str, since: str, to: str) -> tuple[date | None, date]:
    if bool(since) != bool(to) or (day and since):
        raise PdsaError("a point has a day, or a period", "give --day, or --from and --to")
    with refusing():
        first = read_day(since, today()) if since else None
        return first, read_day(to or day or "today", today())


def _refuse_rivals(opened: Place, measure: Measure, points: list[dict[str, Any]]) -> None:
    known = load_points(opened.connection, opened.address, measure.id)
    for point in points:
        refuse_same_point(read_point(point, today(), measure), known)
