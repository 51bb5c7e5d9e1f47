"""`pdsa collaborative new`: its file reads as if a person had written it."""

NEW = 'collaborative new maths-2025 --title "Maths" --topic "Maths" --starts {} --ends 2026-03-31'


def test_its_days_stand_without_quotes(workspace, pdsa):
    ran = pdsa(NEW.format("2025-10-01"))
    path = "cycles/maths-2025/collaborative.yaml"
    assert ran == (0, f"made {path}; next: pdsa district add ID --to maths-2025\n", "")
    text = "title: Maths\ntopic: Maths\nstarts: 2025-10-01\nends: 2026-03-31\n"
    assert (workspace / path).read_text("utf-8") == text


def test_a_day_that_is_none_is_refused(workspace, pdsa):
    ran = pdsa(NEW.format("October"))
    hint = "Hint: write year, month and day, as in 2025-11-03\n"
    assert ran == (2, "", f"pdsa: `October` is not a day of the calendar\n{hint}")
    assert not (workspace / "cycles/maths-2025").exists()
