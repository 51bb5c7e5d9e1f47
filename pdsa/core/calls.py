"""Whom a facilitator should call, why, and with which sentence to open."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from pdsa.core.cycle import CycleState
from pdsa.core.due import OpenHelp
from pdsa.core.model import NOTHING, Address, Meeting
from pdsa.core.plain_text import clip, count_words, day_words, visible
from pdsa.core.record import CycleFacts, Membership, Record
from pdsa.core.school_days import Breaks, BreaksByDistrict, breaks_of, days_since, move_out

REASONS = (  # the most urgent first
    "help",
    "not-as-planned",
    "study",
    "act",
    "not-started",
    "help-commented",  # somebody wrote since, and marked it as no answer
    "no-entry-came",  # to the newest meeting
    "no-entry",  # nobody wrote down who came
    "no-entry-away",
    "no-prediction",
    "help-ended",  # its test is closed since
)
THIS_WEEK = 7  # rows: what one person can call in a week
QUIET = 14  # days outside breaks after a meeting, before having no entry means anything
_LINGERS = timedelta(days=30)  # after the end of the collaborative
_QUOTED = 60  # characters of what somebody asked
_TITLE = 60  # of a cycle
_NOT_LATE = ("planned", "running", "no-plan")
_ENDED = ("closed", "stopped")
_IN_A_ROW = 2  # cycles that were not carried out as planned


class CallFacts(NamedTuple):
    """What is known of whom to call, beside the record of the collaborative."""

    help: tuple[OpenHelp, ...] = ()
    commented: Mapping[str, date] = NOTHING  # id of a request -> first comment of another since
    last_sign: Mapping[str, date] = NOTHING  # district -> its newest own entry or plan
    breaks: BreaksByDistrict = NOTHING


class Reason(NamedTuple):
    """One reason to call a district."""

    reason: str  # one of REASONS
    why: str  # "Study 21 days late; has 9 points"
    open_with: str  # a sentence
    days: int = 0  # for how long, outside breaks: the longest waits first
    cycle: str = ""  # its address, where the reason lies in one


class Call(NamedTuple):
    """Districts to call for one and the same reason, with the words to open with."""

    districts: tuple[str, ...]
    names: tuple[str, ...]
    reason: str
    why: str
    open_with: str
    urgency: int  # from 1, the most urgent
    cycle: str = ""


def whom_to_call(
    record: Record, states: Mapping[Address, CycleState], facts: CallFacts, today: date
) -> tuple[Call, ...]:
    """Return whom to call: each district once, with its most urgent reason, the most urgent first.

    Districts with the same reason and the same words share a call. Days in school breaks do not
    count. Empty before the collaborative starts and from 30 days after its end. From the eighth on
    the words say "later": nobody calls more in a week.

    For the facilitator alone: that a district has no entry is never shown to members or in public.
    """
    about = record.collaborative
    if today < about.starts or today - about.ends > _LINGERS:
        return ()
    calls: dict[tuple[str, ...], list[Membership]] = {}
    found: list[tuple[int, int, str, str, Reason, Membership]] = []
    for member in record.memberships:
        reasons = list(_reasons(member, record, states, facts, today))
        if reasons:
            first = min(reasons, key=_order)
            found.append(
                (*_order(first), visible(member.name).casefold(), member.id, first, member)
            )
    for *_, reason, member in sorted(found, key=lambda row: row[:-2]):
        calls.setdefault((reason.reason, reason.why, reason.open_with, reason.cycle), []).append(
            member
        )
    return tuple(_later([_call(key, members) for key, members in calls.items()]))


def _later(calls: Sequence[Call]) -> Iterator[Call]:
    more = len(calls) - THIS_WEEK
    for number, call in enumerate(calls, 1 - THIS_WEEK):
        yield call._replace(why=f"later, {number} of {more}: {call.why}") if number > 0 else call


def _call(key: tuple[str, ...], members: Sequence[Membership]) -> Call:
    reason, why, open_with, cycle = key
    return Call(
        districts=tuple(member.id for member in members),
        names=tuple(visible(member.name) for member in members),
        reason=reason,
        why=why,
        open_with=open_with,
        urgency=REASONS.index(reason) + 1,
        cycle=cycle,
    )


def _order(reason: Reason) -> tuple[int, int]:
    return REASONS.index(reason.reason), -reason.days


def _reasons(
    member: Membership,
    record: Record,
    states: Mapping[Address, CycleState],
    facts: CallFacts,
    today: date,
) -> Iterator[Reason]:
    pauses = breaks_of(facts.breaks, member.id)
    cycles = sorted(
        (one for one in record.cycles if one.address.district == member.id),
        key=lambda one: (one.starts or date.max, one.address.cycle),
    )
    ended = {one.address: _ended(one, states[one.address]) for one in cycles}
    for asked in facts.help:
        if asked.address.district == member.id:
            commented = facts.commented.get(asked.entry)
            yield _help(asked, commented, ended.get(asked.address), today, pauses)
    yield from _not_as_planned(cycles)
    for number, cycle in enumerate(cycles):
        if states[cycle.address].phase == "not-started" and any(map(_has_begun, cycles[number:])):
            continue  # they went on to another test
        yield from _late(cycle, states[cycle.address], today, pauses)
    yield from _quiet(member, record.collaborative.meetings, facts, today, pauses)
    predicted = {one.address for one in record.predictions}
    for cycle in cycles:
        yield from _unpredicted(cycle, states[cycle.address], predicted)


def _ended(cycle: CycleFacts, state: CycleState) -> date | None:
    """Return the day on which a cycle was closed or stopped."""
    days = [day for day in (cycle.study_day, cycle.decision_day) if day]
    return max(days, default=None) if state.phase in _ENDED else None


def _help(
    asked: OpenHelp, commented: date | None, ended: date | None, today: date, pauses: Breaks
) -> Reason:
    why = f"asked for help on {day_words(asked.day)}"
    if ended and ended >= asked.day:
        reason, why = "help-ended", f"{why}, no answer; the test has ended since"
        question = "Do you still look for it?"
    elif commented:
        reason = "help-commented"
        why = f"{why}; commented on {day_words(commented)}: did that answer it?"
        question = "Is it settled?"
    else:
        reason, why = "help", f"{why}, no answer"
        question = "What have you found since?"
    return Reason(
        reason,
        why,
        f'You asked: "{clip(visible(asked.text), _QUOTED)}" {question}',
        days_since(asked.day, today, pauses),
        str(asked.address),
    )


def _not_as_planned(cycles: Sequence[CycleFacts]) -> Iterator[Reason]:
    """Yield a reason where the newest cycles with an answer were not carried out as planned."""
    answered = [one for one in cycles if one.as_planned in {"yes", "partly", "no"}]
    missed = 0
    for one in reversed(answered):
        if one.as_planned != "no":
            break
        missed += 1
    if missed >= _IN_A_ROW:
        yield Reason(
            "not-as-planned",
            f"not carried out as planned, {missed} cycles in a row",
            "What got in the way, and who could help with it?",
            missed,
            str(answered[-1].address),
        )


def _has_begun(cycle: CycleFacts) -> bool:
    counted = cycle.last_data and cycle.starts and cycle.last_data >= cycle.starts
    return bool(cycle.do_day or cycle.study_day or counted)


def _late(cycle: CycleFacts, state: CycleState, today: date, pauses: Breaks) -> Iterator[Reason]:
    """Yield what is late in a cycle: its start, its study or its decision."""
    if state.due is None or cycle.ends is None or state.phase in _NOT_LATE:
        return
    at = str(cycle.address)
    if state.phase == "not-started":
        if days := days_since(cycle.ends, today, pauses):
            why = f"planned to {day_words(cycle.ends)}, never started"
            yield Reason("not-started", why, "What would have to be smaller to begin?", days, at)
        return
    days = days_since(move_out(state.due, pauses), today, pauses)
    if not days:
        return
    if state.phase == "studied" or cycle.type == "collect-data":
        why = f"decision {count_words(days, 'day')} late"
        question = "You know what you learned: what will you do differently?"
        yield Reason("act", why, question, days, at)
        return
    why = f"Study {count_words(days, 'day')} late; has {count_words(cycle.points, 'point')}"
    question = "Your numbers: what surprised you?"
    if not cycle.points:
        why, question = (
            f"Study {count_words(days, 'day')} late",
            "What did you see that you did not expect?",
        )
    yield Reason("study", why, question, days, at)


def _quiet(
    member: Membership, meetings: Sequence[Meeting], facts: CallFacts, today: date, pauses: Breaks
) -> Iterator[Reason]:
    """Yield that a district has no entry since the last meeting that is long enough ago.

    Whether it came is told of the newest meeting where somebody wrote that down.
    """
    ordered = sorted(meetings, key=lambda meeting: (meeting.day, meeting.title))
    held = [one for one in enumerate(ordered, 1) if one[1].day <= today]
    past = [one for one in held if days_since(one[1].day, today, pauses) >= QUIET]
    if not past:
        return
    number, since = past[-1]
    if member.joined and member.joined > since.day:
        return
    sign = facts.last_sign.get(member.id)
    if sign and sign >= since.day:
        return
    newest, meeting = next((one for one in reversed(held[number - 1 :]) if one[1].came), past[-1])
    why = "no entry" if newest == number and meeting.came else f"no entry since meeting {number}"
    if not meeting.came:
        reason, question = "no-entry", "How is it going?"
    elif member.id in meeting.came:
        reason, why = "no-entry-came", f"{why}; came to meeting {newest}"
        question = "What have you tried that is not written down yet?"
    else:
        reason, why = "no-entry-away", f"{why}; not at meeting {newest}"
        question = "Is this still the right topic for you?"
    yield Reason(reason, why, question, days_since(since.day, today, pauses))


def _unpredicted(cycle: CycleFacts, state: CycleState, predicted: set[Address]) -> Iterator[Reason]:
    """Yield that a test which is planned or runs says nothing of what its team expects."""
    if (
        state.phase in {"planned", "running"}
        and cycle.type != "collect-data"
        and not cycle.no_prediction
        and cycle.address not in predicted
    ):
        title = clip(visible(cycle.title), _TITLE) or cycle.address.cycle
        why = f"no prediction: {title}"
        yield Reason(
            "no-prediction", why, "What do you expect to see, and by when?", 0, str(cycle.address)
        )
