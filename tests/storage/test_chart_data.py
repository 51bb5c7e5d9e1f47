"""What the record holds of a measure, and what its chart is made of."""

import io
from datetime import date
from fractions import Fraction

import pytest

from pdsa.core.chart import Marker, Observation, Subject
from pdsa.core.chart_record import Counted, read_counted
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.model import Address, Measure, Period
from pdsa.core.observations import Recorded
from pdsa.storage.cadences import load_cadences
from pdsa.storage.chart_data import load_all_counted, load_members
from pdsa.storage.database import open_database
from pdsa.storage.queries import load_predictions
from pdsa.storage.sources import load_plans
from pdsa.storage.workspace import Scope
from tests.storage.samples import FIRST, READING, entry, make_workspace, put, share, write

ASH = Address(READING, "ash-valley")
CLASSES = "classes: {name: Classes that read aloud, unit: share, better: up, about: staff}"
RICHER = """\
classes:
    name: Classes that read aloud
    unit: share
    better: up
    about: staff
    definition: Every day
    cadence: weekly
    goal: {value: 90%, by: 2026-01-31}
    baseline: {from: 2025-09-01, to: 2025-09-30}"""
BASELINE = Period(date(2025, 9, 1), date(2025, 9, 30))
MEASURE = Measure(
    *("classes", "Classes that read aloud", "share", "", "up", "staff", "", "Every day", "", ""),
    *("weekly", "90%", date(2026, 1, 31), BASELINE),
)


@pytest.fixture
def place(tmp_path):
    workspace = make_workspace(tmp_path)
    path = workspace.root / f"cycles/{READING}/collaborative.yaml"
    path.write_text(path.read_text("utf-8").replace(CLASSES, RICHER), encoding="utf-8")
    return workspace


def after(workspace, *entries):
    for found in entries:
        put(workspace, found)
    return open_database(workspace, Scope(READING), io.StringIO().write)


def counted(workspace, *entries, address=ASH, measure="classes"):
    return load_all_counted(after(workspace, *entries), address, measure)


FIVE_DAYS = ("2025-09-05", "2025-09-12", "2025-09-19", "2025-09-26", "2025-10-03")


def days(*found):
    """An entry with a point on each day: its numerator of 12."""
    points = [share(day, str(top))["points"][0] for day, top in found]
    return entry("data", {"points": points})


FIVE = days(*((day, 6) for day in FIVE_DAYS))


def test_a_measure_has_its_points_tests_and_the_rest_of_the_record(place):
    (found,) = counted(place, days(("2025-10-13", 9)))
    (point,) = found.points
    assert point == Recorded(point.point, counted=True)
    assert (point.point.text, point.point.value) == ("9/12", 75)
    assert [one.address.cycle for one in found.tests] == ["01-grade-1", "02-grade-2"]
    assert found == Counted(
        ASH,
        "Ash Valley",
        MEASURE,
        found.points,
        found.tests,
        ends=date(2026, 2, 28),
    )


def test_points_that_clash_come_with_the_others_and_do_not_count(place):
    rival = entry("data", share(numerator="8"), count=2)
    (found,) = counted(place, entry("data", share()), rival)
    assert [one.counted for one in found.points] == [False, False]


def test_a_district_may_have_a_baseline_and_breaks_of_its_own(place):
    write(
        place.root / "cycles/network.yaml",
        "name: N\nbreaks:\n  - {from: 2025-12-22, to: 2026-01-02}\n",
    )
    own = "name: Ash Valley\nbreaks:\n  - {from: 2025-11-26, to: 2025-11-28, name: Thanks}\n"
    write(place.root / "cycles/districts/ash-valley.yaml", own)
    baseline = "joined: 2025-09-01\nbaselines:\n  classes: {from: 2025-10-01, to: 2025-10-31}\n"
    write(place.folder(ASH) / "district.yaml", baseline)
    (found,) = counted(place, days(("2025-10-13", 9)))
    assert found.breaks == (
        Period(date(2025, 12, 22), date(2026, 1, 2)),
        Period(date(2025, 11, 26), date(2025, 11, 28), "Thanks"),
    )
    assert found.baseline == Period(date(2025, 10, 1), date(2025, 10, 31))


def test_only_cycles_that_record_or_predict_the_measure_are_its_tests(place):
    texts = {"measure": "texts", "day": "2025-10-13", "value": "8"}
    (found,) = counted(place, entry("data", {"points": [texts]}), measure="texts")
    assert [one.address.cycle for one in found.tests] == ["01-grade-1"]
    second = ASH._replace(cycle="02-grade-2")
    (found,) = counted(place, address=second, measure="texts")
    assert [one.address.cycle for one in found.tests] == ["01-grade-1", "02-grade-2"]


