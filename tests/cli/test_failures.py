"""When something else is broken: files, disks, streams, the database. A real shell says how."""

import errno
import json
import os
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from pdsa.cli.session import nobody_reads
from pdsa.storage import database

DO = 'pdsa do ash-valley/02 --as-planned yes --observed "Six of six"'
TYPED = DO.replace('"Six of six"', "-")
DISTRICT = "cycles/reading-2025/ash-valley"
POINT = "2025-11-14-data-01kag50ay00000000000000005.json"
SECOND = "02-read-aloud-in-the-morning.yaml"
FROM_FILES = "read from the files instead, nothing is missing"


def left_out(ran):
    rows = [row.split("\t") for row in ran.out.splitlines()]
    return [row[1:] for row in rows if row[0] == "left-out"]


def entries(workspace):
    return sorted(path.name for path in (workspace / DISTRICT / "entries").iterdir())


# Files


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "the file is empty"),
        (b'{"format": 1, "id": "01k', 1, "not whole JSON: Unterminated string starting at"),
        (
            b"{}\n<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n",
            2,
            "git left a conflict in this file",
        ),
        (b"[]", 1, "this file should be a table"),
        (b"{\xff}", 1, "byte 0xFF is not UTF-8 text"),
        (
            b'{"format": 2, "id": "x"}',
            1,
            "written by a newer version of pdsa (format 2); kept, not counted",
        ),
    ],
)
def test_a_report_names_and_counts_an_entry_that_cannot_be_read(
    workspace, pdsa, content, line, reason
):
    (workspace / DISTRICT / "entries" / POINT).write_bytes(content)
    ran = pdsa("report reading-2025")
    assert ran.code == 0
    assert [f"{DISTRICT}/entries/{POINT}", str(line), reason] in left_out(ran)
    assert "\t4/6\t" not in ran.out
    assert (workspace / DISTRICT / "entries" / POINT).read_bytes() == content


@pytest.mark.parametrize(
    ("content", "line", "reason"),
    [
        (b"", 1, "this file is empty"),
        (b"title: [", 1, "this bracket is not closed, or lacks a comma"),
        (b"title: x\n<<<<<<< HEAD\n", 2, "`<<<<<<<` is a mark of a git conflict"),
        (b"title: x\n", 1, "`change_idea` is required"),
    ],
)
def test_a_report_names_and_counts_a_plan_that_cannot_be_read(
    workspace, pdsa, content, line, reason
):
    (workspace / DISTRICT / SECOND).write_bytes(content)
    ran = pdsa("report reading-2025")
    assert ran.code == 0
    assert [f"{DISTRICT}/{SECOND}", str(line), reason] in left_out(ran)


def test_what_was_asked_for_itself_cannot_be_read_is_exit_code_4(workspace, pdsa):
    (workspace / DISTRICT / SECOND).write_text("", encoding="utf-8")
    told, hint = f"{DISTRICT}/{SECOND} cannot be read", "see what is wrong: pdsa check"
    assert pdsa(DO[5:]) == (4, "", f"pdsa: {told}\nHint: {hint}\n")
    ran = pdsa("show ash-valley/02 --json")
    error = {"code": "unreadable", "message": told, "hint": hint}
    assert json.loads(ran.out) == {"schema": "pdsa.error/1", "error": error}
    assert (ran.code, ran.err) == (4, "")


def test_a_report_without_its_collaborative_says_where_it_is_wrong(workspace, pdsa):
    (workspace / "cycles/reading-2025/collaborative.yaml").write_text("", encoding="utf-8")
    told = (
        "pdsa: cycles/reading-2025/collaborative.yaml:1:1: this file is empty\n"
        "Hint: see all that is wrong with it: pdsa check\n"
    )
    assert pdsa("report reading-2025") == (4, "", told)


# Disks


def test_a_file_in_place_of_the_folder_keeps_what_was_typed_as_a_draft(workspace, shell, world):
    folder = workspace / DISTRICT / "entries"
    shutil.rmtree(folder)
    folder.write_text("", encoding="utf-8")
    ran = shell(DO)
    [draft] = (world / "state/pdsa/drafts").iterdir()
    assert ran == (
        2,
        "",
        (
            "pdsa: not logged: File exists\n"
            f"Hint: what you typed is kept in {draft}; make room or ask for access, then try again\n"
        ),
    )
    assert json.loads(draft.read_text("utf-8"))["body"]["observed"] == "Six of six"


