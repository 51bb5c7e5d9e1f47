"""What a search asks and finds: words into a question of the full-text index, and its answers."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from pdsa.core.model import Address

_NOT_TEXT = frozenset(  # keys whose values are ids, days, numbers or words of a vocabulary
    (
        *("type", "starts", "ends", "planned", "was", "ramp", "builds_on", "scope", "dates"),
        *("measure", "is", "by", "unit", "per", "kind", "better", "about", "cadence", "goal"),
        *("baseline", "as_planned", "mark", "number", "decision", "because", "score", "as"),
        *("corrects", "retracts", "answers", "value", "day", "from", "to", "over", "bound"),
        *("numerator", "denominator", "n", "borrowed_from", "private_ok", "expected"),
    )
)
_TERM = r'"([^"]*)"?|([^\s"]+)'
_WORD = r"\w+"


class Passage(NamedTuple):
    """A plan or an entry, as far as it is text."""

    address: Address
    kind: str  # "plan", or the kind of the entry
    day: date
    title: str  # of the cycle's plan
    text: str
    path: str
    entry: str = ""  # id


class Hit(NamedTuple):
    """A passage that was found: the pieces of its text around the words, each matched or not."""

    address: Address
    kind: str
    day: date
    title: str
    pieces: tuple[tuple[str, bool], ...]
    path: str
    entry: str


def read_words(text: str) -> str:
    """Return the question for SQLite's FTS5: all words, "a phrase" kept whole, `read*` a beginning.

    Raises ValueError(message, hint) where there is no word to look for.
    """
    terms = []
    for phrase, word in re.findall(_TERM, text):
        words = re.findall(_WORD, phrase or word)
        if words:
            beginning = "*" if (phrase or word).endswith("*") else ""
            terms.append(f'"{" ".join(words)}"{beginning}')
    if not terms:
        raise ValueError(f"`{text}` has no word to look for", "write a word, as in `family texts`")
    return " ".join(terms)


def texts_of(clean: Mapping[str, Any]) -> Iterator[str]:
    """Yield what people wrote in a document, in its order: no ids, days, numbers or set words."""
    for key, value in clean.items():
        if key not in _NOT_TEXT:
            yield from _texts(value)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts_of(value)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
