"""Whether predictions were written before the data, with real git."""

import os
import subprocess
from datetime import UTC, date, datetime

import pytest

from pdsa.core.model import Address
from pdsa.core.precedence import Precedence
from pdsa.storage import plan_history
from pdsa.storage.database import open_database
from pdsa.storage.plan_history import load_precedences
from pdsa.storage.workspace import Scope
from tests.storage.samples import (
    BODIES,
    FIRST,
    PLAN,
    READING,
    entry,
    make_workspace,
    put,
    share,
    write,
)

# The plans say `planned: 2025-10-01`; the first point is of 13 October, typed in on the 20th.
YES = Precedence("before", "git", "yes, by git: there on 4 Oct 2025, first point on 13 Oct 2025")
DATED = "yes, by the plan's own date, which is weaker: planned on 1 Oct 2025, first point on 13 Oct 2025; {}"
OTHER = PLAN.format(number=1).replace("Both", "One of them")


@pytest.fixture
def place(tmp_path, monkeypatch):
    config = tmp_path / "gitconfig"
    config.write_text("[user]\n\tname = A\n\temail = a@example.org\n", encoding="utf-8")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    place = make_workspace(tmp_path / "top" / "improvement", plans=1)
    put(place, entry("data", share()))
    return place


def git(place, *words, day="2025-10-04", made=""):
    times = {"GIT_AUTHOR_DATE": f"{day}T09:00:00+00:00"}
    times["GIT_COMMITTER_DATE"] = f"{made or day}T09:00:00+00:00"
    subprocess.run(
        ["git", *words],
        cwd=place.root,
        check=True,
        capture_output=True,
        env={**os.environ, **times},
    )


def commit(place, day="2025-10-04", **text):
    if text:
        rewrite(place, **text)
    if not (place.root / ".git").exists():
        git(place, "init", "--quiet", "-b", "main")
    git(place, "add", "cycles")
    git(place, "commit", "--quiet", "-m", "A commit", day=day)


def rewrite(place, text):
    write(place.plan_file(FIRST), text)


def told(place, address=FIRST):
    connection = open_database(place, Scope(), pytest.fail)
    return load_precedences(connection, place, address)


def of_first(place):
    return told(place)[FIRST, 1]


def test_a_commit_before_the_data_shows_it(place):
    commit(place)
    assert told(place) == {(FIRST, 1): YES}


def test_a_workspace_may_be_a_folder_of_the_repository(place):
    subprocess.run(["git", "init", "-qb", "main"], cwd=place.root.parent, check=True)
    git(place, "add", ".")
    git(place, "commit", "--quiet", "-m", "A commit")
    assert of_first(place) == YES


def test_what_changes_beside_the_prediction_changes_nothing(place):
    commit(place)
    commit(place, "2025-11-10", text=PLAN.format(number=1) + "owner: Coach\n")
    rewrite(place, PLAN.format(number=1) + "owner: Principal\n")
    assert of_first(place) == YES


@pytest.mark.parametrize(
    ("before", "after", "answer"),
    [
        (OTHER, PLAN.format(number=1), "changed-after"),
        (PLAN.format(number=1).replace("75%", "70%"), PLAN.format(number=1), "changed-after"),
        (PLAN.format(number=1).partition("questions")[0], PLAN.format(number=1), "after"),
        (PLAN.format(number=1).replace("questions:\n", "questions: # why\n"), "", "before"),
        (  # the key may be written otherwise, and then both have to be read
            PLAN.format(number=1).partition("questions")[0],
            PLAN.format(number=1).replace("questions:", '"questions":'),
            "after",
        ),
        ("title: [broken\n", PLAN.format(number=1), "before"),  # it says nothing; the dates do
    ],
)
def test_the_words_before_the_data_are_compared_with_those_of_now(place, before, after, answer):
    commit(place, text=before)
    commit(place, "2025-11-10", text=after or PLAN.format(number=1))
    assert of_first(place).answer == answer


def test_a_change_after_the_data_names_both_days(place):
    commit(place, text=OTHER)
    commit(place, "2025-11-10", text=PLAN.format(number=1))
    assert of_first(place) == Precedence(
        "changed-after",
        "git",
        "changed afterwards, by git: other words on 4 Oct 2025, these since 10 Nov 2025; "
        "first point on 13 Oct 2025",
    )


def test_a_change_that_is_not_committed_cannot_be_dated(place):
    commit(place, text=OTHER)
    rewrite(place, PLAN.format(number=1))
    assert of_first(place) == Precedence(
        "cannot-tell", "", "cannot tell: changed since 4 Oct 2025, and not committed"
    )


def test_a_plan_that_is_not_committed_has_only_its_own_date(place):
    git(place, "init", "--quiet", "-b", "main")
    assert of_first(place) == Precedence(
        "before", "recorded", DATED.format("git does not have it yet")
    )


