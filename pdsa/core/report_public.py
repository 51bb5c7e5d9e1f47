"""A report for the public: what members see, less what privacy hides. Decided here, for any form.

Figures by district are not in it, nor their titles, people, addresses, medians or charts: what is
shown are counts of tests, shares pooled over the same districts, and texts that were released.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pdsa.core.details import Details
from pdsa.core.figures import THINGS, Figure, show_alone
from pdsa.core.narrative import scan
from pdsa.core.plain_text import count_words, day_words
from pdsa.core.privacy import left_out_line, quote
from pdsa.core.public_pools import Pools, build_pools, closed_days, strictest
from pdsa.core.record import LeftOut, Membership
from pdsa.core.report_changes import (
    by_name,
    in_order,
    judged_sentence,
    measure_sentences,
)
from pdsa.core.report_index import Index
from pdsa.core.report_rows import DistrictRow, Heading, IdeaRow, Report
from pdsa.core.report_sections import (
    AlignmentRow,
    Change,
    Copy,
    DistrictChart,
    DriverNode,
    Evidence,
    Place,
    Quote,
    ResourceRow,
    Sections,
)
from pdsa.core.report_sentences import NOT_STUDIED, in_short, nothing_yet
from pdsa.core.words import ABANDON_REASONS

_CLOSED = "(the last closed month or meeting)"
_NOWHERE = Place("", "", "")


class _Known(NamedTuple):
    """What the report is made from, and the ideas that the collaborative itself has named."""

    source: Index
    details: Details
    ideas: frozenset[str]


def for_public(report: Report, index: Index, details: Details) -> Report:
    """Return the report as the public may read it, on the index's day.

    What figures and those of earlier periods would give away together is left out, too. Counts of
    districts and verdicts come from charts of which every point could be shown.
    """
    known = _Known(index, details, _ideas_of(details))
    sections = report.sections
    # no order may come from charts that nobody sees: first by name, then by what is told
    known_changes = sorted(sections.changes, key=lambda row: by_name(row, index.names))
    pools = build_pools(known_changes, details, _days(index, known_changes))
    changes = tuple(in_order(_told_changes(known_changes, details), index.names))
    ideas = tuple(_told_ideas(report.ideas, known))
    return report._replace(
        heading=_heading(report.heading, index.today),
        in_short=tuple(_in_short(report, known, ideas, changes)),
        ideas=tuple(row._replace(dropped=()) for row in ideas),
        lines=(),
        measures=(),
        work=report.work._replace(overdue=(), help_asked=0, help_answered=0),
        districts=tuple(_district(member) for member in index.districts),
        without_cycle=0,
        left_out=tuple(_left_out(report.left_out, index)),
        sections=Sections(
            news=sections.news,
            evidence=tuple(
                _evidence(one, details) for one in sections.evidence if one.idea in known.ideas
            ),
            changes=tuple(_change(row, pools) for row in changes),
            quality=tuple(row._replace(lacking=()) for row in sections.quality),
            drivers=_drivers(sections.drivers, known.ideas),
            alignments=tuple(_alignments(sections.alignments, details)),
            resources=tuple(row for row in sections.resources if _can_be_taken(row)),
            withheld=tuple(_withheld(report, known, changes, pools)),
        ),
    )


def _heading(about: Heading, closed: date) -> Heading:
    moment = f"{about.moment}, as of {day_words(closed)} {_CLOSED}"
    aim = _clean(about.aim)
    return about._replace(moment=moment, digest="", commit="", facilitators=(), aim=aim)


def _ideas_of(details: Details) -> frozenset[str]:
    return frozenset(id for id, one in details.ideas.items() if not scan(f"{id} {one.text}"))


def _days(index: Index, changes: Sequence[Change]) -> Sequence[date]:
    """The days that earlier reports may have ended on, from the first point."""
    charts = [one.chart for row in changes for one in row.charts]
    counted = [chart.points[0].day for chart in charts if chart.points]
    about = index.record.collaborative
    return closed_days(about.meetings, min([about.starts, *counted]), index.today)


def _told_changes(changes: Iterable[Change], details: Details) -> Iterator[Change]:
    """Yield the shared measures with the charts that may be counted, and what these say."""
    for row in changes:
        if not row.owner:
            charts = tuple(one for one in row.charts if _is_open(one, row.about, details))
            answers = [one.chart.answer for one in charts]
            moved = [one.direction for one in answers if one.kind == "changed"]
            better, worse = moved.count("better"), moved.count("worse")
            yield row._replace(
                judged=sum(one.kind != "too-few" for one in answers),
                better=better,
                worse=worse,
                changed=len(moved) - better - worse,
                charts=charts,
            )


def _is_open(one: DistrictChart, about: str, details: Details) -> bool:
    """Whether each point of a chart could be shown, coded or as it is; then its verdict may be."""
    district = details.districts.get(one.district)
    min_n = max(details.min_n, (district.min_n if district else None) or 0)
    subject = one.chart.subject
    return all(
        not show_alone(
            Figure(
                (),
                about,
                subject.unit,
                point.value,
                point.numerator,
                point.denominator,
                point.n,
                min_n,
                subject.per,
                point.bound,
            )
        ).withheld
        for point in one.chart.points
        if point.value is not None
    )


def _change(row: Change, pools: Pools) -> Change:
    """A measure in public: pooled figures that are shown, and how many districts say what."""
    charts = [one.chart for one in row.charts]
    sentences = measure_sentences(charts)[:2] if row.judged else ()
    if row.judged and (closed := row.reporting - len(charts)):
        more = count_words(closed, "chart is", "charts are")
        sentences += (f"{more} not told of here.",)
    same = pools.same.get(row.measure)
    definition = _clean(row.definition)
    return row._replace(same=same, charts=(), sentences=sentences, definition=definition)


def _told_ideas(rows: Iterable[IdeaRow], known: _Known) -> Iterator[IdeaRow]:
    """Yield the ideas of the collaborative's own list; a reason is one of three words, or none."""
    for row in rows:
        if row.id in known.ideas:
            dropped = (
                drop._replace(because=drop.because if drop.because in ABANDON_REASONS else "")
                for drop in row.dropped
            )
            yield row._replace(dropped=tuple(dropped))


