"""`pdsa check`: what is wrong in files and missing in plans, all at once."""

import json
import os

import pytest

SECOND = "cycles/reading-2025/ash-valley/02-read-aloud-in-the-morning.yaml"


@pytest.fixture
def broken(workspace):
    path = workspace / SECOND
    text = path.read_text("utf-8").replace("type: test-change", "type: test-chnage")
    path.write_text(text, encoding="utf-8")
    return workspace


@pytest.mark.usefixtures("workspace")
def test_warnings_alone_are_fine(pdsa):
    ran = pdsa("check")
    assert (ran.code, ran.err) == (0, "pdsa: 0 errors, 3 warnings\n")


@pytest.mark.usefixtures("broken")
def test_an_error_is_exit_code_1_and_shows_the_line(pdsa):
    ran = pdsa("check reading-2025")
    assert (ran.code, ran.err) == (1, "pdsa: 1 error, 2 warnings\n")
    assert (
        f"{SECOND}:4:7: error[unknown-type] `test-chnage` is not a type\n"
        "4 | type: test-chnage\n"
        "  |       ^\n"
        "Hint: did you mean `test-change`?\n"
    ) in ran.out


@pytest.mark.usefixtures("broken")
def test_the_concise_form_is_a_line_for_each(pdsa):
    lines = pdsa("check --format concise").out.splitlines()
    assert [line.partition(" ")[0].rpartition("/")[2] for line in lines] == [
        "01-read-aloud-in-grade-1.yaml:1:1:",
        "02-read-aloud-in-the-morning.yaml:4:7:",
        "01-a-text-home-on-fridays.yaml:1:1:",
    ]


@pytest.mark.usefixtures("broken")
def test_json_is_one_document_with_the_same_findings(pdsa):
    ran = pdsa("check --json")
    told = json.loads(ran.out)
    assert (ran.code, told["schema"]) == (1, "pdsa.check/1")
    assert [one["code"] for one in told["diagnostics"]] == [
        *("incomplete-plan", "unknown-type", "incomplete-plan")
    ]


@pytest.mark.usefixtures("workspace")
def test_an_unknown_collaborative_is_refused(pdsa):
    told = "pdsa: there is no collaborative `math`\nHint: there are: reading-2025\n"
    assert pdsa("check math") == (2, "", told)


def test_a_file_where_a_folder_should_be_is_told(pdsa, workspace):
    entries = workspace / "cycles/reading-2025/ash-valley/entries"
    entries.rename(workspace / "moved")
    entries.write_text("x", encoding="utf-8")
    told = (
        "cycles/reading-2025/ash-valley/entries:1:1: error[unreadable-file] "
        "a file stands where a folder should be, so nothing can be kept here"
    )
    assert told in pdsa("check --format concise").out.splitlines()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_only_a_file_is_quoted_and_a_pipe_is_not_waited_for(workspace, pdsa):
    folder = workspace / "cycles/reading-2025/ash-valley"
    os.mkfifo(folder / "03-pipe.yaml")
    (workspace / "secret.txt").write_text("secret\n", "utf-8")
    (folder / "04-link.yaml").symlink_to(workspace / "secret.txt")
    told = pdsa("check").out
    assert "03-pipe.yaml:1:1: error[unreadable-file]" in told
    assert "04-link.yaml:1:1: error[unreadable-file]" in told
    assert "secret" not in told
