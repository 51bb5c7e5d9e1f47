"""The shared measures of the illustrative collaboratives, and how their figures behave."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Shared(NamedTuple):
    """A shared measure as its file says it, and how its figures behave."""

    id: str
    document: Mapping[str, Any]
    low: float  # where districts begin: a share from 0 to 1, else in the unit
    high: float
    gain: float  # how far a true change goes; negative where less is better
    often: float  # how many of the districts that log anything report it
    spread: float = 0.0  # standard deviation of one value, where it is no share


AI_LITERACY = (
    Shared(
        "routine-use",
        {
            "name": "Teachers who used the agreed AI routine this week",
            "unit": "share",
            "kind": "process",
            "better": "up",
            "about": "staff",
            "definition": "Used it in at least one lesson, by the teacher's own word",
            "numerator": "Teachers who used it",
            "denominator": "Teachers who were asked",
            "cadence": "weekly",
            "goal": "60%",
        },
        *(0.2, 0.45, 0.26, 0.85),
    ),
    Shared(
        "confidence",
        {
            "name": "How sure staff feel with AI tools, 1 to 5",
            "unit": "rating",
            "kind": "driver",
            "better": "up",
            "about": "staff",
            "definition": "Mean answer to one question at the end of the staff meeting",
            "cadence": "fortnightly",
            "goal": "4",
        },
        *(2.5, 3.3, 0.7, 0.5, 0.18),
    ),
    Shared(
        "can-explain",
        {
            "name": "Students who can say how they checked an AI answer",
            "unit": "share",
            "kind": "outcome",
            "better": "up",
            "about": "students",
            "definition": "Names at least one check, in a five-minute exit question",
            "numerator": "Students who named a check",
            "denominator": "Students who answered",
            "cadence": "monthly",
            "goal": "70%",
        },
        *(0.3, 0.5, 0.2, 0.45),
    ),
    Shared(
        "checking-minutes",
        {
            "name": "Minutes a teacher spends on checking AI output, per lesson",
            "unit": "minutes",
            "kind": "balancing",
            "better": "down",
            "about": "staff",
            "cadence": "fortnightly",
        },
        *(9.0, 16.0, -4.0, 0.25, 2.0),
    ),
    Shared(
        "guides-out",
        {
            "name": "Prompt guides handed out",
            "unit": "count",
            "kind": "process",
            "per": "week",
            "better": "up",
            "about": "things",
            "cadence": "weekly",
        },
        *(6.0, 20.0, 6.0, 0.2, 4.0),
    ),
)

CAREERS = (
    Shared(
        "work-log",
        {
            "name": "Students on placement who logged their hours this week",
            "unit": "share",
            "kind": "process",
            "better": "up",
            "about": "students",
            "definition": "At least one hour logged by Friday noon",
            "numerator": "Students who logged",
            "denominator": "Students on placement",
            "cadence": "weekly",
            "goal": "80%",
        },
        *(0.35, 0.6, 0.22, 0.85),
    ),
    Shared(
        "plan-written",
        {
            "name": "Seniors with a written plan for after school",
            "unit": "share",
            "kind": "outcome",
            "better": "up",
            "about": "students",
            "definition": "A plan in the planning tool that a counselor has seen",
            "numerator": "Seniors with a plan",
            "denominator": "Seniors enrolled",
            "cadence": "monthly",
            "goal": "90%",
        },
        *(0.4, 0.62, 0.18, 0.5),
    ),
    Shared(
        "family-replies",
        {
            "name": "Families who answered about their student's plan",
            "unit": "share",
            "kind": "driver",
            "better": "up",
            "about": "families",
            "numerator": "Families who answered",
            "denominator": "Families who were asked",
            "cadence": "fortnightly",
            "goal": "50%",
        },
        *(0.2, 0.4, 0.15, 0.35),
    ),
    Shared(
        "employers-open",
        {
            "name": "Employers who offered a place",
            "unit": "count",
            "kind": "process",
            "better": "up",
            "about": "things",
            "per": "week",
            "cadence": "weekly",
        },
        *(1.0, 5.0, 2.0, 0.3, 1.4),
    ),
    Shared(
        "counselor-minutes",
        {
            "name": "Minutes a counselor spends on one placement",
            "unit": "minutes",
            "kind": "balancing",
            "better": "down",
            "about": "staff",
            "cadence": "fortnightly",
        },
        *(25.0, 45.0, -9.0, 0.25, 5.0),
    ),
)

EDUCATORS = (
    Shared(
        "mentor-contact",
        {
            "name": "New teachers who met their mentor this week",
            "unit": "share",
            "kind": "process",
            "better": "up",
            "about": "staff",
            "definition": "At least ten minutes in person or by video",
            "numerator": "New teachers who met",
            "denominator": "New teachers who were asked",
            "cadence": "weekly",
            "goal": "80%",
        },
        *(0.3, 0.6, 0.25, 0.85),
    ),
    Shared(
        "belonging",
        {
            "name": "I would choose this school again, 1 to 5",
            "unit": "rating",
            "kind": "driver",
            "better": "up",
            "about": "staff",
            "definition": "Mean answer to one question, asked of first- and second-year teachers",
            "cadence": "fortnightly",
            "goal": "4",
        },
        *(3.0, 3.8, 0.5, 0.5, 0.16),
    ),
    Shared(
        "open-posts",
        {
            "name": "Teaching posts without a teacher",
            "unit": "count",
            "kind": "outcome",
            "better": "down",
            "about": "things",
            "definition": "Posts on the first school day of the month that a substitute holds",
            "cadence": "monthly",
            "goal": "0",
        },
        *(3.0, 14.0, -3.0, 0.5, 1.2),
    ),
    Shared(
        "days-to-offer",
        {
            "name": "Days from interview to offer",
            "unit": "days",
            "kind": "process",
            "better": "down",
            "about": "things",
            "cadence": "fortnightly",
            "goal": "5",
        },
        *(9.0, 18.0, -5.0, 0.35, 2.0),
    ),
    Shared(
        "mentor-minutes",
        {
            "name": "Minutes a mentor gives in a week",
            "unit": "minutes",
            "kind": "balancing",
            "better": "down",
            "about": "staff",
            "cadence": "fortnightly",
        },
        *(25.0, 50.0, 6.0, 0.25, 6.0),
    ),
)
