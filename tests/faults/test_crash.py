"""Killed, or refused by the disk, at each step of a real command: nothing, or the whole entry."""

import json
import re
import shutil
import sqlite3
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.faults.tracing import KILLED, Step, Traced, command, environment, require_strace, trace

WORKERS = 4  # they wait for the disk as much as for a processor
TYPED = "Six of six, in every room"
LOG = ("do", "ash-valley/02", "--as-planned", "yes", "--observed", TYPED)
FIRST = ("do", "birch-hill/01", "--as-planned", "yes", "--observed", TYPED)
ERASED = "01kag4nb"
ERASE = ("retract", ERASED, "--why", "named a student", "--erase")
EVERY = {"log": 1, "log into a fresh clone": 20, "erase": 20}  # of the steps inside the database
ERRORS = ("ENOSPC", "EIO", "EACCES")
ORDER = [
    *("write temporary", "fsync temporary", "link temporary entry", "unlink temporary"),
    *("fsync entries", "write out logged"),
]


class Outcome(NamedTuple):
    """A command that met a fault, and the workspace that it left."""

    step: Step
    fault: str
    ran: Traced
    root: object


@pytest.fixture
def prepared(workspace, pdsa):
    """A workspace whose database is there, and where some entries are older than others."""
    require_strace()
    assert pdsa("report reading-2025").code == 0
    return workspace


def fresh(workspace):
    shutil.rmtree(workspace / ".pdsa")
    shutil.rmtree(workspace / "cycles/reading-2025/birch-hill/entries")


def run_with(workspace, words, place, fault):
    """Run the command in a copy of the workspace, with one fault: a step and what happens to it."""
    number, (step, what) = fault
    root = place / str(number)
    shutil.copytree(workspace, root)
    return Outcome(step, what, trace(root, words, f"{step.call}:{what}:when={step.number}"), root)


def run_all(workspace, words, place, faults):
    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(partial(run_with, workspace, words, place), enumerate(faults)))


def steps_of(workspace, words, place):
    """Every step of the command when nothing goes wrong."""
    root = place / "whole"
    shutil.copytree(workspace, root)
    ran = trace(root, words)
    assert (ran.code, ran.err) == (0, "")
    return ran.steps


def changes(steps, every=1):
    """The steps that change something; of those inside the database one in `every`."""
    inside = 0
    for step in steps:
        inside += step.call == "pwrite64"
        if not step.reads and (step.call != "pwrite64" or inside % every == 0):
            yield step


def entry_files(root):
    return {
        path.relative_to(root): path.read_bytes()
        for path in root.glob("cycles/*/*/entries/**/*")
        if path.is_file() and not re.fullmatch(r"\..*\.tmp", path.name)
    }


def typed(root):
    """How many entries hold what was typed; each file under an entry's name has to be whole."""
    files = [content for path, content in entry_files(root).items() if path.suffix == ".json"]
    return sum(json.loads(content)["body"].get("observed") == TYPED for content in files)


def state_of(workspace, root, *, erasing):
    """What a command left: nothing of its own, or all of it. Fails for anything between."""
    before, after = entry_files(workspace), entry_files(root)
    gone = [path for path in before if after.get(path) != before[path]]
    new = [path for path in after if path not in before]
    if erasing:
        assert [path.parent.name for path in new] in ([], ["removed"]), new
        assert gone == [] or (len(new) == 1 and [path.suffix for path in gone] == [".json"]), gone
        return "whole" if gone else "nothing"
    assert gone == []
    assert len(new) == typed(root)
    return "whole" if new else "nothing"


def heal(pdsa, root, proven):
    """The next command: it says what a rebuild says, and the rows are those of the files.

    `proven` holds the reports that were compared with a rebuild, by the number of files.
    """
    said = pdsa(["-C", str(root), "report", "reading-2025"])
    assert (said.code, said.err) == (0, "")
    rows = sqlite3.connect(root / ".pdsa/pdsa.db")
    assert rows.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    known = {id for (id,) in rows.execute("SELECT id FROM entries")}
    rows.close()
    files = entry_files(root)
    removed = {path.name for path in files if path.parent.name == "removed"}
    ids = {path.stem.rpartition("-")[2] for path in files if path.suffix == ".json"}
    assert known == ids - removed
    report = (len(ids), len(removed), re.sub(r"(?m)^(about\tdigest)\t.*$", r"\1", said.out))
    if report not in proven:
        assert pdsa(["-C", str(root), "rebuild"]).code == 0
        assert pdsa(["-C", str(root), "report", "reading-2025"]) == said
        proven.add(report)


def again(outcome, words):
    """The person does not know, and types the same once more: logged now, or refused as known."""
    ran = subprocess.run(
        command(outcome.root, words),
        capture_output=True,
        check=False,
        cwd=outcome.root.parent,
        env=environment(outcome.root),
    )
    return ran.returncode


def told(outcome):
    return any(line.startswith("logged") for line in outcome.ran.out.splitlines())


