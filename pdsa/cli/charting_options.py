"""The flags of `pdsa chart`, and which form the answer takes."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from pdsa.cli.session import at_terminal
from pdsa.core.errors import PdsaError


class ChartFormat(StrEnum):
    """How to write a chart."""

    AUTO = "auto"
    TERMINAL = "terminal"
    PLAIN = "plain"
    SVG = "svg"
    JSON = "json"
    CSV = "csv"
    PNG = "png"


class Kind(StrEnum):
    """The charts: a run chart, and Shewhart's."""

    RUN = "run"
    I = "i"  # noqa: E741 - its name
    MR = "mr"
    P = "p"
    PP = "pp"
    U = "u"
    C = "c"


class Rules(StrEnum):
    """What counts as a signal."""

    ANHOEJ = "anhoej"
    IHI = "ihi"
    NHS = "nhs"


class Better(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


Where = Annotated[
    str, typer.Argument(help="A cycle, a district or a collaborative; else my default")
]
What = Annotated[str, typer.Argument(help="The measure")]
File = Annotated[
    str, typer.Option("--from", help="A file of day,value or day,numerator,denominator; or -")
]
Chart = Annotated[
    Kind | None, typer.Option("--chart", help="run; or with limits: i, mr, p, pp, u, c")
]
By = Annotated[Rules | None, typer.Option("--rules", help="Which rules say what is unusual")]
Freeze = Annotated[str, typer.Option(help="Last day of the baseline, or how many points")]
Phase = Annotated[list[str] | None, typer.Option(help="First day of a new phase; repeat for more")]
Exclude = Annotated[list[str] | None, typer.Option(help="Leave this day out; repeat for more")]
Centre = Annotated[str, typer.Option(help="Draw the centre line here")]
Target = Annotated[str, typer.Option(help="Draw the goal here")]
Change = Annotated[str, typer.Option(help="Day of the change: gives the direction")]
Wanted = Annotated[Better | None, typer.Option("--better", help="Which way is better")]
Screened = Annotated[bool, typer.Option("--screened", help="Leave extreme moving ranges out")]
Site = Annotated[str, typer.Option(help="One school, which stands beside the total")]
Subgroup = Annotated[str, typer.Option(help="Some people, who stand beside the total")]
Form = Annotated[
    ChartFormat, typer.Option("--format", help="auto: a picture at a terminal, values in a pipe")
]
Column = Annotated[
    str, typer.Option(help="Of --from: the column of values; A/B for part and whole")
]
AsOf = Annotated[str, typer.Option("--as-of", help="As it stood on that day")]
Small = Annotated[bool, typer.Option("--small", help="A narrow picture, for a telephone")]
Output = Annotated[
    str, typer.Option("-o", "--output", help="A file: .svg, .png, .csv, .json, .tsv or .txt")
]

_BY_ENDING = {
    ".svg": ChartFormat.SVG,
    ".png": ChartFormat.PNG,
    ".csv": ChartFormat.CSV,
    ".json": ChartFormat.JSON,
    ".tsv": ChartFormat.PLAIN,
    ".txt": ChartFormat.TERMINAL,
}


def chosen_form(form: ChartFormat, *, as_json: bool, output: str) -> ChartFormat:
    """The form asked for; else by a file's ending: a picture at a terminal, values in a pipe.

    Raises PdsaError for an ending that says nothing, and for a picture with no file to go to.
    """
    if as_json:
        return ChartFormat.JSON
    if form == ChartFormat.PNG and output == "-":
        raise PdsaError("a PNG picture goes to a file", "add -o chart.png")
    if form != ChartFormat.AUTO:
        return form
    if output == "-":
        return ChartFormat.TERMINAL if at_terminal() else ChartFormat.PLAIN
    ending = Path(output).suffix.lower()
    if ending not in _BY_ENDING:
        known = ", ".join(_BY_ENDING)
        message = f"`{output}` does not say how to write the chart"
        raise PdsaError(message, f"end it in {known}; or add --format")
    return _BY_ENDING[ending]
