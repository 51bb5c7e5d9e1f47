"""The catalogue of bad input: one folder each, run by a real shell, compared whole.

`command` holds one command line a line; `setup`, where there is one, runs before them. All of them
run outside the workspace, which is $W. Ids, times and paths of this machine are masked.
"""

import hashlib
import re
from pathlib import Path

import pytest

CATALOGUE = Path(__file__).parent / "bad-input"
LISTED = (
    *("no-workspace", "path-outside", "id-with-dots", "id-with-slash", "id-with-capitals"),
    *("windows-name", "decision-before-study", "undeclared-measure", "share-above-one"),
    *("bare-number-for-share", "comma", "future-day", "do-before-cycle", "same-body-twice"),
    *("markup", "control-characters", "right-to-left", "long-text", "builds-on-itself"),
    *("two-plans-with-one-id", "newer-entry", "sign-without-quotes", "percent-without-quotes"),
)
MASKS = (
    (r"(?<=read: )[0-9a-f]{7}\b", "<digest>"),  # first: one in 256 begins like an id
    (r"(?<=\tdigest\t)[0-9a-f]{7}\b", "<digest>"),
    (r"\b0[0-9a-hjkmnp-tv-z]{25}\b", "<id>"),
    (r"\b01[0-9a-hjkmnp-tv-z]{4,}\b", "<id>"),
    (r"\b[0-9-]{10}T[0-9:]{8}Z", "<time>"),
)


def masked(text, world):
    for folder in ("workspace", "elsewhere"):
        text = text.replace(str(world / folder), f"<{folder}>")
    for pattern, word in MASKS:
        text = re.sub(pattern, word, text)
    return text


def tree(root):
    """Every file of a workspace with its content, but what can be made again from the others."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file() and ".pdsa" not in path.parts
    }


def digest(files):
    return hashlib.sha256(repr(sorted(files.items())).encode()).hexdigest()


def transcript(line, ran, new):
    parts = [f"$ {line}", f"exit code {ran.code}"]
    for name, text in (("standard output", ran.out), ("standard error", ran.err)):
        parts += [f"--- {name}", text.removesuffix("\n")] if text else []
    for path, content in new.items():
        parts += [f"--- new file: {path}", content.decode().removesuffix("\n")]
    return "\n".join(parts) + "\n"


@pytest.fixture
def catalogued(workspace, world, shell, monkeypatch):
    """Run the lines of a folder of the catalogue; return what each said and did to the files."""

    def ask(name):
        monkeypatch.chdir(world / "elsewhere")
        setup = CATALOGUE / name / "setup"
        if setup.exists():
            ran = shell(f"set -e\n{setup.read_text(encoding='utf-8')}", W=str(workspace))
            assert ran.code == 0, ran
        for line in (CATALOGUE / name / "command").read_text(encoding="utf-8").splitlines():
            before = tree(workspace)
            ran = shell(line, W=str(workspace))
            yield line, ran, before, tree(workspace)

    return ask


def test_every_listed_input_has_its_folder_and_every_folder_is_listed():
    assert sorted(folder.name for folder in CATALOGUE.iterdir()) == sorted(LISTED)


@pytest.mark.parametrize("name", LISTED)
def test_bad_input_gets_a_clear_answer_and_a_no_writes_nothing(name, catalogued, golden, world):
    told = []
    for line, ran, before, after in catalogued(name):
        assert "Traceback" not in ran.out + ran.err
        if ran.code:
            assert digest(after) == digest(before), f"{line} was refused, and wrote"
        new = {path: after[path] for path in sorted(after.keys() - before.keys())}
        assert before.items() <= after.items(), f"{line} changed a file that was there"
        told.append(masked(transcript(line, ran, new), world))
    golden(CATALOGUE / name / "expected.txt", "\n".join(told))
