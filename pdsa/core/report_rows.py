"""The rows of a report: what every format shows, in the words that it shows."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.predictions import Score
from pdsa.core.record import LeftOut
from pdsa.core.report_sections import Sections


class Heading(NamedTuple):
    """What the report is about, for whom, and how far its data go."""

    network: str
    collaborative: str  # its id
    title: str
    topic: str
    aim: str
    starts: date
    ends: date
    moment: str  # "month 3 of 6", "starts on 1 Oct 2025", "ended on 31 Mar 2026"
    data_to: date | None  # the newest of what was done, counted, studied or decided
    facilitators: tuple[str, ...]
    districts: int
    states: int
    illustrative: str  # what is made up: "data" or "dates"; empty: nothing
    audience: str
    notice: str  # who may read it, as a sentence
    digest: str
    commit: str = ""  # "4f2a91c + 3 uncommitted"; empty without git


class Count(NamedTuple):
    """How many there are of something."""

    word: str
    number: int


class Marks(NamedTuple):
    """What became of the predictions of studied cycles."""

    held: int = 0
    partly: int = 0
    not_met: int = 0
    not_tested: int = 0
    unknown: int = 0  # marked so, or not marked

    @property
    def total(self) -> int:
        """All of them."""
        return self.held + self.partly + self.not_met + self.not_tested + self.unknown


class Dropped(NamedTuple):
    """Why a district abandoned a change idea."""

    cycle: str  # its address
    district: str  # its id
    name: str
    because: str  # "not-working"; empty where nobody said
    why: str


class IdeaRow(NamedTuple):
    """A change idea across districts."""

    id: str  # as the plans write it
    label: str
    districts: int  # that have a cycle on it
    districts_studied: int
    cycles: int
    studied: int
    predictions: Marks
    decisions: tuple[Count, ...]  # the last one of each cycle; only those that occur
    adopted_in: int  # districts
    dropped: tuple[Dropped, ...]


class Latest(NamedTuple):
    """The newest point of a measure."""

    shown: str  # as people read it: `9/12 75 %`, `more than 95 %`, `1.5 a week`
    text: str  # as typed
    value: Fraction | None
    numerator: Fraction | None
    denominator: Fraction | None
    bound: str
    since: date | None
    day: date
    points: int  # of the series, this one included


class PredictedRow(NamedTuple):
    """One prediction of a cycle, beside the newest point of the measure it names."""

    number: int
    predicted: str  # the condition, or the words where there is none
    measure: str  # its name; empty where the prediction names none
    latest: Latest | None
    mark: str  # a person's; empty: none yet
    scored: Score | None = None  # what the data say; None: they cannot
    apart: bool = False  # they say something that the mark does not


class CountedRow(NamedTuple):
    """The newest point of a measure that a cycle counted without predicting it."""

    measure: str  # its name
    latest: Latest


class TestRow(NamedTuple):
    """One cycle of a line of tests."""

    cycle: str  # its address
    number: str  # "02" of 02-prompt-guides
    title: str
    starts: date | None
    ends: date | None
    phase: str
    predictions: tuple[PredictedRow, ...]
    counted: tuple[CountedRow, ...]  # beside what was predicted
    no_prediction: str  # why there is none
    decision: str
    decided: str  # "ADOPT: make it normal practice"


class LineRow(NamedTuple):
    """Linked cycles of one district."""

    district: str  # its id
    name: str
    idea: str
    tests: tuple[TestRow, ...]


class MeasuredRow(NamedTuple):
    """One measure in one district."""

    district: str  # its id
    name: str
    latest: Latest
    too_few: bool  # points to tell whether it changed


class MeasureRow(NamedTuple):
    """One measure and the districts that report it."""

    id: str
    name: str
    owner: str  # the id of the district whose own it is; empty for a shared one
    owner_name: str
    kind: str
    unit: str
    per: str
    better: str
    districts: tuple[MeasuredRow, ...]
    of: int  # districts that could report it


class Work(NamedTuple):
    """How many cycles stand where, and what waits."""

    cycles: int
    phases: tuple[Count, ...]  # only those that occur
    overdue: tuple[Count, ...]  # phases with overdue cycles
    as_planned: tuple[Count, ...]  # every answer, of the cycles that were carried out
    help_asked: int
    help_answered: int


class NextMeeting(NamedTuple):
    """The first meeting on or after the day of the report."""

    day: date
    title: str


class DistrictRow(NamedTuple):
    """What one district has tested, and what happens there now."""

    id: str
    name: str
    state: str
    tests: tuple[str, ...]  # one chain a line of tests: "adapt > adapt > adopt", `?` undecided
    now: str


class Report(NamedTuple):
    """A collaborative, whole, for one audience. The same report gives the same bytes."""

    heading: Heading
    in_short: tuple[str, ...]
    ideas: tuple[IdeaRow, ...]
    lines: tuple[LineRow, ...]
    measures: tuple[MeasureRow, ...]  # shared ones, then the districts' own
    meeting: NextMeeting | None
    work: Work
    districts: tuple[DistrictRow, ...]  # A to Z, those with a cycle; all for the facilitator
    without_cycle: int
    left_out: tuple[LeftOut, ...]
    sections: Sections = Sections()
    whole: bool = False  # a screen shows every district, not only the first ones
    district: str = ""  # its id, where the report is the page of one district
