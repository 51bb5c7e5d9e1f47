"""What every command says that makes a YAML file: its path and the next step, or its text."""

from collections.abc import Sequence

from pdsa.cli.session import echo, say
from pdsa.core.plain_text import visible_lines
from pdsa.storage.setting_up import NewFile


def tell_made(files: Sequence[NewFile], then: str) -> None:
    """Say which files were made and what comes next; in a dry run show them instead."""
    if all(file.written for file in files):
        echo(f"made {' and '.join(file.path for file in files)}; next: {then}")
        return
    for file in files:
        echo(visible_lines(f"# {file.path}\n{file.text}"))
    say("dry run: nothing was written")
