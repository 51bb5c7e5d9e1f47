"""Days that count: school breaks move what is due and make nobody late."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from pdsa.core.model import Period

Breaks = Sequence[Period]  # of a district: its own and those of the whole network
BreaksByDistrict = Mapping[str, Breaks]  # district -> breaks; `ALL` has those of the network
ALL = ""
_DAY = timedelta(days=1)


def breaks_of(breaks: BreaksByDistrict, district: str) -> tuple[Period, ...]:
    """Return the breaks that hold in a district: those of the network, then its own."""
    own = breaks.get(district, ()) if district != ALL else ()
    return (*breaks.get(ALL, ()), *own)


def move_out(day: date, breaks: Breaks) -> date:
    """Return `day`, or the first day after the break that it falls into."""
    for pause in sorted(breaks):
        if pause.holds(day) and pause.last < date.max:
            day = pause.last + _DAY
    return day


def days_since(day: date, today: date, breaks: Breaks = ()) -> int:
    """Return how many days after `day` up to `today` lie outside every break; 0 before `day`."""
    seen = day.toordinal()
    last = today.toordinal()
    count = max(0, last - seen)
    for pause in sorted(breaks):
        first = max(seen + 1, pause.first.toordinal())
        ended = min(last, pause.last.toordinal())
        if first <= ended:  # days of an earlier break that reaches further are taken only once
            count -= ended - first + 1
            seen = ended
    return count
