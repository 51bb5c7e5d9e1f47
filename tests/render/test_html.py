"""The HTML report: well-formed, whole without network or script, harmless, small enough."""

import re
from html.parser import HTMLParser

import pytest

from pdsa.core.page import Page
from pdsa.core.report import build_report
from pdsa.core.report_sections import Evidence, Place, Quote, Sections
from pdsa.core.report_whole import Wanted
from pdsa.render.html import render_page, render_report
from pdsa.render.html_views import idea_tests
from pdsa.render.section_words import APART
from tests.render.conftest import FORMULA, HOSTILE, RECORD, TODAY
from tests.render.pages import LEARNED, board, hostile, large, whole

VOID = {"meta", "link", "br", "path", "line", "rect", "use", "circle"}
IMPLIED = {  # an element that ends where one of these begins, or where its parent ends
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "td": {"td", "th", "tr"},
    "th": {"td", "th", "tr"},
    "tr": {"tr"},
    "p": {
        *("ul", "ol", "p", "div", "dl", "section", "details", "figure", "table", "article"),
        *("h2", "h3", "h4", "pre"),
    },
}
KNOWN_ATTRIBUTES = {
    *("lang", "charset", "name", "content", "rel", "href", "class", "id", "tabindex", "role"),
    *("aria-label", "aria-labelledby", "aria-hidden", "scope", "style", "viewbox", "d", "x", "y"),
    *("x1", "x2", "y1", "y2", "dy", "preserveaspectratio", "width", "height", "rx"),
}
PAGES = {
    "facilitator": lambda: render_report(whole()),
    "members": lambda: render_report(whole("members")),
    "public": lambda: render_report(build_report(RECORD, TODAY, Wanted("public"))),
    "public, whole": lambda: render_report(whole("public")._replace(lines=(), districts=())),
    "district": lambda: render_report(board()),
    "without sections": lambda: render_report(whole()._replace(sections=Sections())),
    "empty": lambda: render_report(
        build_report(RECORD._replace(cycles=(), latest=(), measures=(), memberships=()), TODAY)
    ),
    "hostile": lambda: render_report(hostile(whole())),
    "hostile district": lambda: render_report(hostile(board())),
    "network": lambda: render_page(Page("Network", (("Reach", (("", "x"), ("states", "3"))),))),
    "hostile network": lambda: render_page(Page(HOSTILE, ((HOSTILE, ((HOSTILE, HOSTILE),)),))),
}


