"""What was found wrong in a file, as a value: where, how bad, what, and what would work."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """An error makes something unusable; a warning leaves a question open."""

    ERROR = "error"
    WARNING = "warning"


class Code(StrEnum):
    """The kinds of finding. A code is never reused; each has a broken example under the tests."""

    # the file as text
    UNREADABLE_FILE = "unreadable-file"
    EMPTY_FILE = "empty-file"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    NOT_UTF8 = "not-utf8"
    CONTROL_CHARACTER = "control-character"
    CONFLICT_MARKERS = "conflict-markers"
    SYNTAX = "syntax"
    ALIAS = "alias"
    TAG = "tag"
    SEVERAL_DOCUMENTS = "several-documents"
    WRONG_SUFFIX = "wrong-suffix"
    CONFLICT_COPY = "conflict-copy"
    # its shape
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    EMPTY_VALUE = "empty-value"
    NOT_TEXT = "not-text"
    NOT_A_LIST = "not-a-list"
    NOT_A_TABLE = "not-a-table"
    TEXT_TOO_LONG = "text-too-long"
    BAD_DAY = "bad-day"
    BAD_TIME = "bad-time"
    BAD_ID = "bad-id"
    BAD_NUMBER = "bad-number"
    BAD_FLAG = "bad-flag"
    BAD_VALUE = "bad-value"
    BAD_EXPECTATION = "bad-expectation"
    UNKNOWN_TYPE = "unknown-type"
    UNKNOWN_SCOPE = "unknown-scope"
    UNKNOWN_UNIT = "unknown-unit"
    UNKNOWN_MEASURE_KIND = "unknown-measure-kind"
    UNKNOWN_DIRECTION = "unknown-direction"
    UNKNOWN_PERIOD = "unknown-period"
    UNKNOWN_SUBJECT = "unknown-subject"
    UNKNOWN_CADENCE = "unknown-cadence"
    UNKNOWN_DATES = "unknown-dates"
    UNKNOWN_ANSWER = "unknown-answer"
    UNKNOWN_MARK = "unknown-mark"
    UNKNOWN_DECISION = "unknown-decision"
    UNKNOWN_REASON = "unknown-reason"
    UNKNOWN_BOUND = "unknown-bound"
    UNKNOWN_RELEASE = "unknown-release"
    UNKNOWN_ROLE = "unknown-role"
    UNKNOWN_KIND = "unknown-kind"
    # what it says, beside the other files
    ENDS_BEFORE_START = "ends-before-start"
    UNKNOWN_COLLABORATIVE = "unknown-collaborative"
    UNKNOWN_CYCLE = "unknown-cycle"
    BUILDS_ON_ITSELF = "builds-on-itself"
    SAME_ID = "same-id"
    SAME_NUMBER = "same-number"
    UNDECLARED_MEASURE = "undeclared-measure"
    MEASURE_REDEFINED = "measure-redefined"
    NO_PREDICTION = "no-prediction"
    INCOMPLETE_PLAN = "incomplete-plan"
    # entries
    NEWER_FORMAT = "newer-format"
    FILE_NAME = "file-name"
    OTHER_FOLDER = "other-folder"
    NO_PLAN = "no-plan"
    SAME_POINT = "same-point"
    PREDICTION_CHANGED = "prediction-changed"
    TWO_CORRECTIONS = "two-corrections"
    CORRECTS_NOTHING = "corrects-nothing"
    BAD_CORRECTION = "bad-correction"
    ERASED_ENTRY = "erased-entry"
    PRIVATE_TEXT = "private-text"


class Source(NamedTuple):
    """A place in a file of the workspace: path with forward slashes, line and column from 1."""

    path: str
    line: int = 1
    col: int = 1


class Diagnostic(NamedTuple):
    """One finding. `line_text` is the user's own line, where storage could read it."""

    code: Code
    message: str
    source: Source
    hint: str = ""
    severity: Severity = Severity.ERROR
    line_text: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """What a list of findings is sorted by: path, line, column, code, message."""
        return (self.source.path, self.source.line, self.source.col, self.code, self.message)
