"""The words that the terminal and Markdown share."""

import pytest

from pdsa.core.predictions import Score
from pdsa.core.report_rows import PredictedRow
from pdsa.render.report_words import marked_words


@pytest.mark.parametrize(
    ("mark", "says", "so_far", "apart", "words"),
    [
        ("met", "met", False, False, "held"),
        ("met", "not-met", False, True, "held (data: not met)"),
        ("partly", "met", False, True, "partly (data: held)"),
        ("", "met", False, True, "data: held"),
        ("", "not-met", True, True, "data: not met so far"),
        ("unknown", "not-tested", False, True, "unknown (data: untested)"),
        ("", "unknown", False, False, "-"),
    ],
)
def test_what_the_data_say_stands_in_brackets(mark, says, so_far, apart, words):
    row = PredictedRow(1, "75%", "Use", None, mark, Score(says, "", 1, so_far), apart)
    assert marked_words(row) == words


def test_without_a_score_the_mark_stands_alone():
    assert marked_words(PredictedRow(1, "Most will", "", None, "not-met")) == "not met"
