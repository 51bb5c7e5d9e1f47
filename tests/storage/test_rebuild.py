import random
import shutil
from pathlib import Path

import pytest

from pdsa.core.model import Address
from pdsa.storage.workspace import Workspace
from tests.storage.samples import BODIES, READING, entry, put, share, write

CYCLE = Address(READING, "ash-valley", "02-read-aloud-in-the-morning")
COMMANDS = """\
pdsa report reading-2025 --format plain
pdsa report reading-2025 --format markdown
pdsa report reading-2025 --format json
pdsa report reading-2025 --format terminal
pdsa history
pdsa history reading-2025/ash-valley
pdsa status
pdsa show ash-valley/02
pdsa show birch-hill/01 --json
pdsa check
"""
SHUFFLED = """\
import os, random
scandir, listdir, chance = os.scandir, os.listdir, random.Random({seed})
class Shuffled:
    def __init__(self, path):
        with scandir(path) as met:
            self.met = list(met)
        chance.shuffle(self.met)
    def __enter__(self):
        return iter(self.met)
    def __exit__(self, *_):
        return None
    def __iter__(self):
        return iter(self.met)
def shuffled(path="."):
    names = listdir(path)
    chance.shuffle(names)
    return names
os.scandir, os.listdir = Shuffled, shuffled
"""


@pytest.fixture
def lived_in(workspace):
    """The made-up workspace with all that a year brings: corrections, clashes, damage, a lost plan."""
    found = Workspace(workspace)
    later = [
        entry("data", share("2025-11-07", n=6), CYCLE, 1),
        entry("data", share("2025-11-07", "5", "6"), CYCLE, 2),  # claims the same day
        entry("data", share("2025-11-10", "5", "6"), CYCLE, 3),
        entry("data", {"points": [{"measure": "lost", "value": "3"}]}, CYCLE, 4),
        entry("assessment", BODIES["assessment"], CYCLE, 5),
        entry("comment", BODIES["comment"], Address(READING, "birch-hill", "09-lost"), 6),
        entry("do", BODIES["do"], CYCLE, 7),
        entry("do", BODIES["do"], CYCLE, 8),
        entry("study", BODIES["study"], Address(READING, "birch-hill"), 9),
    ]
    for one in later:
        kind, folder = one.kind, Address(READING, "facilitation")
        put(found, one, folder if kind == "assessment" else None)
    for number, value in enumerate(["4/6", "3/6"], 20):  # two heads
        body = {"corrects": later[2].id, "set": {"value": value}, "why": "miscounted"}
        put(found, entry("correction", body, CYCLE, number))
    put(found, entry("retraction", {"retracts": later[6].id, "why": "twice"}, CYCLE, 30))
    write(put(found, entry("do", BODIES["do"], CYCLE, 40)), "{")
    write(found.plan_file(CYCLE).with_name("03-other.yml"), "title: Other\n")
    return workspace


def answers(shell, before="", environment=""):
    """What every command says, with something done before each."""
    lines = [
        f"{before}\nenv {environment} {line} || echo code $?" for line in COMMANDS.splitlines()
    ]
    ran = shell("\n".join(lines))
    assert ran.out.count("\n") > 200
    return [*ran.out.splitlines(), *ran.err.splitlines()]


def made_again(workspace, order):
    """The same files, made in another order, so that the disk lists them otherwise."""
    cycles = workspace / "cycles"
    contents = {path: path.read_bytes() for path in sorted(cycles.rglob("*")) if path.is_file()}
    shutil.rmtree(cycles)
    for path in order(list(contents)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(contents[path])


@pytest.fixture(scope="module")
def answered():
    """What was said first, in whatever folder: it is kept for all tests of this module."""
    return []


@pytest.fixture
def first(shell, lived_in, answered):
    assert lived_in
    if not answered:
        answered.append(answers(shell))
    return answered[0]


def test_without_the_database_every_answer_is_the_same(shell, lived_in, first):
    shutil.rmtree(lived_in / ".pdsa", ignore_errors=True)
    assert answers(shell) == first


def test_a_database_that_holds_only_what_was_asked_for_gives_the_same(shell, first):
    assert answers(shell, before="rm -rf .pdsa") == first


@pytest.mark.parametrize(
    "order",
    [lambda files: files[::-1], lambda files: random.Random(7).sample(files, len(files))],
    ids=["backwards", "shuffled"],
)
def test_the_order_in_which_files_were_made_does_not_show(shell, lived_in, first, order):
    made_again(lived_in, order)
    shutil.rmtree(lived_in / ".pdsa", ignore_errors=True)
    assert answers(shell) == first


def test_the_order_in_which_a_folder_is_listed_does_not_show(shell, lived_in, first):
    write(lived_in.parent / "site/sitecustomize.py", SHUFFLED.format(seed=1))
    path = f"{lived_in.parent / 'site'}:{Path(__file__).parents[2]}"
    assert answers(shell, before="rm -rf .pdsa", environment=f"PYTHONPATH={path}") == first


@pytest.mark.parametrize(
    "environment",
    [
        "TZ=Pacific/Kiritimati",
        "TZ=America/Anchorage LC_ALL=C LANG=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0",
        "LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8",
    ],
)
def test_neither_time_zone_nor_language_shows(shell, first, environment):
    assert answers(shell, before="rm -rf .pdsa", environment=environment) == first
