import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pdsa.storage import database, schema
from pdsa.storage.database import open_database, rebuild
from pdsa.storage.workspace import Scope
from tests.storage.samples import DO, FIRST, entry, make_workspace, put


@pytest.fixture
def place(tmp_path):
    workspace = make_workspace(tmp_path)
    put(workspace, entry("do", DO))
    return workspace


KILLED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE files SET document = document || hex(randomblob(5000))")
connection.execute("DELETE FROM entries")
os._exit(9)
"""


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
    for count in range(1, 40):
        put(place, entry("do", DO, count=count))
    asked(place)
    subprocess.run([sys.executable, "-c", KILLED, place.database], check=False)
    journal = place.database.with_name("pdsa.db-journal")
    assert journal.stat().st_size > 0
    for path in list(place.folder(FIRST._replace(cycle="")).glob("entries/*"))[1:]:
        path.unlink()
    connection = rebuild(place)
    assert entries(connection) == 1
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_reading_changes_no_file_of_the_user(place):
    files = {path: touched(path) for path in place.root.rglob("*") if path.is_file()}
    asked(place)
    rebuild(place).close()
    assert {path: touched(path) for path in files} == files


def touched(path):
    """What a write would change; the time of the last reading is the system's own affair."""
    stat = path.stat()
    return (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino, stat.st_mode)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="only Linux lists open files")
@pytest.mark.parametrize("offset", [0, 5000])  # at once, and while it is brought up to date
def test_a_damaged_database_is_closed_before_it_is_replaced(place, offset):
    asked(place)
    with place.database.open("r+b") as file:
        file.seek(offset)
        file.write(b"x" * (place.database.stat().st_size - offset))
    still_open = []

    def say(_line):
        opened = [file for file in Path("/proc/self/fd").iterdir() if file.is_symlink()]
        links = (str(file.readlink()) for file in opened if os.path.lexists(file))
        still_open.extend(link for link in links if link == f"{place.database} (deleted)")
        said.append(_line)

    said = []
    connection = open_database(place, Scope(), say)
    assert (entries(connection), len(said), still_open) == (1, 1, [])
