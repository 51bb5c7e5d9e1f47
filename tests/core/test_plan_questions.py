"""What `plan` asks, what it offers, and which answers it takes."""

from datetime import date

import pytest

from pdsa.core.borrowing import Carried
from pdsa.core.errors import PdsaError
from pdsa.core.model import Collaborative, Measure, Meeting
from pdsa.core.plan_questions import Setting, plan_in_full, plan_prompts
from pdsa.core.questions import can_skip, missing, next_prompt, probably_meant, read_answer

TODAY = date(2025, 11, 21)
MEETINGS = (
    Meeting(date(2025, 11, 21), "Today"),
    Meeting(date(2025, 12, 10)),
    Meeting(date(2026, 1, 20), "Mid-winter"),
)
IDEAS = {"guides": "One-page guides", "songs": "Songs"}
HERE = Setting(
    Collaborative(
        *("ai-2025", "", "AI", "ai", date(2025, 9, 1), date(2026, 2, 28)),
        meetings=MEETINGS,
        change_ideas=IDEAS,
    ),
    {"use": Measure("use", "Used it", "share"), "done": Measure("done", "Done", "yes-no")},
    TODAY,
    TODAY,
)
BEFORE = Carried(
    texts={"change_idea": "guides"},
    offered={
        "with": "two teachers",
        "scope": "one-team",
        "title": "Mornings only",
        "counted": "use",
        "condition": "at least 75%",
    },
    about="after 01",
)
BORROWED = Carried(
    texts={"title": "Guides"}, questions=("Is it short?", "Does it last?"), about="borrowed"
)


def asked(setting, given, *answers):
    """The prompts in the order in which they are asked, each answered with the next of `answers`."""
    told, left, found = dict(given), list(answers), []
    while prompt := next_prompt(plan_prompts(told, setting), told):
        found.append(prompt)
        told[prompt.name] = left.pop(0) if left else prompt.default
    return found


def prompt_of(name, setting=HERE, **given):
    return next(prompt for prompt in plan_prompts(given, setting) if prompt.name == name)


@pytest.mark.parametrize(
    ("setting", "given", "answers", "names"),
    [
        (HERE, {}, ["songs", "one", "all will"], "try with predict counted until"),
        (HERE, {}, ["songs", "one", "all will", "use"], "try with predict counted condition until"),
        (HERE, {}, ["songs", "one", ""], "try with predict no_prediction until"),
        (HERE, {"predict": ["all will"]}, ["songs", "one"], "try with counted until"),
        (HERE, {"predict": ["all will"], "expect": ["use at least 75%"]}, [], "try with until"),
        (HERE, {"predict": "", "expect": ["use at least 75%"]}, [], "try with until"),
        (HERE, {"predict": "", "no_prediction": "just a look"}, [], "try with until"),
        (HERE._replace(measures={}), {}, ["songs", "one", "all will"], "try with predict until"),
        (HERE._replace(carried=BEFORE), {"try": "guides"}, ["", "", "all"], "with scope predict counted condition until title"),
        (HERE._replace(carried=BORROWED), {"try": "guides"}, ["one", "all"], "with predict counted until title"),
        (None, {}, [], "try with predict no_prediction until"),
    ],
)  # fmt: skip
def test_a_plan_asks_in_the_order_of_the_worksheet(setting, given, answers, names):
    assert [prompt.name for prompt in asked(setting, given, *answers)] == names.split()


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ({}, ["try", "with", "predict", "until"]),
        ({"try": "songs", "predict": "", "no_prediction": "x"}, ["with", "until"]),
        ({"try": "", "predict": ["all"]}, ["with", "until"]),
    ],
)
def test_elsewhere_four_answers_are_missing(given, names):
    assert missing(plan_prompts(given), given) == names


def test_what_was_before_is_offered():
    found = {
        one.name: one.default for one in asked(HERE._replace(carried=BEFORE), {}, "", "", "", "all")
    }
    assert found == {
        "try": "",
        "with": "two teachers",
        "scope": "one-team",
        "predict": "",
        "counted": "use",
        "condition": "at least 75%",
        "until": "2025-12-10",
        "title": "Mornings only",
    }


def test_the_first_question_of_a_borrowed_plan_is_told_and_its_title_offered():
    setting = HERE._replace(carried=BORROWED)
    assert prompt_of("predict", setting).about == "They asked: Is it short?"
    assert prompt_of("title", setting).default == "Guides"


