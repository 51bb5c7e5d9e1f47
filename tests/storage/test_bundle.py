"""Bundles: whole files out, and in again, in any order, from people one does not have to trust."""

import io
import json
import os
import shutil
import tempfile
import tracemalloc
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pdsa.core.bundle import FILE_LIMIT, Limits, aside_name, other_name
from pdsa.core.errors import PdsaError
from pdsa.storage.bundle import Selection, write_bundle
from pdsa.storage.bundle_intake import Intake
from pdsa.storage.bundle_lines import Refused, read_bundle
from pdsa.storage.checking import load_findings
from pdsa.storage.database import open_database
from pdsa.storage.entries import encode, entry_name
from pdsa.storage.workspace import Scope, Workspace
from tests.storage.samples import (
    ACT,
    DO,
    FIRST,
    READING,
    STUDY,
    entry,
    make_workspace,
    put,
    share,
    write,
)

FOLDER = f"cycles/{READING}/ash-valley"
PLAN = f"{FOLDER}/01-grade-1.yaml"
HEADER = '{"schema":"pdsa.bundle/1","format":1,"files":0}\n'
TITLE = {"path": PLAN, "role": "plan", "text": "title: x\n"}


def lines(*items):
    return HEADER + "".join(json.dumps(item) + "\n" for item in items)


def export(workspace, *selected, **named):
    out, told = [], []
    write_bundle(workspace, Selection(*selected, **named), out.append, told.append)
    return "".join(out), told


def take(workspace, text, *, erase=True, dry_run=False):
    intake = Intake(workspace, dry_run=dry_run)
    intake.take_all(io.BytesIO(text if isinstance(text, bytes) else text.encode()))
    intake.waiting = intake.awaiting()
    intake.erase(also_old=erase)
    return intake


def carried(text):
    return [json.loads(line)["path"] for line in text.splitlines()[1:]]


def tree(workspace):
    """Every file of the workspace, temporary ones included, with its bytes."""
    files = (workspace.root / "cycles").rglob("*")
    return {workspace.relative(file): file.read_bytes() for file in files if file.is_file()}


def as_item(found):
    path = f"{FOLDER}/entries/{entry_name(found)}"
    return {"path": path, "role": "entry", "text": encode(found)}


def mark(id):
    return {"path": f"{FOLDER}/entries/removed/{id}", "role": "removed", "text": ""}


@pytest.fixture
def full(tmp_path):
    workspace = make_workspace(tmp_path / "full")
    put(workspace, entry("do", DO, count=1))
    put(workspace, entry("data", share(), FIRST._replace(district="birch-hill"), count=2))
    put(workspace, entry("study", STUDY, count=90_000, day=date(2025, 10, 21)))
    write(workspace.root / FOLDER / "entries/removed" / entry("act", ACT, count=7).id, "")
    score = {"score": "2.5", "why": "x"}
    assessed = entry("assessment", score, FIRST._replace(cycle=""), count=4)
    put(workspace, assessed, FIRST._replace(district="facilitation"))
    return workspace


@pytest.fixture
def empty(tmp_path):
    write(tmp_path / "empty/cycles/network.yaml", "name: Made-up Network\n")
    return Workspace(tmp_path / "empty")


# Out


def test_a_bundle_brings_a_workspace_to_where_there_is_none(full, empty):
    text, told = export(full, facilitation=True)
    intake = take(empty, text)
    assert told == intake.trouble() == []
    assert tree(empty) == tree(full)


def test_the_same_files_give_the_same_bytes(full, tmp_path):
    shutil.copytree(full.root, tmp_path / "copy")
    assert export(full) == export(Workspace(tmp_path / "copy"))


def test_marks_come_before_the_entries_that_they_keep_away(full):
    roles = [json.loads(line)["role"] for line in export(full)[0].splitlines()[1:]]
    assert roles == [
        *("network", "district", "district", "collaborative", "membership", "membership"),
        *["plan"] * 4,
        *("removed", "entry", "entry", "entry"),
    ]


