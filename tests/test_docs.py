"""The documents say what is true: their examples are read, their links lead somewhere."""

import json
import re
from pathlib import Path

import pytest

from pdsa.core.model import Address
from pdsa.core.words import ENTRY_KINDS
from pdsa.storage.entries import encode, read_entry
from pdsa.storage.plans import read_document

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("*/README.md"))]
MODEL = (ROOT / "docs/data-model.md").read_text(encoding="utf-8")
ENTRIES = re.findall(r"```json\n(.*?)```", MODEL, re.DOTALL)
PLANS = re.findall(r"```yaml[^\n]*\n(title:.*?)```", MODEL + PAGES[0].read_text("utf-8"), re.DOTALL)


def read(text):
    path = f"x-{json.loads(text)['id']}.json"
    return read_entry(path, text.encode(), Address("ai-literacy-2025", "ash-valley"))


@pytest.mark.parametrize("text", ENTRIES)
def test_an_example_of_an_entry_is_read_without_a_finding(text):
    entry, findings = read(text)
    assert findings == []
    assert json.loads(encode(entry)) == json.loads(text)


def test_there_is_one_example_of_each_kind():
    assert [read(text)[0].kind for text in ENTRIES] == list(ENTRY_KINDS)


@pytest.mark.parametrize("text", PLANS)
def test_an_example_of_a_plan_is_read_without_a_finding(text):
    assert read_document("plan", "plan.yaml", text.encode()).diagnostics == ()


def test_there_is_an_example_of_a_plan_on_both_pages():
    assert len(PLANS) == 2


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8"))
    missing = [to for to in targets if "://" not in to and not (page.parent / to).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_a_page_names_exist(page):
    named = re.findall(
        r"`((?:pdsa|cli|core|storage|render|tests)/[\w/]+\.py)`", page.read_text("utf-8")
    )
    missing = [
        name for name in named if not ((ROOT / name).exists() or (ROOT / "pdsa" / name).exists())
    ]
    assert missing == []


def test_no_help_is_wider_than_a_terminal():
    page = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    helps = re.findall(r"```\n(.*?)```", page, re.DOTALL)
    assert [line for text in helps for line in text.splitlines() if len(line) > 80] == []
