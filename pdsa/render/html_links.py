"""Where the links of a page lead: every cycle, district, idea and entry has one place on it."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple
from zlib import crc32

from pdsa.core.report_rows import Report
from pdsa.core.report_sections import Place


class Links(NamedTuple):
    """The places of one page, by what they show; what the page does not show has none."""

    cycles: Mapping[str, str]  # address -> id of its place
    names: Mapping[str, str]  # address -> "Ash Valley 02"
    districts: Mapping[str, str]  # id of the district -> id of its place
    ideas: Mapping[str, str]  # id of the idea -> id of its place
    entries: frozenset[str]  # paths of the entries that the page quotes and lists

    def of_cycle(self, address: str) -> str:
        """Return where a cycle stands, as `#ash-valley.02`; empty where it does not."""
        return _target(self.cycles, address)

    def of_district(self, id: str) -> str:
        """Return where a district stands; empty where it does not."""
        return _target(self.districts, id)

    def of_idea(self, id: str) -> str:
        """Return where a change idea stands; empty where it does not."""
        return _target(self.ideas, id)

    def of_entry(self, path: str) -> str:
        """Return where an entry stands in the trail; empty where it does not."""
        return f"#{entry_anchor(path)}" if path in self.entries else ""

    def name(self, place: Place) -> str:
        """Return a cycle as the page calls it: the district and the number of the test."""
        return self.names.get(place.cycle) or place.name

    def name_of(self, address: str) -> str:
        """Return the same for an address alone."""
        return self.names.get(address, address)


def build_links(report: Report, shown: Collection[str]) -> Links:
    """Return the places of the page; `shown` are the ids of the districts that it has in full."""
    cycles: dict[str, str] = {}
    names: dict[str, str] = {}
    for district, address, name, number in _tests(report):
        id = anchor(f"{district}.{number}")
        cycles[address] = anchor(address) if id in cycles.values() or not number else id
        names[address] = f"{name} {number}".strip()
    return Links(
        cycles=cycles,
        names=names,
        districts={id: f"d-{anchor(id)}" for id in shown},
        ideas={row.id: f"i-{anchor(row.id)}" for row in report.ideas},
        entries=_quoted(report) & _listed(report, shown),
    )


def anchor(text: str) -> str:
    """Return a text as the id of a place: what an id cannot hold becomes a number of its own."""
    plain = re.sub(r"[^A-Za-z0-9.-]+", "-", text)
    return plain if plain == text else f"{plain[:40].strip('-')}-{crc32(text.encode()):08x}"


def entry_anchor(path: str) -> str:
    """Return the place of an entry: its id, which ends the name of its file."""
    return anchor(path.rpartition("-")[2].removesuffix(".json"))


def _quoted(report: Report) -> frozenset[str]:
    """Return the entries that the page quotes: only they need a place to lead to."""
    return frozenset(
        one.path
        for found in report.sections.evidence
        for one in (*found.not_for, *found.learned, *found.dropped)
    )


def _listed(report: Report, shown: Collection[str]) -> frozenset[str]:
    parts = (part for part in report.sections.parts if part.district in shown)
    return frozenset(row.path for part in parts for row in part.trail if row.kind != "data")


def _target(places: Mapping[str, str], key: str) -> str:
    return f"#{places[key]}" if key in places else ""


def _tests(report: Report) -> Iterator[tuple[str, str, str, str]]:
    for line in report.lines:
        for test in line.tests:
            yield line.district, test.cycle, line.name, test.number
