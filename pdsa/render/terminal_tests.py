"""Lines of tests and newest values on a screen: whole, so for few districts only."""

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pdsa.core.plain_text import clip, day_words, period_words, visible
from pdsa.core.report_rows import LineRow, MeasureRow, TestRow
from pdsa.render import report_words as say
from pdsa.render.terminal_layout import LABEL, NAME, ROOMY, bullet, section, table

_SHORT = 36  # of a prediction, where there is little room


def tests(lines: Iterable[LineRow], width: int) -> Iterator[RenderableType]:
    """Yield every cycle with what was predicted, counted and decided."""
    yield section("lines of tests", "newest value beside what was predicted")
    yield Padding(_test_table(width, heads=True), (0, 0, 0, 6))
    for line in lines:
        district, idea = clip(visible(line.name), NAME), visible(line.idea)
        head = Text(f"{district} · {idea}", style="bold", no_wrap=True, overflow="ellipsis")
        yield Padding(head, (0, 0, 0, 2))
        for test in line.tests:
            yield Padding(_test_title(test), (0, 0, 0, 4))
            made = _test_table(width)
            _add_rows(made, test, LABEL if width >= ROOMY else _SHORT)
            yield Padding(made, (0, 0, 0, 6))


def _test_title(test: TestRow) -> Text:
    title = Text(clip(visible(f"{test.number} {test.title}").strip(), LABEL))
    if test.starts and test.ends:
        title.append(f" · {period_words(test.starts, test.ends)}", style="dim")
    return title


def _test_table(width: int, *, heads: bool = False) -> Table:
    """Return an empty table; every line of tests has the same columns, so that eyes can go down."""
    latest, mark = 14, 15  # "more than 95 %", "(data: not met)"
    predicted = 40 if width >= ROOMY else 22
    decided = max(16, width - 6 - predicted - latest - mark - 3 * 2)
    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    made.show_header = heads
    for name, size in (
        ("predicted", predicted),
        ("latest", latest),
        ("mark", mark),
        ("decided", decided),
    ):
        made.add_column(name, width=size)
    return made


def _add_rows(made: Table, test: TestRow, longest: int) -> None:
    """Add a row for each prediction and measure of a cycle; the decision stands in the first."""
    decided = Text(say.decided_words(test))
    for predicted, latest, mark in say.test_rows(test):
        marked = Text(mark.replace(" (", "\n("))  # what the data say: no line would hold both
        made.add_row(Text(clip(predicted, longest)), Text(latest), marked, decided)
        decided = Text()


def measures(rows: Iterable[MeasureRow]) -> Iterator[RenderableType]:
    """Yield the newest value of each measure in each district."""
    yield section("newest values", "of each measure in each district")
    few = False
    for row in rows:
        head = Text(clip(visible(row.name), LABEL), style="bold")
        yield Padding(head.append(f" · {say.measure_words(row)}", style="not bold"), (0, 0, 0, 2))
        few |= any(found.too_few for found in row.districts)
        if row.owner:  # one district: a table would be mostly heads
            yield from (bullet(say.newest_words(one), 4) for one in row.districts)
        elif row.districts:
            yield Padding(_newest(row), (0, 0, 0, 4))
    if few:
        yield bullet(f"* {say.TOO_FEW}")


def _newest(row: MeasureRow) -> Table:
    made = table("district", NAME)
    made.add_column("latest", justify="right")
    made.add_column("on")
    made.add_column("points", justify="right", no_wrap=True)
    for found in row.districts:
        latest = found.latest
        points = f"{latest.points}{'*' if found.too_few else ' '}"
        district, shown = Text(visible(found.name)), Text(visible(latest.shown))
        made.add_row(district, shown, day_words(latest.day), points)
    return made
