from pathlib import Path

import pytest

from pdsa.core.model import Address
from pdsa.storage.user_state import read_default, state_folder, write_default, write_draft

ONE, OTHER = Path("/schools/one"), Path("/schools/other")


@pytest.fixture(autouse=True)
def state(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "pdsa"


def test_without_a_word_from_the_person_there_is_no_default():
    assert read_default(ONE) is None


def test_each_workspace_has_a_default_of_its_own():
    write_default(ONE, Address("reading-2025", "ash-valley"))
    write_default(OTHER, Address("maths-2025"))
    assert (read_default(ONE), read_default(OTHER)) == (
        Address("reading-2025", "ash-valley"),
        Address("maths-2025"),
    )


@pytest.mark.parametrize("text", ["", "{", "[]", "7", '{"/schools/one": 7}', "null", "\0"])
def test_a_file_that_was_damaged_says_nothing_and_is_written_anew(state, text):
    state.mkdir()
    (state / "defaults.json").write_text(text, encoding="utf-8")
    assert read_default(ONE) is None
    write_default(ONE, Address("reading-2025", "ash-valley"))
    assert read_default(ONE) == Address("reading-2025", "ash-valley")
    assert [path.name for path in state.iterdir()] == ["defaults.json"]


def test_a_draft_is_kept_as_it_was_typed(state):
    path = write_draft("x.json", "one\nünd\n")
    assert (path, path.read_bytes()) == (state / "drafts/x.json", "one\nünd\n".encode())


def test_without_a_setting_the_state_is_in_the_home_of_the_person(monkeypatch):
    monkeypatch.delenv("XDG_STATE_HOME")
    monkeypatch.setenv("HOME", "/home/somebody")
    assert state_folder() == Path("/home/somebody/.local/state/pdsa")
