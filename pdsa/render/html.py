"""A report as one HTML file without network or script; what users wrote is never markup."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pdsa.core import words
from pdsa.core.days import weekday_and_day
from pdsa.core.page import Page
from pdsa.core.plain_text import count_words, day_words, period_words, visible
from pdsa.core.report_changes import whose_sentences
from pdsa.core.report_rows import Report
from pdsa.render import report_words as say
from pdsa.render import section_words
from pdsa.render.driver_diagram import svg
from pdsa.render.html_links import build_links, entry_anchor
from pdsa.render.html_views import (
    change_views,
    district_views,
    figures,
    idea_tests,
    open_tests,
    standing_groups,
    told_districts,
)
from pdsa.render.timeline import render_axis

_TEMPLATES = Path(__file__).parent / "templates"
_BLOCKS = "li|ul|ol|p|div|dl|dt|dd|tr|td|th|tbody|h[1-6]|section|details|figure|table|article"
_IMPLIED = (  # an element whose end tag may be missing before these
    ("li", "li|/ul|/ol"),
    ("dt", "dd"),
    ("dd", "d[dt]|/dl"),
    ("t[dh]", "t[dh]|/tr"),
    ("tr", "tr|/tbody|/thead"),
    ("p", rf"(?:{_BLOCKS})\b"),
)
_ENOUGH = 24  # characters: day, kind and eight of the id


def render_report(report: Report) -> str:
    """Return the report as a page: of a collaborative, or of one district for its board."""
    links = build_links(report, told_districts(report).keys())
    changes = change_views(report)
    drivers = report.sections.drivers
    view: dict[str, Any] = {
        "report": report,
        "heading": report.heading,
        "found": report.sections,
        "links": links,
        "figures": figures(report),
        "groups": standing_groups(report),
        "tests": idea_tests(report),
        "open_tests": open_tests(report),
        "changes": changes,
        "whose": whose_sentences(report.sections.changes),
        "districts": district_views(report, links, changes),
        "months": render_axis(report.heading.starts, report.heading.ends),
        "diagram": svg(drivers, _hrefs(links.ideas)) if drivers else "",
    }
    return _render("district.html" if report.district else "report.html", view)


def render_page(page: Page) -> str:
    """Return a page of labelled lines, as of the whole network."""
    return _render("page.html", {"page": page})


def _render(name: str, view: Mapping[str, Any]) -> str:
    return _shorter(_environment().get_template(name).render(view))


def _shorter(page: str) -> str:
    """Return the page without end tags and line breaks that HTML lets a writer leave out.

    What users wrote holds no `<`, so nothing of theirs is touched.
    """
    for ended, follows in _IMPLIED:
        page = re.sub(rf"</{ended}>\s*(?=<(?:{follows}))", "", page)
    page = re.sub(rf">\s+(?=</(?:{_BLOCKS})\b)", ">", page)
    return re.sub(rf">\s+(?=<(?:{_BLOCKS})\b)", ">\n", page)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    environment.globals |= {
        "say": say,
        "tell": section_words,
        "phases": words.PHASES,
        "entry_anchor": entry_anchor,
        "begins": _begins,
    }
    environment.filters |= {
        "day": day_words,
        "weekday": weekday_and_day,
        "month": _month,
        "plural": count_words,
        "dash": say.dash,
        "mark": say.mark_words,
    }
    environment.globals["period"] = period_words
    return environment


def _shown(value: Any) -> Any:
    """Return what a page shows of a value: text without characters that steer or reorder it."""
    if isinstance(value, str) and not hasattr(value, "__html__"):
        return visible(value)
    return value


def _begins(path: str) -> str:
    """Return how the name of an entry's file begins: enough to find it among its day's."""
    return path.rpartition("/")[2][:_ENOUGH]


def _month(day: Any) -> str:
    return day_words(day).partition(" ")[2]


def _hrefs(places: Mapping[str, str]) -> dict[str, str]:
    return {key: f"#{place}" for key, place in places.items()}
