"""`pdsa doctor`: what is wrong, and what it mends once it was told to."""

import json
import os
import re
import time

import pytest

from pdsa.core.health import Finding, State, health_table
from pdsa.render.terminal import render_table

COPY = "cycles/reading-2025/ash-valley/02-read-aloud-in-the-morning (1).yaml"
LEFT = ".pdsa/0123456789abcdef.tmp"
ASKED = f"""\
pdsa: will delete {LEFT}: a command that was cut short left it
pdsa: will delete {COPY}: byte for byte the same as 02-read-aloud-in-the-morning.yaml
"""


@pytest.fixture
def untidy(workspace, pdsa, monkeypatch):
    """A workspace with a copy of a plan and a leftover."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(workspace.parent))
    pdsa("status")
    copy = workspace / COPY
    copy.write_bytes((workspace / COPY.replace(" (1)", "")).read_bytes())
    (workspace / LEFT).write_text("half", encoding="utf-8")
    os.utime(workspace / LEFT, (time.time() - 200_000,) * 2)
    return workspace


def lines(out):
    """What was found, by what it is about."""
    rows = [line.split("\t") for line in out.splitlines()[1:]]
    return {about: (state, found) for state, about, found, _ in rows}


def kept(workspace):
    return (workspace / COPY).exists(), (workspace / LEFT).exists()


def test_it_looks_at_the_installation_where_there_is_no_workspace(world, pdsa):
    ran = pdsa("doctor")
    assert (ran.code, ran.err) == (0, "")
    found = lines(ran.out)
    assert [*found] == ["Python", "pdsa", "SQLite", "YAML", "git", "text", "workspace"]
    assert found["workspace"] == (
        "note",
        f"no workspace in `{world / 'elsewhere'}` or above it: there is no cycles/network.yaml",
    )


def test_what_is_untidy_is_a_note(untidy, pdsa):
    ran = pdsa("doctor")
    found = lines(ran.out)
    assert ran.code == 0
    assert found["conflict copies"] == ("note", f"the same as their original: {COPY}")
    assert found["leftovers"] == ("note", LEFT)
    assert found["database"] == ("ok", "fine")
    assert kept(untidy) == (True, True)


def test_what_is_wrong_is_exit_code_1(untidy, pdsa):
    (untidy / COPY).write_text("title: Other\n", encoding="utf-8")
    ran = pdsa("doctor")
    assert (ran.code, lines(ran.out)["conflict copies"]) == (1, ("wrong", COPY))


def test_it_mends_nothing_unasked(untidy, pdsa):
    ran = pdsa("doctor --fix")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == ASKED + "pdsa: `--fix` does nothing unasked\nHint: add --yes\n"
    assert kept(untidy) == (True, True)


def test_a_dry_run_says_what_it_would_do(untidy, pdsa):
    ran = pdsa("doctor --fix --dry-run --yes")
    assert (ran.code, ran.err) == (0, ASKED.replace("will", "would"))
    assert kept(untidy) == (True, True)


def test_it_mends_what_it_said_and_looks_again(untidy, pdsa):
    ran = pdsa("doctor --fix --yes")
    assert (ran.code, ran.err) == (0, ASKED + "pdsa: mended 2 things\n")
    assert kept(untidy) == (False, False)
    assert lines(ran.out)["files"] == ("ok", "no conflict copies, no leftovers")
    assert pdsa("doctor --fix --yes").err == "pdsa: there is nothing to mend by itself\n"


def test_a_damaged_database_is_made_afresh(workspace, pdsa):
    pdsa("status")
    (workspace / ".pdsa/pdsa.db").write_bytes(b"nothing that SQLite knows" * 99)
    assert pdsa("doctor").code == 1
    ran = pdsa("doctor --fix --yes")
    assert (ran.code, lines(ran.out)["database"]) == (0, ("ok", "fine"))


def test_json_is_one_document(untidy, pdsa):
    told = json.loads(pdsa("doctor --json").out)
    assert untidy
    assert told["schema"] == "pdsa.doctor/1"
    assert {*told["rows"][0]} == {"state", "about", "found", "do"}
    assert re.fullmatch(r"3\.\d+\..*", told["rows"][0]["found"])


def test_at_a_terminal_the_words_of_state_and_subject_stay_whole():
    long = "words that go on " * 9
    found = [Finding(State.WRONG, "conflict copies", long, long)]
    lines = render_table(health_table(found), 80, colour=False).splitlines()
    assert lines[0].split() == ["state", "about", "found", "do"]
    assert lines[1].startswith("wrong  conflict copies  words that")
    assert max(map(len, lines)) <= 80
