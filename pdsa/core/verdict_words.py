"""The sentences of an answer: what is said first, what to doubt, and what to think of next."""

from collections.abc import Iterator
from math import ceil

from pdsa.core.chart import Answer, Asked, Chart
from pdsa.core.direction import Direction, lasts
from pdsa.core.luck import NAMES, false_alarm_share, in_words
from pdsa.core.plain_text import count_words, day_words
from pdsa.core.verdict_seen import line, useful, value

_NOUNS = {"daily": "day", "weekly": "week", "fortnightly": "fortnight", "monthly": "month"}
_LONGEST = 60  # points in the table of chance; a longer chart errs more often
_COUNTS = ("p", "pp", "u", "c")


def rules_of(asked: Asked) -> str:
    """Return the rules by which such a chart is judged, as `luck` calls them; "": not counted."""
    if asked.chart == "mr":
        return ""
    if asked.rules != "anhoej":
        return asked.rules
    return "anhoej" if asked.chart == "run" else "limits-anhoej"


def too_few(chart: Chart, enough: int) -> str:
    """Return the sentence of a chart that cannot be judged."""
    phase, since = chart.phases[-1], ""
    if len(chart.phases) > 1:
        since = f" since {day_words(chart.points[phase.first - 1].day)}"
    return f"Cannot tell yet: {useful(phase)}{since}, and at least {enough} are needed."


def short_baseline(baseline: int, least: int) -> str:
    """Return the sentence of a chart whose baseline makes no line to judge by."""
    points = count_words(baseline, "point")
    return f"Cannot tell: a baseline of {points} is too short to judge by, {least} are the fewest."


def longer_baseline(chart: Chart, least: int, enough: int) -> str:
    """Return what to do about such a baseline."""
    return (
        f"Choose a baseline of {least} points or more ({enough} are better), or none: "
        f"then all points make the {line(chart)}."
    )


def changed(chart: Chart, moved: Direction, answer: Answer, baseline: int | None) -> str:
    """Return the sentence of a chart that changed, with its direction where it has one."""
    ending = f"; provisional, with a baseline of {baseline}." if answer.provisional else "."
    day, it = chart.asked.change, "It"
    if len(chart.phases) > 1:
        since = chart.points[chart.phases[-1].first - 1].day
        it = f"In the last phase, since {day_words(since)}, it"
    if chart.asked.chart == "mr":
        return f"{it} changed in how much it varies from one point to the next{ending}"
    if not moved.word or moved.before is None or moved.after is None or day is None:
        return f"{it} changed; in which direction cannot be said{ending}"
    start = {"better": f"{it} changed for the better", "worse": f"{it} changed for the worse"}.get(
        moved.word, f"{it} changed and is {moved.word}"
    )
    before, after = value(chart, moved.before), value(chart, moved.after)
    return f"{start}: the median was {before} before {day_words(day)} and is {after} since{ending}"


def chance(chart: Chart, luck: float | None, baseline: int | None) -> Iterator[str]:
    """Yield how often chance alone makes such a chart say that it changed."""
    points, rules = chart.phases[-1].useful, rules_of(chart.asked)
    if luck is None:
        given = "The centre line was given, and not taken from the data"
        kind = "This is a chart of moving ranges"
        why = given if chart.asked.centre is not None else kind
        yield f"{why}: how often chance alone says so has not been counted."
    else:
        centre = f"their own {line(chart)}" if baseline is None else f"a baseline of {baseline}"
        more = ", or more," if points > _LONGEST else ""
        yield (
            f"If nothing had changed, {in_words(luck)}{more} charts of {points} points with "
            f"{centre} would still say it had, by {NAMES[rules]}."
        )
        if chart.asked.chart in _COUNTS:
            yield "That was counted for charts of single values; for counts it is a rough guide."
    if chart.asked.rules != "anhoej":
        yield f"{_by_name(points, rules, luck, baseline)}."


def _by_name(points: int, rules: str, luck: float | None, baseline: int | None) -> str:
    named = f"{NAMES[rules].replace('the', 'The', 1)} were asked for by name"
    usual = false_alarm_share("anhoej", points, baseline)
    if luck is None or usual is None:
        return named
    return (
        f"{named}; the rules used otherwise (Anhøj) would say so in {in_words(usual)} such charts"
    )


