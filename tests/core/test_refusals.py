"""What may not be logged, and why."""

from datetime import date

import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Point
from pdsa.core.record import CycleFacts
from pdsa.core.refusals import (
    clean_text,
    read_decision,
    refuse_before_cycle,
    refuse_decision_without_study,
    refuse_future,
    refuse_prediction_number,
    refuse_reason,
    refuse_same_point,
    refuse_undeclared,
)

STARTS = date(2025, 11, 3)
BEFORE = date(2025, 11, 2)
AT = Address("ai-2025", "ash", "01-guides")
FACTS = CycleFacts(AT, type="test-change", starts=STARTS)


def refusal(function, *arguments):
    try:
        function(*arguments)
    except PdsaError as refused:
        return refused.message, refused.hint
    return None


@pytest.mark.parametrize(
    ("day", "refused"),
    [
        (BEFORE, None),
        (STARTS, None),
        (date(2025, 11, 4), ("2025-11-04 is after today, 2025-11-03", "write the day it happened, as in today, yesterday or -3d")),
    ],
)  # fmt: skip
def test_a_day_after_today_is_refused(day, refused):
    assert refusal(refuse_future, day, STARTS) == refused


@pytest.mark.parametrize("kind", ["do", "study", "act"])
def test_a_day_before_the_cycle_is_refused(kind):
    assert refusal(refuse_before_cycle, kind, BEFORE, FACTS) == (
        "2025-11-02 is before `ai-2025/ash/01-guides` starts, on 2025-11-03",
        "give a later day, or change `starts` in its plan",
    )


@pytest.mark.parametrize(
    ("kind", "day", "facts"),
    [
        ("do", STARTS, FACTS),
        ("data", BEFORE, FACTS),  # a baseline
        ("comment", BEFORE, FACTS),
        ("do", BEFORE, CycleFacts(AT)),  # no plan says when it starts
    ],
)
def test_another_day_is_allowed(kind, day, facts):
    assert refusal(refuse_before_cycle, kind, day, facts) is None


def test_a_decision_without_a_study_is_refused():
    assert refusal(refuse_decision_without_study, "adopt", FACTS) == (
        "`ai-2025/ash/01-guides` has no study yet, so there is nothing to adopt",
        "say first what you learned: pdsa study ai-2025/ash/01-guides --result ... --learned ...",
    )


@pytest.mark.parametrize(
    ("decision", "facts"),
    [
        ("abandon", FACTS),
        ("adopt", CycleFacts(AT, type="collect-data")),
        ("adopt", CycleFacts(AT, type="test-change", study_day=STARTS)),
        ("adopt", None),
    ],
)
def test_abandon_and_a_collection_of_data_need_no_study(decision, facts):
    assert refusal(refuse_decision_without_study, decision, facts) is None


@pytest.mark.parametrize(
    ("measure", "declared", "hint"),
    [
        ("weekly-us", ["weekly-use", "texts"], "did you mean `weekly-use`?"),
        (
            "zzz",
            ["weekly-use", "texts"],
            "use one of: texts, weekly-use; or add it under `measures:`",
        ),
        ("zzz", [], "add it under `measures:`"),
    ],
)
def test_a_measure_that_is_not_declared_is_refused(measure, declared, hint):
    message = f"`{measure}` is not a measure that is defined here"
    assert refusal(refuse_undeclared, measure, declared) == (message, hint)


def test_a_declared_measure_is_allowed():
    assert refusal(refuse_undeclared, "texts", ["texts"]) is None


def point(day=STARTS, text="9/12", **more):
    return Point("use", day, more.pop("since", None), None, text, **more)


@pytest.mark.parametrize(
    ("known", "message"),
    [
        (point(text="8/12"), "`use` has a value for 2025-11-03 already: 8/12"),
        (point(text="8/12", site="north"), None),
        (point(BEFORE), None),
        (point(since=BEFORE), None),
    ],
)
def test_a_second_value_for_the_same_is_refused_naming_the_correction(known, message):
    hint = "correct it: pdsa correct 01abc --set 2.value=9/12 --why ..."
    refused = refusal(refuse_same_point, point(), [(("01abc", 2), known)])
    assert refused == (message and (message, hint))


