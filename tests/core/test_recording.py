"""Points as an entry keeps them: what may be set by a correction."""

from datetime import date

import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.model import Measure
from pdsa.core.recording import refuse_long_period, refuse_unsuited

MEASURES = {"use": Measure("use", "Use", "share"), "texts": Measure("texts", "Texts", "count")}
BEFORE = {"measure": "use", "day": "2025-11-10", "value": "75%"}


def after(**said):
    return [{**BEFORE, **said}]


@pytest.mark.parametrize(
    ("points", "message"),
    [
        (after(value="7"), "`7` is not a share"),
        (after(value="120%"), "`120%` is more than all"),
        (after(measure="uses"), "`uses` is not a measure that is defined here"),
        (after(measure="texts"), "`75%` is not a count"),
    ],
)
def test_a_corrected_point_that_does_not_suit_its_measure_is_refused(points, message):
    with pytest.raises(PdsaError) as caught:
        refuse_unsuited(points, [BEFORE], MEASURES)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("points", "before"),
    [
        (after(value="80%"), after()),
        (after(value="7"), after(value="7")),  # as it was: another field is corrected
        (after(measure="gone", value="8"), after(measure="gone")),  # nobody declares it now
    ],
)
def test_what_stood_before_is_let_be(points, before):
    refuse_unsuited(points, before, MEASURES)


@pytest.mark.parametrize(
    ("per", "first", "last", "hint"),
    [
        ("day", "2025-11-03", "2025-11-04", "--over 2d"),
        ("week", "2025-11-03", "2025-11-10", "--over 8d"),
        ("week", "2025-11-03", "2025-11-14", "--over 12d"),
        ("month", "2025-10-01", "2025-11-30", "--over 2m"),
        ("month", "2025-09-15", "2025-11-14", "--over 2m"),
        ("month", "2025-10-01", "2025-11-14", ""),  # no number of months
    ],
)
def test_a_longer_period_has_to_say_over_how_long_it_was_counted(per, first, last, hint):
    with pytest.raises(PdsaError) as caught:
        refuse_long_period(long(per), date.fromisoformat(first), date.fromisoformat(last), "")
    told = (
        f"say over how long it was counted: {hint}"
        if hint
        else "give each month a value of its own"
    )
    assert caught.value.hint == told


@pytest.mark.parametrize(
    ("per", "first", "last", "over"),
    [
        ("day", "2025-11-03", "2025-11-03", ""),
        ("week", "2025-11-03", "2025-11-09", ""),
        ("month", "2025-11-01", "2025-11-30", ""),
        ("month", "2025-10-15", "2025-11-14", ""),
        ("week", "2025-11-03", "2025-11-14", "12d"),
        ("", "2025-11-03", "2025-11-14", ""),
    ],
)
def test_a_period_that_is_no_longer_or_says_how_long_is_taken(per, first, last, over):
    refuse_long_period(long(per), date.fromisoformat(first), date.fromisoformat(last), over)


def long(per):
    return Measure("texts", "Texts", "count", per)
