"""What is looked at, and what is mended: real files, a real database, real git."""

import os
import shutil
import sqlite3
import subprocess
import time
from datetime import UTC, datetime

import pytest

from pdsa.core.copies import Alike
from pdsa.core.health import Copy, Database, Fix, Repository
from pdsa.storage.database import open_database
from pdsa.storage.health import look_at_drafts, look_at_installation, look_at_workspace, mend
from pdsa.storage.user_state import write_draft
from pdsa.storage.workspace import Scope, Workspace
from tests.storage.samples import DO, FIRST, READING, entry, make_workspace, put, write

ENTRIES = f"cycles/{READING}/ash-valley/entries"
LEFT = "0123456789abcdef.tmp"


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    found = make_workspace(tmp_path / "workspace", plans=1)
    put(found, entry("do", DO))
    return found


def opened(place):
    return open_database(place, Scope(), pytest.fail)


def leave(path, days=2):
    write(path, "half")
    os.utime(path, (time.time() - days * 86400,) * 2)
    return path


def test_the_installation_is_looked_at_without_a_workspace():
    found = look_at_installation(80)
    assert found.sqlite == sqlite3.sqlite_version
    assert found.fast_yaml
    assert found.git.startswith("2.")


def test_a_missing_database_is_not_made_by_looking(place):
    assert look_at_workspace(place).database == Database.ABSENT
    assert not (place.root / ".pdsa").exists()


def test_a_sound_database_is_fine(place):
    opened(place).close()
    assert look_at_workspace(place).database == Database.FINE


def test_a_damaged_database_is_seen_and_mended(place):
    opened(place).close()
    place.database.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    assert look_at_workspace(place).database == Database.DAMAGED
    assert mend(place, [Fix(".pdsa/pdsa.db", "")]) == 1
    assert look_at_workspace(place).database == Database.FINE


def test_a_damaged_page_inside_is_seen(place):
    opened(place).close()
    content = bytearray(place.database.read_bytes())
    content[8192:12288] = b"\xff" * 4096
    place.database.write_bytes(content)
    assert look_at_workspace(place).database == Database.DAMAGED


def test_a_database_of_another_version_is_seen(place):
    connection = opened(place)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert look_at_workspace(place).database == Database.OLD


def test_a_database_that_another_command_holds_is_seen(place):
    connection = opened(place)
    connection.execute("BEGIN IMMEDIATE")
    assert look_at_workspace(place).database == Database.LOCKED


def test_a_database_that_came_with_a_copied_folder_is_seen(place, tmp_path):
    opened(place).close()
    shutil.copytree(place.root, tmp_path / "copied")
    assert look_at_workspace(Workspace(tmp_path / "copied")).database == Database.FOREIGN


def test_copies_are_compared_byte_for_byte(place):
    plan = place.plan_file(FIRST)
    same = write(plan.with_name("01-grade-1 (1).yaml"), plan.read_text("utf-8"))
    other = write(plan.with_name("01-grade-1-LIB-07.yaml"), "title: Other\n")
    alone = write(plan.with_name("02-x-conflicted copy.yaml"), "title: Other\n")
    assert look_at_workspace(place).copies == (
        Copy(place.relative(same), plan.name, Alike.SAME),
        Copy(place.relative(other), plan.name, Alike.DIFFERENT),
        Copy(place.relative(alone), "02-x.yaml", Alike.ALONE),
    )


def test_a_copy_that_changed_since_it_was_compared_is_kept(place):
    plan = place.plan_file(FIRST)
    copy = write(plan.with_name("01-grade-1 (1).yaml"), plan.read_text("utf-8"))
    fix = Fix(place.relative(copy), "", place.relative(plan))
    write(copy, "title: Other\n")
    assert mend(place, [fix]) == 0
    write(copy, plan.read_text("utf-8"))
    assert mend(place, [fix]) == 1
    assert (copy.exists(), plan.exists()) == (False, True)


def test_only_our_own_leftovers_that_are_older_than_a_day_are_found(place):
    opened(place).close()
    leave(place.root / ENTRIES / f".{LEFT}")
    leave(place.root / ".pdsa" / LEFT)
    leave(place.root / ENTRIES / f".f{LEFT[1:]}", days=0)
    leave(place.root / ENTRIES / "mine.tmp")
    leave(place.root / f"cycles/{READING}/{LEFT}")
    assert look_at_workspace(place).temporary == (f".pdsa/{LEFT}", f"{ENTRIES}/.{LEFT}")


def test_the_newest_entry_is_known_by_its_id(place):
    put(place, entry("do", DO, count=5))
    newest = datetime(2025, 10, 20, 8, 0, 5, tzinfo=UTC)
    assert look_at_workspace(place).newest == newest


def test_the_longest_path_is_counted_from_the_top_of_the_disk(place):
    longest = max(len(str(path)) for path in place.root.rglob("*.*") if path.is_file())
    assert look_at_workspace(place).longest_path == longest


def test_a_folder_that_cannot_be_listed_is_told(place):
    folder = place.root / f"cycles/{READING}/birch-hill/entries"
    folder.symlink_to("entries")  # a circle: the system refuses to list it, whoever asks
    found = look_at_workspace(place)
    assert found.unlisted.startswith(f"cycles/{READING}/birch-hill/entries cannot be listed")


def test_drafts_are_found_where_a_person_keeps_them(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert look_at_drafts()[1] == []
    draft = write_draft("2025-11-03-do-x.json", "{}")
    assert look_at_drafts() == (str(draft.parent), [draft.name])


def git(place, *words):
    subprocess.run(["git", *words], cwd=place.root, check=True, capture_output=True)


def test_no_repository_is_told(place):
    assert look_at_workspace(place).repository == Repository(inside=False)


def test_a_new_repository_lacks_a_name_and_a_remote(place):
    git(place, "init", "--quiet")
    opened(place).close()
    assert look_at_workspace(place).repository == Repository(named=False, remote="")


def test_what_git_ignores_and_should_not_and_the_other_way_round(place):
    git(place, "init", "--quiet")
    opened(place).close()
    (place.root / ".pdsa/.gitignore").unlink()
    write(place.root / ".gitignore", "cycles/\n")
    found = look_at_workspace(place).repository
    assert (found.ignored, found.database_shared) == (True, True)


def test_a_rebase_that_has_not_ended_is_seen(place):
    git(place, "init", "--quiet")
    (place.root / ".git/rebase-merge").mkdir()
    assert look_at_workspace(place).repository.waiting == "rebase"
