"""Every measure across its districts: what changed, in which order it stands, and in one line."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from pdsa.core.chart import Asked, Observation, Subject
from pdsa.core.charting import build_chart
from pdsa.core.details import Details
from pdsa.core.model import Address, Collaborative, Measure
from pdsa.core.record import Membership, Record
from pdsa.core.report_changes import bars, change_rows, judged_sentence, whose_sentences
from pdsa.core.report_index import build_index

FIRST = date(2025, 9, 1)
TODAY = date(2026, 3, 1)
ABOUT = Collaborative("c", "p", "T", "T", date(2025, 9, 1), date(2026, 3, 31))
USE = Measure("use", "Use", "count", better="up")
OWN = Measure("own", "Own", "count")
NOISE = "5 3 4 6 2 7 3 6 4 5 3 6 4 7"
UP = "1 2 1 2 1 2 9 8 9 8 9 8 9 8 9 8"
DOWN = "9 8 9 8 9 8 1 2 1 2 1 2 1 2 1 2"


def chart(values, change=None, better="up", unit="count"):
    days = [FIRST + timedelta(weeks=number) for number in range(len(values.split()))]
    observations = [
        Observation(day, None if value == "-" else Fraction(value), text=value)
        for day, value in zip(days, values.split(), strict=True)
    ]
    asked = Asked(change=days[change] if change is not None else None)
    subject = Subject("Use", unit=unit, better=better, cadence="weekly")
    return build_chart(subject, observations, asked, TODAY)


def changes(**charts):
    members = tuple(Membership(id, id.title()) for id in ("ash", "elm", "oak", "yew"))
    measures = ((Address("c"), USE), (Address("c", "ash"), OWN))
    index = build_index(Record(ABOUT, "N", members, measures=measures), TODAY)
    keyed = {tuple(key.split("_")): one for key, one in charts.items()}
    return {row.measure: row for row in change_rows(index, Details(charts=keyed))}


def test_charts_are_counted_and_what_changed_stands_first():
    row = changes(
        ash_use=chart("1 2 3"),
        elm_use=chart(NOISE),
        oak_use=chart(DOWN, 6),
        yew_use=chart(UP, 6),
    )["use"]
    assert (row.reporting, row.of, row.judged, row.better, row.worse, row.changed) == (
        4,
        4,
        3,
        1,
        1,
        0,
    )
    assert [one.district for one in row.charts] == ["yew", "oak", "elm", "ash"]


def test_a_change_without_a_direction_is_neither_better_nor_worse():
    row = changes(ash_use=chart(UP))["use"]
    assert (row.better, row.worse, row.changed) == (0, 0, 1)


def test_a_shared_measure_that_nobody_reports_is_told_of():
    row = changes()["use"]
    assert (row.reporting, row.of, row.judged, row.charts, row.sentences) == (0, 4, 0, (), ())


def test_an_own_measure_belongs_to_its_district():
    row = changes(ash_own=chart("1 2 3"))["own"]
    assert (row.owner, row.reporting, row.of) == ("ash", 1, 1)


def test_too_early_says_what_is_missing():
    (sentence,) = changes(ash_use=chart("1 2 3 4 5 6"), elm_use=chart("1 2"))["use"].sentences
    assert sentence.startswith("Too early to say. 4 more useful points are needed")


def test_the_sentence_about_all_measures_counts_them_together():
    rows = changes(ash_use=chart(UP, 6), ash_own=chart(NOISE)).values()
    assert judged_sentence(tuple(rows)).startswith("2 charts judged, 1 changed;")


def test_without_a_chart_that_can_be_judged_it_is_too_early():
    early = "It is too early to say whether any measure has changed."
    assert judged_sentence(tuple(changes(ash_use=chart("1 2")).values())) == early
    assert judged_sentence(tuple(changes().values())) == ""


@pytest.mark.parametrize(
    ("values", "change", "expected"),
    [
        ("1 8 - 4", None, "▁█ ▄"),
        ("1 1 8 8", 2, "▁▁|██"),
        ("1 8", 0, "|▁█"),
        ("5 5", None, "▁▁"),
    ],
)
def test_a_chart_goes_into_one_line(values, change, expected):
    assert bars(chart(values, change)) == expected


def test_what_changed_comes_first_then_what_was_judged_then_the_rest():
    rows = changes(ash_use=chart(NOISE), ash_own=chart(UP, 6))
    assert list(rows) == ["own", "use"]
    assert list(changes(ash_use=chart("1 2 3"), ash_own=chart(NOISE))) == ["own", "use"]
    assert list(changes(ash_use=chart(NOISE), ash_own=chart(NOISE))) == ["use", "own"]


@pytest.mark.parametrize(
    ("charts", "sentences"),
    [
        ({"ash_use": chart(NOISE)}, ()),
        ({"ash_use": chart(UP, 6)}, ("For the better: Use (Ash).", "For the worse: none.")),
        (
            {"ash_use": chart(UP, 6), "elm_use": chart(DOWN, 6), "oak_use": chart(UP), "ash_own": chart(UP, 6)},
            (
                "For the better: Use (Ash); Own (Ash).",
                "For the worse: Use (Elm).",
                "In no direction that can be said: Use (Oak).",
            ),
        ),
    ],
)  # fmt: skip
def test_it_is_said_whose_measures_changed_and_how(charts, sentences):
    assert whose_sentences(list(changes(**charts).values())) == sentences


def test_where_some_charts_are_not_told_of_none_is_said_of_those_that_are():
    row = changes(ash_use=chart(UP, 6), elm_use=chart(NOISE))["use"]
    assert whose_sentences([row._replace(charts=())]) == (
        "For the better: Use (1 district).",
        "For the worse: none that is told of here.",
    )


def test_districts_that_may_not_be_named_are_counted():
    row = changes(ash_use=chart(UP, 6), elm_use=chart(DOWN, 6), oak_use=chart(UP, 6))["use"]
    assert whose_sentences([row._replace(charts=())]) == (
        "For the better: Use (2 districts).",
        "For the worse: Use (1 district).",
    )
