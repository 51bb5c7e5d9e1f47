"""The words of what stands behind a change idea: places, quotes, what to copy, who borrowed."""

from collections.abc import Iterable, Iterator, Sequence

from pdsa.core.plain_text import day_words, visible
from pdsa.core.report_rows import Dropped, IdeaRow
from pdsa.core.report_sections import Borrowed, Copy, Evidence, Place, Quote

STANDINGS = {
    "proven": "proven",
    "holding-up": "holding up",
    "being-shaped": "still being shaped",
    "dropped": "dropped",
    "untested": "not tested yet",
}
_SEGMENTS = 3  # of a cycle's address


def short_place(cycle: str) -> str:
    """Return an address as people say it: ash-valley/03; one of another shape stays whole."""
    parts = visible(cycle).split("/")
    if len(parts) != _SEGMENTS:
        return "/".join(parts)
    number = parts[2].partition("-")[0]
    return f"{parts[1]}/{number if number[:1].isdigit() else parts[2]}"


def place_words(place: Place) -> str:
    """Return where something happened; a public report may only know the district."""
    return short_place(place.cycle) if place.cycle else visible(place.name)


def places_words(places: Iterable[Place]) -> str:
    """Return places with what they have in common said once: two classes (ash-valley/03, …)."""
    found: dict[str, list[str]] = {}
    for place in places:
        where = visible(place.with_whom) or place.scope.replace("-", " ")
        found.setdefault(where, []).append(place_words(place))
    return "; ".join(
        f"{where} ({', '.join(at)})" if where else ", ".join(at) for where, at in found.items()
    )


def idea_lines(row: IdeaRow, about: Evidence, most: int) -> Iterator[tuple[str, str]]:
    """Yield what stands behind an idea as a label and a text; at most `most` texts of a kind."""
    for label, texts in (
        ("Held", [places_words(about.held)] * bool(about.held)),
        ("Failed", [places_words(about.failed)] * bool(about.failed)),
        ("Not for", list(quotes_words(about.not_for))),
        ("Learned", list(quotes_words(about.learned))),
        ("Dropped because", list(dropped_words(row.dropped, about.dropped))),
        ("To copy now", list(_copies_words(about.copies))),
        ("Borrowed", [_borrowed_words(about.borrowed)] * bool(about.borrowed)),
    ):
        for number, text in enumerate(texts[:most]):
            more = len(texts) - most
            last = more > 0 and number == most - 1
            yield "" if number else label, f"{text}; {more} more" if last else text


def quotes_words(quotes: Iterable[Quote]) -> Iterator[str]:
    """Yield what districts wrote, each text once with every place that says it, newest first."""
    found: dict[str, list[Place]] = {}
    for quote in quotes:
        found.setdefault(visible(quote.text), []).append(quote.place)
    for text, places in found.items():
        at = ", ".join(dict.fromkeys(filter(None, map(place_words, places))))
        yield f'"{text}" ({at})' if at else f'"{text}"'


def dropped_words(drops: Iterable[Dropped], quotes: Iterable[Quote]) -> Iterator[str]:
    """Yield why districts abandoned an idea; where nobody said, that."""
    days = {found.place.cycle: day_words(found.day) for found in quotes if found.place.cycle}
    for drop in drops:
        said = f'"{visible(drop.why)}"' if drop.why else "nobody wrote down why"
        about = (
            short_place(drop.cycle) or visible(drop.name),
            drop.because.replace("-", " "),
            days.get(drop.cycle, ""),
        )
        found = ", ".join(filter(None, about))
        yield f"{said} ({found})" if found else said


def _copies_words(copies: Iterable[Copy]) -> Iterator[str]:
    found: dict[str, dict[str, None]] = {}
    for copy in copies:
        where = f" at {visible(copy.where)}" if copy.where else ""
        at = f"{visible(copy.place.district)}{where}"
        status = f", {visible(copy.status)}" if copy.status else ""
        places = found.setdefault(visible(copy.what), {})
        if status or not any(place.startswith(at) for place in places):
            places.pop(at, None)
            places[f"{at}{status}"] = None
    for what, places in found.items():
        found_at = "; ".join(filter(None, places))
        yield f"{what} ({found_at})" if found_at else what


def _borrowed_words(borrowed: Sequence[Borrowed]) -> str:
    return "; ".join(f"{place_words(one.by)} from {place_words(one.source)}" for one in borrowed)
