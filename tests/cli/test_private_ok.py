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
