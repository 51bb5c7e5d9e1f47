"""What a chart can be made of: impossible counts, positions and centre lines are refused."""

from collections.abc import Sequence
from fractions import Fraction

from pdsa.core.chart import CHARTS

_SHARES = frozenset({"p", "pp"})
POOLED = _SHARES | {"u"}  # the centre is all that was counted over all it was counted of
_COUNTED = POOLED | {"c"}

Values = Sequence[Fraction | None]


def check_series(
    chart: str, y: Values, n: Values | None, centre: Fraction | None, multiply: Fraction | int
) -> None:
    """Raise ValueError(message, hint) where there can be no such chart of these values.

    Parameters are as in `analysis.analyse`.
    """
    if chart not in CHARTS:
        raise ValueError(f"`{chart}` is not a chart", f"write one of {', '.join(CHARTS)}")
    if multiply <= 0:
        raise ValueError(f"values cannot be multiplied by `{multiply}`", "as in 100 for percent")
    if n is None and chart in POOLED:
        message = f"a `{chart}` chart needs denominators"
        raise ValueError(message, "give what each was counted of, or ask for an `i` chart")
    if n is not None and chart == "c":
        raise ValueError("a `c` chart takes no denominators", "ask for a `u` chart")
    if n is not None and len(n) != len(y):
        message = f"there are {len(y)} numerators and {len(n)} denominators"
        raise ValueError(message, "give one for each, None where it is missing")
    if centre is not None:
        _check_centre(chart, centre)
    for position, numerator in enumerate(y, 1):
        _check_counts(chart, position, numerator, None if n is None else n[position - 1])


def _check_centre(chart: str, centre: Fraction) -> None:
    if chart in _SHARES and not 0 <= centre <= 1:
        message = f"`{centre}` cannot be the centre line of shares"
        raise ValueError(message, "write it as a part of 1, as in 3/4")
    if chart in {"mr", "u", "c"} and centre < 0:
        message = f"`{centre}` cannot be the centre line of a `{chart}` chart"
        raise ValueError(message, "write a number that is not below zero")


def _check_counts(
    chart: str, position: int, numerator: Fraction | None, denominator: Fraction | None
) -> None:
    # The sign of a fraction is that of its numerator: asked there, it takes a fifth of the time.
    if numerator is not None and numerator.numerator < 0 and chart in _COUNTED:
        message = f"point {position} counts `{numerator}`, which is below zero"
        raise ValueError(message, "ask for an `i` chart if values may be below zero")
    if denominator is None:
        return
    if denominator.numerator < 0:
        message = f"point {position} has a denominator of `{denominator}`, which is below zero"
        raise ValueError(message, "write what it was counted of, or leave the point out")
    if numerator is None or numerator.numerator == 0:
        return
    if denominator.numerator == 0:
        message = f"point {position} counts `{numerator}` of 0"
        raise ValueError(message, "write what it was counted of, or leave the point out")
    if chart in _SHARES and numerator > denominator:
        message = f"point {position} counts `{numerator}` of `{denominator}`"
        raise ValueError(message, "ask for a `u` chart if there can be more than one of each")


def check_positions(
    length: int, freeze: int | None, part: Sequence[int], exclude: Sequence[int]
) -> None:
    """Raise ValueError(message, hint) where a position, from 1, is outside the series.

    A baseline may end past its end; a phase ends before its last point.
    """
    hint = f"the points are numbered 1 to {length}"
    if freeze is not None and freeze < 1:
        raise ValueError(f"a baseline cannot end at point `{freeze}`", hint)
    for position in part:
        if not 1 <= position < length:
            message = f"a phase cannot end at point `{position}` with another after it"
            raise ValueError(message, hint)
    for position in exclude:
        if not 1 <= position <= length:
            raise ValueError(f"there is no point `{position}` to exclude", hint)
