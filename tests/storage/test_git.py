"""What a repository has to be before anything is committed, with real git."""

import subprocess

import pytest

from pdsa.core.errors import PdsaError
from pdsa.storage.git import Git, Repository, find_git, in_words, open_repository
from tests.storage.samples import make_workspace


def git(folder, *words):
    return subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()


@pytest.fixture
def root(tmp_path, monkeypatch):
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = A\n\temail = a@example.org\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    return make_workspace(tmp_path / "top" / "improvement").root


@pytest.fixture
def top(root):
    git(root.parent, "init", "--quiet", "-b", "main")
    git(root.parent, "add", ".")
    git(root.parent, "commit", "--quiet", "-m", "Begin")
    return root.parent


def refused(root):
    with pytest.raises(PdsaError) as found:
        open_repository(root, pytest.fail)
    return found.value.message


def test_a_workspace_may_be_a_folder_of_a_repository(root, top):
    found = open_repository(root, pytest.fail)
    git_here = Git(root, pytest.fail)
    assert top
    assert found == Repository(git_here, "improvement/", "main", "", "main", tracked=False)


@pytest.mark.parametrize(
    ("remotes", "remote"),
    [([], ""), (["a"], "a"), (["a", "origin"], "origin"), (["a", "b"], "")],
)
def test_the_remote_is_origin_or_the_only_one(root, top, remotes, remote):
    for name in remotes:
        git(top, "remote", "add", name, "elsewhere")
    assert open_repository(root, pytest.fail).remote == remote


def test_a_branch_that_tracks_another_goes_there(root, top):
    git(top, "remote", "add", "hub", "elsewhere")
    git(top, "config", "branch.main.remote", "hub")
    git(top, "config", "branch.main.merge", "refs/heads/team/main")
    found = open_repository(root, pytest.fail)
    assert (found.upstream, found.tracked) == ("hub/team/main", True)


def test_no_repository_is_said(root):
    assert refused(root) == "this workspace is in no git repository"


def test_a_detached_head_is_refused(root, top):
    git(top, "checkout", "--quiet", "--detach")
    assert refused(root) == "no branch is checked out, so a commit would belong to none"


@pytest.mark.parametrize("name", ["rebase-merge", "rebase-apply", "MERGE_HEAD", "REVERT_HEAD"])
def test_what_was_begun_and_did_not_end_is_refused(root, top, name):
    (top / ".git" / name).mkdir()
    assert refused(root).endswith(" was begun here and has not ended")


def test_ignored_cycles_are_refused(root, top):
    git(top, "rm", "--quiet", "-r", "--cached", "improvement")
    (top / ".gitignore").write_text("cycles/\n", encoding="utf-8")
    assert refused(root) == "git ignores `cycles/` here"


def test_a_person_whom_git_does_not_know_is_refused(root, top, tmp_path):
    assert top
    (tmp_path / "gitconfig").write_text("[user]\n\temail = a@example.org\n", encoding="utf-8")
    assert refused(root) == "git does not know who you are"


def test_no_git_is_said(root, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert find_git() == ""
    assert refused(root) == "git is not installed"


def test_the_surroundings_of_a_hook_do_not_lead_elsewhere(root, top, monkeypatch):
    assert top
    monkeypatch.setenv("GIT_DIR", "/nowhere")
    assert open_repository(root, pytest.fail).branch == "main"


def test_it_runs_in_one_language_and_asks_nothing(tmp_path, monkeypatch):
    fake = tmp_path / "git"
    fake.write_text('#!/bin/sh\necho "$LC_ALL:$LANGUAGE:$GIT_TERMINAL_PROMPT"\n', "utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("LANGUAGE", "de")
    assert Git(tmp_path, pytest.fail).line("version") == "C::0"


def test_the_telling_line_is_found(root, top):
    ran = Git(top, pytest.fail).ask("rev-parse", "--verify", "nowhere")
    assert (ran.code, ran.last_words) == (128, "Needed a single revision")
    assert root


def test_a_command_is_shown_as_a_person_types_it():
    assert in_words("commit", "-m", "Log 1 do") == "git commit -m 'Log 1 do'"
