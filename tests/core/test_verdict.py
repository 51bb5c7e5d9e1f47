"""What a chart says: every branch, its whole text in `answers.txt` beside this file."""

import os
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.chart import Answer, Asked, Chart, Observation, Subject
from pdsa.core.charting import build_chart
from pdsa.core.verdict import among, build_answer, together

LOW = "12 15 11 14 13 16 12.5 14.5 11.5 15.5 14.2 13.2"  # ordinary ups and downs about 13.6
HIGH = "19 17 20 18 18.5 17.5 19.5 18.2 17.2 18.8 19.2 17.8"


ANSWERS = Path(__file__).parent / "answers.txt"


def observation(text, day):
    """`-` is missing, `20+` more than 20, `x15` excluded, `9/12` a share."""
    number = text.strip("x+")
    if text == "-":
        return Observation(day, None)
    if "/" in text:
        numerator, denominator = map(Fraction, text.split("/"))
        return Observation(day, 100 * numerator / denominator, numerator, denominator, text)
    bound, why = "more-than" * text.endswith("+"), "storm" * text.startswith("x")
    return Observation(day, Fraction(number), text=number, bound=bound, excluded=why)


def ask(values, today="2025-10-20", first="2025-09-08", days=7, **told):
    """The answer of a chart of these values, so many days apart."""
    start = date.fromisoformat(first)
    read = {"target": Fraction, "centre": Fraction} | dict.fromkeys(
        ("target_by", "ends", "change"), date.fromisoformat
    )
    told = {key: read.get(key, lambda same: same)(value) for key, value in told.items()}
    told["phases"] = tuple(date.fromisoformat(day) for day in told.get("phases", ()))
    asked = {key: value for key, value in told.items() if key in Asked._fields}
    subject = {key: value for key, value in told.items() if key in Subject._fields}
    observations = [
        observation(text, start + timedelta(days * place))
        for place, text in enumerate(values.split())
    ]
    chart = build_chart(
        Subject("Surveys", **subject), observations, Asked(**asked), date.fromisoformat(today)
    )
    return chart.answer


def sides(runs):
    """Values above and below 5: `a9 b` is nine above and one below."""
    many = [({"a": "9", "b": "1"}[run[0]], int(run[1:] or 1)) for run in runs.split()]
    return " ".join(" ".join([value] * number) for value, number in many)


def lines(answer):
    """The answer as text: how it was judged, its sentence, and what follows it."""
    luck = "" if answer.luck is None else f" {answer.luck:.3f}"
    kind = " ".join(
        filter(None, [answer.kind, answer.direction, "provisional" * answer.provisional])
    )
    marks = (("+", answer.because), ("?", answer.doubt), (">", answer.advice))
    said = [f"{mark} {sentence}" for mark, sentences in marks for sentence in sentences]
    return "\n".join([f"{kind}{luck}", answer.sentence, *said])


