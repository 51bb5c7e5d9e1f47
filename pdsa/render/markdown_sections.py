"""The sections of a report in Markdown that stand on evidence: ideas, change, method, districts."""

from collections.abc import Iterable, Iterator

from pdsa.core.plain_text import count_words, day_words
from pdsa.core.report_changes import whose_sentences
from pdsa.core.report_rows import IdeaRow, Report
from pdsa.core.report_sections import Change, DistrictPart, Evidence, TrailRow
from pdsa.render import evidence_words as evidence
from pdsa.render import report_words as say
from pdsa.render import section_words as tell
from pdsa.render.driver_diagram import mermaid
from pdsa.render.markdown_text import cell

_EVERY = 1000  # texts of a kind: a page has room for all


def calls(report: Report) -> Iterator[str]:
    """Yield whom to call, why, and how to begin."""
    if report.sections.calls:
        yield from ("", f"## {tell.CALLS}", "")
        yield from _table("Districts", "Why", "Open with")
        for row in report.sections.calls:
            yield _row(cell(row.names), cell(row.why), cell(row.opening))


def ideas(report: Report) -> Iterator[str]:
    """Yield the counts of each change idea, then why it stands where it does."""
    if not report.ideas:
        return
    yield from ("", "## What we are learning", "")
    yield from ("Predictions are those of studied cycles.", "")
    marks = ("Held", "Partly", "Not met", "Untested", "Unknown")
    yield from _table(
        "Change idea", "Districts:", "Studied:", *(f"{it}:" for it in marks), "Decisions"
    )
    for row in report.ideas:
        found = row.predictions
        counts = (found.held, found.partly, found.not_met, found.not_tested, found.unknown)
        yield _row(
            *(cell(row.label), str(row.districts), f"{row.studied} of {row.cycles}"),
            *(*map(say.dash, counts), cell(say.counts_words(row.decisions)) or "-"),
        )
    about = {one.idea: one for one in report.sections.evidence}
    for row in report.ideas:
        if row.id in about:
            yield from _idea(row, about[row.id])


def _idea(row: IdeaRow, about: Evidence) -> Iterator[str]:
    new = " (new)" if about.new else ""
    yield from ("", f"### {cell(row.label)}: {evidence.STANDINGS[about.standing]}{new}", "")
    yield cell(about.sentence)
    lines = list(evidence.idea_lines(row, about, _EVERY))
    if about.theory:
        lines.insert(0, ("Theory", about.theory))
    if about.driver:
        lines.insert(0, ("Driver", about.driver))
    if lines:
        yield ""
    last = ""
    for label, text in lines:
        last = label or last
        yield f"- **{last}:** {cell(text)}"


def changes(report: Report) -> Iterator[str]:
    """Yield what can be said of each measure, with its doubt."""
    rows = report.sections.changes
    if not rows:
        return
    if report.district:
        yield from ("", "## Did it change?")
        for name, said in tell.of_one_district(report):
            yield from ("", f"### {cell(name)}", "")
            yield from (f"- {cell(text)}" for text in said)
        return
    names = {row.id: row.name for row in report.districts}
    yield from ("", "## Did it change?", "")
    if whose := whose_sentences(rows):
        yield from (*(f"- {cell(sentence)}" for sentence in whose), "")
    yield from _table("Measure", "Reporting:", "Judged:", "Changed:", "Same districts, then:")
    for row in rows:
        cells = (tell.reporting_words(row), str(row.judged or "-"), tell.changed_words(row))
        yield _row(cell(_measure(row, names)), *cells, cell(tell.same_short(row.same)))
    for row in rows:
        yield from ("", f"### {cell(_measure(row, names))}", "")
        if row.definition:
            yield f"- {cell(row.definition)}"
        yield from (f"- {cell(sentence)}" for sentence in tell.change_sentences(row))
        for one in tell.changed_charts(row):
            sentences = " ".join(tell.chart_sentences(one))
            seen = f"{one.bars} now {tell.newest_shown(one)}".strip()
            yield f"- **{cell(one.name)}** {cell(seen)} {cell(sentences)}".replace("  ", " ")


def _measure(row: Change, names: dict[str, str]) -> str:
    return f"{row.name} ({names.get(row.owner, row.owner)})" if row.owner else row.name


def quality(report: Report) -> Iterator[str]:
    """Yield k of n for each principle of method, with what others published."""
    if not report.sections.quality:
        return
    yield from ("", "## Quality of method", "")
    yield from ("Published figures are those of others, with their own denominators.", "")
    yield from _table("Principle", "k of n:", "Of what", "Published", "Last period:")
    for row in report.sections.quality:
        before = f"{row.before[0]} of {row.before[1]}" if row.before else "-"
        words = map(cell, (row.principle, tell.quality_count(row), row.of, row.published or "-"))
        yield _row(*words, before)


