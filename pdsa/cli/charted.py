"""Where charts come from and where they go: a file or the record, a screen, a pipe or a picture."""

import os
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from pdsa.cli.charting_options import ChartFormat
from pdsa.cli.session import open_record, open_workspace, say, today, width
from pdsa.cli.showing import coloured, put
from pdsa.core.chart import Chart, Subject
from pdsa.core.chart_wishes import Found, Wishes, grant
from pdsa.core.charting import build_charts
from pdsa.core.errors import PdsaError


class Charted(NamedTuple):
    """Charts to show: one, or the districts of a collaborative with sentences about all."""

    charts: Sequence[Chart]
    title: str = ""  # of several
    sentences: tuple[str, ...] = ()


class Place(NamedTuple):
    """What to chart from the record, as typed."""

    where: str
    measure: str
    site: str = ""
    subgroup: str = ""


def chart_file(path: str, wishes: Wishes, column: str = "", as_of: date | None = None) -> Charted:
    """The chart of a file of points; needs no workspace. Raises PdsaError."""
    from pdsa.storage.points_file import read_points  # noqa: PLC0415 - only where one is named

    read = read_points(path, rates=wishes.chart == "u", column=column)
    known = tuple(one for one in read.observations if as_of is None or one.day <= as_of)
    if not known:
        raise PdsaError(f"there is no point on or before {as_of}", "choose a later --as-of")
    found = Found(Subject(read.name, unit=read.unit), known, notes=read.notes)
    day = as_of or today()
    return Charted(build_charts([grant(found, wishes, day)], day))


def chart_record(place: Place, wishes: Wishes, as_of: date | None = None) -> Charted:
    """The chart of a measure of a district, or one for each district. Raises PdsaError."""
    from pdsa.core.chart_districts import build_districts, district_sentences  # noqa: PLC0415
    from pdsa.core.chart_record import read_counted, resolve_place  # noqa: PLC0415
    from pdsa.storage.as_of import rows_as_of  # noqa: PLC0415
    from pdsa.storage.chart_data import load_all_counted, load_members  # noqa: PLC0415
    from pdsa.storage.user_state import read_default  # noqa: PLC0415
    from pdsa.storage.workspace import Scope  # noqa: PLC0415

    workspace, day = open_workspace(), as_of or today()
    named = (workspace.listing(), read_default(workspace.root))
    address, measure = resolve_place(place.where, place.measure, *named)
    connection = open_record(workspace, Scope(address.collaborative))
    if as_of:
        connection = rows_as_of(connection, address.collaborative, as_of)
    counted = load_all_counted(connection, address, measure)
    if address.district:
        found = read_counted(counted[0], place.site, place.subgroup)
        return Charted(build_charts([grant(found, wishes, day)], day))
    charts = build_districts(counted, wishes, day, place.site, place.subgroup)
    collaborative, members = load_members(connection, address.collaborative)
    title = f"{charts[0].subject.measure}, {collaborative}"
    return Charted(charts, title, district_sentences(charts, members))


def refuse_misplaced(place: Sequence[str], file: str, column: str, output: str) -> None:
    """Raise PdsaError for flags that do not go together, and for a file written over itself."""
    if file and any(place):
        message = "a file of points has no district, site or subgroup of its own"
        raise PdsaError(message, "name a place and a measure, or give --from, not both")
    if column and not file:
        raise PdsaError("`--column` is for a file of points", "add --from points.csv")
    both_are_files = "-" not in {file, output} and Path(file).exists() and Path(output).exists()
    if file and both_are_files and Path(output).samefile(file):
        raise PdsaError(f"`{output}` holds the points of this chart", "write to another file")


def show(found: Charted, form: ChartFormat, output: str, small: bool = False) -> None:
    """Write the charts in a form to standard output or a file. Raises PdsaError."""
    if small and (found.title or form not in {ChartFormat.SVG, ChartFormat.PNG}):
        raise PdsaError("`--small` is for a picture of one chart", "add -o chart.svg")
    if form == ChartFormat.PNG:
        _put_picture(_in_svg(found, small), output)
    elif form == ChartFormat.SVG:
        from pdsa.render.flat_svg import widen  # noqa: PLC0415 - one form at a time

        put(widen(_in_svg(found, small)), output)
    else:
        put(_render(found, form, output), output)
    if form != ChartFormat.TERMINAL:
        for sentence in found.sentences:
            say(sentence)


def _render(found: Charted, form: ChartFormat, output: str) -> str:
    if form == ChartFormat.TERMINAL:
        return _in_terminal(found, _ascii_only(), colour=coloured(output))
    one, several = _plain_renderers(form)
    return several(found.charts) if found.title else one(found.charts[0])


def _plain_renderers(
    form: ChartFormat,
) -> tuple[Callable[[Chart], str], Callable[[Sequence[Chart]], str]]:
    match form:  # one form at a time
        case ChartFormat.JSON:
            from pdsa.render import chart_json  # noqa: PLC0415

            return chart_json.render_chart, chart_json.render_charts
        case ChartFormat.CSV:
            from pdsa.render import chart_csv  # noqa: PLC0415

            return chart_csv.render_chart, chart_csv.render_charts
    from pdsa.render import chart_plain  # noqa: PLC0415

    return chart_plain.render_chart, chart_plain.render_charts


def _in_terminal(found: Charted, ascii: bool, *, colour: bool) -> str:
    from pdsa.render import chart_terminal  # noqa: PLC0415 - one form at a time

    if not found.title:
        return chart_terminal.render_chart(found.charts[0], width(), ascii, colour)
    from textwrap import fill  # noqa: PLC0415 - for several only

    drawn = chart_terminal.render_charts(found.charts, width(), ascii, colour)
    told = "\n".join(fill(sentence, width()) for sentence in found.sentences)
    return f"{drawn.rstrip()}\n\n{told}\n"


def _ascii_only() -> bool:
    """Whether the screen has no more signs than a typewriter: the C locale, the Linux console."""
    locales = (os.environ.get(name) for name in ("LC_ALL", "LC_CTYPE", "LANG"))
    return next(filter(None, locales), "") in {"C", "POSIX"} or os.environ.get("TERM") == "linux"


def _in_svg(found: Charted, small: bool) -> str:
    if not found.title:
        from pdsa.render.chart_svg import render_chart  # noqa: PLC0415 - one form at a time

        return render_chart(found.charts[0], small)
    from pdsa.render.chart_multiples import render_small_multiples  # noqa: PLC0415

    return render_small_multiples(found.charts, found.title, found.sentences)


def _put_picture(svg: str, output: str) -> None:
    """Write a PNG picture. Raises PdsaError where nothing here can draw one."""
    try:
        resvg = import_module("resvg_py")  # an extra that few install
    except ImportError:
        message = "nothing here can draw a PNG picture"
        hint = "install pdsa-cycles[png], or write a picture that every browser shows: -o chart.svg"
        raise PdsaError(message, hint) from None
    from pdsa.render.flat_svg import flatten  # noqa: PLC0415 - for pictures of dots only

    try:
        Path(output).write_bytes(bytes(resvg.svg_to_bytes(svg_string=flatten(svg), zoom=2)))
        say(f"wrote {output}")
    except OSError as wrong:
        message = f"`{output}` cannot be written: {wrong.strerror}"
        raise PdsaError(message, "name another file") from None
