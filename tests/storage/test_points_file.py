"""A file of points: what it may look like, and what is wrong with others."""

import io
import sys
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pdsa.core.chart import Observation
from pdsa.core.errors import PdsaError
from pdsa.core.plain_text import visible
from pdsa.storage.cells import SIZE_LIMIT, Cell, read_rows
from pdsa.storage.points_file import PointsFile, parse_points, read_points

FIRST, SECOND, THIRD = date(2025, 11, 3), date(2025, 11, 10), date(2025, 11, 17)


def number(day, text):
    return Observation(day, Fraction(text), text=text)


def share(day, top, bottom):
    numerator, denominator = Fraction(top), Fraction(bottom)
    text = f"{top}/{bottom}"
    return Observation(day, numerator / denominator * 100, numerator, denominator, text)


def parsed(text, **more):
    found = parse_points(text, "points.csv", **more)
    return found.unit, list(found.observations), list(found.notes)


NUMBERS = [number(FIRST, "8"), number(SECOND, "9.5")]
SHARES = [share(FIRST, 9, 12), share(SECOND, 10, 12)]


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-03,8\n2025-11-10,9.5\n",
        "day,value\n2025-11-03,8\n2025-11-10,9.5",
        "week_start,mean of the week\n2025-11-03,8\n2025-11-10,9.5",
        "\ufeffday;value\r\n2025-11-03;8\r\n2025-11-10;9.5\r\n".removeprefix("\ufeff"),
        "#day\tvalue\n2025-11-03\t8\n2025-11-10\t9.5\n",
        "value,day\n8,2025-11-03\n9.5,2025-11-10\n",
        '"Day","Value"\n"2025-11-03","8"\n"2025-11-10", 9.5 \n',
        "\n\n2025-11-03,8\n,,\n2025-11-10,9.5\n\n",
        "2025-11-03,8\r2025-11-10,9.5\r",
    ],
)
def test_a_day_and_a_number_are_read_from_many_kinds_of_table(text):
    assert parsed(text) == ("", NUMBERS, [])


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-03,9,12\n2025-11-10,10,12\n",
        "2025-11-03,9/12\n2025-11-10,10/12\n",
        "2025-11-03,9 of 12\n2025-11-10,10 of 12\n".replace(" of ", "/"),
        "day,numerator,denominator\n2025-11-03,9,12\n2025-11-10,10,12\n",
        "denominator;numerator;day\n12;9;2025-11-03\n12;10;2025-11-10\n",
    ],
)
def test_counts_are_read_as_exact_shares(text):
    assert parsed(text) == ("share", SHARES, [])


@pytest.mark.parametrize(
    ("text", "unit", "found"),
    [
        ("2025-11-03,75%", "share", Observation(FIRST, Fraction(75), text="75%")),
        (
            "2025-11-03,95%+",
            "share",
            Observation(FIRST, Fraction(95), text="95%+", bound="more-than"),
        ),
        ("2025-11-03,yes", "yes-no", Observation(FIRST, Fraction(1), text="yes")),
        ("2025-11-03,-1.5", "", number(FIRST, "-1.5")),
    ],
)
def test_the_cells_say_their_unit(text, unit, found):
    assert parsed(text) == (unit, [found], [])


def test_a_rate_may_be_above_one():
    rate = Observation(FIRST, Fraction(3, 2), Fraction(3), Fraction(2), "3/2")
    assert parsed("2025-11-03,3,2", rates=True) == ("rate", [rate], [])


@pytest.mark.parametrize("cells", [",,", ",9,", ",,12", ",0,0"])
def test_a_missing_cell_and_nothing_of_nothing_are_missing_points(cells):
    _, found, _ = parsed(f"2025-11-03,9,12\n2025-11-10{cells}\n")
    assert [(one.day, one.value) for one in found] == [(FIRST, 75), (SECOND, None)]


def test_a_short_line_is_a_missing_point():
    _, found, _ = parsed("2025-11-03,9\n2025-11-10\n")
    assert found == [number(FIRST, "9"), Observation(SECOND, None)]


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("day,value,who\n2025-11-03,8,a", ["Columns that were not read: `who`."]),
        ("School,Date,Rate\nOak,2025-11-03,8", ["Columns that were not read: `School`."]),
        (
            "Date,Rate\n9/12/2025,8\n9/19/2025,9",
            ["Days were read as month/day/year: 9/12/2025 is 12 Sep 2025."],
        ),
        (
            "Date,Rate\n12/9/2025,8\n19/9/2025,9",
            ["Days were read as day/month/year: 12/9/2025 is 12 Sep 2025."],
        ),
        (
            "05.09.2025;8\n12.09.2025;9",
            ["Days were read as day.month.year: 05.09.2025 is 5 Sep 2025."],
        ),
        ("2025-11-03,8,a note", ["1 column was not read."]),
        ("2025-11-03,8,a note,b", ["2 columns were not read."]),
        (
            "2025-11-10,8\n2025-11-03,8",
            ["The lines were not in the order of their days; the chart is."],
        ),
    ],
)
def test_what_was_not_read_or_not_in_order_is_told(text, notes):
    _, found, told = parsed(text)
    assert told == notes
    assert [one.day for one in found] == sorted(one.day for one in found)


