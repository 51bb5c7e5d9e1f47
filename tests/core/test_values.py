"""What people type as a value, in every unit."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.model import Measure
from pdsa.core.values import (
    Reading,
    check_unit,
    format_value,
    read_number,
    read_over,
    read_value,
    shown,
)

UNITS = ("share", "count", "rate", "mean", "median", "rating", "minutes", "days", "yes-no")


def measure(unit, per=""):
    return Measure("m", "M", unit, per=per)


def refusal(function, *arguments):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its arguments are compared whole
        function(*arguments)
    return caught.value.args


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("8", Reading("8", Fraction(8))),
        (" 1.5 ", Reading("1.5", Fraction(3, 2))),
        ("-0.5", Reading("-0.5", Fraction(-1, 2))),
        ("75%", Reading("75%", Fraction(75), percent=True)),
        ("75 %", Reading("75 %", Fraction(75), percent=True)),
        ("9/12", Reading("9/12", None, Fraction(9), Fraction(12))),
        ("9 / 12", Reading("9 / 12", None, Fraction(9), Fraction(12))),
        ("95%+", Reading("95%+", Fraction(95), percent=True, bound="more-than")),
        ("300+", Reading("300+", Fraction(300), bound="more-than")),
        ("yes", Reading("yes", answer=True)),
        ("No", Reading("No", answer=False)),
    ],
)
def test_a_value_is_read_exactly(text, reading):
    assert read_value(text) == reading


HINT = "write a value as in 8, 1.5, 75%, 9/12, 95%+ (more than 95 %), yes or no"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("1,5", "write 1.5"),
        ("1,5%", "write 1.5%"),
        ("1,000", "write 1000"),
        ("1,000,000.5", "write 1000000.5"),
        ("1,200/1,500", "write 1200/1500"),
        ("1,2,3", HINT),
        (">95%", "write 95%+"),
        (">=95%", HINT),  # there is no way to say it
        (".5", "write 0.5"),
        ("5.", "write 5"),
        ("1e5", HINT),
        ("nan", HINT),
        ("inf", HINT),
        ("+5", HINT),
        ("--5", HINT),
        ("-9/12", HINT),
        ("9/-12", HINT),
        ("9/12%", HINT),
        ("9/12+", HINT),
        ("\u0663", HINT),  # a digit, but not one of 0 to 9
        ("8\n9", HINT),
        ("", HINT),
        ("maybe", HINT),
    ],
)
def test_what_is_no_value_is_refused_with_what_was_probably_meant(text, hint):
    assert refusal(read_value, text) == (f"`{text}` is not a value", hint)


def test_a_denominator_is_not_zero():
    assert refusal(read_value, "9/0.0") == (
        "`9/0.0` has a denominator of 0",
        "leave out what was not counted",
    )


@pytest.mark.parametrize("text", ["1234567890123", "1234567890.123%", "1/1234567890123"])
def test_a_number_has_twelve_digits_at_most(text):
    assert refusal(read_value, text)[0].endswith("has more than 12 digits")


@given(st.text(alphabet="0123456789.,/%+-e yesno\u0663", max_size=20))
def test_reading_ends_in_a_value_or_in_a_message_and_a_hint(text):
    try:
        read_value(text)
        wrong = ("", "")
    except ValueError as refused:
        wrong = refused.args
    assert list(map(type, wrong)) == [str, str]


@given(st.decimals(0, 10**6, places=3))
def test_a_number_is_what_its_digits_say(number):
    assert read_number(str(number)) == Fraction(number)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("-1", "write digits only, as in 12 or 12.5"),
        ("1,5", "write 1.5"),
        ("75%", "write digits only, as in 12 or 12.5"),
    ],
)
def test_a_plain_number_has_neither_sign_nor_comma(text, hint):
    assert refusal(read_number, text) == (f"`{text}` is not a number", hint)


@pytest.mark.parametrize(
    ("text", "over"), [("2w", (2, "week")), ("10d", (10, "day")), ("1m", (1, "month"))]
)
def test_a_length_of_time_is_a_number_and_a_letter(text, over):
    assert read_over(text) == over


@pytest.mark.parametrize("text", ["0w", "2", "w", "2y", "-2w", "2 weeks", "12345d", ""])
def test_another_length_of_time_is_refused(text):
    assert refusal(read_over, text) == (
        f"`{text}` is not a length of time",
        "write a number and d, w or m, as in 10d, 2w or 1m",
    )


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("8", "count rate mean median rating minutes days"),
        ("8+", "count rate mean median rating minutes days"),
        ("1.5", "rate mean median rating minutes days"),
        ("-1", "mean median"),
        ("75%", "share"),
        ("95%+", "share"),
        ("100%", "share"),
        ("100.1%", ""),
        ("100%+", ""),
        ("-5%", ""),
        ("9/12", "share rate"),
        ("12/12", "share rate"),
        ("9/8", "rate"),
        ("0/5", "share rate"),
        ("yes", "yes-no"),
    ],
)
def test_a_unit_takes_the_values_that_suit_it(text, units):
    taken = []
    for unit in UNITS:
        try:
            check_unit(read_value(text), measure(unit))
        except ValueError:
            continue
        taken.append(unit)
    assert taken == units.split()


@pytest.mark.parametrize(
    ("text", "unit", "message", "hint"),
    [
        ("8", "share", "`8` is not a share", "write 75% or 9/12"),
        (
            "9/8",
            "share",
            "`9/8` has a numerator above its denominator",
            "write the part first and the whole second, as in 9/12",
        ),
        ("120%", "share", "`120%` is more than all", "a share is at most 100%"),
        ("1.5", "count", "`1.5` is not a count", "write a whole number, as in 8"),
        ("-1", "count", "`-1` is below zero", "write a whole number, as in 8"),
        (
            "75%",
            "minutes",
            "`75%` is not a number of minutes",
            "write minutes as a number, as in 12.5",
        ),
        ("1", "yes-no", "`1` is not an answer", "write yes or no"),
    ],
)
def test_what_does_not_suit_is_refused_with_what_would(text, unit, message, hint):
    assert refusal(check_unit, read_value(text), measure(unit)) == (message, hint)


@pytest.mark.parametrize(
    ("text", "unit", "per", "over", "value"),
    [
        ("9/12", "share", "", "", Fraction(75)),
        ("1/3", "share", "", "", Fraction(100, 3)),
        ("75%", "share", "", "", Fraction(75)),
        ("3", "count", "", "", Fraction(3)),
        ("3", "count", "week", "", Fraction(3)),
        ("3", "count", "week", "2w", Fraction(3, 2)),
        ("10", "count", "week", "10d", Fraction(7)),
        ("14", "rate", "day", "2w", Fraction(1)),
        ("3/4", "rate", "week", "2w", Fraction(3, 8)),
        ("6", "count", "month", "3m", Fraction(2)),
        ("yes", "yes-no", "", "", Fraction(1)),
        ("no", "yes-no", "", "", Fraction(0)),
        ("8", "share", "", "", None),
    ],
)
def test_the_value_shown_is_exact_and_in_the_unit(text, unit, per, over, value):
    assert shown(read_value(text), measure(unit, per), over) == value


@pytest.mark.parametrize(
    ("per", "over", "message"),
    [
        ("month", "2w", "2w cannot be turned into months: months differ in length"),
        ("week", "1m", "1m cannot be turned into weeks: months differ in length"),
        ("", "2w", "`m` is not counted per day, week or month, so it is not over 2w"),
    ],
)
def test_a_length_of_time_suits_the_period_of_its_measure(per, over, message):
    assert refusal(shown, read_value("3"), measure("count", per), over)[0] == message


@pytest.mark.parametrize(
    ("value", "unit", "per", "bound", "text"),
    [
        (Fraction(75), "share", "", "", "75 %"),
        (Fraction(95), "share", "", "more-than", "more than 95 %"),
        (Fraction(200, 3), "share", "", "", "66.7 %"),
        (Fraction("0.25"), "share", "", "", "0.3 %"),  # half is rounded up, not to even
        (Fraction(3, 2), "count", "week", "", "1.5 a week"),
        (Fraction(10), "count", "", "", "10"),
        (Fraction("0.125"), "mean", "", "", "0.13"),
        (Fraction("-0.125"), "mean", "", "", "-0.13"),
        (Fraction("-0.001"), "mean", "", "", "0"),
        (Fraction("3.05"), "rating", "", "", "3.05"),
        (Fraction(1), "yes-no", "", "", "yes"),
        (Fraction(0), "yes-no", "", "", "no"),
        (Fraction(1, 2), "yes-no", "", "", "0.5"),  # a median of answers
    ],
)
def test_a_figure_is_printed_without_needless_digits(value, unit, per, bound, text):
    assert format_value(value, unit, per, bound) == text


@given(st.fractions(0, 10**9, max_denominator=10**6))
def test_a_printed_figure_is_within_half_of_its_last_digit(value):
    assert abs(Fraction(format_value(value, "mean")) - value) <= Fraction(1, 200)
