"""One report, rendered by every test of this folder: four made-up districts, good and hostile."""

from datetime import UTC, date, datetime, time
from fractions import Fraction

import pytest

from pdsa.core.calls import CallFacts
from pdsa.core.details import (
    Details,
    DistrictFacts,
    Driver,
    IdeaFacts,
    PlanFacts,
    Said,
    ScoreFact,
)
from pdsa.core.due import OpenHelp
from pdsa.core.model import Address, Collaborative, Facilitator, Measure, Meeting
from pdsa.core.record import (
    Counted,
    CycleFacts,
    DecisionFact,
    Help,
    LatestPoint,
    LeftOut,
    Membership,
    PredictionFact,
    Record,
)
from pdsa.core.report import build_report
from pdsa.core.report_whole import Wanted
from pdsa.core.series import read_point
from tests.render.charts import CHARTS

TODAY = date(2025, 12, 19)
HOSTILE = "[red]stop[/b]\x1b[31m <script>alert(1)</script> | `x` \u202eevil\nnext"
FORMULA = "=cmd|' /C calc'!A0"
LONG_NAME = "Larch Bay Unified School District of " + "Very " * 32 + "Far"


def at(district, cycle=""):
    return Address("ai-literacy-2025", district, cycle)


def cycle(district, name, title, idea, starts, ends, **facts):
    days = {"starts": date(2025, *starts), "ends": date(2025, *ends), "type": "test-change"}
    return CycleFacts(at(district, name), title=title, change_idea=idea, **(days | facts))


SURVEYS = {
    "ramp": "surveys",
    "as_planned": "yes",
    "points": 1,
    "entries": 4,
    "illustrative": True,
}
CYCLES = (
    cycle(
        *("ash-valley", "01-desk", "Surveys at the checkout desk", "surveys", (11, 3), (11, 7)),
        **SURVEYS | {"as_planned": "partly"},
        study_day=date(2025, 11, 8),
        decision="adapt",
        decision_day=date(2025, 11, 9),
        last_entry=date(2025, 11, 9),
        do_day=date(2025, 11, 7),
    ),
    cycle(
        *("ash-valley", "02-envelope", "Survey to take home", "surveys", (11, 10), (11, 21)),
        **SURVEYS,
        study_day=date(2025, 11, 22),
        decision="adapt",
        decision_day=date(2025, 11, 22),
        last_entry=date(2025, 11, 22),
        do_day=date(2025, 11, 21),
    ),
    cycle(
        *("ash-valley", "03-room", "Surveys in the exam room", "surveys", (12, 1), (12, 5)),
        **SURVEYS,
        study_day=date(2025, 12, 8),
        decision="adopt",
        decision_day=date(2025, 12, 9),
        last_entry=date(2025, 12, 9),
        do_day=date(2025, 12, 5),
    ),
    cycle(
        *("birchfield", "01-check", "Prompt, then check: grade 7", "prompt-check"),
        *((11, 3), (11, 28)),
        as_planned="yes",
        points=4,
        entries=6,
        study_day=date(2025, 12, 1),
        last_entry=date(2025, 12, 2),
        do_day=date(2025, 11, 28),
    ),
    cycle(
        *("birchfield", "02-hostile", HOSTILE, FORMULA, (12, 8), (12, 19)),
        no_prediction="We only look",
        entries=1,
        do_day=date(2025, 12, 9),
        last_entry=date(2025, 12, 9),
    ),
    cycle(
        *("larch-bay", "01-evening", "Family evening", "evening", (11, 3), (11, 20)),
        as_planned="no",
        entries=3,
        study_day=date(2025, 11, 25),
        decision="abandon",
        decision_day=date(2025, 12, 5),
        last_entry=date(2025, 12, 5),
        do_day=date(2025, 11, 20),
    ),
    cycle(
        *("larch-bay", "02-register", "Register for one provider", "prompt-check"),
        *((11, 24), (12, 5)),
        as_planned="yes",
        points=12,
        entries=13,
        last_entry=date(2025, 12, 18),
        do_day=date(2025, 12, 4),
    ),
)
_WEEKLY = {"measure": "per-week", "condition": "at least 25 per week"}
PREDICTIONS = (
    PredictionFact(at("ash-valley", "01-desk"), 1, "How many?", "25", mark="not-met", **_WEEKLY),
    PredictionFact(
        at("ash-valley", "02-envelope"), 1, "How many?", "25", mark="not-met", **_WEEKLY
    ),
    PredictionFact(at("ash-valley", "03-room"), 1, "How many?", "25", mark="not-met", **_WEEKLY),
    PredictionFact(
        *(at("birchfield", "01-check"), 1, "Will they use it?", "Most will"),
        measure="weekly-use",
        condition="at least 75%",
        mark="met",
    ),
    PredictionFact(
        *(at("birchfield", "01-check"), 2, "How will it feel?", "Easier than before"),
        mark="partly",
    ),
    PredictionFact(
        *(at("larch-bay", "01-evening"), 1, "Who comes?", "At least 30 families will come"),
        mark="not-met",
    ),
    PredictionFact(
        *(at("larch-bay", "02-register"), 1, "More tests?", "Nearly all"),
        measure="weekly-use",
        condition="more than 90%",
    ),
)
DECISIONS = (
    DecisionFact(
        *(at("larch-bay", "01-evening"), date(2025, 12, 5), "abandon"),
        why="4 families came; 60 said a text would do",
        because="not-working",
    ),
)
SHARED = Measure(
    *("weekly-use", "Teachers who used the guide this week", "share"),
    kind="process",
    better="up",
    about="staff",
)
PER_WEEK = Measure(
    *("per-week", "Completed surveys", "count"), per="week", kind="outcome", better="up"
)


