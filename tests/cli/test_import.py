"""`pdsa import`: a bundle is taken in, and nothing that is here is overwritten."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_startup import HEAVY, RUNNER, among

DO = 'do ash-valley/02 --as-planned yes --observed "Six of six"'
NEXT = "next: pdsa report reading-2025\n"
WROTE = (
    "wrote again.jsonl: 7 entries, 3 plans and 6 other files; "
    "next, where it goes: pdsa import again.jsonl\n"
)
POINT = "01kag50ay00000000000000005"


@pytest.fixture
def other(workspace, pdsa, world):  # noqa: ARG001 - it has to be there
    """A bundle of the made-up workspace, and an empty workspace beside it."""
    assert pdsa(f"export -o {world}/bundle.jsonl").code == 0
    root = world / "other"
    root.mkdir()
    assert pdsa(f"init {root} --name 'Made-up Network'").code == 0
    return root


def files(root):
    return {
        path.relative_to(root): path.read_bytes()
        for path in root.glob("cycles/**/*")
        if path.is_file()
    }


def test_a_bundle_makes_the_workspaces_equal(workspace, pdsa, other, world):
    said = "imported 6 entries, 3 plans and 5 other files; 1 there already; "
    assert pdsa(f"-C {other} import {world}/bundle.jsonl") == (0, said + NEXT, "")
    assert files(other) == files(workspace)
    assert pdsa(f"-C {other} report reading-2025") == pdsa("report reading-2025")


def test_once_more_changes_nothing(pdsa, other, world):
    pdsa(f"-C {other} import {world}/bundle.jsonl")
    before = files(other)
    said = f"imported nothing; 15 there already; {NEXT}"
    assert pdsa(f"-C {other} import {world}/bundle.jsonl") == (0, said, "")
    assert files(other) == before


def test_two_who_log_apart_and_exchange_bundles_read_the_same_report(workspace, pdsa, other, world):
    pdsa(f"-C {other} import {world}/bundle.jsonl")
    pdsa(DO)
    pdsa(f"-C {other} record ash-valley/02 classes 6/6 --by ben")
    pdsa(
        f'-C {other} plan reading-2025/birch-hill --try friday-text --with "us" --predict "all answer" --until 2025-12-19'
    )
    pdsa("export --since 2025-11-20 -o a.jsonl")
    pdsa(f"-C {other} export -o {other}/b.jsonl")
    assert pdsa(f"import {other}/b.jsonl").code == 0
    assert pdsa(f"-C {other} import a.jsonl").code == 0
    assert files(other) == files(workspace)
    for form in ("plain", "markdown", "json"):
        line = f"report reading-2025 --format {form}"
        assert pdsa(f"-C {other} {line}") == pdsa(line)


@pytest.mark.usefixtures("workspace")
def test_a_bundle_may_come_from_standard_input(pdsa):
    text = pdsa("export").out
    assert pdsa("import -", text) == (0, f"imported nothing; 15 there already; {NEXT}", "")


def test_a_dry_run_writes_nothing(pdsa, other, world):
    before = files(other)
    said = "would import 6 entries, 3 plans and 5 other files; 1 there already; "
    told = "pdsa: dry run: nothing was written\n"
    assert pdsa(f"-C {other} import {world}/bundle.jsonl --dry-run") == (0, said + NEXT, told)
    assert files(other) == before


def test_another_plan_under_the_same_name_is_kept_beside_and_told_by_check(pdsa, other, world):
    pdsa(f"-C {other} import {world}/bundle.jsonl")
    [plan] = (path.relative_to(other) for path in other.glob("cycles/*/birch-hill/01-*.yaml"))
    edited = (other / plan).read_text("utf-8").replace("40 families", "50 families")
    (other / plan).write_text(edited, encoding="utf-8")
    ran = pdsa(f"-C {other} import {world}/bundle.jsonl")
    aside = next(path for path in files(other) if "(import conflict" in path.name)
    told = f"pdsa: {plan} says something else here; kept beside it as `{aside}`\n"
    said = "imported nothing; 14 there already; 1 with another content; next: pdsa check\n"
    assert ran == (1, said, told)
    assert (other / plan).read_text("utf-8") == edited
    assert f"{aside}:1:1: error[conflict-copy]" in pdsa(f"-C {other} check --format concise").out


def test_what_was_erased_elsewhere_is_erased_here_only_when_that_is_said(
    workspace, pdsa, other, world
):
    pdsa(f"-C {other} import {world}/bundle.jsonl")
    pdsa(f"retract {POINT} --why 'names a student' --erase")
    pdsa("export -o erased.jsonl")
    file = next(path for path in files(other) if POINT in path.name)
    told = f"pdsa: {file} was erased elsewhere: --yes erases it\n"
    said = f"imported nothing; 14 there already; {NEXT}"
    assert pdsa(f"-C {other} import erased.jsonl") == (1, said, told)
    assert (other / file).exists()
    said = f"imported nothing; 14 there already; 1 erased now; {NEXT}"
    assert pdsa(f"-C {other} import erased.jsonl --yes") == (0, said, "")
    assert files(other) == files(workspace)
    said = f"imported nothing; 14 there already; 1 erased here before; {NEXT}"
    assert pdsa(f"-C {other} import {world}/bundle.jsonl") == (0, said, "")
    assert files(other) == files(workspace)


@pytest.mark.skipif(os.name == "nt", reason="a terminal is opened")
@pytest.mark.parametrize(("answer", "code"), [("y", 0), ("n", 1)])
def test_a_terminal_is_asked_before_anything_is_erased(workspace, answer, code):
    [file] = workspace.glob(f"cycles/*/*/entries/*{POINT}.json")
    mark = file.parent.relative_to(workspace) / "removed" / POINT
    line = json.dumps({"path": mark.as_posix(), "role": "removed", "text": ""})
    (workspace / "x").write_text(f'{{"schema":"pdsa.bundle/1","format":1}}\n{line}\n', "utf-8")
    ours, theirs = os.openpty()
    os.write(ours, f"{answer}\n".encode())
    command = [Path(sys.executable).parent / "pdsa", "import", "x"]
    ran = subprocess.run(command, stdin=theirs, capture_output=True, text=True, check=False)
    path = file.relative_to(workspace).as_posix()
    asked = f"pdsa: {path} was erased elsewhere\nErase 1 file here, too? [y/N]: "
    said = "1 erased now; " if answer == "y" else ""
    assert (ran.returncode, ran.stdout) == (code, f"imported nothing; {said}{NEXT}")
    assert ran.stderr.startswith(asked)
    assert file.exists() == (answer == "n")


def test_a_bad_line_is_told_and_the_rest_is_in(workspace, pdsa, other, world):
    lines = (world / "bundle.jsonl").read_text("utf-8").splitlines(keepends=True)
    lines[2] = "oops\n"
    lines[-1] = lines[-1][:100]
    (other / "cut.jsonl").write_text("".join(lines), encoding="utf-8")
    ran = pdsa(f"-C {other} import {other}/cut.jsonl")
    told = (
        "pdsa: line 3: not whole JSON: Expecting value\n"
        "pdsa: line 16: the bundle is cut off in this line, which alone is lost; "
        "ask for the bundle once more\n"
    )
    said = "imported 5 entries, 3 plans and 4 other files; 1 there already; 2 refused; "
    assert ran == (1, said + NEXT, told)
    assert len(files(other)) == len(files(workspace)) - 2


def test_many_bad_lines_are_counted(pdsa, other):
    (other / "bad.jsonl").write_text(
        '{"schema":"pdsa.bundle/1","format":1}\n' + "x\n" * 50, "utf-8"
    )
    ran = pdsa(f"-C {other} import {other}/bad.jsonl")
    assert (ran.code, ran.out) == (1, "imported nothing; 50 refused; next: pdsa status\n")
    assert ran.err.splitlines()[19:] == [
        "pdsa: line 21: not whole JSON: Expecting value",
        "pdsa: and 30 more like these",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "the bundle is empty\nHint: a bundle is made by `pdsa export -o bundle.jsonl`"),
        (
            "measure,day,value\n",
            (
                "this is not a bundle: its first line is not the header of one\n"
                "Hint: a bundle is made by `pdsa export -o bundle.jsonl`"
            ),
        ),
        (
            '{"schema": "pdsa.bundle/2", "format": 2}\n',
            (
                "this bundle was written by a newer version of pdsa (pdsa.bundle/2)\n"
                "Hint: update pdsa on this computer, then import it again"
            ),
        ),
    ],
)
def test_what_is_no_bundle_is_refused(workspace, pdsa, content, told):
    (workspace / "x").write_text(content, encoding="utf-8")
    assert pdsa("import x") == (2, "", f"pdsa: {told}\n")


@pytest.mark.parametrize(
    ("name", "reason"), [("nothing", "No such file or directory"), ("cycles", "Is a directory")]
)
@pytest.mark.usefixtures("workspace")
def test_what_cannot_be_read_is_said(pdsa, name, reason):
    told = f"pdsa: `{name}` cannot be read: {reason}\nHint: check the name\n"
    assert pdsa(f"import {name}") == (2, "", told)


def test_a_folder_that_cannot_be_written_costs_only_its_files(pdsa, other, world):
    blocked = other / "cycles/reading-2025/ash-valley"
    blocked.parent.mkdir()
    blocked.write_text("a file", encoding="utf-8")
    ran = pdsa(f"-C {other} import {world}/bundle.jsonl")
    said = "imported 1 entry, 1 plan and 4 other files; 1 there already; 8 refused; "
    assert (ran.code, ran.out) == (1, said + NEXT)


def test_entries_alone_load_no_heavy_module(workspace, pdsa, shell, other, world):
    pdsa(f"-C {other} import {world}/bundle.jsonl")
    pdsa(DO)
    pdsa("export -o new.jsonl")
    for line, said in [
        (f"-C {other} import new.jsonl", f"imported 1 entry; 15 there already; {NEXT}"),
        ("export -o again.jsonl", WROTE),
    ]:
        assert shell(f"python -c '{RUNNER}' modules.txt {line}") == (0, said, "")
        assert among((workspace / "modules.txt").read_text("utf-8").split(), HEAVY) == []


def test_what_a_bundle_says_cannot_steer_a_terminal(workspace, pdsa):
    item = {"path": "cycles/\x1b[31mred\x07/b/x.yaml", "role": "plan\x1b[0m", "text": ""}
    text = '{"schema":"pdsa.bundle/1","format":1}\n' + json.dumps(item) + "\n"
    told = "pdsa: line 2: cycles/[31mred/b/x.yaml: `[31mred` is not an id\n"
    assert pdsa("import -", text) == (1, "imported nothing; 1 refused; next: pdsa status\n", told)
    assert not list(workspace.rglob("*red*"))
