import json
import random
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsa.core.diagnostics import Severity
from pdsa.core.model import Address
from pdsa.core.words import ENTRY_KINDS
from pdsa.render.diagnostics import render_concise
from pdsa.storage.database import open_database
from pdsa.storage.entries import SIZE_LIMIT, encode, entry_name, read_entry, write_entry
from pdsa.storage.lines import quote_lines
from pdsa.storage.workspace import Scope
from tests.storage.samples import (
    BODIES,
    DRAFTS,
    FIRST,
    READING,
    TEXTS,
    drafts,
    entry,
    make_workspace,
    put,
    share,
    write,
)

FOLDER = FIRST._replace(cycle="")
WHOLE = entry("do", {"as_planned": "yes", "observed": "Both read\nevery day: 90 % — été"})
TEXT = encode(WHOLE)
PATH = f"e/{entry_name(WHOLE)}"


def read(content, folder=FOLDER, path=PATH):
    return read_entry(path, content, folder)


def told(content, folder=FOLDER):
    """What is said about a file whose entry cannot be used."""
    found, findings = read(content, folder)
    assert found is None
    return render_concise(findings).replace(PATH, "x.json").splitlines()


def changed(**keys):
    """The text of the entry with other values; None takes a key out."""
    tree = {**json.loads(TEXT), **keys}
    kept = {key: value for key, value in tree.items() if value != "absent"}
    return json.dumps(kept, indent=2).encode()


def test_the_catalogue_of_drafts_has_every_kind():
    assert sorted(DRAFTS) == sorted(ENTRY_KINDS)


@pytest.mark.parametrize("kind", ENTRY_KINDS)
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_written_is_read_back(kind, data):
    body = data.draw(drafts(kind))
    by = data.draw(TEXTS).strip()
    afterwards, release = data.draw(st.booleans()), data.draw(st.sampled_from(["", "public"]))
    written = entry(kind, body, by=by, afterwards=afterwards, release=release, path=PATH)
    written = written._replace(path=f"e/{entry_name(written)}")
    assert read(encode(written).encode(), path=written.path) == (written, [])


@pytest.mark.parametrize("kind", ENTRY_KINDS)
@settings(max_examples=20, deadline=None)
@given(data=st.data())
def test_its_text_has_sorted_keys_two_spaces_and_a_final_newline(kind, data):
    text = encode(entry(kind, data.draw(drafts(kind))))
    tree = json.loads(text)
    assert text == json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def test_a_file_is_plain_to_read_and_long_text_stands_in_lines():
    assert (
        """\
{
  "afterwards": false,
  "body": {
    "as_planned": "yes",
    "observed": [
      "Both read",
      "every day: 90 % — été"
    ]
  },
  "by": "ana",
  "collaborative": "reading-2025",
  "cycle": "01-grade-1",
  "day": "2025-10-20",
  "district": "ash-valley",
  "format": 1,
  "id": "01k80a0b58000000000000000s",
  "kind": "do",
  "recorded": "2025-10-20T08:00:01Z",
  "release": null
}
""".replace("01k80a0b58000000000000000s", WHOLE.id)
        == TEXT
    )