def test_a_collaborative_has_every_district_with_points(place):
    birch = FIRST._replace(district="birch-hill")
    found = counted(
        place,
        days(("2025-10-13", 9)),
        entry("data", share(), birch, count=2),
        address=Address(READING),
    )
    assert [one.place for one in found] == ["Ash Valley", "Birch Hill"]
    assert load_members(after(place), READING) == ("Reading 2025-26", 2)


def test_a_measure_may_be_named_by_its_words(place):
    (found,) = counted(place, days(("2025-10-13", 9)), measure="classes THAT read aloud")
    assert found.measure.id == "classes"


@pytest.mark.parametrize(
    ("measure", "address", "told"),
    [
        (
            "texts",
            ASH,
            (
                "`texts` has no points in reading-2025/ash-valley yet",
                "record some: pdsa record reading-2025/ash-valley texts VALUE --day DAY",
            ),
        ),
        (
            "texts",
            Address(READING),
            (
                "`texts` has no points in reading-2025 yet",
                "record some: pdsa record reading-2025/DISTRICT texts VALUE --day DAY",
            ),
        ),
        (
            "clases",
            ASH,
            (
                "`clases` is not a measure of reading-2025/ash-valley",
                "did you mean `classes`? measures with points: classes",
            ),
        ),
        (
            "x",
            Address(READING),
            ("`x` is not a measure of reading-2025", "measures with points: classes"),
        ),
        (
            "",
            FIRST,
            (
                "which measure?",
                (
                    "measures with points: classes; for example:"
                    " pdsa chart reading-2025/ash-valley classes"
                ),
            ),
        ),
        (
            "x",
            Address(READING, "birch-hill"),
            (
                "reading-2025/birch-hill has no points yet",
                "record some: pdsa record reading-2025/birch-hill calm VALUE --day DAY",
            ),
        ),
    ],
)
def test_another_measure_is_refused_with_those_that_have_points(place, measure, address, told):
    with pytest.raises(PdsaError) as refused:
        counted(place, days(("2025-10-13", 9)), address=address, measure=measure)
    assert (refused.value.message, refused.value.hint) == told


def test_a_series_is_charted_with_its_goal_its_tests_and_its_baseline(place):
    (found,) = counted(
        place,
        days(
            *(("2025-08-15", 2), ("2025-08-22", 2), ("2025-09-05", 3)),
            *(("2025-09-26", 6), ("2025-10-03", 6), ("2025-10-10", 9)),
        ),
    )
    read = read_counted(found)
    title = "Read aloud in grade"
    until = date(2025, 10, 24)
    assert read.subject == Subject(
        "Classes that read aloud",
        "Ash Valley",
        "share",
        definition="Every day",
        about="staff",
        cadence="weekly",
        better="up",
        target=Fraction(90),
        target_by=date(2026, 1, 31),
        ends=date(2026, 2, 28),
    )
    low = Fraction(50, 3)
    assert [one.value for one in read.observations] == [
        *(low, low, None, 25, None, None, 50, 50, 75),
    ]
    assert (read.freeze, read.change) == (7, date(2025, 10, 6))  # the empty places are in it
    assert read.markers == (
        Marker(date(2025, 10, 6), f"01 {title} 1", until),
        Marker(date(2025, 10, 6), f"02 {title} 2", until),
    )
    assert read.notes == (
        "3 weeks have no point (29 Aug 2025, 12 Sep 2025, 19 Sep 2025).",
        "2 earlier points are part of the baseline (1 to 30 Sep 2025), too.",
    )


def test_a_baseline_without_points_is_told(place):
    (found,) = counted(place, days(("2025-10-13", 9)))
    read = read_counted(found)
    told = "No point lies in the baseline (1 to 30 Sep 2025), so all points make the median."
    assert (read.freeze, read.notes) == (None, (told,))


def test_the_baseline_of_the_district_wins_over_that_of_the_measure(place):
    (found,) = counted(place, FIVE)
    assert read_counted(found).freeze == 4
    own = found._replace(baseline=Period(date(2025, 9, 1), date(2025, 10, 3)))
    assert read_counted(own).freeze == 5


@pytest.mark.parametrize(
    ("last", "change", "freeze", "note"),
    [
        (date(2025, 10, 3), date(2025, 10, 4), 5, ""),
        (
            date(2025, 10, 3),
            date(2025, 10, 3),
            4,
            (
                "The baseline (1 Sep to 3 Oct 2025) ends before that here: "
                "the first test of a change began on 3 Oct 2025."
            ),
        ),
        (
            date(2025, 10, 3),
            date(2025, 9, 26),
            None,
            (
                "Only 3 points of the baseline (1 Sep to 3 Oct 2025) lie before 26 Sep 2025: "
                "too few, so all points make the median."
            ),
        ),
        (
            date(2025, 10, 3),
            date(2025, 9, 5),
            None,
            (
                "Only 0 points of the baseline (1 Sep to 3 Oct 2025) lie before 5 Sep 2025: "
                "too few, so all points make the median."
            ),
        ),
        (
            date(2025, 9, 19),
            None,
            None,
            (
                "The baseline (1 to 19 Sep 2025) has only 3 points: "
                "too few, so all points make the median."
            ),
        ),
    ],
)
def test_a_baseline_ends_before_the_first_test_of_a_change(place, last, change, freeze, note):
    (found,) = counted(place, FIVE)
    tests = tuple(one._replace(starts=change) for one in found.tests) if change else ()
    own = found._replace(baseline=Period(date(2025, 9, 1), last), tests=tests)
    read = read_counted(own)
    assert (read.freeze, read.notes) == (freeze, tuple(filter(None, [note])))


