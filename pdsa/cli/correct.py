"""`pdsa correct`: set fields of an entry right, with a reason; the entry itself stays."""

from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import log, need, open_entry, texts
from pdsa.core.corrections import head_for
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.fields import apply_fields
from pdsa.core.recording import refuse_unsuited
from pdsa.storage.derive import load_entries
from pdsa.storage.queries import load_district_measures

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
) -> None:
    """Correct an entry

    \b
    pdsa correct 01kax4 --set value=9/12 --why "miscounted"
    pdsa correct 01kax4 --set day=2025-11-04 --why "typed from the wrong page"
    """
    need(_EXAMPLE, set=fields, why=why)
    place, target = open_entry(entry)
    pairs = dict(_pair(text) for text in fields or ())
    with refusing():
        points = apply_fields(target, pairs).body.get("points", ())
    measures = load_district_measures(place.connection, target.address)
    refuse_unsuited(points, target.body.get("points", ()), measures)
    body: dict[str, Any] = texts(why=why) | {"set": texts(**pairs)}
    body["corrects"] = head_for(target, pairs, load_entries(place.connection, place.folder))
    log(place, "correction", body, options.Said(day, afterwards, release, by, again, dry_run))


def _pair(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals or not value:
        raise PdsaError(f"`{text}` does not set anything", "write it as in --set value=9/12")
    return field, value
