"""What a person at a terminal is asked: whole screens, typed at a real one."""

import json
import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="a terminal is opened")

HOW = "Enter takes what stands in [brackets]; Ctrl-C stops, and nothing is logged.\n"
KEYS = {"^C": b"\x03", "^D": b"\x04"}
READY = (b"\n> ", b"[Y/n] ")
PATIENCE = 20  # seconds that a busy machine may take for an answer


@pytest.fixture
def typed(workspace, world):
    """Type lines at a terminal, one for each question; return the screen and the exit code."""

    def ask(line, *answers, **environment):
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [
                "bash",
                "-c",
                f"exec < {os.ttyname(theirs)}; pdsa {line}",
            ],  # it is theirs: Ctrl-C works
            cwd=workspace,
            env={**os.environ, **surroundings(world), **environment},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        seen = shown(ours)
        for answer in answers:
            assert seen.endswith(READY), seen.decode()
            os.write(ours, KEYS.get(answer) or f"{answer}\n".encode())
            seen += shown(ours)
        os.close(ours)
        return process.wait(PATIENCE), mask(seen.decode().replace("\r\n", "\n"), world)

    return ask


def surroundings(world):
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return {"PATH": path, "TERM": "dumb", "CI": "", "XDG_STATE_HOME": str(world / "state")}


def shown(terminal):
    """What the terminal shows until it asks, or until the command has ended."""
    seen = b""
    while select.select([terminal], [], [], PATIENCE)[0]:
        try:
            part = os.read(terminal, 65536)
        except OSError:  # how Linux says that nobody writes any more
            break
        seen += part
        if not part or (seen.endswith(READY) and not select.select([terminal], [], [], 0.1)[0]):
            break
    return seen


def mask(screen, world):
    screen = re.sub(r" +$", "", screen, flags=re.MULTILINE)
    screen = re.sub(r"\((01[0-9a-z]{4,24})\)", "(ID)", screen)
    screen = re.sub(r"drafts/[0-9T-]+-", "drafts/TIME-", screen)
    return screen.replace(str(world), "HOME")


def draft(world):
    (path,) = (world / "state/pdsa/drafts").iterdir()
    return path.read_text("utf-8")


PLAN = f"""\
plan: reading-2025/ash-valley
{HOW}
What will you try?
  1  read-aloud   Read aloud for ten minutes
  2  friday-text  A text home on Fridays
A number, or your own words.
> 1

With whom?
> all teachers

What do you expect to see? (Enter: no prediction)
> 9 of 12 will

Can that be counted? Which measure shows it? (Enter: skip)
  1  classes  Classes that read aloud every day
  2  texts    Texts sent home
> 1

What do you expect of classes, as in `at least 75%`? (Enter: back)
> 75
pdsa: `75` does not say whether that is the least or the most
Hint: write `at least 75%`
>

Can that be counted? Which measure shows it? (Enter: skip)
  1  classes  Classes that read aloud every day
  2  texts    Texts sent home
> 1

What do you expect of classes, as in `at least 75%`? (Enter: back)
> at least 75
pdsa: `75` is not a share
Hint: write `at least 75%`
> at least 75%

Until when? [2025-12-10, the next meeting: Mid-point]
> 12/10/2025
pdsa: `12/10/2025` is not a day
Hint: write it as 2025-12-10
>

This will be the plan: Read aloud for ten minutes, with all teachers, expecting
"9 of 12 will" (classes at least 75%), until 2025-12-10
Right? [Y/n]
made cycles/reading-2025/ash-valley/03-read-aloud-for-ten-minutes.yaml; next: pdsa do ash-valley/03 --as-planned yes --observed ...
"""


def test_a_plan_takes_four_answers(typed, workspace):
    first = ("1", "all teachers", "9 of 12 will", "1", "75", "", "1", "at least 75")
    assert typed("plan ash-valley", *first, "at least 75%", "12/10/2025", "", "") == (0, PLAN)
    made = workspace / "cycles/reading-2025/ash-valley/03-read-aloud-for-ten-minutes.yaml"
    assert made.read_text("utf-8").endswith(
        "starts: 2025-11-21\n"
        "ends: 2025-12-10\n"
        "questions:\n"
        "  - predict: 9 of 12 will\n"
        "    expect:\n"
        "      measure: classes\n"
        "      is: at least 75%\n"
    )


