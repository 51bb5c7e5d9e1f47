import io
import sys

import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.model import Address
from pdsa.core.planning import Known
from pdsa.storage.database import open_database
from pdsa.storage.queries import load_district_measures
from pdsa.storage.setting_up import (
    copy_plan,
    write_collaborative,
    write_district,
    write_network,
    write_plan,
)
from pdsa.storage.sources import load_collaborative, load_plans
from pdsa.storage.workspace import Scope, Workspace
from tests.storage.samples import FIRST, PLAN, READING, make_workspace, write

DISTRICT = FIRST._replace(cycle="")
COLLABORATIVE = {"title": "Maths", "topic": "Maths", "starts": "2025-09-01", "ends": "2026-02-28"}
DOCUMENT = {
    "title": "Other",
    "change_idea": "read-aloud",
    "type": "test-change",
    "starts": "2025-10-06",
    "ends": "2025-10-24",
}


@pytest.fixture
def place(tmp_path):
    return make_workspace(tmp_path, plans=1)


def files(root):
    return {path: path.read_bytes() for path in (root / "cycles").rglob("*") if path.is_file()}


def test_a_network_is_one_file_that_names_it(tmp_path):
    assert (
        write_network(tmp_path, "Made-up: a network", dry_run=False).path == "cycles/network.yaml"
    )
    assert {path.name: text for path, text in files(tmp_path).items()} == {
        "network.yaml": b"name: 'Made-up: a network'\n"
    }


def test_a_workspace_inside_another_is_refused(place):
    below = place.root / "below"
    below.mkdir()
    with pytest.raises(PdsaError, match="there is a workspace in"):
        write_network(below, "Other", dry_run=False)


def test_a_collaborative_is_written_as_people_edit_it(place):
    path = write_collaborative(place, "maths-2025", COLLABORATIVE, dry_run=False).path
    assert (place.root / path).read_text(encoding="utf-8") == (
        "title: Maths\ntopic: Maths\nstarts: '2025-09-01'\nends: '2026-02-28'\n"
    )


ACTIONS = {
    "network": lambda place: write_network(place.root / "new", "New", dry_run=True),
    "collaborative": lambda place: write_collaborative(place, "new", COLLABORATIVE, dry_run=True),
    "district": lambda place: write_district(place, "new", {}, [READING], {}, dry_run=True)[0],
    "plan": lambda place: write_plan(
        place, known(place), DISTRICT._replace(cycle="09-new"), DOCUMENT, dry_run=True
    ),
}


@pytest.mark.parametrize("action", [name for name in ACTIONS if name != "network"])
def test_a_dry_run_shows_the_file_and_writes_nothing(place, action):
    before = files(place.root)
    made = ACTIONS[action](place)
    assert (made.written, made.path.startswith("cycles/"), bool(made.text)) == (False, True, True)
    assert files(place.root) == before


@pytest.mark.parametrize("id", ["New", "con", "districts", "a b", "../up", ""])
def test_a_name_that_is_no_id_is_refused_before_anything_is_written(place, id):
    before = files(place.root)
    with pytest.raises(PdsaError):
        write_collaborative(place, id, COLLABORATIVE, dry_run=False)
    with pytest.raises(PdsaError):
        write_district(place, id, {}, [READING], {}, dry_run=False)
    assert files(place.root) == before


def test_what_a_reader_would_refuse_is_not_written(place):
    before = files(place.root)
    with pytest.raises(PdsaError, match="`soon` is not a day of the calendar"):
        write_collaborative(place, "maths-2025", COLLABORATIVE | {"ends": "soon"}, dry_run=False)
    assert files(place.root) == before


def test_a_file_that_is_there_is_never_written_over(place):
    before = files(place.root)
    with pytest.raises(PdsaError, match="is there already"):
        write_collaborative(place, READING, COLLABORATIVE, dry_run=False)
    with pytest.raises(PdsaError, match="is there already"):
        write_plan(place, known(place), FIRST, DOCUMENT, dry_run=False)
    with pytest.raises(PdsaError, match="district `ash-valley` is there already"):
        write_district(place, "ash-valley", {}, [READING], {}, dry_run=False)
    assert files(place.root) == before


