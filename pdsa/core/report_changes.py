"""Did it change? Every measure across its districts: charts judged, changed, and by luck."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from pdsa.core.chart import Chart
from pdsa.core.details import Details
from pdsa.core.plain_text import count_words, visible
from pdsa.core.pooled import pool_charts
from pdsa.core.report_index import Index
from pdsa.core.report_sections import Change, DistrictChart, SameDistricts
from pdsa.core.values import format_value
from pdsa.core.verdict import among, together

_BARS = "▁▂▃▄▅▆▇█"
_GAP = " "
_TOLD = ("For the better", "For the worse", "In no direction that can be said")
_WORDS = {"better": _TOLD[0], "worse": _TOLD[1]}
_NAMED = 6  # districts of one measure in a sentence; more are counted
_ORDER = ("better", "worse", "higher", "lower", "")  # of what changed, before the rest


def change_rows(index: Index, details: Details) -> Iterator[Change]:
    """Yield the measures in which a chart changed, those judged, the rest; each with its charts.

    Shared ones stand before the districts' own, and each of these by name.
    A shared measure without any chart is told of: nobody reports it.
    """
    found: dict[tuple[str, str], list[DistrictChart]] = {("", id): [] for id in index.shared}
    for (district, measure), chart in details.charts.items():
        owner = "" if measure in index.shared else district
        row = DistrictChart(district, index.names.get(district, district), chart, bars(chart))
        found.setdefault((owner, measure), []).append(row)
    rows = [_change(index, *key, charts) for key, charts in found.items()]
    yield from in_order(rows, index.names)


def in_order(rows: Iterable[Change], names: Mapping[str, str]) -> list[Change]:
    """Return the measures as they are told of: by what their rows say, and then by name."""
    return sorted(rows, key=lambda row: (_rank(row), *by_name(row, names)))


def by_name(row: Change, names: Mapping[str, str]) -> tuple[str, str, str]:
    """Return where a measure stands without regard to what became of it."""
    owner = names.get(row.owner, row.owner).casefold()  # a shared one has no owner
    return (owner, row.name.casefold(), row.measure)


def whose_sentences(changes: Sequence[Change]) -> tuple[str, ...]:
    """Return whose measures changed for the better, for the worse, and without a direction.

    Districts that no row names are counted. Empty where nothing changed.
    """
    found: dict[str, list[str]] = {word: [] for word in _TOLD}
    for row in changes:
        for word, whose in _whose(row).items():
            found[word].append(f"{visible(row.name)} ({whose})")
    if not any(found.values()):
        return ()
    none = "none" if any(row.charts for row in changes) else "none that is told of here"
    return tuple(
        f"{word}: {'; '.join(told) if told else none}."
        for word, told in found.items()
        if told or word != _TOLD[-1]
    )


def _whose(row: Change) -> dict[str, str]:
    """The districts of a measure by the direction in which it changed there."""
    names: dict[str, list[str]] = {}
    for one in row.charts:
        if one.chart.answer.kind == "changed":
            word = _WORDS.get(one.chart.answer.direction, _TOLD[-1])
            names.setdefault(word, []).append(visible(one.name))
    if names:
        return {word: _few(found) for word, found in names.items()}
    counts = zip(_TOLD, (row.better, row.worse, row.changed), strict=True)
    return {word: count_words(number, "district") for word, number in counts if number}


def _few(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")


def judged_sentence(changes: Sequence[Change]) -> str:
    """Return how many charts of all measures were judged and changed, and how many by luck.

    Empty where nothing was counted.
    """
    charts = [row.chart for change in changes for row in change.charts]
    if charts and all(chart.answer.kind == "too-few" for chart in charts):
        return "It is too early to say whether any measure has changed."
    return _among(charts)


def bars(chart: Chart) -> str:
    """Return a chart in one line of blocks, a bar where the first test began, gaps as spaces."""
    values = [point.value for point in chart.points if point.value is not None]
    if not values:
        return ""
    low, high = min(values), max(values)
    drawn = []
    changed = chart.asked.change
    for before, point in zip((None, *chart.points), chart.points, strict=False):
        if changed and point.day >= changed and (before is None or before.day < changed):
            drawn.append("|")
        if point.value is None:
            drawn.append(_GAP)
            continue
        step = (point.value - low) / (high - low) * (len(_BARS) - 1) if high > low else 0
        drawn.append(_BARS[round(step)])
    return "".join(drawn)


def _change(index: Index, owner: str, id: str, rows: Sequence[DistrictChart]) -> Change:
    measure = index.measure(owner, id)
    charts = [row.chart for row in rows]
    answers = [chart.answer for chart in charts]
    directions = [one.direction for one in answers if one.kind == "changed"]
    return Change(
        measure=id,
        name=measure.name,
        owner=owner,
        definition=measure.definition,
        about=measure.about,
        reporting=len(rows),
        of=1 if owner else len(index.districts),
        judged=sum(one.kind != "too-few" for one in answers),
        better=directions.count("better"),
        worse=directions.count("worse"),
        changed=len(directions) - directions.count("better") - directions.count("worse"),
        same=_same(charts),
        sentences=measure_sentences(charts),
        charts=tuple(sorted(rows, key=_place)),
    )


def measure_sentences(charts: Sequence[Chart]) -> tuple[str, ...]:
    """Return how many charts of a measure changed, and together; or what has to come before."""
    sentences = [_among(charts), together([chart.answer for chart in charts]), _early(charts)]
    return tuple(filter(None, sentences))


def _rank(row: Change) -> int:
    """What changed comes first, then what was judged."""
    if row.better + row.worse + row.changed:
        return 0
    return 1 if row.judged else 2


def _place(row: DistrictChart) -> tuple[int, int, str, str]:
    """What changed comes first, then what was judged, then A to Z: never a league table."""
    answer = row.chart.answer
    kinds = ("changed", "no-change", "too-few")
    direction = _ORDER.index(answer.direction) if answer.kind == "changed" else 0
    return (kinds.index(answer.kind), direction, row.name.casefold(), row.district)


def _among(charts: Sequence[Chart]) -> str:
    judged = [chart.answer for chart in charts if chart.answer.kind != "too-few"]
    if not judged:
        return ""
    changed = sum(one.kind == "changed" for one in judged)
    return among(len(judged), changed, sum(one.luck or 0 for one in judged))


def _early(charts: Sequence[Chart]) -> str:
    """What has to come before anything can be said, where no chart can be judged yet."""
    if not charts or any(chart.answer.kind != "too-few" for chart in charts):
        return ""
    longest = max(charts, key=lambda chart: sum(point.value is not None for point in chart.points))
    return " ".join(("Too early to say.", *longest.answer.advice[:1]))


def _same(charts: Sequence[Chart]) -> SameDistricts | None:
    found = pool_charts(charts)
    if found is None:
        return None
    return SameDistricts(
        districts=found.districts,
        first=date(*found.first, 1),
        last=date(*found.last, 1),
        first_shown=found.before_shown,
        last_shown=found.after_shown,
        median_first=format_value(found.median_before, "share"),
        median_last=format_value(found.median_after, "share"),
    )
