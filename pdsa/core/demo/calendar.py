"""The six months of an illustrative collaborative: school weeks, breaks and meetings."""

from datetime import date, timedelta
from typing import NamedTuple

WEEK = timedelta(days=7)
FIRST_DAY = date(2025, 10, 1)
WEEKS_BEFORE = 6  # of the baseline
_WEEKS = 25
_BREAKS = (  # from the first Monday: first and last day
    (51, 53, "Fall break"),
    (77, 88, "Winter break"),
    (133, 137, "February break"),
)
_MEETINGS = (
    (2, "Kick-off"),
    (45, "First tests"),
    (101, "Mid-point"),
    (143, "What to keep"),
    (171, "Decisions and what to spread"),
)
END_OF_TERM = 10  # the week before the winter break


class Break(NamedTuple):
    """Days without school."""

    first: date
    last: date
    name: str


class Calendar(NamedTuple):
    """Six months from `starts`, a day of 1 to 28."""

    starts: date = FIRST_DAY

    @property
    def ends(self) -> date:
        """The last day of the six months."""
        year, month = divmod(self.starts.year * 12 + self.starts.month + 5, 12)
        return date(year, month + 1, self.starts.day) - timedelta(days=1)

    @property
    def monday(self) -> date:
        """The first Monday."""
        return self.starts + timedelta(days=-self.starts.weekday() % 7)

    @property
    def breaks(self) -> tuple[Break, ...]:
        """The school breaks."""
        return tuple(Break(self.day(a), self.day(b), name) for a, b, name in _BREAKS)

    @property
    def meetings(self) -> tuple[tuple[date, str], ...]:
        """The days of the meetings and what they are called."""
        return tuple((self.day(after), title) for after, title in _MEETINGS)

    @property
    def years(self) -> str:
        """The school year, as in 2025-26."""
        return f"{self.starts.year}-{(self.starts.year + 1) % 100:02d}"

    def day(self, after: int) -> date:
        """The day so many days after the first Monday."""
        return self.monday + timedelta(days=after)

    def week(self, number: int) -> date:
        """The Monday of a week, from 0; negative ones lie before."""
        return self.monday + number * WEEK

    def is_break(self, day: date) -> bool:
        """Whether there is no school."""
        return any(free.first <= day <= free.last for free in self.breaks)

    def school_weeks(self) -> list[int]:
        """The weeks whose Friday is a school day, those of the baseline first."""
        weeks = range(-WEEKS_BEFORE, _WEEKS)
        return [week for week in weeks if not self.is_break(self.friday(week))]

    def friday(self, number: int) -> date:
        """The Friday of a week, on which most people count."""
        return self.week(number) + timedelta(days=4)

    def school_day(self, day: date) -> date:
        """This day, or the next one with school."""
        while day.weekday() > 4 or self.is_break(day):  # noqa: PLR2004 - Friday
            day += timedelta(days=1)
        return day
