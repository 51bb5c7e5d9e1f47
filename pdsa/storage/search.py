"""Full text over plans and entries: an index of SQLite, made for one question and forgotten.

It lies in memory beside the database, so it can be neither stale nor damaged.
"""

import json
import sqlite3
from collections.abc import Iterator
from datetime import date

from pdsa.core.model import Address
from pdsa.core.plain_text import visible
from pdsa.core.search import Hit, Passage, texts_of

_START, _END = "\x02", "\x03"  # around a word that matched: no text has them
_AROUND = 32  # words in an excerpt
_WEIGHTS = "2.0, 1.0"  # a title says more than a text

_INDEX = """
CREATE VIRTUAL TABLE temp.passages USING fts5(
    heading, text, title UNINDEXED, collaborative UNINDEXED, district UNINDEXED,
    cycle UNINDEXED, kind UNINDEXED, day UNINDEXED, path UNINDEXED, entry UNINDEXED,
    tokenize = 'porter unicode61 remove_diacritics 2')"""
_PUT = "INSERT INTO temp.passages VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_FIND = f"""
SELECT collaborative, district, cycle, kind, day, title,
    snippet(passages, 1, '{_START}', '{_END}', '…', {_AROUND}), path, entry
FROM temp.passages WHERE passages MATCH ?
ORDER BY bm25(passages, {_WEIGHTS}), day DESC, path"""
_ENTRIES = """
SELECT e.collaborative, e.district, e.cycle, e.kind, e.day, coalesce(p.title, ''), e.body, e.path,
    e.id FROM entries e LEFT JOIN plans p USING (collaborative, district, cycle)
WHERE e.standing = 'counts' AND e.kind NOT IN ('correction', 'retraction', 'assessment')
    AND ? IN ('', e.collaborative) AND ? IN ('', e.district)"""
_PLANS = """
SELECT p.collaborative, p.district, p.cycle, 'plan', coalesce(nullif(p.planned, ''), p.starts),
    p.title, f.document, p.path, '', p.change_idea FROM plans p JOIN files f USING (path)
WHERE ? IN ('', p.collaborative) AND ? IN ('', p.district)"""
_IDEAS = """
SELECT collaborative, document FROM files
WHERE role = 'collaborative' AND document != ''"""


def find_passages(
    connection: sqlite3.Connection, question: str, within: Address, kind: str = ""
) -> list[Hit]:
    """Return what answers the question of `core.search.read_words`, the best first.

    `within` is a collaborative, a district, or empty for all; an empty `kind` is every kind.
    """
    connection.execute(_INDEX)
    connection.executemany(
        _PUT,
        (_row(one) for one in _passages(connection, within) if kind in {"", one.kind}),
    )
    return [_hit(row) for row in connection.execute(_FIND, (question,))]


def _passages(connection: sqlite3.Connection, within: Address) -> Iterator[Passage]:
    of = (within.collaborative, within.district)
    ideas = {
        (collaborative, id): " ".join(texts_of(idea))
        for collaborative, document in connection.execute(_IDEAS)
        for id, idea in json.loads(document)["clean"].get("change_ideas", {}).items()
    }
    for *whose, kind, day, title, document, path, entry, idea in connection.execute(_PLANS, of):
        said = [*texts_of(json.loads(document)["clean"]), ideas.get((whose[0], idea), "")]
        yield _passage(whose, kind, day, title, said, path, entry)
    for *whose, kind, day, title, body, path, entry in connection.execute(_ENTRIES, of):
        yield _passage(whose, kind, day, title, list(texts_of(json.loads(body))), path, entry)


def _passage(
    whose: list[str], kind: str, day: str, title: str, said: list[str], path: str, entry: str
) -> Passage:
    text = " · ".join(visible(one) for one in dict.fromkeys(said) if one)
    return Passage(
        Address(*whose), kind, date.fromisoformat(day), visible(title), text, path, entry
    )


def _row(passage: Passage) -> tuple[str, ...]:
    day = passage.day.isoformat()
    # an entry does not answer to the title of its cycle, which its plan already answers to
    heading = passage.title if passage.kind == "plan" else ""
    title, text, entry = passage.title, passage.text, passage.entry
    return (heading, text, title, *passage.address, passage.kind, day, passage.path, entry)


def _hit(row: tuple[str, ...]) -> Hit:
    *whose, kind, day, title, snippet, path, entry = row
    pieces = []
    for number, part in enumerate(snippet.split(_START)):
        matched, _, rest = part.partition(_END) if number else ("", "", part)
        pieces += [(matched, True)] if matched else []
        pieces += [(rest, False)] if rest else []
    return Hit(Address(*whose), kind, date.fromisoformat(day), title, tuple(pieces), path, entry)
