"""How often a chart says "changed" though nothing did: from a table that was counted once."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

NAMES: Final = {  # the rules in the table, as people read them
    "anhoej": "the Anhøj rules",
    "ihi": "the IHI rules",
    "nhs": "the NHS rules",
    "limits": "three-sigma limits",
    "limits-anhoej": "the Anhøj rules and three-sigma limits",
}
_THOUSAND = 1000
_FEW = 0.4  # from here on "4 in 10" is plainer than "1 in 2.5"
_NEARLY_ALL = 0.95
_STEPS = ((15, 1), (25, 5), (100, 10))  # below 1 in 15 to the one: 1 in 13, 1 in 20, 1 in 80
_WIDEST = 50


def false_alarm_share(
    rules: str, useful: int, baseline: int | None, correlation: float = 0.0
) -> float | None:
    """Return the share, 0 to 1, of charts that say "changed" though nothing did.

    `rules` are those of `NAMES`; others give None. `useful` points lie on the chart: between two
    lengths of the table the share is interpolated, beyond 10 and 60 that of the end is taken.
    `baseline` points, the first ones, make the centre line; None or all of them: the whole chart
    does. The next lower baseline of the table counts, and 2 is the lowest. So does the next lower
    `correlation` with the point before: 0, 0.3 or 0.5.
    Source: benchmarks/false_alarms.py, 20,000 charts of normal values for each figure.
    """
    from pdsa.core import luck_table  # noqa: PLC0415 - only a chart that is judged needs it

    if rules not in NAMES:
        return None
    baselines, correlations = luck_table.BASELINES, luck_table.CORRELATIONS
    whole = not baseline or baseline >= useful
    frozen = 0 if whole else max(2, baselines[_place(baselines, baseline or 0)])
    nearest = correlations[_place(correlations, correlation)]
    shares = luck_table.PER_THOUSAND[rules, frozen, nearest]
    return _between(luck_table.LENGTHS, shares, useful) / _THOUSAND


def in_words(share: float) -> str:
    """Return a share, 0 to 1, as people say it: "about 1 in 30", "about 6 in 10"."""
    if share < 1 / _THOUSAND:
        return "fewer than 1 in 1,000"
    if share >= _NEARLY_ALL:
        return "nearly all"
    if share >= _FEW:
        return f"about {_half_up(share * 10)} in 10"
    one_in = 1 / share
    step = next((step for below, step in _STEPS if one_in < below), _WIDEST)
    return f"about 1 in {_half_up(one_in / step) * step:,}"


def _half_up(number: float) -> int:
    return int(number + 0.5)


def _place(known: Sequence[float], wanted: float) -> int:
    """Return where the largest stands that is not above `wanted`, else the first."""
    return max(0, bisect_right(known, wanted) - 1)


def _between(lengths: Sequence[int], shares: Sequence[int], useful: int) -> float:
    if useful <= lengths[0]:
        return shares[0]
    if useful >= lengths[-1]:
        return shares[-1]
    place = bisect_right(lengths, useful)
    shorter, longer = lengths[place - 1], lengths[place]
    part = (useful - shorter) / (longer - shorter)
    return shares[place - 1] + part * (shares[place] - shares[place - 1])