GOES_ON = f"""\
plan: reading-2025/ash-valley; after 01-read-aloud-in-grade-1, ADAPT: change it
and test again; next step: only in the morning
{HOW}
With whom? [two teachers]
>

How far does it reach? [several-people]
  1  one-person
  2  several-people
  3  one-team        a class, an office
  4  several-teams
  5  one-site        a school
  6  several-sites
  7  district
> 3

What do you expect to see? (Enter: no prediction)
>

Why is there no prediction?
> we only look

Until when? [2025-12-10, the next meeting: Mid-point]
> 2025-12-01

What do you call this test? [Only in the morning] (-: skip)
> In the gym

This will be the plan: In the gym, with two teachers, without a prediction,
until 2025-12-01; no prediction: "we only look"
Right? [Y/n] y
made cycles/reading-2025/ash-valley/03-in-the-gym.yaml; next: pdsa do ash-valley/03 --as-planned yes --observed ...
"""


def test_a_line_goes_on_with_what_its_last_cycle_offers(typed, workspace):
    answers = ("", "3", "", "we only look", "2025-12-01", "In the gym", "y")
    assert typed("plan --next ash-valley/01", *answers) == (0, GOES_ON)
    made = workspace / "cycles/reading-2025/ash-valley/03-in-the-gym.yaml"
    assert made.read_text("utf-8") == (
        "title: In the gym\n"
        "planned: 2025-11-21\n"
        "change_idea: read-aloud\n"
        "type: test-change\n"
        "ramp: read-aloud\n"
        "builds_on: 01-read-aloud-in-grade-1\n"
        "scope: one-team\n"
        "with_whom: two teachers\n"
        "starts: 2025-11-21\n"
        "ends: 2025-12-01\n"
        "no_prediction: we only look\n"
    )


STUDY = f"""\
study: ash-valley/02, Read aloud in the morning
{HOW}
What happened? What do the data show?
> 4 of 6

Prediction 1: At least 5 of 6 will; classes at least 80%
The data say: not-met so far: 4/6 66.7 %, 1 point
Did it hold?
  1  met         it held
  2  partly      some of it held
  3  not-met     it did not hold
  4  not-tested  the test did not take place
  5  unknown     nobody can say
> nearly
pdsa: `nearly` is not a mark of a prediction
Hint: did you mean `partly`?
> partly

What did you learn?
> Mornings work

What did you not expect? (Enter: skip)
>

For whom did it not work? (Enter: skip)
> late buses

This will be logged: study for ash-valley/02; result: "4 of 6"; prediction 1
partly; learned: "Mornings work"; not for: "late buses"
Right? [Y/n]
logged study (ID) for ash-valley/02-read-aloud-in-the-morning; next: pdsa act ash-valley/02 DECISION --why ...
pdsa: nothing says yet how the test went: pdsa do ash-valley/02 --as-planned yes --observed ...
"""


def test_a_study_asks_each_prediction_beside_what_the_data_say(typed):
    answers = ("4 of 6", "nearly", "partly", "Mornings work", "", "late buses", "")
    assert typed("study ash-valley/02", *answers) == (0, STUDY)


CLOSE = f"""
Which cycle?
  1  ash-valley/02  Read aloud in the morning
  2  birch-hill/01  A text home on Fridays
A number, or the address of another cycle.
> 2

close: birch-hill/01, A text home on Fridays
{HOW}
What happened? What do the data show?
> call 555-123-4567
pdsa: `result` has a phone number: `555-123-4567`
[r]ewrite it or [k]eep it?
> 9 of 40 answered
Type r to write it anew, k to keep it as it is.
> r
Write it anew. A role or a number says as much as a name.
> 9 of 40 answered

What did you learn?
> Mondays work

What do you decide?
  1  adapt    change it and test again
  2  scale    test it with more people
  3  adopt    make it normal practice
  4  abandon  stop and leave it
  5  repeat   test it again as it is
> ad
pdsa: `ad` is not a decision
Hint: use one of: adapt, scale, adopt, abandon, repeat
> sc

Why do you decide that?
> it costs little

What is the next step? (Enter: skip)
>

This will be logged: close for birch-hill/01; result: "9 of 40 answered";
learned: "Mondays work"; SCALE: test it with more people; why: "it costs little"
Note: the test runs until 28 Nov 2025
Right? [Y/n]
logged study (ID) and SCALE: test it with more people (ID) for birch-hill/01-a-text-home-on-fridays; next: pdsa plan --next birch-hill/01 --with ... --predict ... --until ...
pdsa: nothing says yet how the test went: pdsa do birch-hill/01 --as-planned yes --observed ...
"""


