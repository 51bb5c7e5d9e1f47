"""Marks of predictions, as people type them."""

from datetime import date

import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.marks import draft_marks, read_mark
from pdsa.core.model import Address
from pdsa.core.record import PredictionFact

KNOWN = [PredictionFact(Address("ai", "ash", "01"), 2, "Will they?", "all will")]


def test_a_mark_keeps_the_text_that_it_is_about():
    assert draft_marks(["2=partly"], KNOWN) == [{"number": 2, "mark": "partly", "text": "all will"}]


def test_a_mark_keeps_what_was_expected():
    expects = KNOWN[0]._replace(measure="use", condition="at least 75%", by=date(2025, 11, 21))
    (mark,) = draft_marks(["2=met"], [expects])
    assert mark["expected"] == "use at least 75% by 2025-11-21"


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["2=met", "2=not-met"], "prediction 2 is marked twice"),
        (["1=met"], "there is no prediction 1"),
        (["9" * 5000 + "=met"], "there is no prediction 999999999"),
        (["met"], "`met` is not a mark of a prediction"),
    ],
)
def test_a_mark_of_nothing_or_two_of_one_are_refused(texts, message):
    with pytest.raises(PdsaError) as caught:
        draft_marks(texts, KNOWN)
    assert caught.value.message == message


@pytest.mark.parametrize(
    ("word", "meant"), [("held", "met"), ("No", "not-met"), ("parly", "partly")]
)
def test_a_word_for_a_mark_gets_the_mark_that_it_means(word, meant):
    with pytest.raises(PdsaError) as caught:
        read_mark(word)
    assert caught.value.hint == f"did you mean `{meant}`?"
