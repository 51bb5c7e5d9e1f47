"""What the rows of a district add up to, in SQL: marks, last decisions, clashes, sums by cycle."""

import sqlite3
from collections.abc import Mapping

from pdsa.core.diagnostics import Code, Diagnostic, Severity, Source
from pdsa.core.model import Measure
from pdsa.core.values import read_value_of, shown

Pair = tuple[str, str]  # collaborative, district

_OF = "collaborative = :collaborative AND district = :district"
_IN = "substr(path, 1, length(:folder)) = :folder"  # not the facilitator's entries about it
_NEWEST_FIRST = "ORDER BY e.day DESC, e.recorded DESC, e.id DESC LIMIT 1"

_EXPECTS = """CASE measure WHEN '' THEN '' ELSE measure || ' ' || condition
    || CASE by_day WHEN '' THEN '' ELSE ' by ' || by_day END END"""

_MARKS = f"""
UPDATE predictions SET (mark, marked_in) = (
    SELECT json_extract(m.value, '$.mark'), e.id
    FROM entries e, json_each(e.body, '$.predictions') m
    WHERE e.collaborative = :collaborative AND e.district = :district
      AND e.cycle = predictions.cycle AND e.kind = 'study' AND e.standing = 'counts'
      AND json_extract(m.value, '$.number') = predictions.number
      AND coalesce(json_extract(m.value, '$.text'), predictions.predict) = predictions.predict
      AND coalesce(json_extract(m.value, '$.expected'), {_EXPECTS}) = {_EXPECTS}
    {_NEWEST_FIRST})
WHERE {_OF}"""

_NO_MARK = f"UPDATE predictions SET mark = '', marked_in = '' WHERE {_OF} AND mark IS NULL"

_LAST_DECISIONS = f"""
UPDATE decisions SET last = (entry = (
    SELECT e.id FROM entries e
    WHERE e.collaborative = :collaborative AND e.district = :district
      AND e.cycle = decisions.cycle AND e.kind = 'act' AND e.standing = 'counts'
    {_NEWEST_FIRST}))
WHERE {_OF}"""

_CHANGED = f"""
SELECT m.path, m.number, m.text, m.expected, p.predict, p.expected FROM (
    SELECT e.path, e.cycle, json_extract(m.value, '$.number') AS number,
        json_extract(m.value, '$.text') AS text,
        json_extract(m.value, '$.expected') AS expected, max(e.day || e.recorded || e.id)
    FROM entries e, json_each(e.body, '$.predictions') m
    WHERE e.collaborative = :collaborative AND e.district = :district
      AND e.kind = 'study' AND e.standing = 'counts'
    GROUP BY e.cycle, number) m
JOIN plans ON plans.collaborative = :collaborative AND plans.district = :district
    AND plans.cycle = m.cycle
LEFT JOIN (SELECT *, {_EXPECTS} AS expected FROM predictions) p
    ON p.collaborative = plans.collaborative
    AND p.district = plans.district AND p.cycle = m.cycle AND p.number = m.number
WHERE coalesce(m.text, m.expected) NOTNULL AND coalesce(p.mark, '') = ''
ORDER BY m.path, m.number"""

_CLASHES = f"""
SELECT measure, site, subgroup, day, coalesce(from_day, '') AS since
FROM points WHERE {_OF} AND counted GROUP BY 1, 2, 3, 4, 5 HAVING count(*) > 1"""

_ALL_COUNT = f"UPDATE points SET counted = 1 WHERE {_OF} AND NOT counted"

_IS_DECLARED = """measure IN (
    SELECT measure FROM measures m
    WHERE m.collaborative = :collaborative AND m.district IN ('', :district))"""

_UNSUITED = f"UPDATE points SET counted = 0 WHERE {_OF} AND value IS NULL AND {_IS_DECLARED}"

_CLASH = f"""
UPDATE points SET counted = 0 WHERE {_OF} AND counted
    AND (measure, site, subgroup, day, coalesce(from_day, ''))
    IN ({_CLASHES})"""

_NOT_COUNTED = f"""
SELECT e.path, p.measure, p.value_text, p.day, p.over,
    p.value IS NULL AND p.{_IS_DECLARED}
FROM points p
JOIN entries e ON e.id = p.entry AND e.collaborative = p.collaborative AND e.district = p.district
WHERE p.collaborative = :collaborative AND p.district = :district AND NOT p.counted
ORDER BY e.path, p.position"""

_FORGET_CYCLES = f"DELETE FROM cycles WHERE {_OF}"

_CYCLES = f"""
INSERT INTO cycles
WITH counting AS (
    SELECT * FROM entries WHERE {_OF} AND {_IN} AND standing = 'counts' AND cycle != ''),
each_cycle AS (
    SELECT cycle, count(*) AS entries, max(day) AS last_entry FROM counting GROUP BY cycle),
done AS (
    SELECT cycle, day, json_extract(body, '$.as_planned') AS as_planned, max(day || recorded || id)
    FROM counting WHERE kind = 'do' GROUP BY cycle),
measured AS (
    SELECT cycle, sum(counted) AS points, max(CASE WHEN counted THEN day END) AS day,
        max(day) AS last_data FROM points WHERE {_OF} GROUP BY cycle),
studied AS (SELECT cycle, max(day) AS day FROM counting WHERE kind = 'study' GROUP BY cycle),
decided AS (SELECT cycle, day, decision FROM decisions WHERE {_OF} AND last)
SELECT :collaborative, :district, c.cycle, c.entries, c.last_entry, coalesce(done.day, ''),
    coalesce(done.as_planned, ''), coalesce(measured.points, 0), coalesce(measured.day, ''),
    coalesce(measured.last_data, ''), coalesce(studied.day, ''),
    coalesce(decided.decision, ''), coalesce(decided.day, '')
FROM each_cycle c LEFT JOIN done USING (cycle) LEFT JOIN measured USING (cycle)
LEFT JOIN studied USING (cycle) LEFT JOIN decided USING (cycle)"""

