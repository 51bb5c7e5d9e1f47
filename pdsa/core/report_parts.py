"""What a report says of one district: predicted, happened, next, and the trail of its entries."""

from collections.abc import Iterator, Sequence
from datetime import date

from pdsa.core import words
from pdsa.core.details import Details, Said
from pdsa.core.history import summarise_body
from pdsa.core.model import Address
from pdsa.core.record import CycleFacts, Membership
from pdsa.core.report_index import Index
from pdsa.core.report_lists import last_meeting
from pdsa.core.report_sections import DistrictPart, TrailRow

_MARKS = {"met": "it did", "partly": "in part", "not-met": "it did not"}
_MARKS |= {"not-tested": "not tested", "unknown": "unknown", "": "not judged yet"}


def district_parts(
    index: Index, details: Details, today: date, since: date | None
) -> Iterator[DistrictPart]:
    """Yield a part for each district A to Z; `since` marks what is new."""
    said: dict[str, list[Said]] = {}
    for one in details.said:
        said.setdefault(one.address.district, []).append(one)
    meeting = last_meeting(index.record.collaborative.meetings, today)
    came = meeting[1].came if meeting else ()
    for member in index.districts:
        cycles = index.cycles.get(member.id, ())
        entries = said.get(member.id, ())
        yield DistrictPart(
            district=member.id,
            name=member.name,
            last_entry=last_entry(member, index),
            came=member.id in came if came else None,
            predicted=tuple(_predicted(cycles, index)),
            happened=tuple(_happened(cycles, entries)),
            next=tuple(_next(cycles, index)),
            trail=tuple(_trail(one, since) for one in entries),
        )


def last_entry(member: Membership, index: Index) -> date | None:
    """Return the day of the newest entry of a district's cycles, or of its points."""
    days = [facts.last_entry for facts in index.cycles.get(member.id, ()) if facts.last_entry]
    days += [one.day for one in index.record.latest if one.address.district == member.id]
    return max(days, default=None)


def _predicted(cycles: Sequence[CycleFacts], index: Index) -> Iterator[str]:
    for facts in cycles:
        for fact in index.predictions.get(facts.address, ()):
            what = fact.predict or f"{fact.measure} {fact.condition}"
            yield f"{facts.title}: {what} ({_MARKS.get(fact.mark, fact.mark)})"


def _happened(cycles: Sequence[CycleFacts], said: Sequence[Said]) -> Iterator[str]:
    titles = {facts.address: facts.title for facts in cycles}
    for one in said:
        if one.kind == "study":
            yield f"{_titled(one.address, titles)}{one.body['result']}. {one.body['learned']}"


def _next(cycles: Sequence[CycleFacts], index: Index) -> Iterator[str]:
    for facts in cycles:
        state, decided = index.states[facts.address], index.decisions.get(facts.address)
        if decided and not facts.continued:
            step = f": {decided.next}" if decided.next else ""
            meaning = words.DECISIONS.get(decided.decision, decided.decision)
            yield f"{facts.title}: {meaning}{step}"
        elif state.phase not in {"closed", "stopped"}:
            yield f"{facts.title}: {words.PHASES[state.phase]}"


def _titled(at: Address, titles: dict[Address, str]) -> str:
    title = titles.get(at)
    return f"{title}: " if title else ""


def _trail(one: Said, since: date | None) -> TrailRow:
    new = since is not None and one.day > since
    text = summarise_body(one.kind, one.body) if one.body else ""
    return TrailRow(one.day, one.kind, one.address.cycle, text, one.entry, one.path, new)
