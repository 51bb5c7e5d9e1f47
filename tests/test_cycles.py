"""The repository's own `cycles/`: entered by its scripts, checked, and shown as readers see it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parent
DAY = "2026-03-31"  # the last one of its collaboratives
REPORTS = {  # file: width and format
    "report-80.txt": (80, "terminal"),
    "report-120.txt": (120, "terminal"),
    "report.tsv": (80, "plain"),
    "report.md": (80, "markdown"),
    "report.json": (80, "json"),
}
ENTRY = re.compile(r"(.*/entries/[0-9-]+-[a-z]+)-[0-9a-z]{26}\.json")
PLANNED = re.compile(rb"^planned: [0-9-]+\n", re.MULTILINE)


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    """What the scripts make of an empty folder, with real bash and the installed command."""
    if sys.platform == "win32" and not shutil.which("bash"):
        pytest.skip("the scripts are for bash")
    home = tmp_path_factory.mktemp("rebuilt")
    world = {name: value for name, value in os.environ.items() if not name.startswith("PDSA_")}
    world["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{world['PATH']}"
    world["XDG_STATE_HOME"] = str(home / "state")
    ran = subprocess.run(
        ["bash", ROOT / "scripts/cycles/all.sh", home / "workspace"],
        env=world,
        capture_output=True,
        text=True,
        check=False,
    )
    undated = (
        "pdsa: `planned` is not in it: nobody will know whether it was written before the data"
    )
    assert (ran.returncode, {*ran.stderr.splitlines()}) == (0, {undated})
    return home / "workspace"


@pytest.fixture
def own(world, monkeypatch):
    """A copy of the repository's cycles, with the test inside it: the repository gets no database."""
    root = world / "own"
    shutil.copytree(ROOT / "cycles", root / "cycles")
    monkeypatch.chdir(root)
    return root


def repeatable(root):
    """Every file of `cycles/`: its path and content without what each run makes its own."""
    files = [path for path in (root / "cycles").rglob("*") if path.is_file()]
    return Counter(
        _repeatable(path.relative_to(root).as_posix(), path.read_bytes()) for path in files
    )


def _repeatable(path, content):
    if entry := ENTRY.fullmatch(path):
        kept = json.loads(content)
        for key in ("id", "recorded", "by"):
            del kept[key]
        for mark in kept["body"].get("predictions", ()):
            mark.pop("expected", None)  # what was entered before studies kept it stays as it is
        return entry[1], json.dumps(kept, indent=2, sort_keys=True)
    return path, PLANNED.sub(b"", content).decode()


def test_the_scripts_make_the_cycles_of_the_repository(rebuilt):
    made, kept = repeatable(rebuilt), repeatable(ROOT)
    assert sorted((made - kept).elements()) == []  # only the scripts make these
    assert sorted((kept - made).elements()) == []  # no script makes these


def test_the_scripts_make_nothing_but_cycles_and_a_database(rebuilt):
    assert {path.name for path in rebuilt.iterdir()} <= {"cycles", ".pdsa"}


def test_the_check_finds_no_error_and_these_warnings(own, pdsa, golden):  # noqa: ARG001 - stands in it
    ran = pdsa("check --format concise")
    golden(HERE / "cycles-check.txt", ran.out)
    warnings = len(ran.out.splitlines())
    assert (ran.code, ran.err) == (0, f"pdsa: 0 errors, {warnings} warnings\n")


@pytest.mark.parametrize("name", REPORTS)
def test_the_report_of_published_cycles_is_whole(own, pdsa, golden, monkeypatch, name):  # noqa: ARG001 - stands in it
    width, form = REPORTS[name]
    monkeypatch.setenv("COLUMNS", str(width))
    ran = pdsa(f"report published-2025 --format {form} --today {DAY}")
    digest = json.loads(pdsa(f"report published-2025 --json --today {DAY}").out)["digest"]
    assert (ran.code, ran.err) == (0, "")
    golden(HERE / "cycles-report" / name, ran.out.replace(digest, "0" * len(digest)))


def test_three_linked_cycles_stand_beside_what_was_predicted(own, pdsa):  # noqa: ARG001 - stands in it
    found = json.loads(pdsa(f"report published-2025 --json --today {DAY}").out)
    (line,) = [line for line in found["lines"] if line["district"] == "survey-practice"]
    shown = [
        (row["predicted"], row["latest"]["shown"], row["mark"], test["decision"])
        for test in line["cycles"]
        for row in test["predictions"]
    ]
    assert shown == [
        ("at least 25 per week", "8 a week", "not-met", "adapt"),
        ("at least 25 per week", "1.5 a week", "not-met", "adapt"),
        ("at least 25 per week", "24 a week", "not-met", "adopt"),
    ]
