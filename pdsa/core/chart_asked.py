"""What may be asked of a chart, and what its values must be: the rest is refused or noted."""

from collections.abc import Iterator, Sequence

from pdsa.core.chart import CHARTS, RULES, Asked, Observation, Subject
from pdsa.core.errors import PdsaError
from pdsa.core.observations import is_used, listed_days
from pdsa.core.plain_text import count_words

_SCREENED = ("i", "pp")  # charts whose limits come from moving ranges
_ALL = 100  # percent


def settle_asked(asked: Asked) -> Asked:
    """Return what was asked, the NHS rules on an I chart. Raises PdsaError where it is nonsense."""
    if asked.chart not in CHARTS:
        raise PdsaError(f"`{asked.chart}` is not a chart", f"use one of: {', '.join(CHARTS)}")
    if asked.rules not in RULES:
        raise PdsaError(f"`{asked.rules}` are not rules", f"use one of: {', '.join(RULES)}")
    if asked.rules == "nhs" and asked.chart not in {"run", "i"}:
        message = f"the NHS rules are for an I chart, not for `--chart {asked.chart}`"
        raise PdsaError(message, "leave one of the two out")
    if asked.rules == "nhs" and asked.centre is not None:
        raise PdsaError("the NHS rules take the mean of the data", "leave --centre out")
    if asked.rules == "ihi" and asked.chart != "run":
        message = f"the IHI rules are for a run chart, not for `--chart {asked.chart}`"
        raise PdsaError(message, "leave one of the two out")
    if asked.screened and asked.rules != "nhs" and asked.chart not in _SCREENED:
        message = f"`--screened` is for I and P' charts, not for `--chart {asked.chart}`"
        raise PdsaError(message, "add --chart i, or leave --screened out")
    return asked._replace(chart="i") if asked.rules == "nhs" else asked


def need_whole(observations: Sequence[Observation]) -> None:
    """Raise PdsaError where a value is no count: not whole, or below zero."""
    for one in observations:
        if is_used(one) and one.value is not None and one.value.denominator != 1:
            message = f"a C chart is of counts, and `{one.text}` of {one.day} is not a whole number"
            raise PdsaError(message, "use --chart i")


def impossible(subject: Subject, observations: Sequence[Observation]) -> Iterator[str]:
    """Yield a sentence that names the days on which a share is above 100 % or below 0."""
    if subject.unit != "share":
        return
    days = [one.day for one in observations if one.value and not 0 <= one.value <= _ALL]
    if days:
        points = count_words(len(days), "point is", "points are")
        yield f"{points} no share, which lies between 0 and 100 %: look at {listed_days(days)}."
