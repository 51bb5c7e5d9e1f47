"""A report of an earlier day: what came later is not there, and corrections apply."""

from datetime import date

import pytest

from pdsa.core.model import Address
from pdsa.storage.as_of import rows_as_of
from pdsa.storage.database import open_database
from pdsa.storage.queries import load_facts, load_predictions
from pdsa.storage.workspace import Scope, Workspace

FIRST = Address("reading-2025", "ash-valley", "01-read-aloud-in-grade-1")


@pytest.fixture
def rows(workspace):
    """The rows of the made-up workspace as of a day."""

    def ask(day):
        connection = open_database(Workspace(workspace), Scope(), print)
        return rows_as_of(connection, "reading-2025", date.fromisoformat(day))

    return ask


@pytest.mark.parametrize(
    ("day", "expected"),
    [  # points, study, decision
        ("2025-10-16", (0, None, "")),
        ("2025-10-17", (1, None, "")),
        ("2025-10-19", (1, None, "")),
        ("2025-10-20", (1, date(2025, 10, 20), "adapt")),
    ],
)
def test_a_cycle_adds_up_to_what_was_known_on_the_day(rows, day, expected):
    (facts,) = load_facts(rows(day), FIRST)
    assert (facts.points, facts.study_day, facts.decision) == expected


@pytest.mark.parametrize(
    ("day", "cycles"), [("2025-10-02", 0), ("2025-10-03", 1), ("2025-11-07", 3)]
)
def test_a_plan_is_there_from_the_day_it_was_written(rows, day, cycles):
    assert len(list(load_facts(rows(day), Address("reading-2025")))) == cycles


def redated(plan, **days):
    """Write a plan again with other days."""
    lines = plan.read_text("utf-8").splitlines()
    kept = [line for line in lines if line.partition(":")[0] not in days]
    plan.write_text(
        "\n".join([*kept, *(f"{key}: {day}" for key, day in days.items()), ""]), "utf-8"
    )


@pytest.mark.parametrize(("day", "cycles"), [("2025-11-02", 1), ("2025-11-03", 2)])
def test_a_plan_typed_in_from_paper_is_there_from_its_start(rows, workspace, day, cycles):
    plan = next(workspace.glob("cycles/*/*/02-*.yaml"))
    redated(plan, planned="2025-11-20", starts="2025-11-03", ends="2025-11-14")
    assert len(list(load_facts(rows(day), Address("reading-2025")))) == cycles


def test_a_plan_is_there_from_its_first_entry_so_that_both_or_none_are(rows, workspace):
    plan = workspace / f"cycles/{FIRST}.yaml"
    redated(plan, planned="2026-03-02", starts="2026-03-02", ends="2026-03-13")
    found = {}
    for day in ("2025-10-16", "2025-10-20"):
        facts = list(load_facts(rows(day), FIRST))
        found[day] = [(one.title, one.study_day is not None) for one in facts]
    assert found == {"2025-10-16": [], "2025-10-20": [("Read aloud in grade 1", True)]}


def test_a_mark_is_not_known_before_its_study(rows):
    marks = {
        day: [found.mark for found in load_predictions(rows(day), FIRST)]
        for day in ("2025-10-19", "2025-10-20")
    }
    assert marks == {"2025-10-19": [""], "2025-10-20": ["not-met"]}


def test_a_correction_made_later_applies(rows, workspace, pdsa):
    data = next(workspace.glob("cycles/*/ash-valley/entries/2025-10-17-data-*.json"))
    id = data.stem.rpartition("-")[2]
    assert pdsa(f"correct {id} --set value=2/2 --why 'both were there'").code == 0
    query = "SELECT value_text FROM points WHERE day = '2025-10-17'"
    assert rows("2025-10-17").execute(query).fetchall() == [("2/2",)]


def test_the_database_itself_stays_as_it_is(rows, workspace):
    rows("2025-10-01")
    connection = open_database(Workspace(workspace), Scope(), print)
    assert connection.execute("SELECT count(*) FROM plans").fetchone() == (3,)