@pytest.mark.parametrize(
    ("selected", "left"),
    [
        ({}, "ash-valley birch-hill"),
        ({"collaborative": READING}, "ash-valley birch-hill"),
        ({"district": "ash-valley"}, "ash-valley"),
        ({"collaborative": READING, "district": "birch-hill"}, "birch-hill"),
        ({"facilitation": True}, "ash-valley birch-hill facilitation"),
        ({"facilitation": True, "district": "ash-valley"}, "ash-valley facilitation"),
        ({"facilitation": True, "district": "birch-hill"}, "birch-hill"),  # not scored
    ],
)
def test_a_selection_takes_districts_and_what_they_share(full, selected, left):
    paths = carried(export(full, **selected)[0])
    shared = {"cycles/network.yaml", f"cycles/{READING}/collaborative.yaml"}
    folders = {path.split("/")[2] for path in paths if path.count("/") > 2}
    districts = {path[17:-5] for path in paths if path.startswith("cycles/districts/")}
    assert shared <= {*paths}
    assert folders == {*left.split()}
    assert districts == folders - {"facilitation"}


def test_another_collaborative_stays_at_home(full):
    shutil.copytree(full.root / f"cycles/{READING}", full.root / "cycles/maths-2025")
    shutil.rmtree(full.root / "cycles/maths-2025/birch-hill")
    paths = carried(export(full, collaborative="maths-2025")[0])
    assert {path.split("/")[1] for path in paths} == {"network.yaml", "districts", "maths-2025"}
    assert "cycles/districts/birch-hill.yaml" not in paths


def test_since_takes_entries_by_when_they_were_recorded_and_yaml_by_when_it_was_saved(full):
    for file in (full.root / "cycles").rglob("*.yaml"):
        os.utime(file, (0, datetime(2025, 10, 20, 12, tzinfo=UTC).timestamp()))
    os.utime(full.root / PLAN, (0, datetime(2025, 10, 21, 12, tzinfo=UTC).timestamp()))
    paths = carried(export(full, since=date(2025, 10, 21))[0])
    assert [path.rpartition("/")[2][:14] for path in paths] == [
        "01-grade-1.yam",
        entry("act", ACT, count=7).id[:14],  # marks always: they keep names of students away
        "2025-10-21-stu",
    ]


def test_what_cannot_be_carried_is_left_out_and_told(full):
    folder = full.root / FOLDER
    (folder / "02-grade-2.yaml").write_bytes(b"title: \xe9\n")
    write(folder / "Grade 3.yaml", "title: x\n")
    write(folder / "04-x.yml", "title: x\n")
    (folder / "05-link.yaml").symlink_to("01-grade-1.yaml")
    (folder / "06-folder.yaml").mkdir()
    write(folder / "entries/big.json", "x" * (FILE_LIMIT + 1))
    text, told = export(full, district="ash-valley")
    assert told == [
        f"left out: {FOLDER}/04-x.yml: plans end in .yaml",
        f"left out: {FOLDER}/02-grade-2.yaml: byte 0xE9 is not UTF-8 text",
        f"left out: {FOLDER}/05-link.yaml: it is a link or a folder, not a file",
        f"left out: {FOLDER}/06-folder.yaml: it is a link or a folder, not a file",
        f"left out: {FOLDER}/Grade 3.yaml: `Grade 3` is not an id",
        f"left out: {FOLDER}/entries/big.json: more than 1,000,000 bytes, which is the limit",
    ]
    header, *rest = map(json.loads, text.splitlines())
    assert header["files"] == len(rest)


def test_an_erased_entry_whose_old_copy_came_back_does_not_leave(full):
    erased = entry("act", ACT, count=7)  # its mark is there
    put(full, erased)
    write(full.root / FOLDER / "entries/by-another-name.json", encode(erased))
    damaged = entry_name(erased._replace(day=date(2025, 10, 22)))
    write(full.root / FOLDER / "entries" / damaged, "<<<<<<< names a student")
    assert erased.id not in {path.rpartition("-")[2][:-5] for path in carried(export(full)[0])}
    assert "another-name" not in export(full)[0]


