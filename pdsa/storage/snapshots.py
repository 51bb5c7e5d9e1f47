"""Reports of closed periods in a folder, to be committed: written once, compared with later."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pdsa.core.days import read_iso_day
from pdsa.core.errors import PdsaError


def find_earlier(folder: Path, name: str, before: date) -> Mapping[str, Any] | None:
    """Return the newest report called `name` in `folder` from before a day, as its JSON.

    Raises PdsaError where that one cannot be read.
    """
    days = [day for path in _kept(folder, name) if (day := _day(path, name))]
    earlier = [day for day in days if day < before]
    if not earlier:
        return None
    path = folder / f"{name}-{max(earlier)}.json"
    try:
        found: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as wrong:
        reason = getattr(wrong, "strerror", None) or "it is no JSON document"
        hint = "restore it from git, or move it away"
        raise PdsaError(f"`{path}` cannot be read: {reason}", hint) from None
    return {**found, "day": max(earlier).isoformat()}


def write_snapshot(folder: Path, name: str, day: date, texts: Mapping[str, str]) -> list[Path]:
    """Write one file for each ending in `texts`, called by name and day; return the new ones.

    A closed period does not change: a file that is there with other content is kept, and PdsaError
    raised before anything is written.
    """
    paths = {ending: folder / f"{name}-{day}.{ending}" for ending in texts}
    try:
        new = [ending for ending, path in paths.items() if not path.exists()]
        for ending, path in paths.items():
            if ending not in new and path.read_text("utf-8") != texts[ending]:
                message = f"`{path}` is there, and says something else"
                raise PdsaError(message, "remove it if the new figures should stand")
        folder.mkdir(parents=True, exist_ok=True)
        for ending in new:
            paths[ending].write_text(texts[ending], encoding="utf-8", newline="\n")
    except OSError as wrong:
        message = f"`{folder}` cannot be written: {wrong.strerror}"
        raise PdsaError(message, "name another folder") from None
    return [paths[ending] for ending in new]


def _kept(folder: Path, name: str) -> list[Path]:
    return sorted(folder.glob(f"{name}-*.json")) if folder.is_dir() else []


def _day(path: Path, name: str) -> date | None:
    try:
        return read_iso_day(path.stem.removeprefix(f"{name}-"))
    except ValueError:
        return None
