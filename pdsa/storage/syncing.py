"""Sharing the files of `cycles/` by git: add, commit, fetch, rebase, push; nothing outside it."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from pdsa.core.commit_message import PLAN, Change, build_message
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.model import Address
from pdsa.core.plain_text import count_words
from pdsa.storage.entries import read_entry
from pdsa.storage.git import Repository, in_words, operation_in_progress
from pdsa.storage.workspace import Workspace

_TRIES = 3  # pushes, where somebody else is always a moment earlier
_LISTED = 5  # files that a message names
_ENTRY = re.compile(r"(\d{4}-\d\d-\d\d)-([a-z]+)-[0-9a-z]{26}\.json")
_UNMERGED = {"DD", "AU", "UD", "UA", "DU", "AA", "UU"}  # as `git status` marks conflicts
_EARLIER = (  # before us, or just now
    "[rejected]",
    "(cannot lock ref",
    "(failed to update ref)",
    "(incorrect old value",
)
_CONFLICTS = {
    "UU": "was edited here and by somebody else, in the same lines",
    "AA": "was made here and by somebody else, with different content",
}
_OTHER_CONFLICT = "was removed or renamed on one side and edited on the other"


class Synced(NamedTuple):
    """What a sync did."""

    committed: int  # files
    received: int  # commits
    pushed: int  # commits
    remote: str  # with which; empty: there is none

    def __str__(self) -> str:
        """Return it in one line."""
        done = [
            f"committed {count_words(self.committed, 'file')}" if self.committed else "",
            f"received {count_words(self.received, 'commit')}" if self.received else "",
            f"pushed {count_words(self.pushed, 'commit')} to {self.remote}" if self.pushed else "",
        ]
        said = "; ".join(filter(None, done)) or "nothing to sync: all is committed and shared"
        return said if self.remote else f"{said}; there is no remote, so it is only here"


def find_changes(repository: Repository, workspace: Workspace) -> list[Change]:
    """The files of `cycles/` that differ from the last commit.

    Raises PdsaError where one of them has a conflict that nobody resolved.
    """
    looked = repository.git.ask(
        *("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all", "--"),
        *_inside(workspace),
    )
    if looked.code:
        raise PdsaError(f"git cannot be used here: {looked.last_words}", "do what it says")
    changes = []
    for marks, path in _status(looked.out):
        if marks in _UNMERGED:
            raise PdsaError(
                f"{path} has a conflict that nobody resolved",
                "keep what is right between its marks, then: git add FILE",
            )
        changes.append(_change(marks, path.removeprefix(repository.prefix), workspace))
    return changes


def list_commands(
    repository: Repository, workspace: Workspace, changes: list[Change], *, push: bool
) -> list[str]:
    """The git commands that a sync runs as things stand here, for a dry run."""
    found = [in_words(*words) for words in _commands(changes, workspace)]
    if repository.remote:
        found += [in_words(*_fetch(repository)), in_words(*_rebase(repository))]
        found += [in_words(*_push(repository))] if push else []
    return found


def sync(
    repository: Repository,
    workspace: Workspace,
    changes: list[Change],
    tell: Callable[[str], None],
    *,
    push: bool,
) -> Synced:
    """Commit the changes, take what others pushed, push; `tell` gets what a person has to know.

    Raises PdsaError where it stops; what was logged is committed then, or still in its files.
    """
    for words in _commands(changes, workspace):
        ran = repository.git.run(*words)
        if ran.code:
            hint = "nothing was committed; do what git says, then: pdsa sync"
            raise PdsaError(f"git {words[0]} failed: {ran.last_words}", hint)
    done = Synced(len(changes), 0, 0, repository.remote)
    if not repository.remote or not repository.git.line("rev-parse", "--verify", "-q", "HEAD"):
        return done
    for _ in range(_TRIES):
        received = _receive(repository, tell)
        done = done._replace(received=done.received + received)
        ahead = _ahead(repository)
        if not push or not ahead:
            return done
        if _pushed(repository):
            return done._replace(pushed=ahead)
    raise PdsaError(
        f"others kept pushing to {repository.upstream} at the same time",
        "your commit is safe here; try again: pdsa sync",
        Exit.BUSY,
    )


def _commands(changes: list[Change], workspace: Workspace) -> Iterator[tuple[str, ...]]:
    if changes:
        title, body = build_message(changes)
        said = ("-m", title, *(("-m", body) if body else ()))
        paths = _inside(workspace)
        yield ("add", "--", *paths)
        yield ("commit", "--quiet", *said, "--", *paths)


def _fetch(repository: Repository) -> tuple[str, ...]:
    return ("fetch", "--quiet", repository.remote)


def _rebase(repository: Repository) -> tuple[str, ...]:
    # autoStash would move files outside cycles/ away and back
    return ("-c", "rebase.autoStash=false", "rebase", "--quiet", repository.upstream)


def _push(repository: Repository) -> tuple[str, ...]:
    here, there = repository.branch, repository.target
    first = () if repository.tracked else ("--set-upstream",)
    names = here if here == there else f"{here}:{there}"
    return ("push", "--quiet", *first, repository.remote, names)


def _receive(repository: Repository, tell: Callable[[str], None]) -> int:
    """Take what others pushed; return how many commits that were."""
    git, upstream = repository.git, repository.upstream
    fetched = git.run(*_fetch(repository))
    if fetched.code:
        hint = "your commit is safe here; check the network, or sign in once with: git fetch"
        message = f"{repository.remote} cannot be reached: {fetched.last_words}"
        raise PdsaError(message, hint, Exit.BUSY)
    behind = int(git.line("rev-list", "--count", f"HEAD..{_ref(repository)}") or 0)
    if not behind:
        return 0
    if not git.line("merge-base", "HEAD", _ref(repository)):
        hint = "they began apart: clone the shared one, and bring this with pdsa export and import"
        raise PdsaError(f"this repository and {upstream} have nothing in common", hint)
    _refuse_unfinished(repository)
    rebased = git.run(*_rebase(repository))
    if rebased.code:
        _undo(repository, rebased.last_words, tell)
    return behind


def _refuse_unfinished(repository: Repository) -> None:
    """Refuse where other files are being changed: to go on would mean to move them away."""
    looked = repository.git.ask("status", "--porcelain", "-z", "--no-renames", "-uno")
    paths = [path for _, path in _status(looked.out)]
    if paths:
        more = f" and {len(paths) - _LISTED} more" if len(paths) > _LISTED else ""
        raise PdsaError(
            f"others have pushed, and files are changed here that sync leaves alone:"
            f" {', '.join(paths[:_LISTED])}{more}",
            "your commit is safe here; commit those files or take them back, then: pdsa sync",
        )


def _undo(repository: Repository, words: str, tell: Callable[[str], None]) -> None:
    """Go back to before the rebase and say why. Raises PdsaError."""
    git, upstream = repository.git, repository.upstream
    found = [
        (_CONFLICTS.get(marks, _OTHER_CONFLICT), path)
        for marks, path in _status(git.ask("status", "--porcelain", "-z", "--no-renames").out)
        if marks in _UNMERGED
    ]
    if operation_in_progress(git):
        git.run("rebase", "--abort")
    if not found:
        hint = "your commit is safe here; do what git says, then: pdsa sync"
        raise PdsaError(f"git rebase failed: {words}", hint)
    for why, path in found:
        tell(f"{path} {why}")
    raise PdsaError(
        f"{count_words(len(found), 'file needs', 'files need')} a person to decide; nothing is"
        f" lost: your version is committed here, the other one is in {upstream}",
        f"run `git rebase {upstream}`, keep what is right between the marks in each file,"
        " `git add` it, `git rebase --continue`, then: pdsa sync",
        Exit.FOUND,
    )


def _pushed(repository: Repository) -> bool:
    """Push; return False where somebody else was a moment earlier. Raises PdsaError."""
    ran = repository.git.run(*_push(repository))
    if ran.code == 0:
        return True
    if any(words in ran.err for words in _EARLIER):
        return False
    hint = "your commit is safe here; ask who keeps the repository, then: pdsa sync"
    raise PdsaError(f"{repository.remote} takes no push: {ran.last_words}", hint, Exit.BUSY)


def _ahead(repository: Repository) -> int:
    """How many commits are here and not over there."""
    git, there = repository.git, _ref(repository)
    known = git.line("rev-parse", "--verify", "-q", there)
    return int(git.line("rev-list", "--count", "HEAD", *([f"^{there}"] if known else ())) or 0)


def _ref(repository: Repository) -> str:
    return f"refs/remotes/{repository.upstream}"


def _inside(workspace: Workspace) -> list[str]:
    """What sync touches: `cycles`, without a facilitator's repository that may lie in it."""
    own = [
        path.parent
        for folder in ("facilitation", "facilitation/entries")
        for path in sorted(workspace.root.glob(f"cycles/*/{folder}/.git"))
    ]
    return ["cycles", *(f":(exclude){workspace.relative(path)}" for path in own)]


