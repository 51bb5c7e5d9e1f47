"""What a bundle may carry: places, names, and when two contents are the same."""

import pytest

from pdsa.core.bundle import (
    FILE_LIMIT,
    Spot,
    aside_name,
    count_files,
    entry_content,
    header,
    kept_name,
    other_name,
    plain_name,
    read_item,
    read_spot,
    yaml_content,
)
from pdsa.core.copies import entry_id, original_of
from pdsa.core.model import Address

ID = "01k7zq3w800000000000000001"
NOWHERE = "a workspace has no such place"
UNNAMED = "the name of its file is not one of an entry"
HERE = Address("reading-2025", "ash-valley")
FOLDER = "cycles/reading-2025/ash-valley"


@pytest.mark.parametrize(
    ("path", "spot"),
    [
        ("cycles/network.yaml", Spot("network", Address(""), "network.yaml")),
        ("cycles/districts/a.yaml", Spot("district", Address(""), "a.yaml")),
        ("cycles/c/collaborative.yaml", Spot("collaborative", Address("c"), "collaborative.yaml")),
        (f"{FOLDER}/district.yaml", Spot("membership", HERE, "district.yaml")),
        (f"{FOLDER}/01-a.yaml", Spot("plan", HERE, "01-a.yaml")),
        (f"{FOLDER}/entries/x (1).json", Spot("entry", HERE, "x (1).json")),
        (f"{FOLDER}/entries/removed/{ID}", Spot("removed", HERE, ID)),
        (
            "cycles/c/facilitation/entries/x.json",
            Spot("entry", Address("c", "facilitation"), "x.json"),
        ),
    ],
)
def test_a_path_that_the_layout_knows_leads_to_its_place(path, spot):
    assert read_spot(path) == spot


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", NOWHERE),
        ("README.md", NOWHERE),
        ("cycles", NOWHERE),
        ("/etc/passwd", NOWHERE),
        ("/cycles/network.yaml", NOWHERE),
        ("./cycles/network.yaml", NOWHERE),
        ("cycles/../cycles/network.yaml", "`..` is not an id"),
        (".git/hooks/post-merge", NOWHERE),
        (".pdsa/pdsa.db", NOWHERE),
        ("cycles/.gitattributes", NOWHERE),
        ("cycles\\network.yaml", NOWHERE),
        ("C:/cycles/network.yaml", NOWHERE),
        ("cycles//a/b.yaml", NOWHERE),
        ("cycles/../../x.yaml", "`..` is not an id"),
        ("cycles/a/../collaborative.yaml", "`..` is not an id"),
        ("cycles/../collaborative.yaml", "`..` is not an id"),
        ("cycles/districts/../x.yaml", "`districts` is a name that the workspace uses itself"),
        ("cycles/a/b/..\\..\\x.yaml", "`..\\..\\x` is not an id"),
        ("cycles/a/C:/x.yaml", "`C:` is not an id"),
        ("cycles/a/b/con.yaml", "`con` cannot be a file name on Windows"),
        ("cycles/a/b/x.yaml\n", NOWHERE),
        ("cycles/a/b\0/x.yaml", "`b` is not an id"),
        ("cycles/a/b/x\x1b[31m.yaml", "`x[31m` is not an id"),
        ("cycles/a/b/ x.yaml", "` x` is not an id"),
        ("cycles/a/facilitation/x.yaml", "`facilitation` is a name that the workspace uses itself"),
        (
            "cycles/facilitation/b/entries/x.json",
            "`facilitation` is a name that the workspace uses itself",
        ),
        (
            "cycles/facilitation/facilitation/entries/x.json",
            "`facilitation` is a name that the workspace uses itself",
        ),
        (f"{FOLDER}/entries/a:b.json", UNNAMED),
        (f"{FOLDER}/entries/..\\x.json", UNNAMED),
        (f"{FOLDER}/entries/{'x' * 300}.json", UNNAMED),
        (f"{FOLDER}/entries/removed/..", UNNAMED),
        (f"{FOLDER}/entries/removed/{ID}x", UNNAMED),
        (f"{FOLDER}/entries/more/x.json", NOWHERE),
    ],
)
def test_every_other_path_is_refused(path, reason):
    with pytest.raises(ValueError, match=r".") as wrong:
        read_spot(path)
    assert str(wrong.value) == reason


