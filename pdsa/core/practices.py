"""Practices: the change ideas of all collaboratives with their evidence, as one page."""

from collections.abc import Iterable, Iterator, Sequence

from pdsa.core.page import Line, Page
from pdsa.core.plain_text import count_words, day_words, visible
from pdsa.core.report_rows import Count, IdeaRow, Marks, Report
from pdsa.core.report_sections import Evidence, Place, Quote

STANDINGS = {  # the strongest first -> how a heading calls it
    "proven": "Proven in two districts or more",
    "holding-up": "Holding up",
    "being-shaped": "Still being shaped",
    "dropped": "Dropped",
    "untested": "Not studied yet",
}
_QUOTES = 3  # of each kind, the newest


def build_practices(reports: Iterable[Report], standing: str = "") -> Page:
    """Return the ideas of all `reports` under how they stand, or only those that stand so."""
    found: dict[str, list[tuple[str, tuple[Line, ...]]]] = {word: [] for word in STANDINGS}
    for report in reports:
        rows = {row.id: row for row in report.ideas}
        for one in report.sections.evidence:
            row = rows[one.idea]
            heading = f"{STANDINGS[one.standing]} · {visible(row.label)}"
            lines = tuple(_lines(row, one, report.heading.collaborative))
            found[one.standing].append((heading, lines))
    sections = tuple(
        section for word, ideas in found.items() if standing in {"", word} for section in ideas
    )
    return Page("Change ideas, and what is known of them", sections)


def _lines(row: IdeaRow, one: Evidence, collaborative: str) -> Iterator[Line]:
    """Yield everything that speaks for and against an idea."""
    yield "why", one.sentence
    yield "tried in", f"{collaborative}: {_tried(row)}"
    if predicted := _predictions(row.predictions):
        yield "predictions", predicted
    if one.theory:
        yield "theory", one.theory
    yield from _places("held in", one.held)
    yield from _places("failed in", one.failed)
    yield from _quotes("not for", one.not_for)
    yield from _quotes("dropped because", one.dropped)
    yield from _quotes("learnt", one.learned)
    for copy in one.copies:
        status = ", ".join(part for part in (copy.status, copy.where) if part)
        about = f" ({status})" if status else ""
        yield "to copy", f"{copy.what}, from {copy.place.name}{about}"
    for borrowed in one.borrowed:
        yield "borrowed", f"{borrowed.by.name} from {borrowed.source.name}"


def _tried(row: IdeaRow) -> str:
    districts, cycles = count_words(row.districts, "district"), count_words(row.cycles, "cycle")
    return "; ".join(part for part in (f"{districts}, {cycles}", _counts(row.decisions)) if part)


def _predictions(marks: Marks) -> str:
    return _counts(
        (
            Count("held", marks.held),
            Count("partly", marks.partly),
            Count("not met", marks.not_met),
            Count("untested", marks.not_tested),
            Count("unknown", marks.unknown),
        )
    )


def _counts(counts: Iterable[Count]) -> str:
    return ", ".join(f"{count.word} {count.number}" for count in counts if count.number)


def _places(label: str, places: Sequence[Place]) -> Iterator[Line]:
    if places:
        yield label, ", ".join(f"{place.name} ({_short(place)})" for place in places)


def _short(place: Place) -> str:
    """The number of a test as commands take it: ash-valley/03."""
    return f"{place.district}/{place.cycle.rpartition('/')[2].partition('-')[0]}"


def _quotes(label: str, quotes: Sequence[Quote]) -> Iterator[Line]:
    for quote in quotes[:_QUOTES]:
        yield label, f'"{visible(quote.text)}" ({quote.place.name}, {day_words(quote.day)})'
    if len(quotes) > _QUOTES:
        yield label, f"and {len(quotes) - _QUOTES} more: pdsa search finds them"
