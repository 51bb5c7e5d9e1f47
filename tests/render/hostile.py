"""A workspace in which every text that people write is hostile, and what no output may hold."""

import csv
import io
import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import count
from xml.etree import ElementTree as ET

LONG = "North-by-northwest consolidated unified school district " * 4
TEXTS = (
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "[red]x[/red]",
    "\x1b[31mred\x1b]0;title\x07\x1b[2J",
    "\u202eright to left\u2066",
    "one line\nand another\r\nand\u2028more",
    "{{ 7*7 }}{% for x in y %}",
    "${x}$(id)`id`",
    LONG[:200],
    "| a | b |\n|---|---|",
    "](javascript:alert(1)) ![x](http://x.example/x.png)",
    "--> ]]> </style></svg><img src=x onerror=alert(1)>",
    '"><a href="javascript:alert(1)">',
    "+1+cmd|x",
    "-1-cmd|x",
    "@SUM(A1:A9)",
    "\tTab \x00 and \x9b31m and \x7f",
    "&lt;b&gt; &amp; \\n %s {0}",
    "# head\n- item\n```\ncode",
    "BEGIN:VEVENT\r\nSUMMARY:x\\;,",
)
STEERING = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = re.compile(r"[=+\-@\t\r]")
NUMBER = re.compile(r"[+-]?[\d.,]+")
OWN_ICON = {"rel": "icon", "href": "data:,"}  # an empty one, so that no browser asks for it
RAW_TAG = re.compile(r"(?<!\\)<(?!/?(?:br|a|details|summary)\b)[A-Za-z/!]")


WRITTEN = tuple(  # a YAML file with any of the others is refused whole: see bad-input
    text for text in TEXTS if not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066]", text)
)


class Hostile:
    """Hands out the texts in turn, so that each kind of field gets each kind of text."""

    def __init__(self, start, texts):
        self.places = count(start)
        self.texts = texts

    def __call__(self):
        """The next text."""
        return self.texts[next(self.places) % len(self.texts)]


def write_workspace(root):
    """Write network, districts, collaborative, plans and entries; ids and days alone are good."""
    text = Hostile(0, WRITTEN)
    write(root / "cycles/network.yaml", {"name": text()})
    for number, id in enumerate(("ash-valley", "birch-hill", "elm-bay")):
        write(
            root / f"cycles/districts/{id}.yaml",
            {"name": Hostile(number, WRITTEN)(), "state": "OH"},
        )
    about = root / "cycles/reading-2025"
    write(about / "collaborative.yaml", collaborative(text))
    for number, id in enumerate(("ash-valley", "birch-hill", "elm-bay")):
        write_district(about / id, id, 7 * number + 1)


def collaborative(text):
    return {
        "title": text(),
        "topic": text(),
        "aim": text(),
        "starts": "2025-09-01",
        "ends": "2026-02-28",
        "facilitators": [{"name": text(), "role": text(), "district": text()}],
        "meetings": [
            {"day": "2025-10-15", "title": text(), "came": ["ash-valley"]},
            {"day": "2025-12-10", "title": text()},
        ],
        "drivers": {
            "time": {"text": text()},
            "mornings": {"text": text(), "part_of": "time"},
        },
        "change_ideas": {
            "aloud": {"text": text(), "driver": "time", "theory": text()},
            "texts": {"text": text(), "driver": "mornings"},
        },
        "alignments": {"portrait-reader": text()},
        "measures": {
            "classes": measure(text, "share", "staff"),
            "sent": measure(text, "count", "things"),
        },
    }


def measure(text, unit, about):
    return {
        "name": text(),
        "kind": "process",
        "unit": unit,
        "better": "up",
        "about": about,
        "definition": text(),
        "numerator": text(),
        "denominator": text(),
        "cadence": "weekly",
    }


def write_district(folder, id, start):
    text = Hostile(start, WRITTEN)
    write(
        folder / "district.yaml",
        {
            "joined": "2025-09-01",
            "aim": text(),
            "contact": text(),
            "team": [{"role": text(), "does": text()}],
            "resource": {"title": text(), "status": text(), "where": text()},
        },
    )
    for number, idea in enumerate(("aloud", text()), 1):
        write(folder / f"0{number}-test.yaml", plan(text, idea, number))
    entries = iter(range(100))
    for kind, cycle, day, body in bodies(Hostile(start, TEXTS)):
        write_entry(folder, id, next(entries), (kind, cycle, day, body))


