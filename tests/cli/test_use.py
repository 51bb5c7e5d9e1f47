"""`pdsa use`: my default, so that `02` is enough."""

import pytest

pytestmark = pytest.mark.usefixtures("workspace")


def test_a_bare_number_means_a_cycle_of_my_default(pdsa, logged):
    said = "your default is reading-2025/ash-valley; next: pdsa status\n"
    assert pdsa("use ash-valley") == (0, said, "")
    ran, [entry] = logged('do 2 --as-planned yes --observed "Six of six"')
    assert ran.code == 0
    assert (entry["district"], entry["cycle"]) == ("ash-valley", "02-read-aloud-in-the-morning")


def test_a_bare_number_is_not_looked_for_outside_my_default(pdsa, logged):
    pdsa("use birch-hill")
    ran, new = logged('do 02 --as-planned yes --observed "Six of six"')
    assert (ran.code, new) == (2, [])
    assert ran.err == (
        "pdsa: there is no cycle `02`\n"
        "Hint: there are: reading-2025/birch-hill/01-a-text-home-on-fridays\n"
    )


def test_without_a_district_it_says_which_is_mine(pdsa):
    none = "no default yet; set one: pdsa use COLLABORATIVE/DISTRICT\n"
    assert pdsa("use") == (0, none, "")
    pdsa("use ash-valley")
    assert pdsa("use") == (0, "reading-2025/ash-valley\n", "")


def test_the_default_is_kept_with_the_person_and_not_with_the_workspace(workspace, pdsa, world):
    pdsa("use ash-valley")
    assert (world / "state/pdsa/defaults.json").is_file()
    assert [path.name for path in workspace.iterdir()] == ["cycles"]


def test_an_unknown_district_is_no_default(pdsa):
    told = (
        "pdsa: there is no district `moss-hill`\n"
        "Hint: there are: reading-2025/ash-valley, reading-2025/birch-hill\n"
    )
    assert pdsa("use moss-hill") == (2, "", told)
    assert pdsa("use").out.startswith("no default yet")
