"""docs/commands.md: the help of every command, as the command itself prints it."""

import contextlib
import io
import os

from pdsa.cli.app import COMMANDS, build_app

GROUPS = {"collaborative": "new", "district": "add"}  # commands with a verb of their own

HEAD = """# Commands

What `pdsa COMMAND --help` prints. `-C DIR`, `--today DAY`, `--no-input` and `--color WHEN` stand before or after the verb; `--help` and `-h` everywhere. Texts can be `-`: they are then read from standard input.

Exit codes: 0 fine, warnings included; 1 the check found an error; 2 usage or bad input; 3 no workspace here; 4 what was asked for cannot be read; 5 busy; 130 interrupted.
"""


def commands_page() -> str:
    """Return the page."""
    os.environ |= {"COLUMNS": "80", "NO_COLOR": "1", "TERM": "dumb"}
    return HEAD + "".join(_section(name) for name in COMMANDS)


def _section(name: str) -> str:
    words = [name, GROUPS[name]] if name in GROUPS else [name]
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), contextlib.suppress(SystemExit):
        build_app(name)([*words, "--help"], prog_name="pdsa")
    text = "\n".join(line.rstrip() for line in shown.getvalue().strip().splitlines())
    return f"\n## pdsa {' '.join(words)}\n\n```\n{text}\n```\n"
