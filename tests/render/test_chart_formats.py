"""Charts on a screen, in pipes, as JSON and as CSV: whole outputs, no wide line, nothing that runs."""

import csv
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from rich.cells import cell_len

from pdsa.render import chart_csv, chart_json, chart_plain, chart_terminal
from pdsa.render.chart_canvas import FINE, draw
from pdsa.render.chart_cells import cell_width, wrap_cells
from pdsa.render.chart_words import safe_cell
from tests.render.charts import CHARTS, SHARE, any_chart, make, many

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE.parents[1] / "docs/schemas/chart-1.json").read_text("utf-8"))
RENDERERS = {
    "80.txt": lambda chart: chart_terminal.render_chart(chart, 80),
    "120.txt": lambda chart: chart_terminal.render_chart(chart, 120),
    "40.txt": lambda chart: chart_terminal.render_chart(chart, 40),
    "80-ascii.txt": lambda chart: chart_terminal.render_chart(chart, 80, ascii=True),
    "80-colour.txt": lambda chart: chart_terminal.render_chart(chart, 80, colour=True),
    "tsv": chart_plain.render_chart,
    "json": chart_json.render_chart,
    "csv": chart_csv.render_chart,
}
GOLDEN = [
    *(("shift", name) for name in RENDERERS),
    *((name, "80.txt") for name in ("limits", "phases", "excluded", "many-markers", "none")),
    *(("hostile", name) for name in ("80.txt", "tsv", "json", "csv")),
]


@pytest.mark.parametrize(("name", "form"), GOLDEN)
def test_a_format_shows_the_whole_chart(name, form):
    text = RENDERERS[form](CHARTS[name])
    golden = HERE / "golden" / f"chart-{name}{'-' if '.' in form else '.'}{form}"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_bytes(text.encode())
    assert text.encode() == golden.read_bytes()


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("width", [20, 40, 59, 60, 80, 99, 100, 120, 200])
def test_no_line_is_wider_than_the_terminal(name, width):
    text = chart_terminal.render_chart(CHARTS[name], width)
    assert [line for line in text.splitlines() if cell_len(line) > max(30, min(width, 120))] == []


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("plain", [False, True])
def test_no_line_of_any_chart_is_wider_than_the_terminal(seed, plain):
    chart = any_chart(seed)
    for width in (40, 80, 120):
        text = chart_terminal.render_chart(chart, width, ascii=plain)
        assert [line for line in text.splitlines() if cell_len(line) > width] == []


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_plain_screen_gets_plain_letters(name, width):
    text = chart_terminal.render_chart(CHARTS[name], width, ascii=True)
    assert text.isascii()
    assert "?" not in text.replace("Was the guide used?", "")


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("form", [form for form in RENDERERS if "colour" not in form])
def test_no_format_lets_a_control_character_through(name, form):
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    text = RENDERERS[form](CHARTS[name])
    assert {char for char in text if unicodedata.category(char) in hidden} <= {"\n", "\t"}


@pytest.mark.parametrize("name", CHARTS)
def test_colours_add_codes_and_change_no_letter(name):
    plain = chart_terminal.render_chart(CHARTS[name], 80)
    coloured = chart_terminal.render_chart(CHARTS[name], 80, colour=True)
    codes = re.compile(r"\x1b\[[0-9;]*m")
    assert [codes.sub("", line).rstrip() for line in coloured.splitlines()] == plain.splitlines()
    assert all(
        line.count("\x1b[0m") * 2 == len(codes.findall(line)) for line in coloured.splitlines()
    )


def test_a_gap_is_a_gap_on_the_screen():
    rows = chart_terminal.render_chart(make(SHARE, [50, 60, None, None, 60, 50]), 80).splitlines()
    plot = [line[7:] for line in rows[5:18]]
    columns = [n for n in range(45) if any("⠀" < row[n : n + 1] <= "⣿" for row in plot)]
    gaps = [after - column for column, after in pairwise(columns)]
    assert max(gaps) > 8


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize(("width", "height"), [(14, 3), (24, 13), (50, 13), (100, 17)])
def test_no_word_stands_on_a_point(name, width, height):
    chart = CHARTS[name]
    canvas = draw(chart, FINE, width, height)
    points = [point for point in chart.points if point.value is not None]
    cells = [canvas.cells[canvas.row(point.value), canvas.at(point)][0] for point in points]
    assert {*cells} <= {*"●◆○⊗△■◇▲"}


def test_every_cycle_is_told_by_name_or_number():
    wide = chart_terminal.render_chart(CHARTS["shift"], 80)
    narrow = chart_terminal.render_chart(CHARTS["shift"], 40)
    assert "\n                            01 Prompt guides\n" in wide
    assert "02 Prompt guides in grade 7, 12 Jan 2026" not in wide
    assert "02 Prompt guides in grade 7, 12 Jan 2026" in narrow