class Reader(HTMLParser):
    """Reads a page as a browser would, and keeps what the tests ask about."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.open, self.wrong, self.tags, self.attributes = [], [], [], set()
        self.ids, self.targets, self.headings, self.texts = [], [], [], []
        self.feed(text)
        self.close()
        if self.open:
            self.wrong.append(f"never ended: {self.open}")

    def handle_starttag(self, tag, attrs):
        while self.open and tag in IMPLIED.get(self.open[-1], ()):
            self.open.pop()
        if tag not in VOID:
            self.open.append(tag)
        found = dict(attrs)
        self.tags.append((tag, found))
        self.attributes |= found.keys()
        self.ids += [found["id"]] if "id" in found else []
        self.targets += [found["href"]] if "href" in found else []
        self.targets += [f"#{id}" for id in found.get("aria-labelledby", "").split()]
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open[-1] != tag and self.open[-1] in IMPLIED:
            self.open.pop()
        if not self.open or self.open[-1] != tag:
            self.wrong.append(f"</{tag}> at {self.getpos()}, open: {self.open}")
        else:
            self.open.pop()

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module", params=PAGES)
def text(request):
    return PAGES[request.param]()


@pytest.fixture(scope="module")
def page(text):
    return Reader(text)


def test_every_element_ends_where_it_should(page):
    assert page.wrong == []


def test_no_id_stands_twice(page):
    assert len(page.ids) == len(set(page.ids))


def test_every_link_leads_to_a_place_on_the_page(page):
    missing = {one for one in page.targets if one not in {f"#{id}" for id in page.ids}}
    assert missing == {"data:,"}  # no picture for the tab, so that no browser asks for one


def test_nothing_comes_from_elsewhere(text, page):
    assert not {"src", "srcset", "action", "poster", "data"} & page.attributes
    assert not re.findall(r"url\(|@import|@font-face", text)
    assert "script" not in {tag for tag, _ in page.tags}


def test_there_is_one_title_and_no_level_of_headings_is_skipped(page):
    assert page.headings.count(1) == 1
    levels = [1, *page.headings]
    assert all(after <= before + 1 for before, after in zip(levels, page.headings, strict=False))


def test_tables_have_captions_and_heads_with_a_scope(page):
    tags = [tag for tag, _ in page.tags]
    assert tags.count("caption") == tags.count("table")
    assert all("scope" in found for tag, found in page.tags if tag == "th")


def test_a_reader_finds_the_landmarks_and_the_language(page):
    tags = [tag for tag, _ in page.tags]
    assert [tags.count(tag) for tag in ("header", "main", "footer")] == [1, 1, 1]
    assert ("html", {"lang": "en"}) in page.tags
    assert page.targets[1] == "#main"


def test_what_scrolls_can_be_reached_by_keyboard_and_has_a_name(page):
    scrolling = [found for _, found in page.tags if found.get("class") == "scroll"]
    assert all(found["tabindex"] == "0" and found["aria-label"] for found in scrolling)


def test_pictures_have_a_name_or_are_hidden(page):
    pictures = [found for tag, found in page.tags if tag == "svg"]
    assert all("aria-label" in found or "aria-hidden" in found for found in pictures)


def test_no_text_becomes_markup_or_steers_what_shows_it(text, page):
    assert page.attributes <= KNOWN_ATTRIBUTES
    assert "<script" not in text
    assert not re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@pytest.mark.parametrize("name", ["hostile", "hostile district", "hostile network"])
def test_hostile_text_is_shown_as_it_was_written(name):
    shown = " ".join(Reader(PAGES[name]()).texts)
    plain = HOSTILE.replace("\x1b", "").replace("\u202e", "").replace("\n", " ")
    assert plain in shown
    assert FORMULA in shown or name == "hostile network"


@pytest.mark.parametrize(
    ("audience", "order"),
    [
        (
            "facilitator",
            "short calls ideas change meeting work quality districts resources alignments drivers notes",
        ),
        (
            "members",
            "short ideas change meeting work quality districts resources alignments drivers notes",
        ),
    ],
)
def test_sections_stand_in_the_order_of_their_readers(audience, order):
    tags = Reader(render_report(whole(audience))).tags
    assert [found["id"] for tag, found in tags if tag == "h2"] == order.split()


def test_every_count_of_an_idea_leads_to_its_tests():
    text = render_report(whole())
    row = text[text.index('<a href="#i-surveys">Ask families', text.index("<table")) :]
    row = row[: row.index("<tr")]
    counts = re.findall(r'<td class="n">(.*?)(?=<)', row.replace('<a href="#i-surveys-t">', "@"))
    assert counts == ["@1", "@3 of 3", "-", "-", "@3", "-", "-"]
    tests = text[text.index('<ul id="i-surveys-t">') :]
    names = re.findall(
        r'<a href="#ash-valley\.0\d">(Ash Valley 0\d)</a>', tests[: tests.index("</ul>")]
    )
    assert names == ["Ash Valley 01", "Ash Valley 02", "Ash Valley 03"]


def test_the_tests_that_are_not_over_are_named_by_where_they_stand():
    text = render_report(whole())
    part = text[text.index("Which tests are open") :]
    part = part[: part.index("</details>")]
    found = re.findall(r'<dt>(.*?)<dd><a href="(.*?)">', part)
    assert found == [
        ("decision waiting", "#birchfield.01"),
        ("Study waiting", "#larch-bay.02"),
        ("running", "#birchfield.02"),
    ]


def test_a_quote_leads_to_its_entry_and_the_entry_names_its_file():
    text = render_report(whole())
    id = "01k9fajt2rwnrz9hmqtvqar9d4"
    assert f'<a href="#{id}">study 8 Nov 2025</a>' in text
    assert f'<li id="{id}">Ask <code>2025-11-08-study-{id}.json</code> <b>new</b>' in text


def test_of_a_point_the_trail_gives_the_value_and_how_its_file_begins():
    assert "<pre>2025-11-14-data-01kc0hwy weekly-use 9/12\n</pre>" in render_report(whole())


def test_where_nobody_may_know_the_district_a_quote_has_its_day_alone():
    nobody = LEARNED._replace(place=Place("", "", ""), path="")
    evidence = (Evidence("surveys", "proven", "", learned=(nobody,)),)
    text = render_report(whole()._replace(sections=Sections(evidence=evidence)))
    assert "<q>Ask where people wait</q> <small>study 8 Nov 2025</small>" in text


def test_without_tests_of_its_own_a_page_names_who_takes_part_and_links_no_count():
    found = whole("public")
    text = render_report(found._replace(lines=(), sections=Sections()))
    names = text[text.index('<ul class="names">') :]
    assert re.findall(r"<li>([^<]+), [A-Z]{2}", names[: names.index("</ul>")])[:2] == [
        "Ash Valley",
        "Birchfield",
    ]
    assert "-t" + '"' not in text


def test_a_district_that_only_counts_has_its_chart_and_its_part():
    found = whole("members")
    chart = found.sections.changes[0].charts[0]._replace(district="cedar-fork", name="Cedar Fork")
    change = found.sections.changes[0]._replace(charts=(chart,))
    page = Reader(render_report(found._replace(sections=Sections(changes=(change,)))))
    assert "#m-cedar-fork-weekly-use" in page.targets
    assert {"m-cedar-fork-weekly-use", "d-cedar-fork"} <= set(page.ids)


def text_of(page, first, last):
    """The words of a part of a page, without pictures and markup."""
    part = page[page.index(first) : page.index(last)]
    bare = re.sub(r"<[^>]+>", " ", re.sub(r"<svg.*?</svg>", "", part, flags=re.DOTALL))
    return " ".join(bare.split())


def test_what_changed_says_whose_it_is_from_what_to_what_with_its_doubt_and_the_newest_value():
    text = text_of(render_report(whole()), '<h2 id="change">', '<h2 id="meeting">')
    doubt = "With nothing changed, about 8 in 100 such charts say the same by luck."
    for said in (
        "For the better: Teachers who used the guide this week (Ash Valley). For the worse: none.",
        f"after 17 November, from a median of 50 % to 68 %. {doubt}",
        "Better: 50 % → 68 % (+18 points), now",
    ):
        assert said in text


@pytest.mark.parametrize(
    ("standing", "said"),
    [
        ("being-shaped", "None by most of its districts; what some dropped is said with the idea."),
        ("dropped", "Not for us"),
    ],
)
def test_an_idea_stands_under_one_head_alone(standing, said):
    found = whole()
    place = Place("ai-literacy-2025/larch-bay/01-evening", "larch-bay", "Larch Bay")
    quote = Quote("Not for us", place, TODAY, "act", "")
    sections = found.sections._replace(
        evidence=(Evidence("evening", standing, "Dropped in 1.", dropped=(quote,)),)
    )
    page = render_report(found._replace(sections=sections))
    groups = text_of(page, '<div class="groups">', "</section>")
    assert groups.count("Family evening") == 1
    assert said in groups[groups.index("Dropped, and why") :]


def test_where_nobody_dropped_anything_the_page_says_none():
    found = whole()
    ideas = tuple(row._replace(dropped=(), decisions=()) for row in found.ideas)
    page = render_report(found._replace(ideas=ideas, sections=Sections()))
    assert "Dropped, and why None so far." in text_of(page, '<div class="groups">', "</section>")


def test_scores_that_are_apart_have_a_legend():
    text = text_of(render_report(whole()), '<h2 id="districts">', '<h2 id="resources">')
    assert f"apart : {APART}" in text


def test_a_line_of_tests_on_two_ideas_stands_under_both():
    found = whole()
    both = f"{found.ideas[0].label}, {found.ideas[1].label}"
    lines = (found.lines[0]._replace(idea=both),)
    tests = idea_tests(found._replace(lines=lines))
    assert [len(tests[row.id]) for row in found.ideas[:3]] == [3, 3, 0]


def test_what_is_not_on_the_page_is_named_without_a_link():
    assert "from far-away</dd>" in render_report(whole()).replace("<dt>Adopted", "</dd>")


def test_the_page_of_a_district_shows_its_board_what_was_predicted_what_happened_what_is_next():
    text = re.sub(r"\s*<[^>]+>\s*", "|", render_report(board()))
    part = text[text.index("What we predicted") : text.index("Our tests")]
    assert [word for word in part.split("|") if word] == [
        *("What we predicted", "Surveys: 25 (it did not)"),
        *("What happened", "Surveys: 8. Ask where people wait"),
        *("What we do next", "Surveys: make it normal practice"),
    ]


def test_a_page_of_61_districts_stays_under_400_kilobytes():
    assert len(render_report(large()).encode()) < 400_000


def test_the_same_report_gives_the_same_bytes():
    assert render_report(whole()) == render_report(whole())
