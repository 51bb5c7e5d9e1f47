"""A report on a screen: aligned tables, wrapped sentences. The only module that imports rich."""

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pdsa.core.days import weekday_and_day
from pdsa.core.plain_text import clip, count_words, day_words, period_words, visible
from pdsa.core.report_rows import Heading, IdeaRow, LineRow, MeasureRow, Report, TestRow
from pdsa.core.table import Table as Rows
from pdsa.render import report_words as say

_WIDEST = 120  # a longer line is hard to read
_NARROW = 72  # below it the ideas are no table
_ROOMY = 100  # from here on decisions have a column of their own
_NAME = 24  # of a district, in a table
_LABEL = 60  # of a title, an idea, a measure
_SHORT = 36  # of a prediction, where there is little room
_TEXT = 160  # of a reason; the whole text is in the other formats


def render_report(report: Report, width: int, colour: bool) -> str:
    """Return the report for a terminal of `width` columns, with or without colours."""
    width = min(width, _WIDEST)
    console = _console(width, colour)
    for part in _parts(report, width):
        console.print(part)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def render_table(table: Rows, width: int, colour: bool) -> str:
    """Return a table for a terminal of `width` columns: long texts wrap inside their column."""
    console = _console(width, colour)
    if not table.rows:
        return f"{table.empty}\n"
    shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    seen = [number for number, head in enumerate(table.heads) if head not in table.unseen]
    for number in seen:
        head = table.heads[number]
        shown.add_column(head, overflow="fold", no_wrap=head not in table.wraps)
    for row in table.rows:
        shown.add_row(*(Text(visible(row[number])) for number in seen))
    console.print(shown)
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _console(width: int, colour: bool) -> Console:
    """Return a console that asks the world nothing."""
    return Console(
        file=StringIO(),
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        force_jupyter=False,
        force_interactive=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )


def _parts(report: Report, width: int) -> Iterator[RenderableType]:
    yield from _heading(report.heading)
    yield _section("in short")
    yield from (_bullet(sentence) for sentence in report.in_short)
    if report.ideas:
        yield _section("what we are learning", "predictions of studied cycles")
        ideas = _narrow_ideas(report.ideas) if width < _NARROW else _ideas(report.ideas, width)
        yield from ideas
        dropped = [words for row in report.ideas for words in say.dropped_words(row)]
        yield from (_bullet(f"Abandoned: {clip(words, _TEXT)}") for words in dropped)
    if report.measures:
        yield _section("measures", "newest value in each district")
        yield from _measures(report.measures)
    if report.meeting:
        yield _section("next meeting", weekday_and_day(report.meeting.day))
        if title := say.meeting_words(report):
            yield _bullet(title)
    yield _section("work in hand")
    yield from (_bullet(line) for line in say.work_words(report))
    yield from _districts(report)
    if report.lines:
        yield _section("lines of tests", "newest value beside what was predicted")
        yield from _tests(report.lines, width)
    yield from _left_out(report)


def _heading(heading: Heading) -> Iterator[RenderableType]:
    title = Text(visible(heading.title).upper(), style="bold")
    yield title.append(f" · {heading.moment} · {say.data_words(heading)}", style="not bold")
    if heading.illustrative:
        yield Text("DATES ARE ILLUSTRATIVE", style="bold")
    yield Text(heading.notice)
    yield Text(f"{visible(heading.network)} · {visible(heading.topic)}")
    yield Text(f"{say.scale_words(heading)} · {period_words(heading.starts, heading.ends)}")
    if heading.aim:
        yield Text(f"Aim: {visible(heading.aim)}")
    if heading.facilitators:
        yield Text(f"Facilitators: {', '.join(map(visible, heading.facilitators))}")


def _ideas(rows: Iterable[IdeaRow], width: int) -> Iterator[RenderableType]:
    roomy = width >= _ROOMY
    table = _table("change idea")
    for name in ("districts", "studied", "held", "partly", "not met", "untested", "?"):
        table.add_column(name, justify="right", no_wrap=True)
    if roomy:
        table.add_column("decisions")
    for row in rows:
        decisions = say.counts_words(row.decisions)
        label: RenderableType = Text(clip(visible(row.label), _LABEL))
        if decisions and not roomy:
            label = Group(label, _bullet(decisions))
        marks = row.predictions
        counts = (marks.held, marks.partly, marks.not_met, marks.not_tested, marks.unknown)
        studied = f"{row.studied} of {row.cycles}"
        cells = [str(row.districts), studied, *map(say.dash, counts), *([decisions] * roomy)]
        table.add_row(label, *cells)
    yield Padding(table, (0, 0, 0, 2))


