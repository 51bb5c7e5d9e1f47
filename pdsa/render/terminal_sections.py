"""The sections of a report on a screen that are lists: calls, meeting, method, districts, notes."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from pdsa.core.days import weekday_and_day
from pdsa.core.plain_text import clip, count_words, visible
from pdsa.core.report_rows import Heading, Report
from pdsa.core.report_sections import DistrictPart
from pdsa.render import report_words as say
from pdsa.render import section_words as tell
from pdsa.render.terminal_layout import (
    FEW,
    FIRST,
    NAME,
    NARROW,
    ROOMY,
    TEXT,
    bullet,
    columns,
    section,
)

_NAMES = 120  # characters of the districts of one call
_WHY = 42  # columns of why to call
_SMALL_NAME, _NAME = 14, 20  # columns of the table of districts
_STATE, _NOW, _LONG_NOW, _SCORE = 5, 22, 24, 13


def heading(report: Report) -> Iterator[RenderableType]:
    """Yield what the report is about, for whom, and what is new."""
    found: Heading = report.heading
    title = Text(visible(found.title).upper(), style="bold")
    moment = visible(found.moment)
    yield title.append(f" · {moment} · {say.data_words(found)}", style="not bold")
    if made_up := say.made_up_words(found):
        yield Text(made_up.upper(), style="bold")
    yield Text(visible(found.notice))
    yield Text(f"{visible(found.network)} · {visible(found.topic)}")
    yield Text(f"{say.scale_words(found)} · {say.days_words(found)}")
    if found.aim:
        yield Text(f"Aim: {visible(found.aim)}")
    if found.facilitators:
        yield Text(f"Facilitators: {', '.join(map(visible, found.facilitators))}")
    if news := tell.new_words(report.sections.news):
        yield Text(visible(f"{news[:1].upper()}{news[1:]}"))


def calls(report: Report, width: int) -> Iterator[RenderableType]:
    """Yield whom to call, why, and how to begin."""
    rows = report.sections.calls
    if not rows:
        return
    yield section(tell.CALLS, "why, and how to begin")
    if width < NARROW:
        for row in rows:
            yield bullet(f"{visible(row.names)}: {visible(row.why)}")
            yield bullet(visible(row.opening), 4)
        return
    roomy = width >= ROOMY
    made = Table.grid(padding=(0, 2, 0, 0))
    made.add_column(width=NAME, overflow="fold")
    made.add_column(width=_WHY if roomy else None, overflow="fold")
    if roomy:
        made.add_column(overflow="fold")
    for row in rows:
        texts = (clip(visible(row.names), _NAMES), visible(row.why), visible(row.opening))
        name, why, opening = map(Text, texts)
        if roomy:
            made.add_row(name, why, opening)
        else:
            made.add_row(name, why.append(f"\n{opening}", style="dim"))
    yield Padding(made, (0, 0, 0, 2))


def meeting(report: Report) -> Iterator[RenderableType]:
    """Yield the next meeting with what could be on its agenda."""
    agenda = report.sections.agenda
    if report.meeting:
        title = say.meeting_words(report)
        day = weekday_and_day(report.meeting.day)
        yield section("next meeting", f"{day} · {title}" if title else day)
    elif agenda:
        yield section("for the next meeting")
    for number, row in enumerate(agenda, 1):
        yield bullet(f"{number}  {clip(visible(row.what), TEXT)} ({row.minutes} min)")


def work(report: Report) -> Iterator[RenderableType]:
    """Yield how many cycles stand where."""
    yield section("work in hand")
    yield from (bullet(line) for line in say.work_words(report))


def quality(report: Report) -> Iterator[RenderableType]:
    """Yield k of n for each principle of method, with what others published."""
    rows = report.sections.quality
    if not rows:
        return
    yield section("quality of method", "published: by others, with their own denominators")
    made = Table.grid(padding=(0, 2, 0, 0))
    made.add_column(justify="right", no_wrap=True)
    made.add_column(overflow="fold")
    for row in rows:
        words = Text(visible(tell.quality_words(row)))
        if row.published:
            words.append(f"\npublished: {visible(row.published)}", style="dim")
        made.add_row(tell.quality_count(row), words)
    yield Padding(made, (0, 0, 0, 2))


def districts(report: Report, width: int) -> Iterator[RenderableType]:
    """Yield the districts A to Z, the first ones where the screen is not asked for all."""
    silent = say.silent_words(report)
    if not report.districts and not silent:
        return
    if names := tell.names_words(report):
        yield section("taking part", "A to Z")
        yield bullet(names)
        return
    scores = {row.district: row for row in report.sections.scores}
    yield section("districts", "score: tool, self, you" if scores else "")
    shown = report.districts if report.whole else report.districts[:FIRST]
    if width < NARROW:
        for row in shown:
            tests = "; ".join(row.tests)
            yield bullet(": ".join(filter(None, (visible(row.name), visible(tests), row.now))))
    elif shown:
        yield Padding(_district_table(report, width), (0, 0, 0, 2))
    if more := len(report.districts) - len(shown):
        yield bullet(f"… {more} more: pdsa report {report.heading.collaborative} --districts")
    if any(row.apart for row in scores.values()):
        yield bullet(f"! {tell.APART}")
    if silent:
        yield bullet(silent)


def _district_table(report: Report, width: int) -> Table:
    scores = {row.district: row for row in report.sections.scores}
    last = {part.district: part.last_entry for part in report.sections.parts}
    shown = report.districts if report.whole else report.districts[:FIRST]
    days = [tell.when_words(last.get(row.id), report) for row in shown]
    roomy = width >= ROOMY
    sizes = [("district", NAME if roomy else _SMALL_NAME if scores else _NAME, False)]
    sizes += [("state", _STATE, False)] * roomy
    sizes += [("last", max(4, *map(len, days)), False)]
    now = _NOW if scores and not roomy else _LONG_NOW
    after = [("now", now, False), *[("tool self you", _SCORE, False)] * bool(scores)]
    beside = 2 + sum(size + 2 for _, size, _ in (*sizes, *after))
    tests = max(width - beside, 10)
    made = columns(*sizes, ("tests so far", tests, False), *after)
    for row, day in zip(shown, days, strict=True):
        cells = [Text(visible(row.name))]
        cells += [Text(visible(row.state) or "-")] * roomy
        chain = _tail(visible("; ".join(row.tests)), tests) or "-"
        cells += [Text(day), Text(chain), Text(visible(row.now))]
        given = map(visible, tell.score_cells(scores.get(row.id)))
        score = "{:<4} {:<4} {:<3}".format(*given)
        made.add_row(*cells, *([score] * bool(scores)))
    return made


def _tail(chain: str, length: int) -> str:
    """The newest of a line of tests, where there is no room for all of it."""
    if len(chain) <= length:
        return chain
    newest = chain[2 - length :]
    return f"… {newest.partition(' ')[2]}"


def resources(report: Report) -> Iterator[RenderableType]:
    """Yield what districts are making for others, and what plans say they serve."""
    made, served = report.sections.resources, report.sections.alignments
    if made:
        yield section("resources", "what each district is making for the others")
        shown = made if report.whole else made[:FIRST]
        for row in shown:
            yield bullet(f"{visible(row.name)}: {tell.resource_words(row)}")
        if more := len(made) - len(shown):
            yield bullet(f"… {more} more: pdsa report {report.heading.collaborative} --districts")
    if served:
        yield section("alignments", "what plans say they serve")
        yield from (bullet(tell.alignment_words(row)) for row in served)


def drivers(report: Report) -> Iterator[RenderableType]:
    """Yield the driver diagram as an indented tree."""
    if report.sections.drivers:
        yield section("drivers", "> what was tried for each")
        for depth, text in tell.driver_lines(report.sections.drivers):
            yield bullet(text, 2 + 2 * depth)


def page(report: Report, part: DistrictPart) -> Iterator[RenderableType]:
    """Yield the page of one district: predicted, happened, next, the resource it is making."""
    for title, texts, none in tell.part_texts(part):
        yield section(title)
        yield from (bullet(visible(text)) for text in texts or (none,))
    yield section("the resource we are making")
    made = [tell.resource_words(row) for row in report.sections.resources]
    yield from (bullet(text) for text in made or [tell.NO_RESOURCE])
    if report.sections.scores:
        yield section("score", "what the tool suggests")
        yield from (bullet(tell.score_words(row)) for row in report.sections.scores)


def notes(report: Report) -> Iterator[RenderableType]:
    """Yield what was left out or withheld, and what was read."""
    out, withheld = report.left_out, report.sections.withheld
    if withheld:
        yield section("withheld")
        yield from (bullet(visible(text)) for text in withheld)
    yield section("left out", count_words(len(out), "thing") if out else "nothing")
    for found in out if report.whole else out[:FEW]:
        yield bullet(f"{visible(found.path)}:{found.line} {visible(found.reason)}")
    if (more := len(out) - FEW) > 0 and not report.whole:
        yield bullet(f"… {more} more: pdsa check")
    if read := tell.read_words(report):
        yield Text(f"\n{clip(read, 400)}", style="dim")
