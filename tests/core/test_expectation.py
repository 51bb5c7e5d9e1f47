"""What a prediction expects, in words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.expectation import Condition, read_condition, read_expectation, require_suitable
from pdsa.core.model import Expectation, Measure
from pdsa.core.values import read_value


def refusal(function, *arguments):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its arguments are compared whole
        function(*arguments)
    return caught.value.args


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("at least 75%", ("at least", "75%", "")),
        ("more than 4", ("more than", "4", "")),
        ("at most  2 per week", ("at most", "2", "week")),
        ("less than 9/12", ("less than", "9/12", "")),
        ("exactly 3", ("exactly", "3", "")),
        ("yes", ("exactly", "yes", "")),
        ("no", ("exactly", "no", "")),
    ],
)
def test_a_condition_is_a_word_a_value_and_a_period(text, condition):
    word, value, per = condition
    assert read_condition(text) == Condition(word, read_value(value), per)


HINT = "write as in `at least 75%`, `more than 4`, `at most 2 per week`, `exactly 3`, `yes` or `no`"
SIGN = "has a sign that YAML and shells misread"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (">= 75%", f"`>= 75%` {SIGN}", "write it in words: `at least 75%`"),
        (">4", f"`>4` {SIGN}", "write it in words: `more than 4`"),
        ("<=2", f"`<=2` {SIGN}", "write it in words: `at most 2`"),
        ("= 3", f"`= 3` {SIGN}", "write it in words: `exactly 3`"),
        ("75%", "`75%` does not say what to expect", HINT),
        ("about 3", "`about 3` does not say what to expect", HINT),
        ("at least", "`at least` has no value", "write as in `at least 25`"),
        ("at least many", "`many` is not a value", "write a value as in 8, 1.5, 75%, 9/12, 95%+ (more than 95 %), yes or no"),
        ("at least yes", "`yes` cannot follow `at least`", HINT),
        ("at least 95%+", "`95%+` cannot follow `at least`", HINT),
        ("at least 75% per week", "`75%` has no period", "write `at least 75%`"),
    ],
)  # fmt: skip
def test_a_condition_that_cannot_be_read_is_refused_with_words_that_work(text, message, hint):
    assert refusal(read_condition, text) == (message, hint)


@pytest.mark.parametrize(
    ("text", "number", "expectation"),
    [
        ("weekly-use at least 75%", None, Expectation("weekly-use", "at least 75%")),
        ("2: weekly-use at least 75%", 2, Expectation("weekly-use", "at least 75%")),
        (
            "texts at least 25 per week by 2025-11-21",
            None,
            Expectation("texts", "at least 25 per week", date(2025, 11, 21)),
        ),
        ("1:done yes", 1, Expectation("done", "yes")),
    ],
)
def test_an_expectation_has_a_measure_a_condition_and_perhaps_a_day(text, number, expectation):
    assert read_expectation(text) == (number, expectation)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("use", "`use` is a measure without a condition", "use words, in quotes: `use at least 25`"),
        ("use by 2025-11-21", "`use` is a measure without a condition", "use words, in quotes: `use at least 25`"),
        ("use 25", "`use 25` does not say whether that is the least or the most", "the shell may have taken a sign: use words, as in `use at least 25`"),
        ("use > 25", f"`> 25` {SIGN}", "write it in words: `more than 25`"),
        ("use>=25", f"`use>=25` {SIGN}", "write it in words: `use at least 25`"),
        ("at least 25", "`at least 25` does not name a measure", "write as in `weekly-use at least 75% by 2025-11-21`"),
        ("Use at least 25", "`Use` is not the id of a measure", "write as in `weekly-use at least 75% by 2025-11-21`"),
        ("0: use yes", "`0` is not the number of a question", "the first question is 1"),
        ("", "there is no measure", "write as in `weekly-use at least 75% by 2025-11-21`"),
        ("use yes by 2025-02-30", "`2025-02-30` is not a day of the calendar", "write year, month and day, as in 2025-11-03"),
    ],
)  # fmt: skip
def test_an_expectation_that_cannot_be_read_is_refused_with_words_that_work(text, message, hint):
    assert refusal(read_expectation, text) == (message, hint)


@given(st.text(alphabet="12: abuse-<>=%atlesmorhn byper2025", max_size=40))
def test_reading_ends_in_an_expectation_or_in_a_message_and_a_hint(text):
    try:
        read_expectation(text)
        wrong = ("", "")
    except ValueError as refused:
        wrong = refused.args
    assert list(map(type, wrong)) == [str, str]


@pytest.mark.parametrize(
    ("condition", "unit", "per", "message", "hint"),
    [
        ("at least 75", "share", "", "`75` is not a share", "write `at least 75%`"),
        ("at least 75%", "count", "", "`75%` is not a count", "write a whole number, as in 8"),
        ("at most 120%", "share", "", "`120%` is more than all", "a share is at most 100%"),
        ("yes", "share", "", "`yes` is not a share", "write 75% or 9/12"),
        ("exactly 1", "yes-no", "", "`1` is not an answer", "write yes or no"),
        ("at least 4 per week", "count", "day", "`m` is counted per day, not per week", "write it per day, as in `at least 4 per day`"),
        ("at least 4 per week", "count", "", "`m` is counted without a period, not per week", "write it without a period, as in `at least 4`"),
    ],
)  # fmt: skip
def test_an_expectation_that_does_not_suit_its_measure_is_refused(
    condition, unit, per, message, hint
):
    measure = Measure("m", "M", unit, per)
    assert refusal(require_suitable, Expectation("m", condition), measure) == (message, hint)


@pytest.mark.parametrize(
    ("condition", "unit", "per"),
    [
        ("at least 75%", "share", ""),
        ("at least 9/12", "share", ""),
        ("at least 2.5 per week", "count", "week"),
        ("at least 25", "count", "week"),
        ("yes", "yes-no", ""),
        ("at most -1", "mean", ""),
    ],
)
def test_an_expectation_that_suits_its_measure_is_taken(condition, unit, per):
    require_suitable(Expectation("m", condition), Measure("m", "M", unit, per))
