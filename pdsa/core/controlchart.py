"""Shewhart's limits: how far from the centre line a point may lie while nothing has changed."""

import math
from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.runchart import scaled

# Factors for ranges of two values as they are printed (Montgomery, Introduction to Statistical
# Quality Control, appendix VI). Exact to more digits: 2 / sqrt(pi) = 1.128379, and
# 1 + 3 * sqrt(pi / 2 - 1) = 3.266532; the limits differ by less than 0.04 %.
D2 = Fraction("1.128")  # mean range, in standard deviations
D4 = Fraction("3.267")  # upper limit of a range, in mean ranges


class Limits(NamedTuple):
    """Where the limits of one point are drawn, three and two sigma from the centre."""

    lower: float | None = None  # None: there are none
    upper: float | None = None
    lower_2s: float | None = None
    upper_2s: float | None = None


def mean(values: Sequence[Fraction | None]) -> Fraction | None:
    """Return the exact mean of the values that are not missing; None where all are."""
    numbers, scale = scaled(values)
    return Fraction(sum(numbers), scale * len(numbers)) if numbers else None


def moving_ranges(values: Sequence[Fraction | None]) -> list[Fraction | None]:
    """Return how far each value is from the one before, as many as values; the first is None.

    A missing value breaks them on both sides: there is none at it and none after it.
    """
    ranges: list[Fraction | None] = [None] * len(values)
    before = None
    for place, value in enumerate(values):
        if value is not None and before is not None:
            ranges[place] = abs(value - before)
        before = value
    return ranges


def screen(ranges: Sequence[Fraction | None]) -> list[Fraction | None]:
    """Return the ranges, None for those of 3.267 times their mean or more (Nelson 1982).

    Once: the mean of what is left is not screened again. Where all are 0, none is left.
    """
    centre = mean(ranges)
    if centre is None:
        return list(ranges)
    return [None if gap is None or gap >= D4 * centre else gap for gap in ranges]


def mean_moving_range(
    values: Sequence[Fraction | None], *, screened: bool = False
) -> Fraction | None:
    """Return the mean moving range, None where there is none; `screened` drops the widest first.

    A phase is given by itself, and what is excluded is left out of `values`, so that its
    neighbours meet; a missing value stays as None.
    """
    ranges = moving_ranges(values)
    return mean(screen(ranges) if screened else ranges)


def variance_of_values(moving_range: Fraction | None) -> Fraction | None:
    """Return the variance on an I chart: (mean moving range / 1.128) squared (Montgomery 6.33)."""
    return None if moving_range is None else (moving_range / D2) ** 2


def variance_of_share(centre: Fraction) -> Fraction:
    """Return the variance of a share of one on a P chart; of n it is the nth part of this."""
    return centre * (1 - centre)


def variance_of_count(centre: Fraction) -> Fraction:
    """Return the variance of a count on a C chart, its mean (Montgomery 7.17).

    On a U chart (7.19) that of a rate over one; over n it is the nth part of this.
    """
    return centre


def laney_factor(
    shares: Sequence[Fraction | None],
    denominators: Sequence[Fraction | None],
    centre: Fraction,
    *,
    screened: bool = False,
) -> Fraction | None:
    """Return by how much sigma on a P' chart is wider than on a P chart (Laney 2002).

    From the moving ranges of the shares of the baseline, each in its own sigma. In floating
    point, since those are square roots. None where there is no sigma or no moving range.
    """
    variance = variance_of_share(centre)
    scores = [
        None
        if share is None or denominator is None
        else _score(share - centre, variance / denominator)
        for share, denominator in zip(shares, denominators, strict=True)
    ]
    moving_range = mean_moving_range(scores, screened=screened)
    return None if moving_range is None else moving_range / D2


def limits(
    centre: Fraction,
    variance: Fraction | None,
    floor: int | None = None,
    ceiling: int | None = None,
    multiply: Fraction | int = 1,
) -> Limits:
    """Return the limits about a centre, clipped to floor and ceiling, then multiplied."""
    if variance is None:
        return Limits()
    sigma, middle, factor = math.sqrt(variance), float(centre), float(multiply)
    drawn = []
    for sigmas in (-3, 3, -2, 2):
        limit = middle + sigmas * sigma
        limit = limit if floor is None else max(limit, floor)
        limit = limit if ceiling is None else min(limit, ceiling)
        drawn.append(limit * factor)
    return Limits(*drawn)


def is_outside(value: Fraction, centre: Fraction, variance: Fraction | None) -> bool:
    """Say whether a value lies strictly beyond three sigma; squares are compared, exactly."""
    if variance is None:
        return False
    (a, b), (c, d) = value.as_integer_ratio(), centre.as_integer_ratio()
    top, bottom = variance.as_integer_ratio()
    return (a * d - c * b) ** 2 * bottom > 9 * top * (b * d) ** 2


def range_limits(centre: Fraction, multiply: Fraction | int = 1) -> Limits:
    """Return the limits of moving ranges about their mean: 0 and 3.267 times it (Montgomery)."""
    upper = D4 * centre * multiply
    return Limits(0.0, float(upper), 0.0, float(upper * 2 / 3))


def is_range_outside(value: Fraction, centre: Fraction) -> bool:
    """Say whether a moving range lies strictly beyond its upper limit."""
    return value > D4 * centre


def _score(distance: Fraction, variance: Fraction) -> Fraction | None:
    return Fraction(float(distance) / math.sqrt(variance)) if variance else None
