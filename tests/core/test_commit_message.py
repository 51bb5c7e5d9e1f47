import pytest

from pdsa.core.commit_message import Change, build_message
from pdsa.core.model import Address


def change(text):
    """A change from `added do ash-valley`, `changed plan ash-valley`, `removed - -`."""
    how, kind, district = text.split()
    address = Address("reading-2025", "" if district == "-" else district, "01-guides")
    path = f"cycles/reading-2025/{district}/{kind}"
    return Change(how, path, address, "" if kind == "-" else kind, "2025-11-03")


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        (["added do a"], "Log 1 do for a"),
        (["added study a", "added do a", "added do a"], "Log 2 do, 1 study for a"),
        (["added do a", "added do b"], "Log 2 do for a and b"),
        (["added do a", "added do b", "added do c"], "Log 3 do for 3 districts"),
        (["added do a", "added data a", "added study a", "added act a"], "Log 4 entries for a"),
        (["added later a", "added do a"], "Log 1 do, 1 later for a"),  # of a newer version
        (["added plan a"], "Plan 1 cycle for a"),
        (["added plan a", "added do a"], "Log 1 do; plan 1 cycle for a"),
        (["changed plan a", "added - a"], "Add 1 file; edit 1 file for a"),
        (["removed do a"], "Remove 1 file for a"),
        (["added - -"], "Add 1 file"),
        (["added - entries/removed/01x"], "Keep the marks of what was erased"),
    ],
)
def test_the_title_says_what_was_done_for_whom(changes, title):
    assert build_message(map(change, changes))[0] == title


def test_the_body_has_a_line_for_each_file_by_path():
    changes = [change(text) for text in ("removed do b", "added plan a", "added do a")]
    assert build_message(changes)[1].splitlines() == [
        "do 2025-11-03 reading-2025/a/01-guides",
        "plan reading-2025/a/01-guides",
        "remove cycles/reading-2025/b/do",
    ]


def test_a_long_body_ends_with_how_many_more():
    lines = build_message([change("added do a")] * 60)[1].splitlines()
    assert (len(lines), lines[-1]) == (51, "and 10 more")
