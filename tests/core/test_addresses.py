"""From what people type to the one thing they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.addresses import (
    find_collaboratives,
    find_cycles,
    find_districts,
    resolve_collaborative,
    resolve_cycle,
    resolve_cycle_or_district,
    resolve_district,
    short_names,
)
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address

LISTING = {
    "ai-2025": {
        "ash": ("01-guides", "02-coach", "1a", "10-texts"),
        "bay-port": ("02-coach", "03-peer", "03-quiz"),
    },
    "jobs-2025": {"ash": ("01-tours", "02")},
}
ASH = Address("ai-2025", "ash")
HINT = "write an address as in ai-literacy-2025/ash-valley/02"
ID_HINT = "use a to z, 0 to 9 and single hyphens inside, at most 40 characters"


def refusal(function, *arguments):
    with pytest.raises(PdsaError) as caught:
        function(*arguments)
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ai-2025/ash/01-guides", ["ai-2025/ash/01-guides"]),
        ("ash/01-guides", ["ai-2025/ash/01-guides"]),
        ("01-guides", ["ai-2025/ash/01-guides"]),
        ("ai-2025/ash/02", ["ai-2025/ash/02-coach"]),
        ("ai-2025/ash/2", ["ai-2025/ash/02-coach"]),
        ("ash/1", ["ai-2025/ash/01-guides", "jobs-2025/ash/01-tours"]),
        ("1a", ["ai-2025/ash/1a"]),
        ("10", ["ai-2025/ash/10-texts"]),
        ("bay-port/03", ["ai-2025/bay-port/03-peer", "ai-2025/bay-port/03-quiz"]),
        ("02", ["jobs-2025/ash/02"]),  # a whole id wins over a leading token
        ("bay/03", []),  # only the last segment may be short
        ("guides", []),
    ],
)
def test_a_suffix_or_a_leading_token_finds_cycles(text, found):
    assert list(map(str, find_cycles(text, LISTING, None))) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("02", ["ai-2025/ash/02-coach"]),
        ("2", ["ai-2025/ash/02-coach"]),
        ("1", ["ai-2025/ash/01-guides"]),
        ("03", []),  # of another district: logging there would be a mistake
        ("03-peer", ["ai-2025/bay-port/03-peer"]),
        ("bay-port/2", ["ai-2025/bay-port/02-coach"]),
    ],
)
def test_a_bare_number_stays_inside_the_default(text, found):
    assert list(map(str, find_cycles(text, LISTING, ASH))) == found


@pytest.mark.parametrize(
    ("text", "default", "found"),
    [
        ("ash", None, ["ai-2025/ash", "jobs-2025/ash"]),
        ("ash", ASH, ["ai-2025/ash"]),
        ("jobs-2025/ash", ASH, ["jobs-2025/ash"]),
        ("bay", None, ["ai-2025/bay-port"]),
    ],
)
def test_districts_are_found_in_the_collaborative_of_the_default(text, default, found):
    assert list(map(str, find_districts(text, LISTING, default))) == found


@pytest.mark.parametrize(
    ("text", "found"), [("ai-2025", ["ai-2025"]), ("jobs", ["jobs-2025"]), ("ash", [])]
)
def test_collaboratives_are_found(text, found):
    assert list(map(str, find_collaboratives(text, LISTING, ASH))) == found


@pytest.mark.parametrize(
    ("resolve", "text", "address"),
    [
        (resolve_cycle, "bay-port/02", Address("ai-2025", "bay-port", "02-coach")),
        (resolve_district, "bay-port", Address("ai-2025", "bay-port")),
        (resolve_collaborative, "ai", Address("ai-2025")),
        (resolve_cycle_or_district, "bay-port", Address("ai-2025", "bay-port")),
        (resolve_cycle_or_district, "10", Address("ai-2025", "ash", "10-texts")),
    ],
)
def test_one_match_is_the_address(resolve, text, address):
    assert resolve(text, LISTING, None) == address


@pytest.mark.parametrize(
    ("resolve", "text", "message", "hint"),
    [
        (resolve_cycle, "ash/1", "`ash/1` may be 2 cycles", "write one of: ai-2025/ash/01-guides, jobs-2025/ash/01-tours"),
        (resolve_district, "ash", "`ash` may be 2 districts", "write one of: ai-2025/ash, jobs-2025/ash"),
        (resolve_cycle_or_district, "ash", "`ash` may be 2 cycles or districts", "write one of: ai-2025/ash, jobs-2025/ash"),
    ],
)  # fmt: skip
def test_several_matches_are_all_named(resolve, text, message, hint):
    assert refusal(resolve, text, LISTING, None) == (message, hint)


@pytest.mark.parametrize(
    ("resolve", "text", "message", "hint"),
    [
        (resolve_cycle, "01-guide", "there is no cycle `01-guide`", "did you mean `ai-2025/ash/01-guides`?"),
        (resolve_cycle, "bay-port", "there is no cycle `bay-port`", "there are: ai-2025/bay-port/02-coach, ai-2025/bay-port/03-peer, ai-2025/bay-port/03-quiz"),
        (resolve_cycle, "99", "there is no cycle `99`", "there are: ai-2025/ash/01-guides, ai-2025/ash/02-coach, ai-2025/ash/10-texts, ai-2025/ash/1a"),
        (resolve_collaborative, "zzz", "there is no collaborative `zzz`", "there are: ai-2025, jobs-2025"),
    ],
)  # fmt: skip
def test_no_match_says_what_is_near_or_what_exists(resolve, text, message, hint):
    assert refusal(resolve, text, LISTING, ASH) == (message, hint)


def test_an_empty_workspace_has_nothing_to_name():
    assert refusal(resolve_cycle, "02", {}, None) == (
        "there is no cycle `02`",
        "there are none yet",
    )


MANY = {"ai-2025": {f"district-{letter}": ("01-card", "02-card") for letter in "abcdefghijkl"}}


@pytest.mark.parametrize(
    ("resolve", "text", "default", "hint"),
    [
        (resolve_cycle, "zzz", None, f"there are: {', '.join(f'ai-2025/district-{d}/0{n}-card' for d in 'abcd' for n in (1, 2))} and 16 more"),
        (resolve_cycle, "01", None, f"write one of: {', '.join(f'ai-2025/district-{d}/01-card' for d in 'abcdefgh')} and 4 more"),
        (resolve_district, "wk", Address("ai-2025", "district-b"), f"there are: {', '.join(f'ai-2025/district-{d}' for d in 'kabcdefg')} and 4 more"),
    ],
)  # fmt: skip
def test_a_long_list_is_cut_and_begins_with_the_nearest(resolve, text, default, hint):
    assert refusal(resolve, text, MANY, default)[1] == hint


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("district-c/99", "there are: ai-2025/district-c/01-card, ai-2025/district-c/02-card"),
        ("district-c/03-card", "did you mean `ai-2025/district-c/02-card`?"),
        ("ai-2025/district-c/99", "there are: ai-2025/district-c/01-card, ai-2025/district-c/02-card"),
        ("distrikt-c/01", "did you mean `ai-2025/district-c/01-card`?"),
    ],
)  # fmt: skip
def test_an_unknown_cycle_of_a_known_district_lists_those_it_has(text, hint):
    assert refusal(resolve_cycle, text, MANY, ASH)[1] == hint


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("", "the address is empty", HINT),
        ("../ash", "`..` is not an id in `../ash`", ID_HINT),
        ("ash//02", "`ash//02` has an empty part between its slashes", HINT),
        ("/ash/02", "`/ash/02` starts with a slash", HINT),
        ("ash\\02", "`ash\\02` has a backslash", "use slashes: ash/02"),
        ("Ash/02", "`Ash` is not an id in `Ash/02`", "did you mean `ash`?"),
        ("Ash Valley", "`Ash Valley` is not an id", "did you mean `ash-valley`?"),
        ("Zoë's School.yaml", "`Zoë's School.yaml` is not an id", "did you mean `zoes-school`?"),
        ("02-coach.yaml", "`02-coach.yaml` is not an id", "did you mean `02-coach`?"),
        ("a/b/c/d", "`a/b/c/d` has more than three parts", HINT),
        ("con", "`con` cannot be a file name on Windows", ID_HINT),
        ("entries", "`entries` is a name that the workspace uses itself", ID_HINT),
    ],
)
def test_what_cannot_be_an_address_is_refused_with_its_reason(text, message, hint):
    assert refusal(find_cycles, text, LISTING, None) == (message, hint)


@given(st.text(max_size=30))
def test_any_text_is_an_address_or_refused(text):
    try:
        found = str(resolve_cycle_or_district(text, LISTING, ASH))
    except PdsaError as refused:
        found = refused.message
    assert found


@pytest.mark.parametrize("default", [None, ASH], ids=str)
def test_an_address_in_full_means_itself(default):
    full = [
        Address(collaborative, district, cycle)
        for collaborative, districts in LISTING.items()
        for district, cycles in districts.items()
        for cycle in cycles
    ]
    assert [resolve_cycle(str(address), LISTING, default) for address in full] == full


@pytest.mark.parametrize(
    ("address", "default", "text"),
    [
        (Address("ai-2025", "ash", "01-guides"), Address("ai-2025", "ash"), "01"),
        (Address("ai-2025", "ash", "01-guides"), None, "ash/01"),
        (Address("ai-2025", "ash", "03-a"), Address("ai-2025", "ash"), "03-a"),
        (Address("ai-2025", "ash", "03-a"), Address("ai-2025", "elm"), "ash/03-a"),
        (Address("jobs-2025", "elm", "01-guides"), None, "jobs-2025/elm/01-guides"),
    ],
)
def test_the_shortest_name_of_a_cycle_means_it_alone(address, default, text):
    listing = {
        "ai-2025": {"ash": ("01-guides", "03-a", "03-b"), "elm": ("01-guides",)},
        "jobs-2025": {"elm": ("01-guides",)},
    }
    assert short_names(listing, default)(address) == text
