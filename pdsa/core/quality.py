"""Quality of method: k of n for each principle of good PDSA, beside what others published.

The principles are those of Taylor et al. 2014 (BMJ Qual Saf 23:290), the figures beside them
those of 421 cycles in health care (McNicholas et al. 2019, BMJ Qual Saf 28:356). There is no
single number: completion can look fine while content is poor.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from pdsa.core import words
from pdsa.core.cycle import LineOfTests, lines_of_tests
from pdsa.core.details import Details
from pdsa.core.model import Address
from pdsa.core.record import CycleFacts
from pdsa.core.report_index import Index
from pdsa.core.report_sections import QualityRow

_GOES_ON = frozenset(["adapt", "scale", "repeat"])
_SMALL = "one-team"  # a class or an office: the widest first test that is still small
_SHORT = 30  # days
_SERIES = 3  # consecutive points are data over time (Knudsen et al. 2019, BMC HSR 19:683)


class _Principle(NamedTuple):
    """What a cycle (or a line of tests) should have, and among which ones that is asked."""

    id: str
    words: str
    of: str
    among: Callable[["_Facts"], Iterable[CycleFacts]]
    has: Callable[["_Facts", CycleFacts], bool]
    published: str = ""


class _Facts(NamedTuple):
    """What the principles look at."""

    known: Index
    foreseen: Mapping[tuple[Address, int], str]
    lines: Sequence[LineOfTests]
    today: date

    @property
    def cycles(self) -> Iterator[CycleFacts]:
        """Every cycle, district by district."""
        for member in self.known.districts:
            yield from self.known.cycles.get(member.id, ())


def quality_rows(index: Index, details: Details, today: date) -> tuple[QualityRow, ...]:
    """Return k of n for each principle, in the order of a cycle.

    `details.foreseen` says of each prediction whether it was written before the data; its earlier
    snapshot, where there is one, gives the last period's figures.
    """
    lines = [
        line
        for member in index.districts
        for line in lines_of_tests([f for f in index.cycles.get(member.id, ()) if f.starts])
    ]
    facts = _Facts(index, details.foreseen, lines, today)
    before = _before(details.earlier)
    return tuple(_row(principle, facts, before) for principle in _PRINCIPLES)


def _row(principle: _Principle, facts: _Facts, before: Mapping[str, tuple[int, int]]) -> QualityRow:
    among = list(principle.among(facts))
    lacking = [one.address for one in among if not principle.has(facts, one)]
    return QualityRow(
        id=principle.id,
        principle=principle.words,
        k=len(among) - len(lacking),
        n=len(among),
        of=principle.of,
        published=principle.published,
        before=before.get(principle.id),
        lacking=tuple(str(at) for at in lacking),
    )


def _before(earlier: Mapping[str, Any] | None) -> dict[str, tuple[int, int]]:
    rows = (earlier or {}).get("quality", ())
    return {row["principle"]: (row["k"], row["n"]) for row in rows}


def _studied(facts: _Facts) -> Iterator[CycleFacts]:
    return (one for one in facts.cycles if one.study_day)


def _over(facts: _Facts) -> Iterator[CycleFacts]:
    """Those whose dates are over: a missing Study is what this is about."""
    return (one for one in facts.cycles if one.ends and one.ends < facts.today)


def _predicting(facts: _Facts) -> Iterator[CycleFacts]:
    return (one for one in _studied(facts) if facts.known.predictions.get(one.address))


def _going_on(facts: _Facts) -> Iterator[CycleFacts]:
    return (one for one in facts.cycles if one.study_day and one.decision in _GOES_ON)


def _first_tests(facts: _Facts) -> Iterator[CycleFacts]:
    """The first cycle of each line of tests that tries something and says how far it reaches."""
    for line in facts.lines:
        first = line.cycles[0]
        if first.scope and first.type in {"test-change", "implement-change"}:
            yield first


def _series(facts: _Facts) -> Iterator[CycleFacts]:
    """The last cycle of each line of two or more that say how far they reach."""
    for line in facts.lines:
        if len([one for one in line.cycles if one.scope]) > 1:
            yield line.cycles[-1]


def _was_foreseen(facts: _Facts, one: CycleFacts) -> bool:
    found = facts.known.predictions.get(one.address, ())
    return any(facts.foreseen.get((one.address, fact.number)) == "before" for fact in found)


def _was_compared(facts: _Facts, one: CycleFacts) -> bool:
    return all(fact.mark for fact in facts.known.predictions[one.address])


def _has_all_stages(_: _Facts, one: CycleFacts) -> bool:
    return bool((one.do_day or one.points) and one.study_day and one.decision)


def _was_small(_: _Facts, one: CycleFacts) -> bool:
    near = words.SCOPES.index(one.scope) <= words.SCOPES.index(_SMALL)
    days = (one.ends - one.starts).days if one.starts and one.ends else 0
    return near and days <= _SHORT


def _grew(facts: _Facts, last: CycleFacts) -> bool:
    """Whether a line of tests never shrank, and reached further in the end than at first."""
    line = next(line for line in facts.lines if line.cycles[-1].address == last.address)
    reach = [words.SCOPES.index(one.scope) for one in line.cycles if one.scope]
    return reach == sorted(reach) and reach[-1] > reach[0]


_PRINCIPLES = (
    _Principle(
        "predicted",
        "Predicted before the data",
        "studied cycles",
        _studied,
        _was_foreseen,
        "12 % of 294 cycles in health care had a prediction",
    ),
    _Principle(
        "compared",
        "Compared every prediction with what happened",
        "studied cycles with a prediction",
        _predicting,
        _was_compared,
    ),
    _Principle(
        "stages",
        "Wrote down all four stages",
        "cycles whose dates are over",
        _over,
        _has_all_stages,
        "71 % of 421 cycles in health care",
    ),
    _Principle(
        "continued",
        "Planned the next cycle after adapt, scale or repeat",
        "studied cycles that go on",
        _going_on,
        lambda _, one: one.continued,
        "55 % of 299 cycles in health care were in a series",
    ),
    _Principle(
        "small",
        "Kept the first test small: one class or office, 30 days at most",
        "first tests that say how far they reach",
        _first_tests,
        _was_small,
    ),
    _Principle(
        "grew",
        "Reached further from test to test",
        "lines of two or more tests",
        _series,
        _grew,
        "30 % of 64 series in health care",
    ),
    _Principle(
        "series",
        "Counted three times or more",
        "studied cycles",
        _studied,
        lambda _, one: one.points >= _SERIES,
        "45 % of 64 series in health care had regular data",
    ),
    _Principle(
        "as-planned",
        "Said whether it went as planned",
        "studied cycles",
        _studied,
        lambda _, one: one.as_planned in {"yes", "partly", "no"},
    ),
)
