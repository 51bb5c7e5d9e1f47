"""The details of a collaborative: what its people wrote, its charts, scores, drivers and sizes."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from pdsa.core.build import build_period
from pdsa.core.chart import Asked, Chart
from pdsa.core.chart_record import Counted, read_counted
from pdsa.core.charting import build_chart
from pdsa.core.details import (
    Details,
    DistrictFacts,
    Driver,
    IdeaFacts,
    PlanFacts,
    Said,
    ScoreFact,
)
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address
from pdsa.core.observations import Recorded
from pdsa.core.record import CycleFacts, Record
from pdsa.core.school_days import ALL, Breaks, breaks_of
from pdsa.storage.queries import Measures, load_breaks, load_measures, read_point_row

Clean = Mapping[str, Any]
_MIN_N = 10  # people, where nobody asks for more

_SAID = """
SELECT district, cycle, kind, day, recorded, body, id, path, release, afterwards FROM entries
WHERE collaborative = ? AND standing = 'counts' AND
    kind IN ('do', 'data', 'study', 'act', 'comment')
ORDER BY day, recorded, id"""
_SCORES = """
SELECT district, coalesce(json_extract(body, '$.as'), 'self'), json_extract(body, '$.score'), day
FROM entries WHERE collaborative = ? AND kind = 'assessment' AND standing = 'counts'
ORDER BY day, recorded, id"""
_POINTS = """
SELECT district, measure, day, from_day, value_text, n, bound, over, site, subgroup, note, counted
FROM points WHERE collaborative = ? ORDER BY district, measure, day, recorded, entry, position"""
_TESTS = """
SELECT district, measure, cycle FROM points WHERE collaborative = :id AND cycle != ''
UNION SELECT district, measure, cycle FROM predictions WHERE collaborative = :id
UNION SELECT plans.district, json_extract(kept.value, '$.measure'), cycle
FROM files JOIN plans USING (path), json_each(files.document, '$.clean.data') kept
WHERE plans.collaborative = :id"""
_PLANS = "SELECT path, district, document FROM files WHERE role = 'plan' AND collaborative = ?"
_FILES = """
SELECT role, path, document FROM files WHERE document != '' AND (
    role IN ('network', 'district') OR (role IN ('collaborative', 'membership')
    AND collaborative = ?))"""


def load_details(
    connection: sqlite3.Connection, record: Record, today: date, *, trail: bool = True
) -> Details:
    """What a whole report needs beside the record; without `trail` data entries have no body.

    What git knows and what was published before are added by who asks for them.
    """
    id = record.collaborative.id
    files = {(role, _owner(path)): clean for role, path, clean in _files(connection, id)}
    about, network = files.get(("collaborative", id), {}), files.get(("network", "cycles"), {})
    breaks = load_breaks(connection)
    return Details(
        said=tuple(_said(connection, id, trail=trail)),
        charts=_charts(connection, record, files, today),
        districts={
            member.id: _district(member.id, files, breaks.get(member.id, ()))
            for member in record.memberships
        },
        plans=dict(_plans(connection, id)),
        ideas={
            key: IdeaFacts(key, one["text"], one.get("driver", ""), one.get("theory", ""))
            for key, one in about.get("change_ideas", {}).items()
        },
        drivers=tuple(
            Driver(key, one["text"], one.get("part_of", ""))
            for key, one in about.get("drivers", {}).items()
        ),
        alignments=about.get("alignments", {}),
        scores=_scores(connection, id),
        breaks=tuple(breaks.get(ALL, ())),
        min_n=max(_min_n(network), _min_n(about)),
    )


def _files(connection: sqlite3.Connection, id: str) -> Iterator[tuple[str, str, Clean]]:
    for role, path, document in connection.execute(_FILES, (id,)):
        yield role, path, json.loads(document)["clean"]


def _owner(path: str) -> str:
    """Whose file it is: ash-valley of districts/ash-valley.yaml and of ash-valley/district.yaml."""
    folder, _, name = path.rpartition("/")
    return name.removesuffix(".yaml") if folder == "cycles/districts" else folder.rpartition("/")[2]


def _min_n(clean: Clean) -> int:
    number: int = clean.get("privacy", {}).get("min_n", _MIN_N)
    return max(number, _MIN_N)


def _district(id: str, files: Mapping[tuple[str, str], Clean], breaks: Breaks) -> DistrictFacts:
    own, member = files.get(("district", id), {}), files.get(("membership", id), {})
    resource = member.get("resource", {})
    return DistrictFacts(
        id=id,
        schools=own.get("schools"),
        students=own.get("students"),
        staff=own.get("staff"),
        aim=member.get("aim", ""),
        resource=resource.get("title", ""),
        resource_status=resource.get("status", ""),
        resource_where=resource.get("where", ""),
        min_n=own.get("privacy", {}).get("min_n"),
        breaks=tuple(breaks),
    )


def _said(connection: sqlite3.Connection, id: str, *, trail: bool) -> Iterator[Said]:
    for (
        district,
        cycle,
        kind,
        day,
        recorded,
        body,
        entry,
        path,
        release,
        late,
    ) in connection.execute(_SAID, (id,)):
        yield Said(
            Address(id, district, cycle),
            kind,
            date.fromisoformat(day),
            datetime.fromisoformat(recorded),
            json.loads(body) if trail or kind != "data" else {},
            entry,
            path,
            released=release == "public",
            afterwards=bool(late),
        )


def _scores(connection: sqlite3.Connection, id: str) -> tuple[ScoreFact, ...]:
    """The newest score of each district and role."""
    newest = {
        (district, role): ScoreFact(district, role, score, date.fromisoformat(day))
        for district, role, score, day in connection.execute(_SCORES, (id,))
    }
    return tuple(newest[key] for key in sorted(newest))


def _plans(connection: sqlite3.Connection, id: str) -> Iterator[tuple[Address, PlanFacts]]:
    for path, district, document in connection.execute(_PLANS, (id,)):
        if document:
            clean = json.loads(document)["clean"]
            cycle = path.rpartition("/")[2].removesuffix(".yaml")
            yield (
                Address(id, district, cycle),
                PlanFacts(
                    borrowed_from=clean.get("borrowed_from", ""),
                    driver=clean.get("driver", ""),
                    theory=clean.get("theory", ""),
                    objective=clean.get("objective", ""),
                    alignments=tuple(clean.get("alignments", ())),
                    sample_size=clean.get("sample_size"),
                    path=path,
                ),
            )


def _charts(
    connection: sqlite3.Connection,
    record: Record,
    files: Mapping[tuple[str, str], Clean],
    today: date,
) -> dict[tuple[str, str], Chart]:
    """A run chart of every measure that a district has counted; one without a total has none."""
    charts = {}
    for counted in _counted(connection, record, files):
        try:
            found = read_counted(counted)
        except PdsaError:  # it has points of sites or subgroups only
            continue
        if found.observations:
            charts[counted.address.district, counted.measure.id] = build_chart(
                found.subject,
                found.observations,
                Asked(freeze=found.freeze, change=found.change),
                today,
                found.markers,
                found.breaks,
                found.notes,
            )
    return charts


def _counted(
    connection: sqlite3.Connection, record: Record, files: Mapping[tuple[str, str], Clean]
) -> Iterator[Counted]:
    about = record.collaborative
    measures = load_measures(connection, about.id)
    points = _points(connection, about.id, measures)
    tests = _tests(connection, record)
    names = {member.id: member.name for member in record.memberships}
    breaks = load_breaks(connection)
    for (district, measure), recorded in points.items():
        declared = measures.get(("", measure)) or measures.get((district, measure))
        if declared is None:
            continue
        baselines = files.get(("membership", district), {}).get("baselines", {})
        yield Counted(
            address=Address(about.id, district),
            place=names.get(district, district),
            measure=declared,
            points=tuple(recorded),
            tests=tuple(tests.get((district, measure), ())),
            breaks=breaks_of(breaks, district),
            baseline=build_period(baselines.get(measure)),
            ends=about.ends,
            illustrative=about.illustrative,
        )


def _points(
    connection: sqlite3.Connection, id: str, measures: Measures
) -> dict[tuple[str, str], list[Recorded]]:
    found: dict[tuple[str, str], list[Recorded]] = {}
    for district, measure, *row, counted in connection.execute(_POINTS, (id,)):
        declared = measures.get(("", measure)) or measures.get((district, measure))
        point = read_point_row(measure, declared, tuple(row))
        found.setdefault((district, measure), []).append(Recorded(point, bool(counted)))
    return found


def _tests(
    connection: sqlite3.Connection, record: Record
) -> dict[tuple[str, str], list[CycleFacts]]:
    facts = {one.address: one for one in record.cycles}
    found: dict[tuple[str, str], list[CycleFacts]] = {}
    for district, measure, cycle in connection.execute(_TESTS, {"id": record.collaborative.id}):
        one = facts.get(Address(record.collaborative.id, district, cycle))
        if one:
            found.setdefault((district, measure), []).append(one)
    return found
