"""What `study` and `close` share: the predictions of a cycle, beside what the data say."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from pdsa.cli.log import Place, texts
from pdsa.cli.prompts import ask_about, can_ask
from pdsa.cli.session import read_day_option, today
from pdsa.core.answered import doubts_on_close, marked, marks_in
from pdsa.core.errors import PdsaError
from pdsa.core.marks import draft_marks
from pdsa.core.questions import Prompt
from pdsa.core.record import CycleFacts, PredictionFact
from pdsa.core.refusals import read_decision, refuse_reason
from pdsa.storage.queries import load_predictions

if TYPE_CHECKING:
    from pdsa.core.predictions import Score

_STUDY = ("result", "learned", "surprise", "not_for")
_ACT = ("why", "next", "spread", "resource", "because")


def ask_of_study(
    place: Place,
    verb: str,
    prompts: Callable[..., Iterator[Prompt]],
    said: Mapping[str, Any],
    flags: Sequence[str] | None,
    day: str,
) -> Any:
    """Return all answers about a cycle, marks included; `flags` are those that were given.

    Raises PdsaError for a mark that is none, before anything is asked.
    """
    known = list(load_predictions(place.connection, place.address))
    draft_marks(flags or (), known)
    answers = {**said, **marked(flags or ())}
    if not can_ask() or place.facts is None:
        return ask_about(place, verb, prompts, answers, day)
    scores = _scores(place, place.facts, known)
    in_words = {number: _in_words(found) for number, found in scores.items()}
    prompts = partial(prompts, predictions=known, scores=in_words)
    if verb != "close":  # a study may well come while the test runs
        return ask_about(place, verb, prompts, answers, day)
    doubt = partial(
        doubts_on_close,
        facts=place.facts,
        predictions=known,
        told={number for number, found in scores.items() if found.is_told},
        day=read_day_option("--day", day) or today(),
    )
    return ask_about(place, verb, prompts, answers, day, doubt)


def study_body(place: Place, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the body of a study. Raises PdsaError."""
    return texts(**{key: answers.get(key) for key in _STUDY}) | _marks(place, answers)


def close_bodies(place: Place, answers: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the bodies of a study and an act. Raises PdsaError."""
    decision = read_decision(answers["decision"])
    refuse_reason(decision, answers.get("because"))
    said = texts(**{key: answers.get(key) for key in (*_STUDY, *_ACT)})
    study = {key: said[key] for key in _STUDY if key in said}
    act = {key: said[key] for key in _ACT if key in said}
    return {"study": study | _marks(place, answers), "act": {"decision": decision, **act}}


def refuse_studied(facts: CycleFacts | None, called: str) -> None:
    """A cycle is closed in one go where nobody has begun to: else its act is what is missing."""
    if facts and facts.study_day:
        message = f"`{facts.address}` has a study already, of {facts.study_day}"
        raise PdsaError(message, f"say what you decide: pdsa act {called} DECISION --why ...")


def _marks(place: Place, answers: Mapping[str, Any]) -> dict[str, Any]:
    known = list(load_predictions(place.connection, place.address))
    marks = draft_marks(marks_in(answers), known)
    return {"predictions": marks} if marks else {}


def _scores(place: Place, facts: CycleFacts, known: list[PredictionFact]) -> Mapping[int, "Score"]:
    """What the data say of each prediction, by its number."""
    from pdsa.core.predictions import score_each  # noqa: PLC0415 - for people only
    from pdsa.storage.predicted import load_counted  # noqa: PLC0415
    from pdsa.storage.queries import load_district_measures, load_measures  # noqa: PLC0415

    connection, address = place.connection, place.address
    counted = load_counted(connection, address, load_measures(connection, address.collaborative))
    own = load_district_measures(connection, address)
    return score_each(known, facts, own, counted, today())


def _in_words(found: "Score") -> str:
    from pdsa.core.predictions import score_words  # noqa: PLC0415 - for people only

    if found.is_told:
        return f"The data say: {score_words(found)}"
    return f"The data cannot tell: {found.reason}"
