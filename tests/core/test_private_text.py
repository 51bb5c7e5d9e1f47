import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.private_text import find_private, find_private_in_entry, settle_private

MAIL = "ask coach@example.org"
NUMBER = "call 555-210-0199"


@pytest.mark.parametrize(
    ("tree", "places"),
    [
        ({"observed": "Six of six"}, []),
        ({"observed": MAIL, "why": NUMBER}, [("observed",), ("why",)]),
        ({"points": [{"note": NUMBER, "value": "4471093"}]}, [("points", 0, "note")]),
        ({"corrects": "4471093", "set": {"observed": MAIL}}, [("set", "observed")]),
        ({"predictions": [{"text": MAIL, "number": 1}]}, [("predictions", 0, "text")]),
        ({"text": "fine", "private_ok": MAIL}, [("private_ok",)]),
    ],
)
def test_every_text_is_looked_at_and_nothing_else(tree, places):
    assert [place for place, _ in find_private(tree)] == places


def test_a_text_that_points_to_nobody_needs_no_reason():
    assert settle_private({"observed": "Six of six"}, "a reason") == {"observed": "Six of six"}


def test_a_reason_is_kept_beside_the_text():
    body = settle_private({"observed": MAIL}, "the office")
    assert body == {"observed": MAIL, "private_ok": "the office"}


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({"observed": MAIL}, "`observed` has an e-mail address: `coach@example.org`"),
        ({"why": NUMBER, "next": MAIL}, "`why` has a phone number: `555-210-0199`, and 1 more"),
    ],
)
def test_without_a_reason_it_is_refused_and_told(body, message):
    with pytest.raises(PdsaError) as refused:
        settle_private(body, "")
    assert (refused.value.message, refused.value.hint) == (
        message,
        'write it without; or say why it may stay: --private-ok "..."',
    )


REASON_HINT = "give the reason without it: a role or a number says as much as a name"


def test_a_reason_that_names_somebody_itself_is_refused():
    with pytest.raises(PdsaError) as refused:
        settle_private({"observed": MAIL}, NUMBER)
    assert (refused.value.message, refused.value.hint) == (
        "`private_ok` has a phone number: `555-210-0199`",
        REASON_HINT,
    )


@pytest.mark.parametrize(
    ("body", "messages"),
    [
        ({"observed": MAIL, "private_ok": "the office"}, []),
        (
            {"observed": MAIL, "private_ok": NUMBER},
            ["`private_ok` has a phone number: `555-210-0199`"],
        ),
    ],
)
def test_of_an_entry_with_a_reason_only_the_reason_is_told(body, messages):
    found = find_private_in_entry("entries/x-1.json", body, "")
    assert [one.message for one in found] == messages