def _in_short(
    report: Report, known: _Known, ideas: Sequence[IdeaRow], changes: Sequence[Change]
) -> Iterator[str]:
    """Yield the sentences that name no district, no idea in its own words, nothing that waits."""
    if not known.source.districts:
        yield nothing_yet(known.source.record.collaborative.meetings, known.source.today)
        return
    studied = any(row.studied for row in report.ideas)
    said = tuple(in_short(known.source, ideas, report.work, None, judged_sentence(changes)))
    yield from (one for one in said[:-1] if one != NOT_STUDIED or not studied)
    if more := len(report.ideas) - len(ideas):
        are = count_words(more, "idea is", "ideas are")
        yield f"{are} in districts' own words, and not told of here."


def _district(member: Membership) -> DistrictRow:
    return DistrictRow(member.id, member.name, member.state, (), "")


def _left_out(rows: Sequence[LeftOut], index: Index) -> Iterator[LeftOut]:
    """Say how many files there are, and name none: a path names a district and its plan."""
    files = len({out.path for out in rows})
    if files:
        reason = f"{count_words(files, 'file')} with something that is not counted"
        yield LeftOut(f"cycles/{index.record.collaborative.id}", 0, reason)


def _evidence(one: Evidence, details: Details) -> Evidence:
    return one._replace(
        theory=_clean(one.theory),
        held=(),
        failed=(),
        adopted=(),
        borrowed=(),
        not_for=tuple(_quotes(one.not_for, details)),
        learned=tuple(_quotes(one.learned, details)),
        dropped=tuple(_quotes(one.dropped, details)),
        copies=tuple(_copies(one.copies)),
    )


def _quotes(quotes: Iterable[Quote], details: Details) -> Iterator[Quote]:
    for one in quotes:
        if text := _quoted(one, details):
            yield one._replace(text=text, place=_NOWHERE, path="")


def _quoted(one: Quote, details: Details) -> str:
    return quote(one.text, "public" if one.released else "", strictest(details))


def _copies(copies: Iterable[Copy]) -> Iterator[Copy]:
    """Yield what stands somewhere, by a district's own file; an entry never says where."""
    for one in copies:
        row = ResourceRow(one.place.district, one.place.name, one.what, one.status, one.where)
        if _can_be_taken(row):
            yield one._replace(place=Place("", row.district, row.name))


def _can_be_taken(row: ResourceRow) -> bool:
    """Whether a resource stands somewhere, so that others may have it; a draft is not theirs."""
    return bool(row.where) and not scan(f"{row.title} {row.status} {row.where}")


def _alignments(rows: Iterable[AlignmentRow], details: Details) -> Iterator[AlignmentRow]:
    return (row._replace(places=()) for row in rows if row.id in details.alignments)


def _drivers(node: DriverNode | None, known: frozenset[str]) -> DriverNode | None:
    if node is None:
        return None
    below = (_drivers(one, known) for one in node.drivers)
    return node._replace(
        text=_clean(node.text),
        drivers=tuple(one for one in below if one),
        ideas=tuple(leaf for leaf in node.ideas if leaf.id in known),
    )


def _clean(text: str) -> str:
    """A text of the collaborative's own file, unless something in it looks like a person."""
    return "" if scan(text) else text


def _withheld(
    report: Report, known: _Known, changes: Sequence[Change], pools: Pools
) -> Iterator[str]:
    if line := left_out_line(pools.protected):
        yield line
    yield "Figures, titles and addresses of single districts are not in a public report."
    if bare := [row for row in changes if row.reporting and row.measure not in pools.same]:
        measures = count_words(len(bare), "measure has", "measures have")
        things = " and of things" if any(row.about == THINGS for row in bare) else ""
        yield (
            f"{measures} no figure here: only shares are pooled, and only where two or more"
            f" districts counted early and late; counts and means of people{things} stay in them."
        )
    closed = sum(len(row.charts) for row in report.sections.changes if not row.owner)
    if closed := closed - sum(len(row.charts) for row in changes):
        charts = count_words(closed, "chart is", "charts are")
        yield f"{charts} not counted as judged: on too few people, or on nobody knows how many."
    hidden = _hidden_texts(report, known.details)
    if hidden:
        yield (
            f"{count_words(hidden, 'text is', 'texts are')} left out: not released by a district,"
            " or with something that may point to few people."
        )
    if len(report.ideas) > sum(row.id in known.ideas for row in report.ideas):
        yield "Ideas that a district put in its own words are left out."


def _hidden_texts(report: Report, details: Details) -> int:
    texts = [
        text
        for one in report.sections.evidence
        for text in (*one.not_for, *one.learned, *one.dropped)
    ]
    return sum(not _quoted(one, details) for one in texts)
