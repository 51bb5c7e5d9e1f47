"""`pdsa close`: the last questions in one go, logged as a study and an act."""

import pytest

CLOSE = "close ash-valley/02 adapt --result '4 of 6' --learned 'Mornings work' --why 'too long'"


def test_a_close_is_a_study_and_an_act(logged):
    ran, entries = logged(f"{CLOSE} --next 'cut it' --not-for 'Late buses' --prediction 1=not-met")
    assert ran == (
        0,
        (
            "logged study (01kak4nvp0) and ADAPT: change it and test again (01kak4sgw1)"
            " for ash-valley/02-read-aloud-in-the-morning;"
            " next: pdsa plan --next ash-valley/02 --with ... --predict ... --until ...\n"
        ),
        (
            "pdsa: nothing says yet how the test went:"
            " pdsa do ash-valley/02 --as-planned yes --observed ...\n"
        ),
    )
    act, study = entries
    assert act["body"] == {"decision": "adapt", "next": "cut it", "why": "too long"}
    assert study["body"] == {
        "learned": "Mornings work",
        "not_for": "Late buses",
        "predictions": [
            {
                "expected": "classes at least 80%",
                "mark": "not-met",
                "number": 1,
                "text": "At least 5 of 6 will",
            }
        ],
        "result": "4 of 6",
    }


def test_a_close_counts_as_a_study_and_a_decision(pdsa, logged):
    logged(f"{CLOSE} --prediction 1=met")
    shown = pdsa("show ash-valley/02").out
    assert "  phase    closed\n" in shown


def test_one_text_may_come_from_standard_input(logged):
    _, [_, study] = logged(CLOSE.replace("'4 of 6'", "-"), stdin="4 of 6\nand one more")
    assert study["body"]["result"] == ["4 of 6", "and one more"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "close ash-valley/02 --learned x",
            (
                "still needed: --result, decision, --why\n"
                'Hint: for example: pdsa close 02 adapt --result "9 of 12 used it"'
                ' --learned "the card helps" --prediction 1=met --why "too long for a short lesson"'
                ' --next "cut it down"'
            ),
        ),
        (
            CLOSE.replace("02", "01"),
            (
                "`reading-2025/ash-valley/01-read-aloud-in-grade-1` has a study already, of 2025-10-20\n"
                "Hint: say what you decide: pdsa act ash-valley/01 DECISION --why ..."
            ),
        ),
        (
            CLOSE.replace("adapt", "abandon"),
            "still needed: --because\nHint: add --because not-working, not-needed or not-feasible",
        ),
        (
            f"{CLOSE} --because not-needed",
            "--because goes with abandon only\nHint: say it in --why",
        ),
        (
            f"{CLOSE} --prediction 2=met",
            "there is no prediction 2\nHint: its predictions are: 1",
        ),
        (
            f"{CLOSE} --day 2025-11-01",
            (
                "2025-11-01 is before `reading-2025/ash-valley/02-read-aloud-in-the-morning` starts,"
                " on 2025-11-03\nHint: give a later day, or change `starts` in its plan"
            ),
        ),
    ],
)
def test_a_close_that_cannot_be_logs_neither(logged, line, told):
    ran, new = logged(line)
    assert (ran, new) == ((2, "", f"pdsa: {told}\n"), [])


def test_a_text_that_points_to_a_person_logs_neither_and_keeps_both(logged, world):
    ran, new = logged(CLOSE.replace("too long", "call 555-123-4567"))
    assert (ran.code, new) == (2, [])
    kept = sorted(path.name[:16] for path in (world / "state/pdsa/drafts").iterdir())
    assert kept == ["2025-11-21-act-0", "2025-11-21-study"]


def test_a_second_close_is_refused(logged):
    logged(CLOSE)
    ran, new = logged(CLOSE)
    assert (ran.code, new) == (2, [])


def test_a_dry_run_shows_both_and_writes_neither(logged):
    ran, new = logged(f"{CLOSE} --dry-run")
    assert (ran.code, new, ran.out.count('"format": 1')) == (0, [], 2)
    assert ran.err == "pdsa: dry run: nothing was written\n"


def test_where_the_decision_cannot_be_written_it_is_said_that_the_study_is(workspace, pdsa, shell):
    assert pdsa("status").code == 0
    long = "a reason " * 900
    line = CLOSE.replace("too long", long)
    ran = shell(f"ulimit -f 4; pdsa {line}")
    assert (ran.code, ran.out) == (2, "")
    first = ran.err.splitlines()[0]
    assert first.startswith("pdsa: study is logged (01")
    assert first.endswith("), act is not logged: File too large")
    assert len([*workspace.glob("cycles/*/ash-valley/entries/*-study-*.json")]) == 2
