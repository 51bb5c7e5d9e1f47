"""Made-up workspaces of any size, written the way the command writes them."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from pdsa.core.ids import new_id
from pdsa.core.model import Address, Entry
from pdsa.storage.entries import encode, entry_name

_FIRST = date(2025, 10, 6)
_PLAN = """title: Test {number}
planned: 2025-10-01
change_idea: idea-{idea}
type: test-change
ramp: idea-{idea}
objective: Learn whether it works
owner: Coach
scope: one-team
with_whom: One team
starts: {starts}
ends: {ends}
questions:
  - ask: Will it work?
    predict: At least half will
    expect: {{measure: use, is: at least 50%}}
"""
_COLLABORATIVE = """title: Bench
topic: Speed
starts: 2025-10-01
ends: 2026-03-31
change_ideas:
  idea-0: One
  idea-1: Two
  idea-2: Three
measures:
  use: {name: Staff who used it, unit: share, better: up, about: staff}
"""


def make_workspace(root: Path, entries: int, districts: int = 61, cycles: int = 5) -> None:
    """Write a workspace with about so many entries: a do, a study, an act a cycle, and points."""
    write(root / "cycles/network.yaml", "name: Bench\n")
    write(root / "cycles/bench-2025/collaborative.yaml", _COLLABORATIVE)
    points = max(0, entries // (districts * cycles) - 3)
    count = 0
    for place in range(districts):
        name = f"district-{place:02d}"
        folder = root / "cycles/bench-2025" / name
        write(root / f"cycles/districts/{name}.yaml", f"name: District {place}\n")
        write(folder / "district.yaml", "joined: 2025-10-01\n")
        for number in range(1, cycles + 1):
            starts = _FIRST + timedelta(days=28 * (number - 1))
            ends = starts + timedelta(days=21)
            plan = _PLAN.format(number=number, idea=place % 3, starts=starts, ends=ends)
            write(folder / f"{number:02d}-test.yaml", plan)
            address = Address("bench-2025", name, f"{number:02d}-test")
            for kind, day, body in bodies(starts, ends, points):
                count += 1
                write_entry(folder, address, kind, day, body, count)


def bodies(starts: date, ends: date, points: int) -> list[tuple[str, date, dict[str, object]]]:
    """The entries of one cycle: kind, day, body."""
    found: list[tuple[str, date, dict[str, object]]] = [
        ("do", ends, {"as_planned": "yes", "observed": "All of them tried it"})
    ]
    for number in range(points):
        day = starts - timedelta(days=28 * 50 * (number + 1))  # no two of a district on one day
        share = {"measure": "use", "day": day.isoformat(), "numerator": "9", "denominator": "12"}
        found.append(("data", day, {"points": [share]}))
    study = {
        "result": "9 of 12",
        "learned": "It helps",
        "predictions": [{"number": 1, "mark": "met"}],
    }
    found.append(("study", ends, study))
    found.append(("act", ends, {"decision": "scale", "why": "It held"}))
    return found


def write_entry(
    folder: Path, address: Address, kind: str, day: date, body: dict[str, object], count: int
) -> None:
    """Write one entry; the count makes its id."""
    at = datetime(2025, 10, 6, tzinfo=UTC) + timedelta(seconds=count)
    id = new_id(int(at.timestamp() * 1000), count.to_bytes(10, "big"), "")
    entry = Entry(id, kind, address, day, at, "coach", body, "")
    write(folder / "entries" / entry_name(entry), encode(entry))


def write(path: Path, text: str) -> None:
    """Write a file of the workspace."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
