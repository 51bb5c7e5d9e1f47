"""`pdsa assess`: a progress score that a person gives."""

import pytest


@pytest.mark.parametrize(
    ("line", "folder", "body"),
    [
        ("2 --why 'tests have begun'", "ash-valley", {"as": "self", "score": "2.0"}),
        ("2.5 --why 'tests have begun' --as self", "ash-valley", {"as": "self", "score": "2.5"}),
        (
            "0.5 --why 'tests have begun' --as facilitator",
            "facilitation",  # git may leave it out
            {"as": "facilitator", "score": "0.5"},
        ),
    ],
)
def test_a_score_is_kept_where_its_giver_keeps_it(workspace, logged, line, folder, body):
    ran, [entry] = logged(f"assess ash-valley {line}")
    assert ran == (0, "logged assessment (01kak4nvp0) for reading-2025/ash-valley\n", "")
    assert entry["body"] == body | {"why": "tests have begun"}
    assert (entry["district"], entry["cycle"]) == ("ash-valley", None)
    [path] = workspace.glob("cycles/*/*/entries/*-assessment-*.json")
    assert path.parent.parent.name == folder


def test_a_score_of_the_facilitator_stands_in_the_history_of_the_district(logged, pdsa):
    logged("assess ash-valley 2 --why 'tests have begun' --as facilitator")
    [row] = [row for row in pdsa("history reading-2025").out.splitlines() if "assessment" in row]
    assert row.split("\t")[2:5] == [
        "assessment",
        "ash-valley",
        "2.0 (facilitator): tests have begun",
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "assess ash-valley 2",
            (
                "still needed: --why\nHint: for example: pdsa assess ai-literacy-2025/ash-valley 2.5"
                ' --why "tests have begun" --as facilitator'
            ),
        ),
        (
            "assess ash-valley 2.7 --why x",
            (
                "`2.7` is not a score\n"
                "Hint: use one of: 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0"
            ),
        ),
        (
            "assess ash-valley/02 2 --why x",
            "there is no district `ash-valley/02`\nHint: did you mean `reading-2025/ash-valley`?",
        ),
        (
            "assess ash-valley 2 --why x --as boss",
            (
                "`--as`: `boss` is not one of `self`, `facilitator`\nHint: for example:"
                ' pdsa assess ash-valley 2.5 --why "tests have begun" --as facilitator'
            ),
        ),
    ],
)
def test_what_is_no_score_is_refused(logged, line, told):
    ran, new = logged(line)
    assert (ran, new) == ((2, "", f"pdsa: {told}\n"), [])
