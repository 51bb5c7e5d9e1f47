"""Cycles that had another id: a renamed plan lists its former ids under `was`."""

import sqlite3

from pdsa.storage.totals import Pair


def renamed(connection: sqlite3.Connection, pair: Pair) -> dict[str, str]:
    """What each former id is called now; an id that a plan has is its own."""
    query = "SELECT cycle, was FROM plans WHERE collaborative = ? AND district = ? ORDER BY cycle"
    plans = connection.execute(query, pair).fetchall()
    now_called = {old: cycle for cycle, was in plans for old in was.split()}
    return now_called | {cycle: cycle for cycle, _ in plans}


def follow_names(connection: sqlite3.Connection, pair: Pair) -> None:
    """Let a plan that builds on a cycle by a former id build on it by the id that it has now."""
    statement = (
        "UPDATE plans SET builds_on = ? WHERE collaborative = ? AND district = ? AND builds_on = ?"
    )
    names = renamed(connection, pair).items()
    connection.executemany(statement, [(now, *pair, old) for old, now in names if old != now])
