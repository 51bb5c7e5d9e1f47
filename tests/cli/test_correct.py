"""`pdsa correct`: fields are set right, with a reason; the entry itself stays as it was."""

import pytest

POINT = "01kag50ay00000000000000005"  # classes 4/6
FIRST = "01kak4nvp00000000000000001"


def what(pdsa, where="ash-valley/02"):
    """What the history says of each entry, and how it stands."""
    rows = [row.split("\t") for row in pdsa(f"history {where}").out.splitlines()[1:]]
    return [(row[4], row[5]) for row in rows]


def test_a_correction_is_an_entry_of_its_own_and_shows_at_once(workspace, logged, pdsa):
    path = next(workspace.glob(f"cycles/*/*/entries/*{POINT}.json"))
    before = path.read_bytes()
    ran, [entry] = logged("correct 01kag50 --set value=5/6 --why miscounted")
    assert (ran.code, ran.err) == (0, "")
    assert entry["body"] == {"corrects": POINT, "set": {"value": "5/6"}, "why": "miscounted"}
    assert what(pdsa)[0] == ("classes 5/6 on 2025-11-14", "")
    assert path.read_bytes() == before


def test_the_next_correction_of_a_field_names_the_one_before(logged, pdsa):
    logged("correct 01kag50 --set value=5/6 --why miscounted")
    _, [entry] = logged("correct 01kag50 --set value=6/6 --why 'counted again'")
    assert entry["body"]["corrects"] == FIRST
    assert what(pdsa)[0] == ("classes 6/6 on 2025-11-14", "")


def test_to_take_a_correction_back_is_to_undo_it(logged, pdsa):
    logged("correct 01kag50 --set value=5/6 --why miscounted")
    logged("correct 01kag50 --set value=6/6 --why 'counted again'")
    logged("retract 01kak4s --why 'it was 5'")
    assert what(pdsa) == [
        ("classes 5/6 on 2025-11-14", ""),
        (f"{POINT[:10]}: value=5/6; miscounted", ""),
        (f"{FIRST[:10]}: value=6/6; counted again", "retracted"),
        ("01kak4sgw0: it was 5", ""),
    ]


def test_several_fields_are_set_at_once(logged, pdsa):
    logged(
        "correct 01kag4s --set learned='Early works' --set prediction.1=partly --why 'wrong page'"
    )
    assert what(pdsa, "ash-valley/01")[2] == ("Early works (predictions: 1 partly)", "")


STUDY = "study ash-valley/02 --result '5 of 6' --learned 'Mornings work'"


def refused(logged, line, entry):
    """What the correction of the entry is refused with."""
    ran, new = logged(f"correct {entry} {line} --why x")
    assert (ran.code, ran.out, new) == (2, "", [])
    return ran.err.removeprefix("pdsa: ").partition("\n")[0]


@pytest.fixture
def ids(workspace):
    """The id of the entry of each kind in the first cycle."""
    paths = workspace.glob("cycles/*/ash-valley/entries/2025-10-*.json")
    return {path.stem.split("-")[3]: path.stem.rpartition("-")[2] for path in paths}


@pytest.mark.parametrize(
    ("kind", "line", "message"),
    [
        ("data", "--set day=2025-12-01", "2025-12-01 is after today, 2025-11-21"),
        (
            "data",
            "--set day=2025-11-14",
            "`classes` has a value for 2025-11-14 already: 4/6",
        ),
        ("data", "--set value=1/2 --set value=2/2", "`value` is set twice"),
        ("data", "--set value=1/2 --set 1.value=2/2", "`value` is set twice"),
        ("do", "--set day=2025-10-01", "2025-10-01 is before `{cycle}` starts, on 2025-10-06"),
        ("do", "--set day=2025-12-01", "2025-12-01 is after today, 2025-11-21"),
        ("study", "--set prediction.9=met", "there is no prediction 9"),
        ("study", "--set prediction.1=held", "`held` is not a mark of a prediction"),
        ("act", "--set decision=abandon", "to abandon needs a reason, too"),
        (
            "act",
            "--set decision=adopt --set because=not-working",
            "`because` goes with abandon only",
        ),
    ],
)
def test_what_could_not_be_logged_cannot_come_by_a_correction(logged, ids, kind, line, message):
    cycle = "reading-2025/ash-valley/01-read-aloud-in-grade-1"
    assert refused(logged, line, ids[kind]) == message.format(cycle=cycle)


