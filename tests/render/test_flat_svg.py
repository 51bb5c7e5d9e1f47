"""A picture for programs that know no colours by name."""

import re

import pytest

from pdsa.render.chart_svg import render_chart
from pdsa.render.flat_svg import flatten, widen
from tests.render.charts import CHARTS


@pytest.fixture
def picture():
    return render_chart(CHARTS["shift"])


def test_a_flat_picture_names_no_colour(picture):
    assert "var(" in picture
    assert "var(" not in flatten(picture)
    assert "prefers-color-scheme" not in flatten(picture)


def test_what_is_drawn_stays_as_it_is(picture):
    style = r"<style>.*?</style>"
    assert re.sub(style, "", flatten(picture)) == re.sub(style, "", picture)
    assert re.sub(style, "", widen(picture)) == re.sub(style, "", picture)


def test_a_wide_picture_has_plain_colours_first_and_the_whole_sheet_for_browsers(picture):
    (whole,) = re.findall("<style>(.*?)</style>", picture)
    (flat,) = re.findall("<style>(.*?)</style>", flatten(picture))
    assert f"<style>{flat}@supports (color:var(--a)){{{whole}}}</style>" in widen(picture)


def _classes(rule):
    return len(re.findall(r"\.", rule.partition("{")[0]))


def test_no_plain_colour_is_stronger_than_the_one_for_dark_screens(picture):
    (flat,) = re.findall("<style>(.*?)</style>", flatten(picture))
    rules = re.findall(r"[^{}]+\{[^{}]*\}", flat)
    assert max(map(_classes, rules)) == 2
    assert any(rule.startswith(".is-better .said{fill:#0b57b0") for rule in rules)
