"""The entry point: settings that stand anywhere, one verb, one place where errors are told."""

import gc
import json
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pdsa.cli.session import COLORS, Session, cannot_answer, echo, enter, say, write
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.plain_text import escaped, visible_lines

_SETTINGS = {  # what may stand anywhere: its name in the session, an example
    "-C": ("folder", "-C our-network"),
    "--today": ("day", "--today 2025-11-21"),
    "--color": ("color", "--color never"),
}
_TAKES_VALUES = ("plan", "record", "correct")
_MADE_BY_SHELL = r"=?[0-9]*[.,]?[0-9]*%?\+?(?: per (?:day|week|month))?"


def main() -> None:
    """Run the command of this process."""
    gc.disable()  # it lives for a moment: looking for garbage costs it more than the garbage
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name) or Path(os.devnull).open("w")  # noqa: SIM115 - the shell closed it
        stream.reconfigure(encoding="utf-8", errors="replace")
        setattr(sys, name, stream)
    if sys.stdin:  # what is no UTF-8 stays as halves of characters, which no text keeps
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape")  # type: ignore[union-attr]
    sys.exit(_end(run(sys.argv[1:])))


def run(
    arguments: list[str],
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    entropy: Callable[[int], bytes] = os.urandom,
) -> int:
    """Run one command line and return its exit code."""
    as_json = "--json" in arguments or "json" in _values(arguments, "--format")
    try:
        rest, settings = _take_settings(arguments)
        enter(Session(**settings, clock=clock, entropy=entropy))  # type: ignore[arg-type]
        verb = next((word for word in rest if not word.startswith("-")), "")
        if verb in _TAKES_VALUES:  # a report may well go to a file called 2025
            _notice_shell_file()
        if not rest and _told_next_thing():
            return 0
        from pdsa.cli.app import build_app  # noqa: PLC0415 - typer loads after the line in main

        return _run_app(build_app(verb), rest)
    except PdsaError as error:
        _tell(error, as_json=as_json)
        return int(error.exit_code)
    except KeyboardInterrupt:
        return 130
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 1


def _told_next_thing() -> bool:
    """Whether the command alone could say what comes next; else it says how it is used."""
    from pdsa.cli.next_thing import tell_next_thing  # noqa: PLC0415 - no other command needs it

    return tell_next_thing()


def _run_app(app: Callable[..., Any], words: list[str]) -> int:
    """Run the command that the words ask for. Raises PdsaError where they ask for none."""
    try:
        return int(app(words or ["--help"], prog_name="pdsa", standalone_mode=False) or 0)
    except OSError as wrong:
        if {"-h", "--help"}.isdisjoint(words):  # help writes by itself
            raise
        raise cannot_answer(wrong) from None
    except Exception as wrong:
        if not hasattr(wrong, "format_message"):  # not typer's word on a command line
            raise
        from pdsa.cli.usage import in_our_words  # noqa: PLC0415 - only where something is wrong

        verb = next((word for word in words if not word.startswith("-")), "")
        raise in_our_words(wrong, verb) from None


def _end(code: int) -> int:
    """Return the code, or another where the answer cannot be written."""
    if wrong := write():
        _tell(cannot_answer(wrong), as_json=False)
        return int(Exit.USAGE)
    return code


def _take_settings(arguments: list[str]) -> tuple[list[str], dict[str, object]]:
    """Take out what may stand before or after the verb; nothing after `--` is touched."""
    rest: list[str] = []
    settings: dict[str, object] = {}
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if word == "--":
            return [*rest, word, *words], settings
        if word == "--no-input":
            settings["no_input"] = True
        elif name in _SETTINGS and (equals or name == word):
            found = value if equals else next(words, "")
            if not found:
                raise PdsaError(f"`{name}` needs a value", f"as in {_SETTINGS[name][1]}")
            if name == "--color" and found not in COLORS:
                hint = "write --color auto, always or never"
                raise PdsaError(f"`{found}` is no way to colour", hint)
            settings[_SETTINGS[name][0]] = found
        else:
            rest.append(word)
    return rest, settings


def _values(arguments: list[str], name: str) -> list[str]:
    pairs = zip(arguments, [*arguments, ""][1:], strict=True)
    return [
        after if word == name else word.partition("=")[2]
        for word, after in pairs
        if word.startswith(name)
    ]


def _notice_shell_file() -> None:
    """Notice `--expect >= 25` without quotes: the shell took the sign and made a file."""
    if sys.stdout.isatty():
        return
    try:
        out = os.fstat(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return
    for file in _scan() if out.st_size == 0 and out.st_nlink == 1 else ():
        named_so = file.name and re.fullmatch(_MADE_BY_SHELL, file.name)
        if named_so and file.is_file() and Path(file.path).stat().st_ino == out.st_ino:
            raise PdsaError(
                f"the shell took a `>` for itself and made a file called `{file.name}` here",
                f"write it in words, in quotes (`at least 25`, `95%+`), and delete `{file.name}`",
            )


def _scan() -> Iterable[os.DirEntry[str]]:
    try:
        return os.scandir(".")
    except OSError:  # the folder has gone, or is not ours
        return ()


def _tell(error: PdsaError, *, as_json: bool) -> None:
    if as_json:
        told = {
            "code": error.exit_code.name.lower().replace("_", "-"),
            "message": error.message,
            "hint": error.hint,
        }
        document = {"schema": "pdsa.error/1", "error": told}
        with suppress(PdsaError):  # where it cannot be written, it is said below
            echo(escaped(json.dumps(document, ensure_ascii=False, indent=2)))
            return
    say(error.message)
    if error.hint:
        with suppress(OSError):
            sys.stderr.write(f"Hint: {visible_lines(error.hint)}\n")