def test_a_close_asks_the_last_questions_of_the_cycle_that_is_chosen(typed):
    first = ("2", "call 555-123-4567", "9 of 40 answered", "r", "9 of 40 answered")
    rest = ("Mondays work", "ad", "sc", "it costs little", "", "")
    assert typed("close", *first, *rest) == (0, CLOSE)


REWRITTEN = f"""\
do: ash-valley/02, Read aloud in the morning
{HOW}
Did it go as planned?
  1  yes      as the plan says
  2  partly   some of it, or in another way
  3  no       it did not take place
  4  unknown  nobody can say
> 1

What did you see?
> Mr. Example read it to two classes
pdsa: `observed` has a name: `Mr. Example`
[r]ewrite it or [k]eep it?
> r
Write it anew. A role or a number says as much as a name.
> A teacher read it to two classes

What went wrong, or surprised you? (Enter: skip)
> nobody asked coach@example.org
pdsa: `problem` has an e-mail address: `coach@example.org`
[r]ewrite it or [k]eep it?
> k
Why may it stay? The reason is kept beside it. (Enter: back)
> Ms. Example said so
pdsa: `reason` has a name: `Ms. Example`
Hint: give the reason without it: a role or a number says as much as a name
> it is the address of the office

This will be logged: do for ash-valley/02; as planned: yes; observed: "A teacher
read it to two classes"; problem: "nobody asked coach@example.org"; it may stay
because: "it is the address of the office"
Right? [Y/n]
logged do (ID) for ash-valley/02-read-aloud-in-the-morning; next: pdsa record ash-valley/02 MEASURE VALUE
"""


def test_a_text_with_a_name_is_replaced_by_the_one_that_is_typed_anew(typed, workspace):
    before = {*workspace.glob("cycles/*/*/entries/*.json")}
    first = ("1", "Mr. Example read it to two classes", "r", "A teacher read it to two classes")
    kept = ("nobody asked coach@example.org", "k", "Ms. Example said so")
    answers = (*first, *kept, "it is the address of the office", "")
    assert typed("do ash-valley/02", *answers) == (0, REWRITTEN)
    (path,) = {*workspace.glob("cycles/*/*/entries/*.json")} - before
    assert json.loads(path.read_text("utf-8"))["body"] == {
        "as_planned": "yes",
        "observed": "A teacher read it to two classes",
        "problem": "nobody asked coach@example.org",
        "private_ok": "it is the address of the office",
    }


def test_a_plan_keeps_the_reason_with_the_text(typed, workspace):
    first = ("Songs at noon", "ask coach@example.org", "k", "the office", "", "a look")
    ended, screen = typed("plan ash-valley", *first, "", "")
    assert 'no prediction: "a look"; it may stay because: "the office"' in screen.replace("\n", " ")
    made = workspace / "cycles/reading-2025/ash-valley/03-songs-at-noon.yaml"
    assert (ended, "private_ok: the office\n" in made.read_text("utf-8")) == (0, True)


def test_a_second_name_asks_again_and_offers_the_first_reason(typed):
    first = ("1", "ask coach@example.org", "k", "", "k", "the office")
    _, screen = typed("do ash-valley/02", *first, "or aide@example.org", "k", "", "n")
    assert "Why may it stay? The reason is kept beside it. [the office]\n>\n" in screen
    assert 'it may stay because: "the office"' in screen.replace("\n", " ")


def test_an_idea_that_is_nearly_known_is_asked_about(typed):
    _, screen = typed("plan ash-valley", "friday texts", "", "all", "^D")
    assert "\n> friday texts\nDid you mean `friday-text`? [Y/n]\n\nWith whom?\n" in screen
    _, screen = typed("plan ash-valley", "friday texts", "n", "all", "", "a look", "", "n")
    assert "This will be the plan: friday texts, with all" in screen


def test_a_close_says_what_is_odd_before_it_asks(typed):
    answers = ("4 of 6", "met", "Mornings work", "adapt", "too long", "", "n")
    _, screen = typed("close ash-valley/02 --day 2025-11-20", *answers)
    assert "\nNote: the test runs until 28 Nov 2025\nRight? [Y/n] n\n" in screen


