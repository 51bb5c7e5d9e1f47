"""From what the record holds of a measure in one district to what its chart is made of."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

from pdsa.core.addresses import Listing, resolve_any
from pdsa.core.chart import Marker, Observation, Subject
from pdsa.core.chart_wishes import Found
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Measure, Period
from pdsa.core.observations import Recorded, build_series, is_used
from pdsa.core.plain_text import period_words
from pdsa.core.record import CycleFacts
from pdsa.core.values import read_kept, shown

_CHANGES = ("test-change", "implement-change")  # types of cycles that change something


class Counted(NamedTuple):
    """What the record holds of one measure in one district."""

    address: Address  # of the district
    place: str  # its name
    measure: Measure
    points: tuple[Recorded, ...]
    tests: tuple[CycleFacts, ...] = ()  # cycles that record or predict the measure
    breaks: tuple[Period, ...] = ()
    baseline: Period | None = None  # of the district; else the measure's own counts
    ends: date | None = None  # of the collaborative
    illustrative: bool = False


def read_counted(counted: Counted, site: str = "", subgroup: str = "") -> Found:
    """Return the series of a district, or of a site or subgroup of it, with its tests marked.

    The baseline is the district's, else the measure's; the change is the start of the first test
    of a change. Raises PdsaError where nothing is to be shown.
    """
    measure = counted.measure
    series = build_series(counted.points, measure, counted.breaks, site, subgroup)
    baseline = counted.baseline or measure.baseline
    freeze = _freeze(series.observations, baseline)
    notes = list(series.notes)
    if baseline and freeze is None:
        days = period_words(baseline.first, baseline.last)
        notes.append(f"No point lies in the baseline ({days}), so all points make the median.")
    dated = [(one.starts, one) for one in counted.tests if one.starts]
    dated.sort(key=lambda pair: (pair[0], pair[1].address))
    changes = [starts for starts, one in dated if one.type in _CHANGES]
    return Found(
        subject=_subject(counted, " · ".join(filter(None, (counted.place, site, subgroup)))),
        observations=series.observations,
        freeze=freeze,
        change=changes[0] if changes else None,
        markers=tuple(Marker(starts, _label(one), one.ends) for starts, one in dated),
        breaks=counted.breaks,
        notes=tuple(notes),
    )


def _subject(counted: Counted, place: str) -> Subject:
    measure = counted.measure
    goal = read_kept(measure.goal)
    return Subject(
        measure=measure.name or measure.id,
        place=place,
        unit=measure.unit,
        per=measure.per,
        definition=measure.definition,
        about=measure.about,
        cadence=measure.cadence,
        better=measure.better,
        target=shown(goal, measure) if measure.goal else None,
        target_by=measure.goal_by,
        ends=counted.ends,
        illustrative=counted.illustrative or any(one.illustrative for one in counted.tests),
    )


def _freeze(observations: Sequence[Observation], baseline: Period | None) -> int | None:
    """The position of the baseline's last point; None where none of its points counts."""
    if baseline is None:
        return None
    inside = [
        place
        for place, one in enumerate(observations, 1)
        if baseline.holds(one.day) and is_used(one)
    ]
    return inside[-1] if inside else None


def _label(facts: CycleFacts) -> str:
    """A test as its team calls it: its number as in the file's name, and its title."""
    number = facts.address.cycle.partition("-")[0]
    return f"{number} {facts.title}" if number.isdigit() else facts.title


def resolve_place(
    where: str, measure: str, listing: Listing, default: Address | None
) -> tuple[Address, str]:
    """Return the place and the measure that two words mean; a measure alone is of my default.

    Raises PdsaError for a place that is none, or may be several.
    """
    try:
        return resolve_any(where, listing, default), measure
    except PdsaError:
        if measure or default is None or "/" in where:
            raise
        return default, where


def pick_measure(text: str, charted: Sequence[Measure], declared: Sequence[str], at: str) -> str:
    """Return the id of the measure that `text` means: its id, or its name.

    `charted` have points at the place that commands call `at`; `declared` are the ids that may be
    recorded there. Raises PdsaError with what can be charted.
    """
    named = {one.id for one in charted if text.casefold() in {one.id, one.name.casefold()}}
    if len(named) == 1:
        return named.pop()
    ids = sorted({one.id for one in charted})
    folder = at if "/" in at else f"{at}/DISTRICT"
    if text in declared:
        hint = f"record some: pdsa record {folder} {text} VALUE --day DAY"
        raise PdsaError(f"`{text}` has no points in {at} yet", hint)
    if not ids:
        first = next(iter(declared), "MEASURE")
        hint = f"record some: pdsa record {folder} {first} VALUE --day DAY"
        raise PdsaError(f"{at} has no points yet", hint)
    near = get_close_matches(text, ids, n=1)
    there = f"measures with points: {', '.join(ids)}"
    hint = f"did you mean `{near[0]}`? {there}" if near else there
    if not text:
        raise PdsaError("which measure?", f"{there}; for example: pdsa chart {at} {ids[0]}")
    raise PdsaError(f"`{text}` is not a measure of {at}", hint)


def refuse_own(id: str, districts: Sequence[str]) -> NoReturn:
    """Raise PdsaError: what several districts define each by itself is not one measure."""
    message = f"`{id}` is a measure of {len(districts)} districts' own, each with its definition"
    raise PdsaError(message, f"chart one of them: pdsa chart {districts[0]} {id}")
