"""Which commands there are; only the one that was asked for is loaded."""

from importlib import import_module
from keyword import iskeyword

import typer

COMMANDS = {  # in the order of a cycle, as the help lists them
    "init": "Make a workspace",
    "demo": "Make an illustrative network to try things on",
    "collaborative": "Set up a collaborative",
    "district": "Add a district, or put one into a collaborative",
    "use": "Set my default district",
    "plan": "Plan: start a cycle",
    "do": "Do: say how the test went",
    "record": "Record points of a measure",
    "study": "Study: say what was learnt",
    "act": "Act: decide what happens next",
    "close": "Close a cycle: say what was learnt and decide, in one go",
    "comment": "Comment on a cycle, or answer somebody",
    "ask": "Ask for help",
    "assess": "Give a district a progress score",
    "correct": "Correct an entry",
    "retract": "Take an entry back",
    "status": "Show where cycles stand and what comes next",
    "due": "Show what is due or overdue",
    "show": "Show one cycle whole",
    "history": "Show entries in order",
    "chart": "Show a measure over time, and whether it changed",
    "report": "Show how a collaborative is doing",
    "search": "Search plans and entries of all districts",
    "practices": "Show which ideas were tried, adopted and dropped",
    "check": "Find what is wrong in files and missing in plans",
    "doctor": "Look at the installation, the database and the folder",
    "sync": "Share what was logged by git",
    "export": "Write a bundle for people without git",
    "import": "Take a bundle in",
    "rebuild": "Make the database afresh from the files",
}

_HELP = """Plan-Do-Study-Act cycles of school districts, and an honest report of what is working.

\b
  pdsa report published-2025
  pdsa plan ai-literacy-2025/ash-valley --try prompt-guides --with "two teachers" \\
       --predict "both use it every week" --until 2025-11-21
  pdsa do ash-valley/02 --as-planned yes --observed "Both used it twice"
  pdsa study ash-valley/02 --result "..." --learned "..." --prediction 1=met
  pdsa act ash-valley/02 adapt --why "..."

\b
Before or after the verb:
  -C DIR            the workspace, when you are not in it
  --today DAY       pretend that it is this day
  --no-input        never ask
  --color WHEN      auto, always or never
"""


def build_app(verb: str) -> typer.Typer:
    """Return the application with the command `verb`, or with all of them when it is none."""
    from pdsa import __version__  # noqa: PLC0415 - told only on request

    app = typer.Typer(
        add_completion=False,
        help=_HELP,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback(invoke_without_command=True)
    def _root(
        version: bool = typer.Option(False, "--version", help="Say which version this is"),
    ) -> None:
        if version:
            typer.echo(f"pdsa {__version__}")
            raise typer.Exit

    for name in [verb] if verb in COMMANDS else COMMANDS:
        import_module(f"pdsa.cli.{module_of(name)}").register(app)
    return app


def module_of(command: str) -> str:
    """Return the name of the module of a command: a word of Python gets an underscore."""
    return f"{command}_" if iskeyword(command) else command
