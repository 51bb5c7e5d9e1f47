"""The shape of every file of a workspace: which keys it has, and what stands under each."""

from typing import Any

from pdsa.core import words
from pdsa.core.diagnostics import Code
from pdsa.core.expectation import read_condition
from pdsa.core.ids import read_entry_id
from pdsa.core.scalars import Choice, Day, Flag, Id, Parsed, Text, Texts, Time, Whole
from pdsa.core.shape import Items, Named, Place, Problem, Table, Tree
from pdsa.core.values import read_number, read_over, read_value

PERIOD = Table({"from": Day(), "to": Day()}, {})
PRIVACY = Table({}, {"min_n": Whole(1)})
BREAK = Table({"from": Day(), "to": Day()}, {"name": Text()})
VALUE = Parsed(read_value, Code.BAD_VALUE)


class _MeasureTable(Table):
    """A measure: only what is counted is counted per day, week or month."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> dict[str, Any]:
        """Return the measure, without a period where its unit has none."""
        measure = super().fit(tree, place, problems)
        if "per" in measure and measure["unit"] not in words.COUNTED:
            message, hint = words.without_period(measure["unit"], measure.pop("per"))
            problems.append(Problem((*place, "per"), Code.UNKNOWN_PERIOD, message, hint))
        return measure


MEASURE = _MeasureTable(
    {"name": Text(), "unit": Choice("unit", words.UNITS, Code.UNKNOWN_UNIT)},
    {
        "kind": Choice("kind of measure", words.MEASURE_KINDS, Code.UNKNOWN_MEASURE_KIND),
        "per": Choice("period", words.PERIODS, Code.UNKNOWN_PERIOD),
        "better": Choice("direction", words.DIRECTIONS, Code.UNKNOWN_DIRECTION),
        "about": Choice("subject", words.SUBJECTS, Code.UNKNOWN_SUBJECT),
        "definition": Text(),
        "numerator": Text(),
        "denominator": Text(),
        "cadence": Choice("cadence", words.CADENCES, Code.UNKNOWN_CADENCE),
        "baseline": PERIOD,
        "goal": Table({"value": VALUE}, {"by": Day()}),
    },
)

NETWORK = Table({"name": Text()}, {"privacy": PRIVACY, "breaks": Items(BREAK)})

DISTRICT = Table(
    {},
    {
        "name": Text(),
        "state": Text(),
        "schools": Whole(),
        "students": Whole(),
        "staff": Whole(),
        "breaks": Items(BREAK),
        "privacy": PRIVACY,
    },
)

COLLABORATIVE = Table(
    {"title": Text(), "topic": Text(), "starts": Day(), "ends": Day()},
    {
        "aim": Text(),
        "facilitators": Items(Table({"name": Text()}, {"role": Text(), "district": Text()})),
        "meetings": Items(Table({"day": Day()}, {"title": Text(), "came": Items(Id())})),
        "drivers": Named(Table({"text": Text()}, {"part_of": Id()}, shorthand="text")),
        "change_ideas": Named(
            Table({"text": Text()}, {"driver": Id(), "theory": Text()}, shorthand="text")
        ),
        "measures": Named(MEASURE),
        "alignments": Named(Text()),
        "privacy": PRIVACY,
        "data": Choice("kind of data", ("illustrative",), Code.UNKNOWN_DATES),
        "materials": Items(Text()),
        "dates": Choice("way to date", ("illustrative",), Code.UNKNOWN_DATES),
    },
)

MEMBERSHIP = Table(
    {},
    {
        "joined": Day(),
        "aim": Text(),
        "team": Items(Table({"role": Text()}, {"does": Text()}, shorthand="role")),
        "contact": Text(),
        "baselines": Named(PERIOD),
        "resource": Table(
            {"title": Text()}, {"status": Text(), "where": Text()}, shorthand="title"
        ),
    },
)

QUESTION = Table(
    {},
    {
        "ask": Text(),
        "predict": Text(),
        "expect": Table(
            {"measure": Id(), "is": Parsed(read_condition, Code.BAD_EXPECTATION)}, {"by": Day()}
        ),
    },
    shorthand="ask",
)

PLAN = Table(
    {
        "title": Text(),
        "change_idea": Text(),
        "type": Choice("type", words.TYPES, Code.UNKNOWN_TYPE),
        "starts": Day(),
        "ends": Day(),
    },
    {
        "planned": Day(),
        "was": Items(Id()),
        "ramp": Id(),
        "builds_on": Id(),
        "borrowed_from": Text(),
        "objective": Text(),
        "aim": Text(),
        "driver": Text(),
        "theory": Text(),
        "alignments": Items(Text()),
        "owner": Text(),
        "scope": Choice("scope", words.SCOPES, Code.UNKNOWN_SCOPE),
        "with_whom": Text(),
        "sample_size": Whole(1),
        "where": Text(),
        "questions": Items(QUESTION),
        "no_prediction": Text(),
        "tasks": Items(
            Table({"what": Text()}, {"who": Text(), "when": Text(), "where": Text()}, "what")
        ),
        "data": Items(
            Table({"measure": Id()}, {"collector": Text(), "when": Text(), "how": Text()})
        ),
        "measures": Named(MEASURE),
        "materials": Items(Text()),
        "dates": Choice("way to date", ("illustrative",), Code.UNKNOWN_DATES),
        "private_ok": Text(),
    },
)

# Entries: facts in JSON. A long text is a list of lines there.
_LONG = Text(lines=True)

NUMBER = Parsed(read_number, Code.BAD_VALUE)
POINT = Table(  # a day, or from and to; a value, or numerator and denominator
    {"measure": Id()},
    {
        "day": Day(),
        "from": Day(),
        "to": Day(),
        "value": VALUE,
        "numerator": NUMBER,
        "denominator": NUMBER,
        "bound": Choice("bound", words.BOUNDS, Code.UNKNOWN_BOUND),
        "n": Whole(),
        "over": Parsed(read_over, Code.BAD_VALUE),
        "site": _LONG,
        "subgroup": _LONG,
        "note": _LONG,
    },
)
MARKED = Table(
    {"number": Whole(1), "mark": Choice("mark", words.MARKS, Code.UNKNOWN_MARK)},
    {"text": _LONG, "expected": Text()},
)
_BODIES: dict[str, Table] = {
    "do": Table(
        {
            "as_planned": Choice("answer", words.ANSWERS, Code.UNKNOWN_ANSWER),
            "observed": _LONG,
        },
        {"why": _LONG, "problem": _LONG},
    ),
    "data": Table({"points": Items(POINT)}, {}),
    "study": Table(
        {"result": _LONG, "learned": _LONG},
        {"predictions": Items(MARKED), "surprise": _LONG, "not_for": _LONG},
    ),
    "act": Table(
        {
            "decision": Choice("decision", tuple(words.DECISIONS), Code.UNKNOWN_DECISION),
            "why": _LONG,
        },
        {
            "next": _LONG,
            "spread": _LONG,
            "resource": _LONG,
            "because": Choice("reason", words.ABANDON_REASONS, Code.UNKNOWN_REASON),
        },
    ),
    "comment": Table({"text": _LONG}, {"asks_help": Flag(), "answers": Text()}),
    "assessment": Table(
        {"score": Choice("score", words.SCORES, Code.BAD_VALUE), "why": _LONG},
        {"as": Choice("role", words.ASSESSORS, Code.UNKNOWN_ROLE)},
    ),
    "correction": Table({"corrects": Text(), "set": Texts(), "why": _LONG}, {}),
    "retraction": Table({"retracts": Text(), "why": _LONG}, {}),
}
BODIES = {  # in each, why a text that may point to a person may stay
    kind: Table(body.required, {**body.optional, "private_ok": _LONG})
    for kind, body in _BODIES.items()
}

ENTRY = Table(
    {
        "format": Whole(1),
        "id": Parsed(read_entry_id, Code.BAD_ID),
        "kind": Choice("kind of entry", words.ENTRY_KINDS, Code.UNKNOWN_KIND),
        "day": Day(),
        "recorded": Time(),
        "by": Text(),
    },
    {
        "collaborative": Text(),
        "district": Text(),
        "cycle": Text(),
        "afterwards": Flag(),
        "release": Choice("release", ("public",), Code.UNKNOWN_RELEASE),
    },
)
