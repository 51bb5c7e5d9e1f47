from datetime import UTC, datetime, timedelta

import pytest

from pdsa.core.copies import Alike
from pdsa.core.health import (
    Copy,
    Database,
    Facts,
    Installation,
    Repository,
    Workspace,
    build_health,
    health_table,
    plan_fixes,
)

NOW = datetime(2025, 11, 21, 12, tzinfo=UTC)
HERE = Installation("3.11.2", "0.1.0", "3.40.1", True, "2.39.5", "UTF-8", 80)
SOUND = Workspace("/home/a/network", Repository(), newest=NOW)
SAME = Copy("cycles/a/b/01-x (1).yaml", "01-x.yaml", Alike.SAME)
OTHER = Copy("cycles/a/b/02-y (1).yaml", "02-y.yaml", Alike.DIFFERENT)


def told(facts):
    """The findings that are not ok, a line each."""
    lines = [" | ".join(row) for row in health_table(build_health(facts)).rows]
    return [line for line in lines if not line.startswith("ok")]


def at_home(**said):
    return Facts(HERE, NOW, workspace=SOUND._replace(**said))


def test_a_sound_installation_and_workspace_are_all_ok():
    found = build_health(at_home())
    assert [(one.state, one.about, one.found) for one in found] == [
        ("ok", "Python", "3.11.2"),
        ("ok", "pdsa", "0.1.0"),
        ("ok", "SQLite", "3.40.1"),
        ("ok", "YAML", "with libyaml"),
        ("ok", "git", "2.39.5"),
        ("ok", "text", "UTF-8"),
        ("ok", "workspace", "/home/a/network"),
        ("ok", "repository", "shared with origin"),
        ("ok", "database", "fine"),
        ("ok", "files", "no conflict copies, no leftovers"),
        ("ok", "clock", "it is 21 Nov 2025"),
    ]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"fast_yaml": False}, "note | YAML | without libyaml: plans are read ten times slower"),
        ({"git": ""}, "note | git | not installed"),
        ({"encoding": "cp1252"}, "note | text | cp1252, while pdsa writes UTF-8"),
        ({"width": 60}, "note | screen | 60 columns; tables are made for 80"),
    ],
)
def test_what_the_installation_lacks_is_a_note(said, line):
    found = told(Facts(HERE._replace(**said), NOW, workspace=SOUND))
    assert [one.rpartition(" | ")[0] for one in found] == [line]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"inside": False}, "note | repository | there is none around this workspace"),
        ({"problem": "dubious ownership"}, "wrong | repository | dubious ownership"),
        ({"named": False}, "note | git name | git does not know who you are"),
        ({"ignored": True}, "wrong | repository | git ignores `cycles/`: nothing is kept"),
        ({"database_shared": True}, "wrong | repository | git does not ignore `.pdsa/`"),
        ({"waiting": "rebase"}, "note | repository | a rebase has not ended"),
        ({"remote": ""}, "note | repository | it has no remote: all is on this computer"),
    ],
)
def test_what_is_the_matter_with_the_repository_is_told(said, line):
    found = told(at_home(repository=Repository(**said)))
    assert [one.rpartition(" | ")[0] for one in found] == [line]


@pytest.mark.parametrize(
    ("database", "line"),
    [
        (Database.FINE, None),
        (Database.ABSENT, None),
        (Database.FOREIGN, "note | database | it came from another folder (x)"),
        (Database.OLD, "note | database | it is of another version of pdsa (x)"),
        (Database.LOCKED, "note | database | another command is using it (x)"),
        (Database.DENIED, "wrong | database | it cannot be written (x)"),
        (Database.DAMAGED, "wrong | database | it is damaged (x)"),
    ],
)
def test_what_is_the_matter_with_the_database_is_told(database, line):
    found = told(at_home(database=database, database_says="x"))
    assert [one.rpartition(" | ")[0] for one in found] == [line] * bool(line)


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ({"copies": (OTHER,)}, f"wrong | conflict copies | {OTHER.path}"),
        (
            {"copies": (SAME,)},
            f"note | conflict copies | the same as their original: {SAME.path}",
        ),
        ({"temporary": tuple("abcde")}, "note | leftovers | a, b, c and 2 more"),
        ({"unlisted": "cycles/a cannot be listed"}, "wrong | files | cycles/a cannot be listed"),
        (
            {"longest_path": 201},
            "note | paths | the longest path has 201 characters; Windows ends at 259",
        ),
        (
            {"longest_path": 260},
            "wrong | paths | the longest path has 260 characters; Windows ends at 259",
        ),
        (
            {"newest": NOW + timedelta(days=1, seconds=1)},
            "note | clock | an entry was recorded on 22 Nov 2025, here it is 21 Nov 2025",
        ),
    ],
)
def test_what_is_the_matter_with_the_folder_is_told(said, line):
    assert [one.rpartition(" | ")[0] for one in told(at_home(**said))] == [line]


@pytest.mark.parametrize("newest", [None, NOW, NOW + timedelta(days=1), NOW - timedelta(days=999)])
def test_an_entry_of_less_than_a_day_ahead_is_no_wrong_clock(newest):
    assert told(at_home(newest=newest)) == []


def test_drafts_are_told_with_their_folder():
    facts = at_home()._replace(drafts=("a.json",), drafts_folder="/home/a/drafts")
    assert told(facts) == [
        (
            "note | drafts | 1 entry could not be logged |"
            " log what they say once more, then delete them: /home/a/drafts"
        )
    ]


def test_without_a_workspace_only_the_installation_is_looked_at():
    facts = Facts(HERE, NOW, no_workspace="no workspace in `/tmp`")
    assert told(facts) == ["note | workspace | no workspace in `/tmp` | only this was looked at"]
    assert plan_fixes(facts) == ()


def test_only_what_loses_nothing_is_mended():
    facts = at_home(copies=(SAME, OTHER), temporary=(".pdsa/a.tmp",), database=Database.DAMAGED)
    assert [str(fix) for fix in plan_fixes(facts)] == [
        "make afresh .pdsa/pdsa.db: from the files, which are the record",
        "delete .pdsa/a.tmp: a command that was cut short left it",
        f"delete {SAME.path}: byte for byte the same as 01-x.yaml",
    ]


@pytest.mark.parametrize(
    ("database", "count"),
    [
        *((kind, 1) for kind in (Database.DAMAGED, Database.OLD, Database.FOREIGN)),
        *((kind, 0) for kind in (Database.FINE, Database.ABSENT)),
        *((kind, 0) for kind in (Database.LOCKED, Database.DENIED)),
    ],
)
def test_a_database_is_made_afresh_only_where_that_helps(database, count):
    assert len(plan_fixes(at_home(database=database))) == count
