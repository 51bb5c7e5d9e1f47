"""The sections of a report that stand on more than counts: evidence, change, calls, method."""

from datetime import date
from typing import NamedTuple

from pdsa.core.chart import Chart


class Place(NamedTuple):
    """A cycle that a sentence or a number rests on, so that every format can lead there."""

    cycle: str  # its address
    district: str  # id
    name: str  # of the district
    title: str = ""
    scope: str = ""
    with_whom: str = ""


class Quote(NamedTuple):
    """What a district wrote, with where it stands; authors are never named."""

    text: str
    place: Place
    day: date
    kind: str  # do, study, act, comment
    path: str
    released: bool = False


class Copy(NamedTuple):
    """Something that another district can take."""

    what: str
    place: Place
    where: str = ""
    status: str = ""


class Borrowed(NamedTuple):
    """A test that started from another district's plan."""

    by: Place
    source: Place  # a district that is not in this workspace has its address as its name


class Evidence(NamedTuple):
    """What stands behind the counts of a change idea."""

    idea: str  # id, as in its IdeaRow
    standing: str  # proven, holding-up, being-shaped, dropped, untested
    sentence: str  # why it stands so; one adoption is not proof
    theory: str = ""
    driver: str = ""  # its text
    held: tuple[Place, ...] = ()  # cycles in which a prediction held
    failed: tuple[Place, ...] = ()
    not_for: tuple[Quote, ...] = ()  # for whom it did not work
    learned: tuple[Quote, ...] = ()  # newest first
    dropped: tuple[Quote, ...] = ()  # why, newest first
    copies: tuple[Copy, ...] = ()
    borrowed: tuple[Borrowed, ...] = ()
    adopted: tuple[Place, ...] = ()
    new: bool = False  # something of it happened since the day asked about


class SameDistricts(NamedTuple):
    """One measure in the districts that reported it both early and late."""

    districts: int
    first: date
    last: date
    first_shown: str  # "61/214 29 %"
    last_shown: str
    median_first: str = ""  # of the districts
    median_last: str = ""


class DistrictChart(NamedTuple):
    """The chart of one measure in one district."""

    district: str  # id
    name: str
    chart: Chart
    bars: str = ""  # the same in one line: ▁▂▁▂|▅▄▅▆


class Change(NamedTuple):
    """Whether a measure changed, across the districts that report it."""

    measure: str  # id
    name: str
    owner: str = ""  # the id of the district whose own it is; empty for a shared one
    definition: str = ""
    about: str = ""
    reporting: int = 0
    of: int = 0
    judged: int = 0
    better: int = 0
    worse: int = 0
    changed: int = 0  # without a direction
    same: SameDistricts | None = None
    sentences: tuple[str, ...] = ()  # how many by luck, together, too early and by when
    charts: tuple[DistrictChart, ...] = ()  # what changed first, then A to Z


class CallRow(NamedTuple):
    """Whom to call, why, and how to begin. For the facilitator alone."""

    districts: tuple[str, ...]  # ids
    names: str  # "Dune Meadow, Elm Bay"
    why: str
    opening: str
    places: tuple[str, ...] = ()  # addresses it rests on


class AgendaRow(NamedTuple):
    """Something for the next meeting."""

    what: str
    minutes: int
    places: tuple[Place, ...] = ()


class QualityRow(NamedTuple):
    """One principle of method: k of n, beside what was published and the last period."""

    id: str
    principle: str  # in plain words
    k: int
    n: int
    of: str  # what n counts: "studied cycles"
    published: str = ""  # "12 % of 294 cycles in health care (2019)"
    before: tuple[int, int] | None = None
    lacking: tuple[str, ...] = ()  # addresses of cycles without it


class ScoreRow(NamedTuple):
    """A progress score: what the tool suggests, what people gave. Never public, never averaged."""

    district: str
    name: str
    suggested: str  # "2.5"
    because: str
    missing: tuple[str, ...] = ()  # for the next level
    own: str = ""
    facilitator: str = ""
    apart: bool = False  # they differ by a whole point or more


class IdeaLeaf(NamedTuple):
    """A change idea on the driver diagram."""

    id: str
    label: str
    districts: int
    cycles: int
    decisions: tuple[tuple[str, int], ...] = ()


class DriverNode(NamedTuple):
    """A driver with what hangs on it. The aim is the root, with an empty id."""

    id: str
    text: str
    drivers: tuple["DriverNode", ...] = ()
    ideas: tuple[IdeaLeaf, ...] = ()


class AlignmentRow(NamedTuple):
    """What plans say they serve: a Portrait of a Graduate, a framework, a map of challenges."""

    id: str
    text: str
    districts: int
    places: tuple[Place, ...] = ()


class ResourceRow(NamedTuple):
    """What a district is making for others."""

    district: str
    name: str
    title: str
    status: str = ""
    where: str = ""


class TrailRow(NamedTuple):
    """One entry of a district, in a line."""

    day: date
    kind: str
    cycle: str  # its id; empty for the district itself
    text: str
    entry: str
    path: str
    new: bool = False


class DistrictPart(NamedTuple):
    """What a report says of one district beside its row."""

    district: str
    name: str
    last_entry: date | None = None
    came: bool | None = None  # to the last meeting; None: nobody noted it
    predicted: tuple[str, ...] = ()  # what we predicted, what happened, what we do next
    happened: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    trail: tuple[TrailRow, ...] = ()


class News(NamedTuple):
    """What is new since a day."""

    since: date
    since_words: str  # "meeting 2 (20 Nov 2025)"
    cycles: int = 0
    studied: int = 0
    decided: int = 0
    entries: int = 0


class Sections(NamedTuple):
    """All of them; an audience that may not see one finds it empty."""

    news: News | None = None
    calls: tuple[CallRow, ...] = ()
    evidence: tuple[Evidence, ...] = ()  # in the order of the report's ideas
    changes: tuple[Change, ...] = ()
    agenda: tuple[AgendaRow, ...] = ()
    quality: tuple[QualityRow, ...] = ()
    scores: tuple[ScoreRow, ...] = ()
    drivers: DriverNode | None = None
    alignments: tuple[AlignmentRow, ...] = ()
    resources: tuple[ResourceRow, ...] = ()
    parts: tuple[DistrictPart, ...] = ()  # A to Z
    withheld: tuple[str, ...] = ()  # what a public report leaves out and why
