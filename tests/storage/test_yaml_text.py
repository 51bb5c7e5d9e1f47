from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsa.storage.nodes import read_tree
from pdsa.storage.yaml_text import to_yaml

PIECES = st.sampled_from(
    [
        *(":", ": ", " #", "#1", "'", '"', "- ", "-", "no", "8:30", "\n", "\n\n", " ", "  ", "\t"),
        *("é", "🙂", "|", ">", "%", "@", "`", "&a", "*a", "!x", "{", "}", "[", "]", ",", "\\"),
        *("~", "null", "2025-11-03", "---", "...", "? ", "=", "<<", "word", "a b", "\xa0"),
    ]
)
NASTY = st.lists(PIECES, max_size=8).map("".join)
ITEMS = st.one_of(NASTY, st.lists(NASTY, max_size=4), st.dictionaries(NASTY, NASTY, max_size=3))
DOCUMENTS = st.dictionaries(
    NASTY, st.one_of(ITEMS, st.lists(ITEMS, min_size=1, max_size=3)), min_size=1, max_size=4
)


@settings(max_examples=400, deadline=None)
@given(DOCUMENTS)
def test_every_text_reads_back_as_it_was(document):
    tree, _, diagnostics = read_tree(to_yaml(document).encode(), "x.yaml")
    assert (tree, diagnostics) == (document, [])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_no_text_makes_a_file_that_cannot_be_read(text):
    tree, _, diagnostics = read_tree(to_yaml({"key": text}).encode(), "x.yaml")
    assert (diagnostics, type(tree["key"])) == ([], str)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a\r\nb", "a\nb"),
        ("a\rb", "a\nb"),
        ("a\u2028b", "a\nb"),
        ("a\0\x1bb", "ab"),
        ("a\ud800b", "ab"),
    ],
)
def test_what_no_file_may_hold_is_not_written(text, read):
    assert read_tree(to_yaml({"key": text}).encode(), "x.yaml")[0] == {"key": read}


def test_a_new_file_is_pleasant_to_edit():
    document = {
        "title": "Prompt guides: grade 7",
        "planned": date(2025, 10, 31),
        "change_idea": "prompt-guides",
        "ramp": None,
        "objective": "Learn whether\nit works",
        "alignments": ["portrait-of-a-graduate/critical-thinker", "literacy"],
        "sample_size": 7,
        "questions": [
            {
                "ask": "Will teachers use it every week without a reminder from anybody, whoever that may be?",
                "expect": {"measure": "weekly-use", "is": "at least 75%", "by": date(2025, 11, 21)},
            },
            {"ask": "Et à Québec?"},
        ],
        "materials": ("the guide, printed", "#1"),
        "was": [],
    }
    assert to_yaml(document) == (
        """\
title: 'Prompt guides: grade 7'
planned: 2025-10-31
change_idea: prompt-guides
objective: |-
  Learn whether
  it works
alignments: [portrait-of-a-graduate/critical-thinker, literacy]
sample_size: 7
questions:
  - ask: Will teachers use it every week without a reminder from anybody, whoever that may be?
    expect:
      measure: weekly-use
      is: at least 75%
      by: 2025-11-21
  - ask: Et à Québec?
materials:
  - the guide, printed
  - '#1'
was: []
"""
    )
