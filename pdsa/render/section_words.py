"""The words of the sections that stand on evidence, shared by the terminal and Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from pdsa.core.plain_text import count_words, day_words, visible
from pdsa.core.report_rows import Dropped, IdeaRow, Report
from pdsa.core.report_sections import (
    AlignmentRow,
    Borrowed,
    Change,
    Copy,
    DistrictChart,
    DistrictPart,
    DriverNode,
    Evidence,
    IdeaLeaf,
    News,
    Place,
    QualityRow,
    Quote,
    ResourceRow,
    SameDistricts,
    ScoreRow,
)

STANDINGS = {
    "proven": "proven",
    "holding-up": "holding up",
    "being-shaped": "still being shaped",
    "dropped": "dropped",
    "untested": "not tested yet",
}
APART = "The scores are a whole point or more apart: worth a word."
NO_RESOURCE = "None is written down yet."
_SEGMENTS = 3  # of a cycle's address
_HAPPENED = {True: "came", False: "did not come", None: "-"}


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


def new_words(news: News | None) -> str:
    """Return what happened since the day asked about; empty where nobody asked."""
    if news is None:
        return ""
    new = count_words(news.cycles, "new cycle")
    entries = count_words(news.entries, "entry", "entries")
    done = f"{news.studied} studied, {news.decided} decided"
    return f"since {news.since_words}: {new}, {done}, {entries}"


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


def reporting_words(row: Change) -> str:
    """Return how many districts report a measure."""
    return f"{row.reporting} of {row.of}"


def changed_words(row: Change) -> str:
    """Return how many charts changed; that it is too early where none can be judged."""
    if not row.judged:
        return "too early" if row.reporting else "-"
    return str(row.better + row.worse + row.changed or "none")


def directions_words(row: Change) -> str:
    """Return in which directions charts changed; empty where none did."""
    counts = (
        (row.better, "for the better"),
        (row.worse, "for the worse"),
        (row.changed, "in no direction that can be said"),
    )
    found = ", ".join(f"{number} {word}" for number, word in counts if number)
    return f"Changed: {found}." if found else ""


def same_words(same: SameDistricts) -> str:
    """Return what the same districts reported in their first and in their last month."""
    first, last = _month(same.first), _month(same.last)
    if first[-4:] == last[-4:]:
        first = first[:-5]
    median = f"; the median district {same.median_first}, then {same.median_last}"
    return (
        f"The same {count_words(same.districts, 'district')}, {first} and {last}: "
        f"{same.first_shown}, then {same.last_shown}"
        f"{median if same.median_first and same.median_last else ''}."
    )


def same_short(same: SameDistricts | None) -> str:
    """Return the same for a column of a table."""
    if same is None:
        return "-"
    return f"{same.first_shown} -> {same.last_shown} ({same.districts})"


def change_sentences(row: Change) -> Iterator[str]:
    """Yield what can be said of a measure across its districts."""
    if row.same:
        yield same_words(row.same)
    yield from filter(None, (directions_words(row), *row.sentences))
    if not row.reporting:
        yield "No district reports it yet."


def changed_charts(row: Change) -> list[DistrictChart]:
    """Return the charts that say that something changed."""
    return [found for found in row.charts if found.chart.answer.kind == "changed"]


def chart_sentences(found: DistrictChart) -> Iterator[str]:
    """Yield what a chart says, and the first of its doubts."""
    yield from filter(None, (found.chart.answer.sentence, *found.chart.answer.doubt[:1]))


def own_words(rows: Sequence[Change]) -> str:
    """Return how many measures districts have of their own, and what became of them."""
    judged = sum(row.judged for row in rows)
    changed = sum(len(changed_charts(row)) for row in rows)
    what = f"{count_words(judged, 'chart')} judged, {changed or 'none'} changed"
    if not judged:
        what = "none can be judged yet"
    return f"Beside these, {count_words(len(rows), 'measure')} of single districts: {what}."


def quality_count(row: QualityRow) -> str:
    """Return k of n; a dash where there is nothing to count yet."""
    return f"{row.k} of {row.n}" if row.n else "-"


def quality_words(row: QualityRow) -> str:
    """Return a principle, what is counted, and the same of the last period."""
    before = f"; last period {row.before[0]} of {row.before[1]}" if row.before else ""
    return f"{row.principle} ({row.of}{before})"


def score_cells(score: ScoreRow | None) -> tuple[str, str, str]:
    """Return the score that the tool suggests, the district's own and the facilitator's."""
    if score is None:
        return ("-", "-", "-")
    apart = "!" if score.apart else ""
    return (score.suggested, score.own or "-", f"{score.facilitator or '-'}{apart}")


def score_words(score: ScoreRow) -> str:
    """Return why the tool suggests a score, and what is missing for the next level."""
    missing = f"; next: {'; '.join(score.missing)}" if score.missing else ""
    return f"{visible(score.name)}: {score.suggested}, {score.because}{missing}"


def resource_words(row: ResourceRow) -> str:
    """Return what a district is making, how far it is, and where it can be had."""
    more = ", ".join(visible(part) for part in (row.status, row.where) if part)
    return f"{visible(row.title)} ({more})" if more else visible(row.title)


def driver_lines(node: DriverNode, depth: int = 0) -> Iterator[tuple[int, str]]:
    """Yield the aim, its drivers and their ideas, each with how deep it hangs."""
    yield depth, visible(node.text) if depth else f"Aim: {visible(node.text)}"
    for leaf in node.ideas:
        yield depth + 1, f"> {leaf_words(leaf)}"
    for below in node.drivers:
        yield from driver_lines(below, depth + 1)


def leaf_words(leaf: IdeaLeaf) -> str:
    """Return an idea of the driver diagram with how far it got."""
    if not leaf.cycles:
        return f"{visible(leaf.label)} (not tried yet)"
    tried = f"{count_words(leaf.districts, 'district')}, {count_words(leaf.cycles, 'cycle')}"
    decided = ", ".join(f"{word} {number}" for word, number in leaf.decisions)
    return f"{visible(leaf.label)} ({tried}{f'; {decided}' if decided else ''})"


def alignment_words(row: AlignmentRow) -> str:
    """Return what plans say they serve, and how many say so."""
    parts = [count_words(row.districts, "district")]
    parts += [count_words(len(row.places), "cycle")] if row.places else []
    return f"{visible(row.text or row.id)} ({', '.join(parts)})"


def when_words(day: date | None, report: Report) -> str:
    """Return a day in short: with its month alone in the collaborative's time, else its year."""
    if day is None:
        return "-"
    short, _, year = day_words(day).rpartition(" ")
    in_time = report.heading.starts.replace(day=1) <= day <= report.heading.ends
    return short if in_time else f"{short.partition(' ')[2]} {year}"


def names_words(report: Report) -> str:
    """Return the districts A to Z where a report says no more of them; else nothing."""
    if any(row.state or row.tests or row.now for row in report.districts):
        return ""
    return " · ".join(visible(row.name) for row in report.districts)


def part_texts(part: DistrictPart) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """Yield the three parts of a district's page: a title, its texts, what to say without any."""
    yield "What we predicted", part.predicted, "No prediction has been written down yet."
    yield "What happened", part.happened, "No test has been studied yet."
    yield "What we do next", part.next, "Nothing is under way."


def read_words(report: Report) -> str:
    """Return what the report was made of: the digest of its files, and the commit."""
    heading = report.heading
    parts = (heading.digest, f"commit {heading.commit}" if heading.commit else "")
    found = ", ".join(visible(part) for part in parts if part)
    return f"Plans and entries that were read: {found}" if found else ""


def came_words(came: bool | None) -> str:
    """Return whether a district came to the last meeting."""
    return _HAPPENED[came]


def _month(day: date) -> str:
    return day_words(day).partition(" ")[2]
