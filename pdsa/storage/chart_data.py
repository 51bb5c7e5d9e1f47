"""What the record holds of a measure: its points, its tests, its baseline and the school breaks."""

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from pdsa.core.build import build_period
from pdsa.core.chart_record import Counted
from pdsa.core.model import Address, Measure, Period
from pdsa.core.observations import Recorded
from pdsa.storage.queries import load_district_measures, load_facts, load_recorded
from pdsa.storage.sources import load_collaborative

_TESTS = """
SELECT cycle FROM points WHERE collaborative = ? AND district = ? AND measure = ?
UNION SELECT cycle FROM predictions WHERE collaborative = ? AND district = ? AND measure = ?"""


def load_counted(connection: sqlite3.Connection, address: Address, measure: Measure) -> Counted:
    """What there is of a measure in the district of `address`; a cycle in it is among the tests.

    Raises PdsaError with exit code 4 when the collaborative's own file cannot be read.
    """
    district = address._replace(cycle="")
    collaborative = load_collaborative(connection, address.collaborative)
    whose = (address.collaborative, address.district, measure.id)
    tests = {cycle for (cycle,) in connection.execute(_TESTS, whose * 2)} | {address.cycle}
    return Counted(
        address=district,
        place=load_name(connection, address.district),
        measure=measure,
        points=tuple(Recorded(*one) for one in load_recorded(connection, address, measure)),
        tests=tuple(one for one in load_facts(connection, district) if one.address.cycle in tests),
        breaks=tuple(load_breaks(connection, address.district)),
        baseline=_baseline(connection, district, measure.id),
        ends=collaborative.ends,
        illustrative=collaborative.illustrative,
    )


def find_charted(connection: sqlite3.Connection, address: Address) -> dict[str, list[Measure]]:
    """The measures that have points in `address`, by district, both sorted."""
    query = "SELECT DISTINCT district, measure FROM points WHERE collaborative = ?"
    rows = connection.execute(f"{query} ORDER BY district, measure", (address.collaborative,))
    found: dict[str, list[Measure]] = {}
    for district, measure in rows.fetchall():
        if address.district in {"", district}:
            folder = Address(address.collaborative, district)
            declared = load_district_measures(connection, folder).get(measure)
            found.setdefault(district, []).extend([declared] if declared else [])
    return found


def load_breaks(connection: sqlite3.Connection, district: str) -> Iterator[Period]:
    """The school breaks of the network, then those of the district itself."""
    paths = ("cycles/network.yaml", f"cycles/districts/{district}.yaml")
    for path in paths:
        for pause in _clean(connection, path).get("breaks", ()):
            period = build_period(pause)
            if period:
                yield period


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
