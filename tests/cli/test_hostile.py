"""Every text of a workspace is hostile: no command runs it, obeys it or falls over it."""

from datetime import UTC, datetime

import pytest

from pdsa.cli.agenda import DueFormat
from pdsa.cli.charting_options import ChartFormat
from pdsa.cli.reporting import Audience
from pdsa.cli.showing import Format
from tests.conftest import Ticking, freeze, run_here
from tests.render.hostile import TEXTS, complaints, write_workspace

CLOCK = datetime(2025, 11, 21, 12, tzinfo=UTC)
REPORT = "report reading-2025"
FORMS = [str(one) for one in Format if one != Format.AUTO]
NO_TEXT = {ChartFormat.AUTO, ChartFormat.PNG}  # a PNG is the SVG, painted
CHARTS = [str(one) for one in ChartFormat if one not in NO_TEXT]
REPORTS = [
    *(f"{REPORT} --audience {one}" for one in Audience),
    f"{REPORT} --audience facilitator --districts --since 2025-10-01",
    f"{REPORT}/ash-valley",
    "report --network",
    "report --network --audience public",
]
OTHERS = [
    ("practices", 0),
    ("practices --json", 0),
    ("search cmd", 0),
    ("search alert --json", 0),
    ("status", 0),
    ("history", 0),
    ("history ash-valley/01", 0),
    ("show ash-valley/01", 0),
    ("show birch-hill/02 --json", 0),
    ("due reading-2025", 1),
    ("due reading-2025 --json", 1),
    ("", 0),
]


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Run a command in the one hostile workspace: nothing here writes to it."""
    root = tmp_path_factory.mktemp("hostile")
    write_workspace(root)
    with pytest.MonkeyPatch.context() as patch:
        freeze(patch, root.parent)
        patch.chdir(root)
        yield lambda line: run_here(line, Ticking(CLOCK))


def read(hostile, line, code=0):
    ran = hostile(line)
    assert (ran.code, "Traceback" in ran.err) == (code, False), ran.err
    assert complaints("plain", ran.err) == []
    return ran.out


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("line", REPORTS)
def test_a_report_in_any_form_shows_hostile_texts_as_texts(hostile, line, form):
    out = read(hostile, f"{line} --format {form}")
    assert out
    assert complaints(form, out) == []


@pytest.mark.parametrize("form", CHARTS)
@pytest.mark.parametrize("line", ["chart ash-valley classes", "chart reading-2025 sent"])
def test_a_chart_in_any_form_shows_hostile_texts_as_texts(hostile, line, form, tmp_path):
    path = tmp_path / "chart"
    assert read(hostile, f"{line} --format {form} -o {path}") == ""
    assert complaints(form, path.read_bytes().decode("utf-8")) == []


@pytest.mark.parametrize("form", [str(one) for one in DueFormat if one != DueFormat.AUTO])
def test_what_is_due_in_any_form_shows_hostile_texts_as_texts(hostile, form):
    code = 0 if form == "ics" else 1  # a calendar is fetched by programs, for which 1 is trouble
    assert complaints(form, read(hostile, f"due --format {form}", code)) == []


@pytest.mark.parametrize(("line", "code"), OTHERS)
def test_other_commands_show_hostile_texts_as_texts(hostile, line, code):
    out = read(hostile, line, code)
    assert complaints("json" if "--json" in line else "plain", out) == []


def test_the_files_themselves_are_good(hostile):
    """What is hostile are texts; ids, days and words are not, so every command has work."""
    assert "error[" not in read(hostile, "check --format concise")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("terminal", "[red]x[/red]"),
        ("html", "{{ 7*7 }}{% for x in y %}"),
        ("html", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("plain", "${x}$(id)`id`"),
        ("csv", "'=cmd|' /C calc'!A0"),
        ("markdown", r"{{ 7\*7 }}"),
    ],
)
def test_hostile_texts_stand_where_they_were_written(hostile, form, text):
    out = read(hostile, f"{REPORT} --format {form} --districts")
    assert text in " ".join(out.split())


@pytest.mark.parametrize(
    ("form", "bad"),
    [
        ("plain", "a\x1b[31mb"),
        ("terminal", "a\u202eb"),
        ("plain", "a\rb"),
        ("csv", "a,=cmd|x\r\n"),
        ("csv", '"\t=1",b\r\n'),
        ("markdown", "a <script>b"),
        ("markdown", "[a](javascript:b)"),
        ("markdown", "![a](http://b.example)"),
        ("html", "<p>a<script>b</script>"),
        ("html", "<p onclick=a>"),
        ("html", '<a href=" javascript:b">'),
        ("html", "<img src=b>"),
        ("svg", "<svg><script/></svg>"),
        ("svg", '<svg onload="a"/>'),
        ("json", '{"a": "\x9b"}'),
        ("ics", "SUMMARY:\x1b"),
    ],
)
def test_a_form_that_lets_a_text_through_is_seen(form, bad):
    assert complaints(form, bad) != []


def test_every_text_is_somewhere_in_the_workspace(hostile):
    out = read(hostile, "history --json") + read(hostile, f"{REPORT} --json --audience facilitator")
    plain = [text for text in TEXTS if text.isascii() and text.isprintable() and '"' not in text]
    assert [text for text in plain if text not in out and "\\" not in text] == []
