"""What typer says of a wrong command line, in our words: what is wrong, and a line that runs."""

import re
from difflib import get_close_matches
from typing import Any

from pdsa.cli.app import COMMANDS
from pdsa.core.errors import PdsaError

_NEAR = 0.7  # typer thinks `--question` near to `--json`
_IN_OUR_WORDS = {  # typer's words -> ours, which begin with the command where it helps
    r"No such command '(.*?)'.*": r"there is no command `{path} \1`",
    r"No such option: (\S+).*": r"`{path}` has no flag `\1`",
    r"Missing argument '(.*)'": r"still needed: \1",
    r"Option '(.*)' requires an argument": r"`\1` needs a value",
    r"Option '(.*)' does not take a value": r"`\1` takes no value",
    r"Got unexpected extra argument.*\((.*)\)": r"`{path}` takes fewer words: `\1` is too much",
    r"Invalid value for '(.*?)': (.*?) is not a valid int.*": r"`\1`: \2 is not a whole number",
    r"Invalid value for '(.*?)': (.*?) is not in the range x>=(.*)": r"`\1`: \2 is below \3",
    r"Invalid value for '(.*?)': (.*)": r"`\1`: \2",
}


def in_our_words(wrong: Any, verb: str = "") -> PdsaError:
    """Return the error to tell for an exception of typer, whose classes are its own affair."""
    context = getattr(wrong, "ctx", None)
    path = context.command_path if context else f"pdsa {verb}".strip()
    said = str(wrong.format_message()).strip().rstrip(".")
    if said.startswith("Usage:"):  # a group without a command says its whole help
        return PdsaError(f"`{path}` needs a command", _known_commands(context))
    for pattern, words in _IN_OUR_WORDS.items():
        said, count = re.subn(pattern, words.format(path=path), said, count=1, flags=re.DOTALL)
        if count:
            break
    if more := _missing_too(wrong, context):
        said += f", {', '.join(more)}"
    return PdsaError(re.sub(r"'([^']*)'", r"`\1`", said), _hint(wrong, context, path))


def _missing_too(wrong: Any, context: Any) -> list[str]:
    """The arguments after a missing one: they have no word, either."""
    missing = getattr(wrong, "param", None)
    if context is None or not wrong.format_message().startswith("Missing argument"):
        return []
    words = [one for one in context.command.params if one.param_type_name == "argument"]
    after = words[words.index(missing) + 1 :]
    return [one.human_readable_name for one in after if one.required]


def _hint(wrong: Any, context: Any, path: str) -> str:
    """The nearest word, an example of the command, or where its help is."""
    if re.match(r"No such option: -[0-9.]", wrong.format_message()):
        return "a value below zero comes with its day, as in 2025-11-03=-1.5, or after --: -- -1.5"
    if typed := getattr(wrong, "option_name", ""):
        near = get_close_matches(typed, getattr(wrong, "possibilities", None) or (), 1, _NEAR)
        return f"did you mean `{near[0]}`?" if near else f"see what it takes: {path} --help"
    if match := re.match(r"No such command '(.*?)'", wrong.format_message()):
        known = COMMANDS if path == "pdsa" else context.command.commands
        near = get_close_matches(match[1], list(known), n=1)
        return f"did you mean `{path} {near[0]}`?" if near else _known_commands(context)
    example = _example(context.command.help or "") if context else ""
    if "unexpected extra argument" in wrong.format_message() and _takes_texts(context):
        return f"put a text of several words in quotes; for example: {example}"
    return f"for example: {example}" if example else f"see what it takes: {path} --help"


def _takes_texts(context: Any) -> bool:
    return any(one.name in {"by", "title", "aim", "name"} for one in context.command.params)


def _known_commands(context: Any) -> str:
    if context.command_path == "pdsa":
        return f"use one of: {', '.join(COMMANDS)}"
    return (
        f"use {' or '.join(f'{context.command_path} {name}' for name in context.command.commands)}"
    )


def _example(help: str) -> str:
    """The first example of a command's help, on one line."""
    joined = re.sub(r"\\\n\s*", "", help)
    lines = [line.strip() for line in joined.splitlines()]
    return next((line for line in lines if line.startswith("pdsa ")), "")
