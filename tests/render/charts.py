"""Charts made by hand, one for each thing that a picture may have to show."""

import random
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import median

from pdsa.core.chart import Answer, Asked, Chart, ChartPhase, ChartPoint, Marker, Subject
from pdsa.core.model import Period
from pdsa.core.values import format_value

START = date(2025, 9, 8)
HOSTILE = "[red]stop[/b]\x1b[31m <script>alert(1)</script> & \"q\" 'a' \u202eevil\nnext"
FORMULA = "=cmd|' /C calc'!A0"
LONG = "Teachers who used the one-page guide in at least three lessons of a week " * 3
SHARE = Subject(
    *("Teachers who used the guide this week", "Ash Valley", "share"),
    cadence="weekly",
    better="up",
    target=Fraction(80),
    ends=date(2026, 3, 31),
)
WINTER = Period(date(2025, 12, 22), date(2026, 1, 2), "Winter break")
AUTUMN = Period(date(2025, 11, 24), date(2025, 11, 28), "Thanksgiving")
CYCLES = (
    Marker(date(2025, 11, 17), "01 Prompt guides", date(2025, 12, 5)),
    Marker(date(2026, 1, 12), "02 Prompt guides in grade 7", date(2026, 2, 6)),
)
NO_CHANGE = Answer(
    "no-change",
    "",
    "Only ordinary ups and downs so far.",
    ("The longest run is 5 points; more than 8 would be unusual.",),
    ("No signal is not proof that nothing changed.",),
)
BETTER = Answer(
    "changed",
    "better",
    "It changed for the better after 17 November, from a median of 50 % to 68 %.",
    (
        "12 weeks in a row lie above the baseline's median of 50 %; chance rarely gives more than 8.",
    ),
    (
        "With nothing changed, about 8 in 100 such charts say the same by luck.",
        "This supposes that weeks do not depend on each other, which school weeks often do.",
    ),
    ("The target of 80 % is not reached yet.",),
    provisional=True,
    luck=0.08,
    before=Fraction(50),
    after=Fraction(68),
)
MOVED = Answer("changed", "", "It changed; in which direction cannot be said.")
TOO_FEW = Answer(
    "too-few",
    "",
    "Too few points to tell yet.",
    ("6 useful points; at least 10 are needed.",),
    (),
    ("4 more weekly points: about 15 December 2025.",),
)


def weekly(count, step=7, skip=()):
    days = (START + timedelta(days=step * place) for place in range(count + len(skip)))
    return [day for place, day in enumerate(days, 1) if place not in skip][:count]


def make(
    subject, values, *, days=None, freeze=None, parts=(), excluded=None, bounds=(), sigma=None,
    marked=(), answer=NO_CHANGE, limits=(8, 7), **more,
):  # fmt: skip
    """Return a Chart of plain values; None is a missing one. Positions count from 1."""
    excluded = excluded or {}
    days = days or weekly(len(values))
    values = [None if value is None else Fraction(str(value)) for value in values]
    ends = [*parts, len(values)] if values else []
    phases, points, first = [], [], 1
    for phase, last in enumerate(ends, 1):
        span = range(first, last + 1)
        base = freeze if freeze and not parts else last
        counted = [values[n - 1] for n in span if n <= base and n not in excluded]
        centre = median([value for value in counted if value is not None] or [Fraction(0)])
        sides = []
        for n in span:
            value = values[n - 1]
            useful = value is not None and n not in excluded
            side = (value > centre) - (value < centre) if useful else 0
            sides.append(side)
            shown = "" if value is None else format_value(value, subject.unit, subject.per)
            if n in bounds:
                shown = f"more than {shown}"
            low, high = sigma(centre, n) if sigma else (None, None)
            points.append(
                ChartPoint(
                    *(days[n - 1], value, shown, None, None, "more-than" * (n in bounds)),
                    *(excluded.get(n, ""), phase, centre, low, high),
                    outside=bool(sigma and value is not None and not low <= value <= high),
                    side=side,
                    marked=n in marked,
                )
            )
        known = [side for side in sides if side]
        crossings = sum(a != b for a, b in pairwise(known))
        longest = run = 0
        for place, side in enumerate(known):
            run = run + 1 if place and side == known[place - 1] else 1
            longest = max(longest, run)
        phases.append(
            ChartPhase(
                *(phase, first, last, freeze if freeze and not parts else None, len(span)),
                *(len(known), centre, longest, limits[0], crossings, limits[1]),
                runs_signal=longest > limits[0] or crossings < limits[1],
                outside=sum(point.outside for point in points if point.phase == phase),
            )
        )
        first = last + 1
    asked = Asked(freeze=freeze, chart="i" if sigma else "run")
    return Chart(subject, asked, tuple(points), tuple(phases), answer=answer, **more)


def noisy(count, centre, spread, seed=1, digits=0):
    source = random.Random(seed)
    return [round(source.gauss(centre, spread), digits) for _ in range(count)]


