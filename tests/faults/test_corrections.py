"""Corrections and retractions through real files and the database: only their links decide."""

import json
import shutil
import sqlite3
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdsa.storage import schema
from pdsa.storage.entries import write_entry
from pdsa.storage.refresh import refresh
from pdsa.storage.workspace import Scope
from tests.conftest import Ticking, run_here
from tests.storage.samples import FIRST, READING, entry, make_workspace, share
from tests.storage.test_refresh import fresh, rows_of

HOME = Scope(READING, "ash-valley")
QUIET = {"incomplete-plan"}
POINT = "p"  # the entry that everything here is about; others are a to z, as they come


def id_of(name):
    return f"01k80a3r00000000000000000{name}"


def named(name, kind, body):
    """An entry with the id that the test chose."""
    made = entry(kind, body, FIRST, ord(name))
    return made._replace(id=id_of(name))


def read_links(text):
    """Entries from a line: `p a>p=8/12 b>a=7/12 r-b` is a point, two corrections, a retraction."""
    for word in text.split():
        name, aim = word[0], word[2:3]
        if word == POINT:
            yield named(name, "data", share("2025-10-13"))
        elif word[1] == ">":
            field, _, value = (word[4:] if ":" in word else f"value:{word[4:]}").partition(":")
            body = {"corrects": id_of(aim), "set": {field: value}, "why": "miscounted"}
            yield named(name, "correction", body)
        else:
            yield named(name, "retraction", {"retracts": id_of(aim), "why": "a slip"})


class Place:
    """A workspace in which entries arrive, a few at a time, each time read by a report."""

    def __init__(self, root):
        self.workspace = make_workspace(root, districts=["ash-valley"], plans=1)
        self.time = Ticking(datetime(2025, 11, 21, 12, tzinfo=UTC))

    def arrive(self, entries):
        for found in entries:
            write_entry(self.workspace.folder(FIRST._replace(cycle="")), found)

    def ask(self, line):
        ran = run_here(f"-C {self.workspace.root} {line}", self.time)
        assert ran.code in {0, 1}, ran
        return ran.out

    def says(self):
        """The value that a report shows, what it leaves out, the findings, the standings."""
        report = json.loads(self.ask(f"report {READING} --json"))
        found = json.loads(self.ask("check --format json"))["diagnostics"]
        rows = json.loads(self.ask("history --json"))["rows"]
        shown = [row["latest"]["text"] for row in report["measures"][0]["districts"]]
        out = " ".join(sorted(one["path"].removesuffix(".json")[-1] for one in report["left_out"]))
        codes = sorted(
            f"{one['path'].removesuffix('.json')[-1]} {one['code']}"
            for one in found
            if one["code"] not in QUIET
        )
        standings = sorted(
            f"{row['entry'][-1]} {row['standing']}" for row in rows if row["standing"]
        )
        return " ".join(shown), out, codes, standings


@pytest.fixture
def place(world):
    return Place(world / "w")


# Links, the value in a report (none: out of the figures), what is left out, what check says, what
# history says of each entry that does not simply count.
ROWS = {
    "nothing": ("p", "9/12", "", [], []),
    "a correction": ("p a>p=8/12", "8/12", "", [], []),
    "a chain": ("p a>p=8/12 b>a=7/12 c>b=6/12", "6/12", "", [], []),
    "a chain whose ids run backwards": ("p c>p=8/12 b>c=7/12 a>b=6/12", "6/12", "", [], []),
    "an amend of an amend, of another field": ("p a>p=8/12 b>a=n:12", "8/12", "", [], []),
    "two branches, the same field": ("p a>p=8/12 b>p=7/12", "", "p", ["p two-corrections"], ["p undecided"]),
    "two branches, the same value": ("p a>p=8/12 b>p=8/12", "8/12", "", [], []),
    "two branches, two fields": ("p a>p=8/12 b>p=n:12", "8/12", "", [], []),
    "two branches off a correction": ("p a>p=8/12 b>a=7/12 c>a=6/12", "", "p", ["p two-corrections"], ["p undecided"]),
    "two branches, one retracted": ("p a>p=8/12 b>p=7/12 c-b", "8/12", "", [], ["b retracted"]),
    "two branches, one carried on": ("p a>p=8/12 b>p=7/12 c>b=6/12", "", "p", ["p two-corrections"], ["p undecided"]),
    "of something not there": ("p a>z=8/12", "9/12", "a", ["a corrects-nothing"], ["a undecided"]),
    "of a correction not there": ("p b>a=8/12", "9/12", "b", ["b corrects-nothing"], ["b undecided"]),
    "a circle": ("p a>b=8/12 b>a=7/12", "9/12", "a b", ["a bad-correction", "b bad-correction"], ["a undecided", "b undecided"]),
    "of itself": ("p a>a=8/12", "9/12", "a", ["a bad-correction"], ["a undecided"]),
    "a circle with a tail": ("p a>b=8/12 b>a=7/12 c>b=6/12", "9/12", "a b c", ["a bad-correction", "b bad-correction", "c bad-correction"], ["a undecided", "b undecided", "c undecided"]),
    "that cannot be applied": ("p a>p=colour:red", "", "a", ["a bad-correction"], ["a undecided", "p undecided"]),
    "one that cannot be applied, retracted": ("p a>p=colour:red b-a", "9/12", "", [], ["a retracted"]),
    "a retraction": ("p a-p", "", "", [], ["p retracted"]),
    "a retraction of a retraction": ("p a-p b-a", "9/12", "", [], ["a retracted"]),
    "three of them": ("p a-p b-a c-b", "", "", [], ["b retracted", "p retracted"]),
    "a retraction of an amend": ("p a>p=8/12 b-a", "9/12", "", [], ["a retracted"]),
    "a retraction inside a chain": ("p a>p=8/12 b>a=7/12 c-a", "7/12", "", [], ["a retracted"]),
    "a retraction at its end": ("p a>p=8/12 b>a=7/12 c-b", "8/12", "", [], ["b retracted"]),
    "a retraction of what is corrected": ("p a>p=8/12 b-p", "", "", [], ["p retracted"]),
    "a retraction of nothing": ("p a-z", "9/12", "a", ["a corrects-nothing"], ["a undecided"]),
    "retractions in a circle": ("p a-b b-a", "9/12", "", [], ["a undecided", "b undecided"]),
}  # fmt: skip


