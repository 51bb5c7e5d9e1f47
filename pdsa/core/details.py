"""What a whole report needs beside the record's summaries: texts, charts, scores, who is who."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from pdsa.core.chart import Chart
from pdsa.core.model import NOTHING, Address, Period


class Said(NamedTuple):
    """A do, study, act or comment as its district wrote it, corrections applied; no author."""

    address: Address
    kind: str
    day: date
    recorded: datetime
    body: Mapping[str, Any]
    entry: str  # id
    path: str
    released: bool = False  # its text may be quoted in public
    afterwards: bool = False


class DistrictFacts(NamedTuple):
    """A district as its two files say: how large it is, what it is making for others."""

    id: str
    schools: int | None = None
    students: int | None = None
    staff: int | None = None
    aim: str = ""
    resource: str = ""  # title
    resource_status: str = ""
    resource_where: str = ""
    min_n: int | None = None
    breaks: tuple[Period, ...] = ()


class Driver(NamedTuple):
    """A driver of the aim; `part_of` is the driver above it, or empty."""

    id: str
    text: str
    part_of: str = ""


class IdeaFacts(NamedTuple):
    """A change idea as collaborative.yaml says."""

    id: str
    text: str
    driver: str = ""
    theory: str = ""


class PlanFacts(NamedTuple):
    """What a plan says beside its summary in the record."""

    borrowed_from: str = ""  # as written
    driver: str = ""
    theory: str = ""
    objective: str = ""
    alignments: tuple[str, ...] = ()
    sample_size: int | None = None
    path: str = ""


class ScoreFact(NamedTuple):
    """The newest progress score that somebody gave a district, in one role."""

    district: str
    role: str  # "self" or "facilitator"
    score: str  # "2.5"
    day: date


class Details(NamedTuple):
    """The parts of a collaborative that only some sections show; each may be left empty."""

    said: tuple[Said, ...] = ()  # in order of day, recorded time and id
    charts: Mapping[tuple[str, str], Chart] = NOTHING  # by district and measure: the total
    districts: Mapping[str, DistrictFacts] = NOTHING
    plans: Mapping[Address, PlanFacts] = NOTHING
    ideas: Mapping[str, IdeaFacts] = NOTHING
    drivers: tuple[Driver, ...] = ()  # in the order of the file
    alignments: Mapping[str, str] = NOTHING  # id -> text
    scores: tuple[ScoreFact, ...] = ()
    foreseen: Mapping[tuple[Address, int], str] = (
        NOTHING  # before, after, changed-after, cannot-tell
    )
    breaks: tuple[Period, ...] = ()  # of the network
    min_n: int = 10  # the strictest of network and collaborative
    commit: str = ""  # "4f2a91c + 3 uncommitted"; empty without git
    earlier: Mapping[str, Any] | None = None  # the last snapshot, as its JSON says
