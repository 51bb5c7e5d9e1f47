"""Every way in which git brings texts together: no entry is lost, doubled or brought back."""

import json
import os
import random
import shutil
import subprocess
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest

from pdsa.core.model import Address
from pdsa.storage.database import open_database
from pdsa.storage.entries import write_entry
from pdsa.storage.workspace import Scope, Workspace
from tests.conftest import Ticking, run_here
from tests.storage.samples import PLAN, READING, entry, make_workspace, share, write
from tests.storage.test_refresh import fresh, rows_of

ASH, BIRCH = Address(READING, "ash-valley"), Address(READING, "birch-hill")
SEED = 61
IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "ana",
    "GIT_AUTHOR_EMAIL": "ana@example.org",
    "GIT_COMMITTER_NAME": "ana",
    "GIT_COMMITTER_EMAIL": "ana@example.org",
    "GIT_EDITOR": "true",
}


def id_of(number):
    """The id of the entry that a test calls `number`, written down before any file is."""
    return f"01k80a3r00{number:016d}"


def point(number, whose=ASH, cycle="01-grade-1"):
    """A data entry of one point; no two numbers below 90 share a day."""
    day = date(2025, 9, 1) + timedelta(days=number)
    made = entry("data", share(day.isoformat()), whose._replace(cycle=cycle))
    recorded = datetime(2025, 10, 20, 8, tzinfo=UTC) + timedelta(minutes=number)
    return made._replace(id=id_of(number), day=day, recorded=recorded)


class Clone:
    """A working copy with its database: git is run in it, entries are logged, figures compared."""

    def __init__(self, root, faults):
        self.root, self.faults = root, faults
        self.workspace = Workspace(root)
        self.time = Ticking(datetime(2025, 11, 21, 12, tzinfo=UTC))

    def git(self, line, *words, code=0):
        """Run git, then report, as people do: the database follows every single step."""
        ran = subprocess.run(
            ["git", *line.split(), *words], cwd=self.root, capture_output=True, text=True, check=False
        )  # fmt: skip
        assert ran.returncode == code, (line, ran.stdout, ran.stderr)
        if (self.root / "cycles/network.yaml").exists():
            self.pdsa("history")
        return ran.stdout.strip()

    def pdsa(self, line):
        ran = run_here(f"-C {self.root} {line}", self.time)
        assert (ran.code in {0, 1}, ran.err.count("the database")) == (True, 0), ran
        return ran.out

    def log(self, *numbers, whose=ASH, **more):
        """Log entries of these numbers, and commit each."""
        for number in numbers:
            write_entry(self.workspace.folder(whose), point(number, whose, **more))
            self.commit(f"Log {number}")

    def commit(self, said="Change"):
        self.git("add -A")
        self.git("commit -q --no-gpg-sign -m", said)

    def branch(self, name, at="main"):
        self.git(f"switch -q -c {name} {at}")

    def clone_to(self, name, options="", source=""):
        root = self.root.parent / name
        self.git(f"clone -q --template= {options} {source or self.root} {root}")
        return Clone(root, self.faults)

    def holds(self, numbers, *, left_out=(), collaborative=READING, **points):
        """Compare ids, figures and a rebuild with what was written down; nothing may be in conflict.

        `numbers` are those of the entries, `points` how many of them a report counts by district.
        """
        expected = sorted(map(id_of, numbers))
        connection = open_database(self.workspace, Scope(), pytest.fail)
        query = "SELECT id FROM entries WHERE kind = 'data' ORDER BY id"
        found = [id for (id,) in connection.execute(query)]
        rows = rows_of(connection)
        connection.close()
        counted, missing = self.reported(collaborative)
        wanted = {district.replace("_", "-"): count for district, count in points.items()}
        lost, doubled = Counter(expected) - Counter(found), Counter(found) - Counter(set(found))
        survived = (found, counted, missing) == (expected, wanted, list(left_out))
        self.faults.record("git", 1, int(survived), lost.total(), doubled.total())
        assert (found, counted, missing) == (expected, wanted, list(left_out))
        assert rows == fresh(self.workspace)
        assert self.git("status --porcelain") == ""

    def reported(self, collaborative):
        """How many points a report has for each district, and which files it left out."""
        said = json.loads(self.pdsa(f"report {collaborative} --json"))
        classes = next(row for row in said["measures"] if row["measure"] == "classes")
        counted = {row["district"]: row["latest"]["points"] for row in classes["districts"]}
        return counted, [row["path"].rpartition("/")[2] for row in said["left_out"]]

    def told(self, *codes):
        """The findings of these codes: code and file name, sorted."""
        found = json.loads(self.pdsa("check --format json"))["diagnostics"]
        pairs = [(one["code"], one["path"].rpartition("/")[2]) for one in found]
        return sorted(pair for pair in pairs if pair[0] in codes)