def test_a_second_entry_with_one_id_is_refused_and_the_first_stays(tmp_path):
    path = write_entry(tmp_path, WHOLE)
    with pytest.raises(FileExistsError):
        write_entry(tmp_path, WHOLE._replace(by="ben"))
    assert path.read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TEXT.encode(), id="as written"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(TEXT.encode("utf-8-sig"), id="BOM"),
        pytest.param(json.dumps(json.loads(TEXT)).encode(), id="one line, ASCII"),
    ],
)
def test_what_an_editor_or_git_did_to_the_text_does_not_matter(content):
    assert read(content) == (WHOLE._replace(path=PATH), [])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "x.json:1:1: error[empty-file] the file is empty"),
        (b" \n", "x.json:1:1: error[empty-file] the file is empty"),
        (bytes(400), "x.json:1:1: error[syntax] not whole JSON: Expecting value"),
        (
            TEXT.encode()[:60],
            "x.json:4:24: error[syntax] not whole JSON: Expecting ',' delimiter",
        ),
        (
            TEXT.encode()[: TEXT.encode().index(b"\xc3") + 1],
            "x.json:7:26: error[not-utf8] byte 0xC3 is not UTF-8 text",
        ),
        (
            TEXT.encode("latin-1", "replace"),
            "x.json:7:26: error[not-utf8] byte 0xE9 is not UTF-8 text",
        ),
        (
            TEXT.encode("utf-16"),
            "x.json:1:1: error[not-utf8] this file is UTF-16, not UTF-8 text",
        ),
        (
            TEXT.replace('"by"', '"day"').encode(),
            "x.json:13:3: error[duplicate-key] `day` is here twice: first in line 10",
        ),
        (
            TEXT.replace("false", "NaN").encode(),
            "x.json:1:1: error[bad-number] `NaN` is not a number that an entry can hold",
        ),
        (
            TEXT.replace("false", "-1e999").encode(),
            "x.json:1:1: error[bad-number] `-1e999` is not a number that an entry can hold",
        ),
        (
            TEXT.replace("false", "9" * 5000).encode(),
            "x.json:1:1: error[bad-number] a number in this file has thousands of digits",
        ),
        (
            TEXT.replace('"ana"', '"\\ud83d"').encode(),
            "x.json:1:1: error[not-utf8] `\\ud83d` is half a character",
        ),
        (b"[" * 100_000, "x.json:1:1: error[too-deep] more than 20 levels deep"),
        (
            TEXT.replace("false", "[" * 25 + "]" * 25).encode(),
            "x.json:1:1: error[too-deep] more than 20 levels deep",
        ),
        (
            TEXT.replace('  "by"', '<<<<<<< ours\n  "by"').encode(),
            "x.json:10:1: error[conflict-markers] git left a conflict in this file",
        ),
        (
            TEXT.replace('  "by"', '<<<<<<<< HEAD:2025.json\n  "by"').encode(),  # of two renames
            "x.json:10:1: error[conflict-markers] git left a conflict in this file",
        ),
        (
            TEXT.encode() + b" " * SIZE_LIMIT,
            "x.json:1:1: error[too-large] more than 1,000,000 bytes, which is the limit",
        ),
        (b"[]", "x.json:1:1: error[not-a-table] this file should be a table"),
        (
            changed(kind="wish"),
            "x.json:17:11: error[unknown-kind] `wish` is not a kind of entry",
        ),
        (
            changed(id="../../../01kajhp0000000000000000001"),
            "x.json:16:9: error[bad-id] `../../../01kajhp0000000000000000001` is not the id of an entry",
        ),
        (
            changed(day="2025-11-31"),
            "x.json:13:10: error[bad-day] `2025-11-31` is not a day of the calendar",
        ),
        (
            changed(recorded="0001-01-01T00:00:00+14:00"),
            "x.json:18:15: error[bad-time] `0001-01-01T00:00:00+14:00` is not a time",
        ),
    ],
    ids=lambda value: value.partition("[")[2][:24] if isinstance(value, str) else "",
)
def test_a_damaged_file_is_told_where_and_why(content, said):
    assert told(content) == [said]


@pytest.mark.parametrize("key", ["format", "id", "kind", "day", "recorded", "by", "body"])
def test_a_key_that_an_entry_needs_is_named(key):
    assert told(changed(**{key: "absent"})) == [
        f"x.json:1:1: error[missing-key] `{key}` is required"
    ]


def test_a_body_that_is_no_table_is_told():
    assert told(changed(body=["x"])) == ["x.json:3:11: error[not-a-table] `body` should be a table"]


@pytest.mark.parametrize("form", [2, "2", 999999999])
def test_what_a_newer_version_wrote_is_kept_and_not_guessed_at(form):
    message = f"written by a newer version of pdsa (format {form}); kept, not counted"
    assert told(changed(format=form)) == [f"x.json:1:1: warning[newer-format] {message}"]


def test_a_key_that_a_newer_version_added_is_told_and_kept():
    body = {**WHOLE.body, "mood": "good"}
    found, findings = read(changed(body=body))
    assert found.body == body
    assert [one.code for one in findings] == ["unknown-key"]


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            {"district": "oak-ridge"},
            "warning[other-folder] says district `oak-ridge`, but lies in the folder of `ash-valley`",
        ),
        (
            {"collaborative": "maths-2025"},
            "warning[other-folder] says collaborative `maths-2025`, but lies in the folder of `reading-2025`",
        ),
        (
            {"id": "01k80000000000000000000000"},
            "warning[file-name] the id inside is `01k80000000000000000000000`, the file is named otherwise",
        ),
    ],
)
def test_the_folder_decides_and_a_witness_that_differs_is_told(keys, said):
    found, findings = read(changed(**keys))
    assert found.address == FIRST
    assert render_concise(findings) == f"{PATH}:1:1: {said}"