@pytest.mark.parametrize(
    ("tree", "reason"),
    [
        ([], "it has no text under `path`"),
        ({"path": 1}, "it has no text under `path`"),
        ({"path": "cycles/network.yaml", "role": "network"}, "it has no text under `text`"),
        (
            {"path": "cycles/network.yaml", "role": "plan", "text": ""},
            "it says role `plan`, its place is that of a network",
        ),
        (
            {"path": "cycles/network.yaml", "role": "network", "text": "\ud800"},
            "half a character stands in its text",
        ),
        (
            {"path": "cycles/network.yaml", "role": "network", "text": "é" * (FILE_LIMIT // 2 + 1)},
            "more than 1,000,000 bytes, which is the limit of a file",
        ),
    ],
)
def test_a_line_without_what_it_needs_is_refused(tree, reason):
    with pytest.raises(ValueError, match=r".") as wrong:
        read_item(tree)
    assert str(wrong.value) == reason


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (b'{"a": 1, "b": [2]}', b'{\r\n"b":[2],\r\n"a":1}\r\n', True),
        (b'{"a": "\xc3\xa9"}', b'{"a": "\\u00e9"}', True),
        (b'\xef\xbb\xbf{"a": 1}', b'{"a": 1}', True),
        (b'{"a": 1}', b'{"a": true}', False),  # Python thinks them equal
        (b'{"a": 1}', b'{"a": 1.0}', False),
        (b'{"a": "1"}', b'{"a": 1}', False),
        (b'{"a": 1}', b'{"a": 2, "a": 1}', False),  # no reader takes that one
        (b"damaged", b"damaged", True),
        (b"damaged", b"damaged ", False),
        (b"[" * 100_000, b"[" * 100_000, True),
    ],
)
def test_entries_are_compared_as_parsed(one, other, same):
    assert (entry_content(one) == entry_content(other)) is same


def test_yaml_is_compared_but_for_line_ends():
    assert yaml_content(b"a: 1\r\nb: 2\rc: 3\n") == b"a: 1\nb: 2\nc: 3\n"


def test_an_entry_of_two_contents_is_named_by_its_content_and_keeps_its_id():
    name = f"2025-11-03-do-{ID}.json"
    other = other_name(name, b'{"a": 1}')
    assert other == f"2025-11-03-do-other-165b44bb3d3e0923-{ID}.json"
    assert other == other_name(name, b'{ "a" :1 }')
    assert plain_name(other) == name
    assert entry_id(other) == ID
    assert original_of(other, [name]) is None  # to be read as an entry, not as a copy


@pytest.mark.parametrize("name", ["01-a.yaml", "collaborative.yaml", "network.yaml"])
def test_another_content_of_a_yaml_file_stands_beside_it_as_a_copy(name):
    aside = aside_name(f"cycles/c/{name}", b"title: x\r\n")
    assert aside == aside_name(f"cycles/c/{name}", b"title: x\n")
    folder, _, found = aside.rpartition("/")
    assert (folder, original_of(found, [name])) == ("cycles/c", name)


@pytest.mark.parametrize(
    ("name", "id", "kept"),
    [
        (f"2031-01-02-wish-{ID}.json", ID, f"2031-01-02-wish-{ID}.json"),
        (f"x-other-0123456789abcdef-{ID}.json", ID, f"x-{ID}.json"),
        (f"x-{ID}.json", ID[:-1] + "2", None),
        (f"x-{ID}.json", None, None),
        (f"con:x-{ID}.json", ID, None),
        (f"{ID}.json", ID, None),
    ],
)
def test_an_entry_of_a_newer_version_keeps_a_name_that_ends_in_its_id(name, id, kept):
    if kept:
        assert kept_name(name, id) == kept
    else:
        with pytest.raises(ValueError, match="does not end in its id"):
            kept_name(name, id)


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ({}, "nothing"),
        ({"entry": 1}, "1 entry"),
        ({"entry": 12, "plan": 2}, "12 entries and 2 plans"),
        (
            {"entry": 12, "plan": 1, "network": 1, "district": 2, "removed": 1},
            "12 entries, 1 plan, 3 other files and 1 mark of an erased entry",
        ),
    ],
)
def test_counts_are_said_in_words(counts, words):
    assert count_files(counts) == words


def test_a_header_says_how_many_files_follow():
    assert header({"plan": 2, "entry": 0, "removed": 1}) == {
        "schema": "pdsa.bundle/1",
        "format": 1,
        "files": 3,
        "counts": {"plan": 2, "removed": 1},
    }
