"""A long run of random faults against one workspace, with a ledger of what was acknowledged.

python tests/faults/soak.py --minutes 30 --seed 1
"""

# ruff: noqa: T201 - it prints its table

import argparse
import json
import multiprocessing
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import WORLD
from tests.faults import writers
from tests.faults.conftest import Faults
from tests.faults.tracing import command, environment
from tests.storage.samples import READING, make_workspace

DISTRICTS = ["ash-valley", "birch-hill", "cedar-creek", "dry-lake"]
KILLED = -signal.SIGKILL
FINE = {0}
CHECK_EVERY = 15  # actions


class Soak:
    """One workspace, what was acknowledged in it, and the dice."""

    def __init__(self, root, seed):
        self.workspace = make_workspace(root / "workspace", DISTRICTS, plans=1)
        self.root = self.workspace.root
        self.dice = random.Random(seed)
        self.seed = seed
        self.acknowledged, self.unsure, self.erased = set(), set(), set()
        self.known = {}  # text -> its file, as the last check found it
        self.typed = self.actions = 0
        self.faults, self.wrong = Faults(), []
        self.git("init", "-q", "-b", "main")
        (self.root / ".gitignore").write_text(".pdsa/\n*.tmp\n")
        self.commit()

    # What is run

    def git(self, *words):
        names = ["-c", "user.name=Soak", "-c", "user.email=soak@example.invalid"]
        ran = subprocess.run(
            ["git", *names, *words], cwd=self.root, capture_output=True, text=True, check=False
        )
        if ran.returncode:
            self.odd(f"git {' '.join(words)}: {ran.stderr.strip()}")
        return ran.stdout

    def start(self, *words):
        return subprocess.Popen(
            command(self.root, words),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(self.root) | WORLD,
            text=True,
        )

    def end(self, process, codes=FINE):
        """Wait for a command; tell whether it said that it logged, and hold that it did not break."""
        out, err = process.communicate(timeout=120)
        if process.returncode not in {*codes} or "Traceback" in err:
            self.odd(f"{' '.join(process.args[5:])}: {process.returncode} {out} {err}")
        return out.startswith("logged")

    def question(self):
        self.typed += 1
        return f"Question {self.typed} of seed {self.seed}"

    def ask(self):
        text = self.question()
        return text, self.start("ask", f"{self.dice.choice(DISTRICTS)}/01", text)

    def answered(self, text, process, codes=FINE):
        (self.acknowledged if self.end(process, codes) else self.unsure).add(text)

    def report(self):
        self.end(self.start("report", READING))

    def odd(self, what):
        self.wrong.append(f"action {self.actions}: {what}")

    # Faults, each a line of the table

    def log_at_once(self):
        for pair in [self.ask() for _ in range(self.dice.randint(1, 5))]:
            self.answered(*pair)

    def kill_while_logging(self):
        pairs = [self.ask() for _ in range(self.dice.randint(1, 3))]
        time.sleep(self.dice.uniform(0.03, 0.3))
        for text, process in pairs:
            process.kill()
            self.answered(text, process, {0, KILLED})

    def write_from_processes(self):
        context = multiprocessing.get_context("spawn")
        results = context.Queue()
        names = [self.question() for _ in range(2)]
        processes = [
            context.Process(
                target=writers.log_many,
                args=(self.root, f"{self.dice.choice(DISTRICTS)}/01", name, 5, results),
            )
            for name in names
        ]
        for process in processes:
            process.start()
        for _ in processes:
            acknowledged, words = results.get(timeout=120)
            self.acknowledged.update(acknowledged)
            self.wrong += [f"action {self.actions}: {said}" for said in words if said[1]]
        for process in processes:
            process.join()

    def commit(self):
        self.git("add", "-A", ".")
        self.git("commit", "-q", "--allow-empty", "-m", "Log")

    def check_out_an_older_commit_and_back(self):
        self.commit()
        back = min(self.dice.randint(1, 8), int(self.git("rev-list", "--count", "HEAD")) - 1)
        self.git("checkout", "-q", f"HEAD~{back}")
        self.report()
        self.compare_rows()
        if self.dice.random() < 0.5:
            self.log_at_once()  # what is new and nobody knows stays through the way back
        self.git("checkout", "-q", "main")

    def stash_and_pop(self):
        text, process = self.ask()
        self.answered(text, process)
        self.git("stash", "-q", "--include-untracked")
        self.report()
        self.git("stash", "pop", "-q")

    def delete_the_database(self):
        pairs = [self.ask() for _ in range(self.dice.randint(0, 2))]
        time.sleep(self.dice.uniform(0, 0.2))
        shutil.rmtree(self.root / ".pdsa", ignore_errors=True)
        for pair in pairs:
            self.answered(*pair)

    def cut_the_database(self):
        path = self.root / ".pdsa/pdsa.db"
        if path.exists():
            os.truncate(path, self.dice.randint(0, path.stat().st_size - 1))
        self.log_at_once()

    def hold_the_database(self):
        (self.root / ".pdsa").mkdir(exist_ok=True)
        self.report()
        holder = sqlite3.connect(self.workspace.database, isolation_level=None, timeout=30)
        holder.execute(self.dice.choice(["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"]))
        pairs = [self.ask() for _ in range(2)]
        time.sleep(self.dice.uniform(0, 1))
        holder.close()
        for pair in pairs:
            self.answered(*pair)

    def touch_files(self):
        files = [*self.root.glob("cycles/**/*.*")]
        for path in self.dice.sample(files, min(20, len(files))):
            at = time.time() + self.dice.uniform(-3, 3) * 365 * 86_400
            os.utime(path, (at, at))

    def erase(self):
        texts = sorted(self.acknowledged & {*self.known})
        if not texts:
            return
        text = self.dice.choice(texts)
        id = self.known[text].stem.rpartition("-")[2]
        words = ("retract", id, "--why", "named a student", "--erase")
        if self.dice.random() < 0.5:
            killed = self.start(*words)
            time.sleep(self.dice.uniform(0.03, 0.3))
            killed.kill()
            self.end(killed, {0, KILLED})
        if self.known[text].exists():
            self.end(self.start(*words))
        self.acknowledged.discard(text)
        self.erased.add(text)
        del self.known[text]

    # What has to hold

    def files(self):
        """Every question that has a file, with its files; read without the help of the product."""
        found = {}
        for path in self.root.glob("cycles/*/*/entries/*.json"):
            try:
                found.setdefault(json.loads(path.read_text())["body"]["text"], []).append(path)
            except (ValueError, KeyError) as wrong:
                self.odd(f"{path.name} is no whole entry: {wrong}")
        return found

    def compare_rows(self):
        connection = sqlite3.connect(self.workspace.database, timeout=30)
        rows = connection.execute("SELECT json_extract(body, '$.text') FROM entries").fetchall()
        connection.close()
        if sorted(text for (text,) in rows) != sorted(self.files()):
            self.odd(f"{len(rows)} rows for {len(self.files())} files")

    def check(self):
        """Hold the ledger against the files, the rows against both, and a report against a rebuild."""
        found = self.files()
        lost = self.acknowledged - {*found}
        returned = self.erased & {*found}
        doubled = [text for text, paths in found.items() if len(paths) > 1]
        for what, texts in (("lost", lost), ("erased, but there", returned), ("doubled", doubled)):
            self.wrong += [f"action {self.actions}: {what}: {text}" for text in sorted(texts)]
        if unknown := {*found} - self.acknowledged - self.unsure - returned:
            self.odd(f"nobody typed {sorted(unknown)}")
        self.acknowledged |= self.unsure & {*found}  # it got its name before it was killed
        self.unsure -= {*found}
        self.known = {text: paths[0] for text, paths in found.items()}
        self.report()
        self.compare_rows()
        before = self.start("report", READING, "--json").communicate()
        self.end(self.start("rebuild"))
        if self.start("report", READING, "--json").communicate() != before:
            self.odd("a report differs from that after a rebuild")
        self.faults.record("checks of the ledger", 1, int(not lost), len(lost), len(doubled))

    def run(self, seconds):
        """Throw the dice until the time is over; return whether all went well."""
        actions = [
            *(self.log_at_once, self.kill_while_logging, self.kill_while_logging),
            *(self.write_from_processes, self.check_out_an_older_commit_and_back),
            *(self.stash_and_pop, self.delete_the_database, self.cut_the_database),
            *(self.hold_the_database, self.touch_files, self.erase, self.commit),
        ]
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.actions += 1
            action, before = self.dice.choice(actions), len(self.wrong)
            action()
            self.faults.record(action.__name__.replace("_", " "), 1, int(len(self.wrong) == before))
            if self.actions % CHECK_EVERY == 0:
                self.check()
        self.check()
        return not self.wrong


def main():
    """Run the soak, print its table, and keep the workspace where something was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    given = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="pdsa-soak-"))
    print(f"seed {given.seed}, {given.minutes:g} minutes, in {root}", flush=True)
    soak = Soak(root, given.seed)
    well = soak.run(given.minutes * 60)
    print("\n".join([*soak.wrong, *soak.faults.table()]))
    print(
        f"{soak.actions} actions; {len(soak.acknowledged)} entries acknowledged or found whole,"
        f" {len(soak.erased)} erased, {len(soak.unsure)} killed before they had a name"
    )
    if well:
        shutil.rmtree(root)
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