@pytest.mark.parametrize(
    ("kind", "prepare", "words"),
    [
        ("log", bool, LOG),
        ("log into a fresh clone", fresh, FIRST),
        ("erase", bool, ERASE),
    ],
)
def test_killed_before_any_step_a_command_has_done_nothing_or_all(
    prepared, pdsa, faults, tmp_path, kind, prepare, words
):
    prepare(prepared)
    steps = list(changes(steps_of(prepared, words, tmp_path), EVERY[kind]))
    outcomes = run_all(prepared, words, tmp_path, [(step, "signal=KILL") for step in steps])
    states, proven = [], set()
    for number, outcome in enumerate(outcomes, 1):
        assert (outcome.ran.code, str(outcome.ran.steps[-1])) == (KILLED, str(outcome.step))
        states.append(state_of(prepared, outcome.root, erasing=kind == "erase"))
        print(f"{number:4} killed before {outcome.step}: {states[-1]}")  # noqa: T201 - pytest -s
        heal(pdsa, outcome.root, proven)
    assert states == sorted(states), "what was there has gone again"
    assert {*states} == {"nothing", "whole"}
    lost = sum(
        told(ran) and state == "nothing" for ran, state in zip(outcomes, states, strict=True)
    )
    some = [pair for pair in zip(outcomes, states, strict=True) if pair[0].step.call != "pwrite64"]
    doubled = 0
    for outcome, state in some:
        assert again(outcome, words) == (0 if state == "nothing" else 2)
        doubled += kind != "erase" and typed(outcome.root) > 1
    faults.record(f"killed: {kind}", len(steps), len(steps) - lost - doubled, lost, doubled)
    assert (lost, doubled) == (0, 0)


def test_no_step_is_left_after_the_last(prepared, tmp_path):
    steps = list(changes(steps_of(prepared, LOG, tmp_path)))
    last = {step.call: step.number for step in steps}
    assert len(steps) > len(ORDER)
    root = tmp_path / "later"
    shutil.copytree(prepared, root)
    later = [f"{call}:signal=KILL:when={number + 1}" for call, number in last.items()]
    assert trace(root, LOG, *(fault for fault in later if "openat" not in fault)).code == 0


def whole_or_kept(outcome, state):
    """What is wrong with how a command met an error; empty when nothing is."""
    code, _, err, _ = outcome.ran
    if "Traceback" in err or code not in {0, 2, 4}:
        return "it broke"
    logged = told(outcome) or re.search(r"^pdsa: logged;", err, re.MULTILINE)
    if (code == 0, bool(logged)) != (state == "whole",) * 2:
        return f"{state}, but it said otherwise"
    if state == "whole" or "not logged" not in err:
        return "" if state == "whole" or outcome.step.reads else "no reason"
    kept = re.search(r"what you typed is kept in (.*?);", err)
    if not kept:
        return "" if "it could not be kept anywhere" in err else "nothing about what was typed"
    draft = json.loads(Path(kept[1]).read_text("utf-8"))
    return "" if draft["body"]["observed"] == TYPED else "half a draft"


@pytest.mark.parametrize(
    ("kind", "prepare", "words"),
    [("log", bool, LOG), ("log into a fresh clone", fresh, FIRST)],
)
def test_what_the_disk_refuses_is_logged_or_kept_as_a_draft(
    prepared, pdsa, faults, tmp_path, kind, prepare, words
):
    prepare(prepared)
    steps = steps_of(prepared, words, tmp_path)
    errors = ERRORS if kind == "log" else ERRORS[:1]
    tried = list(product(changes(steps, 18), [f"error={error}" for error in errors]))
    if kind == "log":
        tried += [(step, "error=EIO") for step in steps if step.reads]
    outcomes = run_all(prepared, words, tmp_path, tried)
    wrong, lost, proven = [], 0, set()
    for outcome in outcomes:
        state = state_of(prepared, outcome.root, erasing=False)
        print(f"{outcome.fault} at {outcome.step}: {outcome.ran.code}, {state}")  # noqa: T201 - pytest -s
        heal(pdsa, outcome.root, proven)
        lost += told(outcome) and state == "nothing"
        if reason := whole_or_kept(outcome, state):
            wrong.append((str(outcome.step), outcome.fault, reason, outcome.ran[:3]))
    faults.record(f"refused by the disk: {kind}", len(tried), len(tried) - len(wrong), lost)
    assert wrong == []


def test_a_command_makes_an_entry_durable_before_it_says_so(prepared, tmp_path):
    assert [step for step in map(str, steps_of(prepared, LOG, tmp_path)) if step in ORDER] == ORDER


def test_the_first_entry_of_a_district_has_a_durable_folder(prepared, tmp_path):
    fresh(prepared)
    steps = [str(step) for step in steps_of(prepared, FIRST, tmp_path)]
    wanted = ["mkdir entries", "fsync birch-hill", *ORDER]
    assert [step for step in steps if step in wanted] == wanted


def test_a_new_database_waits_for_the_disk_only_a_few_times(prepared, tmp_path):
    fresh(prepared)
    steps = steps_of(prepared, FIRST, tmp_path)
    assert sum(step.call == "fdatasync" for step in steps) < 15  # it was 106, one for each table