@pytest.fixture
def repo(world, monkeypatch, faults):
    """A repository with two districts and an entry in each: 1 in ash-valley, 2 in birch-hill."""
    for name, value in IDENTITY.items():
        monkeypatch.setenv(name, value)
    root = world / "ours"
    make_workspace(root, plans=1)
    clone = Clone(root, faults)
    clone.git("init -q -b main --template=")
    clone.commit("Begin")
    clone.log(1)
    clone.log(2, whose=BIRCH)
    return clone


def two_branches(repo):
    """Two people log on their own: 3 on main, 4 and 5 on theirs; now on main."""
    repo.branch("theirs")
    repo.log(4)
    repo.log(5, whose=BIRCH)
    repo.git("switch -q main")
    repo.log(3)


def test_two_writers_merge(repo):
    two_branches(repo)
    repo.git("merge -q theirs -m Merge")
    repo.holds([1, 2, 3, 4, 5], ash_valley=3, birch_hill=2)


def test_rebase(repo):
    two_branches(repo)
    repo.git("switch -q theirs")
    repo.git("rebase -q main")
    repo.holds([1, 2, 3, 4, 5], ash_valley=3, birch_hill=2)


def test_squash_and_continue(repo):
    two_branches(repo)
    repo.git("merge -q --squash theirs")
    repo.commit("Squashed")
    repo.git("switch -q theirs")
    repo.log(6)
    repo.git("switch -q main")
    repo.log(7)
    repo.git("merge -q theirs -m Again")
    repo.holds([1, 2, 3, 4, 5, 6, 7], ash_valley=5, birch_hill=2)


def test_cherry_pick_then_merge(repo):
    two_branches(repo)
    repo.git("cherry-pick theirs~1")
    repo.holds([1, 2, 3, 4], ash_valley=3, birch_hill=1)
    repo.git("merge -q theirs -m Merge")
    repo.holds([1, 2, 3, 4, 5], ash_valley=3, birch_hill=2)


def test_stash_and_pop(repo):
    two_branches(repo)
    write_entry(repo.workspace.folder(ASH), point(6))
    repo.git("stash -q -u")
    repo.holds([1, 2, 3], ash_valley=2, birch_hill=1)
    repo.git("merge -q theirs -m Merge")
    repo.git("stash pop -q")
    repo.commit("Log 6")
    repo.holds([1, 2, 3, 4, 5, 6], ash_valley=4, birch_hill=2)


def test_octopus(repo):
    for number in (3, 4, 5, 6):
        repo.branch(f"b{number}")
        repo.log(number, whose=BIRCH if number % 2 else ASH)
    repo.git("switch -q main")
    repo.log(7)
    repo.git("merge -q -m Octopus b3 b4 b5 b6")
    assert repo.git("show -s --format=%p").count(" ") == 4
    repo.holds([1, 2, 3, 4, 5, 6, 7], ash_valley=4, birch_hill=3)


def test_61_branches_in_random_order(repo):
    branches = list(range(3, 64))
    for number in branches:
        repo.branch(f"b{number}")
        repo.log(number, whose=BIRCH if number % 2 else ASH)
    repo.git("switch -q main")
    random.Random(SEED).shuffle(branches)
    for number in branches:
        repo.git(f"merge -q b{number} -m Merge")
    repo.holds([1, 2, *range(3, 64)], ash_valley=31, birch_hill=32)


def test_bare_merge_without_attributes(repo):
    two_branches(repo)
    host = repo.clone_to("host.git", "--bare")
    tree = host.git("merge-tree --write-tree main theirs")
    made = host.git(f"commit-tree -p main -p theirs -m Merge {tree}")
    host.git(f"update-ref refs/heads/main {made}")
    repo.git(f"pull -q --ff-only {host.root} main")
    repo.holds([1, 2, 3, 4, 5], ash_valley=3, birch_hill=2)


