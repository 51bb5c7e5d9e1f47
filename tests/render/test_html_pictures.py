"""The small pictures of a page: charts, timelines and the driver diagram."""

from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from pdsa.core import report_rows
from pdsa.core.chart import Marker
from pdsa.core.report_rows import LineRow
from pdsa.core.report_sections import DriverNode, IdeaLeaf
from pdsa.render.driver_diagram import mermaid, svg
from pdsa.render.html_charts import draw, ground_of, scales_of
from pdsa.render.timeline import render_axis, render_timeline
from tests.render.charts import SHARE, WINTER, make, weekly
from tests.render.conftest import HOSTILE
from tests.render.pages import DRIVERS

STARTS, ENDS = date(2025, 10, 1), date(2026, 3, 31)


def drawn(chart, *others):
    scales = scales_of([chart, *others])
    return draw(chart, scales, ground_of([chart, *others], scales))


def paths(shapes):
    """The drawing as a list of class and path."""
    pieces = shapes.split('<path class="')[1:]
    return [tuple(piece.removesuffix('"/>').split('" d="')) for piece in pieces]


def test_a_chart_is_a_line_across_a_line_through_the_points_and_a_dot_for_each():
    chart = make(SHARE._replace(target=None), [40, 60, 50, 70])
    kinds = paths(drawn(chart).shapes)
    assert [kind for kind, _ in kinds] == ["m", "d", "p"]
    line, dots = kinds[1][1], kinds[2][1]
    assert (line.count("l"), dots.count("z")) == (3, 4)
    assert line.replace("l", "zm") + "z" == dots  # a dot lies where the line turns


def test_a_missing_value_is_a_gap_in_the_line():
    chart = make(SHARE._replace(target=None), [40, 60, None, 70, 50])
    ((line,),) = ([d for kind, d in paths(drawn(chart).shapes) if kind == "d"],)
    assert line.count("M") == 2


@pytest.mark.parametrize(
    ("about", "kinds"),
    [
        ({}, {"p"}),
        ({"marked": (1,)}, {"p", "h"}),
        ({"bounds": (1,)}, {"p", "b"}),
        ({"excluded": {1: "closed"}}, {"p", "o", "n", "x"}),
    ],
)
def test_a_point_that_is_more_than_a_value_has_a_shape_of_its_own(about, kinds):
    chart = make(SHARE._replace(target=None), [40, 60, 50, 70], **about)
    assert {kind for kind, _ in paths(drawn(chart).shapes)} - {"m", "d"} == kinds


def test_a_point_on_the_median_is_a_ring():
    chart = make(SHARE._replace(target=None), [40, 60, 50])
    assert {"o", "n"} <= {kind for kind, _ in paths(drawn(chart).shapes)}


def test_each_test_has_its_line_and_its_number():
    day = weekly(4)[1]
    chart = make(SHARE, [40, 60, 50, 70], markers=(Marker(day, "02 Cards"),))
    found = drawn(chart)
    assert next(kind for kind, _ in paths(found.shapes)) == "k"
    assert '<text class="c" x="11%">02</text>' in found.labels


def test_charts_of_a_measure_share_breaks_target_and_axes():
    first = make(SHARE, [40, 60, 50, 70], breaks=(WINTER,))
    scales = scales_of([first, first])
    ground = ground_of([first, first], scales)
    assert [kind for kind, _ in paths(ground.behind)] == ["t"]  # the break comes after them
    assert draw(first, scales, ground).own_ground == ""
    assert "target 80 %" in ground.axes


def test_a_chart_with_a_target_of_its_own_has_its_own_ground():
    usual, other = make(SHARE, [40, 60]), make(SHARE._replace(target=Fraction(50)), [40, 60])
    scales = scales_of([usual, usual, other])
    ground = ground_of([usual, usual, other], scales)
    assert draw(usual, scales, ground).own_ground == ""
    assert draw(other, scales, ground).own_ground.startswith('<path class="t"')
    assert "target" not in ground.axes


