"""The world of every test: one small made-up workspace, one frozen day, one clock that ticks."""

import contextlib
import io
import json
import os
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest

from pdsa.cli.main import run

TODAY = "2025-11-21"
WORLD = {
    "COLUMNS": "80",
    "LINES": "24",
    "LC_ALL": "C.UTF-8",
    "NO_COLOR": "1",
    "PDSA_BY": "ana",
    "PDSA_TODAY": TODAY,
    "TZ": "UTC",
}
ABSENT = (
    *("PDSA_WORKSPACE", "TERM", "FORCE_COLOR", "CLICOLOR_FORCE"),
    *("PYTHONWARNINGS", "PYTHONUNBUFFERED"),
)

# Plans and entries of two made-up districts: one line, one command.
COMMANDS = """
init . --name "Made-up Network"
collaborative new reading-2025 --title "Reading 2025-26" --topic "Early reading" --starts 2025-09-01 --ends 2026-02-28 --aim "By February 9 of 10 classes read aloud every day" --facilitator "Facilitator A, superintendent, birch-hill" --idea "read-aloud: Read aloud for ten minutes" --idea "friday-text: A text home on Fridays" --measure "classes: Classes that read aloud every day; share; up; about staff" --measure "texts: Texts sent home; count; per week; up; about things" --meeting "2025-10-15 Kick-off" --meeting "2025-12-10 Mid-point"
district add ash-valley --name "Ash Valley" --state OH --to reading-2025 --joined 2025-09-01
district add birch-hill --name "Birch Hill" --state MI --to reading-2025 --joined 2025-09-01
--today 2025-10-03 plan reading-2025/ash-valley --try read-aloud --title "Read aloud in grade 1" --with "two teachers" --question "Does it fit in the day?" --predict "Both will read aloud every day" --expect "classes at least 75% by 2025-10-17" --starts 2025-10-06 --until 2025-10-17 --scope several-people
--today 2025-10-17 record ash-valley/01 classes 1/2 --day 2025-10-17
--today 2025-10-17 do ash-valley/01 --as-planned partly --why "one was ill" --observed "One read aloud every day"
--today 2025-10-20 study ash-valley/01 --result "1 of 2 read aloud every day" --learned "Mornings work" --prediction 1=not-met
--today 2025-10-20 act ash-valley/01 adapt --why "afternoons are too full" --next "only in the morning"
--today 2025-10-31 plan reading-2025/ash-valley --try read-aloud --title "Read aloud in the morning" --builds-on 01 --with "six teachers" --predict "At least 5 of 6 will" --expect "classes at least 80%" --starts 2025-11-03 --until 2025-11-28
--today 2025-11-14 record ash-valley/02 classes 4/6
--today 2025-11-07 plan reading-2025/birch-hill --try friday-text --with "40 families" --no-prediction "we want to see who answers" --type collect-data --starts 2025-11-10 --until 2025-11-28
--today 2025-11-18 ask birch-hill/01 "How do others reach families without phones?"
"""


class Ran(NamedTuple):
    """What a shell sees of a command."""

    code: int
    out: str
    err: str


class Ticking:
    """A clock that goes on by a minute at every look, and entropy that counts."""

    def __init__(self, start):
        self.now = start
        self.count = 0

    def clock(self):
        self.now += timedelta(minutes=1)
        return self.now

    def entropy(self, length):
        self.count += 1
        return self.count.to_bytes(length, "big")


def run_here(line, time, stdin=""):
    """Run one command line, a text or a list of words, inside this process."""
    out, err = io.StringIO(), io.StringIO()
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    before, sys.stdin = sys.stdin, typed
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            words = shlex.split(line) if isinstance(line, str) else line
            code = run(words, clock=time.clock, entropy=time.entropy)
    finally:
        sys.stdin = before
    return Ran(code, out.getvalue(), err.getvalue())


@pytest.fixture(scope="session")
def _made(tmp_path_factory):
    root = tmp_path_factory.mktemp("made") / "workspace"
    time = Ticking(datetime(2025, 11, 20, 8, tzinfo=UTC))
    root.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        freeze(patch, root.parent)
        patch.chdir(root)
        for line in COMMANDS.strip().splitlines():
            ran = run_here(line, time)
            assert ran.code == 0, (line, ran)
    return root


def freeze(patch, home):
    """Let every command see the same world."""
    for name in ABSENT:
        patch.delenv(name, raising=False)
    for name, value in WORLD.items():
        patch.setenv(name, value)
    patch.setenv("HOME", str(home / "home"))
    patch.setenv("XDG_STATE_HOME", str(home / "state"))


@pytest.fixture
def world(tmp_path, monkeypatch):
    """A frozen world, and an empty folder to stand in."""
    freeze(monkeypatch, tmp_path)
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    return tmp_path


@pytest.fixture
def workspace(world, _made, monkeypatch):
    """A copy of the made-up workspace, with the test inside it."""
    root = world / "workspace"
    shutil.copytree(_made, root, ignore=shutil.ignore_patterns(".pdsa"))
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def pdsa(world):  # noqa: ARG001 - the world has to be frozen
    """Run a command line in this process: `pdsa("do 02 ...", stdin="...")`."""
    time = Ticking(datetime(2025, 11, 21, 12, tzinfo=UTC))

    def ask(line, stdin=""):
        return run_here(line, time, stdin)

    return ask


@pytest.fixture
def logged(workspace, pdsa):
    """Run a command line; return what it said and the entries that are new, as their files say."""

    def ask(line, stdin=""):
        before = {*workspace.glob("cycles/*/*/entries/*.json")}
        ran = pdsa(line, stdin)
        new = {*workspace.glob("cycles/*/*/entries/*.json")} - before
        return ran, [json.loads(path.read_text("utf-8")) for path in sorted(new)]

    return ask


@pytest.fixture
def shell(world):  # noqa: ARG001 - the world has to be frozen
    """Run a line of bash, where `pdsa` is the installed command."""

    def ask(line, stdin="", **environment):
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        ran = subprocess.run(
            ["bash", "-c", line],
            input=stdin.encode(),
            capture_output=True,
            env={**os.environ, "PATH": path, "PYTHONWARNINGS": "ignore"} | environment,
            check=False,
            timeout=60,
        )
        return Ran(ran.returncode, ran.stdout.decode(), ran.stderr.decode())

    return ask


@pytest.fixture(scope="session")
def golden():
    """Compare a text with a file, whole; with UPDATE_GOLDEN=1 write the file instead."""

    def compare(path, text):
        if os.environ.get("UPDATE_GOLDEN"):
            path.write_text(text, encoding="utf-8", newline="\n")
        assert text == path.read_text(encoding="utf-8"), "wanted? UPDATE_GOLDEN=1 pytest"

    return compare
