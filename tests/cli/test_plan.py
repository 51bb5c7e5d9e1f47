"""`pdsa plan`: four answers make a plan; the rest has a default or a flag."""

import pytest

FOUR = 'plan ash-valley --try read-aloud --with "all teachers" --until 2025-12-12'
FROM_FLAGS = """\
title: Songs
planned: 2025-11-21
change_idea: Songs at noon
type: develop-change
ramp: singing
builds_on: 01-read-aloud-in-grade-1
objective: Learn what they sing
owner: Coach
scope: one-site
with_whom: one school
sample_size: 12
starts: 2025-11-24
ends: 2025-12-12
questions:
  - ask: Do they sing?
    predict: Most will
    expect:
      measure: songs
      is: at least 5
      by: 2025-12-05
measures:
  songs:
    name: Songs
    unit: count
    better: up
materials:
  - https://example.org/songs
dates: illustrative
"""
TYPED = """\
# our third test
title: Songs   # at noon
change_idea: songs
type: collect-data
starts: 2025-11-24
ends: 2025-12-12
"""


def plan(workspace, name):
    return workspace / f"cycles/reading-2025/ash-valley/{name}.yaml"


def plans(workspace):
    return len([*workspace.glob("cycles/reading-2025/*/0*.yaml")])


def test_four_answers_are_enough(workspace, pdsa):
    ran = pdsa(f'{FOUR} --predict "all will"')
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "made cycles/reading-2025/ash-valley/03-read-aloud-for-ten-minutes.yaml;"
        " next: pdsa do ash-valley/03 --as-planned yes --observed ...\n"
    )
    assert plan(workspace, "03-read-aloud-for-ten-minutes").read_text("utf-8") == (
        "title: Read aloud for ten minutes\n"
        "planned: 2025-11-21\n"
        "change_idea: read-aloud\n"
        "type: test-change\n"
        "ramp: read-aloud\n"
        "with_whom: all teachers\n"
        "starts: 2025-11-21\n"
        "ends: 2025-12-12\n"
        "questions:\n"
        "  - predict: all will\n"
    )


def test_every_flag_reaches_the_file(workspace, pdsa):
    ran = pdsa(
        'plan ash-valley --try "Songs at noon" --title Songs --with "one school" --type develop-change'
        ' --ramp singing --builds-on 01 --objective "Learn what they sing" --owner Coach'
        " --scope one-site --sample-size 12 --starts 2025-11-24 --until 2025-12-12"
        ' --question "Do they sing?" --predict "Most will"'
        ' --expect "songs at least 5 by 2025-12-05" --measure "songs: Songs; count; up"'
        " --material https://example.org/songs --dates illustrative"
    )
    assert (ran.code, ran.err) == (0, "")
    assert plan(workspace, "03-songs").read_text("utf-8") == FROM_FLAGS


def test_a_plan_without_a_prediction_says_why(workspace, pdsa):
    ran = pdsa(f'{FOUR} --no-prediction "just a look"')
    assert ran.code == 0
    text = plan(workspace, "03-read-aloud-for-ten-minutes").read_text("utf-8")
    assert text.endswith("\nno_prediction: just a look\n")


CARRIED = """\
title: Read aloud at noon
planned: 2025-11-21
change_idea: read-aloud
type: test-change
ramp: read-aloud
builds_on: 01-read-aloud-in-grade-1
with_whom: all teachers
starts: 2025-11-21
ends: 2025-12-12
questions:
  - predict: all will
"""
BORROWED = """\
title: Read aloud in grade 1
planned: 2025-11-21
change_idea: read-aloud
type: test-change
ramp: read-aloud
borrowed_from: reading-2025/ash-valley/01-read-aloud-in-grade-1
with_whom: one class
starts: 2025-11-21
ends: 2025-12-12
questions:
  - ask: Does it fit in the day?
    predict: half will
"""
REST = '--with "all teachers" --predict "all will" --until 2025-12-12'


