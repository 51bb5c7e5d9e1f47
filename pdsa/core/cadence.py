"""How many points a cadence gives in a collaborative, and what so many can and cannot tell."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from pdsa.core.days import months_between
from pdsa.core.model import Measure, Period
from pdsa.core.plain_text import count_words, day_words
from pdsa.core.runchart import ENOUGH, ENOUGH_BASELINE

_SCHOOL_DAYS = 5  # of a week, from Monday
_WEEK = timedelta(days=7)


def expected_points(
    cadence: str, starts: date, ends: date, breaks: Sequence[Period] = ()
) -> int | None:
    """Return how many points a cadence gives from `starts` to `ends`; None without a cadence.

    Six months give 26 weekly, 13 fortnightly or 6 monthly points; a week whose Monday to Friday lie
    in school breaks gives none.
    """
    weeks = round(((ends - starts).days + 1) / 7) - _break_weeks(starts, ends, breaks)
    match cadence:
        case "daily":
            return sum(not _is_off(day, breaks) for day in _days(starts, ends))
        case "weekly":
            return max(0, weeks)
        case "fortnightly":
            return max(0, weeks) // 2
        case "monthly":
            return months_between(starts, ends, starts)[1]
        case "once":
            return 1
    return None


def cadence_sentence(cadence: str, starts: date, ends: date, breaks: Sequence[Period] = ()) -> str:
    """Return how many points a cadence gives and what they can tell; empty without a cadence."""
    points = expected_points(cadence, starts, ends, breaks)
    if points is None:
        return ""
    gives = f"{cadence} gives {count_words(points, 'point')} by {day_words(ends)}"
    if points >= ENOUGH + ENOUGH_BASELINE:
        return f"{gives}: enough to judge, if {ENOUGH_BASELINE} of them lie before the change"
    weekly = expected_points("weekly", starts, ends, breaks) or 0
    rather = f"; weekly gives {weekly}" if cadence != "weekly" and weekly > points else ""
    if points < ENOUGH:
        return f"{gives}, and {ENOUGH} are needed to judge: it cannot show a change{rather}"
    told = f"{ENOUGH} are needed to judge, {ENOUGH_BASELINE} more for a good baseline"
    return f"{gives}; {told}{rather}"


def cadence_sentences(
    measures: Mapping[str, Measure], starts: date, ends: date, breaks: Sequence[Period] = ()
) -> dict[str, str]:
    """Return the sentence of each measure that has a cadence, by id."""
    found = {
        id: cadence_sentence(measure.cadence, starts, ends, breaks)
        for id, measure in measures.items()
    }
    return {id: sentence for id, sentence in found.items() if sentence}


def _days(starts: date, ends: date) -> Iterator[date]:
    for number in range((ends - starts).days + 1):
        yield starts + timedelta(days=number)


def _is_off(day: date, breaks: Sequence[Period]) -> bool:
    return day.weekday() >= _SCHOOL_DAYS or any(pause.holds(day) for pause in breaks)


def _break_weeks(starts: date, ends: date, breaks: Sequence[Period]) -> int:
    """How many weeks have all their school days in breaks."""
    monday = starts + timedelta(days=-starts.weekday() % 7)
    count = 0
    while monday + timedelta(days=_SCHOOL_DAYS - 1) <= ends:
        days = (monday + timedelta(days=number) for number in range(_SCHOOL_DAYS))
        count += all(_is_off(day, breaks) for day in days)
        monday += _WEEK
    return count
