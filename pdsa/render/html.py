"""A report as one HTML file without network or script; what users wrote is never markup."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pdsa.core import words
from pdsa.core.days import weekday_and_day
from pdsa.core.page import Page
from pdsa.core.plain_text import count_words, day_words, period_words, visible
from pdsa.core.report_rows import Report
from pdsa.render import report_words as say
from pdsa.render.driver_diagram import svg
from pdsa.render.html_links import build_links, entry_anchor
from pdsa.render.html_views import (
    change_views,
    district_views,
    drops,
    figures,
    idea_tests,
    standing_groups,
)

_TEMPLATES = Path(__file__).parent / "templates"


def render_report(report: Report) -> str:
    """Return the report as a page: of a collaborative, or of one district for its board."""
    shown = frozenset(
        {row.id for row in report.districts} | {line.district for line in report.lines}
    )
    links = build_links(report, shown)
    changes = change_views(report, links)
    drivers = report.sections.drivers
    view: dict[str, Any] = {
        "report": report,
        "heading": report.heading,
        "found": report.sections,
        "links": links,
        "figures": figures(report),
        "groups": standing_groups(report),
        "drops": drops(report),
        "tests": idea_tests(report),
        "changes": changes,
        "districts": district_views(report, links, changes),
        "diagram": svg(drivers, _hrefs(links.ideas)) if drivers else "",
    }
    return _render("district.html" if report.district else "report.html", view)


def render_page(page: Page) -> str:
    """Return a page of labelled lines, as of the whole network."""
    return _render("page.html", {"page": page})


def _render(name: str, view: Mapping[str, Any]) -> str:
    return _environment().get_template(name).render(view)


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        finalize=_shown,
    )
    environment.globals |= {"say": say, "phases": words.PHASES, "entry_anchor": entry_anchor}
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


def _month(day: Any) -> str:
    return day_words(day).partition(" ")[2]


def _hrefs(places: Mapping[str, str]) -> dict[str, str]:
    return {key: f"#{place}" for key, place in places.items()}
