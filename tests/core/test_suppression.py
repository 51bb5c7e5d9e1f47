from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pdsa.core.privacy import Figure, Shown, Total, protect
from tests.core.privacy_solver import CAP, find_pinned, find_unfounded

MIN_N = 10


def share(key, part, whole):
    value = Fraction(100 * part, whole)
    return Figure((key,), "students", "share", value, Fraction(part), Fraction(whole))


def count(key, number, _=0):
    return Figure((key,), "students", "count", Fraction(number))


def pooled(key, parts, rest=(0, 0)):
    whole = sum(int(figure.denominator) for figure in parts) + rest[1]
    part = sum(int(figure.numerator) for figure in parts) + rest[0]
    return share(key, part, whole)


def total(key, parts):
    return Total((key,), tuple(figure.key for figure in parts))


def table(*pairs, rest=(0, 0), names="abcdefgh"):
    """Figures and totals of shares: parts a, b, c ... and `all`."""
    parts = [share(name, *pair) for name, pair in zip(names, pairs, strict=False)]
    return [*parts, pooled("all", parts, rest)], [total("all", parts)]


def texts(protected):
    return {key[0]: shown.text for key, shown in protected.shown.items()}


def pinned(*released, complete=("all",), said=()):
    """What an attacker finds in the reports that were released."""
    truth = [{figure.key: figure for figure in report.figures} for report in released]
    return find_pinned(released, truth, MIN_N, {(key,) for key in complete}, said)


def broken(protected, **shown):
    """The same report, in which these figures are printed after all."""
    changed = {(key,): value for key, value in shown.items()}
    return protected._replace(shown={**protected.shown, **changed})


def exact(percent, n):
    return Shown(f"{percent} %", Fraction(percent), Fraction(percent), n=n)


@st.composite
def counted(draw, largest=70):
    """The counts of a share; few people, and few of them, are as likely as many."""
    whole = draw(st.one_of(st.integers(1, 9), st.integers(10, largest)))
    part = draw(st.one_of(st.integers(0, whole), st.integers(0, min(3, whole))))
    return (whole - part if draw(st.booleans()) else part), whole


@settings(max_examples=40, deadline=None)
@given(st.lists(counted(), min_size=1, max_size=5))
def test_a_total_and_its_parts_give_no_hidden_part_away(pairs):
    assert pinned(protect(*table(*pairs))) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(counted(), min_size=1, max_size=4), counted(30))
def test_a_total_does_not_give_away_who_is_in_none_of_its_parts(pairs, rest):
    assert pinned(protect(*table(*pairs, rest=rest)), complete=()) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=6))
def test_a_sum_of_counts_gives_no_small_count_away(numbers):
    parts = [count(name, number) for name, number in zip("abcdef", numbers, strict=False)]
    figures = [*parts, count("all", sum(numbers))]
    assert pinned(protect(figures, [total("all", parts)])) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(counted(40), min_size=1, max_size=3), st.lists(counted(40), min_size=1, max_size=3))
def test_sites_districts_and_the_pooled_figure_give_nothing_away_together(sites, others):
    parts = [share(f"site {n}", *pair) for n, pair in enumerate(sites)]
    district = pooled("district", parts)
    beside = [share(f"other {n}", *pair) for n, pair in enumerate(others)]
    figures = [*parts, district, *beside, pooled("all", [district, *beside])]
    totals = [total("district", parts), total("all", [district, *beside])]
    assert pinned(protect(figures, totals), complete=("district", "all")) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(counted(40), min_size=4, max_size=4))
def test_rows_and_columns_give_nothing_away_together(pairs):
    a, b, c, d = (share(name, *pair) for name, pair in zip("abcd", pairs, strict=True))
    lines = {"row 1": [a, b], "row 2": [c, d], "column 1": [a, c], "column 2": [b, d]}
    figures = [a, b, c, d, *(pooled(key, parts) for key, parts in lines.items())]
    totals = [total(key, parts) for key, parts in lines.items()]
    assert pinned(protect(figures, totals), complete=lines) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(counted(40), min_size=1, max_size=3), counted(40), counted(40))
def test_two_reports_give_nothing_away_together(pairs, late, changed):
    first = protect(*table(*pairs))
    pairs_then = [*pairs[:-1], changed, late]
    second = protect(*table(*pairs_then), before=[first])
    assert pinned(first, second) == []
    newcomer = protect(*table(*pairs, late), before=[first])
    assert pinned(first, newcomer) == []


HIDDEN = table((3, 5), (20, 40), (30, 60))  # a is few, b is left out for its sake


def test_the_smallest_partner_is_left_out_and_the_total_stays():
    assert texts(protect(*HIDDEN)) == {
        "a": "fewer than 10",
        "b": "withheld",
        "c": "50 %",
        "all": "50 %",
    }