def test_without_a_repository_there_is_only_its_own_date(place):
    assert of_first(place) == Precedence("before", "recorded", DATED.format("there is no git here"))


def test_without_git_there_is_only_its_own_date(place, monkeypatch):
    commit(place)
    monkeypatch.setattr(plan_history, "find_git", str)
    assert of_first(place).source == "recorded"


def test_a_commit_after_the_data_proves_nothing(place):
    commit(place, "2025-10-14")
    assert of_first(place) == Precedence(
        "before", "recorded", DATED.format("git has it only since 14 Oct 2025")
    )


def test_a_rebase_moves_the_commit_and_keeps_the_day_of_its_author(place):
    commit(place)
    git(place, "commit", "--quiet", "--amend", "--no-edit", made="2025-11-20")
    assert of_first(place).sentence == (
        "yes, by git: there on 4 Oct 2025, first point on 13 Oct 2025; "
        "its commit was made anew on 20 Nov 2025"
    )


def test_a_shallow_clone_says_that_its_history_is_cut_off(place, tmp_path):
    commit(place)
    commit(place, "2025-11-10", text=PLAN.format(number=1) + "owner: Coach\n")
    clone = tmp_path / "clone"
    source = f"file://{place.root}"
    subprocess.run(["git", "clone", "-q", "--depth", "1", source, clone], check=True)
    assert of_first(place._replace(root=clone)) == Precedence(
        "before", "recorded", DATED.format("git's history is cut off here")
    )


def test_a_renamed_plan_brings_its_history(place):
    commit(place)
    renamed = FIRST._replace(cycle="01-in-the-morning")
    place.plan_file(FIRST).rename(place.plan_file(renamed))
    write(place.plan_file(renamed), PLAN.format(number=1) + "was: [01-grade-1]\n")
    assert told(place, renamed) == {(renamed, 1): YES}
    commit(place, "2025-11-10")
    assert told(place, renamed) == {(renamed, 1): YES}


def test_a_plan_that_looks_like_one_that_is_gone_has_no_part_in_its_history(place):
    commit(place, text=OTHER)
    place.plan_file(FIRST).unlink()
    other = FIRST._replace(cycle="02-grade-2")
    write(place.plan_file(other), PLAN.format(number=1))
    put(place, entry("data", share("2025-10-14"), other, 2))
    commit(place, "2025-11-10")
    assert told(place, other)[other, 1].sentence == (
        "yes, by the plan's own date, which is weaker: planned on 1 Oct 2025, first point on 14 Oct 2025; "
        "git has it only since 10 Nov 2025"
    )


def test_a_plan_that_came_by_a_merge_has_the_day_of_its_own_commit(place):
    plan = place.plan_file(FIRST)
    text = plan.read_text("utf-8")
    plan.unlink()
    commit(place, "2025-10-02")
    git(place, "switch", "--quiet", "-c", "side")
    commit(place, text=text)
    git(place, "switch", "--quiet", "main")
    write(place.root / "cycles/districts/ash-valley.yaml", "name: Ash Valley High\n")
    commit(place, "2025-11-01")
    git(place, "merge", "--quiet", "--no-edit", "side", day="2025-11-10")
    assert of_first(place) == YES


@pytest.mark.parametrize("shown", ["separate", "off"])  # by somebody's own settings
def test_words_that_only_a_merge_has_are_as_old_as_the_merge(place, shown):
    commit(place, text=OTHER)
    git(place, "switch", "--quiet", "-c", "side")
    commit(place, "2025-10-05", text=OTHER.replace("One", "None"))
    git(place, "switch", "--quiet", "main")
    write(place.root / "cycles/districts/ash-valley.yaml", "name: Ash Valley High\n")
    commit(place, "2025-10-06")
    git(place, "merge", "--quiet", "--no-commit", "side")
    commit(place, "2025-11-10", text=PLAN.format(number=1))
    git(place, "config", "log.diffMerges", shown)
    assert of_first(place).answer == "changed-after"


@pytest.mark.parametrize(
    ("kind", "body", "said", "source"),
    [
        (
            "do",
            BODIES["do"],
            {"day": date(2025, 10, 7)},
            "first note of what was done on 7 Oct 2025",
        ),
        ("study", BODIES["study"], {"day": date(2025, 10, 8)}, "study on 8 Oct 2025"),
        ("data", share("2025-10-07"), {}, "first point on 7 Oct 2025"),
        ("data", share("2025-10-01"), {}, "first point on 13 Oct 2025"),  # a baseline
        ("comment", BODIES["comment"], {"day": date(2025, 10, 7)}, "first point on 13 Oct 2025"),
    ],
)
def test_the_first_that_was_done_counted_or_studied_is_what_counts(place, kind, body, said, source):
    put(place, entry(kind, body, FIRST, 2, **said))
    commit(place)
    assert of_first(place).sentence == f"yes, by git: there on 4 Oct 2025, {source}"


