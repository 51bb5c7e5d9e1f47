"""`pdsa do`: how a test went, and what every logging command may be told beside its answers."""

import json
from datetime import UTC, datetime

import pytest

DO = 'do ash-valley/02 --as-planned yes --observed "Six of six"'
ENTRY = {
    "afterwards": False,
    "body": {"as_planned": "yes", "observed": "Six of six"},
    "by": "ana",
    "collaborative": "reading-2025",
    "cycle": "02-read-aloud-in-the-morning",
    "day": "2025-11-21",
    "district": "ash-valley",
    "format": 1,
    "id": "01kak4nvp00000000000000001",
    "kind": "do",
    "recorded": "2025-11-21T12:01:00Z",
    "release": None,
}


def test_what_was_done_is_one_new_file_and_one_line(logged):
    ran, new = logged(DO)
    assert ran == (
        0,
        (
            "logged do (01kak4nvp0) for ash-valley/02-read-aloud-in-the-morning;"
            " next: pdsa record ash-valley/02 MEASURE VALUE\n"
        ),
        "",
    )
    assert new == [ENTRY]


@pytest.mark.parametrize(
    ("flags", "fields"),
    [
        ("--day -3d", {"day": "2025-11-18"}),
        ("--day yesterday", {"day": "2025-11-20"}),
        ("--day=2025-11-03", {"day": "2025-11-03"}),  # the first day of the cycle
        ("--afterwards", {"afterwards": True}),
        ("--release public", {"release": "public"}),
        ("--release network", {"release": None}),
        ("--by 'grade 1 coach'", {"by": "grade 1 coach"}),
        ("--today 2025-11-20", {"day": "2025-11-20"}),  # `recorded` stays the true clock
    ],
)
def test_a_flag_reaches_the_entry(logged, flags, fields):
    _, new = logged(f"{DO} {flags}")
    assert new == [ENTRY | fields]


def test_every_text_reaches_the_entry(logged):
    _, [entry] = logged(
        "do ash-valley/02 --as-planned partly --why snow --observed Four --problem 'No books'"
    )
    assert entry["body"] == {
        "as_planned": "partly",
        "observed": "Four",
        "problem": "No books",
        "why": "snow",
    }


def test_a_text_can_come_from_standard_input_line_by_line(logged):
    _, [entry] = logged("do ash-valley/02 --as-planned yes --observed -", "Six of six\r\n\r\nAll\n")
    assert entry["body"]["observed"] == ["Six of six", "", "All"]


def test_a_dry_run_shows_the_entry_and_writes_nothing(logged):
    ran, new = logged(f"{DO} --dry-run")
    assert json.loads(ran.out) == ENTRY
    assert (ran.code, ran.err, new) == (0, "pdsa: dry run: nothing was written\n", [])


def test_the_same_again_within_ten_minutes_needs_again(logged):
    logged(DO)
    ran, new = logged(DO)
    assert (ran.code, new) == (2, [])
    assert ran.err == (
        "pdsa: you logged the same do less than ten minutes ago: 01kak4nvp00000000000000001\n"
        "Hint: if it happened twice, add --again\n"
    )
    ran, new = logged(f"{DO} --again")
    assert (ran.code, len(new)) == (0, 1)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "do ash-valley/02",
            (
                "still needed: --as-planned, --observed\n"
                'Hint: for example: pdsa do 02 --as-planned yes --observed "Both teachers used it twice"'
            ),
        ),
        (
            "do ash-valley/02 --as-planned maybe --observed x",
            "`maybe` is not an answer\nHint: use one of: yes, partly, no, unknown",
        ),
        (f"{DO} --why ''", "`--why` is empty\nHint: write what to keep, in quotes"),
        (
            f"{DO} --why - --problem -",
            "only one text can come from standard input\nHint: write `-` once",
        ),
    ],
)
def test_what_says_too_little_is_refused(logged, line, told):
    ran, new = logged(line)
    assert (ran, new) == ((2, "", f"pdsa: {told}\n"), [])


def test_the_name_of_the_person_at_the_computer_stands_in_for_by(logged, monkeypatch):
    monkeypatch.delenv("PDSA_BY")
    monkeypatch.setenv("LOGNAME", "ben")
    _, [entry] = logged(DO)
    assert entry["by"] == "ben"


def test_the_true_clock_is_recorded_whatever_today_says(logged):
    _, [entry] = logged(f"{DO} --today 2025-11-10")
    recorded = datetime.fromisoformat(entry["recorded"])
    assert recorded == datetime(2025, 11, 21, 12, 1, tzinfo=UTC)
