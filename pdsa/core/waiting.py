"""How many more points an answer needs, and by when there will be so many."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from pdsa.core.chart import Chart, ChartPhase, ChartPoint
from pdsa.core.direction import counted
from pdsa.core.plain_text import count_words, day_words
from pdsa.core.runchart import longest_run_limit
from pdsa.core.verdict_seen import line

_STEPS = {"weekly": 7, "fortnightly": 14}  # days
_PACE = {
    "daily": "one a school day",
    "weekly": "one a week",
    "fortnightly": "one a fortnight",
    "monthly": "one a month",
}
_SATURDAY = 5
_TELLING = 4  # points without a useful one: a pattern, and no accident
_DECEMBER = 12
_LAST_OF_EVERY_MONTH = 28
_FORESEEN = timedelta(days=366)  # a day further ahead says nothing that a year does not
_USUAL_RUN = 8  # long enough with a baseline of 6 to 14 points
_RUN_BY_NAME = {"ihi": 6, "nhs": 7}


def needed(chart: Chart, phase: ChartPhase, enough: int, today: date) -> Iterator[str]:
    """Yield how many more useful points are needed, by when, and what must follow a change."""
    more = enough - phase.useful
    are = "is" if more == 1 else "are"
    start = f"{count_words(more, 'more useful point')} {are} needed"
    if chart.subject.cadence == "once":
        yield f"{start}; a measure that is taken once cannot show a change."
        return
    ends = chart.subject.ends
    if ends is not None and today >= ends:
        late = f"The collaborative {'ends' if today == ends else 'ended'} on {day_words(ends)}"
        yield f"{start}. {late}: add earlier values from records, or go on measuring."
    elif not phase.useful and len(counted(chart, phase)) >= _TELLING:
        yield (
            f"{start}. So far every point lies on the {line(chart)}, and at that pace there will "
            "never be enough: measure in finer steps, or count more people."
        )
    else:
        places = _places(chart, phase, more)
        day = _day_of(chart, places, today)
        yield f"{start}{_by_when(chart, day, today, wasted=places > more)}."
    change = chart.asked.change
    if change is not None and chart.asked.chart != "mr":
        yield (
            f"After the change on {day_words(change)}, at least "
            f"{long_enough(chart, phase, change)} in a row on one side are needed as well."
        )


def since_the_change(chart: Chart, phase: ChartPhase) -> Iterator[str]:
    """Yield that too little time has passed since the change for any rule to see it."""
    day = chart.asked.change
    if day is None or chart.asked.chart == "mr":
        return
    since = sum(one.side != 0 for one in _points(chart, phase) if one.day >= day)
    enough = long_enough(chart, phase, day)
    if since < enough:
        lies = "lies" if since < 2 else "lie"  # noqa: PLR2004 - none and one
        few = f"Only {count_words(since, 'useful point')}" if since else "No useful point yet"
        yield (
            f"{few} {lies} after the change on {day_words(day)}: "
            f"at least {enough} in a row on one side are needed."
        )


def long_enough(chart: Chart, phase: ChartPhase, day: date) -> int:
    """Return how many points in a row after a change on `day` are unusual.

    By the Anhoej rules 8 with up to 14 points before, 9 with 15 to 36: the run counts itself
    among the useful points that set its limit. The IHI rules say 6, the NHS rules 7.
    """
    if chart.asked.rules in _RUN_BY_NAME:
        return _RUN_BY_NAME[chart.asked.rules]
    before = sum(one.side != 0 for one in _points(chart, phase) if one.day < day)
    run = _USUAL_RUN
    while run <= longest_run_limit(before + run):
        run += 1
    return run


def _places(chart: Chart, phase: ChartPhase, more: int) -> int:
    """Return how many points it takes for so many useful ones, if as many as so far are useful."""
    lost = len(counted(chart, phase)) - phase.useful
    own = phase.baseline is None and chart.asked.centre is None and chart.asked.chart == "run"
    if own and (lost + phase.useful) % 2:  # the median of an odd number is one of them
        lost -= 1
    if lost < 1 or not phase.useful:
        return more
    return -(-more * (phase.useful + lost) // phase.useful)


def _points(chart: Chart, phase: ChartPhase) -> tuple[ChartPoint, ...]:
    return chart.points[phase.first - 1 : phase.last]


def _by_when(chart: Chart, day: date | None, today: date, *, wasted: bool) -> str:
    if day is None:
        return ""
    pace = _PACE.get(chart.subject.cadence, "the pace so far")
    on_line = f" and as many as so far lie on the {line(chart)}" if wasted else ""
    when = f": at {pace}, that takes more than a year"
    if day - today <= _FORESEEN:
        when = f": at {pace}, by {day_words(day)} if none is missed{on_line}"
    ends = chart.subject.ends
    if ends is None:
        return when
    if day <= ends:
        return f"{when}. That is in time: the collaborative ends on {day_words(ends)}"
    return (
        f"{when}. That is too late: the collaborative ends on {day_words(ends)}. "
        "Measure more often, or add earlier values from records"
    )


def _day_of(chart: Chart, more: int, today: date) -> date | None:
    """Return the day of the last point that is needed; None where no pace is known."""
    days = [one.day for one in chart.points]
    gap = _gap(days)
    if chart.subject.cadence not in _PACE and gap is None:
        return None
    try:
        day = max(_next(days[-1], chart.subject.cadence, gap), today)
        for _ in range(more - 1):
            day = _next(day, chart.subject.cadence, gap)
    except OverflowError:  # after the last day of the calendar
        return None
    return day


def _gap(days: list[date]) -> int | None:
    """Return the usual number of days from one point to the next."""
    gaps = sorted((after - before).days for before, after in pairwise(days))
    return max(1, gaps[len(gaps) // 2]) if gaps else None


def _next(day: date, cadence: str, gap: int | None) -> date:
    if cadence == "daily":
        day += timedelta(days=1)
        while day.weekday() >= _SATURDAY:
            day += timedelta(days=1)
        return day
    if cadence == "monthly":
        year, month = (day.year + 1, 1) if day.month == _DECEMBER else (day.year, day.month + 1)
        if year > date.max.year:
            raise OverflowError
        return date(year, month, min(day.day, _LAST_OF_EVERY_MONTH))
    return day + timedelta(days=_STEPS.get(cadence) or gap or 1)
