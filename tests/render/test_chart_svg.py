"""Pictures as SVG: valid, closed to the outside, legible, and never by colour alone."""

import os
import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.render import chart_shapes
from pdsa.render.chart_layout import (
    Box,
    balanced,
    fit,
    place_names,
    place_numbers,
    spread,
    text_width,
    wrap,
)
from pdsa.render.chart_svg import render_chart, render_small_multiples
from tests.render.charts import BETTER, CHARTS, NO_CHANGE, SHARE, TOO_FEW, any_chart, make, many

HERE = Path(__file__).parent
SVG = "{http://www.w3.org/2000/svg}"
EVERY = [(name, small) for name in CHARTS for small in (False, True)]
GOLDEN = [("shift", False), ("shift", True), ("limits", False), ("excluded", False), ("nhs", False)]


def drawn(name, small=False):
    return ET.fromstring(render_chart(CHARTS[name], small=small))


def boxes(tree):
    """The rectangle of every text, by a width rather too large than too small."""
    for found in tree.iter(f"{SVG}text"):
        x, y, size = (float(found.get(key)) for key in ("x", "y", "font-size"))
        width = text_width(found.text, size, bold="strong" in found.get("class", ""))
        if "transform" in found.attrib:
            yield found.text, Box(x - size * 0.78, y - width, x + size * 0.2, y)
            continue
        left = x - width * {"middle": 0.5, "end": 1.0}.get(found.get("text-anchor"), 0.0)
        yield found.text, Box(left, y - size * 0.78, left + width, y + size * 0.2)


def classes(tree):
    return [name for found in tree.iter() for name in found.get("class", "").split()]


def texts(tree):
    return [found.text for found in tree.iter(f"{SVG}text")]


@pytest.mark.parametrize(("name", "small"), GOLDEN)
def test_a_picture_is_whole(name, small):
    text = render_chart(CHARTS[name], small=small)
    golden = HERE / "golden" / f"chart-{name}{'-small' * small}.svg"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text, "utf-8", newline="\n")
    assert text == golden.read_text("utf-8")


@pytest.mark.parametrize(("name", "small"), EVERY)
def test_a_picture_is_valid_and_says_what_it_shows(name, small):
    tree = drawn(name, small)
    title, desc = tree[0], tree[1]
    assert (title.tag, desc.tag) == (f"{SVG}title", f"{SVG}desc")
    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
    assert title.text.strip()
    assert tree.get("viewBox").startswith("0 0 360 " if small else "0 0 800 ")


@pytest.mark.parametrize(("name", "small"), EVERY)
def test_a_picture_needs_nothing_and_runs_nothing(name, small):
    text = render_chart(CHARTS[name], small=small)
    names = {found.tag.removeprefix(SVG) for found in ET.fromstring(text).iter()}
    assert names <= {
        "svg",
        "title",
        "desc",
        "style",
        "rect",
        "g",
        "text",
        "line",
        "path",
        "circle",
        "polygon",
    }
    assert not re.search(r"href|url\(|@import|on[a-z]+=|http(?!://www\.w3\.org/2000/svg)", text)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def crowded(tree):
    """The texts that touch each other, and those that leave the picture."""
    width, height = map(float, tree.get("viewBox").split()[2:])
    found = list(boxes(tree))
    touching = [(a, b) for (a, one), (b, two) in combinations(found, 2) if one.meets(two)]
    outside = [
        text
        for text, box in found
        if box.left < -0.1 or box.top < 0 or box.right > width + 0.1 or box.bottom > height
    ]
    return touching, outside


@pytest.mark.parametrize(("name", "small"), EVERY)
def test_no_two_texts_touch_and_none_leaves_the_picture(name, small):
    assert crowded(drawn(name, small)) == ([], [])


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize("seed", range(60))
def test_no_two_texts_of_any_chart_touch(seed, small):
    assert crowded(ET.fromstring(render_chart(any_chart(seed), small=small))) == ([], [])


