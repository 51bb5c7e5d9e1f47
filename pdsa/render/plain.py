"""A report for pipes: tab-separated whole values, every line begins with the kind of its row."""

from collections.abc import Iterator

from pdsa.core.plain_text import visible
from pdsa.core.report_rows import Latest, LineRow, PredictedRow, Report, TestRow
from pdsa.core.table import Table
from pdsa.render.plain_cells import Cell, head_line, row_line
from pdsa.render.plain_sections import section_lines


def render_report(report: Report) -> str:
    """Return the report as lines; a line that begins with `#` names the columns below it."""
    return "".join(f"{line}\n" for line in _lines(report))


def render_table(table: Table) -> str:
    """Return a table as tab-separated lines under a line of heads that begins with `#`."""
    rows = ["# " + "\t".join(table.heads), *("\t".join(map(visible, row)) for row in table.rows)]
    return "".join(f"{row}\n" for row in rows)


def _lines(report: Report) -> Iterator[str]:
    yield from _about(report)
    yield from (row_line("short", sentence) for sentence in report.in_short)
    yield from _ideas(report)
    yield head_line(
        "test", "district name idea cycle title starts ends phase", _PREDICTED, "decision"
    )
    for line in report.lines:
        yield from _tests(line)
    yield from _measures(report)
    yield from _work(report)
    yield head_line("district", "id name state tests now")
    for row in report.districts:
        yield row_line("district", row.id, row.name, row.state, "; ".join(row.tests), row.now)
    yield row_line("without-cycle", report.without_cycle)
    yield head_line("left-out", "path line reason")
    for out in report.left_out:
        yield row_line("left-out", out.path, out.line, out.reason)
    yield from section_lines(report)


def _about(report: Report) -> Iterator[str]:
    heading = report.heading
    yield head_line("about", "what value")
    yield row_line("about", "collaborative", heading.collaborative)
    yield row_line("about", "title", heading.title)
    yield row_line("about", "topic", heading.topic)
    yield row_line("about", "network", heading.network)
    yield row_line("about", "aim", heading.aim)
    yield row_line("about", "starts", heading.starts)
    yield row_line("about", "ends", heading.ends)
    yield row_line("about", "moment", heading.moment)
    yield row_line("about", "data-to", heading.data_to)
    for facilitator in heading.facilitators:
        yield row_line("about", "facilitator", facilitator)
    yield row_line("about", "districts", heading.districts)
    yield row_line("about", "states", heading.states)
    yield row_line("about", "dates", "illustrative" if heading.illustrative else "as recorded")
    made_up = heading.illustrative == "data"
    yield row_line("about", "data", "illustrative" if made_up else "as recorded")
    yield row_line("about", "audience", heading.audience)
    yield row_line("about", "notice", heading.notice)
    yield row_line("about", "digest", heading.digest)
    if heading.commit:
        yield row_line("about", "commit", heading.commit)
    if report.district:
        yield row_line("about", "district", report.district)


def _ideas(report: Report) -> Iterator[str]:
    counts = "districts cycles studied met partly not-met not-tested unknown"
    yield head_line("idea", "id label", counts, "decisions")
    for row in report.ideas:
        marks = row.predictions
        yield row_line(
            *("idea", row.id, row.label, row.districts, row.cycles, row.studied),
            *(marks.held, marks.partly, marks.not_met, marks.not_tested, marks.unknown),
            ", ".join(f"{count.word} {count.number}" for count in row.decisions),
        )
    yield head_line("dropped", "idea district name cycle because why")
    for row in report.ideas:
        for drop in row.dropped:
            yield row_line(
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
            yield row_line("test", *about, test.phase, *predicted, test.decision)


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
    yield head_line("measure", "id name owner kind better district district-name", _LATEST, "note")
    for row in report.measures:
        about = (row.id, row.name, row.owner or "shared", row.kind, row.better)
        for found in row.districts:
            note = "too few to tell" if found.too_few else ""
            yield row_line(
                "measure", *about, found.district, found.name, *_latest(found.latest), note
            )
    yield head_line("reporting", "measure owner districts of")
    for row in report.measures:
        yield row_line("reporting", row.id, row.owner or "shared", len(row.districts), row.of)


def _work(report: Report) -> Iterator[str]:
    if report.meeting:
        yield head_line("meeting", "day title")
        yield row_line("meeting", report.meeting.day, report.meeting.title)
    work = report.work
    yield head_line("work", "what which number")
    yield row_line("work", "cycles", "all", work.cycles)
    for name, counts in (
        ("phase", work.phases),
        ("overdue", work.overdue),
        ("as-planned", work.as_planned),
    ):
        for count in counts:
            yield row_line("work", name, count.word, count.number)
    if report.heading.audience != "public":  # nobody's help is the public's business
        yield row_line("work", "help", "asked", work.help_asked)
        yield row_line("work", "help", "answered", work.help_answered)
