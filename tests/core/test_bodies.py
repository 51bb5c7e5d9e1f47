import pytest

from pdsa.core.bodies import fit_body

DAY = {"measure": "use", "day": "2025-11-03"}


@pytest.mark.parametrize(
    ("point", "message"),
    [
        (DAY, "a point needs a `value`, or a `numerator` and a `denominator`"),
        (DAY | {"numerator": "9"}, "a point needs a `value`, or a `numerator` and a `denominator`"),
        (
            DAY | {"value": "8", "numerator": "9", "denominator": "12"},
            "a point needs a `value`, or a `numerator` and a `denominator`",
        ),
        (
            {"measure": "use", "value": "8", "from": "2025-11-03"},
            "a period needs `from` and `to`",
        ),
        (
            {"measure": "use", "value": "8", "from": "2025-11-07", "to": "2025-11-03"},
            "`2025-11-07` is after `2025-11-03`",
        ),
        (DAY | {"value": "lots"}, "`lots` is not a value"),
        (DAY | {"numerator": "0", "denominator": "0"}, "`0/0` has a denominator of 0"),
        (DAY | {"value": "yes", "bound": "more-than"}, "`yes+` is not a value"),
        (DAY | {"value": "1/2", "bound": "more-than"}, "`1/2+` is not a value"),
    ],
)
def test_one_wrong_point_costs_the_whole_entry(point, message):
    right = DAY | {"value": "8"}
    body, problems = fit_body("data", {"points": [right, point]})
    assert (body, [problem.message for problem in problems]) == (None, [message])


def test_a_key_of_a_newer_version_hides_no_wrong_point():
    point = DAY | {"numerator": "0", "denominator": "0", "mood": "glad"}
    assert fit_body("data", {"points": [point]})[0] is None


def test_a_key_that_a_newer_version_wrote_is_kept_and_told():
    body, problems = fit_body("retraction", {"retracts": "01x", "why": "twice", "mood": "glad"})
    assert body == {"retracts": "01x", "why": "twice", "mood": "glad"}
    assert [problem.message for problem in problems] == ["`mood` is not a key that belongs here"]
