"""The sections of a report for pipes that stand on evidence: one kind a line, whole values."""

from collections.abc import Iterable, Iterator

from pdsa.core.report_rows import Report
from pdsa.core.report_sections import Change, DriverNode, Evidence, Place, Sections
from pdsa.render.plain_cells import Cell, block

Row = tuple[Cell, ...]

_SAME = "same-districts first-month last-month first last median-first median-last"


def section_lines(report: Report) -> Iterator[str]:
    """Yield the lines of every section; one that an audience may not see has none."""
    sections = report.sections
    yield from _first(sections)
    yield from _learned(sections.evidence)
    yield from _changed(sections.changes)
    yield from _method(sections)
    yield from _lists(sections)
    yield from _parts(report)
    yield from block("withheld", "what", ((text,) for text in sections.withheld))


def _first(sections: Sections) -> Iterator[str]:
    news = sections.news
    new = [(news.since, news.cycles, news.studied, news.decided, news.entries)] if news else []
    yield from block("new", "since cycles studied decided entries", new)
    yield from block(
        "call",
        "districts names why open-with cycles",
        (
            (_list(row.districts), row.names, row.why, row.opening, _list(row.places))
            for row in sections.calls
        ),
    )


def _learned(evidence: tuple[Evidence, ...]) -> Iterator[str]:
    yield from block(
        "standing",
        "idea standing sentence new theory driver",
        (
            (one.idea, one.standing, one.sentence, _yes(one.new), one.theory, one.driver)
            for one in evidence
        ),
    )
    places = (
        (one.idea, what, *_place(place))
        for one in evidence
        for what, found in (("held", one.held), ("failed", one.failed), ("adopted", one.adopted))
        for place in found
    )
    yield from block("where", "idea what cycle district name scope with-whom", places)
    quotes = (
        (one.idea, what, quote.place.cycle, quote.place.district, quote.day, quote.text)
        for one in evidence
        for what, found in (
            ("not-for", one.not_for),
            ("learned", one.learned),
            ("dropped", one.dropped),
        )
        for quote in found
    )
    yield from block("said", "idea what cycle district day text", quotes)
    yield from _taken(evidence)


def _taken(evidence: tuple[Evidence, ...]) -> Iterator[str]:
    copies = (
        (one.idea, copy.what, copy.place.cycle, copy.place.district, copy.where, copy.status)
        for one in evidence
        for copy in one.copies
    )
    yield from block("copy", "idea what cycle district where status", copies)
    borrowed = (
        (one.idea, found.by.cycle, found.source.cycle) for one in evidence for found in one.borrowed
    )
    yield from block("borrowed", "idea by from", borrowed)


def _changed(changes: tuple[Change, ...]) -> Iterator[str]:
    yield from block(
        "change",
        f"measure name owner reporting of judged better worse changed {_SAME}",
        (
            (
                *(row.measure, row.name, row.owner or "shared", row.reporting, row.of),
                *(row.judged, row.better, row.worse, row.changed, *_same(row)),
            )
            for row in changes
        ),
    )
    sentences = (
        (row.measure, row.owner or "shared", text) for row in changes for text in row.sentences
    )
    yield from block("change-note", "measure owner text", sentences)
    charts = (
        (
            *(row.measure, row.owner or "shared", found.district, found.name),
            *(found.chart.answer.kind, found.chart.answer.direction),
            *(found.chart.answer.sentence, found.bars),
        )
        for row in changes
        for found in row.charts
    )
    yield from block("chart", "measure owner district name answer direction sentence bars", charts)


def _same(row: Change) -> Row:
    same = row.same
    if same is None:
        return (None,) * 7
    shown = (same.first_shown, same.last_shown, same.median_first, same.median_last)
    return (same.districts, same.first, same.last, *shown)


def _method(sections: Sections) -> Iterator[str]:
    yield from block(
        "agenda",
        "what minutes cycles",
        (
            (row.what, row.minutes, _list(place.cycle for place in row.places))
            for row in sections.agenda
        ),
    )
    yield from block(
        "quality",
        "principle words k n of published last-k last-n",
        (
            (
                row.id,
                row.principle,
                row.k,
                row.n,
                row.of,
                row.published,
                *(row.before or (None,) * 2),
            )
            for row in sections.quality
        ),
    )
    yield from _scores(sections)


def _scores(sections: Sections) -> Iterator[str]:
    scores = (
        (
            *(row.district, row.name, row.suggested, row.because, "; ".join(row.missing)),
            *(row.own, row.facilitator, _yes(row.apart)),
        )
        for row in sections.scores
    )
    yield from block(
        "score", "district name suggested because missing self facilitator apart", scores
    )


def _lists(sections: Sections) -> Iterator[str]:
    resources = (
        (row.district, row.name, row.title, row.status, row.where) for row in sections.resources
    )
    yield from block("resource", "district name title status where", resources)
    served = (
        (row.id, row.text, row.districts, _list(place.cycle for place in row.places))
        for row in sections.alignments
    )
    yield from block("alignment", "id text districts cycles", served)
    if sections.drivers:
        yield from block("driver", "id above text", _drivers(sections.drivers, ""))
        heads = "driver idea label districts cycles decisions"
        yield from block("driver-idea", heads, _leaves(sections.drivers))


def _drivers(node: DriverNode, above: str) -> Iterator[Row]:
    yield node.id or "aim", above, node.text
    for below in node.drivers:
        yield from _drivers(below, node.id or "aim")


def _leaves(node: DriverNode) -> Iterator[Row]:
    for leaf in node.ideas:
        decided = ", ".join(f"{word} {number}" for word, number in leaf.decisions)
        yield node.id or "aim", leaf.id, leaf.label, leaf.districts, leaf.cycles, decided
    for below in node.drivers:
        yield from _leaves(below)


def _parts(report: Report) -> Iterator[str]:
    named = {row.id for row in report.districts}
    parts = [part for part in report.sections.parts if part.district in named]
    came = {True: "yes", False: "no", None: ""}
    last = ((part.district, part.last_entry, came[part.came]) for part in parts)
    yield from block("last", "district last-entry came", last)
    texts = (
        (part.district, what, text)
        for part in parts
        for what, found in (
            ("predicted", part.predicted),
            ("happened", part.happened),
            ("next", part.next),
        )
        for text in found
    )
    yield from block("told", "district what text", texts)


def _place(place: Place) -> Row:
    return (place.cycle, place.district, place.name, place.scope, place.with_whom)


def _list(texts: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(filter(None, texts)))


def _yes(known: bool) -> str:
    return "yes" if known else "no"
