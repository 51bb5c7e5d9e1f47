"""What a public report may say of people: figures, tables, charts and words, decided here alone.

`protect` decides on all figures and totals of a report at once. Whoever builds the report prints
`Shown.text` and works out the rest (medians, least and most, orders, counts of districts, centre
lines) from `Shown.low` and `Shown.high` alone: what follows from shown figures tells no more than
they do. Names of authors, sample sizes below `min_n`, `with_whom` and titles are never public.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.figures import (
    MIN_N,
    THINGS,
    WITHHELD,
    Figure,
    Key,
    Protected,
    Shown,
    Total,
    count_people,
    show_alone,
)
from pdsa.core.narrative import counts_few, scan
from pdsa.core.public_tables import build_table
from pdsa.core.suppression import find_revealing

__all__ = [
    "MIN_N",
    "Charted",
    "Figure",
    "Key",
    "Protected",
    "Shown",
    "Total",
    "count_below",
    "left_out_line",
    "may_chart",
    "middle",
    "protect",
    "quote",
    "sample_words",
    "show_alone",
]

MIN_POINTS = 10  # in a public chart from which points were dropped
_REASONS = {  # of k figures that are left out
    "few": ("rests on {few} people", "rest on {few} people"),
    "small": ("counts {few} people", "count {few} people"),
    "unknown": (
        "does not say on how many people it rests",
        "do not say on how many people they rest",
    ),
    "gives-away": ("would give another of them away", "would give another of them away"),
    "earlier": ("was left out before, or changed since by a few people",) * 2,
}


class Charted(NamedTuple):
    """Which points of a chart are drawn in public; none of them: the chart is left out, and why."""

    drawn: tuple[bool, ...]
    why: str = ""


def protect(
    figures: Sequence[Figure], totals: Sequence[Total], before: Sequence[Protected] = ()
) -> Protected:
    """Return what a public report may show of its figures, each by its key.

    `figures` are all that the report would show, totals and pooled figures among them; `totals` say
    what holds what; `before` are the earlier public reports, which nobody can take back.
    Raises KeyError where a total or a part of it is not among the figures.
    """
    known = [{figure.key: figure for figure in report.figures} for report in before]
    earlier = list(zip(before, known, strict=True))
    shown = {figure.key: _show_after(figure, earlier) for figure in figures}
    for one in totals:
        if shown[one.key].withheld:  # "fewer than 10" would say as much of its parts
            shown[one.key] = shown[one.key]._replace(text=WITHHELD)
    reports = (*before, Protected(shown, tuple(figures), tuple(totals)))
    table = build_table(reports)
    cells, sums = find_revealing(table.cells.values(), table.sums)
    for key in {table.figure_of[key] for key in cells | sums}:
        shown[key] = Shown(WITHHELD, withheld="gives-away")
    return reports[-1]


def _show_after(figure: Figure, before: Sequence[tuple[Protected, Mapping[Key, Figure]]]) -> Shown:
    """What may be shown of a figure beside what earlier reports showed of it, or left out."""
    alone = show_alone(figure)
    if figure.about == THINGS or alone.withheld:
        return alone
    for report, figures in before:
        earlier = report.shown.get(figure.key)
        if earlier is None or earlier.withheld == "unknown":
            continue
        if earlier.withheld or _differ_by_few(figures[figure.key], figure):
            return Shown(WITHHELD, withheld="earlier")
    return alone


def _differ_by_few(earlier: Figure, later: Figure) -> bool:
    """Whether few people, or few of those that count, came or went from one to the other."""
    one, other = count_people(earlier), count_people(later)
    if one is None or other is None:
        return False
    whole, part = other[0] - one[0], other[1] - one[1]
    return any(0 < abs(moved) < later.min_n for moved in (whole, part, whole - part))


def may_chart(points: Sequence[Shown]) -> Charted:
    """Return which points of a series may be drawn: those that are shown as they are.

    Where one is dropped and fewer than MIN_POINTS are left, the chart is left out. Centre line and
    limits have to be worked out from the drawn points, as `Shown.low` gives them.
    """
    drawn = tuple(point.is_exact for point in points)
    if all(drawn) or sum(drawn) >= MIN_POINTS:
        return Charted(drawn)
    few = f"fewer than {MIN_POINTS} of its points can be shown without pointing to a few people"
    return Charted((False,) * len(drawn), few)


def quote(text: str, release: str, min_n: int = MIN_N) -> str:
    """Return a text that was released to the public; an empty one where it points to a person.

    One that counts fewer than `min_n` people is not quoted either: it says what tables hide.
    """
    if release != "public" or scan(text) or counts_few(text, min_n):
        return ""
    return text


def sample_words(size: int | None, min_n: int = MIN_N) -> str:
    """Return how many took part, as a public report may say it; empty where nobody knows."""
    if size is None:
        return ""
    return str(size) if size >= min_n else f"fewer than {min_n}"


def left_out_line(protected: Protected) -> str:
    """Return a sentence on how many figures are left out and why; empty where none is."""
    counted = Counter(one.withheld for one in protected.shown.values() if one.withheld)
    if not (every := sum(counted.values())):
        return ""
    limits = {figure.min_n for figure in protected.figures if figure.about != THINGS}
    few = f"fewer than {limits.pop()}" if len(limits) == 1 else "too few"
    parts = [
        f"{counted[reason]} {words[counted[reason] != 1].format(few=few)}"
        for reason, words in _REASONS.items()
        if counted[reason]
    ]
    return f"{every} {'figure is' if every == 1 else 'figures are'} left out: {', '.join(parts)}."


def middle(shown: Sequence[Shown]) -> Shown | None:
    """Return the median of what is shown of several figures; None where nothing is.

    What is left out has no part in it, and of a coded figure it knows what is said. Its text is
    empty where it lies between two figures.
    """
    said = [(one.low, one.high, one.text) for one in shown if one.low is not None]
    known = sorted((low, low if high is None else high, text) for low, high, text in said)
    if not known:
        return None
    low, high, text = known[(len(known) - 1) // 2]
    next_low, next_high, _ = known[len(known) // 2]
    if (low, high) == (next_low, next_high):
        return Shown(text, low, high)
    if low == high and next_low == next_high:
        return Shown("", (low + next_low) / 2, (low + next_low) / 2)
    return Shown("", low, max(high, next_high))


def count_below(shown: Sequence[Shown], limit: Fraction) -> tuple[int, int]:
    """Return how many figures are below the limit by what is shown: surely, and at most.

    What is left out is in neither number.
    """
    sure = sum(one.high is not None and one.high < limit for one in shown)
    return sure, sum(one.low is not None and one.low < limit for one in shown)
