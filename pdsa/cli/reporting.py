"""What every command around reports does: open the rows, build the report, render one form."""

from datetime import date
from enum import StrEnum
from importlib import import_module

from pdsa.cli.session import open_record, open_workspace, read_day_option, today, width
from pdsa.cli.showing import Format, coloured
from pdsa.core.addresses import resolve_collaborative
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
    id = resolve_collaborative(where, workspace.listing()).collaborative
    connection = open_record(workspace, Scope(id))
    day = as_of or today()
    read = read_for_report(connection, workspace, id, today(), as_of)
    wanted = Wanted(str(audience), _since(since, read.record, day), every_district)
    return build_report(read.record, day, wanted, read.details, read.calls)


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
