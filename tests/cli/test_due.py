"""`pdsa due`, and `pdsa` alone: the right place, the right form, the right exit code."""

import json

import icalendar
import pytest

pytestmark = pytest.mark.usefixtures("workspace")

HEAD = "# day\tlate\tcycle\ttitle\twhat\tcommand\tkind\taddress\n"
SECOND = "reading-2025/ash-valley/02-read-aloud-in-the-morning"
STUDY = (
    "2025-12-05\t{late}\tash-valley/02\tRead aloud in the morning\tStudy: say what you learned\t"
    f"pdsa study ash-valley/02 --result ... --learned ...\tstudy\t{SECOND}\n"
)
SEE_ALSO = "pdsa: see also: pdsa due, pdsa status, pdsa --help\n"


def kinds(out):
    return [line.split("\t")[6] for line in out.splitlines()[1:]]


def test_nothing_due_is_one_line_and_fine(pdsa):
    assert pdsa("due ash-valley") == (0, "# nothing is due\n", "")
    assert pdsa("due ash-valley --format terminal") == (0, "nothing is due\n", "")


def test_something_overdue_is_exit_code_1(pdsa):
    ran = pdsa("--today 2025-12-08 due ash-valley")
    assert ran == (1, HEAD + STUDY.format(late=3), "")


def test_a_screen_shows_the_days(pdsa):
    assert pdsa("due reading-2025 --format terminal --within 1w") == (
        1,
        """\
Tue 18 Nov 2025 · 3 days late
  birch-hill/01  Answer: "How do others reach families without phones?" · A text
                 home on Fridays
    pdsa comment birch-hill/01 "..." --answers 01kag540400000000000000006

Fri 28 Nov 2025 · in 7 days
  ash-valley/02  Do: the test ends, say what happened · Read aloud in the
                 morning
    pdsa do ash-valley/02 --as-planned yes --observed ...
  birch-hill/01  Do: the test ends, say what happened · A text home on Fridays
    pdsa do birch-hill/01 --as-planned yes --observed ...
""",
        "",
    )


def test_json_is_one_document_and_says_the_same_by_its_exit_code(pdsa):
    for line in ("due ash-valley --within 2w --json", "due ash-valley --within 2w --format json"):
        ran = pdsa(line)
        told = json.loads(ran.out)
        assert (ran.code, told["schema"]) == (1, "pdsa.due/1")
        assert [row["kind"] for row in told["rows"]] == ["end", "study"]
    assert json.loads(pdsa("due ash-valley --json").out)["rows"] == []


def test_my_default_district_is_what_is_looked_at_else_everything(pdsa):
    assert kinds(pdsa("due").out) == ["answer"]
    pdsa("use ash-valley")
    assert pdsa("due") == (0, "# nothing is due\n", "")
    ran = pdsa("--today 2025-12-08 due")
    assert ran.out == HEAD + STUDY.format(late=3).replace("ash-valley/02\t", "02\t").replace(
        "study ash-valley/02", "study 02"
    )


def test_a_default_that_is_gone_is_told(workspace, pdsa):
    pdsa("use ash-valley")
    (workspace / "cycles/reading-2025/ash-valley").rename(workspace / "gone")
    ran = pdsa("due")
    assert (ran.code, ran.err.splitlines()[0]) == (
        2,
        "pdsa: your default is reading-2025/ash-valley, and there is no such district here",
    )


@pytest.fixture
def second(workspace, pdsa):  # noqa: ARG001 - it is added to that
    """Another collaborative with a test in Ash Valley, which has ended by December."""
    for line in (
        'collaborative new maths-2025 --title "Maths" --topic "Maths" --starts 2025-07-01 --ends 2025-11-20',
        "district add ash-valley --to maths-2025 --joined 2025-07-01",
        '--today 2025-10-31 plan maths-2025/ash-valley --try games --with "two teachers" --predict "Both will" --starts 2025-11-03 --until 2025-11-20',
    ):
        assert pdsa(line).code == 0


@pytest.mark.usefixtures("second")
def test_a_district_is_looked_at_wherever_it_takes_part(pdsa):
    def at(line):
        return {row.split("\t")[7].rpartition("/")[0] for row in pdsa(line).out.splitlines()[1:]}

    both = {"reading-2025/ash-valley", "maths-2025/ash-valley"}
    assert at("--today 2025-12-08 due --district ash-valley") == both
    assert at("--today 2025-12-08 due maths-2025 --district ash-valley") == {
        "maths-2025/ash-valley"
    }
    assert at("--today 2025-12-08 due maths-2025/ash-valley/01") == {"maths-2025/ash-valley"}
    assert at("--today 2025-12-08 due") == {*both, "reading-2025/birch-hill"}


