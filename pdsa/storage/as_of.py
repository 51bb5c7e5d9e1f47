"""The rows as they stood on an earlier day, in memory: what came later is taken out.

Entries count by their day. A plan is there from the day it was written, from its start or from the
cycle's first entry, whichever is earliest: one that is typed in from paper would else be missing
beside its own entries. Corrections always apply: the rows already hold what was true then, and need
the corrections no more.
"""

import sqlite3
from datetime import date

from pdsa.storage.totals import add_up

_FIRST = """coalesce(
    min(nullif(planned, ''), nullif(starts, '')), nullif(planned, ''), starts, '')"""
_UNKNOWN = f"""{_FIRST} > :day AND NOT EXISTS (
        SELECT 1 FROM entries e WHERE e.collaborative = plans.collaborative
        AND e.district = plans.district AND e.cycle = plans.cycle AND e.standing = 'counts')"""
_LATER = f"""
DELETE FROM entries WHERE day > :day;
DELETE FROM points WHERE day > :day OR NOT EXISTS (
    SELECT 1 FROM entries e WHERE e.id = points.entry
    AND e.collaborative = points.collaborative AND e.district = points.district);
DELETE FROM decisions WHERE day > :day;
DELETE FROM predictions WHERE (collaborative, district, cycle) IN (
    SELECT collaborative, district, cycle FROM plans WHERE {_UNKNOWN});
DELETE FROM plans WHERE {_UNKNOWN};
DELETE FROM files WHERE role = 'plan' AND document != ''
    AND path NOT IN (SELECT path FROM plans);
DELETE FROM memberships WHERE joined > :day"""


def rows_as_of(connection: sqlite3.Connection, collaborative: str, day: date) -> sqlite3.Connection:
    """Return a copy of the rows in memory as they stood at the end of `day`.

    Sums are made anew for one collaborative; all, where it is empty.
    """
    copy = sqlite3.connect(":memory:", isolation_level=None)
    connection.backup(copy)
    copy.execute("BEGIN")
    for statement in _LATER.split(";"):
        copy.execute(statement, {"day": day.isoformat()})
    pairs = copy.execute(
        "SELECT DISTINCT collaborative, district FROM files"
        " WHERE district != '' AND ? IN ('', collaborative) ORDER BY 1, 2",
        (collaborative,),
    ).fetchall()
    for pair in pairs:
        add_up(copy, pair)
    copy.execute("COMMIT")
    return copy
