"""Whole public reports of several periods, attacked; and each leak planted once, to be found."""

import json
from datetime import date

import pytest
from hypothesis import Phase, given, settings

from pdsa.core.details import DistrictFacts, Driver, IdeaFacts
from pdsa.core.privacy import quote as quote_public
from pdsa.core.public_pools import closed_days
from pdsa.core.report import build_report
from pdsa.core.report_whole import Wanted
from pdsa.render.json import render_report
from tests.core.public_attack import find_leaks
from tests.core.public_world import (
    DAYS,
    FORMS,
    collaboratives,
    details_of,
    publish,
    record_of,
    report_of,
    truth_of,
)

OCT, NOV, DEC = ((2025, month) for month in (10, 11, 12))
COUNTS = {  # a and b are large; c is small and comes with December
    "a": {OCT: (60, 120), NOV: (66, 120), DEC: (70, 120)},
    "b": {OCT: (50, 100), NOV: (52, 100), DEC: (58, 100)},
    "c": {OCT: (2, 5), DEC: (4, 5)},
}


# To shrink a leak takes the attacker minutes: the first one that is found says enough.
@settings(max_examples=150, deadline=None, derandomize=True, phases=[Phase.generate])
@given(collaboratives())
def test_three_reports_in_a_row_give_no_count_of_a_district_away(counts):
    assert find_leaks(publish(counts), truth_of(counts)) == []


def test_no_form_says_more_than_the_document():
    assert find_leaks(publish(COUNTS, forms=FORMS), truth_of(COUNTS)) == []


def test_pools_are_shown_where_no_district_can_be_worked_out():
    found = [one.document["changes"][0]["same"] for one in publish(COUNTS)]
    assert [same and (same["first_shown"], same["last_shown"]) for same in found] == [
        ("50 % of 220", "54 % of 220"),
        ("50 % of 220", "54 % of 220"),
        None,  # five more people in October, and everybody could tell that two of them did it
    ]


def test_a_large_district_that_comes_later_holds_nothing_back():
    counts = {**COUNTS, "c": {OCT: (90, 200), DEC: (101, 200)}}
    found = publish(counts)[-1].document["changes"][0]["same"]
    assert (found["first_shown"], found["last_shown"]) == ("48 % of 420", "55 % of 420")
    assert find_leaks(publish(counts), truth_of(counts)) == []


def doctored(change, counts=COUNTS, days=DAYS, forms=()):
    """The reports with something in the last one that should not be there."""
    *before, last = publish(counts, days, forms)
    return [*before, change(last)]


def members(day=DAYS[-1], audience="members"):
    return json.loads(render_report(report_of(COUNTS, day, audience)))


def own_figures(one):
    one.document["measures"] = members()["measures"]
    return one


def figure_of_the_largest(one):
    (row,) = members()["measures"]
    one.document["measures"] = [{**row, "districts": row["districts"][:1]}]
    return one


def pool(**texts):
    """Let the last report say something else of October and of the newest month."""

    def change(one):
        days = {"first": "2025-10-01", "last": f"2025-{one.day.month}-01"}
        said = {"first_shown": "50 % of 220", "last_shown": "54 % of 220"}
        same = {"districts": 2, **days, **said, "median_first": "", "median_last": ""}
        one.document["changes"][0]["same"] = same | texts
        return one

    return change


def sorted_by_value(one):
    one.document["districts"].reverse()
    return one


def section(name, audience="members"):
    def change(one):
        one.document[name] = members(audience=audience)[name]
        return one

    return change


def charts(one):
    one.document["changes"] = members()["changes"]
    return one


def drawn(one):
    return one._replace(forms={"html": FORMS["html"](report_of(COUNTS, DAYS[-1], "members"))})


def scored(one):
    one.document["scores"] = [{"district": "a", "suggested": "2.5"}]
    return one


def quote(one):
    for row in one.document["evidence"]:
        row["learned"].append({"text": "QUIET, for us alone"})
    return one


def typed_by_name(one):
    text = one.forms["plain"] + "said\tDr. Quillfeather NAMED IN AN ENTRY\n"
    return one._replace(forms={"plain": text})


NEAR = {id: {OCT: counts, NOV: counts} for id, counts in (("a", (1, 20)), ("b", (1, 20)))}
BOTH = {id: {OCT: counts, NOV: counts} for id, counts in (("a", (108, 112)), ("b", (108, 113)))}
TWO = {"first_shown": "50 % of 220", "last_shown": "54 % of 220"}


