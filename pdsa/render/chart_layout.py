"""Where words go in a picture: how wide they are, how they wrap, how they keep apart."""

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from pdsa.core.plain_text import clip

_NARROW, _BROAD = frozenset("iIjl.,:;'|!ftr()[] "), frozenset("mwMW%@&—…")
_CAPITAL = 0.8
_BOLD = 1.12
_GAP = 6.0  # between two labels
_CLOSE = 3.0
_LONGEST = 30  # characters of a label beside its line
_DASH = "\u2013"


class Box(NamedTuple):
    """A rectangle of a picture, in its units."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether two rectangles share any ground."""
        beside = self.right <= other.left or other.right <= self.left
        return not (beside or self.bottom <= other.top or other.bottom <= self.top)


class Label(NamedTuple):
    """A text at `left` that belongs to the line at `at`; row 0 is next to the picture."""

    left: float
    right: float
    row: int
    text: str
    at: float


class Placed(NamedTuple):
    """Labels over their lines; `numbered`: short names that a list explains."""

    labels: tuple[Label, ...]
    numbered: bool


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Return about how wide a text is, rather more than less: nobody knows the reader's font."""
    return sum(map(_ems, text)) * size * (_BOLD if bold else 1.0)


def _ems(character: str) -> float:
    if character in _NARROW:
        return 0.42
    if character in _BROAD:
        return 1.0
    if character.isascii():
        return _CAPITAL if character.isupper() else 0.65
    return 1.1 if east_asian_width(character) in "WF" else 0.8


def fit(text: str, size: float, width: float, bold: bool = False) -> str:
    """Return as much of a text as fits into `width`, with an ellipsis where it goes on."""
    if text_width(text, size, bold) <= width:
        return text
    length = len(text)
    while length > 1 and text_width(clip(text, length), size, bold) > width:
        length -= 1
    return clip(text, length)


def wrap(text: str, size: float, width: float, lines: int, bold: bool = False) -> list[str]:
    """Return a text in at most `lines` lines that fit into `width`; the last one is clipped."""
    found: list[str] = []
    line = ""
    words = text.replace(" %", "\u00a0%").split(" ")  # 68 % stays on one line
    for place, word in enumerate(words):
        longer = f"{line} {word}".lstrip()
        if text_width(longer, size, bold) <= width:
            line = longer
            continue
        if len(found) == lines - 1:
            rest = " ".join([line, *words[place:]]).strip()
            return [*found, fit(rest, size, width, bold)]
        found += [line] if line else []
        line = fit(word, size, width, bold)
    return [*found, line] if line else found


def balanced(text: str, size: float, width: float, lines: int, bold: bool = False) -> list[str]:
    """Return a text in as few lines as `wrap` does, of about one length: no word stands alone."""
    found = wrap(text, size, width, lines, bold)
    while len(found) > 1:
        width *= 0.96
        closer = wrap(text, size, width, lines + 1, bold)
        if len(closer) > len(found) or " ".join(closer) != " ".join(found):
            break
        found = closer
    return found


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return places near the wanted ones (in order), `gap` apart, from `low` to `high`."""
    places: list[float] = []
    for place in wanted:
        places.append(max(place, low, places[-1] + gap if places else low))
    limit = high
    for number in reversed(range(len(places))):
        places[number] = min(places[number], limit)
        limit = places[number] - gap
    return places


def place_names(
    texts: Sequence[str], names: Sequence[str], at: Sequence[float], size: float, ground: Box
) -> Placed:
    """Return texts over their lines where there is room for all of them, else short names."""
    labels = place_labels(texts, at, size, ground.left, ground.right)
    if labels or not texts:
        return Placed(tuple(labels), numbered=False)
    short = place_numbers(names, at, size, ground.left, ground.right)
    return Placed(tuple(short), numbered=True)


def place_labels(
    texts: Sequence[str], at: Sequence[float], size: float, left: float, right: float
) -> list[Label]:
    """Return labels beside their lines in two rows, or none where that is too close."""
    placed: list[Label] = []
    for text, line in zip(texts, at, strict=True):
        short = clip(text, _LONGEST)
        width = text_width(short, size)
        start = max(left, min(line, right - width))
        rows = (Label(start, start + width, row, short, line) for row in (0, 1))
        found = next((label for label in rows if _is_free(label, placed)), None)
        if found is None or start + width > right:
            return []
        placed.append(found)
    return placed


def _is_free(label: Label, placed: Sequence[Label]) -> bool:
    """Whether a label touches no other, and no line runs through a label below its own."""
    for other in placed:
        if label.row == other.row:
            if label.left < other.right + _GAP and other.left < label.right + _GAP:
                return False
            continue
        lower, upper = sorted((label, other), key=lambda one: one.row)
        if lower.left - 2 <= upper.at <= lower.right + 2:
            return False
    return True


def place_numbers(
    names: Sequence[str], at: Sequence[float], size: float, left: float, right: float
) -> list[Label]:
    """Return short names over their lines, in two rows where they crowd.

    Lines that coincide share one name, `3-5`. A line that has no room for its name goes without:
    it is counted from its neighbours.
    """
    placed: list[Label] = []
    for first, last in _together(at):
        text = names[first] if first == last else f"{names[first]}{_DASH}{names[last]}"
        width = text_width(text, size, bold=True)
        start = max(left, min(at[first] - width / 2, right - width))
        rows = (Label(start, start + width, row, text, at[first]) for row in (0, 1))
        placed += [label for label in rows if _is_free(label, placed)][:1]
    return placed


def _together(at: Sequence[float]) -> list[tuple[int, int]]:
    """Return first and last of the lines that are too close to be told apart."""
    groups: list[tuple[int, int]] = []
    for number, line in enumerate(at):
        if groups and line - at[groups[-1][0]] < _CLOSE:
            groups[-1] = (groups[-1][0], number)
        else:
            groups.append((number, number))
    return groups
