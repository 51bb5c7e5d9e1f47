"""Charts as comma-separated values: one row a point, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from pdsa.core.chart import Chart, ChartPoint
from pdsa.render.chart_words import number, safe_cell

_HEADS = (
    *("measure", "place", "unit", "day", "value", "shown", "numerator", "denominator", "bound"),
    *("excluded", "phase", "centre", "lower", "upper", "lower_2s", "upper_2s"),
    *("outside", "side", "marked", "label"),
)
Cell = str | float | None


def render_chart(chart: Chart) -> str:
    """Return the points of one chart as CSV, a line of heads first."""
    return render_charts([chart])


def render_charts(charts: Iterable[Chart]) -> str:
    """Return the points of all charts as CSV, a line of heads first."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEADS)
    for chart in charts:
        about = (chart.subject.measure, chart.subject.place, chart.subject.unit)
        writer.writerows([*map(safe_cell, about), *_cells(point)] for point in chart.points)
    return out.getvalue()


def _cells(point: ChartPoint) -> Iterator[Cell]:
    cells = (
        *(point.day.isoformat(), number(point.value), point.shown),
        *(number(point.numerator), number(point.denominator), point.bound, point.excluded),
        *(point.phase, number(point.centre), point.lower, point.upper),
        *(point.lower_2s, point.upper_2s),
        *("yes" if point.outside else "no", point.side, "yes" if point.marked else "no"),
        point.label,
    )
    return (safe_cell(cell) if isinstance(cell, str) else cell for cell in cells)
