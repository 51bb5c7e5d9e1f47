"""What commands and reports ask of the database: rows in, values of core out."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from pdsa.core.build import build_collaborative, build_plan
from pdsa.core.corrections import Effective
from pdsa.core.diagnostics import Code, Diagnostic, Severity, Source
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.model import Address, Collaborative, Entry, Measure, Plan, Point
from pdsa.core.record import (
    CycleFacts,
    DecisionFact,
    Help,
    LatestPoint,
    LeftOut,
    Member,
    PredictionFact,
    Record,
)
from pdsa.core.values import read_value, shown
from pdsa.storage.rows import read_measure

Measures = dict[tuple[str, str], Measure]  # (district or "" for a shared one, id)

_FACTS = """
SELECT :collaborative, district, cycle, coalesce(title, ''), coalesce(change_idea, ''),
    coalesce(type, ''), coalesce(ramp, ''), coalesce(builds_on, ''), coalesce(scope, ''),
    coalesce(with_whom, ''), coalesce(starts, ''), coalesce(ends, ''), coalesce(planned, ''),
    coalesce(illustrative, 0), coalesce(no_prediction, ''), coalesce(entries, 0),
    coalesce(last_entry, ''), coalesce(do_day, ''), coalesce(as_planned, ''), coalesce(points, 0),
    coalesce(last_point, ''), coalesce(study_day, ''), coalesce(decision, ''),
    coalesce(decision_day, '')
FROM (SELECT district, cycle FROM plans WHERE collaborative = :collaborative
      UNION SELECT district, cycle FROM cycles WHERE collaborative = :collaborative)
LEFT JOIN (SELECT * FROM plans WHERE collaborative = :collaborative) USING (district, cycle)
LEFT JOIN (SELECT * FROM cycles WHERE collaborative = :collaborative) USING (district, cycle)
WHERE :district IN ('', district) AND :cycle IN ('', cycle)
ORDER BY district, cycle"""

_LATEST = """
SELECT district, {cycle}, measure, max(day || entry || printf('%06d', position)), day, value_text,
    over, coalesce(from_day, ''), n, bound, count(*)
FROM points WHERE collaborative = ? AND counted AND site = '' AND subgroup = '' {only}
GROUP BY district, {cycle}, measure ORDER BY 1, 2, 3"""

_HELP = """
SELECT asked.district, asked.cycle, asked.day, EXISTS (
    SELECT 1 FROM entries answer
    WHERE answer.target = asked.id AND answer.kind = 'comment' AND answer.standing = 'counts')
FROM entries asked
WHERE asked.collaborative = ? AND asked.kind = 'comment' AND asked.standing = 'counts'
    AND json_extract(asked.body, '$.asks_help')
