"""The rules of the English NHS, Making Data Count: means, process limits, special causes."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pdsa.core.controlchart import mean, mean_moving_range
from pdsa.core.runchart import sides

IMPROVEMENTS = {"increase": 1, "decrease": -1, "neutral": 0}
WIDTH = Fraction("2.66")  # from the mean to a process limit, in mean moving ranges
IN_A_ROW = 7  # points on one side of the mean, or rising, or falling

_COMMON = "Common Cause"


class NhsPoint(NamedTuple):
    """One place and its label. Missing values are common cause; None: no mean, no limits."""

    mean: Fraction | None
    lpl: float | None  # lower process limit
    upl: float | None  # upper process limit
    cause: str  # "Above UCL", "7 Point Trend (Decreasing)", "2 in 3 Above CL", "7 Points Below CL"
    special_cause: bool
    point_type: str  # "special_cause_improvement", ..._concern, ..._neutral_high or _low


class NhsChart(NamedTuple):
    """A chart by these rules, with what its last limits say of the target."""

    points: tuple[NhsPoint, ...]
    assurance: str | None  # "consistent_pass", "consistent_fail", "inconsistent"


class _Phase(NamedTuple):
    """A stretch with a mean of its own, and its process limits; None: there are none."""

    mean: Fraction | None
    lower: Fraction | None
    upper: Fraction | None


def making_data_count(
    values: Sequence[Fraction | None],
    *,
    improvement: str = "increase",
    freeze: int | None = None,
    rebase: Sequence[int] = (),
    target: Fraction | None = None,
    screened: bool = False,
) -> NhsChart:
    """Label each value as common or special cause, as NHSRplotthedots 0.2.2 does.

    `freeze`: so many first values of each phase give its mean and limits. `rebase`: the position
    of the first value of each new phase, from 1. `screened`: the widest moving ranges are dropped.
    A value on the mean breaks a run of seven. A missing one is left out: runs and trends go on
    across it, moving ranges do not.
    Raises ValueError(message, hint).
    """
    _check(len(values), improvement, freeze, rebase)
    starts = sorted({0, *(position - 1 for position in rebase)})
    points: list[NhsPoint] = []
    upper = lower = None
    for start, end in zip(starts, [*starts[1:], len(values)], strict=True):
        stretch = values[start:end]
        phase = _limits(stretch[:freeze], screened=screened)
        lower, upper = phase.lower, phase.upper
        points += _label(stretch, phase, IMPROVEMENTS[improvement])
    return NhsChart(tuple(points), _assurance(target, lower, upper, IMPROVEMENTS[improvement]))


def _check(length: int, improvement: str, freeze: int | None, rebase: Sequence[int]) -> None:
    if improvement not in IMPROVEMENTS:
        message = f"`{improvement}` is not a direction of improvement"
        raise ValueError(message, "write increase, decrease or neutral")
    if freeze is not None and freeze < 1:
        raise ValueError(f"`{freeze}` is no length of a baseline", "freeze at least 1 point")
    for position in rebase:
        if not 1 <= position <= length:
            message = f"there is no point `{position}` for a phase to begin at"
            raise ValueError(message, f"the points are numbered 1 to {length}")


def _limits(baseline: Sequence[Fraction | None], *, screened: bool) -> _Phase:
    centre, spread = mean(baseline), mean_moving_range(baseline, screened=screened)
    if centre is None or spread is None:
        return _Phase(centre, None, None)
    return _Phase(centre, centre - WIDTH * spread, centre + WIDTH * spread)


def _label(stretch: Sequence[Fraction | None], phase: _Phase, improvement: int) -> list[NhsPoint]:
    places = [place for place, value in enumerate(stretch) if value is not None]
    counted = [value for value in stretch if value is not None]
    causes = dict(zip(places, _causes(counted, phase), strict=True))
    lower = None if phase.lower is None else float(phase.lower)
    upper = None if phase.upper is None else float(phase.upper)
    return [
        NhsPoint(phase.mean, lower, upper, cause, side != 0, _point_type(side, improvement))
        for cause, side in (causes.get(place, (_COMMON, 0)) for place in range(len(stretch)))
    ]


def _causes(counted: Sequence[Fraction], phase: _Phase) -> list[tuple[str, int]]:
    """Name the cause of each value, and on which side it pulls: 1 high, -1 low, 0 neither."""
    where = sides(counted, phase.mean)
    outside = _beyond(counted, phase, Fraction(1))
    close = [
        near and not out
        for near, out in zip(_beyond(counted, phase, Fraction(2, 3)), outside, strict=True)
    ]
    trend = _trend(counted)
    pairs = _two_in_three(close, where)
    shift = _rows(where, IN_A_ROW)
    return [_cause(*flags) for flags in zip(where, outside, trend, pairs, shift, strict=True)]


def _cause(side: int, outside: bool, trend: int, pair: bool, shift: bool) -> tuple[str, int]:
    """Name one cause: the rules in their order of weight."""
    word = "Above" if side > 0 else "Below"
    if outside:
        return f"{word} {'UCL' if side > 0 else 'LCL'}", side
    if trend:
        return f"7 Point Trend ({'In' if trend > 0 else 'De'}creasing)", trend
    if pair:
        return f"2 in 3 {word} CL", side
    if shift:
        return f"7 Points {word} CL", side
    return _COMMON, 0


def _beyond(counted: Sequence[Fraction], phase: _Phase, part: Fraction) -> list[bool]:
    """Which values lie strictly further from the mean than that part of the way to a limit."""
    if phase.mean is None or phase.upper is None:
        return [False] * len(counted)
    reach = (phase.upper - phase.mean) * part
    return [abs(value - phase.mean) > reach for value in counted]


def _trend(counted: Sequence[Fraction]) -> list[int]:
    """Say for each value whether it is part of seven that rise (1) or fall (-1)."""
    steps = [(after > before) - (after < before) for before, after in pairwise(counted)]
    rising = [
        step if row else 0 for step, row in zip(steps, _rows(steps, IN_A_ROW - 1), strict=True)
    ]
    # A value at which one trend turns into the next goes with the one that follows.
    return [after or before for before, after in zip([0, *rising], [*rising, 0], strict=True)][
        : len(counted)
    ]


def _rows(signs: Sequence[int], least: int) -> list[bool]:
    """Which signs stand in a row of at least so many that are equal and not zero."""
    found: list[bool] = []
    for place, sign in enumerate(signs):
        if place and sign == signs[place - 1]:
            continue
        end = place
        while end < len(signs) and signs[end] == sign:
            end += 1
        found += [sign != 0 and end - place >= least] * (end - place)
    return found


def _two_in_three(close: Sequence[bool], where: Sequence[int]) -> list[bool]:
    """Which values are one of two near a limit, among three in a row on one side."""
    found = [False] * len(close)
    for first in range(len(close) - 2):
        three = slice(first, first + 3)
        if sum(close[three]) > 1 and abs(sum(where[three])) == len(where[three]):
            for place in range(first, first + 3):
                found[place] = found[place] or close[place]
    return found


def _point_type(side: int, improvement: int) -> str:
    if not side:
        return "common_cause"
    if not improvement:
        return f"special_cause_neutral_{'high' if side > 0 else 'low'}"
    return f"special_cause_{'improvement' if side == improvement else 'concern'}"


def _assurance(
    target: Fraction | None, lower: Fraction | None, upper: Fraction | None, improvement: int
) -> str | None:
    if target is None or lower is None or upper is None or not improvement:
        return None
    if lower <= target <= upper:
        return "inconsistent"
    return "consistent_fail" if (target > upper) == (improvement > 0) else "consistent_pass"
