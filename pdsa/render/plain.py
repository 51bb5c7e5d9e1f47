"""A report for pipes: tab-separated whole values, every line begins with the kind of its row."""

from collections.abc import Iterator
from datetime import date

from pdsa.core.plain_text import visible
from pdsa.core.report_rows import Latest, LineRow, PredictedRow, Report, TestRow
from pdsa.core.table import Table

Cell = str | int | date | None


def render_report(report: Report) -> str:
    """Return the report as lines; a line that begins with `#` names the columns below it."""
    return "".join(f"{line}\n" for line in _lines(report))


def render_table(table: Table) -> str:
    """Return a table as tab-separated lines under a line of heads that begins with `#`."""
    rows = ["# " + "\t".join(table.heads), *("\t".join(map(visible, row)) for row in table.rows)]
    return "".join(f"{row}\n" for row in rows)


def _lines(report: Report) -> Iterator[str]:
    yield from _about(report)
    yield from (_row("short", sentence) for sentence in report.in_short)
    yield from _ideas(report)
    yield _head("test", "district name idea cycle title starts ends phase", _PREDICTED, "decision")
    for line in report.lines:
        yield from _tests(line)
    yield from _measures(report)
    yield from _work(report)
    yield _head("district", "id name state tests now")
    for row in report.districts:
        yield _row("district", row.id, row.name, row.state, "; ".join(row.tests), row.now)
    yield _row("without-cycle", report.without_cycle)
    yield _head("left-out", "path line reason")
    for out in report.left_out:
        yield _row("left-out", out.path, out.line, out.reason)


def _about(report: Report) -> Iterator[str]:
    heading = report.heading
    yield _head("about", "what value")
    yield _row("about", "collaborative", heading.collaborative)
    yield _row("about", "title", heading.title)
    yield _row("about", "topic", heading.topic)
    yield _row("about", "network", heading.network)
    yield _row("about", "aim", heading.aim)
    yield _row("about", "starts", heading.starts)
    yield _row("about", "ends", heading.ends)
    yield _row("about", "moment", heading.moment)
    yield _row("about", "data-to", heading.data_to)
    for facilitator in heading.facilitators:
        yield _row("about", "facilitator", facilitator)
    yield _row("about", "districts", heading.districts)
    yield _row("about", "states", heading.states)
    yield _row("about", "dates", "illustrative" if heading.illustrative else "as recorded")
    yield _row("about", "audience", heading.audience)
    yield _row("about", "notice", heading.notice)
    yield _row("about", "digest", heading.digest)


def _ideas(report: Report) -> Iterator[str]:
    counts = "districts cycles studied met partly not-met not-tested unknown"
    yield _head("idea", "id label", counts, "decisions")
    for row in report.ideas:
        marks = row.predictions
        yield _row(
            *("idea", row.id, row.label, row.districts, row.cycles, row.studied),
            *(marks.held, marks.partly, marks.not_met, marks.not_tested, marks.unknown),
            ", ".join(f"{count.word} {count.number}" for count in row.decisions),
        )
    yield _head("dropped", "idea district name cycle because why")
    for row in report.ideas:
        for drop in row.dropped:
            yield _row(
                "dropped", row.id, drop.district, drop.name, drop.cycle, drop.because, drop.why
            )


_LATEST = "latest since day points typed"
_SCORED = "scored pooled scored-points so-far"
_PREDICTED = f"prediction predicted measure {_LATEST} mark {_SCORED}"


def _tests(line: LineRow) -> Iterator[str]:
    for test in line.tests:
        about = (
            line.district,
            line.name,
            line.idea,
            test.cycle,
            test.title,
            test.starts,
            test.ends,
        )
        for predicted in _predicted(test):
            yield _row("test", *about, test.phase, *predicted, test.decision)


def _predicted(test: TestRow) -> Iterator[tuple[Cell, ...]]:
    """Yield the columns of each prediction and count, once empty where a cycle has none."""
    for row in test.predictions:
        yield (
            row.number,
            row.predicted,
            row.measure,
            *_latest(row.latest),
            row.mark,
            *_scored(row),
        )
    for counted in test.counted:
        yield (None, None, counted.measure, *_latest(counted.latest), *[None] * 5)
    if not test.predictions and not test.counted:
        yield (None, None, None, *_latest(None), *[None] * 5)


def _scored(row: PredictedRow) -> tuple[Cell, ...]:
    """Return what the data say; empty where they cannot."""
    if row.scored is None:
        return (None, None, None, None)
    so_far = "yes" if row.scored.so_far else "no"
    return (row.scored.mark, row.scored.value, row.scored.points, so_far)


def _latest(latest: Latest | None) -> tuple[Cell, ...]:
    if latest is None:
        return (None, None, None, None, None)
    return (latest.shown, latest.since, latest.day, latest.points, latest.text)


def _measures(report: Report) -> Iterator[str]:
    yield _head("measure", "id name owner kind better district district-name", _LATEST, "note")
    for row in report.measures:
        about = (row.id, row.name, row.owner or "shared", row.kind, row.better)
        for found in row.districts:
            note = "too few to tell" if found.too_few else ""
            yield _row("measure", *about, found.district, found.name, *_latest(found.latest), note)
    yield _head("reporting", "measure owner districts of")
    for row in report.measures:
        yield _row("reporting", row.id, row.owner or "shared", len(row.districts), row.of)


def _work(report: Report) -> Iterator[str]:
    if report.meeting:
        yield _head("meeting", "day title")
        yield _row("meeting", report.meeting.day, report.meeting.title)
    work = report.work
    yield _head("work", "what which number")
    yield _row("work", "cycles", "all", work.cycles)
    for name, counts in (
        ("phase", work.phases),
        ("overdue", work.overdue),
        ("as-planned", work.as_planned),
    ):
        for count in counts:
            yield _row("work", name, count.word, count.number)
    yield _row("work", "help", "asked", work.help_asked)
    yield _row("work", "help", "answered", work.help_answered)


def _head(kind: str, *columns: str) -> str:
    return "\t".join([f"#{kind}", *" ".join(columns).split()])


def _row(*cells: Cell) -> str:
    return "\t".join(_text(cell) for cell in cells)


def _text(cell: Cell) -> str:
    """Return a cell on one line; what a spreadsheet would run gets the quote that stops it."""
    text = "" if cell is None else visible(str(cell))
    is_formula = text[:1] in {"=", "+", "@"} or (text[:1] == "-" and not text[1:2].isdigit())
    return f"'{text}" if text and is_formula else text
