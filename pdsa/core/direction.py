"""Which way a measure moved when the first test began, as far as a chart can say it."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.chart import Chart, ChartPhase, ChartPoint
from pdsa.core.plain_text import day_words
from pdsa.core.runchart import median
from pdsa.core.values import format_value

ENOUGH_ON_A_SIDE = 4  # of three values two odd weeks make the median; four are a month of weeks
_ENOUGH_ALONE = 2  # single points that stand out; one of them may be a slip of the pen


class Direction(NamedTuple):
    """The medians on either side of the first test, and the word for their difference."""

    before: Fraction | None = None
    after: Fraction | None = None
    word: str = ""  # better, worse, higher, lower; empty: none can be given
    why_none: str = ""  # a sentence


def find_direction(chart: Chart, phase: ChartPhase) -> Direction:
    """Return where the median of a phase went from the start of the first test on.

    The medians are of the counted values before that day and from that day on, at least 4 of
    either. Never from the longest run: about the chart's own median the early run lies on the
    other side. Without a direction for what is better it is "higher" or "lower".
    """
    day = chart.asked.change
    if chart.asked.chart == "mr":
        return Direction(why_none="A chart of moving ranges says nothing of better or worse.")
    if day is None:
        unknown = "The day on which a change began is not known"
        return Direction(why_none=f"{unknown}: no direction can be given.")
    points = counted(chart, phase)
    early = [one.value for one in points if one.day < day]
    late = [one.value for one in points if one.day >= day]
    moved = Direction(median(early), median(late))
    if min(len(early), len(late)) < ENOUGH_ON_A_SIDE:
        side = "before" if len(early) < ENOUGH_ON_A_SIDE else "since"
        of = " of the last phase" if len(chart.phases) > 1 else ""
        few = f"Fewer than {ENOUGH_ON_A_SIDE} points{of} lie {side} {day_words(day)}"
        return moved._replace(why_none=f"{few}: no direction can be given.")
    return _with_word(chart, phase, moved, day)


def counted(chart: Chart, phase: ChartPhase) -> list[ChartPoint]:
    """Return the points of a phase whose value is part of its figures."""
    span = chart.points[phase.first - 1 : phase.last]
    return [one for one in span if one.value is not None and not one.excluded and not one.bound]


def outside(chart: Chart, phase: ChartPhase) -> list[ChartPoint]:
    """Return the counted points that lie beyond a limit."""
    return [one for one in counted(chart, phase) if one.outside]


def lasts(phase: ChartPhase) -> bool:
    """Whether what is unusual lasts: a run, a shift, a trend, a line that seldom crosses."""
    few = phase.runs is not None and phase.runs < (phase.runs_low or 0)
    return phase.runs_signal or few or bool(phase.shifts or phase.trends)


def _with_word(chart: Chart, phase: ChartPhase, moved: Direction, day: date) -> Direction:
    before, after, subject = moved.before or Fraction(), moved.after or Fraction(), chart.subject
    shown = [format_value(number, subject.unit, subject.per) for number in (before, after)]
    if shown[0] == shown[1]:  # a difference that nobody can see is none
        same = f"The median is {shown[0]} both before {day_words(day)} and since"
        return moved._replace(why_none=f"{same}: no direction can be given.")
    rose = after > before
    if not lasts(phase) and not _agree(outside(chart, phase), day, rose):
        why = "Only single points stand out, nothing that lasts: no direction can be given."
        return moved._replace(why_none=why)
    better = {"up": rose, "down": not rose}.get(subject.better)
    if better is None:
        return moved._replace(word="higher" if rose else "lower")
    return moved._replace(word="better" if better else "worse")


def _agree(points: Sequence[ChartPoint], day: date, rose: bool) -> bool:
    """Whether points beyond a limit all lie since the day, on the side the median moved to."""
    return len(points) >= _ENOUGH_ALONE and all(
        one.day >= day
        and one.value is not None
        and one.centre is not None
        and (one.value > one.centre) == rose
        for one in points
    )
