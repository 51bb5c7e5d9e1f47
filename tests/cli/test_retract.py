"""`pdsa retract`: an entry is taken back; with `--erase` its file is gone for good."""

import pytest

POINT = "01kag50ay00000000000000005"
CYCLE = "reading-2025/ash-valley/02-read-aloud-in-the-morning"
ROW = "2025-11-14\t01kag50ay0\tdata\tash-valley/02\tclasses 4/6 on 2025-11-14\t{}\t{}"


@pytest.fixture
def file(workspace):
    return next(workspace.glob(f"cycles/*/*/entries/*{POINT}.json"))


def rows(pdsa):
    return pdsa("history ash-valley/02").out.splitlines()[1:]


def test_an_entry_that_was_taken_back_is_shown_and_does_not_count(logged, pdsa, file):
    assert rows(pdsa) == [ROW.format("", CYCLE)]
    ran, [entry] = logged("retract 01kag50 --why 'wrong page'")
    assert (ran.code, ran.err) == (0, "")
    assert entry["body"] == {"retracts": POINT, "why": "wrong page"}
    assert rows(pdsa)[0] == ROW.format("retracted", CYCLE)
    assert file.exists()


def test_erasing_deletes_the_file_and_leaves_an_empty_mark(pdsa, file):
    ran = pdsa("retract 01kag50 --why names --erase")
    told = f"erased data ({POINT}) for {CYCLE}; git may still hold it\n"
    assert ran == (0, told, "")
    assert not file.exists()
    assert (file.parent / "removed" / POINT).read_bytes() == b""


def test_an_erased_entry_stays_away_when_an_old_copy_comes_back(pdsa, file):
    copy = file.read_bytes()
    pdsa("retract 01kag50 --why names --erase")
    file.write_bytes(copy)
    assert rows(pdsa) == []
    assert pdsa("rebuild").out == "made .pdsa/pdsa.db afresh: 3 plans, 5 entries, 1 point\n"
    assert rows(pdsa) == []


def test_a_dry_run_says_what_would_be_deleted_and_deletes_nothing(pdsa, file, workspace):
    told = f"pdsa: dry run: {file.relative_to(workspace).as_posix()} would be deleted\n"
    assert pdsa("retract 01kag50 --why names --erase --dry-run") == (0, "", told)
    assert file.exists()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "retract 01kag50 --erase",
            (
                "still needed: --why\n"
                'Hint: for example: pdsa retract 01kax4 --why "logged for the wrong district"'
            ),
        ),
        ("retract 01zz --why x", "there is no entry `01zz`\nHint: see the ids: pdsa history"),
        ("retract '' --why x", "there is no entry ``\nHint: see the ids: pdsa history"),
    ],
)
def test_what_names_no_entry_is_refused(logged, line, told):
    ran, new = logged(line)
    assert (ran, new) == ((2, "", f"pdsa: {told}\n"), [])


def test_an_erased_entry_takes_its_corrections_along(pdsa, workspace, logged):
    _, [entry] = logged('do ash-valley/02 --as-planned yes --observed "Sam read well"')
    logged(f"correct {entry['id']} --set 'observed=Sam T. read well' --why typo")
    ran = pdsa(f'retract {entry["id"]} --why "named a student" --erase')
    what = f"do ({entry['id']}) for reading-2025/ash-valley/02-read-aloud-in-the-morning and 1 correction of it"
    said = f"erased {what}; git may still hold it\n"
    assert (ran.code, ran.out) == (0, said)
    left = [path for path in workspace.rglob("*.json") if "Sam" in path.read_text("utf-8")]
    assert left == []


def test_erasing_deletes_the_file_that_was_named_whatever_id_it_has_inside(pdsa, file):
    twin = file.with_name(file.name.replace(POINT, "01kag50ay0000000000000zzzz"))
    twin.write_text(file.read_text("utf-8").replace('"4"', '"5"'), "utf-8")
    assert pdsa("retract 01kag50ay0000000000000zzzz --why names --erase").code == 0
    assert (twin.exists(), file.exists()) == (False, True)
    assert rows(pdsa) == [ROW.format("", CYCLE)]
