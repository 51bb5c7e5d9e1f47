"""Was a prediction written before the data? From what git has, else from the dates people wrote.

Git's author times are used: a rebase keeps them, and moves the times of the commits only. They are
claims of somebody's clock, and a commit says "no later than" and nothing more; so are the dates
in a plan and its entries, which nothing outside of them confirms: those are the weaker source.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from pdsa.core.plain_text import day_words

ANSWERS = ("before", "after", "changed-after", "cannot-tell")
_FIRST = {"do": "first note of what was done", "data": "first point", "study": "study"}


class Version(NamedTuple):
    """The predictions of a plan as one commit left them."""

    at: datetime  # author time, with its zone
    made: datetime  # when the commit was made: later than `at` after a rebase
    predictions: Mapping[int, str]  # by the number of the question


class PlanHistory(NamedTuple):
    """What git knows of a plan file; nothing where there is no git."""

    versions: tuple[Version, ...] = ()  # by author time
    has_git: bool = True
    is_cut_off: bool = False  # a shallow clone: there may be older versions elsewhere


class FirstData(NamedTuple):
    """The first that was done, counted or studied in a cycle."""

    day: date
    recorded: datetime  # when it was typed in
    kind: str  # do, data, study
    afterwards: bool = False  # typed in from paper: `recorded` says nothing of when it was known


class Written(NamedTuple):
    """A prediction as its plan has it now, and what the plan says of itself."""

    number: int
    text: str  # of `prediction_text`
    planned: date | None = None
    illustrative: bool = False


class Precedence(NamedTuple):
    """Whether a prediction was written before the data, and how that is known."""

    answer: str  # one of ANSWERS
    source: str  # git, recorded (weaker); empty where it cannot be told
    sentence: str  # without a full stop


def prediction_text(predict: str, measure: str = "", condition: str = "", by: str = "") -> str:
    """Return all that a prediction says on one line, so that two of them can be compared."""
    expected = f"{measure} {condition}" + (f" by {by}" if by else "") if measure else ""
    return "; ".join(" ".join(part.split()) for part in (predict, expected) if part)


def judge(written: Written, history: PlanHistory, first: FirstData | None) -> Precedence | None:
    """Return whether a prediction was written before the data; None where there are no data yet."""
    if first is None:
        return None
    if written.illustrative:
        return Precedence("cannot-tell", "", "cannot tell: its dates are illustrative")
    known = [version for version in history.versions if _is_before(version, first)]
    if known and written.text in known[-1].predictions.values():
        return _before(written, known, first)
    return _by_later_words(written, history, known, first) or _by_dates(written, history, first)


def _is_before(version: Version, first: FirstData) -> bool:
    """Whether a commit came before the data; on the same day, before somebody typed them in.

    Git counts in whole seconds: within one of them, plan and point may be one commit.
    """
    day = version.at.date()
    if day != first.day or first.afterwards:
        return day < first.day
    typed_in = first.recorded.astimezone(version.at.tzinfo)
    return typed_in.date() == first.day and version.at < typed_in.replace(microsecond=0)


def _is_after(version: Version, first: FirstData) -> bool:
    return version.at.date() > first.day


def _before(written: Written, known: Sequence[Version], first: FirstData) -> Precedence:
    oldest = next(version for version in known if written.text in version.predictions.values())
    day = oldest.at.date()
    if day == first.day:
        sentence = f"yes, by git: on {day_words(day)}, before the {_FIRST[first.kind]} was typed in"
    else:
        sentence = f"yes, by git: there on {day_words(day)}, {_first(first)}"
    if oldest.made.date() > first.day:
        sentence += f"; its commit was made anew on {day_words(oldest.made.date())}"
    return Precedence("before", "git", sentence)


def _by_later_words(
    written: Written, history: PlanHistory, known: Sequence[Version], first: FirstData
) -> Precedence | None:
    """What git says where the words of today are younger than the data; None: it cannot tell."""
    late = [version for version in history.versions if _is_after(version, first)]
    earlier = known[-1] if known else next(iter(late), None)
    if earlier is None or written.text in earlier.predictions.values():
        return None
    since = next((one for one in late if written.text in one.predictions.values()), None)
    was = day_words(earlier.at.date())
    if since is None and not late:
        sentence = f"cannot tell: changed since {was}, and not committed"
        return Precedence("cannot-tell", "", sentence)
    now = f"since {day_words(since.at.date())}" if since else "not committed yet"
    if written.number in earlier.predictions:
        sentence = f"changed afterwards, by git: other words on {was}, these {now}"
        return Precedence("changed-after", "git", f"{sentence}; {_first(first)}")
    sentence = f"no, by git: not there on {was}, {now}; {_first(first)}"
    return Precedence("after", "git", sentence)


def _by_dates(written: Written, history: PlanHistory, first: FirstData) -> Precedence:
    """What the plan and its entries say of themselves."""
    why = _no_help(written, history)
    if written.planned is None:
        sentence = f"cannot tell: the plan does not say when it was written, and {why}"
        return Precedence("cannot-tell", "", sentence)
    planned = f"planned on {day_words(written.planned)}, {_first(first)}; {why}"
    if written.planned == first.day:
        return Precedence("cannot-tell", "", f"cannot tell, all on one day: {planned}")
    answer = "before" if written.planned < first.day else "after"
    said = "yes" if answer == "before" else "no"
    return Precedence(
        answer, "recorded", f"{said}, by the plan's own date, which is weaker: {planned}"
    )


def _no_help(written: Written, history: PlanHistory) -> str:
    """Why git cannot say."""
    if not history.has_git:
        return "there is no git here"
    has = [one for one in history.versions if written.text in one.predictions.values()]
    if not has:
        return "git does not have it yet"
    if history.is_cut_off:
        return "git's history is cut off here"
    return f"git has it only since {day_words(has[0].at.date())}"


def _first(first: FirstData) -> str:
    return f"{_FIRST[first.kind]} on {day_words(first.day)}"
