"""A report for the public: what members see, less what privacy hides. Decided here, for any form.

Figures by district are not in it, nor their titles, people, addresses, medians or charts: what is
shown are counts of tests, shares pooled over the same districts, and texts that were released.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.chart import Chart
from pdsa.core.details import Details
from pdsa.core.model import Meeting
from pdsa.core.narrative import scan
from pdsa.core.periods import closed_on
from pdsa.core.plain_text import count_words
from pdsa.core.pooled import Month, pool_counts
from pdsa.core.privacy import Figure, Protected, Total, left_out_line, protect, quote
from pdsa.core.report_rows import Dropped, IdeaRow, MeasureRow, Report
from pdsa.core.report_sections import (
    AlignmentRow,
    Change,
    Copy,
    DriverNode,
    Evidence,
    Place,
    Quote,
    ResourceRow,
    SameDistricts,
    Sections,
)

_ALL = 100  # percent
_NOWHERE = Place("", "", "")
_ANOTHER = "An idea in a district's own words"


class Periods(NamedTuple):
    """The closed days up to a report, in order: each may have had a public report of its own."""

    days: tuple[date, ...]


def closed_days(meetings: Sequence[Meeting], first: date, last: date) -> Periods:
    """Return the month ends and meetings from `first` to `last`, `last` included."""
    days, day = [last], last
    while (day := closed_on(meetings, day)) >= first:
        days.append(day)
    return Periods(tuple(reversed(days)))


def for_public(report: Report, details: Details, periods: Periods) -> Report:
    """Return the report as the public may read it, on the last day of `periods`.

    What a pooled figure and those of earlier periods would give away together is left out, too.
    """
    protected = _protect(details, report.sections.changes, periods)
    known = frozenset(details.ideas)
    labels = {row.id: row.label for row in report.ideas if row.id in known}
    sections = report.sections
    changes = tuple(_change(row, protected) for row in sections.changes if not row.owner)
    kept = [one for one in sections.evidence if one.idea in known]
    return report._replace(
        heading=report.heading._replace(digest="", commit="", facilitators=()),
        in_short=tuple(_in_short(report, len(labels))),
        ideas=tuple(_idea(row) for row in report.ideas if row.id in known),
        lines=(),
        measures=tuple(_measure(row) for row in report.measures if not row.owner),
        work=report.work._replace(help_asked=0, help_answered=0, overdue=()),
        districts=tuple(row._replace(tests=(), now="") for row in report.districts),
        without_cycle=0,
        left_out=(),
        sections=Sections(
            news=sections.news,
            evidence=tuple(_evidence(one, details) for one in kept),
            changes=changes,
            quality=tuple(row._replace(lacking=()) for row in sections.quality),
            drivers=_drivers(sections.drivers, known),
            alignments=tuple(_alignments(sections.alignments, details)),
            resources=tuple(_resources(sections.resources)),
            withheld=tuple(_withheld(report, details, protected)),
        ),
    )


class _Pool(NamedTuple):
    """A pooled share: of these districts in this month."""

    measure: str
    month: Month
    same: frozenset[str]
    figure: Figure


def _protect(details: Details, changes: Iterable[Change], periods: Periods) -> Protected:
    """Decide on the pooled shares of every period, the earlier ones first.

    A pool that holds an earlier one leaves a rest, which its readers can work out: `protect` looks
    after it as after any part of a total.
    """
    before: list[Protected] = []
    pools: dict[tuple[str, ...], _Pool] = {}
    shared = [row for row in changes if not row.owner and row.same is not None]
    for day in periods.days:
        for row in shared:
            for pool in _pools(row, details, day):
                pools[pool.figure.key] = pool
        figures = [pool.figure for pool in pools.values()]
        before.append(protect(figures, list(_totals(pools.values())), tuple(before)))
    return before[-1] if before else Protected({})


def _totals(pools: Iterable[_Pool]) -> Iterator[Total]:
    """Yield what lies within what: the same measure and month, in fewer of the districts."""
    every = tuple(pools)
    for whole in every:
        for part in every:
            alike = (whole.measure, whole.month) == (part.measure, part.month)
            if alike and part.same < whole.same:
                yield Total(whole.figure.key, (part.figure.key,))


def _pools(row: Change, details: Details, day: date) -> Iterator[_Pool]:
    found = pool_counts({one.district: _up_to(one.chart, day) for one in row.charts})
    if found is None:
        return
    for month in (found.first, found.last):
        counts = [found.counts[id][month] for id in found.same]
        pooled = (
            sum((top for top, _ in counts), Fraction(0)),
            sum((bottom for _, bottom in counts), Fraction(0)),
        )
        figure = _figure(row, details, _key(found.same, month), pooled)
        yield _Pool(row.measure, month, frozenset(found.same), figure)


def _figure(
    row: Change, details: Details, key: tuple[str, ...], counts: tuple[Fraction, Fraction]
) -> Figure:
    numerator, denominator = counts
    smallest = [one.min_n for one in details.districts.values() if one.min_n]
    return Figure(
        (row.measure, *key),
        row.about,
        "share",
        numerator / denominator * _ALL if denominator else None,
        numerator,
        denominator,
        min_n=max([details.min_n, *smallest]),
    )


def _key(same: Sequence[str], month: Month) -> tuple[str, ...]:
    """A pool of other districts is another figure."""
    return ("+".join(same), str(month[0]), str(month[1]))


def _up_to(chart: Chart, day: date) -> Chart:
    return chart._replace(points=tuple(point for point in chart.points if point.day <= day))


def _change(row: Change, protected: Protected) -> Change:
    """A measure in public: pooled figures that are shown, and how many districts say what."""
    charts = {one.district: one.chart for one in row.charts}
    same = _same(row, charts, protected) if row.same else None
    sentences = row.sentences[:1] if row.judged else ()
    return row._replace(same=same, charts=(), sentences=sentences)


def _same(row: Change, charts: Mapping[str, Chart], protected: Protected) -> SameDistricts | None:
    found = pool_counts(charts)
    if found is None or row.same is None:
        return None
    ends = [
        protected.shown.get((row.measure, *_key(found.same, month)))
        for month in (found.first, found.last)
    ]
    if any(one is None or one.withheld for one in ends):
        return None
    first, last = (_text(one.text, one.n) for one in ends if one)
    return row.same._replace(first_shown=first, last_shown=last, median_first="", median_last="")


def _text(text: str, people: int | None) -> str:
    return f"{text} of {people}" if people is not None else text


def _in_short(report: Report, ideas: int) -> Iterator[str]:
    """Yield the sentences that name no district and no work that waits."""
    yield from report.in_short[:-1]
    if len(report.ideas) > ideas:
        more = len(report.ideas) - ideas
        yield f"{count_words(more, 'idea')} in districts' own words are not told of here."


def _idea(row: IdeaRow) -> IdeaRow:
    dropped = (Dropped("", "", "", drop.because, "") for drop in row.dropped)
    return row._replace(dropped=tuple(dropped))


def _measure(row: MeasureRow) -> MeasureRow:
    return row._replace(districts=())


def _evidence(one: Evidence, details: Details) -> Evidence:
    copies = tuple(_copies(one.copies, details))
    return one._replace(
        held=(),
        failed=(),
        adopted=(),
        borrowed=(),
        not_for=tuple(_quotes(one.not_for)),
        learned=tuple(_quotes(one.learned)),
        dropped=tuple(_quotes(one.dropped)),
        copies=copies,
    )


def _quotes(quotes: Iterable[Quote]) -> Iterator[Quote]:
    for one in quotes:
        if text := quote(one.text, "public" if one.released else ""):
            yield one._replace(text=text, place=_NOWHERE, path="")


def _copies(copies: Iterable[Copy], details: Details) -> Iterator[Copy]:
    """Yield what districts make for others by their own files; an entry's text is no such thing."""
    made = {one.resource for one in details.districts.values()}
    for one in copies:
        if one.what in made and not scan(one.what):
            place = one.place._replace(cycle="", title="", with_whom="", scope="")
            yield one._replace(place=place)