def test_an_entry_that_only_has_the_name_of_a_copy_is_carried(full, empty):
    folder = full.root / FOLDER / "entries"
    name = entry_name(entry("do", DO, count=1))
    (folder / name).rename(folder / name.replace(".json", " (1).json"))
    take(empty, export(full)[0])
    assert (empty.root / FOLDER / "entries" / name).exists()


# In: any order, any number of times


def versions_of(known, path):
    """What a YAML file says, and what stands beside it, as one set."""
    stem = path.removesuffix(".yaml")
    return frozenset(
        text for name, text in known.items() if name == path or name.startswith(f"{stem} (import")
    )


def told_apart(workspace, start):
    """The tree; where bundles disagree about YAML that was not here, who had the name is nothing."""
    known = tree(workspace)
    fresh = {path for path in known if path.endswith(".yaml") and path not in start}
    plain = {path for path in fresh if " (import" not in path}
    pooled = {path: versions_of(known, path) for path in plain}
    return {
        path: pooled.get(path, text)
        for path, text in known.items()
        if path in plain or not any(text in pooled[own] and path != own for own in plain)
    }


WORD = "Sam read well"
ONE = entry("do", DO, count=1)
CORRECTION = entry(
    "correction", {"corrects": ONE.id, "set": {"observed": WORD}, "why": "typo"}, count=5
)
AGAIN = entry(
    "correction", {"corrects": CORRECTION.id, "set": {"observed": WORD}, "why": "x"}, count=6
)
NEWER = {"format": 9, "id": entry("do", DO, count=8).id, "wish": [1]}
POOL = [
    *(as_item(ONE._replace(body={**DO, "observed": text})) for text in ("A", "B", "C")),
    as_item(ONE._replace(day=date(2025, 10, 21))),
    as_item(entry("study", STUDY, count=2)),
    as_item(entry("data", share(), count=3)),
    as_item(entry("data", share(numerator="8"), count=3)),
    *(as_item(found) for found in (CORRECTION, CORRECTION._replace(by="ben"), AGAIN)),
    {
        "path": f"{FOLDER}/entries/2031-01-01-wish-{NEWER['id']}.json",
        "role": "entry",
        "text": json.dumps(NEWER),
    },
    *(mark(found.id) for found in (ONE, entry("study", STUDY, count=2), AGAIN)),
    *({**TITLE, "text": f"title: {title}\n"} for title in ("A", "B", "C")),
    {"path": "cycles/districts/ash-valley.yaml", "role": "district", "text": "name: A\n"},
    {"path": "cycles/network.yaml", "role": "network", "text": "name: Another\n"},
    {"path": f"{FOLDER}/district.yaml", "role": "membership", "text": "joined: never\n"},
]
SOME = st.lists(st.sampled_from(POOL), max_size=6, unique_by=lambda item: item["path"])


@st.composite
def orders(draw):
    """A start, and the same lines twice: in bundles, with repetitions, in two orders."""
    incoming = draw(st.lists(st.sampled_from(POOL), min_size=1, max_size=10))
    both = []
    for _ in range(2):
        again = draw(st.lists(st.sampled_from(incoming), max_size=3))
        mixed = draw(st.permutations(incoming + again))
        cut = draw(st.integers(0, len(mixed)))
        both.append([mixed[:cut], mixed[cut:]])
    return draw(SOME), *both


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(orders())
def test_bundles_come_in_any_order_and_any_number_of_times(drawn):
    start, *both = drawn
    ends = []
    for bundles in both:
        with tempfile.TemporaryDirectory() as folder:
            workspace = Workspace(Path(folder).resolve())
            write(workspace.root / "cycles/network.yaml", "name: Made-up Network\n")
            take(workspace, lines(*start))
            known = tree(workspace)
            for bundle in bundles:
                take(workspace, lines(*bundle))
            ends.append(told_apart(workspace, known))
            before = tree(workspace)
            for bundle in bundles:
                take(workspace, lines(*bundle))
            assert tree(workspace) == before, "once more changes something"
            assert known.items() <= {**before, **gone(known, before)}.items()
    assert ends[0] == ends[1]