@pytest.mark.usefixtures("second")
def test_what_has_ended_is_left_out_unless_somebody_asks_for_it(pdsa):
    def at(line):
        return {row.split("\t")[7].partition("/")[0] for row in pdsa(line).out.splitlines()[1:]}

    assert at("--today 2025-12-20 due") == {"reading-2025", "maths-2025"}
    assert at("--today 2025-12-21 due") == {"reading-2025"}
    assert at("--today 2025-12-21 due maths-2025") == {"maths-2025"}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("due --within 14", "pdsa: `14` is not a length of time"),
        ("due --district ash-valey", "pdsa: there is no district `ash-valey`"),
        ("due reading --district cedar", "pdsa: there is no district `reading-2025/cedar`"),
        ("due ash-valey", "pdsa: there is no cycle or district `ash-valey`"),
        ("due --format pdf", "pdsa: `--format`: `pdf` is not one of `auto`, `terminal`, `plain`, `json`, `ics`"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_told_with_what_would_work(pdsa, line, message):
    ran = pdsa(line)
    assert (ran.code, ran.out, ran.err.splitlines()[0]) == (2, "", message)
    assert ran.err.splitlines()[1].startswith("Hint: ")


def test_a_calendar_holds_all_that_is_to_come_and_is_no_alarm(pdsa):
    ran = pdsa("--today 2025-12-08 due --format ics")
    assert (ran.code, ran.err) == (0, "")
    found = icalendar.Calendar.from_ical(ran.out).walk("VEVENT")
    assert [str(event["uid"]) for event in found] == [
        "reading-2025.ash-valley.02-read-aloud-in-the-morning.study.2025-12-05@pdsa",
        "reading-2025.birch-hill.01-a-text-home-on-fridays.do.2025-12-05@pdsa",
        "reading-2025.meeting.2025-12-10@pdsa",
    ]
    assert pdsa("--today 2025-12-08 due --format ics").out == ran.out
    near = pdsa("--today 2025-12-08 due --format ics --within 1d").out
    assert len(icalendar.Calendar.from_ical(near).walk("VEVENT")) == 2


def test_a_file_has_the_form_of_its_ending(workspace, pdsa):
    ran = pdsa("due reading -o due.ics")
    assert ran == (0, "", "pdsa: wrote due.ics\n")
    content = (workspace / "due.ics").read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.decode() == pdsa("due reading --format ics").out
    for name, start in (("due.json", "{"), ("due.txt", "Tue 18 Nov"), ("due.tsv", "# day")):
        assert pdsa(f"due reading -o {name}").code == 1
        assert (workspace / name).read_text("utf-8").startswith(start)


def test_a_break_of_the_district_counts_as_soon_as_it_is_written(workspace, pdsa):
    pdsa("use ash-valley")
    assert pdsa("--today 2025-12-08 due").code == 1
    file = workspace / "cycles/districts/ash-valley.yaml"
    file.write_text(
        file.read_text("utf-8") + "breaks:\n  - {from: 2025-12-01, to: 2025-12-12}\n", "utf-8"
    )
    assert pdsa("--today 2025-12-08 due").code == 0
    assert [row.split("\t")[:2] for row in pdsa("--today 2025-12-14 due").out.splitlines()[1:]] == [
        ["2025-12-13", "1"]
    ]


def test_a_collaborative_that_cannot_be_read_is_told_and_its_cycles_are_there(workspace, pdsa):
    (workspace / "cycles/reading-2025/collaborative.yaml").write_text("title: [", "utf-8")
    ran = pdsa("--today 2025-12-08 due ash-valley")
    said = "pdsa: cycles/reading-2025/collaborative.yaml cannot be read, so its meetings are not here; see: pdsa check\n"
    assert ran == (1, HEAD + STUDY.format(late=3), said)


def test_the_command_alone_says_the_one_next_thing_of_my_district(pdsa):
    pdsa("use ash-valley")
    do = "Do: say what happened · Read aloud in the morning\n  pdsa do 02 --as-planned yes --observed ...\n"
    assert pdsa("") == (0, do, SEE_ALSO)
    late = "Study: say what you learned · Read aloud in the morning, 3 days late\n  pdsa study 02 --result ... --learned ...\n"
    assert pdsa("--today 2025-12-08") == (0, late, SEE_ALSO)


def test_the_command_alone_says_how_it_is_used_where_no_district_is_mine(workspace, pdsa):
    usage = pdsa("--help")
    assert usage.out.startswith("Usage: pdsa")
    assert pdsa("") == usage
    pdsa("use ash-valley")
    assert pdsa("").out != usage.out
    (workspace / "cycles/reading-2025/ash-valley").rename(workspace / "gone")
    assert pdsa("") == usage


def test_the_command_alone_says_how_it_is_used_outside_a_workspace(world, pdsa, monkeypatch):
    monkeypatch.chdir(world / "elsewhere")
    assert pdsa("") == pdsa("--help")