def test_a_full_disk_logs_nothing_and_says_to_copy_what_was_typed(workspace, shell, world):
    shell("pdsa report reading-2025")
    before = entries(workspace)
    ran = shell(f"ulimit -f 0; {DO}")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-2:] == [
        "pdsa: not logged: File too large",
        (
            "Hint: copy what you typed: it could not be kept anywhere;"
            " make room or ask for access, then try again"
        ),
    ]
    assert entries(workspace) == before
    assert [*(world / "state").rglob("*.json")] == []


def test_a_disk_with_room_for_the_file_alone_logs_it(workspace, shell):
    shell("pdsa report reading-2025")
    before = entries(workspace)
    ran = shell(f"ulimit -f 2; {DO}")  # kilobytes: less than the database, more than an entry
    assert (ran.code, "Traceback" in ran.err) == (0, False)
    assert ran.out.startswith("logged do (")
    assert len(entries(workspace)) == len(before) + 1
    assert "Six of six" in shell("pdsa history ash-valley/02").out


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
@pytest.mark.parametrize(
    ("folder", "line", "code", "told"),
    [
        ("entries", DO, 2, "not logged: Permission denied"),
        (
            ".",
            "pdsa plan ash-valley --try x --with y --predict z --until 2025-12-12",
            2,
            "could not be written",
        ),
    ],
)
def test_a_read_only_folder_is_named(workspace, shell, folder, line, code, told):
    path = workspace / DISTRICT / folder
    path.chmod(0o555)
    ran = shell(line)
    path.chmod(0o755)
    assert (ran.code, ran.out) == (code, "")
    assert told in ran.err


# Streams


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("pdsa report reading-2025 | head -0", "0 0"),
        (f"{DO} | head -0", "0 0"),
        ("pdsa check | head -1 > /dev/null", "0 0"),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_nobody_reading_on_is_no_error(shell, line, codes):
    ran = shell(f"{line}; echo ${{PIPESTATUS[@]}}")
    assert ran.out == f"{codes}\n"
    assert "Broken" not in ran.err + ran.out


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
def test_closed_streams_do_not_keep_an_entry_from_being_logged(workspace, shell, closed):
    before = entries(workspace)
    ran = shell(f"{DO} {closed}")
    assert (ran.code, ran.err) == (0, "")
    assert len(entries(workspace)) == len(before) + 1


def test_a_report_may_go_to_a_file_with_the_name_of_a_year(workspace, shell):
    assert shell("pdsa report reading-2025 > 2025") == (0, "", "")
    assert (workspace / "2025").read_text("utf-8").startswith("#about\t")


@pytest.mark.usefixtures("workspace")
def test_an_answer_that_cannot_be_written_is_an_error(shell):
    told = (
        "pdsa: the answer could not be written: No space left on device\n"
        "Hint: make room, or send it elsewhere\n"
    )
    assert shell("pdsa report reading-2025 > /dev/full") == (2, "", told)


def test_an_entry_is_logged_even_where_the_line_that_says_so_is_lost(workspace, shell):
    before = entries(workspace)
    told = "pdsa: logged; the line that says so could not be written: No space left on device\n"
    assert shell(f"{DO} > /dev/full") == (0, "", told)
    assert len(entries(workspace)) == len(before) + 1


