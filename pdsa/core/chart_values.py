"""A value of a chart as people read it, and on which side of the centre line it lies."""

from fractions import Fraction

from pdsa.core.chart import Observation, Subject
from pdsa.core.values import format_value


def side_of(value: Fraction | None, centre: Fraction | None) -> int:
    """Return 1 above the centre line, -1 below it, 0 on it or where there is none."""
    if value is None or centre is None:
        return 0
    return (value > centre) - (value < centre)


def show_value(
    observation: Observation, value: Fraction | None, subject: Subject, chart: str = "run"
) -> str:
    """Return a value as people read it: "9/12 75 %", "more than 95 %", "1.5 a week"."""
    if value is None:
        return ""
    shown = format_value(value, subject.unit, subject.per, observation.bound)
    if chart == "mr" or observation.denominator is None:
        return shown
    return f"{observation.text} {shown}" if "/" in observation.text else shown
