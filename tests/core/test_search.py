"""Words become a question of the index; ids, days and set words are no text."""

import pytest

from pdsa.core.search import read_words, texts_of


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("family texts", '"family" "texts"'),
        ('"exit ticket" grade', '"exit ticket" "grade"'),
        ("read*", '"read"*'),
        ('"exit tick*"', '"exit tick"*'),
        ('"never closed', '"never closed"'),
        ("stop-words, and: (signs) OR NEAR", '"stop words" "and" "signs" "OR" "NEAR"'),
        ("Niña", '"Niña"'),
    ],
)
def test_every_word_is_looked_for_and_none_is_a_command(typed, question):
    assert read_words(typed) == question


@pytest.mark.parametrize("typed", ["", "***", '""', "- -"])
def test_without_a_word_there_is_nothing_to_look_for(typed):
    with pytest.raises(ValueError, match="has no word to look for"):
        read_words(typed)


def test_only_what_people_wrote_is_text():
    plan = {
        "title": "Read aloud",
        "type": "test-change",
        "starts": "2025-11-03",
        "questions": [{"ask": "Will it fit?", "expect": {"measure": "use", "is": "at least 75%"}}],
        "measures": {"use": {"name": "Use", "unit": "share", "definition": "Of all who said yes"}},
        "sample_size": 7,
    }
    assert list(texts_of(plan)) == ["Read aloud", "Will it fit?", "Use", "Of all who said yes"]