@pytest.mark.usefixtures("workspace")
def test_a_narrow_screen_cuts_no_line_off(pdsa, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    ran = pdsa("report reading-2025 --format terminal")
    assert (ran.code, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 40
    assert "Read aloud for ten minutes" in ran.out


@pytest.mark.usefixtures("workspace")
def test_without_a_terminal_there_is_neither_colour_nor_a_table(shell):
    ran = shell("pdsa status", NO_COLOR="", TERM="xterm-256color")
    assert ran.out.startswith("# cycle\ttitle\t")
    assert "\x1b" not in ran.out


@pytest.mark.usefixtures("workspace")
def test_colour_is_for_who_asks(pdsa):
    assert "\x1b[" in pdsa("report reading-2025 --format terminal --color always").out
    assert "\x1b[" not in pdsa("report reading-2025 --format terminal --color=never").out
    told = "pdsa: `pink` is no way to colour\nHint: write --color auto, always or never\n"
    assert pdsa("--color pink report reading-2025 --format terminal") == (2, "", told)


# The database


def damage(path):
    path.write_bytes(b"no database, " * 100)


def truncate(path):
    path.write_bytes(path.read_bytes()[:3000])


def age(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()


def replace(path):
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (damage, "the database has been made afresh from the files: file is not a database"),
        (
            truncate,
            "the database has been made afresh from the files: database disk image is malformed",
        ),
        (
            age,
            "the database has been made afresh from the files: it was of another version of pdsa (99)",
        ),
        (replace, f"the database cannot be used (unable to open database file); {FROM_FILES}"),
    ],
)
@pytest.mark.parametrize("line", ["report reading-2025", "history ash-valley", DO[5:]])
def test_a_database_of_no_use_costs_one_line_and_no_fact(workspace, pdsa, harm, told, line):
    pdsa("report reading-2025")
    before = pdsa(f"{line} --dry-run" if line == DO[5:] else line)
    harm(workspace / ".pdsa/pdsa.db")
    after = pdsa(line)
    assert (after.code, after.err) == (0, f"pdsa: {told}\n")
    if line != DO[5:]:
        assert after.out == before.out


def test_a_database_in_use_is_not_waited_for_without_end(workspace, pdsa, monkeypatch):
    pdsa("report reading-2025")
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0.1)
    holder = sqlite3.connect(workspace / ".pdsa/pdsa.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    ran = pdsa(DO[5:])
    holder.close()
    assert (ran.code, ran.err) == (0, f"pdsa: the database is in use; {FROM_FILES}\n")
    assert "Six of six" in pdsa("history ash-valley/02").out


def test_a_file_in_place_of_its_folder_is_said_by_rebuild(workspace, pdsa):
    (workspace / ".pdsa").write_text("", encoding="utf-8")
    told = (
        "pdsa: the database could not be made: File exists\n"
        "Hint: close what else uses it and try again; reports work without it\n"
    )
    assert pdsa("rebuild") == (5, "", told)


# Settings


@pytest.mark.parametrize(
    "line",
    [
        "-C {w} --today 2025-10-01 status birch-hill",
        "status birch-hill -C {w} --today 2025-10-01",
        "status -C={w} birch-hill --today=2025-10-01 --no-input",
    ],
)
def test_settings_stand_before_or_after_the_verb(workspace, pdsa, world, monkeypatch, line):
    monkeypatch.chdir(world / "elsewhere")
    ran = pdsa(line.format(w=workspace))
    assert (ran.code, ran.err) == (0, "")
    assert "\tplanned\t" in ran.out


def test_the_environment_names_workspace_and_day_and_a_flag_wins(
    workspace, pdsa, world, monkeypatch
):
    monkeypatch.chdir(world / "elsewhere")
    monkeypatch.setenv("PDSA_WORKSPACE", str(workspace))
    monkeypatch.setenv("PDSA_TODAY", "2025-10-01")
    assert "\tplanned\t" in pdsa("status birch-hill").out
    assert "\trunning\t" in pdsa("status birch-hill --today 2025-11-21").out
    assert pdsa("status -C .").code == 3


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "frobnicate",
            "there is no command `pdsa frobnicate`\nHint: use one of: init, demo, collaborative,",
        ),
        ("reprot x", "there is no command `pdsa reprot`\nHint: did you mean `pdsa report`?\n"),
        ("district", "`pdsa district` needs a command\nHint: use pdsa district add\n"),
        (
            "district ad",
            "there is no command `pdsa district ad`\nHint: did you mean `pdsa district add`?\n",
        ),
        (
            "do 02 --obsrved x",
            "`pdsa do` has no flag `--obsrved`\nHint: did you mean `--observed`?\n",
        ),
        ("do 02 --day", "`--day` needs a value\nHint: see what it takes: pdsa"),
        ("do", "still needed: cycle, --as-planned, --observed\nHint: for example: pdsa do 02"),
        (
            "show a b",
            "`pdsa show` takes fewer words: `b` is too much\nHint: for example: pdsa show",
        ),
        ("--today", "`--today` needs a value\nHint: as in --today 2025-11-21\n"),
        ("--today soon status", "`soon` is not a day\nHint: write --today 2025-11-03\n"),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_a_wrong_command_line_is_exit_code_2_with_what_would_work(pdsa, line, told):
    ran = pdsa(line)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"pdsa: {told}")