def test_two_clones_that_pull_and_push(repo):
    host = repo.clone_to("host.git", "--bare")
    one = repo.clone_to("one", source=host.root)
    other = repo.clone_to("other", source=host.root)
    for number, clone in enumerate([one, other, other, one, one, other], 3):
        clone.log(number)
        clone.git("pull -q --rebase")
        clone.git("push -q origin main")
    one.git("pull -q")
    for clone in (one, other):
        clone.holds([1, 2, 3, 4, 5, 6, 7, 8], ash_valley=7, birch_hill=1)


def test_the_index_follows_a_branch_switch_both_ways(repo):
    repo.branch("theirs")
    repo.log(3, 4)
    repo.git("rm -q", f"cycles/{READING}/birch-hill/entries/2025-09-03-data-{id_of(2)}.json")
    repo.commit("Without 2")
    for _ in range(2):
        repo.git("switch -q main")
        repo.holds([1, 2], ash_valley=1, birch_hill=1)
        repo.git("switch -q theirs")
        repo.holds([1, 3, 4], ash_valley=3)


def test_revert_of_a_merge_and_of_the_revert(repo):
    two_branches(repo)
    repo.git("merge -q theirs -m Merge")
    repo.git("revert --no-edit -m 1 HEAD")
    repo.holds([1, 2, 3], ash_valley=2, birch_hill=1)
    repo.git("revert --no-edit HEAD")
    repo.holds([1, 2, 3, 4, 5], ash_valley=3, birch_hill=2)


def test_clean_takes_the_database_and_no_committed_entry(repo):
    repo.log(3)
    repo.git("clean -q -fdx")
    repo.holds([1, 2, 3], ash_valley=2, birch_hill=1)


def test_clean_leaves_no_database_behind(repo):
    assert (repo.root / ".pdsa/pdsa.db").exists()
    subprocess.run(["git", "clean", "-q", "-fdx"], cwd=repo.root, check=True)
    assert not (repo.root / ".pdsa").exists()


def test_shallow_clone(repo):
    repo.log(3)
    shallow = repo.clone_to("shallow", "--depth 1", f"file://{repo.root}")
    shallow.log(4)
    shallow.holds([1, 2, 3, 4], ash_valley=3, birch_hill=1)


def test_worktree_and_a_fresh_clone_without_a_database(repo):
    two_branches(repo)
    worktree = repo.root.parent / "beside"
    repo.git(f"worktree add -q {worktree} theirs")
    Clone(worktree, repo.faults).holds([1, 2, 4, 5], ash_valley=2, birch_hill=2)
    repo.holds([1, 2, 3], ash_valley=2, birch_hill=1)
    repo.clone_to("fresh").holds([1, 2, 3], ash_valley=2, birch_hill=1)


def test_a_database_that_was_copied_from_another_clone(repo):
    two_branches(repo)
    other = repo.clone_to("other", "-b theirs")
    shutil.copytree(repo.root / ".pdsa", other.root / ".pdsa", dirs_exist_ok=True)
    other.holds([1, 2, 4, 5], ash_valley=2, birch_hill=2)


# What people do to folders and files by hand, against what others log meanwhile.


def rename_against_an_addition(repo, old, new):
    """Theirs logs 3 into a folder that main renames."""
    repo.branch("theirs")
    repo.log(3)
    repo.git("switch -q main")
    repo.git(f"mv cycles/{old} cycles/{new}")
    repo.commit("Rename it")


def merge_where_git_asks(repo):
    """Git sees where the addition belongs, and asks: adding what it offers is the answer."""
    assert "CONFLICT (file location)" in repo.git("merge -q theirs -m Merge", code=1)
    repo.commit("Where git puts it")


def test_a_renamed_collaborative_against_an_addition(repo):
    rename_against_an_addition(repo, READING, "reading-2026")
    merge_where_git_asks(repo)
    repo.holds([1, 2, 3], collaborative="reading-2026", ash_valley=2, birch_hill=1)


def test_a_renamed_collaborative_where_git_knows_no_renames(repo):
    rename_against_an_addition(repo, READING, "reading-2026")
    repo.git("merge -q -s recursive -X no-renames theirs -m Merge")
    repo.holds([1, 2, 3], collaborative="reading-2026", ash_valley=1, birch_hill=1)
    assert repo.told("unknown-collaborative", "no-plan") == [
        ("no-plan", f"2025-09-04-data-{id_of(3)}.json"),
        ("unknown-collaborative", "collaborative.yaml"),
    ]


