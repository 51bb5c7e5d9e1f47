"""What a command costs beside a bare typer hello-world, as ratios in one run.

    python benchmarks/startup.py [--entries 10000] [--rounds 20]

Both sides run in turn, so that a busy machine is busy for both; the median of each is compared.
"""

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from workspaces import make_workspace

HELLO = """
import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback()
def root() -> None: ...


@app.command()
def hello(name: str) -> None:
    print("hello", name)


app()
"""
AIMS = {"log": 1.3, "plain report": 1.5}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder), options.entries, options.rounds)
    hello = rows["hello"]
    print(f"\n{'command':<28}{'median ms':>10}{'x hello':>9}{'aim':>6}")
    for name, milliseconds in rows.items():
        aim = next((str(aim) for key, aim in AIMS.items() if name.startswith(key)), "")
        print(f"{name:<28}{milliseconds:>10.0f}{milliseconds / hello:>9.2f}{aim:>6}")


def measure(folder: Path, entries: int, rounds: int) -> dict[str, float]:
    """Return the median milliseconds of each command."""
    hello = folder / "hello.py"
    hello.write_text(HELLO)
    small, large = folder / "small", folder / "large"
    make_workspace(small, entries=200)
    make_workspace(large, entries=entries)
    pdsa = [shutil.which("pdsa", path=Path(sys.executable).parent) or "pdsa"]
    cycle = "bench-2025/district-00/01-test"
    log = [*pdsa, "comment", cycle]
    report = [*pdsa, "report", "bench-2025", "--format", "plain"]
    commands: dict[str, Callable[[], tuple[list[str], Path]]] = {
        "hello": lambda: ([sys.executable, str(hello), "hello", "you"], folder),
        "log (200 entries)": lambda: ([*log, f"note {random.random()}"], small),
        f"log ({entries} entries)": lambda: ([*log, f"note {random.random()}"], large),
        "plain report (200 entries)": lambda: (report, small),
        f"plain report ({entries} entries)": lambda: (report, large),
        "status (200 entries)": lambda: ([*pdsa, "status"], small),
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for round_ in range(rounds + 2):
        for name, command in commands.items():
            milliseconds = run(*command())
            if round_ > 1:  # the first ones fill caches
                taken[name].append(milliseconds)
    return {name: statistics.median(times) for name, times in taken.items()}


def run(command: list[str], folder: Path) -> float:
    """Return the milliseconds that a command takes."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
