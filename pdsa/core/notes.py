"""What is worth a word after an entry was logged: what it repeats, and what it leaves open."""

from collections.abc import Iterable, Iterator

from pdsa.core.record import CycleFacts, PredictionFact


def notes_on(
    kind: str,
    before: CycleFacts,
    predictions: Iterable[PredictionFact],
    entry: str,
    called: str,
) -> Iterator[str]:
    """Yield a line for each thing; `before` is the cycle as it stood, `entry` the new one's id.

    `predictions` are those of the cycle as they stand now, `called` its name in commands.
    """
    if kind == "act" and before.decision:
        yield (
            f"it was decided {before.decision.upper()} on {before.decision_day} already;"
            " the last decision counts"
        )
    if kind != "study":
        return
    if before.study_day:
        yield f"it was studied on {before.study_day} already; of two marks the later counts"
    if not before.do_day:
        command = f"pdsa do {called} --as-planned yes --observed ..."
        yield f"nothing says yet how the test went: {command}"
    for fact in predictions:
        if not fact.mark:
            mark = f"--set prediction.{fact.number}=met --why ..."
            yield f"prediction {fact.number} has no mark yet: pdsa correct {entry} {mark}"