VALUE_HINT = (
    "write a value as in 8, 1.5, 75%, 9/12, 95%+ (more than 95 %), yes or no;"
    " leave the cell empty where nothing was counted"
)
DAY_HINT = "write year, month and day, as in 2025-11-03"
POINT_HINT = (
    "write decimals with a point, as in 91.2, or part the cells by semicolons; "
    "put a text with commas in quotes"
)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("2025-13-45,8", "1:1: `2025-13-45` is not a day of the calendar", DAY_HINT),
        ("13/31/2025,8", "1:1: `13/31/2025` is not a day of the calendar", DAY_HINT),
        ("13/31/2025,8\n9/30/2025,9", "1:1: `13/31/2025` is not a day of the calendar", DAY_HINT),
        ("2/30/2025,8", "1:1: `2/30/2025` is not a day of the calendar", DAY_HINT),
        ("9 Nov 2025,8", "1:1: `9 Nov 2025` is not a day", DAY_HINT),
        (
            "9/5/2025,8\n9/12/2025,9\n10/3/2025,9",
            "1:1: `9/5/2025` may be two days: nothing here shows which number is the month",
            "write days as in 2025-09-05 or 2025-05-09",
        ),
        (
            "9/19/2025,8\n19/9/2025,9",
            "2:1: `19/9/2025` begins with a day, and `9/19/2025` with a month",
            DAY_HINT,
        ),
        (
            "day,value\n2025-09-05,90\n2025-09-12,91,2",
            "3:15: this line has 3 cells, and the first line has 2",
            POINT_HINT,
        ),
        (
            "day,value,who\n2025-09-12,91,2,Oak",
            "2:17: this line has 4 cells, and the first line has 3",
            POINT_HINT,
        ),
        (
            "2025-09-05,90\n2025-09-12,91,2",
            "2:15: this line has 3 cells, and the first line has 2",
            POINT_HINT,
        ),
        (
            "Date,School\n2025-09-05,Oak",
            "2:12: `Oak` is not a value",
            VALUE_HINT,
        ),
        ("2025-11-03,8\n,9", "2:1: there is no day", DAY_HINT),
        (",9\n2025-11-03,8", "1:1: there is no day", DAY_HINT),
        (
            "day,value\n2025-11-03,8\n2025-11-03,9",
            "3:1: `2025-11-03` is there twice, first in line 2",
            "keep one line a day",
        ),
        (
            "2025-11-03,13,12",
            "1:12: `13/12` has a numerator above its denominator",
            "write the part first and the whole second; a rate goes with --chart u",
        ),
        (
            "2025-11-03,13/12",
            "1:12: `13/12` has a numerator above its denominator",
            "write the part first and the whole second; a rate goes with --chart u",
        ),
        (
            "2025-11-03,3,0",
            "1:14: `3/0` counts some of nothing",
            "leave both cells empty where nothing was counted",
        ),
        ("2025-11-03,-3,12", "1:12: `-3` is below zero", "counts begin at 0"),
        (
            "day,numerator,denominator\n2025-11-03,3,many",
            "2:14: `many` is not a number",
            ("write digits only, as in 12 or 12.5; leave the cell empty where nothing was counted"),
        ),
        ("2025-11-03,NS", "1:12: `NS` is not a value", VALUE_HINT),
        ("2025-11-03,3\x1b[31m", "1:12: `3[31m` is not a value", VALUE_HINT),
        (
            "2025-11-03;1,5",
            "1:12: `1,5` is not a value",
            "write 1.5; leave the cell empty where nothing was counted",
        ),
        (
            '2025-11-03,8\n"2025-11-10", "a ""b"""',
            '2:15: `a "b"` is not a value',
            VALUE_HINT,
        ),
        (
            "2025-11-03,8\n2025-11-10,75%",
            "2:1: this value is not of the kind of the one in line 1",
            "write all as 12, all as 75% or 9/12, or all as yes and no",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(text, message, hint):
    with pytest.raises(PdsaError) as refused:
        parsed(text)
    assert (refused.value.message, refused.value.hint) == (f"points.csv:{message}", hint)


COUNTED = "Week,School,Present,Enrolled\n2025-11-03,Oak,9,12\n2025-11-10,Oak,10,12\n"


@pytest.mark.parametrize(
    ("column", "unit", "found"),
    [
        ("Present", "", [number(FIRST, "9"), number(SECOND, "10")]),
        ("present/ENROLLED", "share", SHARES),
    ],
)
def test_a_column_is_chosen_by_name_and_a_share_by_two(column, unit, found):
    assert parsed(COUNTED, column=column)[:2] == (unit, found)


def test_a_name_may_hold_a_slash():
    text = "day,Pre/Post,Post\n2025-11-03,8,9\n"
    assert parsed(text, column="pre/post")[1] == [number(FIRST, "8")]


@pytest.mark.parametrize(
    ("text", "column", "message", "hint"),
    [
        (
            *(COUNTED, "", "2 columns hold values: `Present`, `Enrolled`"),
            'choose one: --column "Present"; or a share: --column "Present/Enrolled"',
        ),
        (
            *("day,A,B\n2025-11-03,9,8", "", "2 columns hold values: `A`, `B`"),
            'choose one: --column "A"',
        ),
        (
            *(COUNTED, "Presnt", "`--column`: there is no column `Presnt`"),
            "did you mean `Present`?",
        ),
        (
            *(COUNTED, "Present/All", "`--column`: there is no column `All`"),
            "there are: `School`, `Present`, `Enrolled`",
        ),
        (
            *("2025-11-03,8", "Present", "`points.csv` has no names of columns"),
            "write them in its first line",
        ),
        (
            *("Date,School,Note\n2025-09-05,Oak,ill", "", "points.csv:2:12: `Oak` is not a value"),
            f"{VALUE_HINT}; another column goes with --column NAME",
        ),
    ],
)
def test_where_no_column_can_be_chosen_it_says_which_there_are(text, column, message, hint):
    with pytest.raises(PdsaError) as refused:
        parsed(text, column=column)
    assert (refused.value.message, refused.value.hint) == (message, hint)


def test_a_line_without_counts_may_have_a_value():
    text = "day,value,numerator,denominator\n2025-11-03,75%,,\n2025-11-10,,10,12\n"
    found = [Observation(FIRST, Fraction(75), text="75%"), SHARES[1]]
    assert parsed(text)[:2] == ("share", found)


@pytest.mark.parametrize("text", ["", "\n\n", "day,value\n", ",,,\n", "2025-11-03,\n", "\0\0\0"])
def test_a_table_without_a_point_is_refused(text):
    with pytest.raises(PdsaError) as refused:
        parsed(text)
    assert refused.value.message == "`points.csv` has no points"
    hint = "write a line for each: a day and a value, as in 2025-11-03,9/12"
    assert refused.value.hint == hint


def test_a_line_of_very_many_cells_is_read_from_its_beginning():
    _, found, notes = parsed(f"2025-11-03,8{',x' * 400_000}")
    assert (found, notes) == ([number(FIRST, "8")], ["98 columns were not read."])


def test_a_long_cell_is_quoted_in_part():
    with pytest.raises(PdsaError) as refused:
        parsed(f"2025-11-03,{'x' * 10_000}")
    assert refused.value.message == f"points.csv:1:12: `{'x' * 39}…` is not a value"


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    try:
        assert parse_points(text, "points.csv").observations
    except PdsaError as wrong:
        told = f"{wrong.message}{wrong.hint}"
        assert visible(told) == told


@given(st.lists(st.text('ab "', max_size=4), min_size=1, max_size=4), st.sampled_from(",;\t"))
def test_cells_in_quotes_come_back_as_they_were(cells, separator):
    line = separator.join('"' + cell.replace('"', '""') + '"' for cell in cells)
    (row,) = read_rows(line)
    if separator == "," or len(cells) > 1:
        assert [cell.text for cell in row] == [cell.strip() for cell in cells]


def test_a_cell_knows_where_it_begins():
    (row,) = read_rows('a, "b,c",d')
    assert row == [Cell("a", 1, 1), Cell("b,c", 1, 4), Cell("d", 1, 10)]


def test_a_file_is_called_by_its_name_without_ending(tmp_path):
    file = tmp_path / "Weekly use.csv"
    file.write_bytes("\ufeff2025-11-03,8\r\n".encode())
    assert read_points(str(file)) == PointsFile("Weekly use", "", (number(FIRST, "8"),))


def test_a_minus_reads_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"2025-11-03,8\n")))
    assert read_points("-") == PointsFile("points", "", (number(FIRST, "8"),))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"day,value\n2025-11-03,\xff\n", "f.csv:2:12: this is not UTF-8 text"),
        (b"\xff\xfed\0a\0y\0", "f.csv:1:1: this is not UTF-8 text"),
        (b"0" * (SIZE_LIMIT + 1), "`f.csv` is larger than 1 MB"),
        (None, "`f.csv` cannot be read: No such file or directory"),
    ],
)
def test_a_file_that_is_no_table_is_refused(tmp_path, monkeypatch, content, told):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "f.csv").write_bytes(content)
    with pytest.raises(PdsaError) as refused:
        read_points("f.csv")
    assert refused.value.message == told


def test_a_name_that_no_file_can_have_is_refused():
    with pytest.raises(PdsaError, match="cannot be read: no file has such a name"):
        read_points("a\0b")
