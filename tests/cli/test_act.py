"""`pdsa act`: one of five decisions, said back in full."""

import pytest


@pytest.fixture
def studied(logged):
    """A cycle that has its study, in a clock of its own."""
    logged("study ash-valley/02 --result '5 of 6' --learned 'Mornings work'")
    return logged


def test_a_decision_is_said_in_full_because_adopt_and_adapt_differ_by_one_letter(studied):
    ran, [entry] = studied(
        "act ash-valley/02 adopt --why 'It holds' --next 'All grades' --spread 'Staff day'"
        " --resource 'A timetable'"
    )
    assert ran == (
        0,
        (
            "logged ADOPT: make it normal practice (01kak4sgw0) for"
            " ash-valley/02-read-aloud-in-the-morning; nothing: this cycle is closed\n"
        ),
        "",
    )
    assert entry["body"] == {
        "decision": "adopt",
        "next": "All grades",
        "resource": "A timetable",
        "spread": "Staff day",
        "why": "It holds",
    }


@pytest.mark.parametrize(
    ("word", "decision"),
    [
        ("modify", "adapt"),
        ("run again", "repeat"),
        ("Expand", "scale"),
        ("implement", "adopt"),
        ("REPEAT", "repeat"),
    ],
)
def test_the_words_of_other_forms_are_understood(studied, word, decision):
    _, [entry] = studied(f"act ash-valley/02 '{word}' --why x")
    assert entry["body"]["decision"] == decision


def test_only_a_stop_may_come_before_a_study_and_says_of_which_kind(logged):
    _, [entry] = logged("act ash-valley/02 stop --why 'Nobody came' --because not-working")
    assert entry["body"] == {
        "because": "not-working",
        "decision": "abandon",
        "why": "Nobody came",
    }


def test_collecting_data_needs_no_study(logged):
    ran, new = logged("act birch-hill/01 adapt --why 'We know enough'")
    assert (ran.code, len(new)) == (0, 1)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "act ash-valley/02 adopt",
            (
                "still needed: --why\n"
                'Hint: for example: pdsa act 02 adapt --why "too long for a short lesson"'
                ' --next "cut it down"'
            ),
        ),
        (
            "act ash-valley/02",
            (
                "still needed: decision, --why\n"
                'Hint: for example: pdsa act 02 adapt --why "too long for a short lesson"'
                ' --next "cut it down"'
            ),
        ),
        (
            "act ash-valley/02 abandn --why x",
            "`abandn` is not a decision\nHint: did you mean `abandon` (stop and leave it)?",
        ),
        (
            "act ash-valley/02 stop --why x",
            "still needed: --because\nHint: add --because not-working, not-needed or not-feasible",
        ),
        (
            "act ash-valley/02 adopt --why x --because not-needed",
            "--because goes with abandon only\nHint: say it in --why",
        ),
    ],
)
def test_what_is_no_decision_is_refused(logged, line, told):
    ran, new = logged(line)
    assert (ran, new) == ((2, "", f"pdsa: {told}\n"), [])
