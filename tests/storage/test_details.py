"""What a whole report needs beside its record, as the files say it."""

from datetime import date

import pytest

from pdsa.core.details import Driver, IdeaFacts, PlanFacts, ScoreFact
from pdsa.core.model import Address, Period
from pdsa.storage.database import open_database
from pdsa.storage.details import load_details
from pdsa.storage.records import load_record
from pdsa.storage.workspace import Scope, Workspace

ID = "reading-2025"
FIRST = Address(ID, "ash-valley", "01-read-aloud-in-grade-1")


@pytest.fixture
def details(workspace):
    """The details of the made-up collaborative, after what was written to its files."""

    def ask(**parts):
        connection = open_database(Workspace(workspace), Scope(), print)
        record = load_record(connection, ID)
        return load_details(connection, record, date(2025, 11, 21), **parts)

    return ask


def add(path, text):
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def test_texts_come_in_order_without_their_authors(details):
    said = details().said
    assert [(one.kind, one.address.district) for one in said] == [
        ("data", "ash-valley"),
        ("do", "ash-valley"),
        ("study", "ash-valley"),
        ("act", "ash-valley"),
        ("data", "ash-valley"),
        ("comment", "birch-hill"),
    ]
    assert said[2].body["learned"] == "Mornings work"
    assert not any("ana" in str(one) for one in said)


def test_data_has_no_body_where_nobody_shows_it(details):
    assert [one.body for one in details(trail=False).said if one.kind == "data"] == [{}, {}]


def test_what_was_retracted_or_released_is_known(details, pdsa):
    assert pdsa('do ash-valley/02 --as-planned yes --observed "All six" --release public').code == 0
    (done,) = [one for one in details().said if one.released]
    assert done.body["observed"] == "All six"
    assert pdsa(f"retract {done.entry} --why wrong").code == 0
    assert not [one for one in details().said if one.released]


def test_every_measure_that_a_district_counted_has_a_chart(details):
    charts = details().charts
    assert list(charts) == [("ash-valley", "classes")]
    chart = charts["ash-valley", "classes"]
    assert [point.shown for point in chart.points] == ["1/2 50 %", "4/6 66.7 %"]
    assert chart.subject.place == "Ash Valley"
    assert chart.asked.change == date(2025, 10, 6)
    assert [marker.label for marker in chart.markers] == ["02 Read aloud in the morning"]
    assert chart.notes == ("01 Read aloud in grade 1 began before the first point, on 6 Oct 2025.",)


def test_a_plan_that_lists_a_measure_gives_its_chart_the_day_of_the_change(
    details, workspace, pdsa
):
    assert pdsa("record reading-2025/ash-valley texts 12").code == 0
    assert details().charts["ash-valley", "texts"].asked.change is None
    add(workspace / f"cycles/{FIRST}.yaml", "\ndata: [{measure: texts}]\n")
    assert details().charts["ash-valley", "texts"].asked.change == date(2025, 10, 6)


def test_a_measure_with_points_of_sites_only_has_no_chart(details, pdsa):
    assert pdsa("record birch-hill/01 texts 12 --site North").code == 0
    assert ("birch-hill", "texts") not in details().charts


def test_drivers_ideas_and_alignments_are_those_of_the_collaborative(details, workspace):
    path = workspace / f"cycles/{ID}/collaborative.yaml"
    text = path.read_text("utf-8").replace(
        "  read-aloud: Read aloud for ten minutes\n",
        "  read-aloud: {text: Read aloud, driver: time, theory: If}\n",
    )
    path.write_text(
        f"{text}drivers: {{day: The day, time: {{text: Time, part_of: day}}}}\nalignments: {{portrait: Thinks}}\n",
        "utf-8",
    )
    found = details()
    assert found.drivers == (Driver("day", "The day"), Driver("time", "Time", "day"))
    assert found.ideas["read-aloud"] == IdeaFacts("read-aloud", "Read aloud", "time", "If")
    assert found.alignments == {"portrait": "Thinks"}


def test_a_district_is_known_from_both_of_its_files(details, workspace):
    add(
        workspace / "cycles/districts/ash-valley.yaml",
        "schools: 7\nbreaks: [{from: 2025-12-22, to: 2026-01-02}]\nprivacy: {min_n: 20}\n",
    )
    add(
        workspace / f"cycles/{ID}/ash-valley/district.yaml",
        "aim: All read\nresource: {title: Card, status: draft, where: a link}\n",
    )
    facts = details().districts["ash-valley"]
    assert (facts.schools, facts.students, facts.aim, facts.min_n) == (7, None, "All read", 20)
    assert (facts.resource, facts.resource_status, facts.resource_where) == (
        "Card",
        "draft",
        "a link",
    )
    assert facts.breaks == (Period(date(2025, 12, 22), date(2026, 1, 2)),)


def test_the_newest_score_of_each_role_counts(details, pdsa):
    for score, more in (("1", ""), ("1.5", ""), ("2", " --as facilitator")):
        ran = pdsa(f'assess ash-valley {score} --why "so far"{more}')
        assert ran.code == 0, ran
    assert details().scores == (
        ScoreFact("ash-valley", "facilitator", "2.0", date(2025, 11, 21)),
        ScoreFact("ash-valley", "self", "1.5", date(2025, 11, 21)),
    )


@pytest.mark.parametrize(
    ("network", "collaborative", "min_n"),
    [("", "", 10), ("20", "", 20), ("20", "30", 30), ("30", "20", 30), ("5", "", 10)],
)
def test_the_strictest_smallest_number_counts(details, workspace, network, collaborative, min_n):
    for path, number in (("network.yaml", network), (f"{ID}/collaborative.yaml", collaborative)):
        if number:
            add(workspace / "cycles" / path, f"privacy: {{min_n: {number}}}\n")
    assert details().min_n == min_n


def test_a_plan_says_what_it_serves_and_where_it_comes_from(details, workspace):
    add(
        workspace / f"cycles/{FIRST}.yaml",
        "alignments: [portrait]\nborrowed_from: other-2024/far/01\nsample_size: 7\n",
    )
    assert details().plans[FIRST] == PlanFacts(
        borrowed_from="other-2024/far/01",
        alignments=("portrait",),
        sample_size=7,
        path=f"cycles/{FIRST}.yaml",
    )
