import sqlite3
from pathlib import Path

import pytest

from pdsa.core.model import Address
from pdsa.storage import schema
from pdsa.storage.database import open_database
from pdsa.storage.views import VIEWS
from pdsa.storage.workspace import Scope
from scripts.write_docs import PAGES
from tests.storage.samples import FIRST, READING, STUDY, entry, make_workspace, put, share, write

DOCS = Path(__file__).parents[2] / "docs"
TYPES = {str: "TEXT", int: "INTEGER", float: "REAL"}


@pytest.fixture(scope="module")
def empty():
    connection = sqlite3.connect(":memory:")
    schema.make(connection)
    return connection


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """Two districts, each with shares, counts over two weeks and a yes; one cycle that was decided."""
    workspace = make_workspace(tmp_path_factory.mktemp("small"))
    points = [
        *share("2025-10-13")["points"],
        *share("2025-10-20", "10", "12", n=12)["points"],
        *share("2025-10-20", "2", "3", site="North")["points"],
        {"measure": "texts", "from": "2025-10-06", "to": "2025-10-19", "value": "3", "over": "2w"},
        {"measure": "calm", "day": "2025-10-20", "value": "yes"},
    ]
    other = Address(READING, "birch-hill", "02-grade-2")
    found = [
        entry("data", {"points": points}, FIRST, 1),
        entry("data", share("2025-10-13", "1", "3"), other, 2),
        entry(
            "data",
            {"points": [{"measure": "classes", "value": "95%", "bound": "more-than"}]},
            other,
            3,
        ),
        entry("study", STUDY, FIRST, 4),
        entry("act", {"decision": "adopt", "why": "It held"}, FIRST, 5),
    ]
    for one in found:
        put(workspace, one)
    write(workspace.folder(FIRST._replace(cycle="")) / "entries/2025-10-20-do-x.json", "{")
    return open_database(workspace, Scope(), pytest.fail)


@pytest.mark.parametrize("name", schema.TABLES)
def test_a_table_is_strict_and_has_the_columns_that_are_documented(empty, name):
    (strict,) = empty.execute(
        "SELECT strict FROM pragma_table_list WHERE name = ?", (name,)
    ).fetchone()
    columns = {row[1]: row[2] for row in empty.execute(f"PRAGMA table_info({name})")}
    documented = schema.TABLES[name].columns
    assert strict == 1
    assert columns == {column: TYPES[kind] for column, (kind, _) in documented.items()}


def test_every_table_and_view_is_documented_and_nothing_else_is_there(empty):
    query = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
    assert {name for (name,) in empty.execute(query)} == {*schema.TABLES, *VIEWS}


@pytest.mark.parametrize("name", schema.TABLES)
def test_a_row_and_its_columns_are_said_in_words(name):
    table = schema.TABLES[name]
    assert [
        text for text in (table.row, *(said for _, said in table.columns.values())) if not text
    ] == []


def test_all_points_of_one_measure_by_district_are_one_query_away(small):
    query = "SELECT * FROM points_by_district WHERE measure = 'classes'"
    assert small.execute(query).fetchall() == [
        ("reading-2025", "classes", "ash-valley", "2025-10-13", 75.0, "9/12", None, "01-grade-1"),
        ("reading-2025", "classes", "ash-valley", "2025-10-20", 250 / 3, "10/12", 12, "01-grade-1"),
        ("reading-2025", "classes", "birch-hill", "2025-10-13", 100 / 3, "1/3", None, "02-grade-2"),
        ("reading-2025", "classes", "birch-hill", "2025-10-20", 95.0, "95%+", None, "02-grade-2"),
    ]


@pytest.mark.parametrize(
    ("measure", "value"),
    [("classes", 250 / 3), ("texts", 1.5), ("calm", 1.0)],
    ids=["a share is percent", "a count over two weeks is per week", "yes is one"],
)
def test_a_value_is_in_the_unit_that_people_see(small, measure, value):
    query = "SELECT value FROM latest_points WHERE district = 'ash-valley' AND measure = ?"
    assert small.execute(query, (measure,)).fetchall() == [(value,)]


@pytest.mark.parametrize(
    ("view", "rows"),
    [
        (
            "latest_points",
            [
                (
                    "reading-2025",
                    "calm",
                    "ash-valley",
                    "2025-10-20",
                    1.0,
                    "yes",
                    None,
                    "01-grade-1",
                ),
                (
                    "reading-2025",
                    "classes",
                    "ash-valley",
                    "2025-10-20",
                    250 / 3,
                    "10/12",
                    12,
                    "01-grade-1",
                ),
                (
                    "reading-2025",
                    "classes",
                    "birch-hill",
                    "2025-10-20",
                    95.0,
                    "95%+",
                    None,
                    "02-grade-2",
                ),
                ("reading-2025", "texts", "ash-valley", "2025-10-19", 1.5, "3", None, "01-grade-1"),
            ],
        ),
        ("ideas", [("reading-2025", "read-aloud", 2, 4, 1, 0, 0, 1, 0, 0)]),
        (
            "learning",
            [
                (
                    *("reading-2025", "ash-valley", "01-grade-1", "Read aloud in grade 1"),
                    *("read-aloud", "2025-10-20", "9 of 12", "Mornings work"),
                )
            ],
        ),
        (
            "left_out",
            [
                (
                    *("reading-2025", "ash-valley"),
                    "cycles/reading-2025/ash-valley/entries/2025-10-20-do-x.json",
                    1,
                    "not whole JSON: Expecting property name enclosed in double quotes",
                )
            ],
        ),
    ],
)
def test_a_view_answers(small, view, rows):
    assert small.execute(f"SELECT * FROM {view}").fetchall() == rows


def test_every_view_is_tried():
    tried = {"points_by_district", "latest_points", "ideas", "learning", "left_out"}
    assert tried == {*VIEWS}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_that_is_made_from_the_code_is_up_to_date(name):
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "run scripts/write_docs.py"
