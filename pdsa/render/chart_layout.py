"""Where words go in a picture: how wide they are, how they wrap, how they keep apart."""

from collections.abc import Sequence
from typing import NamedTuple
from unicodedata import east_asian_width

from pdsa.core.plain_text import clip

_NARROW, _BROAD = frozenset("iIjl.,:;'|!ftr()[] "), frozenset("mwMW%@&—…")
_CAPITAL = 0.8
_BOLD = 1.12
_GAP = 6.0  # between two labels
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
    found, line = [], ""
    words = text.split()
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
        if label.row == other.row and label.left < other.right + _GAP:
            if other.left < label.right + _GAP:
                return False
        elif (label.row < other.row and label.left - 2 <= other.at <= label.right + 2) or (
            label.row > other.row and other.left - 2 <= label.at <= other.right + 2
        ):
            return False
    return True


def place_numbers(at: Sequence[float], size: float, left: float, right: float) -> list[Label]:
    """Return numbers from 1 over their lines; neighbours that would touch become `3-5`."""
    groups = [(number, number) for number in range(1, len(at) + 1)]
    while True:
        labels = [_number(at, group, size, left, right) for group in groups]
        pairs = enumerate(zip(labels, labels[1:], strict=False))
        close = next((n for n, (a, b) in pairs if a.right + _GAP > b.left), None)
        if close is None:
            return labels
        groups[close : close + 2] = [(groups[close][0], groups[close + 1][1])]


def _number(
    at: Sequence[float], group: tuple[int, int], size: float, left: float, right: float
) -> Label:
    first, last = group
    text = str(first) if first == last else f"{first}{_DASH}{last}"
    width = text_width(text, size, bold=True)
    middle = (at[first - 1] + at[last - 1]) / 2
    start = max(left, min(middle - width / 2, right - width))
    return Label(start, start + width, 0, text, at[first - 1])
