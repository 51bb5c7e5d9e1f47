"""Which questions a verb asks, in which order, and what a typed answer means."""

from datetime import date
from functools import partial

import pytest

from pdsa.core.answered import as_words, doubts_on_close, in_full, marked, marks_in
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Measure
from pdsa.core.questions import (
    Asks,
    Prompt,
    act_prompts,
    ask_prompts,
    assess_prompts,
    can_skip,
    close_prompts,
    comment_prompts,
    do_prompts,
    is_incomplete,
    missing,
    next_prompt,
    read_answer,
    record_prompts,
    study_prompts,
    what_would_do,
)
from pdsa.core.record import CycleFacts, PredictionFact

TODAY = date(2025, 11, 21)
AT = Address("ai-2025", "ash", "01-guides")
FIRST = PredictionFact(AT, 1, "", "9 of 12 will", "use", "at least 75%")
SECOND = PredictionFact(AT, 2, "", "Nobody stops")
TWO = {"predictions": (FIRST, SECOND), "scores": {1: "The data say: met: 9/12 75 %, 1 point"}}
MEASURES = {
    "use": Measure("use", "Used it", "share", about="staff"),
    "texts": Measure("texts", "Texts sent", "count", per="week", about="things"),
    "mood": Measure("mood", "How they feel", "mean", about="students"),
}


def asked(prompts, *answers):
    """The names that are asked, in order, when each is answered with the next of `answers`."""
    told, left = {}, list(answers)
    while prompt := next_prompt(prompts(told), told):
        told[prompt.name] = left.pop(0) if left else ""
    return list(told)


@pytest.mark.parametrize(
    ("prompts", "answers", "names"),
    [
        (do_prompts, ["yes"], "as_planned observed problem"),
        (do_prompts, ["unknown"], "as_planned observed problem"),
        (do_prompts, ["partly"], "as_planned why observed problem"),
        (do_prompts, ["no"], "as_planned why observed problem"),
        (study_prompts, [], "result learned surprise not_for"),
        (partial(study_prompts, **TWO), [], "result, prediction 1, prediction 2, learned, surprise, not_for"),
        (act_prompts, ["adapt"], "decision why next"),
        (act_prompts, ["adopt"], "decision why spread next"),
        (act_prompts, ["abandon"], "decision because why next"),
        (close_prompts, [], "result learned decision why next"),
        (partial(close_prompts, **TWO), ["x", "met", "met", "y", "abandon"], "result, prediction 1, prediction 2, learned, decision, because, why, next"),
        (record_prompts, [], "measure values"),
        (partial(record_prompts, measures=MEASURES, today=TODAY), ["use", "9/12"], "measure values day"),
        (partial(record_prompts, measures=MEASURES, today=TODAY), ["use", "9 of 12"], "measure values day"),
        (partial(record_prompts, measures=MEASURES, today=TODAY), ["use", "75%"], "measure values day n"),
        (partial(record_prompts, measures=MEASURES, today=TODAY), ["mood", "3.8"], "measure values day n"),
        (partial(record_prompts, measures=MEASURES, today=TODAY), ["texts", "3"], "measure values day"),
        (comment_prompts, [], "text"),
        (ask_prompts, [], "text"),
        (assess_prompts, [], "score why as"),
    ],
)  # fmt: skip
def test_a_verb_asks_in_the_order_of_the_worksheet(prompts, answers, names):
    assert asked(prompts, *answers) == (names.split(", ") if ", " in names else names.split())


