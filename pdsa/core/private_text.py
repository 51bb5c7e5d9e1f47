"""Plans and entries whose text may point to a person: refused when written, told when checked."""

from collections.abc import Iterator, Mapping
from typing import Any

from pdsa.core.diagnostics import Code, Diagnostic, Severity, Source
from pdsa.core.errors import PdsaError
from pdsa.core.model import Plan
from pdsa.core.narrative import Finding, scan
from pdsa.core.plain_text import clip, visible

PRIVATE_OK = "private_ok"  # the key, in a body or a plan, of the reason why a text may stay
REASON_HINT = "give the reason without it: a role or a number says as much as a name"

_SHORT = 10  # characters of an id, as the log says it
_SEEN = 40  # characters of what was seen
_NO_TEXT = frozenset(  # keys of ids, days, numbers and fixed words
    (
        *("measure", "day", "from", "to", "value", "numerator", "denominator", "n", "over"),
        *("bound", "corrects", "retracts", "answers", "decision", "because", "score", "as"),
        *("mark", "number", "expect", "expected"),
    )
)
_PLAN_TEXTS = (
    *("title", "change_idea", "objective", "aim", "driver", "theory", "owner", "with_whom"),
    *("where", "no_prediction", "materials", "tasks", "data"),
)

Place = tuple[str | int, ...]


def find_private(tree: Any, place: Place = ()) -> Iterator[tuple[Place, Finding]]:
    """Yield what in the texts of a body or document may point to a person, with its place there."""
    if isinstance(tree, str):
        for finding in scan(tree):
            yield place, finding
    elif isinstance(tree, Mapping):
        for key, part in tree.items():
            if key not in _NO_TEXT:
                yield from find_private(part, (*place, key))
    elif isinstance(tree, list | tuple):
        for position, part in enumerate(tree):
            yield from find_private(part, (*place, position))


def settle_private(document: Mapping[str, Any], why: str) -> dict[str, Any]:
    """Return the body or document, with the reason `why` its text may stay where it needs one.

    Raises PdsaError where a text may point to a person and no reason is given, or where the reason
    itself may.
    """
    found = list(find_private(document))
    if found and why:
        refuse_private_reason(why)
    if found and not why:
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        hint = 'write it without; or say why it may stay: --private-ok "..."'
        raise PdsaError(_message(*found[0]) + more, hint)
    return {**document, PRIVATE_OK: why} if found else dict(document)


def tell_private(document: Mapping[str, Any]) -> list[str]:
    """Return what may point to a person in the texts of a document, a line for each."""
    return [_message(*found) for found in find_private(document)]


def refuse_private_reason(why: str) -> None:
    """Refuse a reason that names, itself, whom nobody is to name. Raises PdsaError."""
    for found in find_private({PRIVATE_OK: why}):
        raise PdsaError(_message(*found), REASON_HINT)


def find_private_in_reason(why: Any, source: Source) -> Iterator[Diagnostic]:
    """The reason why a text of a plan may stay points to nobody; `source` is where it stands."""
    for place, finding in find_private({PRIVATE_OK: why}):
        message = _message(place, finding)
        yield Diagnostic(Code.PRIVATE_TEXT, message, source, REASON_HINT, Severity.WARNING)


def find_private_in_entry(path: str, body: Mapping[str, Any], content: str) -> Iterator[Diagnostic]:
    """The text of an entry points to nobody, or says why it may; `content` is its file's text.

    Where it says why, that reason points to nobody.
    """
    texts = {PRIVATE_OK: body[PRIVATE_OK]} if PRIVATE_OK in body else body
    id = path.rpartition("-")[2].removesuffix(".json")[:_SHORT]
    hint = (
        f"delete its file: pdsa retract {id} --erase; or correct it, and the file keeps the words"
    )
    for place, finding in find_private(texts):
        line, col = _place_of(finding.seen, content)
        message = _message(place, finding)
        source = Source(path, line, col)
        yield Diagnostic(Code.PRIVATE_TEXT, message, source, hint, Severity.WARNING)


def find_private_in_plan(plan: Plan) -> Iterator[Diagnostic]:
    """The text of a plan points to nobody, or says why it may."""
    if PRIVATE_OK in plan.marks:
        return
    texts = {key: getattr(plan, key) for key in _PLAN_TEXTS}
    texts["questions"] = [{"ask": one.ask, "predict": one.predict} for one in plan.questions]
    hint = f"write it without; or say why it may stay: `{PRIVATE_OK}:`"
    for place, finding in find_private(texts):
        message = _message(place, finding)
        source = plan.source(*place)
        yield Diagnostic(Code.PRIVATE_TEXT, message, source, hint, Severity.WARNING)


def _message(place: Place, finding: Finding) -> str:
    key = next((step for step in reversed(place) if isinstance(step, str)), "text")
    return f"`{key}` has {finding.reason}: `{clip(visible(finding.seen), _SEEN)}`"


def _place_of(seen: str, content: str) -> tuple[int, int]:
    """The line and column where a file has the words; its first place where they are escaped."""
    start = content.find(seen.partition("\n")[0])
    if start < 0:
        return 1, 1
    return content.count("\n", 0, start) + 1, start - content.rfind("\n", 0, start)
