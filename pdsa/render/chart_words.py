"""What every picture of a measure says in words: titles, values, small print, safe cells."""

from collections.abc import Iterator
from fractions import Fraction
from math import floor, log10

from pdsa.core.chart import Chart, ChartPhase, ChartPoint
from pdsa.core.plain_text import clip, count_words, day_words, period_words, visible
from pdsa.core.values import format_value

RULE_NAMES = {"anhoej": "Anhøj rules", "ihi": "IHI rules", "nhs": "NHS rules"}
CHART_NAMES = {
    "run": "run chart",
    "i": "I chart",
    "mr": "MR chart",
    "p": "P chart",
    "pp": "P' chart",
    "u": "U chart",
    "c": "C chart",
}
ANSWERS = {  # in one or two words, for a panel, by kind and direction
    ("too-few", ""): "Too few points",
    ("no-change", ""): "No change seen",
    ("no-change", "phase"): "Steady in its last phase",
    ("changed", ""): "Changed",
    ("changed", "better"): "Better",
    ("changed", "worse"): "Worse",
    ("changed", "higher"): "Higher",
    ("changed", "lower"): "Lower",
}
_FINE = Fraction(1, 10)  # below it values are shown to three digits that mean something
_LONGEST = 12  # digits after the point
_DIGITS, _LABEL = 3, 70  # characters of a cycle's number, of its label
_UNIT_NAMES = {"share": "percent", "yes-no": "yes or no", "count": "count", "": ""}
_RUN = {"=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"}  # what a spreadsheet may run


def answer_word(chart: Chart) -> str:
    """Return the answer in one or two words, for a panel or a table."""
    answer = chart.answer
    if answer.kind == "no-change" and len(chart.phases) > 1:
        return ANSWERS["no-change", "phase"]
    return ANSWERS.get((answer.kind, answer.direction)) or ANSWERS.get((answer.kind, ""), "")


_MADE_UP = {"data": "illustrative data", "dates": "dates are illustrative"}


def title_words(chart: Chart) -> str:
    """Return what is measured and where: `Weekly attendance · Ash Valley`."""
    subject = chart.subject
    return " · ".join(filter(None, (visible(subject.measure), visible(subject.place))))


def about_words(chart: Chart) -> str:
    """Return period, cadence and unit, as far as somebody said them."""
    subject = chart.subject
    period = period_words(chart.points[0].day, chart.points[-1].day) if chart.points else "no point"
    made_up = _MADE_UP.get(subject.illustrative, "")
    parts = (period, subject.cadence, unit_words(chart), CHART_NAMES[chart.asked.chart], made_up)
    return " · ".join(filter(None, map(visible, parts)))


def unit_words(chart: Chart) -> str:
    """Return the unit as an axis names it: `percent`, `count a week`, `minutes`."""
    subject = chart.subject
    name = _UNIT_NAMES.get(subject.unit, subject.unit)
    return f"{name} a {subject.per}".strip() if subject.per else name


def value_words(chart: Chart, value: Fraction | float) -> str:
    """Return a value of the chart in its unit, short: `62.5 %`, `14`, `yes`."""
    # The period is said once, beside the axis: a label has no room for it.
    exact = value if isinstance(value, Fraction) else Fraction(value).limit_denominator(10**6)
    if 0 < abs(exact) < _FINE and chart.subject.unit != "share":  # 0.0184, and not 0.02
        places = min(_LONGEST, 2 - floor(log10(abs(exact))))
        return f"{float(exact):.{places}f}".rstrip("0")
    return format_value(exact, chart.subject.unit)


