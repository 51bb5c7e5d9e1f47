"""Three to five sentences that a superintendent reads first: what happened, never why it did."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pdsa.core.days import weekday_and_day
from pdsa.core.model import Meeting
from pdsa.core.plain_text import clip, count_words, day_words, visible
from pdsa.core.record import LeftOut
from pdsa.core.report_evidence import held_words
from pdsa.core.report_index import Index
from pdsa.core.report_rows import IdeaRow, NextMeeting, Work

_NAMED = 2  # ideas in one sentence; more are counted
_LABEL = 60  # characters of an idea's name in a sentence
NOT_STUDIED = "No test has been studied yet, so there is nothing to say about any idea."


def in_short(
    index: Index,
    ideas: Sequence[IdeaRow],
    work: Work,
    meeting: NextMeeting | None,
    judged: str = "",
) -> Iterator[str]:
    """Yield three to five sentences: they count, and claim neither a cause nor a proof.

    `judged` is the one about charts. What was tested most widely gives way where all else is said.
    """
    dropped = [row for row in ideas if row.dropped]
    adopted = [row for row in ideas if row.adopted_in]
    yield _taking_part(index)
    if not (dropped and adopted and judged):
        yield _widest(ideas)
    if dropped:
        yield _abandoned(dropped)
    if adopted:
        yield _adopted(adopted)
    if judged:
        yield judged
    yield f"{'; '.join([_waiting(work, meeting), *_lacking(index.record.left_out)])}."


def nothing_yet(meetings: Sequence[Meeting], closed: date) -> str:
    """Return what a public report says whose closed day lies before anybody joined."""
    next_month = (closed.replace(day=1) + timedelta(days=32)).replace(day=1)
    last = next_month - timedelta(days=1)
    if last <= closed:  # it ends a month itself
        last = (next_month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    ahead = min([last, *(meeting.day for meeting in meetings if meeting.day > closed)])
    return (
        f"Nothing to report before {day_words(ahead)}, the next closed month or meeting: "
        f"no district had joined by {day_words(closed)}."
    )


def _taking_part(index: Index) -> str:
    cycles = [facts for found in index.cycles.values() for facts in found]
    planned = len({facts.address.district for facts in cycles if facts.starts or facts.unread})
    studied = len({facts.address.district for facts in cycles if facts.study_day})
    of = len(index.districts)
    if not of:
        return "No district has joined yet."
    if not planned:
        takes = _have(of, "takes", "take")
        return f"{count_words(of, 'district')} {takes} part; none has planned a test yet."
    if of == 1:
        tests = count_words(sum(bool(facts.starts) or facts.unread for facts in cycles), "test")
        done = sum(bool(facts.study_day) for facts in cycles) or "none"
        return f"One district takes part: it has planned {tests} and studied {done}."
    start = f"{planned} of {of} districts {_have(planned)} planned a test"
    if not studied:
        return f"{start}; none has studied one yet."
    return f"{start}; {studied} {_have(studied)} studied at least one."


def _widest(ideas: Sequence[IdeaRow]) -> str:
    studied = [row for row in ideas if row.studied]
    if not studied:
        return NOT_STUDIED
    row = max(studied, key=lambda row: (row.districts_studied, row.studied))  # the first of equals
    where = count_words(row.districts_studied, "district")
    return (
        f"{_name(row)} was tested most widely: {count_words(row.studied, 'studied test')} "
        f"in {where}; {_held(row)}."
    )


def _held(row: IdeaRow) -> str:
    marks = row.predictions
    judged = marks.held + marks.partly + marks.not_met
    if not marks.total:
        return "none of them stated a prediction"
    if not judged:
        return "no prediction has been judged yet"
    if marks.total == 1:
        ending = "held in part" if marks.partly else "did not hold"
        return f"its one prediction {'held' if marks.held else ending}"
    held = held_words(marks)
    return f"{held[:1].lower()}{held[1:]}"


def _abandoned(rows: Sequence[IdeaRow]) -> str:
    named = []
    for row in rows[:_NAMED]:
        reasons = Counter(drop.because or "reason not recorded" for drop in row.dropped)
        alone = len(reasons) == 1
        why = ", ".join(
            reason if alone or n == 1 else f"{reason} {n}" for reason, n in reasons.items()
        )
        why = why.replace("-", " ")
        dropped_in = len({drop.district for drop in row.dropped})
        of = "1 district" if row.districts == 1 else f"{dropped_in} of {row.districts} districts"
        named.append(f"{_name(row)} in {of} ({why})")
    return f"Abandoned: {_listed(named, len(rows))}."


def _adopted(rows: Sequence[IdeaRow]) -> str:
    named = [f"{_name(row)} in {count_words(row.adopted_in, 'district')}" for row in rows[:_NAMED]]
    caution = "; one adoption is not proof" if any(row.adopted_in == 1 for row in rows) else ""
    return f"Adopted: {_listed(named, len(rows))}{caution}."


def _waiting(work: Work, meeting: NextMeeting | None) -> str:
    overdue = {count.word: count.number for count in work.overdue}
    phases = {count.word: count.number for count in work.phases}
    unanswered = work.help_asked - work.help_answered
    waits = []
    if late := overdue.get("awaiting-study"):
        waits.append(f"Study is overdue in {count_words(late, 'cycle')}")
    if undecided := phases.get("studied"):
        wait = _have(undecided, "waits", "wait")
        waits.append(f"{count_words(undecided, 'studied cycle')} {wait} for a decision")
    if silent := overdue.get("not-started"):
        waits.append(f"{count_words(silent, 'cycle')} ended with no word of what was done")
    if unanswered > 0:
        waits.append(f"{count_words(unanswered, 'request')} for help {_have(unanswered)} no answer")
    if waits:
        return "; ".join(waits)
    if meeting:
        return f"Nothing is overdue; the next meeting is on {weekday_and_day(meeting.day)}"
    return "Nothing is overdue"


def _lacking(left_out: Sequence[LeftOut]) -> Iterator[str]:
    unread = {out.path for out in left_out if out.unread}
    other = {out.path for out in left_out} - unread
    if unread:
        what = f"what {_have(len(unread), 'it says', 'they say')} is missing here"
        yield f"{count_words(len(unread), 'file')} could not be read: {what}"
    if other:
        says = _have(len(other), "says", "say")
        yield f"{count_words(len(other), 'file')} {says} what cannot be counted"


def _have(number: int, one: str = "has", many: str = "have") -> str:
    return one if number == 1 else many


def _name(row: IdeaRow) -> str:
    label = clip(visible(row.label), _LABEL).replace('"', "'")
    return f'"{label}"'


def _listed(named: Sequence[str], of: int) -> str:
    more = of - len(named)
    return ", ".join(named) + (f", and {count_words(more, 'more idea')}" if more else "")
