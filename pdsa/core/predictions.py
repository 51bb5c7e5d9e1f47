"""What the data say of a prediction: met, not met, not tested or unknown, with the reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pdsa.core.expectation import Condition, read_condition, require_suitable
from pdsa.core.model import Expectation, Measure, Point
from pdsa.core.plain_text import count_words
from pdsa.core.record import Counted, CycleFacts, PredictionFact
from pdsa.core.values import Reading, format_value, shown

_LAST_ONE_COUNTS = ("median", "yes-no")
_ALL = 100  # percent
_ZERO, _ONE = Fraction(0), Fraction(1)
_COMPARE: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "at least": Fraction.__ge__,
    "more than": Fraction.__gt__,
    "at most": Fraction.__le__,
    "less than": Fraction.__lt__,
    "exactly": Fraction.__eq__,
}
_NOTHING = "nothing was counted in its dates"
_NOT_DONE = "it was not carried out as planned, and nothing was counted"
_NO_WEIGHTS = "not every point says on how many people it rests, so they cannot be averaged"
_NO_COUNTS = "a share without its counts or its n cannot be pooled with others"
_MIXED = "some points have a denominator and others have none"


class Score(NamedTuple):
    """What the data say of one prediction. "Partly" is a person's word and never stands here."""

    mark: str  # met, not-met, not-tested, unknown
    value: str  # all points as one value, as shown: "18/24 75 %"; empty where there is none
    points: int  # that it rests on
    so_far: bool  # its last day has not passed
    reason: str = ""  # why it is unknown or not tested, in words

    @property
    def is_told(self) -> bool:
        """Whether the data decide anything."""
        return self.mark != "unknown"


class _Pooled(NamedTuple):
    """All points as one value, in the unit shown; `is_bound`: it is more than that."""

    value: Fraction
    shown: str
    is_bound: bool = False


class _Undecidable(Exception):  # noqa: N818 - it never leaves this module
    """The points make no value, or one that decides nothing; says why."""


def score(
    fact: PredictionFact, facts: CycleFacts, measure: Measure, points: Sequence[Point], today: date
) -> Score | None:
    """Return what the data say of a prediction; None where it cannot be scored, or not yet.

    `points` are totals of its measure that count, in order of time; those outside of the dates of
    the cycle, and after the day by which the prediction should hold, are passed over.
    Not tested: the do entry says `no`, and nothing was counted.
    """
    if not (fact.condition and fact.measure and facts.starts and facts.ends):
        return None
    if today < facts.starts:
        return None
    until = min(fact.by or facts.ends, facts.ends)
    in_time = [point for point in points if _is_within(point, facts.starts, until)]
    so_far = today <= until
    if not in_time:
        not_done = facts.as_planned == "no"
        mark, reason = ("not-tested", _NOT_DONE) if not_done else ("unknown", _NOTHING)
        return Score(mark, "", 0, so_far, reason)
    value = ""
    try:
        condition = _condition(fact, measure)
        pooled = _pool(in_time, measure, condition)
        value = pooled.shown
        mark = "met" if _holds(pooled, condition, measure) else "not-met"
    except _Undecidable as wrong:
        return Score("unknown", value, len(in_time), so_far, str(wrong))
    return Score(mark, value, len(in_time), so_far)


def score_each(
    predictions: Iterable[PredictionFact],
    facts: CycleFacts,
    measures: Mapping[str, Measure],
    counted: Iterable[Counted],
    today: date,
) -> dict[int, Score]:
    """Return what the data say of the predictions of one cycle, by number, where they can.

    `measures` are those that its district may count, by id.
    """
    points = {found.number: found.points for found in counted}
    scores = {}
    for fact in predictions:
        measure = measures.get(fact.measure) or Measure(fact.measure, fact.measure, unit="")
        if found := score(fact, facts, measure, points.get(fact.number, ()), today):
            scores[fact.number] = found
    return scores


def score_words(scored: Score) -> str:
    """Return a score in words: `met so far: 18/24 75 %, 3 points`."""
    so_far = " so far" if scored.so_far else ""
    points = count_words(scored.points, "point") if scored.points else ""
    about = ", ".join(filter(None, (scored.reason or scored.value, points)))
    return f"{scored.mark}{so_far}: {about}"


def is_apart(mark: str, scored: Score | None) -> bool:
    """Whether the data say something that a person's mark (empty: none yet) does not."""
    return scored is not None and scored.is_told and scored.mark != mark


def _is_within(point: Point, starts: date, until: date) -> bool:
    """Whether all days of a point are among those of its cycle, and none too late."""
    return starts <= (point.since or point.day) and point.day <= until and point.value is not None


