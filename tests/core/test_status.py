from datetime import date

from pdsa.core.model import Address
from pdsa.core.record import CycleFacts
from pdsa.core.status import build_status

TODAY = date(2025, 12, 1)


def facts(cycle, ends, **more):
    address = Address("ai-2025", "ash", cycle)
    return CycleFacts(address, cycle, starts=date(2025, 11, 3), ends=ends, **more)


def test_what_waits_longest_comes_first_and_what_is_closed_last():
    done = {"do_day": date(2025, 11, 4), "study_day": date(2025, 11, 9)}
    table = build_status(
        [
            facts("01-closed", date(2025, 11, 7), decision="adopt", **done),
            facts("02-running", date(2025, 12, 5)),
            facts("03-undecided", date(2025, 11, 28), **done),
            facts("04-overdue", date(2025, 11, 14), do_day=date(2025, 11, 4)),
        ],
        TODAY,
        called=lambda address: address.cycle[:2],
    )
    assert [row[:4] for row in table.rows] == [
        ("04", "04-overdue", "Study waiting, overdue", "2025-11-21"),
        ("03", "03-undecided", "decision waiting", "2025-12-05"),
        ("02", "02-running", "running", "2025-12-12"),
        ("01", "01-closed", "closed", ""),
    ]


def test_a_workspace_without_cycles_says_how_to_start_one():
    table = build_status([], TODAY)
    example = "pdsa plan DISTRICT --try IDEA --with WHOM --predict ... --until DATE"
    assert table.empty == f"no cycle yet; start one: {example}"
