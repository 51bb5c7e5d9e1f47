import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pdsa.core.model import Address
from pdsa.storage import refresh as refreshing
from pdsa.storage import schema
from pdsa.storage.database import open_database
from pdsa.storage.journal import erase
from pdsa.storage.refresh import is_listed, refresh
from pdsa.storage.workspace import Scope
from tests.storage.samples import (
    ACT,
    BODIES,
    COLLABORATIVE,
    DO,
    FIRST,
    PLAN,
    READING,
    STUDY,
    entry,
    make_workspace,
    put,
    share,
    write,
)

STAMPS = {"size", "modified", "changed", "inode", "read_at"}
HOME = Scope(READING, "ash-valley")
SCOPES = [Scope(), Scope(READING), HOME, Scope(READING, "birch-hill")]
PROCESSES, EACH = 4, 25


def rows_of(connection):
    """Every row of every table, but for when and where a file was met."""
    found = {}
    for name, table in schema.TABLES.items():
        columns = ", ".join(f'"{column}"' for column in table.columns if column not in STAMPS)
        found[name] = sorted(connection.execute(f"SELECT {columns} FROM {name}"), key=repr)
    return found


def fresh(workspace):
    """The rows that the files alone give."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.make(connection)
    refresh(connection, workspace, Scope())
    return rows_of(connection)


def opened(workspace, scope=Scope()):  # noqa: B008 - a value
    return open_database(workspace, scope, pytest.fail)


def folder_of(district):
    return Address(READING, district)


def count(connection, what="files WHERE role = 'entry'"):
    return connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0]


# Steps of a story: each takes the workspace, the number of the step, and a choice. The next refresh
# has to make of it what the files say.


def log(workspace, number, choice):
    kind = list(BODIES)[choice % len(BODIES)]
    district = ["ash-valley", "birch-hill"][choice // 7 % 2]
    cycle = ["01-grade-1", "02-grade-2", "03-lost", ""][choice // 5 % 4]
    body = share(f"2025-10-{10 + choice // 6 % 3}") if kind == "data" else BODIES[kind]
    found = entry(kind, body, Address(READING, district, cycle), number)
    facilitator = kind == "assessment" and choice % 2
    put(workspace, found, folder_of("facilitation") if facilitator else None)


def _chosen(workspace, choice):
    files = list(workspace.entry_files())
    return files[choice % len(files)] if files else None


def correct(workspace, number, choice):
    if file := _chosen(workspace, choice):
        fields = [{"day": "2025-10-15"}, {"why": "Otherwise"}, {"value": "3/4"}][choice % 3]
        body = {"corrects": file.id, "set": fields, "why": "typed wrongly"}
        put(workspace, entry("correction", body, file.folder, number))


def retract(workspace, number, choice):
    if file := _chosen(workspace, choice):
        body = {"retracts": file.id, "why": "of another district"}
        put(workspace, entry("retraction", body, file.folder, number))


def answer(workspace, number, choice):
    if file := _chosen(workspace, choice):
        put(workspace, entry("comment", {"text": "So", "answers": file.id}, file.folder, number))


def remove(workspace, _number, choice):
    if file := _chosen(workspace, choice):
        (workspace.root / file.path).unlink()


def damage(workspace, _number, choice):
    if file := _chosen(workspace, choice):
        path = workspace.root / file.path
        path.write_bytes(path.read_bytes()[: choice * 5])


def copy(workspace, number, choice):
    if file := _chosen(workspace, choice):
        path = workspace.root / file.path
        text = path.read_text(encoding="utf-8")
        edited = text.replace("ana", "ben") if choice % 2 else text
        write(path.with_name(f"2025-10-20-copy-{number}.json"), edited)


def mark_removed(workspace, _number, choice):
    if file := _chosen(workspace, choice):
        write((workspace.root / file.path).parent / "removed" / file.id, "")


def edit_plan(workspace, number, choice):
    path = workspace.plan_file(FIRST)
    more = [
        f"where: Room {number}\n",
        "measures:\n  own: {name: Own, unit: count}\n",
        "measures:\n  classes: {name: Twice, unit: count}\n",
        "scope: nowhere\n",
        "ends: [\n",
    ][choice % 5]
    write(path, PLAN.format(number=1) + more)


def rename_plan(workspace, _number, choice):
    new = workspace.plan_file(FIRST._replace(cycle="05-renamed"))
    old = workspace.plan_file(FIRST)
    if old.exists() and choice % 2:
        old.unlink()
    write(new, PLAN.format(number=1) + "was: [01-grade-1]\n")


def restore_plan(workspace, _number, choice):
    write(workspace.plan_file(FIRST), PLAN.format(number=1))
    if choice % 2:
        workspace.plan_file(FIRST._replace(cycle="05-renamed")).unlink(missing_ok=True)


def twin_plan(workspace, _number, choice):
    path = workspace.plan_file(FIRST).with_suffix(".yml")
    if choice % 2:
        write(path, PLAN.format(number=1))
    else:
        path.unlink(missing_ok=True)


def add_district(workspace, _number, choice):
    district = f"district-{choice % 3}"
    write(workspace.root / f"cycles/districts/{district}.yaml", "name: D\n")
    write(workspace.folder(folder_of(district)) / "district.yaml", "joined: 2025-09-01\n")


def leave(workspace, _number, choice):
    shutil.rmtree(workspace.folder(folder_of(f"district-{choice % 3}")), ignore_errors=True)


def change_measure(workspace, _number, choice):
    path = workspace.root / f"cycles/{READING}/collaborative.yaml"
    text = [
        COLLABORATIVE,
        COLLABORATIVE.replace("unit: share", "unit: rate"),
        COLLABORATIVE.replace("  classes:", "  others:"),
        "title: [",
    ][choice % 4]
    write(path, text)
    if choice == 39:
        path.unlink()


def sync_service(workspace, _number, choice):
    files = sorted(path for path in workspace.root.glob("cycles/**/*.*") if path.is_file())
    source = files[choice % len(files)]
    extra = [" (1)", "-LIB-07", " (Conflicted copy 2025-11-03)"][choice % 3]
    content = source.read_bytes().replace(b"ana", b"ben" if choice % 2 else b"ana")
    source.with_name(f"{source.stem}{extra}{source.suffix}").write_bytes(content)
    if choice % 5 == 0:
        source.unlink()


STEPS = [
    *(log, log, log, log, correct, retract, answer, remove, damage, copy, mark_removed),
    *(edit_plan, rename_plan, restore_plan, twin_plan, add_district, leave, change_measure),
    *(sync_service, sync_service),
]
STORIES = st.lists(
    st.tuples(st.sampled_from(STEPS), st.integers(0, 39), st.sampled_from(SCOPES)),
    min_size=4,
    max_size=16,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(story=STORIES)
@example(story=[(log, 11, Scope()), (log, 0, HOME)])  # an assessment of a cycle without a plan
@example(story=[(change_measure, 2, HOME), (log, 1, HOME), (log, 31, HOME)])  # undeclared points
@example(  # copies whose original goes are copies no more
    story=[
        (correct, 0, Scope()),
        (correct, 0, Scope()),
        (sync_service, 9, Scope()),
        (sync_service, 10, Scope()),
    ]
)
def test_whatever_happens_the_rows_are_those_that_the_files_give(story, tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("story"))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.make(connection)
    for number, (step, choice, scope) in enumerate(story):
        step(workspace, number, choice)
        refresh(connection, workspace, scope)
    refresh(connection, workspace, Scope())
    assert rows_of(connection) == fresh(workspace)
    shutil.rmtree(workspace.root)


@settings(max_examples=15, deadline=None)
@given(story=STORIES, order=st.randoms(use_true_random=False))
def test_the_order_in_which_files_were_made_does_not_matter(story, order, tmp_path_factory):
    workspace = make_workspace(tmp_path_factory.mktemp("order"))
    for number, (step, choice, _) in enumerate(story):
        step(workspace, number, choice)
    other = tmp_path_factory.mktemp("shuffled")
    files = sorted(path for path in workspace.root.rglob("*") if path.is_file())
    order.shuffle(files)
    for path in files:
        copy = other / path.relative_to(workspace.root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    assert fresh(workspace) == fresh(workspace._replace(root=other))
    shutil.rmtree(workspace.root)
    shutil.rmtree(other)


def test_a_row_that_is_younger_than_the_scan_is_kept(tmp_path):
    workspace = make_workspace(tmp_path)
    ours, theirs = opened(workspace), opened(workspace)
    met = list(workspace.walk(HOME))  # our scan
    put(workspace, entry("do", DO))  # then somebody logs, and their row is there before we look
    refresh(theirs, workspace, HOME)
    changes = refreshing._compare(met, refreshing._known(ours, HOME))  # noqa: SLF001 - the race
    assert len(changes.gone) == 1
    ours.execute("BEGIN IMMEDIATE")
    touched = refreshing._apply(ours, workspace, changes, 0)  # noqa: SLF001 - the race
    refreshing.derive(ours, touched)
    ours.execute("COMMIT")
    assert (count(ours), count(ours, "entries")) == (1, 1)


def test_a_district_that_is_first_met_in_an_entry_is_there_as_after_a_rebuild(tmp_path):
    workspace = make_workspace(tmp_path)
    connection = opened(workspace)
    put(workspace, entry("do", DO, Address(READING, "cedar-lake", "01-grade-1")))
    refresh(connection, workspace, Scope())
    assert ("reading-2025", "cedar-lake", "", "", "") in rows_of(connection)["memberships"]
    assert rows_of(connection) == fresh(workspace)


def test_a_row_whose_file_is_gone_is_deleted(tmp_path):
    workspace = make_workspace(tmp_path)
    path = put(workspace, entry("do", DO))
    connection = opened(workspace)
    path.unlink()
    refresh(connection, workspace, HOME)
    assert (count(connection), count(connection, "entries")) == (0, 0)


def test_a_file_that_goes_between_scan_and_reading_leaves_no_row(tmp_path):
    workspace = make_workspace(tmp_path)
    connection = opened(workspace)
    path = put(workspace, entry("do", DO))
    met = list(workspace.walk(HOME))
    path.unlink()
    changes = refreshing._compare(met, refreshing._known(connection, HOME))  # noqa: SLF001 - the race
    refreshing._apply(connection, workspace, changes, 0)  # noqa: SLF001 - the race
    assert count(connection) == 0


def test_an_edit_in_place_within_one_tick_of_the_clock_is_noticed(tmp_path):
    workspace = make_workspace(tmp_path)
    path = put(workspace, entry("do", DO))
    connection = opened(workspace)
    before = path.stat()
    row = "size, modified, changed, inode FROM files WHERE role = 'entry'"
    path.write_bytes(path.read_bytes().replace(b"Both", b"Some"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    # as a coarse clock would have it: the change time is the old one, too
    connection.execute("UPDATE files SET changed = ? WHERE role = 'entry'", (after.st_ctime_ns,))
    stamp = (after.st_size, before.st_mtime_ns, after.st_ctime_ns, before.st_ino)
    assert connection.execute(f"SELECT {row}").fetchone() == stamp
    refresh(connection, workspace, HOME)
    (body,) = connection.execute("SELECT body FROM entries").fetchone()
    assert body == '{"as_planned": "yes", "observed": "Some read aloud every day"}'


def test_a_row_that_is_there_already_is_compared_and_no_error(tmp_path):
    workspace = make_workspace(tmp_path)
    put(workspace, entry("do", DO))
    ours, theirs = opened(workspace, Scope(READING, "birch-hill")), None
    met = list(workspace.walk(HOME))
    changes = refreshing._compare(met, refreshing._known(ours, HOME))  # noqa: SLF001 - the race
    theirs = opened(workspace)  # reads the same file first
    before = rows_of(theirs)
    refreshing._apply(ours, workspace, changes, 0)  # noqa: SLF001 - the race
    assert rows_of(ours) == before


# What a refresh opens, told by Python itself.
OPENED: list[str] | None = None
_LOCK = threading.Lock()


def _watch(event, given):
    if event == "open" and OPENED is not None and isinstance(given[0], str | Path):
        with _LOCK:
            OPENED.append(str(given[0]))


@pytest.fixture
def opens(monkeypatch):
    """Run something and return the files of the workspace that it opened."""
    if not hasattr(sys, "_pdsa_watched"):
        sys.addaudithook(_watch)
        sys._pdsa_watched = True  # noqa: SLF001 - a hook cannot be taken back

    def during(action):
        monkeypatch.setattr(sys.modules[__name__], "OPENED", [])
        action()
        found = sorted(path for path in OPENED if "/cycles/" in path)
        monkeypatch.setattr(sys.modules[__name__], "OPENED", None)
        return [path.rpartition("/cycles/")[2] for path in found]

    return during


def aged(connection):
    """Let the last scan be long after the last change of every file."""
    connection.execute("UPDATE files SET read_at = read_at + 10000000000")


def test_a_file_that_did_not_change_is_not_read_again(tmp_path, opens):
    workspace = make_workspace(tmp_path)
    put(workspace, entry("do", DO))
    connection = opened(workspace)
    aged(connection)
    put(workspace, entry("study", STUDY, count=2))
    read = opens(lambda: refresh(connection, workspace, Scope()))
    assert read == [
        "reading-2025/ash-valley/entries/2025-10-20-study-01k80a3syg0000000000000002.json"
    ]


def test_a_young_file_is_read_again_until_it_is_old(tmp_path, opens):
    workspace = make_workspace(tmp_path, districts=["ash-valley"], plans=0)
    connection = opened(workspace)
    assert len(opens(lambda: refresh(connection, workspace, Scope()))) == 4
    aged(connection)
    assert opens(lambda: refresh(connection, workspace, Scope())) == []


def test_a_young_file_that_says_nothing_new_waits_for_no_writer(tmp_path):
    workspace = make_workspace(tmp_path)
    put(workspace, entry("do", DO))
    connection = opened(workspace)
    writer = sqlite3.connect(workspace.database, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    connection.execute("PRAGMA busy_timeout = 0")
    refresh(connection, workspace, Scope())
    put(workspace, entry("do", DO, count=2))
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        refresh(connection, workspace, Scope())
    writer.close()


def test_the_scope_of_a_district_opens_no_file_of_another(tmp_path, opens):
    workspace = make_workspace(tmp_path, plans=1)
    for number, district in enumerate(["ash-valley", "birch-hill"]):
        put(workspace, entry("do", DO, Address(READING, district, "01-grade-1"), number))
    read = opens(lambda: opened(workspace, HOME))
    assert [path for path in read if not path.endswith("tmp")] == [
        "network.yaml",
        "reading-2025/ash-valley/01-grade-1.yaml",
        "reading-2025/ash-valley/district.yaml",
        "reading-2025/ash-valley/entries/2025-10-20-do-01k80a3r000000000000000000.json",
        "reading-2025/collaborative.yaml",
    ]


def test_a_former_id_that_is_a_plan_again_keeps_its_own_entries(tmp_path):
    workspace = make_workspace(tmp_path)
    put(workspace, entry("act", ACT))
    rename_plan(workspace, 0, 0)
    connection = opened(workspace)
    assert connection.execute("SELECT cycle FROM entries").fetchall() == [("01-grade-1",)]
    workspace.plan_file(FIRST).unlink()
    refresh(connection, workspace, HOME)
    assert connection.execute("SELECT cycle FROM entries").fetchall() == [("05-renamed",)]


def test_an_erased_entry_does_not_come_back_with_an_old_copy(tmp_path):
    workspace = make_workspace(tmp_path)
    path = put(workspace, entry("do", DO))
    connection = opened(workspace)
    text = path.read_text(encoding="utf-8")
    erase(connection, workspace, next(workspace.entry_files()))
    write(path, text)
    refresh(connection, workspace, HOME)
    assert (count(connection), count(connection, "entries")) == (1, 0)


def test_a_name_that_is_no_text_is_told_and_stops_nothing(tmp_path):
    workspace = make_workspace(tmp_path, plans=0)
    name = os.fsencode(workspace.folder(folder_of("ash-valley"))) + b"/caf\xe9.yaml"
    Path(os.fsdecode(name)).write_text(PLAN.format(number=1), encoding="utf-8")
    rows = opened(workspace).execute("SELECT path, code FROM diagnostics").fetchall()
    assert rows == [(r"cycles/reading-2025/ash-valley/caf\udce9.yaml", "bad-id")]


WRITER = """
import sys
from pathlib import Path
import pytest
from pdsa.core.model import Address
from pdsa.storage.database import open_database
from pdsa.storage.journal import log_entry
from pdsa.storage.workspace import Scope, Workspace
from tests.storage.samples import DO, FIRST, READING, entry
workspace, number = Workspace(Path(sys.argv[1])), int(sys.argv[2])
for turn in range({each}):
    connection = open_database(workspace, Scope(READING, "ash-valley"), sys.exit)
    found = entry("do", DO, FIRST, number * 1000 + turn)
    logged = log_entry(connection, workspace, found, FIRST._replace(cycle=""))
    print(logged.entry.id, logged.caught_up)
    connection.close()
