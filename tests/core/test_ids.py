"""Ids from titles, and ids that sort by time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.ids import id_problem, id_time, is_id, new_id, slug

NOON = 1_762_171_200_000
DAY = 86_400_000
LAST = b"\xff" * 10


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Prompt guides in grade 7 ELA", "prompt-guides-in-grade-7-ela"),
        ("Résumé à la Ångström", "resume-a-la-angstrom"),
        ("Teacher's tips", "teachers-tips"),
        ("Straße", "strasse"),
        ("a/b\\c..d", "a-b-c-d"),
        ("con", "con-1"),
        ("Entries", "entries-1"),
        ("", "untitled"),
        ("\u5317\u4eac", "untitled"),
        ("one two " * 8, "one-two-one-two-one-two-one-two-one-two"),
        ("x" * 60, "x" * 40),
    ],
)
def test_a_slug_is_made_of_the_words_of_its_title(text, id):
    assert slug(text) == id


@given(st.text(max_size=80), st.integers(8, 40))
def test_a_slug_is_always_an_id_that_fits(text, limit):
    assert (id_problem(slug(text, limit)), len(slug(text, limit)) <= limit) == ("", True)


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_an_id_holds_its_time(milliseconds, random):
    made = new_id(milliseconds, random, "")
    assert (is_id(made), id_time(made)) == (True, milliseconds)


@given(st.integers(0, 2**48 - 1), st.integers(0, 2**48 - 1))
def test_ids_sort_by_their_time(one, other):
    made = [new_id(time, b"\0" * 10, "") for time in (one, other)]
    assert (made[0] < made[1]) == (one < other)


@given(st.integers(-DAY + 1, DAY), st.binary(min_size=10, max_size=10))
def test_an_id_comes_after_the_newest_unless_that_is_a_day_ahead(ahead, random):
    newest = new_id(NOON - ahead, LAST, "")
    assert new_id(NOON, random, newest) > new_id(NOON - DAY, b"", "")
    if ahead > -DAY:
        assert new_id(NOON, random, newest) > newest


@pytest.mark.parametrize(
    ("newest", "made"),
    [
        ("", "01k94sd8g0000000000000000z"),
        ("01k94sd8g0000000000000000z", "01k94sd8g00000000000000010"),  # the very same
        ("01k94sd8g00000000000000010", "01k94sd8g00000000000000011"),  # the same millisecond
        ("01k94sd8g0zzzzzzzzzzzzzzzz", "01k94sd8g10000000000000000"),  # carried into the time
        ("nonsense", "01k94sd8g0000000000000000z"),
        (new_id(NOON + DAY - 1, LAST, ""), new_id(NOON + DAY, b"", "")),
        (new_id(NOON + DAY, LAST, ""), "01k94sd8g0000000000000000z"),  # a clock that was wrong
        ("7" + "z" * 25, "01k94sd8g0000000000000000z"),
    ],
)
def test_an_id_is_bumped_past_the_newest(newest, made):
    assert new_id(NOON, b"\x1f".rjust(10, b"\0"), newest) == made


def test_the_last_id_of_all_has_no_successor():
    assert new_id(2**48 - 1, b"\0" * 10, "7" + "z" * 25) == "7zzzzzzzzz" + "0" * 16


@pytest.mark.parametrize(
    "text", ["", "01K94V7900000000000000000Z", "8" * 26, "0" * 25, "0" * 25 + "u"]
)
def test_another_text_is_no_id(text):
    assert not is_id(text)


def test_the_time_of_what_is_no_id_is_refused():
    with pytest.raises(ValueError, match=r"^`x` is not the id of an entry$"):
        id_time("x")