_WITHOUT_PLAN = f"""
SELECT e.path, e.cycle FROM entries e WHERE {_OF} AND {_IN} AND cycle != '' AND NOT EXISTS (
    SELECT 1 FROM plans p WHERE p.collaborative = e.collaborative AND p.district = e.district
    AND p.cycle = e.cycle)
AND NOT EXISTS (  -- a plan that cannot be read is told of by itself
    SELECT 1 FROM files f WHERE f.role = 'plan'
    AND f.path = 'cycles/' || e.collaborative || '/' || e.district || '/' || e.cycle || '.yaml')
ORDER BY e.path"""

_UNDECLARED = f"""
SELECT p.measure, count(*), min(e.path) FROM points p
JOIN entries e ON e.id = p.entry AND e.collaborative = p.collaborative AND e.district = p.district
WHERE p.collaborative = :collaborative AND p.district = :district AND NOT p.{_IS_DECLARED}
AND EXISTS (SELECT 1 FROM files WHERE role = 'collaborative' AND collaborative = :collaborative)
AND NOT EXISTS (
    SELECT 1 FROM files f WHERE f.collaborative = :collaborative AND f.district IN ('', :district)
    AND f.role IN ('collaborative', 'plan') AND f.document = '')
GROUP BY p.measure ORDER BY p.measure"""


def add_up(connection: sqlite3.Connection, pair: Pair) -> None:
    """Bring marks, last decisions, clashing points and sums by cycle of a district up to date."""
    of = _named(pair)
    for statement in (
        _MARKS,
        _NO_MARK,
        _LAST_DECISIONS,
        _ALL_COUNT,
        _UNSUITED,
        _CLASH,
        _FORGET_CYCLES,
        _CYCLES,
    ):
        connection.execute(statement, of)


def points_left_out(
    connection: sqlite3.Connection, pair: Pair, measures: Mapping[str, Measure]
) -> list[Diagnostic]:
    """Points that do not count, each with its file: two claim one day, or the unit is another."""
    hint = "keep one: `pdsa retract ENTRY --why ...` for the other, or correct its day"
    found = []
    for path, id, text, day, over, no_value in connection.execute(_NOT_COUNTED, _named(pair)):
        if no_value:
            message, suits = _unsuited(measures[id], text, over)
            message = f"`{id}` on {day}: {message}; it does not count"
            correct = f"{suits}: `pdsa correct ENTRY --set value=... --why ...`"
            found.append(Diagnostic(Code.BAD_VALUE, message, Source(path), correct))
        else:
            message = f"`{id}` has two points for {day} (here {text}); none of them counts"
            found.append(Diagnostic(Code.SAME_POINT, message, Source(path), hint))
    return found


def _unsuited(measure: Measure, text: str, over: str) -> tuple[str, str]:
    """Return why a value says nothing of its measure, and what would."""
    try:
        shown(read_value_of(measure, text), measure, over)
    except ValueError as wrong:
        message, hint = wrong.args
        return message, hint
    return f"`{text}` says nothing", "write what was counted"


def predictions_changed(connection: sqlite3.Connection, pair: Pair) -> list[Diagnostic]:
    """The marks of studies whose prediction has other words in its plan now, or is gone."""
    hint = "restore the wording in the plan, or study again what it says now"
    found = []
    for path, number, *words in connection.execute(_CHANGED, _named(pair)):
        judged, says = _reworded(*words)
        message = (
            f"prediction {number} was judged as `{judged}`; the plan {says}, so it has no mark"
        )
        source = Source(path)
        found.append(Diagnostic(Code.PREDICTION_CHANGED, message, source, hint, Severity.WARNING))
    return found


def _reworded(
    text: str | None, expected: str | None, now: str | None, expects: str | None
) -> tuple[str, str]:
    """Return the part of a prediction that was judged and is another now, and what is there."""
    if now is None:
        return text or expected or "", "has none of that number now"
    if text and text != now:
        return text, f"says `{now}` now"
    return expected or "", f"expects `{expects}` now" if expects else "expects nothing of that now"


def entries_without_plan(connection: sqlite3.Connection, pair: Pair) -> list[Diagnostic]:
    """Entries of a cycle that has no plan file."""
    hint = "restore the plan, or add the old id to the `was:` list of the renamed one"
    return [
        Diagnostic(
            Code.NO_PLAN, f"there is no plan `{cycle}` here", Source(path), hint, Severity.WARNING
        )
        for path, cycle in connection.execute(_WITHOUT_PLAN, _named(pair))
    ]


def undeclared_measures(connection: sqlite3.Connection, pair: Pair) -> list[Diagnostic]:
    """Measures that have points and no declaration, each at its first entry.

    None while a file that may declare them cannot be read.
    """
    hint = "declare it under `measures:` in a plan of the district or in collaborative.yaml"
    return [
        Diagnostic(
            Code.UNDECLARED_MEASURE,
            f"`{measure}` is declared nowhere; its {count} point{'s' * (count > 1)} stay as typed",
            Source(path),
            hint,
            Severity.WARNING,
        )
        for measure, count, path in connection.execute(_UNDECLARED, _named(pair))
    ]


def _named(pair: Pair) -> dict[str, str]:
    return {
        "collaborative": pair[0],
        "district": pair[1],
        "folder": f"cycles/{pair[0]}/{pair[1]}/",
    }
