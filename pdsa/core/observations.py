"""From the points of a measure to the observations of its chart, and notes on what is left out."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from difflib import get_close_matches
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from pdsa.core.chart import Observation
from pdsa.core.days import read_iso_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.model import Measure, Period, Point
from pdsa.core.plain_text import count_words, day_words
from pdsa.core.values import Reading, read_over, shown

WHOLE_WEEK = 5  # school days
_SATURDAY = 5
_PERIODS = {"weekly": "week", "fortnightly": "fortnight", "monthly": "month"}
_STEPS = {"weekly": 7, "fortnightly": 14}  # days from one point to the next
_LISTED = 4  # days that a note names before it says how many more
_IN_BREAK = "school break"
_BY_HAND = "left out on request"
_LONGEST = 400  # empty places between two points: more is a typing error, not a pause


class Recorded(NamedTuple):
    """A point, and whether it counts: neither clashes with another nor misfits its unit."""

    point: Point
    counted: bool = True


class Series(NamedTuple):
    """Observations in the order of their days, and in sentences what was left out and why."""

    observations: tuple[Observation, ...]
    notes: tuple[str, ...] = ()


def build_series(
    recorded: Sequence[Recorded],
    measure: Measure,
    breaks: Sequence[Period] = (),
    site: str = "",
    subgroup: str = "",
) -> Series:
    """Return the series of a measure in one district: the total, or one site or subgroup beside it.

    A site and a subgroup are never added to the total. A point that lies wholly in a school break,
    or says only "more than", is drawn and part of no figure. A week, fortnight or month that is
    missing between two points of a measure with that cadence is an empty observation, unless its
    day is in a break. Raises PdsaError where there is no such site or subgroup, or no point.
    """
    chosen = _choose(recorded, site, subgroup)
    counted = [one.point for one in chosen if one.counted and (one.point.value is not None)]
    counted.sort(key=lambda point: (point.day, point.since or point.day))
    found = tuple(_observation(point, measure, breaks) for point in counted)
    filled = fill_gaps(found, measure.cadence, breaks)
    notes = (
        *_beside(recorded, site, subgroup),
        *_left_out(len(chosen) - len(counted)),
        *_drawn_only(found),
        *_part_weeks(counted, measure, breaks),
        *_missing(filled, measure.cadence),
    )
    return Series(filled, notes)


def fill_gaps(
    observations: Sequence[Observation], cadence: str, breaks: Sequence[Period] = ()
) -> tuple[Observation, ...]:
    """Return the observations with an empty one for each that is missing outside school breaks."""
    filled = list(observations[:1])
    for before, after in pairwise(observations):
        days = list(_days_between(before.day, after.day, cadence))
        if len(days) <= _LONGEST:
            out = (day for day in days if not any(pause.holds(day) for pause in breaks))
            filled.extend(Observation(day, None) for day in out)
        filled.append(after)
    return tuple(filled)


def find_place(observations: Sequence[Observation], text: str, flag: str) -> int:
    """Return the position, from 1, of the last observation on the day that a flag names.

    Raises PdsaError where there is none on that day, with the nearest ones.
    """
    with refusing():
        day = read_iso_day(text)
    found = [place for place, one in enumerate(observations, 1) if one.day == day]
    if found:
        return found[-1]
    near = sorted({one.day for one in observations}, key=lambda known: abs(known - day))[:2]
    known = " and ".join(one.isoformat() for one in sorted(near))
    hint = f"the nearest are {known}" if len(near) > 1 else f"the nearest is {known}"
    raise PdsaError(f"`{flag}`: there is no point on {day.isoformat()}", hint)


def find_freeze(observations: Sequence[Observation], text: str) -> int:
    """Return the position of the last observation of the baseline: a day, or how many there are.

    Raises PdsaError for a day without a point, for more than there are, and where none counts.
    """
    if text.isascii() and text.isdigit():
        place = int(text[:9])
        if not place:
            raise PdsaError("`--freeze`: a baseline of 0 points", "write 12, or its last day")
        if place > len(observations):
            there = f"there are {len(observations)}"
            message = f"`--freeze`: a baseline of {place} points, and {there}"
            raise PdsaError(message, "write how many came before the change, or its last day")
    else:
        place = find_place(observations, text, "--freeze")
    if not any(is_used(one) for one in observations[:place]):
        raise PdsaError("`--freeze`: no point of this baseline counts", "choose a later day")
    return place


def is_used(observation: Observation) -> bool:
    """Say whether an observation has a value that figures may use."""
    return observation.value is not None and not (observation.bound or observation.excluded)


def exclude_days(
    observations: Sequence[Observation], days: Iterable[str]
) -> tuple[Observation, ...]:
    """Return the observations, those on the named days left out of every figure.

    Raises PdsaError for a day without a point.
    """
    places = [find_place(observations, day, "--exclude") for day in days]
    named = {observations[place - 1].day for place in places}
    return tuple(
        one._replace(excluded=one.excluded or _BY_HAND) if one.day in named else one
        for one in observations
    )


def listed_days(days: Sequence[date]) -> str:
    """Return days in words, the first few of many: "3 Nov 2025, 10 Nov 2025 and 2 more"."""
    if len(days) <= _LISTED + 1:
        return ", ".join(map(day_words, days))
    return f"{', '.join(map(day_words, days[:_LISTED]))} and {len(days) - _LISTED} more"


def _choose(recorded: Sequence[Recorded], site: str, subgroup: str) -> list[Recorded]:
    chosen = [one for one in recorded if (one.point.site, one.point.subgroup) == (site, subgroup)]
    if chosen:
        return chosen
    if not recorded:
        raise PdsaError("there are no points yet", "record one: pdsa record PLACE MEASURE VALUE")
    others = list(_names(recorded))
    asked = " ".join(f"`{name}`" for name in (site, subgroup) if name)
    near = [flags for name in (site, subgroup) if name for flags in _near(name, others)]
    known = near or [flags for _, flags in others[:_LISTED]]
    hint = f"there is {', '.join(known)}" if known else "there is only the whole district"
    raise PdsaError(f"there are no points of {asked or 'the whole district'}", hint)


def _near(name: str, others: Sequence[tuple[str, str]]) -> list[str]:
    found = get_close_matches(name, [one for one, _ in others], n=1)
    return [flags for one, flags in others if one in found]


def _names(recorded: Iterable[Recorded]) -> Iterator[tuple[str, str]]:
    """The sites and subgroups that have points, each with the flags that show it."""
    pairs = {(one.point.site, one.point.subgroup) for one in recorded} - {("", "")}
    for site, subgroup in sorted(pairs):
        flags = [f'--site "{site}"'] if site else []
        flags += [f'--subgroup "{subgroup}"'] if subgroup else []
        yield subgroup or site, " ".join(flags)


def _observation(point: Point, measure: Measure, breaks: Sequence[Period]) -> Observation:
    denominator = point.denominator
    if measure.unit == "rate" and point.over and denominator is not None:
        one = shown(
            Reading("", numerator=Fraction(1), denominator=denominator), measure, point.over
        )
        denominator = 1 / one if one else None  # of all its periods: the value is per period
    return Observation(
        day=point.day,
        value=point.value,
        numerator=point.numerator,
        denominator=denominator,
        text=point.text,
        bound=point.bound,
        excluded=_IN_BREAK if _is_in_break(point, breaks) else "",
        n=point.n,
    )


def _days_of(point: Point) -> Iterator[date]:
    """The days that a point covers; one without a period covers its own."""
    first = point.since or point.day
    if not point.since and point.over:
        number, period = read_over(point.over)
        length = number * {"day": 1, "week": 7, "month": 28}[period]
        first = point.day - timedelta(days=length - 1)
    for number in range((point.day - first).days + 1):
        yield first + timedelta(days=number)


def _school_days(point: Point, breaks: Sequence[Period]) -> int:
    return sum(
        day.weekday() < _SATURDAY and not any(pause.holds(day) for pause in breaks)
        for day in _days_of(point)
    )


def _is_in_break(point: Point, breaks: Sequence[Period]) -> bool:
    """Whether a point touches a break and has no school day outside it."""
    touched = any(pause.holds(day) for day in _days_of(point) for pause in breaks)
    return touched and not _school_days(point, breaks)


def _days_between(before: date, after: date, cadence: str) -> Iterator[date]:
    """The days on which a point is missing between two that are there."""
    if step := _STEPS.get(cadence):
        for number in range(1, round((after - before).days / step)):
            yield before + timedelta(days=number * step)
    elif cadence == "monthly":
        months = (after.year - before.year) * 12 + after.month - before.month
        for number in range(1, months):
            year, month = divmod(before.year * 12 + before.month - 1 + number, 12)
            yield date(year, month + 1, min(before.day, 28))


def _beside(recorded: Sequence[Recorded], site: str, subgroup: str) -> Iterator[str]:
    if site or subgroup:
        return
    names = [flags for _, flags in _names(recorded)]
    if names:
        more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
        shown = ", ".join(names[:_LISTED])
        yield f"Counted beside this, and not part of it: {shown}{more}."


def _left_out(number: int) -> Iterator[str]:
    if number:
        why = "it does" if number == 1 else "they do"
        points = count_words(number, "point is", "points are")
        yield (
            f"{points} left out: {why} not suit the unit, or another point claims the same day"
            " (pdsa check names them)."
        )


def _drawn_only(observations: Sequence[Observation]) -> Iterator[str]:
    bounds = sum(bool(one.bound) for one in observations)
    if bounds:
        points = count_words(
            bounds, 'point says "more than": it is', 'points say "more than": they are'
        )
        yield f"{points} drawn, and part of no figure."
    inside = [one.day for one in observations if one.excluded == _IN_BREAK]
    if inside:
        points = count_words(
            len(inside),
            "point lies in a school break: it is",
            "points lie in a school break: they are",
        )
        yield f"{points} drawn, and part of no figure ({listed_days(inside)})."


def _part_weeks(
    points: Sequence[Point], measure: Measure, breaks: Sequence[Period]
) -> Iterator[str]:
    if measure.cadence != "weekly":
        return
    short = [
        point.day
        for point in points
        if (point.since or point.over) and 0 < _school_days(point, breaks) < WHOLE_WEEK
    ]
    if short:
        one, many = (
            "point covers part of a week only: it is",
            "points cover part of a week only: they are",
        )
        yield f"{count_words(len(short), one, many)} kept as typed ({listed_days(short)})."


def _missing(observations: Sequence[Observation], cadence: str) -> Iterator[str]:
    days = [one.day for one in observations if one.value is None]
    if days:
        period = _PERIODS[cadence]
        have = count_words(len(days), f"{period} has", f"{period}s have")
        yield f"{have} no point ({listed_days(days)})."


def percent_of(numerator: Fraction, denominator: Fraction) -> Fraction | None:
    """Return a share in percent, exactly; None of 0/0."""
    return numerator / denominator * 100 if denominator else None
