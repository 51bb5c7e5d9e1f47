"""What is said once an illustrative network is made: what it holds, and what to type next."""

from typing import NamedTuple

from pdsa.core.model import Address
from pdsa.core.plain_text import count_words

_DAY = "2025-12-19"  # halfway, when much is open


class Written(NamedTuple):
    """What was written."""

    files: int
    entries: int
    points: int
    commits: int  # 0: without git


def demo_words(folder: str, written: Written, example: Address) -> str:
    """Return the lines; `example` is a cycle that is worth a look."""
    from shlex import quote  # noqa: PLC0415 - only this text is for a shell

    counted = [
        count_words(written.files, "file"),
        count_words(written.entries, "entry", "entries"),
        count_words(written.points, "point"),
        *([count_words(written.commits, "commit")] if written.commits else []),
    ]
    district = example._replace(cycle="")
    return "\n".join(
        [
            f"made {folder}: an illustrative network, no district in it is real",
            f"  {', '.join(counted)}",
            "",
            "next:",
            f"  cd {quote(folder)} && pdsa report {example.collaborative} --today {_DAY}",
            f"  pdsa show {example} --today {_DAY}",
            f"  pdsa history {district}",
            "  pdsa check",
        ]
    )
