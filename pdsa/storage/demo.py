"""An illustrative network on disk: its files, and their history in git."""

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from pdsa.core.commit_message import PLAN, Change, build_message
from pdsa.core.demo.log import Author, DemoFile
from pdsa.core.demo.words import Written
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Entry
from pdsa.storage.entries import encode
from pdsa.storage.git import find_git
from pdsa.storage.yaml_text import to_yaml

BRANCH = "main"


class Version(NamedTuple):
    """One version of a file as it is written."""

    path: str
    content: bytes
    at: datetime
    author: Author
    change: Change


def write_demo(
    folder: Path, files: Sequence[DemoFile], *, with_git: bool, dry_run: bool = False
) -> Written:
    """Write the network into a folder that is empty or not there; nothing outside it is touched.

    Raises PdsaError where there is something in it, or the disk or git says no.
    """
    _refuse_full(folder)
    versions = list(_versions(files))
    last = {version.path: version.content for version in versions}
    entries = [file.content for file in files if isinstance(file.content, Entry)]
    points = sum(len(entry.body.get("points", ())) for entry in entries)
    written = Written(len(last), len(entries), points, 0, done=not dry_run)
    if dry_run:
        return written
    try:
        _write(folder, last)
    except OSError as wrong:
        message = f"`{folder}` could not be written: {wrong.strerror}"
        raise PdsaError(
            message, "make room or ask for access; then delete it and try again"
        ) from wrong
    return written._replace(commits=_record(folder, versions) if with_git else 0)


def _refuse_full(folder: Path) -> None:
    try:
        full = folder.exists() and any(folder.iterdir())
    except NotADirectoryError:
        raise PdsaError(f"`{folder}` is a file", "name a folder that is not there yet") from None
    except OSError as wrong:
        message = f"`{folder}` cannot be looked into: {wrong.strerror}"
        raise PdsaError(message, "name a folder that is not there yet") from None
    if full:
        hint = "name a folder that is not there yet, as in: pdsa demo another-demo"
        raise PdsaError(f"`{folder}` is not empty", hint)


def _versions(files: Iterable[DemoFile]) -> Iterator[Version]:
    seen: set[str] = set()
    for file in files:
        content = file.content
        text = _text(content)
        change = _change(file, "changed" if file.path in seen else "added")
        seen.add(file.path)
        yield Version(file.path, text.encode(), file.at, file.author, change)


def _text(content: Mapping[str, Any] | Entry | str) -> str:
    match content:
        case str():
            return content
        case Entry():
            return encode(content)
    return to_yaml(content)


def _change(file: DemoFile, how: str) -> Change:
    if isinstance(file.content, Entry):
        entry = file.content
        return Change(how, file.path, entry.address, entry.kind, entry.day.isoformat())
    match file.path.removesuffix(".yaml").split("/"):
        case ["cycles", "districts", district]:
            return Change(how, file.path, Address("", district))
        case ["cycles", collaborative, district, "district"]:
            return Change(how, file.path, Address(collaborative, district))
        case ["cycles", collaborative, district, cycle]:
            return Change(how, file.path, Address(collaborative, district, cycle), PLAN)
    return Change(how, file.path)


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for parent in sorted({str(Path(path).parent) for path in files}):
        (folder / parent).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        # Not made durable one by one, as entries are: whatever is lost can be made again.
        with (folder / path).open("xb") as file:
            file.write(content)


def _record(folder: Path, versions: list[Version]) -> int:
    """Put the versions into a new repository; return how many commits that made."""
    commits = list(_commits(versions))
    _git(folder, "init", "--quiet", f"--initial-branch={BRANCH}", "--template=")
    _git(folder, "fast-import", "--quiet", said=b"".join(_stream(commits)))
    _git(folder, "reset", "--quiet")  # the files are there already: only the index is not
    return len(commits)


def _commits(versions: list[Version]) -> list[list[Version]]:
    """A commit for each author and week, in the order of their last files."""

    def key(version: Version) -> tuple[tuple[int, int], Author]:
        return _week(version.at), version.author

    found = [list(one) for _, one in groupby(sorted(versions, key=key), key=key)]
    return sorted(found, key=lambda commit: (commit[-1].at, commit[-1].path))


def _week(at: datetime) -> tuple[int, int]:
    year, week, _ = date.isocalendar(at)
    return year, week


def _stream(commits: list[list[Version]]) -> Iterator[bytes]:
    """What `git fast-import` reads."""
    for commit in commits:
        author, at = commit[-1].author, int(commit[-1].at.timestamp())
        title, body = build_message(version.change for version in commit)
        message = f"{title}\n\n{body}\n".encode()
        who = f"{author.name} <{author.email}> {at} +0000"
        yield f"commit refs/heads/{BRANCH}\nauthor {who}\ncommitter {who}\n".encode()
        yield b"data %d\n%s\n" % (len(message), message)
        for version in commit:
            yield f"M 100644 inline {version.path}\n".encode()
            yield b"data %d\n%s\n" % (len(version.content), version.content)


def _git(folder: Path, *words: str, said: bytes = b"") -> None:
    """Run git in the folder, whatever repository the environment speaks of. Raises PdsaError."""
    environment = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    ran = subprocess.run(  # noqa: S603 - no shell; the words are ours
        [find_git(), *words],
        cwd=folder,
        env=environment | {"LC_ALL": "C"},
        input=said,
        capture_output=True,
        check=False,
    )
    if ran.returncode:
        told = ran.stderr.decode(errors="replace").strip().splitlines()
        message = f"git {words[0]} failed: {told[0] if told else f'code {ran.returncode}'}"
        raise PdsaError(message, "the files are there; to do without history: pdsa demo --no-git")
