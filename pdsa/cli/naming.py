"""A typed text that may point to a person: it is written anew, or kept for a reason."""

from pdsa.cli.session import say
from pdsa.cli.terminal import folded, read_line, show
from pdsa.core.errors import PdsaError
from pdsa.core.private_text import PRIVATE_OK, REASON_HINT, tell_private
from pdsa.core.refusals import clean_text

_CHOICES = {"r": False, "rewrite": False, "k": True, "keep": True}


class Rewritten(Exception):  # noqa: N818 - the person chose it
    """The text is to be typed once more."""


def settle(name: str, answer: str, typed: dict[str, str]) -> None:
    """Ask what is to be done with an answer that may point to a person; other ones pass.

    Where it is kept, the reason joins what was typed. Raises Rewritten where it is not.
    """
    found = tell_private({name.replace("_", " "): answer})
    for line in found:
        say(line)
    while found:
        if not _keeps():
            show("Write it anew. A role or a number says as much as a name.")
            raise Rewritten
        if reason := _reason(typed.get(PRIVATE_OK, "")):
            typed[PRIVATE_OK] = reason
            return


def _keeps() -> bool:
    show("[r]ewrite it or [k]eep it?")
    while (said := read_line().lower()) not in _CHOICES:
        show("Type r to write it anew, k to keep it as it is.")
    return _CHOICES[said]


def _reason(before: str) -> str:
    """The reason, with one that was given before; empty where there is none after all."""
    offered = f" [{before}]" if before else " (Enter: back)"
    show(folded(f"Why may it stay? The reason is kept beside it.{offered}"))
    while said := read_line():
        try:
            reason = _read_reason(said)
        except PdsaError as wrong:
            say(wrong.message)
            show(f"Hint: {wrong.hint}")
        else:
            return reason if before in {"", reason} else f"{before}; {reason}"
    return before


def _read_reason(said: str) -> str:
    reason, _ = clean_text(said, "reason")
    for line in tell_private({"reason": reason}):
        raise PdsaError(line, REASON_HINT)
    return reason
