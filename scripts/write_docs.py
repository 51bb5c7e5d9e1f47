"""Writes the pages of docs/ that are made from the code: `python scripts/write_docs.py`.

A new page is a function that returns its text, and a line in PAGES; a test holds them equal.
"""

import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))  # run as a script, only its own folder is there

from scripts.commands_page import commands_page  # noqa: E402 - after the line above
from scripts.database_page import database_page  # noqa: E402 - after the line above

PAGES: dict[str, Callable[[], str]] = {
    "commands.md": commands_page,
    "database.md": database_page,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8", newline="\n")
