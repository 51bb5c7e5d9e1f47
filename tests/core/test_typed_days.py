"""A day that is typed in another way is told in the way that is taken."""

from datetime import date

import pytest

from pdsa.core.errors import PdsaError
from pdsa.core.typed_days import read_typed_day

TODAY = date(2025, 11, 19)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2025-11-21", date(2025, 11, 21)),
        (" Today ", TODAY),
        ("-2d", date(2025, 11, 17)),
    ],
)
def test_what_a_flag_takes_is_taken(typed, day):
    assert read_typed_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("11/21/2025", "write it as 2025-11-21"),
        ("11/21/25", "write it as 2025-11-21"),
        ("3/4/2026", "write it as 2026-03-04"),
        ("21.11.2025", "write it as 2025-11-21"),
        ("11-21", "write it as 2025-11-21"),
        ("2025/11/21", "write it as 2025-11-21"),
        ("Nov 21, 2025", "write it as 2025-11-21"),
        ("november 21st", "write it as 2025-11-21"),
        ("next Friday", "write it as 2025-11-21"),
        ("wednesday", "write it as 2025-11-26"),
        ("tomorrow", "write it as 2025-11-20"),
        ("13/32/2025", "write a day as in 2025-11-19"),
        ("foo 3", "write a day as in 2025-11-19"),
        ("soon", "write a day as in 2025-11-19"),
        ("", "write a day as in 2025-11-19"),
    ],
)
def test_what_no_flag_takes_is_told_as_one(typed, hint):
    with pytest.raises(PdsaError) as refused:
        read_typed_day(typed, TODAY)
    assert (refused.value.message, refused.value.hint) == (f"`{typed}` is not a day", hint)
