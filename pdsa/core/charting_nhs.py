"""Draws a chart by the rules of the English NHS: a mean, process limits, labelled points."""

from collections.abc import Sequence
from fractions import Fraction

from pdsa.core.chart import Asked, ChartPhase, ChartPoint, Observation, Subject
from pdsa.core.chart_values import show_value, side_of
from pdsa.core.errors import refusing
from pdsa.core.nhs import NhsPoint, making_data_count
from pdsa.core.observations import is_used

_IMPROVEMENT = {"up": "increase", "down": "decrease"}
_ASSURANCE = {
    "consistent_pass": "consistently-meets",
    "inconsistent": "hit-and-miss",
    "consistent_fail": "falls-short",
}


def draw_nhs(
    subject: Subject, observations: Sequence[Observation], asked: Asked, parts: Sequence[int]
) -> tuple[tuple[ChartPoint, ...], tuple[ChartPhase, ...], str]:
    """Return points, phases and what the limits say of the target; `parts`: where phases end."""
    used = [one.value if is_used(one) else None for one in observations]
    with refusing():
        found = making_data_count(
            used,
            improvement=_IMPROVEMENT.get(subject.better, "neutral"),
            freeze=asked.freeze,
            rebase=[place + 1 for place in parts],
            target=subject.target,
            screened=asked.screened,
        )
    ends = [*parts, len(observations)]
    phases = tuple(
        _phase(number, first + 1, last, found.points, used)
        for number, (first, last) in enumerate(zip([0, *parts], ends, strict=True), 1)
    )
    if asked.freeze and phases:
        phases = (phases[0]._replace(baseline=asked.freeze), *phases[1:])
    points = tuple(
        _point(one, labelled, subject, value, phase.number)
        for phase in phases
        for one, labelled, value in zip(
            observations[phase.first - 1 : phase.last],
            found.points[phase.first - 1 : phase.last],
            used[phase.first - 1 : phase.last],
            strict=True,
        )
    )
    return points, phases, _ASSURANCE.get(found.assurance or "", "")


def _point(
    one: Observation, labelled: NhsPoint, subject: Subject, used: Fraction | None, phase: int
) -> ChartPoint:
    return ChartPoint(
        day=one.day,
        value=one.value,
        shown=show_value(one, one.value, subject),
        numerator=one.numerator,
        denominator=one.denominator,
        bound=one.bound,
        excluded=one.excluded,
        phase=phase,
        centre=labelled.mean,
        lower=labelled.lpl,
        upper=labelled.upl,
        outside=labelled.cause.endswith("CL") and labelled.cause[-3:] in {"UCL", "LCL"},
        side=side_of(used, labelled.mean),
        marked=labelled.special_cause,
        label=_label(labelled.point_type),
        n=one.n,
    )


def _label(point_type: str) -> str:
    kind = point_type.rpartition("_")[2]
    if point_type == "common_cause":
        return ""
    return kind if kind in {"improvement", "concern"} else "neither"


def _phase(
    number: int,
    first: int,
    last: int,
    points: Sequence[NhsPoint],
    used: Sequence[Fraction | None],
) -> ChartPhase:
    here = range(first, last + 1)
    causes = {place: points[place - 1].cause for place in here if used[place - 1] is not None}
    centre = points[first - 1].mean
    return ChartPhase(
        number=number,
        first=first,
        last=last,
        baseline=None,
        observed=len(here),
        useful=sum(side_of(used[place - 1], centre) != 0 for place in here),
        centre=centre,
        shifts=_spans(causes, "7 Points "),
        trends=_spans(causes, "7 Point Trend"),
        outside=sum(cause[-3:] in {"UCL", "LCL"} for cause in causes.values()),
        two_in_three=tuple(place for place in causes if causes[place].startswith("2 in 3")),
    )


def _spans(causes: dict[int, str], begins: str) -> tuple[tuple[int, int], ...]:
    """The stretches of counted points in a row with the same cause."""
    found: list[tuple[int, int]] = []
    before = ""
    for place, cause in causes.items():
        if cause.startswith(begins):
            first = found.pop()[0] if cause == before else place
            found.append((first, place))
        before = cause
    return tuple(found)
