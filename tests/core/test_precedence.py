"""Was a prediction written before the data?"""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pdsa.core.precedence import (
    FirstData,
    PlanHistory,
    Precedence,
    Version,
    Written,
    judge,
    prediction_text,
)

THIS, OTHER = "Most will; use at least 75%", "All will"
WRITTEN = Written(1, THIS, date(2025, 10, 31))
NOON = datetime(2025, 11, 7, 12, tzinfo=UTC)
FIRST = FirstData(NOON.date(), NOON, "data")


def version(day, text=THIS, hour=9, made=0, number=1, zone=UTC):
    """A version of `day` November; `made` is how many days later its commit was made."""
    at = datetime(2025, 11, day, hour, tzinfo=zone)
    return Version(at, at + timedelta(days=made), {number: text} if text else {})


def told(*versions, written=WRITTEN, first=FIRST, **git):
    return judge(written, PlanHistory(versions, **git), first)


@pytest.mark.parametrize(
    ("versions", "answer", "source", "sentence"),
    [
        (
            *([version(3)], "before", "git"),
            "yes, by git: there on 3 Nov 2025, first point on 7 Nov 2025",
        ),
        (  # other parts of the plan may change
            *([version(3), version(5), version(20)], "before", "git"),
            "yes, by git: there on 3 Nov 2025, first point on 7 Nov 2025",
        ),
        (  # changed while it could be
            *([version(3, OTHER), version(6)], "before", "git"),
            "yes, by git: there on 6 Nov 2025, first point on 7 Nov 2025",
        ),
        (  # changed, and changed back: it says what it said before the data
            *([version(3), version(8, OTHER), version(9)], "before", "git"),
            "yes, by git: there on 3 Nov 2025, first point on 7 Nov 2025",
        ),
        (  # only the questions have changed places
            *([version(3, number=2)], "before", "git"),
            "yes, by git: there on 3 Nov 2025, first point on 7 Nov 2025",
        ),
        (  # rebased, or amended: the author time says 3 Nov, the commit is younger
            *([version(3, made=17)], "before", "git"),
            (
                "yes, by git: there on 3 Nov 2025, first point on 7 Nov 2025; "
                "its commit was made anew on 20 Nov 2025"
            ),
        ),
        (
            *([version(3, made=1)], "before", "git"),
            "yes, by git: there on 3 Nov 2025, first point on 7 Nov 2025",
        ),
        (
            *([version(3, OTHER), version(12)], "changed-after", "git"),
            (
                "changed afterwards, by git: other words on 3 Nov 2025, these since 12 Nov 2025; "
                "first point on 7 Nov 2025"
            ),
        ),
        (
            *([version(3), version(5, OTHER), version(12)], "changed-after", "git"),
            (
                "changed afterwards, by git: other words on 5 Nov 2025, these since 12 Nov 2025; "
                "first point on 7 Nov 2025"
            ),
        ),
        (  # git has it late, and saw it change later still
            *([version(10, OTHER), version(12)], "changed-after", "git"),
            (
                "changed afterwards, by git: other words on 10 Nov 2025, these since 12 Nov 2025; "
                "first point on 7 Nov 2025"
            ),
        ),
        (  # the change is not committed, and came after a commit that came after the data
            *([version(3, OTHER), version(12, OTHER)], "changed-after", "git"),
            (
                "changed afterwards, by git: other words on 3 Nov 2025, these not committed yet; "
                "first point on 7 Nov 2025"
            ),
        ),
        (
            *([version(3, OTHER)], "cannot-tell", ""),
            "cannot tell: changed since 3 Nov 2025, and not committed",
        ),
        (
            *([version(3, ""), version(12)], "after", "git"),
            "no, by git: not there on 3 Nov 2025, since 12 Nov 2025; first point on 7 Nov 2025",
        ),
        (
            *([version(10, ""), version(12)], "after", "git"),
            "no, by git: not there on 10 Nov 2025, since 12 Nov 2025; first point on 7 Nov 2025",
        ),
    ],
)
def test_git_is_asked_first(versions, answer, source, sentence):
    assert told(*versions) == Precedence(answer, source, sentence)


