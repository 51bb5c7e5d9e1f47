"""What entries say once corrections and retractions have had their word."""

from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.corrections import apply_field, apply_fields, head_for, settle
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Entry
from pdsa.core.values import read_typed

ASH = Address("ai-2025", "ash", "01-guides")
DAY = date(2025, 11, 10)
STUDY = {
    "result": "6 of 7",
    "learned": "It works",
    "predictions": [{"number": 1, "mark": "met"}],
}


def entry(id, kind, **body):
    return Entry(id, kind, ASH, DAY, datetime(2025, 11, 10, tzinfo=UTC), "kim", body, f"{id}.json")


def data(*points, id="data"):
    return entry(id, "data", points=[{"measure": "use", **point} for point in points])


def correct(id, corrects, **fields):
    return entry(id, "correction", corrects=corrects, set=fields, why="a slip")


def retract(id, retracts):
    return entry(id, "retraction", retracts=retracts, why="a slip")


NOTE = entry("note", "comment", text="first")


def told(*entries):
    """What settling says, in one line each: standing and text of NOTE, then the findings."""
    settled = settle(entries)
    note = next(one for one in settled.entries if one.entry.id == "note")
    codes = [f"{finding.source.path} {finding.code}" for finding in settled.findings]
    return " ".join([note.standing, note.entry.body["text"]]), codes


@pytest.mark.parametrize(
    ("links", "note"),
    [
        ([], "counts first"),
        ([correct("a", "note", text="second")], "counts second"),
        ([correct("a", "note", text="second"), correct("b", "a", text="third")], "counts third"),
        (
            [correct("b", "note", text="second"), correct("a", "b", text="third")],
            "counts third",  # links decide, not ids
        ),
        (
            [correct("a", "note", text="same"), correct("b", "note", text="same")],
            "counts same",  # two people who agree
        ),
        (
            [
                correct("a", "note", text="second"),
                correct("b", "a", day="2025-11-09"),
                correct("c", "b", text="third"),  # replaces the text of a, two links up
            ],
            "counts third",
        ),
        ([retract("a", "note")], "retracted first"),
        ([correct("a", "note", text="second"), retract("b", "a")], "counts first"),
        ([retract("a", "note"), retract("b", "a")], "counts first"),
        ([retract("a", "note"), retract("b", "a"), retract("c", "b")], "retracted first"),
        ([retract("a", "note"), retract("b", "note"), retract("c", "b")], "retracted first"),
        (
            [correct("a", "note", text="x"), correct("b", "a", text="y"), retract("c", "b")],
            "counts x",  # the one before counts again
        ),
        (
            [correct("a", "note", text="x"), correct("b", "a", text="y"), retract("c", "a")],
            "counts y",  # a retracted one still holds the chain together
        ),
        (
            [correct("a", "note", text="x"), correct("b", "note", text="y"), retract("c", "b")],
            "counts x",  # how two heads are decided
        ),
    ],
)
def test_the_last_of_a_chain_counts_and_a_retraction_undoes(links, note):
    assert told(NOTE, *links) == (note, [])


@pytest.mark.parametrize(
    ("links", "note", "codes"),
    [
        (
            [correct("a", "note", text="x"), correct("b", "note", text="y")],
            "undecided first",
            ["note.json two-corrections"],
        ),
        (
            [correct("a", "note", text="o"), correct("b", "a", text="x"), correct("c", "a", text="y")],
            "undecided first",
            ["note.json two-corrections"],
        ),
        ([correct("a", "note", colour="red")], "undecided first", ["a.json bad-correction"]),
        ([correct("a", "note", day="soon")], "undecided first", ["a.json bad-correction"]),
        (
            [correct("a", "note", colour="red"), retract("b", "a")],
            "counts first",
            [],
        ),
        ([correct("a", "gone", text="x")], "counts first", ["a.json corrects-nothing"]),
        ([retract("a", "gone")], "counts first", ["a.json corrects-nothing"]),
        (
            [correct("a", "gone", text="x"), correct("b", "a", text="y")],
            "counts first",
            ["a.json corrects-nothing"],
        ),
        (
            [correct("a", "b", text="x"), correct("b", "a", text="y")],
            "counts first",
            ["a.json bad-correction", "b.json bad-correction"],
        ),
        ([correct("a", "a", text="x")], "counts first", ["a.json bad-correction"]),
    ],
)  # fmt: skip
def test_what_cannot_be_decided_is_said_and_left_undecided(links, note, codes):
    assert told(NOTE, *links) == (note, codes)