@pytest.mark.usefixtures("world")
def test_an_error_is_one_json_document_where_json_was_asked_for(pdsa):
    for line, code, word in (
        ("report reading-2025 --json", 3, "no-workspace"),
        ("report --json", 2, "usage"),
        ("report reading-2025 --format json", 3, "no-workspace"),
        ("report reading-2025 --format=json", 3, "no-workspace"),
    ):
        ran = pdsa(line)
        assert (ran.code, ran.err, json.loads(ran.out)["error"]["code"]) == (code, "", word)


# Where the command stands


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("pdsa -C '~nosuch' status", "there is no folder `~nosuch`"),
        (f"pdsa -C {'x' * 5000} status", f"there is no folder `{'x' * 200}...`"),
        ("mkdir gone && cd gone && rmdir ../gone && pdsa status", "the folder that you are in is gone"),
        ("pdsa --color mauve use", "`mauve` is no way to colour"),
        ("pdsa --today 20251103 status", "`20251103` is not a day"),
        (f"{TYPED} <&-", "there is no standard input to read"),
    ],
)  # fmt: skip
def test_where_or_what_it_is_cannot_be_is_told_in_one_line(shell, line, told):
    ran = shell(line)
    assert (ran.code in {2, 3}, ran.out) == (True, "")
    assert ran.err.partition("\n")[0] == f"pdsa: {told}"


def test_a_person_without_a_home_has_no_default(shell):
    alone = "import os; from pdsa.storage import user_state; print(user_state.read_default('x'))"
    ran = shell(f'{sys.executable} -c "{alone}"', HOME="", XDG_STATE_HOME="~nosuch")
    assert (ran.code, ran.out, ran.err) == (0, "None\n", "")


@pytest.mark.usefixtures("workspace")
def test_what_is_no_utf_8_is_left_out_of_a_text_and_told(shell):
    ran = shell(f"printf 'Six \\xff of six' | {TYPED}", LC_ALL="C", PYTHONUTF8="0")
    assert (ran.code, ran.err) == (0, "pdsa: removed 1 unreadable character from `--observed`\n")


@pytest.mark.usefixtures("workspace")
def test_a_flag_without_its_value_points_to_the_help_of_its_command(pdsa):
    told = "pdsa: `--answers` needs a value\nHint: see what it takes: pdsa comment --help\n"
    assert pdsa("comment ash-valley/02 x --answers") == (2, "", told)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.usefixtures("workspace")
def test_an_error_whose_document_cannot_be_written_is_told_in_words(shell):
    ran = shell("pdsa show nope --json > /dev/full")
    assert (ran.code, ran.err.splitlines()[0]) == (2, "pdsa: there is no cycle `nope`")


@pytest.mark.parametrize(
    ("wrong", "system", "fine"),
    [
        (BrokenPipeError(), "posix", True),
        (OSError(errno.EINVAL, ""), "nt", True),
        (OSError(errno.EINVAL, ""), "posix", False),
        (OSError(errno.ENOSPC, ""), "nt", False),
    ],
)
def test_a_pager_that_ended_early_is_no_failure(wrong, system, fine):
    assert nobody_reads(wrong, system) is fine


@pytest.mark.usefixtures("workspace")
def test_what_could_steer_a_terminal_is_not_told(pdsa):
    assert "\x1b" not in pdsa(["show", "no\x1b[31mpe"]).err
    assert "\u202e" not in pdsa(["show", "no\u202epe", "--json"]).out


def test_a_plan_of_others_steers_no_terminal(workspace, pdsa):
    path = workspace / f"{DISTRICT}/{SECOND}"
    path.write_text(path.read_text("utf-8").replace("At least 5", "\u202eAt least 5"), "utf-8")
    line = "study ash-valley/02 --result r --learned l --prediction 1=met --dry-run"
    told = pdsa(line).out
    assert "\u202e" not in told
    assert json.loads(told)["body"]["predictions"][0]["text"].startswith("\u202eAt least 5")