def test_a_renamed_district_against_an_addition(repo):
    rename_against_an_addition(repo, ASH, ASH._replace(district="ash-valley-usd"))
    merge_where_git_asks(repo)
    repo.holds([1, 2, 3], ash_valley_usd=2, birch_hill=1)
    assert len(repo.told("other-folder")) == 2


def test_a_renamed_district_where_git_knows_no_renames(repo):
    rename_against_an_addition(repo, ASH, ASH._replace(district="ash-valley-usd"))
    repo.git("merge -q -s recursive -X no-renames theirs -m Merge")
    repo.holds([1, 2, 3], ash_valley_usd=1, ash_valley=1, birch_hill=1)
    assert repo.told("no-plan") == [("no-plan", f"2025-09-04-data-{id_of(3)}.json")]


def test_a_district_moved_by_hand_to_another_collaborative(repo):
    other = repo.root / "cycles/writing-2025"
    shared = (repo.workspace.folder(Address(READING)) / "collaborative.yaml").read_text("utf-8")
    write(other / "collaborative.yaml", shared)
    repo.commit("Another collaborative")
    repo.branch("theirs")
    repo.log(3)
    repo.git("switch -q main")
    repo.workspace.folder(ASH).rename(other / "ash-valley")
    repo.commit("Move it")
    merge_where_git_asks(repo)
    repo.holds([1, 2, 3], collaborative="writing-2025", ash_valley=2)
    repo.holds([1, 2, 3], birch_hill=1)


def test_a_renamed_plan_keeps_what_others_logged_under_its_old_id(repo):
    repo.branch("theirs")
    repo.log(3)
    repo.git("switch -q main")
    folder = repo.workspace.folder(ASH)
    (folder / "01-grade-1.yaml").unlink()
    write(folder / "02-renamed.yaml", PLAN.format(number=1) + "was: [01-grade-1]\n")
    repo.commit("Rename the plan")
    repo.log(4, cycle="02-renamed")
    repo.git("merge -q theirs -m Merge")
    repo.holds([1, 2, 3, 4], ash_valley=3, birch_hill=1)
    rows = json.loads(repo.pdsa("history ash-valley --json"))["rows"]
    assert [row["where"] for row in rows] == ["ash-valley/02"] * 3


def test_removal_for_privacy_against_an_addition(repo):
    two_branches(repo)
    repo.pdsa(f"retract {id_of(1)} --why names --erase")
    repo.commit("Remove 1")
    repo.git("merge -q theirs -m Merge")
    repo.holds([2, 3, 4, 5], ash_valley=2, birch_hill=2)
    repo.git("switch -q theirs")
    repo.git("merge -q main -m Back")
    repo.holds([2, 3, 4, 5], ash_valley=2, birch_hill=2)


def test_removal_for_privacy_against_a_branch_that_brings_the_file_back(repo):
    repo.branch("theirs")
    repo.log(3)
    repo.git("switch -q main")
    repo.log(4)
    repo.git("cherry-pick theirs")
    repo.pdsa(f"retract {id_of(3)} --why names --erase")
    repo.commit("Remove 3")
    repo.git("merge -q theirs -m Merge")
    name = f"2025-09-04-data-{id_of(3)}.json"
    assert (repo.workspace.folder(ASH) / "entries" / name).exists()
    repo.holds([1, 2, 4], ash_valley=2, birch_hill=1)
    assert repo.told("erased-entry") == [("erased-entry", name)]
    repo.pdsa(f"retract {id_of(3)} --why names --erase")  # as the hint says
    repo.commit("Remove 3 again")
    repo.holds([1, 2, 4], ash_valley=2, birch_hill=1)
    assert repo.told("erased-entry") == []


def test_removal_for_privacy_against_a_correction_elsewhere(repo):
    repo.branch("theirs")
    repo.pdsa(f"correct {id_of(1)} --set value=8/12 --why miscounted")
    repo.commit("Correct 1")
    repo.git("switch -q main")
    repo.pdsa(f"retract {id_of(1)} --why names --erase")
    repo.commit("Remove 1")
    repo.git("merge -q theirs -m Merge")
    (correction,) = [path.name for path in repo.root.glob("cycles/*/ash-valley/entries/*.json")]
    repo.holds([2], left_out=[correction], birch_hill=1)
    assert repo.told("corrects-nothing") == [("corrects-nothing", correction)]