@pytest.mark.parametrize("ring", ["aa", "abba", "abbcca"])
def test_retractions_in_a_circle_are_undecided(ring):
    links = [retract(one, other) for one, other in zip(ring[::2], ring[1::2], strict=True)]
    assert {one.standing for one in settle(links).entries} == {"undecided"}


def test_a_circle_that_is_retracted_from_outside_is_decided():
    found = settle([retract("a", "b"), retract("b", "a"), retract("c", "a")])
    assert [one.standing for one in found.entries] == ["retracted", "counts", "counts"]


def test_a_retraction_with_two_contents_leaves_its_target_undecided():
    twice = retract("a", "note"), retract("a", "note")._replace(by="lee", path="z.json")
    assert told(NOTE, *twice) == ("undecided first", ["a.json same-id", "z.json same-id"])


def test_a_correction_that_is_undecided_leaves_its_root_undecided():
    twice = correct("a", "note", text="x"), correct("a", "note", text="y")._replace(path="z.json")
    assert told(NOTE, *twice) == (
        "undecided first",
        ["a.json same-id", "z.json same-id"],
    )


def test_the_same_id_with_the_same_content_counts_once():
    copy = NOTE._replace(path="a-copy.json")
    assert [one.standing for one in settle([NOTE, copy]).entries] == ["counts", "repeated"]


def test_the_same_id_with_another_content_counts_nowhere():
    other = NOTE._replace(path="z.json", by="lee")
    assert [one.standing for one in settle([NOTE, other]).entries] == ["undecided", "undecided"]


def test_a_finding_names_both_values_and_what_to_do():
    found = settle([NOTE, correct("a", "note", text="x"), correct("b", "note", text="y")])
    assert [(one.message, one.hint) for one in found.findings] == [
        ("`text` has two corrections: `text=x` and `text=y`", "retract one of them: a, b"),
    ]


def test_undecided_fields_leave_the_decided_ones_corrected():
    first, second = correct("a", "note", text="x", day="2025-11-01"), correct("b", "note", text="y")
    corrected = settle([NOTE, first, second]).entries[0].entry
    assert (corrected.day, corrected.body["text"]) == (date(2025, 11, 1), "first")


@pytest.mark.parametrize(
    ("links", "standing", "point"),
    [
        (
            [{"from": "2025-11-03", "to": "2025-11-07"}, {"day": "2025-11-05"}],
            "counts",
            {"day": "2025-11-05"},
        ),
        (
            [{"day": "2025-11-05"}, {"from": "2025-11-03", "to": "2025-11-07"}],
            "counts",
            {"from": "2025-11-03", "to": "2025-11-07"},
        ),
        (
            [{"from": "2025-11-03", "to": "2025-11-07"}, {"to": "2025-11-08"}],
            "counts",
            {"from": "2025-11-03", "to": "2025-11-08"},
        ),
        ([{"value": "9"}, {"1.value": "7"}], "counts", {"day": "2025-11-10", "value": "7"}),
    ],
)
def test_a_later_day_replaces_a_period_and_the_reverse(links, standing, point):
    first, second = (correct(f"c{n}", ["data", "c0"][n], **link) for n, link in enumerate(links))
    found = settle([data({"day": "2025-11-10", "value": "8"}), first, second]).entries[0]
    expected = {"measure": "use", "value": "8"} | point
    assert (found.standing, found.entry.body["points"]) == (standing, [expected])


def test_a_day_and_a_period_set_apart_are_undecided():
    one = correct("a", "data", day="2025-11-05")
    other = correct("b", "data", **{"from": "2025-11-03", "to": "2025-11-07"})
    found = settle([data({"value": "8"}), one, other])
    assert found.entries[0].standing == "undecided"


