"""What is said once an illustrative network is made: what it holds, and what to type next."""

from collections.abc import Iterable
from typing import NamedTuple

from pdsa.core.demo.series import Truth
from pdsa.core.ids import leading_token
from pdsa.core.model import Address
from pdsa.core.plain_text import count_words

_DAY = "2025-12-19"  # halfway, when much is open


class Written(NamedTuple):
    """What was written."""

    files: int
    entries: int
    points: int
    commits: int  # 0: without git
    done: bool = True  # not in a dry run


_README = """# An illustrative network

Made up by `pdsa demo`: no district in it is real, no figure was counted, nobody said what is said.
Use it to try commands on; do whatever you like with it.

## What is true of its figures

Most measures are noise around a level. These were made to change; a report that is honest finds
some of them, cannot tell of others, and may be fooled now and then.

| district | measure | from | what |
|---|---|---|---|
{}
"""


def readme(truths: Iterable[Truth]) -> str:
    """Return the page that lies beside the network's files: what it is, and what is true."""
    return _README.format("\n".join(map(_row, truths)))


def _row(truth: Truth) -> str:
    if truth.kind == "dip":
        what = f"for one week, {truth.after:.0%} of what it would be"
        return f"| all of {truth.collaborative} | {truth.measure} | {truth.since} | {what} |"
    before, after = (_level(value, truth.is_share) for value in (truth.before, truth.after))
    place = f"{truth.collaborative}/{truth.district}"
    return f"| {place} | {truth.measure} | {truth.since} | {before} to {after} |"


def _level(value: float, is_share: bool) -> str:
    return f"{value * 100:.0f} %" if is_share else f"{value:.1f}"


def demo_words(folder: str, written: Written, example: Address, measure: str) -> str:
    """Return the lines; `example` is a cycle worth a look, `measure` one of its district."""
    from shlex import quote  # noqa: PLC0415 - only this text is for a shell

    counted = [
        count_words(written.files, "file"),
        count_words(written.entries, "entry", "entries"),
        count_words(written.points, "point"),
        *([count_words(written.commits, "commit")] if written.commits else []),
    ]
    district = example._replace(cycle="")
    made = "made" if written.done else "would make"
    lines = [
        f"{made} {folder}: an illustrative network, no district in it is real",
        f"  {', '.join(counted)}",
    ]
    if written.done:
        lines += [
            "",
            "next:",
            f"  cd {quote(folder)} && pdsa report {example.collaborative} --as-of {_DAY}",
            f"  pdsa chart {district} {measure}",
            f"  pdsa show {district}/{leading_token(example.cycle).zfill(2)}",
            f"  pdsa practices {example.collaborative}",
        ]
    return "\n".join(lines)
