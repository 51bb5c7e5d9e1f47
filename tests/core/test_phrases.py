"""The phrase for a measure: what is no part of it gets a hint in words."""

import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.phrases import read_measure_phrase

PARTS = (
    "after the name: its unit (count, share, rate, mean, median, rating, minutes, days, yes-no);"
    " up, down, target; per day, week, month; about students, staff, families, things;"
    " its kind (outcome, driver, process, balancing);"
    " its cadence (daily, weekly, fortnightly, monthly, once)"
)
PER = "measure `use`: `per: week` goes with a count or a rate only, not with share"


@pytest.mark.parametrize(
    ("phrase", "message", "hint"),
    [
        ("use: Use; percent", "`percent` is not a part of a measure", "did you mean `share`?"),
        ("use: Use; %", "`%` is not a part of a measure", "did you mean `share`?"),
        ("use: Use; number", "`number` is not a part of a measure", "did you mean `count`?"),
        ("use: Use; wekly", "`wekly` is not a part of a measure", "did you mean `weekly`?"),
        ("use: Use; zzz", "`zzz` is not a part of a measure", PARTS),
        (
            "use: Use; share; per week",
            PER,
            "how often it is measured is its cadence: weekly",
        ),
    ],
)
def test_what_is_no_measure_is_refused_with_words_that_work(phrase, message, hint):
    with pytest.raises(PdsaError) as caught:
        read_measure_phrase(phrase)
    assert (caught.value.message, caught.value.hint) == (message, hint)
