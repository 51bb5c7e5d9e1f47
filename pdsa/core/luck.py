"""How often a chart says "changed" though nothing did: from a table that was counted once."""

from bisect import bisect_right
from math import ceil
from typing import Final

NAMES: Final = {  # the rules in the table, as people read them
    "anhoej": "the Anhøj rules",
    "ihi": "the IHI rules",
    "nhs": "the NHS rules",
    "limits": "three-sigma limits",
    "limits-anhoej": "the Anhøj rules and three-sigma limits",
}
_THOUSAND = 1000
_FEW = 1 / 3  # above it "4 in 10" is plainer than "1 in 2.5"
_NEARLY_ALL = 0.9
_EXACT = 1e-9  # 30.000000000000004 is 30
_STEPS = ((15, 1), (25, 5), (100, 10))  # below 1 in 15 to the one: 1 in 13, 1 in 20, 1 in 80
_WIDEST = 50


def false_alarm_share(
    rules: str, useful: int, baseline: int | None, correlation: float = 0.0
) -> float | None:
    """Return the share, 0 to 1, of charts that say "changed" though nothing did.

    `rules` are those of `NAMES`; others give None. `useful` points lie on the chart, each number
    from 10 to 60 with a figure of its own; beyond them that of the end is taken. `baseline` points,
    the first ones, make the centre line; None or all of them: the whole chart does. Baselines of 4
    to 16 have figures of their own, longer ones are interpolated. `correlation` with the point
    before is 0 or 0.3, else the next lower one counts.
    Source: benchmarks/false_alarms.py, 20,000 charts of normal values for each figure.
    """
    from pdsa.core import luck_table  # noqa: PLC0415 - only a chart that is judged needs it

    if rules not in NAMES:
        return None
    lengths, known = luck_table.LENGTHS, luck_table.BASELINES[1:]
    nearest = luck_table.CORRELATIONS[
        max(0, bisect_right(luck_table.CORRELATIONS, correlation) - 1)
    ]
    length = min(max(useful, lengths[0]), lengths[-1]) - lengths[0]

    def share(frozen: int) -> float:
        return luck_table.PER_THOUSAND[rules, frozen, nearest][length] / _THOUSAND

    if not baseline or baseline >= useful:
        return share(0)
    place = bisect_right(known, baseline)
    if place in {0, len(known)}:
        return share(known[max(0, place - 1)])
    shorter, longer = known[place - 1], known[place]
    part = (baseline - shorter) / (longer - shorter)
    return share(shorter) + part * (share(longer) - share(shorter))


def in_words(share: float) -> str:
    """Return a share, 0 to 1, as people say it: "about 1 in 30", "about 6 in 10".

    It is rounded up, so that chance is never made to look rarer than it is.
    """
    if share < 1 / _THOUSAND:
        return "fewer than 1 in 1,000"
    if share > _NEARLY_ALL:
        return "nearly all"
    if share > _FEW:
        return f"about {ceil(share * 10 - _EXACT)} in 10"
    one_in = 1 / share + _EXACT
    step = next((step for below, step in _STEPS if one_in < below), _WIDEST)
    return f"about 1 in {int(one_in / step) * step:,}"
