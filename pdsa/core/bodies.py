"""The body of an entry: all of it fits its kind, or none of it counts."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from pdsa.core.diagnostics import Code
from pdsa.core.documents import BODIES
from pdsa.core.shape import Place, Problem, Tree, fit
from pdsa.core.values import read_typed, read_value


def fit_body(kind: str, tree: Tree) -> tuple[dict[str, Any] | None, list[Problem]]:
    """Return the body in its clean form, and every problem found.

    None when anything but a key that a newer version wrote is wrong: half an entry would shift the
    numbers of its points, and say less than its author said.
    """
    body, problems = fit(BODIES[kind], tree)
    if body is not None and not _costs_the_body(problems):
        for position, point in enumerate(body.get("points", ())):
            problems += _point_problems(point, ("points", position))
    if body is None or _costs_the_body(problems):
        return None, problems
    return {**tree, **body}, problems


def _costs_the_body(problems: list[Problem]) -> bool:
    return any(problem.code != Code.UNKNOWN_KEY for problem in problems)


def _point_problems(point: dict[str, Any], place: Place) -> Iterator[Problem]:
    first, last = point.get("from"), point.get("to")
    if bool(first) != bool(last):
        message = "a period needs `from` and `to`"
        yield Problem(place, Code.MISSING_KEY, message, "set both of them")
    elif first and last and date.fromisoformat(first) > date.fromisoformat(last):
        message = f"`{first}` is after `{last}`"
        yield Problem((*place, "to"), Code.ENDS_BEFORE_START, message, "swap the two days")
    parts = [key for key in ("numerator", "denominator") if key in point]
    if ("value" in point) == (len(parts) > 0) or len(parts) == 1:
        message = "a point needs a `value`, or a `numerator` and a `denominator`"
        yield Problem(place, Code.MISSING_KEY, message, "write one of the two")
        return
    try:
        read_value(read_typed(point))  # 0/0, or a bound on a yes: each part alone is right
    except ValueError as wrong:
        message, hint = wrong.args
        yield Problem((*place, *parts[1:]), Code.BAD_VALUE, message, hint)
