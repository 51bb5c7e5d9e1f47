"""What every command around reports does: open the rows, build the report, render one form."""

from datetime import date
from enum import StrEnum
from importlib import import_module

from pdsa.cli.session import open_record, open_workspace, read_day_option, today, width
from pdsa.cli.showing import Format, coloured
from pdsa.core.addresses import Listing, resolve_collaborative, resolve_district
from pdsa.core.model import Address
from pdsa.core.record import Record
from pdsa.core.report import build_report
from pdsa.core.report_lists import last_meeting
from pdsa.core.report_rows import Report
from pdsa.core.report_whole import Wanted
from pdsa.storage.reporting import read_for_report
from pdsa.storage.workspace import Scope


class Audience(StrEnum):
    """Who reads a report."""

    FACILITATOR = "facilitator"
    MEMBERS = "members"
    PUBLIC = "public"


def open_report(
    where: str, audience: Audience, since: str, as_of: date | None, *, every_district: bool
) -> Report:
    """The report of the collaborative that `where` means. Raises PdsaError."""
    workspace = open_workspace()
    at = _resolve(where, workspace.listing())
    connection = open_record(workspace, Scope(at.collaborative))
    day = as_of or today()
    read = read_for_report(connection, workspace, at.collaborative, today(), as_of)
    wanted = Wanted(str(audience), _since(since, read.record, day), every_district, at.district)
    return build_report(read.record, day, wanted, read.details, read.calls)


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


def _resolve(where: str, listing: Listing) -> Address:
    """The collaborative or district that is meant; with a slash it can only be a district."""
    return (resolve_district if "/" in where else resolve_collaborative)(where, listing)


def render(found: Report, form: Format, output: str) -> str:
    """The report in one form; only the module of that form is loaded."""
    if form == Format.TERMINAL:
        screen: str = import_module("pdsa.render.terminal").render_report(
            found, width(), coloured(output)
        )
        return screen
    text: str = import_module(f"pdsa.render.{form}").render_report(found)
    return text


def _since(text: str, record: Record, day: date) -> date | None:
    """The day that `--since` names; `meeting` is the last one before `day`."""
    if text == "meeting":
        found = last_meeting(record, day)
        return found[1].day if found else record.collaborative.starts
    return read_day_option("--since", text)
