"""`pdsa district add`: when a district joined is said, or left out, never guessed."""

import pytest

MADE = "made cycles/districts/moss-hill.yaml and cycles/reading-2025/moss-hill/district.yaml"
NEXT = "next: pdsa plan reading-2025/moss-hill --try IDEA --with WHOM --predict ... --until DATE"


@pytest.mark.parametrize(
    ("flags", "membership"),
    [
        ("", "joined: 2025-11-21\n"),
        ("--joined 2025-10-01", "joined: 2025-10-01\n"),
        ("--joined yesterday", "joined: 2025-11-20\n"),
        ("--joined unknown", "{}\n"),
        ("--joined unknown --aim Readers", "aim: Readers\n"),
    ],
)
def test_a_district_joined_on_a_day_or_nobody_knows(workspace, pdsa, flags, membership):
    ran = pdsa(f"district add moss-hill --to reading-2025 {flags}")
    assert ran == (0, f"{MADE}; {NEXT}\n", "")
    file = workspace / "cycles/reading-2025/moss-hill/district.yaml"
    assert file.read_text("utf-8") == membership


def test_a_day_that_is_none_is_refused(workspace, pdsa):
    ran = pdsa("district add moss-hill --to reading-2025 --joined soon")
    hint = "Hint: write a day as in 2025-11-03, today, yesterday, -3d or -2w\n"
    assert ran == (2, "", f"pdsa: `soon` is not a day\n{hint}")
    assert not (workspace / "cycles/reading-2025/moss-hill").exists()


def test_a_district_that_is_there_may_join_one_more_collaborative(workspace, pdsa):
    assert pdsa("district add cedar-fork --name 'Cedar Fork' --state PA").code == 0
    about = workspace / "cycles/districts/cedar-fork.yaml"
    assert about.read_text("utf-8") == "name: Cedar Fork\nstate: PA\n"
    ran = pdsa("district add cedar-fork --to reading-2025 --name Other")
    told = (
        "pdsa: district `cedar-fork` has a file already, which says its `name`\n"
        "Hint: leave it out here, or edit cycles/districts/cedar-fork.yaml\n"
    )
    assert ran == (2, "", told)
    ran = pdsa("district add cedar-fork --to reading-2025")
    assert ran.out.startswith("made cycles/reading-2025/cedar-fork/district.yaml; next: pdsa plan")
    assert about.read_text("utf-8") == "name: Cedar Fork\nstate: PA\n"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "ash-valley --to reading-2025",
            (
                "district `ash-valley` is there already\n"
                "Hint: edit its file: cycles/reading-2025/ash-valley/district.yaml"
            ),
        ),
        (
            "moss-hill --to math-2025",
            "there is no collaborative `math-2025`\nHint: there are: reading-2025",
        ),
        (
            "moss-hill --joined 2025-10-01",
            "`--joined` says nothing without --to\nHint: add --to COLLABORATIVE",
        ),
    ],
)
def test_what_cannot_be_added_is_refused(workspace, pdsa, line, told):
    assert pdsa(f"district add {line}") == (2, "", f"pdsa: {told}\n")
    assert not (workspace / "cycles/districts/moss-hill.yaml").exists()


def test_a_dry_run_writes_nothing(workspace, pdsa):
    assert pdsa("district add moss-hill --to reading-2025 --dry-run").code == 0
    assert [*workspace.rglob("moss-hill*")] == []
