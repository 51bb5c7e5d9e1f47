"""What a search found: for a screen with the words marked, for a pipe, as JSON."""

import json
from collections.abc import Iterable, Iterator
from textwrap import wrap

from pdsa.core.plain_text import escaped
from pdsa.core.search import Hit

_BOLD, _PLAIN = "\033[1m", "\033[0m"
_MARKS = ("\ue000", "\ue001")  # stand for the codes while lines are wrapped


def render_screen(hits: Iterable[Hit], width: int, colour: bool) -> str:
    """Return each hit with its place and its text; matched words are bold, or in [brackets]."""
    return "".join(f"{line}\n" for hit in hits for line in _lines(hit, width, colour))


def render_plain(hits: Iterable[Hit]) -> str:
    """Return one tab-separated line a hit, under a line of heads that begins with `#`."""
    heads = "# day\tkind\taddress\ttitle\ttext\tpath\tentry"
    rows = (
        "\t".join(
            (
                *(hit.day.isoformat(), hit.kind, str(hit.address), hit.title),
                *(_text(hit), hit.path, hit.entry),
            )
        )
        for hit in hits
    )
    return "".join(f"{row}\n" for row in (heads, *rows))


def render_json(hits: Iterable[Hit], found: int) -> str:
    """Return the hits shown and the number found as one JSON document."""
    document = {
        "schema": "pdsa.search/1",
        "found": found,
        "hits": [
            {
                "address": str(hit.address),
                "kind": hit.kind,
                "day": hit.day.isoformat(),
                "title": hit.title,
                "text": _text(hit),
                "matched": [piece for piece, matched in hit.pieces if matched],
                "path": hit.path,
                "entry": hit.entry or None,
            }
            for hit in hits
        ],
    }
    return escaped(json.dumps(document, indent=2, ensure_ascii=False)) + "\n"


def _lines(hit: Hit, width: int, colour: bool) -> Iterator[str]:
    head = f"{hit.day} {hit.kind} · {hit.address}"
    yield f"{_BOLD}{head}{_PLAIN}" if colour else head
    start, end = _MARKS
    text = "".join(f"{start}{piece}{end}" if matched else piece for piece, matched in hit.pieces)
    bold = False
    for line in wrap(text, max(20, width - 2), break_on_hyphens=False):
        if not colour:
            yield "  " + line.replace(start, "[").replace(end, "]")
            continue
        opened = _BOLD if bold else ""  # a phrase may go on in the next line
        bold = line.rfind(start) > line.rfind(end) or (bold and end not in line)
        marked = opened + line.replace(start, _BOLD).replace(end, _PLAIN)
        yield f"  {marked}{_PLAIN if bold else ''}"
    yield ""


def _text(hit: Hit) -> str:
    return "".join(piece for piece, _ in hit.pieces)
