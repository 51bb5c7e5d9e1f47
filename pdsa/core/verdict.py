"""Did it change? What the rules found becomes an answer, with its direction and its doubt."""

from collections.abc import Sequence
from datetime import date

from pdsa.core import verdict_phases as parts
from pdsa.core import verdict_seen as seen
from pdsa.core import verdict_words as words
from pdsa.core import waiting
from pdsa.core.chart import Answer, Chart, ChartPhase
from pdsa.core.direction import Direction, counted, find_direction, lasts, outside
from pdsa.core.luck import false_alarm_share
from pdsa.core.runchart import ENOUGH, ENOUGH_BASELINE

LEAST_BASELINE = 4  # of three values two odd weeks make the median, and chance that it is crossed
MILD = 0.3  # correlation with the point before, for which the doubt gives a figure


def build_answer(chart: Chart, today: date) -> Answer:
    """Return what the chart says of its last phase, in words, with its doubt and never a cause.

    Its points and phases are filled in. Fewer than 10 useful points (neither missing, excluded,
    nor on the centre line) give "too-few", with how many more are needed and by when as of
    `today`, and so does a baseline of fewer than 4 counted points. Direction comes from the medians
    of the counted values before and after the start of the first test, at least 4 on either side,
    and never from the longest run.
    """
    if not chart.phases:
        return Answer("too-few", sentence="Cannot tell yet: there are no points.")
    phase = chart.phases[-1]
    moved = find_direction(chart, phase)
    if phase.useful < ENOUGH:
        return Answer(
            "too-few",
            sentence=words.too_few(chart, ENOUGH),
            because=(*seen.left_out(chart), *parts.phases(chart, is_judged, changed)),
            advice=tuple(waiting.needed(chart, phase, ENOUGH, today)),
            before=moved.before,
            after=moved.after,
        )
    baseline = _baseline(chart, phase)
    if baseline is not None and baseline < LEAST_BASELINE:
        return _short_baseline(chart, moved, baseline)
    answer = Answer(
        "changed" if changed(chart, phase) else "no-change",
        provisional=baseline is not None and baseline < ENOUGH_BASELINE,
        luck=_luck(chart, phase, baseline),
        before=moved.before,
        after=moved.after,
    )
    return (_changed if answer.kind == "changed" else _ordinary)(chart, answer, moved, baseline)


def is_judged(chart: Chart, phase: ChartPhase) -> bool:
    """Whether there is enough to say of a phase that it changed, or did not.

    Of one that is not judged nothing is marked: 10 useful points, and 4 in a baseline.
    """
    baseline = _baseline(chart, phase)
    return phase.useful >= ENOUGH and (baseline is None or baseline >= LEAST_BASELINE)


def changed(chart: Chart, phase: ChartPhase) -> bool:
    """Whether the rules that were asked for find something unusual in the phase."""
    return lasts(phase) or bool(
        outside(chart, phase)
        or phase.two_in_three
        or (phase.runs is not None and phase.runs > (phase.runs_high or phase.runs))
    )


def together(answers: Sequence[Answer]) -> str:
    """Return a sentence where most charts of one measure moved together, else "".

    They did when at least 3 can be judged and more than half of these changed in one direction.
    """
    judged = [one for one in answers if one.kind != "too-few"]
    for word in ("better", "worse", "higher", "lower"):
        same = sum(one.kind == "changed" and one.direction == word for one in judged)
        if len(judged) >= 3 and same * 2 > len(judged):  # noqa: PLR2004 - said above
            return words.moved_together(same, len(judged), word)
    return ""


def among(judged: int, changes: int, by_luck: float) -> str:
    """Return how many charts changed, beside how many would with nothing changed.

    `by_luck` is the number of charts expected to say so by chance: the sum of their `luck`.
    """
    none = (1 - min(1.0, by_luck / judged)) ** judged if judged else 1.0
    return words.among(judged, changes, by_luck, 1 - none)


def _changed(chart: Chart, answer: Answer, moved: Direction, baseline: int | None) -> Answer:
    phase = chart.phases[-1]
    return answer._replace(
        direction=moved.word,
        sentence=words.changed(chart, moved, answer, baseline),
        because=(
            *seen.unusual(chart, phase),
            *filter(None, [moved.why_none]),
            *seen.left_out(chart),
            *parts.phases(chart, is_judged, changed),
        ),
        doubt=(
            *words.chance(chart, answer.luck, baseline),
            *words.alike(chart, _luck(chart, phase, baseline, MILD)),
            *words.provisional(answer, baseline, ENOUGH_BASELINE),
            "This says that it changed, not why.",
        ),
        advice=tuple(words.after_a_change(chart, moved)),
    )


def _ordinary(chart: Chart, answer: Answer, _: Direction, baseline: int | None) -> Answer:
    phase, by_name = chart.phases[-1], chart.asked.rules != "anhoej"
    return answer._replace(
        sentence=parts.steady(chart),
        because=(
            *seen.ordinary(chart, phase),
            *seen.left_out(chart),
            *parts.phases(chart, is_judged, changed),
        ),
        doubt=(
            *words.no_proof(chart),
            *(words.chance(chart, answer.luck, baseline) if by_name else ()),
            *words.provisional(answer, baseline, ENOUGH_BASELINE),
        ),
        advice=(
            *waiting.since_the_change(chart, phase),
            *words.short_of_target(chart),
        ),
    )


def _short_baseline(chart: Chart, moved: Direction, baseline: int) -> Answer:
    return Answer(
        "too-few",
        sentence=words.short_baseline(baseline, LEAST_BASELINE),
        because=tuple(seen.left_out(chart)),
        advice=(words.longer_baseline(chart, LEAST_BASELINE, ENOUGH_BASELINE),),
        before=moved.before,
        after=moved.after,
    )


def _baseline(chart: Chart, phase: ChartPhase) -> int | None:
    """Return how many counted values make the centre line; None: all of the phase, or none."""
    if phase.baseline is None or chart.asked.centre is not None:
        return None
    return len(counted(chart, phase._replace(last=phase.baseline)))


def _luck(
    chart: Chart, phase: ChartPhase, baseline: int | None, correlation: float = 0.0
) -> float | None:
    if chart.asked.centre is not None:  # where it lies has nothing to do with the data
        return None
    rules = words.rules_of(chart.asked)
    return false_alarm_share(rules, phase.useful, baseline, correlation)
