"""git, run as a program: in one language, never asking, its words kept apart from ours."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from pdsa.core.errors import Exit, PdsaError

_REDIRECTING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE")
_FROZEN = {
    "LC_ALL": "C",  # its words are looked at
    "LANGUAGE": "",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_EDITOR": ":",
    "GIT_SEQUENCE_EDITOR": ":",
}
_WAITING = {  # file in .git: what somebody began
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "MERGE_HEAD": "merge",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}


class Ran(NamedTuple):
    """What git said. Paths in `out` may hold bytes that are no text, as halves of characters."""

    code: int
    out: str
    err: str

    @property
    def last_words(self) -> str:
        """The line in which git says why it stopped: the first that says so, else the last."""
        lines = [line.strip() for line in f"{self.out}\n{self.err}".splitlines() if line.strip()]
        telling = [line for line in lines if line.startswith(("fatal:", "error:", "! "))]
        found = (telling or lines[-1:] or [f"it ended with code {self.code}"])[0]
        return found.removeprefix("fatal: ").removeprefix("error: ")


def say_nothing(_command: str) -> None:
    """Show no command: one that only looks is not worth a line."""


class Git(NamedTuple):
    """git in one folder; `show` gets every command that changes something, before it runs."""

    folder: Path
    show: Callable[[str], None] = say_nothing

    def ask(self, *words: str, given: str = "") -> Ran:
        """Run a command that only looks; `given` is what it reads."""
        return _run(self.folder, words, {"GIT_OPTIONAL_LOCKS": "0"}, given)

    def line(self, *words: str) -> str:
        """The first line that a command says which only looks; empty when it fails."""
        ran = self.ask(*words)
        return ran.out.partition("\n")[0] if ran.code == 0 else ""

    def run(self, *words: str) -> Ran:
        """Show and run a command. Raises PdsaError when another git command holds the lock."""
        self.show(in_words(*words))
        ran = _run(self.folder, words, {})
        if ran.code and ".lock': File exists" in ran.err:
            raise PdsaError(
                f"another git command is at work here: {ran.last_words}",
                "wait for it; if none is running, one was cut short: delete that file",
                Exit.BUSY,
            )
        return ran


class Repository(NamedTuple):
    """The repository around a workspace, on a branch and ready for a commit."""

    git: Git
    prefix: str  # of the workspace, from the top of the repository: "" or "improvement/"
    branch: str
    remote: str  # empty: there is none to sync with
    target: str  # the branch over there
    tracked: bool  # whether the branch knows that it belongs to the target

    @property
    def upstream(self) -> str:
        """The branch of the remote as it was last seen here: origin/main."""
        return f"{self.remote}/{self.target}"


def in_words(*words: str) -> str:
    """A git command as a person types it."""
    return shlex.join(["git", *words])


def find_git() -> str:
    """The git program; empty when there is none."""
    return shutil.which("git") or ""


def open_repository(root: Path, show: Callable[[str], None]) -> Repository:
    """The repository of the workspace at `root`. Raises PdsaError that says what is not ready."""
    if not find_git():
        raise PdsaError("git is not installed", "get it from your technician or git-scm.com")
    git = Git(root, show)
    inside = git.ask("rev-parse", "--show-prefix")
    if inside.code and "not a git repository" in inside.err:
        hint = "make one: git init -b main; until then OneDrive or `pdsa export` can carry it"
        raise PdsaError("this workspace is in no git repository", hint)
    if inside.code:
        raise PdsaError(f"git cannot be used here: {inside.last_words}", "do what it says")
    _refuse_what_waits(git)
    branch = git.line("symbolic-ref", "--quiet", "--short", "HEAD")
    if not branch:
        hint = "go to the branch that you share, as in: git switch main"
        raise PdsaError("no branch is checked out, so a commit would belong to none", hint)
    if git.ask("check-ignore", "--quiet", "cycles/network.yaml").code == 0:
        hint = "see by which rule: git check-ignore -v cycles/network.yaml"
        raise PdsaError("git ignores `cycles/` here", hint)
    if git.ask("-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT").code:
        hint = 'git config --global user.name "..." and the same for user.email'
        raise PdsaError("git does not know who you are", hint)
    return Repository(git, inside.out.removesuffix("\n"), branch, *_remote(git, branch))


def operation_in_progress(git: Git) -> str:
    """What somebody began in the repository and did not end; empty when there is nothing."""
    for name, what in _WAITING.items():
        path = git.line("rev-parse", "--git-path", name)
        if path and (git.folder / path).exists():
            return what
    return ""


def _refuse_what_waits(git: Git) -> None:
    if what := operation_in_progress(git):
        hint = f"go on with `git {what} --continue`, or undo it: git {what} --abort"
        raise PdsaError(f"a {what} was begun here and has not ended", hint)


def _remote(git: Git, branch: str) -> tuple[str, str, bool]:
    """The remote to sync with, the branch over there, and whether the branch tracks it."""
    remote = git.line("config", f"branch.{branch}.remote")
    target = git.line("config", f"branch.{branch}.merge").removeprefix("refs/heads/")
    if remote and target and remote != ".":
        return remote, target, True
    remotes = git.ask("remote").out.split()
    if "origin" in remotes or len(remotes) == 1:
        return ("origin" if "origin" in remotes else remotes[0]), branch, False
    return "", branch, False


def _run(folder: Path, words: tuple[str, ...], more: dict[str, str], given: str = "") -> Ran:
    environment = {name: said for name, said in os.environ.items() if name not in _REDIRECTING}
    ran = subprocess.run(  # noqa: S603 - no shell; the words are ours and paths of the workspace
        [find_git(), *words],
        cwd=folder,
        env=environment | _FROZEN | more,
        input=given.encode(),  # nothing: it waits for nobody
        capture_output=True,
        check=False,
    )
    out, err = (part.decode("utf-8", "surrogateescape") for part in (ran.stdout, ran.stderr))
    return Ran(ran.returncode, out, err)
