"""Free text before others read it: what in it may point to one person, and where."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from pdsa.core.given_names import GIVEN_NAMES

_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr"])
_NOT_NAMES = frozenset(  # after a title: "Miss Monday", "Ms Word"
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "word", "office"]
)
_PERSONS = frozenset(["student", "pupil", "child", "boy", "girl", "teacher", "parent", "kid"])
_COUNTED = _PERSONS.union(
    ("children", "people", "person", "family", "families", "staff", "learner", "adult", "coach"),
    ("coaches", "principal", "aide", "colleague", "member", "them", "us", "newcomer", "refugee"),
)
_NOUN_WORDS = 4  # at most, from a number to what it counts: "three of our students"
_SMALL_NUMBERS = (
    *("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    *("nineteen", "twenty"),
)
_CALLED = frozenset(["named", "called", "nicknamed"])
_ONE = frozenset(["a", "an", "one", "the", "this", "that", "our"])
_SHE = frozenset(["he", "she", "him", "his", "her", "hers"])
_GRAVE = (  # of one person, rare enough to point to them
    *("expelled", "expulsion", "suspended", "suspension", "arrested", "restrained", "restraint"),
    *("seclusion", "autis", "asperger", "down syndrome", "cerebral palsy", "epilep", "dyslex"),
    *("tourette", "deaf", "blind", "wheelchair", "spina bifida", "muscular dystrophy", "mutism"),
    *("brain injury", "schizophren", "bipolar", "leukemia", "cancer", "pregnan", "homeless"),
    *("foster care", "suicid", "self-harm", "disability", "probation", "abuse"),
)
_NUMBERS = ("id", "id:", "ids", "id#", "number", "no", "no.", "pin", "#")
_OWNERS = frozenset(["student", "pupil", "state", "lunch", "school", "employee", "staff", "local"])
_BORN = ("born", "birth", "dob", "d.o.b")
_GRADE_WORDS = 3  # at most, between a name and its grade
_GRADES = frozenset(["k", "one", "two", "three", "four", "five", "six", "seven", "eight"])
_ORDINALS = frozenset(["st", "nd", "rd", "th"])
_LONG_RUN = 6  # digits
_ID_DIGITS = 3  # "student no. 12" may be a count
_NEAR = 25  # characters from "born" to its date
_MARKS = ".,;:!?()[]\"'*_\u2018\u2019\u201c\u201d"
_APOSTROPHES = frozenset("'\u2019")
_STOPS = (".", "!", "?", "\n")

_PHONE = (
    r"(?<![\w/.,-])(?:\+?1[ .-]?)?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-])"
    r"[0-9]{3}[ .-][0-9]{4}(?![\w-])|(?<![\w+])\+[0-9](?:[ ().-]{0,2}[0-9]){7,13}(?![\w-])"
)
_SOCIAL = r"(?<![\w-])[0-9]{3}-[0-9]{2}-[0-9]{4}(?![\w-])"
_RUN = r"(?<![\w.,/$€£#=-])[A-Za-z]{0,2}[0-9]{6,}(?![\w%/-]|\.[0-9])"
_DAY = (
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{2,4}"
    r"|[A-Z][a-z]{2,8} [0-9]{1,2},? [0-9]{4}|[0-9]{1,2} [A-Z][a-z]{2,8} [0-9]{4}"
)
_COMPACT_DAY = r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"


class Finding(NamedTuple):
    """Something in a text that may point to a person: where it stands, and what it looks like."""

    start: int  # characters from the start of the text
    end: int
    reason: str  # "an e-mail address"
    seen: str  # the words themselves
    line: int = 1  # of the text


class _Word(NamedTuple):
    start: int
    end: int
    bare: str  # without the marks around it
    low: str


class _Text(NamedTuple):
    whole: str
    low: str
    words: list[_Word]


_Spots = Iterator[tuple[int, int, str]]


def scan(text: str) -> tuple[Finding, ...]:
    """Return what in the text may point to a person, in its order.

    It knows e-mail addresses, phone and social security numbers, digits in a row, numbers of
    students, dates of birth, titles with a name, common given names with a grade, and grave words
    about one person. It misses most names. Dates, percents, counts, grades and rooms pass.
    """
    read = _Text(text, text.lower(), _words(text))
    found: dict[int, tuple[int, str]] = {}
    for look in _LOOKS:
        for start, end, reason in look(read):
            if not any(a < end and start < b for a, (b, _) in found.items()):
                found[start] = (end, reason)
    return tuple(
        Finding(start, end, reason, text[start:end], text.count("\n", 0, start) + 1)
        for start, (end, reason) in sorted(found.items())
    )


def counts_few(text: str, min_n: int) -> bool:
    """Whether a text says of fewer than `min_n` people what they did: "three students", "2 of 7".

    What teams write every day; it stands in the way of a quote in public only.
    """
    words = text.lower().replace("/", " of ").replace("out of", "of").split()
    words = [word.strip(_MARKS) for word in words]
    for place, word in enumerate(words):
        if (number := _number(word)) is None:
            continue
        after = words[place + 1 : place + 1 + _NOUN_WORDS]
        whole = _number(after[1]) if after[:1] in (["of"], ["in"]) and after[1:] else None
        if whole is not None and (number < min_n or 0 <= whole - number < min_n):
            return True
        if number < min_n and any({one, one.removesuffix("s")} & _COUNTED for one in after):
            return True
    return False


def _number(word: str) -> int | None:
    if word.isascii() and word.isdigit():
        return int(word[:_LONG_RUN])
    return _SMALL_NUMBERS.index(word) if word in _SMALL_NUMBERS else None


def _words(text: str) -> list[_Word]:
    words, place = [], 0
    for word in text.split():
        start = text.index(word, place)
        place = start + len(word)
        bare = word.strip(_MARKS)
        if bare[-2:-1] in _APOSTROPHES and bare[-1:] == "s":
            bare = bare[:-2]
        words.append(_Word(start, place, bare, bare.lower()))
    return words


def _find_addresses(text: _Text) -> _Spots:
    if "@" not in text.whole:
        return
    for word in text.words:
        before, at, after = word.bare.rpartition("@")
        if at and before and "." in after.strip("."):
            yield *_bare_place(text, word), "an e-mail address"


def _bare_place(text: _Text, word: _Word) -> tuple[int, int]:
    start = text.whole.index(word.bare, word.start)
    return start, start + len(word.bare)


def _find_numbers(text: _Text) -> _Spots:
    others = [word.bare for word in text.words if not (word.bare[4:5] == word.bare[7:8] == "-")]
    if sum(map(str.isdigit, "".join(others))) < _LONG_RUN:  # days apart: no pattern is needed then
        return
    for pattern, reason in ((_PHONE, "a phone number"), (_SOCIAL, "a social security number")):
        for match in re.finditer(pattern, text.whole):
            yield *match.span(), reason
    for match in re.finditer(_RUN, text.whole):
        if not re.fullmatch(_COMPACT_DAY, match[0]):
            yield *match.span(), "a long number, as ids have"


def _find_ids(text: _Text) -> _Spots:
    for before, word, after in zip(text.words, text.words[1:], text.words[2:], strict=False):
        if word.low in _NUMBERS and before.low in _OWNERS:
            digits = after.bare.lstrip("#")
            if len(digits) >= _ID_DIGITS and digits.isdigit():
                yield before.start, _bare_place(text, after)[1], "the number of a person"


def _find_births(text: _Text) -> _Spots:
    if not any(word in text.low for word in _BORN):
        return
    for word in text.words:
        if word.low.startswith(_BORN):
            near = text.whole[word.start : word.end + _NEAR]
            if match := re.search(_DAY, near):
                yield word.start, word.start + match.end(), "a date of birth"


def _find_titles(text: _Text) -> _Spots:
    for word, after in pairwise(text.words):
        titled = word.low in _TITLES and word.bare.istitle() and after.bare[:1].isupper()
        if titled and after.low not in _NOT_NAMES and not after.bare.isupper():
            yield word.start, _bare_place(text, after)[1], "a name"


def _find_pupils(text: _Text) -> _Spots:
    """Find a given name with a grade, and "a student named" with whatever name."""
    for place, word in enumerate(text.words):
        if not word.bare[:1].isupper():
            continue
        one, other = (text.words[place - back].low if place >= back else "" for back in (1, 2))
        if one in _CALLED and other in _PERSONS:
            yield *_bare_place(text, word), "a name"
        elif f" {word.low} " in GIVEN_NAMES:
            near = text.words[place + 1 : place + 3 + _GRADE_WORDS]
            grades = (after for one, after in pairwise(near) if _is_grade(one.low, after.low))
            if (grade := next(grades, None)) is not None:
                yield word.start, _bare_place(text, grade)[1], "a first name with a grade"


def _is_grade(word: str, after: str) -> bool:
    if word in {"grade", "gr"}:
        return after.isdigit() or after in _GRADES
    return after.startswith("grade") and word[:1].isdigit() and word[-2:] in _ORDINALS


def _find_grave(text: _Text) -> _Spots:
    for grave in _GRAVE:
        place = text.low.find(grave)
        while place >= 0:
            starts_word = place == 0 or not text.low[place - 1].isalnum()
            if starts_word and _is_about_one(text.low, place):
                end = place + len(grave)
                while end < len(text.low) and text.low[end].isalpha():
                    end += 1
                yield place, end, "a grave word about one person"
            place = text.low.find(grave, place + 1)


def _is_about_one(low: str, place: int) -> bool:
    """Whether the sentence speaks of one person: he, her, "a student", "the boy"."""
    first = max(low.rfind(mark, 0, place) for mark in _STOPS) + 1
    ends = [end for mark in _STOPS if (end := low.find(mark, place)) >= 0]
    words = [word.strip(_MARKS) for word in low[first : min(ends, default=len(low))].split()]
    if not _SHE.isdisjoint(words):
        return True
    return any(one in _ONE and other in _PERSONS for one, other in pairwise(words))


_LOOKS: tuple[Callable[[_Text], _Spots], ...] = (
    _find_addresses,
    _find_numbers,
    _find_ids,
    _find_births,
    _find_titles,
    _find_pupils,
    _find_grave,
)
