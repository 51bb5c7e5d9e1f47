"""`pdsa collaborative new`: one file says what a collaborative is about."""

import pytest

NEW = (
    "collaborative new math-2025 --title Math --topic Numbers --starts 2025-09-01 --ends 2026-02-28"
)
FILE = """\
title: Math
topic: Numbers
aim: More talk
starts: 2025-09-01
ends: 2026-02-28
facilitators:
  - name: Facilitator B
    role: superintendent
    district: moss-hill
meetings:
  - day: 2025-10-01
    title: Kick-off
change_ideas:
  talk: Talk about numbers
measures:
  talks:
    name: Talks
    unit: count
    per: week
    better: up
    about: staff
materials:
  - https://example.org/talk
dates: illustrative
"""


def path(workspace):
    return workspace / "cycles/math-2025/collaborative.yaml"


def test_every_flag_reaches_the_file(workspace, pdsa):
    ran = pdsa(
        f'{NEW} --aim "More talk" --facilitator "Facilitator B, superintendent, moss-hill"'
        ' --measure "talks: Talks; count; per week; up; about staff" --idea "talk: Talk about numbers"'
        ' --meeting "2025-10-01 Kick-off" --material https://example.org/talk --dates illustrative'
    )
    made = "made cycles/math-2025/collaborative.yaml; next: pdsa district add ID --to math-2025\n"
    assert ran == (0, made, "")
    assert path(workspace).read_text("utf-8") == FILE


def test_every_missing_flag_is_named_with_an_example(workspace, pdsa):
    told = (
        "pdsa: still needed: --topic, --starts, --ends\n"
        'Hint: for example: pdsa collaborative new ai-literacy-2025 --title "AI Literacy"'
        ' --topic "AI literacy" --starts 2025-10-01 --ends 2026-03-31\n'
    )
    assert pdsa("collaborative new math-2025 --title Math") == (2, "", told)
    assert not path(workspace).exists()


@pytest.mark.parametrize(
    ("flag", "told"),
    [
        (
            "--ends 2025-08-01",
            "`2025-08-01` is before `starts: 2025-09-01`\nHint: change one of the two days",
        ),
        (
            "--starts 1.9.2025",
            "`1.9.2025` is not a day of the calendar\nHint: write year, month and day, as in 2025-11-03",
        ),
        (
            "--idea talk",
            (
                "`talk` is not an idea: it needs an id, a colon and a text\n"
                'Hint: as in --idea "prompt-guides: One-page prompt guides"'
            ),
        ),
        (
            '--measure "talks: Talks; up"',
            (
                "measure `talks` has no unit\n"
                "Hint: add one of: count, share, rate, mean, median, rating, minutes, days, yes-no"
            ),
        ),
    ],
)
def test_what_could_not_be_read_again_is_not_written(workspace, pdsa, flag, told):
    assert pdsa(f"{NEW} {flag}") == (2, "", f"pdsa: {told}\n")
    assert not path(workspace).exists()


def test_a_file_that_is_there_stays_as_it_is(workspace, pdsa):
    file = workspace / "cycles/reading-2025/collaborative.yaml"
    before = file.read_bytes()
    told = (
        "pdsa: cycles/reading-2025/collaborative.yaml is there already\n"
        "Hint: edit it, or choose another id\n"
    )
    assert pdsa(NEW.replace("math", "reading")) == (2, "", told)
    assert file.read_bytes() == before


def test_a_dry_run_writes_nothing(workspace, pdsa):
    assert pdsa(f"{NEW} --dry-run").code == 0
    assert not path(workspace).parent.exists()


def test_it_says_how_many_points_a_cadence_will_give(workspace, pdsa):
    network = workspace / "cycles/network.yaml"
    network.write_text(
        f"{network.read_text('utf-8')}breaks:\n  - {{from: 2025-12-22, to: 2026-01-02}}\n"
    )
    ran = pdsa(
        f'{NEW} --measure "a: A; share; weekly" --measure "b: B; share; monthly" --measure "c: C; share"'
    )
    assert ran.err == (
        "pdsa: a: weekly gives 24 points by 28 Feb 2026:"
        " enough to judge, if 12 of them lie before the change\n"
        "pdsa: b: monthly gives 6 points by 28 Feb 2026, and 10 are needed to judge:"
        " it cannot show a change; weekly gives 24\n"
    )


@pytest.mark.usefixtures("workspace")
def test_a_cycle_shows_it_too(pdsa):
    assert pdsa(f'{NEW} --measure "a: A; share; weekly" --idea "x: Some idea"').code == 0
    assert pdsa("district add ash-valley --to math-2025").code == 0
    plan = 'plan math-2025/ash-valley --try x --with us --predict Some --expect "a at least 75%"'
    assert pdsa(f"{plan} --until 2025-12-12").code == 0
    assert pdsa("show math-2025/ash-valley/01").out.endswith(
        "\nMEASURES\n  a points  weekly gives 26 points by 28 Feb 2026:"
        " enough to judge, if 12 of them lie before the change\n"
    )
