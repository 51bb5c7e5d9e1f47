"""What is known of one collaborative when a report is made: summaries, and the points shown.

Storage fills these from its rows; core turns them into states and reports.
"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.model import Address, Collaborative, Measure, Period, Point


class Membership(NamedTuple):
    """A district in a collaborative."""

    id: str
    name: str
    state: str = ""
    joined: date | None = None
    resource: str = ""  # what it is making for others


class CycleFacts(NamedTuple):
    """One cycle: what its plan says and what its entries add up to. No plan: `starts` is None."""

    address: Address
    title: str = ""
    change_idea: str = ""
    type: str = ""
    ramp: str = ""
    builds_on: str = ""
    scope: str = ""
    with_whom: str = ""
    starts: date | None = None
    ends: date | None = None
    planned: date | None = None
    illustrative: bool = False
    no_prediction: str = ""  # why there is none
    entries: int = 0  # that count: neither retracted nor unreadable
    last_entry: date | None = None
    do_day: date | None = None  # of the latest do entry
    as_planned: str = ""
    points: int = 0
    last_point: date | None = None
    last_data: date | None = None  # the same of all, whether they count or clash
    study_day: date | None = None
    decision: str = ""
    decision_day: date | None = None
    continued: bool = False  # another cycle builds on it
    unread: bool = False  # its plan is there and cannot be used
    breaks: tuple[Period, ...] = ()  # school breaks of its district


class PredictionFact(NamedTuple):
    """A prediction of a plan, and the mark that its study gave it (empty: none yet)."""

    address: Address
    number: int
    ask: str
    predict: str
    measure: str = ""
    condition: str = ""  # "at least 25 per week"
    by: date | None = None
    mark: str = ""

    @property
    def expected(self) -> str:
        """What is expected of which measure, on one line; empty where nothing can be counted."""
        by = f" by {self.by}" if self.by else ""
        return f"{self.measure} {self.condition}{by}" if self.measure else ""


class DecisionFact(NamedTuple):
    """What the Act of a cycle chose, the last one where there are several."""

    address: Address
    day: date
    decision: str
    why: str
    next: str = ""
    spread: str = ""
    resource: str = ""
    because: str = ""
    entry: str = ""


class LatestPoint(NamedTuple):
    """The newest total of a measure in one district, or in one cycle of it."""

    address: Address
    measure: str
    day: date
    text: str  # as typed
    value: Fraction | None
    points: int  # of the series, this one included
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: int | None = None
    bound: str = ""
    over: str = ""  # how long was counted: 2w
    since: date | None = None
    prediction: int = 0  # in a cycle: the number of the one that it stands beside; 0: of none


class Counted(NamedTuple):
    """What was counted for a prediction: totals in the dates of its cycle, in order of time."""

    address: Address
    number: int
    points: tuple[Point, ...]


class Help(NamedTuple):
    """A request for help, and whether somebody answered it."""

    address: Address
    day: date
    answered: bool


class LeftOut(NamedTuple):
    """Something that the figures do not contain, and why."""

    path: str
    line: int
    reason: str
    unread: bool = True  # nothing of it could be read; else it is beside other files that it fails


class Record(NamedTuple):
    """One collaborative, whole, as far as a report needs it."""

    collaborative: Collaborative
    network: str
    memberships: tuple[Membership, ...] = ()
    cycles: tuple[CycleFacts, ...] = ()
    predictions: tuple[PredictionFact, ...] = ()
    decisions: tuple[DecisionFact, ...] = ()
    measures: tuple[tuple[Address, Measure], ...] = ()  # shared and own, with whose they are
    latest: tuple[LatestPoint, ...] = ()  # of each measure by district
    by_cycle: tuple[LatestPoint, ...] = ()  # of each measure by cycle
    counted: tuple[Counted, ...] = ()  # for each prediction that has points
    help: tuple[Help, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    digest: str = ""  # of the plans and entries that were read