def test_a_total_is_left_out_where_no_partner_is_enough():
    assert texts(protect(*table((3, 5), (11, 12)))) == {
        "a": "fewer than 10",
        "b": "80 % or more",
        "all": "withheld",
    }


def test_what_was_left_out_before_stays_left_out():
    first = protect(*HIDDEN)
    assert texts(protect(*table((12, 24), (20, 40), (30, 60)), before=[first]))["a"] == "withheld"


@pytest.mark.parametrize(
    ("then", "now", "text"),
    [
        ((20, 40), (20, 40), "50 %"),
        ((20, 40), (22, 43), "withheld"),  # three people came
        ((20, 40), (30, 60), "50 %"),
        ((20, 40), (21, 60), "withheld"),  # one of the twenty who came
        ((20, 40), (23, 40), "withheld"),  # three changed their answer
    ],
)
def test_a_figure_that_changed_by_few_people_is_left_out(then, now, text):
    first = protect([share("a", *then)], [])
    assert texts(protect([share("a", *now)], [], [first])) == {"a": text}


def test_a_count_that_changed_by_few_people_is_left_out():
    first = protect([count("a", 25)], [])
    assert texts(protect([count("a", 28)], [], [first])) == {"a": "withheld"}


def test_a_total_of_things_is_shown_whatever_its_parts_are():
    things = [count(key, n)._replace(about="things") for key, n in (("a", 1), ("b", 3), ("all", 4))]
    protected = protect(things, [total("all", things[:2])])
    assert texts(protected) == {"a": "1", "b": "3", "all": "4"}


# The attacker finds what a careless report gives away: each of these is a leak made on purpose.


def test_the_attacker_finds_a_part_that_the_total_gives_away():
    assert pinned(broken(protect(*HIDDEN), b=exact(50, 40))) != []


def test_the_attacker_finds_a_total_that_should_have_been_left_out():
    protected = protect(*table((3, 5), (11, 12)))
    assert pinned(broken(protected, all=exact(82, 17))) != []


def test_the_attacker_finds_a_percent_on_few_people():
    assert pinned(broken(protect(*HIDDEN), a=exact(60, 5))) != []


def test_the_attacker_finds_a_small_remainder():
    protected = protect([share("a", 58, 60)], [])
    assert texts(protected) == {"a": "95 % or more"}
    assert pinned(broken(protected, a=exact(97, 60)), complete=()) != []


def test_the_attacker_finds_a_band_that_is_too_narrow():
    protected = protect([share("a", 59, 60)], [])
    narrow = Shown("99 % or more", Fraction(99), Fraction(100), n=60)
    assert pinned(broken(protected, a=narrow), complete=()) != []


def test_the_attacker_finds_a_number_of_people_beside_a_hidden_figure():
    protected = protect(*HIDDEN)
    assert pinned(broken(protected, a=Shown("fewer than 10", withheld="few", n=5))) != []


def test_the_attacker_finds_a_newcomer_by_comparing_two_reports():
    first = protect(*table((3, 5), (20, 40), (30, 60)))
    alone = protect(*table((3, 5), (20, 40), (30, 60), (2, 4)))
    assert pinned(first, alone) != []
    assert pinned(first, protect(alone.figures, alone.totals, [first])) == []


def test_the_attacker_finds_what_an_order_by_size_gives_away():
    protected = protect(*table((3, 5), (20, 40), (30, 60), (20, 41)))
    assert texts(protected)["b"] == "withheld"
    by_size = [({("a",): 1, ("b",): -1}, -CAP, 0), ({("b",): 1, ("d",): -1}, -CAP, 0)]
    assert pinned(protected) == []
    assert pinned(protected, said=by_size) != []


def test_the_attacker_finds_a_median_that_is_a_hidden_figure():
    assert pinned(protect(*HIDDEN), said=[({("b",): 1}, 40, 40)]) != []


def test_the_attacker_finds_a_count_of_districts_below_a_limit():
    below = [({("a",): 1}, 0, 5)]  # "one district with at most 5 people"
    assert pinned(protect(*HIDDEN), said=below) != []


def test_the_attacker_finds_a_figure_that_does_not_say_on_how_many_people_it_rests():
    unknown = Figure(("a",), "staff", "share", Fraction(75))
    protected = protect([unknown], [])
    assert find_unfounded(protected) == []
    bare = Shown("75 %", Fraction(75), Fraction(75))
    assert find_unfounded(broken(protected, a=bare)) == [("a",)]


def test_a_group_that_is_everybody_does_not_keep_the_total_public():
    groups = [share("few", 2, 4), share("one", 10, 12), share("two", 10, 12)]
    totals = [Total(("all",), (group.key,)) for group in groups]
    protected = protect([share("all", 10, 12), *groups], totals)
    assert pinned(protected, complete=()) == []
