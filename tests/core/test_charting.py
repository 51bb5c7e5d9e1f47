"""A chart from observations: points, phases, what is marked, and what is refused."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from pdsa.core.chart import Asked, Marker, Observation, Subject
from pdsa.core.chart_wishes import Found, Wishes, grant
from pdsa.core.charting import Material, build_chart, build_charts
from pdsa.core.errors import PdsaError
from pdsa.core.model import Period

DAY = date(2025, 9, 5)
TODAY = date(2026, 3, 1)
USE = Subject("Use", "Ash Valley", unit="count", better="up")
SHIFT = "3 4 3 5 4 3 4 3 5 3 4 3 7 8 7 8 9 8 7 8 9 8 7 8"


def week(number):
    return DAY + timedelta(weeks=number)


def series(text):
    """Observations a week apart: a number, `-` for none, `5x` left out, `5+` a bound, `9/12`."""
    found = []
    for number, typed in enumerate(text.split()):
        day, bare = week(number), typed.rstrip("x+")
        if typed == "-":
            found.append(Observation(day, None))
            continue
        about = {
            "text": bare,
            "excluded": "left out" if typed.endswith("x") else "",
            "bound": "more-than" if typed.endswith("+") else "",
        }
        if "/" in bare:
            top, bottom = map(Fraction, bare.split("/"))
            found.append(Observation(day, 100 * top / bottom, top, bottom, **about))
        else:
            found.append(Observation(day, Fraction(bare), **about))
    return found


def chart(text, subject=USE, **asked):
    return build_chart(subject, series(text), Asked(**asked), TODAY)


def refused(call):
    with pytest.raises(PdsaError) as error:
        call()
    return error.value.message, error.value.hint


def test_a_run_chart_has_a_median_and_sides():
    found = chart("3 5 - 4 6x 9+ 2")
    assert [point.side for point in found.points] == [-1, 1, 0, 1, 0, 0, -1]
    assert {point.centre for point in found.points} == {Fraction(7, 2)}
    assert {(point.lower, point.upper, point.outside) for point in found.points} == {
        (None, None, False)
    }
    (phase,) = found.phases
    assert (phase.first, phase.last, phase.useful, phase.longest_run, phase.crossings) == (
        *(1, 7, 4),
        *(2, 2),
    )


def test_a_share_lies_on_an_equal_one_whatever_its_counts():
    found = chart("1/3 2/6 10/30 1/2 1/4", USE._replace(unit="share"))
    assert [point.side for point in found.points] == [0, 0, 0, 1, -1]
    assert [point.shown for point in found.points][:2] == ["1/3 33.3 %", "2/6 33.3 %"]


@pytest.mark.parametrize(
    ("text", "subject", "shown"),
    [
        ("75", USE._replace(unit="share"), "75 %"),
        ("95+", USE._replace(unit="share"), "more than 95 %"),
        ("9/12", USE._replace(unit="share"), "9/12 75 %"),
        ("1.5", USE._replace(per="week"), "1.5 a week"),
        ("1", USE._replace(unit="yes-no"), "yes"),
        ("-", USE, ""),
    ],
)
def test_a_value_is_shown_as_people_read_it(text, subject, shown):
    assert [point.shown for point in chart(text, subject).points] == [shown]


def test_a_run_that_is_too_long_is_marked_and_few_crossings_mark_nothing():
    found = chart(SHIFT, freeze=12)
    assert found.phases[0].baseline == 12
    assert [place for place, point in enumerate(found.points, 1) if point.marked] == [
        *range(13, 25)
    ]
    own = chart("1 1 1 1 1 1 9 9 9 9 9 9")
    assert own.phases[0].runs_signal
    assert not any(point.marked for point in own.points)


def test_a_missing_point_in_the_run_is_not_marked():
    found = chart(SHIFT.replace("7 8 7 8 9", "7 - 7 8x 9", 1), freeze=12)
    marked = [place for place, point in enumerate(found.points, 1) if point.marked]
    assert marked == [13, 15, *range(17, 25)]


def test_a_point_on_the_line_within_the_run_is_not_marked():
    found = chart(SHIFT.replace("7 8 7 8 9", "7 3.5 7 8 9", 1), freeze=12)
    assert [place for place, point in enumerate(found.points, 1) if not point.marked] == [
        *range(1, 13),
        14,
    ]


def test_each_phase_has_its_own_line_and_no_baseline():
    found = chart(SHIFT, phases=(week(12),), freeze=6)
    assert [(phase.first, phase.last, phase.centre) for phase in found.phases] == [
        (1, 12, Fraction(7, 2)),
        (13, 24, 8),
    ]
    assert [point.phase for point in found.points] == [1] * 12 + [2] * 12
    assert {phase.baseline for phase in found.phases} == {None}


def test_a_baseline_of_all_points_is_none():
    assert chart("3 5 4", freeze=3).asked.freeze is None
    assert chart("3 5 4", freeze=12).phases[0].baseline is None


@pytest.mark.parametrize(
    ("kind", "text", "unit", "centre", "upper"),
    [
        ("i", "4 6 4 6", "count", 5, 5 + 3 * 2 / 1.128),
        ("mr", "4 6 4 6", "count", 2, 2 * 3.267),
        ("p", "9/12 6/12 9/12", "share", Fraction(200, 3), 100),
        ("pp", "9/12 6/12 9/12", "share", Fraction(200, 3), 100),
        ("c", "4 4 4", "count", 4, 10),
    ],
)
def test_charts_with_limits_are_in_the_unit_shown(kind, text, unit, centre, upper):
    found = chart(text, USE._replace(unit=unit), chart=kind)
    assert found.phases[0].centre == centre
    assert found.points[1].upper == pytest.approx(upper)


def test_a_rate_is_charted_in_its_own_unit():
    rates = [
        Observation(week(n), Fraction(n + 1, 4), Fraction(n + 1), Fraction(4)) for n in range(3)
    ]
    found = build_chart(USE._replace(unit="rate"), rates, Asked(chart="u"), TODAY)
    assert (found.phases[0].centre, found.points[2].value) == (Fraction(1, 2), Fraction(3, 4))


def test_a_moving_range_is_the_value_of_its_chart():
    found = chart("4 6 3", chart="mr")
    assert [(point.value, point.shown) for point in found.points] == [
        (None, ""),
        (2, "2"),
        (3, "3"),
    ]


def test_a_point_beyond_a_limit_is_outside_but_no_bound_is():
    found = chart("4 5 4 5 4 5 4 5 40x 40+ 4 5", chart="i")
    assert [place for place, point in enumerate(found.points, 1) if point.outside] == [9]
    assert found.phases[0].outside == 0  # the one beyond was left out on request


def test_a_given_centre_is_in_the_unit_shown():
    found = chart("9/12 6/12", USE._replace(unit="share"), chart="p", centre=Fraction(60))
    assert found.phases[0].centre == 60


def test_ihi_rules_mark_shifts_and_trends():
    found = chart("5 5 9 9 9 9 9 9 1 2 3 4 5 1 1", rules="ihi")
    (phase,) = found.phases
    assert (phase.shifts, phase.trends) == (((3, 8), (9, 15)), ((9, 13),))
    assert [place for place, point in enumerate(found.points, 1) if point.marked] == [
        *range(3, 16),
    ]
    assert (phase.runs, phase.longest_run, phase.runs_signal) == (2, None, False)


def test_ihi_positions_are_those_of_the_chart_in_a_later_phase():
    found = chart("1 9 1 9 " + "5 4 9 8 9 8 9 8 1 1 1 2", rules="ihi", phases=(week(4),))
    assert found.phases[1].shifts == ((7, 12),)


def test_nhs_rules_draw_an_i_chart_with_labels():
    text = "5 6 5 6 5 6 5 6 5 6 8 8 8 8 8 8 8 30"
    found = chart(text, USE._replace(target=Fraction(50)), rules="nhs", freeze=10)
    assert found.asked.chart == "i"
    assert found.assurance == "falls-short"
    (phase,) = found.phases
    assert (phase.baseline, phase.outside) == (10, 1)
    assert phase.two_in_three == tuple(range(11, 18))
    assert [point.label for point in found.points] == [""] * 9 + ["improvement"] * 9
    assert [place for place, point in enumerate(found.points, 1) if point.outside] == [18]


@pytest.mark.parametrize(
    ("better", "label"), [("up", "concern"), ("down", "improvement"), ("", "neither")]
)
def test_nhs_rules_label_a_run_by_what_is_better(better, label):
    found = chart("9 5 9 6 9 6 9 1 4 1 - 4 1 4 1", USE._replace(better=better), rules="nhs")
    assert found.phases[0].shifts == ((1, 7), (8, 15))
    assert found.points[7].label == label
    assert found.points[10].marked is False


def test_nhs_phases_have_their_own_means():
    found = chart("1 2 1 2 8 9 8 9", rules="nhs", phases=(week(4),))
    assert [phase.centre for phase in found.phases] == [Fraction(3, 2), Fraction(17, 2)]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"chart": "x"}, ("`x` is not a chart", "use one of: run, i, mr, p, pp, u, c")),
        ({"rules": "x"}, ("`x` are not rules", "use one of: anhoej, ihi, nhs")),
        (
            {"chart": "c", "rules": "nhs"},
            ("the NHS rules are for an I chart, not for `--chart c`", "leave one of the two out"),
        ),
        (
            {"chart": "i", "rules": "ihi"},
            ("the IHI rules are for a run chart, not for `--chart i`", "leave one of the two out"),
        ),
        (
            {"rules": "nhs", "centre": Fraction(3)},
            ("the NHS rules take the mean of the data", "leave --centre out"),
        ),
        (
            {"screened": True},
            (
                "`--screened` is for I and P' charts, not for `--chart run`",
                "add --chart i, or leave --screened out",
            ),
        ),
        (
            {"phases": (week(0) + timedelta(1),)},
            ("`--phase`: there is no point on 2025-09-06", "name the day of a point"),
        ),
        (
            {"chart": "p"},
            (
                "a P chart needs counts, and `3` of 2025-09-05 has none",
                "give a numerator and a denominator, as in 9/12, or --chart run",
            ),
        ),
    ],
)
def test_what_cannot_be_charted_is_refused(asked, told):
    assert refused(lambda: chart("3 4", **asked)) == told


def test_a_chart_of_counts_takes_whole_numbers_only():
    told = (
        "a C chart is of counts, and `91.2` of 2025-09-12 is not a whole number",
        "use --chart i",
    )
    assert refused(lambda: chart("91 91.2", chart="c")) == told
    assert chart("91 91.2x 92", chart="c").points  # what is left out need be no count


def test_a_share_that_cannot_be_is_told():
    found = chart("91.4 914 92 -3 93x", USE._replace(unit="share"))
    told = (
        "2 points are no share, which lies between 0 and 100 %: look at 12 Sep 2025, 26 Sep 2025."
    )
    assert found.notes == (told,)
    assert chart("91.4 914").notes == ()


def test_a_phase_that_is_not_judged_has_no_marks():
    found = chart("1 2 3 4 5 6 7 8 9 9 1 2 3 4 5 6", rules="ihi", phases=(week(10),))
    assert [place for place, point in enumerate(found.points, 1) if point.marked] == [*range(1, 10)]
    assert [len(phase.trends) for phase in found.phases] == [1, 0]
    assert not any(point.marked for point in chart(SHIFT, freeze=3).points)


def test_counts_below_zero_are_refused_by_a_chart_of_counts():
    told = "point 2 counts `-4`, which is below zero"
    assert refused(lambda: chart("3 -4", chart="c"))[0] == told


def test_no_points_make_no_chart():
    told = ("there are no points yet", "record one: pdsa record PLACE MEASURE VALUE")
    assert refused(lambda: chart("")) == told


def test_a_percentage_that_is_no_part_of_a_figure_needs_no_counts():
    found = chart("9/12 95+ 6/12", USE._replace(unit="share"), chart="p")
    assert [point.value for point in found.points] == [75, 95, 50]


def test_markers_and_breaks_beside_the_points_are_told_and_not_drawn():
    markers = (
        Marker(week(9), "03 Later"),
        Marker(week(1), "02 Now"),
        Marker(week(-1), "01 Early"),
    )
    breaks = [
        Period(week(-9), week(-8)),
        Period(week(1), week(2), "Autumn"),
        Period(week(3), week(4)),
    ]
    found = build_chart(USE, series("3 4 5"), Asked(), TODAY, markers, breaks, ("One note.",))
    assert found.markers == (markers[1],)
    assert found.breaks == (breaks[1],)
    assert found.notes == (
        "One note.",
        "01 Early began before the first point, on 29 Aug 2025.",
        "03 Later begins after the last point, on 7 Nov 2025.",
    )


def test_the_answer_is_that_of_the_chart():
    found = chart(SHIFT, freeze=12, change=week(12))
    assert (found.answer.kind, found.answer.direction) == ("changed", "better")
    assert chart("3 4 5").answer.kind == "too-few"


def test_several_charts_are_sorted_by_place():
    places = ["Birch Hill", "ash valley", "Ash Valley"]
    given = [Material(USE._replace(place=place), tuple(series("3 4")), Asked()) for place in places]
    found = build_charts(given, TODAY)
    assert [one.subject.place for one in found] == ["Ash Valley", "ash valley", "Birch Hill"]


FOUND = Found(USE, tuple(series("3 4 5 6")), freeze=2, change=week(2), notes=("A note.",))
SHARE = Found(USE._replace(unit="share"), tuple(series("3/4 4/5")))


def test_without_wishes_a_chart_is_made_as_the_record_says():
    asked = Asked(freeze=2, change=week(2))
    assert grant(FOUND, Wishes(), TODAY) == Material(
        USE, FOUND.observations, asked, notes=("A note.",)
    )


def test_a_note_on_the_baseline_goes_with_it():
    told = FOUND._replace(remark="A note.", change=None)
    assert grant(told, Wishes(), TODAY).notes == ("A note.",)
    assert grant(told, Wishes(freeze="3"), TODAY).notes == ()
    assert grant(told, Wishes(phases=("2025-09-19",)), TODAY).notes == ()


@pytest.mark.parametrize(("change", "late"), [("2025-09-12", 1), ("2025-09-05", 2)])
def test_a_baseline_that_reaches_past_the_change_is_told(change, late):
    granted = grant(FOUND, Wishes(change=change), TODAY)
    points = "1 point" if late == 1 else "2 points"
    shown = {1: "12 Sep 2025", 2: "5 Sep 2025"}[late]
    told = (
        f"The baseline runs to 12 Sep 2025, and the change began on {shown}: "
        f"{points} of it came after that, so the line is not only of the time before."
    )
    assert granted.notes == ("A note.", told)
    assert grant(FOUND, Wishes(change="2025-09-19"), TODAY).notes == ("A note.",)
    assert grant(FOUND, Wishes(change=change, freeze="4"), TODAY).notes == ("A note.",)  # no line


def test_each_wish_wins_over_the_record():
    wishes = Wishes(
        chart="i",
        rules="anhoej",
        freeze="2025-09-19",
        exclude=("2025-09-12",),
        centre="4.5",
        target="7",
        change="2025-09-26",
        better="down",
        screened=True,
    )
    granted = grant(FOUND, wishes, TODAY)
    assert granted.asked == Asked(
        "i", "anhoej", 3, (), Fraction(9, 2), date(2025, 9, 26), screened=True
    )
    assert granted.subject == USE._replace(better="down", target=Fraction(7))
    assert [one.excluded for one in granted.observations] == ["", "left out on request", "", ""]
    assert grant(FOUND, Wishes(phases=("2025-09-19",)), TODAY).asked.phases == (week(2),)


@pytest.mark.parametrize("typed", ["80%", "80", "4/5", "8/10"])
def test_a_share_is_drawn_at_its_percentage(typed):
    assert grant(SHARE, Wishes(target=typed), TODAY).subject.target == 80


@pytest.mark.parametrize(
    ("found", "wishes", "told"),
    [
        (
            FOUND,
            Wishes(freeze="2", phases=("2025-09-19",)),
            ("a chart has a baseline or phases", "give --freeze or --phase, not both"),
        ),
        (
            FOUND,
            Wishes(target="80%"),
            (
                "`--target`: `80%` is a percentage, and the values of this chart are not",
                "write 80, or the values of a file as in 92%",
            ),
        ),
        (
            SHARE,
            Wishes(target="0.95"),
            (
                "`--target`: `0.95` would be less than 1 %",
                "for a share of 1 write 95%, for less than 1 percent 0.95%",
            ),
        ),
        (
            SHARE,
            Wishes(centre="95%+"),
            ("`--centre`: `95%+` is not one number", "write as in 80%"),
        ),
        (
            FOUND,
            Wishes(better="sideways"),
            ("`--better`: `sideways` is no direction", "write up or down"),
        ),
        (
            FOUND,
            Wishes(chart="p"),
            ("a P chart is of shares, and `Use` is of the unit count", "use --chart c"),
        ),
        (
            SHARE,
            Wishes(chart="u"),
            ("a U chart is of rates, and `Use` is of the unit share", "use --chart p"),
        ),
        (
            FOUND,
            Wishes(phases=("2025-09-20",)),
            (
                "`--phase`: there is no point on 2025-09-20",
                "the nearest are 2025-09-19 and 2025-09-26",
            ),
        ),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(found, wishes, told):
    assert refused(lambda: grant(found, wishes, TODAY)) == told
