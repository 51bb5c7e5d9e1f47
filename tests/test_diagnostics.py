"""The catalogue of findings: each code has a broken example, and what is said about it.

An example is a few YAML files read by themselves or, where it has a folder `cycles`, a workspace.
"""

import shutil
from pathlib import Path

import pytest

from pdsa.core.build import build_collaborative, build_plan
from pdsa.core.checks import Checked, check_plans
from pdsa.core.diagnostics import Code
from pdsa.core.model import Address
from pdsa.render.diagnostics import render_full
from pdsa.storage.checking import load_findings
from pdsa.storage.database import open_database
from pdsa.storage.lines import quote_lines
from pdsa.storage.plans import read_document
from pdsa.storage.workspace import Scope, Workspace

CATALOGUE = Path(__file__).parent / "diagnostics"
ROLES = {
    "network.yaml": "network",
    "collaborative.yaml": "collaborative",
    "district.yaml": "membership",
}


def read(path, folder):
    role = "district" if path.parent.name == "districts" else ROLES.get(path.name, "plan")
    return read_document(role, path.relative_to(folder).as_posix(), path.read_bytes())


def findings_of_files(folder):
    documents = [read(path, folder) for path in sorted(folder.rglob("*.yaml"))]
    yield from (one for document in documents for one in document.diagnostics)
    shared = [document for document in documents if document.role == "collaborative"]
    if shared and shared[0].clean:
        collaborative = build_collaborative(shared[0].clean, "ai-literacy-2025", shared[0].path)
        plans = (plan(one) for one in documents if one.role == "plan" and one.clean)
        for one in check_plans(Checked(collaborative, tuple(plans))):
            yield from quote_lines([one], (folder / one.source.path).read_bytes())


def plan(document):
    district, name = document.path.split("/")
    address = Address("ai-literacy-2025", district, name.removesuffix(".yaml"))
    return build_plan(document.clean, address, document.path, document.marks)


def findings_of_workspace(folder, root):
    workspace = Workspace(root / "workspace")
    shutil.copytree(folder, workspace.root)
    return load_findings(open_database(workspace, Scope(), pytest.fail), workspace, "")


@pytest.fixture
def found(code, tmp_path):
    folder = CATALOGUE / code
    if (folder / "cycles").exists():
        return findings_of_workspace(folder, tmp_path)
    return list(findings_of_files(folder))


@pytest.mark.parametrize("code", [*Code])
def test_a_broken_example_is_told_what_is_wrong_and_what_would_work(code, found):
    expected = (CATALOGUE / code / "expected.txt").read_text(encoding="utf-8")
    assert render_full(found) + "\n" == expected


@pytest.mark.parametrize("code", [*Code])
def test_the_example_of_a_code_shows_that_code(code, found):
    assert code in {one.code for one in found}


def test_every_example_has_a_code():
    assert {folder.name for folder in CATALOGUE.iterdir()} == {*Code}
