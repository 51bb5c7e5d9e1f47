"""One report in every format: whole outputs, no wide line, nothing that a user wrote is markup."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from pdsa.render import csv as csv_format
from pdsa.render import json as json_format
from pdsa.render import markdown, plain, terminal
from tests.render.conftest import build

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE.parents[1] / "docs/schemas/report-1.json").read_text("utf-8"))
RENDERERS = {
    "report-80.txt": lambda report: terminal.render_report(report, 80, colour=False),
    "report-120.txt": lambda report: terminal.render_report(report, 120, colour=False),
    "report-80-colour.txt": lambda report: terminal.render_report(report, 80, colour=True),
    "report.tsv": plain.render_report,
    "report.csv": csv_format.render_report,
    "report.md": markdown.render_report,
    "report.json": json_format.render_report,
}


@pytest.mark.parametrize("name", RENDERERS)
def test_a_format_shows_the_whole_report(report, name):
    text = RENDERERS[name](report)
    golden = HERE / "golden" / name
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8", newline="\n")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("name", ["report-80.txt", "report.md"])
def test_the_page_of_a_district_is_whole(name):
    text = RENDERERS[name](build(district="ash-valley"))
    golden = HERE / "golden" / name.replace("report", "board")
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8", newline="\n")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize("width", [20, 40, 60, 72, 79, 80, 99, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal(report, width):
    text = terminal.render_report(report, width, colour=False)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []


@pytest.mark.parametrize("name", [name for name in RENDERERS if "colour" not in name])
def test_no_format_lets_a_control_character_through(report, name):
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    text = RENDERERS[name](report)
    assert {char for char in text if unicodedata.category(char) in hidden} <= {"\n", "\t"}


def test_colours_are_the_only_escapes(report):
    text = terminal.render_report(report, 80, colour=True)
    assert "[31m" not in text.replace("stop[/b][31m", "")


@pytest.mark.parametrize("width", [60, 71, 72, 80, 120])
def test_every_number_of_an_idea_is_there_at_any_width(report, width):
    text = terminal.render_report(report, width, colour=False)
    ideas = text[text.index("WHAT WE ARE") : text.index("\nDID IT CHANGE?")]
    row = next(found for found in report.ideas if found.id == "surveys")
    assert (row.studied, row.cycles, row.predictions.not_met) == (3, 3, 3)
    assert re.search(r"3 of 3 .*3", ideas)
    assert re.search(r"adapt 2, adopt\s+1", ideas)


def test_brackets_are_text_on_a_screen(report):
    assert "[red]stop[/b]" in terminal.render_report(report, 120, colour=False)


def test_markdown_holds_no_markup_of_a_user(report):
    text = markdown.render_report(report)
    assert "<script" not in text
    assert r"\[red\]stop\[/b\]\[31m &lt;script>alert(1)&lt;/script> \| \`x\` evil next" in text


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("a | b", r"a \| b"),
        ("![x](http://x.example)", r"!\[x\](http://x.example)"),
        ("a & b &lt;", "a &amp; b &amp;lt;"),
        ("# no head", r"\# no head"),
        ("back\\slash", r"back\\slash"),
        ("_so_ *much* ~~fun~~ $1", r"\_so\_ \*much\* \~\~fun\~\~ \$1"),
        ("two\nlines", "two lines"),
    ],
)
def test_a_markdown_cell_shows_what_was_written(written, cell):
    assert markdown.cell(written) == cell


def test_plain_quotes_what_a_spreadsheet_would_run(report):
    cells = [cell for line in plain.render_report(report).splitlines() for cell in line.split("\t")]
    assert [cell for cell in cells if cell.startswith("=")] == []
    assert "'=cmd|' /C calc'!A0" in cells


def test_plain_lines_of_a_kind_have_the_columns_of_their_head(report):
    heads = {}
    for line in plain.render_report(report).splitlines():
        kind, *cells = line.split("\t")
        if kind.startswith("#"):
            heads[kind[1:]] = len(cells)
        else:
            assert len(cells) == heads.get(kind, 1), line


def test_json_follows_its_schema(report):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert list(validator.iter_errors(json.loads(json_format.render_report(report)))) == []


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", ["plain", "json", "markdown", "csv"])
def test_only_the_terminal_loads_rich(name):
    code = f"import pdsa.render.{name}, pdsa.core.report, sys; print('rich' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"


def test_the_environment_changes_nothing(report, monkeypatch):
    before = terminal.render_report(report, 80, colour=True)
    for name, value in {"NO_COLOR": "1", "COLUMNS": "30", "TERM": "dumb", "LANG": "tr_TR"}.items():
        monkeypatch.setenv(name, value)
    assert terminal.render_report(report, 80, colour=True) == before
