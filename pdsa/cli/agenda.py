"""What `pdsa due` and `pdsa` alone look at: a place, my default district, or everything."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from pdsa.cli.session import at_terminal, open_record, open_workspace, say
from pdsa.core.addresses import (
    Listing,
    find_districts,
    refuse_lost_default,
    resolve_any,
    resolve_collaborative,
    resolve_district,
    short_names,
)
from pdsa.core.due import DueFacts
from pdsa.core.model import Address
from pdsa.storage.due_data import load_due
from pdsa.storage.user_state import read_default
from pdsa.storage.workspace import Scope


class DueFormat(StrEnum):
    """How to write what is due."""

    AUTO = "auto"
    TERMINAL = "terminal"
    PLAIN = "plain"
    JSON = "json"
    ICS = "ics"


_BY_ENDING = {"ics": DueFormat.ICS, "json": DueFormat.JSON, "txt": DueFormat.TERMINAL}


class Agenda(NamedTuple):
    """What is known of each place; `called` names a cycle as a command needs it."""

    places: list[DueFacts]
    called: Callable[[Address], str]


def open_agenda(where: str, district: str, today: date) -> Agenda:
    """Open a place or the places of a district; nothing: my default, else all that goes on.

    Raises PdsaError.
    """
    workspace = open_workspace()
    listing, default = workspace.listing(), read_default(workspace.root)
    addresses = _addresses(where, district, listing, default)
    ids = {address.collaborative for address in addresses}
    # breaks are in the districts' own files, which no smaller scope looks at
    connection = open_record(workspace, Scope(ids.pop()) if len(ids) == 1 else Scope())
    places = [load_due(connection, address) for address in addresses]
    for place in places:
        if place.ends is None:
            file = f"cycles/{place.address.collaborative}/collaborative.yaml"
            say(f"{file} cannot be read, so its meetings are not here; see: pdsa check")
    named = where or district or default
    current = [place for place in places if named or not place.is_over(today)]
    return Agenda(current, short_names(listing, default))


def chosen(form: DueFormat, output: str) -> DueFormat:
    """The form asked for; else by a file's ending: a page at a terminal, values in a pipe."""
    if form != DueFormat.AUTO:
        return form
    if output != "-":
        return _BY_ENDING.get(output.rpartition(".")[2].lower(), DueFormat.PLAIN)
    return DueFormat.TERMINAL if at_terminal() else DueFormat.PLAIN


def _addresses(
    where: str, district: str, listing: Listing, default: Address | None
) -> list[Address]:
    if where and district:
        within = resolve_collaborative(where, listing)
        return [resolve_district(f"{within.collaborative}/{district}", listing)]
    if district:
        found = find_districts(district, listing)
        # one district may be in two collaboratives; two districts are one too many
        alike = len({address.district for address in found}) == 1
        return found if alike else [resolve_district(district, listing)]
    if where:
        return [resolve_any(where, listing, default)]
    refuse_lost_default(default, listing)
    return [default] if default else [Address(id) for id in listing]
