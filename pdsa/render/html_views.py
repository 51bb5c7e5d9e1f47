"""What the templates of a page show, put together: figures, groups of ideas, districts, charts."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pdsa.core.report_rows import DistrictRow, IdeaRow, LineRow, MeasuredRow, Report, TestRow
from pdsa.core.report_sections import (
    Change,
    DistrictChart,
    DistrictPart,
    Evidence,
    ResourceRow,
    ScoreRow,
)
from pdsa.render.chart_words import answer_word
from pdsa.render.html_charts import Drawn, Ground, draw, ground_of, scales_of
from pdsa.render.html_links import Links, anchor
from pdsa.render.timeline import render_timeline

_GROUPS = (
    ("Holding up", ("proven", "holding-up")),
    ("Still being shaped", ("being-shaped", "untested")),
    ("Dropped, and why", ("dropped",)),
)
_OVER = ("closed", "stopped")


class Figures(NamedTuple):
    """The numbers of the first screen."""

    studied: int
    cycles: int
    districts: int  # with a test
    held: int
    judged: int
    partly: int
    not_met: int
    open: int  # predictions that nobody could or did judge
    adopted: int
    dropped: int
    going_on: int


class IdeaView(NamedTuple):
    """A change idea with what stands behind its counts."""

    row: IdeaRow
    evidence: Evidence


class ChartView(NamedTuple):
    """One chart: a small panel among its measure, and a figure in its district."""

    id: str
    district: str
    name: str
    measure: str
    word: str
    chart: DistrictChart
    drawn: Drawn
    drawing: str  # the id of its drawing
    scale: str  # the id of its ground
    ground: Ground


class ChangeView(NamedTuple):
    """A measure with its charts, all on one scale; the districts' own ones stand together."""

    change: Change
    charts: tuple[ChartView, ...]
    id: str  # of its ground
    ground: Ground | None


class DistrictView(NamedTuple):
    """One district whole."""

    id: str
    name: str
    row: DistrictRow | None
    part: DistrictPart | None
    score: ScoreRow | None
    resource: ResourceRow | None
    lines: tuple[LineRow, ...]
    timeline: str
    charts: tuple[ChartView, ...]
    latest: tuple[tuple[str, MeasuredRow], ...]  # of measures without a chart


def figures(report: Report) -> Figures:
    """Return the numbers that the first screen shows; all are sums over the ideas."""
    marks = [row.predictions for row in report.ideas]
    decided = Counter[str]()
    for row in report.ideas:
        decided.update({count.word: count.number for count in row.decisions})
    held, partly, not_met = (sum(one[place] for one in marks) for place in range(3))
    return Figures(
        studied=sum(row.studied for row in report.ideas),
        cycles=report.work.cycles,
        districts=len({line.district for line in report.lines}),
        held=held,
        judged=held + partly + not_met,
        partly=partly,
        not_met=not_met,
        open=sum(one.not_tested + one.unknown for one in marks),
        adopted=decided["adopt"],
        dropped=decided["abandon"],
        going_on=decided["adapt"] + decided["scale"] + decided["repeat"],
    )


def standing_groups(report: Report) -> list[tuple[str, list[IdeaView]]]:
    """Return the ideas in three groups: what holds up, what is being shaped, what was dropped."""
    evidence = {one.idea: one for one in report.sections.evidence}
    views = [IdeaView(row, evidence.get(row.id, _bare(row))) for row in report.ideas]
    return [
        (name, [view for view in views if view.evidence.standing in standings])
        for name, standings in _GROUPS
    ]


def _bare(row: IdeaRow) -> Evidence:
    """Return what is known of an idea without its evidence: its counts."""
    return Evidence(row.id, "being-shaped" if row.studied else "untested", "")


def idea_tests(report: Report) -> Mapping[str, list[tuple[LineRow, TestRow]]]:
    """Return the tests of each idea by its id: what its counts are made of.

    A line that went from one idea to another stands under both. Without lines there are none.
    """
    return {
        row.id: [
            (line, test)
            for line in report.lines
            if _is_about(line.idea, row.label)
            for test in line.tests
        ]
        for row in report.ideas
    }


def open_tests(report: Report) -> list[tuple[str, list[str]]]:
    """Return the addresses of the tests that are not over, by where they stand, as work in hand."""
    standing: dict[str, list[str]] = {}
    for line in report.lines:
        for test in line.tests:
            standing.setdefault(test.phase, []).append(test.cycle)
    phases = [count.word for count in report.work.phases if count.word not in _OVER]
    return [(phase, standing[phase]) for phase in phases if phase in standing]


def _is_about(ideas: str, label: str) -> bool:
    """Whether an idea is among those of a line, which stand in it with commas between them."""
    return f", {label}, " in f", {ideas}, "


def change_views(report: Report) -> list[ChangeView]:
    """Return the measures with their charts drawn; a measure has one scale for all of them."""
    found = enumerate(report.sections.changes, 1)
    return [_change_view(change, f"s{place}") for place, change in found]


def _change_view(change: Change, id: str) -> ChangeView:
    charts = [one.chart for one in change.charts]
    if not charts:
        return ChangeView(change, (), id, None)
    scales = scales_of(charts)
    ground = ground_of(charts, scales)
    views = tuple(
        ChartView(
            id=f"m-{anchor(one.district)}-{anchor(change.measure)}",
            district=one.district,
            name=one.name,
            measure=change.name,
            word=answer_word(one.chart),
            chart=one,
            drawn=draw(one.chart, scales, ground),
            drawing=f"{id}-{place}",
            scale=id,
            ground=ground,
        )
        for place, one in enumerate(change.charts, 1)
    )
    return ChangeView(change, views, id, ground)


def told_districts(report: Report) -> dict[str, str]:
    """Return id and name of the districts that the page has in full: who tests or counts.

    A district that is in no table of its audience has no part, whatever is known of it.
    """
    rows = {row.id: row.name for row in report.districts}
    told = {part.district: part.name for part in report.sections.parts if part.district in rows}
    told |= {line.district: line.name for line in report.lines}
    charts = (chart for change in report.sections.changes for chart in change.charts)
    return told | {chart.district: chart.name for chart in charts}


def district_views(
    report: Report, links: Links, changes: Sequence[ChangeView]
) -> list[DistrictView]:
    """Return every district that the page has in full, A to Z."""
    found, heading = report.sections, report.heading
    rows = {row.id: row for row in report.districts}
    parts = {part.district: part for part in found.parts}
    scores = {row.district: row for row in found.scores}
    resources = {row.district: row for row in found.resources}
    names = told_districts(report)
    views = []
    for id in sorted(links.districts, key=lambda id: (names[id].casefold(), id)):
        lines = tuple(line for line in report.lines if line.district == id)
        charts = tuple(one for view in changes for one in view.charts if one.district == id)
        views.append(
            DistrictView(
                *(id, names[id], rows.get(id), parts.get(id), scores.get(id), resources.get(id)),
                *(lines, render_timeline(lines, heading.starts, heading.ends), charts),
                tuple(_latest(report, id, charts)),
            )
        )
    return views


def _latest(
    report: Report, district: str, charts: Sequence[ChartView]
) -> Iterator[tuple[str, MeasuredRow]]:
    drawn = {one.measure for one in charts}
    for row in report.measures:
        for one in row.districts:
            if one.district == district and row.name not in drawn:
                yield row.name, one