@pytest.mark.parametrize(("links", "shown", "out", "codes", "standings"), ROWS.values(), ids=ROWS)
def test_links_decide_what_counts(place, faults, links, shown, out, codes, standings):
    place.arrive(read_links(links))
    said = place.says()
    faults.record("corrections", 1, int(said == (shown, out, codes, standings)))
    assert said == (shown, out, codes, standings)


@pytest.mark.parametrize("links", [row[0] for row in ROWS.values()], ids=ROWS)
def test_what_arrives_last_first_says_the_same(place, faults, links):
    """One entry at a time, the newest first, and a report after each."""
    _, *expected = next(row for row in ROWS.values() if row[0] == links)
    for found in [*read_links(links)][::-1]:
        place.arrive([found])
        place.ask(f"report {READING} --json")
    said = place.says()
    faults.record("corrections, the newest first", 1, int([*said] == expected))
    assert [*said] == expected


def test_a_correction_that_waits_for_its_entry_is_applied_when_that_comes(place):
    correction, point = read_links("a>p=8/12 p")
    place.arrive([correction])
    assert place.says() == ("", "a", ["a corrects-nothing"], ["a undecided"])
    place.arrive([point])
    assert place.says() == ("8/12", "", [], [])


def test_a_head_that_arrives_later_leaves_a_decided_field_undecided_and_its_retraction_decides(
    place,
):
    point, one, other, retraction = read_links("p a>p=8/12 b>p=7/12 c-b")
    place.arrive([point, one])
    assert place.says() == ("8/12", "", [], [])
    place.arrive([other])
    assert place.says() == ("", "p", ["p two-corrections"], ["p undecided"])
    place.arrive([retraction])
    assert place.says() == ("8/12", "", [], ["b retracted"])


def test_what_cannot_be_decided_is_shown_with_both_values(place):
    place.arrive(read_links("p a>p=8/12 b>p=7/12"))
    page = place.ask("show ash-valley/01-grade-1")
    assert [line.strip() for line in page.splitlines() if "/12" in line] == [
        "value                8/12",
        "value                7/12",
        "classes              9/12 on 2025-10-13",
    ]
    assert sum("undecided" in line for line in page.splitlines()) == 1
    told = place.ask("check --format full")
    assert "`value` has two corrections: `value=7/12` and `value=8/12`" in told
    assert f"Hint: retract one of them: {id_of('a')}, {id_of('b')}" in told


# Any links at all, in any order of arrival, read at any moments: the rows are the same.

NAMES = "abcdefg"
LINKS = st.lists(
    st.tuples(
        st.sampled_from([">", ">", "-"]),
        st.sampled_from([*NAMES, POINT, POINT, "z"]),
        st.sampled_from(["8/12", "7/12", "n:12", "day:2025-10-14", "colour:red"]),
    ),
    min_size=1,
    max_size=len(NAMES),
).map(
    lambda links: " ".join(
        f"{name}{kind}{aim}" + (f"={value}" if kind == ">" else "")
        for name, (kind, aim, value) in zip(NAMES, links, strict=False)
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(links=LINKS, chance=st.randoms(use_true_random=False), scopes=st.lists(st.booleans()))
def test_neither_the_order_of_arrival_nor_the_moments_of_reading_show(
    links, chance, scopes, tmp_path_factory
):
    place = Place(tmp_path_factory.mktemp("order"))
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.make(connection)
    waiting = list(read_links(f"p {links}"))
    chance.shuffle(waiting)
    for whole in scopes:
        count = chance.randrange(len(waiting) + 1)
        place.arrive(waiting[:count])
        del waiting[:count]
        refresh(connection, place.workspace, Scope() if whole else HOME)
    place.arrive(waiting)
    refresh(connection, place.workspace, Scope())
    assert rows_of(connection) == fresh(place.workspace)
    connection.close()
    shutil.rmtree(place.workspace.root)
