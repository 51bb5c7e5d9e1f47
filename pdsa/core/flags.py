"""How an answer is called on the command line: by its flag, or by nothing where it is a word."""

WORDS = frozenset(  # answers that stand on the command line without a flag
    ["cycle", "district", "place", "decision", "measure", "values", "text", "score"]
)


def flag(name: str) -> str:
    """Return the flag that gives an answer, as it is typed."""
    if name in {"text", "n"}:
        return {"text": "TEXT", "n": "-n"}[name]
    return f"--{name.strip('_').replace('_', '-')}"
