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
