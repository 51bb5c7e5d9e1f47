"""Many at once: what was acknowledged has one file and one row, and no report sees half.

The race of a refresh whose scan is older than a writer's row is a test of tests/storage/test_refresh.py.
"""

import multiprocessing
import sqlite3
import subprocess
import sys
import time

import pytest

from pdsa.storage import database
from tests.faults import writers
from tests.faults.tracing import command, environment
from tests.storage.samples import READING, make_workspace

WRITERS, EACH, DISTRICTS = 8, 200, ["ash-valley", "birch-hill", "cedar-creek", "dry-lake"]
ROUNDS = 10
FROM_FILES = "pdsa: the database is in use; read from the files instead, nothing is missing\n"
HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


def rows(workspace):
    connection = sqlite3.connect(workspace.database)
    texts = connection.execute("SELECT json_extract(body, '$.text') FROM entries").fetchall()
    connection.close()
    return sorted(text for (text,) in texts)


def count(faults, kind, workspace, acknowledged):
    """Record what became of every acknowledged question, and hold that it is one file, one row."""
    files = writers.questions(workspace.root)
    lost = len({*acknowledged} - {*files})
    doubled = len(files) - len({*files})
    faults.record(kind, len(acknowledged), len(acknowledged) - lost - doubled, lost, doubled)
    assert (files, rows(workspace)) == (sorted(acknowledged),) * 2


def start(target, *arguments):
    process = multiprocessing.get_context("spawn").Process(target=target, args=arguments)
    process.start()
    return process


def test_eight_writers_and_a_reader_lose_nothing_and_see_no_half(world, pdsa, faults):
    workspace = make_workspace(world / "workspace", districts=DISTRICTS, plans=1)
    context = multiprocessing.get_context("spawn")
    said, seen, ended = context.Queue(), context.Queue(), context.Event()
    reader = start(writers.report_until, workspace.root, READING, ended, seen)
    began = time.monotonic()
    processes = [
        start(writers.log_many, workspace.root, f"{DISTRICTS[number % 4]}/01", number, EACH, said)
        for number in range(WRITERS)
    ]
    results = [said.get(timeout=600) for _ in processes]
    seconds = time.monotonic() - began
    ended.set()
    counts, odd = seen.get(timeout=120)
    for process in [reader, *processes]:
        process.join()
    assert [words for _, words in results] == [[]] * WRITERS
    assert (odd, counts) == ([], sorted(counts)), "a report saw less than the one before"
    acknowledged = [text for texts, _ in results for text in texts]
    assert len(acknowledged) == WRITERS * EACH
    print(f"{len(acknowledged)} entries in {seconds:.1f} s beside {len(counts)} reports")  # noqa: T201 - pytest -s
    assert pdsa(["-C", str(workspace.root), "report", READING]).code == 0
    count(faults, "written by 8 processes at once", workspace, acknowledged)


def test_eight_commands_at_once_lose_nothing(world, faults):
    workspace = make_workspace(world / "workspace", plans=1)
    acknowledged = []
    for turn in range(ROUNDS):  # the first finds no database
        texts = [f"Question {number} of round {turn}" for number in range(WRITERS)]
        commands = [
            subprocess.Popen(
                command(workspace.root, ["ask", "ash-valley/01", text]),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment(workspace.root),
                text=True,
            )
            for text in texts
        ]
        results = [process.communicate(timeout=60) for process in commands]
        assert [error for _, error in results] == [""] * WRITERS
        assert [process.returncode for process in commands] == [0] * WRITERS
        acknowledged += texts
    count(faults, "8 commands at once, ten times", workspace, acknowledged)


@pytest.fixture
def held(world, pdsa):
    """A workspace whose database another process keeps for itself."""
    workspace = make_workspace(world / "workspace", plans=1)
    assert pdsa(["-C", str(workspace.root), "ask", "ash-valley/01", "The first"]).code == 0
    line = [sys.executable, "-c", HOLDER, str(workspace.database)]
    holder = subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout.readline() == "held\n"
    yield workspace
    holder.communicate("")


def test_a_database_that_is_kept_for_too_long_costs_one_line(held, pdsa, faults, monkeypatch):
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.2)  # tests/storage holds that it is 10 seconds
    ran = pdsa(["-C", str(held.root), "ask", "ash-valley/01", "The second"])
    assert (ran.code, ran.out[:16], ran.err) == (0, "logged comment (", FROM_FILES)
    found = writers.questions(held.root)
    faults.record("database kept for too long", 1, 1, 2 - len(found))
    assert found == ["The first", "The second"]