def test_a_period_that_is_set_right_says_over_how_long_it_was_counted(logged):
    _, [entry] = logged("record ash-valley/02 texts 30 --from 2025-11-03 --to 2025-11-09")
    told = "`texts` is counted per week, and 2025-11-03 to 2025-11-14 is longer"
    assert refused(logged, "--set to=2025-11-14", entry["id"]) == told


def test_a_bare_field_of_several_points_has_to_say_of_which(logged):
    _, [entry] = logged("record ash-valley/02 classes 2025-11-12=4/6 2025-11-13=5/6")
    ran, _ = logged(f"correct {entry['id']} --set value=6/6 --why x")
    assert ran.err == (
        "pdsa: `value` is not a field of this data entry\n"
        "Hint: this entry has 2 points: say which, as in 2.value=6/6\n"
    )


def test_a_prediction_that_has_no_mark_yet_can_get_one(pdsa, logged):
    _, [entry] = logged(STUDY)
    ran, _ = logged(f"correct {entry['id']} --set prediction.1=met --why forgotten")
    assert (ran.code, ran.err) == (0, "")
    assert what(pdsa)[1] == ("Mornings work (predictions: 1 met)", "")


def test_a_decision_that_leaves_abandon_leaves_its_reason(logged, pdsa):
    logged(STUDY)
    _, [entry] = logged("act ash-valley/02 abandon --why 'nobody came' --because not-working")
    ran, _ = logged(f"correct {entry['id']} --set decision=adapt --why 'wrong word'")
    assert ran.code == 0
    assert what(pdsa)[2] == ("ADAPT: change it and test again; nobody came", "")


def test_what_was_taken_back_is_neither_corrected_nor_taken_back_again(logged):
    logged(f"retract {POINT} --why 'wrong class'")
    told = (
        f"pdsa: the entry `{POINT}` is retracted already\n"
        "Hint: to undo that, retract its retraction; see the ids: pdsa history\n"
    )
    for line in (f"correct {POINT} --set value=5/6 --why x", f"retract {POINT} --why x"):
        ran, new = logged(line)
        assert (ran, new) == ((2, "", told), [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "correct 01kag50",
            (
                "still needed: --set, --why\n"
                'Hint: for example: pdsa correct 01kax4 --set value=9/12 --why "miscounted"'
            ),
        ),
        (
            "correct 01kag50 --set valu=5/6 --why x",
            "`valu` is not a field of this data entry\nHint: did you mean `value`?",
        ),
        ("correct 01kag50 --set value=1,5 --why x", "`1,5` is not a value\nHint: write 1.5"),
        (
            "correct 01kag50 --set value=7/6 --why x",
            (
                "`7/6` has a numerator above its denominator\n"
                "Hint: write the part first and the whole second, as in 9/12"
            ),
        ),
        (
            "correct 01kag50 --set value=7 --why x",
            "`7` is not a share\nHint: write 75% or 9/12",
        ),
        (
            "correct 01kag50 --set measure=clases --why x",
            "`clases` is not a measure that is defined here\nHint: did you mean `classes`?",
        ),
        (
            "correct 01kag50 --set value --why x",
            "`value` does not set anything\nHint: write it as in --set value=9/12",
        ),
        (
            "correct 01zz --set value=5/6 --why x",
            "there is no entry `01zz`\nHint: see the ids: pdsa history",
        ),
        (
            "correct 01kag5 --set value=5/6 --why x",
            (
                "2 entries begin with `01kag5`\n"
                f"Hint: write more of it: {POINT}, 01kag540400000000000000006"
            ),
        ),
    ],
)
def test_what_sets_nothing_is_refused(logged, line, told):
    ran, new = logged(line)
    assert (ran, new) == ((2, "", f"pdsa: {told}\n"), [])
