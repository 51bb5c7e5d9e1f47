"""`pdsa report`: in each format, to a screen or a file."""

import json
import sys

import pytest

REPORT = "report reading-2025"


@pytest.mark.usefixtures("workspace")
def test_a_pipe_gets_whole_values_with_a_tab_between(pdsa, golden, request):
    ran = pdsa(REPORT)
    assert (ran.code, ran.err) == (0, "")
    golden(request.path.with_name("report.tsv"), ran.out)


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("terminal", "READING 2025-26 · month 3 of 6"),
        ("plain", "#about\twhat\tvalue\n"),
        ("markdown", "# Reading 2025-26\n"),
        ("html", "<!DOCTYPE html>\n"),
        ("json", "{\n"),
        ("csv", "section,district,cycle,idea,measure,day,what,value,numerator,"),
    ],
)
def test_each_format_can_go_to_a_file(workspace, pdsa, form, begins):
    assert pdsa(f"{REPORT} --format {form} -o report.out") == (0, "", "pdsa: wrote report.out\n")
    text = (workspace / "report.out").read_text("utf-8")
    assert text.startswith(begins)
    assert pdsa(f"{REPORT} --format {form}").out.rstrip("\n") == text.rstrip("\n")


@pytest.mark.usefixtures("workspace")
def test_an_entry_shows_in_the_next_report(pdsa):
    pdsa("record ash-valley/02 classes 6/6")
    assert "\t6/6 100 %\t\t2025-11-21\t3\t6/6\ttoo few to tell\n" in pdsa(REPORT).out


@pytest.mark.usefixtures("workspace")
def test_json_is_one_document(pdsa):
    assert json.loads(pdsa(f"{REPORT} --json").out)["schema"] == "pdsa.report/1"


def headed(text):
    return [line for line in text.splitlines() if line[:3].isupper() and not line[0].isspace()]


@pytest.mark.usefixtures("workspace")
def test_the_facilitator_is_told_whom_to_call_before_anything_else(pdsa):
    members = headed(pdsa(f"{REPORT} --format terminal").out)
    told = headed(pdsa(f"{REPORT} --format terminal --audience facilitator").out)
    assert told[1:4] == ["IN SHORT", "WHOM TO CALL   why, and how to begin", members[2]]
    assert members[2].startswith("WHAT WE ARE LEARNING")


@pytest.mark.usefixtures("workspace")
def test_the_page_of_a_district_says_what_was_predicted_what_happened_and_what_is_next(pdsa):
    heads = headed(pdsa(f"{REPORT}/ash-valley --format terminal").out)
    assert heads[1:6] == [
        "IN SHORT",
        "WHAT WE PREDICTED",
        "WHAT HAPPENED",
        "WHAT WE DO NEXT",
        "THE RESOURCE WE ARE MAKING",
    ]


@pytest.mark.usefixtures("workspace")
def test_what_is_new_since_the_last_meeting_is_counted(pdsa):
    out = pdsa(f"{REPORT} --format terminal --since 2025-11-01").out
    said = "Since 1 Nov 2025: 1 new cycle, 0 studied, 0 decided, 2 entries"
    assert said in out.splitlines()


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("terminal", "Made-up Network\n"),
        ("plain", "Made-up Network\n"),
        ("markdown", "# Made-up Network\n"),
        ("json", "{\n"),
        ("csv", "section,label,text\n"),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_the_network_has_a_page_in_each_form(pdsa, form, begins):
    ran = pdsa(f"report --network --format {form}")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(begins)


@pytest.mark.usefixtures("workspace")
def test_the_page_of_the_network_tells_of_the_day_that_is_asked_for(pdsa):
    now = pdsa("report --network --format csv").out
    then = pdsa("report --network --format csv --as-of 2025-10-10").out
    assert ",as of," not in now
    assert "Reading 2025-26,as of,10 Oct 2025\n" in then
    assert "Reading 2025-26,stands,month 2 of 6\n" in then
    public = pdsa("report --network --format csv --audience public --as-of 2025-10-10").out
    assert "as of 30 Sep 2025" in public


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "report",
            (
                "still needed: a collaborative\n"
                "Hint: for example: pdsa report ai-literacy-2025, or pdsa report --network"
            ),
        ),
        (
            "report reading-2024",
            "there is no collaborative `reading-2024`\nHint: did you mean `reading-2025`?",
        ),
        (
            f"{REPORT} -o none/report.md",
            "`none/report.md` cannot be written: No such file or directory\nHint: name another file",
        ),
        (
            f"{REPORT} --format pdf",
            (
                "`--format`: `pdf` is not one of `auto`, `terminal`, `plain`, `markdown`, `html`, "
                "`json`, `csv`\n"
                "Hint: for example: pdsa report ai-literacy-2025"
            ),
        ),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_what_cannot_be_reported_is_refused(pdsa, line, told):
    assert pdsa(line) == (2, "", f"pdsa: {told}\n")


TERMINAL = """
import os, pty, sys
pid, screen = pty.fork()
if not pid:
    os.execvp("pdsa", ["pdsa", *sys.argv[1:]])
while True:
    try:
        if not os.read(screen, 1000): break
    except OSError: break
os.waitpid(pid, 0)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such terminals here")
@pytest.mark.parametrize(("more", "colour"), [("", False), ("--color always", True)])
def test_a_file_has_no_colour_unless_somebody_says_so(workspace, shell, more, colour):
    line = f"{sys.executable} -c '{TERMINAL}' {REPORT} --format terminal -o report.txt {more}"
    assert shell(line, TERM="xterm", NO_COLOR="").code == 0
    assert ("\x1b[" in (workspace / "report.txt").read_text("utf-8")) is colour