def test_a_line_goes_on_from_its_last_cycle(workspace, pdsa):
    assert pdsa(f'plan --next ash-valley/01 --title "Read aloud at noon" {REST}').code == 0
    assert plan(workspace, "03-read-aloud-at-noon").read_text("utf-8") == CARRIED


def test_a_flag_wins_over_what_a_line_carries(workspace, pdsa):
    line = f'plan --next ash-valley/01 --try "Songs at noon" --ramp songs --owner Coach {REST}'
    assert pdsa(line).code == 0
    text = plan(workspace, "03-songs-at-noon").read_text("utf-8")
    assert "\nchange_idea: Songs at noon\n" in text
    assert "\nramp: songs\nbuilds_on: 01-read-aloud-in-grade-1\nowner: Coach\n" in text


def test_a_plan_of_another_district_is_borrowed_without_its_people_and_days(workspace, pdsa):
    rest = '--with "one class" --predict "half will" --until 2025-12-12'
    assert pdsa(f"plan birch-hill --borrow ash-valley/01 {rest}").code == 0
    made = workspace / "cycles/reading-2025/birch-hill/02-read-aloud-in-grade-1.yaml"
    assert made.read_text("utf-8") == BORROWED


def test_a_measure_of_another_district_comes_with_its_plan(workspace, pdsa):
    theirs = f'--measure "songs: Songs; count; up" --expect "songs at least 5" {REST}'
    assert pdsa(f'plan ash-valley --try "Songs" {theirs}').code == 0
    rest = '--with "one class" --predict "half will" --until 2025-12-12'
    assert pdsa(f"plan birch-hill --borrow ash-valley/03 {rest}").code == 0
    made = workspace / "cycles/reading-2025/birch-hill/02-songs.yaml"
    measure = "measures:\n  songs:\n    name: Songs\n    unit: count\n    better: up\n"
    assert made.read_text("utf-8").endswith(measure)


@pytest.mark.parametrize("by", ["file", "standard input"])
def test_a_plan_that_was_typed_is_taken_with_its_comments(workspace, pdsa, world, by):
    (world / "typed.yaml").write_text(TYPED, encoding="utf-8")
    name = str(world / "typed.yaml") if by == "file" else "-"
    assert pdsa(f"plan ash-valley --from {name}", stdin=TYPED).code == 0
    assert plan(workspace, "03-songs").read_text("utf-8") == TYPED


def test_a_plan_that_does_not_say_when_it_was_planned_is_taken_with_a_word(workspace, pdsa):
    assert pdsa("plan ash-valley --from -", stdin=TYPED).err == (
        "pdsa: `planned` is not in it: nobody will know whether it was written before the data\n"
    )
    assert plan(workspace, "03-songs").read_text("utf-8") == TYPED


def test_without_a_district_a_plan_is_for_my_default(workspace, pdsa):
    line = FOUR.replace("plan ash-valley", "plan") + " --predict all"
    assert pdsa(line).err.startswith("pdsa: still needed: district\nHint: name it, or set")
    pdsa("use reading-2025/ash-valley")
    assert pdsa(line).code == 0
    assert plan(workspace, "03-read-aloud-for-ten-minutes").exists()