def districts(report: Report) -> Iterator[str]:
    """Yield the districts A to Z: what each has tested, and what happens there now."""
    silent = say.silent_words(report)
    if names := tell.names_words(report):
        yield from ("", "## Taking part", "", cell(names))
        return
    scores = {row.district: row for row in report.sections.scores}
    found = {part.district: part for part in report.sections.parts}
    if report.districts or silent:
        yield from ("", "## Districts", "")
    if report.districts:
        more = ("Last meeting", "Tool:", "Self:", "You:") if scores else ()
        yield from _table("District", "State", "Last entry", "Tests so far", "Now", *more)
    for row in report.districts:
        part = found.get(row.id)
        last = day_words(part.last_entry) if part and part.last_entry else "-"
        cells = [cell(row.name), cell(row.state) or "-", last, cell("; ".join(row.tests)) or "-"]
        came = tell.came_words(part.came if part else None)
        given = (came, *map(cell, tell.score_cells(scores.get(row.id)))) if scores else ()
        yield _row(*cells, cell(row.now), *given)
    if any(row.apart for row in scores.values()):
        yield from ("", f"! {tell.APART}")
    if silent:
        yield from ([""] if report.districts else [])
        yield silent


def page(report: Report) -> Iterator[str]:
    """Yield the page of one district: predicted, happened, next, the resource it is making."""
    for part in report.sections.parts:
        for title, texts, none in tell.part_texts(part):
            yield from ("", f"## {title}", "")
            yield from (f"- {cell(text)}" for text in texts or (none,))
    yield from ("", "## The resource we are making", "")
    made = [tell.resource_words(row) for row in report.sections.resources]
    yield from (f"- {cell(text)}" for text in made or [tell.NO_RESOURCE])
    if report.sections.scores:
        yield from ("", "## Score", "")
        yield from (f"- {cell(tell.score_words(row))}" for row in report.sections.scores)


def trails(report: Report) -> Iterator[str]:
    """Yield every entry of the districts, folded away."""
    if any(part.trail for part in report.sections.parts):
        yield from ("", "## Every entry")
        for part in report.sections.parts:
            yield from _trail(part.trail)


def parts(report: Report) -> Iterator[str]:
    """Yield what each district predicted, what happened, and what it does next."""
    shown = {row.id for row in report.districts if row.tests or row.now}
    found = [part for part in report.sections.parts if part.district in shown]
    if not any(_says(part) for part in found):
        return
    yield from ("", "## District by district")
    scores = {row.district: row for row in report.sections.scores}
    for part in filter(_says, found):
        yield from ("", f"### {cell(part.name)}", "")
        for title, texts, _ in tell.part_texts(part):
            yield from (f"- **{title}:** {cell(text)}" for text in texts)
        if part.district in scores:
            yield f"- **Score suggested:** {cell(tell.score_words(scores[part.district]))}"
        yield from _trail(part.trail)


def _says(part: DistrictPart) -> bool:
    return bool(part.predicted or part.happened or part.next or part.trail)


def _trail(trail: Iterable[TrailRow]) -> Iterator[str]:
    rows = list(trail)
    if not rows:
        return
    entries = count_words(len(rows), "entry", "entries")
    yield from ("", f"<details><summary>{entries}</summary>", "")
    yield from _table("Day", "Kind", "Cycle", "What it says")
    for row in rows:
        new = " (new)" if row.new else ""
        yield _row(
            f"{day_words(row.day)}{new}", cell(row.kind), cell(row.cycle) or "-", cell(row.text)
        )
    yield from ("", "</details>")


def lists(report: Report) -> Iterator[str]:
    """Yield resources, alignments and the driver diagram."""
    sections = report.sections
    if sections.resources:
        yield from ("", "## Resources", "")
        yield from _table("District", "Resource", "Status", "Where")
        for row in sections.resources:
            status, where = cell(row.status) or "-", cell(row.where) or "-"
            yield _row(cell(row.name), cell(row.title), status, where)
    if sections.alignments:
        yield from ("", "## Alignments", "")
        yield from (f"- {cell(tell.alignment_words(row))}" for row in sections.alignments)
    if sections.drivers:
        yield from ("", "## Drivers", "", "```mermaid")
        yield mermaid(sections.drivers).rstrip("\n")
        yield "```"


def _table(*heads: str) -> Iterator[str]:
    """Yield the head of a table; a head that ends in a colon stands over numbers."""
    yield _row(*(head.removesuffix(":") for head in heads))
    yield f"|{'|'.join('--:' if head.endswith(':') else '---' for head in heads)}|"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