def test_a_second_value_for_a_period_and_a_site_is_refused():
    both = point(since=BEFORE, site="north", subgroup="grade-7")
    assert refusal(refuse_same_point, both, [(("01abc", 1), both)]) == (
        "`use` has a value for 2025-11-02 to 2025-11-03, north, grade-7 already: 9/12",
        "correct it: pdsa correct 01abc --set 1.value=9/12 --why ...",
    )


@pytest.mark.parametrize(
    ("number", "numbers", "refused"),
    [
        (2, [1, 2], None),
        (3, [1, 2], ("there is no prediction 3", "its predictions are: 1, 2")),
        (1, [], ("there is no prediction 1", "its plan has no predictions")),
    ],
)
def test_a_mark_is_for_a_prediction_of_the_plan(number, numbers, refused):
    assert refusal(refuse_prediction_number, number, numbers) == refused


@pytest.mark.parametrize(
    ("word", "decision"),
    [
        ("adapt", "adapt"),
        ("ADOPT", "adopt"),
        ("modify", "adapt"),
        ("retest", "repeat"),
        ("run again", "repeat"),
        ("expand", "scale"),
        ("spread-test", "scale"),
        ("implement", "adopt"),
        ("stop", "abandon"),
    ],
)
def test_a_decision_has_the_words_of_other_forms(word, decision):
    assert read_decision(word) == decision


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("abandn", "did you mean `abandon` (stop and leave it)?"),
        (
            "adpt",  # one letter apart, and not the same at all
            "did you mean `adapt` (change it and test again) or `adopt` (make it normal practice)?",
        ),
        ("maybe", "use one of: adapt, scale, adopt, abandon, repeat"),
    ],
)
def test_another_word_is_no_decision(word, hint):
    assert refusal(read_decision, word) == (f"`{word}` is not a decision", hint)


@pytest.mark.parametrize(
    ("decision", "reason", "refused"),
    [
        ("abandon", "not-needed", None),
        ("adopt", None, None),
        ("abandon", None, ("still needed: --because", "add --because not-working, not-needed or not-feasible")),
        ("adopt", "not-needed", ("--because goes with abandon only", "say it in --why")),
        ("abandon", "not-neded", ("`not-neded` is not a reason", "did you mean `not-needed`?")),
    ],
)  # fmt: skip
def test_abandon_alone_has_a_kind_of_reason(decision, reason, refused):
    assert refusal(refuse_reason, decision, reason) == refused


@pytest.mark.parametrize(
    ("text", "kept", "note"),
    [
        ("It works\n\tin grade 7 ", "It works\n\tin grade 7", ""),
        ("a\r\nb\rc", "a\nb\nc", ""),
        ("a\x1b[31mb\x9b", "a[31mb", "removed 2 control characters from `--why`"),
        ("a\u202eb", "ab", "removed 1 text direction character from `--why`"),
        (
            "\u2066a\x00",
            "a",
            "removed 1 control character and 1 text direction character from `--why`",
        ),
        ("a\udce9b", "ab", "removed 1 unreadable character from `--why`"),
        ("\u05d0\u200f!", "\u05d0\u200f!", ""),
    ],
)
def test_a_text_is_kept_without_what_screens_misread(text, kept, note):
    assert clean_text(text, "--why") == (kept, note)


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        (" \x00 ", ("`--why` is empty", "write what to keep, in quotes")),
        ("x" * 20_001, ("`--why` has 20,001 characters; 20,000 is the limit", "keep the gist here and link to the document in the plan")),
    ],
    ids=["empty", "long"],
)  # fmt: skip
def test_a_text_has_something_in_it_and_not_too_much(text, refused):
    assert refusal(clean_text, text, "--why") == refused
