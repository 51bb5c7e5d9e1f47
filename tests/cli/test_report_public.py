"""`pdsa report --audience public` over a whole network: what files say stays in them."""

import json
from datetime import UTC, datetime

import pytest
import yaml

from pdsa.cli.showing import Format
from tests.conftest import Ticking, freeze, run_here
from tests.core.public_attack import Published, Truth, find_leaks

CLOCK = datetime(2026, 4, 20, 12, tzinfo=UTC)
REPORT = "report ai-literacy-2025 --audience public"
FORMS = [str(one) for one in Format if one != Format.AUTO]
DAYS = ("2025-11-25", "2026-01-08", "2026-04-20")  # each report ends on a closed day before


@pytest.fixture(scope="module")
def network(tmp_path_factory):
    """A small illustrative network; nothing here writes to it."""
    root = tmp_path_factory.mktemp("public")
    with pytest.MonkeyPatch.context() as patch:
        freeze(patch, root.parent)
        patch.chdir(root)
        assert run_here("demo . --districts 14", Ticking(CLOCK)).code == 0
        yield root


@pytest.fixture(scope="module")
def told(network):  # noqa: ARG001 - it has to stand in it
    """What one form says on a day: the answer of a command."""

    def ask(line, day):
        ran = run_here(f"--today {day} {line}", Ticking(CLOCK))
        assert (ran.code, ran.err) == (0, "")
        return ran.out

    return ask


def strings(value):
    if isinstance(value, dict):
        for below in value.values():
            yield from strings(below)
    elif isinstance(value, list):
        for below in value:
            yield from strings(below)
    elif isinstance(value, str):
        yield value


def read_texts(network):
    """What the files say to the public, and what they say to the districts alone."""
    public, private, names = set(), set(), set()
    for path in sorted(network.glob("cycles/*/collaborative.yaml")):
        document = yaml.safe_load(path.read_text("utf-8"))
        private.update(one["name"] for one in document.pop("facilitators"))
        public.update(strings(document))
    for path in sorted(network.glob("cycles/*/*/*.yaml")):
        document = yaml.safe_load(path.read_text("utf-8"))
        if path.name == "district.yaml":
            resource = document.get("resource") or {}
            (public if resource.get("where") else private).update(strings(resource))
        else:
            names.add(path.stem)
            private.update({document["title"], document.get("with_whom", "")})
            private.update(strings(document.get("questions", [])))
    for path in sorted(network.glob("cycles/*/*/entries/*.json")):
        document = json.loads(path.read_text("utf-8"))
        released = document["release"] == "public"
        (public if released else private).update(strings(document["body"]))
        names.update({path.name, document["id"]})
        private.add(document["by"])
    kept = (text for text in private if " " in text)  # one word alone is an id or a day
    return public, (*names, *(one for one in kept if not any(one in other for other in public)))


def test_no_form_of_any_period_says_what_was_not_released(network, told):
    public, private = read_texts(network)
    published = [
        Published(
            datetime.fromisoformat(day).date(),
            json.loads(told(f"{REPORT} --json", day)),
            {form: told(f"{REPORT} --districts --format {form}", day) for form in FORMS},
        )
        for day in DAYS
    ]
    assert len(private) > len(DAYS)
    assert find_leaks(published, Truth({}, private, tuple(public))) == []
    assert published[-1].document["data_to"] <= "2026-03-31"


@pytest.mark.parametrize("form", FORMS)
def test_the_network_says_no_more(network, told, form):
    _, private = read_texts(network)
    out = told(f"report --network --audience public --format {form}", DAYS[-1])
    assert [text for text in private if text in out] == []


def test_the_same_network_tells_its_members_what_the_public_does_not_see(network, told):
    _, private = read_texts(network)
    out = told("report ai-literacy-2025 --json", DAYS[-1])
    assert any(text in out for text in private)


def test_whatever_day_is_asked_for_a_public_report_ends_on_a_closed_one(told):
    wanted = [f"{REPORT} --json --as-of {day}" for day in ("2025-12-02", "2025-12-30")]
    assert len({told(line, "2026-01-08") for line in wanted}) == 1


def test_the_page_of_the_network_is_made_from_public_reports(told):
    members, public = (
        told(f"report --network{more}", DAYS[1]) for more in ("", " --audience public")
    )
    assert "Study is overdue" in members
    assert "pdsa report" in members
    assert "overdue" not in public
    assert "pdsa report" not in public
