"""The views of the database: queries that people would otherwise write again and again."""

from typing import NamedTuple


class View(NamedTuple):
    """A view: what a row is, and the query that makes it."""

    row: str
    query: str


VIEWS = {
    "points_by_district": View(
        "a total that counts, in the order of a spreadsheet",
        """
        SELECT collaborative, measure, district, day, value, value_text, n, cycle
        FROM points WHERE counted AND site = '' AND subgroup = ''
        ORDER BY collaborative, measure, district, day, recorded, entry, position""",
    ),
    "latest_points": View(
        "the newest total of each measure in each district",
        """
        SELECT collaborative, measure, district, day, value, value_text, n, cycle FROM (
            SELECT *, max(day || recorded || entry || printf('%06d', position))
            FROM points WHERE counted AND site = '' AND subgroup = ''
            GROUP BY collaborative, measure, district)
        ORDER BY collaborative, measure, district""",
    ),
    "ideas": View(
        "a change idea of a collaborative: how many tried it, and what they decided",
        """
        SELECT p.collaborative, p.change_idea, count(DISTINCT p.district) AS districts,
               count(*) AS cycles, coalesce(sum(c.study_day != ''), 0) AS studied,
               coalesce(sum(c.decision = 'adapt'), 0) AS adapt,
               coalesce(sum(c.decision = 'scale'), 0) AS scale,
               coalesce(sum(c.decision = 'adopt'), 0) AS adopt,
               coalesce(sum(c.decision = 'abandon'), 0) AS abandon,
               coalesce(sum(c.decision = 'repeat'), 0) AS repeat
        FROM plans p LEFT JOIN cycles c USING (collaborative, district, cycle)
        GROUP BY p.collaborative, p.change_idea""",
    ),
    "learning": View(
        "what a study found and taught",
        """
        SELECT e.collaborative, e.district, e.cycle, p.title, p.change_idea, e.day,
               json_extract(e.body, '$.result') AS result,
               json_extract(e.body, '$.learned') AS learned
        FROM entries e LEFT JOIN plans p USING (collaborative, district, cycle)
        WHERE e.kind = 'study' AND e.standing = 'counts'
        ORDER BY e.collaborative, e.district, e.day, e.recorded, e.id""",
    ),
    "left_out": View(
        "something that figures lack, and why",
        """
        SELECT collaborative, district, path, line, message FROM diagnostics
        WHERE left_out ORDER BY path, line""",
    ),
}