def test_every_mistake_of_a_typed_plan_is_told_and_nothing_is_written(workspace, pdsa):
    typed = TYPED.replace("collect-data", "colect-data").replace("2025-12-12", "2025-11-12")
    told = (
        "pdsa: this plan cannot be used yet\n"
        "-:4:7: `colect-data` is not a type\n"
        "-:6:7: `2025-11-12` is before `starts: 2025-11-24`\n"
        "Hint: did you mean `collect-data`?\n"
    )
    assert pdsa("plan ash-valley --from -", stdin=typed) == (2, "", told)
    assert plans(workspace) == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "plan ash-valley",
            (
                "still needed: --try, --with, --predict (or --no-prediction), --until\n"
                "Hint: for example: pdsa plan ai-literacy-2025/ash-valley --try prompt-guides"
                ' --with "two teachers" --predict "both use it every week" --until 2025-11-21'
            ),
        ),
        (
            f"{FOUR} --predict all --builds-on 7",
            (
                "`7` names no cycle here\n"
                "Hint: write one of: 01-read-aloud-in-grade-1, 02-read-aloud-in-the-morning"
            ),
        ),
        (
            f"{FOUR} --predict all --starts 2025-12-13",
            (
                "the test would end on 2025-12-12, before it starts on 2025-12-13\n"
                "Hint: change --until or --starts"
            ),
        ),
        (
            f'{FOUR} --expect "clases at least 75%"',
            "`clases` is not a measure that is defined here\nHint: did you mean `classes`?",
        ),
        (
            f"{FOUR} --expect 'classes at least 75'",
            "`75` is not a share\nHint: write `at least 75%`",
        ),
        (
            f"{FOUR} --predict all --measure 'classes: Classes; count'",
            (
                "`classes` is a shared measure of `reading-2025`\n"
                "Hint: use it without defining it here, or choose another id"
            ),
        ),
        (
            'plan ash-valley --try read-aloud --with " " --predict all --until 2025-12-12',
            "`--with` is empty\nHint: write what to keep, in quotes",
        ),
        (
            "plan ash-valley --from plan.yaml --try songs --until 2025-12-12",
            (
                "--from takes the whole plan from a file, without --try, --until\n"
                "Hint: write it into the file, or plan by flags alone"
            ),
        ),
        (
            "plan --next ash-valley/01 --until 2025-12-12",
            (
                "still needed: --with, --predict (or --no-prediction)\n"
                "Hint: for example: pdsa plan ai-literacy-2025/ash-valley --try prompt-guides"
                ' --with "two teachers" --predict "both use it every week" --until 2025-11-21'
            ),
        ),
        (
            f"plan --next ash-valley/01 --borrow birch-hill/01 {REST}",
            (
                "--next goes on with a line of your own, --borrow starts from another's\n"
                "Hint: give one of the two"
            ),
        ),
        (
            f"plan birch-hill --next ash-valley/01 {REST}",
            (
                "`reading-2025/ash-valley/01-read-aloud-in-grade-1` is not a cycle of `birch-hill`\n"
                "Hint: leave the district out"
            ),
        ),
        (
            f"plan ash-valley --borrow ash-valley/01 {REST}",
            (
                "`reading-2025/ash-valley/01-read-aloud-in-grade-1` is a cycle of your own\n"
                "Hint: go on with it: pdsa plan --next ash-valley/01"
            ),
        ),
        (
            "plan --try songs",
            (
                "still needed: --with, --predict (or --no-prediction), --until\n"
                "Hint: for example: pdsa plan ai-literacy-2025/ash-valley --try prompt-guides"
                ' --with "two teachers" --predict "both use it every week" --until 2025-11-21'
            ),
        ),
        (
            "plan ash-valley --try songs --with grade 7 teachers",
            (
                "`pdsa plan` takes fewer words: `7 teachers` is too much\n"
                "Hint: put a text of several words in quotes; for example:"
                " pdsa plan ai-literacy-2025/ash-valley --try prompt-guides"
                ' --with "two teachers" --predict "both use it weekly" --until 2025-11-21'
            ),
        ),
        (
            f"{FOUR} --predict all --scope one-teem",
            "`one-teem` is not a scope\nHint: did you mean `one-team`?",
        ),
    ],
)
def test_a_plan_that_cannot_be_is_refused(workspace, pdsa, line, told):
    assert pdsa(line) == (2, "", f"pdsa: {told}\n")
    assert plans(workspace) == 3


def test_a_dry_run_writes_nothing(workspace, pdsa):
    assert pdsa(f"{FOUR} --predict all --dry-run").code == 0
    assert plans(workspace) == 3
