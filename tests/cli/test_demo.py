"""`pdsa demo`: a workspace on which every command can be tried."""

import pytest

DISTRICTS = "--districts 6 --no-git"
MADE = """\
made pdsa-demo: an illustrative network, no district in it is real
  256 files, 221 entries, 348 points

next:
  cd pdsa-demo && pdsa report ai-literacy-2025 --as-of 2025-12-19
  pdsa chart ai-literacy-2025/dove-meadow routine-use
  pdsa show ai-literacy-2025/dove-meadow/01
  pdsa practices ai-literacy-2025
"""


def test_it_says_what_was_made_and_what_to_type_next(pdsa):
    ran = pdsa(f"demo {DISTRICTS}")
    assert ran.code == 0
    assert ran.err == ""
    assert ran.out == MADE


def test_what_it_says_to_type_next_works(pdsa, demo):
    lines = MADE.partition("next:\n")[2].strip().splitlines()
    assert len(lines) == 4
    for line in lines:
        ran = pdsa(f"-C {demo} {line.rpartition('pdsa ')[2]}")
        assert (ran.code, ran.err) == (0, ""), line


def test_it_can_be_made_somewhere_else(pdsa, world):
    assert pdsa(f"-C {world} demo 'my demo' {DISTRICTS}").out.count("cd 'my demo' && ") == 1
    assert (world / "my demo/cycles/network.yaml").exists()


def test_with_git_it_has_a_history(pdsa, world):
    assert " commits\n" in pdsa(f"-C {world} demo --districts 3").out
    assert (world / "pdsa-demo/.git").is_dir()


def test_without_git_on_the_computer_it_has_none_and_says_so(pdsa, world, monkeypatch):
    monkeypatch.setenv("PATH", str(world))
    ran = pdsa(f"-C {world} demo --districts 3")
    assert ran.code == 0
    assert ran.err == "pdsa: git is not installed, so the demo has no history\n"
    assert not (world / "pdsa-demo/.git").exists()


def test_a_dry_run_says_how_much_it_would_be_and_writes_nothing(pdsa, world):
    ran = pdsa(f"-C {world} demo {DISTRICTS} --dry-run")
    assert ran.code == 0
    assert ran.out == "".join(MADE.splitlines(keepends=True)[:2]).replace("made", "would make", 1)
    assert ran.err == "pdsa: dry run: nothing was written\n"
    assert not (world / "pdsa-demo").exists()


def test_a_folder_with_something_in_it_is_refused(pdsa, world):
    (world / "full").mkdir()
    (world / "full/note.txt").write_text("mine")
    ran = pdsa(f"-C {world} demo full")
    assert ran.code == 2
    assert "is not empty" in ran.err


@pytest.mark.parametrize("flag", ["--districts 0", "--districts 501", "--cycles 0", "--cycles 23"])
def test_sizes_have_limits(pdsa, flag):
    assert pdsa(f"demo {flag}").code == 2


@pytest.mark.parametrize(
    "line",
    [
        "check",
        "status",
        "history ai-literacy-2025/ash-valley",
        "report ai-literacy-2025",
        "report career-readiness-2025 --format markdown",
        "report educator-workforce-2025 --json",
        "show ai-literacy-2025/ash-valley/01",
        "export -o bundle.jsonl",
        "rebuild",
    ],
)
def test_commands_can_be_tried_on_it(pdsa, demo, line):
    ran = pdsa(f"-C {demo} --today 2025-12-19 {line}")
    assert ran.code == 0, ran.err


@pytest.fixture
def demo(pdsa, world):
    pdsa(f"-C {world} demo {DISTRICTS}")
    return world / "pdsa-demo"


def test_every_page_of_it_says_that_it_is_illustrative(pdsa, demo):
    for line in (
        "report ai-literacy-2025 --format markdown",
        "report educator-workforce-2025 --json",
    ):
        assert "llustrative" in pdsa(f"-C {demo} {line}").out