@given(st.lists(st.tuples(st.sampled_from("cr"), st.integers(-1, 7), st.sampled_from("xyz")), max_size=8), st.randoms())  # fmt: skip
def test_neither_the_order_of_entries_nor_a_circle_matters(links, random: Random):
    ids = ["note", *"abcdefgh"]
    entries = [NOTE]
    for number, (kind, target, text) in enumerate(links, 1):
        aim = ids[target + 1]
        made = correct(ids[number], aim, text=text) if kind == "c" else retract(ids[number], aim)
        entries.append(made)
    shuffled = entries.copy()
    random.shuffle(shuffled)
    one, other = settle(entries), settle(shuffled)
    assert sorted(one.entries, key=lambda found: found.entry.id) == sorted(
        other.entries, key=lambda found: found.entry.id
    )
    assert one.findings == other.findings


@pytest.mark.parametrize(
    ("links", "fields", "head"),
    [
        ([], ["text"], "note"),
        ([correct("a", "note", text="x")], ["text"], "a"),
        ([correct("a", "note", text="x")], ["day"], "note"),
        ([correct("a", "note", text="x"), correct("b", "a", text="y")], ["text"], "b"),
        ([correct("a", "note", text="x"), correct("b", "a", day="2025-11-09")], ["text"], "a"),
        ([correct("a", "note", text="x"), correct("b", "a", day="2025-11-09")], ["text", "day"], "b"),
        ([correct("a", "note", text="x"), retract("b", "a")], ["text"], "note"),
    ],
)  # fmt: skip
def test_a_new_correction_names_the_one_that_it_overrules(links, fields, head):
    entries = [NOTE, *links]
    assert head_for(NOTE, fields, entries) == head
    settled = settle([*entries, correct("z", head, **dict.fromkeys(fields, "2025-11-01"))])
    assert settled.entries[0].standing == "counts"


def test_no_correction_overrules_two_that_stand_side_by_side():
    with pytest.raises(PdsaError) as caught:
        head_for(
            NOTE, ["text"], [NOTE, correct("a", "note", text="x"), correct("b", "note", text="y")]
        )
    assert (caught.value.message, caught.value.hint) == (
        "two corrections stand side by side here",
        "retract one of them: a, b",
    )


def test_a_long_chain_is_settled():
    chain = [correct("c0", "note", text="0")]
    chain += [correct(f"c{n}", f"c{n - 1}", text=str(n)) for n in range(1, 300)]
    undoing = [retract("r0", "c299")] + [retract(f"r{n}", f"r{n - 1}") for n in range(1, 300)]
    assert told(NOTE, *reversed(chain), *undoing) == ("counts 299", [])


@pytest.mark.parametrize(
    ("value", "point"),
    [
        ("9/12", {"numerator": "9", "denominator": "12"}),
        ("75%", {"value": "75%"}),
        ("95%+", {"value": "95%", "bound": "more-than"}),
        ("yes", {"value": "yes"}),
    ],
)
def test_a_value_is_set_as_it_is_kept_on_disk_and_read_back_as_typed(value, point):
    for before in ({"value": "5%", "bound": "more-than"}, {"numerator": "1", "denominator": "2"}):
        (after,) = apply_field(data(before), "value", value).body["points"]
        assert after == {"measure": "use", **point}
        assert read_typed(after) == value


@pytest.mark.parametrize(
    ("kind", "body", "field", "value", "after"),
    [
        ("do", {"as_planned": "yes", "observed": "x"}, "as_planned", "no", {"as_planned": "no", "observed": "x"}),
        ("study", STUDY, "learned", "It did not", STUDY | {"learned": "It did not"}),
        ("study", STUDY, "prediction.1", "not-met", STUDY | {"predictions": [{"number": 1, "mark": "not-met"}]}),
        ("study", STUDY, "prediction.2", "met", STUDY | {"predictions": [{"number": 1, "mark": "met"}, {"number": 2, "mark": "met"}]}),
        ("act", {"decision": "adopt", "why": "x"}, "decision", "adapt", {"decision": "adapt", "why": "x"}),
        ("comment", {"text": "x", "asks_help": True}, "asks_help", "false", {"text": "x", "asks_help": False}),
        ("comment", {"text": "x", "mood": "new"}, "text", "y", {"text": "y", "mood": "new"}),  # of a newer version
    ],
)  # fmt: skip
def test_a_field_of_the_body_is_set(kind, body, field, value, after):
    assert apply_field(entry("e", kind, **body), field, value).body == after


