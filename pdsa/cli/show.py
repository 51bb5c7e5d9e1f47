"""`pdsa show`: one cycle whole."""

from collections.abc import Sequence

import typer

from pdsa.cli import options
from pdsa.cli.log import Place, open_cycle
from pdsa.cli.session import at_terminal, echo, today, width
from pdsa.core.page import Evidence, build_page
from pdsa.core.predictions import score_each
from pdsa.core.record import CycleFacts, PredictionFact
from pdsa.storage.cadences import load_cadences
from pdsa.storage.journal import short_ids
from pdsa.storage.plan_history import load_precedences
from pdsa.storage.predicted import load_counted
from pdsa.storage.queries import (
    load_district_measures,
    load_entries,
    load_measures,
    load_predictions,
)
from pdsa.storage.sources import load_plans


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(show)


def show(cycle: options.Cycle, json: options.Json = False) -> None:
    """Show one cycle whole

    \b
    pdsa show ash-valley/02
    """
    place = open_cycle(cycle)
    facts = place.facts or CycleFacts(place.address)
    plans = load_plans(place.connection, place.folder)
    plan = next(plan for plan in plans if plan.address == place.address)
    predictions = list(load_predictions(place.connection, place.address))
    entries = load_entries(place.connection, place.address)
    short = short_ids(place.workspace, (found.entry.id for found in entries))
    cadences = load_cadences(place.connection, plan, predictions)
    evidence = _evidence(place, facts, predictions)
    page = build_page(
        plan, facts, predictions, entries, today(), short, place.called, cadences, evidence
    )
    if json:
        from pdsa.render.json import render_page  # noqa: PLC0415 - one form at a time

        echo(render_page(page))
    else:
        from pdsa.render.page import render_page as in_text  # noqa: PLC0415 - one form at a time

        echo(in_text(page, width() if at_terminal() else 0))


def _evidence(place: Place, facts: CycleFacts, predictions: Sequence[PredictionFact]) -> Evidence:
    """What the data say of the predictions, and what git and the dates say of when."""
    connection, address = place.connection, place.address
    measures = load_measures(connection, address.collaborative)
    counted = load_counted(connection, address, measures)
    own = load_district_measures(connection, address)
    judged = load_precedences(connection, place.workspace, address)
    return Evidence(
        score_each(predictions, facts, own, counted, today()),
        {number: found for (_, number), found in judged.items()},
    )
