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
            "# day\tentry\tkind\twhere\twhat\tstanding\taddress\n"
            f"2025-10-17\t01kag4hp60\tdata\tash-valley/01\tclasses 1/2 on 2025-10-17\t\t{FIRST}\n"
            f"2025-10-17\t01kag4nbc0\tdo\tash-valley/01\tas planned: partly (one was ill); One read aloud every day\t\t{FIRST}\n"
            f"2025-10-20\t01kag4s0j0\tstudy\tash-valley/01\tMornings work (predictions: 1 not-met)\t\t{FIRST}\n"
            f"2025-10-20\t01kag4wnr0\tact\tash-valley/01\tADAPT: change it and test again; afternoons are too full\t\t{FIRST}\n"
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
    assert pdsa("history ash-valley/02").out.splitlines()[-1].split("\t")[5] == "afterwards"


def test_json_is_one_document_of_the_same_rows(pdsa):
    told = json.loads(pdsa("history birch-hill --json").out)
    row = {
        "day": "2025-11-18",
        "entry": "01kag54040",
        "kind": "comment",
        "where": "birch-hill/01",
        "what": "asks for help: How do others reach families without phones?",
        "standing": "",
        "address": "reading-2025/birch-hill/01-a-text-home-on-fridays",
    }
    assert told == {"schema": "pdsa.history/1", "rows": [row]}
