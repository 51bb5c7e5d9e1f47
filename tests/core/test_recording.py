"""Points as an entry keeps them: what may be set by a correction."""

import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.model import Measure
from pdsa.core.recording import refuse_unsuited

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