def _resources(rows: Iterable[ResourceRow]) -> Iterator[ResourceRow]:
    return (row for row in rows if not scan(f"{row.title} {row.status} {row.where}"))


def _alignments(rows: Iterable[AlignmentRow], details: Details) -> Iterator[AlignmentRow]:
    return (row._replace(places=()) for row in rows if row.id in details.alignments)


def _drivers(node: DriverNode | None, known: frozenset[str]) -> DriverNode | None:
    if node is None:
        return None
    below = (_drivers(one, known) for one in node.drivers)
    return node._replace(
        drivers=tuple(one for one in below if one),
        ideas=tuple(leaf for leaf in node.ideas if leaf.id in known),
    )


def _withheld(report: Report, details: Details, protected: Protected) -> Iterator[str]:
    if line := left_out_line(protected):
        yield line
    yield "Figures, titles and addresses of single districts are not in a public report."
    texts = [
        text
        for one in report.sections.evidence
        for text in (*one.not_for, *one.learned, *one.dropped)
    ]
    hidden = sum(not quote(one.text, "public" if one.released else "") for one in texts)
    if hidden:
        yield f"{count_words(hidden, 'text is', 'texts are')} left out: not released by a district."
    if len(report.ideas) > len([row for row in report.ideas if row.id in details.ideas]):
        yield "Ideas that a district put in its own words are left out."
