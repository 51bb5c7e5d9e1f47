"""Copies that sync services leave: counted once, left out, or in the place of what is not here."""

import pytest

from pdsa.storage.checking import load_findings
from pdsa.storage.database import open_database
from pdsa.storage.journal import erase
from pdsa.storage.workspace import Scope
from tests.storage.samples import DO, FIRST, PLAN, READING, entry, make_workspace, put, write

DISTRICT = f"cycles/{READING}/ash-valley"
COPY = " (Sam's conflicted copy 2025-11-03)"


@pytest.fixture
def place(tmp_path):
    return make_workspace(tmp_path, plans=1)


def copy_of(path, extra=COPY, old="", new=""):
    text = path.read_text(encoding="utf-8").replace(old, new)
    return write(path.with_name(f"{path.stem}{extra}{path.suffix}"), text)


def opened(place):
    return open_database(place, Scope(), pytest.fail)


def told(place):
    """The copies that `check` tells, by severity and message."""
    found = load_findings(opened(place), place, "")
    return [f"{one.severity}: {one.message}" for one in found if one.code == "conflict-copy"]


def standings(place):
    query = "SELECT path, standing FROM entries ORDER BY path"
    return [(path.rpartition("/")[2], standing) for path, standing in opened(place).execute(query)]


def test_a_copy_with_the_same_content_counts_once(place):
    path = put(place, entry("do", DO))
    copy = copy_of(path)
    assert sorted(standings(place)) == sorted([(path.name, "counts"), (copy.name, "repeated")])
    assert told(place) == [
        f"warning: a copy of `{path.name}` with the same content; it counts once"
    ]


def test_a_copy_with_other_content_is_left_out_with_its_reason(place):
    path = put(place, entry("do", DO))
    copy = copy_of(path, old="Both", new="Some")
    assert standings(place) == [(path.name, "counts")]
    assert told(place) == [
        f"error: a copy of `{path.name}` with other content; only that file counts"
    ]
    query = "SELECT path, left_out FROM diagnostics WHERE code = 'conflict-copy'"
    assert opened(place).execute(query).fetchall() == [(place.relative(copy), 1)]


def test_a_copy_counts_in_the_place_of_an_original_that_is_not_here(place):
    path = put(place, entry("do", DO))
    copy = copy_of(path)
    path.unlink()
    assert standings(place) == [(copy.name, "counts")]
    assert place.find_entry("01k").path == place.relative(copy)
    copy.rename(path)
    assert standings(place) == [(path.name, "counts")]
    assert told(place) == []


def test_a_copy_counts_in_the_place_of_an_original_that_cannot_be_read(place):
    path = put(place, entry("do", DO))
    copy = copy_of(path)
    write(path, "")
    assert standings(place) == [(copy.name, "counts")]
    assert told(place) == [
        f"warning: a copy of `{path.name}`, which cannot be read; it counts in its place"
    ]


def test_an_entry_is_one_to_commands_whatever_copies_it_has(place):
    path = put(place, entry("do", DO))
    copy_of(path)
    copy_of(path, extra="-DESKTOP-AB12CDE")
    assert [file.path for file in place.entry_files()] == [place.relative(path)]


def test_to_erase_an_entry_takes_its_copies_with_it(place):
    path = put(place, entry("do", DO))
    copy_of(path)
    erase(opened(place), place, place.find_entry("01k"))
    assert [file.name for file in path.parent.iterdir()] == ["removed"]


def test_a_copy_that_comes_back_after_its_entry_was_erased_does_not_count(place):
    path = put(place, entry("do", DO))
    copy = copy_of(path).read_bytes()
    erase(opened(place), place, place.find_entry("01k"))
    path.with_name(f"{path.stem}{COPY}.json").write_bytes(copy)
    assert standings(place) == []
    assert told(place) == [f"error: a copy of `{path.name}`, which was erased; it does not count"]


@pytest.mark.parametrize(
    "extra", [" (1)", " 2", "-LIB-07", "-DESKTOP-AB12CDE", "-desktop-ab12cde", COPY]
)
def test_the_copy_of_a_plan_is_no_second_plan(place, extra):
    copy_of(place.plan_file(FIRST), extra, old="grade 1", new="grade 2")
    assert place.listing()[READING]["ash-valley"] == ("01-grade-1",)
    query = "SELECT cycle FROM plans WHERE district = 'ash-valley'"
    assert opened(place).execute(query).fetchall() == [("01-grade-1",)]
    assert told(place) == [
        "error: a copy of `01-grade-1.yaml` with other content; only that file is read"
    ]


def test_what_may_be_a_copy_is_judged_anew_when_a_file_beside_it_comes_or_goes(place):
    odd = write(place.root / DISTRICT / "02-poster-LIB-07.yaml", PLAN.format(number=2))
    assert told(place) == []
    original = write(odd.with_name("02-poster.yaml"), PLAN.format(number=2))
    assert told(place) == [
        "warning: a copy of `02-poster.yaml` with the same content; only that file is read"
    ]
    original.unlink()
    assert told(place) == []


@pytest.mark.parametrize(
    "path",
    [
        "cycles/network.yaml",
        "cycles/districts/ash-valley.yaml",
        f"cycles/{READING}/collaborative.yaml",
        f"{DISTRICT}/district.yaml",
    ],
)
def test_a_copy_of_any_file_is_told(place, path):
    copy_of(place.root / path)
    name = path.rpartition("/")[2]
    assert told(place) == [
        f"warning: a copy of `{name}` with the same content; only that file is read"
    ]
    (place.root / path).unlink()
    if path != "cycles/network.yaml":
        assert told(place) == [f"error: a copy of `{name}`, which is not here; nothing reads it"]


def test_a_copy_that_cannot_be_read_is_told_once_its_original_arrives(place):
    path = put(place, entry("do", DO))
    content = path.read_text("utf-8")
    path.unlink()
    write(path.with_name(f"{path.stem}{COPY}.json"), "")
    assert told(place) == []  # that it is empty says enough
    write(path, content)
    assert standings(place) == [(path.name, "counts")]
    assert told(place) == [
        f"error: a copy of `{path.name}` with other content; only that file counts"
    ]
