"""A small made-up workspace and entries of every kind, for the tests of this folder."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from pdsa.core import words
from pdsa.core.bodies import fit_body
from pdsa.core.ids import new_id
from pdsa.core.model import Address, Entry
from pdsa.storage.entries import encode, entry_name
from pdsa.storage.workspace import Workspace

NETWORK = "name: Made-up Network\n"
COLLABORATIVE = """\
title: Reading 2025-26
topic: Early reading
starts: 2025-09-01
ends: 2026-02-28
change_ideas:
  read-aloud: Read aloud for ten minutes
measures:
  classes: {name: Classes that read aloud, unit: share, better: up, about: staff}
  texts: {name: Texts sent home, unit: count, per: week, better: up, about: things}
  calm: {name: The room was calm, unit: yes-no, better: up, about: students}
"""
PLAN = """\
title: Read aloud in grade {number}
planned: 2025-10-01
change_idea: read-aloud
type: test-change
ramp: read-aloud
starts: 2025-10-06
ends: 2025-10-24
questions:
  - ask: Does it fit in the day?
    predict: Both will read aloud every day
    expect: {{measure: classes, is: at least 75%}}
"""
READING = "reading-2025"
FIRST = Address(READING, "ash-valley", "01-grade-1")


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def make_workspace(root, districts=("ash-valley", "birch-hill"), plans=2):
    """Write a workspace without entries."""
    write(root / "cycles/network.yaml", NETWORK)
    write(root / f"cycles/{READING}/collaborative.yaml", COLLABORATIVE)
    for district in districts:
        name = district.replace("-", " ").title()
        write(root / f"cycles/districts/{district}.yaml", f"name: {name}\n")
        write(root / f"cycles/{READING}/{district}/district.yaml", "joined: 2025-09-01\n")
        for number in range(1, plans + 1):
            path = root / f"cycles/{READING}/{district}/0{number}-grade-{number}.yaml"
            write(path, PLAN.format(number=number))
    return Workspace(root)


def entry(kind, body, address=FIRST, count=1, **said):
    """An entry; `count` makes its id and its time."""
    at = datetime(2025, 10, 20, 8, tzinfo=UTC) + timedelta(seconds=count)
    id = new_id(int(at.timestamp() * 1000), count.to_bytes(10, "big"), "")
    known = {"day": date(2025, 10, 20), "recorded": at, "by": "ana", "path": "", **said}
    return Entry(id=id, kind=kind, address=address, body=body, **known)


def put(workspace, found, folder=None):
    """Write an entry the plain way, and return its path."""
    place = folder or found.address
    path = workspace.folder(place._replace(cycle="")) / "entries" / entry_name(found)
    return write(path, encode(found))


def share(day="2025-10-13", numerator="9", denominator="12", **more):
    point = {"measure": "classes", "day": day, "numerator": numerator, "denominator": denominator}
    return {"points": [point | more]}


DO = {"as_planned": "yes", "observed": "Both read aloud every day"}
STUDY = {
    "result": "9 of 12",
    "learned": "Mornings work",
    "predictions": [{"number": 1, "mark": "met"}],
}
ACT = {"decision": "scale", "why": "It held"}
BODIES = {
    "do": DO,
    "data": share(),
    "study": STUDY,
    "act": ACT,
    "comment": {"text": "How do others do it?", "asks_help": True},
    "assessment": {"score": "2.5", "why": "Two tests", "as": "self"},
}

# What people and programs put into texts.
_NASTY = st.sampled_from(
    [
        *(
            "\n",
            "\n\n",
            '"',
            "'",
            "\\",
            " ",
            "\t",
            "\r",
            "\r\n",
            "\0",
            "\x1b[31m",
            "\x85",
            "\ufeff",
        ),
        *("\u2028", "\u2029", "\u202e", "\u05d0\u05d1", "\u0627\u0644", "e\u0301", "\U0001f600"),
        *("é", "ß", "-", "- x", "#", ": ", "{", "[", "null", "yes", "<<<<<<< ", "=======", "%s"),
    ]
)
TEXTS = (
    st.lists(_NASTY | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=8)
    .map("".join)
    .filter(lambda text: text.strip())
)
_DAYS = st.dates(date(2025, 9, 1), date(2026, 2, 28)).map(date.isoformat)
_MAYBE = {"note": TEXTS, "site": TEXTS, "subgroup": TEXTS, "n": st.integers(0, 999)}
_VALUES = st.one_of(
    st.fixed_dictionaries({"value": st.sampled_from(["8", "75%", "1.5", "yes", "-3"])}),
    st.just({"value": "95%", "bound": "more-than"}),
    st.fixed_dictionaries(
        {"numerator": st.integers(0, 9).map(str), "denominator": st.integers(9, 99).map(str)}
    ),
)
_WHEN = st.fixed_dictionaries({"day": _DAYS}) | st.just({"from": "2025-10-06", "to": "2025-10-19"})
_POINTS = st.builds(
    lambda when, value, rest: {**when, **value, **rest},
    _WHEN,
    _VALUES,
    st.fixed_dictionaries(
        {"measure": st.sampled_from(["classes", "texts", "calm", "own"])},
        optional={**_MAYBE, "over": st.sampled_from(["2w", "10d"])},
    ),
)
_MARK = st.fixed_dictionaries(
    {"number": st.integers(1, 3), "mark": st.sampled_from(words.MARKS)}, optional={"text": TEXTS}
)
DRAFTS = {
    "do": st.fixed_dictionaries(
        {"as_planned": st.sampled_from(words.ANSWERS), "observed": TEXTS},
        optional={"why": TEXTS, "problem": TEXTS},
    ),
    "data": st.fixed_dictionaries({"points": st.lists(_POINTS, min_size=1, max_size=3)}),
    "study": st.fixed_dictionaries(
        {"result": TEXTS, "learned": TEXTS},
        optional={"predictions": st.lists(_MARK, max_size=2), "surprise": TEXTS, "not_for": TEXTS},
    ),
    "act": st.fixed_dictionaries(
        {"decision": st.sampled_from(list(words.DECISIONS)), "why": TEXTS},
        optional={"next": TEXTS, "spread": TEXTS, "resource": TEXTS},
    ),
    "comment": st.fixed_dictionaries({"text": TEXTS}, optional={"asks_help": st.booleans()}),
    "assessment": st.fixed_dictionaries(
        {"score": st.sampled_from(words.SCORES), "why": TEXTS},
        optional={"as": st.sampled_from(words.ASSESSORS)},
    ),
    "correction": st.fixed_dictionaries(
        {
            "corrects": st.just("01k7zq3w800000000000000001"),
            "set": st.dictionaries(st.sampled_from(["why", "note"]), TEXTS, min_size=1),
            "why": TEXTS,
        }
    ),
    "retraction": st.fixed_dictionaries(
        {"retracts": st.just("01k7zq3w800000000000000001"), "why": TEXTS}
    ),
}


def drafts(kind):
    """Bodies of a kind as a command drafts them: clean."""
    return DRAFTS[kind].map(lambda draft: fit_body(kind, draft)[0])
