"""`pdsa study`: what was learnt, and what became of each prediction."""

import pytest

STUDY = "study ash-valley/02 --result '5 of 6' --learned 'Mornings work'"


def test_a_study_keeps_each_mark_with_the_text_it_was_about(logged):
    ran, [entry] = logged(
        f"{STUDY} --surprise 'No bell' --not-for 'Late buses' --prediction 1=met --day 2025-11-20"
    )
    assert ran == (
        0,
        (
            "logged study (01kak4nvp0) for ash-valley/02-read-aloud-in-the-morning;"
            " next: pdsa act ash-valley/02 DECISION --why ...\n"
        ),
        (
            "pdsa: nothing says yet how the test went:"
            " pdsa do ash-valley/02 --as-planned yes --observed ...\n"
        ),
    )
    assert entry["body"] == {
        "learned": "Mornings work",
        "not_for": "Late buses",
        "predictions": [
            {
                "expected": "classes at least 80%",
                "mark": "met",
                "number": 1,
                "text": "At least 5 of 6 will",
            }
        ],
        "result": "5 of 6",
        "surprise": "No bell",
    }
    assert entry["day"] == "2025-11-20"


def test_a_mark_of_the_study_stands_in_the_cycle(pdsa, logged):
    logged(f"{STUDY} --prediction 1=partly")
    assert "At least 5 of 6 will; classes at least 80% [partly]\n" in pdsa("show ash-valley/02").out


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "study ash-valley/02 --surprise x",
            (
                "still needed: --result, --learned\n"
                'Hint: for example: pdsa study 02 --result "9 of 12 used it" --learned "..."'
                " --prediction 1=met"
            ),
        ),
        (f"{STUDY} --prediction 2=met", "there is no prediction 2\nHint: its predictions are: 1"),
        (
            "study birch-hill/01 --result x --learned y --prediction 1=met",
            "there is no prediction 1\nHint: its plan has no predictions",
        ),
        (
            f"{STUDY} --prediction 1=mett",
            "`mett` is not a mark of a prediction\nHint: did you mean `met`?",
        ),
        (
            f"{STUDY} --prediction 1=held",
            "`held` is not a mark of a prediction\nHint: did you mean `met`?",
        ),
        (
            f"{STUDY} --prediction 1=met --prediction 1=not-met",
            "prediction 1 is marked twice\nHint: mark each prediction once",
        ),
        (
            f"{STUDY} --prediction {'9' * 5000}=met",
            "there is no prediction 999999999\nHint: its predictions are: 1",
        ),
        (
            f"{STUDY} --prediction met",
            "`met` is not a mark of a prediction\nHint: write it as in --prediction 1=met",
        ),
    ],
)
def test_a_study_that_cannot_be_is_refused(logged, line, told):
    ran, new = logged(line)
    assert (ran, new) == ((2, "", f"pdsa: {told}\n"), [])
