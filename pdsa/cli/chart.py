"""`pdsa chart`: a measure over time, and whether it changed."""

import typer

from pdsa.cli import charting_options as flags
from pdsa.cli import options
from pdsa.cli.charted import chart_file, chart_record, show
from pdsa.core.chart_wishes import Wishes
from pdsa.core.errors import PdsaError

_EXAMPLE = "for example: pdsa chart ash-valley/02 weekly-use, or pdsa chart --from points.csv"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(chart)


def chart(
    where: flags.Where = "",
    measure: flags.What = "",
    file: flags.File = "",
    kind: flags.Chart = None,
    rules: flags.By = None,
    freeze: flags.Freeze = "",
    phase: flags.Phase = None,
    exclude: flags.Exclude = None,
    centre: flags.Centre = "",
    target: flags.Target = "",
    change: flags.Change = "",
    better: flags.Wanted = None,
    screened: flags.Screened = False,
    site: flags.Site = "",
    subgroup: flags.Subgroup = "",
    format: flags.Form = flags.ChartFormat.AUTO,
    json: options.Json = False,
    output: flags.Output = "-",
) -> None:
    """Show a measure over time, and whether it changed

    \b
    pdsa chart ash-valley/02 weekly-use
    pdsa chart ai-literacy-2025 weekly-use -o weekly-use.svg
    pdsa chart --from points.csv --freeze 12 --change 2026-01-12 --better up
    """
    form = flags.chosen_form(format, as_json=json, output=output)
    wishes = Wishes(
        chart=kind or "",
        rules=rules or "",
        freeze=freeze,
        phases=tuple(phase or ()),
        exclude=tuple(exclude or ()),
        centre=centre,
        target=target,
        change=change,
        better=better or "",
        screened=screened,
    )
    if file:
        _refuse_both(where, site, subgroup)
        show(chart_file(file, wishes), form, output)
    elif where:
        show(chart_record(where, measure, wishes, site, subgroup), form, output)
    else:
        raise PdsaError("a chart of what?", _EXAMPLE)


def _refuse_both(*others: str) -> None:
    if any(others):
        message = "a file of points has no district, site or subgroup of its own"
        raise PdsaError(message, "name a place and a measure, or give --from, not both")
