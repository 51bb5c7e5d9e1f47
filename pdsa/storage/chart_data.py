"""What the record holds of a measure: its points, its tests, its baseline and the school breaks."""

import json
import sqlite3
from typing import Any

from pdsa.core.build import build_period
from pdsa.core.chart_record import Counted, pick_measure, refuse_own
from pdsa.core.model import Address, Collaborative, Measure, Period
from pdsa.core.observations import Recorded
from pdsa.core.school_days import breaks_of
from pdsa.storage.queries import (
    load_breaks,
    load_facts,
    load_measures,
    load_recorded,
)
from pdsa.storage.sources import load_collaborative

_TESTS = """
SELECT cycle FROM points
WHERE collaborative = :collaborative AND district = :district AND measure = :measure
UNION SELECT cycle FROM predictions
WHERE collaborative = :collaborative AND district = :district AND measure = :measure
UNION SELECT cycle FROM plans JOIN files USING (path),
    json_each(files.document, '$.clean.data') kept
WHERE plans.collaborative = :collaborative AND plans.district = :district
    AND json_extract(kept.value, '$.measure') = :measure"""


def load_all_counted(
    connection: sqlite3.Connection, address: Address, measure: str
) -> list[Counted]:
    """What there is of a measure in `address`, by district; a cycle in it is among the tests.

    Raises PdsaError where the measure has no points there, and with exit code 4 where the
    collaborative's own file cannot be read.
    """
    collaborative = load_collaborative(connection, address.collaborative)  # or it has no measures
    charted = _charted(connection, address)
    known = [one for measures in charted.values() for one in measures]
    declared = _declared(connection, address)
    id = pick_measure(measure, known, declared, str(address._replace(cycle="")))
    found = {
        district: one for district, measures in charted.items() for one in measures if one.id == id
    }
    if len(found) > 1 and id not in collaborative.measures:
        refuse_own(id, [str(address._replace(district=district)) for district in found])
    return [
        _counted(connection, address._replace(district=district), one, collaborative)
        for district, one in found.items()
    ]


def load_members(connection: sqlite3.Connection, collaborative: str) -> tuple[str, int]:
    """The title of a collaborative, and how many districts are in it. Raises PdsaError."""
    query = "SELECT count(*) FROM memberships WHERE collaborative = ?"
    row = connection.execute(query, (collaborative,)).fetchone()
    return load_collaborative(connection, collaborative).title, row[0]


def _counted(
    connection: sqlite3.Connection, address: Address, measure: Measure, of: Collaborative
) -> Counted:
    district = address._replace(cycle="")
    whose = {**address._asdict(), "measure": measure.id}
    tests = {cycle for (cycle,) in connection.execute(_TESTS, whose)} | {address.cycle}
    return Counted(
        address=district,
        place=load_name(connection, address.district),
        measure=measure,
        points=tuple(Recorded(*one) for one in load_recorded(connection, address, measure)),
        tests=tuple(one for one in load_facts(connection, district) if one.address.cycle in tests),
        breaks=breaks_of(load_breaks(connection), address.district),
        baseline=_baseline(connection, district, measure.id),
        ends=of.ends,
        illustrative=of.illustrative,
    )


def _declared(connection: sqlite3.Connection, address: Address) -> list[str]:
    """The ids of the measures that may be recorded in `address`, sorted."""
    found = load_measures(connection, address.collaborative)
    return sorted(
        {id for district, id in found if not address.district or district in {"", address.district}}
    )


def _charted(connection: sqlite3.Connection, address: Address) -> dict[str, list[Measure]]:
    """The measures that have points in `address`, by district, both sorted."""
    declared = load_measures(connection, address.collaborative)
    query = (
        "SELECT DISTINCT district, measure FROM points WHERE collaborative = ?"
        " AND ? IN ('', district) ORDER BY district, measure"
    )
    found: dict[str, list[Measure]] = {}
    for district, id in connection.execute(query, (address.collaborative, address.district)):
        measure = declared.get(("", id)) or declared.get((district, id))
        found.setdefault(district, []).extend([measure] if measure else [])
    return found


def load_name(connection: sqlite3.Connection, district: str) -> str:
    """The name of a district; one made from its id where its file says none."""
    query = "SELECT name FROM districts WHERE district = ? AND name IS NOT NULL"
    row = connection.execute(query, (district,)).fetchone()
    name: str = row[0] if row and row[0] else district.replace("-", " ").title()
    return name


def _baseline(connection: sqlite3.Connection, district: Address, measure: str) -> Period | None:
    clean = _clean(connection, f"cycles/{district}/district.yaml")
    return build_period(clean.get("baselines", {}).get(measure))


def _clean(connection: sqlite3.Connection, path: str) -> dict[str, Any]:
    """What a file says, cleaned; nothing where it is not there or cannot be used."""
    query = "SELECT document FROM files WHERE path = ? AND document != ''"
    row = connection.execute(query, (path,)).fetchone()
    clean: dict[str, Any] = json.loads(row[0])["clean"] if row else {}
    return clean
