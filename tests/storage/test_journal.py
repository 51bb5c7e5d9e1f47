import os
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.ids import new_id
from pdsa.core.model import Address
from pdsa.storage.database import open_database
from pdsa.storage.entries import encode
from pdsa.storage.journal import (
    Logged,
    erase,
    log_entry,
    newest_id,
    refuse_same,
    short_ids,
    shorten,
)
from pdsa.storage.workspace import Scope
from tests.storage.samples import DO, FIRST, READING, STUDY, entry, make_workspace, put

FOLDER = FIRST._replace(cycle="")
OTHER = Address(READING, "birch-hill", "01-grade-1")


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return make_workspace(tmp_path / "workspace")


@pytest.fixture
def connection(place):
    return open_database(place, Scope(READING, "ash-valley"), pytest.fail)


def logged(connection, place, found):
    return log_entry(connection, place, found, FOLDER)


def test_an_entry_has_its_file_and_then_its_row(place, connection):
    found = entry("do", DO)
    path = f"cycles/reading-2025/ash-valley/entries/2025-10-20-do-{found.id}.json"
    assert logged(connection, place, found) == Logged(found, path, found.id[:10], caught_up=True)
    assert (place.root / path).read_text(encoding="utf-8") == encode(found)
    assert connection.execute("SELECT path, id FROM entries").fetchall() == [(path, found.id)]


@pytest.mark.parametrize("spoil", ["DROP TABLE entries", "PRAGMA query_only = 1"])
def test_once_the_file_has_its_name_the_entry_is_logged_whatever_the_database_says(
    place, connection, spoil
):
    connection.execute(spoil)
    found = entry("do", DO)
    assert logged(connection, place, found)[2:] == (found.id, False)
    assert [file.id for file in place.entry_files()] == [found.id]


def full(*_, **__):
    raise OSError(28, "No space left on device")


def test_what_has_no_file_is_not_logged_and_kept_as_a_draft(place, connection, monkeypatch):
    found = entry("do", DO)
    monkeypatch.setattr(os, "link", full)
    monkeypatch.setattr("pathlib.Path.rename", full)
    with pytest.raises(PdsaError) as refused:
        logged(connection, place, found)
    draft = place.root.parent / f"state/pdsa/drafts/2025-10-20-do-{found.id}.json"
    assert refused.value.message == "not logged: No space left on device"
    assert refused.value.hint.startswith(f"what you typed is kept in {draft};")
    assert draft.read_text(encoding="utf-8") == encode(found)
    assert list(place.entry_files()) == []


@pytest.mark.parametrize(
    ("change", "minutes", "refused"),
    [
        ({}, 0, True),
        ({}, 10, True),
        ({}, 11, False),
        ({"by": "ben"}, 1, False),
        ({"body": DO | {"observed": "Only one did"}}, 1, False),
        ({"address": FIRST._replace(cycle="02-grade-2")}, 1, False),
        ({"kind": "study", "body": STUDY}, 1, False),
    ],
)
def test_the_same_body_again_within_ten_minutes_is_a_slip(
    place, connection, change, minutes, refused
):
    found = entry("do", DO)
    logged(connection, place, found)
    later = found.recorded + timedelta(minutes=minutes)
    again = entry("do", DO, count=2)._replace(**{"recorded": later, **change})
    if not refused:
        refuse_same(connection, again)
        return
    with pytest.raises(PdsaError, match=f"less than ten minutes ago: {found.id}"):
        refuse_same(connection, again)


def test_what_was_taken_back_may_be_said_again(place, connection):
    found = entry("do", DO)
    logged(connection, place, found)
    body = {"retracts": found.id, "why": "wrong day"}
    logged(connection, place, entry("retraction", body, count=2))
    refuse_same(connection, entry("do", DO, count=3))


def test_a_new_id_is_above_the_newest_though_the_clock_is_behind(place, connection):
    found = entry("do", DO, count=500)
    logged(connection, place, found)
    behind = int((found.recorded - timedelta(hours=1)).timestamp() * 1000)
    assert new_id(behind, b"\0" * 10, newest_id(connection)) > found.id


def test_a_short_id_has_ten_characters_or_as_many_as_tell_it_from_the_others(place, connection):
    far = datetime(2025, 12, 1, tzinfo=UTC)
    alone = entry("do", DO)._replace(id=new_id(int(far.timestamp() * 1000), b"\0" * 10, ""))
    first = entry("do", DO, count=1)
    bumped = first._replace(id=f"{first.id[:-1]}z")  # in the same millisecond
    twins = [first, bumped]
    ids = [found.id for found in (alone, *twins)]
    for found in (alone, *twins):
        logged(connection, place, found)
    lengths = [10, 26, 26]
    assert [len(shorten(connection, id)) for id in ids] == lengths
    assert [len(short) for short in short_ids(place, ids).values()] == [26, 26, 10]


def test_a_short_id_tells_an_entry_from_those_that_the_database_has_not_met(place, connection):
    ours, theirs = entry("do", DO, count=1), entry("do", DO, OTHER, count=2)
    put(place, theirs)
    logged(connection, place, ours)
    assert short_ids(place, [ours.id]) == {ours.id: ours.id[:10]}
    assert place.find_entry(ours.id[:10]).id == ours.id


def test_erasing_deletes_the_file_and_leaves_a_mark(place, connection):
    found = entry("do", DO)
    path = place.root / logged(connection, place, found).path
    erase(connection, place, place.find_entry(found.id))
    assert [file.relative_to(path.parent).as_posix() for file in path.parent.rglob("*")] == [
        "removed",
        f"removed/{found.id}",
    ]
    assert (path.parent / "removed" / found.id).read_bytes() == b""
    assert connection.execute("SELECT count(*) FROM entries").fetchone() == (0,)


def test_what_cannot_be_erased_is_said(place, connection, monkeypatch):
    logged(connection, place, entry("do", DO))
    file = next(place.entry_files())
    monkeypatch.setattr("pathlib.Path.unlink", full)
    with pytest.raises(PdsaError, match="not erased: No space left on device"):
        erase(connection, place, file)


def test_erasing_twice_is_no_error(place, connection):
    logged(connection, place, entry("do", DO))
    file = next(place.entry_files())
    erase(connection, place, file)
    erase(connection, place, file)
    assert isinstance(connection, sqlite3.Connection)
    assert list(place.entry_files()) == []
