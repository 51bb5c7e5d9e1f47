"""The commit that a report was made from, with real git."""

import subprocess

import pytest

from pdsa.storage.commits import read_commit
from pdsa.storage.workspace import Workspace


@pytest.fixture
def git(world):
    def run(*words):
        who = ("-c", "user.name=Team", "-c", "user.email=team@ash-valley.example")
        subprocess.run(["git", *who, *words], cwd=world, check=True, capture_output=True)

    return run


def test_without_git_and_before_the_first_commit_there_is_none(world, git):
    assert read_commit(Workspace(world)) == ""
    git("init", "-q")
    assert read_commit(Workspace(world)) == ""


def test_files_of_cycles_that_are_in_no_commit_are_counted(world, git):
    (world / "cycles").mkdir()
    (world / "cycles/network.yaml").write_text("name: N\n", "utf-8")
    git("init", "-q")
    git("add", "cycles")
    git("commit", "-q", "-m", "first")
    clean = read_commit(Workspace(world))
    assert len(clean) == 7
    (world / "cycles/network.yaml").write_text("name: M\n", "utf-8")
    (world / "cycles/new.yaml").write_text("", "utf-8")
    (world / "beside.txt").write_text("", "utf-8")
    assert read_commit(Workspace(world)) == f"{clean} + 2 uncommitted"