ASKED = {
    "no cadence, one point: no pace is known": lambda: ask("5"),
    "weekly, before the end": lambda: ask("5 6 7 4 8 6.5", cadence="weekly", ends="2026-03-31"),
    "one is missing, and it is late already": lambda: ask(
        "5 6 7 4 8 3 9 6.5 2", "2025-12-24", cadence="weekly"
    ),
    "monthly, after the end": lambda: ask(
        "5 6 7 4",
        "2025-11-03",
        cadence="monthly",
        first="2025-07-07",
        days=30,
        ends="2026-03-31",
        change="2025-09-01",
    ),
    "the last day of a month": lambda: ask(
        "5 6 7 4 8 6.5 2 3.5", "2026-01-31", cadence="monthly", first="2025-07-05", days=30
    ),
    "the last point on the last day": lambda: ask(
        "5 6 7 4 8 6.5", cadence="weekly", ends="2025-11-10"
    ),
    "on the last day of the collaborative": lambda: ask(
        "5 6 7 4 8 6.5", "2025-10-20", cadence="weekly", ends="2025-10-20"
    ),
    "more than a year ahead": lambda: ask("5 6 7 4 8", "2025-10-20", days=90, first="2024-10-20"),
    "more than a year ahead, and there is an end": lambda: ask(
        "5 6 7 4 8", "2025-10-20", days=90, first="2024-10-20", ends="2026-03-31"
    ),
    "two on one day": lambda: ask("5 6 7", "2025-09-08", days=0),
    "fortnightly": lambda: ask("5 6 7 4", "2025-10-20", cadence="fortnightly", days=14),
    "daily: no school on Saturdays": lambda: ask(
        "5 6 7 4 8", "2025-11-14", cadence="daily", first="2025-11-10", days=1
    ),
    "weekly: the calendar ends": lambda: ask(
        "5 6", "9999-12-20", cadence="weekly", first="9999-12-13"
    ),
    "monthly: the calendar ends": lambda: ask(
        "5 6", "9999-12-20", cadence="monthly", first="9999-12-13"
    ),
    "once": lambda: ask("5", cadence="once"),
    "the pace so far": lambda: ask("5 6 7 4 8 6.5", "2025-10-14", days=3),
    "all on the median": lambda: ask("5 5 5 5 5 5 5 5 5 5 5 5", cadence="weekly"),
    "the IHI rules need six after a change": lambda: ask(
        "5 6 7 4", cadence="weekly", change="2025-09-29", rules="ihi"
    ),
    "a last phase that is short": lambda: ask(
        f"{LOW} 19 18 20 17", cadence="weekly", phases=["2025-12-01"]
    ),
    "ten useful points are enough": lambda: ask("1 9 2 8 1 9 2 8 1 9"),
    "ten useful points of an earlier phase are enough": lambda: ask(
        f"1 9 2 8 1 9 2 8 1 9 {LOW}", phases=["2025-11-17"]
    ),
    "the target is met exactly, up": lambda: ask(LOW, better="up", target="13.6"),
    "the target is met exactly, down": lambda: ask(LOW, better="down", target="13.6"),
    "60 points are the last in the table": lambda: ask(" ".join([LOW] * 3 + [HIGH] * 2), days=1),
    "a long run, and just enough crossings": lambda: ask(sides("a9 b a b a b a b a8"), centre="5"),
    "few crossings, and no run too long": lambda: ask(sides("a8 b8 a8"), centre="5"),
    "IHI: shifts, and just enough runs": lambda: ask(sides("a6 b6 a2 b2 a2 b2 a2 b2"), rules="ihi"),
    "IHI: a shift, and just not too many runs": lambda: ask(
        sides("a6 b a b a b a b a b a b a b a b a b2"), rules="ihi", centre="5"
    ),
    "a baseline of three": lambda: ask(f"{LOW} {HIGH}", freeze=3, change="2025-12-01"),
    "a baseline of four is judged": lambda: ask(f"{LOW} {HIGH}", freeze=4, change="2025-12-01"),
    "the collaborative has ended": lambda: ask(
        "5 6 7 4 8 6.5", "2026-11-22", cadence="weekly", ends="2026-03-31"
    ),
    "as many lie on the median as do not": lambda: ask(
        "5 5 6 5 4 5 6 5 4 5 6 4", "2025-12-01", cadence="weekly"
    ),
    "a step between two phases": lambda: ask(f"{LOW} {HIGH}", phases=["2025-12-01"], unit="share"),
    "two phases that are alike": lambda: ask(f"{LOW} {LOW}", phases=["2025-12-01"]),
    "a phase of three points before the last": lambda: ask(
        f"12 15 11 {HIGH}", phases=["2025-09-29"]
    ),
    "phases with a given line": lambda: ask(f"{LOW} {HIGH}", phases=["2025-12-01"], centre="18.4"),
    "IHI: phases, and no test of both": lambda: ask(
        f"{LOW} {HIGH}", phases=["2025-12-01"], rules="ihi"
    ),
    "MR: phases": lambda: ask(f"{LOW} {HIGH}", phases=["2025-12-01"], chart="mr"),
    "ordinary": lambda: ask(LOW),
    "ordinary, too soon after the change": lambda: ask(
        f"{LOW} 14", change="2025-12-01", better="up"
    ),
    "eight are needed after 14, and there is one": lambda: ask(
        f"{LOW} 12 15 14", centre="13.5", change="2025-12-15"
    ),
    "eight since the change are long enough": lambda: ask(
        f"{LOW} 12 15 11 14 13 16 12.5 14.5", centre="13.5", change="2025-12-01"
    ),
    "NHS: seven are needed": lambda: ask(f"{LOW} 12 15", rules="nhs", change="2025-12-01"),
    "nine are needed after 15": lambda: ask(f"{LOW} {LOW}", change="2026-02-02"),
    "short of the target": lambda: ask(
        LOW, unit="share", better="up", target="95", target_by="2026-03-31"
    ),
    "above the target, and down is better": lambda: ask(LOW, better="down", target="10"),
    "the target is reached": lambda: ask(LOW, better="up", target="10"),
    "for a target there is no side": lambda: ask(LOW, better="target", target="95"),
    "ordinary and provisional": lambda: ask(LOW, freeze=6),
    "a bound, an excluded, a missing one, one on the median": lambda: ask(f"{LOW} 20+ x15 - 13.5"),
    "better": lambda: ask(f"{LOW} {HIGH}", change="2025-12-01", better="up", cadence="weekly"),
    "worse": lambda: ask(f"{LOW} {HIGH}", change="2025-12-01", better="down", cadence="daily"),
    "lower, where nobody said what is better": lambda: ask(
        f"{HIGH} {LOW}", change="2025-12-01", cadence="monthly"
    ),
    "higher, where a target is better": lambda: ask(
        f"{LOW} {HIGH}", change="2025-12-01", better="target", unit="share", cadence="fortnightly"
    ),
    "no day of a change": lambda: ask(f"{LOW} {HIGH}", better="up"),
    "three points before the change": lambda: ask(
        f"{LOW} {HIGH}", change="2025-09-29", better="up"
    ),
    "three points since the change": lambda: ask(f"{LOW} {HIGH}", change="2026-02-02", better="up"),
    "equal medians": lambda: ask(
        "1 1 1 1 1 1 1 1 9 9 9 9 9 9 9 9 1 1 1 1 1 1 1 1 9 9 9 9 9 9 9 9",
        change="2025-12-29",
        better="up",
    ),
    "medians that are printed alike": lambda: ask(
        "10.001 12 9 12.1 8 13 8.5 9.4 10.001 11 10.002 8 13 9 11 10.002 11.5 7 10.0015 12 7.5 10.002",
        change="2025-11-24",
        better="up",
        centre="30",
    ),
    "a long run, a frozen baseline": lambda: ask(
        f"{LOW} {HIGH}", change="2025-12-01", better="up", freeze=12
    ),
    "provisional": lambda: ask(f"{LOW} {HIGH}", change="2025-10-20", better="up", freeze=6),
    "an excluded point shortens the baseline": lambda: ask(
        f"x99 {LOW} {HIGH}", change="2025-12-08", better="up", freeze=12
    ),
    "many points": lambda: ask(
        " ".join([LOW] * 4 + [HIGH] * 4), days=1, change="2025-10-26", better="up"
    ),
    "a given line": lambda: ask(f"{LOW} {HIGH}", centre="14", change="2025-12-01", better="up"),
    "phases": lambda: ask(f"{LOW} {HIGH} {LOW}", phases=["2025-12-01", "2026-02-23"], unit="share"),
    "a change within a phase before, a direction within the last": lambda: ask(
        f"{LOW} {HIGH} {LOW} {HIGH}", phases=["2026-02-23"], change="2026-05-18", better="up"
    ),
    "a change before the last phase gives it no direction": lambda: ask(
        f"{LOW} {LOW} {HIGH}", phases=["2025-12-01"], change="2025-12-08", better="up"
    ),
    "IHI: shift and runs": lambda: ask(
        f"{LOW} {HIGH}", rules="ihi", change="2025-12-01", better="up"
    ),
    "IHI: a trend": lambda: ask("3 6 2 7 3 6 1 5 5.5 6.5 7.5 8 2 7 3 2", rules="ihi"),
    "IHI: too many runs are no direction": lambda: ask(
        "1 9 2 8 1 9 2 8 1 9 2 8", rules="ihi", change="2025-10-20", better="up"
    ),
    "IHI: ordinary, with as many runs as are usual": lambda: ask(
        sides("b a b a b a b a b2 a2"), rules="ihi"
    ),
    "IHI: too few runs, no shift": lambda: ask(sides("a5 b5 a5 b5 a b2 a"), rules="ihi"),
    "IHI: ordinary, with as few runs as are usual": lambda: ask(sides("a3 b3 a3 b3"), rules="ihi"),
    "IHI: ordinary": lambda: ask("3 6 2 7 7 3 6 6 1 2 7 3", rules="ihi"),
    "I: one point outside is no direction": lambda: ask(
        f"{LOW} 30 {LOW}", chart="i", change="2025-12-01", better="up"
    ),
    "I: two points outside since the change agree": lambda: ask(
        f"{LOW} 30 12 16 29", chart="i", freeze=12, change="2025-12-01", better="up"
    ),
    "I: points outside before and since the change do not agree": lambda: ask(
        f"{LOW} 30 29 16 15 14 18", chart="i", freeze=12, change="2025-12-08", better="up"
    ),
    "I: an excluded point outside is none": lambda: ask(f"{LOW} x30 {LOW}", chart="i"),
    "P": lambda: ask(
        "40/50 42/50 39/50 41/50 38/50 43/50 40/50 42/50 37/50 41/50 44/50 12/50",
        chart="p",
        unit="share",
        freeze=11,
    ),
    "MR": lambda: ask(f"{LOW} 30 {LOW}", chart="mr", change="2025-12-01", better="up"),
    "MR: ordinary": lambda: ask(LOW, chart="mr", change="2025-12-01", better="up", target="20"),
    "NHS: falls short": lambda: ask(LOW, rules="nhs", better="up", target="40"),
    "NHS: hit and miss": lambda: ask(LOW, rules="nhs", better="up", target="14"),
    "NHS: meets": lambda: ask(
        f"{LOW} {HIGH}", rules="nhs", better="up", target="1", change="2025-12-01"
    ),
    "NHS: two of three": lambda: ask(
        f"{LOW} 14 12 13 19.2 15 19.1 13", rules="nhs", freeze=12, change="2025-12-01", better="up"
    ),
    "NHS: a trend": lambda: ask(f"14 {LOW} 11.5 12.5 13.5 14.1 14.5 15 15.5", rules="nhs"),
    "a given line makes no baseline provisional": lambda: ask(LOW, centre="14", freeze=6),
}


