"""Damaged and odd files: told with file, line and reason, kept byte for byte, left out with a count."""

import hashlib
import json
import os
import random
import re
import sqlite3
import unicodedata
from collections import Counter
from datetime import UTC, date, datetime

import pytest
import yaml

from pdsa.core.ids import new_id
from pdsa.core.model import Address
from pdsa.storage.entries import SIZE_LIMIT, as_document, encode, entry_name, read_entry
from pdsa.storage.plans import read_document
from tests.conftest import Ticking, run_here
from tests.storage.samples import BODIES, PLAN, READING, entry, make_workspace, share, write

ASH = Address(READING, "ash-valley")
CYCLE = ASH._replace(cycle="01-grade-1")
QUIET = {"incomplete-plan", "same-number"}  # what the sample plans would be told anyway
COMMANDS = [
    f"report {READING} --json",
    f"report {READING} --format markdown",
    f"report {READING} --format plain",
    f"report {READING} --format terminal",
    "history --json",
    "status",
    "show ash-valley/01-grade-1",
    "check --format full",
]


class Place:
    """A workspace with one good entry and plan; a row of the table below spoils something in it."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.folder = workspace.folder(ASH)
        self.entries = self.folder / "entries"
        self.plan = PLAN.format(number=2)
        self.said = point("2025-10-14")
        self.text = encode(self.said)
        self.name = entry_name(self.said)

    def put(self, content, name=""):
        """Write an entry's file with this content, beside the good one."""
        return _put(self.entries / (name or self.name), content)

    def put_plan(self, content, name="02-other.yaml"):
        return _put(self.folder / name, content)


