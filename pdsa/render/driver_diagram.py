"""The driver diagram: the aim, what drives it, and the ideas tried, as SVG and as Mermaid text."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pdsa.core.model import NOTHING
from pdsa.core.plain_text import clip, count_words, visible
from pdsa.core.report_sections import DriverNode, IdeaLeaf
from pdsa.render.chart_layout import wrap
from pdsa.render.chart_shapes import escape

_WIDTH, _GAP, _SIZE, _STEP, _PAD = 236, 34, 14, 18, 10  # of a box, between boxes, of its text
_BETWEEN = 12  # boxes of one column
_LINES = 6  # of a text in a box
_LONGEST = 160  # characters of a label in Mermaid
_DEEPEST = 6  # columns of drivers


class _Box(NamedTuple):
    """A box of the diagram with what hangs on it; its top is known once it is placed."""

    texts: tuple[str, ...]
    small: tuple[str, ...]
    kind: str
    link: str
    below: tuple["_Box", ...]

    @property
    def height(self) -> int:
        return 2 * _PAD + _STEP * len(self.texts) + (_STEP - 2) * len(self.small)


def svg(node: DriverNode, links: Mapping[str, str] = NOTHING) -> str:
    """Return the diagram as SVG, the aim on the left; `links` lead from ideas to their places."""
    box = _box(node, links, "aim", 1)
    columns = _depth(box)
    body, height, _ = _place(box, 0, 0)
    width = columns * _WIDTH + (columns - 1) * _GAP
    return (
        f'<svg class="drivers" role="group" aria-label="Driver diagram" '
        f'viewBox="-1 -1 {width + 2} {height + 2}" width="{width + 2}">{body}</svg>\n'
    )


def mermaid(node: DriverNode) -> str:
    """Return the diagram as Mermaid text, for pages that draw it; nothing in it is markup."""
    return "".join(f"{line}\n" for line in ("flowchart LR", *_mermaid(node, "n")))


def _box(node: DriverNode, links: Mapping[str, str], kind: str, depth: int) -> _Box:
    drivers = node.drivers if depth < _DEEPEST else ()
    below = [_box(one, links, "driver", depth + 1) for one in drivers]
    below += [_leaf(idea, links) for idea in node.ideas]
    name = node.text or ("The aim" if kind == "aim" else node.id)
    return _Box(_wrapped(name), (), kind, "", tuple(below))


def _leaf(idea: IdeaLeaf, links: Mapping[str, str]) -> _Box:
    small = tuple(wrap(_tried(idea), _SIZE - 2, _WIDTH - 2 * _PAD, 3))
    return _Box(_wrapped(idea.label), small, "idea", links.get(idea.id, ""), ())


def _tried(idea: IdeaLeaf) -> str:
    if not idea.cycles:
        return "not tried yet"
    where = f"{count_words(idea.districts, 'district')}, {count_words(idea.cycles, 'cycle')}"
    decided = ", ".join(f"{word} {number}" for word, number in idea.decisions)
    return f"{where}: {decided}" if decided else where


def _wrapped(text: str) -> tuple[str, ...]:
    return tuple(wrap(visible(text), _SIZE, _WIDTH - 2 * _PAD, _LINES))


def _depth(box: _Box) -> int:
    return 1 + max(map(_depth, box.below), default=0)


def _place(box: _Box, column: int, top: int) -> tuple[str, int, int]:
    """Return the shapes of a box and what is below it, how high they are, and its middle."""
    left = column * (_WIDTH + _GAP)
    shapes, middles, height = [], [], 0
    for one in box.below:
        drawn, high, middle = _place(one, column + 1, top + height)
        shapes.append(drawn)
        middles.append(middle)
        height += high + _BETWEEN
    height = max(height - _BETWEEN, box.height)
    middle = (middles[0] + middles[-1]) // 2 if middles else top + box.height // 2
    middle = max(top + box.height // 2, min(middle, top + height - box.height // 2))
    right, bend = left + _WIDTH, left + _WIDTH + _GAP // 2
    joins = "".join(
        f"M{right} {middle}C{bend} {middle} {bend} {y} {right + _GAP} {y}" for y in middles
    )
    path = f'<path class="j" d="{joins}"/>' if joins else ""
    return path + "".join([*_drawn(box, left, middle - box.height // 2), *shapes]), height, middle


def _drawn(box: _Box, left: int, top: int) -> Iterator[str]:
    if box.link:
        yield f'<a href="{escape(box.link)}">'
    yield (
        f'<rect class="{box.kind}" x="{left}" y="{top}" width="{_WIDTH}" '
        f'height="{box.height}" rx="6"/>'
    )
    y = top + _PAD - 4
    for text in box.texts:
        y += _STEP
        yield f'<text x="{left + _PAD}" y="{y}">{escape(text)}</text>'
    for text in box.small:
        y += _STEP - 2
        yield f'<text class="s" x="{left + _PAD}" y="{y}">{escape(text)}</text>'
    if box.link:
        yield "</a>"


def _mermaid(node: DriverNode, name: str) -> Iterator[str]:
    """Yield the lines of a node and of what hangs on it; a name is a place in the tree."""
    yield f'  {name}["{_quoted(node.text or node.id or "The aim")}"]'
    for place, driver in enumerate(node.drivers, 1):
        yield from _mermaid(driver, f"{name}_{place}")
        yield f"  {name} --> {name}_{place}"
    for place, idea in enumerate(node.ideas, 1):
        leaf = f"{name}_i{place}"
        yield f'  {leaf}("{_quoted(idea.label)}<br>{_quoted(_tried(idea))}")'
        yield f"  {name} --> {leaf}"


def _quoted(text: str) -> str:
    """Return a text as a quoted label holds it: Mermaid writes special characters by number."""
    kept = (
        one if one.isalnum() or one in " ,.:-%'" else f"#{ord(one)};"
        for one in clip(visible(text), _LONGEST)
    )
    return "".join(kept)