def gone(known, after):
    """What a bundle may take out of a workspace: erased entries, and the plain name of two."""
    marks = {path.rpartition("/")[2] for path in after if "/removed/" in path}
    folder = f"{FOLDER}/entries/"
    return {
        path: text
        for path, text in known.items()
        if path.removesuffix(".json").rpartition("-")[2] in marks
        or folder + other_name(path.rpartition("/")[2], text) in after
    }


def test_one_id_with_two_contents_is_kept_twice_and_in_no_figure(full):
    other = ONE._replace(body={**DO, "observed": "B"})
    intake = take(full, lines(as_item(other)))
    path = f"{FOLDER}/entries/{entry_name(ONE)}"
    told = f"{path}: the entry `{ONE.id}` has another content here; both are kept"
    assert intake.trouble() == [told]
    names = {other_name(entry_name(one), encode(one).encode()) for one in (ONE, other)}
    assert {name for name in tree(full) if ONE.id in name} == {
        f"{FOLDER}/entries/{name}" for name in names
    }
    connection = open_database(full, Scope(), pytest.fail)
    standings = connection.execute("SELECT standing FROM entries WHERE id = ?", (ONE.id,))
    assert standings.fetchall() == [("undecided",)] * 2
    codes = [found.code for found in load_findings(connection, full, "")]
    assert codes.count("same-id") == 2


def test_the_same_entry_in_another_layout_is_the_same(full):
    before = tree(full)
    text = json.dumps(json.loads(encode(ONE)))
    intake = take(full, lines({**as_item(ONE), "text": text}))
    assert (intake.trouble(), intake.there, tree(full)) == ([], 1, before)


def test_a_plan_that_says_something_else_stays_and_the_other_is_kept_beside_it(full):
    before = tree(full)
    intake = take(full, lines(TITLE))
    aside = aside_name(PLAN, b"title: x\n")
    told = f"{PLAN} says something else here; kept beside it as `{aside}`"
    assert intake.trouble() == [told]
    assert tree(full) == {**before, aside: b"title: x\n"}
    found = load_findings(open_database(full, Scope(), pytest.fail), full, "")
    assert aside in {one.source.path for one in found if one.code == "conflict-copy"}


def test_only_line_ends_make_no_other_plan(full):
    text = (full.root / PLAN).read_text("utf-8").replace("\n", "\r\n")
    intake = take(full, lines({**TITLE, "text": text}))
    assert (intake.trouble(), intake.there) == ([], 1)


def test_what_was_erased_here_is_not_brought_back_nor_is_its_correction(full, empty):
    take(full, lines(as_item(CORRECTION)))
    text = export(full)[0]
    take(empty, lines(mark(ONE.id)))
    intake = take(empty, text)
    assert intake.stay_erased == 2
    assert [path for path in tree(empty) if ONE.id in path] == [mark(ONE.id)["path"]]
    assert mark(CORRECTION.id)["path"] in tree(empty)
    assert WORD not in "".join(map(str, tree(empty).values()))


def test_a_mark_erases_an_entry_and_its_corrections_where_that_is_wanted(full):
    take(full, lines(as_item(AGAIN), as_item(CORRECTION)))
    before = tree(full)
    kept = take(full, lines(mark(ONE.id)), erase=False)
    ids = (ONE.id, CORRECTION.id, AGAIN.id)
    assert [id for id in ids for path in kept.waiting if id in path] == [*ids]
    assert tree(full) == before
    done = take(full, lines(mark(ONE.id)))
    assert (done.erased, done.counts["entry"]) == (3, 0)
    assert {path for path in tree(full) if path.endswith(ids)} == {mark(id)["path"] for id in ids}
    assert not [path for path in tree(full) for id in ids if path.endswith(f"{id}.json")]