def _put(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def point(day, count=2, **said):
    """A data entry of one point."""
    made = entry("data", share(day, note="é: 9 of 12"), CYCLE, count)
    return made._replace(day=date.fromisoformat(day), **said)


def at(recorded):
    """A row of an entry that was recorded then, by whatever clock."""

    def make(place):
        moment = datetime.fromisoformat(recorded)
        day = moment.date()
        id = new_id(max(0, int(moment.timestamp() * 1000)), b"\7" * 10, "")
        made = point(day.isoformat(), id=id, recorded=moment)
        text = encode(made)
        inside = json.loads(text)["recorded"]
        place.put(text.replace(inside, recorded), entry_name(made))

    return make


def twice(changed, name="2025-10-14-data-{id}.json"):
    """A row of the good entry again, changed, under another name."""

    def make(place):
        (good,) = place.entries.iterdir()
        id = good.stem.rpartition("-")[2]
        place.put(changed(good.read_text("utf-8"), id), name.format(id=id, upper=id.upper()))

    return make


def in_two_folders(place):
    """The good entry a second time, in the folder of another district."""
    (good,) = place.entries.iterdir()
    _put(place.folder.with_name("birch-hill") / "entries" / good.name, good.read_bytes())


def said(old, new):
    """A row of an entry in which one thing is said otherwise."""

    def make(place):
        assert old in place.text
        place.put(place.text.replace(old, new))

    return make


def plan_called(name):
    def make(place):
        place.put_plan(place.plan, f"{name}.yaml")

    return make


def district_called(name):
    def make(place):
        write(place.folder.parent / name / "district.yaml", "joined: 2025-09-01\n")

    return make


def linked(place):
    elsewhere = _put(place.workspace.root / "elsewhere.json", place.text)
    place.entries.joinpath(place.name).symlink_to(elsewhere)


def linked_plan(place):
    elsewhere = _put(place.workspace.root / "elsewhere.yaml", place.plan)
    place.folder.joinpath("02-other.yaml").symlink_to(elsewhere)


def conflict(text, line):
    """The text as git leaves it where two people changed the same line."""
    ours, theirs = f"<<<<<<< HEAD\n{line}", f"=======\n{line}>>>>>>> theirs\n"
    assert line in text
    return text.replace(line, ours + theirs)


def both_forms(place):
    for form in ("NFC", "NFD"):
        place.put_plan(place.plan, unicodedata.normalize(form, "02-café.yaml"))


def unreadable(path):
    def make(place):
        place.put(place.text)
        (place.entries / path.format(name=place.name)).chmod(0o000)

    return make


def read_only(place):
    place.put(place.text)
    place.entries.chmod(0o555)


NOBODYS = pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")

# What, how it is made, what is told (code and line), how many points count (1: the good one),
# what is left out.
ENTRY_ROWS = [
    ("zero bytes", lambda p: p.put(""), ["empty-file:1"], 1, 1),
    ("blanks only", lambda p: p.put(" \n\n"), ["empty-file:1"], 1, 1),
    ("truncated", lambda p: p.put(p.text[:150]), ["syntax:9"], 1, 1),
    ("truncated mid-UTF-8", lambda p: p.put(p.text.encode().split(b"\xa9")[0]), ["not-utf8:9"], 1, 1),
    ("NULs after power loss", lambda p: p.put("\0" * 500), ["syntax:1"], 1, 1),
    ("NULs at its end", lambda p: p.put(p.text[:-100] + "\0" * 100), ["syntax:20"], 1, 1),
    ("NULs after its end", lambda p: p.put(p.text + "\0" * 100), ["syntax:25"], 1, 1),
    ("CRLF", lambda p: p.put(p.text.replace("\n", "\r\n")), [], 2, 0),
    ("lone CR", lambda p: p.put(p.text.replace("\n", "\r")), [], 2, 0),
    ("BOM", lambda p: p.put("\ufeff" + p.text), [], 2, 0),
    ("UTF-16", lambda p: p.put(p.text.encode("utf-16")), ["not-utf8:1"], 1, 1),
    ("no final newline", lambda p: p.put(p.text.rstrip()), [], 2, 0),
    ("Latin-1", lambda p: p.put(p.text.encode("latin-1")), ["not-utf8:9"], 1, 1),
    ("U+2028", said("9 of", "9\u2028of"), [], 2, 0),
    ("1 MB", lambda p: p.put(p.text + " " * (SIZE_LIMIT - len(p.text.encode()))), [], 2, 0),
    ("more than 1 MB", lambda p: p.put(p.text + " " * SIZE_LIMIT), ["too-large:1"], 1, 1),
    ("a link", linked, ["unreadable-file:1"], 1, 1),
    ("a folder called x.json", lambda p: (p.entries / "x.json").mkdir(), ["unreadable-file:1"], 1, 1),
    ("a leftover .tmp", lambda p: p.put(p.text[:80], ".0123456789abcdef.tmp"), [], 1, 0),
    ("permission denied", unreadable("{name}"), ["unreadable-file:1"], 1, 1),
    ("a read-only folder", read_only, [], 2, 0),
    ("conflict markers", lambda p: p.put(conflict(p.text, '  "by": "ana",\n')), ["conflict-markers:14"], 1, 1),
    ("the same id, same content", twice(lambda text, _: text), [], 1, 0),
    ("the same id, other content", twice(lambda text, _: text.replace("ana", "ben")), ["same-id:1", "same-id:1"], 0, 2),
    ("the same entry in two folders", in_two_folders, ["no-plan:1", "other-folder:1", "same-id:1", "same-id:1"], 2, 0),
    ("ids that differ by case", twice(lambda text, id: text.replace(id, id.upper()), "2025-10-13-data-{upper}.json"), ["bad-id:20"], 1, 1),
    ("another id than the name", lambda p: p.put(p.text, "2025-10-14-data-other.json"), ["file-name:1"], 2, 0),
    ("a cycle without a plan", said("01-grade-1", "09-gone"), ["no-plan:1"], 2, 0),
    ("another district than the folder", said("ash-valley", "birch-hill"), ["other-folder:1"], 2, 0),
    ("another collaborative than the folder", said(READING, "other-2025"), ["other-folder:1"], 2, 0),
    ("a clock a year ahead", at("2026-11-21T12:00:00Z"), [], 2, 0),
    ("a clock a year behind", at("2024-11-21T12:00:00Z"), [], 2, 0),
    ("before 1970", at("1969-12-31T23:59:59Z"), [], 2, 0),
    ("in the hour that comes twice, first", at("2025-11-02T01:30:00-04:00"), [], 2, 0),
    ("in the hour that comes twice, second", at("2025-11-02T01:30:00-05:00"), [], 2, 0),
    ("another offset", at("2025-10-14T01:30:00+05:30"), [], 2, 0),
    ("no offset", said("08:00:02Z", "08:00:02"), ["bad-time:22"], 1, 1),
    ("a leap day", at("2024-02-29T12:00:00Z"), [], 2, 0),
    ("no leap day", said('"2025-10-14"', '"2025-02-29"'), ["bad-day:6", "bad-day:17"], 1, 1),
    ("of a newer version", said('"format": 1', '"format": 2'), ["newer-format:1"], 1, 1),
    ("of an unknown kind", said('"data"', '"wish"'), ["unknown-kind:21"], 1, 1),
]  # fmt: skip
PLAN_ROWS = [
    ("zero bytes", lambda p: p.put_plan(""), ["empty-file:1"], 1),
    ("truncated", lambda p: p.put_plan(p.plan[:40]), ["bad-day:2"] + ["missing-key:1"] * 4, 1),
    ("truncated mid-UTF-8", lambda p: p.put_plan("title: caf\xe9".encode()[:-1]), ["not-utf8:1"], 1),
    ("NULs after power loss", lambda p: p.put_plan("\0" * 200), ["control-character:1"], 1),
    ("NULs at its end", lambda p: p.put_plan(p.plan + "\0" * 9), ["control-character:12", "syntax:12"], 1),
    ("CRLF", lambda p: p.put_plan(p.plan.replace("\n", "\r\n")), [], 0),
    ("lone CR", lambda p: p.put_plan(p.plan.replace("\n", "\r")), [], 0),
    ("BOM", lambda p: p.put_plan("\ufeff" + p.plan), [], 0),
    ("UTF-16", lambda p: p.put_plan(p.plan.encode("utf-16")), ["not-utf8:1"], 1),
    ("no final newline", lambda p: p.put_plan(p.plan.rstrip()), [], 0),
    ("Latin-1", lambda p: p.put_plan("title: caf\xe9\n".encode("latin-1")), ["not-utf8:1"], 1),
    ("U+2028", lambda p: p.put_plan(p.plan + "where: a\u2028b\n"), ["control-character:12"], 1),
    ("1 MB", lambda p: p.put_plan(p.plan + "#" * 1_000_000), ["too-large:1"], 1),
    ("a link", linked_plan, ["unreadable-file:1"], 1),
    ("a folder called x.yaml", lambda p: (p.folder / "02-x.yaml").mkdir(), ["unreadable-file:1"], 1),
    ("a leftover .tmp", lambda p: p.put_plan(p.plan, ".0123456789abcdef.tmp"), [], 0),
    ("conflict markers", lambda p: p.put_plan(conflict(p.plan, "ramp: read-aloud\n")), ["conflict-markers:5"], 1),
    ("Attendance beside attendance", lambda p: (p.put_plan(p.plan, "attendance.yaml"), p.put_plan(p.plan, "Attendance.yaml")), ["bad-id:1"], 1),
    ("con", plan_called("con"), ["bad-id:1"], 1),
    ("aux", plan_called("aux"), ["bad-id:1"], 1),
    ("nul", plan_called("nul"), ["bad-id:1"], 1),
    ("a colon", plan_called("a:b"), ["bad-id:1"], 1),
    ("a dot at the end", plan_called("02."), ["bad-id:1"], 1),
    ("a space at the end", plan_called("02 "), ["bad-id:1"], 1),
    ("a question mark", plan_called("why?"), ["bad-id:1"], 1),
    ("200 characters", plan_called("x" * 200), ["bad-id:1"], 1),
    ("composed and decomposed", both_forms, ["bad-id:1", "bad-id:1"], 2),
    *((f"a district called `{name}`", district_called(name), ["bad-id:1"], 1)
      for name in ("Ash-Valley", "con", "aux", "nul", "a:b", "ash.", "ash ", "why?")),
]  # fmt: skip


def digest(root):
    """A fingerprint of every name, content and time under `cycles`."""
    found = hashlib.sha256()
    for path in sorted((root / "cycles").rglob("*")):
        stat = path.lstat()
        found.update(f"{os.fsencode(path)!r} {stat.st_mode} {stat.st_mtime_ns}\n".encode())
        if path.is_file() and os.access(path, os.R_OK):
            found.update(path.read_bytes())
    return found.hexdigest()


@pytest.fixture
def place(world):
    made = Place(make_workspace(world / "w", districts=["ash-valley"], plans=1))
    first = point("2025-10-13", 1)
    made.put(encode(first), entry_name(first))
    return made


def told(place):
    """Run every reading command; return findings, points that count, and how much is left out."""
    root, time = place.workspace.root, Ticking(datetime(2025, 11, 21, 12, tzinfo=UTC))
    before = digest(root)
    ran = {line: run_here(f"-C {root} {line}", time) for line in [*COMMANDS, "check --format json"]}
    assert digest(root) == before
    assert {one.err for line, one in ran.items() if not line.startswith("check")} <= {""}
    assert {line for line, one in ran.items() if one.code and not line.startswith("check")} == set()
    found = json.loads(ran["check --format json"].out)["diagnostics"]
    every = [one for one in found if one["code"] not in QUIET]
    assert all(one["path"] and one["message"] and (root / one["path"]).exists() for one in every)
    report = json.loads(ran[COMMANDS[0]].out)
    classes = report["measures"][0]["districts"]
    out = {(one["path"], one["line"]) for one in report["left_out"]}
    assert out <= {(one["path"], one["line"]) for one in every}
    codes = sorted(f"{one['code']}:{one['line']}" for one in every)
    return codes, sum(row["latest"]["points"] for row in classes), len(report["left_out"])


def rows(table):
    marked = {"permission denied": NOBODYS, "a read-only folder": NOBODYS}
    return [pytest.param(*row[1:], id=row[0], marks=marked.get(row[0], ())) for row in table]


@pytest.mark.parametrize(("make", "codes", "points", "left_out"), rows(ENTRY_ROWS))
def test_an_odd_entry_is_told_and_kept(place, faults, make, codes, points, left_out):
    make(place)
    found = told(place)
    survived = found == (sorted(codes), points, left_out)
    doubled = max(0, found[1] - points)
    faults.record("damaged entries", 1, int(survived), max(0, points - found[1]), doubled)
    assert found == (sorted(codes), points, left_out)


@pytest.mark.parametrize(("make", "codes", "left_out"), rows(PLAN_ROWS))
def test_an_odd_plan_or_name_is_told_and_kept(place, faults, make, codes, left_out):
    make(place)
    found = told(place)
    survived = found == (sorted(codes), 1, left_out)
    faults.record("damaged plans, odd names", 1, int(survived), max(0, 1 - found[1]))
    assert found == (sorted(codes), 1, left_out)


def test_a_path_of_more_than_260_characters_is_read(world, faults):
    place = Place(make_workspace(world / ("x" * 120) / ("y" * 140), ["ash-valley"], 1))
    first = point("2025-10-13", 1)
    assert len(str(place.put(encode(first), entry_name(first)))) > 260
    found = told(place)
    faults.record("damaged plans, odd names", 1, int(found == ([], 1, 0)), 1 - found[1])
    assert found == ([], 1, 0)


def test_the_hour_that_comes_twice_keeps_its_order(place):
    for recorded in ("2025-11-02T01:30:00-05:00", "2025-11-02T01:40:00-04:00"):
        at(recorded)(place)
    time = Ticking(datetime(2025, 11, 21, 12, tzinfo=UTC))
    said = run_here(f"-C {place.workspace.root} history --json", time).out
    ids = [row["entry"] for row in json.loads(said)["rows"]]
    moments = [
        datetime.fromisoformat("2025-11-02T05:40:00+00:00"),
        datetime.fromisoformat("2025-11-02T06:30:00+00:00"),
    ]
    assert ids[1:] == [
        new_id(int(at.timestamp() * 1000), b"\7" * 10, "")[: len(ids[1])] for at in moments
    ]


# Ten thousand damaged files. An oracle of its own says what a file says: it must be what was read.

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # they differ: at least ?5%
SEED, MUTATIONS = 20251121, 10_000
KINDS = [
    *(("entry", encode(entry(kind, BODIES[kind], CYCLE, n)).encode()) for n, kind in enumerate(BODIES)),
    ("entry", encode(entry("correction", {"corrects": "01k80a3r000000000000000001", "set": {"value": "8/12"}, "why": "é"}, CYCLE, 7)).encode()),
    ("plan", PLAN.format(number=1).encode()),
    ("plan", (PLAN.format(number=2) + "measures:\n  own: {name: é, unit: count, per: week}\n").encode()),
]  # fmt: skip


def flip(chance, content):
    damaged = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 8])):
        damaged[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def piece(chance, content):
    """Where a piece of a file starts and ends: a few bytes, some lines, or anything."""
    start = chance.randrange(len(content) + 1)
    end = chance.choice([start + chance.randrange(4), chance.randrange(len(content) + 1)])
    if chance.random() < 0.6:  # whole lines
        ends = [0, *(place + 1 for place, byte in enumerate(content) if byte == 10)]
        first = chance.randrange(len(ends))
        start, end = ends[first], ends[min(first + chance.choice([0, 1, 1, 2]), len(ends) - 1)]
    return min(start, end), max(start, end)


def cut(chance, content):
    start, end = piece(chance, content)
    return chance.choice([content[:start], content[:start] + content[end:]])


def double(chance, content):
    start, end = piece(chance, content)
    return content[:end] + content[start:end] * chance.choice([1, 1, 30]) + content[end:]


def splice(chance, content):
    _, other = chance.choice(KINDS)
    here, (start, end) = piece(chance, content), piece(chance, other)
    return content[: here[0]] + other[start:end] + content[here[chance.randrange(2)] :]


def mutated(seed, count):
    """Yield so many damaged files: their role and their content."""
    chance = random.Random(seed)
    for _ in range(count):
        role, content = chance.choice(KINDS)
        for _ in range(chance.choice([1, 1, 1, 1, 2, 3])):
            content = chance.choice([flip, cut, double, splice])(chance, content or b"x")
        yield role, content


def read(role, content):
    """What the project reads: a value or None, and findings."""
    path = "x-01k80a3r000000000000000001.json" if role == "entry" else "x.yaml"
    if role == "entry":
        found, findings = read_entry(path, content, ASH)
        return found and as_document(found), findings
    document = read_document("plan", path, content)
    return document.clean, document.diagnostics


def says(role, content):
    """What a file says by other means; None where it says nothing."""
    try:
        text = content.decode("utf-8-sig")
        tree = json.loads(text) if role == "entry" else yaml.load(text, Loader=LOADER)
        if role == "entry":
            moment = datetime.fromisoformat(tree["recorded"]).astimezone(UTC)
            tree["recorded"] = f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
    except (KeyError, TypeError, ValueError, yaml.YAMLError):
        return None
    return tree if isinstance(tree, dict) else None


NO_VALUE = {"", "None", "null", "~"}
GIVEN = {*NO_VALUE, "False", *CYCLE}  # what a folder or a default says


def leaves(tree):
    """The texts in a tree, lists of lines in one piece, without white space at their ends."""
    match tree:
        case dict():
            return {leaf for part in tree.values() for leaf in leaves(part)}
        case list() if all(isinstance(part, str) for part in tree):
            return {"\n".join(tree).strip()} | {part.strip() for part in tree}
        case list():
            return {leaf for part in tree for leaf in leaves(part)}
    return {str(tree).strip()}


def audit(reader, files):
    """Read every file and return how many were read, reported, left out; fail where one was lost."""
    counts = Counter()
    for number, (role, content) in enumerate(files):
        value, findings = reader(role, content)
        where = (number, role, content)
        lines = (
            content.count(b"\n")
            + content.count(b"\r")
            + content.count(b"\xe2\x80")
            + content.count(b"\xc2\x85")
            + 1
        )
        assert all(one.message and 1 <= one.source.line <= lines for one in findings), where
        if value is None:
            assert findings, where
            counts["left out"] += 1
            continue
        said = says(role, content)
        assert said is not None, where
        told, typed = leaves(value), leaves(said)
        assert told - typed <= GIVEN, (told - typed, where)
        assert findings or typed - told <= NO_VALUE, (typed - told, where)
        counts["reported" if findings else "read"] += 1
    return counts


def test_ten_thousand_damaged_files_are_read_told_or_left_out(faults):
    counts = audit(read, mutated(SEED, MUTATIONS))
    assert counts.total() == MUTATIONS
    assert min(counts[kind] for kind in ("read", "reported", "left out")) > MUTATIONS // 50
    faults.record(f"mutated files (seed {SEED})", MUTATIONS, counts.total())


def without_a_word(role, content):
    value, findings = read(role, content)
    return value, findings if value else []


def as_far_as_it_goes(role, content):
    return read(role, content.decode("utf-8-sig", "ignore").encode())


def without_its_texts(role, content):
    value, findings = read(role, content)
    return value and {
        key: part for key, part in value.items() if key not in {"body", "title"}
    }, findings


def from_memory(role, content):
    value, findings = read(role, content)
    return (read(*KINDS[0])[0], []) if value is None and role == "entry" else (value, findings)


@pytest.mark.parametrize(
    "reader", [without_a_word, as_far_as_it_goes, without_its_texts, from_memory]
)
def test_a_reader_that_swallows_what_is_wrong_is_noticed(reader):
    with pytest.raises(AssertionError):
        audit(reader, mutated(SEED, MUTATIONS))


def put_damaged(place, seed, count):
    """Put damaged files into the workspace, each entry under an id of its own; return their names."""
    known = re.compile(rb"01k80a3[0-9a-z]{19}")
    names = []
    for number, (role, content) in enumerate(mutated(seed, count), 10):
        id = f"01k80a4{number:019d}"
        if role == "entry":
            place.put(known.sub(id.encode(), content), f"2025-10-20-x-{id}.json")
        else:
            place.put_plan(content, f"{number}-x.yaml")
        names.append(f"2025-10-20-x-{id}.json" if role == "entry" else f"{number}-x.yaml")
    return names


def accounted(place):
    """The names of the files that have rows, and of those that a report leaves out for an error."""
    run_here(f"-C {place.workspace.root} check", Ticking(datetime(2025, 11, 21, 12, tzinfo=UTC)))
    with sqlite3.connect(place.workspace.database) as connection:
        rows = connection.execute("SELECT path FROM entries UNION ALL SELECT path FROM plans")
        out = connection.execute(
            "SELECT DISTINCT f.path FROM files f JOIN diagnostics p USING (path)"
            " WHERE f.document = '' AND p.left_out AND p.found_in = 'file'"
        )
        return [sorted(path.rpartition("/")[2] for (path,) in found) for found in (rows, out)]


def test_a_thousand_damaged_files_in_one_workspace_are_all_accounted_for(place, faults):
    good = ["01-grade-1.yaml", entry_name(point("2025-10-13", 1))]
    names = put_damaged(place, SEED, 1000)
    told(place)
    rows, out = accounted(place)
    lost = {*names, *good} - {*rows, *out}
    faults.record("mutated files in a workspace", 1000, 1000 - len(lost), len(lost))
    assert sorted(rows + out) == sorted([*names, *good])
    assert min(len(rows), len(out)) > 100


def test_a_refresh_that_swallows_what_is_wrong_is_noticed(place, monkeypatch):
    def swallowing(*given):
        return read_entry(*given)[0], []

    monkeypatch.setattr("pdsa.storage.refresh.read_entry", swallowing)
    names = put_damaged(place, SEED, 100)
    rows, out = accounted(place)
    assert {*names} - {*rows, *out}
