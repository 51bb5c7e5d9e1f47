"""The fixed vocabularies: the same words in YAML, in SQL, in flags, in JSON and in prose."""

TYPES = ("collect-data", "develop-change", "test-change", "implement-change")
SCOPES = (  # how far a test reaches, from small to large
    "one-person",
    "several-people",
    "one-team",
    "several-teams",
    "one-site",
    "several-sites",
    "district",
)
UNITS = ("count", "share", "rate", "mean", "median", "rating", "minutes", "days", "yes-no")
MEASURE_KINDS = ("outcome", "driver", "process", "balancing")
DIRECTIONS = ("up", "down", "target")
COUNTED = ("count", "rate")  # the units that may be per day, week or month
PERIODS = ("day", "week", "month")
SUBJECTS = ("students", "staff", "families", "things")
CADENCES = ("daily", "weekly", "fortnightly", "monthly", "once")
ENTRY_KINDS = (
    "do",
    "data",
    "study",
    "act",
    "comment",
    "assessment",
    "correction",
    "retraction",
)
ANSWERS = ("yes", "partly", "no", "unknown")  # was it carried out as planned?
MARKS = ("met", "partly", "not-met", "not-tested", "unknown")  # what became of a prediction
MARK_ALIASES = {"held": "met", "yes": "met", "failed": "not-met", "no": "not-met"}  # to hint at
DECISIONS = {  # what each says in full: adopt and adapt differ by one letter
    "adapt": "change it and test again",
    "scale": "test it with more people",
    "adopt": "make it normal practice",
    "abandon": "stop and leave it",
    "repeat": "test it again as it is",
}
DECISION_ALIASES = {  # the words that other PDSA forms use
    "modify": "adapt",
    "retest": "repeat",
    "run-again": "repeat",
    "expand": "scale",
    "increase": "scale",
    "spread-test": "scale",
    "implement": "adopt",
    "accept": "adopt",
    "drop": "abandon",
    "stop": "abandon",
}
ABANDON_REASONS = ("not-working", "not-needed", "not-feasible")
BOUNDS = ("more-than",)
ASSESSORS = ("self", "facilitator")
SCORES = ("0.5", "1.0", "1.5", "2.0", "2.5", "3.0", "3.5", "4.0", "4.5", "5.0")
PHASES = {  # where a cycle stands -> as people read it
    "planned": "planned",
    "running": "running",
    "not-started": "not started",
    "awaiting-study": "Study waiting",
    "studied": "decision waiting",
    "closed": "closed",
    "stopped": "stopped",
    "no-plan": "without a plan",
}
EXPECTED_WORDS = ("at least", "more than", "at most", "less than", "exactly")
NOT_RECORDED = "not-recorded"  # the ramp has an earlier cycle, but nobody wrote down which
NEWEST_FORMAT = 1  # of entries


def without_period(unit: str, per: str) -> tuple[str, str]:
    """Return what is wrong with a measure of this unit per day, week or month, and a hint."""
    cadence = dict(zip(PERIODS, ("daily", "weekly", "monthly"), strict=True))[per]
    message = f"`per: {per}` goes with a {' or a '.join(COUNTED)} only, not with {unit}"
    return message, f"how often it is measured is its cadence: {cadence}"