@pytest.mark.parametrize(
    ("change", "kind", "counts"),
    [
        (own_figures, "pinned", COUNTS),
        (figure_of_the_largest, "unexplained", COUNTS),
        (pool(districts=3, first_shown="50 % of 225", last_shown="59 % of 225"), "pinned", COUNTS),
        (pool(first_shown="5 % of 40", last_shown="5 % of 40"), "pinned", NEAR),  # a band's edge
        (pool(first_shown="96 % of 225", last_shown="96 % of 225"), "pinned", BOTH),  # nine remain
        (pool(first_shown="50 %"), "unfounded", COUNTS),
        (pool(first_shown="110/220 50 %"), "unfounded", COUNTS),
        (pool(median_first="50 %"), "unexplained", COUNTS),
        (sorted_by_value, "order", COUNTS),
        (section("lines"), "secret", COUNTS),  # titles, slugs and with whom
        (section("parts"), "secret", COUNTS),
        (section("left_out"), "secret", COUNTS),
        (section("resources"), "secret", COUNTS),
        (section("facilitators"), "secret", COUNTS),
        (section("digest"), "secret", COUNTS),
        (section("ideas"), "secret", COUNTS),
        (section("evidence"), "secret", COUNTS),
        (scored, "private", COUNTS),
        (quote, "secret", COUNTS),
        (charts, "unexplained", COUNTS),
        (drawn, "drawn", COUNTS),
        (typed_by_name, "secret", COUNTS),
    ],
)
def test_a_planted_leak_is_found(change, kind, counts):
    days = DAYS if counts is COUNTS else DAYS[:2]
    forms = ("plain",) if change is typed_by_name else ()
    found = find_leaks(doctored(change, counts, days, forms), truth_of(counts))
    assert kind in {one[0] for one in found}, found


def test_a_pool_and_one_of_its_two_districts_give_the_other_away():
    counts = {"a": COUNTS["a"], "c": {OCT: (2, 5), NOV: (2, 5), DEC: (4, 5)}}
    found = find_leaks(doctored(figure_of_the_largest, counts, [DAYS[-1]]), truth_of(counts))
    assert ("pinned", "use", DEC, "part", "c", 4, 4) in found


def public(day=DAYS[-1], counts=COUNTS, about="staff", **details):
    made = details_of(counts, day, about)._replace(**details)
    return build_report(record_of(counts, day), day, Wanted("public"), made)


@pytest.mark.parametrize(
    ("people", "shown", "members_see"),
    [
        (5, None, "16/40 40 %"),  # ten people would be enough, but four hidden in each are not
        (9, "between 20 % and 80 % of 18", "16/72 22.2 %"),
    ],
)
def test_everybody_counts_once_a_month(people, shown, members_see):
    """Four weeks of the same nine people are nine people, not 36."""
    weeks = {id: {OCT: (2, people), NOV: (2, people)} for id in "ab"}
    details = details_of(weeks, DAYS[1])
    charts = {
        key: chart._replace(
            points=tuple(
                point._replace(day=point.day.replace(day=day))
                for point in chart.points
                for day in (3, 10, 17, 24)
            )
        )
        for key, chart in details.charts.items()
    }
    (row,) = public(DAYS[1], weeks, charts=charts).sections.changes
    assert (row.same and row.same.first_shown) == shown
    details = details._replace(charts=charts)
    (row,) = build_report(record_of(weeks, DAYS[1]), DAYS[1], Wanted(), details).sections.changes
    assert row.same.first_shown == members_see


def test_visits_to_few_teachers_rest_on_these():
    counts = {id: {OCT: (20, 40), NOV: (20, 40)} for id in "ab"}
    charts = {
        key: chart._replace(points=tuple(point._replace(n=4) for point in chart.points))
        for key, chart in details_of(counts, DAYS[1]).charts.items()
    }
    assert public(DAYS[1], counts, charts=charts).sections.changes[0].same is None
    assert public(DAYS[1], counts).sections.changes[0].same.first_shown == "50 % of 80"


def test_a_district_that_asks_for_more_people_has_them_in_every_pool():
    counts = {id: {OCT: (7, 14), NOV: (7, 14)} for id in "ab"}
    strict = {"a": DistrictFacts("a", min_n=30)}
    assert public(DAYS[1], counts).sections.changes[0].same is not None
    assert public(DAYS[1], counts, districts=strict).sections.changes[0].same is None


def test_things_are_shown_as_they_are():
    counts = {id: {OCT: (1, 4), NOV: (2, 4)} for id in "ab"}
    record = record_of(counts, DAYS[1])
    ((at, measure),) = record.measures
    record = record._replace(measures=((at, measure._replace(about="things")),))
    details = details_of(counts, DAYS[1], "things")
    same = build_report(record, DAYS[1], Wanted("public"), details).sections.changes[0].same
    assert (same.first_shown, same.last_shown, same.median_first) == ("2/8 25 %", "4/8 50 %", "")


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("50 % of 220", True),  # the same
        ("50 % of 217", False),  # three people came to it since
        ("49 % of 220", False),  # or a few of the same were corrected
        ("48 % of 180", True),
        ("110/220 50 %", True),  # no public text: that of members
    ],
)
def test_a_kept_report_that_a_few_people_tell_apart_holds_a_pool_back(kept, shown):
    same = {"first": "2025-10-01", "first_shown": kept, "last": "2025-09-01", "last_shown": ""}
    earlier = {"audience": "public", "changes": [{"measure": "use", "same": same}]}
    found = public(DAYS[1], earlier=earlier).sections.changes[0].same
    assert (found is not None) is shown


