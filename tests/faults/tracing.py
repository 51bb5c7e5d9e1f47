"""Real commands under strace: what they change, step by step, and how a step is made to fail."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

CHANGING = (
    *("write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "truncate"),
    *("link", "linkat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir"),
    *("mkdir", "mkdirat", "symlink", "symlinkat", "chmod", "fchmod", "fchmodat", "creat"),
)
OPENING = ("open", "openat")
FLAGS = re.compile(r"O_CREAT|O_WRONLY|O_TRUNC|O_RDWR")
CALL = re.compile(r"^(?:\[pid +\d+\] |\d+ +)?(\w+)\((.*?)(?:\) += (.*))?$")
PATHS = re.compile(r'(?:^|, |>, )"([^"]*)"')
HANDLE = re.compile(r"^\d+<([^>]*)>")
TIMEOUT = 60
KILLED = -9


class Step(NamedTuple):
    """The `number`th use of a system call by a command, and the files it is about."""

    call: str
    number: int
    paths: tuple[str, ...]
    reads: bool = False  # changes nothing

    def __str__(self):
        names = (kind_of(path) for path in self.paths)
        return " ".join([self.call.removesuffix("at").removesuffix("64"), *names])


class Traced(NamedTuple):
    """What a shell sees of a command, and its steps."""

    code: int
    out: str
    err: str
    steps: list[Step]


def kind_of(path):
    """What a path of a workspace is, in a word: names in it are random."""
    name = re.sub(r"^\.?[0-9a-f]{16}\.tmp", "temporary", Path(path).name)
    inside = ".pdsa" if "/.pdsa" in path else ""
    if name.endswith(".json") and "/entries" in path:
        return "entry"
    if inside:
        return f"{inside}/{name}".removesuffix("/.pdsa")
    return "mark" if Path(path).parent.name == "removed" else name


def require_strace():
    """Skip without strace; where nobody watches, fail: a suite that tried nothing proves nothing."""
    works = (
        shutil.which("strace")
        and not subprocess.run(
            ["strace", "-o", os.devnull, "true"], capture_output=True, check=False
        ).returncode
    )
    if not works:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("strace does not work here")


def command(root, words):
    """What starts `pdsa` with `words` in the workspace at `root`."""
    return [sys.executable, "-m", "pdsa", "-C", str(root), *words]


def environment(root):
    """The world of a command whose trace has to be the same at each run."""
    return {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONSAFEPATH": "1",  # no look into a folder that others write to
        "PYTHONWARNINGS": "ignore",
        "XDG_STATE_HOME": f"{root}.state",
    }


def trace(root, words, *inject):
    """Run `pdsa` with `words` in the workspace at `root`, faults injected."""
    record = root.parent / f"{root.name}.trace"
    calls = f"trace={','.join(CHANGING + OPENING)}"
    strace = ["strace", "-f", "-y", "-qq", "-s", "400", "-o", str(record), "-e", calls]
    faults = [part for fault in inject for part in ("-e", f"inject={fault}")]
    ran = subprocess.run(
        [*strace, *faults, *command(root, words)],
        capture_output=True,
        check=False,
        cwd=root.parent,
        env=environment(root),
        timeout=TIMEOUT,
    )
    steps = list(read_steps(record.read_text(errors="replace"), str(root)))
    return Traced(ran.returncode, ran.stdout.decode(), ran.stderr.decode(), steps)


def read_steps(text, home):
    """Read the steps of a trace: whatever changes something, and what is opened under `home`."""
    numbers = {}
    for line in text.splitlines():
        match = CALL.match(line)
        if not match:
            continue
        call, given = match[1], match[2]
        numbers[call] = numbers.get(call, 0) + 1
        handle = HANDLE.match(given)
        found = (handle[1],) if handle else tuple(PATHS.findall(given))
        if call == "write" and re.match(r"[12]<", given):
            word = re.search(r'"(\w*)', given)[1]
            found = (home, f"{'out' if given[0] == '1' else 'err'} {word}".strip())
        if any(path.startswith(home) for path in found):
            reads = call in OPENING and not FLAGS.search(given)
            yield Step(call, numbers[call], found[-1:] if call == "write" else found, reads)