@pytest.mark.parametrize(("name", "small"), EVERY)
def test_nothing_is_drawn_outside_the_picture(name, small):
    tree = drawn(name, small)
    width, height = map(float, tree.get("viewBox").split()[2:])
    for found in tree.iter(f"{SVG}circle"):
        assert 0 <= float(found.get("cx")) <= width
        assert 0 <= float(found.get("cy")) <= height
    for found in tree.iter(f"{SVG}line"):
        assert all(0 <= float(found.get(key)) <= width for key in ("x1", "x2"))
        assert all(0 <= float(found.get(key)) <= height for key in ("y1", "y2"))


def test_the_description_says_answer_and_figures():
    assert drawn("shift")[1].text == (
        "It changed for the better after 17 November, from a median of 50 % to 68 %. 12 weeks in a"
        " row lie above the baseline's median of 50 %; chance rarely gives more than 8. 8 Sep 2025"
        " to 16 Feb 2026 · weekly · percent · run chart. The median is 49.5 %. The newest value is"
        " 70 % (16 Feb 2026). The target is 80 %. 22 useful points; Anhøj rules; longest run 12"
        " (more than 8 is unusual); crossed the median 9 times (fewer than 7 is unusual). With"
        " nothing changed, about 8 in 100 such charts say the same by luck. This supposes that"
        " weeks do not depend on each other, which school weeks often do."
    )


def test_markup_of_a_user_is_text():
    tree = drawn("hostile")
    label = "[red]stop[/b][31m <script>ale…"
    assert label in texts(tree)
    assert tree[0].text.endswith("· =cmd|' /C calc'!A0")


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("shift", {"hit": 12, "run": 2, "dot": 10, "later": 1}),
        ("noise", {"hit": 0, "run": 0, "hollow": 2, "dot": 22, "later": 0}),
        ("limits", {"hit": 1, "band": 1, "edge": 2, "dot": 19}),
        ("excluded", {"out": 1, "hollow": 4, "dot": 12}),
        ("phases", {"median": 2, "later": 0}),
        ("none", {"dot": 0, "median": 0, "data": 0}),
    ],
)
def test_every_kind_of_point_and_line_is_drawn_as_often_as_it_is_there(name, shapes):
    found = classes(drawn(name))
    assert {shape: found.count(shape) for shape in shapes} == shapes


def test_a_signal_has_a_word_a_shape_and_a_line_and_not_only_a_colour():
    tree = drawn("shift")
    radii = {found.get("class"): found.get("r") for found in tree.iter(f"{SVG}circle")}
    assert "12 in a row" in texts(tree)
    assert float(radii["hit"]) > float(radii["dot"])


def test_a_point_outside_is_a_square_and_a_bound_an_open_triangle():
    corners = {
        name: [len(found.get("points").split()) for found in drawn(name).iter(f"{SVG}polygon")]
        for name in ("limits", "excluded")
    }
    assert corners == {"limits": [4], "excluded": [3]}


def test_too_few_crossings_are_said_in_the_picture():
    chart = make(SHARE, [40, 41, 42, 43, 44, 61, 62, 63, 64, 65])
    tree = ET.fromstring(render_chart(chart))
    assert "crossed only 1 time" in texts(tree)
    assert [text for text in texts(drawn("noise")) if text.startswith("crossed")] == []


def test_crowded_cycles_are_numbered_and_listed():
    seen = texts(drawn("many-markers"))
    assert seen.count("01") == 1
    assert "01 Prompt guides, version 1, 11 Sep 2025" in seen
    assert "and 4 more" in seen
    assert "02 Prompt guides in grade 7" in texts(drawn("shift"))


def test_pictures_on_one_page_keep_their_ids_apart():
    ids = [drawn(name, small)[0].get("id") for name, small in EVERY]
    assert len({*ids}) == len(ids)


def _colours(palette):
    return dict(pair.removeprefix("--").split(":") for pair in palette.split(";"))