FACILITATION = Address(READING, "facilitation")


def test_an_assessment_of_the_facilitator_speaks_of_the_district_inside():
    written = entry("assessment", BODIES["assessment"])
    path = f"e/{entry_name(written)}"
    assert read(encode(written).encode(), FACILITATION, path) == (written._replace(path=path), [])


@pytest.mark.parametrize("kind", ["do", "data", "study", "act", "comment"])
def test_the_facilitators_folder_holds_no_other_kind(kind):
    content = changed(kind=kind, body=BODIES[kind])
    message = f"this folder holds assessments only; a {kind} entry does not count here"
    assert told(content, FACILITATION) == [f"x.json:1:1: error[other-folder] {message}"]


def test_an_assessment_of_no_district_is_told():
    content = changed(kind="assessment", body=BODIES["assessment"], district=None)
    message = "an assessment in this folder names the `district` that it is about"
    assert told(content, FACILITATION) == [f"x.json:1:1: error[missing-key] {message}"]


SEED = random.randrange(2**32)


def mutated(content, chance):
    """The content with bytes flipped, cut, doubled, or strewn with what JSON trips over."""
    spoiled = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        at, until = sorted(chance.randrange(len(spoiled) + 1) for _ in range(2))
        match chance.randrange(5):
            case 0:
                spoiled[at:at] = bytes([chance.randrange(256)])
            case 1 if at < len(spoiled):
                spoiled[at] ^= 1 << chance.randrange(8)
            case 2:
                del spoiled[at : min(until, at + 40)]
            case 3:
                spoiled[at:at] = spoiled[at:until]
            case 4:
                bits = [
                    b"\\ud800",
                    b"[",
                    b"{",
                    b'"',
                    b"null",
                    b"1e400",
                    b"-",
                    b"\0",
                    b"\r",
                    b"true",
                ]
                spoiled[at : at + chance.randrange(12)] = chance.choice(bits)
    return bytes(spoiled)


def test_no_damage_makes_the_reader_fail_or_write():
    print(f"seed {SEED}")  # noqa: T201 - a failure has to be repeatable
    chance = random.Random(SEED)
    contents = [encode(entry(kind, body)).encode() for kind, body in BODIES.items()]
    for _ in range(2_000):
        content = mutated(chance.choice(contents), chance)
        found, findings = read(content, chance.choice([FOLDER, FACILITATION]))
        assert found or findings
        for one in quote_lines(findings, content):
            assert one.source.line >= 1
            assert one.source.col >= 1
        json.dumps(
            found, default=str, ensure_ascii=False
        ).encode()  # it can be kept in the database


def test_damaged_files_stand_in_the_database_as_findings_and_stay_as_they_are(tmp_path):
    print(f"seed {SEED}")  # noqa: T201 - a failure has to be repeatable
    chance = random.Random(SEED)
    workspace = make_workspace(tmp_path)
    folder = workspace.folder(FOLDER) / "entries"
    contents = {}
    for number, (kind, body) in enumerate(list(BODIES.items()) * 25):
        path = put(workspace, entry(kind, body, count=number))
        contents[path] = mutated(path.read_bytes(), chance)
        path.write_bytes(contents[path])
    connection = open_database(workspace, Scope(), pytest.fail)
    rows = connection.execute("SELECT count(*) FROM files WHERE role = 'entry'").fetchone()
    assert rows == (len(contents),)
    assert {path: path.read_bytes() for path in folder.iterdir()} == contents


def test_a_value_is_kept_to_the_last_digit():
    written = entry("data", share(numerator="123456789.123", denominator="987654321987"))
    found, _ = read(encode(written).encode(), path=f"e/{entry_name(written)}")
    assert found.body == written.body


def test_the_day_of_an_entry_is_its_own_wherever_the_computer_stands():
    written = entry("do", BODIES["do"], day=date(2025, 10, 26))
    assert read(encode(written).encode(), path=f"e/{entry_name(written)}")[0].day == written.day


def test_a_finding_of_an_entry_shows_the_line_of_the_user(tmp_path):
    path = write(tmp_path / "x.json", TEXT.replace('"yes"', '"perhaps"'))
    findings = quote_lines(read(path.read_bytes())[1], path.read_bytes())
    assert [(one.code, one.line_text, one.severity) for one in findings] == [
        ("unknown-answer", '    "as_planned": "perhaps",', Severity.ERROR)
    ]
