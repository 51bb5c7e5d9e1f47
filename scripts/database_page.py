"""docs/database.md: every table, column and view of the database, as the schema has them."""

import sqlite3
from collections.abc import Iterator

from pdsa.storage.schema import TABLES, Table, make
from pdsa.storage.views import VIEWS

HEAD = """# The database

`.pdsa/pdsa.db` is a SQLite file that is made from the files in `cycles/` and follows them. It holds nothing of its own: delete it, and the next command makes it again with the same rows. Open it with any tool, but do not write to it; what is changed there is lost. It is as new as the last command that looked at a district: `pdsa rebuild` reads everything.

Days are text as in `2025-11-03`, so they sort and compare. A value is in the unit that people see: 75 for 75 %, 1.5 a week for 3 over two weeks, 1 for yes.

All points of one measure, by district:

```sql
SELECT * FROM points_by_district WHERE measure = 'weekly-use';
```

What every district learned about one change idea:

```sql
SELECT district, day, learned FROM learning WHERE change_idea = 'prompt-guides';
```

Cycles that were studied and never decided:

```sql
SELECT district, cycle, study_day FROM cycles WHERE study_day != '' AND decision = '';
```
"""
_TYPES = {str: "TEXT", int: "INTEGER", float: "REAL"}


def database_page() -> str:
    """Return the page."""
    tables = [part for name, table in TABLES.items() for part in _table(name, table)]
    return "\n".join([HEAD + "\n## Tables", *tables, "\n## Views", *_views()]) + "\n"


def _table(name: str, table: Table) -> Iterator[str]:
    key = f" Its key: {', '.join(f'`{column}`' for column in table.key)}." if table.key else ""
    yield f"\n### {name}\n\nA row is {table.row}.{key}\n"
    yield "| column | type | meaning |"
    yield "|---|---|---|"
    for column, (kind, meaning) in table.columns.items():
        yield f"| `{column}` | {_TYPES[kind]} | {meaning} |"


def _views() -> Iterator[str]:
    connection = sqlite3.connect(":memory:")
    make(connection)
    for name, view in VIEWS.items():
        columns = [column[1] for column in connection.execute(f"PRAGMA table_info({name})")]
        listed = ", ".join(f"`{column}`" for column in columns)
        yield f"\n### {name}\n\nA row is {view.row}. Its columns: {listed}."
