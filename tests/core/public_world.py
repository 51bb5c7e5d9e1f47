"""Small made-up collaboratives, and the public reports of their closed periods."""

import json
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from pdsa.core.chart import Asked, Observation, Subject
from pdsa.core.charting import build_chart
from pdsa.core.details import Details, DistrictFacts, IdeaFacts, Said
from pdsa.core.model import Address, Collaborative, Facilitator, Measure, Meeting
from pdsa.core.record import (
    CycleFacts,
    DecisionFact,
    LatestPoint,
    LeftOut,
    Membership,
    PredictionFact,
    Record,
)
from pdsa.core.report import build_report
from pdsa.core.report_whole import Wanted
from pdsa.render import csv, html, markdown, plain, terminal
from pdsa.render.json import render_report
from tests.core.public_attack import Published, Truth

MONTHS = [(2025, month) for month in (10, 11, 12)]
DAYS = [date(2025, 11, 20), date(2025, 11, 30), date(2025, 12, 31)]  # a meeting, two month ends
AIM = "By March 60 % of teachers use a routine"
SECRETS = (
    *("Guides for seven teachers", "01-seven-teachers", "room 12 and its two newcomers"),
    *("QUIET", "NAMED IN AN ENTRY", "Facilitator A", "entries/one.json", "0f1e2d"),
    *("own idea for our four", "a draft for nine", "left/out/path"),
)
MEASURE = Measure("use", "Teachers who used it", unit="share", about="staff", better="up")


@st.composite
def collaboratives(draw):
    """Counts by district and month: some join late, some stop, some count few."""
    districts = draw(st.integers(2, 8))
    return {f"d{number}": draw(series()) for number in range(districts)}


@st.composite
def series(draw):
    first, last = draw(st.sampled_from([(0, 3), (0, 3), (0, 2), (1, 3), (0, 1), (2, 3)]))
    whole = draw(st.one_of(st.integers(1, 9), st.integers(10, 60), st.integers(61, 400)))
    found = {}
    for month in MONTHS[first:last]:
        people = max(1, whole + draw(st.sampled_from([0, 0, -1, 2, 11])))
        near = draw(st.sampled_from(["any", "few", "nearly all"]))
        part = draw(st.integers(0, people if near == "any" else min(people, 12)))
        found[month] = (people - part if near == "nearly all" else part, people)
    return found


def truth_of(counts):
    return Truth({"use": counts}, SECRETS, (AIM,))


def publish(counts, days=DAYS, forms=()):
    """The public reports of closed periods, each of what was known on its day."""
    return [
        Published(
            day, json.loads(render_report(found)), {name: FORMS[name](found) for name in forms}
        )
        for day in days
        for found in [report_of(counts, day)]
    ]


FORMS = {
    "plain": plain.render_report,
    "markdown": markdown.render_report,
    "html": html.render_report,
    "csv": csv.render_report,
    "terminal": lambda found: terminal.render_report(found, 400, False),
}


def report_of(counts, day, audience="public", about="staff"):
    details = details_of(counts, day, about)
    return build_report(record_of(counts, day), day, Wanted(audience), details)


def record_of(counts, day):
    cycles = [cycle(district, number) for number, district in enumerate(sorted(counts))]
    return Record(
        Collaborative(
            "c-2025",
            "cycles/c-2025/collaborative.yaml",
            "A topic",
            "Topic",
            date(2025, 10, 1),
            date(2026, 3, 31),
            aim=AIM,
            facilitators=(Facilitator("Facilitator A", "superintendent", "d0"),),
            meetings=(Meeting(date(2025, 11, 20), "Second"),),
            change_ideas={"guides": "Prompt guides"},
        ),
        "Network",
        memberships=tuple(Membership(id, f"District {id}", "OH") for id in sorted(counts)),
        cycles=tuple(cycles),
        predictions=tuple(
            PredictionFact(one.address, 1, "?", "QUIET", "use", "at least 80%", mark="met")
            for one in cycles
        ),
        decisions=tuple(
            DecisionFact(one.address, day, one.decision, "QUIET", because="not-working")
            for one in cycles
        ),
        measures=((Address("c-2025"), MEASURE),),
        latest=tuple(latest(counts, day)),
        left_out=(LeftOut("left/out/path", 3, "QUIET"),),
        digest="0f1e2d",
    )


def cycle(district, number):
    day = date(2025, 10, 6)
    return CycleFacts(
        Address("c-2025", district, "01-seven-teachers"),
        title="Guides for seven teachers",
        change_idea="guides" if number else "own idea for our four",
        type="test-change",
        scope="one-team",
        with_whom="room 12 and its two newcomers",
        starts=day,
        ends=day + timedelta(days=14),
        do_day=day,
        study_day=day + timedelta(days=15),
        decision=("abandon", "adopt", "adapt")[number % 3],
        decision_day=day + timedelta(days=16),
    )


def latest(counts, day):
    for district, months in sorted(counts.items()):
        known = [month for month in months if date(*month, 15) <= day]
        if known:
            part, whole = (Fraction(number) for number in months[known[-1]])
            at = Address("c-2025", district)
            yield LatestPoint(
                at, "use", date(*known[-1], 15), "", part / whole * 100, len(known), part, whole
            )


def details_of(counts, day, about="staff"):
    return Details(
        said=tuple(said(sorted(counts))),
        charts={
            (district, "use"): chart(months, day, about)
            for district, months in sorted(counts.items())
            if any(date(*month, 15) <= day for month in months)
        },
        districts={
            id: DistrictFacts(id, resource="a draft for nine", resource_status="draft")
            for id in sorted(counts)
        },
        ideas={"guides": IdeaFacts("guides", "Prompt guides")},
        commit="0f1e2d",
    )


def said(districts):
    """One released text, one that is not, and one that was released with a name in it."""
    at = Address("c-2025", districts[-1], "01-seven-teachers")
    for number, (learned, released) in enumerate(
        [
            ("It fits into a lesson", True),
            ("QUIET, for us alone", False),
            ("Dr. Quillfeather NAMED IN AN ENTRY", True),
        ]
    ):
        body = {"learned": learned, "result": "QUIET", "not_for": "QUIET"}
        body = body if not released else {"learned": learned, "result": "QUIET"}
        when = datetime(2025, 10, 21, 8, number, tzinfo=UTC)
        yield Said(at, "study", when.date(), when, body, str(number), "entries/one.json", released)


def chart(months, day, about):
    observations = [
        Observation(date(*month, 15), Fraction(part, whole) * 100, Fraction(part), Fraction(whole))
        for month, (part, whole) in months.items()
        if date(*month, 15) <= day
    ]
    subject = Subject("Teachers who used it", unit="share", about=about, better="up")
    return build_chart(subject, observations, Asked(), day)
