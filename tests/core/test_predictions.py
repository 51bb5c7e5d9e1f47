"""What the data say of a prediction."""

from datetime import date

import pytest

from pdsa.core.model import Address, Measure
from pdsa.core.predictions import Score, is_apart, score, score_each, score_words
from pdsa.core.record import Counted, CycleFacts, PredictionFact
from pdsa.core.series import read_point

AT = Address("reading-2025", "ash-valley", "01-grade-1")
STARTS, ENDS = date(2025, 11, 3), date(2025, 11, 28)
LATER = date(2025, 12, 1)
FACTS = CycleFacts(AT, starts=STARTS, ends=ENDS, as_planned="yes")
SHARE = Measure("use", "Use", "share")
SURVEYS = Measure("surveys", "Surveys", "count", per="week")
FAMILIES = Measure("families", "Families", "count")
TURNS = Measure("turns", "Turns", "rate", per="week")
RATE = Measure("rate", "Rate", "rate")
RATING = Measure("rating", "Rating", "rating")
MEAN = Measure("mean", "Mean", "mean")
MINUTES = Measure("minutes", "Minutes", "minutes")
MEDIAN = Measure("median", "Median", "median")
CALM = Measure("calm", "Calm", "yes-no")


def points(measure, text):
    """Points from `9/12`, `4 over 2w`, `75% of 20`, `2025-11-04=8`; else a day apart."""
    found = []
    for place, typed in enumerate(filter(None, text.split(", "))):
        day, equals, value = typed.rpartition("=")
        value, _, n = value.partition(" of ")
        value, _, over = value.partition(" over ")
        raw = {"measure": measure.id, "value": value, "over": over}
        if "/" in value:
            raw = {"measure": measure.id, "over": over}
            raw |= dict(zip(("numerator", "denominator"), value.split("/"), strict=True))
        if equals and ".." in day:
            raw |= dict(zip(("from", "to"), day.split(".."), strict=True))
        else:
            raw["day"] = day or date(2025, 11, 4 + place).isoformat()
        found.append(read_point(raw | ({"n": n} if n else {}), LATER, measure))
    return found


def scored(measure, condition, text, facts=FACTS, today=LATER, by=None):
    fact = PredictionFact(AT, 1, "", "", measure.id, condition, by)
    return score(fact, facts, measure, points(measure, text), today)


