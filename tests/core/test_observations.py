"""From points to observations: what is drawn, what counts, what is said of the rest."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from pdsa.core.chart import Observation
from pdsa.core.errors import PdsaError
from pdsa.core.model import Measure, Period, Point
from pdsa.core.observations import (
    Recorded,
    Series,
    build_series,
    exclude_days,
    fill_gaps,
    find_freeze,
    find_place,
    listed_days,
)

DAY = date(2025, 11, 7)  # a Friday
MEASURE = Measure("use", "Use", "count", cadence="weekly")
BREAK = Period(date(2025, 11, 24), date(2025, 11, 28), "Thanksgiving")


def week(number):
    return DAY + timedelta(weeks=number)


def point(number=0, value=3, **more):
    day = more.pop("day", week(number))
    since = more.pop("since", None)
    return Recorded(Point("use", day, since, Fraction(value), str(value), **more))


def seen(number, value=3, **more):
    return Observation(week(number), Fraction(value), text=str(value), **more)


def test_points_become_observations_in_the_order_of_their_days():
    found = build_series([point(1, 4), point(0, 3)], MEASURE)
    assert found == Series((seen(0, 3), seen(1, 4)))


def test_what_clashes_is_left_out_and_counted():
    clash = Recorded(point(1).point, counted=False)
    found = build_series([point(), clash, clash], MEASURE)
    told = (
        "2 points are left out: they do not suit the unit, or another point claims the same day"
        " (pdsa check names them)."
    )
    assert found == Series((seen(0),), (told,))


def test_a_bound_is_kept_as_one_with_a_note():
    found = build_series([point(), point(1, bound="more-than")], MEASURE)
    note = '1 point says "more than": it is drawn, and part of no figure.'
    assert found == Series((seen(0), seen(1, bound="more-than")), (note,))


@pytest.mark.parametrize(
    ("about", "excluded"),
    [
        ({"day": date(2025, 11, 24)}, True),
        ({"day": date(2025, 11, 28)}, True),
        ({"day": date(2025, 11, 29)}, False),  # the day after
        ({"since": date(2025, 11, 24), "day": date(2025, 11, 28)}, True),
        ({"since": date(2025, 11, 22), "day": date(2025, 11, 30)}, True),  # weekends beside it
        ({"since": date(2025, 11, 21), "day": date(2025, 11, 28)}, False),  # one school day
        ({"day": date(2025, 11, 28), "over": "1w"}, True),  # Saturday to Friday
        ({"day": date(2025, 11, 28), "over": "2w"}, False),
    ],
)
def test_a_point_is_left_out_where_it_lies_wholly_in_a_break(about, excluded):
    (found,) = build_series([point(**about)], MEASURE, [BREAK]).observations
    assert found.excluded == ("school break" if excluded else "")


def test_a_week_in_a_break_is_named():
    found = build_series([point(2), point(3)], MEASURE, [BREAK])
    note = "1 point lies in a school break: it is drawn, and part of no figure (28 Nov 2025)."
    assert found.notes == (note,)


@pytest.mark.parametrize(
    ("about", "noted"),
    [
        ({"since": date(2025, 11, 3), "day": DAY}, False),
        ({"since": date(2025, 11, 4), "day": DAY}, True),
        ({"since": date(2025, 11, 17), "day": date(2025, 11, 25)}, False),
        ({"since": date(2025, 11, 26), "day": date(2025, 12, 2)}, True),  # two days after a break
        ({"day": DAY}, False),  # nobody said how much of the week
        ({"day": DAY, "over": "3d"}, True),
    ],
)
def test_a_part_week_is_kept_and_noted(about, noted):
    found = build_series([point(**about)], MEASURE, [BREAK])
    assert [one.excluded for one in found.observations] == [""]
    assert [note.startswith("1 point covers part of a week only") for note in found.notes] == (
        [True] if noted else []
    )


@pytest.mark.parametrize(
    ("cadence", "days", "breaks", "missing"),
    [
        ("weekly", (0, 7, 28), (), (14, 21)),
        ("weekly", (0, 9, 16), (), ()),  # a late one
        ("weekly", (0, 11), (), (7,)),
        ("weekly", (0, 28), (BREAK,), (7, 14)),  # 28 November is in the break
        ("fortnightly", (0, 28), (), (14,)),
        ("monthly", (0, 84), (), (21, 51)),  # 28 November, 28 December: clear of short months
        ("daily", (0, 28), (), ()),
        ("", (0, 28), (), ()),
        ("weekly", (0, 4000), (), ()),  # ten years: a typing error
    ],
)
def test_places_that_are_missing_stay_empty(cadence, days, breaks, missing):
    given = [Observation(DAY + timedelta(day), Fraction(1)) for day in days]
    filled = fill_gaps(given, cadence, breaks)
    assert [one for one in filled if one.value is not None] == given
    if cadence != "monthly":
        empty = tuple((one.day - DAY).days for one in filled if one.value is None)
        assert empty == missing
    else:
        months = [(one.day.year, one.day.month) for one in filled]
        assert months == [(2025, 11), (2025, 12), (2026, 1)]


def test_a_month_without_a_day_of_that_number_has_its_28th():
    given = [Observation(date(2025, 1, 31), Fraction(1)), Observation(date(2025, 3, 31), None)]
    assert fill_gaps(given, "monthly")[1] == Observation(date(2025, 2, 28), None)


def test_empty_places_are_named():
    found = build_series([point(0), point(7)], MEASURE)
    note = "6 weeks have no point (14 Nov 2025, 21 Nov 2025, 28 Nov 2025, 5 Dec 2025 and 2 more)."
    assert found.notes == (note,)


def test_sites_and_subgroups_stand_beside_the_total():
    beside = [point(site="North"), point(site="North", subgroup="grade 1"), point(subgroup="all")]
    found = build_series([*beside, point(value=9)], MEASURE)
    note = (
        'Counted beside this, and not part of it: --subgroup "all", --site "North",'
        ' --site "North" --subgroup "grade 1".'
    )
    assert found == Series((seen(0, 9),), (note,))


@pytest.mark.parametrize(
    ("site", "subgroup", "value"),
    [("North", "", 1), ("North", "grade 1", 2), ("", "grade 1", 3), ("", "", 4)],
)
def test_a_site_is_shown_by_name(site, subgroup, value):
    given = [
        point(value=1, site="North"),
        point(value=2, site="North", subgroup="grade 1"),
        point(value=3, subgroup="grade 1"),
        point(value=4),
    ]
    found = build_series(given, MEASURE, (), site, subgroup)
    assert [one.value for one in found.observations] == [value]


@pytest.mark.parametrize(
    ("given", "site", "told"),
    [
        ([], "", ("there are no points yet", "record one: pdsa record PLACE MEASURE VALUE")),
        (
            [point()],
            "North",
            ("there are no points of `North`", "there is only the whole district"),
        ),
        (
            [point(site="North"), point(site="South")],
            "Nort",
            ("there are no points of `Nort`", 'there is --site "North"'),
        ),
        (
            [point(site="North"), point(site="South")],
            "",
            (
                "there are no points of the whole district",
                'there is --site "North", --site "South"',
            ),
        ),
    ],
)
def test_what_is_not_there_is_refused_with_what_is(given, site, told):
    with pytest.raises(PdsaError) as refused:
        build_series(given, MEASURE, (), site)
    assert (refused.value.message, refused.value.hint) == told


def test_the_denominator_of_a_rate_covers_all_its_periods():
    rate = Measure("hours", "Hours", "rate", per="week")
    raw = Point("hours", DAY, None, Fraction(3, 8), "3/4", Fraction(3), Fraction(4), over="2w")
    (found,) = build_series([Recorded(raw)], rate).observations
    assert (found.numerator, found.denominator, found.value) == (3, 8, Fraction(3, 8))


WEEKS = [seen(0), seen(1), Observation(week(2), None), seen(3)]


@pytest.mark.parametrize(
    ("text", "place"),
    [("2025-11-07", 1), ("2025-11-21", 3), ("2", 2), ("4", 4), ("2025-11-28", 4)],
)
def test_a_baseline_ends_on_a_day_or_after_so_many(text, place):
    assert find_freeze(WEEKS, text) == place


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "99",
            (
                "`--freeze`: a baseline of 99 points, and there are 4",
                "write how many came before the change, or its last day",
            ),
        ),
        (
            "2025-11-08",
            (
                "`--freeze`: there is no point on 2025-11-08",
                "the nearest are 2025-11-07 and 2025-11-14",
            ),
        ),
        ("0", ("`--freeze`: a baseline of 0 points", "write 12, or its last day")),
        (
            "soon",
            (
                "`soon` is not a day of the calendar",
                "write year, month and day, as in 2025-11-03",
            ),
        ),
    ],
)
def test_a_baseline_that_ends_nowhere_is_refused(text, told):
    with pytest.raises(PdsaError) as refused:
        find_freeze(WEEKS, text)
    assert (refused.value.message, refused.value.hint) == told


def test_a_baseline_in_which_nothing_counts_is_refused():
    with pytest.raises(PdsaError, match="no point of this baseline counts"):
        find_freeze([seen(0, bound="more-than"), seen(1)], "1")


def test_the_only_day_there_is_is_the_nearest():
    with pytest.raises(PdsaError) as refused:
        find_place(WEEKS[:1], "2024-01-01", "--phase")
    assert refused.value.hint == "the nearest is 2025-11-07"


def test_days_are_left_out_by_name():
    found = exclude_days(WEEKS, ["2025-11-14"])
    assert [one.excluded for one in found] == ["", "left out on request", "", ""]
    assert exclude_days(WEEKS, []) == tuple(WEEKS)


@pytest.mark.parametrize(
    ("number", "told"),
    [(1, "7 Nov 2025"), (5, ", 5 Dec 2025"), (6, ", 28 Nov 2025 and 2 more")],
)
def test_many_days_are_told_as_a_few_and_a_number(number, told):
    assert listed_days([week(count) for count in range(number)]).endswith(told)
