from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsa.storage import nodes
from pdsa.storage.nodes import read_tree

MARKS = ("<" * 7 + " HEAD", "=" * 7, ">" * 7 + " other")


def tree(text):
    found, _, diagnostics = read_tree(text.encode(), "x.yaml")
    assert diagnostics == []
    return found


def told(content):
    """What is wrong with a file, as `line:col code`."""
    content = content if isinstance(content, bytes) else content.encode()
    return [f"{d.source.line}:{d.source.col} {d.code}" for d in read_tree(content, "x.yaml")[2]]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("8:30", "8:30"),
        ("1:2", "1:2"),
        ("4.20", "4.20"),
        ("010", "010"),
        ("01002", "01002"),
        ("2026-13-45", "2026-13-45"),
        ("2025-11-03", "2025-11-03"),
        ("=", "="),
        ("Null", "Null"),
        ("null", None),
        ("~", None),
        ("", None),
        ("#1 priority", None),
        ("''", ""),
        ("'~'", "~"),
        ('"null"', "null"),
        ("a  # why", "a"),
        ("|\n  one\n  two", "one\ntwo"),
        (">\n  one\n  two\n", "one two\n"),
        ("[a, no, ~]", ["a", "no", None]),
        ("{on: 1}", {"on": "1"}),
        ("Café 🙂", "Café 🙂"),
    ],
)
def test_a_scalar_stays_the_text_that_was_typed(text, value):
    assert tree(f"key: {text}") == {"key": value}


@pytest.mark.parametrize(
    "text",
    [
        "a: b\r\nc:\r\n  - d\r\n",
        "a: b\rc:\r  - d\r",
        "\ufeffa: b\nc:\n  - d\n",
        "---\na: b\nc:\n- d\n...\n",
        "# why\n\na: b\n\nc: [d]",
        "a:\tb\nc: [d]\n",
    ],
)
def test_line_ends_byte_order_mark_and_layout_do_not_matter(text):
    assert tree(text) == {"a": "b", "c": ["d"]}


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_marks_say_where_each_key_and_value_stands(ending):
    text = ending.join(["é: 1", "questions:", "  - ask: 'x'", "    expect: {is: 🙂, by: y}"])
    _, marks, _ = read_tree(text.encode(), "x.yaml")
    assert marks.values == {
        "": (1, 1),
        "é": (1, 4),
        "questions": (3, 3),
        "questions/0": (3, 5),
        "questions/0/ask": (3, 10),
        "questions/0/expect": (4, 13),
        "questions/0/expect/is": (4, 18),
        "questions/0/expect/by": (4, 25),
    }
    assert marks.keys == {
        "é": (1, 1),
        "questions": (2, 1),
        "questions/0/ask": (3, 5),
        "questions/0/expect": (4, 5),
        "questions/0/expect/is": (4, 14),
        "questions/0/expect/by": (4, 21),
    }


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", ["1:1 empty-file"]),
        ("\ufeff", ["1:1 empty-file"]),
        ("# only a comment\n\n", ["1:1 empty-file"]),
        ("---\n", ["1:1 empty-file"]),
        (b"a: " + b"x" * 300_000, ["1:1 too-large"]),
        ("a: " + "x" * 262_141, []),
        ("a: " + "x" * 262_142, ["1:1 too-large"]),
        ("[" * 100_000, ["1:21 too-deep"]),
        ("- " * 100_000, ["1:41 too-deep"]),
        ("[" * 20 + "]" * 20, []),
        ("a: b\nc: é".encode("latin-1"), ["2:4 not-utf8"]),
        ("a: b\n".encode("utf-16"), ["1:1 not-utf8"]),
        ("a: é".encode()[:-1], ["1:4 not-utf8"]),
        (b"\0" * 4096, ["1:1 control-character"]),
        ("a: \x1b[31mred\x07\nb: \x9b\n", ["1:4 control-character", "2:4 control-character"]),
        ("a: one\u2028two", ["1:7 control-character"]),
        ('a: "\\e[31m"', ["1:4 control-character"]),
        (f"{MARKS[0]}\na: b\n{MARKS[1]}\na: c\n{MARKS[2]}\n", ["1:1 conflict-markers"]),
        (f"a: b\r\n{MARKS[1]}\r\n", ["2:1 conflict-markers"]),
        ("a: b\n<<<<<<<< HEAD:02-b.yaml\n", ["2:1 conflict-markers"]),  # of two renames
        ("a: |\n  =======\n", []),
        ("a: &x b\nc: *x\n", ["1:4 alias", "2:4 alias"]),
        ("&a [*a]", ["1:1 alias", "1:5 alias"]),
        ("<<: *a\n", ["1:5 alias"]),
        ("a: !!python/object:os.system x\nb: !y {c: d}", ["1:4 tag", "2:4 tag"]),
        ("a: b\n---\na: c\n", ["2:1 several-documents"]),
        ("a: 1\nb: 2\na: 3\n", ["3:1 duplicate-key"]),
        ("a: 1\n'a': 3\n", ["2:1 duplicate-key"]),
        ("m:\n  a: 1\n  a:\n    b: 1\n    b: 2\n", ["3:3 duplicate-key", "5:5 duplicate-key"]),
        ("? [a]\n: b\n~: c\n", ["1:3 not-text", "3:1 not-text"]),
        ("a: 1\na: 2\nb: c: d\n", ["2:1 duplicate-key", "3:5 syntax"]),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_what_is_wrong_with_the_text_is_told_with_its_place(content, expected, loader, monkeypatch):
    monkeypatch.setattr(nodes, "LOADER", getattr(yaml, loader))
    assert told(content) == expected