@pytest.mark.parametrize(
    ("measure", "condition", "counted", "mark", "value"),
    [
        (SHARE, "at least 75%", "9/12", "met", "9/12 75 %"),  # exactly at the threshold
        (SHARE, "more than 75%", "9/12", "not-met", "9/12 75 %"),
        (SHARE, "at most 75%", "9/12", "met", "9/12 75 %"),
        (SHARE, "less than 75%", "9/12", "not-met", "9/12 75 %"),
        (SHARE, "exactly 75%", "9/12", "met", "9/12 75 %"),
        (SHARE, "exactly 33.3%", "1/3", "not-met", "1/3 33.3 %"),  # 33.3 is not a third
        (SHARE, "at least 2/3", "4/6", "met", "4/6 66.7 %"),
        (SHARE, "at least 75%", "1/1, 8/11", "met", "9/12 75 %"),  # pooled, not a mean of 86 %
        (SHARE, "at least 75%", "75%", "met", "75 %"),
        (SHARE, "at least 75%", "70%, 90% of 10", "unknown", ""),
        (SHARE, "at least 75%", "70% of 10, 90% of 30", "met", "85 %"),
        (SHARE, "at least 75%", "7/10, 90% of 30", "met", "85 %"),  # a denominator is an n
        (SHARE, "at least 75%", "75%, 75%", "met", "75 %"),  # equal values need no weights
        (SHARE, "at least 75%", "70% of 0, 90% of 0", "unknown", ""),
        (SURVEYS, "at least 25 per week", "24, 26", "met", "25 a week"),
        (SURVEYS, "at least 25 per week", "3 over 2w", "not-met", "1.5 a week"),
        (SURVEYS, "at least 2.5 per week", "3 over 2w, 4", "not-met", "2.33 a week"),  # 7 in 3
        (SURVEYS, "at least 50", "24, 26", "met", "50"),  # without a period: in all
        (SURVEYS, "at least 8", "3 over 2w, 4", "not-met", "7"),
        (FAMILIES, "exactly 7", "3, 4", "met", "7"),
        (TURNS, "at least 1.5 per week", "1, 2", "met", "1.5 a week"),
        (TURNS, "at least 1.5", "1, 2", "met", "1.5 a week"),  # a rate has a period anyway
        (TURNS, "more than 1.5 per week", "3 over 2w", "not-met", "1.5 a week"),
        (TURNS, "at least 1 per week", "3/4, 6/4", "met", "1.13 a week"),
        (TURNS, "exactly 0.5 per week", "6/4 over 2w, 1/10", "not-met", "0.39 a week"),  # 7 in 18
        (TURNS, "at least 1 per week", "3/4, 2", "unknown", ""),
        (RATE, "at least 1", "3/4, 6/4", "met", "1.13"),
        (RATE, "at least 1", "1, 2", "unknown", ""),
        (RATE, "at least 1", "1 of 9, 2 of 1", "met", "1.1"),
        (RATING, "at least 4", "3.5 of 10, 4.5 of 10", "met", "4"),
        (RATING, "more than 4", "3.5 of 10, 4.5 of 10", "not-met", "4"),
        (RATING, "at least 4", "3.5 of 30, 4.5 of 10", "not-met", "3.75"),
        (MEAN, "at least 4", "3.5, 4.5", "unknown", ""),
        (MEAN, "at least -1", "-0.5", "met", "-0.5"),
        (MINUTES, "at most 12", "12, 12", "met", "12"),
        (MEDIAN, "at least 4", "1, 2, 4", "met", "4"),  # the last one: medians never combine
        (CALM, "yes", "no, yes", "met", "yes"),
        (CALM, "yes", "yes, no", "not-met", "no"),
        (CALM, "no", "no", "met", "no"),
        (SHARE, "at least 75%", "95%+", "met", "more than 95 %"),
        (SHARE, "more than 95%", "95%+", "met", "more than 95 %"),
        (SHARE, "at least 97%", "95%+", "unknown", "more than 95 %"),
        (SHARE, "at most 95%", "95%+", "not-met", "more than 95 %"),
        (SHARE, "at most 97%", "95%+", "unknown", "more than 95 %"),
        (SHARE, "less than 95%", "95%+", "not-met", "more than 95 %"),
        (SHARE, "exactly 95%", "95%+", "not-met", "more than 95 %"),
        (SHARE, "exactly 97%", "95%+", "unknown", "more than 95 %"),
        (FAMILIES, "at least 300", "200+, 100", "met", "more than 300"),
        (FAMILIES, "at most 300", "200+, 100", "not-met", "more than 300"),
    ],
)
def test_a_prediction_is_held_against_all_points_as_one_value(
    measure, condition, counted, mark, value
):
    found = scored(measure, condition, counted)
    assert (found.mark, found.value) == (mark, value)


@pytest.mark.parametrize(
    ("measure", "condition", "counted", "reason"),
    [
        (SHARE, "at least 75%", "", "nothing was counted in its dates"),
        (SHARE, "at least 97%", "95%+", "more than 95 % does not decide `at least 97%`"),
        (
            *(SHARE, "at least 75%", "70%, 90%"),
            "a share without its counts or its n cannot be pooled with others",
        ),
        (
            *(MEAN, "at least 4", "3 of 2, 5"),
            "not every point says on how many people it rests, so they cannot be averaged",
        ),
        (
            *(TURNS, "at least 1 per week", "3/4, 2"),
            "some points have a denominator and others have none",
        ),
        (SHARE, "at least 75", "9/12", "`75` is not a share"),
        (SURVEYS, "at least 25 per day", "9", "`surveys` is counted per week, not per day"),
    ],
)
def test_unknown_says_why(measure, condition, counted, reason):
    found = scored(measure, condition, counted)
    assert (found.mark, found.reason) == ("unknown", reason)


def test_a_measure_that_nobody_declared_decides_nothing():
    fact = PredictionFact(AT, 1, "", "", "use", "at least 75%")
    found = score(fact, FACTS, Measure("use", "use", ""), points(SHARE, "9/12"), LATER)
    assert found == Score("unknown", "", 1, False, "measure `use` is declared nowhere")


@pytest.mark.parametrize(
    ("typed", "counts"),
    [
        ("2025-11-02=9/12", 0),
        ("2025-11-03=9/12", 1),
        ("2025-11-21=9/12", 1),
        ("2025-11-22=9/12", 0),
        ("2025-10-27..2025-11-07=9/12", 0),  # half of it lies before the cycle
        ("2025-11-03..2025-11-21=9/12", 1),
        ("2025-11-10=twelve", 0),
    ],
)
def test_only_points_in_the_dates_of_the_cycle_and_in_time_count(typed, counts):
    assert scored(SHARE, "at least 75%", typed, by=date(2025, 11, 21)).points == counts


