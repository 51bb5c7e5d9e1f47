"""Texts in the cells of a screen: how many they take, and where they wrap."""

from unicodedata import combining, east_asian_width

_SPELLED = {"·": "-", "ø": "oe", "\u2013": "-", "\u2019": "'", "…": "...", "\u00a0": " "}


def cell_width(text: str) -> int:
    """Return how many columns of a screen a text takes."""
    if text.isascii():
        return len(text)
    return sum(_cells(character) for character in text)


def _cells(character: str) -> int:
    if combining(character) or character in "\u200b\u200c\u200d\ufe0f":
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def spelled(text: str) -> str:
    """Return a text for a screen that has ASCII only; what has no spelling becomes `?`."""
    for character, plain in _SPELLED.items():
        text = text.replace(character, plain)
    return text.encode("ascii", "replace").decode()


def wrap_cells(text: str, width: int) -> list[str]:
    """Return a text in lines of at most `width` columns; a longer word is cut."""
    lines, line = [], ""
    for word in text.replace(" %", "\u00a0%").split(" "):
        rest = word
        if line and cell_width(line) + 1 + cell_width(rest) <= width:
            line = f"{line} {rest}"
            continue
        lines += [line] if line else []
        while cell_width(rest) > width:
            cut = _cut(rest, width)
            lines.append(rest[:cut])
            rest = rest[cut:]
        line = rest
    found = [*lines, line] if line else lines
    return [line.replace("\u00a0", " ") for line in found]


def _cut(text: str, width: int) -> int:
    """Return how many characters of a text fit, at least one."""
    taken = 0
    for place, character in enumerate(text):
        taken += _cells(character)
        if taken > width:
            return max(1, place)
    return len(text)
