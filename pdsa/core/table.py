"""A table as a value: a title, the names of its columns, rows of text."""

from typing import NamedTuple


class Table(NamedTuple):
    """Rows under heads; `empty` is what to say when there are none."""

    name: str  # of its schema: "pdsa.status/1"
    heads: tuple[str, ...]  # in our words: they are the keys of the JSON, too
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""
    unseen: tuple[str, ...] = ()  # heads that a screen has no room for; pipes and JSON have them
    wraps: tuple[str, ...] = ()  # heads whose texts go on in another line of a screen
