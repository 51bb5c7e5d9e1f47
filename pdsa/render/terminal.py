"""A report on a screen: aligned tables, wrapped sentences, in the order of who reads it."""

from collections.abc import Iterator
from io import StringIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from pdsa.core.plain_text import visible
from pdsa.core.report_rows import Report
from pdsa.core.table import Table as Rows
from pdsa.render import terminal_learning as learning
from pdsa.render import terminal_sections as sections
from pdsa.render import terminal_tests
from pdsa.render.terminal_layout import FEW, bullet, section

_WIDEST = 120  # a longer line is hard to read


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
    yield from sections.heading(report)
    yield section("in short")
    yield from (bullet(visible(sentence)) for sentence in report.in_short)
    yield from sections.calls(report, width)
    yield from (_of_district if report.district else _of_collaborative)(report, width)
    yield from sections.notes(report)


def _of_collaborative(report: Report, width: int) -> Iterator[RenderableType]:
    yield from learning.ideas(report, width)
    yield from learning.changes(report, width)
    yield from sections.meeting(report)
    yield from sections.work(report)
    yield from sections.quality(report)
    yield from sections.districts(report, width)
    yield from _tests(report, width)
    yield from sections.resources(report)
    yield from sections.drivers(report)


def _of_district(report: Report, width: int) -> Iterator[RenderableType]:
    """Yield the page of one district, for its board."""
    for part in report.sections.parts:
        yield from sections.page(report, part)
    yield from learning.changes(report, width)
    yield from _tests(report, width)


def _tests(report: Report, width: int) -> Iterator[RenderableType]:
    """Yield every test and newest value, where they are few or asked for."""
    if report.whole or report.heading.districts <= FEW:
        if report.measures and not report.district:  # its page has them beside their charts
            yield from terminal_tests.measures(report.measures)
        if report.lines:
            yield from terminal_tests.tests(report.lines, width)
    elif report.lines:
        where = f"pdsa report {report.heading.collaborative}"
        yield bullet(f"Every test and newest value: {where} --districts, or {where}/DISTRICT")
