"""Ids: readable ones from a title, and ULIDs, which sort by the time they were made."""

import re
import unicodedata

_ID = r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?"
_WINDOWS_NAMES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))]
)
RESERVED_IDS = frozenset(["districts", "facilitation", "entries"])
ID_HINT = "use a to z, 0 to 9 and single hyphens inside, at most 40 characters"
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u
_DIGITS = {character: position for position, character in enumerate(_ALPHABET)}
_LENGTH = 26
_RANDOM_BITS = 80
_BITS = 128
_DAY = 24 * 60 * 60 * 1000  # milliseconds
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l"})


def id_problem(text: str) -> str:
    """Say why `text` cannot be an id, or return nothing when it can."""
    if not re.fullmatch(_ID, text):
        return f"`{text}` is not an id"
    if text in _WINDOWS_NAMES:
        return f"`{text}` cannot be a file name on Windows"
    if text in RESERVED_IDS:
        return f"`{text}` is a name that the workspace uses itself"
    return ""


def slug(text: str, limit: int = 40) -> str:
    """Return an id made of the words of `text`, at most `limit` characters (3 to 40).

    Accents are dropped; what is reserved or refused by Windows gets `-1`, no words at all give
    "untitled".
    """
    folded = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    plain = "".join(part for part in folded if not unicodedata.combining(part))
    words = re.findall(r"[a-z0-9]+", re.sub(r"['\u2019]", "", plain))
    name = "-".join(words)
    if len(name) > limit:
        whole = name[: limit + 1].rpartition("-")[0]  # the words that fit
        name = whole or name[:limit]
    name = name or "untitled"[:limit]
    return f"{name}-1" if id_problem(name) else name


def leading_token(id: str) -> str:
    """Return what stands before the first hyphen, by which people call a cycle: `02` is `2`."""
    return same_token(id.partition("-")[0])


def same_token(text: str) -> str:
    """Return a leading token as it is compared: a number without the zeros before it."""
    return text.lstrip("0") or "0" if text.isascii() and text.isdigit() else text


def new_id(milliseconds: int, random: bytes, newest: str) -> str:
    """Return a lower-case ULID of this time (since 1970) and these 10 bytes, above `newest`.

    Where the clock is behind `newest` (empty: none) by less than a day, the id is the one after it;
    a newest id from further ahead is a wrong clock and is not followed.
    """
    time = min(max(milliseconds, 0), 2 ** (_BITS - _RANDOM_BITS) - 1)
    number = time << _RANDOM_BITS | int.from_bytes(random[:10].rjust(10, b"\0"), "big")
    if is_id(newest):
        last = _number(newest)
        if last >= number and id_time(newest) - time < _DAY and last + 1 < 1 << _BITS:
            number = last + 1
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))


def id_time(id: str) -> int:
    """Return the time inside a ULID, in milliseconds since 1970. Raises ValueError."""
    if not is_id(id):
        raise ValueError(f"`{id}` is not the id of an entry")
    return _number(id) >> _RANDOM_BITS


def is_id(text: str) -> bool:
    """Say whether `text` is a lower-case ULID."""
    return len(text) == _LENGTH and text[0] in "01234567" and all(part in _DIGITS for part in text)


def read_entry_id(text: str) -> str:
    """Return the id of an entry. Raises ValueError(message, hint) where it is no lower-case ULID.

    Anything else might differ from a known one by its case alone, or lead out of its folder.
    """
    if not is_id(text):
        hint = "entries have the 26 small letters and digits that their command gave them"
        raise ValueError(f"`{text}` is not the id of an entry", hint)
    return text


def _number(id: str) -> int:
    number = 0
    for character in id:
        number = number << 5 | _DIGITS[character]
    return number