def _narrow_ideas(rows: Iterable[IdeaRow]) -> Iterator[RenderableType]:
    for row in rows:
        yield _bullet(clip(visible(row.label), _LABEL))
        yield Padding(Text(say.idea_words(row)), (0, 0, 0, 4))


def _tests(lines: Iterable[LineRow], width: int) -> Iterator[RenderableType]:
    yield Padding(_test_table(width, heads=True), (0, 0, 0, 6))
    for line in lines:
        district, idea = clip(visible(line.name), _NAME), visible(line.idea)
        head = Text(f"{district} · {idea}", style="bold", no_wrap=True, overflow="ellipsis")
        yield Padding(head, (0, 0, 0, 2))
        for test in line.tests:
            yield Padding(_test_title(test), (0, 0, 0, 4))
            table = _test_table(width)
            _add_rows(table, test, _LABEL if width >= _ROOMY else _SHORT)
            yield Padding(table, (0, 0, 0, 6))


def _test_title(test: TestRow) -> Text:
    title = Text(clip(f"{test.number} {visible(test.title)}".strip(), _LABEL))
    if test.starts and test.ends:
        title.append(f" · {period_words(test.starts, test.ends)}", style="dim")
    return title


def _test_table(width: int, *, heads: bool = False) -> Table:
    """Return an empty table; every line of tests has the same columns, so that eyes can go down."""
    latest, mark = 14, 15  # "more than 95 %", "(data: not met)"
    predicted = 40 if width >= _ROOMY else 22
    decided = max(16, width - 6 - predicted - latest - mark - 3 * 2)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.show_header = heads
    for name, columns in (
        ("predicted", predicted),
        ("latest", latest),
        ("mark", mark),
        ("decided", decided),
    ):
        table.add_column(name, width=columns)
    return table


def _add_rows(table: Table, test: TestRow, longest: int) -> None:
    """Add a row for each prediction and measure of a cycle; the decision stands in the first."""
    decided = Text(say.decided_words(test))
    for predicted, latest, mark in say.test_rows(test):
        mark = mark.replace(" (", "\n(")  # what the data say: no line would hold both
        table.add_row(Text(clip(predicted, longest)), Text(latest), Text(mark), decided)
        decided = Text()


def _measures(rows: Iterable[MeasureRow]) -> Iterator[RenderableType]:
    for row in rows:
        head = Text(clip(visible(row.name), _LABEL), style="bold")
        yield Padding(head.append(f" · {say.measure_words(row)}", style="not bold"), (0, 0, 0, 2))
        if row.owner:  # one district: a table would be mostly heads
            yield from (Padding(Text(say.newest_words(one)), (0, 0, 0, 4)) for one in row.districts)
            continue
        if not row.districts:
            continue
        table = _table("district", _NAME)
        table.add_column("latest", justify="right")
        table.add_column("on")
        table.add_column("points", justify="right", no_wrap=True)
        for found in row.districts:
            latest = found.latest
            points = f"{latest.points}{'*' if found.too_few else ' '}"
            district, shown = Text(visible(found.name)), Text(visible(latest.shown))
            table.add_row(district, shown, day_words(latest.day), points)
        yield Padding(table, (0, 0, 0, 4))
    if any(found.too_few for row in rows for found in row.districts):
        yield _bullet(f"* {say.TOO_FEW}")


def _districts(report: Report) -> Iterator[RenderableType]:
    silent = say.silent_words(report)
    if not report.districts and not silent:
        return
    yield _section("districts")
    if report.districts:
        table = _table("district", _NAME)
        for name in ("state", "tests so far", "now"):
            table.add_column(name)
        for row in report.districts:
            district, state = Text(visible(row.name)), Text(visible(row.state) or "-")
            table.add_row(
                district, state, Text(visible("; ".join(row.tests)) or "-"), Text(row.now)
            )
        yield Padding(table, (0, 0, 0, 2))
    if silent:
        yield _bullet(silent)


def _left_out(report: Report) -> Iterator[RenderableType]:
    out = report.left_out
    yield _section("left out", count_words(len(out), "thing") if out else "nothing")
    for found in out:
        yield _bullet(f"{visible(found.path)}:{found.line} {visible(found.reason)}")
    if report.heading.digest:
        yield Text(f"\nPlans and entries that were read: {report.heading.digest}", style="dim")


def _section(title: str, note: str = "") -> Text:
    text = Text("\n")
    text.append(title.upper(), style="bold cyan")
    return text.append(f"   {note}" if note else "")


def _bullet(text: str) -> Padding:
    return Padding(Text(text), (0, 0, 0, 2))


def _table(first: str, widest: int | None = None) -> Table:
    """Return an empty table whose first column holds names; `widest` clips them."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    if widest:
        table.add_column(first, max_width=widest, no_wrap=True, overflow="ellipsis")
    else:
        table.add_column(first, min_width=16)
    return table
