"""Asking a person at a terminal for what a command still needs; nobody else is ever asked."""

import os
import sys
from collections.abc import Callable
from typing import Any

from pdsa.cli.kept import remember, stop
from pdsa.cli.log import Place
from pdsa.cli.naming import Rewritten, settle
from pdsa.cli.session import (
    open_record,
    open_workspace,
    read_day_option,
    say,
    session,
    today,
    width,
)
from pdsa.cli.terminal import folded, read_line, says_yes, show
from pdsa.core.addresses import Listing, resolve_cycle, short_names
from pdsa.core.answered import in_full
from pdsa.core.cycle import state_of
from pdsa.core.errors import PdsaError
from pdsa.core.flags import WORDS, flag
from pdsa.core.model import Address
from pdsa.core.plain_text import clip, visible
from pdsa.core.questions import (
    Answers,
    Prompt,
    Prompts,
    can_skip,
    is_incomplete,
    is_text,
    missing,
    next_prompt,
    probably_meant,
    read_answer,
    what_would_do,
)
from pdsa.core.refusals import clean_text, refuse_before_cycle
from pdsa.storage.queries import load_facts
from pdsa.storage.user_state import read_default
from pdsa.storage.workspace import Scope

Resolve = Callable[[str, Listing, Address | None], Address]

_LISTED = 9  # cycles or districts to choose from
_INTERRUPTED, _ENDED = 130, 1  # exit codes: Ctrl-C; Ctrl-D, or a no at the end
_HOW = "Enter takes what stands in [brackets]; Ctrl-C stops, and nothing is logged."


class _Declined(Exception):  # noqa: N818 - it never leaves this module
    """The person read what would be logged and said no."""


