"""Reports of closed periods are written once, and the next one finds them."""

import json
from datetime import date

import pytest

from pdsa.core.errors import PdsaError
from pdsa.storage.snapshots import find_earlier, write_snapshot

OCTOBER, NOVEMBER = date(2025, 10, 31), date(2025, 11, 30)


def keep(folder, day, **said):
    return write_snapshot(folder, "ai-2025", day, {"json": json.dumps(said), "md": "text"})


def test_a_period_is_written_as_one_file_a_form(tmp_path):
    written = keep(tmp_path / "new", OCTOBER, k=1)
    assert [path.name for path in written] == ["ai-2025-2025-10-31.json", "ai-2025-2025-10-31.md"]


def test_the_same_again_writes_nothing(tmp_path):
    keep(tmp_path, OCTOBER, k=1)
    assert keep(tmp_path, OCTOBER, k=1) == []


def test_other_figures_for_a_closed_period_are_refused_and_nothing_is_written(tmp_path):
    keep(tmp_path, OCTOBER, k=1)
    (tmp_path / "ai-2025-2025-10-31.md").unlink()
    with pytest.raises(PdsaError, match="is there, and says something else"):
        keep(tmp_path, OCTOBER, k=2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ai-2025-2025-10-31.json"]


@pytest.mark.parametrize(
    ("before", "k"),
    [(OCTOBER, None), (NOVEMBER, 1), (date(2025, 12, 1), 2), (date(2026, 3, 1), 2)],
)
def test_the_newest_one_before_a_day_is_compared_with(tmp_path, before, k):
    keep(tmp_path, OCTOBER, k=1)
    keep(tmp_path, NOVEMBER, k=2)
    (tmp_path / "ai-2025-draft.json").write_text("{", "utf-8")
    (tmp_path / "ai-2025-x-2025-10-01.json").write_text("{", "utf-8")  # of another collaborative
    found = find_earlier(tmp_path, "ai-2025", before)
    assert (found["k"] if found else None) == k


def test_one_that_cannot_be_read_is_named(tmp_path):
    (tmp_path / "ai-2025-2025-10-31.json").write_text("{", "utf-8")
    with pytest.raises(PdsaError, match="cannot be read: it is no JSON document"):
        find_earlier(tmp_path, "ai-2025", NOVEMBER)


def test_a_folder_that_is_not_there_has_none(tmp_path):
    assert find_earlier(tmp_path / "none", "ai-2025", NOVEMBER) is None
