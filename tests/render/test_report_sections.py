"""Every section in all five forms: the same words, nothing for other eyes, nothing that is run."""

import csv
import io
import json
import re
import unicodedata

import jsonschema
import pytest
from rich.cells import cell_len

from pdsa.core.page import Page
from pdsa.core.plain_text import escaped
from pdsa.render import csv as csv_format
from pdsa.render import json as json_format
from pdsa.render import markdown, plain, terminal
from tests.render.conftest import SINCE, build
from tests.render.pages import board, hostile, large, whole
from tests.render.test_report_formats import SCHEMA

FORMS = {
    "terminal": lambda report: terminal.render_report(report, 120, colour=False),
    "plain": plain.render_report,
    "markdown": markdown.render_report,
    "json": json_format.render_report,
    "csv": csv_format.render_report,
}
SAID = (  # one text of each section, as every form has it
    "3 charts judged, 1 changed; by luck alone about 0.1 would, one or more about 1 time in 10.",
    "asked for help on 8 Dec 2025, no answer",
    "How do we survey staff?",
    "Adopted in 1 district, though no prediction held there.",
    "People in a hurry take nothing",
    "4 families came; 60 said a text would do",
    "Card for the exam room",
    "It changed for the better after 17 November, from a median of 50 % to 68 %.",
    "Who can help Birchfield?",
    "Compared every prediction with what happened",
    "Survey card",
    "Portrait of a Graduate: critical thinker",
    "4f2a91c + 3 uncommitted",
)