def test_what_comes_and_goes_in_one_import_needs_no_word(empty):
    intake = take(empty, lines(as_item(ONE), mark(ONE.id)), erase=False)
    assert (intake.waiting, intake.counts["entry"], intake.erased) == ([], 0, 0)
    assert [path for path in tree(empty) if ONE.id in path] == [mark(ONE.id)["path"]]


def test_without_that_word_nothing_is_taken_out_of_figures_nor_added(full):
    before = tree(full)
    intake = take(full, lines(mark(ONE.id), as_item(ONE._replace(by="ben"))), erase=False)
    assert (len(intake.waiting), tree(full)) == (1, before)


def test_a_correction_that_outlived_its_erased_entry_waits_for_that_word_too(full):
    put(full, CORRECTION)
    write(full.root / mark(ONE.id)["path"], "")
    (full.root / as_item(ONE)["path"]).unlink()
    before = tree(full)
    intake = take(full, lines(as_item(CORRECTION)), erase=False)
    assert (intake.waiting, tree(full)) == ([as_item(CORRECTION)["path"]], before)


def test_a_dry_run_says_the_same_and_writes_nothing(full, empty):
    text = export(full)[0] + lines(as_item(ONE._replace(by="ben")), as_item(CORRECTION))
    before = tree(empty)
    dry = take(empty, text, dry_run=True)
    assert tree(empty) == before
    done = take(empty, text)
    assert dry.sentence().replace("would import", "imported") == done.sentence()
    assert dry.trouble() == done.trouble()


def test_an_entry_of_a_newer_version_is_kept_as_it_is(empty):
    item = next(item for item in POOL if "wish" in item["path"])
    assert take(empty, lines(item)).trouble() == []
    assert tree(empty)[item["path"]].decode() == item["text"]


def test_a_plan_with_errors_comes_in_and_is_told(empty):
    intake = take(empty, lines(TITLE))
    assert intake.trouble() == [f"{PLAN} is in, with 4 errors: pdsa check"]
    assert tree(empty)[PLAN] == b"title: x\n"


@pytest.mark.skipif(os.name == "nt", reason="processes are forked")
def test_an_import_killed_at_any_step_is_mended_by_the_next(full, tmp_path):
    study = entry("study", STUDY, count=90_000)
    for count in (80_000, 100_000):  # erased before it, and after it
        corrects = {"corrects": study.id, "set": {"result": WORD}, "why": "typo"}
        put(full, entry("correction", corrects, count=count))
    text = lines(as_item(ONE._replace(by="ben")), as_item(CORRECTION), mark(study.id))
    text += lines({**TITLE, "path": f"{FOLDER}/05-new.yaml"}, TITLE)
    whole = Workspace(shutil.copytree(full.root, tmp_path / "whole").resolve())
    take(whole, text)
    step = killed = 0
    while step == killed:
        step += 1
        cut = Workspace(shutil.copytree(full.root, tmp_path / f"{step}").resolve())
        killed += dies(step, lambda cut=cut: take(cut, text))
        take(cut, text)
        left = {path: said for path, said in tree(cut).items() if not path.endswith(".tmp")}
        assert left == tree(whole), step
    assert killed > 20


def dies(step, task):
    """Do a task in a process that dies at its step-th call of the system; say whether it did."""
    child = os.fork()
    if child == 0:
        calls = iter(range(1, step))
        for name in ("open", "fsync", "link", "unlink", "mkdir"):
            setattr(os, name, dying(getattr(os, name), calls))
        task()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


def dying(call, calls):
    def wrapped(*given, **named):
        if next(calls, None) is None:
            os._exit(9)
        return call(*given, **named)

    return wrapped


