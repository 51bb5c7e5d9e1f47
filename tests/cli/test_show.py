"""`pdsa show`: one cycle whole."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("workspace")

PAGE = """\
Read aloud in grade 1 (reading-2025/ash-valley/01-read-aloud-in-grade-1)

NOW
  phase  closed
  next   nothing: this cycle is closed

PLAN
  change idea  read-aloud
  type         test-change
  dates        2025-10-06 to 2025-10-17
  planned      2025-10-03
  ramp         read-aloud
  scope        several-people
  with whom    two teachers

QUESTIONS AND PREDICTIONS
  1                  Does it fit in the day?
  1 predicted        Both will read aloud every day; classes at least 75% by 2025-10-17 [not-met]
  1 the data say     not-met: 1/2 50 %, 1 point
  1 before the data  yes, by the plan's own date, which is weaker: planned on 3 Oct 2025, first point on 17 Oct 2025; there is no git here

ENTRIES
  2025-10-17 data   01kag4hp60
    classes         1/2 on 2025-10-17
  2025-10-17 do     01kag4nbc0
    as planned      partly
    observed        One read aloud every day
    why             one was ill
  2025-10-20 study  01kag4s0j0
    result          1 of 2 read aloud every day
    learned         Mornings work
    prediction 1    not-met (Both will read aloud every day)
  2025-10-20 act    01kag4wnr0
    decision        ADAPT: change it and test again
    why             afternoons are too full
    next            only in the morning
"""


def test_a_cycle_is_shown_from_its_plan_to_its_decision(pdsa):
    assert pdsa("show ash-valley/01") == (0, PAGE, "")


def test_what_the_data_say_stands_beside_what_a_person_says(pdsa):
    pdsa("study ash-valley/02 --result 'Most do' --learned 'It fits' --prediction 1=met")
    said = [line for line in pdsa("show ash-valley/02").out.splitlines() if line[:4] == "  1 "]
    assert said == [
        "  1 predicted        At least 5 of 6 will; classes at least 80% [met]",
        "  1 the data say     not-met so far: 4/6 66.7 %, 1 point",
        (
            "  1 before the data  yes, by the plan's own date, which is weaker: planned on 31 Oct 2025, "
            "first point on 14 Nov 2025; there is no git here"
        ),
    ]


def test_a_closed_cycle_asks_for_a_mark_that_is_missing(pdsa, workspace):
    for file in (workspace / "cycles/reading-2025/ash-valley/entries").glob("*-study-*.json"):
        told = json.loads(file.read_text("utf-8"))
        del told["body"]["predictions"]
        file.write_text(json.dumps(told), "utf-8")
    assert pdsa("show ash-valley/01").out.splitlines()[3:6] == [
        "  phase    closed",
        "  next     say whether prediction 1 was met: nobody has marked it yet",
        '  command  pdsa correct 01kag4s0j0 --set prediction.1=met --why "not marked before"',
    ]


def test_json_holds_the_same_sections(pdsa):
    told = json.loads(pdsa("show ash-valley/01 --json").out)
    assert told["schema"] == "pdsa.page/1"
    named = [section["heading"].upper() for section in told["sections"] if section["lines"]]
    assert named == [line for line in PAGE.splitlines() if line.isupper()]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "01",
            (
                "`01` may be 2 cycles\nHint: write one of:"
                " reading-2025/ash-valley/01-read-aloud-in-grade-1,"
                " reading-2025/birch-hill/01-a-text-home-on-fridays"
            ),
        ),
        (
            "birch-hill/1a",
            (
                "there is no cycle `birch-hill/1a`\nHint: there are:"
                " reading-2025/birch-hill/01-a-text-home-on-fridays"
            ),
        ),
        ("''", "the address is empty\nHint: write an address as in ai-literacy-2025/ash-valley/02"),
    ],
)
def test_what_is_not_one_cycle_is_refused(pdsa, text, told):
    assert pdsa(f"show {text}") == (2, "", f"pdsa: {told}\n")


def test_a_plan_that_cannot_be_read_is_exit_code_4(pdsa, workspace):
    plan = workspace / "cycles/reading-2025/ash-valley/01-read-aloud-in-grade-1.yaml"
    plan.write_text("title: [", encoding="utf-8")
    told = (
        "pdsa: cycles/reading-2025/ash-valley/01-read-aloud-in-grade-1.yaml cannot be read\n"
        "Hint: see what is wrong: pdsa check\n"
    )
    assert pdsa("show ash-valley/01") == (4, "", told)