def _light(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one, two):
    high, low = sorted((_light(one), _light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [chart_shapes.LIGHT, chart_shapes.DARK])
@pytest.mark.parametrize("ground", ["paper", "band"])
@pytest.mark.parametrize(
    ("name", "least"),
    [
        *((text, 4.5) for text in ("ink", "soft", "target", "better", "worse", "neither")),
        *((shape, 3.0) for shape in ("dot", "line", "median")),
    ],
)
def test_colours_have_contrast(palette, ground, name, least):
    colours = _colours(palette)
    assert _contrast(colours[name], colours[ground]) >= least


LINES = st.lists(st.floats(40, 700), min_size=1, max_size=60).map(sorted)
NAMES = st.text("abcdefghij WM", min_size=1, max_size=60)


@given(LINES, st.data())
def test_names_of_cycles_never_touch(at, data):
    texts = data.draw(st.lists(NAMES, min_size=len(at), max_size=len(at)))
    names = [str(number) for number in range(1, len(at) + 1)]
    placed = place_names(texts, names, at, 13, Box(40, 0, 780, 0))
    for label in placed.labels:
        assert label.left >= 40
        assert label.right <= 780.001
    for one, two in combinations(placed.labels, 2):
        assert one.row != two.row or one.right <= two.left or two.right <= one.left


@given(LINES)
def test_the_first_cycle_always_has_its_number(at):
    names = [str(number) for number in range(1, len(at) + 1)]
    assert place_numbers(names, at, 13, 40, 780)[0].text.startswith("1")


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ([10, 11, 50], [10, 30, 50]),
        ([90, 95], [75, 95]),
        ([-5], [0]),
        ([99, 99, 99], [55, 75, 95]),
        ([], []),
    ],
)
def test_labels_at_the_right_keep_apart(wanted, places):
    assert spread(wanted, 20, 0, 95) == places


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("one two three four", ["one two three", "four"]),
        ("from 50 % to 68 %", ["from 50\xa0% to", "68\xa0%"]),
        ("a" * 40, ["aaaaaaaaaaaaa…"]),
        ("one two three four five six seven", ["one two three", "four five six", "seven"]),
        ("", []),
    ],
)
def test_a_text_wraps_to_a_width(text, lines):
    assert wrap(text, 10, 100, 3) == lines


def test_lines_of_a_title_are_about_as_long_as_each_other():
    assert balanced("one two three four", 10, 100, 3) == ["one two", "three four"]
    assert balanced("W" * 40 + " one", 10, 100, 3) == ["WWWWWWWWW…", "one"]


def test_a_text_that_goes_on_says_so():
    assert wrap("one two three four five six", 10, 100, 1) == ["one two three f…"]
    assert fit("one", 10, 100) == "one"


def test_small_charts_stand_in_the_order_of_what_matters():
    answers = {
        "A": TOO_FEW,
        "D": NO_CHANGE,
        "C": BETTER._replace(direction="worse"),
        "F": BETTER,
        "e": BETTER,
        "b": NO_CHANGE,
        "B": BETTER._replace(direction=""),
    }
    charts = [
        make(SHARE._replace(place=place), [60, 70, 80], answer=answer)
        for place, answer in answers.items()
    ]
    seen = texts(ET.fromstring(render_small_multiples(charts, "Use of the guide")))
    assert [text for text in seen if len(text) == 1] == ["e", "F", "C", "B", "b", "D", "A"]
    assert "2 better, 1 worse, 1 changed, 2 no change seen, 1 too few points" in seen


def test_sixty_small_charts_are_one_light_valid_picture():
    charts = many(60, 26)
    text = render_small_multiples(charts, "Use of the guide")
    tree = ET.fromstring(text)
    seen = texts(tree)
    assert len(text.encode()) < 300_000
    assert [chart.subject.place for chart in charts if chart.subject.place not in seen] == []
    assert crowded(tree) == ([], [])
    assert "Birch Hill 2: worse" in tree[1].text


def test_small_charts_share_one_scale():
    charts = [
        make(SHARE._replace(place=place, target=None), values)
        for place, values in (("A", [10, 20]), ("B", [80, 90]))
    ]
    tree = ET.fromstring(render_small_multiples(charts, "Use"))
    ys = [float(found.get("cy")) for found in tree.iter(f"{SVG}circle")]
    assert ys[0] - ys[1] == pytest.approx(ys[2] - ys[3], abs=0.11)
    assert min(ys[:2]) > max(ys[2:])


@pytest.mark.parametrize("name", CHARTS)
def test_a_small_chart_of_anything_is_valid(name):
    ET.fromstring(render_small_multiples([CHARTS[name]], name))


def test_no_chart_at_all_is_still_a_picture():
    assert (
        texts(ET.fromstring(render_small_multiples([], "Use of the guide")))[0]
        == "Use of the guide"
    )
