"""What is wrong with a line that is not YAML, in the words of somebody who never heard of YAML."""

import re
from dataclasses import dataclass

IN_QUOTES = 'put the whole text in quotes, as in "6 of 7: enough"'
_LINE_UP = "start it in the same column as its neighbours, with spaces"
_REST = {  # what closed too early -> what to do
    "'": "put the whole text in double quotes; inside them an apostrophe is fine",
    '"': "put the whole text in single quotes; inside them double ones are fine",
}
_TAB = re.compile(r"[ \t]*?\t")


@dataclass(frozen=True, slots=True)
class Misreading:
    """Where reading stopped (an index into the text), why, and what would work."""

    index: int
    message: str
    hint: str


def explain(error: Exception, text: str) -> Misreading:
    """Say in plain words why PyYAML stopped at a place of `text`."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = min(mark.index, len(text)) if mark else 0
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    if tab := _TAB.match(text, start):
        return Misreading(tab.end() - 1, "a tab indents this line", "indent with spaces only")
    before = text[start:index]
    what = f"{getattr(error, 'context', '')}: {getattr(error, 'problem', '')}"
    context = getattr(error, "context_mark", None)
    opened = min(context.index, len(text)) if context else index
    return _of_the_line(what, index, before) or _of_a_text(what, text, index, opened)


def _of_the_line(what: str, index: int, before: str) -> Misreading | None:
    """Explain what stands wrongly after `before` on its line."""
    if "mapping values are not allowed" in what and re.search(r":\s", before):
        return Misreading(index, "this text has a colon in it", IN_QUOTES)
    if "sequence entries are not allowed" in what:
        return Misreading(index, "`-` cannot start a text", IN_QUOTES)
    if "mapping values are not allowed" in what:
        message = f"`{before.strip()}:` does not fit under the line above it"
        return Misreading(index, message, f"{_LINE_UP}; or end the line above with a colon")
    if re.search(r"parsing a block (mapping|collection)", what):
        if before.rstrip().endswith(("'", '"', "]", "}")):
            end = before.rstrip()[-1]
            message = f"more text follows the closing `{end}`"
            return Misreading(index, message, _REST.get(end, IN_QUOTES))
        return Misreading(index, "this line does not fit under the lines above it", _LINE_UP)
    return None


def _of_a_text(what: str, text: str, index: int, opened: int) -> Misreading:
    """Explain a text that cannot stand as it is; `opened` is where it begins."""
    if "escape" in what and "quoted" in what:
        backslash = text.rfind("\\", 0, index + 1)
        hint = "use single quotes, or write the backslash twice"
        return Misreading(backslash, "a backslash in double quotes starts a code", hint)
    if "quoted scalar" in what:
        return Misreading(opened, "this quote is not closed", "write the same quote at its end")
    if "parsing a flow" in what:
        hint = "close it, with commas between its items; or put the whole text in quotes"
        return Misreading(opened, "this bracket is not closed, or lacks a comma", hint)
    if "could not find expected ':'" in what:
        hint = "write `key: value`; a text of several lines is indented below its key"
        return Misreading(opened, "this line has no colon after its key", hint)
    at = index if re.search("any token|node content|not allowed", what) else opened
    sign = text[at : at + 1].strip()
    if not sign:
        return Misreading(at, "the file breaks off here", "complete the last line")
    named = "a backtick" if sign == "`" else f"`{sign}`"
    return Misreading(at, f"{named} cannot start a text", IN_QUOTES)
