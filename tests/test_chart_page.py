"""Every `$ pdsa chart ...` of the page about charts is typed at a real terminal."""

import os
import sys
from pathlib import Path

import pytest

pytest.importorskip("pty", reason="a terminal is opened")

from pdsa.core.luck import false_alarm_share, in_words
from tests.test_readme import BLOCK, commands, compare, typed

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/what-the-chart-says.md"


def test_the_page_about_charts_shows_what_a_terminal_shows(tmp_path):
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "NO_COLOR": "1",
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "PDSA_TODAY": "2026-02-20",
    }

    def again(block):
        (shown,) = commands(block[1])
        said = typed(shown[0][2:], ROOT, environment, 80).rstrip("\n")
        return f"```console\n{shown[0]}\n{said}\n```"

    text = PAGE.read_text(encoding="utf-8")
    compare(PAGE, text, BLOCK.sub(again, text))


@pytest.mark.parametrize(
    ("rules", "baseline", "said"),
    [
        ("anhoej", None, "about 1 in 30 without a baseline"),
        ("anhoej", 12, "1 in 12 with one of 12 points"),
        ("anhoej", 6, "1 in 6 with one of 6"),
        ("ihi", None, "of charts of 24 points about 4 in 10 and"),
        ("nhs", None, "and 1 in 6. The answer"),
    ],
)
def test_the_page_gives_the_shares_of_the_table(rules, baseline, said):
    share = in_words(false_alarm_share(rules, 24, baseline)).removeprefix("about ")
    assert share in said
    assert said in PAGE.read_text(encoding="utf-8")
