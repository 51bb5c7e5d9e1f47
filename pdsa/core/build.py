"""Clean documents -> values: what a file does not say becomes the default of its value."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from pdsa.core.model import (
    Address,
    Collaborative,
    Expectation,
    Facilitator,
    Measure,
    Meeting,
    Period,
    Plan,
    Question,
)

Clean = Mapping[str, Any]  # what core.shape.fit returned, perhaps by way of JSON
_MEASURE_TEXTS = (
    *("per", "better", "about", "kind"),
    *("definition", "numerator", "denominator", "cadence"),
)
_PLAN_TEXTS = (
    *("title", "change_idea", "type", "ramp", "builds_on", "borrowed_from"),
    *("objective", "aim", "driver", "theory"),
    *("owner", "scope", "with_whom", "where", "no_prediction"),
)


def build_measure(id: str, clean: Clean) -> Measure:
    """Return a measure, shared or own."""
    goal = clean.get("goal", {})
    return Measure(
        id=id,
        name=clean["name"],
        unit=clean["unit"],
        goal=goal.get("value", ""),
        goal_by=_day(goal.get("by")),
        baseline=build_period(clean.get("baseline")),
        **{key: clean[key] for key in _MEASURE_TEXTS if key in clean},
    )


def build_collaborative(clean: Clean, id: str, path: str) -> Collaborative:
    """Return the collaborative of a clean `collaborative.yaml`."""
    return Collaborative(
        id=id,
        path=path,
        title=clean["title"],
        topic=clean["topic"],
        starts=date.fromisoformat(clean["starts"]),
        ends=date.fromisoformat(clean["ends"]),
        aim=clean.get("aim", ""),
        facilitators=tuple(Facilitator(**one) for one in clean.get("facilitators", ())),
        meetings=_meetings(clean),
        change_ideas={id_: idea["text"] for id_, idea in clean.get("change_ideas", {}).items()},
        measures=_measures(clean),
        illustrative="data" if "data" in clean else "dates" if "dates" in clean else "",
    )


def build_plan(
    clean: Clean, address: Address, path: str, marks: Mapping[str, Sequence[int]] | None = None
) -> Plan:
    """Return the plan of one cycle; `marks` say where its parts stand: line, column."""
    return Plan(
        address=address,
        path=path,
        starts=date.fromisoformat(clean["starts"]),
        ends=date.fromisoformat(clean["ends"]),
        planned=_day(clean.get("planned")),
        was=tuple(clean.get("was", ())),
        alignments=tuple(clean.get("alignments", ())),
        sample_size=clean.get("sample_size"),
        questions=_questions(clean),
        tasks=tuple(clean.get("tasks", ())),
        data=tuple(clean.get("data", ())),
        measures=_measures(clean),
        materials=tuple(clean.get("materials", ())),
        illustrative="dates" in clean,
        marks={place: (mark[0], mark[1]) for place, mark in (marks or {}).items()},
        **{key: clean[key] for key in _PLAN_TEXTS if key in clean},
    )


def build_period(clean: Clean | None) -> Period | None:
    """Return a period, or None for one that ends before it starts: the reader has reported it."""
    if not clean or clean["from"] > clean["to"]:
        return None
    first, last = date.fromisoformat(clean["from"]), date.fromisoformat(clean["to"])
    return Period(first, last, clean.get("name", ""))


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _measures(clean: Clean) -> dict[str, Measure]:
    return {id_: build_measure(id_, one) for id_, one in clean.get("measures", {}).items()}


def _meetings(clean: Clean) -> tuple[Meeting, ...]:
    """The meetings in the order of their days."""
    meetings = [
        Meeting(date.fromisoformat(one["day"]), one.get("title", ""), tuple(one.get("came", ())))
        for one in clean.get("meetings", ())
    ]
    return tuple(sorted(meetings, key=lambda meeting: meeting.day))


def _questions(clean: Clean) -> tuple[Question, ...]:
    return tuple(
        Question(number, one.get("ask", ""), one.get("predict", ""), _expectation(one))
        for number, one in enumerate(clean.get("questions", ()), start=1)
    )


def _expectation(question: Clean) -> Expectation | None:
    expect = question.get("expect")
    if expect is None:
        return None
    return Expectation(expect["measure"], expect["is"], _day(expect.get("by")))
