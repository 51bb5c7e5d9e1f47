import os
import sqlite3

import pytest

from pdsa.storage import database, schema
from pdsa.storage.database import open_database, rebuild
from pdsa.storage.workspace import Scope
from tests.storage.samples import DO, entry, make_workspace, put


@pytest.fixture
def place(tmp_path):
    workspace = make_workspace(tmp_path)
    put(workspace, entry("do", DO))
    return workspace


def entries(connection):
    return connection.execute("SELECT count(*) FROM entries").fetchone()[0]


def asked(place):
    """How many entries a command finds, and what it says about the database."""
    said = []
    connection = open_database(place, Scope(), said.append)
    found = entries(connection)
    connection.close()
    return found, said


def test_a_database_is_made_whole_and_ignores_itself(place):
    assert asked(place) == (1, [])
    assert sorted(path.name for path in place.database.parent.iterdir()) == [
        ".gitignore",
        "pdsa.db",
    ]
    assert (place.database.parent / ".gitignore").read_text(encoding="utf-8") == "*\n"


def test_it_never_uses_a_journal_that_network_shares_break(place):
    connection = open_database(place, Scope(), pytest.fail)
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert database.BUSY_TIMEOUT == 10


def cut(path):
    path.write_bytes(path.read_bytes()[:5000])


def scribble(path):
    path.write_bytes(b"not a database, but as long as one" * 200)


def empty(path):
    path.write_bytes(b"")


def of_another_version(path):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()


@pytest.mark.parametrize("spoil", [cut, scribble, empty, of_another_version])
def test_a_database_that_cannot_be_used_is_made_afresh_and_said(place, spoil):
    asked(place)
    spoil(place.database)
    found, said = asked(place)
    assert (found, len(said)) == (1, 1)
    assert said[0].startswith("the database has been made afresh from the files: ")
    assert asked(place) == (1, [])


def test_where_there_can_be_no_database_the_files_are_read(place):
    (place.root / ".pdsa").write_text("a file where the folder should be", encoding="utf-8")
    found, said = asked(place)
    assert (found, len(said)) == (1, 1)
    assert said[0].endswith("; read from the files instead, nothing is missing")


def test_while_another_writes_for_long_the_files_are_read(place, monkeypatch):
    asked(place)
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.1)
    other = sqlite3.connect(place.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert asked(place) == (
        1,
        ["the database is in use; read from the files instead, nothing is missing"],
    )
    other.execute("ROLLBACK")
    other.close()


def test_a_journal_that_was_left_is_not_rolled_back_into_a_new_database(place):
    asked(place)
    journal = place.database.with_name("pdsa.db-journal")
    journal.write_bytes(os.urandom(4096))
    assert entries(rebuild(place)) == 1
    assert not journal.exists()


def test_reading_changes_no_file_of_the_user(place):
    files = {path: path.stat() for path in place.root.rglob("*") if path.is_file()}
    asked(place)
    rebuild(place).close()
    assert {path: path.stat() for path in files} == files