def nhs():
    """Return a chart by NHS rules: a shift that is an improvement, then a trend of concern."""
    values = [50, 46, 48, 56, 58, 57, 59, 56, 58, 57, 47, 60, 58, 55, 53, 51, 48, 46, 20]
    marked = [*range(4, 11), *range(12, 19), 19]
    chart = make(
        SHARE, values, marked=marked, sigma=lambda centre, _: (float(centre) - 20, float(centre) + 20),
        breaks=(Period(date(2025, 12, 20), date(2026, 1, 12), "Winter break"),), answer=MOVED,
    )  # fmt: skip
    points = [
        point._replace(label="improvement" if n < 11 else "concern") if n in marked else point
        for n, point in enumerate(chart.points, 1)
    ]
    phase = chart.phases[0]._replace(
        longest_run_max=None, crossings_min=None, shifts=((4, 10),), trends=((12, 18),)
    )
    return chart._replace(
        points=tuple(points), phases=(phase,), asked=chart.asked._replace(rules="nhs")
    )


def rising():
    """Return a steep trend, by IHI rules: its word has no row of its own above it."""
    chart = make(SHARE, [0, 20, 35, 55, 75, 90, 100, 60, 30, 0], marked=range(1, 8))
    phase = chart.phases[0]._replace(longest_run_max=None, trends=((1, 7),))
    return chart._replace(phases=(phase,), asked=chart.asked._replace(rules="ihi"))