def test_periods_are_every_month_end_and_meeting_up_to_the_report():
    meetings = record_of(COUNTS, DAYS[0]).collaborative.meetings
    assert closed_days(meetings, date(2025, 10, 31), date(2025, 12, 31)) == (
        date(2025, 10, 31),
        date(2025, 11, 20),
        date(2025, 11, 30),
        date(2025, 12, 31),
    )


def test_verdicts_come_from_charts_of_which_each_point_could_be_shown():
    weeks = {id: {OCT: (3, 5), NOV: (3, 5)} for id in "ab"}
    (row,) = public(DAYS[1], weeks).sections.changes
    assert (row.reporting, row.judged, row.charts) == (2, 0, ())
    told = public(DAYS[1], weeks).sections.withheld
    assert (
        "2 charts are not counted as judged: on too few people, or on nobody knows how many."
        in told
    )


def test_what_is_left_out_is_told_without_names():
    found = public()
    assert found.sections.withheld == (
        ("1 figure is left out: 1 would give another of them away."),
        "Figures, titles and addresses of single districts are not in a public report.",
        (
            "1 measure has no figure here: only shares are pooled, and only where two or more"
            " districts counted early and late; counts and means of people stay in them."
        ),
        "1 chart is not counted as judged: on too few people, or on nobody knows how many.",
        (
            "3 texts are left out: not released by a district,"
            " or with something that may point to few people."
        ),
        "Ideas that a district put in its own words are left out.",
    )
    assert [tuple(out) for out in found.left_out] == [
        ("cycles/c-2025", 0, "1 file with something that is not counted", True)
    ]


def test_the_sentences_name_no_idea_in_a_districts_own_words_and_nothing_that_waits():
    assert public().in_short == (
        "3 of 3 districts have planned a test; 3 have studied at least one.",
        '"Prompt guides" was tested most widely: 2 studied tests in 2 districts; 2 of 2 predictions held.',
        'Adopted: "Prompt guides" in 1 district; one adoption is not proof.',
        "It is too early to say whether any measure has changed.",
        "1 idea is in districts' own words, and not told of here.",
    )


def test_every_district_is_listed_whether_it_has_a_cycle_or_not():
    record = record_of(COUNTS, DAYS[-1])
    record = record._replace(cycles=record.cycles[:1])
    found = build_report(record, DAYS[-1], Wanted("public"))
    assert [row.id for row in found.districts] == ["a", "b", "c"]
    assert {(row.tests, row.now) for row in found.districts} == {((), "")}


def test_a_resource_is_offered_where_it_stands_somewhere():
    made = {
        "a": DistrictFacts("a", resource="A card", resource_where="https://a.example/card"),
        "b": DistrictFacts("b", resource="A draft"),
        "c": DistrictFacts("c", resource="A page", resource_where="ask Dr. Quillfeather"),
    }
    assert [row.title for row in public(districts=made).sections.resources] == ["A card"]


def test_the_page_of_one_district_for_the_public_has_no_figure_and_no_text_of_its_own():
    details = details_of(COUNTS, DAYS[-1])
    record = record_of(COUNTS, DAYS[-1])
    wanted = Wanted("public", district="a")
    found = build_report(record, DAYS[-1], wanted, details)
    document = json.loads(render_report(found))
    assert [row["same"] for row in document["changes"]] == [None]
    assert (document["lines"], document["parts"], document["measures"]) == ([], [], [])
    secrets = truth_of(COUNTS).secrets
    assert [word for word in secrets if word in str(document)] == []


def test_the_driver_diagram_has_the_ideas_of_the_collaborative_alone():
    tree = public(drivers=(Driver("time", "Time for it"),)).sections.drivers
    assert [leaf.id for leaf in tree.ideas] == ["guides"]


def test_a_text_of_the_collaborative_that_looks_like_a_person_is_left_out():
    record = record_of(COUNTS, DAYS[-1])
    about = record.collaborative._replace(aim="As Dr. Quillfeather asked")
    ideas = {"guides": IdeaFacts("guides", "Guides by Dr. Quillfeather", theory="Ask 555-210-0199")}
    details = details_of(COUNTS, DAYS[-1])._replace(ideas=ideas)
    found = build_report(record._replace(collaborative=about), DAYS[-1], Wanted("public"), details)
    assert (found.heading.aim, found.ideas, found.sections.evidence) == ("", (), ())


@pytest.mark.parametrize(
    ("text", "release", "min_n", "quoted"),
    [
        ("It fits into a lesson", "public", 10, True),
        ("It fits into a lesson", "", 10, False),
        ("Three students could not read it", "public", 10, False),
        ("12 students could not read it", "public", 10, True),
        ("12 students could not read it", "public", 15, False),
        ("Ask Dr. Quillfeather", "public", 10, False),
    ],
)
def test_a_quote_was_released_and_points_to_no_few_people(text, release, min_n, quoted):
    assert quote_public(text, release, min_n) == (text if quoted else "")
