from datetime import date

import pytest

from pdsa.core.model import Address
from pdsa.core.notes import notes_on
from pdsa.core.record import CycleFacts, PredictionFact

AT = Address("ai-2025", "ash", "02-guides")
BEFORE = CycleFacts(AT)
DONE = BEFORE._replace(do_day=date(2025, 11, 3))
OPEN = PredictionFact(AT, 2, "", "it holds")
MARKED = OPEN._replace(number=1, mark="met")


@pytest.mark.parametrize(
    ("kind", "before", "predictions", "notes"),
    [
        ("do", BEFORE, [OPEN], []),
        ("act", DONE, [OPEN], []),
        (
            "act",
            DONE._replace(decision="adapt", decision_day=date(2025, 11, 9)),
            [],
            ["it was decided ADAPT on 2025-11-09 already; the last decision counts"],
        ),
        ("study", DONE, [MARKED], []),
        (
            "study",
            DONE._replace(study_day=date(2025, 11, 9)),
            [],
            ["it was studied on 2025-11-09 already; of two marks the later counts"],
        ),
        (
            "study",
            BEFORE,
            [],
            ["nothing says yet how the test went: pdsa do 02 --as-planned yes --observed ..."],
        ),
        (
            "study",
            DONE,
            [MARKED, OPEN],
            ["prediction 2 has no mark yet: pdsa correct 01kax --set prediction.2=met --why ..."],
        ),
    ],
)
def test_what_an_entry_repeats_or_leaves_open_is_said(kind, before, predictions, notes):
    assert list(notes_on(kind, before, predictions, "01kax", "02")) == notes
