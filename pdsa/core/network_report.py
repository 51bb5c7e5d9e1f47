"""The network on one page: reach of each collaborative, who is in two, which ideas they share."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from pdsa.core.details import Details, DistrictFacts
from pdsa.core.page import Line, Page
from pdsa.core.plain_text import count_words, day_words, visible
from pdsa.core.record import Membership, Record
from pdsa.core.report_rows import Report


class Told(NamedTuple):
    """One collaborative: what is known of it, and its report for whoever reads the page."""

    record: Record
    details: Details
    report: Report
    as_of: date | None = None  # the day it tells of, where that is not today


def build_network_page(told: Sequence[Told], network: str) -> Page:
    """Return the page of all collaboratives; a sum over districts says how many of them it has."""
    sections = [("Reach", tuple(_reach(told)))]
    sections += [(visible(one.report.heading.title), tuple(_collaborative(one))) for one in told]
    sections += [
        ("Districts in two collaboratives or more", tuple(_in_several(told))),
        ("Ideas that collaboratives share", tuple(_shared(told))),
    ]
    return Page(visible(network) or "The network", tuple(sections))


def _reach(told: Sequence[Told]) -> Iterator[Line]:
    """Yield how far all collaboratives together reach; a district in two counts once."""
    yield "collaboratives", str(len(told))
    members = {member.id: member for one in told for member in one.record.memberships}
    facts = {id: one for each in told for id, one in each.details.districts.items()}
    yield from _sizes(list(members.values()), [facts[id] for id in members if id in facts])


def _sizes(members: Sequence[Membership], facts: Sequence[DistrictFacts]) -> Iterator[Line]:
    yield "districts", str(len(members))
    states = {member.state for member in members if member.state}
    if states:
        silent = sum(not member.state for member in members)
        yield "states", f"{len(states)}{_of(len(members) - silent, len(members))}"
    yield from _sum("schools", [one.schools for one in facts], len(members))
    yield from _sum("students", [one.students for one in facts], len(members))
    yield from _sum("staff", [one.staff for one in facts], len(members))


def _sum(label: str, numbers: Iterable[int | None], of: int) -> Iterator[Line]:
    known = [number for number in numbers if number is not None]
    if known:
        yield label, f"{sum(known):,}{_of(len(known), of)}"


def _of(known: int, of: int) -> str:
    return "" if known == of else f" in the {count_words(known, 'district')} of {of} that say"


def _collaborative(one: Told) -> Iterator[Line]:
    heading = one.report.heading
    yield "topic", visible(heading.topic)
    yield "stands", heading.moment
    public = heading.audience == "public"  # such a heading names its closed day itself
    if one.as_of and not public:
        yield "as of", day_words(one.as_of)
    facts = one.details.districts
    members = one.record.memberships
    yield from _sizes(members, [facts[member.id] for member in members if member.id in facts])
    for sentence in one.report.in_short:
        yield "", sentence
    if not public:
        then = f" --as-of {one.as_of}" if one.as_of else ""
        yield "more", f"pdsa report {heading.collaborative}{then}"


def _in_several(told: Sequence[Told]) -> Iterator[Line]:
    where: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for one in told:
        for member in one.record.memberships:
            where.setdefault(member.id, []).append(one.record.collaborative.id)
            names[member.id] = member.name
    for id in sorted(where, key=lambda id: (names[id].casefold(), id)):
        if len(where[id]) > 1:
            yield visible(names[id]), ", ".join(where[id])


def _shared(told: Sequence[Told]) -> Iterator[Line]:
    """Yield the ideas that two collaboratives try under one id or in the same words."""
    where: dict[str, dict[str, int]] = {}
    labels: dict[str, str] = {}
    for one in told:
        for row in one.report.ideas:
            key = " ".join(row.label.casefold().split())
            labels.setdefault(key, visible(row.label))
            where.setdefault(key, {})[one.record.collaborative.id] = row.districts
    for key in sorted(where):
        if len(where[key]) > 1:
            tried = [
                f"{id} ({count_words(districts, 'district')})"
                for id, districts in where[key].items()
            ]
            yield labels[key], ", ".join(tried)
