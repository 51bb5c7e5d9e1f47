"""What every command around reports does: open the rows, build the report, render one form."""

from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from sqlite3 import Connection
from typing import NamedTuple

from pdsa.cli.session import open_record, open_workspace, read_day_option, say, today, width
from pdsa.cli.showing import Format, coloured
from pdsa.core.addresses import Listing, resolve_collaborative, resolve_district
from pdsa.core.errors import PdsaError
from pdsa.core.model import Address, Collaborative
from pdsa.core.page import Page
from pdsa.core.periods import closed_on, public_day
from pdsa.core.report import build_report
from pdsa.core.report_lists import last_meeting
from pdsa.core.report_rows import Report
from pdsa.core.report_whole import Wanted
from pdsa.storage.reporting import read_for_report
from pdsa.storage.snapshots import find_earlier, write_snapshot
from pdsa.storage.sources import load_collaborative, load_network_name
from pdsa.storage.workspace import Scope, Workspace

WITH_TRAIL = (Format.HTML, Format.JSON, Format.MARKDOWN)
_KEPT = {"md": "markdown", "html": "html", "json": "json"}  # forms of a snapshot


class Audience(StrEnum):
    """Who reads a report."""

    FACILITATOR = "facilitator"
    MEMBERS = "members"
    PUBLIC = "public"


class Request(NamedTuple):
    """A report as it was asked for."""

    audience: Audience = Audience.MEMBERS
    since: str = ""
    as_of: str = ""
    every_district: bool = False
    compare: str = ""  # folder of snapshots
    trail: bool = True  # every entry in a line, for the forms that show them


class _Opened(NamedTuple):
    """A collaborative, opened for a report."""

    workspace: Workspace
    connection: Connection
    address: Address
    about: Collaborative


def open_report(where: str, request: Request) -> Report:
    """The report of the collaborative or district that `where` means. Raises PdsaError."""
    opened = _open(where, request.audience)
    as_of = read_day_option("--as-of", request.as_of)
    if request.audience == Audience.PUBLIC:
        as_of = public_day(opened.about.meetings, today(), as_of)
    return _build(opened, request, as_of)


def keep_snapshot(where: str, request: Request, folder: str) -> None:
    """Write the report of a closed period in every form of a snapshot. Raises PdsaError."""
    opened = _open(where, request.audience)
    asked = read_day_option("--as-of", request.as_of)
    meetings = opened.about.meetings
    if request.audience == Audience.PUBLIC:
        day = public_day(meetings, today(), asked)
    else:
        day = asked or closed_on(meetings, today())
    found = _build(opened, request._replace(compare=folder), day)
    texts = {
        ending: import_module(f"pdsa.render.{form}").render_report(found)
        for ending, form in _KEPT.items()
    }
    written = write_snapshot(Path(folder), _kept_name(opened.address, request), day, texts)
    for path in written:
        say(f"wrote {path}")
    say("next: commit them, the next report compares with them" if written else "nothing changed")


def open_all_reports(collaborative: str = "") -> list[Report]:
    """The members' report of each collaborative that can be read, or of one. Raises PdsaError."""
    workspace = open_workspace()
    listing = workspace.listing()
    if collaborative:
        ids = [resolve_collaborative(collaborative, listing).collaborative]
    else:
        ids = sorted(listing)
    connection = open_record(workspace, Scope(ids[0] if collaborative else ""))
    return [
        build_report(read.record, today(), Wanted(), read.details, read.calls)
        for read in (read_for_report(connection, workspace, id, today()) for id in ids)
    ]


def open_network(audience: Audience = Audience.MEMBERS, as_of: str = "") -> Page:
    """The page of all collaboratives, as of a day. Raises PdsaError where one cannot be read."""
    from pdsa.core.network_report import Told, build_network_page  # noqa: PLC0415 - one page only

    workspace = open_workspace()
    asked = read_day_option("--as-of", as_of)
    connection = open_record(workspace, Scope())
    told = []
    for id in sorted(workspace.listing()):
        day = asked
        if audience == Audience.PUBLIC:
            day = public_day(load_collaborative(connection, id).meetings, today(), asked)
        read = read_for_report(connection, workspace, id, today(), day)
        wanted = Wanted(str(audience))
        found = build_report(read.record, day or today(), wanted, read.details, read.calls)
        told.append(Told(read.record, read.details, found, day))
    return build_network_page(told, load_network_name(connection))


def render(found: Report | Page, form: Format, output: str) -> str:
    """A report or a page in one form; only the module of that form is loaded."""
    if isinstance(found, Page) and form in {Format.TERMINAL, Format.PLAIN}:
        columns = width() if form == Format.TERMINAL else 0
        page: str = import_module("pdsa.render.page").render_page(found, columns)
        return page
    module = import_module(f"pdsa.render.{form}")
    if isinstance(found, Page):
        other: str = module.render_page(found)
        return other
    if form == Format.TERMINAL:
        screen: str = module.render_report(found, width(), coloured(output))
        return screen
    text: str = module.render_report(found)
    return text


def _open(where: str, audience: Audience) -> _Opened:
    workspace = open_workspace()
    at = _resolve(where, workspace.listing())
    if at.district and audience == Audience.PUBLIC:
        message = "the page of one district is not for the public"
        raise PdsaError(message, "leave out --audience: its board decides what it publishes")
    connection = open_record(workspace, Scope(at.collaborative))
    return _Opened(workspace, connection, at, load_collaborative(connection, at.collaborative))


def _build(opened: _Opened, request: Request, as_of: date | None) -> Report:
    id, day = opened.address.collaborative, as_of or today()
    read = read_for_report(
        opened.connection, opened.workspace, id, today(), as_of, trail=request.trail
    )
    details, since = read.details, _since(request.since, opened.about, day)
    kept = _kept_name(opened.address, request)
    if request.compare and (earlier := find_earlier(Path(request.compare), kept, day)):
        details = details._replace(earlier=earlier)
        since = since or date.fromisoformat(earlier["day"])
    wanted = Wanted(str(request.audience), since, request.every_district, opened.address.district)
    return build_report(read.record, day, wanted, details, read.calls)


def _kept_name(at: Address, request: Request) -> str:
    """What the files of a snapshot are called: the same place for the same readers."""
    members = request.audience == Audience.MEMBERS
    parts = (at.collaborative, at.district, "" if members else str(request.audience))
    return "-".join(filter(None, parts))


def _resolve(where: str, listing: Listing) -> Address:
    """The collaborative or district that is meant; with a slash it can only be a district."""
    return (resolve_district if "/" in where else resolve_collaborative)(where, listing)


def _since(text: str, about: Collaborative, day: date) -> date | None:
    """The day that `--since` names; `meeting` is the last one before `day`."""
    if text == "meeting":
        found = last_meeting(about.meetings, day)
        return found[1].day if found else about.starts
    return read_day_option("--since", text)