def plan(text, idea, number):
    return {
        "title": text(),
        "planned": "2025-10-01",
        "change_idea": idea,
        "type": "test-change",
        "objective": text(),
        "aim": text(),
        "driver": text(),
        "theory": text(),
        "alignments": ["portrait-reader"],
        "owner": text(),
        "scope": "one-team",
        "with_whom": text(),
        "where": text(),
        "starts": "2025-10-06" if number == 1 else "2025-11-03",
        "ends": "2025-10-17" if number == 1 else "2025-11-14",
        "questions": [
            {
                "ask": text(),
                "predict": text(),
                "expect": {"measure": "classes", "is": "at least 75%"},
            }
        ],
        "tasks": [{"what": text(), "who": text(), "when": text(), "where": text()}],
        "data": [{"measure": "classes", "collector": text(), "when": text(), "how": text()}],
        "measures": {f"own-{number}": measure(text, "count", "students")},
        "materials": [text()],
    }


def bodies(text):
    first = "01-test"
    yield "do", first, "2025-10-17", {"as_planned": "no", "why": text(), "observed": text()}
    for week in range(6):
        day = str(date(2025, 9, 29) + timedelta(weeks=week))
        points = [
            {"measure": "classes", "day": day, "value": "6/12", "note": text()},
            {"measure": "sent", "day": day, "value": "40", "note": text()},
            {"measure": "classes", "day": day, "value": "3/6", "site": text(), "subgroup": text()},
        ]
        yield "data", first, day, {"points": points}
    yield (
        "study",
        first,
        "2025-10-20",
        {
            "result": text(),
            "learned": text(),
            "not_for": text(),
            "surprise": text(),
            "predictions": [{"number": 1, "text": text(), "mark": "met"}],
        },
    )
    yield (
        "act",
        first,
        "2025-10-21",
        {
            "decision": "abandon",
            "because": "not-working",
            "why": text(),
            "next": text(),
            "spread": text(),
            "resource": text(),
        },
    )
    yield "comment", first, "2025-10-22", {"text": text(), "asks_help": True}
    yield "assessment", None, "2025-10-23", {"score": "2.0", "as": "self", "why": text()}


def write_entry(folder, id, number, entry):
    kind, cycle, day, body = entry
    name = f"01k8xg279mgzsh432jc0z{id[0]}{number:04}"
    write(
        folder / f"entries/{day}-{kind}-{name}.json",
        {
            "afterwards": False,
            "body": body,
            "by": TEXTS[number % len(TEXTS)],
            "collaborative": "reading-2025",
            "cycle": cycle,
            "day": day,
            "district": id,
            "format": 1,
            "id": name,
            "kind": kind,
            "recorded": f"{day}T08:00:00Z",
            "release": "public" if number % 2 else None,
        },
    )


def write(path, document):
    """YAML reads JSON, escapes and all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, sort_keys=True) + "\n", encoding="utf-8")


def complaints(form, text):
    """What in an output could steer a screen, run in a page or be taken for a formula."""
    found = [f"steers: {one!r}" for one in STEERING.findall(text)]
    if form not in {"csv", "ics"} and "\r" in text:
        found.append("steers: a carriage return")
    return found + list(_CHECKS.get(form, lambda _: ())(text))


def check_csv(text):
    for row in csv.reader(io.StringIO(text, newline="")):
        for cell in row:
            if FORMULA.match(cell) and not NUMBER.fullmatch(cell):
                yield f"a formula: {cell!r}"


def check_markdown(text):
    plain = re.sub(r"```mermaid\n.*?\n```", "", text, flags=re.DOTALL)
    plain = re.sub(r"`[^`\n]*`", "", plain)
    yield from (f"a tag: {plain[one.start() :][:30]!r}" for one in RAW_TAG.finditer(plain))
    yield from (f"a link: {one}" for one in re.findall(r"(?<!\\)\]\(javascript:[^)]*", plain))
    yield from (f"a picture: {one}" for one in re.findall(r"(?<!\\)!\[[^\]]*(?<!\\)\]\(", plain))


def check_json(text):
    json.loads(text)
    return ()


def check_svg(text):
    for element in ET.fromstring(text).iter():
        name = element.tag.rpartition("}")[2]
        if name in {"script", "foreignObject", "image", "a", "img"}:
            yield f"an element: {name}"
        yield from (f"runs: {key}" for key in element.attrib if key.startswith("on"))


def check_html(text):
    page = _Page()
    page.feed(text)
    page.close()
    return page.found


class _Page(HTMLParser):
    """Whatever runs, loads or leads where it should not."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        if (tag, dict(attrs)) == ("link", OWN_ICON):
            return
        if tag in {"script", "img", "iframe", "object", "embed", "link", "base", "form"}:
            self.found.append(f"an element: {tag}")
        for name, value in attrs:
            if name.startswith("on"):
                self.found.append(f"runs: {name}")
            if name in {"href", "src", "xlink:href"} and re.match(
                r"\s*(javascript|data):", value or ""
            ):
                self.found.append(f"leads: {value}")


_CHECKS = {
    "csv": check_csv,
    "markdown": check_markdown,
    "json": check_json,
    "svg": check_svg,
    "html": check_html,
}
