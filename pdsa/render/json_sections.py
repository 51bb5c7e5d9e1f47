"""The sections of a report as JSON values: the fields of a section are its keys."""

from collections.abc import Callable
from datetime import date
from typing import Any

from pdsa.core.chart import Chart
from pdsa.core.report_rows import Report
from pdsa.core.report_sections import (
    DistrictChart,
    DriverNode,
    Evidence,
    IdeaLeaf,
    QualityRow,
    Sections,
)
from pdsa.render.chart_json import chart_value


def section_values(report: Report) -> dict[str, Any]:
    """Return every section under its name; what an audience may not see is empty."""
    named = {row.id for row in report.districts}
    shown = [part for part in report.sections.parts if part.district in named]
    sections = report.sections._replace(parts=tuple(shown))
    return {name: _value(getattr(sections, name)) for name in Sections._fields}


def _value(found: Any) -> Any:
    """Return a value of core as JSON has it; days as in 2025-11-03."""
    if shaped := _SHAPES.get(type(found)):
        return shaped(found)
    if isinstance(found, tuple):
        return _fields(found) if hasattr(found, "_fields") else [_value(one) for one in found]
    return str(found) if isinstance(found, date) else found


def _fields(found: Any, without: tuple[str, ...] = ()) -> dict[str, Any]:
    names = [name for name in found._fields if name not in without]
    return {name: _value(getattr(found, name)) for name in names}


def _quality(row: QualityRow) -> dict[str, Any]:
    return {
        "principle": row.id,
        "words": row.principle,
        "k": row.k,
        "n": row.n,
        "of": row.of,
        "published": row.published or None,
        "before": row.before and {"k": row.before[0], "n": row.before[1]},
        "lacking": list(row.lacking),
    }


def _evidence(found: Evidence) -> dict[str, Any]:
    return {"change_idea": found.idea, **_fields(found, without=("idea",))}


def _chart(found: DistrictChart) -> dict[str, Any]:
    return _fields(found, without=("bars",))  # they are for screens: the points are in the chart


def _leaf(found: IdeaLeaf) -> dict[str, Any]:
    decisions = dict(found.decisions)
    leaf = _fields(found, without=("id", "decisions"))
    return {"change_idea": found.id, **leaf, "decisions": decisions}


def _node(found: DriverNode) -> dict[str, Any]:
    return {"driver": found.id or None, **_fields(found, without=("id",))}


_SHAPES: dict[type, Callable[[Any], dict[str, Any]]] = {
    QualityRow: _quality,
    Evidence: _evidence,
    DistrictChart: _chart,
    IdeaLeaf: _leaf,
    DriverNode: _node,
    Chart: chart_value,
}