@pytest.mark.parametrize(
    ("versions", "planned", "git", "answer", "source", "sentence"),
    [
        (  # a commit says "no later than": one after the data proves nothing
            *([version(14)], date(2025, 10, 31), {}, "before", "recorded"),
            (
                "yes, by the plan's own date, which is weaker: planned on 31 Oct 2025, first point on 7 Nov 2025; "
                "git has it only since 14 Nov 2025"
            ),
        ),
        (
            *([version(14)], date(2025, 11, 12), {}, "after", "recorded"),
            (
                "no, by the plan's own date, which is weaker: planned on 12 Nov 2025, first point on 7 Nov 2025; "
                "git has it only since 14 Nov 2025"
            ),
        ),
        (
            *([version(14)], date(2025, 11, 7), {}, "cannot-tell", ""),
            (
                "cannot tell, all on one day: planned on 7 Nov 2025, first point on 7 Nov 2025; "
                "git has it only since 14 Nov 2025"
            ),
        ),
        (
            *([version(14)], None, {}, "cannot-tell", ""),
            (
                "cannot tell: the plan does not say when it was written, and "
                "git has it only since 14 Nov 2025"
            ),
        ),
        (
            *([version(14)], date(2025, 10, 31), {"is_cut_off": True}, "before", "recorded"),
            (
                "yes, by the plan's own date, which is weaker: planned on 31 Oct 2025, first point on 7 Nov 2025; "
                "git's history is cut off here"
            ),
        ),
        (
            *([], date(2025, 10, 31), {}, "before", "recorded"),
            (
                "yes, by the plan's own date, which is weaker: planned on 31 Oct 2025, first point on 7 Nov 2025; "
                "git does not have it yet"
            ),
        ),
        (
            *([], date(2025, 10, 31), {"has_git": False}, "before", "recorded"),
            (
                "yes, by the plan's own date, which is weaker: planned on 31 Oct 2025, first point on 7 Nov 2025; "
                "there is no git here"
            ),
        ),
        (
            *([], None, {"has_git": False}, "cannot-tell", ""),
            "cannot tell: the plan does not say when it was written, and there is no git here",
        ),
    ],
)
def test_where_git_cannot_say_the_dates_in_the_files_do(
    versions, planned, git, answer, source, sentence
):
    written = WRITTEN._replace(planned=planned)
    assert told(*versions, written=written, **git) == Precedence(answer, source, sentence)


def test_a_history_that_is_cut_off_still_shows_what_it_has():
    assert told(version(3), is_cut_off=True) == told(version(3))


@pytest.mark.parametrize(
    ("hour", "recorded", "afterwards", "source"),
    [
        (11, NOON, False, "git"),
        (12, NOON, False, "recorded"),  # plan and point in one commit: no order
        (12, NOON + timedelta(milliseconds=900), False, "recorded"),  # git has whole seconds
        (12, NOON + timedelta(seconds=1), False, "git"),
        (13, NOON, False, "recorded"),  # the commit is younger than the point
        (11, NOON, True, "recorded"),  # from paper: nobody knows the hour
        (11, NOON + timedelta(days=2), False, "recorded"),  # typed in later: neither here
    ],
)
def test_on_the_same_day_the_time_of_typing_in_decides(hour, recorded, afterwards, source):
    first = FirstData(NOON.date(), recorded, "data", afterwards)
    found = told(version(7, hour=hour), first=first)
    assert (found.answer, found.source) == ("before", source)


def test_the_sentence_for_one_day_says_that_it_was_one_day():
    assert told(version(7)).sentence == (
        "yes, by git: on 7 Nov 2025, before the first point was typed in"
    )


def test_a_day_is_the_one_where_the_commit_was_made():
    evening = timezone(timedelta(hours=-8))  # 21 o'clock on the 6th is the 7th in UTC
    assert told(version(6, hour=21, zone=evening)).sentence == (
        "yes, by git: there on 6 Nov 2025, first point on 7 Nov 2025"
    )


def test_the_day_of_typing_in_is_that_of_the_same_place():
    west = timezone(timedelta(hours=-8))
    first = FIRST._replace(recorded=datetime(2025, 11, 8, 1, tzinfo=UTC))  # 17 o'clock there
    assert told(version(7, hour=16, zone=west), first=first).source == "git"


def test_an_entry_from_paper_still_has_its_day():
    first = FIRST._replace(afterwards=True, recorded=NOON + timedelta(days=30))
    assert told(version(6), first=first).source == "git"
    assert told(version(8), first=first, written=WRITTEN._replace(planned=None)) == Precedence(
        *("cannot-tell", ""),
        "cannot tell: the plan does not say when it was written, and "
        "git has it only since 8 Nov 2025",
    )


@pytest.mark.parametrize(
    ("kind", "words"),
    [("do", "first note of what was done"), ("data", "first point"), ("study", "study")],
)
def test_what_came_first_is_named(kind, words):
    found = told(version(3), first=FIRST._replace(kind=kind))
    assert found.sentence == f"yes, by git: there on 3 Nov 2025, {words} on 7 Nov 2025"


def test_illustrative_dates_show_nothing():
    written = WRITTEN._replace(illustrative=True)
    assert told(version(3), written=written) == Precedence(
        "cannot-tell", "", "cannot tell: its dates are illustrative"
    )


def test_before_there_are_data_there_is_no_answer():
    assert told(version(3), first=None) is None


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("Most will",), "Most will"),
        (("", "use", "at least 75%"), "use at least 75%"),
        (
            ("Most  will\n", "use", "at least 75%", "2025-11-21"),
            "Most will; use at least 75% by 2025-11-21",
        ),
        (("",), ""),
    ],
)
def test_a_prediction_is_its_words_and_its_condition(parts, text):
    assert prediction_text(*parts) == text