def test_a_district_in_a_second_collaborative_keeps_its_own_file(place):
    write_collaborative(place, "maths-2025", COLLABORATIVE, dry_run=False)
    joined = {"joined": "2025-10-01"}
    new = write_district(place, "ash-valley", {}, ["maths-2025"], joined, dry_run=False)
    assert [file.path for file in new] == ["cycles/maths-2025/ash-valley/district.yaml"]


def test_a_name_for_a_district_that_has_its_file_is_refused(place):
    write_collaborative(place, "maths-2025", COLLABORATIVE, dry_run=False)
    before = files(place.root)
    with pytest.raises(PdsaError, match="has a file already, which says its `name`"):
        write_district(place, "ash-valley", {"name": "X"}, ["maths-2025"], {}, dry_run=False)
    assert files(place.root) == before


def known(place):
    connection = open_database(place, Scope(), pytest.fail)
    plans = tuple(load_plans(connection, DISTRICT))
    return Known(
        collaborative=load_collaborative(connection, READING),
        cycles=place.listing()[READING]["ash-valley"],
        plans=plans,
        measures=load_district_measures(connection, DISTRICT),
    )


def test_a_plan_from_a_file_keeps_its_comments(place, tmp_path):
    text = "# ours\n" + PLAN.format(number=2) + "# the end\n"
    source = write(tmp_path / "ours.yaml", text)
    path = copy_plan(place, known(place), DISTRICT, str(source), dry_run=False)[0].path
    assert path == "cycles/reading-2025/ash-valley/02-read-aloud-in-grade-2.yaml"
    assert (place.root / path).read_text(encoding="utf-8") == text


def test_a_plan_comes_from_standard_input_as_well(place, monkeypatch):
    typed = io.TextIOWrapper(io.BytesIO(PLAN.format(number=2).encode()))
    monkeypatch.setattr(sys, "stdin", typed)
    path = copy_plan(place, known(place), DISTRICT, "-", dry_run=False)[0].path
    assert (place.root / path).read_text(encoding="utf-8") == PLAN.format(number=2)


def test_every_mistake_of_a_plan_is_told_and_nothing_is_written(place, tmp_path):
    text = PLAN.format(number=2).replace("test-change", "tets-change") + "scope: nowhere\n"
    source = write(tmp_path / "ours.yaml", text)
    before = files(place.root)
    with pytest.raises(PdsaError) as refused:
        copy_plan(place, known(place), DISTRICT, str(source), dry_run=False)
    assert refused.value.message.splitlines() == [
        "this plan cannot be used yet",
        f"{source}:4:7: `tets-change` is not a type",
        f"{source}:12:8: `nowhere` is not a scope",
    ]
    assert files(place.root) == before


def test_a_plan_that_contradicts_its_neighbours_is_refused(place, tmp_path):
    source = write(tmp_path / "ours.yaml", PLAN.format(number=2) + "builds_on: 07-lost\n")
    with pytest.raises(PdsaError, match="`07-lost` is not a cycle of `ash-valley`"):
        copy_plan(place, known(place), DISTRICT, str(source), dry_run=False)


def test_a_file_that_cannot_be_read_is_named(place, tmp_path):
    with pytest.raises(PdsaError, match=r"nowhere.yaml` cannot be read: No such file or directory"):
        copy_plan(place, known(place), DISTRICT, str(tmp_path / "nowhere.yaml"), dry_run=False)


def test_nothing_is_written_where_the_disk_is_full(place, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PdsaError, match="could not be written: No space left on device"):
        write_collaborative(place, "maths-2025", COLLABORATIVE, dry_run=False)
    assert not any(path.suffix == ".tmp" for path in files(place.root))


def test_the_workspace_of_a_new_network_is_found(tmp_path):
    write_network(tmp_path, "New", dry_run=False)
    assert Workspace(tmp_path).listing() == {}
    assert Workspace(tmp_path).folder(Address(READING)) == tmp_path / "cycles/reading-2025"
