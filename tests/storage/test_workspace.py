import shutil

import pytest

from pdsa.core.errors import Exit, PdsaError
from pdsa.core.model import Address
from pdsa.render.diagnostics import render_concise
from pdsa.storage.checking import load_findings
from pdsa.storage.database import open_database
from pdsa.storage.refresh import refresh
from pdsa.storage.workspace import Scope, find_workspace
from tests.storage.samples import DO, FIRST, PLAN, READING, entry, make_workspace, put, share, write

DISTRICT = f"cycles/{READING}/ash-valley"


@pytest.fixture
def place(tmp_path):
    return make_workspace(tmp_path, plans=1)


def told(place):
    """What `check` says, but for what plans leave open."""
    found = load_findings(open_database(place, Scope(), pytest.fail), place, "")
    kept = [one for one in found if one.code != "incomplete-plan"]
    return render_concise(kept).splitlines()


@pytest.mark.parametrize("below", ["", "cycles", f"{DISTRICT}/entries"])
def test_a_workspace_is_found_from_any_folder_in_it(place, below):
    (place.root / DISTRICT / "entries").mkdir()
    assert find_workspace(place.root / below) == place
    assert find_workspace(place.root.parent, str(place.root / below)) == place


@pytest.mark.parametrize("named", ["", "nowhere"])
def test_without_a_workspace_it_is_said_how_to_get_one(tmp_path, named):
    with pytest.raises(PdsaError) as refused:
        find_workspace(tmp_path, named)
    assert refused.value.exit_code == Exit.NO_WORKSPACE


def test_the_walk_meets_every_file_by_its_role(place):
    put(place, entry("do", DO))
    write(place.root / f"cycles/{READING}/facilitation/entries/x.json", "{}")
    write(place.root / f"{DISTRICT}/entries/removed/01x", "")
    write(place.root / f"{DISTRICT}/02-other.yml", PLAN)
    for ignored in (".hidden.yaml", "notes.md", "entries/.half.tmp", "entries/notes.txt"):
        write(place.root / DISTRICT / ignored, "")
    met = {(file.path.removeprefix("cycles/"), file.role) for file in place.walk(Scope())}
    assert {(path, role) for path, role in met if "birch-hill" not in path} == {
        ("network.yaml", "network"),
        ("districts/ash-valley.yaml", "district"),
        ("reading-2025/collaborative.yaml", "collaborative"),
        ("reading-2025/ash-valley/district.yaml", "membership"),
        ("reading-2025/ash-valley/01-grade-1.yaml", "plan"),
        ("reading-2025/ash-valley/02-other.yml", "odd"),
        (f"reading-2025/ash-valley/entries/2025-10-20-do-{entry('do', DO).id}.json", "entry"),
        ("reading-2025/ash-valley/entries/removed/01x", "removed"),
        ("reading-2025/facilitation/entries/x.json", "entry"),
    }


def test_the_listing_names_collaboratives_districts_and_cycles(place):
    shutil.rmtree(place.root / f"cycles/{READING}/birch-hill")
    (place.root / f"cycles/{READING}/facilitation/entries").mkdir(parents=True)
    assert place.listing() == {"reading-2025": {"ash-valley": ("01-grade-1",)}}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("03 Something.yaml", "`03 Something` is not an id"),
        ("Capitals.yaml", "`Capitals` is not an id"),
        ("con.yaml", "`con` cannot be a file name on Windows"),
        ("entries.yaml", "`entries` is a name that the workspace uses itself"),
    ],
)
def test_a_plan_whose_name_is_no_id_is_told_and_counts_for_nothing(place, path, said):
    write(place.root / DISTRICT / path, PLAN.format(number=1))
    assert told(place) == [f"{DISTRICT}/{path}:1:1: error[bad-id] {said}"]


def test_two_files_that_claim_one_id_are_told_while_both_are_there(place):
    odd = write(place.root / DISTRICT / "01-grade-1.yml", PLAN.format(number=1))
    message = (
        "error[same-id] `01-grade-1` is the id of 01-grade-1.yaml, too; only that file is read"
    )
    assert told(place) == [f"{DISTRICT}/01-grade-1.yml:1:1: {message}"]
    place.plan_file(FIRST).unlink()
    assert told(place) == [f"{DISTRICT}/01-grade-1.yml:1:1: error[wrong-suffix] plans end in .yaml"]
    odd.unlink()
    assert told(place) == []


def test_points_of_a_measure_that_nobody_declares_are_told_and_kept(place):
    collaborative = place.root / f"cycles/{READING}/collaborative.yaml"
    found = put(place, entry("data", share()))
    put(place, entry("data", share("2025-10-20"), count=2))
    text = collaborative.read_text(encoding="utf-8")
    write(collaborative, text.replace("  classes:", "  lessons:"))
    path = place.relative(found)
    message = "`classes` is declared nowhere; its 2 points stay as typed"
    assert [line for line in told(place) if "entries" in line] == [
        f"{path}:1:1: warning[undeclared-measure] {message}"
    ]
    connection = open_database(place, Scope(), pytest.fail)
    assert connection.execute("SELECT count(*) FROM points WHERE counted").fetchone() == (2,)


def test_while_a_file_that_may_declare_it_cannot_be_read_no_measure_is_called_undeclared(place):
    put(place, entry("data", share()))
    write(place.root / f"cycles/{READING}/collaborative.yaml", "title: [")
    assert [line for line in told(place) if "undeclared" in line] == []


def test_a_folder_that_cannot_be_listed_is_said_and_no_row_is_lost(place):
    put(place, entry("do", DO))
    connection = open_database(place, Scope(), pytest.fail)
    folder = place.root / DISTRICT / "entries"
    folder.rename(folder.with_name("away"))
    folder.symlink_to("entries")  # a circle: the system refuses to list it, whoever asks
    with pytest.raises(PdsaError) as refused:
        refresh(connection, place, Scope())
    assert refused.value.message.startswith(f"{DISTRICT}/entries cannot be listed: ")
    assert connection.execute("SELECT count(*) FROM entries").fetchone() == (1,)


@pytest.mark.parametrize(
    ("prefix", "message"),
    [
        ("", "there is no entry ``"),
        ("zz", "there is no entry `zz`"),
        ("01k", "2 entries begin with `01k`"),
    ],
)
def test_an_entry_is_found_by_a_prefix_that_only_it_has(place, prefix, message):
    ids = [entry("do", DO, count=count).id for count in (1, 2)]
    for count in (1, 2):
        put(place, entry("do", DO, count=count))
    assert place.find_entry(ids[0].upper()).id == ids[0]
    assert place.find_entry(ids[1]).folder == Address(READING, "ash-valley")
    with pytest.raises(PdsaError) as refused:
        place.find_entry(prefix)
    assert refused.value.message == message
