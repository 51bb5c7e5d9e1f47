import subprocess
import sys

import pytest

from pdsa.core.narrative import counts_few, scan


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ask team.lead@ashvalley.example.org about it", [("team.lead@ashvalley.example.org", "an e-mail address")]),
        ("Write to (coach@birch-hill.example).", [("coach@birch-hill.example", "an e-mail address")]),
        ("call (555) 210-0199 first", [("(555) 210-0199", "a phone number")]),
        ("her mother: 555-210-0199", [("555-210-0199", "a phone number")]),
        ("+44 20 7946 0958", [("+44 20 7946 0958", "a phone number")]),
        ("ssn 000-12-3456", [("000-12-3456", "a social security number")]),
        ("student 4471093 was absent", [("4471093", "a long number, as ids have")]),
        ("S0447109", [("S0447109", "a long number, as ids have")]),
        ("student id 4471 came late", [("student id 4471", "the number of a person")]),
        ("lunch number 4471", [("lunch number 4471", "the number of a person")]),
        ("born on 4 May 2012", [("born on 4 May 2012", "a date of birth")]),
        ("DOB: 05/04/2012, grade 7", [("DOB: 05/04/2012", "a date of birth")]),
        ("Mr. Quillfeather was ill", [("Mr. Quillfeather", "a name")]),
        ("we asked Ms Quillfeather's class", [("Ms Quillfeather", "a name")]),
        ("Emma (grade 7) liked it", [("Emma (grade 7", "a first name with a grade")]),
        ("Liam in 7th grade liked it", [("Liam in 7th grade", "a first name with a grade")]),
        ("a student named Quill liked it", [("Quill", "a name")]),
        ("One student was suspended.", [("suspended", "a grave word about one person")]),
        ("She is autistic and liked it", [("autistic", "a grave word about one person")]),
    ],
)  # fmt: skip
def test_what_points_to_a_person_is_found_with_its_place_and_reason(text, found):
    assert [(one.seen, one.reason) for one in scan(text)] == found
    assert all(text[one.start : one.end] == one.seen for one in scan(text))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Six of seven teachers used it on 2025-11-03, from 8:30 to 9:15, in Room 204.",
        "2025-11-03 to 2025-11-21, school year 2025-26, 20251103",
        "75 % (9/12), before 66.6667 %; 1,250,000 minutes; $125000 of the grant",
        "Teachers in grade 7 and Students in grade 8 at Birch Hill, grade 6",
        "ELA grade 7, Math in 6th grade, Grade 5 Science",
        "Suspensions fell from 12 to 9; suspended students missed 31 days.",
        "The blind test was dropped. He liked it.",
        "https://example.org/a/20251103455/b?id=1234567 and ver. 1.234567",
        "Miss Monday's session again; MS TEAMS; Mr and Ms",
        "A date of birth is no longer asked for; the tool was born in spring.",
        "@home, @ 9 am, 3 @ 2",
        "student number 12 of 40, students: 25",
        "entry 01kax4q2zv4m5n6p7q8r9s0t1v says so",
        "the graph went from 100-200 to 300-4000",
    ],
)
def test_what_a_team_writes_every_day_passes(text):
    assert scan(text) == ()


def test_the_line_of_a_finding_is_told():
    assert [one.line for one in scan("first\nsecond\nask coach@example.org")] == [3]


def test_one_stretch_of_text_is_found_once():
    assert len(scan("Ms Emma in grade 7")) == 1


@pytest.mark.parametrize(
    "text", ["@" * 9000, "1-" * 5000, "born " * 2000, "Emma " * 2000, "he blind" * 1000]
)
def test_odd_texts_are_scanned_in_reasonable_steps(text):
    assert isinstance(scan(text), tuple)


def test_nothing_is_compiled_when_the_scan_is_loaded():
    code = "import re; known = len(re._cache); import pdsa.core.narrative; print(len(re._cache) - known)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "0\n"


@pytest.mark.parametrize(
    ("text", "few"),
    [
        ("Three students came late", True),
        ("only 2 of them could say why", True),
        ("one of our older pupils", True),
        ("3 of 7 did it", True),
        ("it worked for 3/7", True),
        ("three out of twelve answered", True),
        ("38 of 40 did, the others did not", True),  # two remain
        ("9 families", True),
        ("all five teachers", True),
        ("10 families", False),
        ("20 of 40 did", False),
        ("Fifteen minutes are enough", False),
        ("two lessons a week, in 4 schools", False),
        ("a one-page guide on 3 Nov", False),
        ("24/7 support, grade 7", False),
        ("", False),
    ],
)
def test_a_text_that_counts_few_people_is_seen(text, few):
    assert counts_few(text, 10) is few