def can_ask() -> bool:
    """Whether a person sits there: terminals all round, no --no-input, no CI."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    unwanted = session().no_input or os.environ.get("CI")
    return not unwanted and all(one is not None and one.isatty() for one in streams)


def given(**answers: Any) -> dict[str, Any]:
    """Return the answers that the command line gave."""
    return {name.strip("_"): said for name, said in answers.items() if said not in (None, [])}


def require(example: str, prompts: Prompts, answers: Answers, **words: str) -> None:
    """Raise PdsaError that names what has no answer, where nobody can be asked for it.

    `words` are those that say what the command is about: they come first.
    """
    if can_ask():
        return
    names = [name for name, said in words.items() if not said]
    names += missing(prompts(answers), answers)
    if names:
        named = ", ".join(map(_label, names))
        raise PdsaError(f"still needed: {named}", f"for example: {example}")


def ask(heading: str, prompts: Prompts, answers: Answers, told: Callable[[Answers], str]) -> Any:
    """Return all answers: those given and, where one is missing, those a person types now.

    `told` says what will be logged, and has to be agreed to. Where the person stops, what was typed
    is kept as a command, and the run ends.
    """
    if not can_ask() or not is_incomplete(prompts(answers), answers):
        return dict(answers)
    typed: dict[str, str] = {}
    show(f"{folded(heading)}\n{_HOW}")
    try:
        while prompt := next_prompt(prompts({**answers, **typed}), {**answers, **typed}):
            answer = _answer(prompt, typed)
            if prompt.back and not answer:
                del typed[prompt.back]
            else:
                typed[prompt.name] = answer
        _agree(told({**answers, **typed}))
    except KeyboardInterrupt:
        stop(typed, _INTERRUPTED)
    except (EOFError, _Declined):
        stop(typed, _ENDED)
    remember(typed=typed)
    return {**answers, **{name: answer for name, answer in typed.items() if answer}}


def ask_about(
    place: Place,
    verb: str,
    prompts: Prompts,
    answers: Answers,
    day: str = "",
    doubt: Callable[[Answers], str] = lambda _: "",
) -> Any:
    """Return all answers about a place, as `ask` does; its heading says which place it is.

    `doubt` says what one should know before it is logged, if anything.
    Raises PdsaError for a day that no answer could mend.
    """
    if place.facts and can_ask():
        kind = "study" if verb == "close" else verb
        when = read_day_option("--day", day) or today()
        refuse_before_cycle(kind, when, place.facts)
    called = place.called or str(place.address)
    title = f", {place.facts.title}" if place.facts else ""

    def told(answers: Answers) -> str:
        said = in_full(answers)
        told = "; ".join(filter(None, (f"This will be logged: {verb} for {called}", said)))
        return "\n".join(filter(None, (told, doubt(answers))))

    return ask(f"{verb}: {called}{title}", prompts, answers, told)


def choose(text: str, resolve: Resolve = resolve_cycle, noun: str = "cycle") -> str:
    """Return the address that was given, else the one that a person chooses."""
    if text or not can_ask():
        return text
    workspace = open_workspace()
    listing, default = workspace.listing(), read_default(workspace.root)
    choices = _districts(listing) if noun == "district" else _open_cycles(listing, default)
    prompt = Prompt(
        noun,
        f"Which {noun}?" if choices else f"Which {noun}, as in {_example(listing, noun)}?",
        choices=choices,
        default=next(iter(choices)) if len(choices) == 1 else "",
        read=lambda typed: resolve(typed, listing, default),
        or_else=f"A number, or the address of another {noun}.",
    )
    try:
        chosen = _answer(prompt, {})
        show("")
    except KeyboardInterrupt:
        stop({}, _INTERRUPTED)
    except EOFError:
        stop({}, _ENDED)
    remember(address=chosen)
    return chosen


def _open_cycles(listing: Listing, default: Address | None) -> dict[str, str]:
    """The cycles where something is to be done, the most urgent first: name and title."""
    inside = [default] if default else [Address(collaborative) for collaborative in listing]
    called = short_names(listing, default)
    workspace, found = open_workspace(), []
    for address in inside:
        scope = Scope(address.collaborative, address.district)
        for facts in load_facts(open_record(workspace, scope), address):
            state = state_of(facts, today())
            if state.due:  # closed and stopped ones have none
                found.append((state.due, called(facts.address), visible(facts.title)))
    return {name: title for _, name, title in sorted(found)[:_LISTED]}


def _example(listing: Listing, noun: str) -> str:
    """An address that is there, where there is one."""
    for collaborative, districts in listing.items():
        for district, cycles in districts.items():
            if noun == "district":
                return f"{collaborative}/{district}"
            if cycles:
                return f"{district}/{cycles[0].partition('-')[0]}"
    return "ai-literacy-2025/ash-valley" + "/01" * (noun != "district")


def _districts(listing: Listing) -> dict[str, str]:
    every = [f"{one}/{district}" for one in sorted(listing) for district in sorted(listing[one])]
    return dict.fromkeys(every, "") if len(every) <= _LISTED else {}


def _answer(prompt: Prompt, typed: dict[str, str]) -> str:
    """Ask until the answer is one that its flag would take; empty where it is skipped."""
    show(f"\n{_question(prompt)}")
    while True:
        said = read_line() or prompt.default
        if can_skip(prompt) and said in {"", "-"}:
            return ""
        try:
            return _read(prompt, said, typed)
        except Rewritten:
            continue
        except PdsaError as wrong:
            say(wrong.message)
            show(f"Hint: {wrong.hint}" if wrong.hint else "")


def _read(prompt: Prompt, said: str, typed: dict[str, str]) -> str:
    """Return the answer. Raises PdsaError where it cannot be taken, Rewritten where it is not."""
    if not said:
        raise PdsaError("this one needs an answer", f"{what_would_do(prompt)}; Ctrl-C stops")
    answer, note = clean_text(said, prompt.name.replace("_", " "))
    if note:
        say(note)
    if (meant := probably_meant(prompt, answer)) and says_yes(f"Did you mean `{visible(meant)}`?"):
        return meant
    answer = read_answer(prompt, answer)
    if is_text(prompt):
        settle(prompt.name, answer, typed)
    return answer


def _question(prompt: Prompt) -> str:
    """The question as it is shown: what one should know, the words, the choices."""
    without = "back" if prompt.back else "skip"
    takes = f" (Enter: {prompt.default_is or without})" if can_skip(prompt) else ""
    if prompt.default:
        said = ", ".join(filter(None, (prompt.default, prompt.default_is)))
        takes = f" [{said}]" + f" (-: {without})" * prompt.is_skipped
    lines = folded(f"{prompt.about}\n{prompt.ask}{takes}").split("\n")
    widest = max(map(len, prompt.choices), default=0)
    lines += [
        f"  {number}  {word:<{widest}}  {says}".rstrip()
        for number, (word, says) in enumerate(prompt.choices.items(), start=1)
    ]
    if prompt.choices:
        lines.append(prompt.or_else)
    return "\n".join(
        clip(line, width()) if line.startswith("  ") else line for line in lines if line
    )


def _agree(told: str) -> None:
    """Show what will be logged and wait for a yes, which Enter is."""
    show(f"\n{folded(told)}")
    if not says_yes("Right?"):
        raise _Declined


def _label(name: str) -> str:
    """How an answer is called in a message: its flag, or its word."""
    if name == "predict":
        return "--predict (or --no-prediction)"
    return name if name in WORDS else flag(name)
