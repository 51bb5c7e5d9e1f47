"""The districts of a collaborative beside each other: a chart each, and what all say together."""

from collections.abc import Iterator, Sequence
from datetime import date

from pdsa.core.chart import Chart
from pdsa.core.chart_record import Counted, read_counted
from pdsa.core.chart_wishes import Wishes, grant
from pdsa.core.charting import build_charts
from pdsa.core.errors import PdsaError
from pdsa.core.plain_text import count_words
from pdsa.core.pooled import pooled_sentence
from pdsa.core.verdict import among, together


def build_districts(
    counted: Sequence[Counted], wishes: Wishes, today: date, site: str = "", subgroup: str = ""
) -> list[Chart]:
    """Return a chart of each district that has such points, sorted by name.

    Raises PdsaError that names the district where a wish cannot be met there, and where none has
    any such points.
    """
    found = []
    refusal: PdsaError | None = None
    for one in counted:
        try:
            found.append((one, read_counted(one, site, subgroup)))
        except PdsaError as wrong:  # it counts sites or subgroups only, or not this one
            refusal = wrong
    if not found and refusal:
        raise refusal
    materials = []
    for one, read in found:
        try:
            materials.append(grant(read, wishes, today))
        except PdsaError as wrong:
            raise PdsaError(f"{one.place}: {wrong.message}", wrong.hint) from None
    return build_charts(materials, today)


def district_sentences(charts: Sequence[Chart], members: int) -> tuple[str, ...]:
    """Return what the charts of `members` districts say together, in sentences."""
    return tuple(filter(None, _sentences(charts, members)))


def _sentences(charts: Sequence[Chart], members: int) -> Iterator[str]:
    judged = [chart.answer for chart in charts if chart.answer.kind != "too-few"]
    changes = sum(answer.kind == "changed" for answer in judged)
    by_luck = [answer.luck for answer in judged if answer.luck is not None]
    if judged and len(by_luck) == len(judged):
        yield among(len(judged), changes, sum(by_luck))
    elif judged:
        yield f"{count_words(len(judged), 'chart')} can be judged, {changes} changed."
    else:
        yield "No chart can be judged yet: each has too few points."
    yield together([chart.answer for chart in charts])
    yield pooled_sentence(charts)
    if others := members - len(charts):
        yield f"{count_words(others, 'other district has', 'other districts have')} no such points."
