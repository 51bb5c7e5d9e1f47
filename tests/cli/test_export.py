"""`pdsa export`: plans and entries whole, for people without git."""

import json
import os

import pytest

WROTE = "wrote bundle.jsonl: 6 entries, 3 plans and 6 other files; next, where it goes: pdsa import bundle.jsonl\n"


def test_a_bundle_is_written_to_a_file(workspace, pdsa):
    assert pdsa("export -o bundle.jsonl") == (0, WROTE, "")
    text = (workspace / "bundle.jsonl").read_text("utf-8")
    header, *lines = [json.loads(line) for line in text.splitlines()]
    assert header == {
        "schema": "pdsa.bundle/1",
        "format": 1,
        "files": 15,
        "counts": {
            "network": 1,
            "district": 2,
            "collaborative": 1,
            "membership": 2,
            "plan": 3,
            "entry": 6,
        },
    }
    for line in lines:
        assert line["text"] == (workspace / line["path"]).read_text("utf-8")


def test_without_a_file_it_goes_to_standard_output(workspace, pdsa):
    pdsa("export -o bundle.jsonl")
    text = (workspace / "bundle.jsonl").read_text("utf-8")
    assert pdsa("export") == pdsa("export -o -") == (0, text, "")


@pytest.mark.parametrize(
    ("flags", "wrote"),
    [
        ("--district birch-hill", "1 entry, 1 plan and 4 other files"),
        ("--collaborative reading-2025", "6 entries, 3 plans and 6 other files"),
        ("--since 2099-01-01", "nothing"),
        ("--since 2000-01-01 --facilitation", "6 entries, 3 plans and 6 other files"),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_flags_choose_what_goes_in(pdsa, flags, wrote):
    told = f"wrote bundle.jsonl: {wrote}; next, where it goes: pdsa import bundle.jsonl\n"
    assert pdsa(f"export {flags} -o bundle.jsonl") == (0, told, "")


@pytest.mark.parametrize(
    ("flags", "told"),
    [
        (
            "--district elm-park",
            "there is no district `elm-park`\nHint: there are: ash-valley, birch-hill",
        ),
        (
            "--collaborative maths",
            "there is no collaborative `maths`\nHint: there are: reading-2025",
        ),
        (
            "--since soon",
            "`soon` is not a day\nHint: write a day as in 2025-11-03, today, yesterday, -3d or -2w",
        ),
        (
            "-o no/such/bundle.jsonl",
            "`no/such/bundle.jsonl` cannot be written: No such file or directory\nHint: name another",
        ),
    ],
)
@pytest.mark.usefixtures("workspace")
def test_what_cannot_be_chosen_is_said(pdsa, flags, told):
    assert pdsa(f"export {flags}") == (2, "", f"pdsa: {told}\n")


def test_what_cannot_be_carried_is_told_and_the_rest_is_written(workspace, pdsa):
    plan = workspace / "cycles/reading-2025/birch-hill/02-x.yaml"
    plan.write_bytes(b"\xff")
    told = "pdsa: left out: cycles/reading-2025/birch-hill/02-x.yaml: byte 0xFF is not UTF-8 text\n"
    assert pdsa("export -o bundle.jsonl") == (0, WROTE, told)


def test_a_bundle_is_replaced_whole(workspace, pdsa):
    (workspace / "bundle.jsonl").write_text("old", encoding="utf-8")
    pdsa("export -o bundle.jsonl")
    assert (workspace / "bundle.jsonl").read_text("utf-8").startswith('{"schema":"pdsa.bundle/1"')
    assert [path.name for path in workspace.iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(os.name == "nt", reason="a pipe with a name")
def test_a_pipe_is_written_to_not_replaced(workspace, shell):
    ran = shell(
        "mkfifo pipe; (cat pipe > copy) & pdsa export -o pipe; wait; test -p pipe; pdsa export | cmp - copy"
    )
    assert (ran.code, ran.err) == (0, "")
    assert (workspace / "copy").stat().st_size > 5000


@pytest.mark.usefixtures("workspace")
def test_what_reads_no_further_is_no_error(shell):
    assert shell("pdsa export | head -1 | cut -c 1-25") == (0, '{"schema":"pdsa.bundle/1"\n', "")
