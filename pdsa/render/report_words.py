"""The words of a report that the terminal and Markdown share, so that both say the same."""

from collections.abc import Iterable, Iterator

from pdsa.core.plain_text import count_words, day_words, period_words, visible
from pdsa.core.report_rows import (
    Count,
    Heading,
    IdeaRow,
    LineRow,
    MeasuredRow,
    MeasureRow,
    PredictedRow,
    Report,
    TestRow,
)
from pdsa.core.words import PHASES

TOO_FEW = "Fewer than 10 points: too few to tell whether it changed (10 needed)."
NO_PREDICTION = "no prediction"
_MARKS = {"met": "held", "not-met": "not met", "not-tested": "untested"}
_IN_HAND = {"awaiting-study": "waiting for Study", "studied": "waiting for a decision"}
_MADE_UP = {"data": "illustrative data", "dates": "dates are illustrative"}
_BETTER = {"up": "up is better", "down": "down is better", "target": "near its target is better"}


def dash(number: int) -> str:
    """Return a count for a table; nothing is a dash, which is quieter than 0."""
    return str(number) if number else "-"


def counts_words(counts: Iterable[Count]) -> str:
    """Return counts in one line, without those of nothing: adapt 2, adopt 1."""
    return ", ".join(f"{count.word} {count.number}" for count in counts if count.number)


def mark_words(mark: str) -> str:
    """Return a mark as people read it; a dash where nobody has given one."""
    return _MARKS.get(mark) or visible(mark) or "-"


def marked_words(row: PredictedRow) -> str:
    """Return a person's mark; in brackets what the data say, where that is something else."""
    if row.scored is None or not row.apart:
        return mark_words(row.mark)
    so_far = " so far" if row.scored.so_far else ""
    says = f"data: {mark_words(row.scored.mark)}{so_far}"
    return f"{mark_words(row.mark)} ({says})" if row.mark else says


def phase_words(phase: str) -> str:
    """Return a phase as people read it."""
    return PHASES[phase]


def decided_words(test: TestRow) -> str:
    """Return the decision in full, else where the cycle stands."""
    return visible(test.decided or test.decision) or phase_words(test.phase)


def latest_words(row: PredictedRow) -> str:
    """Return the newest value beside a prediction; a dash where there is none."""
    return visible(row.latest.shown) if row.latest else "-"


def test_rows(test: TestRow) -> Iterator[tuple[str, str, str]]:
    """Yield what a cycle predicted or counted, the newest value, and the mark."""
    for row in test.predictions:
        yield visible(row.predicted), latest_words(row), marked_words(row)
    if not test.predictions and not test.counted:
        yield NO_PREDICTION, "-", "-"
    for counted in test.counted:
        yield f"{visible(counted.measure)}, not predicted", visible(counted.latest.shown), "-"


def line_words(line: LineRow) -> str:
    """Return the head of a line of tests."""
    return f"{visible(line.name)} · {visible(line.idea)}"


def scale_words(heading: Heading) -> str:
    """Return how many take part."""
    districts = count_words(heading.districts, "district")
    return f"{districts} in {count_words(heading.states, 'state')}" if heading.states else districts


def days_words(heading: Heading) -> str:
    """Return from when to when the collaborative works."""
    return period_words(heading.starts, heading.ends)


def measure_words(row: MeasureRow) -> str:
    """Return what kind of measure it is, and who reports it."""
    what = ", ".join(part for part in (row.kind, _BETTER.get(row.better, "")) if part)
    who = f"own measure of {visible(row.owner_name)}" if row.owner else ""
    reporting = f"{len(row.districts)} of {count_words(row.of, 'district')} reporting"
    return " · ".join(part for part in (what, who or reporting) if part)


def newest_words(row: MeasuredRow) -> str:
    """Return the newest value with its days, and a star where the points are too few to judge."""
    latest = row.latest
    days = period_words(latest.since or latest.day, latest.day)
    points = count_words(latest.points, "point") + "*" * row.too_few
    return f"{visible(latest.shown)} ({days}), {points}"


def idea_words(row: IdeaRow) -> str:
    """Return the numbers of an idea in one line, for screens that have no room for a table."""
    marks = row.predictions
    counts = (
        Count("held", marks.held),
        Count("partly", marks.partly),
        Count("not met", marks.not_met),
        Count("untested", marks.not_tested),
        Count("unknown", marks.unknown),
    )
    where = f"{count_words(row.districts, 'district')}, {row.studied} of {row.cycles} studied"
    parts = (where, counts_words(counts), counts_words(row.decisions))
    return "; ".join(part for part in parts if part)


def work_words(report: Report) -> Iterator[str]:
    """Yield how many cycles stand where, how they went, and who asked for help."""
    work = report.work
    overdue = {count.word: count.number for count in work.overdue}
    parts = []
    for count in work.phases:
        late = overdue.get(count.word, 0)
        parts.append(
            f"{count.number} {_IN_HAND.get(count.word) or phase_words(count.word)}"
            + (f" ({late} overdue)" * bool(late))
        )
    yield f"{count_words(work.cycles, 'cycle')}: {', '.join(parts)}" if parts else "no cycle yet"
    if answers := counts_words(work.as_planned):
        yield f"carried out as planned: {answers}"
    if work.help_asked:
        yield f"help asked {work.help_asked}, answered {work.help_answered}"


def meeting_words(report: Report) -> str:
    """Return the title of the next meeting, where it has one."""
    return visible(report.meeting.title) if report.meeting else ""


def silent_words(report: Report) -> str:
    """Return how many districts have no cycle, without their names."""
    number = report.without_cycle
    if not number:
        return ""
    return f"{count_words(number, 'district')} {'has' if number == 1 else 'have'} no cycle yet."


def made_up_words(heading: Heading) -> str:
    """Return what of it is made up; empty where nothing is."""
    return _MADE_UP.get(heading.illustrative, "")


def data_words(heading: Heading) -> str:
    """Return how far the data go."""
    return f"data to {day_words(heading.data_to)}" if heading.data_to else "no data yet"
