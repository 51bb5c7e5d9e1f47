"""`pdsa sync`, with real git: two computers, one bare repository between them."""

import subprocess

import pytest

PLAN = "cycles/reading-2025/ash-valley/02-read-aloud-in-the-morning.yaml"
IDENTITY = "[user]\n\tname = Ana\n\temail = ana@example.org\n"
LOG = {
    "ana": 'do ash-valley/02 --as-planned yes --observed "Six of six"',
    "ben": 'comment birch-hill/01 "Well done"',
}


def git(folder, *words):
    ran = subprocess.run(["git", *words], cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def files(folder):
    """Every file of the workspace and what it holds, but for what belongs to one computer."""
    paths = sorted(path for path in (folder / "cycles").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def alone(workspace, world, monkeypatch):
    """The workspace in a repository without a remote."""
    (world / "gitconfig").write_text(IDENTITY, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(world / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    git(workspace, "init", "--quiet", "-b", "main")
    (workspace / ".gitignore").write_text(".pdsa/\n", encoding="utf-8")
    (workspace / "notes.md").write_text("one\n", encoding="utf-8")
    git(workspace, "add", ".")
    git(workspace, "commit", "--quiet", "-m", "Begin")
    return workspace


@pytest.fixture
def two(alone, world):
    """Two clones of one bare repository."""
    git(world, "init", "--quiet", "--bare", "-b", "main", "bare.git")
    git(alone, "remote", "add", "origin", str(world / "bare.git"))
    git(alone, "push", "--quiet", "-u", "origin", "main")
    git(world, "clone", "--quiet", "bare.git", "second")
    return alone, world / "second"


def edit(folder, old, new):
    path = folder / PLAN
    path.write_text(path.read_text("utf-8").replace(old, new), encoding="utf-8")


def test_what_both_logged_is_in_both_at_the_end(two, pdsa):
    first, second = two
    assert pdsa(LOG["ana"]).code == 0
    assert pdsa(f"-C {second} {LOG['ben']}").code == 0
    assert pdsa("sync").out == "committed 1 file; pushed 1 commit to origin\n"
    ran = pdsa(f"-C {second} sync")
    assert ran.out == "committed 1 file; received 1 commit; pushed 1 commit to origin\n"
    assert pdsa("sync").out == "received 1 commit\n"
    assert files(first) == files(second)
    assert [git(folder, "status", "--porcelain") for folder in two] == ["", ""]
    assert git(first, "log", "--format=%s") == (
        "Log 1 comment for birch-hill\nLog 1 do for ash-valley\nBegin"
    )


def test_every_command_is_shown_and_names_nobody(two, pdsa):
    pdsa(LOG["ana"])
    ran = pdsa("sync")
    assert ran.err == (
        "pdsa: git add -- cycles\n"
        "pdsa: git commit --quiet -m 'Log 1 do for ash-valley' -m 'do 2025-11-21"
        " reading-2025/ash-valley/02-read-aloud-in-the-morning' -- cycles\n"
        "pdsa: git fetch --quiet origin\n"
        "pdsa: git push --quiet origin main\n"
    )
    assert "ana" not in git(two[0], "log", "-1", "--format=%B")


def test_a_dry_run_shows_the_commands_and_does_nothing(two, pdsa):
    pdsa(LOG["ana"])
    before = git(two[0], "status", "--porcelain")
    ran = pdsa("sync --dry-run --no-push")
    assert [line.partition(" -m")[0] for line in ran.out.splitlines()] == [
        "git add -- cycles",
        "git commit --quiet",
        "git fetch --quiet origin",
        "git -c rebase.autoStash=false rebase --quiet origin/main",
    ]
    assert ran.err == "pdsa: dry run: nothing was done\n"
    assert git(two[0], "status", "--porcelain") == before


def test_nothing_to_do_is_said(two, pdsa):
    assert two
    assert pdsa("sync").out == "nothing to sync: all is committed and shared\n"


def test_without_push_others_do_not_get_it(two, pdsa):
    pdsa(LOG["ana"])
    assert pdsa("sync --no-push").out == "committed 1 file\n"
    assert git(two[0], "rev-list", "--count", "origin/main..main") == "1"


def test_a_conflict_leaves_both_versions_whole_and_is_told_in_words(two, pdsa):
    first, second = two
    edit(second, "six teachers", "five teachers")
    assert pdsa(f"-C {second} sync").code == 0
    edit(first, "six teachers", "seven teachers")
    pdsa(LOG["ana"])
    before = files(first)
    ran = pdsa("sync")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[-4:] == [
        "pdsa: git rebase --abort",
        f"pdsa: {PLAN} was edited here and by somebody else, in the same lines",
        (
            "pdsa: 1 file needs a person to decide; nothing is lost: your version is committed here,"
            " the other one is in origin/main"
        ),
        (
            "Hint: run `git rebase origin/main`, keep what is right between the marks in each file,"
            " `git add` it, `git rebase --continue`, then: pdsa sync"
        ),
    ]
    assert files(first) == before
    assert git(first, "status", "--porcelain") == ""
    assert git(first, "log", "-1", "--format=%s") == "Log 1 do; edit 1 file for ash-valley"


def test_the_words_after_a_conflict_lead_to_its_end(two, pdsa):
    first, second = two
    edit(second, "six teachers", "five teachers")
    pdsa(f"-C {second} sync")
    edit(first, "six teachers", "seven teachers")
    assert pdsa("sync").code == 1
    subprocess.run(["git", "rebase", "origin/main"], cwd=first, capture_output=True, check=False)
    assert "begun here and has not ended" in pdsa("sync").err
    git(first, "checkout", "--theirs", PLAN)
    git(first, "add", PLAN)
    git(first, "-c", "core.editor=:", "rebase", "--continue")
    assert pdsa("sync").out == "pushed 1 commit to origin\n"
    assert "seven teachers" in (first / PLAN).read_text("utf-8")


def test_a_plan_that_one_removed_and_another_edited_is_a_conflict_in_other_words(two, pdsa):
    first, second = two
    (second / PLAN).unlink()
    pdsa(f"-C {second} sync")
    edit(first, "six teachers", "seven teachers")
    ran = pdsa("sync")
    assert ran.code == 1
    assert f"{PLAN} was removed or renamed on one side and edited on the other" in ran.err
    assert "seven teachers" in (first / PLAN).read_text("utf-8")


@pytest.mark.parametrize("staged", [True, False])
def test_files_outside_cycles_stay_as_they_are(two, pdsa, staged):
    first, _ = two
    (first / "notes.md").write_text("two\n", encoding="utf-8")
    (first / "new.md").write_text("new\n", encoding="utf-8")
    if staged:
        git(first, "add", "notes.md", "new.md")
    before = git(first, "status", "--porcelain")
    pdsa(LOG["ana"])
    assert pdsa("sync").out == "committed 1 file; pushed 1 commit to origin\n"
    assert git(first, "status", "--porcelain") == before
    assert git(first, "show", "--name-only", "--format=").startswith("cycles/")


def test_others_pushed_while_files_outside_cycles_are_changed_is_said_and_moves_nothing(two, pdsa):
    first, second = two
    pdsa(f"-C {second} {LOG['ben']}")
    pdsa(f"-C {second} sync")
    git(first, "config", "rebase.autoStash", "true")
    (first / "notes.md").write_text("two\n", encoding="utf-8")
    pdsa(LOG["ana"])
    ran = pdsa("sync")
    assert ran.code == 2
    assert ran.err.splitlines()[-2:] == [
        "pdsa: others have pushed, and files are changed here that sync leaves alone: notes.md",
        "Hint: your commit is safe here; commit those files or take them back, then: pdsa sync",
    ]
    assert (first / "notes.md").read_text("utf-8") == "two\n"
    assert git(first, "status", "--porcelain") == "M notes.md"


def test_a_first_push_makes_the_branch_over_there(two, pdsa):
    first, _ = two
    git(first, "switch", "--quiet", "-c", "team")
    pdsa(LOG["ana"])
    assert pdsa("sync").out == "committed 1 file; pushed 2 commits to origin\n"
    assert git(first, "rev-parse", "--abbrev-ref", "team@{upstream}") == "origin/team"


def test_a_remote_that_cannot_be_reached_is_busy_and_keeps_the_commit(two, pdsa, world):
    (world / "bare.git").rename(world / "away.git")
    pdsa(LOG["ana"])
    ran = pdsa("sync")
    assert (ran.code, ran.err.splitlines()[-1]) == (
        5,
        "Hint: your commit is safe here; check the network, or sign in once with: git fetch",
    )
    assert git(two[0], "log", "-1", "--format=%s") == "Log 1 do for ash-valley"


def test_somebody_who_pushes_a_moment_earlier_is_waited_for(two, pdsa):
    first, second = two
    pdsa(f"-C {second} {LOG['ben']}")
    pdsa(f"-C {second} sync --no-push")
    hook = first / ".git/hooks/pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nunset GIT_DIR\ngit -C {second} push -q\n", encoding="utf-8")
    hook.chmod(0o755)
    pdsa(LOG["ana"])
    assert pdsa("sync").out == "committed 1 file; received 1 commit; pushed 1 commit to origin\n"
    assert git(first, "rev-parse", "HEAD") == git(first, "ls-remote", "origin", "main").split()[0]


def test_a_remote_that_refuses_is_quoted(two, pdsa, world):
    hook = world / "bare.git/hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    pdsa(LOG["ana"])
    ran = pdsa("sync")
    assert two
    assert (ran.code, ran.err.splitlines()[-2]) == (
        5,
        "pdsa: origin takes no push: ! [remote rejected] main -> main (pre-receive hook declined)",
    )


def test_a_lock_of_another_git_command_is_busy(two, pdsa):
    pdsa(LOG["ana"])
    lock = two[0] / ".git/index.lock"
    lock.touch()
    ran = pdsa("sync")
    assert ran.code == 5
    assert ran.err.splitlines()[-2:] == [
        f"pdsa: another git command is at work here: Unable to create '{lock}': File exists.",
        "Hint: wait for it; if none is running, one was cut short: delete that file",
    ]
    lock.unlink()
    assert pdsa("sync").code == 0


def test_a_hook_that_refuses_is_quoted(two, pdsa):
    hook = two[0] / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho talk\necho 'no commits on Fridays' >&2\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    pdsa(LOG["ana"])
    ran = pdsa("sync")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-2] == "pdsa: git commit failed: no commits on Fridays"


def test_without_a_remote_it_commits_and_says_so(alone, pdsa):
    pdsa(LOG["ana"])
    assert pdsa("sync").out == "committed 1 file; there is no remote, so it is only here\n"
    assert git(alone, "log", "-1", "--format=%s") == "Log 1 do for ash-valley"


def test_a_first_commit_can_be_made_by_it(workspace, world, pdsa, monkeypatch):
    (world / "gitconfig").write_text(IDENTITY, encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(world / "gitconfig"))
    git(workspace, "init", "--quiet", "-b", "main")
    assert pdsa("sync").code == 0
    title = "Log 6 entries; plan 3 cycles; add 6 files for ash-valley and birch-hill"
    assert git(workspace, "log", "-1", "--format=%s") == title


@pytest.mark.usefixtures("workspace")
def test_without_a_repository_it_says_how_to_make_one(pdsa):
    told = (
        "pdsa: this workspace is in no git repository\n"
        "Hint: make one: git init -b main; until then OneDrive or `pdsa export` can carry it\n"
    )
    assert pdsa("sync") == (2, "", told)


def test_a_facilitators_own_repository_inside_is_left_alone(two, pdsa):
    inner = two[0] / "cycles/reading-2025/facilitation"
    (inner / "entries").mkdir(parents=True)
    git(inner, "init", "--quiet")
    (inner / "entries/note.json").write_text("{}", encoding="utf-8")
    pdsa(LOG["ana"])
    assert pdsa("sync").code == 0
    assert "facilitation" not in git(two[0], "ls-files")
