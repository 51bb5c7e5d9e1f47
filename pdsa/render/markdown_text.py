"""Text that users wrote, so that Markdown shows it as it is."""

import re

from pdsa.core.plain_text import visible

_SPECIAL = r"([\\`*_\[\]#|~$@])"
_FIRST = r"^([-+>=](?=\s|$|[-=])|[>=]|\d+(?=[.)](\s|$)))"  # begins a list, a quote or a head


def cell(text: str) -> str:
    """Return text that users wrote so that it shows as it is, in a sentence or in a table."""
    plain = visible(text).strip().replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(_FIRST, _first, re.sub(_SPECIAL, r"\\\1", plain)) if plain != "-" else plain


def _first(found: re.Match[str]) -> str:
    return f"{found[1]}\\" if found[1].isdigit() else f"\\{found[1]}"
