"""What was learnt, on a screen: change ideas with their evidence, measures with their doubt."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pdsa.core.plain_text import clip, visible
from pdsa.core.report_changes import whose_sentences
from pdsa.core.report_rows import IdeaRow, Report
from pdsa.core.report_sections import Change
from pdsa.render import evidence_words as evidence
from pdsa.render import report_words as say
from pdsa.render import section_words as tell
from pdsa.render.terminal_layout import (
    FEW,
    LABEL,
    NARROW,
    ROOMY,
    TEXT,
    bold,
    bullet,
    columns,
    labelled,
    section,
    table,
)

_TEXTS = 2  # of a kind, for each idea
_COUNTS = ("districts", "studied", "held", "partly", "not", "untested", "?")
_BESIDE, _DECISIONS = 56, 46  # columns that the counts of an idea take, and its decisions
_CHANGED = (("reporting", 9, True), ("judged", 6, True), ("changed", 9, False))
_SAME = 44  # columns of a comparison


def ideas(report: Report, width: int) -> Iterator[RenderableType]:
    """Yield the change ideas: the counts of each, then why it stands where it does."""
    if not report.ideas:
        return
    yield section("what we are learning", "predictions of studied cycles; ?: not marked")
    if width >= NARROW:
        yield _counts(report.ideas, width)
        yield Text()
    about = {found.idea: found for found in report.sections.evidence}
    for row in report.ideas:
        found = about.get(row.id)
        new = " *" if found and found.new else ""
        standing = f" · {evidence.STANDINGS[found.standing]}" if found else ""
        head = Text(f"{clip(visible(row.label), LABEL)}{new}", style="bold")
        yield Padding(head.append(standing, style="not bold"), (0, 0, 0, 2))
        if width < NARROW:
            yield bullet(say.idea_words(row), 4)
        elif width < ROOMY and row.decisions:
            yield bullet(f"Decisions: {say.counts_words(row.decisions)}.", 4)
        if found:
            yield bullet(found.sentence, 4)
            lines = evidence.idea_lines(row, found, _TEXTS)
            yield labelled((label, clip(text, TEXT)) for label, text in lines)
    if report.sections.news and any(found.new for found in about.values()):
        yield bullet(f"* something new since {report.sections.news.since_words}")


def _counts(rows: Sequence[IdeaRow], width: int) -> Padding:
    roomy = width >= ROOMY
    longest = max(len(say.counts_words(row.decisions)) for row in rows) + 2
    beside = _BESIDE + min(longest, _DECISIONS) * roomy
    made = table("change idea", width - beside)
    for name in _COUNTS:
        made.add_column(name, justify="right", no_wrap=True)
    if roomy:
        made.add_column("decisions")
    for row in rows:
        marks = row.predictions
        counts = (marks.held, marks.partly, marks.not_met, marks.not_tested, marks.unknown)
        cells = [str(row.districts), f"{row.studied} of {row.cycles}", *map(say.dash, counts)]
        decisions = [Text(visible(say.counts_words(row.decisions)))] * roomy
        made.add_row(Text(visible(row.label)), *cells, *decisions)
    return Padding(made, (0, 0, 0, 2))


def changes(report: Report, width: int) -> Iterator[RenderableType]:
    """Yield what can be said of each measure; those of single districts only where one changed."""
    rows = report.sections.changes
    if not rows:
        return
    yield section("did it change?", "| where its first test began" if report.district else "")
    if report.district:
        for name, sentences in tell.of_one_district(report):
            yield bold(name)
            yield from (bullet(sentence, 4) for sentence in sentences)
        return
    yield from (bullet(sentence) for sentence in whose_sentences(rows))
    every = report.whole or report.heading.districts <= FEW
    shown = [row for row in rows if every or not row.owner or tell.changed_charts(row)]
    if width >= NARROW:
        yield Padding(_change_table(width, heads=True), (0, 0, 0, 2))
    names = {row.id: row.name for row in report.districts}
    for row in shown:
        yield from _change(row, width, names.get(row.owner, row.owner))
    hidden = [row for row in rows if row.owner and row not in shown]
    if hidden:
        yield bullet(tell.own_words(hidden))


def _change(row: Change, width: int, owner: str) -> Iterator[RenderableType]:
    name = f"{visible(row.name)} ({visible(owner)})" if row.owner else visible(row.name)
    cells = (tell.reporting_words(row), str(row.judged or "-"), tell.changed_words(row))
    if width < NARROW:
        yield bold(name)
        yield bullet("{} report it, {} judged, changed: {}".format(*cells), 4)
    else:
        made = _change_table(width)
        same = [Text(visible(tell.same_short(row.same)))] * (width >= ROOMY)
        made.add_row(Text(name, style="bold"), *cells, *same)
        yield Padding(made, (0, 0, 0, 2))
    yield from (bullet(sentence, 4) for sentence in tell.change_sentences(row))
    yield from _changed(row)


def _change_table(width: int, *, heads: bool = False) -> Table:
    roomy = width >= ROOMY
    beside = sum(size + 2 for _, size, _ in _CHANGED) + (_SAME + 2) * roomy
    same = [("first month -> last month (districts)", _SAME, False)] * roomy
    made = columns(("measure", width - 4 - beside, False), *_CHANGED, *same)
    made.columns[0].no_wrap = False
    made.show_header = heads
    return made


def _changed(row: Change) -> Iterator[RenderableType]:
    """Yield the charts of a measure that changed, each in one line with its doubt."""
    found = tell.changed_charts(row)
    for one in found[:FEW]:
        yield bullet(f"{visible(one.name)}  {one.bars}  now {tell.newest_shown(one)}", 4)
        yield from (bullet(sentence, 6) for sentence in tell.chart_sentences(one))
    if more := _rest(found):
        yield bullet(more, 4)


def _rest(found: Sequence[object]) -> str:
    more = len(found) - FEW
    return f"… {more} more: pdsa chart shows each" if more > 0 else ""
