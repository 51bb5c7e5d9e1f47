"""Which commit a report was made from, and how many files of it are not in one yet."""

from pdsa.storage.git import Git, find_git
from pdsa.storage.workspace import Workspace


def read_commit(workspace: Workspace) -> str:
    """Return "4f2a91c + 3 uncommitted"; empty without git or before the first commit."""
    if not find_git():
        return ""
    git = Git(workspace.root)
    commit = git.line("rev-parse", "--short=7", "HEAD")
    if not commit:
        return ""
    ran = git.ask("status", "--porcelain=v1", "-z", "--untracked-files=all", "--", "cycles")
    changed = sum(bool(entry) for entry in ran.out.split("\0"))
    return f"{commit} + {changed} uncommitted" if changed else commit