def test_charts_of_a_measure_have_one_scale():
    about = SHARE._replace(target=None)
    low, high = make(about, [1, 2, 3]), make(about, [90, 95, 99])
    alone, beside = drawn(low), drawn(low, high)
    assert alone.shapes != beside.shapes


def turn(number, starts, ends, phase="closed", decision="adapt"):
    return report_rows.TestRow(
        *(f"a/b/{number}", number, "Cards", starts, ends, phase, (), (), "", decision, decision)
    )


def line(*tests):
    return LineRow("ash-valley", "Ash Valley", "Cards", tests)


def test_a_timeline_has_a_row_for_each_test():
    tests = (
        turn("01", STARTS, date(2025, 10, 30)),
        turn("02", date(2026, 3, 2), ENDS, "running", ""),
    )
    assert render_timeline([line(*tests)], STARTS, ENDS) == (
        '<svg class="timeline" role="img" aria-label="Timeline of 2 tests" style="--rows:2">'
        '<use href="#months"/>'
        '<line class="done" x1="0%" x2="16%" y1="25%" y2="25%"/>'
        '<text x="16%" y="25%">01 adapt</text>'
        '<line class="open" x1="84%" x2="100%" y1="75%" y2="75%"/>'
        '<text class="e" x="84%" y="75%">02 running</text></svg>\n'
    )


def test_a_test_beyond_the_collaborative_makes_its_timeline_longer():
    found = render_timeline([line(turn("01", STARTS, date(2026, 4, 20)))], STARTS, ENDS)
    assert 'x2="100%" y1="50%"' in found
    assert ">Apr</text>" in found
    assert "#months" not in found


@pytest.mark.parametrize("tests", [(), (turn("01", None, None),)])
def test_without_dates_there_is_no_timeline(tests):
    assert render_timeline([line(*tests)], STARTS, ENDS) == ""


def test_the_months_stand_once_for_all_timelines():
    found = render_axis(STARTS, ENDS)
    assert found.startswith('<g id="months"><line class="g" x1="0%" x2="0%" y2="100%"/>')
    assert found.count("<text") == 6


def test_the_diagram_as_mermaid():
    assert mermaid(DRIVERS) == (
        "flowchart LR\n"
        '  n["By March, 60 % of staff use the agreed routine"]\n'
        '  n_1["Where families wait"]\n'
        '  n_1_i1("Ask families where they wait<br>1 district, 3 cycles: adapt 2, adopt 1")\n'
        "  n_1 --> n_1_i1\n"
        "  n --> n_1\n"
        '  n_2["Time"]\n'
        "  n --> n_2\n"
        '  n_i1("A thing for later<br>not tried yet")\n'
        "  n --> n_i1\n"
    )


def test_what_users_wrote_is_no_mermaid():
    found = mermaid(DriverNode("", HOSTILE, (), (IdeaLeaf(HOSTILE, HOSTILE, 0, 0),)))
    texts = [text for line in found.splitlines() for text in line.split('"')[1::2]]
    assert len(texts) == 2
    assert not set('[]<>`|{}"\x1b') & set("".join(texts).replace("<br>", ""))


def test_the_diagram_has_a_box_for_the_aim_each_driver_and_each_idea_and_a_line_to_each():
    found = svg(DRIVERS, {"surveys": "#i-surveys"})
    boxes = [piece.split('"')[0] for piece in found.split('<rect class="')[1:]]
    assert sorted(boxes) == ["aim", "driver", "driver", "idea", "idea"]
    assert found.count("C") == 4
    assert found.count("<a href=") == 1
    assert '<a href="#i-surveys"><rect class="idea"' in found


def test_no_box_lies_on_another():
    many = DriverNode(
        "", "Aim", tuple(DRIVERS._replace(id=str(n), text="T " * 90) for n in range(3))
    )
    found = svg(many)
    places = {}
    for piece in found.split("<rect ")[1:]:
        x, y, _, height = (
            int(piece.split(f'{name}="')[1].split('"')[0])
            for name in ("x", " y", "width", "height")
        )
        places.setdefault(x, []).append((y, y + height))
    for column in places.values():
        column.sort()
        assert all(a[1] <= b[0] for a, b in pairwise(column))
