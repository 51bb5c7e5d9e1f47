"""How `record` comes to its points: what is asked, when they were, and which may not be."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from pdsa.cli.log import Place
from pdsa.cli.prompts import ask_about
from pdsa.cli.session import today
from pdsa.core.days import read_day
from pdsa.core.errors import PdsaError, refusing
from pdsa.core.questions import record_prompts
from pdsa.core.recording import Recording, draft_points
from pdsa.core.refusals import refuse_same_point, refuse_undeclared
from pdsa.core.series import read_point
from pdsa.storage.queries import load_district_measures, load_points


def ask_of_points(place: Place, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return all answers, typed ones as the flags would have given them. Raises PdsaError."""
    measures = load_district_measures(place.connection, place.address)
    if "measure" in said:
        refuse_undeclared(said["measure"], measures)
    prompts = partial(record_prompts, measures=measures, today=today())
    answers: dict[str, Any] = ask_about(place, "record", prompts, said)
    if isinstance(answers["values"], str):
        answers["values"] = [answers["values"]]
    return answers | ({"n": int(answers["n"])} if "n" in answers else {})


def points_of(place: Place, answers: Mapping[str, Any], told: Recording) -> list[dict[str, Any]]:
    """Return the points as an entry keeps them. Raises PdsaError, also for one that is there."""
    measure = load_district_measures(place.connection, place.address)[answers["measure"]]
    points = draft_points(measure, answers["values"], told, today())
    known = load_points(place.connection, place.address, measure.id)
    for point in points:
        refuse_same_point(read_point(point, today(), measure), known)
    return points


def read_days(day: str, since: str, to: str) -> tuple[date, date | None]:
    """Return the day, or the last and the first day of a period. Raises PdsaError."""
    if bool(since) != bool(to) or (day and since):
        raise PdsaError("a point has a day, or a period", "give --day, or --from and --to")
    with refusing():
        first = read_day(since, today()) if since else None
        return read_day(to or day or "today", today()), first
