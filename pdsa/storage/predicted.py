"""What was counted for each prediction: the totals of its measure in the dates of its cycle."""

import sqlite3
from collections.abc import Iterator
from datetime import date

from pdsa.core.model import Address, Measure, Point
from pdsa.core.record import Counted
from pdsa.core.values import read_kept
from pdsa.storage.queries import Measures, read_shown, stored_day

# Of the cycle, or of its district as a whole; what another cycle counted is no answer to this one.
_COUNTED = """
SELECT r.district, r.cycle, r.number, r.measure, p.day, coalesce(p.from_day, ''), p.value_text,
    p.over, p.n, p.bound
FROM predictions r JOIN plans USING (collaborative, district, cycle)
JOIN points p ON p.collaborative = r.collaborative AND p.district = r.district
    AND p.measure = r.measure AND p.cycle IN ('', r.cycle)
    AND p.day >= plans.starts AND p.day <= plans.ends
WHERE p.counted AND p.site = '' AND p.subgroup = '' AND (r.by_day = '' OR p.day <= r.by_day)
    AND r.collaborative = ? AND ? IN ('', r.district) AND ? IN ('', r.cycle)
ORDER BY r.district, r.cycle, r.number, p.day, p.recorded, p.entry, p.position"""


def load_counted(
    connection: sqlite3.Connection, address: Address, measures: Measures
) -> Iterator[Counted]:
    """The points of each prediction in `address` that has any, in order of time.

    `measures` are those of its collaborative.
    """
    found: dict[tuple[str, str, int], list[Point]] = {}
    known: dict[tuple[str, str, str, str], Point] = {}  # many points say the same
    for district, cycle, number, *said in connection.execute(_COUNTED, address):
        measure, day, since, text, over, n, bound = said
        declared = measures.get(("", measure)) or measures.get((district, measure))
        key = ("" if ("", measure) in measures else district, measure, text, over)
        if key not in known:
            known[key] = _read(measure, declared, text, over)
        point = known[key]._replace(
            day=date.fromisoformat(day), since=stored_day(since), n=n, bound=bound
        )
        found.setdefault((district, cycle, number), []).append(point)
    for (district, cycle, number), points in found.items():
        whose = address._replace(district=district, cycle=cycle)
        yield Counted(whose, number, tuple(points))


def _read(measure: str, declared: Measure | None, text: str, over: str) -> Point:
    """A point without its days."""
    reading = read_kept(text)
    value = read_shown(text, declared, over)
    counts = (reading.numerator, reading.denominator)
    return Point(measure, date.min, None, value, text, *counts, over=over)
