import pytest

from pdsa.core.diagnostics import Code, Diagnostic, Severity, Source
from pdsa.render.diagnostics import render_concise, render_full


def finding(line=14, col=8, message="`one-teem` is not a scope", **said):
    return Diagnostic(Code.UNKNOWN_SCOPE, message, Source("a/01-x.yaml", line, col), **said)


def test_the_concise_form_is_one_sorted_line_each():
    warned = finding(line=2, col=1, severity=Severity.WARNING, hint="not shown")
    assert render_concise([finding(), warned]) == (
        "a/01-x.yaml:2:1: warning[unknown-scope] `one-teem` is not a scope\n"
        "a/01-x.yaml:14:8: error[unknown-scope] `one-teem` is not a scope"
    )


def test_the_full_form_shows_the_line_a_caret_and_a_hint():
    whole = finding(line_text="scope: one-teem", hint="did you mean `one-team`?")
    assert render_full([whole, finding(line=3)]) == (
        "a/01-x.yaml:3:8: error[unknown-scope] `one-teem` is not a scope\n"
        "\n"
        "a/01-x.yaml:14:8: error[unknown-scope] `one-teem` is not a scope\n"
        "14 | scope: one-teem\n"
        "   |        ^\n"
        "Hint: did you mean `one-team`?"
    )


@pytest.mark.parametrize(
    ("line", "col", "quoted"),
    [
        ("a: b", 1, ["14 | a: b", "   | ^"]),
        ("a: b", 5, ["14 | a: b", "   |     ^"]),
        ("a: b", 9, ["14 | a: b"]),
        ("人: b", 4, ["14 | 人: b", "   |     ^"]),
        ("e\u0301: b", 5, ["14 | e\u0301: b", "   |    ^"]),
        ("   ", 1, []),
    ],
)
def test_the_caret_stands_under_its_column_where_that_is_shown(line, col, quoted):
    lines = render_full([finding(col=col, line_text=line)]).splitlines()
    assert lines[1:] == quoted


@pytest.mark.parametrize("unseen", ["\x1b[31m", "\0", "\x9b", "\u202e", "\u2028"])
def test_control_characters_never_get_through(unseen):
    one = Diagnostic(Code.ALIAS, f"m{unseen}", Source(f"p{unseen}"), f"h{unseen}", line_text=unseen)
    for text in (render_concise([one]), render_full([one])):
        assert unseen[0] not in text
        assert all(character.isprintable() or character == "\n" for character in text)


@pytest.mark.parametrize(
    ("number", "last"),
    [
        (0, ""),
        (50, "a/01-x.yaml:50:8: error[unknown-scope] `one-teem` is not a scope"),
        (51, "and 1 more"),
        (1300, "and 1,250 more"),
    ],
)
def test_more_than_fifty_are_counted(number, last):
    findings = [finding(line=line) for line in range(1, number + 1)]
    assert render_concise(findings).split("\n")[50:] == [last] * (number > 50)
    assert render_concise(findings).split("\n")[-1] == last
    assert render_full(findings).split("\n")[-1] == last
