"""What belongs to a person, not to the workspace: the default district, and drafts."""

import json
import os
from errno import ENOENT
from pathlib import Path

from pdsa.core.model import Address


def state_folder() -> Path:
    """The folder for a person's own state, by the custom of the system. Raises OSError."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA", "~/AppData/Local")
    else:
        base = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    try:
        return Path(base).expanduser() / "pdsa"
    except RuntimeError:
        raise OSError(ENOENT, "the system knows no folder of your own") from None


def read_default(root: Path) -> Address | None:
    """The default of this person in the workspace at `root`; none when there is none."""
    try:
        defaults = json.loads((state_folder() / "defaults.json").read_text(encoding="utf-8"))
        return Address(*defaults[str(root)].split("/")[:2])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write_default(root: Path, address: Address) -> None:
    """Remember the default of this person in the workspace at `root`. Raises OSError."""
    path = state_folder() / "defaults.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        defaults = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        defaults = {}
    if not isinstance(defaults, dict):
        defaults = {}
    defaults[str(root)] = str(address)
    text = json.dumps(defaults, indent=2, sort_keys=True) + "\n"
    written = path.with_name(f"{os.urandom(8).hex()}.tmp")
    written.write_text(text, encoding="utf-8", newline="\n")
    written.replace(path)


def write_draft(name: str, text: str) -> Path:
    """Keep what was typed where it could not be logged; return where. Raises OSError."""
    path = state_folder() / "drafts" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError:
        path.unlink(missing_ok=True)  # half of it would pass for the whole
        raise
    return path