"""


def test_writers_at_once_lose_nothing_and_meet_no_lock(tmp_path):
    workspace = make_workspace(tmp_path)
    opened(workspace).close()
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER.format(each=EACH), str(tmp_path), str(number)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for number in range(PROCESSES)
    ]
    while any(writer.poll() is None for writer in writers):
        opened(workspace).close()
    results = [writer.communicate() for writer in writers]
    assert [error for _, error in results] == [""] * PROCESSES
    said = [line.split() for out, _ in results for line in out.splitlines()]
    assert {caught_up for _, caught_up in said} == {"True"}
    acknowledged = sorted(id for id, _ in said)
    assert len(acknowledged) == PROCESSES * EACH
    assert sorted(file.id for file in workspace.entry_files()) == acknowledged
    rows = opened(workspace).execute("SELECT id FROM entries ORDER BY id").fetchall()
    assert [id for (id,) in rows] == acknowledged


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("cycles/network.yaml", True),
        ("cycles/gone.yaml", False),
        ("cycles/here/../network.yaml", False),  # it opens, as `Network.yaml` does on some disks
        ("cycles/here", False),
    ],
)
def test_a_file_is_there_where_its_folder_lists_its_name(tmp_path, path, listed):
    write(tmp_path / "cycles/network.yaml", "")
    (tmp_path / "cycles/here").mkdir()
    assert is_listed(tmp_path, path) is listed
