"""What an illustrative topic is made of: its change ideas, their measures and their words."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pdsa.core.demo.measures import Shared

Group = tuple[str, int, str]  # with whom, how many of them, the scope


class Idea(NamedTuple):
    """A change idea and what teams say about it, by stage."""

    id: str
    text: str
    driver: str
    theory: str
    strength: float  # how often a test of it goes well
    measure: str  # that predictions can be held against; empty: words only
    groups: tuple[Group, ...]  # from a first test to a whole district
    owner: str
    asks: tuple[str, ...]
    predict: str  # "... of them will {predict}"
    went_well: tuple[str, ...]
    went_badly: tuple[str, ...]
    problems: tuple[str, ...]
    learned: tuple[str, ...]  # where it went well
    lessons: tuple[str, ...]  # where it did not
    not_for: str
    surprise: str
    next: tuple[str, ...]
    resource: str
    dropped: str  # why one would stop
    because: str  # the same in one word of the model


class Topic(NamedTuple):
    """The topic of a collaborative."""

    id: str  # before the year
    title: str
    topic: str
    aim: str
    district_aim: str
    drivers: Mapping[str, Any]
    alignments: Mapping[str, str]
    measures: tuple[Shared, ...]  # the first one is the weekly one that ideas are judged by
    own_measure: tuple[str, Mapping[str, Any]]  # one that some districts have for themselves
    ideas: tuple[Idea, ...]
    sites: tuple[str, ...]
    subgroup: str
    helps: tuple[tuple[str, str], ...]  # what was asked, and an answer
