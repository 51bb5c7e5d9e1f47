"""The lists of a report: drivers with their ideas, alignments, resources, the next agenda, news."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pdsa.core.details import Details, Driver, Said
from pdsa.core.model import Address, Meeting
from pdsa.core.plain_text import clip, count_words, day_words, visible
from pdsa.core.record import CycleFacts, Record
from pdsa.core.report_evidence import place_of
from pdsa.core.report_index import Index
from pdsa.core.report_rows import IdeaRow
from pdsa.core.report_sections import (
    AgendaRow,
    AlignmentRow,
    DriverNode,
    Evidence,
    IdeaLeaf,
    News,
    Place,
    ResourceRow,
)

_LABEL = 60  # characters of a name in a sentence
_WHY, _WHAT, _DECIDE, _HELP = 10, 5, 10, 5  # minutes


def driver_tree(ideas: Sequence[IdeaRow], index: Index, details: Details) -> DriverNode | None:
    """Return the aim with its drivers and their ideas; None where no driver is written down.

    An idea without a driver hangs on the aim. Drivers that are part of each other do, too.
    """
    if not details.drivers:
        return None
    known = {driver.id for driver in details.drivers}
    leaves: dict[str, list[IdeaLeaf]] = {}
    for leaf in _leaves(ideas, details):
        facts = details.ideas.get(leaf.id)
        driver = facts.driver if facts and facts.driver in known else ""
        leaves.setdefault(driver, []).append(leaf)
    parents = {driver.id: _above(driver, details.drivers) for driver in details.drivers}
    about = index.record.collaborative
    root = Driver("", about.aim or about.title)
    return _node(root, details.drivers, parents, leaves)


def alignment_rows(index: Index, details: Details) -> Iterator[AlignmentRow]:
    """Yield what plans say they serve, by id, each with its cycles."""
    found: dict[str, list[Place]] = {}
    for member in index.districts:
        for facts in index.cycles.get(member.id, ()):
            plan = details.plans.get(facts.address)
            for alignment in plan.alignments if plan else ():
                found.setdefault(alignment, []).append(place_of(facts.address, index))
    for id in sorted({*found, *details.alignments}):
        places = tuple(found.get(id, ()))
        districts = len({place.district for place in places})
        yield AlignmentRow(id, details.alignments.get(id, ""), districts, places)


def resource_rows(index: Index, details: Details) -> Iterator[ResourceRow]:
    """Yield what each district is making for others, A to Z; one that makes nothing is absent."""
    for member in index.districts:
        facts = details.districts.get(member.id)
        if facts and facts.resource:
            where, status = facts.resource_where, facts.resource_status
            yield ResourceRow(member.id, member.name, facts.resource, status, where)


def agenda_rows(
    evidence: Iterable[Evidence], ideas: Iterable[IdeaRow], index: Index
) -> Iterator[AgendaRow]:
    """Yield what the next meeting could talk about, in the order of what is learnt from it."""
    labels = {row.id: clip(visible(row.label), _LABEL).replace('"', "'") for row in ideas}
    for one in evidence:
        if one.held and one.failed:
            names = _names(one.failed)
            what = f'"{labels[one.idea]}" held elsewhere: why not in {names}?'
            yield AgendaRow(what, _WHY, (*one.failed, *one.held))
    for one in evidence:
        if one.dropped:
            places = tuple(quote.place for quote in one.dropped)
            what = f'What did {_names(places)} do instead of "{labels[one.idea]}"?'
            yield AgendaRow(what, _WHAT, places)
    waiting = [at for at, state in index.states.items() if state.phase == "studied"]
    if waiting:
        places = tuple(place_of(at, index) for at in sorted(waiting))
        what = f"Decide: {count_words(len(waiting), 'studied test')} without a decision"
        yield AgendaRow(what, _DECIDE, places)
    asked = [one.address for one in index.record.help if not one.answered]
    if asked:
        places = tuple(place_of(at, index) for at in dict.fromkeys(asked))
        what = f"Who can help {_names(places)}?"
        yield AgendaRow(what, _HELP, places)


def last_meeting(meetings: Sequence[Meeting], day: date) -> tuple[int, Meeting] | None:
    """Return the newest meeting before `day` and its number, from 1."""
    held = [meeting for meeting in meetings if meeting.day < day]
    return (len(held), held[-1]) if held else None


def news_of(record: Record, said: Sequence[Said], since: date) -> News:
    """Count what happened after `since`: cycles begun, studied and decided, entries written."""
    number = (
        [one.day for one in record.collaborative.meetings].index(since) + 1
        if any(one.day == since for one in record.collaborative.meetings)
        else 0
    )
    meeting = f"meeting {number} ({day_words(since)})" if number else day_words(since)
    return News(
        since=since,
        since_words=meeting,
        cycles=sum(_is_after(_begun(facts), since) for facts in record.cycles),
        studied=sum(_is_after(facts.study_day, since) for facts in record.cycles),
        decided=sum(_is_after(facts.decision_day, since) for facts in record.cycles),
        entries=sum(one.day > since for one in said),
    )


def new_cycles(record: Record, since: date | None) -> frozenset[Address]:
    """Return the cycles in which something happened after `since`; none without a day."""
    if since is None:
        return frozenset()
    return frozenset(
        facts.address
        for facts in record.cycles
        if _is_after(_begun(facts), since) or _is_after(facts.last_entry, since)
    )


def _begun(facts: CycleFacts) -> date | None:
    return facts.planned or facts.starts


def _is_after(day: date | None, since: date) -> bool:
    return day is not None and day > since


def _leaves(ideas: Iterable[IdeaRow], details: Details) -> Iterator[IdeaLeaf]:
    """Yield the ideas that were tried, then those that wait in the collaborative's list."""
    tried = set()
    for row in ideas:
        tried.add(row.id)
        decisions = tuple((count.word, count.number) for count in row.decisions)
        yield IdeaLeaf(row.id, row.label, row.districts, row.cycles, decisions)
    for id, facts in details.ideas.items():
        if id not in tried:
            yield IdeaLeaf(id, facts.text, 0, 0)


def _above(driver: Driver, drivers: Sequence[Driver]) -> str:
    """The driver above; the aim where there is none, or where the way up is a circle."""
    by_id = {one.id: one for one in drivers}
    seen = {driver.id}
    step = driver
    while step.part_of in by_id:
        step = by_id[step.part_of]
        if step.id in seen:
            return ""
        seen.add(step.id)
    return driver.part_of if driver.part_of in by_id else ""


def _node(
    driver: Driver,
    drivers: Sequence[Driver],
    parents: Mapping[str, str],
    leaves: Mapping[str, Sequence[IdeaLeaf]],
) -> DriverNode:
    below = tuple(
        _node(one, drivers, parents, leaves)
        for one in drivers
        if one.id != driver.id and parents[one.id] == driver.id
    )
    return DriverNode(driver.id, driver.text, below, tuple(leaves.get(driver.id, ())))


def _names(places: Iterable[Place]) -> str:
    names = list(dict.fromkeys(visible(place.name) for place in places))
    if len(names) < 2:  # noqa: PLR2004 - one name needs no "and"
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
