"""`pdsa plan`: start a cycle."""

from datetime import date
from typing import Annotated

import typer

from pdsa.cli import options
from pdsa.cli.log import Place, need, open_district, text, texts
from pdsa.cli.making import tell_made
from pdsa.cli.session import today
from pdsa.core.addresses import short_names
from pdsa.core.days import read_day
from pdsa.core.errors import refusing
from pdsa.core.planning import Answers, Known, draft_plan
from pdsa.storage.queries import load_district_measures
from pdsa.storage.setting_up import NewFile, copy_plan, write_plan
from pdsa.storage.sources import load_collaborative, load_plans, load_unread
from pdsa.storage.user_state import read_default

_EXAMPLE = (
    'pdsa plan ai-literacy-2025/ash-valley --try prompt-guides --with "two teachers"'
    ' --predict "both use it every week" --until 2025-11-21'
)
_PREDICT = "predict (or --no-prediction)"
Texts = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(plan)


def plan(
    district: options.District,
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
    starts: Annotated[str, typer.Option(help="First day; else today")] = "today",
    ramp: Annotated[str | None, typer.Option(help="The line of tests; else the idea's")] = None,
    builds_on: Annotated[str | None, typer.Option(help="The cycle before it: 01")] = None,
    scope: Annotated[str | None, typer.Option(help="one-person, one-team, one-site ...")] = None,
    sample_size: Annotated[int | None, typer.Option(min=1, help="How many take part")] = None,
    material: Annotated[Texts, typer.Option(help="A link or a source; repeat for more")] = None,
    dates: Annotated[str | None, typer.Option(help="illustrative: the source gives none")] = None,
    from_: Annotated[str | None, typer.Option("--from", help="A plan's file, or -")] = None,
    dry_run: options.DryRun = False,
) -> None:
    """Plan: start a cycle

    \b
    pdsa plan ai-literacy-2025/ash-valley --try prompt-guides \\
         --with "two teachers" --predict "both use it weekly" --until 2025-11-21
    pdsa plan ash-valley --from plan.yaml
    """
    if from_:
        _plan_from_file(open_district(district), from_, dry_run=dry_run)
        return
    prediction = predict or expect or no_prediction
    need(_EXAMPLE, **{"try": try_, "with": with_, _PREDICT: prediction, "until": until})
    place = open_district(district)
    answers = Answers(
        texts(
            change_idea=try_,
            with_whom=with_,
            title=title,
            type=type,
            objective=objective,
            owner=owner,
            ramp=ramp,
            builds_on=builds_on,
            scope=scope,
            dates=dates,
            no_prediction=no_prediction,
        ),
        *_days(starts, until or ""),
        [text("--predict", answer) for answer in predict or ()],
        [text("--question", answer) for answer in question or ()],
        expect or (),
        measure or (),
        [text("--material", answer) for answer in material or ()],
        sample_size,
    )
    cycle, document = draft_plan(answers, _known(place), today())
    _tell(place, write_plan(place.workspace, place.address, cycle, document, dry_run=dry_run))


def _plan_from_file(place: Place, name: str, *, dry_run: bool) -> None:
    _tell(place, copy_plan(place.workspace, _known(place), place.address, name, dry_run=dry_run))


def _days(starts: str, until: str) -> tuple[date, date]:
    with refusing():
        return read_day(starts, today()), read_day(until, today())


def _known(place: Place) -> Known:
    address = place.address
    return Known(
        load_collaborative(place.connection, address.collaborative),
        load_plans(place.connection, address),
        place.workspace.listing()[address.collaborative][address.district],
        load_district_measures(place.connection, address),
        load_unread(place.connection, address),
    )


def _tell(place: Place, made: NewFile) -> None:
    cycle = made.path.rpartition("/")[2].partition(".yaml")[0]
    address = place.address._replace(cycle=cycle)
    default = read_default(place.workspace.root)
    called = short_names(place.workspace.listing(), default)(address)
    tell_made([made], f"pdsa do {called} --as-planned yes --observed ...")
