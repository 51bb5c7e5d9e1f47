"""`pdsa plan`: start a cycle."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

import typer

from pdsa.cli import options
from pdsa.cli.log import Place, flag, need, open_district, text, texts
from pdsa.cli.making import tell_made
from pdsa.cli.session import await_input, open_workspace, say, today
from pdsa.core.addresses import short_names
from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.planning import Answers, Known, draft_plan
from pdsa.core.private_text import settle_private
from pdsa.storage.queries import load_district_measures
from pdsa.storage.setting_up import NewFile, copy_plan, write_plan
from pdsa.storage.sources import load_collaborative, load_plans, load_unread
from pdsa.storage.user_state import read_default

_EXAMPLE = (
    'pdsa plan ai-literacy-2025/ash-valley --try prompt-guides --with "two teachers"'
    ' --predict "both use it every week" --until 2025-11-21'
)
_KEYS = {"try_": "change_idea", "with_": "with_whom"}  # flag -> key of the plan
_ONE_TEXT = (
    *("try_", "with_", "title", "type", "objective", "owner", "ramp"),
    *("builds_on", "scope", "dates", "no_prediction"),
)
_PREDICT = "predict (or --no-prediction)"
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
    pdsa plan ash-valley --from plan.yaml
    """
    given = {name: said for name, said in locals().items() if said is not None}
    if from_:
        _refuse_beside_file(given)
        _plan_from_file(_open(district), from_, dry_run=dry_run)
        return
    prediction = predict or expect or no_prediction
    need(_EXAMPLE, **{"try": try_, "with": with_, _PREDICT: prediction, "until": until})
    place = _open(district)
    answers = Answers(
        _texts(given),
        *_days(starts or "today", until or ""),
        [text("--predict", answer) for answer in predict or ()],
        [text("--question", answer) for answer in question or ()],
        expect or (),
        measure or (),
        [text("--material", answer) for answer in material or ()],
        sample_size,
    )
    known = _known(place)
    cycle, document = draft_plan(answers, known, today())
    why = text("--private-ok", private_ok) if private_ok else ""
    document = settle_private(document, why)
    address = place.address._replace(cycle=cycle)
    _tell(place, write_plan(place.workspace, known, address, document, dry_run=dry_run))


def _plan_from_file(place: Place, name: str, *, dry_run: bool) -> None:
    if name == "-":
        await_input()
    workspace, known = place.workspace, _known(place)
    made, says_when = copy_plan(workspace, known, place.address, name, dry_run=dry_run)
    if not says_when:
        say("`planned` is not in it: nobody will know whether it was written before the data")
    _tell(place, made)


def _texts(given: Mapping[str, Any]) -> dict[str, str]:
    """The answers that are one text each, by key of the plan."""
    said = texts(**{name: given[name] for name in _ONE_TEXT if name in given})
    return {_KEYS.get(name, name): text for name, text in said.items()}


def _refuse_beside_file(given: Mapping[str, Any]) -> None:
    if flags := [flag(name) for name in given if name not in {"district", "from_", "dry_run"}]:
        hint = "write it into the file, or plan by flags alone"
        raise PdsaError(
            f"--from takes the whole plan from a file, without {', '.join(flags)}", hint
        )


def _open(district: str) -> Place:
    """The district that was named, else my default. Raises PdsaError."""
    if district:
        return open_district(district)
    default = read_default(open_workspace().root)
    if default is None:
        hint = (
            f"name it, or set a default: pdsa use COLLABORATIVE/DISTRICT; for example: {_EXAMPLE}"
        )
        raise PdsaError("still needed: district", hint)
    return open_district(str(default))


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
