"""An illustrative network on disk: as the tool itself writes, and with a history that makes sense."""

import hashlib
import subprocess
import sys
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest

from pdsa.core.demo.network import Sizes, build_demo
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address
from pdsa.storage.demo import write_demo
from pdsa.storage.entries import encode, entry_name, read_entry
from pdsa.storage.plans import read_document
from pdsa.storage.yaml_text import to_yaml

ROOT = Path(__file__).parents[2]
DIGEST = "f7b8fcb23d224d8f"  # of six districts; new words or figures give another one
PRINT_DIGEST = "from tests.storage.test_demo import digest; print(digest())"
ROLES = {"collaborative.yaml": "collaborative", "district.yaml": "membership"}
DRAFTED = (  # as `pdsa plan` writes them
    *("title", "planned", "change_idea", "type", "ramp", "builds_on", "objective", "owner"),
    *("scope", "with_whom", "sample_size", "starts", "ends", "questions", "no_prediction"),
    *("measures", "materials"),
)


def small():
    return build_demo(Sizes(6, 3), 2025).files


def digest():
    """A digest of all files, as they are written."""
    found = hashlib.sha256()
    for file in small():
        text = file.content
        if not isinstance(text, str):
            text = to_yaml(text) if isinstance(text, dict) else encode(text)
        found.update(f"{file.path}\n{file.at}\n{file.author}\n{text}".encode())
    return found.hexdigest()[:16]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made") / "demo"
    return folder, write_demo(folder, small(), with_git=True)


def git(folder, *words):
    ran = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True)
    return ran.stdout.decode()


def test_the_bytes_are_the_same_on_every_computer():
    assert digest() == DIGEST


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_the_bytes_do_not_hang_on_the_order_of_hashes(hash_seed, monkeypatch):
    monkeypatch.setenv("PYTHONHASHSEED", hash_seed)
    words = [sys.executable, "-c", PRINT_DIGEST]
    ran = subprocess.run(words, cwd=ROOT, capture_output=True, check=True)
    assert ran.stdout.decode().strip() == DIGEST


def test_every_entry_reads_back_to_its_bytes(made):
    root, written = made
    paths = [*root.glob("cycles/*/*/entries/*.json")]
    assert len(paths) == written.entries
    for path in paths:
        content = path.read_bytes()
        folder = Address(*path.parts[-4:-2])
        entry, findings = read_entry(path.name, content, folder)
        assert findings == []
        assert encode(entry).encode() == content
        assert entry_name(entry) == path.name


def test_every_yaml_file_is_right(made):
    folder, _ = made
    paths = [*folder.glob("cycles/**/*.yaml")]
    assert len(paths) > 20
    for path in paths:
        role = ROLES.get(path.name, "district" if path.parent.name == "districts" else "plan")
        role = "network" if path.name == "network.yaml" else role
        assert read_document(role, path.name, path.read_bytes()).diagnostics == ()


def test_plans_have_their_keys_in_the_order_in_which_they_are_drafted():
    documents = [file.content for file in small() if isinstance(file.content, dict)]
    for document in [one for one in documents if "change_idea" in one]:
        keys = [key for key in document if key in DRAFTED]
        assert keys == [key for key in DRAFTED if key in document]


def test_the_last_commit_holds_what_is_on_disk(made):
    folder, written = made
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "branch", "--show-current") == "main\n"
    assert len(git(folder, "ls-files").splitlines()) == written.files
    assert int(git(folder, "rev-list", "--count", "HEAD")) == written.commits


def test_commits_follow_each_other_in_time_and_are_by_teams(made):
    folder, _ = made
    lines = git(folder, "log", "--reverse", "--format=%aI|%cI|%an <%ae>").splitlines()
    times = [datetime.fromisoformat(line.split("|")[0]) for line in lines]
    assert all(one <= next_ for one, next_ in pairwise(times))
    assert all(line.split("|")[0] == line.split("|")[1] for line in lines)
    authors = {line.split("|")[2] for line in lines}
    assert "Ash Valley team (illustrative) <team@ash-valley.example>" in authors
    assert [one for one in authors if "illustrative" not in one or ".example>" not in one] == []


def test_most_plans_are_committed_before_their_data_and_some_are_not():
    files = build_demo(Sizes(40, 3), 2025).files
    first, planned = {}, {}
    for file in files:
        if isinstance(file.content, dict) and "change_idea" in file.content:
            planned[file.path.removesuffix(".yaml")] = file.at
        elif getattr(file.content, "kind", "") in {"do", "data"}:
            first.setdefault(f"cycles/{file.content.address}", file.at)
    before = [planned[cycle] < at for cycle, at in first.items() if cycle in planned]
    assert 0.7 < sum(before) / len(before) < 0.98


def test_without_git_there_is_no_history(tmp_path):
    written = write_demo(tmp_path / "demo", small(), with_git=False)
    assert written.commits == 0
    assert {path.name for path in (tmp_path / "demo").iterdir()} == {"cycles", "README.md"}


def test_an_empty_folder_will_do(tmp_path):
    assert write_demo(tmp_path, small(), with_git=False).files > 20


@pytest.mark.parametrize(
    ("name", "message"),
    [("full", "is not empty"), ("full/note.txt", "is a file")],
)
def test_what_is_there_is_left_alone(tmp_path, name, message):
    (tmp_path / "full").mkdir()
    (tmp_path / "full/note.txt").write_text("mine")
    with pytest.raises(PdsaError, match=message):
        write_demo(tmp_path / name, small(), with_git=True)
    assert [path.name for path in tmp_path.rglob("*")] == ["full", "note.txt"]


def test_no_repository_but_its_own_is_touched(tmp_path, monkeypatch):
    git(tmp_path, "init", "-q")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / ".git").rglob("*")}
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / ".git/index"))
    write_demo(tmp_path / "demo", small(), with_git=True)
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / ".git").rglob("*")} == before
    assert (tmp_path / "demo/.git/HEAD").exists()


def test_git_that_fails_says_why(tmp_path, monkeypatch):
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/git").write_text("#!/bin/sh\necho 'fatal: no room' >&2\nexit 128\n")
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    with pytest.raises(PdsaError, match="git init failed: fatal: no room"):
        write_demo(tmp_path / "demo", small(), with_git=True)
