"""What a chart with phases says: each is judged by itself, and then set beside the one before."""

from collections.abc import Callable, Iterator

from pdsa.core.chart import Chart, ChartPhase
from pdsa.core.direction import ENOUGH_ON_A_SIDE, counted
from pdsa.core.luck import false_alarm_share, in_words
from pdsa.core.plain_text import day_words, period_words
from pdsa.core.runchart import ENOUGH, RunTest, anhoej
from pdsa.core.verdict_seen import line, times, useful, value

Asks = Callable[[Chart, ChartPhase], bool]


def steady(chart: Chart) -> str:
    """Return the sentence of a chart whose last phase shows ordinary ups and downs.

    With phases it names the level of the last one and of the one before: a step between them is
    what such a chart is drawn for.
    """
    if len(chart.phases) == 1:
        return "Only ordinary ups and downs so far: nothing here shows that it has changed."
    last, earlier = chart.phases[-1], chart.phases[-2]
    since = day_words(chart.points[last.first - 1].day)
    if not _has_level(chart, last) or last.centre is None or earlier.centre is None:
        return f"In the last phase, since {since}, only ordinary ups and downs."
    now, before = value(chart, last.centre), value(chart, earlier.centre)
    if not _has_level(chart, earlier):
        return f"Steady since {since} at {now}; the phase before is too short to compare."
    if now == before:
        return f"Steady since {since} at {now}, as in the phase before."
    return f"Steady since {since} at {now}; before that, the {line(chart)} was {before}."


def phases(chart: Chart, is_judged: Asks, changed: Asks) -> Iterator[str]:
    """Yield a sentence for each phase before the last, and what the last two show together."""
    for phase in chart.phases[:-1]:
        judged = "changed within it" if changed(chart, phase) else "only ordinary ups and downs"
        judged = judged if is_judged(chart, phase) else "too few to judge"
        days = period_words(*(chart.points[n - 1].day for n in (phase.first, phase.last)))
        yield f"Phase {phase.number} ({days}, {useful(phase)}): {judged}."
    if len(chart.phases) > 1:
        yield from _apart(chart)


def _apart(chart: Chart) -> Iterator[str]:
    earlier, last = chart.phases[-2:]
    both = _has_level(chart, earlier) and _has_level(chart, last)
    if not both or earlier.centre is None or last.centre is None:
        return
    now, before = value(chart, last.centre), value(chart, earlier.centre)
    yield (
        f"The {line(chart)} of phase {last.number} is {now}, of phase {earlier.number} {before}. "
        "People chose where to part them, so the difference is described, and no more."
    )
    test = _as_one(chart)
    if chart.asked.rules != "anhoej" or test.useful < ENOUGH or test.longest_run is None:
        return
    start = (
        f"A test of both, with the {line(chart)} of phase {earlier.number} as its line: "
        f"longest run {test.longest_run} (more than {test.longest_run_max} is unusual), "
        f"crossed {times(test.crossings or 0)} (fewer than {test.crossings_min} is unusual)"
    )
    if not test.signal:
        yield f"{start}. That does not show a change."
        return
    chance = false_alarm_share("anhoej", test.useful, len(counted(chart, earlier))) or 0.0
    yield (
        f"{start}. That shows a change between them; if there were none, {in_words(chance)} such "
        "charts would look so, or more if they were parted after a look at the points."
    )


def _as_one(chart: Chart) -> RunTest:
    """Test the last two phases by the centre line of the first of them (Anhoej)."""
    earlier, last = chart.phases[-2:]
    both = counted(chart, earlier._replace(last=last.last))
    return anhoej([one.value for one in both], earlier.centre)


def _has_level(chart: Chart, phase: ChartPhase) -> bool:
    """Whether a phase has a centre line of its own, made of enough points to speak of."""
    own = chart.asked.centre is None and chart.asked.chart != "mr"
    return own and len(counted(chart, phase)) >= ENOUGH_ON_A_SIDE