@pytest.mark.parametrize(
    ("starts", "meetings", "offered"),
    [
        (TODAY, MEETINGS, ("2025-12-10", "the next meeting")),
        (date(2025, 12, 10), MEETINGS, ("2026-01-20", "the next meeting: Mid-winter")),
        (TODAY, (), ("", "")),
    ],
)
def test_the_end_that_is_offered_is_the_next_meeting(starts, meetings, offered):
    where = HERE.collaborative._replace(meetings=meetings)
    prompt = prompt_of("until", HERE._replace(collaborative=where, starts=starts))
    assert (prompt.default, prompt.default_is) == offered


@pytest.mark.parametrize(
    ("name", "given", "typed", "told"),
    [
        (
            "try",
            {},
            "gides",
            (
                "`gides` is not an idea of this collaborative",
                "type its number; or tell another idea in words, as in Songs at noon",
            ),
        ),
        (
            "until",
            {},
            "2025-11-20",
            ("the test would end on 2025-11-20, before it starts on 2025-11-21", "give a later day"),
        ),
        (
            "condition",
            {"predict": "all", "counted": "use"},
            "at least 75",
            ("`75` is not a share", "write `at least 75%`"),
        ),
        (
            "condition",
            {"predict": "all", "counted": "use"},
            "75",
            ("`75` does not say whether that is the least or the most", "write `at least 75%`"),
        ),
        (
            "condition",
            {"predict": "all", "counted": "use"},
            "9 of 12",
            ("`9 of 12` does not say whether that is the least or the most", "write `at least 9/12`"),
        ),
        (
            "condition",
            {"predict": "all", "counted": "use"},
            ">= 75%",
            ("`>= 75%` begins with a sign", "write it in words: `at least 75%`"),
        ),
        ("until", {}, "11/25/2025", ("`11/25/2025` is not a day", "write it as 2025-11-25")),
        ("counted", {"predict": "all"}, "moods", ("`moods` is none of them", "use one of: use, done")),
    ],
)  # fmt: skip
def test_an_answer_that_would_make_no_plan_is_refused(name, given, typed, told):
    with pytest.raises(PdsaError) as refused:
        read_answer(prompt_of(name, **given), typed)
    assert (refused.value.message, refused.value.hint) == told


def test_what_is_expected_may_be_left_out_by_going_back():
    prompt = prompt_of("condition", predict="all", counted="use")
    assert (prompt.is_skipped, prompt.back, can_skip(prompt)) == (True, "counted", True)


def test_the_only_measure_is_offered():
    one = HERE._replace(measures={"use": HERE.measures["use"]})
    assert prompt_of("counted", one, predict="all").default == "use"
    assert prompt_of("counted", HERE, predict="all").default == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("gides", "guides"),
        ("guidess", "guides"),
        ("one page guide", "guides"),
        ("Guides", ""),
        ("1", ""),
        ("gu", ""),
        ("Songs at noon", ""),
        ("Гайды", ""),
    ],
)
def test_an_idea_that_is_nearly_a_known_one_is_asked_about(typed, meant):
    assert probably_meant(prompt_of("try"), typed) == meant


def test_a_yes_or_no_is_asked_for_as_such():
    ask = prompt_of("condition", predict="all", counted="done").ask
    assert ask == "What do you expect of done, as in `yes`?"


@pytest.mark.parametrize(
    ("answers", "line"),
    [
        ({"predict": "all"}, 'One-page guides, with one, expecting "all", until 2025-12-10'),
        ({"predict": ["all", "more"]}, 'One-page guides, with one, expecting "all" and "more", until 2025-12-10'),
        ({"predict": "", "title": "Short"}, "Short, with one, without a prediction, until 2025-12-10"),
        ({"predict": "all", "counted": "use", "condition": "at least 1%"}, 'One-page guides, with one, expecting "all" (use at least 1%), until 2025-12-10'),
    ],
)  # fmt: skip
def test_a_plan_is_said_on_one_line(answers, line):
    whole = {"try": "guides", "with": "one", "until": "2025-12-10", **answers}
    assert plan_in_full(whole, IDEAS) == f"This will be the plan: {line}"


def test_a_long_text_is_clipped_and_the_reason_told():
    said = {"try": "guides", "with": 70 * "a", "predict": 70 * "b", "until": "2025-12-10"}
    assert plan_in_full({**said, "private_ok": "x"}, IDEAS) == (
        f'This will be the plan: One-page guides, with {59 * "a"}…, expecting "{59 * "b"}…",'
        ' until 2025-12-10; it may stay because: "x"'
    )