@pytest.mark.parametrize(("listed", "tests"), [("classes", ["01-grade-1"]), ("minutes", [])])
def test_a_plan_that_lists_a_measure_under_data_tests_it(place, listed, tests):
    path = place.root / f"cycles/{FIRST}.yaml"
    plan = path.read_text("utf-8").replace("    expect: {measure: classes, is: at least 75%}\n", "")
    own = "measures:\n  minutes: {name: Minutes, unit: minutes, better: up, about: staff}\n"
    write(path, plan.replace("questions:", f"{own}data: [{{measure: {listed}}}]\nquestions:", 1))
    write(place.root / f"cycles/{ASH}/02-grade-2.yaml", "")
    (found,) = counted(place, days(("2025-10-13", 9))._replace(address=ASH))
    assert [one.address.cycle for one in found.tests] == tests


@pytest.mark.parametrize(
    ("types", "change"),
    [
        (("collect-data", "test-change"), date(2025, 10, 20)),
        (("implement-change", "test-change"), date(2025, 10, 6)),
        (("collect-data", "develop-change"), None),
    ],
)
def test_the_change_is_the_first_test_of_a_change(place, types, change):
    (found,) = counted(place, days(("2025-09-05", 3)))
    starts = (date(2025, 10, 6), date(2025, 10, 20))
    tests = tuple(
        one._replace(type=kind, starts=day)
        for one, kind, day in zip(found.tests, types, starts, strict=True)
    )
    assert read_counted(found._replace(tests=tests)).change == change


def test_illustrative_dates_are_told(place):
    (found,) = counted(place, days(("2025-09-05", 3)))
    assert not read_counted(found).subject.illustrative
    one = found.tests[0]._replace(illustrative=True)
    assert read_counted(found._replace(tests=(one,))).subject.illustrative


def test_a_site_is_read_beside_the_total(place):
    site = entry("data", share(site="North", numerator="3"), count=2)
    (found,) = counted(place, days(("2025-10-13", 9)), site)
    read = read_counted(found, site="North")
    north = Observation(date(2025, 10, 13), Fraction(25), Fraction(3), Fraction(12), "3/12")
    assert (read.subject.place, read.observations) == ("Ash Valley · North", (north,))


def test_a_plan_says_how_many_points_its_measures_will_have(place):
    connection = after(place)
    plan = load_plans(connection, ASH)[0]
    told = (
        "weekly gives 26 points by 28 Feb 2026:"
        " enough to judge, if 12 of them lie before the change"
    )
    predictions = list(load_predictions(connection, FIRST))
    assert load_cadences(connection, plan, predictions) == {"classes": told}
    assert load_cadences(connection, plan, []) == {}


def test_a_collaborative_that_cannot_be_read_has_no_cadences(place):
    plan = load_plans(after(place), ASH)[0]
    (place.root / f"cycles/{READING}/collaborative.yaml").write_text("title: 1\n", encoding="utf-8")
    connection = after(place)
    assert load_cadences(connection, plan, load_predictions(connection, FIRST)) == {}


def test_a_collaborative_that_cannot_be_read_is_said_before_anything_about_its_measures(place):
    (place.root / f"cycles/{READING}/collaborative.yaml").write_text("title: 1\n", encoding="utf-8")
    with pytest.raises(PdsaError) as refused:
        counted(place, days(("2025-10-13", 9)))
    assert refused.value.exit_code == Exit.UNREADABLE


def test_measures_of_several_districts_own_are_not_one(place):
    own = "measures:\n  naps: {name: Naps, unit: count}\n"
    for number, district in enumerate(("ash-valley", "birch-hill"), 7):
        plan = place.folder(Address(READING, district)) / "01-grade-1.yaml"
        plan.write_text(plan.read_text("utf-8") + own, encoding="utf-8")
        points = {"points": [{"measure": "naps", "day": "2025-10-13", "value": "3"}]}
        put(place, entry("data", points, FIRST._replace(district=district), number))
    (found,) = counted(place, measure="naps")
    assert found.place == "Ash Valley"
    with pytest.raises(PdsaError) as refused:
        counted(place, address=Address(READING), measure="naps")
    assert (refused.value.message, refused.value.hint) == (
        "`naps` is a measure of 2 districts' own, each with its definition",
        "chart one of them: pdsa chart reading-2025/ash-valley naps",
    )
