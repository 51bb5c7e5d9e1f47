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
        (f"{POINT}: value=5/6; miscounted", ""),
        (f"{FIRST}: value=6/6; counted again", "retracted"),
        ("01kak4sgw00000000000000002: it was 5", ""),
    ]


def test_several_fields_are_set_at_once(logged, pdsa):
    logged(
        "correct 01kag4s --set learned='Early works' --set prediction.1=partly --why 'wrong page'"
    )
    assert what(pdsa, "ash-valley/01")[2] == ("Early works (predictions: 1 partly)", "")


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
