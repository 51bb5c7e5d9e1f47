"""Closed periods: the last month end or meeting, after which figures no longer grow."""

from collections.abc import Sequence
from datetime import date, timedelta

from pdsa.core.model import Meeting


def closed_on(meetings: Sequence[Meeting], today: date) -> date:
    """Return the newest month end or day of a meeting before `today`.

    A public report ends there whatever day is asked for: two reports a few days apart would let
    one person's result be worked out from their difference.
    """
    month_end = today.replace(day=1) - timedelta(days=1)
    return max([month_end, *(meeting.day for meeting in meetings if meeting.day < today)])


def public_day(meetings: Sequence[Meeting], today: date, as_of: date | None) -> date:
    """Return the day that a public report ends on: a closed one, on or before `as_of`.

    An earlier `as_of` is moved to the closed day on or before it.
    """
    newest = closed_on(meetings, today)
    if as_of is None or as_of >= newest:
        return newest
    return closed_on(meetings, as_of + timedelta(days=1))
