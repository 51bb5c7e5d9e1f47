"""What commands ask of the rows: cycles, entries, measures, points, predictions, decisions."""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from pdsa.core.corrections import Effective
from pdsa.core.model import Address, Entry, Measure, Period, Point
from pdsa.core.record import CycleFacts, DecisionFact, PredictionFact
from pdsa.core.school_days import ALL, BreaksByDistrict, breaks_of
from pdsa.core.values import read_kept, shown
from pdsa.storage.rows import read_measure

Measures = dict[tuple[str, str], Measure]  # (district or "" for a shared one, id)

_FACTS = """
WITH unread AS (  -- plans whose file is there and cannot be used
    SELECT collaborative, district,
        substr(path, length(collaborative || district) + 10,
            length(path) - length(collaborative || district) - 14) AS cycle
    FROM files WHERE role = 'plan' AND {folder} AND document = '')
SELECT collaborative, district, cycle, coalesce(title, ''), coalesce(change_idea, ''),
    coalesce(type, ''), coalesce(ramp, ''), coalesce(builds_on, ''), coalesce(scope, ''),
    coalesce(with_whom, ''), coalesce(starts, ''), coalesce(ends, ''), coalesce(planned, ''),
    coalesce(illustrative, 0), coalesce(no_prediction, ''), coalesce(entries, 0),
    coalesce(last_entry, ''), coalesce(do_day, ''), coalesce(as_planned, ''), coalesce(points, 0),
    coalesce(last_point, ''), coalesce(last_data, ''), coalesce(study_day, ''),
    coalesce(decision, ''), coalesce(decision_day, ''),
    EXISTS (SELECT 1 FROM plans later WHERE later.collaborative = facts.collaborative
            AND later.district = facts.district AND later.builds_on = facts.cycle),
    EXISTS (SELECT 1 FROM unread WHERE unread.collaborative = facts.collaborative
            AND unread.district = facts.district AND unread.cycle = facts.cycle)
FROM (SELECT collaborative, district, cycle FROM plans WHERE {of}
      UNION SELECT collaborative, district, cycle FROM cycles WHERE {of}
      UNION SELECT collaborative, district, cycle FROM unread WHERE {of}) facts
LEFT JOIN plans USING (collaborative, district, cycle)
LEFT JOIN cycles USING (collaborative, district, cycle)
ORDER BY district, cycle"""


def load_facts(connection: sqlite3.Connection, address: Address) -> Iterator[CycleFacts]:
    """What plans and entries of the cycles in `address` add up to, sorted by district and cycle."""
    of, folder = _parts(address), address._replace(cycle="")
    query = _FACTS.format(of=_in(address), folder=_in(folder))
    breaks = load_breaks(connection)
    for row in connection.execute(query, _parts(folder) + of * 3):
        yield _facts(row)._replace(breaks=breaks_of(breaks, row[1]))


def load_breaks(connection: sqlite3.Connection) -> BreaksByDistrict:
    """The school breaks by district; those of the network are under `ALL`."""
    query = (
        "SELECT role, path, json_extract(document, '$.clean.breaks') FROM files"
        " WHERE role IN ('network', 'district') AND document != '' ORDER BY path"
    )
    return {
        ALL if role == "network" else path.rpartition("/")[2].removesuffix(".yaml"): tuple(
            Period(
                date.fromisoformat(pause["from"]),
                date.fromisoformat(pause["to"]),
                pause.get("name", ""),
            )
            for pause in json.loads(breaks)
        )
        for role, path, breaks in connection.execute(query)
        if breaks
    }


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
        starts=stored_day(row[10]),
        ends=stored_day(row[11]),
        planned=stored_day(row[12]),
        illustrative=bool(row[13]),
        no_prediction=row[14],
        entries=row[15],
        last_entry=stored_day(row[16]),
        do_day=stored_day(row[17]),
        as_planned=row[18],
        points=row[19],
        last_point=stored_day(row[20]),
        last_data=stored_day(row[21]),
        study_day=stored_day(row[22]),
        decision=row[23],
        decision_day=stored_day(row[24]),
        continued=bool(row[25]),
        unread=bool(row[26]),
    )


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
        " ORDER BY day, recorded, entry, position"
    )
    declared = load_district_measures(connection, address).get(measure)
    rows = connection.execute(query, (address.collaborative, address.district, measure))
    return [((row[0], row[1]), read_point_row(measure, declared, row[2:])) for row in rows]


def load_recorded(
    connection: sqlite3.Connection, address: Address, measure: Measure
) -> list[tuple[Point, bool]]:
    """The points of a measure in the district of `address`, each with whether it counts."""
    query = (
        "SELECT day, from_day, value_text, n, bound, over, site, subgroup, note, counted"
        " FROM points WHERE collaborative = ? AND district = ? AND measure = ?"
        " ORDER BY day, recorded, entry, position"
    )
    rows = connection.execute(query, (address.collaborative, address.district, measure.id))
    return [(read_point_row(measure.id, measure, row[:-1]), bool(row[-1])) for row in rows]


def read_point_row(measure: str, declared: Measure | None, row: tuple[Any, ...]) -> Point:
    """The point of a row: day, from_day, value_text, n, bound, over, site, subgroup, note."""
    day, since, text, n, bound, over, site, subgroup, note = row
    reading = read_kept(text)
    return Point(
        measure=measure,
        day=date.fromisoformat(day),
        since=stored_day(since or ""),
        value=read_shown(text, declared, over),
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


def read_shown(text: str, measure: Measure | None, over: str) -> Fraction | None:
    """The exact value of a point as typed, in the unit shown; None where it has none."""
    if measure is None:
        return None
    try:
        return shown(read_kept(text), measure, over)
    except ValueError:
        return None


def load_predictions(connection: sqlite3.Connection, address: Address) -> Iterator[PredictionFact]:
    """The predictions of the cycles in `address`, each with its mark."""
    query = f"SELECT * FROM predictions WHERE {_in(address)} ORDER BY 1, 2, 3, 4"
    for row in connection.execute(query, _parts(address)):
        number, ask, predict, measure, condition, by, mark, _ = row[3:]
        address_of = Address(*row[:3])
        yield PredictionFact(
            address_of, number, ask, predict, measure, condition, stored_day(by), mark
        )


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


def count_rows(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """How many plans, entries and points there are."""
    tables = ("plans", "entries", "points")
    plans, entries, points = (
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables
    )
    return plans, entries, points


def stored_day(text: str) -> date | None:
    """The day of a row; None where it is empty."""
    return date.fromisoformat(text) if text else None


def _in(address: Address) -> str:
    names = ("collaborative", "district", "cycle")[: len(_parts(address))]
    return " AND ".join(f"{name} = ?" for name in names)


def _parts(address: Address) -> tuple[str, ...]:
    return tuple(filter(None, (address.collaborative, address.district, address.cycle)))
