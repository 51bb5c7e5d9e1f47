import pytest

from pdsa.core.copies import Alike, describe_copy, entry_id, original_of
from pdsa.core.diagnostics import Severity

ENTRY = "2025-11-03-do-01kax4qv800000000000000001"
SIBLINGS = ("district.yaml", "01-guides.yaml", "01-guides-grade-7.yaml", "03.yaml", "04-odd.yml")


@pytest.mark.parametrize(
    "extra",
    [
        " (1)",  # OneDrive, Google Drive
        "-conflicted copy",
        " (Sam's conflicted copy 2025-11-03)",  # Dropbox
        "-DESKTOP-AB12CD",  # OneDrive
        "-lib-07",  # the same, whatever the computer is called
        ".sync-conflict-20251103-101112-ABCDEFG",  # Syncthing
        " 2",  # iCloud
        " - Copy",
        "x",
    ],
)
def test_whatever_follows_the_id_in_the_name_of_an_entry_makes_it_a_copy(extra):
    assert original_of(f"{ENTRY}{extra}.json", ()) == f"{ENTRY}.json"
    assert entry_id(f"{ENTRY}{extra}.json") == ENTRY.rpartition("-")[2]


@pytest.mark.parametrize(
    "name",
    [
        f"{ENTRY}.json",
        f"{ENTRY}.json.bak",
        "x-01kax4qv800000000000000001.json",  # renamed by hand: told as such
        "2025-11-03-do-01kax4 (1).json",  # an id is whole
        "x (1).json",
        "notes (1).txt",
    ],
)
def test_no_other_name_is_a_copy_of_an_entry(name):
    assert original_of(name, (f"{ENTRY}.json",)) is None


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("02-poster (Sam's conflicted copy 2025-11-03).yaml", "02-poster.yaml"),
        ("02-poster (conflicted copy 2025-11-03 101112).yml", "02-poster.yml"),
        ("02-poster.sync-conflict-20251103-101112-ABCDEFG.yaml", "02-poster.yaml"),
        ("02-poster-conflicted copy.yaml", "02-poster.yaml"),
        ("02-poster_conflict-20251103-101112.yaml", "02-poster.yaml"),
        ("02-poster-DESKTOP-AB12CDE.yaml", "02-poster.yaml"),
        ("02-poster-LAPTOP-AB12CDEF-2.yaml", "02-poster.yaml"),
    ],
)
def test_a_name_that_nobody_gives_is_a_copy_even_without_its_original(name, original):
    assert original_of(name, ()) == original


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("01-guides (1).yaml", "01-guides.yaml"),
        ("01-guides(2).yaml", "01-guides.yaml"),
        ("01-guides 2.yaml", "01-guides.yaml"),
        ("01-guides - Copy.yaml", "01-guides.yaml"),
        ("01-guides copy 2.yaml", "01-guides.yaml"),
        ("Copy of 01-guides.yaml", "01-guides.yaml"),
        ("01-guides-LIB-07.yaml", "01-guides.yaml"),
        ("01-guides-Sams-MacBook-Pro.yaml", "01-guides.yaml"),
        ("01-guides-desktop-ab12cd.yaml", "01-guides.yaml"),
        ("01-guides-conflicted-copy.yaml", "01-guides.yaml"),
        ("01-guides-grade-7 (1).yaml", "01-guides-grade-7.yaml"),  # the longer name wins
        ("district (1).yaml", "district.yaml"),
    ],
)
def test_beside_its_original_a_likely_name_is_a_copy_and_alone_it_is_not(name, original):
    assert original_of(name, SIBLINGS) == original
    assert original_of(name, set(SIBLINGS) - {original}) is None


@pytest.mark.parametrize(
    "name",
    [
        *SIBLINGS,
        "01-guides-grade-8.yaml",  # a name that a cycle can have
        "01-guides-desktop-support.yaml",
        "01-guides-2.yaml",
        "03 Something.yaml",
        "04-odd (1).yaml",  # the other one ends otherwise
        "01-guides (grade 7).yaml",
        "(1).yaml",
    ],
)
def test_a_name_that_a_person_may_have_given_is_no_copy(name):
    assert original_of(name, SIBLINGS) is None


@pytest.mark.parametrize(
    ("original", "alike", "severity"),
    [
        ("x.json", Alike.SAME, Severity.WARNING),
        ("x.json", Alike.DIFFERENT, Severity.ERROR),
        ("x.json", Alike.BROKEN, Severity.WARNING),
        ("x.json", Alike.ALONE, Severity.WARNING),
        ("x.json", Alike.ERASED, Severity.ERROR),
        ("x.yaml", Alike.SAME, Severity.WARNING),
        ("x.yaml", Alike.DIFFERENT, Severity.ERROR),
        ("x.yaml", Alike.ALONE, Severity.ERROR),
    ],
)
def test_a_copy_is_an_error_where_something_is_left_out_or_should_be_gone(
    original, alike, severity
):
    assert describe_copy("a/x (1)", original, alike).severity == severity
