"""Reports for the tests of HTML pages: every section filled, one hostile, one of 61 districts."""

from datetime import date, timedelta

from pdsa.core.report import build_report
from pdsa.core.report_rows import DistrictRow
from pdsa.core.report_sections import (
    AgendaRow,
    AlignmentRow,
    Borrowed,
    CallRow,
    Change,
    Copy,
    DistrictChart,
    DistrictPart,
    DriverNode,
    Evidence,
    IdeaLeaf,
    News,
    Place,
    QualityRow,
    Quote,
    ResourceRow,
    SameDistricts,
    ScoreRow,
    Sections,
    TrailRow,
)
from pdsa.core.report_whole import Wanted
from tests.render.charts import CHARTS
from tests.render.conftest import FORMULA, HOSTILE, LONG_NAME, RECORD, TODAY

DESK = Place("ai-literacy-2025/ash-valley/01-desk", "ash-valley", "Ash Valley", "Surveys")
CHECK = Place("ai-literacy-2025/birchfield/01-check", "birchfield", "Birchfield", "Prompt")
EVENING = Place("ai-literacy-2025/larch-bay/01-evening", "larch-bay", "Larch Bay", "Evening")
ELSEWHERE = Place("other-2024/far-away/02-cards", "far-away", "far-away")
FOLDER = "cycles/ai-literacy-2025"
STUDY = f"{FOLDER}/ash-valley/entries/2025-11-08-study-01k9fajt2rwnrz9hmqtvqar9d4.json"
LEARNED = Quote("Ask where people wait", DESK, date(2025, 11, 8), "study", STUDY)
_LEAF = IdeaLeaf("surveys", "Ask families where they wait", 1, 3, (("adapt", 2), ("adopt", 1)))
_UNTRIED = IdeaLeaf("later", "A thing for later", 0, 0)
DRIVERS = DriverNode(
    *("", "By March, 60 % of staff use the agreed routine"),
    (DriverNode("wait", "Where families wait", (), (_LEAF,)), DriverNode("time", "Time")),
    (_UNTRIED,),
)
PUBLISHED = "12 % of 294 cycles in health care had a prediction"
SECTIONS = Sections(
    news=News(date(2025, 11, 20), "meeting 2 (20 Nov 2025)", 3, 2, 1, 9),
    calls=(
        CallRow(("cedar-fork",), "Cedar Fork", "no entry", "What have you tried?"),
        CallRow(("birchfield",), "Birchfield", "asked for help", "You asked", (CHECK.cycle,)),
    ),
    evidence=(
        Evidence(
            *("surveys", "proven", "Adopted in 2 districts after a prediction held there."),
            theory="People fill in what lies in front of them",
            driver="Where families wait",
            held=(DESK, CHECK),
            failed=(EVENING,),
            not_for=(LEARNED,),
            learned=(LEARNED, *[LEARNED._replace(path="elsewhere.json")] * 15),
            copies=(Copy("Survey card", DESK, "shared folder", "draft"),),
            borrowed=(Borrowed(CHECK, ELSEWHERE),),
            adopted=(DESK,),
            new=True,
        ),
        Evidence("evening", "dropped", "Dropped in 1 district.", dropped=(LEARNED,)),
        Evidence("prompt-check", "being-shaped", "Studied, and still being changed."),
    ),
    changes=(
        Change(
            *("weekly-use", "Teachers who used the guide this week"),
            definition="Used it once",
            reporting=3,
            of=4,
            judged=2,
            better=1,
            same=SameDistricts(
                2, date(2025, 10, 1), date(2025, 12, 1), "61/214 29 %", "96/221 43 %"
            ),
            sentences=("2 charts judged, 1 changed.",),
            charts=(
                DistrictChart("ash-valley", "Ash Valley", CHARTS["shift"]),
                DistrictChart("birchfield", "Birchfield", CHARTS["excluded"]),
                DistrictChart("larch-bay", LONG_NAME, CHARTS["too-few"]),
            ),
        ),
        Change("nobody", "A measure that nobody reports", of=4),
        Change(
            *("per-week", "Completed surveys", "ash-valley"),
            charts=(DistrictChart("ash-valley", "Ash Valley", CHARTS["counts"]),),
        ),
    ),
    agenda=(AgendaRow("Why not in the evening?", 10, (EVENING, DESK)),),
    quality=(
        QualityRow("predicted", "Predicted first", 2, 4, "studied cycles", PUBLISHED, (1, 3)),
        QualityRow("small", "Began small", 1, 3, "first tests", lacking=(EVENING.cycle, "x/y/z")),
    ),
    scores=(ScoreRow("ash-valley", "Ash Valley", "3.0", "it held", ("a shift",), "2.0", "", True),),
    drivers=DRIVERS,
    alignments=(AlignmentRow("critical", "Portrait: critical thinker", 2, (DESK, CHECK)),),
    resources=(ResourceRow("ash-valley", "Ash Valley", "Survey card", "draft", "shared folder"),),
    parts=(
        DistrictPart(
            *("ash-valley", "Ash Valley", date(2025, 12, 9), True),
            predicted=("Surveys: 25 (it did not)",),
            happened=("Surveys: 8. Ask where people wait",),
            next=("Surveys: make it normal practice",),
            trail=(
                TrailRow(*(date(2025, 11, 8), "study", "01-desk", "Ask", "01k9f", STUDY), new=True),
                TrailRow(
                    *(date(2025, 11, 14), "data", "", "weekly-use 9/12 on 2025-11-14", "01kc0"),
                    f"{FOLDER}/ash-valley/entries/2025-11-14-data-01kc0hwy32qw5x67jwyjd8s0q.json",
                ),
            ),
        ),
        DistrictPart("birchfield", "Birchfield"),
        DistrictPart("cedar-fork", "Cedar Fork", came=False),
    ),
    withheld=("2 figures rest on fewer than 10 people.",),
)


