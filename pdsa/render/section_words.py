"""The words of the sections that stand on evidence, shared by the terminal and Markdown."""

from collections.abc import Iterator, Sequence
from datetime import date

from pdsa.core.plain_text import count_words, day_words, visible
from pdsa.core.report_rows import Report
from pdsa.core.report_sections import (
    AlignmentRow,
    Change,
    DistrictChart,
    DistrictPart,
    DriverNode,
    IdeaLeaf,
    News,
    QualityRow,
    ResourceRow,
    SameDistricts,
    ScoreRow,
)
from pdsa.core.values import format_value
from pdsa.render.report_words import newest_words

APART = "The scores are a whole point or more apart: worth a word."
CALLS = "Whom to call"
NO_RESOURCE = "None is written down yet."
_HAPPENED = {True: "came", False: "did not come", None: "-"}


def new_words(news: News | None) -> str:
    """Return what happened since the day asked about; empty where nobody asked."""
    if news is None:
        return ""
    new = count_words(news.cycles, "new cycle")
    entries = count_words(news.entries, "entry", "entries")
    done = f"{news.studied} studied, {news.decided} decided"
    return f"since {news.since_words}: {new}, {done}, {entries}"


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
    if not row.better + row.worse + row.changed:
        return ""
    told = [f"{row.better or 'none'} for the better", f"{row.worse or 'none'} for the worse"]
    if row.changed:
        told.append(f"{row.changed} in no direction that can be said")
    return f"Changed: {', '.join(told)}."


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


def newest_shown(found: DistrictChart) -> str:
    """Return the newest value of a chart as people read it; empty where it has none."""
    shown = [point.shown for point in found.chart.points if point.value is not None]
    return visible(shown[-1]) if shown else ""


def size_words(found: DistrictChart) -> str:
    """Return the median before and after a change and their distance; empty where not known."""
    answer, subject = found.chart.answer, found.chart.subject
    if answer.kind != "changed" or answer.before is None or answer.after is None:
        return ""
    before, after = (
        format_value(value, subject.unit, subject.per) for value in (answer.before, answer.after)
    )
    apart = answer.after - answer.before
    size = format_value(abs(apart), subject.unit).replace(" %", " points")
    return f"{before} → {after} ({'-' if apart < 0 else '+'}{size})"


def of_one_district(report: Report) -> Iterator[tuple[str, list[str]]]:
    """Yield each measure of a district's page: its name, its points in a line, what they say."""
    newest = {row.id: one for row in report.measures for one in row.districts}
    for row in report.sections.changes:
        for found in row.charts:
            answer, one = found.chart.answer, newest.get(row.measure)
            latest = newest_words(one).rstrip("*") if one else ""  # the sentence says it
            seen = [f"{found.bars}  {latest}".strip()]
            further = answer.doubt if answer.kind == "changed" else answer.advice
            yield visible(row.name), [*filter(None, (*seen, answer.sentence, *further[:1]))]


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
    """Return the score that the tool suggests, the district's own and the facilitator's.

    A mark behind the first says that they are apart.
    """
    if score is None:
        return ("-", "-", "-")
    apart = "!" if score.apart else ""
    return (f"{score.suggested}{apart}", score.own or "-", score.facilitator or "-")


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
    if any(row.tests or row.now for row in report.districts):
        return ""
    return " · ".join(
        f"{visible(row.name)} ({visible(row.state)})" if row.state else visible(row.name)
        for row in report.districts
    )


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