def share(address, day, text, count, numerator=None, denominator=None, bound=""):
    value = Fraction(numerator * 100, denominator) if denominator else Fraction(95)
    counts = (numerator and Fraction(numerator), denominator and Fraction(denominator))
    return LatestPoint(address, "weekly-use", day, text, value, count, *counts, bound=bound)


def weekly(cycle_id, day, text, value, count=1):
    return LatestPoint(at("ash-valley", cycle_id), "per-week", day, text, Fraction(value), count)


def counted(district, cycle_id, measure, *points):
    raw = ({"measure": measure.id, "day": day, "value": value} for day, value in points)
    typed = tuple(read_point(point, TODAY, measure) for point in raw)
    return Counted(at(district, cycle_id), 1, typed)


RECORD = Record(
    collaborative=Collaborative(
        id="ai-literacy-2025",
        path="cycles/ai-literacy-2025/collaborative.yaml",
        title="AI Literacy 2025-26",
        topic="AI literacy",
        starts=date(2025, 10, 1),
        ends=date(2026, 3, 31),
        aim="By March, 60 % of staff use the agreed routine in most weeks",
        facilitators=(
            Facilitator("R. Hale", "Superintendent", "Birchfield"),
            Facilitator("M. Oake"),
        ),
        meetings=(
            Meeting(date(2025, 11, 20), "Meeting 2", ("ash-valley", "birchfield")),
            Meeting(date(2026, 1, 15), "Meeting 3: why short lessons fail"),
        ),
        change_ideas={
            "surveys": "Ask families where they wait",
            "prompt-check": "Prompt, then check",
            "evening": "Family evening",
        },
        measures={"weekly-use": SHARED},
    ),
    network="River and Lake Network",
    memberships=(
        Membership("larch-bay", LONG_NAME, "MI"),
        Membership("ash-valley", "Ash Valley", "OH"),
        Membership("cedar-fork", "Cedar Fork", "OH"),
        Membership("birchfield", "Birchfield", "PA"),
    ),
    cycles=CYCLES,
    predictions=PREDICTIONS,
    decisions=DECISIONS,
    measures=((at(""), SHARED), (at("ash-valley"), PER_WEEK)),
    latest=(
        share(at("birchfield"), date(2025, 11, 28), "9/12", 4, 9, 12),
        share(at("larch-bay"), date(2025, 12, 18), "95%+", 12, bound="more-than"),
        weekly("", date(2025, 12, 5), "24", 24, 3),
    ),
    by_cycle=(
        weekly("01-desk", date(2025, 11, 7), "8", 8),
        weekly("02-envelope", date(2025, 11, 21), "3", Fraction(3, 2)),
        weekly("03-room", date(2025, 12, 5), "24", 24),
        share(at("birchfield", "01-check"), date(2025, 11, 28), "9/12", 4, 9, 12),
        share(at("larch-bay", "02-register"), date(2025, 12, 18), "95%+", 12, bound="more-than"),
    ),
    counted=(
        counted("ash-valley", "01-desk", PER_WEEK, ("2025-11-07", "8")),
        counted("ash-valley", "02-envelope", PER_WEEK, ("2025-11-14", "1"), ("2025-11-21", "2")),
        counted("birchfield", "01-check", SHARED, ("2025-11-21", "70%"), ("2025-11-28", "70%")),
        counted("larch-bay", "02-register", SHARED, ("2025-12-04", "95%+")),
    ),
    help=(
        Help(at("birchfield"), date(2025, 12, 8), answered=False),
        Help(at("ash-valley"), date(2025, 11, 8), answered=True),
    ),
    left_out=(
        LeftOut(
            "cycles/ai-literacy-2025/larch-bay/entries/2025-12-01-do-x.json", 1, "`do` is not JSON"
        ),
    ),
    digest="4f2a91c",
)


