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
        ("Not for", list(quotes_words(about.not_for, 2 * most))),
        ("Learned", list(quotes_words(about.learned, 2 * most))),
        ("Dropped because", list(dropped_words(row.dropped, about.dropped, 2 * most))),
        ("To copy now", list(_copies_words(about.copies, 2 * most))),
        ("Borrowed", [_borrowed_words(about.borrowed)] * bool(about.borrowed)),
    ):
        for number, text in enumerate(texts[:most]):
            more = len(texts) - most
            last = more > 0 and number == most - 1
            yield "" if number else label, f"{text}; {more} more" if last else text


def quotes_words(quotes: Iterable[Quote], most: int) -> Iterator[str]:
    """Yield what districts wrote, newest first: each text once, with at most `most` places."""
    found: dict[str, list[str]] = {}
    for quote in quotes:
        found.setdefault(visible(quote.text), []).append(place_words(quote.place))
    for text, places in found.items():
        yield _placed(f'"{text}"', places, most)


def dropped_words(
    drops: Iterable[Dropped], quotes: Iterable[Quote], most: int = 1000
) -> Iterator[str]:
    """Yield why districts abandoned an idea; where nobody said, that."""
    days = {found.place.cycle: day_words(found.day) for found in quotes if found.place.cycle}
    said: dict[str, list[str]] = {}
    for drop in drops:
        because = drop.because.replace("-", " ")
        where = short_place(drop.cycle) or visible(drop.name)
        why = f'"{visible(drop.why)}"' if drop.why else "nobody wrote down why"
        about = ", ".join(filter(None, (where, because, days.get(drop.cycle, ""))))
        said.setdefault(why, []).append(about)
    for why, places in said.items():
        yield _placed(why, places, most, "; ")


def _placed(text: str, places: Iterable[str], most: int, between: str = ", ") -> str:
    """A text with its places in brackets; a public report knows none."""
    known = list(dict.fromkeys(filter(None, places)))
    if not known:
        return text
    more = f" and {len(known) - most} more" if len(known) > most else ""
    return f"{text} ({between.join(known[:most])}{more})"


def _copies_words(copies: Iterable[Copy], most: int) -> Iterator[str]:
    """Yield what can be taken, each once, with who has it, how far it is and where it lies."""
    found: dict[str, dict[str, str]] = {}
    for copy in copies:
        district = visible(copy.place.district)
        where = f"{district} at {visible(copy.where)}" if copy.where else district
        about = f"{where}, {visible(copy.status)}" if copy.status else where
        places = found.setdefault(visible(copy.what), {})
        places[district] = max(places.get(district, ""), about, key=len)  # what says most
    for what, places in found.items():
        yield _placed(what, places.values(), most, "; ")


def _borrowed_words(borrowed: Sequence[Borrowed]) -> str:
    return "; ".join(f"{place_words(one.by)} from {place_words(one.source)}" for one in borrowed)
