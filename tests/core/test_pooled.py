"""Shares over districts: the same ones at both ends, and what is said of all charts together."""

from datetime import date
from fractions import Fraction

import pytest

from pdsa.core.chart import Asked, Observation, Subject
from pdsa.core.chart_districts import build_districts, district_sentences
from pdsa.core.chart_record import Counted, read_counted
from pdsa.core.chart_wishes import Wishes
from pdsa.core.charting import build_chart
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Measure, Point
from pdsa.core.observations import Recorded
from pdsa.core.pooled import Pooled, pool, pool_charts, pooled_sentence

TODAY = date(2026, 3, 1)
USE = Measure("use", "Use", "share")


def months(text):
    """Observations, one or more a month from October 2025: `6/10 -` is October, and no November."""
    found = []
    for number, typed in enumerate(text.split()):
        day = date(2025 + (9 + number) // 12, (9 + number) % 12 + 1, 15)
        for count, share in enumerate(typed.split("|") if typed != "-" else ()):
            top, bottom = map(Fraction, share.rstrip("x").split("/"))
            excluded = "left out" if share.endswith("x") else ""
            day = day.replace(day=15 + count)
            found.append(
                Observation(day, top / bottom * 100, top, bottom, share, excluded=excluded)
            )
    return found


def ends(*series):
    found = pool([months(one) for one in series])
    return found and (found.districts, found.first[1], found.last[1], found.before, found.after)


@pytest.mark.parametrize(
    ("series", "told"),
    [
        (("1/10 - 3/10", "2/10 - 5/10"), (2, 10, 12, (3, 20), (8, 20))),
        (("1/10|2/10 3/10", "2/10 5/10"), (2, 10, 11, (5, 30), (8, 20))),  # a month is summed
        (("1/10 2/10 9/10", "2/10 5/10 -"), (2, 10, 11, (3, 20), (7, 20))),  # only the same
        (("1/10 2/10", "2/10 5/10", "- 9/10"), (2, 10, 11, (3, 20), (7, 20))),
        (("1/10 2/10", "3/10x 5/10"), None),  # what is left out is in no figure
        (("1/10 2/10", "2/10 5/10", "- - 1/2", "- - 1/2", "- - 1/2"), None),  # two of five
        (("1/10 2/10",), None),
        (("1/10", "2/10"), None),
        ((), None),
    ],
)
def test_only_districts_that_counted_in_both_months_are_added_up(series, told):
    assert ends(*series) == told


def test_the_district_in_the_middle_stands_beside_the_sum():
    found = pool([months("1/10 2/10"), months("90/100 80/100"), months("3/10 4/10")])
    assert found == Pooled(
        3, (2025, 10), (2025, 11), (94, 120), (86, 120), Fraction(30), Fraction(40)
    )
    assert (found.before_shown, found.after_shown) == ("94/120 78.3 %", "86/120 71.7 %")


def test_a_share_in_percent_has_no_counts_to_add_up():
    percent = [Observation(date(2025, month, 1), Fraction(30)) for month in (10, 11)]
    assert pool([percent, months("1/10 2/10"), months("3/10 4/10")]).districts == 2


def charts(*series, unit="share"):
    return [build_chart(Subject("Use", unit=unit), months(one), Asked(), TODAY) for one in series]


def test_a_sentence_says_what_the_same_districts_add_up_to():
    assert pooled_sentence(charts("61/200 -", "0/14 -", "1/2 -")) == ""
    assert pooled_sentence(charts("60/200 90/200", "1/14 6/21")) == (
        "The same 2 districts, Oct 2025 to Nov 2025: 61/214 28.5 % to 96/221 43.4 %;"
        " the median district 18.6 % to 36.8 %."
    )
    assert pool_charts(charts("1/2 1/2", "1/2 1/2", unit="rate")) is None


def counted(district, shares, **about):
    points = tuple(
        Recorded(Point("use", one.day, None, one.value, one.text, one.numerator, one.denominator))
        for one in months(shares)
    )
    place = district.replace("-", " ").title()
    return Counted(Address("ai-2025", district), place, USE, points, **about)


def test_each_district_with_points_has_a_chart():
    site = counted("cedar-fork", "1/2")
    only_site = site._replace(
        points=tuple(Recorded(one.point._replace(site="North")) for one in site.points)
    )
    given = [counted("birch-hill", "1/2"), only_site, counted("ash-valley", "1/2")]
    found = build_districts(given, Wishes(), TODAY)
    assert [one.subject.place for one in found] == ["Ash Valley", "Birch Hill"]
    found = build_districts(given, Wishes(), TODAY, site="North")
    assert [one.subject.place for one in found] == ["Cedar Fork · North"]
    with pytest.raises(PdsaError, match="there are no points of `South`"):
        build_districts(given, Wishes(), TODAY, site="South")


def test_a_wish_that_cannot_be_met_names_the_district():
    given = [counted("ash-valley", "1/2 1/2"), counted("birch-hill", "1/2")]
    with pytest.raises(PdsaError, match="Birch Hill: `--freeze`: there is no point on 2025-11-15"):
        build_districts(given, Wishes(freeze="2025-11-15"), TODAY)


def test_a_district_is_read_with_its_name_and_place():
    found = read_counted(counted("ash-valley", "1/2", ends=TODAY))
    assert found.subject == Subject("Use", "Ash Valley", unit="share", ends=TODAY)


def test_sentences_say_how_many_charts_can_be_judged_and_which_districts_have_none():
    assert district_sentences(charts("1/2", "1/3"), 5) == (
        "No chart can be judged yet: each has too few points.",
        "3 other districts have no such points.",
    )
    assert district_sentences(charts("1/2"), 2)[1] == "1 other district has no such points."
    judged = charts("1/10 2/10 1/10 2/10 1/10 2/10 1/10 2/10 1/10 2/10 1/10 2/10")
    assert district_sentences(judged, 1)[0].startswith("1 chart judged, ")
