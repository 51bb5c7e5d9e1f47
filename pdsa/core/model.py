"""The things of the domain as values: collaborative, plan, measure, entry, point and others."""

from collections.abc import Mapping
from datetime import date, datetime
from fractions import Fraction
from types import MappingProxyType
from typing import Any, NamedTuple

from pdsa.core.diagnostics import Source

NOTHING: Mapping[Any, Any] = MappingProxyType({})  # a default that nobody can fill


class Period(NamedTuple):
    """Days from `first` to `last`, both included."""

    first: date
    last: date
    name: str = ""

    def holds(self, day: date) -> bool:
        """Whether `day` is one of them."""
        return self.first <= day <= self.last


class Measure(NamedTuple):
    """What is counted, with its definition. `district` is empty for a shared one."""

    id: str
    name: str
    unit: str
    per: str = ""  # counts and rates: per day, week or month
    better: str = ""
    about: str = ""
    kind: str = ""
    definition: str = ""
    numerator: str = ""
    denominator: str = ""
    cadence: str = ""
    goal: str = ""  # as typed
    goal_by: date | None = None
    baseline: Period | None = None


class Expectation(NamedTuple):
    """The part of a prediction that can be scored: a measure and a condition, as typed."""

    measure: str
    condition: str  # "at least 25 per week"
    by: date | None = None


class Question(NamedTuple):
    """What a cycle wants to know and what its team predicts, before the data."""

    number: int  # from 1, in the order of the plan
    ask: str = ""
    predict: str = ""
    expect: Expectation | None = None


class Address(NamedTuple):
    """A collaborative, a district in it, a cycle there; the last ones may be empty."""

    collaborative: str
    district: str = ""
    cycle: str = ""

    def __str__(self) -> str:
        """The address as people write it: segments with slashes."""
        return "/".join(part for part in (self.collaborative, self.district, self.cycle) if part)


class Plan(NamedTuple):
    """The plan of one cycle, as its YAML file says; what is not written there is empty."""

    address: Address
    path: str
    title: str
    change_idea: str
    type: str
    starts: date
    ends: date
    planned: date | None = None
    was: tuple[str, ...] = ()
    ramp: str = ""
    builds_on: str = ""
    borrowed_from: str = ""
    objective: str = ""
    aim: str = ""
    driver: str = ""
    theory: str = ""
    alignments: tuple[str, ...] = ()
    owner: str = ""
    scope: str = ""
    with_whom: str = ""
    sample_size: int | None = None
    where: str = ""
    questions: tuple[Question, ...] = ()
    no_prediction: str = ""
    tasks: tuple[Mapping[str, str], ...] = ()
    data: tuple[Mapping[str, str], ...] = ()
    measures: Mapping[str, Measure] = NOTHING
    materials: tuple[str, ...] = ()
    illustrative: bool = False  # its dates are
    marks: Mapping[str, tuple[int, int]] = NOTHING  # "questions/0/ask": line, col

    def source(self, *place: str | int) -> Source:
        """Where a part of the plan stands in its file; the nearest place that is known."""
        for length in range(len(place), 0, -1):
            mark = self.marks.get("/".join(map(str, place[:length])))
            if mark:
                return Source(self.path, *mark)
        return Source(self.path)

    @property
    def predictions(self) -> tuple[Question, ...]:
        """The questions that have a prediction."""
        return tuple(question for question in self.questions if question.predict or question.expect)


class Facilitator(NamedTuple):
    """Who guides a collaborative."""

    name: str
    role: str = ""
    district: str = ""


class Meeting(NamedTuple):
    """A meeting of a collaborative and the districts that came."""

    day: date
    title: str = ""
    came: tuple[str, ...] = ()


class Collaborative(NamedTuple):
    """The districts that work on one topic for six months."""

    id: str
    path: str
    title: str
    topic: str
    starts: date
    ends: date
    aim: str = ""
    facilitators: tuple[Facilitator, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    change_ideas: Mapping[str, str] = NOTHING  # id -> text
    measures: Mapping[str, Measure] = NOTHING
    illustrative: str = ""  # what is made up: "data", or only "dates"


class Entry(NamedTuple):
    """One immutable fact, as its file says. `body` has the shape that its kind asks for."""

    id: str
    kind: str
    address: Address  # from its folder; the cycle from inside
    day: date
    recorded: datetime
    by: str
    body: Mapping[str, Any]
    path: str
    afterwards: bool = False
    release: str = ""

    @property
    def order(self) -> tuple[date, datetime, str]:
        """What entries are sorted by: day, recorded time, id; never file order."""
        return (self.day, self.recorded, self.id)


class Point(NamedTuple):
    """One dated value of a measure. A share keeps its counts: 9/12 is not 0.75."""

    measure: str
    day: date  # of a period: its last day
    since: date | None  # first day, when it covers a period
    value: Fraction | None  # in the unit shown, per period where the measure has one; yes is 1
    text: str  # as typed
    numerator: Fraction | None = None
    denominator: Fraction | None = None
    n: int | None = None  # how many people it rests on; None hides it from public reports
    bound: str = ""
    over: str = ""
    site: str = ""
    subgroup: str = ""
    note: str = ""
