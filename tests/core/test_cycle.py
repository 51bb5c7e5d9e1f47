"""Where a cycle stands, what is due, what comes next, and which cycles make one line."""

from datetime import date

import pytest

from pdsa.core.cycle import CycleState, lines_of_tests, state_of
from pdsa.core.model import Address, Period
from pdsa.core.record import CycleFacts

AT = "ai-2025/ash/01-guides"
STARTS, ENDS, DUE = date(2025, 11, 3), date(2025, 11, 21), date(2025, 11, 28)
PLAN = CycleFacts(
    Address("ai-2025", "ash", "01-guides"), type="test-change", starts=STARTS, ends=ENDS
)
BEFORE, DURING, AFTER, LATE = (
    date(2025, 11, 2),
    date(2025, 11, 10),
    date(2025, 11, 22),
    date(2025, 11, 29),
)
DO, POINTS, STUDY = {"do_day": STARTS}, {"last_data": STARTS}, {"study_day": ENDS}
BASELINE = {"points": 2, "last_point": BEFORE, "last_data": BEFORE}
SEEN = DO | STUDY


@pytest.mark.parametrize(
    ("facts", "today", "phase"),
    [
        ({}, BEFORE, "planned"),
        ({}, STARTS, "running"),
        (DO, BEFORE, "running"),  # it began early
        (BASELINE, BEFORE, "planned"),
        (BASELINE, AFTER, "not-started"),
        ({}, ENDS, "running"),
        ({}, AFTER, "not-started"),
        (DO, AFTER, "awaiting-study"),
        (POINTS, AFTER, "awaiting-study"),
        (SEEN, DURING, "studied"),
        (STUDY, AFTER, "studied"),
        (SEEN | {"decision": "adopt"}, AFTER, "closed"),
        (SEEN | {"decision": "abandon"}, AFTER, "closed"),
        ({"decision": "abandon"}, BEFORE, "stopped"),
        (DO | {"decision": "abandon"}, AFTER, "stopped"),
        (DO | {"decision": "adopt"}, DURING, "awaiting-study"),  # came by a merge
        ({"type": "collect-data", "decision": "adapt"}, AFTER, "closed"),
        ({"type": "collect-data", "decision": "abandon"}, AFTER, "stopped"),
        ({"type": "collect-data"} | POINTS, AFTER, "awaiting-study"),
        ({"starts": None, "ends": None} | DO, AFTER, "no-plan"),
        ({"starts": None, "ends": None} | STUDY, AFTER, "studied"),
    ],
)
def test_the_phase_follows_from_the_plan_the_entries_and_the_day(facts, today, phase):
    assert state_of(PLAN._replace(**facts), today).phase == phase


@pytest.mark.parametrize(
    ("facts", "today", "due", "overdue"),
    [
        ({}, BEFORE, DUE, False),
        (DO, DUE, DUE, False),
        (DO, LATE, DUE, True),
        ({}, LATE, DUE, True),
        (SEEN, LATE, DUE, True),
        (SEEN | {"decision": "adapt"}, LATE, None, False),
        ({"decision": "abandon"}, LATE, None, False),
        ({"starts": None, "ends": None}, LATE, None, False),
        ({"ends": date.max}, LATE, date.max, False),
    ],
)
def test_what_is_open_is_due_a_week_after_the_end(facts, today, due, overdue):
    state = state_of(PLAN._replace(**facts), today)
    assert (state.due, state.overdue) == (due, overdue)


@pytest.mark.parametrize(
    ("facts", "today", "text", "command"),
    [
        ({}, BEFORE, "Start: do it and note what you see", f"pdsa do {AT} --as-planned yes --observed ..."),
        ({}, DURING, "Do: say what happened", f"pdsa do {AT} --as-planned yes --observed ..."),
        (DO, DURING, "Do: go on, and record what you count", f"pdsa record {AT} MEASURE VALUE"),
        ({}, AFTER, "Do: say what happened, or that it did not take place", f"pdsa do {AT} --as-planned yes --observed ..."),
        (DO, AFTER, "Study: say what you learned", f"pdsa study {AT} --result ... --learned ..."),
        ({"type": "collect-data"} | DO, AFTER, "Act: say what you decide", f"pdsa act {AT} DECISION --why ..."),
        (SEEN, AFTER, "Act: say what you decide", f"pdsa act {AT} DECISION --why ..."),
        (SEEN | {"decision": "adapt", "change_idea": "prompt-guides"}, AFTER, "Plan: plan the next cycle of this line", f"pdsa plan --next {AT} --with ... --predict ... --until ..."),
        (SEEN | {"decision": "adapt", "continued": True}, AFTER, "nothing: this cycle is closed", ""),
        (SEEN | {"decision": "adopt"}, AFTER, "nothing: this cycle is closed", ""),
        ({"decision": "abandon"}, AFTER, "nothing: this cycle is stopped", ""),
        ({"starts": None, "ends": None}, AFTER, "Plan: find the plan that its entries belong to", "pdsa history ai-2025/ash"),
        ({"starts": None, "ends": None, "unread": True}, AFTER, "Plan: mend its file", "pdsa check"),
    ],
)  # fmt: skip
def test_the_next_thing_is_said_with_its_command(facts, today, text, command):
    state = state_of(PLAN._replace(**facts), today)
    assert (state.next, state.command) == (text, command)


