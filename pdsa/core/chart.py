"""A chart as a value: what was counted over time, what the rules found, and the answer in words."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.model import Period

CHARTS = ("run", "i", "mr", "p", "pp", "u", "c")  # pp is Laney's P'
RULES = ("anhoej", "ihi", "nhs")


class Observation(NamedTuple):
    """One place on the time axis. Nothing counted, or 0/0: `value` is None and the place stays."""

    day: date
    value: Fraction | None  # in the unit shown: percent for a share, per period for a rate
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    text: str = ""  # as typed
    bound: str = ""  # "more-than": drawn, and part of no figure
    excluded: str = ""  # why it is drawn and part of no centre, limit or run; empty: it is
    n: int | None = None  # people it rests on, where somebody said so


class Subject(NamedTuple):
    """What a chart is about, in the words of its plan or of its file."""

    measure: str  # name, or the file's name
    place: str = ""  # "Ash Valley", "Ash Valley · site North"; empty for a file
    unit: str = ""  # as in words.UNITS; empty where nobody said
    per: str = ""
    definition: str = ""
    about: str = ""  # students, staff, families, things
    cadence: str = ""  # as in words.CADENCES
    better: str = ""  # up, down, target; empty: unknown
    target: Fraction | None = None
    target_by: date | None = None
    ends: date | None = None  # of the collaborative: how many points are still to come
    illustrative: str = ""  # what is made up: "data" or "dates"


class Asked(NamedTuple):
    """How somebody wants a chart to be made."""

    chart: str = "run"
    rules: str = "anhoej"
    freeze: int | None = None  # the baseline's last observation, from 1; None: no baseline
    phases: tuple[date, ...] = ()  # the first day of each new phase; then `freeze` is ignored
    centre: Fraction | None = None  # given, in the unit shown; None: median or mean of the data
    change: date | None = None  # start of the first test: gives direction
    screened: bool = False  # moving ranges


class Marker(NamedTuple):
    """Something that happened, drawn at its day: a cycle, or another change."""

    day: date
    label: str  # "02 Prompt guides in grade 7"
    until: date | None = None


class ChartPoint(NamedTuple):
    """One observation and where it lies. Limits are None where the chart has none there."""

    day: date
    value: Fraction | None
    shown: str  # "9/12 75 %", "more than 95 %", "1.5 a week"; empty when missing
    numerator: Fraction | None
    denominator: Fraction | None
    bound: str
    excluded: str  # why; empty: it counts
    phase: int  # from 1
    centre: Fraction | None
    lower: float | None = None  # three sigma
    upper: float | None = None
    lower_2s: float | None = None
    upper_2s: float | None = None
    outside: bool = False  # strictly beyond a limit
    side: int = 0  # 1 above the centre, -1 below; 0 on it, missing, excluded
    marked: bool = False  # part of the run, trend or group that is the signal
    label: str = ""  # NHS rules: "improvement", "concern", "neither"; else empty
    n: int | None = None  # people it rests on, where somebody said so


class ChartPhase(NamedTuple):
    """A stretch with a centre line of its own, and what the rules found in it."""

    number: int  # from 1
    first: int  # position of its first observation, from 1
    last: int
    baseline: int | None  # position of the baseline's last observation, from 1; None: all of it
    observed: int  # places, missing ones included
    useful: int  # neither missing, excluded nor on the centre line
    centre: Fraction | None
    longest_run: int | None = None  # None when nothing is useful
    longest_run_max: int | None = None  # a longer one is a signal
    crossings: int | None = None
    crossings_min: int | None = None  # fewer are a signal
    runs_signal: bool = False  # Anhoej
    shifts: tuple[tuple[int, int], ...] = ()  # IHI and NHS: first and last position of each
    trends: tuple[tuple[int, int], ...] = ()
    runs: int | None = None  # IHI: number of runs
    runs_low: int | None = None  # fewer are too few
    runs_high: int | None = None  # more are too many
    outside: int = 0  # points beyond a limit
    two_in_three: tuple[int, ...] = ()  # NHS: positions


class Answer(NamedTuple):
    """What the chart says, with its doubt. Never a cause."""

    kind: str  # "too-few", "no-change", "changed"
    direction: str = ""  # "better", "worse", "higher", "lower"; empty: none can be given
    sentence: str = ""  # the one that stands alone
    because: tuple[str, ...] = ()  # what was seen, in sentences
    doubt: tuple[str, ...] = ()  # how often chance does that; what the rules suppose
    advice: tuple[str, ...] = ()  # more points by when, stable but short of target
    provisional: bool = False
    luck: float | None = None  # share of such charts with nothing changed that say "changed"
    before: Fraction | None = None  # median before the change; None: no day of a change
    after: Fraction | None = None


class Chart(NamedTuple):
    """A measure over time, whole: every format shows this and decides nothing."""

    subject: Subject
    asked: Asked
    points: tuple[ChartPoint, ...]
    phases: tuple[ChartPhase, ...]
    markers: tuple[Marker, ...] = ()
    breaks: tuple[Period, ...] = ()  # school breaks within its days
    notes: tuple[str, ...] = ()  # what was left out and why, in sentences
    assurance: str = ""  # NHS, with a target: "consistently-meets", "hit-and-miss", "falls-short"
    answer: Answer = Answer("too-few")