# In: nobody has to be trusted


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({**TITLE, "path": "../x.yaml"}, "a workspace has no such place"),
        ({**TITLE, "path": "cycles/../../x.yaml"}, "`..` is not an id"),
        ({**as_item(ONE), "text": "{}"}, "`format` is required"),
        ({**as_item(ONE), "text": "[" * 50_000}, "more than 20 levels deep"),
        ({**as_item(ONE), "text": encode(ONE._replace(id="../../x"))}, "`../../x` is not the id of an entry"),
        ({**as_item(ONE), "text": encode(ONE).replace('"do"', '"do", "kind": "act"')}, "`kind` is here twice: first in line 14"),
        ({**as_item(ONE), "text": '{"format": 9, "id": "x"}'}, "the name of its file does not end in its id"),
    ],
)  # fmt: skip
def test_what_has_no_place_here_is_refused_with_its_line(empty, item, reason):
    before = tree(empty)
    intake = take(empty, lines(item, {**TITLE, "path": f"{FOLDER}/02-x.yaml"}))
    assert [(one.number, one.reason) for one in intake.refused] == [(2, reason)]
    assert len(tree(empty)) == len(before) + 1


@pytest.mark.parametrize("link", ["", "/entries", "/entries/removed", "/01-grade-1.yaml"])
def test_a_link_in_the_tree_is_not_followed(empty, tmp_path, link):
    outside = tmp_path / "outside"
    outside.mkdir()
    place = empty.root / f"{FOLDER}{link}"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.symlink_to(outside)
    item = {"/entries": as_item(ONE), "/entries/removed": mark(ONE.id)}.get(link, TITLE)
    intake = take(empty, lines(item))
    told = f"line 2: {item['path']}: a link stands on the way to it, and import follows none"
    assert intake.trouble() == [told]
    assert list(outside.iterdir()) == []


def test_a_link_in_the_place_of_an_entry_is_neither_read_nor_replaced(empty, tmp_path):
    outside = write(tmp_path / "outside.json", encode(ONE))
    place = empty.root / as_item(ONE)["path"]
    place.parent.mkdir(parents=True)
    place.symlink_to(outside)
    assert len(take(empty, lines(as_item(ONE))).refused) == 1
    assert place.is_symlink()
    assert outside.read_text("utf-8") == encode(ONE)


def test_a_file_where_a_folder_should_be_costs_only_what_lies_in_it(empty):
    write(empty.root / FOLDER / "entries", "a file")
    intake = take(empty, lines(as_item(ONE), TITLE))
    assert [line.number for line in intake.refused] == [2]
    assert PLAN in tree(empty)


def read(text, limits=None):
    content = text if isinstance(text, bytes) else text.encode()
    return [
        line if isinstance(line, Refused) else line[0]
        for line in read_bundle(io.BytesIO(content), limits)
    ]


