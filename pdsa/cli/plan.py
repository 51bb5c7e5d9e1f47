"""`pdsa plan`: start a cycle."""

from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.kept import keeping
from pdsa.cli.planning import answers_of, open_start, plan_from_file, write_answers
from pdsa.cli.prompts import require
from pdsa.core.errors import PdsaError
from pdsa.core.flags import flag
from pdsa.core.plan_questions import plan_prompts

_EXAMPLE = (
    'pdsa plan ai-literacy-2025/ash-valley --try prompt-guides --with "two teachers"'
    ' --predict "both use it every week" --until 2025-11-21'
)
Texts = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(plan)


def plan(
    district: options.DefaultDistrict = "",
    try_: Annotated[
        str | None, typer.Option("--try", help="The change idea: its id, or words")
    ] = None,
    with_: Annotated[str | None, typer.Option("--with", help="With whom")] = None,
    predict: Annotated[Texts, typer.Option(help="What you expect to see")] = None,
    until: Annotated[str | None, typer.Option(help="Last day, as in 2025-11-21")] = None,
    no_prediction: Annotated[str | None, typer.Option(help="Why there is none")] = None,
    title: Annotated[str | None, typer.Option(help="One line; else the idea")] = None,
    type: Annotated[str | None, typer.Option(help="collect-data, test-change ...")] = None,
    objective: Annotated[str | None, typer.Option(help="What this cycle should teach")] = None,
    question: Annotated[Texts, typer.Option(help="What you want to know; repeat for more")] = None,
    expect: Annotated[Texts, typer.Option(help='"weekly-use at least 75% by 2025-11-21"')] = None,
    measure: Annotated[
        Texts, typer.Option(help='"ID: name; unit; per week; up; about staff"')
    ] = None,
    owner: Annotated[str | None, typer.Option(help="A role; else as last time")] = None,
    starts: Annotated[str | None, typer.Option(help="First day; else today")] = None,
    ramp: Annotated[str | None, typer.Option(help="The line of tests; else the idea's")] = None,
    builds_on: Annotated[str | None, typer.Option(help="The cycle before it: 01")] = None,
    scope: Annotated[str | None, typer.Option(help="one-person, one-team, one-site ...")] = None,
    sample_size: Annotated[int | None, typer.Option(min=1, help="How many take part")] = None,
    material: Annotated[Texts, typer.Option(help="A link or a source; repeat for more")] = None,
    next_: Annotated[str, typer.Option("--next", help="Go on from this cycle of a line: 01")] = "",
    borrow: Annotated[
        str, typer.Option(help="Start from another district's plan: birch-hill/02")
    ] = "",
    dates: Annotated[str | None, typer.Option(help="illustrative: the source gives none")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="A plan's file, or -")] = None,
    dry_run: options.DryRun = False,
    private_ok: Annotated[
        str | None, typer.Option(help="Why a text that may point to a person may stay")
    ] = None,
) -> None:
    """Plan: start a cycle

    \b
    pdsa plan ai-literacy-2025/ash-valley --try prompt-guides \\
         --with "two teachers" --predict "both use it weekly" --until 2025-11-21
    pdsa plan --next 01 --with "six teachers" --predict "all will" \\
         --until 2025-12-12
    pdsa plan ash-valley --borrow birch-hill/02 --with "one class" \\
         --predict "half will" --until 2025-12-12
    pdsa plan ash-valley --from plan.yaml
    """
    flags = {name.strip("_"): said for name, said in locals().items() if said not in (None, "")}
    if from_:
        _refuse_beside_file(flags)
        plan_from_file(district, from_, _EXAMPLE, dry_run=dry_run)
        return
    said = _said(flags)
    require(_EXAMPLE, plan_prompts, said)
    start = open_start(district, next_, borrow, _EXAMPLE)
    answers = answers_of(start, said, starts)
    with keeping():
        write_answers(start, answers, flags)


def _said(flags: dict[str, Any]) -> dict[str, Any]:
    """The answers among the flags. A way to do without a prediction is an answer, too."""
    names = ("try", "with", "predict", "no_prediction", "expect", "until", "title", "scope")
    said = {name: flags[name] for name in names if flags.get(name)}
    if {"no_prediction", "expect"} & {*said}:
        said.setdefault("predict", "")
    if "next" in flags or "borrow" in flags:
        said.setdefault("try", "")
    return said


def _refuse_beside_file(flags: dict[str, Any]) -> None:
    alone = {"district", "from", "dry_run"}
    if beside := [flag(name) for name, said in flags.items() if said and name not in alone]:
        hint = "write it into the file, or plan by flags alone"
        message = f"--from takes the whole plan from a file, without {', '.join(beside)}"
        raise PdsaError(message, hint)
