"""What stands behind the counts of a change idea: where it held, for whom not, what to copy."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pdsa.core.details import Details, Said
from pdsa.core.model import Address
from pdsa.core.plain_text import count_words
from pdsa.core.record import CycleFacts
from pdsa.core.report_index import Index
from pdsa.core.report_rows import IdeaRow, Marks
from pdsa.core.report_sections import Borrowed, Copy, Evidence, Place, Quote

PROVEN = 2  # districts that adopted an idea after a prediction held there; one is no proof
_TAKEN = frozenset(["adopt", "scale"])  # what a district makes of these can be copied


def evidence_rows(
    ideas: Iterable[IdeaRow], index: Index, details: Details, new: frozenset[Address]
) -> Iterator[Evidence]:
    """Yield the evidence of each idea in the order of `ideas`; `new` are the cycles with news."""
    said: dict[Address, list[Said]] = {}
    for one in details.said:
        said.setdefault(one.address, []).append(one)
    cycles: dict[str, list[CycleFacts]] = {}
    for member in index.districts:
        for facts in index.cycles.get(member.id, ()):
            cycles.setdefault(facts.change_idea, []).append(facts)
    for row in ideas:
        yield _evidence(row, cycles.get(row.id, ()), index, details, said, new)


def place_of(at: Address, index: Index) -> Place:
    """Return a cycle as sentences name it; an unknown one has its address as its name."""
    name = index.names.get(at.district, str(at))
    facts = index.facts.get(at)
    if facts is None:
        return Place(str(at), at.district, name)
    return Place(str(at), at.district, name, facts.title, facts.scope, facts.with_whom)


def quotes(said: Iterable[Said], kind: str, key: str, index: Index) -> Iterator[Quote]:
    """Yield what entries of one kind say under one key, the newest first."""
    for one in reversed(list(said)):
        if one.kind == kind and one.body.get(key):
            place = place_of(one.address, index)
            yield Quote(one.body[key], place, one.day, kind, one.path, one.released)


def _evidence(
    row: IdeaRow,
    cycles: Sequence[CycleFacts],
    index: Index,
    details: Details,
    said: Mapping[Address, Sequence[Said]],
    new: frozenset[Address],
) -> Evidence:
    entries = sorted(
        (one for facts in cycles for one in said.get(facts.address, ())),
        key=lambda one: (one.day, one.recorded, one.entry),
    )
    held, failed = _marked(cycles, index, "met"), _marked(cycles, index, "not-met")
    adopted = tuple(place_of(one.address, index) for one in cycles if one.decision == "adopt")
    standing, sentence = _standing(row, held, adopted)
    if row.dropped and standing != "dropped":
        sentence = f"{sentence} {_dropped_in(row)}"
    facts = details.ideas.get(row.id)
    drivers = {driver.id: driver.text for driver in details.drivers}
    return Evidence(
        idea=row.id,
        standing=standing,
        sentence=sentence,
        theory=facts.theory if facts else "",
        driver=drivers.get(facts.driver, "") if facts else "",
        held=held,
        failed=failed,
        not_for=tuple(quotes(entries, "study", "not_for", index)),
        learned=tuple(quotes(entries, "study", "learned", index)),
        dropped=tuple(_dropped(entries, index)),
        copies=tuple(_copies(cycles, entries, index, details)),
        borrowed=tuple(_borrowed(cycles, index, details)),
        adopted=adopted,
        new=any(one.address in new for one in cycles),
    )


def _standing(row: IdeaRow, held: Sequence[Place], adopted: Sequence[Place]) -> tuple[str, str]:
    """Say how an idea stands, from weak to strong; "proven" is the word for two districts or more.

    The evidence is that of the districts' own predictions and decisions: it is no trial.
    """
    both = {place.district for place in held} & {place.district for place in adopted}
    dropped = {drop.district for drop in row.dropped}
    if dropped and len(dropped) * 2 > row.districts:
        return "dropped", _dropped_in(row)
    if len(both) >= PROVEN:
        return "proven", _proven(len(both), row.predictions.not_met)
    if adopted:
        return _adopted(len({place.district for place in adopted}), len(both))
    marks = row.predictions
    judged = marks.held + marks.partly + marks.not_met
    if marks.held * 2 > judged:
        return "holding-up", f"{held_words(marks)}; nobody adopted it yet."
    if row.studied:
        return "being-shaped", "Studied, and still being changed."
    return "untested", "No test of it has been studied yet."


def _proven(districts: int, failed: int) -> str:
    where = count_words(districts, "district")
    but = f"; {count_words(failed, 'prediction')} did not hold" if failed else ""
    return f"Adopted in {where}, and a prediction held in each{but}. No trial, their own tests."


def held_words(marks: Marks) -> str:
    """Return how many of the judged predictions held, and how many were not judged."""
    judged = marks.held + marks.partly + marks.not_met
    held = f"{marks.held or 'none'} of {judged} predictions held"
    if judged == 1:
        ending = "held in part" if marks.partly else "did not hold"
        held = f"one prediction {'held' if marks.held else ending}"
    held = f"{held[:1].upper()}{held[1:]}"
    return f"{held}, {marks.total - judged} not judged" if marks.total > judged else held


def _dropped_in(row: IdeaRow) -> str:
    districts = len({drop.district for drop in row.dropped})
    if row.districts == 1:
        return "Dropped in the one district that tried it."
    return f"Dropped in {districts} of {row.districts} districts that tried it."


def _adopted(districts: int, held: int) -> tuple[str, str]:
    """How an idea stands that districts adopted; a prediction held in one of them, or in none."""
    where = count_words(districts, "district")
    if not held:
        return "being-shaped", f"Adopted in {where}, though no prediction held there."
    if districts == 1:
        return "holding-up", "Adopted in 1 district, where a prediction held; one is not proof."
    return "holding-up", f"Adopted in {where}, but a prediction held in one only: no proof yet."


def _marked(cycles: Iterable[CycleFacts], index: Index, mark: str) -> tuple[Place, ...]:
    return tuple(
        place_of(one.address, index)
        for one in cycles
        if one.study_day
        and any(fact.mark == mark for fact in index.predictions.get(one.address, ()))
    )


def _dropped(entries: Iterable[Said], index: Index) -> Iterator[Quote]:
    abandoned = [one for one in entries if one.body.get("decision") == "abandon"]
    yield from quotes(abandoned, "act", "why", index)


def _copies(
    cycles: Iterable[CycleFacts], entries: Iterable[Said], index: Index, details: Details
) -> Iterator[Copy]:
    """Yield what an Act made, and what districts make for others, each once in a district.

    A district's resource stands under the one idea that it went on with last.
    """
    made = [
        Copy(one.body["resource"], place_of(one.address, index))
        for one in entries
        if one.kind == "act" and one.body.get("resource")
    ]
    own = []
    for facts in cycles:
        district = details.districts.get(facts.address.district)
        if district and district.resource and facts is _last_taken(facts.address.district, index):
            place = place_of(facts.address, index)
            about = (district.resource_where, district.resource_status)
            own.append(Copy(district.resource, place, *about))
    said = {(copy.place.district, copy.what.casefold()): copy for copy in (*made, *own)}
    yield from said.values()


def _last_taken(district: str, index: Index) -> CycleFacts | None:
    """The cycle whose decision to adopt or scale is the newest of a district."""
    taken = [facts for facts in index.cycles.get(district, ()) if facts.decision in _TAKEN]
    return max(
        taken,
        key=lambda facts: (facts.decision_day or date.min, str(facts.address)),
        default=None,
    )


def _borrowed(cycles: Iterable[CycleFacts], index: Index, details: Details) -> Iterator[Borrowed]:
    for one in cycles:
        plan = details.plans.get(one.address)
        if plan and plan.borrowed_from:
            parts = plan.borrowed_from.split("/")
            source = Address(*parts) if len(parts) == len(Address._fields) else Address(parts[0])
            place = place_of(source, index)
            yield Borrowed(place_of(one.address, index), place._replace(cycle=plan.borrowed_from))