def test_several_charts_stand_under_each_other():
    both = chart_terminal.render_charts([CHARTS["shift"], CHARTS["noise"]], 80)
    one, two = (chart_terminal.render_chart(CHARTS[name], 80) for name in ("shift", "noise"))
    assert both == f"{one}\n\n{two}"


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("to 68 % now", 7, ["to 68 %", "now"]),
        ("a" * 10, 4, ["aaaa", "aaaa", "aa"]),
        ("漢字漢字", 5, ["漢字", "漢字"]),
        ("  ", 5, []),
    ],
)
def test_a_text_wraps_by_the_cells_it_takes(text, width, lines):
    assert wrap_cells(text, width) == lines


@pytest.mark.parametrize("text", ["abc", "漢字", "e\u0301", "Anhøj · “so”", "a\u0300b"])
def test_cells_are_counted(text):
    assert cell_width(text) == cell_len(text)


@pytest.mark.parametrize("name", CHARTS)
def test_json_follows_its_schema(name):
    validator = jsonschema.Draft202012Validator(SCHEMA)
    assert list(validator.iter_errors(json.loads(chart_json.render_chart(CHARTS[name])))) == []


def test_json_of_several_charts_follows_the_same_schema():
    document = json.loads(chart_json.render_charts(CHARTS.values()))
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)) == []
    assert len(document["charts"]) == len(CHARTS)


@pytest.mark.parametrize("gone", ["schema", "answer", "points"])
def test_the_schema_refuses_a_document_without_its_parts(gone):
    document = json.loads(chart_json.render_chart(CHARTS["shift"]))
    del document[gone]
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)) != []


def test_the_schema_refuses_what_it_does_not_know():
    document = json.loads(chart_json.render_chart(CHARTS["shift"])) | {"more": 1}
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(document)) != []
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", CHARTS)
def test_every_array_of_points_has_a_place_for_every_point(name):
    points = json.loads(chart_json.render_chart(CHARTS[name]))["points"]
    assert {len(column) for column in points.values()} == {len(CHARTS[name].points)}


def test_plain_lines_of_a_kind_have_the_columns_of_their_head():
    heads = {}
    for line in chart_plain.render_charts(CHARTS.values()).splitlines():
        kind, *cells = line.split("\t")
        if kind.startswith("#"):
            heads[kind[1:]] = len(cells)
        else:
            assert len(cells) == heads[kind], line


def test_a_csv_reader_finds_one_row_a_point():
    text = chart_csv.render_charts(CHARTS.values())
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == sum(len(chart.points) for chart in CHARTS.values())
    assert {row["outside"] for row in rows} == {"yes", "no"}


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1 week", "'+1 week"),
        ("-1 week", "'-1 week"),
        ("@here", "'@here"),
        ("\t=1", "' =1"),
        ("\r=1", "' =1"),
        ("\uff1d1", "'\uff1d1"),
        ("-3.5", "-3.5"),
        ("-3.5.1", "'-3.5.1"),
        ("-", "'-"),
        ("9/12 75 %", "9/12 75 %"),
        ("", ""),
    ],
)
def test_a_spreadsheet_runs_no_cell(text, cell):
    assert safe_cell(text) == cell


@pytest.mark.parametrize("render", [chart_csv.render_charts, chart_plain.render_charts])
def test_no_cell_of_a_hostile_chart_runs(render):
    text = render([CHARTS["hostile"], CHARTS["negative"]])
    if text.startswith("#"):
        cells = re.split("[\t\n]", text)
    else:
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    runs = [cell for cell in cells if re.match(r"[=+@-]", cell)]
    assert [cell for cell in runs if not re.fullmatch(r"-[0-9.]+", cell)] == []
    assert "'=cmd|' /C calc'!A0" in cells


def test_the_plain_formats_say_the_same_figures():
    chart = many(1)[0]
    document = json.loads(chart_json.render_chart(chart))
    rows = list(csv.DictReader(io.StringIO(chart_csv.render_chart(chart))))
    assert [float(row["value"]) for row in rows] == document["points"]["y"]
    assert [row["day"] for row in rows] == document["points"]["day"]


@pytest.mark.parametrize("name", ["terminal", "svg", "plain", "json", "csv"])
def test_a_chart_loads_no_heavy_library(name):
    code = (
        f"import pdsa.render.chart_{name}, sys;"
        "print([name for name in ('rich', 'yaml', 'sqlite_utils', 'jinja2') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "[]\n"


@pytest.mark.parametrize("target", range(60, 96, 5))
def test_the_word_of_a_run_stands_beside_the_target(target):
    chart = CHARTS["shift"]
    chart = chart._replace(subject=chart.subject._replace(target=Fraction(target)))
    (line,) = (line for line in terminal_lines(chart) if "in a row" in line)
    assert "· ·" not in line


def terminal_lines(chart):
    picture = chart_terminal.render_chart(chart, 80).split("\n\n")[2]
    return picture.splitlines()