@pytest.mark.parametrize(
    ("field", "value", "points"),
    [
        ("2.value", "7", [{"value": "1"}, {"value": "7"}]),
        ("1.n", "12", [{"value": "1", "n": 12}, {"value": "2"}]),
        ("2.site", "north", [{"value": "1"}, {"value": "2", "site": "north"}]),
        ("2.measure", "other", [{"value": "1"}, {"value": "2", "measure": "other"}]),
        ("1.over", "2w", [{"value": "1", "over": "2w"}, {"value": "2"}]),
    ],
)
def test_a_field_of_one_of_several_points_is_set(field, value, points):
    after = apply_field(data({"value": "1"}, {"value": "2"}), field, value).body["points"]
    assert after == [{"measure": "use"} | point for point in points]


@pytest.mark.parametrize(
    ("points", "fields", "day"),
    [
        ([{"day": "2025-11-10"}], {"day": "2025-11-09"}, "2025-11-09"),
        ([{}], {"day": "2025-11-09"}, "2025-11-09"),
        ([{"day": "2025-11-01"}], {"day": "2025-11-09"}, "2025-11-10"),  # typed in later
        ([{"from": "2025-11-03", "to": "2025-11-10"}], {"to": "2025-11-09"}, "2025-11-09"),
        ([{}, {}], {"day": "2025-11-09"}, "2025-11-09"),
        ([{}, {}], {"2.day": "2025-11-09"}, "2025-11-10"),
    ],
)
def test_the_day_of_an_entry_follows_its_only_point(points, fields, day):
    counted = [{"value": "8"} | point for point in points]
    assert apply_fields(data(*counted), fields).day.isoformat() == day


@pytest.mark.parametrize(
    ("of", "field", "value", "message", "hint"),
    [
        (NOTE, "txet", "x", "`txet` is not a field of this comment entry", "did you mean `text`?"),
        (NOTE, "day", "soon", "`soon` is not a day of the calendar", "write year, month and day, as in 2025-11-03"),
        (NOTE, "text", " ", "`text` is empty", "fill it in or leave it out"),
        (entry("s", "study", **STUDY), "prediction.1", "mett", "`mett` is not a mark", "did you mean `met`?"),
        (entry("s", "study", **STUDY), "predictions", "x", "`predictions` is not a field of this study entry", "use one of: day, result, learned, surprise, not_for, private_ok"),
        (correct("c", "note", text="x"), "corrects", "y", "`corrects` is not a field of this correction entry", "use one of: day, why, private_ok"),
        (data({}), "value", "1,5", "`1,5` is not a value", "write 1.5"),
        (data({}), "n", "many", "`many` is not a whole number of at least 0", "write digits only, as in 12"),
        (data({}), "over", "long", "`long` is not a length of time", "write a number and d, w or m, as in 10d, 2w or 1m"),
        (data({}), "from", "2025-11-03", "a period needs `from` and `to`", "set both of them"),
        (data({"from": "2025-11-03", "to": "2025-11-07"}), "to", "2025-11-01", "`2025-11-03` is after `2025-11-01`", "swap the two days"),
        (data({}, {}), "3.value", "8", "there is no point 3", "this entry has 2 points"),
        (data({}, {}), "value", "8", "`value` is not a field of this data entry", "this entry has 2 points: say which, as in 2.value=8"),
    ],
)  # fmt: skip
def test_a_field_that_cannot_be_set_is_refused(of, field, value, message, hint):
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - its arguments are compared whole
        apply_field(of, field, value)
    assert caught.value.args == (message, hint)


def test_the_entry_corrected_is_left_as_it_was():
    before = data({"value": "8"})
    apply_field(before, "value", "9")
    assert before == data({"value": "8"})