def read_answers():
    """The text of each answer, by its name."""
    blocks = ANSWERS.read_text(encoding="utf-8").split("\n\n") if ANSWERS.exists() else []
    return dict(
        block.strip().removeprefix("# ").split("\n", 1) for block in blocks if block.strip()
    )


@pytest.mark.parametrize("name", ASKED)
def test_a_chart_says_all_this_and_no_more(name):
    if not os.environ.get("UPDATE_GOLDEN"):
        assert lines(ASKED[name]()) == read_answers()[name]


def test_every_answer_has_its_case(golden):
    said = [f"# {name}\n{lines(answer())}\n" for name, answer in ASKED.items()]
    golden(ANSWERS, "\n".join(said))


def test_no_answer_names_a_cause():
    causes = ("because", "due to", "caused", "thanks to", "led to", "as a result", "worked")
    text = ANSWERS.read_text(encoding="utf-8")
    assert [word for word in causes if word in text] == []


def test_a_chart_without_points_cannot_tell():
    empty = Chart(Subject("Surveys"), Asked(), (), ())
    sentence = "Cannot tell yet: there are no points."
    assert build_answer(empty, date(2025, 10, 20)) == Answer("too-few", sentence=sentence)


def test_the_medians_are_exact_and_in_the_unit_shown():
    answer = ask("1/3 1/3 1/3 2/6 1/7 1/7 1/7 2/14", unit="share", change="2025-10-06")
    assert (answer.before, answer.after) == (Fraction(100, 3), Fraction(100, 7))


