"""`pdsa history`: entries in order of their days, with the ids that commands take."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("workspace")

FIRST = "reading-2025/ash-valley/01-read-aloud-in-grade-1"


def kinds(ran):
    return [row.split("\t")[2] for row in ran.out.splitlines()[1:]]


def test_the_entries_of_a_cycle_stand_in_order(pdsa):
    ran = pdsa("history ash-valley/01")
    assert ran == (
        0,
        (
            "# day\tentry\tkind\twhere\twhat\tstanding\n"
            f"2025-10-17\t01kag4h\tdata\t{FIRST}\tclasses 1/2 on 2025-10-17\t\n"
            f"2025-10-17\t01kag4n\tdo\t{FIRST}\tas planned: partly (one was ill); One read aloud every day\t\n"
            f"2025-10-20\t01kag4s\tstudy\t{FIRST}\tMornings work (predictions: 1 not-met)\t\n"
            f"2025-10-20\t01kag4w\tact\t{FIRST}\tADAPT: change it and test again; afternoons are too full\t\n"
        ),
        "",
    )


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("ash-valley", ["data", "do", "study", "act", "data"]),
        ("birch-hill", ["comment"]),
        ("reading-2025", ["data", "do", "study", "act", "data", "comment"]),
        ("", ["data", "do", "study", "act", "data", "comment"]),
    ],
)
def test_a_place_has_the_entries_of_everything_in_it(pdsa, where, expected):
    assert kinds(pdsa(f"history {where}")) == expected


def test_what_was_typed_in_later_says_so(pdsa):
    pdsa("do ash-valley/02 --as-planned yes --observed x --day -3d --afterwards")
    assert (
        pdsa("history ash-valley/02").out.splitlines()[-1].startswith("2025-11-18 (afterwards)\t")
    )


def test_json_is_one_document_of_the_same_rows(pdsa):
    told = json.loads(pdsa("history birch-hill --json").out)
    row = {
        "day": "2025-11-18",
        "entry": "01kag54",
        "kind": "comment",
        "where": "reading-2025/birch-hill/01-a-text-home-on-fridays",
        "what": "asks for help: How do others reach families without phones?",
        "standing": "",
    }
    assert told == {"schema": "pdsa.history/1", "rows": [row]}
