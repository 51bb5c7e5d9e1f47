"""What the rows know of things that are due, and of districts that somebody should call."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date

from pdsa.core.build import build_collaborative
from pdsa.core.calls import CallFacts
from pdsa.core.due import Counted, DueFacts, OpenHelp, PredictedBy
from pdsa.core.model import Address, Collaborative
from pdsa.storage.queries import load_breaks, load_facts, stored_day

_HELP = """
SELECT district, cycle, day, id, json_extract(body, '$.text') FROM entries asked
WHERE collaborative = :collaborative AND :district IN ('', district) AND :cycle IN ('', cycle)
    AND kind = 'comment' AND standing = 'counts' AND json_extract(body, '$.asks_help')
    AND NOT EXISTS (
        SELECT 1 FROM entries answer WHERE answer.target = asked.id
        AND answer.collaborative = asked.collaborative
        AND answer.kind = 'comment' AND answer.standing = 'counts')
ORDER BY day, recorded, id"""

_COMMENTED = """
SELECT asked.id, min(said.day) FROM entries asked JOIN entries said
    USING (collaborative, district, cycle)
WHERE collaborative = :collaborative AND asked.kind = 'comment' AND said.kind = 'comment'
    AND asked.standing = 'counts' AND said.standing = 'counts' AND said."by" != asked."by"
    AND json_extract(asked.body, '$.asks_help')
    AND coalesce(json_extract(said.body, '$.asks_help'), 0) = 0
    AND json_extract(said.body, '$.answers') IS NULL
    AND (said.day, said.recorded, said.id) > (asked.day, asked.recorded, asked.id)
GROUP BY asked.id ORDER BY asked.id"""

_PREDICTIONS = """
SELECT r.district, r.cycle, r.number, r.measure, coalesce(m.name, r.measure), r.by_day,
    coalesce(max(p.day), '')
FROM predictions r JOIN plans USING (collaborative, district, cycle)
LEFT JOIN measures m ON m.collaborative = r.collaborative AND m.measure = r.measure
    AND m.district IN ('', r.district)
LEFT JOIN points p ON p.collaborative = r.collaborative AND p.district = r.district
    AND p.cycle = r.cycle AND p.measure = r.measure
    AND p.day >= plans.starts AND p.day <= plans.ends AND p.day <= r.by_day
WHERE r.collaborative = :collaborative AND :district IN ('', r.district)
    AND :cycle IN ('', r.cycle) AND r.by_day != '' AND r.measure != '' AND r.mark = ''
GROUP BY r.district, r.cycle, r.number ORDER BY 1, 2, 3"""

_COUNTED = """
WITH used AS (
    SELECT district, cycle, measure FROM predictions WHERE collaborative = :collaborative
    UNION SELECT district, cycle, measure FROM points
        WHERE collaborative = :collaborative AND cycle != ''
    UNION SELECT plans.district, cycle, json_extract(kept.value, '$.measure')
        FROM files JOIN plans USING (path), json_each(files.document, '$.clean.data') kept
        WHERE plans.collaborative = :collaborative),
newest AS (
    SELECT district, measure, max(day) AS day FROM points
    WHERE collaborative = :collaborative GROUP BY district, measure)
SELECT used.district, cycle, m.measure, m.name, m.cadence, coalesce(newest.day, '')
FROM used JOIN measures m ON m.collaborative = :collaborative AND m.measure = used.measure
    AND m.district IN ('', used.district)
LEFT JOIN newest ON newest.district = used.district AND newest.measure = used.measure
WHERE m.cadence != '' AND :district IN ('', used.district) AND :cycle IN ('', cycle)
GROUP BY used.district, cycle, m.measure ORDER BY 1, 2, 3"""

_LAST_SIGNS = """
SELECT district, max(day) FROM (
    SELECT district, day FROM entries
    WHERE collaborative = :collaborative AND standing = 'counts' AND (
        kind IN ('do', 'data', 'study', 'act')
        OR (kind = 'comment' AND json_extract(body, '$.asks_help'))
        OR (kind = 'assessment' AND coalesce(json_extract(body, '$.as'), '') = 'self'))
    UNION ALL SELECT district, planned FROM plans
    WHERE collaborative = :collaborative AND planned != '')
GROUP BY district ORDER BY district"""


def load_due(connection: sqlite3.Connection, address: Address) -> DueFacts:
    """What is known for saying what is due in a collaborative, a district or a cycle."""
    about = _collaborative(connection, address.collaborative)
    return DueFacts(
        address=address,
        title=about.title if about else "",
        ends=about.ends if about else None,
        meetings=about.meetings if about else (),
        cycles=tuple(load_facts(connection, address)),
        predictions=tuple(_predictions(connection, address)),
        counted=tuple(_counted(connection, address)),
        help=tuple(load_open_help(connection, address)),
        breaks=load_breaks(connection),
    )


def load_calls(connection: sqlite3.Connection, collaborative: str) -> CallFacts:
    """What is known of whom to call, beside the record of the collaborative."""
    return CallFacts(
        help=tuple(load_open_help(connection, Address(collaborative))),
        commented=_days(connection, _COMMENTED, collaborative),
        last_sign=_days(connection, _LAST_SIGNS, collaborative),
        breaks=load_breaks(connection),
    )


def load_open_help(connection: sqlite3.Connection, address: Address) -> Iterator[OpenHelp]:
    """The requests for help in `address` that nobody has answered, the oldest first."""
    for district, cycle, day, entry, text in connection.execute(_HELP, address._asdict()):
        whose = Address(address.collaborative, district, cycle)
        yield OpenHelp(whose, date.fromisoformat(day), entry, text)


def _days(connection: sqlite3.Connection, query: str, collaborative: str) -> dict[str, date]:
    """What a query of names and days finds in a collaborative."""
    rows = connection.execute(query, {"collaborative": collaborative})
    return {name: date.fromisoformat(day) for name, day in rows}


def _collaborative(connection: sqlite3.Connection, id: str) -> Collaborative | None:
    """The collaborative, as its file says; None where that cannot be read."""
    path = f"cycles/{id}/collaborative.yaml"
    query = "SELECT document FROM files WHERE path = ? AND document != ''"
    row = connection.execute(query, (path,)).fetchone()
    return build_collaborative(json.loads(row[0])["clean"], id, path) if row else None


def _predictions(connection: sqlite3.Connection, address: Address) -> Iterator[PredictedBy]:
    rows = connection.execute(_PREDICTIONS, address._asdict())
    for district, cycle, number, measure, name, by, last in rows:
        whose = Address(address.collaborative, district, cycle)
        yield PredictedBy(whose, number, measure, name, date.fromisoformat(by), stored_day(last))


def _counted(connection: sqlite3.Connection, address: Address) -> Iterator[Counted]:
    rows = connection.execute(_COUNTED, address._asdict())
    for district, cycle, measure, name, cadence, last in rows:
        whose = Address(address.collaborative, district, cycle)
        yield Counted(whose, measure, name, cadence, stored_day(last))
