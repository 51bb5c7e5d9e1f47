"""Asking a person at a terminal for what a command still needs; nobody else is ever asked."""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from pdsa.cli.kept import remember, stop
from pdsa.cli.log import Place
from pdsa.cli.session import (
    open_record,
    open_workspace,
    read_day_option,
    say,
    session,
    today,
    width,
)
from pdsa.core.addresses import Listing, resolve_cycle, short_names
from pdsa.core.answered import in_full
from pdsa.core.cycle import state_of
from pdsa.core.errors import PdsaError
from pdsa.core.flags import WORDS, flag
from pdsa.core.model import Address
from pdsa.core.plain_text import clip, visible, visible_lines
from pdsa.core.private_text import find_private
from pdsa.core.questions import (
    Answers,
    Prompt,
    Prompts,
    can_skip,
    is_incomplete,
    missing,
    next_prompt,
    read_answer,
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

    `told` says on one line what will be logged, and has to be agreed to. Where the person stops,
    what was typed is kept as a command, and the run ends.
    """
    if not can_ask() or not is_incomplete(prompts(answers), answers):
        return dict(answers)
    typed: dict[str, str] = {}
    _show(f"{_folded(heading)}\n{_HOW}")
    try:
        while prompt := next_prompt(prompts({**answers, **typed}), {**answers, **typed}):
            typed[prompt.name] = _answer(prompt, typed)
        _agree(told({**answers, **typed}))
    except KeyboardInterrupt:
        stop(typed, _INTERRUPTED)
    except (EOFError, _Declined):
        stop(typed, _ENDED)
    remember(typed=typed)
    return {**answers, **{name: answer for name, answer in typed.items() if answer}}


def ask_about(place: Place, verb: str, prompts: Prompts, answers: Answers, day: str = "") -> Any:
    """Return all answers about a place, as `ask` does; its heading says which place it is.

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
        return f"This will be logged: {verb} for {called}" + (f"; {said}" if said else "")

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
        _show("")
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
    _show(f"\n{_question(prompt)}")
    while True:
        said = _line("> ").strip() or prompt.default
        if can_skip(prompt) and said in {"", "-"}:
            return ""
        try:
            return _read(prompt, said, typed)
        except PdsaError as wrong:
            say(wrong.message)
            _show(f"Hint: {wrong.hint}" if wrong.hint else "")


def _read(prompt: Prompt, said: str, typed: dict[str, str]) -> str:
    """Return the answer. Raises PdsaError where it cannot be taken."""
    if not said:
        raise PdsaError("this one needs an answer", "a few words will do; Ctrl-C stops")
    answer, note = clean_text(said, _label(prompt.name))
    if note:
        say(note)
    answer = read_answer(prompt, answer)
    if not prompt.read and "private_ok" not in typed:
        for place, finding in find_private({prompt.name: answer}):
            _settle(f"`{place[0]}` has {finding.reason}: `{finding.seen}`", typed)
            break
    return answer


def _settle(wrong: str, typed: dict[str, str]) -> None:
    """Ask why a text that may point to a person may stay. Raises PdsaError where it may not."""
    say(wrong)
    _show("Enter: write it anew, without. Or say why it may stay:")
    reason = _line("> ").strip()
    if not reason:
        raise PdsaError("write it anew", "a role or a number says as much as a name")
    typed["private_ok"] = reason


def _question(prompt: Prompt) -> str:
    """The question as it is shown: what one should know, the words, the choices."""
    enter = prompt.default_is or "skip"
    takes = f" (Enter: {enter})" if can_skip(prompt) else ""
    if prompt.default:
        said = ", ".join(filter(None, (prompt.default, prompt.default_is)))
        takes = f" [{said}]" + " (-: skip)" * prompt.is_skipped
    lines = [*map(_folded, [*prompt.about.split("\n"), f"{prompt.ask}{takes}"])]
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
    _show(f"\n{_folded(told)}")
    if _line("Right? [Y/n] ").strip().lower() not in {"", "y", "yes"}:
        raise _Declined


def _label(name: str) -> str:
    """How an answer is called in a message: its flag, or its word."""
    if name == "predict":
        return "--predict (or --no-prediction)"
    return name if name in WORDS else flag(name)


def _line(lead: str) -> str:
    """Read one line; with line editing where the system has it."""
    with suppress(ImportError):
        import readline  # noqa: PLC0415 - only where somebody types

        readline.parse_and_bind("tab: self-insert")
        if os.environ.get("TERM", "dumb") != "dumb":  # pasted lines stay in one answer
            readline.parse_and_bind("set enable-bracketed-paste on")
    return input(lead)


def _folded(text: str) -> str:
    """The text in lines that the terminal holds, no word broken."""
    from textwrap import fill  # noqa: PLC0415 - only where somebody is asked

    return fill(visible(text), width(), break_long_words=False, break_on_hyphens=False)


def _show(text: str) -> None:
    with suppress(OSError):
        sys.stderr.write(f"{visible_lines(text)}\n")
        sys.stderr.flush()