def remove(repo, number):
    day = date(2025, 9, 1) + timedelta(days=number)
    (repo.workspace.folder(ASH) / f"entries/{day}-data-{id_of(number)}.json").unlink()


def test_a_deleted_entry_against_an_addition(repo):
    two_branches(repo)
    remove(repo, 1)
    repo.commit("Delete 1")
    repo.git("merge -q theirs -m Merge")
    repo.holds([2, 3, 4, 5], ash_valley=2, birch_hill=2)


def test_an_entry_deleted_and_a_look_alike_added(repo):
    repo.branch("theirs")
    repo.log(4)
    repo.git("switch -q main")
    remove(repo, 1)
    repo.log(3)
    assert repo.git("show --name-status --format=").startswith(
        "R"
    )  # git takes it for a renamed one
    repo.git("merge -q theirs -m Merge")
    repo.holds([2, 3, 4], ash_valley=2, birch_hill=1)


def test_an_entry_that_two_people_delete_and_log_anew(repo):
    repo.branch("theirs")
    remove(repo, 1)
    repo.log(4)
    repo.git("switch -q main")
    remove(repo, 1)
    repo.log(3)
    assert "CONFLICT (rename/rename)" in repo.git("merge -q theirs -m Merge", code=1)
    ours, theirs = (f"2025-09-0{n + 1}-data-{id_of(n)}.json" for n in (3, 4))  # mixed by git
    found = [("conflict-markers", ours), ("conflict-markers", theirs)]
    assert repo.told("conflict-markers") == found
    assert repo.reported(READING) == ({"birch-hill": 1}, [ours, theirs])
    entries = f"cycles/{READING}/ash-valley/entries"
    repo.git(f"checkout -q HEAD -- {entries}/{ours}")  # as the hint says
    repo.git(f"checkout -q MERGE_HEAD -- {entries}/{theirs}")
    repo.commit("Both")
    repo.holds([2, 3, 4], ash_valley=2, birch_hill=1)


def test_two_branches_that_add_districts_and_the_same_cycle_number(repo):
    for name, district in (("a", "cedar-lake"), ("b", "dune-park")):
        repo.branch(name)
        folder = repo.workspace.folder(Address(READING, district))
        write(repo.root / f"cycles/districts/{district}.yaml", f"name: {district.title()}\n")
        write(folder / "district.yaml", "joined: 2025-10-01\n")
        write(folder / "01-grade-1.yaml", PLAN.format(number=1))
        write(repo.workspace.folder(ASH) / f"03-{name}.yaml", PLAN.format(number=3))
        repo.log(ord(name) - 90, whose=Address(READING, district))
        repo.log(ord(name) - 80, cycle=f"03-{name}")
    repo.git("switch -q main")
    repo.git("merge -q a b -m Merge")
    repo.holds([1, 2, 7, 8, 17, 18], ash_valley=3, birch_hill=1, cedar_lake=1, dune_park=1)
    assert repo.told("same-number") == [("same-number", "03-b.yaml")]
    said = json.loads(repo.pdsa(f"report {READING} --json"))
    cycles = {cycle["cycle"] for line in said["lines"] for cycle in line["cycles"]}
    assert cycles == {
        *(f"{ASH}/{cycle}" for cycle in ("01-grade-1", "03-a", "03-b")),
        *(f"{READING}/{district}/01-grade-1" for district in ("birch-hill", "cedar-lake", "dune-park")),
    }  # fmt: skip


def test_two_branches_that_correct_the_same_field(repo):
    repo.branch("theirs")
    repo.pdsa(f"correct {id_of(1)} --set value=8/12 --why miscounted")
    repo.commit("Correct 1")
    repo.git("switch -q main")
    repo.pdsa(f"correct {id_of(1)} --set value=7/12 --why miscounted")
    repo.commit("Correct 1")
    repo.git("merge -q theirs -m Merge")
    name = f"2025-09-02-data-{id_of(1)}.json"
    repo.holds([1, 2], left_out=[name], birch_hill=1)
    assert repo.told("two-corrections") == [("two-corrections", name)]