def alike(chart: Chart, luck: float | None) -> Iterator[str]:
    """Yield that neighbours are taken as independent, and what it means where they are not."""
    one = _NOUNS.get(chart.subject.cadence, "point")
    how = f"This takes {one}s to be independent of each other; often they are not"
    if luck is None:
        yield f"{how}, and then chance does it more often."
        return
    resembles = f"where a {one} resembles the one before (correlation 0.3)"
    yield f"{how}: {resembles}, {in_words(luck)} would say so."


def provisional(answer: Answer, baseline: int | None, enough: int) -> Iterator[str]:
    """Yield that the baseline is short, where it is."""
    if answer.provisional and baseline is not None:
        yield (
            f"Provisional: the baseline has {count_words(baseline, 'point')}; "
            f"with fewer than {enough}, chance looks like a change more often."
        )


def no_proof(chart: Chart) -> Iterator[str]:
    """Yield that nothing was proved by finding nothing."""
    points = chart.phases[-1].useful
    what = "that the change failed" if chart.asked.change else "that nothing changed"
    what = "that nothing changed within the last phase" if len(chart.phases) > 1 else what
    yield f"No signal is no proof {what}: {points} points can easily miss a small change."


def after_a_change(chart: Chart, moved: Direction) -> Iterator[str]:
    """Yield what to think of next: a new centre line is offered, and never drawn by itself."""
    good = moved.word not in {"", "worse"}
    if good and len(chart.phases) == 1 and lasts(chart.phases[0]):
        yield (
            "A new centre line from here on is right only if the change has lasted, is wanted, "
            "its cause is known, and it is expected to stay."
        )
    yield from assurance(chart)


def assurance(chart: Chart) -> Iterator[str]:
    """Yield what the limits say of the target (NHS Making Data Count)."""
    if chart.subject.target is None:
        return
    target = f"The target of {value(chart, chart.subject.target)}"
    if chart.assurance == "consistently-meets":
        yield f"{target} is consistently met: it lies beyond the limits, on the good side."
    if chart.assurance == "falls-short":
        yield (
            f"{target} lies beyond the limits: as things are it is consistently missed, "
            "and waiting will not get there."
        )
    if chart.assurance == "hit-and-miss":
        yield f"{target} lies between the limits: met or missed by chance alone (hit and miss)."


def short_of_target(chart: Chart) -> Iterator[str]:
    """Yield that a steady measure which misses its target will go on missing it."""
    subject, centre = chart.subject, chart.phases[-1].centre
    if chart.assurance:
        yield from assurance(chart)
    elif subject.target is not None and centre is not None and chart.asked.chart != "mr":
        short = {"up": centre < subject.target, "down": centre > subject.target}
        if short.get(subject.better):
            by = f" by {day_words(subject.target_by)}" if subject.target_by else ""
            yield (
                f"Steady around {value(chart, centre)}, target {value(chart, subject.target)}{by}: "
                "waiting will not get there; the way of working has to change."
            )


def moved_together(same: int, judged: int, word: str) -> str:
    """Return that a cause common to all is likelier than any one test."""
    how = f"changed for the {word}" if word in {"better", "worse"} else f"are {word}"
    return (
        f"{same} of {judged} charts {how} together. Look at the calendar first: holidays, exams, "
        "weather or a new way of counting reach every district at once."
    )


def among(judged: int, changes: int, by_luck: float, any_by_luck: float) -> str:
    """Return how many charts changed, and how many of them luck would give."""
    if not judged:
        return "No chart can be judged yet."
    start = f"{count_words(judged, 'chart')} judged, {changes or 'none'} changed"
    tenths = ceil(any_by_luck * 10 - 1e-9) if any_by_luck >= 0.05 else 0  # noqa: PLR2004 - 0.0
    times = count_words(tenths, "time")
    often = f"about {times} in 10" if 0 < tenths < 10 else ""  # noqa: PLR2004 - all
    often = often or ("nearly always" if tenths else "hardly ever")
    if judged == 1:
        return f"{start}; by luck alone it would {often}."
    if by_luck < 0.05:  # noqa: PLR2004 - 0.0
        return f"{start}; by luck alone hardly any would."
    return f"{start}; by luck alone about {by_luck:.1f} would, one or more {often}."
