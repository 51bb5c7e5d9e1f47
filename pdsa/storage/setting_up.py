"""New YAML files: network, collaborative, districts, plans. Written once; people edit them then."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pdsa.core.build import build_plan
from pdsa.core.checks import Checked, check_plans
from pdsa.core.diagnostics import Diagnostic, Severity
from pdsa.core.errors import PdsaError
from pdsa.core.ids import ID_HINT, id_problem, slug
from pdsa.core.model import Address
from pdsa.core.planning import Known, next_id
from pdsa.storage.files import write_new
from pdsa.storage.plans import read_document
from pdsa.storage.workspace import MARKER, Workspace
from pdsa.storage.yaml_text import to_yaml


class NewFile(NamedTuple):
    """A file that was written, or would be: its path from the root, and its text."""

    path: str
    text: str
    written: bool  # not in a dry run


def write_network(folder: Path, name: str, *, dry_run: bool) -> NewFile:
    """Make the workspace in `folder` and return its marker. Raises PdsaError."""
    for above in (folder.resolve(), *folder.resolve().parents):
        if (above / MARKER).exists():
            raise PdsaError(
                f"there is a workspace in `{above}` already", "work in that one: pdsa status"
            )
    return _write(folder, MARKER, "network", {"name": name}, dry_run=dry_run)


def write_collaborative(
    workspace: Workspace, id: str, document: Mapping[str, Any], *, dry_run: bool
) -> NewFile:
    """Write a collaborative's file and return it. Raises PdsaError."""
    _refuse_id(id)
    path = f"cycles/{id}/collaborative.yaml"
    return _write(workspace.root, path, "collaborative", document, dry_run=dry_run)


def write_district(
    workspace: Workspace,
    id: str,
    about: Mapping[str, str],
    collaboratives: Iterable[str],
    membership: Mapping[str, Any],
    *,
    dry_run: bool,
) -> list[NewFile]:
    """Write a district's file, if it has none, and one for each membership; return them.

    Raises PdsaError when there is nothing to write, or a collaborative that is not there.
    """
    _refuse_id(id)
    for collaborative in collaboratives:
        if not (workspace.folder(Address(collaborative)) / "collaborative.yaml").is_file():
            known = ", ".join(workspace.listing())
            raise PdsaError(f"there is no collaborative `{collaborative}`", f"there are: {known}")
    wanted = [(f"cycles/districts/{id}.yaml", "district", about)] + [
        (f"cycles/{collaborative}/{id}/district.yaml", "membership", membership)
        for collaborative in collaboratives
    ]
    new = [file for file in wanted if not (workspace.root / file[0]).exists()]
    if not new:
        raise PdsaError(f"district `{id}` is there already", f"edit its file: {wanted[-1][0]}")
    return [_write(workspace.root, *file, dry_run=dry_run) for file in new]


def write_plan(
    workspace: Workspace,
    district: Address,
    cycle: str,
    document: Mapping[str, Any] | bytes,
    *,
    dry_run: bool,
) -> NewFile:
    """Write the plan of a new cycle, or its text as it is, and return it. Raises PdsaError."""
    path = workspace.relative(workspace.plan_file(district._replace(cycle=cycle)))
    return _write(workspace.root, path, "plan", document, dry_run=dry_run)


def copy_plan(
    workspace: Workspace, known: Known, district: Address, name: str, *, dry_run: bool
) -> NewFile:
    """Write the plan that a file (or `-`, standard input) holds, comments and all; return it.

    Raises PdsaError that tells every mistake, its own and those beside the district's plans.
    """
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as wrong:
        raise PdsaError(f"`{name}` cannot be read: {wrong.strerror}", "check the name") from None
    read = read_document("plan", name, content)
    found = list(read.diagnostics)
    cycle = ""
    if read.clean is not None:
        cycle = next_id(read.clean["title"], known.cycles)
        plan = build_plan(read.clean, district._replace(cycle=cycle), name, read.marks)
        checked = check_plans(Checked(known.collaborative, (*known.plans, plan), known.unread))
        found += [finding for finding in checked if finding.source.path == name]
    errors = [finding for finding in found if finding.severity == Severity.ERROR]
    if errors:
        told = "\n".join(_line(finding) for finding in errors)
        raise PdsaError(f"this plan cannot be used yet\n{told}", errors[0].hint)
    return write_plan(workspace, district, cycle, content, dry_run=dry_run)


def _line(finding: Diagnostic) -> str:
    place = finding.source
    return f"{place.path}:{place.line}:{place.col}: {finding.message}"


def _refuse_id(id: str) -> None:
    if wrong := id_problem(id):
        near = slug(id) if any(map(str.isalnum, id)) else ""
        raise PdsaError(wrong, f"{ID_HINT}: `{near}`, for example" if near else ID_HINT)


def _write(
    root: Path, path: str, role: str, document: Mapping[str, Any] | bytes, *, dry_run: bool
) -> NewFile:
    content = document if isinstance(document, bytes) else to_yaml(document).encode()
    for finding in read_document(role, path, content).diagnostics:  # as every reader will
        raise PdsaError(finding.message, finding.hint)
    new = NewFile(path, content.decode(), written=not dry_run)
    if (root / path).exists():
        raise PdsaError(f"{path} is there already", "edit it, or choose another id")
    if dry_run:
        return new
    try:
        write_new(root / path, content)
    except FileExistsError:
        raise PdsaError(f"{path} is there already", "edit it, or choose another id") from None
    except OSError as wrong:
        raise PdsaError(
            f"{path} could not be written: {wrong.strerror}", "make room or ask for access"
        ) from wrong
    return new
