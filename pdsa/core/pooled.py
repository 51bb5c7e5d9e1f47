"""A share over several districts: the same districts at both ends, and the one in the middle."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.chart import Chart, Observation
from pdsa.core.observations import is_used, percent_of
from pdsa.core.plain_text import day_words
from pdsa.core.runchart import median
from pdsa.core.values import format_value

Month = tuple[int, int]  # year and month
_FEWEST = 2  # districts: fewer are no comparison


Counts = Mapping[Month, tuple[Fraction, Fraction]]  # numerator and denominator


class Same(NamedTuple):
    """The districts that counted in both of two months, by id, and what each counted by month."""

    same: tuple[str, ...]
    first: Month
    last: Month
    counts: Mapping[str, Counts]


class Pooled(NamedTuple):
    """Counts of the same districts in two months; what each adds up to, and their medians."""

    districts: int
    first: Month
    last: Month
    before: tuple[Fraction, Fraction]  # numerators, denominators
    after: tuple[Fraction, Fraction]
    median_before: Fraction  # of the districts, in percent
    median_after: Fraction

    @property
    def before_shown(self) -> str:
        """The early month as people read it: "61/214 29 %"."""
        return _counts(*self.before)

    @property
    def after_shown(self) -> str:
        """The late month as people read it."""
        return _counts(*self.after)


def pool_charts(charts: Sequence[Chart]) -> Pooled | None:
    """Return what the districts of these charts of one share add up to; see `pool`."""
    if any(chart.subject.unit != "share" for chart in charts):
        return None
    return pool([_observations(chart) for chart in charts])


def pool(series: Sequence[Iterable[Observation]]) -> Pooled | None:
    """Return what the districts add up to in an early and a late month; None where it says nothing.

    `series` has the observations of one share in each district. Of all pairs of months in which the
    same districts counted, at least two and at least half of those that counted at all, the one
    furthest apart is taken, and of several the latest. A share typed in percent has no counts.
    """
    counts = {str(number): _months(one) for number, one in enumerate(series)}
    found = _pick(counts)
    if found is None:
        return None
    same = [counts[id] for id in found.same]
    return Pooled(
        len(same),
        found.first,
        found.last,
        _sum(same, found.first),
        _sum(same, found.last),
        _middle(same, found.first),
        _middle(same, found.last),
    )


def pool_counts(charts: Mapping[str, Chart]) -> Same | None:
    """Return what stands behind `pool_charts`: the districts by id, the months and the counts."""
    if any(chart.subject.unit != "share" for chart in charts.values()):
        return None
    return _pick({id: _months(_observations(chart)) for id, chart in charts.items()})


def _pick(counts: Mapping[str, Counts]) -> Same | None:
    """The two months to compare, and the districts that counted in both."""
    months = {id: found for id, found in counts.items() if found}
    known = sorted({month for found in months.values() for month in found})
    pairs = [(first, last) for first in known for last in known if first < last]
    pairs.sort(key=lambda pair: (_number(pair[1]) - _number(pair[0]), pair[1]), reverse=True)
    for first, last in pairs:
        same = tuple(id for id, found in months.items() if first in found and last in found)
        if len(same) >= _FEWEST and 2 * len(same) >= len(months):
            return Same(same, first, last, months)
    return None


def pooled_sentence(charts: Sequence[Chart]) -> str:
    """Return the sentence about all districts of a share together; empty where there is none."""
    found = pool_charts(charts)
    if found is None:
        return ""
    return (
        f"The same {found.districts} districts, {_month(found.first)} to {_month(found.last)}:"
        f" {found.before_shown} to {found.after_shown}; the median district"
        f" {_percent(found.median_before)} to {_percent(found.median_after)}."
    )


def _observations(chart: Chart) -> Iterable[Observation]:
    for point in chart.points:
        yield Observation(
            point.day,
            point.value,
            point.numerator,
            point.denominator,
            bound=point.bound,
            excluded=point.excluded,
        )


def _months(observations: Iterable[Observation]) -> dict[Month, tuple[Fraction, Fraction]]:
    """The counts of a district by month."""
    found: dict[Month, tuple[Fraction, Fraction]] = {}
    for one in observations:
        if is_used(one) and one.numerator is not None and one.denominator:
            month = (one.day.year, one.day.month)
            top, bottom = found.get(month, (Fraction(0), Fraction(0)))
            found[month] = (top + one.numerator, bottom + one.denominator)
    return found


def _sum(same: Sequence[Counts], month: Month) -> tuple[Fraction, Fraction]:
    tops, bottoms = zip(*(found[month] for found in same), strict=True)
    return sum(tops, Fraction(0)), sum(bottoms, Fraction(0))


def _middle(same: Sequence[Counts], month: Month) -> Fraction:
    return median([percent_of(*found[month]) for found in same]) or Fraction(0)


def _counts(top: Fraction, bottom: Fraction) -> str:
    counts = "/".join(format_value(number, "count") for number in (top, bottom))
    return f"{counts} {_percent(percent_of(top, bottom) or Fraction(0))}"


def _percent(value: Fraction) -> str:
    return format_value(value, "share")


def _month(month: Month) -> str:
    return day_words(date(*month, 1)).partition(" ")[2]


def _number(month: Month) -> int:
    """A month as a number of months, so that two can be told apart."""
    return month[0] * 12 + month[1]
