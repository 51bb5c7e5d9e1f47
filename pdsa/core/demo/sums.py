"""What the figures of an illustrative measure add up to over a test, and what was expected."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from pdsa.core.demo.dice import Dice
from pdsa.core.demo.measures import Shared
from pdsa.core.demo.series import Point

_STEP = {"share": 5.0, "rating": 0.1}  # in which people expect; else whole numbers
_NEAR = 1e-9  # 3.3 / 0.1 is 32.999...
_FAR = {"share": (2, 4), "rating": (2, 5)}  # steps beside what came; else one to three


class Summed(NamedTuple):
    """A measure over some days: counts of a share added up, other values averaged."""

    done: int = 0  # of a share
    asked: int = 0
    total: float = 0.0  # of the others
    weeks: int = 0  # with figures; a value over two weeks counts for two

    @property
    def average(self) -> float:
        """A share in percent; else the mean, or how many a week."""
        return self.done * 100 / self.asked if self.asked else self.total / max(1, self.weeks)

    @property
    def percent(self) -> int:
        """A share, rounded."""
        return int(self.average + 0.5)


def add_up(points: Sequence[Point], measure: str, first: date, last: date) -> Summed:
    """Add up a measure from `first` to `last`; what stands beside the total is left out."""
    done, asked, total, weeks = 0, 0, 0.0, 0
    for point in points:
        day = date.fromisoformat(point.get("day") or point["to"])
        if point["measure"] != measure or not first <= day <= last or "site" in point:
            continue
        if "subgroup" in point or "bound" in point:
            continue
        weeks += 2 if "over" in point else 1
        done += int(point.get("numerator", 0))
        asked += int(point.get("denominator", 0))
        total += float(point.get("value", 0))
    return Summed(done, asked, total, weeks)


def condition(shared: Shared, outcome: str, summed: Summed, dice: Dice) -> str:
    """Return what was expected, so that the figures make of it what `outcome` says."""
    unit = str(shared.document["unit"])
    step = _STEP.get(unit, 1.0)
    up = shared.document["better"] == "up"
    steps = int(summed.average / step + _NEAR) + (0 if up else 1)
    beyond = {"good": -dice.pick((0, 0, 1)), "mixed": 1}.get(
        outcome, dice.whole(*_FAR.get(unit, (1, 3)))
    )
    steps = max(1, steps + (beyond if up else -beyond))
    if unit == "share":
        return f"at least {min(95, steps * 5)}%"
    value = f"{steps * step:.1f}" if unit == "rating" else str(steps)
    per = f" per {shared.document['per']}" if "per" in shared.document else ""
    return f"{'at least' if up else 'at most'} {value}{per}"
