"""What users wrote comes to a screen as text and nothing else."""

from datetime import date

import pytest

from pdsa.core.plain_text import clip, count_words, period_words, visible


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain", "plain"),
        ("São Tomé 学校 👩\u200d🏫", "São Tomé 学校 👩\u200d🏫"),
        ("a\tb\r\nc", "a b c"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("\x9b31m\x7f\x00", "31m"),
        ("safe\u202efdp.exe\u2066x\u2069", "safefdp.exex"),
        ("\ufeffstart\u200f", "start"),
        ("one\u2028two", "one two"),
        ("half \ud800 a pair", "half  a pair"),
        ("\U000e0041tag", "tag"),
    ],
)
def test_nothing_that_steers_a_screen_is_visible(written, shown):
    assert visible(written) == shown


@pytest.mark.parametrize(
    ("text", "length", "clipped"), [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("ab cd", 4, "ab…")]
)
def test_a_clipped_text_ends_in_an_ellipsis(text, length, clipped):
    assert clip(text, length) == clipped


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-11-03", "2025-11-03", "3 Nov 2025"),
        ("2025-11-03", "2025-11-21", "3 to 21 Nov 2025"),
        ("2025-11-24", "2025-12-05", "24 Nov to 5 Dec 2025"),
        ("2025-12-22", "2026-01-09", "22 Dec 2025 to 9 Jan 2026"),
    ],
)
def test_a_period_says_once_what_its_ends_share(first, last, words):
    assert period_words(date.fromisoformat(first), date.fromisoformat(last)) == words


def test_a_count_agrees_with_its_noun():
    assert [count_words(n, "cycle") for n in (0, 1, 2)] == ["0 cycles", "1 cycle", "2 cycles"]
