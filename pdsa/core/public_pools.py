"""Shares pooled over districts as a public report may say them, beside all that earlier ones said.

Everybody counts once in a month: a class that was asked in four weeks rests on its pupils, not on
four times as many answers. So each district has people and a part of them, and a pool their sums.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from pdsa.core.chart import Chart, ChartPoint
from pdsa.core.details import Details
from pdsa.core.figures import THINGS
from pdsa.core.model import Meeting
from pdsa.core.periods import closed_on
from pdsa.core.pooled import Month, Same, pool_counts
from pdsa.core.privacy import Figure, Key, Protected, Shown, Total, protect
from pdsa.core.report_sections import Change, SameDistricts

_ALL = 100  # percent
_HALF = Fraction(1, 2)
_OF = " of "  # between a share and the people it rests on


class Pools(NamedTuple):
    """What is said of each measure in the same districts, and what was decided on its figures."""

    same: Mapping[str, SameDistricts]  # by measure; absent: nothing can be said
    protected: Protected  # of this report alone, without what only stands behind its figures


def closed_days(meetings: Sequence[Meeting], first: date, last: date) -> tuple[date, ...]:
    """Return the month ends and meetings from `first` to `last`, in order, `last` included.

    Each of them may have had a public report of its own.
    """
    days, day = [last], last
    while (day := closed_on(meetings, day)) >= first:
        days.append(day)
    return tuple(reversed(days))


def build_pools(changes: Iterable[Change], details: Details, days: Sequence[date]) -> Pools:
    """Return what the last of `days` may say of each shared measure, after those before it.

    Two pools of one month that differ by a small district would tell its counts; so would three
    that overlap. All of them are sums over districts whose own figures nobody has seen.
    """
    same: dict[str, SameDistricts] = {}
    shown: dict[Key, Shown] = {}
    figures: list[Figure] = []
    for row in changes:
        if row.owner or row.same is None:
            continue
        last = _last_of(_Measure(row, strictest(details)), days)
        if last is None:
            continue
        ends, protected = last
        said = _not_told_before(row, [protected.shown[end.key] for end in ends], details)
        shown |= {end.key: one for end, one in zip(ends, said, strict=True)}
        figures += ends
        if not any(one.withheld for one in said):
            same[row.measure] = _same(row, row.same, said)
    return Pools(same, Protected(shown, tuple(figures)))


class _Measure(NamedTuple):
    """A shared measure with its charts, and how many people a figure of it needs."""

    row: Change
    min_n: int

    def figures(self, day: date) -> tuple[list[Figure], list[Figure], list[Total]] | None:
        """The pools of both months as known on a day, what stands behind them, and their sums."""
        charts = {one.district: _up_to(one.chart, day) for one in self.row.charts}
        found = pool_counts(charts)
        if found is None:
            return None
        ends, behind, totals = [], [], []
        for month in (found.first, found.last):
            parts = {id: self._counts(charts[id], found, id, month) for id in found.same}
            leaves = [self._leaf(id, month, *counts) for id, counts in parts.items()]
            whole, part = (sum(numbers) for numbers in zip(*parts.values(), strict=True))
            key = ("+".join(found.same), *map(str, month))
            ends.append(self._figure(key, whole, part))
            behind += leaves
            totals.append(Total(ends[-1].key, tuple(leaf.key for leaf in leaves)))
        return ends, behind, totals

    def _counts(self, chart: Chart, found: Same, id: str, month: Month) -> tuple[Fraction, ...]:
        """Things as they are; people once each, and as many of them as the month's share says."""
        top, bottom = found.counts[id][month]
        if self.row.about == THINGS:
            return bottom, top
        people = max(_people(point) for point in chart.points if _is_of(point, month))
        part = int(top * people / bottom + _HALF)
        return Fraction(people), Fraction(min(max(part, 0), people))

    def _leaf(self, id: str, month: Month, whole: Fraction, part: Fraction) -> Figure:
        return self._figure(("district", id, *map(str, month)), whole, part)._replace(seen=False)

    def _figure(self, key: Key, whole: Fraction, part: Fraction) -> Figure:
        value = part / whole * _ALL if whole else None
        key = (self.row.measure, *key)
        return Figure(key, self.row.about, "share", value, part, whole, min_n=self.min_n)


def _last_of(measure: _Measure, days: Sequence[date]) -> tuple[list[Figure], Protected] | None:
    """Decide on the pools of every period in order; a period that says nothing new is passed."""
    before: list[Protected] = []
    known = None
    for day in days:
        found = measure.figures(day)
        if found is not None and found != known:
            ends, behind, totals = found
            before.append(protect([*ends, *behind], totals, tuple(before)))
        known = found
    return (known[0], before[-1]) if known else None


def _up_to(chart: Chart, day: date) -> Chart:
    return chart._replace(points=tuple(point for point in chart.points if point.day <= day))


def _is_of(point: ChartPoint, month: Month) -> bool:
    """Whether a point has counts that a pool of that month takes."""
    used = point.value is not None and not point.bound and not point.excluded
    counts = point.numerator is not None and bool(point.denominator)
    return used and counts and (point.day.year, point.day.month) == month


def _people(point: ChartPoint) -> int:
    """How many people a share rests on: forty visits to seven teachers are seven."""
    counted = int(point.denominator or 0)
    return max(1, counted if point.n is None else min(point.n, counted))


def strictest(details: Details) -> int:
    """Return the most people that any of network, collaborative and its districts asks for."""
    return max([details.min_n, *(one.min_n or 0 for one in details.districts.values())])


def _same(row: Change, same: SameDistricts, said: Sequence[Shown]) -> SameDistricts:
    if row.about == THINGS:
        return same._replace(median_first="", median_last="")
    first, last = (f"{one.text}{_OF}{one.n}" for one in said)
    return same._replace(first_shown=first, last_shown=last, median_first="", median_last="")


def _not_told_before(row: Change, ends: Sequence[Shown], details: Details) -> list[Shown]:
    """Hold back what a few people tell apart from the last public report that was kept.

    What is recomputed of an earlier period knows what was added since; the kept report does not.
    """
    if row.about == THINGS or row.same is None:
        return list(ends)
    told = dict(_told(row.measure, details.earlier or {}))
    months = (row.same.first, row.same.last)
    return [
        Shown("withheld", withheld="earlier")
        if not end.withheld and _is_near(end, told.get(str(month), ""), strictest(details))
        else end
        for month, end in zip(months, ends, strict=True)
    ]


def _told(measure: str, earlier: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what a kept public report says of a measure, by the first day of the month."""
    if earlier.get("audience") != "public":
        return
    for row in earlier.get("changes", ()):
        if row.get("measure") == measure and (same := row.get("same")):
            yield same["first"], same["first_shown"]
            yield same["last"], same["last_shown"]


def _is_near(end: Shown, told: str, min_n: int) -> bool:
    text, _, people = told.rpartition(_OF)
    if not people.isdigit() or end.n is None or (text, int(people)) == (end.text, end.n):
        return False
    return abs(int(people) - end.n) < min_n
