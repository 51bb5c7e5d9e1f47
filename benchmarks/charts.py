"""What a thousand run charts cost in process, and one from a file beside a typer hello-world.

    python benchmarks/charts.py [--charts 1000] [--points 24] [--rounds 20]

In process the time is also given as a ratio to a loop of plain Python that is timed in turn with
it; where pyqicharts is installed, its table of the same series stands beside. A command is compared
with the hello-world of `startup.py`: both run in turn, and the median of each counts.
"""

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from startup import HELLO, run

from pdsa.core.analysis import analyse

TURNS = 1_000_000  # of the loop that says how fast this machine is just now
IN_PROCESS = 5  # times each is run; the fastest counts, since only noise makes it slower
AIM = 0.15  # seconds for a thousand charts of 24 values

Series = list[tuple[int, int]]


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--charts", type=int, default=1000)
    parser.add_argument("--points", type=int, default=24)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    in_process(options.charts, options.points)
    with tempfile.TemporaryDirectory() as folder:
        cold(Path(folder), options.points, options.rounds)


def in_process(charts: int, points: int) -> None:
    """Print the seconds that all charts take, and how many loops of plain Python that is."""
    dice = random.Random(20251006)
    counted = [
        [(dice.randint(100, 180), dice.randint(180, 240)) for _ in range(points)]
        for _ in range(charts)
    ]
    jobs = {"plain Python loop": _loop, **_ours(counted)}
    if find_spec("pyqicharts"):
        jobs["pyqicharts, run, values"] = _theirs(counted)
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(IN_PROCESS):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            taken[name].append(time.perf_counter() - start)
    fastest = {name: min(times) for name, times in taken.items()}
    loop = fastest["plain Python loop"]
    print(f"\n{f'{charts} charts of {points} points':<28}{'seconds':>10}{'x loop':>9}{'aim s':>7}")
    for name, seconds in fastest.items():
        aim = AIM if name.startswith("run") else ""
        print(f"{name:<28}{seconds:>10.3f}{seconds / loop:>9.2f}{aim:>7}")
    if not find_spec("pyqicharts"):
        print(f"{'pyqicharts':<28}{'not installed':>13}")


def cold(folder: Path, points: int, rounds: int) -> None:
    """Print the median milliseconds of `pdsa chart` and of a hello-world."""
    hello, series = folder / "hello.py", folder / "points.csv"
    hello.write_text(HELLO)
    dice = random.Random(20251006)
    first = date(2025, 9, 1)
    rows = [f"{first + timedelta(weeks=week)},{dice.randint(60, 80)}%" for week in range(points)]
    series.write_text("\n".join(["day,value", *rows, ""]))
    pdsa = shutil.which("pdsa", path=Path(sys.executable).parent) or "pdsa"
    commands = {
        "hello": [sys.executable, str(hello), "hello", "you"],
        "chart from a file, plain": [pdsa, "chart", "--from", str(series), "--format", "plain"],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for round_ in range(rounds + 2):
        for name, command in commands.items():
            milliseconds = run(command, folder)
            if round_ > 1:  # the first ones fill caches
                taken[name].append(milliseconds)
    medians = {name: statistics.median(times) for name, times in taken.items()}
    print(f"\n{'command':<28}{'median ms':>10}{'x hello':>9}")
    for name, milliseconds in medians.items():
        print(f"{name:<28}{milliseconds:>10.0f}{milliseconds / medians['hello']:>9.2f}")


def _loop() -> int:
    total = 0
    for turn in range(TURNS):
        total += turn & 7
    return total


def _ours(counted: list[Series]) -> dict[str, Callable[[], object]]:
    values = [[Fraction(top, 10) for top, _ in series] for series in counted]
    y = [[Fraction(top) for top, _ in series] for series in counted]
    n = [[Fraction(of) for _, of in series] for series in counted]
    return {
        "run, values": lambda: [analyse("run", series) for series in values],
        "run, counts in percent": lambda: [
            analyse("run", tops, of, multiply=100) for tops, of in zip(y, n, strict=True)
        ],
        "i, values": lambda: [analyse("i", series) for series in values],
        "p, counts": lambda: [analyse("p", tops, of) for tops, of in zip(y, n, strict=True)],
    }


def _theirs(counted: list[Series]) -> Callable[[], object]:
    table, frame = import_module("pyqicharts").qic_table, import_module("pandas").DataFrame
    frames = [
        frame({"x": range(len(series)), "y": [top / 10 for top, _ in series]}) for series in counted
    ]
    return lambda: [table(each, "x", "y", chart="run") for each in frames]


if __name__ == "__main__":
    main()
