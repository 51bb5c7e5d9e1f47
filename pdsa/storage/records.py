"""The record of a collaborative: everything that its report needs, in a few queries."""

import hashlib
import sqlite3
from collections.abc import Iterator
from datetime import date

from pdsa.core.model import Address
from pdsa.core.record import Counted, Help, LatestPoint, LeftOut, Membership, Record
from pdsa.core.values import read_kept
from pdsa.storage.predicted import load_counted
from pdsa.storage.queries import (
    Measures,
    load_decisions,
    load_facts,
    load_measures,
    load_predictions,
    read_shown,
    stored_day,
)
from pdsa.storage.sources import load_collaborative, load_network_name

_POINT = """p.measure,
    max(p.day || p.recorded || p.entry || printf('%06d', p.position)), p.day, p.value_text,
    p.over, coalesce(p.from_day, ''), p.n, p.bound, count(*)"""
_TOTALS = "p.collaborative = ? AND p.counted AND p.site = '' AND p.subgroup = ''"
_BY_DISTRICT = f"""
SELECT p.district, '', {_POINT} FROM points p WHERE {_TOTALS}
GROUP BY p.district, p.measure ORDER BY 1, 3"""
_BY_CYCLE = f"""
SELECT p.district, p.cycle, {_POINT} FROM points p WHERE {_TOTALS} AND p.cycle != ''
GROUP BY p.district, p.cycle, p.measure ORDER BY 1, 2, 3"""
_HELP = """
SELECT asked.district, asked.cycle, asked.day, EXISTS (
    SELECT 1 FROM entries answer
    WHERE answer.target = asked.id AND answer.collaborative = asked.collaborative
    AND answer.kind = 'comment' AND answer.standing = 'counts')
FROM entries asked
WHERE asked.collaborative = ? AND asked.kind = 'comment' AND asked.standing = 'counts'
    AND json_extract(asked.body, '$.asks_help')
ORDER BY asked.day, asked.recorded, asked.id"""


def load_record(connection: sqlite3.Connection, collaborative: str) -> Record:
    """Everything that a report of a collaborative needs.

    Raises PdsaError with exit code 4 when its own file cannot be read.
    """
    measures = load_measures(connection, collaborative)
    counted = tuple(load_counted(connection, Address(collaborative), measures))
    return Record(
        collaborative=load_collaborative(connection, collaborative),
        network=load_network_name(connection),
        memberships=tuple(_memberships(connection, collaborative)),
        cycles=tuple(load_facts(connection, Address(collaborative))),
        predictions=tuple(load_predictions(connection, Address(collaborative))),
        decisions=tuple(load_decisions(connection, Address(collaborative))),
        measures=tuple(
            (Address(collaborative, district), measure)
            for (district, _), measure in measures.items()
        ),
        latest=tuple(_latest(connection, collaborative, measures, _BY_DISTRICT)),
        by_cycle=(
            *_latest(connection, collaborative, measures, _BY_CYCLE),
            *map(_newest, counted),
        ),
        counted=counted,
        help=tuple(
            Help(Address(collaborative, district, cycle), date.fromisoformat(day), bool(answered))
            for district, cycle, day, answered in connection.execute(_HELP, (collaborative,))
        ),
        left_out=tuple(_left_out(connection, collaborative)),
        digest=_digest(connection, collaborative),
    )


def _memberships(connection: sqlite3.Connection, collaborative: str) -> Iterator[Membership]:
    query = (
        "SELECT m.district, coalesce(d.name, ''), coalesce(d.state, ''), m.joined, m.resource"
        " FROM memberships m LEFT JOIN districts d USING (district)"
        " WHERE m.collaborative = ? ORDER BY m.district"
    )
    for district, name, state, joined, resource in connection.execute(query, (collaborative,)):
        called = name or district.replace("-", " ").title()
        yield Membership(district, called, state, stored_day(joined), resource)


def _latest(
    connection: sqlite3.Connection, collaborative: str, measures: Measures, query: str
) -> Iterator[LatestPoint]:
    for row in connection.execute(query, (collaborative,)):
        district, cycle, measure, _, day, text, over, since, n, bound, count = row
        declared = measures.get(("", measure)) or measures.get((district, measure))
        reading = read_kept(text)
        yield LatestPoint(
            Address(collaborative, district, cycle),
            measure,
            date.fromisoformat(day),
            text,
            read_shown(text, declared, over),
            count,
            reading.numerator,
            reading.denominator,
            n,
            bound,
            over,
            stored_day(since),
        )


def _newest(counted: Counted) -> LatestPoint:
    """The newest point beside a prediction."""
    point = counted.points[-1]
    return LatestPoint(
        counted.address,
        point.measure,
        point.day,
        point.text,
        point.value,
        len(counted.points),
        point.numerator,
        point.denominator,
        point.n,
        point.bound,
        point.over,
        point.since,
        counted.number,
    )


def _left_out(connection: sqlite3.Connection, collaborative: str) -> Iterator[LeftOut]:
    query = (
        "SELECT path, line, message, found_in FROM diagnostics"
        " WHERE left_out AND collaborative IN ('', ?) ORDER BY path, line, col, message"
    )
    last = ""
    for path, line, message, found_in in connection.execute(query, (collaborative,)):
        if path != last:
            yield LeftOut(path, line, message, unread=found_in == "file")
        last = path


def _digest(connection: sqlite3.Connection, collaborative: str) -> str:
    """A fingerprint of the content of every file that was read."""
    query = "SELECT path, digest FROM files WHERE collaborative IN ('', ?) ORDER BY path"
    rows = connection.execute(query, (collaborative,))
    text = "".join(f"{path} {digest}\n" for path, digest in rows)
    return hashlib.sha256(text.encode()).hexdigest()[:7]
