"""`pdsa comment`: what people say to each other about a cycle."""

import pytest

ASKED = "01kag540400000000000000006"  # birch-hill asked for help


def test_a_comment_on_a_cycle_is_kept_in_the_folder_of_its_district(logged):
    ran, [entry] = logged("comment birch-hill/01 'Ask the library'")
    assert ran.code == 0
    assert (entry["district"], entry["cycle"]) == ("birch-hill", "01-a-text-home-on-fridays")
    assert entry["body"] == {"text": "Ask the library"}


def test_a_comment_may_be_about_a_district(logged):
    _, [entry] = logged("comment reading-2025/birch-hill -", "Well done\nall of you\n")
    assert entry["cycle"] is None
    assert entry["body"] == {"text": ["Well done", "all of you"]}


def test_an_answer_names_the_whole_id_and_closes_the_request(logged, pdsa):
    assert "1 request for help has no answer" in pdsa("report reading-2025").out
    _, [entry] = logged("comment birch-hill/01 'Ask the library' --answers 01KAG54")
    assert entry["body"]["answers"] == ASKED
    assert "request for help" not in pdsa("report reading-2025").out


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("comment birch-hill/01 Yes", "a request for help is open here: to answer it, add --answers 01kag54040"),
        ("comment birch-hill/01 Yes --answers 01kag54", ""),
        ("comment ash-valley/02 Yes", ""),
    ],
)  # fmt: skip
def test_where_a_request_is_open_a_comment_is_told_how_to_answer_it(logged, line, hint):
    ran, [_] = logged(line)
    assert ran.err == (f"pdsa: {hint}\n" if hint else "")


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "comment birch-hill/01",
            (
                "still needed: text\n"
                'Hint: for example: pdsa comment ash-valley/02 "Moss Hill had the same trouble: ask them"'
            ),
        ),
        ("comment birch-hill/01 ''", "`TEXT` is empty\nHint: write what to keep, in quotes"),
        (
            "comment birch-hill/01 Yes --answers 01zz",
            "there is no entry `01zz`\nHint: see the ids: pdsa history",
        ),
        (
            "comment moss-hill 'Well done'",
            (
                "there is no cycle or district `moss-hill`\nHint: there are: reading-2025/ash-valley,"
                " reading-2025/birch-hill, reading-2025/ash-valley/01-read-aloud-in-grade-1,"
                " reading-2025/ash-valley/02-read-aloud-in-the-morning,"
                " reading-2025/birch-hill/01-a-text-home-on-fridays"
            ),
        ),
    ],
)
def test_what_says_nothing_to_anybody_is_refused(logged, line, told):
    ran, new = logged(line)
    assert (ran, new) == ((2, "", f"pdsa: {told}\n"), [])


@pytest.mark.usefixtures("workspace")
def test_an_answer_in_another_collaborative_is_refused_and_sent_where_it_counts(pdsa):
    pdsa(
        "collaborative new math-2025 --title Math --topic Math --starts 2025-09-01 --ends 2026-02-28"
    )
    pdsa("district add birch-hill --to math-2025")
    assert pdsa("comment math-2025/birch-hill Yes --answers 01kag54") == (
        2,
        "",
        (
            "pdsa: `01kag54` was asked in `reading-2025/birch-hill`, and an answer in `math-2025` is lost\n"
            "Hint: comment there: pdsa comment reading-2025/birch-hill TEXT --answers 01kag54\n"
        ),
    )