SHIFTED = [48, 52, 45, 55, 50, 47, 53, 49, 51, 46, 61, 66, 70, 63, 72, 68, 65, 74, 69, 71, 75, 70]
CHARTS = {
    "shift": make(
        SHARE, SHIFTED, days=weekly(22, skip=(16, 17)), freeze=10, marked=range(11, 23),
        answer=BETTER, markers=CYCLES, breaks=(WINTER,),
    ),
    "noise": make(SHARE, noisy(24, 60, 8), days=weekly(24, skip=(12, 16, 17)), markers=CYCLES[:1], breaks=(AUTUMN, WINTER)),
    "too-few": make(SHARE, [55, 61, 58, None, 63, 60, 57], answer=TOO_FEW),
    "phases": make(
        SHARE._replace(target=None), SHIFTED, parts=(10,),
        markers=(Marker(date(2025, 11, 17), "New timetable"),),
    ),
    "limits": make(
        Subject("Days to fill a vacancy", "Birch Hill", "days", cadence="weekly", better="down"),
        [34, 29, 38, 31, 35, 27, 33, 36, 30, 52, 32, 28, 35, 31, 34, 29, 37, 33, 30, 32],
        sigma=lambda centre, _: (float(centre) - 13.2, float(centre) + 13.2),
    ),
    "varying-limits": make(
        SHARE._replace(target=None), noisy(20, 70, 7, 5),
        sigma=lambda centre, n: (float(centre) - 12 - n % 5 * 3, min(100.0, float(centre) + 12 + n % 5 * 3)),
    ),
    "nhs": nhs(),
    "rising": rising(),
    "gaps": make(
        SHARE, [60, 64, None, 58, 66, 61, None, None, 70, 63, 59, 62, 65, 60, 57],
        days=weekly(15, skip=(6, 7, 12)), breaks=(AUTUMN, WINTER),
    ),
    "excluded": make(
        SHARE, [60, 64, 12, 58, 66, 61, 62, 95, 70, 63, 59, 62, 65, 60, 57, 61],
        excluded={3: "snow closure"}, bounds=(8,), notes=("1 point was left out: snow closure.",),
    ),
    "many-markers": make(
        SHARE, noisy(26, 62, 6, 3),
        markers=tuple(
            Marker(START + timedelta(days=3 + 6 * n), f"{n + 1:02} Prompt guides, version {n + 1}")
            for n in range(28)
        ),
    ),
    "long-names": make(
        SHARE._replace(measure=LONG, place="Larch Bay Unified School District " * 5), SHIFTED,
        markers=tuple(Marker(mark.day, LONG) for mark in CYCLES),
        breaks=(WINTER._replace(name=LONG),), notes=(LONG,),
    ),
    "hostile": make(
        SHARE._replace(measure=HOSTILE, place=FORMULA), noisy(12, 50, 9, 2),
        excluded={4: HOSTILE}, markers=(Marker(date(2025, 10, 6), HOSTILE),),
        breaks=(Period(date(2025, 11, 3), date(2025, 11, 9), HOSTILE),), notes=(HOSTILE,),
        answer=NO_CHANGE._replace(sentence=HOSTILE),
    ),
    "counts": make(
        Subject("Completed surveys", "Cedar Fork", "count", "week", cadence="weekly", better="up", target=Fraction(25)),
        [3, 8, 0, 5, 12, 7, 9, 4, 15, 11, 6, 8, 10, 2, 13, 9],
    ),
    "yes-no": make(
        Subject("Was the guide used?", "Ash Valley", "yes-no", cadence="weekly"),
        [0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1],
    ),
    "negative": make(
        Subject("Change against last year", "Ash Valley", "mean", cadence="monthly"),
        [-3.5, 2, -1, 0.5, 4, -2.5, 1, 3, -0.5, 2.5],
        days=[date(2025 + (7 + n) // 12, (7 + n) % 12 + 1, 15) for n in range(10)],
    ),
    "equal": make(SHARE._replace(target=None), [75] * 14),
    "one": make(SHARE, [66], answer=TOO_FEW),
    "none": make(SHARE, [], answer=TOO_FEW),
    "missing-only": make(SHARE, [None, None, None], answer=TOO_FEW),
    "file": make(Subject("points.csv"), noisy(14, 3.4, 0.3, 4, 2)),
    "years": make(
        Subject("Staff who left", "Birch Hill", "count", "month", cadence="monthly", better="down"),
        noisy(60, 40, 6, 9), days=[date(2020 + (8 + n) // 12, (8 + n) % 12 + 1, 1) for n in range(60)],
        freeze=12, limits=(9, 23),
    ),
}  # fmt: skip


def many(count=60, length=26):
    """Return charts of one measure for many districts, of all kinds of answers."""
    source = random.Random(7)
    charts = []
    for number in range(count):
        kind = source.choice(["no-change", "no-change", "no-change", "changed", "too-few"])
        size = 6 if kind == "too-few" else length
        values = [max(0, min(100, source.gauss(58, 9))) for _ in range(size)]
        marked = ()
        answer = {"no-change": NO_CHANGE, "too-few": TOO_FEW}.get(kind)
        if kind == "changed":
            way = source.choice([1, -1])
            values = [value + 18 * way * (place > 12) for place, value in enumerate(values)]
            values = [max(0, min(100, value)) for value in values]
            marked = range(14, 27)
            answer = BETTER._replace(direction="better" if way > 0 else "worse")
        name = f"{('Ash', 'Birch', 'Cedar', 'Larch', 'Maple', 'Oak')[number % 6]} {('Valley', 'Hill', 'Fork', 'Bay')[number // 6 % 4]} {number // 24 + 1}"
        place = SHARE._replace(place=name)
        values = [round(value, 1) for value in values]
        freeze = 12 if size > 12 else None
        charts.append(make(place, values, freeze=freeze, marked=marked, answer=answer))
    return charts


def any_chart(seed):
    """Return a chart of anything: odd units, no points or many, crowds of cycles and breaks."""
    source = random.Random(seed)
    pick, whole = source.choice, source.randint
    count = pick([0, 1, 2, 5, 12, 26, 60, 120])
    subject = SHARE._replace(
        target=pick([None, Fraction(whole(0, 100))]),
        measure=pick(["Use", "W" * 70, "\u6f22\u5b57" * 30]),
        place=pick(["", "Ash Valley"]),
        cadence=pick(["daily", "weekly", "fortnightly", "monthly", ""]),
    )
    values = [whole(0, 100) for _ in range(count)]
    if source.random() < 0.4:
        target = pick([None, Fraction(whole(-5, 10 ** whole(1, 7)))])
        unit = pick(["count", "minutes", "mean", ""])
        subject = Subject("Count", unit=unit, per=pick(["", "week"]), target=target)
        values = [round(source.gauss(5, 50) * 10 ** whole(0, 1), 2) for _ in range(count)]
    for place in range(0, count, whole(3, 30)):
        values[place] = None
    parts = sorted(source.sample(range(1, count), min(count - 1, whole(0, 5)))) if count > 1 else ()
    marked = range(whole(1, count), count + 1) if count and source.random() < 0.5 else ()
    day = lambda: START + timedelta(days=whole(0, 200))  # noqa: E731
    cycles = (
        "01 Prompt guides",
        "02 Prompt guides",
        "New timetable",
        "\u6f22\u5b57 " + "long " * 8,
    )
    markers = sorted(Marker(day(), pick(cycles)) for _ in range(pick([0, 1, 3, 8, 40])))
    starts = [day() for _ in range(whole(0, 4))]
    breaks = [
        Period(first, first + timedelta(days=whole(0, 14)), pick(["", "Winter break", "W" * 40]))
        for first in starts
    ]
    band = (lambda centre, _: (float(centre) - 20, float(centre) + 20)) if whole(0, 2) else None
    return make(
        subject, values, days=weekly(count, step=pick([1, 7, 14, 30])), parts=parts, marked=marked,
        freeze=count // 2 or None, excluded={1: "x"} if count and whole(0, 1) else None,
        bounds=(2,), limits=(whole(1, 8), whole(0, 9)), sigma=band, markers=tuple(markers),
        breaks=tuple(breaks), answer=pick([BETTER, NO_CHANGE, TOO_FEW]),
    )  # fmt: skip
