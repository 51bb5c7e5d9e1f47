"""What a report notices of a file that changed behind its back; docs/freshness.md has the reasons."""

import os
import shutil
import sqlite3

import pytest

DISTRICT = "cycles/reading-2025/ash-valley"
DAY, YEAR = 86_400 * 10**9, 365 * 86_400 * 10**9
TICK = 10**7
REPORT = "report reading-2025"


@pytest.fixture
def point(workspace):
    """The file of the last point of the series, 4/6, written long before the last scan."""
    [path] = (workspace / DISTRICT / "entries").glob("2025-11-14-data-*.json")
    put_back(path, path.stat().st_mtime_ns - DAY)
    return path


def put_back(path, modified):
    os.utime(path, ns=(modified, modified))


def edit(path):
    """Write other content of the same size in place, and give the file its old time."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(b'"4"', b'"6"'))
    put_back(path, before.st_mtime_ns)
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def forget_the_change(workspace, path, *, scanned=DAY):
    """Make the database believe what a system says that keeps no time of change."""
    stat = path.stat()
    connection = sqlite3.connect(workspace / ".pdsa/pdsa.db")
    connection.execute(
        "UPDATE files SET modified = ?, changed = ?, inode = ?, read_at = ? WHERE path = ?",
        (
            stat.st_mtime_ns,
            stat.st_mtime_ns,
            stat.st_ino,
            stat.st_mtime_ns + scanned,
            path.relative_to(workspace).as_posix(),
        ),
    )
    connection.commit()
    connection.close()


def same_change_time(path, monkeypatch):
    """Let the walk see the time of change that such a system gives: that of the content."""
    from pdsa.storage import workspace as walking  # noqa: PLC0415 - only here

    def stamp(stat):
        return stat.st_size, stat.st_mtime_ns, stat.st_mtime_ns, stat.st_ino

    monkeypatch.setattr(walking, "_read_stamp", stamp)
    assert stamp(path.stat())


def check(pdsa, faults, kind, before):
    """Hold that a report has other figures than before, and those of a rebuild."""
    after = pdsa(REPORT)
    noticed = after.out != before.out
    assert pdsa("rebuild").code == 0
    same = pdsa(REPORT) == after
    faults.record(f"noticed: {kind}", 1, int(noticed and same))
    assert (noticed, same) == (True, True)


def test_an_edit_within_one_tick_of_the_clock_is_noticed(
    workspace, point, pdsa, faults, monkeypatch
):
    before = pdsa(REPORT)
    edit(point)
    same_change_time(point, monkeypatch)
    forget_the_change(workspace, point, scanned=TICK)
    check(pdsa, faults, "edit in place at once", before)


def test_a_file_with_its_old_time_and_size_is_noticed_by_its_time_of_change(point, pdsa, faults):
    before = pdsa(REPORT)
    edit(point)
    check(pdsa, faults, "old time and size", before)


def test_where_no_time_of_change_is_kept_it_takes_a_rebuild(
    workspace, point, pdsa, faults, monkeypatch
):
    before = pdsa(REPORT)
    edit(point)
    same_change_time(point, monkeypatch)
    forget_the_change(workspace, point)
    assert pdsa(REPORT).out == before.out
    assert pdsa("rebuild").code == 0
    assert pdsa(REPORT).out != before.out
    faults.record("needs `pdsa rebuild`: all times and sizes equal", 1, 1)


def test_a_file_from_a_clock_a_year_ahead_is_always_read(
    workspace, point, pdsa, faults, monkeypatch
):
    put_back(point, point.stat().st_mtime_ns + YEAR)
    before = pdsa(REPORT)
    edit(point)
    same_change_time(point, monkeypatch)
    forget_the_change(workspace, point, scanned=-YEAR)
    check(pdsa, faults, "clock a year ahead", before)


def test_a_scan_by_a_clock_a_year_ahead_hides_no_later_edit(workspace, point, pdsa, faults):
    before = pdsa(REPORT)
    connection = sqlite3.connect(workspace / ".pdsa/pdsa.db")
    connection.execute("UPDATE files SET read_at = read_at + ?", (YEAR,))
    connection.commit()
    connection.close()
    edit(point)
    check(pdsa, faults, "clock put back by a year", before)


def copied(workspace):
    """A database of another workspace: its rows are of files with these names and other content."""
    other = workspace.parent / "other"
    shutil.copytree(workspace, other)
    [path] = (other / DISTRICT / "entries").glob("2025-11-14-data-*.json")
    edit(path)
    shutil.rmtree(workspace / ".pdsa")
    return other


def test_a_database_copied_from_another_workspace_is_corrected(workspace, pdsa, faults, point):
    assert point.exists()
    truth = pdsa(REPORT)
    other = copied(workspace)
    foreign = pdsa(["-C", str(other), *REPORT.split()])
    shutil.copytree(other / ".pdsa", workspace / ".pdsa")
    found = pdsa(REPORT)
    faults.record("noticed: database of another workspace", 1, int(found == truth != foreign))
    assert found == truth != foreign


def swap(workspace):
    first, second = sorted((workspace / DISTRICT).glob("0*.yaml"))
    between = first.with_suffix(".tmp")
    first.rename(between)
    second.rename(first)
    between.rename(second)


MOVES = {
    "a district's folder renamed": lambda root: (root / DISTRICT).rename(root / f"{DISTRICT}-2"),
    "a collaborative's folder renamed": lambda root: (root / "cycles/reading-2025").rename(
        root / "cycles/reading-2026"
    ),
    "two plans swapped": swap,
    "entries moved away": lambda root: (root / DISTRICT / "entries").rename(root / "entries"),
    "the database deleted": lambda root: shutil.rmtree(root / ".pdsa"),
}


@pytest.mark.parametrize("kind", MOVES)
def test_what_was_moved_is_found_where_it_is(workspace, pdsa, faults, kind):
    pdsa("report")
    pdsa(REPORT)
    MOVES[kind](workspace)
    [collaborative] = (path.parent.name for path in workspace.glob("cycles/*/collaborative.yaml"))
    lines = [f"report {collaborative}", "status", "history"]
    after = [pdsa(line) for line in lines]
    assert pdsa("rebuild").code == 0
    same = [pdsa(line) for line in lines] == after
    faults.record(f"noticed: {kind}", 1, int(same))
    assert same


def test_a_workspace_that_was_moved_whole_is_not_read_again(workspace, pdsa, faults, monkeypatch):
    before = pdsa(REPORT)
    moved = workspace.parent / "elsewhere/workspace"
    workspace.rename(moved)
    monkeypatch.chdir(moved)
    assert pdsa(REPORT) == before
    faults.record("noticed: the workspace moved whole", 1, 1)
