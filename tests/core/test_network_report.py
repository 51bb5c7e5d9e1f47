"""The page of the network: sums say what they are sums of."""

from datetime import date

from pdsa.core.details import Details, DistrictFacts
from pdsa.core.model import Address, Collaborative
from pdsa.core.network_report import Told, build_network_page
from pdsa.core.record import CycleFacts, Membership, Record
from pdsa.core.report import build_report
from pdsa.core.report_whole import Wanted

DAY = date(2025, 11, 3)


def told(id, *members, idea="guides", ideas=None, **facts):
    about = Collaborative(
        id, "p", id.upper(), "Topic", date(2025, 10, 1), date(2026, 3, 31), change_ideas=ideas or {}
    )
    cycle = CycleFacts(Address(id, members[0].id, "01"), "t", idea, starts=DAY, ends=DAY)
    record = Record(about, "Network", members, (cycle,))
    details = Details(districts={key: DistrictFacts(key, **one) for key, one in facts.items()})
    return Told(record, details, build_report(record, DAY, details=details))


ASH, ELM, OAK = (
    Membership(id, id.title(), state) for id, state in (("ash", "OH"), ("elm", "PA"), ("oak", ""))
)


def lines(*each):
    return dict(build_network_page(each, "Net [work]").sections)


def test_a_district_in_two_collaboratives_counts_once_in_the_reach():
    found = lines(
        told("a", ASH, ELM, ash={"schools": 3, "students": 1200}, elm={"schools": 4}),
        told("b", ASH, OAK, ash={"schools": 3, "students": 1200}),
    )
    assert found["Reach"] == (
        ("collaboratives", "2"),
        ("districts", "3"),
        ("states", "2 in the 2 districts of 3 that say"),
        ("schools", "7 in the 2 districts of 3 that say"),
        ("students", "1,200 in the 1 district of 3 that say"),
    )
    assert found["Districts in two collaboratives or more"] == (("Ash", "a, b"),)


def test_ideas_are_shared_by_their_words():
    found = lines(
        told("a", ASH, idea="x", ideas={"x": "Prompt  Guides"}),
        told("b", ELM, idea="prompt guides"),
        told("c", OAK, idea="x"),
    )
    assert found["Ideas that collaboratives share"] == (
        ("Prompt  Guides", "a (1 district), b (1 district)"),
    )


def test_each_collaborative_has_its_sentences_and_says_where_more_is():
    found = lines(told("a", ASH))
    assert found["A"] == (
        ("topic", "Topic"),
        ("stands", "month 2 of 6"),
        ("districts", "1"),
        ("states", "1"),
        ("", "One district takes part: it has planned 1 test and studied none."),
        ("", "No test has been studied yet, so there is nothing to say about any idea."),
        ("", "Nothing is overdue."),
        ("more", "pdsa report a"),
    )


def test_the_page_for_the_public_names_no_idea_in_a_districts_own_words_and_no_command():
    one = told("a", ASH, idea="our own")
    seen = build_report(one.record, DAY, Wanted("public"), one.details)
    found = lines(one._replace(report=seen))
    assert found["A"][-1] == ("", "1 idea is in districts' own words, and not told of here.")
    assert "our own" not in str(found)


def test_the_page_says_of_which_day_it_tells():
    found = lines(told("a", ASH)._replace(as_of=DAY), told("b", ELM))
    assert found["A"][1:3] == (("stands", "month 2 of 6"), ("as of", "3 Nov 2025"))
    assert found["A"][-1] == ("more", "pdsa report a --as-of 2025-11-03")
    assert "as of" not in dict(found["B"])
    one = told("a", ASH)
    public = build_report(one.record, DAY, Wanted("public"), one.details)
    stands = ("stands", public.heading.moment)  # which says the closed day itself
    assert lines(one._replace(report=public, as_of=DAY))["A"][1] == stands
    assert "as of" not in dict(lines(one._replace(report=public, as_of=DAY))["A"])
    assert "as of 3 Nov 2025" in public.heading.moment