@pytest.mark.parametrize(("key", "code"), [("^C", 130), ("^D", 1)])
def test_stopping_logs_nothing_and_keeps_what_was_typed_as_a_command(
    typed, workspace, world, key, code
):
    before = {*workspace.glob("cycles/*/*/entries/*.json")}
    ended, screen = typed("do", "1", "2", "one was ill", key)
    assert (ended, {*workspace.glob("cycles/*/*/entries/*.json")}) == (code, before)
    assert screen.endswith(
        "\npdsa: nothing was logged\n"
        "Hint: what you typed is kept, as a command, in HOME/state/pdsa/drafts/TIME-do.txt\n"
    )
    assert draft(world) == "pdsa do ash-valley/02 --as-planned partly --why 'one was ill'\n"


def test_a_no_at_the_end_logs_nothing(typed, world):
    ended, screen = typed("record ash-valley/02", "texts", "3", "", "n")
    assert ended == 1
    assert "\nThis will be logged: record for ash-valley/02; texts 3 on 2025-11-21\n" in screen
    assert draft(world) == "pdsa record ash-valley/02 texts 3 --day 2025-11-21\n"


def test_where_there_are_too_many_to_list_one_is_an_example(typed, workspace):
    for number in range(8):
        (workspace / f"cycles/reading-2025/cedar-{number}").mkdir()
        made = workspace / f"cycles/reading-2025/cedar-{number}/district.yaml"
        made.write_text("joined: 2025-09-01\n", encoding="utf-8")
    _, screen = typed("plan", "^D")
    assert screen.startswith("\nWhich district, as in reading-2025/ash-valley?\n>")


def test_a_day_that_no_answer_could_mend_is_refused_before_anything_is_asked(typed):
    assert typed("close ash-valley/02 --day 2025-11-01") == (
        2,
        (
            "pdsa: 2025-11-01 is before `reading-2025/ash-valley/02-read-aloud-in-the-morning` starts,"
            " on 2025-11-03\nHint: give a later day, or change `starts` in its plan\n"
        ),
    )


def test_an_entry_that_is_refused_after_all_is_kept_as_a_command(typed, world):
    ended, screen = typed("comment ash-valley/02 --day 2025-11-22", "Ask the others", "")
    assert ended == 2
    assert screen.endswith(
        "pdsa: 2025-11-22 is after today, 2025-11-21\n"
        "Hint: write the day it happened, as in today, yesterday or -3d; what you typed is kept,"
        " as a command, in HOME/state/pdsa/drafts/TIME-comment.txt\n"
    )
    words = "comment ash-valley/02 --day 2025-11-22 'Ask the others'"
    assert draft(world) == f"pdsa {words}\n"


def test_a_plan_that_is_refused_after_all_is_kept_as_a_command(typed, world):
    line = "plan ash-valley --objective 'call 555-123-4567'"
    ended, screen = typed(line, "1", "one class", "", "a look", "", "")
    assert ended == 2
    assert screen.endswith(
        "what you typed is kept, as a command, in HOME/state/pdsa/drafts/TIME-plan.txt\n"
    )
    assert draft(world) == (
        "pdsa plan ash-valley --objective 'call 555-123-4567' --try read-aloud --with 'one class'"
        " --no-prediction 'a look' --until 2025-12-10\n"
    )


@pytest.mark.parametrize(
    ("line", "environment"),
    [
        ("study ash-valley/02 --no-input", {}),
        ("study ash-valley/02", {"CI": "true"}),
        ("study ash-valley/02 | cat", {}),
        ("study ash-valley/02 < /dev/null", {}),
        ("study ash-valley/02 2> told; cat told; exit 2", {}),
    ],
)
def test_nobody_is_asked_where_nobody_can_answer(typed, line, environment):
    ended, screen = typed(f"{line}", BASH_ENV="", **environment)
    assert screen.splitlines()[0] == "pdsa: still needed: --result, --learned"
    assert ended == (0 if "|" in line else 2)


def test_a_whole_command_line_asks_nothing(typed):
    line = "do ash-valley/02 --as-planned yes --observed 'Six of six'"
    assert typed(line) == (
        0,
        (
            "logged do (ID) for ash-valley/02-read-aloud-in-the-morning;"
            " next: pdsa record ash-valley/02 MEASURE VALUE\n"
        ),
    )
