import os
import subprocess
import sys
from pathlib import Path

import pytest

from pdsa.storage.files import write_new

CONTENT = b"one line\n" * 20_000
KILLED = 9
WRITER = """
import os, sys
from pathlib import Path
from pdsa.storage.files import write_new
{spoil}
write_new(Path(sys.argv[1]), sys.argv[2].encode() * 180_000)
"""
KILL_AT = """
calls = 0
def dying(call):
    def wrapped(*given, **named):
        global calls
        calls += 1
        if calls == {step}:
            os._exit({killed})
        return call(*given, **named)
    return wrapped
for name in ("open", "fsync", "link", "unlink"):
    setattr(os, name, dying(getattr(os, name)))
"""


def child(path, text="x", spoil=""):
    script = WRITER.format(spoil=spoil)
    return subprocess.Popen(
        [sys.executable, "-c", script, str(path), text],
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )


def ended(process):
    error = process.communicate()[1].decode()
    return process.returncode, error.strip().rpartition("\n")[2]


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path):
    write_new(tmp_path / "a/b/x.json", CONTENT)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*.*")} == {
        tmp_path / "a/b/x.json": CONTENT
    }


def test_a_name_that_is_taken_is_refused_and_its_file_stays(tmp_path):
    (tmp_path / "x.json").write_bytes(b"first")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "x.json", CONTENT)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("x.json", b"first")]


def test_where_there_are_no_links_a_name_that_is_taken_is_refused_as_well(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "link", no_links)
    write_new(tmp_path / "x.json", b"first")
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "x.json", CONTENT)
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("x.json", b"first")]


def no_links(*_):
    raise OSError(95, "Operation not supported")


def test_of_two_processes_that_want_one_name_exactly_one_gets_it(tmp_path):
    for turn in range(5):
        path = tmp_path / f"{turn}.json"
        children = [child(path, text) for text in "ab"]
        results = [ended(process) for process in children]
        assert sorted(code for code, _ in results) == [0, 1]
        winner = "ab"[[code for code, _ in results].index(0)]
        assert path.read_bytes() == winner.encode() * 180_000
    assert len(list(tmp_path.iterdir())) == 5


@pytest.mark.parametrize("step", range(1, 6))
def test_killed_at_any_step_the_folder_holds_the_whole_file_or_none(tmp_path, step):
    code, _ = ended(child(tmp_path / "x.json", spoil=KILL_AT.format(step=step, killed=KILLED)))
    assert code == KILLED
    named = [path for path in tmp_path.iterdir() if path.name[0] != "."]
    assert [path.stat().st_size for path in named] == ([180_000] if step >= 3 else [])


def test_no_step_is_left_after_the_last_that_was_killed(tmp_path):
    code, error = ended(child(tmp_path / "x.json", spoil=KILL_AT.format(step=6, killed=KILLED)))
    assert (code, error) == (0, "")


def full(*_):
    raise OSError(28, "No space left on device")


def test_an_error_before_the_name_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left on device"):
        write_new(tmp_path / "x.json", CONTENT)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["unlink", "open"])
def test_an_error_after_the_name_does_not_unsay_the_file(tmp_path, monkeypatch, step):
    monkeypatch.setattr(os, step, full)
    write_new(tmp_path / "x.json", CONTENT)
    monkeypatch.undo()
    assert (tmp_path / "x.json").read_bytes() == CONTENT
