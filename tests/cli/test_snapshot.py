"""`pdsa report --snapshot` and `--compare`: closed periods are kept, and compared with."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("workspace")

KEEP = "report reading-2025 --snapshot reports"


def names(workspace):
    return sorted(path.name for path in (workspace / "reports").iterdir())


def test_the_last_closed_period_is_kept_in_three_forms(pdsa, workspace):
    ran = pdsa(KEEP)
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.splitlines()[-1] == (
        "pdsa: next: commit them, the next report compares with them"
    )
    assert names(workspace) == [f"reading-2025-2025-10-31.{end}" for end in ("html", "json", "md")]


def test_the_same_period_again_changes_nothing(pdsa):
    pdsa(KEEP)
    assert pdsa(KEEP).err == "pdsa: nothing changed\n"


def test_each_reader_and_each_district_has_files_of_its_own(pdsa, workspace):
    for line in (KEEP, f"{KEEP} --audience public", f"{KEEP} --audience facilitator"):
        assert pdsa(line).code == 0
    assert pdsa(KEEP.replace("2025 ", "2025/ash-valley ", 1)).code == 0
    kept = [name for name in names(workspace) if name.endswith(".json")]
    assert kept == [
        "reading-2025-2025-10-31.json",
        "reading-2025-ash-valley-2025-10-31.json",
        "reading-2025-facilitator-2025-10-31.json",
        "reading-2025-public-2025-10-31.json",
    ]


@pytest.mark.parametrize(
    ("kept", "before"),
    [
        ("report reading-2025", [0, 1]),
        ("report reading-2025/ash-valley", None),  # another page
        ("report reading-2025 --audience public", None),  # for others
    ],
)
def test_the_next_report_compares_with_the_same_one(pdsa, kept, before):
    assert pdsa(f"{kept} --snapshot reports").code == 0
    report = json.loads(pdsa("report reading-2025 --compare reports --json").out)
    found = {row["principle"]: row["before"] for row in report["quality"]}["series"]
    assert (found and [found["k"], found["n"]]) == before


def test_other_figures_for_a_closed_period_are_not_written(pdsa, workspace):
    pdsa(KEEP)
    assert pdsa("record birch-hill/01 texts 12 --day 2025-10-30").code == 0
    ran = pdsa(KEEP)
    assert (ran.code, ran.err.splitlines()[-1]) == (
        2,
        "Hint: remove it if the new figures should stand",
    )
    assert len(names(workspace)) == 3


def test_the_page_of_one_district_is_not_for_the_public(pdsa):
    told = """\
pdsa: the page of one district is not for the public
Hint: leave out --audience: its board decides what it publishes
"""
    assert pdsa("report reading-2025/ash-valley --audience public") == (2, "", told)