def possible(chart: Chart) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the greatest value that can be; None where nobody knows of one."""
    values = [point.value for point in chart.points if point.value is not None]
    unit = chart.subject.unit
    counts = bool(unit) or all(value.denominator == 1 for value in values)
    least = Fraction() if counts and min(values, default=Fraction(-1)) >= 0 else None
    top = {"share": Fraction(100), "yes-no": Fraction(1)}.get(unit)
    return least, None if top is None or max(values, default=top) > top else top


def edges(chart: Chart, point: ChartPoint) -> tuple[float | None, float | None]:
    """Return the lower and upper limit as drawn: never beyond what is possible."""
    lower, upper = point.lower, point.upper
    if lower is None and upper is None:
        return None, None
    least, top = possible(chart)
    if lower is not None and least is not None:
        lower = max(lower, float(least))
    if upper is not None and top is not None:
        upper = min(upper, float(top))
    return lower, upper


def named_limits(chart: Chart) -> Iterator[tuple[float, str]]:
    """Yield value and name of each limit at the last point; one that was cut off has no name."""
    if chart.points:
        last = chart.points[-1]
        lower, upper = edges(chart, last)
        if upper is not None and upper == last.upper:
            yield upper, "upper limit"
        if lower is not None and lower == last.lower:
            yield lower, "lower limit"


def centre_name(chart: Chart) -> str:
    """Return what the centre line is."""
    if chart.asked.centre is not None:
        return "centre line"
    return "median" if chart.asked.chart == "run" else "mean"


def small_print(chart: Chart) -> Iterator[str]:
    """Yield the figures that the answer rests on: a sentence for each phase."""
    rules = RULE_NAMES[chart.asked.rules]
    for phase in chart.phases:
        name = f"Phase {phase.number}: " if len(chart.phases) > 1 else ""
        points = count_words(phase.useful, "useful point")
        runs = () if chart.asked.chart == "mr" else _found(phase, centre_name(chart))
        parts = [points, rules, *runs, *_beyond(chart, phase)]
        if chart.asked.chart == "mr":  # moving ranges overlap: their runs are not judged
            parts.remove(rules)
        yield f"{name}{'; '.join(parts)}."
    yield from _cut_off(chart)


def _found(phase: ChartPhase, centre: str) -> Iterator[str]:
    if phase.longest_run is not None and phase.longest_run_max is not None:
        most = phase.longest_run_max
        yield f"longest run {phase.longest_run} (more than {most} is unusual)"
    if phase.crossings is not None and phase.crossings_min is not None:
        times = count_words(phase.crossings, "time")
        few = f" (fewer than {phase.crossings_min} is unusual)" if phase.crossings_min else ""
        yield f"crossed the {centre} {times}{few}"
    if phase.shifts:
        yield count_words(len(phase.shifts), "shift")
    if phase.trends:
        yield count_words(len(phase.trends), "trend")
    if phase.runs is not None and phase.runs_low is not None:
        yield f"{count_words(phase.runs, 'run')} ({phase.runs_low} to {phase.runs_high} is usual)"


def _beyond(chart: Chart, phase: ChartPhase) -> Iterator[str]:
    inside = [point for point in chart.points if point.phase == phase.number]
    if any(point.upper is not None or point.lower is not None for point in inside):
        yield f"{count_words(phase.outside, 'point')} outside the limits"


def _cut_off(chart: Chart) -> Iterator[str]:
    drawn = [(edges(chart, point), point) for point in chart.points]
    if any(lower != point.lower for (lower, _), point in drawn):
        yield "The lower limit lies below 0, where no value can be; it is drawn at 0."
    tops = [upper for (_, upper), point in drawn if upper is not None and upper != point.upper]
    if tops:
        most = value_words(chart, max(tops))
        yield f"The upper limit lies above {most}, where no value can be; it is drawn at {most}."


def marker_names(chart: Chart) -> list[str]:
    """Return a short name for each marker: the number that its label begins with, else its place.

    A cycle is called `02` in its plan, so it is `02` in a picture, too.
    """
    own = [visible(marker.label).partition(" ")[0] for marker in chart.markers]
    if all(name.isdecimal() and len(name) <= _DIGITS for name in own) and len({*own}) == len(own):
        return own
    return [str(place) for place in range(1, len(own) + 1)]


def marker_words(chart: Chart) -> list[str]:
    """Return what each marker stands for, under its short name: `02 Prompt guides, 12 Jan 2026`."""
    found = []
    for name, marker in zip(marker_names(chart), chart.markers, strict=True):
        label = clip(visible(marker.label), _LABEL)
        numbered = label if label.partition(" ")[0] == name else f"{name} {label}"
        found.append(f"{numbered}, {day_words(marker.day)}")
    return found


def is_hollow(point: ChartPoint) -> bool:
    """Whether a point is drawn hollow: it lies on the centre line, and is nothing more."""
    more = point.excluded or point.bound or point.outside or point.marked or _is_labelled(point)
    return not point.side and not more


def is_large(point: ChartPoint) -> bool:
    """Whether a point is drawn large: part of a signal, with no shape of its own."""
    return point.marked and not (point.outside or point.bound or _is_labelled(point))


def _is_labelled(point: ChartPoint) -> bool:
    return point.label in {"improvement", "concern"}


def axis_words(chart: Chart, low: Fraction, high: Fraction) -> str:
    """Say where an axis that leaves zero out begins and ends; empty where it has zero."""
    if low <= 0 <= high:
        return ""
    ends = f"{value_words(chart, low)} to {value_words(chart, high)}"
    return f"The scale runs from {ends} and leaves out zero."


def safe_cell(text: str) -> str:
    """Return a text as a cell: on one line; what a spreadsheet would run gets a quote before it."""
    shown = visible(text)
    if shown.lstrip()[:1] in _RUN and not _is_number(shown):
        return f"'{shown}"
    return shown


def _is_number(text: str) -> bool:
    digits = text.removeprefix("-").replace(".", "", 1)
    return digits.isascii() and digits.isdecimal()


def number(value: Fraction | float | None) -> float | None:
    """Return a value for a machine: whole numbers whole, others as the nearest float."""
    if isinstance(value, Fraction):
        return value.numerator if value.denominator == 1 else float(value)
    return value