GOOD = json.dumps(TITLE) + "\n"
CUT = "the bundle is cut off in this line, which alone is lost; ask for the bundle once more"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEADER, []),
        (HEADER.rstrip(), []),
        ("\ufeff" + HEADER.replace("\n", "\r\n") + "\r\n" + GOOD.rstrip(), [3]),
        (HEADER + GOOD + HEADER + GOOD, [2, 4]),  # two bundles, one after the other
        (HEADER + "no JSON\n" + GOOD, [Refused(2, "", "not whole JSON: Expecting value"), 3]),
        (HEADER + GOOD + GOOD[:-9], [2, Refused(3, "", CUT)]),
        ((HEADER + GOOD).encode() + '{"é'.encode()[:-1], [2, Refused(3, "", CUT)]),
        ((HEADER + GOOD).encode() + b"\xff\n" + GOOD.encode(), [2, Refused(3, "", "not UTF-8 text"), 4]),
        (HEADER + "[" * 100_000 + "\n" + GOOD, [Refused(2, "", "too many levels deep"), 3]),
        (HEADER + '{"path": ' + "9" * 5000 + "}\n" + GOOD, [Refused(2, "", "not whole JSON: Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_int_max_str_digits() to increase the limit"), 3]),
        (HEADER + "null\n[]\n", [Refused(2, "", "it has no text under `path`"), Refused(3, "", "it has no text under `path`")]),
        (HEADER.replace('"files":0', '"files":3') + GOOD, [2, Refused(3, "", "the bundle ends early: 2 lines are missing")]),
        (HEADER.replace('"files":0', '"files":-1e9') + GOOD, [2]),
    ],
)  # fmt: skip
def test_a_bad_line_loses_only_itself(text, found):
    assert read(text) == found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the bundle is empty"),
        ("\n\n", "the bundle is empty"),
        ("hello\n", "this is not a bundle: its first line is not the header of one"),
        (GOOD, "this is not a bundle: its first line is not the header of one"),
        (HEADER[:-9], "this is not a bundle: its first line is not the header of one"),
        (HEADER.encode("utf-16"), "this file is UTF-16, not UTF-8 text"),
        (
            HEADER.replace("bundle/1", "bundle/2") + GOOD,
            "this bundle was written by a newer version of pdsa (pdsa.bundle/2)",
        ),
        (
            HEADER.replace('"format":1', '"format":2') + GOOD,
            "this bundle was written by a newer version of pdsa (pdsa.bundle/1)",
        ),
    ],
)
def test_what_is_no_bundle_or_a_newer_one_is_refused_as_a_whole(text, message):
    with pytest.raises(PdsaError) as wrong:
        read(text)
    assert (wrong.value.message, wrong.value.exit_code) == (message, 2)


LONG = "a line of more than 200 bytes, which is the limit"
REST = ": this line and what follows was not read"


@pytest.mark.parametrize(
    ("text", "limits", "found"),
    [
        (HEADER + "x" * 500 + "\n" + GOOD, Limits(line=200), [Refused(2, "", LONG), 3]),
        (HEADER + GOOD + "x" * 500, Limits(line=200), [2, Refused(3, "", LONG)]),
        (HEADER + GOOD * 3, Limits(lines=3), [2, 3, Refused(4, "", f"a bundle has at most 3 lines{REST}")]),
        (HEADER + GOOD * 3, Limits(bundle=200), [2, Refused(3, "", f"a bundle has at most 200 bytes{REST}")]),
        (HEADER + "x" * 9999, Limits(200, 900, 9), [Refused(2, "", f"a bundle has at most 900 bytes{REST}")]),
    ],
)  # fmt: skip
def test_sizes_are_bounded(text, limits, found):
    assert read(text, limits) == found


class Endless(io.RawIOBase):
    """A line that never ends."""

    def __init__(self):
        self.given = HEADER.encode()
        self.read_so_far = 0

    def readline(self, size=-1):
        content, self.given = self.given, b""
        self.read_so_far += len(content) or size
        return content or b"x" * size


def test_a_line_without_an_end_is_never_held_whole():
    stream = Endless()
    limits = Limits(line=1000, bundle=50_000)
    assert [line.number for line in read_bundle(stream, limits)] == [2]
    assert stream.read_so_far < 52_000


def test_a_large_bundle_is_read_line_by_line(empty):
    """Memory grows with the names of files, never with what they say."""

    def many():
        yield HEADER.encode()
        for number in range(1, 1000):
            item = as_item(entry("do", {**DO, "observed": "x" * 9_000}, count=number))
            yield (json.dumps(item) + "\n").encode()

    class Stream(io.RawIOBase):
        lines = many()

        def readline(self, _size=-1):
            return next(self.lines, b"")

    tracemalloc.start()
    intake = Intake(empty, dry_run=True)
    intake.take_all(Stream())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert intake.counts["entry"] == 999
    assert peak < 4_000_000  # the bundle has 9 MB
