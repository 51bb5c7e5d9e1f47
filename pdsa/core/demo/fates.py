"""What becomes of the districts of an illustrative collaborative, and how often each thing happens.

The rates lean on what was published on real cycles: of 26 practices in a collaborative 18 reported
any (so nearly a third log nothing); of 421 cycles 71 % had all four stages written, and 12 to 18 %
a prediction. Here a quarter to a third of the cycles predict, since `pdsa plan` asks for it.
"""

from typing import NamedTuple

from pdsa.core.demo.dice import Dice


class Habit(NamedTuple):
    """How a team works: each a likelihood from 0 to 1."""

    predicts: float
    does: float  # says how the test went
    studies: float
    acts: float
    counts: float  # of the weeks in which a point is due
    complete: float  # of what a plan may say
    comes: float  # to a meeting
    changes: float  # that a measure truly changes


_STRONG = Habit(0.3, 0.97, 0.95, 0.93, 0.95, 0.95, 0.95, 0.45)
_STEADY = Habit(0.16, 0.94, 0.86, 0.88, 0.85, 0.75, 0.85, 0.15)
_THIN = Habit(0.05, 0.75, 0.4, 0.65, 0.5, 0.4, 0.6, 0.0)
_SILENT = Habit(0.1, 0.0, 0.0, 0.0, 0.0, 0.3, 0.45, 0.0)


class Fate(NamedTuple):
    """What becomes of one district in its collaborative."""

    name: str
    habit: Habit
    idea: int = -1  # which of its topic's; -1: any
    outcomes: tuple[str, ...] = ()  # of its cycles, in order; then by chance
    decisions: tuple[str, ...] = ()


SILENT = Fate("silent", _SILENT)
NEVER_STARTED = Fate("never-started", _SILENT)
STUDY_LATE = Fate("study-late", _STEADY, -1, ("good",))
THIN, STEADY, STRONG = Fate("thin", _THIN), Fate("steady", _STEADY), Fate("strong", _STRONG)
ADOPTS = Fate("adopts", _STRONG, 0, ("good", "good"), ("scale", "adopt"))
BORROWS = Fate("borrows", _STRONG, 0, ("mixed", "good", "good"), ("adapt", "adopt"))
_DROPS = Fate("drops", _STEADY, 3, ("bad", "bad"), ("adapt", "abandon"))
_HINDERED = Fate("hindered", _STEADY, -1, ("none", "none"), ("repeat", "repeat"))
_ASKS = Fate("asks", _STEADY)
_ONCE = (  # each collaborative has these, as far as it has districts
    *(ADOPTS, BORROWS, STEADY, SILENT, _DROPS, _DROPS, STUDY_LATE, STRONG),
    *(NEVER_STARTED, _HINDERED, _ASKS, SILENT),
)
_OFTEN = ((SILENT, 29), (NEVER_STARTED, 7), (STUDY_LATE, 7), (THIN, 18), (STEADY, 27), (STRONG, 12))


def fate_of(position: int, dice: Dice) -> Fate:
    """Return what becomes of the district at a position of its collaborative."""
    return _ONCE[position] if position < len(_ONCE) else dice.weighted(_OFTEN)
