"""What was seen on a chart, in sentences with its counts and their limits."""

from collections.abc import Iterator
from fractions import Fraction

from pdsa.core.chart import Chart, ChartPhase
from pdsa.core.direction import outside
from pdsa.core.plain_text import count_words
from pdsa.core.values import format_value

_SHIFT = {"ihi": 6, "nhs": 7}  # points in a row on one side
_TREND = {"ihi": 5, "nhs": 7}  # points in a row that rise or fall


def useful(phase: ChartPhase) -> str:
    """Return "24 useful points"."""
    return count_words(phase.useful, "useful point")


def value(chart: Chart, number: Fraction) -> str:
    """Return a value as people read it, in the unit of the chart."""
    return format_value(number, chart.subject.unit, chart.subject.per)


def line(chart: Chart) -> str:
    """Return what the centre line is called."""
    if chart.asked.centre is not None:
        return "given line"
    return "median" if chart.asked.chart == "run" else "mean"


def unusual(chart: Chart, phase: ChartPhase) -> Iterator[str]:
    """Yield a sentence for each thing that the rules find unusual."""
    centre, rules = line(chart), chart.asked.rules
    if phase.runs_signal and (phase.longest_run or 0) > (phase.longest_run_max or 0):
        yield (
            f"{phase.longest_run} points in a row on one side of the {centre}; "
            f"chance alone rarely gives more than {phase.longest_run_max}."
        )
    if phase.runs_signal and (phase.crossings or 0) < (phase.crossings_min or 0):
        yield (
            f"The line crossed the {centre} {times(phase.crossings or 0)} in {useful(phase)}; "
            f"about {phase.useful // 2} would be expected, "
            f"fewer than {phase.crossings_min} is unusual."
        )
    if beyond := len(outside(chart, phase)):
        what = "moving range" if chart.asked.chart == "mr" else "point"
        lies = "lies" if beyond == 1 else "lie"
        yield f"{count_words(beyond, what)} {lies} beyond the limits (three sigma)."
    if phase.shifts:
        row = f"{_SHIFT[rules]} or more points in a row on one side of the {centre}"
        yield f"{count_words(len(phase.shifts), 'shift')}: {row}."
    if phase.trends:
        row = f"{_TREND[rules]} or more points in a row that all rise or all fall"
        yield f"{count_words(len(phase.trends), 'trend')}: {row}."
    if phase.two_in_three:
        near = f"{len(phase.two_in_three)} points lie near a limit"
        yield f"{near}, two of three in a row on one side of the {centre}."
    yield from _runs(phase)


def _runs(phase: ChartPhase) -> Iterator[str]:
    if phase.runs is None or phase.runs_low is None or phase.runs_high is None:
        return
    usual = f"{phase.runs_low} to {phase.runs_high} are usual in {useful(phase)}"
    if phase.runs < phase.runs_low:
        yield f"The points make {count_words(phase.runs, 'run')}, too few: {usual}."
    if phase.runs > phase.runs_high:
        yield f"The points make {count_words(phase.runs, 'run')}, too many: {usual}."


def ordinary(chart: Chart, phase: ChartPhase) -> Iterator[str]:
    """Yield what was looked for and not found, with the counts and their limits."""
    centre, rules = line(chart), chart.asked.rules
    if chart.asked.chart == "mr":
        yield "No moving range lies beyond its limit."
        return
    if phase.longest_run is not None and phase.longest_run_max is not None:
        yield (
            f"{useful(phase)}, longest run {phase.longest_run} "
            f"({phase.longest_run_max + 1} or more would be unusual); "
            f"crossed the {centre} {times(phase.crossings or 0)} "
            f"(fewer than {phase.crossings_min} would be unusual)."
        )
    if rules in _SHIFT:
        near = ", nor two of three near a limit" if rules == "nhs" else ""
        yield (
            f"{useful(phase)}: no {_SHIFT[rules]} in a row on one side of the {centre}, "
            f"no {_TREND[rules]} in a row that all rise or all fall{near}."
        )
    if phase.runs is not None:
        yield (
            f"{count_words(phase.runs, 'run')}, "
            f"where {phase.runs_low} to {phase.runs_high} are usual."
        )
    if chart.asked.chart != "run":
        yield "No point lies beyond the limits (three sigma)."


def left_out(chart: Chart) -> Iterator[str]:
    """Yield one sentence that counts what is in the last phase and in no run, if anything is."""
    phase = chart.phases[-1]
    points = chart.points[phase.first - 1 : phase.last]
    on_line = sum(
        one.value is not None and not one.side and not one.excluded and not one.bound
        for one in points
    )
    excluded = sum(bool(one.excluded) for one in points)
    bounds = sum(bool(one.bound) and not one.excluded for one in points)
    missing = sum(one.value is None and not one.excluded and not one.bound for one in points)
    if chart.asked.chart == "mr":  # the first place never has a moving range
        missing -= 1
    counts = (
        (on_line, f"on the {line(chart)}"),
        (missing, "without a value"),
        (excluded, "excluded"),
        (bounds, "known only as more than a value"),
    )
    if said := [f"{count} {what}" for count, what in counts if count > 0]:
        of = " of the last phase" if len(chart.phases) > 1 else ""
        yield f"Not among the useful points{of}: {', '.join(said)}."


def times(number: int) -> str:
    """Return "once", "twice", "3 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
