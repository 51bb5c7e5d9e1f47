from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.banding import band_of, classify
from pdsa.core.privacy import (
    Figure,
    Protected,
    Shown,
    Total,
    left_out_line,
    protect,
    quote,
    show_alone,
)

MIN_N = 10


def figure(unit, value, about="students", **more):
    return Figure(("a",), about, unit, None if value is None else Fraction(value), **more)


def share(part, whole, **more):
    value = Fraction(100 * part, whole)
    more = {"numerator": Fraction(part), "denominator": Fraction(whole)} | more
    return Figure(("a",), "students", "share", value, **more)


@pytest.mark.parametrize(
    ("people", "percent"),
    [(10, 20), (19, 20), (20, 10), (39, 10), (40, 5), (99, 5), (100, 2), (299, 2), (300, 1)],
)
def test_the_band_at_both_ends_follows_from_the_people(people, percent):
    assert band_of(people) == percent


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 10, "20 % or less"),
        (2, 10, "20 % or less"),
        (3, 10, "between 20 % and 80 %"),  # three, or seven who are not among them
        (8, 10, "80 % or more"),
        (10, 10, "80 % or more"),
        (2, 20, "10 % or less"),
        (10, 20, "between 10 % and 90 %"),
        (18, 20, "90 % or more"),
        (2, 40, "5 % or less"),
        (12, 40, "between 5 % and 30 %"),
        (13, 40, "33 %"),
        (27, 40, "68 %"),
        (28, 40, "between 70 % and 95 %"),
        (99, 100, "98 % or more"),
        (2, 150, "2 % or less"),
        (7, 150, "between 2 % and 10 %"),
        (150, 300, "50 %"),
        (3, 300, "1 % or less"),
        (4, 300, "between 1 % and 5 %"),
        (16, 300, "5 %"),
        (10, 1000, "1 % or less"),
        (11, 1000, "1 %"),
        (989, 1000, "99 %"),
        (990, 1000, "99 % or more"),
    ],
)
def test_a_share_is_coded_at_both_ends_and_wide_beside_them(part, whole, text):
    assert classify(part, whole, MIN_N).text == text


@given(st.integers(10, 2000), st.data(), st.integers(1, 30))
def test_a_class_holds_its_share_and_says_no_small_number(whole, data, min_n):
    part = data.draw(st.integers(0, whole))
    found = classify(part, whole, min_n)
    assert found.least <= part <= found.most
    assert all(classify(other, whole, min_n) == found for other in (found.least, found.most))
    if not found.is_coded:
        assert min_n <= part <= whole - min_n


@given(st.integers(10, 2000), st.data())
def test_the_share_that_remains_is_coded_as_its_mirror(whole, data):
    part = data.draw(st.integers(0, whole))
    found, mirror = classify(part, whole, MIN_N), classify(whole - part, whole, MIN_N)
    if found.is_coded:  # a whole percent is rounded up from its half, on either side
        assert (found.least, found.most) == (whole - mirror.most, whole - mirror.least)


@pytest.mark.parametrize(
    ("one", "text", "withheld"),
    [
        (figure("count", 1, "things"), "1", ""),
        (figure("count", 9), "fewer than 10", "small"),
        (figure("count", 0), "fewer than 10", "small"),
        (figure("count", 10), "10", ""),
        (figure("count", 12, "staff", min_n=15), "fewer than 15", "small"),
        (figure("count", 12, ""), "12", ""),
        (figure("count", 12, n=7), "withheld", "few"),
        (figure("rating", "4.2"), "withheld", "unknown"),
        (figure("rating", "4.2", n=9), "fewer than 10", "few"),
        (figure("rating", "4.2", "families", n=10), "4.2", ""),
        (figure("minutes", 12, n=None), "withheld", "unknown"),
        (figure("median", 3, "things"), "3", ""),
        (figure("rate", 3, n=40), "withheld", "small"),
        (figure("rate", 30), "withheld", "unknown"),
        (figure("rate", 30, n=40), "30", ""),
        (figure("share", 75), "withheld", "unknown"),
        (figure("share", 75, n=40), "between 70 % and 95 %", ""),
        (figure("share", 60, n=40), "60 %", ""),
        (figure("share", 95, n=40, bound="more-than"), "95 % or more", ""),
        (figure("share", 60, n=40, bound="more-than"), "withheld", "unknown"),
        (share(6, 9), "fewer than 10", "few"),
        (share(20, 40, n=7), "fewer than 10", "few"),  # forty visits to seven teachers
        (share(Fraction("3.5"), 12), "withheld", "unknown"),
    ],
)
def test_a_figure_that_stands_alone(one, text, withheld):
    shown = show_alone(one)
    assert (shown.text, shown.withheld) == (text, withheld)
    assert (shown.low is None) == bool(withheld)


@pytest.mark.parametrize(
    ("one", "low", "high", "n"),
    [
        (share(13, 40), 33, 33, 40),  # not 32.5: that would be 13 people
        (share(1, 40), 0, 5, 40),
        (figure("count", 12), 12, 12, None),
        (figure("rating", Fraction(31, 7), n=14), Fraction("4.43"), Fraction("4.43"), 14),
        (share(1, 5), None, None, None),
    ],
)
def test_what_a_chart_or_a_file_of_data_gets_is_what_is_printed(one, low, high, n):
    shown = show_alone(one)
    assert (shown.low, shown.high, shown.n) == (low, high, n)


def exact(value):
    return Shown(str(value), Fraction(value), Fraction(value))


BAND = Shown("98 % or more", Fraction(98), Fraction(100))
NONE = Shown("withheld", withheld="few")


@pytest.mark.parametrize(
    ("text", "release", "quoted"),
    [
        ("It works in the morning", "public", "It works in the morning"),
        ("It works in the morning", "", ""),
        ("Ask coach@example.org", "public", ""),
    ],
)
def test_a_text_is_quoted_where_it_was_released_and_points_to_nobody(text, release, quoted):
    assert quote(text, release) == quoted


def test_a_line_says_how_many_figures_are_left_out_and_why():
    shown = [BAND, NONE, NONE, Shown("withheld", withheld="gives-away")]
    people = (figure("count", 1), figure("count", 1, "things", min_n=20))
    protected = Protected({(str(place),): one for place, one in enumerate(shown)}, people)
    assert left_out_line(protected) == (
        "3 figures are left out: 2 rest on fewer than 10 people, 1 would give another of them away."
    )
    assert left_out_line(Protected({("a",): BAND})) == ""


@pytest.mark.parametrize(
    ("number", "line"),
    [
        (1, "1 figure is left out: 1 was left out before, or changed since by a few people."),
        (2, "2 figures are left out: 2 were left out before, or changed since by a few people."),
    ],
)
def test_one_figure_or_several_are_left_out(number, line):
    shown = {(str(place),): Shown("withheld", withheld="earlier") for place in range(number)}
    assert left_out_line(Protected(shown)) == line


def test_a_large_network_is_decided_at_once():
    parts = [share(n % 13, 9 + n)._replace(key=(str(n),)) for n in range(1, 62)]
    whole = sum(int(one.denominator) for one in parts)
    part = sum(int(one.numerator) for one in parts)
    total = Total(("all",), tuple(one.key for one in parts))
    protected = protect([*parts, share(part, whole)._replace(key=("all",))], [total])
    assert protected.shown["all",].text == "15 %"