@pytest.mark.parametrize(
    ("prompts", "given", "names", "at_terminal"),
    [
        (do_prompts, {}, ["as_planned", "observed"], True),
        (do_prompts, {"as_planned": "no", "observed": "x"}, [], False),
        (study_prompts, {"result": "x"}, ["learned"], True),
        (partial(study_prompts, **TWO), {"result": "x", "learned": "y"}, [], True),
        (partial(study_prompts, **TWO), {"result": "x", "learned": "y"} | marked(["1=met", "2=met"]), [], False),
        (act_prompts, {"decision": "abandon", "why": "x"}, [], True),
        (act_prompts, {"decision": "adapt", "why": "x"}, [], False),
        (close_prompts, {"learned": "y", "why": "z"}, ["result", "decision"], True),
        (record_prompts, {"measure": "use"}, ["values"], True),
        (assess_prompts, {"score": "2"}, ["why"], True),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_elsewhere_and_asked_for_at_a_terminal(
    prompts, given, names, at_terminal
):
    assert missing(prompts(given), given) == names
    assert is_incomplete(prompts(given), given) == at_terminal


def test_a_prediction_is_asked_with_its_text_and_what_the_data_say():
    prompts = {prompt.name: prompt for prompt in study_prompts({}, **TWO)}
    assert prompts["prediction 1"].about == (
        "Prediction 1: 9 of 12 will; use at least 75%\nThe data say: met: 9/12 75 %, 1 point"
    )
    assert prompts["prediction 2"].about == "Prediction 2: Nobody stops"


CHOICES = {"not-met": "", "not-tested": "", "met": ""}
OPEN = Prompt("try", "What?", choices={"songs": ""}, or_else="Or your own words.")
DAY = next(one for one in record_prompts({"measure": "use"}, MEASURES, TODAY) if one.name == "day")


@pytest.mark.parametrize(
    ("prompt", "typed", "answer"),
    [
        (Prompt("mark", "?", choices=CHOICES), "3", "met"),
        (Prompt("mark", "?", choices=CHOICES), " MET ", "met"),
        (Prompt("mark", "?", choices=CHOICES), "not-t", "not-tested"),
        (Prompt("mark", "?", choices={"met": "", "met-too": ""}), "met", "met"),
        (OPEN, "1", "songs"),
        (OPEN, "so", "songs"),
        (OPEN, "Songs at noon", "Songs at noon"),
        (OPEN, "2", "2"),
        (Prompt("observed", "?"), "Six of six", "Six of six"),
        (DAY, "-1d", "2025-11-20"),
    ],
)
def test_a_choice_is_taken_by_its_number_or_its_first_letters(prompt, typed, answer):
    assert read_answer(prompt, typed) == answer


NO_STUDY = CycleFacts(AT, type="test-change")


@pytest.mark.parametrize(
    ("prompt", "typed", "told"),
    [
        (Prompt("mark", "?", choices=CHOICES), "not", ("`not` is none of them", "did you mean `not-met`?")),
        (Prompt("mark", "?", choices=CHOICES), "4", ("`4` is none of them", "use one of: not-met, not-tested, met")),
        (next(do_prompts({})), "maybe", ("`maybe` is not an answer", "use one of: yes, partly, no, unknown")),
        (next(act_prompts({})), "ad", ("`ad` is not a decision", "use one of: adapt, scale, adopt, abandon, repeat")),
        (
            next(act_prompts({}, NO_STUDY)),
            "adopt",
            (
                "`ai-2025/ash/01-guides` has no study yet, so there is nothing to adopt",
                "say first what you learned: pdsa study ai-2025/ash/01-guides --result ... --learned ...",
            ),
        ),
        (DAY, "2025-11-22", ("2025-11-22 is after today, 2025-11-21", "write the day it happened, as in today, yesterday or -3d")),
        (next(assess_prompts({})), "2.7", ("`2.7` is not a score", "use one of: 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0")),
        (
            [*record_prompts({"measure": "mood", "values": "3.8"}, MEASURES)][-1],
            "a few",
            ("`a few` is not a whole number", "write digits only, as in 12"),
        ),
        (
            [*record_prompts({"measure": "use"}, MEASURES)][-1],
            "9",
            ("`9` is not a share", "write 75% or 9/12"),
        ),
    ],
)  # fmt: skip
def test_an_answer_that_its_flag_would_refuse_is_refused(prompt, typed, told):
    with pytest.raises(PdsaError) as refused:
        read_answer(prompt, typed)
    assert (refused.value.message, refused.value.hint) == told


@pytest.mark.parametrize(
    ("prompt", "skips"),
    [
        (Prompt("why", "?", Asks.OFFERED), True),
        (Prompt("predict", "?", is_skipped=True), True),
        (Prompt("because", "?", Asks.WANTED), False),
        (Prompt("observed", "?"), False),
    ],
)
def test_only_what_is_offered_can_be_skipped(prompt, skips):
    assert can_skip(prompt) == skips


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({}, ""),
        ({"as_planned": "no", "observed": "x"}, 'as planned: no; observed: "x"'),
        ({"as_planned": "no", "why": "", "observed": "x"}, 'as planned: no; observed: "x"'),
        ({"observed": "a\n" + 60 * "b"}, f'observed: "a {57 * "b"}…"'),
        ({"text": "x", "private_ok": "the office"}, 'text: "x"; it may stay because: "the office"'),
        ({"result": "r", "prediction 1": "met", "not_for": "n"}, 'result: "r"; prediction 1 met; not for: "n"'),
        ({"measure": "mood", "values": "3.8", "n": "12", "day": "2025-11-20"}, "mood 3.8 on 2025-11-20; of 12 people"),
        ({"decision": "implement"}, "ADOPT: make it normal practice"),
        ({"prediction 1": "met", "prediction 2": "", "decision": "adapt"}, "prediction 1 met; ADAPT: change it and test again"),
        ({"measure": "use", "values": "9/12", "day": "2025-11-20"}, "use 9/12 on 2025-11-20"),
        ({"score": "2", "as": "self"}, "score 2, as self"),
    ],
)  # fmt: skip
def test_what_will_be_logged_is_said_in_full(answers, line):
    assert in_full(answers) == line


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"as_planned": "no", "why": "", "observed": "a b"}, ["--as-planned", "no", "--observed", "a b"]),
        ({"prediction 1": "met", "decision": "adapt", "not_for": "x"}, ["adapt", "--prediction", "1=met", "--not-for", "x"]),
        ({"predict": "half", "counted": "use", "condition": "at least 50%"}, ["--predict", "half", "--expect", "use at least 50%"]),
        ({"predict": "half", "counted": "use"}, ["--predict", "half"]),
        ({"measure": "mood", "values": "3.8", "n": "12"}, ["mood", "3.8", "-n", "12"]),
        ({"text": "a b"}, ["a b"]),
    ],
)  # fmt: skip
def test_answers_are_kept_as_the_words_of_a_command(answers, words):
    assert as_words(answers) == words