def test_an_alias_bomb_is_read_without_being_walked():
    levels = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    levels += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    assert told("\n".join(levels)) == [
        place
        for line, text in enumerate(levels, start=1)
        for place in [
            f"{line}:5 alias",
            *(f"{line}:{at + 1} alias" for at, sign in enumerate(text) if sign == "*"),
        ]
    ]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("note: aim: more", "1:10", "this text has a colon in it"),
        ("title: a\n  aim: b", "2:6", "`aim:` does not fit under the line above it"),
        ("note: @coach", "1:7", "`@` cannot start a text"),
        ("note: `x`", "1:7", "a backtick cannot start a text"),
        ("note: %5", "1:7", "`%` cannot start a text"),
        ("note: - x", "1:7", "`-` cannot start a text"),
        ("note: > 75%", "1:7", "`>` cannot start a text"),
        ("note: *very* good", "1:7", "`*` cannot start a text"),
        ("note: & more", "1:7", "`&` cannot start a text"),
        ("note: ]", "1:7", "`]` cannot start a text"),
        ("a:\n\tb: c", "2:1", "a tab indents this line"),
        ("a:\n  - b\n \t- c", "3:2", "a tab indents this line"),
        ("note: 'it's good'", "1:11", "more text follows the closing `'`"),
        ('note: "6 of 7" teachers', "1:16", 'more text follows the closing `"`'),
        ("note: [x] done", "1:11", "more text follows the closing `]`"),
        ("note: 'abc\nb: c", "1:7", "this quote is not closed"),
        ("a: [b, c\nd: e", "1:4", "this bracket is not closed, or lacks a comma"),
        ("a:\n    b: c\n  d: e", "3:3", "this line does not fit under the lines above it"),
        ("title: a\njust words\nb: c", "2:1", "this line has no colon after its key"),
        ('note: "C:\\docs"', "1:10", "a backslash in double quotes starts a code"),
    ],
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_a_syntax_error_is_told_in_plain_words(text, place, message, loader, monkeypatch):
    monkeypatch.setattr(nodes, "LOADER", getattr(yaml, loader))
    found, _, [one] = read_tree(text.encode(), "x.yaml")
    assert (found, one.code, f"{one.source.line}:{one.source.col}") == (None, "syntax", place)
    assert (one.message, bool(one.hint)) == (message, True)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text("a:-[]{}'\"\n \t&*!|>%@`#?,\\\r~", max_size=60)))
def test_no_bytes_make_the_reader_fail(content):
    content = content if isinstance(content, bytes) else content.encode()
    found, _, diagnostics = read_tree(content, "x.yaml")
    assert found is not None or diagnostics
    assert all(one.source.line >= 1 and one.source.col >= 1 for one in diagnostics)


def test_only_two_modules_load_yaml():
    storage = Path(nodes.__file__).parent
    loading = {path.name for path in storage.glob("*.py") if "import yaml" in path.read_text()}
    assert loading == {"nodes.py", "yaml_text.py"}
