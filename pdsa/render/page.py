"""A page of labelled lines as text, the same for screens and pipes but for its width."""

from collections.abc import Iterator
from textwrap import wrap

from pdsa.core.page import Page
from pdsa.core.plain_text import visible

_INDENT = 2


def render_page(page: Page, width: int) -> str:
    """Return the page with its texts wrapped at `width` columns; 0 wraps nothing."""
    return "".join(f"{line}\n" for line in _lines(page, width))


def _lines(page: Page, width: int) -> Iterator[str]:
    yield visible(page.title)
    for heading, lines in page.sections:
        if not lines:
            continue
        yield ""
        yield heading.upper()
        column = max(len(visible(label)) for label, _ in lines) + _INDENT
        for label, text in lines:
            yield from _labelled(visible(label), visible(text), column, width)


def _labelled(label: str, text: str, column: int, width: int) -> Iterator[str]:
    room = width - _INDENT - column
    parts = wrap(text, max(20, room), break_on_hyphens=False) if width else [text]
    for number, part in enumerate(parts or [""]):
        yield f"{' ' * _INDENT}{'' if number else label:<{column}}{part}".rstrip()
