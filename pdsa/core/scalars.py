"""The shapes of single values: texts, ids, days, times, words of a vocabulary, numbers, flags."""

from collections.abc import Callable
from datetime import MAXYEAR, datetime

from pdsa.core.days import read_iso_day
from pdsa.core.diagnostics import Code
from pdsa.core.ids import ID_HINT, id_problem
from pdsa.core.shape import Misfit, Place, Problem, Tree, as_table, misfit, name_of, nearest

TEXT_LIMIT = 20_000  # characters in one text: about ten pages


def read_moment(text: str) -> datetime:
    """Return a moment that says its zone. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None or not 1 < moment.year < MAXYEAR:  # in UTC it may be another year
        raise ValueError
    return moment


class Text:
    """Any text. With `lines`, a list of lines is one text, too."""

    def __init__(self, *, lines: bool = False) -> None:
        self.lines = lines

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the text, without white space at its ends."""
        if self.lines and isinstance(tree, list) and all(isinstance(line, str) for line in tree):
            tree = "\n".join(tree)
        if tree is None:
            hint = 'write the text in quotes, as in "#1 priority", or leave the key out'
            raise misfit(problems, place, Code.EMPTY_VALUE, f"`{name_of(place)}` is empty", hint)
        if not isinstance(tree, str):
            message = f"`{name_of(place)}` should be text"
            hint = "write one text; in quotes if it has a colon, a bracket or a dash at its start"
            raise misfit(problems, place, Code.NOT_TEXT, message, hint)
        if len(tree) > TEXT_LIMIT:
            message = (
                f"`{name_of(place)}` has {len(tree):,} characters; {TEXT_LIMIT:,} is the limit"
            )
            hint = "keep the gist here and link to the document under `materials`"
            raise misfit(problems, place, Code.TEXT_TOO_LONG, message, hint)
        if not tree.strip():
            message = f"`{name_of(place)}` is empty"
            raise misfit(problems, place, Code.EMPTY_VALUE, message, "fill it in or leave it out")
        return tree.strip()


class Parsed:
    """Text that a function must accept: it raises ValueError with what is wrong, then a hint."""

    def __init__(self, accept: Callable[[str], object], code: Code) -> None:
        self.accept = accept
        self.code = code

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the text as typed."""
        text = Text().fit(tree, place, problems)
        try:
            self.accept(text)
        except ValueError as wrong:
            message, hint = (*wrong.args, "")[:2]
            raise misfit(problems, place, self.code, message, hint) from None
        return text


class Id:
    """An id: `[a-z0-9-]`, at most 40 characters, no name that Windows refuses."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the id."""
        text = Text().fit(tree, place, problems)
        if wrong := id_problem(text):
            raise misfit(problems, place, Code.BAD_ID, wrong, ID_HINT)
        return text


class Day:
    """A calendar day, as in 2025-11-03."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the day in ISO form."""
        text = Text().fit(tree, place, problems)
        try:
            return read_iso_day(text).isoformat()
        except ValueError as wrong:
            raise misfit(problems, place, Code.BAD_DAY, *wrong.args) from None


class Time:
    """A moment in UTC, as in 2025-11-03T15:04:05Z."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the moment as written."""
        text = Text().fit(tree, place, problems)
        try:
            read_moment(text)
        except ValueError:
            message = f"`{text}` is not a time"
            hint = "write day, time and zone, as in 2025-11-03T15:04:05Z"
            raise misfit(problems, place, Code.BAD_TIME, message, hint) from None
        return text


class Choice:
    """One of a few words."""

    def __init__(self, noun: str, words: tuple[str, ...], code: Code) -> None:
        self.noun = noun
        self.words = words
        self.code = code

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> str:
        """Return the word."""
        text = Text().fit(tree, place, problems)
        if text not in self.words:
            article = "an" if self.noun[0] in "aeio" else "a"
            message = f"`{text}` is not {article} {self.noun}"
            raise misfit(problems, place, self.code, message, nearest(text, self.words))
        return text


class Whole:
    """A whole number, not below `minimum`."""

    def __init__(self, minimum: int = 0) -> None:
        self.minimum = minimum

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> int:
        """Return the number."""
        if isinstance(tree, int) and not isinstance(tree, bool):
            tree = str(tree)
        text = Text().fit(tree, place, problems)
        if not (text.isascii() and text.isdigit() and len(text) <= 9 and int(text) >= self.minimum):  # noqa: PLR2004 - nine digits count every student of a state
            message = f"`{text}` is not a whole number of at least {self.minimum}"
            raise misfit(problems, place, Code.BAD_NUMBER, message, "write digits only, as in 12")
        return int(text)


class Flag:
    """true or false, and nothing that YAML might take for one of them."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> bool:
        """Return the flag."""
        if isinstance(tree, bool):
            return tree
        text = Text().fit(tree, place, problems)
        if text not in {"true", "false"}:
            message = f"`{text}` is neither true nor false"
            raise misfit(problems, place, Code.BAD_FLAG, message, "write true or false")
        return text == "true"


class Texts:
    """A table of texts under any keys: the fields that a correction sets."""

    def fit(self, tree: Tree, place: Place, problems: list[Problem]) -> dict[str, str]:
        """Return the texts that fit, under their keys."""
        texts = {}
        for key, part in as_table(tree, place, problems).items():
            try:
                texts[key] = Text(lines=True).fit(part, (*place, key), problems)
            except Misfit:
                continue
        return texts
