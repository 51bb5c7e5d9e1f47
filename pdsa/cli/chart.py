"""`pdsa chart`: a measure over time, and whether it changed."""

import typer

from pdsa.cli import charting_options as flags
from pdsa.cli import options
from pdsa.cli.charted import Place, chart_file, chart_record, refuse_misplaced, show
from pdsa.cli.session import read_day_option
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
    column: flags.Column = "",
    as_of: flags.AsOf = "",
    small: flags.Small = False,
    format: flags.Form = flags.ChartFormat.AUTO,
    json: options.Json = False,
    output: flags.Output = "-",
) -> None:
    """Show a measure over time, and whether it changed

    \b
    pdsa chart ash-valley/02 weekly-use
    pdsa chart ai-literacy-2025 weekly-use -o weekly-use.svg
    pdsa chart --from points.csv --freeze 12 --change 2026-01-12 --better up
    pdsa chart --from attendance.csv --column Present/Enrolled

    \b
    A file of points has a line for each day: 2025-11-03,91.2% or 2025-11-03,9,12.
    Commas, semicolons or tabs; names of columns first, if you like; an empty cell
    is a day without a value.
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
    day = read_day_option("--as-of", as_of)
    refuse_misplaced((where, site, subgroup), file, column, output)
    if file:
        show(chart_file(file, wishes, column, day), form, output, small)
    elif where:
        place = Place(where, measure, site, subgroup)
        show(chart_record(place, wishes, day), form, output, small)
    else:
        raise PdsaError("a chart of what?", _EXAMPLE)