def flat(text):
    """The text without the marks and breaks that a form adds."""
    plain = text.replace('\\"', '"').replace("\\", "").replace('""', '"')
    return " ".join(plain.split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("said", SAID)
def test_every_form_says_what_a_section_says(report, form, said):
    assert said in flat(FORMS[form](report))


@pytest.mark.parametrize("form", FORMS)
def test_only_the_facilitator_reads_who_is_silent_and_whom_to_call(form):
    told, text = FORMS[form](build("facilitator")), FORMS[form](build("members"))
    for secret in ("Cedar Fork", "asked for help on"):
        assert (secret in text, secret in told) == (False, True)
    assert "cedar-fork" not in text
    assert "asked for help on" not in FORMS[form](build("public"))


@pytest.mark.parametrize("form", FORMS)
def test_what_is_new_is_marked_where_somebody_asked(form):
    new = {"terminal": " * ·", "markdown": "(new)", "plain": ".\tyes\t", "json": '"new": true'}
    mark = new.get(form)
    if mark:  # a table of facts has the days
        assert mark in FORMS[form](build(since=SINCE))
        assert mark not in FORMS[form](build())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("made", [hostile(whole()), hostile(board())], ids=["whole", "board"])
def test_no_form_lets_through_what_steers_a_screen(form, made):
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    text = FORMS[form](made)
    assert {char for char in text if unicodedata.category(char) in hidden} <= {"\n", "\t"}


@pytest.mark.parametrize("width", [40, 60, 72, 80, 100, 120])
@pytest.mark.parametrize(
    "made", [hostile(whole()), hostile(board()), large()], ids=["whole", "board", "large"]
)
def test_no_line_is_wider_than_the_screen_and_brackets_are_text(width, made):
    text = terminal.render_report(made, width, colour=False)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    assert "[/b]" in text or made.heading.title == "AI Literacy 2025-26"


def rows_of(form, text):
    if form == "csv":
        return list(csv.reader(io.StringIO(text)))
    return [line.split("\t") for line in text.splitlines()]


@pytest.mark.parametrize("form", ["plain", "csv"])
@pytest.mark.parametrize("made", [build("facilitator"), hostile(whole())], ids=["formulas", "all"])
def test_a_spreadsheet_runs_nothing_and_every_row_has_its_columns(form, made):
    rows = rows_of(form, FORMS[form](made))
    begins = {cell.lstrip()[:1] for row in rows for cell in row}
    assert begins & set("=+@\t\r") == set()
    heads = {row[0].removeprefix("#"): len(row) for row in rows if row[0].startswith("#")}
    for row in rows:
        columns = len(rows[0]) if form == "csv" else heads.get(row[0], 2)
        assert row[0].startswith("#") or len(row) == columns, row


def test_markdown_of_hostile_texts_has_no_markup_and_whole_tables():
    text = markdown.render_report(hostile(whole()))
    assert "<script" not in text
    assert re.findall(r"(?<!\\)\]\((?!#)", text) == []  # no link but those to sections
    assert re.findall(r"^(?:=|#(?!# |## | ))", text, re.MULTILINE) == []
    columns = 0
    for line in text.splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert cells in {0, columns} or not columns, line
        columns = cells


def test_json_of_hostile_texts_follows_its_schema():
    document = json.loads(json_format.render_report(hostile(whole())))
    validator = jsonschema.Draft202012Validator(SCHEMA)
    wrong = [error for error in validator.iter_errors(document) if error.validator != "enum"]
    assert [error.message for error in wrong] == []


@pytest.mark.parametrize("made", [build("facilitator"), hostile(whole()), large()])
def test_short_lists_on_one_line_change_nothing_else(made):
    text = json_format.render_report(made)
    spread = escaped(json.dumps(json.loads(text), indent=2, ensure_ascii=False))
    loose = re.compile(r"\s+")
    assert loose.sub("", text) == loose.sub("", spread)
    assert len(text.splitlines()) < len(spread.splitlines())


def test_scores_are_no_part_of_what_members_read():
    assert json.loads(json_format.render_report(build()))["scores"] == []
    assert json.loads(json_format.render_report(build("facilitator")))["scores"] != []


def test_the_next_snapshot_finds_the_figures_of_this_one():
    found = json.loads(json_format.render_report(build()))
    earlier = {row["principle"]: (row["k"], row["n"]) for row in found["quality"]}
    assert earlier["compared"] == (5, 5)


def test_a_screen_shows_twelve_of_many_districts_and_says_how_to_see_the_rest():
    found = large()
    found = found._replace(heading=found.heading._replace(districts=61))
    text = terminal.render_report(found, 80, colour=False)
    assert "  Maple 12 " in text
    assert "\n  Maple 13 " not in text
    assert "… 49 more: pdsa report ai-literacy-2025 --districts\n" in text
    assert "LINES OF TESTS" not in text
    every = terminal.render_report(found._replace(whole=True), 80, colour=False)
    assert "  Maple 61 " in every
    assert "LINES OF TESTS" in every


def test_a_public_report_names_who_takes_part_and_nothing_else_of_them():
    found = whole("members")
    bare = tuple(row._replace(tests=(), now="") for row in found.districts)
    bare = (bare[0], bare[1]._replace(state=""), *bare[2:])
    found = found._replace(districts=bare, without_cycle=0)
    text = terminal.render_report(found, 120, colour=False)
    assert "\nTAKING PART   A to Z\n  Ash Valley (OH) · Birchfield · Larch Bay Unified" in text
    assert "\n## Taking part\n\nAsh Valley (OH) · Birchfield · " in markdown.render_report(found)


def test_links_of_markdown_lead_to_its_sections():
    text = markdown.render_report(whole())
    links = re.findall(r"\[([^]]+)\]\(#([a-z-]+)\)", text)
    titles = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert [title for title, _ in links] == titles
    assert ("Did it change?", "did-it-change") in links


@pytest.mark.parametrize(
    ("written", "cell"),
    [
        ("=cmd", r"\=cmd"),
        ("> quoted", r"\> quoted"),
        ("- a list", r"\- a list"),
        ("1. a list", r"1\. a list"),
        ("1.5 a week", "1.5 a week"),
        ("-", "-"),
        ("-5", "-5"),
        ("@somebody", r"\@somebody"),
        ("--- a line", r"\--- a line"),
    ],
)
def test_what_begins_a_block_of_markdown_is_text(written, cell):
    assert markdown.cell(written) == cell


PAGE = Page("Net=work", (("Reach", (("districts", "3"), ("", "=cmd"))), ("Empty", ())))


def test_the_page_of_a_network_is_a_list_in_markdown_and_three_columns_in_a_spreadsheet():
    assert markdown.render_page(PAGE) == (
        "# Net=work\n\n## Reach\n\n- **districts:** 3\n- \\=cmd\n"
    )
    assert csv_format.render_page(PAGE) == ("section,label,text\nReach,districts,3\nReach,,'=cmd\n")
