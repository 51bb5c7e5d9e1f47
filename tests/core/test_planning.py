"""From answers to a plan: ids, ideas, and what leans on cycles before."""

from datetime import date

import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.ids import id_problem
from pdsa.core.model import Collaborative
from pdsa.core.planning import Answers, Known, draft_plan, next_id

DAY = date(2025, 11, 3)
IDEAS = {"peer-visits": "Visit a colleague"}
KNOWN = Known(
    Collaborative("ai", "c.yaml", "AI", "AI", DAY, DAY, change_ideas=IDEAS), (), ("01-first",), ()
)


def draft(measures=(), **texts):
    said = {"change_idea": "peer-visits", "with_whom": "two teachers", **texts}
    return draft_plan(Answers(said, DAY, DAY, ["both will"], measures=measures), KNOWN, DAY)


@pytest.mark.parametrize("before", ["01-a", "999-a", "9999-a", "123456789-a"])
def test_a_long_title_after_a_long_number_still_makes_an_id(before):
    assert id_problem(next_id("word " * 20, [before])) == ""


def test_the_cycle_before_is_named_by_its_number_whatever_zeros_stand_before_it():
    _, document = draft(builds_on="1")
    assert document["builds_on"] == "01-first"


@pytest.mark.parametrize(
    ("texts", "measures", "message"),
    [
        ({"builds_on": "9" * 5000}, (), f"`{'9' * 5000}` names no cycle here"),
        ({"change_idea": "peer-vists"}, (), "`peer-vists` is not an idea of this collaborative"),
        ({}, ["m: M; count", "m: N; count"], "measure `m` is given twice"),
    ],
)
def test_what_cannot_be_meant_is_refused(texts, measures, message):
    with pytest.raises(PdsaError) as caught:
        draft(measures, **texts)
    assert caught.value.message == message


@pytest.mark.parametrize("idea", ["Peer vists", "songs", "peer-visits"])
def test_an_idea_may_be_any_other_words(idea):
    assert draft(change_idea=idea)[1]["change_idea"] == idea
