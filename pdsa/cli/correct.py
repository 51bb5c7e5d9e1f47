"""`pdsa correct`: set fields of an entry right, with a reason; the entry itself stays."""

from functools import partial
from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import Place, log, need, open_entry, text, texts
from pdsa.cli.session import today
from pdsa.core.correcting import Around, read_pairs, refuse_correction, refuse_retracted
from pdsa.core.corrections import head_for
from pdsa.storage.derive import load_entries
from pdsa.storage.queries import (
    load_district_measures,
    load_facts,
    load_points,
    load_predictions,
)

_EXAMPLE = 'pdsa correct 01kax4 --set value=9/12 --why "miscounted"'


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(correct)


def correct(
    entry: options.Entry,
    fields: Annotated[list[str] | None, typer.Option("--set", help="field=value")] = None,
    why: options.Why = None,
    day: options.Day = "",
    afterwards: options.Afterwards = False,
    release: options.ReleaseTo = options.Release.NETWORK,
    by: options.By = "",
    again: options.Again = False,
    dry_run: options.DryRun = False,
    private_ok: options.PrivateOk = "",
) -> None:
    """Correct an entry

    \b
    pdsa correct 01kax4 --set value=9/12 --why "miscounted"
    pdsa correct 01kax4 --set day=2025-11-04 --why "typed from the wrong page"
    """
    need(_EXAMPLE, set=fields, why=why)
    place, found = open_entry(entry)
    refuse_retracted(found)
    target, pairs = found.entry, read_pairs(fields or ())
    refuse_correction(target, pairs, _around(place))
    cleaned = {field: text(f"--set {field}", value) for field, value in pairs.items()}
    body: dict[str, Any] = texts(why=why) | {"set": cleaned}
    body["corrects"] = head_for(target, pairs, load_entries(place.connection, place.folder))
    log(
        place,
        "correction",
        body,
        options.Said(day, afterwards, release, by, again, dry_run, private_ok),
    )


def _around(place: Place) -> Around:
    facts = load_facts(place.connection, place.address) if place.address.cycle else iter(())
    predictions = load_predictions(place.connection, place.address)
    return Around(
        today(),
        next(facts, None),
        load_district_measures(place.connection, place.address),
        [fact.number for fact in predictions if fact.address.cycle == place.address.cycle],
        partial(load_points, place.connection, place.address),
    )
