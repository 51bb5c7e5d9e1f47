"""Which modules a command loads: what it does not use, nobody waits for."""

import subprocess
import sys

import pytest

HEAVY = ("rich", "sqlite_utils", "yaml", "pydantic", "jinja2", "icalendar", "importlib.metadata")
SHOWING = ("pdsa.render", "pdsa.core.report")
RUNNER = """
import sys
from pathlib import Path
from pdsa.cli.main import run
code = run(sys.argv[2:])
Path(sys.argv[1]).write_text("\\n".join(sys.modules))
sys.exit(code)
"""
LOGGING = (
    'do ash-valley/02 --as-planned yes --observed "Six of six"',
    "record ash-valley/02 classes 5/6",
    'study ash-valley/02 --result "5 of 6" --learned "Mornings work" --prediction 1=met',
    'act ash-valley/01 repeat --why "one was ill"',
    'close ash-valley/02 adapt --result "5 of 6" --learned "Mornings work" --why "too long"',
    'comment ash-valley/02 "Well done"',
    'ask ash-valley/02 "Who else reads in the morning?"',
    'assess ash-valley 2 --why "tests have begun"',
    'correct {data} --set value=5/6 --why "miscounted"',
    'retract {data} --why "typed on the wrong page"',
)
READING = (
    "report reading-2025",
    "status",
    "history ash-valley/01",
    "show ash-valley/01",
    "due ash-valley",
    "due ash-valley --format terminal",
)


@pytest.fixture
def loaded(workspace, pdsa, shell):
    """Run a command line in a process of its own, the database made; return what it loaded."""
    assert pdsa("report reading-2025").code == 0
    data = next(workspace.glob("cycles/*/ash-valley/entries/2025-11-14-data-*.json"))

    def ask(line):
        line = line.format(data=data.stem.rpartition("-")[2])
        ran = shell(f"{sys.executable} -c '{RUNNER}' modules.txt {line}")
        assert ran.code == 0, ran
        return (workspace / "modules.txt").read_text("utf-8").split()

    return ask


def among(modules, names):
    return [module for module in modules for name in names if f"{module}.".startswith(f"{name}.")]


@pytest.mark.parametrize("line", LOGGING)
def test_a_logging_command_loads_neither_heavy_modules_nor_what_shows_a_report(loaded, line):
    assert among(loaded(line), HEAVY + SHOWING) == []


@pytest.mark.parametrize("line", READING)
def test_a_plain_answer_loads_no_heavy_module(loaded, line):
    assert among(loaded(line), HEAVY) == []


def test_the_command_alone_loads_nothing_heavy_and_no_parser(loaded, pdsa):
    assert pdsa("use ash-valley").code == 0
    assert among(loaded(""), (*HEAVY, "pdsa.core.report", "typer", "click")) == []


def test_a_calendar_is_what_loads_the_calendar_library(loaded):
    assert "icalendar" in loaded("due ash-valley --format ics")


def test_a_page_is_what_loads_the_template_engine(loaded):
    modules = among(loaded("report reading-2025 --format html"), HEAVY)
    assert {module.partition(".")[0] for module in modules} == {"jinja2"}


@pytest.mark.parametrize("form", ["plain", "csv", "json", "svg"])
@pytest.mark.parametrize("what", ["ash-valley classes", "reading-2025 classes"])
def test_a_chart_loads_no_heavy_module(loaded, what, form):
    assert among(loaded(f"chart {what} --format {form}"), HEAVY) == []


@pytest.mark.parametrize("form", ["plain", "csv", "json", "svg"])
def test_a_chart_of_a_file_loads_no_database_either(loaded, workspace, form):
    (workspace / "points.csv").write_text("2025-11-03,9/12\n2025-11-10,8/12\n", encoding="utf-8")
    modules = loaded(f"chart --from points.csv --format {form}")
    assert among(modules, (*HEAVY, "pdsa.storage.database", "pdsa.storage.queries")) == []


def test_the_same_check_sees_a_heavy_module_where_one_is_used(loaded):
    assert "rich" in among(loaded("report reading-2025 --format terminal"), HEAVY)


def test_typer_itself_brings_nothing_heavy():
    ran = subprocess.run(
        [sys.executable, "-c", "import sys, typer; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert among(ran.stdout.split(), HEAVY) == []