def whole(audience="facilitator"):
    """Return the report of the one fixture with every section that its audience may see."""
    found = build_report(RECORD, TODAY, Wanted(audience))
    sections = SECTIONS
    if audience != "facilitator":
        sections = SECTIONS._replace(calls=(), scores=())
    return found._replace(sections=sections)


def board():
    """Return the page of one district."""
    found = build_report(RECORD, TODAY, Wanted(district="ash-valley"))
    own = tuple(part for part in SECTIONS.parts if part.district == "ash-valley")
    return found._replace(sections=SECTIONS._replace(calls=(), scores=(), parts=own))


_WORDS = {
    *("phase", "standing", "kind", "direction", "unit", "per", "cadence", "better", "audience"),
    *("word", "asked", "bound", "mark"),
}


def hostile(value, name=""):
    """Return the same report with every text that somebody wrote replaced by a hostile one."""
    if isinstance(value, str):
        return value if name in _WORDS or not value else f"{HOSTILE} {FORMULA} {value}"
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        fields = zip(value._fields, value, strict=True)
        return type(value)(*(hostile(one, field) for field, one in fields))
    if isinstance(value, tuple):
        return tuple(hostile(one, name) for one in value)
    return value


def large(districts=61):
    """Return a report like a real one at its end: 3 tests, 2 charts and 30 entries a district."""
    found = whole()
    tests, rows, parts = [], [], []
    names = {f"maple-{number:02}": f"Maple {number}" for number in range(1, districts + 1)}
    line = found.lines[0]
    for id, name in names.items():
        own = tuple(
            test._replace(cycle=test.cycle.replace("ash-valley", id)) for test in line.tests
        )
        tests.append(line._replace(district=id, name=name, tests=own))
        rows.append(DistrictRow(id, name, "OH", ("adapt > adapt > adopt",), "adopted"))
        parts.append(SECTIONS.parts[0]._replace(district=id, name=name, trail=tuple(_trail(id))))
    kinds = [CHARTS[kind] for kind in ("shift", "noise", "too-few")]
    charts = tuple(
        DistrictChart(id, name, kinds[n % len(kinds)]) for n, (id, name) in enumerate(names.items())
    )
    changes = tuple(
        SECTIONS.changes[0]._replace(measure=f"measure-{n}", charts=charts) for n in range(2)
    )
    sections = SECTIONS._replace(parts=tuple(parts), changes=changes)
    return found._replace(lines=tuple(tests), districts=tuple(rows), sections=sections)


def _trail(district):
    for number in range(30):
        day = date(2025, 9, 5) + timedelta(days=7 * number)
        kind = "study" if number % 4 == 0 else "data"
        text = "An invitation in one language reaches one part of the families"
        text = text if kind == "study" else f"weekly-use 12/63 on {day}"
        name = f"{day}-{kind}-01k7s7tapkrkh2w3s4cxq{number:05}.json"
        path = f"{FOLDER}/{district}/entries/{name}"
        yield TrailRow(day, kind, "", text, "01k7s7tapkrkh2w3s4cxq", path, new=number > 20)