def test_a_day_after_the_end_of_the_cycle_adds_no_points():
    found = scored(SHARE, "at least 75%", "2025-11-29=9/12", by=date(2025, 12, 5))
    assert found == Score("unknown", "", 0, False, "nothing was counted in its dates")


@pytest.mark.parametrize(
    ("today", "by", "so_far"),
    [
        (date(2025, 11, 28), None, True),
        (date(2025, 11, 29), None, False),
        (date(2025, 11, 21), date(2025, 11, 21), True),
        (date(2025, 11, 22), date(2025, 11, 21), False),
        (date(2025, 11, 29), date(2025, 12, 31), False),  # the cycle has ended
    ],
)
def test_until_its_day_has_passed_a_score_is_one_so_far(today, by, so_far):
    found = scored(SHARE, "at least 75%", "9/12", today=today, by=by)
    assert found == Score("met", "9/12 75 %", 1, so_far)


@pytest.mark.parametrize(
    ("as_planned", "counted", "mark"),
    [
        ("no", "", "not-tested"),
        ("no", "9/12", "met"),  # somebody counted: it was carried out in some way
        ("partly", "", "unknown"),
        ("unknown", "", "unknown"),
        ("", "", "unknown"),
    ],
)
def test_not_tested_is_a_do_that_says_no_and_no_point(as_planned, counted, mark):
    facts = FACTS._replace(as_planned=as_planned)
    assert scored(SHARE, "at least 75%", counted, facts).mark == mark


@pytest.mark.parametrize(
    ("facts", "condition", "today"),
    [
        (FACTS, "", LATER),  # a prediction in words is a person's to judge
        (FACTS._replace(starts=None, ends=None), "at least 75%", LATER),
        (FACTS, "at least 75%", date(2025, 11, 2)),  # it has not begun
    ],
)
def test_what_cannot_be_scored_has_no_score(facts, condition, today):
    assert scored(SHARE, condition, "9/12", facts, today) is None


@pytest.mark.parametrize(
    ("mark", "says", "apart"),
    [
        ("met", "met", False),
        ("not-met", "met", True),
        ("partly", "met", True),
        ("", "met", True),  # nobody has marked it
        ("met", "unknown", False),  # the data decide nothing
        ("unknown", "not-met", True),
        ("not-tested", "not-tested", False),
    ],
)
def test_what_the_data_say_stands_beside_a_mark_that_says_something_else(mark, says, apart):
    assert is_apart(mark, Score(says, "", 1, so_far=False)) is apart


def test_without_a_score_nothing_stands_beside_a_mark():
    assert is_apart("met", None) is False


def test_a_sum_is_exact():
    tenth = Measure("texts", "Texts", "rate", per="day")
    found = scored(tenth, "exactly 0.1 per day", ", ".join(["0.1"] * 10))
    assert (found.mark, found.points) == ("met", 10)


def test_the_predictions_of_a_cycle_are_scored_by_number():
    predictions = [
        PredictionFact(AT, 1, "", "", "use", "at least 75%"),
        PredictionFact(AT, 2, "", "Easier"),
        PredictionFact(AT, 3, "", "", "gone", "at least 75%"),
        PredictionFact(AT, 4, "", "", "use", "at least 80%"),
    ]
    nine_of_twelve = tuple(points(SHARE, "9/12"))
    counted = [Counted(AT, 4, nine_of_twelve), Counted(AT, 3, nine_of_twelve)]
    assert score_each(predictions, FACTS, {"use": SHARE}, counted, LATER) == {
        1: Score("unknown", "", 0, False, "nothing was counted in its dates"),
        3: Score("unknown", "", 1, False, "measure `gone` is declared nowhere"),
        4: Score("not-met", "9/12 75 %", 1, False),
    }


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (Score("met", "18/24 75 %", 3, so_far=True), "met so far: 18/24 75 %, 3 points"),
        (Score("not-met", "7", 1, so_far=False), "not-met: 7, 1 point"),
        (
            Score("unknown", "", 0, False, "nothing was counted in its dates"),
            "unknown: nothing was counted in its dates",
        ),
        (
            Score("unknown", "more than 95 %", 2, False, "more than 95 % does not decide it"),
            "unknown: more than 95 % does not decide it, 2 points",
        ),
    ],
)
def test_a_score_in_words(said, words):
    assert score_words(said) == words
