"""The report of a collaborative as a value: `build_report` decides, renderers only show."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pdsa.core import words
from pdsa.core.calls import CallFacts
from pdsa.core.cycle import lines_of_tests
from pdsa.core.days import months_between
from pdsa.core.details import Details
from pdsa.core.model import Facilitator
from pdsa.core.plain_text import day_words
from pdsa.core.record import CycleFacts, Membership, Record
from pdsa.core.report_changes import judged_sentence
from pdsa.core.report_district import of_district
from pdsa.core.report_ideas import idea_rows
from pdsa.core.report_index import Index, build_index
from pdsa.core.report_measures import line_rows, measure_rows
from pdsa.core.report_public import for_public
from pdsa.core.report_rows import Count, DistrictRow, Heading, NextMeeting, Report, Work
from pdsa.core.report_sentences import in_short
from pdsa.core.report_whole import Wanted, build_sections

NOTICES = {
    "facilitator": (
        "Facilitator copy: names districts without entries. To send on: --audience members"
    ),
    "members": "For the districts of this network. It is not for the public.",
    "public": "Figures on fewer people than can be shown, and text not released, are left out.",
}
_MEMBERS, _NO_DETAILS, _NO_CALLS = Wanted(), Details(), CallFacts()
_IN_HAND = (  # what is done, then what waits, then what is under way
    *("closed", "stopped", "studied", "awaiting-study"),
    *("not-started", "running", "planned", "no-plan"),
)
_URGENT = (
    *("awaiting-study", "studied", "running", "planned"),
    *("not-started", "closed", "stopped", "no-plan"),
)
_UNREAD = "a plan that cannot be read"
_ENDED = ("closed", "stopped")
_NEXT_STEP = {
    "adapt": "to change and test again",
    "scale": "to test with more people",
    "repeat": "to test again as it is",
    "adopt": "adopted",
    "abandon": "abandoned",
}


def build_report(
    record: Record,
    today: date,
    wanted: Wanted = _MEMBERS,
    details: Details = _NO_DETAILS,
    calls: CallFacts = _NO_CALLS,
) -> Report:
    """Return the report of a collaborative for an audience, as it stands on `today`."""
    everybody = {member.id: member.name for member in record.memberships}
    if wanted.district:
        record, details = of_district(record, details, wanted.district)
    index = build_index(record, today)
    ideas, work, meeting = idea_rows(index), _work(index), _meeting(record, today)
    begun = sum(member.id in index.cycles for member in index.districts)
    sections = build_sections(index, ideas, details, calls, wanted)
    judged = judged_sentence(sections.changes)
    report = Report(
        heading=_heading(index, today, wanted, details, everybody),
        in_short=tuple(in_short(index, ideas, work, meeting, judged)),
        ideas=ideas,
        lines=tuple(line_rows(index)),
        measures=measure_rows(index),
        meeting=meeting,
        work=work,
        districts=tuple(_district_rows(index, wanted)),
        without_cycle=len(index.districts) - begun,
        left_out=tuple(sorted(record.left_out, key=lambda out: (out.path, out.line, out.reason))),
        sections=sections,
        whole=wanted.every_district or bool(wanted.district),
        district=wanted.district,
    )
    return for_public(report, index, details) if wanted.audience == "public" else report


def _heading(
    index: Index, today: date, wanted: Wanted, details: Details, everybody: Mapping[str, str]
) -> Heading:
    record, about = index.record, index.record.collaborative
    days = [day for facts in record.cycles for day in _days_of_facts(facts)]
    days += [point.day for point in record.latest]
    return Heading(
        network=record.network,
        collaborative=about.id,
        title=_title(index, wanted),
        topic=about.topic,
        aim=about.aim,
        starts=about.starts,
        ends=about.ends,
        moment=_moment(about.starts, about.ends, today),
        data_to=max(days, default=None),
        facilitators=tuple(_facilitator(who, everybody) for who in about.facilitators),
        districts=len(index.districts),
        states=_states(index.districts),
        illustrative=about.illustrative or _dates(record.cycles),
        audience=wanted.audience,
        notice=NOTICES[wanted.audience],
        digest=record.digest,
        commit=details.commit,
    )


def _title(index: Index, wanted: Wanted) -> str:
    title = index.record.collaborative.title
    return f"{index.names[wanted.district]}: {title}" if wanted.district else title


def _dates(cycles: Sequence[CycleFacts]) -> str:
    return "dates" if any(facts.illustrative for facts in cycles) else ""


def _days_of_facts(facts: CycleFacts) -> Iterator[date]:
    """The days of what was done, counted, studied and decided; talk about it is no data."""
    days = (facts.do_day, facts.last_point, facts.study_day, facts.decision_day)
    yield from filter(None, days)


def _states(districts: Sequence[Membership]) -> int:
    """How many states they are in; 0 where one of them does not say: the number would be wrong."""
    states = {member.state for member in districts}
    return 0 if "" in states else len(states)


def _moment(starts: date, ends: date, today: date) -> str:
    if today < starts:
        return f"starts on {day_words(starts)}"
    if today > ends:
        return f"ended on {day_words(ends)}"
    month, months = months_between(starts, ends, today)
    return f"month {month} of {months}"


def _facilitator(who: Facilitator, names: Mapping[str, str]) -> str:
    district = names.get(who.district, who.district)
    about = ", ".join(part for part in (who.role, district) if part)
    return f"{who.name} ({about})" if about else who.name


def _meeting(record: Record, today: date) -> NextMeeting | None:
    ahead = [meeting for meeting in record.collaborative.meetings if meeting.day >= today]
    first = min(ahead, key=lambda meeting: (meeting.day, meeting.title), default=None)
    return NextMeeting(first.day, first.title) if first else None


def _work(index: Index) -> Work:
    record, states = index.record, index.states.values()
    phases = Counter(state.phase for state in states)
    overdue = Counter(state.phase for state in states if state.overdue)
    answers = Counter(facts.as_planned for facts in record.cycles)
    return Work(
        cycles=len(record.cycles),
        phases=tuple(Count(phase, phases[phase]) for phase in _IN_HAND if phases[phase]),
        overdue=tuple(Count(phase, overdue[phase]) for phase in _IN_HAND if overdue[phase]),
        as_planned=tuple(Count(answer, answers[answer]) for answer in words.ANSWERS),
        help_asked=len(record.help),
        help_answered=sum(asked.answered for asked in record.help),
    )


def _district_rows(index: Index, wanted: Wanted) -> Iterator[DistrictRow]:
    """Yield the districts that have a cycle; who has none is named for the facilitator alone."""
    for member in index.districts:
        if cycles := index.cycles.get(member.id):
            yield _district(member, cycles, index)
        elif wanted.audience == "facilitator":
            yield DistrictRow(member.id, member.name, member.state, (), "no cycle yet")


def _district(member: Membership, cycles: Sequence[CycleFacts], index: Index) -> DistrictRow:
    chains = []
    for line in lines_of_tests(cycles):
        begun = [facts for facts in line.cycles if index.states[facts.address].phase != "planned"]
        if begun:
            chains.append(" > ".join(facts.decision or "?" for facts in begun))
    return DistrictRow(member.id, member.name, member.state, tuple(chains), _now(cycles, index))


def _now(cycles: Sequence[CycleFacts], index: Index) -> str:
    """What happens in a district: what waits, else what runs or starts, else the last decision."""
    phases = [index.states[facts.address].phase for facts in cycles]
    first = min(phases, key=_URGENT.index)
    facts = cycles[phases.index(first)]
    if first == "no-plan" and facts.unread:
        return _UNREAD
    if first == "running" and facts.ends:
        return f"testing to {day_words(facts.ends)}"
    if first == "planned" and facts.starts:
        return f"starts on {day_words(facts.starts)}"
    if first not in _ENDED:
        return words.PHASES[first]
    last = max(cycles, key=lambda facts: (facts.decision_day or date.min, str(facts.address)))
    return _NEXT_STEP.get(last.decision, "")
