"""What a public report may say of people: figures, totals and words, decided here alone.

`protect` decides on all figures and totals of a report at once. Whoever builds the report prints
`Shown.text` and works out the rest from `Shown.low` and `Shown.high` alone: what follows from shown
figures tells no more than they do. Authors, sample sizes, `with_whom` and titles are never public.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

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
    "Figure",
    "Key",
    "Protected",
    "Shown",
    "Total",
    "left_out_line",
    "protect",
    "quote",
    "show_alone",
]

_REASONS = {  # of k figures that are left out
    "few": ("rests on {few} people", "rest on {few} people"),
    "small": ("counts {few} people", "count {few} people"),
    "unknown": (
        "does not say on how many people it rests",
        "do not say on how many people they rest",
    ),
    "gives-away": ("would give another of them away", "would give another of them away"),
    "earlier": (
        "was left out before, or changed since by a few people",
        "were left out before, or changed since by a few people",
    ),
}


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


def quote(text: str, release: str, min_n: int = MIN_N) -> str:
    """Return a text that was released to the public; an empty one where it points to a person.

    One that counts fewer than `min_n` people is not quoted either: it says what tables hide.
    """
    if release != "public" or scan(text) or counts_few(text, min_n):
        return ""
    return text


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
