"""What somebody asks of a chart on the command line, put upon the series that was found."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.chart import Asked, Marker, Observation, Subject
from pdsa.core.chart_asked import settle_asked
from pdsa.core.charting import Material
from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.model import Period
from pdsa.core.observations import exclude_days, find_freeze, find_place, is_used
from pdsa.core.plain_text import count_words, day_words
from pdsa.core.values import read_value

_ALL = 100  # percent
_UNITS = {"p": ("share",), "pp": ("share",), "u": ("rate",), "c": ("", "count")}
_MEANT = {"share": "p", "rate": "u", "count": "c"}  # the chart of counts that suits a unit


class Wishes(NamedTuple):
    """The flags of a chart as typed; what is empty was not asked for."""

    chart: str = ""
    rules: str = ""
    freeze: str = ""  # a day, or how many points
    phases: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    centre: str = ""
    target: str = ""
    change: str = ""
    better: str = ""
    screened: bool = False


class Found(NamedTuple):
    """What the record or a file says: a series, and what it would be charted with."""

    subject: Subject
    observations: tuple[Observation, ...]
    freeze: int | None = None
    change: date | None = None
    markers: tuple[Marker, ...] = ()
    breaks: tuple[Period, ...] = ()
    notes: tuple[str, ...] = ()
    remark: str = ""  # the one of the notes that is about the baseline


def grant(found: Found, wishes: Wishes, today: date) -> Material:
    """Return what the chart is made of; a wish wins over what was found.

    Raises PdsaError for a wish that cannot be read or met: a day without a point, a chart that does
    not suit the unit.
    """
    subject = _subject(found.subject, wishes)
    observations = exclude_days(found.observations, wishes.exclude)
    asked = settle_asked(
        Asked(
            chart=wishes.chart or "run",
            rules=wishes.rules or "anhoej",
            freeze=find_freeze(observations, wishes.freeze) if wishes.freeze else found.freeze,
            phases=_phases(observations, wishes.phases),
            centre=_value(wishes.centre, subject.unit, "--centre"),
            change=_day(wishes.change, today) or found.change,
            screened=wishes.screened,
        )
    )
    if wishes.freeze and wishes.phases:
        raise PdsaError("a chart has a baseline or phases", "give --freeze or --phase, not both")
    _refuse_misfit(asked.chart, subject)
    own = wishes.freeze or wishes.phases  # then the baseline of the record is none
    notes = [note for note in found.notes if not own or note != found.remark]
    notes += _baseline_after(observations, asked)
    return Material(subject, observations, asked, found.markers, found.breaks, tuple(notes))


def _subject(subject: Subject, wishes: Wishes) -> Subject:
    if wishes.better not in {"", "up", "down"}:
        raise PdsaError(f"`--better`: `{wishes.better}` is no direction", "write up or down")
    target = _value(wishes.target, subject.unit, "--target")
    if target is not None:
        subject = subject._replace(target=target, target_by=None)
    return subject._replace(better=wishes.better or subject.better)


def _baseline_after(observations: Sequence[Observation], asked: Asked) -> Iterator[str]:
    """Yield that a baseline holds points of the time after the change, where it does."""
    if asked.freeze is None or asked.phases or asked.change is None:
        return
    baseline = observations[: asked.freeze]
    late = sum(is_used(one) and one.day >= asked.change for one in baseline)
    if late and asked.freeze < len(observations):
        yield (
            f"The baseline runs to {day_words(baseline[-1].day)}, and the change began on "
            f"{day_words(asked.change)}: {count_words(late, 'point')} of it came after that, "
            "so the line is not only of the time before."
        )


def _phases(observations: Sequence[Observation], days: Sequence[str]) -> tuple[date, ...]:
    return tuple(
        observations[find_place(observations, day, "--phase") - 1].day for day in sorted(set(days))
    )


def _day(text: str, today: date) -> date | None:
    if not text:
        return None
    with refusing():
        return read_day(text, today)


def _value(text: str, unit: str, flag: str) -> Fraction | None:
    """A value in the unit shown: of a share 80%, 80 and 4/5 are the same."""
    if not text:
        return None
    try:
        reading = read_value(text)
    except ValueError as wrong:
        raise PdsaError(f"`{flag}`: {wrong.args[0]}", wrong.args[1]) from None
    value = reading.value
    if unit == "share" and value is not None and not reading.percent and 0 < value < 1:
        hint = f"for a share of 1 write {float(value * _ALL):g}%, for less than 1 percent {text}%"
        raise PdsaError(f"`{flag}`: `{text}` would be less than 1 %", hint)
    if reading.numerator is not None and reading.denominator is not None:
        value = reading.numerator / reading.denominator * (_ALL if unit == "share" else 1)
    if reading.percent and unit != "share":
        message = f"`{flag}`: `{text}` is a percentage, and the values of this chart are not"
        raise PdsaError(message, f"write {text.rstrip('%+ ')}, or the values of a file as in 92%")
    if value is None or reading.bound:
        as_in = "80%" if unit == "share" else "12.5"
        raise PdsaError(f"`{flag}`: `{text}` is not one number", f"write as in {as_in}")
    return value


def _refuse_misfit(chart: str, subject: Subject) -> None:
    """Raise PdsaError where a chart of counts is asked for of something else."""
    if chart not in _UNITS or subject.unit in _UNITS[chart]:
        return
    name = {"p": "P", "pp": "P'", "u": "U", "c": "C"}[chart]
    of = {"p": "shares", "pp": "shares", "u": "rates", "c": "counts"}[chart]
    unit = {"": "not one", "yes-no": "yes or no"}.get(subject.unit, f"of the unit {subject.unit}")
    other = _MEANT.get(subject.unit, "i")
    raise PdsaError(
        f"a {name} chart is of {of}, and `{subject.measure}` is {unit}", f"use --chart {other}"
    )
