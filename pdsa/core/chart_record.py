"""From what the record holds of a measure in one district to what its chart is made of."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from typing import NamedTuple, NoReturn

from pdsa.core.addresses import Listing, resolve_any
from pdsa.core.chart import Marker, Observation, Subject
from pdsa.core.chart_wishes import Found
from pdsa.core.direction import ENOUGH_ON_A_SIDE
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Measure, Period
from pdsa.core.observations import Recorded, build_series, is_used
from pdsa.core.plain_text import count_words, day_words, period_words
from pdsa.core.record import CycleFacts
from pdsa.core.values import read_kept, shown

_CHANGES = ("test-change", "implement-change")  # types of cycles that change something


class Counted(NamedTuple):
    """What the record holds of one measure in one district."""

    address: Address  # of the district
    place: str  # its name
    measure: Measure
    points: tuple[Recorded, ...]
    tests: tuple[CycleFacts, ...] = ()  # cycles that record, predict or collect the measure
    breaks: tuple[Period, ...] = ()
    baseline: Period | None = None  # of the district; else the measure's own counts
    ends: date | None = None  # of the collaborative
    illustrative: str = ""  # what is made up: "data" or "dates"


def read_counted(counted: Counted, site: str = "", subgroup: str = "") -> Found:
    """Return the series of a district, or of a site or subgroup of it, with its tests marked.

    The change is the start of the first test of a change. The baseline is the district's, else the
    measure's; it ends before the change. Where fewer than 4 of its points lie before, all points
    make the centre line, and a note says so. Raises PdsaError where nothing is to be shown.
    """
    measure = counted.measure
    series = build_series(counted.points, measure, counted.breaks, site, subgroup)
    baseline = counted.baseline or measure.baseline
    dated = [(one.starts, one) for one in counted.tests if one.starts]
    dated.sort(key=lambda pair: (pair[0], pair[1].address))
    change = next((starts for starts, one in dated if one.type in _CHANGES), None)
    freeze, remark = _freeze(series.observations, baseline, change)
    return Found(
        subject=_subject(counted, " · ".join(filter(None, (counted.place, site, subgroup)))),
        observations=series.observations,
        freeze=freeze,
        change=change,
        markers=tuple(Marker(starts, _label(one), one.ends) for starts, one in dated),
        breaks=counted.breaks,
        notes=(*series.notes, *filter(None, [remark])),
        remark=remark,
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
        illustrative=counted.illustrative
        or ("dates" if any(one.illustrative for one in counted.tests) else ""),
    )


def _freeze(
    observations: Sequence[Observation], baseline: Period | None, change: date | None
) -> tuple[int | None, str]:
    """The position of the baseline's last point before the change, and what is to be said of it."""
    if baseline is None:
        return None, ""
    used = [(place, one.day) for place, one in enumerate(observations, 1) if is_used(one)]
    inside = [(place, day) for place, day in used if baseline.holds(day)]
    before = [place for place, day in inside if change is None or day < change]
    days = period_words(baseline.first, baseline.last)
    if not inside:
        return None, f"No point lies in the baseline ({days}), so all points make the median."
    known = sum(place <= max(before, default=0) for place, _ in used)
    if known < ENOUGH_ON_A_SIDE:
        lie = f"Only {count_words(known, 'point')} of the baseline ({days})"
        when = f" {'lies' if known == 1 else 'lie'} before {day_words(change)}" if change else ""
        lie = lie if change else f"The baseline ({days}) has only {count_words(known, 'point')}"
        return None, f"{lie}{when}: too few, so all points make the median."
    said = []
    if early := known - len(before):
        points = count_words(early, "earlier point is", "earlier points are")
        said.append(f"{points} part of the baseline ({days}), too.")
    if change is not None and len(before) < len(inside):
        test = f"the first test of a change began on {day_words(change)}"
        said.append(f"The baseline ({days}) ends before that here: {test}.")
    return before[-1], " ".join(said)


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
