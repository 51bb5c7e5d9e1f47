"""A document -> the text of a new YAML file that a person likes to edit."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml

from pdsa.storage.lines import UNSEEN

_BREAK = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_PLAIN_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_/-]*")
_FLOW_WIDTH = 60  # characters of a list that stays on one line


def to_yaml(document: Mapping[str, Any]) -> str:
    """Return the text of a new file: keys in their order, None left out, days plain.

    Every text reads back as it was, but for characters that no file may hold: line breaks of
    other kinds become newlines, the rest is dropped.
    """
    text: str = yaml.dump(
        dict(document),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        width=10**6,
        default_flow_style=False,
    )
    return text


class _Dumper(yaml.SafeDumper):
    """Writes lists below their key with two spaces, and never an alias."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - PyYAML's signature
        """Indent lists as well, as people do."""
        super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002 - PyYAML's signature
        """Write every text out."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.Node:
    clean = UNSEEN.sub("", _BREAK.sub("\n", text))
    style = "|" if "\n" in clean else None  # PyYAML quotes it where that would not keep it
    return dumper.represent_scalar("tag:yaml.org,2002:str", clean, style)


def _list(dumper: _Dumper, items: Sequence[Any]) -> yaml.Node:
    plain = all(isinstance(item, str) and _PLAIN_WORD.fullmatch(item) for item in items)
    short = plain and sum(len(item) + 2 for item in items) <= _FLOW_WIDTH
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=short)


def _table(dumper: _Dumper, table: dict[str, Any]) -> yaml.Node:
    pairs = [(key, value) for key, value in table.items() if value is not None]
    return dumper.represent_mapping("tag:yaml.org,2002:map", pairs)


def _date(dumper: _Dumper, day: date) -> yaml.Node:
    return dumper.represent_scalar("tag:yaml.org,2002:timestamp", day.isoformat())


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(tuple, _list)
_Dumper.add_representer(date, _date)
_Dumper.add_representer(dict, _table)
