"""The short phrases that flags take for a measure, an idea, a facilitator, a meeting."""

from difflib import get_close_matches
from typing import Any

from pdsa.core import words
from pdsa.core.days import read_iso_day
from pdsa.core.errors import PdsaError
from pdsa.core.ids import ID_HINT, id_problem

_MEASURE = 'as in --measure "surveys: Surveys returned; count; per week; up; about families"'

_MEANT = {"percent": "share", "percentage": "share", "%": "share", "number": "count"}
_PARTS = (
    f"after the name: its unit ({', '.join(words.UNITS)}); {', '.join(words.DIRECTIONS)};"
    f" per {', '.join(words.PERIODS)}; about {', '.join(words.SUBJECTS)};"
    f" its kind ({', '.join(words.MEASURE_KINDS)}); its cadence ({', '.join(words.CADENCES)})"
)


def read_id(text: str, what: str) -> str:
    """Return the id. Raises PdsaError where it cannot be one."""
    if wrong := id_problem(text):
        raise PdsaError(f"{wrong} for {what}", ID_HINT)
    return text


def read_measure_phrase(phrase: str) -> tuple[str, dict[str, str]]:
    """Return the id and the keys of `ID: name; unit; per week; up; about staff`.

    After the name the parts stand in any order. Raises PdsaError.
    """
    id, text = _split(phrase, "a measure", _MEASURE)
    name, *parts = [part.strip() for part in text.split(";")]
    measure = {"name": name}
    for part in filter(None, parts):
        key, value = _measure_part(part)
        if key in measure:
            raise PdsaError(f"measure `{id}` says its {key} twice: `{value}`", _MEASURE)
        measure[key] = value
    if "unit" not in measure:
        raise PdsaError(f"measure `{id}` has no unit", f"add one of: {', '.join(words.UNITS)}")
    if "per" in measure and measure["unit"] not in words.COUNTED:
        message, hint = words.without_period(measure["unit"], measure["per"])
        raise PdsaError(f"measure `{id}`: {message}", hint)
    return id, measure


def read_idea_phrase(phrase: str) -> tuple[str, str]:
    """Return the id and the text of `ID: text`. Raises PdsaError."""
    return _split(phrase, "an idea", 'as in --idea "prompt-guides: One-page prompt guides"')


def read_facilitator_phrase(phrase: str) -> dict[str, str]:
    """Return the keys of `Name, role, district`; only a name may hold commas."""
    parts = [part.strip() for part in phrase.rsplit(",", 2)]
    keys = ("name", "role", "district")
    found = dict(zip(keys, parts, strict=False))
    if not found["name"]:
        raise PdsaError("a facilitator needs a name", 'as in --facilitator "Name, role, district"')
    return {key: value for key, value in found.items() if value}


def read_meeting_phrase(phrase: str) -> dict[str, Any]:
    """Return the keys of `DATE title`, the day as a date. Raises PdsaError."""
    day, _, title = phrase.strip().partition(" ")
    try:
        meeting: dict[str, Any] = {"day": read_iso_day(day)}
    except ValueError as wrong:
        raise PdsaError(
            f"meeting: {wrong.args[0]}", 'as in --meeting "2025-11-20 Mid-point"'
        ) from None
    return meeting | ({"title": title.strip()} if title.strip() else {})


def read_score(text: str) -> str:
    """Return a progress score, 0.5 to 5.0 in halves, with its decimal. Raises PdsaError."""
    score = text if "." in text else f"{text}.0"
    if score not in words.SCORES:
        raise PdsaError(f"`{text}` is not a score", f"use one of: {', '.join(words.SCORES)}")
    return score


def _split(phrase: str, noun: str, example: str) -> tuple[str, str]:
    id, colon, text = (part.strip() for part in phrase.partition(":"))
    if not colon or not text:
        raise PdsaError(f"`{phrase}` is not {noun}: it needs an id, a colon and a text", example)
    return read_id(id, noun), text


def _measure_part(part: str) -> tuple[str, str]:
    for key, known in (
        ("unit", words.UNITS),
        ("better", words.DIRECTIONS),
        ("kind", words.MEASURE_KINDS),
        ("cadence", words.CADENCES),
    ):
        if part in known:
            return key, part
    first, _, rest = part.partition(" ")
    for key, known in (("per", words.PERIODS), ("about", words.SUBJECTS)):
        if first == key:
            if rest.strip() in known:
                return key, rest.strip()
            raise PdsaError(f"`{part}` is not known", f"use {key} {' or '.join(known)}")
    every = (*words.UNITS, *words.DIRECTIONS, *words.MEASURE_KINDS, *words.CADENCES)
    near = [_MEANT[part]] if part in _MEANT else get_close_matches(part, every, n=1)
    hint = f"did you mean `{near[0]}`?" if near else _PARTS
    raise PdsaError(f"`{part}` is not a part of a measure", hint)
