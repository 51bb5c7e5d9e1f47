"""What the districts learned about each change idea: predictions, decisions, why it was dropped."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pdsa.core import words
from pdsa.core.model import Address
from pdsa.core.record import CycleFacts, PredictionFact
from pdsa.core.report_index import Index
from pdsa.core.report_rows import Count, Dropped, IdeaRow, Marks

_COLUMNS = {"met": "held", "partly": "partly", "not-met": "not_met", "not-tested": "not_tested"}


def idea_rows(index: Index) -> tuple[IdeaRow, ...]:
    """Return a row for each change idea as the plans write it, the most widely tried one first."""
    by_idea: dict[str, list[CycleFacts]] = {}
    for member in index.districts:
        for facts in index.cycles.get(member.id, ()):
            if facts.change_idea:
                by_idea.setdefault(facts.change_idea, []).append(facts)
    return tuple(sorted((_idea(idea, by_idea[idea], index) for idea in by_idea), key=_order))


def _order(row: IdeaRow) -> tuple[int, int, str, str]:
    return (-row.districts, -row.cycles, row.label.casefold(), row.id)


def _idea(idea: str, cycles: Sequence[CycleFacts], index: Index) -> IdeaRow:
    studied = [facts.address for facts in cycles if facts.study_day]
    predictions = (fact for at in studied for fact in index.predictions.get(at, ()))
    decided = Counter(facts.decision for facts in cycles)
    return IdeaRow(
        id=idea,
        label=index.label(idea),
        districts=_districts(facts.address for facts in cycles),
        districts_studied=_districts(studied),
        cycles=len(cycles),
        studied=len(studied),
        predictions=_marks(predictions),
        decisions=tuple(Count(word, decided[word]) for word in words.DECISIONS if decided[word]),
        adopted_in=_districts(facts.address for facts in cycles if facts.decision == "adopt"),
        dropped=tuple(_dropped(cycles, index)),
    )


def _districts(addresses: Iterable[Address]) -> int:
    return len({at.district for at in addresses})


def _marks(predictions: Iterable[PredictionFact]) -> Marks:
    """Count what became of them; an answer that nobody gave is as unknown as one marked so."""
    counts = Counter(_COLUMNS.get(fact.mark, "unknown") for fact in predictions)
    return Marks(**counts)


def _dropped(cycles: Sequence[CycleFacts], index: Index) -> Iterator[Dropped]:
    for facts in cycles:
        if facts.decision != "abandon":
            continue
        fact = index.decisions.get(facts.address)
        because, why = (fact.because, fact.why) if fact else ("", "")
        district = facts.address.district
        yield Dropped(str(facts.address), district, index.names[district], because, why)
