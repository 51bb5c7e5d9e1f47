"""The sections of a report for an audience: what each may see is decided here and nowhere else."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from pdsa.core.calls import Call, CallFacts, whom_to_call
from pdsa.core.details import Details
from pdsa.core.progress import score_rows
from pdsa.core.quality import quality_rows
from pdsa.core.report_changes import change_rows
from pdsa.core.report_evidence import evidence_rows
from pdsa.core.report_index import Index
from pdsa.core.report_lists import (
    agenda_rows,
    alignment_rows,
    driver_tree,
    new_cycles,
    news_of,
    resource_rows,
)
from pdsa.core.report_parts import district_parts
from pdsa.core.report_rows import IdeaRow
from pdsa.core.report_sections import CallRow, Sections


class Wanted(NamedTuple):
    """What somebody asks of a report."""

    audience: str = "members"  # facilitator, members, public
    since: date | None = None  # what is newer is marked
    every_district: bool = False  # on a screen, not only the first ones
    district: str = ""  # its id: the page of one district


def build_sections(
    index: Index, ideas: Sequence[IdeaRow], details: Details, calls: CallFacts, wanted: Wanted
) -> Sections:
    """Return the sections of a report on the index's day.

    Whom to call, scores and who came to a meeting are for the facilitator alone. A public report
    starts from what members see; `report_public` then takes out what privacy hides.
    """
    facilitator = wanted.audience == "facilitator"
    new = new_cycles(index.record, wanted.since)
    evidence = tuple(evidence_rows(ideas, index, details, new))
    sections = Sections(
        news=news_of(index.record, details.said, wanted.since) if wanted.since else None,
        evidence=evidence,
        changes=tuple(change_rows(index, details)),
        agenda=tuple(agenda_rows(evidence, ideas, index)),
        quality=quality_rows(index, details, index.today),
        drivers=driver_tree(ideas, index, details),
        alignments=tuple(alignment_rows(index, details)),
        resources=tuple(resource_rows(index, details)),
        parts=tuple(district_parts(index, details, index.today, wanted.since)),
    )
    if facilitator:
        found = whom_to_call(index.record, index.states, calls, index.today)
        return sections._replace(
            calls=tuple(_call_rows(found)), scores=tuple(score_rows(index, details))
        )
    return sections._replace(parts=tuple(part._replace(came=None) for part in sections.parts))


def _call_rows(calls: Iterable[Call]) -> Iterable[CallRow]:
    for call in calls:
        places = (call.cycle,) if call.cycle else ()
        yield CallRow(call.districts, ", ".join(call.names), call.why, call.open_with, places)
