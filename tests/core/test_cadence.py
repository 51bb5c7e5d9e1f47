"""How many points a cadence gives, and what is said of it."""

from datetime import date

import pytest

from pdsa.core.cadence import cadence_sentence, cadence_sentences, expected_points
from pdsa.core.model import Measure, Period

STARTS, ENDS = date(2025, 10, 1), date(2026, 3, 31)
WINTER = Period(date(2025, 12, 20), date(2026, 1, 4))  # two weeks and their weekends
THANKS = Period(date(2025, 11, 26), date(2025, 11, 28))  # three days of a week
BY = "by 31 Mar 2026"


@pytest.mark.parametrize(
    ("word", "breaks", "points"),
    [
        ("daily", (), 130),
        ("daily", (THANKS,), 127),
        ("weekly", (), 26),
        ("weekly", (WINTER,), 24),
        ("weekly", (THANKS,), 26),
        ("fortnightly", (), 13),
        ("fortnightly", (WINTER,), 12),
        ("monthly", (), 6),
        ("monthly", (WINTER,), 6),
        ("once", (), 1),
        ("", (), None),
    ],
)
def test_a_cadence_gives_so_many_points_in_six_months(word, breaks, points):
    assert expected_points(word, STARTS, ENDS, breaks) == points


@pytest.mark.parametrize(
    ("starts", "ends", "points"),
    [
        (date(2025, 9, 1), date(2026, 2, 28), 26),
        (date(2025, 10, 1), date(2025, 10, 2), 0),
        (date(2025, 12, 22), date(2025, 12, 26), 0),  # all of it a break
    ],
)
def test_other_lengths_are_counted_in_weeks(starts, ends, points):
    assert (
        expected_points("weekly", starts, ends, (WINTER,) if starts.month == 12 else ()) == points
    )


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (
            "weekly",
            f"weekly gives 26 points {BY}: enough to judge, if 12 of them lie before the change",
        ),
        (
            "daily",
            f"daily gives 130 points {BY}: enough to judge, if 12 of them lie before the change",
        ),
        (
            "fortnightly",
            (
                f"fortnightly gives 13 points {BY}; 10 are needed to judge,"
                " 12 more for a good baseline; weekly gives 26"
            ),
        ),
        (
            "monthly",
            (
                f"monthly gives 6 points {BY}, and 10 are needed to judge:"
                " it cannot show a change; weekly gives 26"
            ),
        ),
        (
            "once",
            (
                f"once gives 1 point {BY}, and 10 are needed to judge:"
                " it cannot show a change; weekly gives 26"
            ),
        ),
        ("", ""),
    ],
)
def test_a_sentence_says_what_so_many_points_can_tell(word, told):
    assert cadence_sentence(word, STARTS, ENDS) == told


def test_weekly_is_not_offered_instead_of_itself():
    told = (
        "weekly gives 9 points by 2 Dec 2025, and 10 are needed to judge: it cannot show a change"
    )
    assert cadence_sentence("weekly", STARTS, date(2025, 12, 2)) == told
    assert "weekly" not in cadence_sentence("once", STARTS, date(2025, 10, 5))


def test_only_measures_with_a_cadence_are_spoken_of():
    measures = {"a": Measure("a", "A", "count", cadence="weekly"), "b": Measure("b", "B", "count")}
    found = cadence_sentences(measures, STARTS, ENDS, (WINTER,))
    assert found == {"a": cadence_sentence("weekly", STARTS, ENDS, (WINTER,))}