def test_the_longest_run_gives_no_direction():
    """Eleven early values lie below, in a row; twelve later ones lie above, with one slip."""
    values = "12 11 13 12.5 11.5 13.5 12.2 11.2 13.2 12.7 11.7 19 17 20 18 18.5 17.5 10 19.5 18.2 17.2 18.8 19.2 17.8"
    assert ask(values, change="2025-11-24", better="up").direction == "better"


NAMED = {"b": "better", "w": "worse", "h": "higher", "l": "lower", "c": ""}


def answers(letters):
    """b, w, h, l: changed so; c: changed; n: no change; t: too few."""
    kinds = {"n": "no-change", "t": "too-few"}
    return [Answer(kinds.get(one, "changed"), NAMED.get(one, "")) for one in letters]


CALENDAR = (
    "Look at the calendar first: holidays, exams, weather or a new way of counting "
    "reach every district at once."
)


@pytest.mark.parametrize(
    ("letters", "sentence"),
    [
        ("www", f"3 of 3 charts changed for the worse together. {CALENDAR}"),
        ("bbbnnt", f"3 of 5 charts changed for the better together. {CALENDAR}"),
        ("hhn", f"2 of 3 charts are higher together. {CALENDAR}"),
        ("lllbb", f"3 of 5 charts are lower together. {CALENDAR}"),
        ("", ""),
        ("ww", ""),  # two districts are no calendar
        ("wwttt", ""),
        ("wwnn", ""),  # half is not most
        ("wwbbn", ""),
        ("ccc", ""),  # changed, nobody knows where
    ],
)
def test_most_charts_moved_together(letters, sentence):
    assert together(answers(letters)) == sentence