def test_a_state_is_one_value():
    assert state_of(PLAN._replace(**DO), LATE) == CycleState(
        phase="awaiting-study",
        due=DUE,
        overdue=True,
        next="Study: say what you learned",
        command=f"pdsa study {AT} --result ... --learned ...",
    )


def lines(*rows):
    """Lines of tests from rows of `id starts ramp builds_on`; a dash stands for nothing."""
    cycles = []
    for row in rows:
        id, day, ramp, builds_on = ("" if part == "-" else part for part in row.split())
        starts = date(2025, 11, int(day)) if day else None
        cycles.append(
            CycleFacts(Address("ai-2025", "ash", id), ramp=ramp, builds_on=builds_on, starts=starts)
        )
    return {
        line.id: " ".join(facts.address.cycle for facts in line.cycles)
        for line in lines_of_tests(cycles)
    }


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (["02 9 guides -", "01 3 guides -"], {"guides": "01 02"}),
        (["01 3 - -", "02 9 - 01", "03 16 - 02"], {"01": "01 02 03"}),
        (["01 3 guides -", "02 9 - 01"], {"guides": "01 02"}),
        (["01 3 - -", "02 3 - -"], {"01": "01", "02": "02"}),
        (["02 3 - 99"], {"02": "02"}),  # the one it builds on is not here
        (["02 3 - not-recorded"], {"02": "02"}),
        (["01 3 - 02", "02 9 - 01", "03 16 - 02"], {"01": "01 02 03"}),  # a loop
        (["01 3 - 01"], {"01": "01"}),
        (["01 9 - -", "02 3 - 01"], {"01": "02 01"}),  # by start, not by number
        (["02 - - -", "01 3 - -"], {"01": "01", "02": "02"}),  # no plan: last
    ],
)
def test_cycles_that_belong_together_make_a_line(rows, found):
    assert lines(*rows) == found


def test_a_ramp_named_like_a_cycle_is_no_line_of_that_cycle():
    assert len(lines_of_tests([
        CycleFacts(Address("c", "d", "01"), starts=STARTS),
        CycleFacts(Address("c", "d", "02"), starts=STARTS, ramp="01"),
    ])) == 2  # fmt: skip


def test_lines_come_in_one_order_whatever_the_order_of_the_cycles():
    rows = ["01 3 a -", "02 3 b -", "03 9 - 01", "04 2 - -"]
    assert list(lines(*rows).items()) == list(lines(*reversed(rows)).items())


BREAK = Period(date(2025, 12, 22), date(2026, 1, 2))


@pytest.mark.parametrize(
    ("ends", "today", "due", "overdue"),
    [
        ("2025-12-12", "2025-12-20", "2025-12-19", True),
        ("2025-12-15", "2026-01-02", "2026-01-03", False),  # the first day of the break
        ("2025-12-15", "2026-01-03", "2026-01-03", False),
        ("2025-12-15", "2026-01-04", "2026-01-03", True),
        ("2025-12-26", "2026-01-03", "2026-01-03", False),  # the last day of it
    ],
)
def test_nobody_is_late_in_a_school_break(ends, today, due, overdue):
    facts = CycleFacts(
        Address("c", "d", "01"),
        starts=date(2025, 12, 1),
        ends=date.fromisoformat(ends),
        do_day=date(2025, 12, 2),
        breaks=(BREAK,),
    )
    state = state_of(facts, date.fromisoformat(today))
    assert (state.phase, str(state.due), state.overdue) == ("awaiting-study", due, overdue)
