"""`pdsa rebuild`: the files are the record; the database follows."""

import pytest

MADE = "made .pdsa/pdsa.db afresh: 3 plans, 6 entries, 2 points\n"


def test_the_database_is_made_from_the_files(workspace, pdsa):
    assert pdsa("rebuild") == (0, MADE, "")
    assert (workspace / ".pdsa/pdsa.db").is_file()
    assert (workspace / ".pdsa/.gitignore").read_text("utf-8") == "*\n"


@pytest.mark.usefixtures("workspace")
def test_a_report_says_the_same_before_and_after(pdsa):
    pdsa("record ash-valley/02 classes 6/6")
    before = pdsa("report reading-2025 --json")
    assert pdsa("rebuild").code == 0
    assert pdsa("report reading-2025 --json") == before


def test_what_does_not_belong_to_the_files_is_forgotten(workspace, pdsa):
    pdsa("rebuild")
    next(workspace.glob("cycles/*/*/entries/*-do-*.json")).unlink()
    assert pdsa("rebuild").out == MADE.replace("6 entries", "5 entries")


@pytest.mark.usefixtures("workspace")
def test_it_takes_no_argument(pdsa):
    told = (
        "pdsa: `pdsa rebuild` takes fewer words: `now` is too much\n"
        "Hint: for example: pdsa rebuild\n"
    )
    assert pdsa("rebuild now") == (2, "", told)