def test_a_period_counts_from_its_first_day_in_the_cycle(place):
    weeks = {"measure": "classes", "from": "2025-09-29", "to": "2025-10-19", "value": "75%"}
    put(place, entry("data", {"points": [weeks]}, FIRST, 2))
    commit(place)
    assert of_first(place).sentence.endswith("first point on 6 Oct 2025")


def test_points_of_the_district_count_for_the_measure_that_was_predicted(place):
    texts = {"measure": "texts", "day": "2025-10-08", "value": "8"}
    put(place, entry("data", {"points": [texts]}, FIRST._replace(cycle=""), 2))
    put(place, entry("data", share("2025-10-09"), FIRST._replace(cycle=""), 3))
    commit(place)
    assert of_first(place).sentence.endswith("first point on 9 Oct 2025")


def test_an_entry_from_paper_has_no_hour(place):
    at = datetime(2025, 10, 7, 12, tzinfo=UTC)
    said = {"day": date(2025, 10, 7), "recorded": at}
    put(place, entry("do", BODIES["do"], FIRST, 2, **said))
    commit(place, "2025-10-07")
    assert of_first(place).sentence == (
        "yes, by git: on 7 Oct 2025, before the first note of what was done was typed in"
    )
    put(place, entry("do", BODIES["do"], FIRST, 2, **said, afterwards=True))
    assert of_first(place).source == "recorded"


@pytest.mark.parametrize("path", ["collaborative.yaml", "ash-valley/01-grade-1.yaml"])
def test_illustrative_dates_of_a_plan_or_of_its_collaborative_show_nothing(place, path):
    file = place.root / "cycles" / READING / path
    file.write_text(file.read_text("utf-8") + "dates: illustrative\n", "utf-8")
    assert of_first(place).sentence == "cannot tell: its dates are illustrative"


def test_a_collaborative_that_cannot_be_read_has_no_say(place):
    write(place.root / "cycles" / READING / "collaborative.yaml", "title: [")
    assert of_first(place).answer == "before"


@pytest.mark.parametrize("seconds", [0, 1])
def test_of_several_on_one_day_the_first_that_was_typed_in_counts(place, seconds):
    at = datetime(2025, 10, 7, 12, 0, 1 + seconds, tzinfo=UTC)
    do = {"day": date(2025, 10, 7), "recorded": at.replace(second=1)}
    put(place, entry("data", share("2025-10-07"), FIRST, 2, recorded=at))
    put(place, entry("do", BODIES["do"], FIRST, 3, **do))
    assert "first note of what was done on 7 Oct 2025" in of_first(place).sentence


def test_a_whole_collaborative_is_asked_at_once(place, monkeypatch):
    commit(place, text=OTHER)
    rewrite(place, PLAN.format(number=1))
    put(place, entry("data", share(), Address(READING, "birch-hill", "01-grade-1"), 2))
    asked = []
    real = plan_history.Git.ask
    monkeypatch.setattr(
        plan_history.Git, "ask", lambda *words, **more: asked.append(words) or real(*words, **more)
    )
    found = told(place, Address(READING))
    assert {at.district: one.answer for (at, _), one in found.items()} == {
        "ash-valley": "cannot-tell",
        "birch-hill": "before",
    }
    assert len(asked) == 3


def test_a_plan_that_was_deleted_for_a_while_has_its_history(place):
    commit(place)
    git(place, "rm", "--quiet", "cycles/reading-2025/ash-valley/01-grade-1.yaml")
    git(place, "commit", "--quiet", "-m", "A commit", day="2025-10-05")
    commit(place, "2025-11-10", text=PLAN.format(number=1))
    assert of_first(place) == YES


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("log.showRoot", "false"),
        ("log.follow", "true"),
        ("log.diffMerges", "off"),
        ("log.showSignature", "true"),
        ("color.ui", "always"),
        ("diff.renames", "copies"),
        ("core.abbrev", "4"),
        ("format.pretty", "oneline"),
    ],
)
def test_what_somebody_set_for_git_changes_nothing(place, name, value):
    commit(place, text=OTHER)
    commit(place, "2025-11-10", text=PLAN.format(number=1))
    before = of_first(place)
    git(place, "config", "--global", name, value)
    assert of_first(place) == before


def test_without_data_git_is_not_asked(tmp_path, monkeypatch):
    place = make_workspace(tmp_path)
    monkeypatch.setattr(plan_history, "find_git", pytest.fail)
    assert told(place, Address(READING)) == {}