def _condition(fact: PredictionFact, measure: Measure) -> Condition:
    if not measure.unit:
        raise _Undecidable(f"measure `{measure.id}` is declared nowhere")
    try:
        require_suitable(Expectation(fact.measure, fact.condition, fact.by), measure)
    except ValueError as wrong:
        raise _Undecidable(wrong.args[0]) from None
    return read_condition(fact.condition)


def _pool(points: Sequence[Point], measure: Measure, condition: Condition) -> _Pooled:
    """Return the points as the one value that the condition is about."""
    unit = measure.unit
    if unit in _LAST_ONE_COUNTS:
        points = points[-1:]
    if unit == "count":
        return _total(points, measure, per=condition.per)
    if unit == "rate" and measure.per and all(point.denominator is None for point in points):
        return _total(points, measure, per=measure.per)
    if unit in {"rate", "share"} and all(point.denominator is not None for point in points):
        return _from_counts(points, measure)
    return _average(points, measure)


def _total(points: Sequence[Point], measure: Measure, per: str) -> _Pooled:
    """The sum of what was counted; with `per` divided by the periods in which it was."""
    lengths = [_periods(point, measure) for point in points]
    value = _sum(map(_times, map(_value, points), lengths))
    if per:
        value /= _sum(lengths)
    return _pooled(value, points, measure._replace(per=per))


def _from_counts(points: Sequence[Point], measure: Measure) -> _Pooled:
    """The sum of the numerators by the sum of the denominators: 9/12 and 1/8 are 10/20."""
    part = _sum(point.numerator or _ZERO for point in points)
    whole = _sum(_times(point.denominator or _ZERO, _periods(point, measure)) for point in points)
    if measure.unit == "rate":
        return _pooled(part / whole, points, measure)
    pooled = _pooled(part / whole * _ALL, points, measure)
    counts = "/".join(format_value(number, "count") for number in (part, whole))
    return pooled._replace(shown=f"{counts} {pooled.shown}")


def _average(points: Sequence[Point], measure: Measure) -> _Pooled:
    """The mean, weighted by how many each point rests on; equal values need no weights."""
    values = [_value(point) for point in points]
    if len(set(values)) == 1:
        return _pooled(values[0], points, measure)
    weights = [_weight(point, measure) for point in points]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights) or not sum(known):
        raise _Undecidable(_NO_COUNTS if measure.unit == "share" else _NO_WEIGHTS)
    return _pooled(_sum(map(_times, values, known)) / _sum(known), points, measure)


def _weight(point: Point, measure: Measure) -> Fraction | None:
    if measure.unit == "rate" and point.denominator is not None:
        raise _Undecidable(_MIXED)
    if point.denominator is not None:
        return point.denominator
    return None if point.n is None else Fraction(point.n)


def _pooled(value: Fraction, points: Sequence[Point], measure: Measure) -> _Pooled:
    bound = next((point.bound for point in points if point.bound), "")  # of one: of all of them
    return _Pooled(value, format_value(value, measure.unit, measure.per, bound), bool(bound))


def _holds(pooled: _Pooled, condition: Condition, measure: Measure) -> bool:
    """Whether the value is what was expected, exactly: 3/4 is at least 75%."""
    expected = _expected(condition.value, measure)
    if not pooled.is_bound:
        return _COMPARE[condition.word](pooled.value, expected)
    if pooled.value < expected:
        words = f"{condition.word} {condition.value.text}"
        raise _Undecidable(f"{pooled.shown} does not decide `{words}`")
    return condition.word in {"at least", "more than"}


def _expected(reading: Reading, measure: Measure) -> Fraction:
    """The value of a condition in the unit shown."""
    if measure.unit == "count" and reading.value is not None:
        return reading.value  # an average of counts may have decimals
    value = shown(reading, measure)
    assert value is not None  # noqa: S101 - it suits its measure: that was asked before
    return value


def _periods(point: Point, measure: Measure) -> Fraction:
    """How many periods of its measure a point covers: one, where it does not say."""
    if not point.over:
        return _ONE
    one = shown(Reading("1", Fraction(1)), measure, point.over)
    return 1 / one if one else Fraction(1)


def _sum(values: Iterable[Fraction]) -> Fraction:
    """The sum, exactly; whole numbers are added as such, which is quicker."""
    whole, rest = 0, _ZERO
    for value in values:
        if value.denominator == 1:
            whole += value.numerator
        else:
            rest += value
    return rest + whole


def _times(value: Fraction, weight: Fraction) -> Fraction:
    return value if weight is _ONE else value * weight


def _value(point: Point) -> Fraction:
    """The value of a point; one without is never among them."""
    return point.value if point.value is not None else _ZERO
