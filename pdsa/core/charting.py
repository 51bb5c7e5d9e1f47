"""Makes a chart: observations through the analysis to points, phases and an answer in words."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.analysis import AnalysedPhase, AnalysedPoint, Analysis, analyse
from pdsa.core.chart import (
    Asked,
    Chart,
    ChartPhase,
    ChartPoint,
    Marker,
    Observation,
    Subject,
)
from pdsa.core.chart_asked import impossible, need_whole, settle_asked
from pdsa.core.chart_values import show_value, side_of
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.model import Period
from pdsa.core.observations import is_used
from pdsa.core.plain_text import day_words
from pdsa.core.runchart import ihi, runs
from pdsa.core.verdict import build_answer, is_judged

_OF_COUNTS = ("p", "pp", "u")  # charts of a numerator over a denominator
_ALL = 100  # percent


class Material(NamedTuple):
    """All that one chart is made of."""

    subject: Subject
    observations: tuple[Observation, ...]
    asked: Asked
    markers: tuple[Marker, ...] = ()
    breaks: tuple[Period, ...] = ()
    notes: tuple[str, ...] = ()


def build_chart(
    subject: Subject,
    observations: Sequence[Observation],
    asked: Asked,
    today: date,
    markers: Sequence[Marker] = (),
    breaks: Sequence[Period] = (),
    notes: Sequence[str] = (),
) -> Chart:
    """Return the chart of one measure in one place, with its answer as of `today`.

    The observations are in the order of their days, their values exact and in the unit shown;
    whatever is excluded or a bound is drawn and part of no figure. Raises PdsaError for a chart or
    rules that do not exist or do not go together, and for values that the chart cannot show.
    """
    asked = settle_asked(asked)
    if not observations:
        raise PdsaError("there are no points yet", "record one: pdsa record PLACE MEASURE VALUE")
    if asked.freeze is not None and (asked.freeze >= len(observations) or asked.phases):
        asked = asked._replace(freeze=None)
    if asked.rules == "nhs":
        from pdsa.core.charting_nhs import draw_nhs  # noqa: PLC0415 - by name only

        points, phases, assurance = draw_nhs(
            subject, observations, asked, parts(observations, asked)
        )
    else:
        points, phases = _draw(subject, observations, asked)
        assurance = ""
    first, last = observations[0].day, observations[-1].day
    beside = [one for one in sorted(markers) if first <= one.day <= last]
    chart = Chart(
        subject,
        asked,
        points,
        phases,
        tuple(beside),
        tuple(pause for pause in breaks if pause.first <= last and pause.last >= first),
        (*notes, *impossible(subject, observations), *_outside(markers, first, last)),
        assurance,
    )
    chart = _unmark(chart)
    return chart._replace(answer=build_answer(chart, today))


def build_charts(materials: Iterable[Material], today: date) -> list[Chart]:
    """Return a chart of each material, sorted by place: small multiples, no league table."""
    charts = [
        build_chart(
            one.subject, one.observations, one.asked, today, one.markers, one.breaks, one.notes
        )
        for one in materials
    ]
    return sorted(charts, key=lambda chart: (chart.subject.place.casefold(), chart.subject.place))


def parts(observations: Sequence[Observation], asked: Asked) -> list[int]:
    """Return the last position of each phase but the last.

    Raises PdsaError where a phase starts before the first point or on a day without one.
    """
    days = {one.day: place for place, one in reversed([*enumerate(observations, 1)])}
    found = []
    for day in sorted(set(asked.phases)):
        if day not in days:
            raise PdsaError(f"`--phase`: there is no point on {day}", "name the day of a point")
        found.append(days[day] - 1)
    return [place for place in found if place]


def _draw(
    subject: Subject, observations: Sequence[Observation], asked: Asked
) -> tuple[tuple[ChartPoint, ...], tuple[ChartPhase, ...]]:
    found = _analyse(observations, asked, parts(observations, asked))
    values = (
        [point.y for point in found.points]
        if asked.chart == "mr"
        else [one.value for one in observations]
    )
    used = [
        value if is_used(one) else None for one, value in zip(observations, values, strict=True)
    ]
    points: list[ChartPoint] = []
    phases: list[ChartPhase] = []
    for phase in found.phases:
        span = slice(phase.first - 1, phase.last)
        drawn = _phase(phase, used[span], asked)
        marked = _marked(drawn, used[span], asked)
        here = [
            _point(one, analysed, subject, asked.chart)
            for one, analysed in zip(observations[span], found.points[span], strict=True)
        ]
        points += (
            point._replace(phase=phase.part, marked=place in marked)
            for place, point in enumerate(here, phase.first)
        )
        beyond = sum(point.outside and not point.excluded for point in here)
        phases.append(drawn._replace(outside=beyond))
    return tuple(points), tuple(phases)


def _point(one: Observation, analysed: AnalysedPoint, subject: Subject, chart: str) -> ChartPoint:
    value = analysed.y if chart == "mr" else one.value
    return ChartPoint(
        day=one.day,
        value=value,
        shown=show_value(one, value, subject, chart),
        numerator=one.numerator,
        denominator=one.denominator,
        bound=one.bound,
        excluded=one.excluded,
        phase=0,
        centre=analysed.centre,
        lower=analysed.lower,
        upper=analysed.upper,
        lower_2s=analysed.lower_2s,
        upper_2s=analysed.upper_2s,
        outside=analysed.outside and not one.bound,
        side=side_of(value if is_used(one) else None, analysed.centre),
        n=one.n,
    )


def _analyse(observations: Sequence[Observation], asked: Asked, part: Sequence[int]) -> Analysis:
    shares = asked.chart in {"p", "pp"}
    centre = asked.centre
    if asked.chart == "c":
        need_whole(observations)
    if asked.chart in _OF_COUNTS:
        _need_counts(observations, asked.chart)
        values = [one.numerator for one in observations]
    else:
        values = [one.value for one in observations]
    excluded = [
        place
        for place, one in enumerate(observations, 1)
        if one.value is not None and not is_used(one)
    ]
    with refusing():
        return analyse(
            asked.chart,
            values,
            [one.denominator for one in observations] if asked.chart in _OF_COUNTS else None,
            freeze=asked.freeze,
            part=part,
            exclude=excluded,
            centre=centre / _ALL if shares and centre is not None else centre,
            multiply=_ALL if shares else 1,
            screened=asked.screened,
        )


def _need_counts(observations: Sequence[Observation], chart: str) -> None:
    """Raise PdsaError where a value has no numerator and denominator."""
    for one in observations:
        if one.denominator is None and is_used(one):
            name = {"p": "P", "pp": "P'", "u": "U"}[chart]
            message = f"a {name} chart needs counts, and `{one.text}` of {one.day} has none"
            raise PdsaError(
                message, "give a numerator and a denominator, as in 9/12, or --chart run"
            )


def _phase(found: AnalysedPhase, used: Sequence[Fraction | None], asked: Asked) -> ChartPhase:
    phase = ChartPhase(
        number=found.part,
        first=found.first,
        last=found.last,
        baseline=None if asked.phases else asked.freeze,
        observed=found.observed,
        useful=found.useful,
        centre=found.centre,
    )
    if asked.rules == "anhoej":
        return phase._replace(
            longest_run=found.longest_run,
            longest_run_max=found.longest_run_max,
            crossings=found.crossings,
            crossings_min=found.crossings_min,
            runs_signal=found.runs_signal,
        )
    if found.centre is None:
        return phase
    classic, before = ihi(used, found.centre), found.first - 1
    return phase._replace(
        shifts=tuple((one.first + before, one.last + before) for one in classic.shifts),
        trends=tuple((one.first + before, one.last + before) for one in classic.trends),
        runs=classic.runs,
        runs_low=classic.low,
        runs_high=classic.high,
    )


def _marked(phase: ChartPhase, used: Sequence[Fraction | None], asked: Asked) -> frozenset[int]:
    """The positions that the signal consists of; too few crossings single none out."""
    before = phase.first - 1
    spans: Sequence[tuple[int, int]] = phase.shifts
    if asked.rules == "anhoej" and phase.runs_signal:
        limit = phase.longest_run_max or 0
        found = (run for run in runs(used, phase.centre) if run.length > limit)
        spans = [(run.first + before, run.last + before) for run in found]
    inside = {place for first, last in spans for place in range(first, last + 1)}
    rising = {place for first, last in phase.trends for place in range(first, last + 1)}
    return frozenset(
        place
        for place, value in enumerate(used, phase.first)
        if (place in inside and side_of(value, phase.centre))
        or (place in rising and value is not None)
    )


def _unmark(chart: Chart) -> Chart:
    """Take the signals off phases that are too short to be judged: nobody may read one there."""
    weak = {phase.number for phase in chart.phases if not is_judged(chart, phase)}
    if not weak:
        return chart
    return chart._replace(
        points=tuple(
            point._replace(marked=False, label="") if point.phase in weak else point
            for point in chart.points
        ),
        phases=tuple(
            phase._replace(shifts=(), trends=(), two_in_three=()) if phase.number in weak else phase
            for phase in chart.phases
        ),
    )


def _outside(markers: Sequence[Marker], first: date, last: date) -> Iterator[str]:
    """A sentence for each marker that has no place among the points."""
    for one in sorted(markers):
        if one.day < first:
            yield f"{one.label} began before the first point, on {day_words(one.day)}."
        elif one.day > last:
            yield f"{one.label} begins after the last point, on {day_words(one.day)}."