def _status(out: str) -> Iterator[tuple[str, str]]:
    for record in filter(None, out.split("\0")):
        yield record[:2], record[3:]


def _change(marks: str, path: str, workspace: Workspace) -> Change:
    how = "added" if "?" in marks or "A" in marks else "changed"
    how = how if (workspace.root / path).exists() else "removed"
    match path.split("/"):
        case ["cycles", collaborative, district, "entries", name]:
            return _entry_change(how, path, Address(collaborative, district), name, workspace)
        case ["cycles", collaborative, district, name] if name.endswith(".yaml"):
            if name == "district.yaml":
                return Change(how, path, Address(collaborative, district))
            cycle = name.removesuffix(".yaml")
            return Change(how, path, Address(collaborative, district, cycle), PLAN)
        case ["cycles", "districts", name] if name.endswith(".yaml"):
            return Change(how, path, Address("", name.removesuffix(".yaml")))
    return Change(how, path)


def _entry_change(how: str, path: str, folder: Address, name: str, workspace: Workspace) -> Change:
    named = _ENTRY.fullmatch(name)
    if not named:
        return Change(how, path, folder)
    address = folder
    with suppress(OSError):  # removed, or git will say why it cannot be read
        entry, _ = read_entry(path, (workspace.root / path).read_bytes(), folder)
        address = entry.address if entry else folder
    return Change(how, path, address, named[2], named[1])