ORDER BY asked.day, asked.recorded, asked.id"""


def load_record(connection: sqlite3.Connection, collaborative: str) -> Record:
    """Everything that a report of a collaborative needs.

    Raises PdsaError with exit code 4 when its own file cannot be read.
    """
    measures = load_measures(connection, collaborative)
    return Record(
        collaborative=load_collaborative(connection, collaborative),
        network=load_network_name(connection),
        members=tuple(_members(connection, collaborative)),
        cycles=tuple(load_facts(connection, Address(collaborative))),
        predictions=tuple(load_predictions(connection, Address(collaborative))),
        decisions=tuple(load_decisions(connection, Address(collaborative))),
        measures=tuple(
            (Address(collaborative, district), measure)
            for (district, _), measure in measures.items()
        ),
        latest=tuple(_latest(connection, collaborative, measures, by_cycle=False)),
        by_cycle=tuple(_latest(connection, collaborative, measures, by_cycle=True)),
        help=tuple(
            Help(Address(collaborative, district, cycle), date.fromisoformat(day), bool(answered))
            for district, cycle, day, answered in connection.execute(_HELP, (collaborative,))
        ),
        left_out=tuple(_left_out(connection, collaborative)),
        digest=_digest(connection, collaborative),
    )


def load_collaborative(connection: sqlite3.Connection, collaborative: str) -> Collaborative:
    """The collaborative, as its file says; when that cannot be read, PdsaError with exit code 4."""
    path = f"cycles/{collaborative}/collaborative.yaml"
    row = connection.execute("SELECT document FROM files WHERE path = ?", (path,)).fetchone()
    if row is None:
        hint = "restore it from git, or make it: pdsa collaborative new ID --title ... --topic ..."
        raise PdsaError(f"there is no {path}", hint, Exit.UNREADABLE)
    if not row[0]:
        query = "SELECT line, col, message FROM problems WHERE path = ? AND severity = 'error'"
        line, col, message = connection.execute(f"{query} ORDER BY line, col", (path,)).fetchone()
        hint = "see all that is wrong with it: pdsa check"
        raise PdsaError(f"{path}:{line}:{col}: {message}", hint, Exit.UNREADABLE)
    return build_collaborative(json.loads(row[0])["clean"], collaborative, path)


def count_rows(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """How many plans, entries and points there are."""
    tables = ("plans", "entries", "points")
    plans, entries, points = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables
    )
    return plans, entries, points


def load_network_name(connection: sqlite3.Connection) -> str:
    """The name of the network; empty when its file cannot be read."""
    query = "SELECT document FROM files WHERE role = 'network' AND document != ''"
    row = connection.execute(query).fetchone()
    name: str = json.loads(row[0])["clean"]["name"] if row else ""
    return name


def load_measures(connection: sqlite3.Connection, collaborative: str) -> Measures:
    """The shared and own measures of a collaborative, sorted by district and id."""
    query = "SELECT * FROM measures WHERE collaborative = ? ORDER BY district, measure"
    rows = connection.execute(query, (collaborative,))
    return {(row[1], row[2]): read_measure(row) for row in rows}


def load_district_measures(connection: sqlite3.Connection, address: Address) -> dict[str, Measure]:
    """The measures that a district may record, by id: the shared ones and its own."""
    found = load_measures(connection, address.collaborative)
    own = {id: measure for (district, id), measure in found.items() if district == address.district}
    return own | {id: measure for (district, id), measure in found.items() if not district}


def load_points(
    connection: sqlite3.Connection, address: Address, measure: str
) -> list[tuple[tuple[str, int], Point]]:
    """The points of a measure in the district of `address`: entry and position, and the point."""
    query = (
        "SELECT entry, position, day, from_day, value_text, n, bound, over, site, subgroup, note"
        " FROM points WHERE collaborative = ? AND district = ? AND measure = ?"
        " ORDER BY day, entry, position"
    )
    declared = load_district_measures(connection, address).get(measure)
    rows = connection.execute(query, (address.collaborative, address.district, measure))
    return [((row[0], row[1]), _point(measure, declared, row[2:])) for row in rows]


def _point(measure: str, declared: Measure | None, row: tuple[Any, ...]) -> Point:
    day, since, text, n, bound, over, site, subgroup, note = row
    reading = read_value(text)
    return Point(
        measure=measure,
        day=date.fromisoformat(day),
        since=_day(since or ""),
        value=_value(text, declared, over),
        text=text,
        numerator=reading.numerator,
        denominator=reading.denominator,
        n=n,
        bound=bound,
        over=over,
        site=site,
        subgroup=subgroup,
        note=note,
    )


def load_diagnostics(connection: sqlite3.Connection, collaborative: str) -> list[Diagnostic]:
    """What was found wrong in the files of a collaborative, or of all where it is empty."""
    query = (
        "SELECT code, message, path, line, col, hint, severity FROM problems"
        " WHERE ? IN ('', collaborative) OR collaborative = ''"
    )
    return [
        Diagnostic(Code(code), message, Source(path, line, col), hint, Severity(severity))
        for code, message, path, line, col, hint, severity in connection.execute(
            query, (collaborative,)
        )
    ]


def load_entries(connection: sqlite3.Connection, address: Address) -> list[Effective]:
    """The entries in `address`, corrections applied, each with its standing."""
    query = (
        'SELECT path, id, kind, collaborative, district, cycle, day, recorded, "by", afterwards,'
        f" release, standing, body FROM entries WHERE {_in(address)} ORDER BY day, recorded, id"
    )
    return [_effective(row) for row in connection.execute(query, _parts(address))]


def _effective(row: tuple[Any, ...]) -> Effective:
    path, id, kind, *whose, day, recorded, by, afterwards, release, standing, body = row
    entry = Entry(
        id=id,
        kind=kind,
        address=Address(*whose),
        day=date.fromisoformat(day),
        recorded=datetime.fromisoformat(recorded),
        by=by,
        body=json.loads(body),
        path=path,
        afterwards=bool(afterwards),
        release=release,
    )
    return Effective(entry, standing)


def load_plans(connection: sqlite3.Connection, address: Address) -> list[Plan]:
    """The plans of a district, or of all districts of a collaborative, sorted by path."""
    query = (
        "SELECT path, district, document FROM files WHERE role = 'plan' AND collaborative = ?"
        " AND ? IN ('', district) AND document != '' ORDER BY path"
    )
    plans = []
    rows = connection.execute(query, (address.collaborative, address.district))
    for path, district, document in rows:
        said = json.loads(document)
        cycle = path.rpartition("/")[2].removesuffix(".yaml")
        whose = Address(address.collaborative, district, cycle)
        plans.append(build_plan(said["clean"], whose, path, said["marks"]))
    return plans


def load_unread(connection: sqlite3.Connection, address: Address) -> frozenset[Address]:
    """The cycles of a district, or of a collaborative, whose plan is there and cannot be used."""
    query = (
        "SELECT path, district FROM files WHERE role = 'plan' AND collaborative = ?"
        " AND ? IN ('', district) AND document = ''"
    )
    rows = connection.execute(query, (address.collaborative, address.district))
    return frozenset(
        Address(address.collaborative, district, path.rpartition("/")[2].removesuffix(".yaml"))
        for path, district in rows
    )


def load_facts(connection: sqlite3.Connection, address: Address) -> Iterator[CycleFacts]:
    """What plans and entries of the cycles in `address` add up to, sorted by district and cycle."""
    of = {
        "collaborative": address.collaborative,
        "district": address.district,
        "cycle": address.cycle,
    }
    for row in connection.execute(_FACTS, of):
        yield _facts(row)


def _facts(row: tuple[Any, ...]) -> CycleFacts:
    return CycleFacts(
        address=Address(*row[:3]),
        title=row[3],
        change_idea=row[4],
        type=row[5],
        ramp=row[6],
        builds_on=row[7],
        scope=row[8],
        with_whom=row[9],
        starts=_day(row[10]),
        ends=_day(row[11]),
        planned=_day(row[12]),
        illustrative=bool(row[13]),
        no_prediction=row[14],
        entries=row[15],
        last_entry=_day(row[16]),
        do_day=_day(row[17]),
        as_planned=row[18],
        points=row[19],
        last_point=_day(row[20]),
        study_day=_day(row[21]),
        decision=row[22],
        decision_day=_day(row[23]),
    )


def load_predictions(connection: sqlite3.Connection, address: Address) -> Iterator[PredictionFact]:
    """The predictions of the cycles in `address`, each with its mark."""
    query = f"SELECT * FROM predictions WHERE {_in(address)} ORDER BY 1, 2, 3, 4"
    for row in connection.execute(query, _parts(address)):
        number, ask, predict, measure, condition, by, mark, _ = row[3:]
        address_of = Address(*row[:3])
        yield PredictionFact(address_of, number, ask, predict, measure, condition, _day(by), mark)


def load_decisions(connection: sqlite3.Connection, address: Address) -> Iterator[DecisionFact]:
    """The last decision of each cycle in `address`."""
    query = f"SELECT * FROM decisions WHERE {_in(address)} AND last ORDER BY 2, 3, 4"
    for row in connection.execute(query, _parts(address)):
        entry, *whose, day, decision, why, next_step, spread, resource, because, _ = row
        yield DecisionFact(
            address=Address(*whose),
            day=date.fromisoformat(day),
            decision=decision,
            why=why,
            next=next_step,
            spread=spread,
            resource=resource,
            because=because,
            entry=entry,
        )


def _in(address: Address) -> str:
    names = ("collaborative", "district", "cycle")[: len(_parts(address))]
    return " AND ".join(f"{name} = ?" for name in names)


def _parts(address: Address) -> tuple[str, ...]:
    return tuple(filter(None, (address.collaborative, address.district, address.cycle)))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _members(connection: sqlite3.Connection, collaborative: str) -> Iterator[Member]:
    query = (
        "SELECT m.district, coalesce(d.name, ''), coalesce(d.state, ''), m.joined, m.resource"
        " FROM members m LEFT JOIN districts d USING (district)"
        " WHERE m.collaborative = ? ORDER BY m.district"
    )
    for district, name, state, joined, resource in connection.execute(query, (collaborative,)):
        called = name or district.replace("-", " ").title()
        yield Member(district, called, state, _day(joined), resource)


def _latest(
    connection: sqlite3.Connection, collaborative: str, measures: Measures, *, by_cycle: bool
) -> Iterator[LatestPoint]:
    cycle, only = ("cycle", "AND cycle != ''") if by_cycle else ("''", "")
    for row in connection.execute(_LATEST.format(cycle=cycle, only=only), (collaborative,)):
        district, cycle, measure, _, day, text, over, since, n, bound, count = row
        declared = measures.get(("", measure)) or measures.get((district, measure))
        reading = read_value(text)
        yield LatestPoint(
            Address(collaborative, district, cycle),
            measure,
            date.fromisoformat(day),
            text,
            _value(text, declared, over),
            count,
            reading.numerator,
            reading.denominator,
            n,
            bound,
            over,
            _day(since),
        )


def _value(text: str, measure: Measure | None, over: str) -> Fraction | None:
    if measure is None:
        return None
    try:
        return shown(read_value(text), measure, over)
    except ValueError:
        return None


def _left_out(connection: sqlite3.Connection, collaborative: str) -> Iterator[LeftOut]:
    query = (
        "SELECT path, min(line), message FROM problems"
        " WHERE left_out AND collaborative IN ('', ?) GROUP BY path ORDER BY path"
    )
    for row in connection.execute(query, (collaborative,)):
        yield LeftOut(*row)


def _digest(connection: sqlite3.Connection, collaborative: str) -> str:
    """A fingerprint of the content of every file that was read."""
    query = "SELECT path, digest FROM files WHERE collaborative IN ('', ?) ORDER BY path"
    rows: list[Any] = connection.execute(query, (collaborative,)).fetchall()
    return hashlib.sha256(
        "".join(f"{path} {digest}\n" for path, digest in rows).encode()
    ).hexdigest()[:7]