def said(district, cycle_id, kind, day, **body):
    day = date(2025, *day)
    recorded = datetime.combine(day, time(12), UTC)
    entry = f"01k9-{district}-{day:%m%d}-{kind}"
    path = f"cycles/ai-literacy-2025/{district}/entries/{day}-{kind}-{entry}.json"
    return Said(at(district, cycle_id), kind, day, recorded, body, entry, path)


def placed(kind, place):
    chart = CHARTS[kind]
    return chart._replace(subject=chart.subject._replace(place=place))


HAND = {"result": "8 of 25", "learned": "People in a hurry take nothing", "not_for": "Evenings"}
ROOM = {"result": "24 of 25", "learned": "Ask where people wait"}
CHECKED = {"result": "9 of 12", "learned": "It is easier than it looks", "not_for": HOSTILE}
DROPPED = {
    "decision": "abandon",
    "because": "not-working",
    "why": "4 families came; 60 said a text would do",
}
ADOPTED = {"decision": "adopt", "why": "It holds", "resource": "Card for the exam room"}
DETAILS = Details(
    said=(
        said("ash-valley", "01-desk", "study", (11, 8), **HAND),
        said("birchfield", "", "comment", (11, 20), text="We meet on Mondays"),
        said("birchfield", "01-check", "study", (12, 1), **CHECKED),
        said("larch-bay", "01-evening", "act", (12, 5), **DROPPED),
        said("ash-valley", "03-room", "study", (12, 8), **ROOM),
        said("ash-valley", "03-room", "act", (12, 9), **ADOPTED),
    ),
    charts={
        ("birchfield", "weekly-use"): placed("shift", "Birchfield"),
        ("larch-bay", "weekly-use"): placed("noise", LONG_NAME),
        ("ash-valley", "weekly-use"): placed("too-few", "Ash Valley"),
        ("ash-valley", "per-week"): placed("counts", "Ash Valley"),
    },
    districts={
        "ash-valley": DistrictFacts(
            *("ash-valley", 7, 4100, 390),
            resource="Survey card",
            resource_status="draft",
            resource_where="https://ash-valley.example/card",
        ),
        "larch-bay": DistrictFacts("larch-bay", resource=FORMULA),
    },
    plans={
        at("birchfield", "01-check"): PlanFacts(
            borrowed_from="other-2024/far-away/02-cards",
            alignments=("critical-thinker",),
        ),
        at("ash-valley", "02-envelope"): PlanFacts(alignments=("critical-thinker", "own-words")),
    },
    ideas={
        "surveys": IdeaFacts(
            "surveys", "Ask families where they wait", "wait", "Who waits, fills in"
        ),
        "evening": IdeaFacts("evening", "Family evening", "families"),
        "later": IdeaFacts("later", "A thing for later", "wait"),
    },
    drivers=(
        Driver("families", "Families know"),
        Driver("wait", "Where families wait", "families"),
    ),
    alignments={"critical-thinker": "Portrait of a Graduate: critical thinker"},
    scores=(
        ScoreFact("ash-valley", "self", "4.0", date(2025, 12, 10)),
        ScoreFact("ash-valley", "facilitator", "2.5", date(2025, 12, 11)),
        ScoreFact("birchfield", "self", "2.0", date(2025, 12, 11)),
    ),
    foreseen={
        (at("ash-valley", "01-desk"), 1): "before",
        (at("birchfield", "01-check"), 1): "after",
    },
    commit="4f2a91c + 3 uncommitted",
    earlier={"quality": [{"principle": "predicted", "k": 1, "n": 3}]},
)
CALLS = CallFacts(
    help=(OpenHelp(at("birchfield"), date(2025, 12, 8), "01kc", "How do we survey staff?"),),
    last_sign={"ash-valley": date(2025, 12, 9)},
)
SINCE = date(2025, 11, 20)


def build(audience="members", **wanted):
    return build_report(RECORD, TODAY, Wanted(audience, **wanted), DETAILS, CALLS)


@pytest.fixture(scope="session")
def report():
    return build("facilitator", since=SINCE)
