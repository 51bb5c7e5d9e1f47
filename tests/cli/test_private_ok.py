"""`--private-ok`: a text that may point to a person is refused before its file is written."""

import pytest

SAID = "`{}` has an e-mail address: `coach@example.org`"
LOGGING = {
    'do ash-valley/02 --as-planned yes --observed "ask coach@example.org"': "observed",
    'record ash-valley/02 classes 5/6 --note "ask coach@example.org"': "note",
    'study ash-valley/02 --result "5 of 6" --learned "ask coach@example.org"': "learned",
    'act ash-valley/01 repeat --why "ask coach@example.org"': "why",
    'comment ash-valley/02 "ask coach@example.org"': "text",
    'ask ash-valley/02 "ask coach@example.org"': "text",
    'assess ash-valley 2 --why "ask coach@example.org"': "why",
}
PLAN = "plan ash-valley --try read-aloud --with coach@example.org --predict more --until 2025-12-19"


@pytest.mark.parametrize("line", LOGGING)
def test_a_logging_command_refuses_and_keeps_a_draft(line, pdsa, workspace):
    before = sorted(workspace.rglob("cycles/**/*.json"))
    ran = pdsa(line)
    assert ran.code == 2
    assert SAID.format(LOGGING[line]) in ran.err
    assert "what you typed is kept in" in ran.err
    assert sorted(workspace.rglob("cycles/**/*.json")) == before


@pytest.mark.parametrize("line", LOGGING)
def test_a_reason_overrules_and_is_kept_in_the_entry(line, logged):
    ran, new = logged(f'{line} --private-ok "the office"')
    assert ran.code == 0
    assert [entry["body"]["private_ok"] for entry in new] == ["the office"]


def test_a_plan_is_refused_and_takes_a_reason(pdsa, workspace):
    ran = pdsa(PLAN)
    assert (ran.code, SAID.format("with_whom") in ran.err) == (2, True)
    assert pdsa(f'{PLAN} --private-ok "the office"').code == 0
    plans = (path.read_text("utf-8") for path in workspace.glob("cycles/*/ash-valley/0*.yaml"))
    assert sum("private_ok: the office" in text for text in plans) == 1


REASON = "`private_ok` has a phone number: `555-123-4567`"
REASON_HINT = "give the reason without it: a role or a number says as much as a name"


@pytest.mark.parametrize("line", [*LOGGING, PLAN])
def test_a_reason_that_names_somebody_is_refused_as_the_text_is(line, pdsa, workspace):
    before = sorted(workspace.rglob("cycles/**/*.*"))
    ran = pdsa(f'{line} --private-ok "the mother, 555-123-4567"')
    assert ran.code == 2
    assert ran.err.startswith(f"pdsa: {REASON}\nHint: {REASON_HINT}")
    assert sorted(workspace.rglob("cycles/**/*.*")) == before


WITH_REASON = """\
title: Songs at noon
planned: 2025-11-20
change_idea: songs
type: test-change
with_whom: ask coach@example.org
starts: 2025-11-21
ends: 2025-12-01
no_prediction: a look
private_ok: {}
"""


def test_a_reason_in_a_file_is_looked_at_too(pdsa, workspace):
    file = workspace / "new.yaml"
    file.write_text(WITH_REASON.format("the mother, 555-123-4567"), encoding="utf-8")
    assert pdsa("plan ash-valley --from new.yaml") == (
        2,
        "",
        f"pdsa: this plan cannot be used yet\nnew.yaml:9:13: {REASON}\nHint: {REASON_HINT}\n",
    )
    file.write_text(WITH_REASON.format("the office"), encoding="utf-8")
    assert pdsa("plan ash-valley --from new.yaml").code == 0


def test_a_check_tells_a_reason_that_names_somebody(pdsa, workspace):
    path = workspace / "cycles/reading-2025/ash-valley/03-songs.yaml"
    path.write_text(WITH_REASON.format("the mother, 555-123-4567"), encoding="utf-8")
    told = pdsa("check").out
    assert f"03-songs.yaml:9:13: warning[private-text] {REASON}" in told
    assert "coach@example.org`" not in told
