"""`pdsa status`: where cycles stand, and the command that comes next."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("workspace")

HEAD = "# cycle\ttitle\tphase\tdue\tnext\taddress\n"
FIRST = "reading-2025/ash-valley/01-read-aloud-in-grade-1"
SECOND = "reading-2025/ash-valley/02-read-aloud-in-the-morning"


def test_my_cycles_come_with_the_names_that_i_can_type(pdsa):
    pdsa("use ash-valley")
    ran = pdsa("status")
    assert ran == (
        0,
        (
            f"{HEAD}02\tRead aloud in the morning\trunning\t2025-12-05\tDo: say what happened\t{SECOND}\n"
            f"01\tRead aloud in grade 1\tclosed\t\t\t{FIRST}\n"
        ),
        "",
    )


def test_a_place_can_be_named(pdsa):
    rows = pdsa("status birch-hill").out.splitlines()[1:]
    assert [row.split("\t")[1] for row in rows] == ["A text home on Fridays"]


def test_json_is_one_document_of_the_same_rows(pdsa):
    told = json.loads(pdsa("status reading-2025 --json").out)
    assert told["schema"] == "pdsa.status/1"
    assert {row["address"].split("/")[1] for row in told["rows"]} == {"ash-valley", "birch-hill"}


def test_an_unknown_place_is_refused_as_json_where_json_was_asked_for(pdsa):
    ran = pdsa("status ash-valey --json")
    error = {
        "code": "usage",
        "message": "there is no cycle or district `ash-valey`",
        "hint": "did you mean `reading-2025/ash-valley`?",
    }
    assert (ran.code, ran.err) == (2, "")
    assert json.loads(ran.out) == {"schema": "pdsa.error/1", "error": error}


def test_a_collaborative_is_found_as_the_report_finds_it(pdsa):
    assert pdsa("status reading") == pdsa("status reading-2025")


def test_a_default_that_is_gone_is_told(workspace, pdsa):
    pdsa("use ash-valley")
    (workspace / "cycles/reading-2025/ash-valley").rename(workspace / "gone")
    assert pdsa("status") == (
        2,
        "",
        (
            "pdsa: your default is reading-2025/ash-valley, and there is no such district here\n"
            "Hint: set another: pdsa use COLLABORATIVE/DISTRICT\n"
        ),
    )


def test_a_plan_that_cannot_be_read_is_to_be_mended(workspace, pdsa):
    (workspace / f"cycles/{SECOND}.yaml").write_text("title: [", "utf-8")
    rows = pdsa("status ash-valley").out.splitlines()[1:]
    assert rows[0].split("\t")[2:5] == ["without a plan", "", "Plan: mend its file"]
