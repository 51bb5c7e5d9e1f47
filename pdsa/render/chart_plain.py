"""Charts for pipes: tab-separated whole values, every line begins with the kind of its row."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction

from pdsa.core.chart import Chart, ChartPoint
from pdsa.render.chart_words import number, safe_cell

Cell = str | float | date | Fraction | None

_HEADS = {
    "about": "chart what value",
    "answer": "chart what value",
    "phase": "chart number first last baseline observed useful centre longest-run longest-run-max"
    " crossings crossings-min signal outside",
    "point": "chart day value shown numerator denominator bound excluded phase centre lower upper"
    " outside side marked label",
    "marker": "chart day until label",
    "break": "chart first last name",
    "note": "chart text",
}


def render_chart(chart: Chart) -> str:
    """Return one chart as lines; a line that begins with `#` names the columns of its kind."""
    return render_charts([chart])


def render_charts(charts: Iterable[Chart]) -> str:
    """Return all charts as lines, numbered from 1 in their second column."""
    heads = ("\t".join([f"#{kind}", *names.split()]) for kind, names in _HEADS.items())
    rows = (
        "\t".join(map(_text, (kind, place, *cells)))
        for place, chart in enumerate(charts, 1)
        for kind, *cells in _rows(chart)
    )
    return "".join(f"{line}\n" for line in (*heads, *rows))


def _rows(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    yield from (("about", *row) for row in _about(chart))
    yield from (("answer", *row) for row in _answer(chart))
    for phase in chart.phases:
        yield (
            *("phase", phase.number, phase.first, phase.last, phase.baseline, phase.observed),
            *(phase.useful, phase.centre, phase.longest_run, phase.longest_run_max),
            *(phase.crossings, phase.crossings_min, _yes(phase.runs_signal), phase.outside),
        )
    yield from (("point", *_point(point)) for point in chart.points)
    for marker in chart.markers:
        yield "marker", marker.day, marker.until, marker.label
    for period in chart.breaks:
        yield "break", period.first, period.last, period.name
    yield from (("note", note) for note in chart.notes)


def _about(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    subject, asked = chart.subject, chart.asked
    yield "measure", subject.measure
    yield "place", subject.place
    yield "unit", subject.unit
    yield "per", subject.per
    yield "definition", subject.definition
    yield "cadence", subject.cadence
    yield "better", subject.better
    yield "target", subject.target
    yield "target-by", subject.target_by
    yield "ends", subject.ends
    yield "dates", "illustrative" if subject.illustrative else "as recorded"
    yield "chart", asked.chart
    yield "rules", asked.rules
    yield "change", asked.change
    yield "assurance", chart.assurance


def _answer(chart: Chart) -> Iterator[tuple[Cell, ...]]:
    answer = chart.answer
    yield "kind", answer.kind
    yield "direction", answer.direction
    yield "sentence", answer.sentence
    yield from (("because", text) for text in answer.because)
    yield from (("doubt", text) for text in answer.doubt)
    yield from (("advice", text) for text in answer.advice)
    yield "provisional", _yes(answer.provisional)
    yield "luck", answer.luck
    yield "before", answer.before
    yield "after", answer.after


def _point(point: ChartPoint) -> tuple[Cell, ...]:
    return (
        *(point.day, point.value, point.shown, point.numerator, point.denominator, point.bound),
        *(point.excluded, point.phase, point.centre, point.lower, point.upper),
        *(_yes(point.outside), point.side, _yes(point.marked), point.label),
    )


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    return safe_cell(cell) if isinstance(cell, str) else str(_plain(cell))


def _plain(cell: float | date | Fraction) -> float | date | None:
    return number(cell) if isinstance(cell, Fraction) else cell