def test_marks_are_the_same_as_flags_and_as_answers():
    assert marked(["1=met", "02=partly"]) == {"prediction 1": "met", "prediction 2": "partly"}
    assert marks_in({"result": "x", "prediction 1": "met", "prediction 2": ""}) == ["1=met"]


ENDED = CycleFacts(AT, ends=date(2025, 11, 21))
MET = {"prediction 1": "met", "prediction 2": "met"}
NO_POINT = "prediction {} is met, though no point was recorded"


@pytest.mark.parametrize(
    ("facts", "answers", "told", "line"),
    [
        (ENDED, {}, (), ""),
        (ENDED._replace(ends=date(2025, 11, 22)), {}, (), "Note: the test runs until 22 Nov 2025"),
        (ENDED._replace(ends=None), {"prediction 1": "not-met"}, (), ""),
        (ENDED, MET, (), f"Note: {NO_POINT.format(1)}; {NO_POINT.format(2)}"),
        (ENDED, MET, (1,), f"Note: {NO_POINT.format(2)}"),
        (ENDED._replace(points=1), MET, (), "Note: prediction 1 is met, though the data cannot tell"),
        (ENDED._replace(points=1), MET, (1,), ""),
    ],
)  # fmt: skip
def test_before_a_close_what_is_odd_is_said(facts, answers, told, line):
    assert doubts_on_close(answers, facts, (FIRST, SECOND), told, TODAY) == line


def test_the_only_measure_is_offered():
    one = {"use": MEASURES["use"]}
    assert next(iter(record_prompts({}, one))).default == "use"
    assert not next(iter(record_prompts({}, MEASURES))).default


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        (next(do_prompts({})), "type a number of the list"),
        (OPEN, "type a number of the list"),
        (OPEN._replace(near=str), "type a number of the list or your own words"),
        (DAY, "write a day, as in 2025-11-21"),
        (Prompt("observed", "?"), "a few words will do"),
    ],
)
def test_where_nothing_is_typed_what_would_do_is_said(prompt, words):
    assert what_would_do(prompt) == words