@pytest.mark.parametrize(
    ("judged", "changes", "by_luck", "sentence"),
    [
        (0, 0, 0.0, "No chart can be judged yet."),
        (6, 1, 0.6, "6 charts judged, 1 changed; by luck alone about 0.6 would, one or more about 5 times in 10."),
        (6, 0, 0.18, "6 charts judged, none changed; by luck alone about 0.2 would, one or more about 2 times in 10."),
        (1, 1, 0.165, "1 chart judged, 1 changed; by luck alone it would about 2 times in 10."),
        (2, 0, 0.03, "2 charts judged, none changed; by luck alone hardly any would."),
        (1, 0, 0.05, "1 chart judged, none changed; by luck alone it would about 1 time in 10."),
        (1, 0, 0.049, "1 chart judged, none changed; by luck alone it would hardly ever."),
        (1, 0, 0.84, "1 chart judged, none changed; by luck alone it would about 9 times in 10."),
        (1, 0, 0.96, "1 chart judged, none changed; by luck alone it would nearly always."),
        (60, 12, 9.9, "60 charts judged, 12 changed; by luck alone about 9.9 would, one or more nearly always."),
        (3, 3, 3.0, "3 charts judged, 3 changed; by luck alone about 3.0 would, one or more nearly always."),
    ],
)  # fmt: skip
def test_several_charts_are_set_beside_what_luck_would_show(judged, changes, by_luck, sentence):
    assert among(judged, changes, by_luck) == sentence


@given(
    st.lists(st.sampled_from(["-", "x9", "9+", *"123456789"]), min_size=1, max_size=40),
    st.sampled_from(["run", "i", "mr", "c"]),
    st.sampled_from(["", "weekly", "daily", "monthly", "fortnightly", "once"]),
    st.integers(0, 45),
    st.integers(1, 45),
    st.sampled_from(["", "up", "down", "target"]),
)
def test_an_answer_is_whole_sentences_whatever_was_counted(
    values, chart, cadence, week, freeze, better
):
    change = (date(2025, 9, 8) + timedelta(7 * week)).isoformat()
    told = {"chart": chart, "cadence": cadence, "change": change, "freeze": freeze}
    answer = ask(" ".join(values), better=better, target="5", ends="2026-03-31", **told)
    said = [answer.sentence, *answer.because, *answer.doubt, *answer.advice]
    assert [one for one in said if not one.endswith(".") or ".." in one or "None" in one] == []
    assert bool(answer.direction) <= (answer.kind == "changed")
    assert ("This says that it changed, not why." in said) == (answer.kind == "changed")
