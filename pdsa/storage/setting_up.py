"""New YAML files: network, collaborative, districts, plans. Written once; people edit them then."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from pdsa.core.build import build_plan
from pdsa.core.checks import Checked, check_plans
from pdsa.core.diagnostics import Code, Diagnostic, Severity
from pdsa.core.errors import PdsaError
from pdsa.core.ids import ID_HINT, id_problem, slug
from pdsa.core.model import Address
from pdsa.core.planning import Known, next_id
from pdsa.core.private_text import PRIVATE_OK, find_private_in_reason
from pdsa.storage.files import write_new
from pdsa.storage.plans import Document, read_document
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

    Without a name in `about` it is called after its id. Raises PdsaError when there is nothing to
    write, or something that a file would have to be changed for.
    """
    _refuse_id(id)
    home = (f"cycles/districts/{id}.yaml", "district", {"name": _title(id), **about})
    inside = [
        (f"cycles/{collaborative}/{id}/district.yaml", "membership", membership)
        for collaborative in collaboratives
    ]
    for path, *_ in inside or [home]:
        if (workspace.root / path).exists():
            raise PdsaError(f"district `{id}` is there already", f"edit its file: {path}")
    if (workspace.root / home[0]).exists():
        if about:
            keys = " and ".join(f"`{key}`" for key in about)
            message = f"district `{id}` has a file already, which says its {keys}"
            raise PdsaError(message, f"leave it out here, or edit {home[0]}")
        return [_write(workspace.root, *file, dry_run=dry_run) for file in inside]
    return [_write(workspace.root, *file, dry_run=dry_run) for file in [home, *inside]]


def write_plan(
    workspace: Workspace,
    known: Known,
    cycle: Address,
    document: Mapping[str, Any],
    *,
    dry_run: bool,
) -> NewFile:
    """Write the plan of a new cycle and return it. Raises PdsaError that tells what is wrong."""
    content = to_yaml(document).encode()
    path = workspace.relative(workspace.plan_file(cycle))
    read = read_document("plan", path, content)
    for finding in _errors(read, known, cycle):
        raise PdsaError(finding.message, finding.hint)
    return _write(workspace.root, path, "plan", content, dry_run=dry_run)


def copy_plan(
    workspace: Workspace, known: Known, district: Address, name: str, *, dry_run: bool
) -> tuple[NewFile, bool]:
    """Write the plan that a file (or `-`, standard input) holds, comments and all.

    Returns it, and whether it says when it was planned. Raises PdsaError that tells every mistake,
    its own and those beside the district's plans.
    """
    try:
        content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as wrong:
        raise PdsaError(f"`{name}` cannot be read: {wrong.strerror}", "check the name") from None
    read = read_document("plan", name, content)
    clean = read.clean or {}
    cycle = district._replace(cycle=next_id(clean.get("title", ""), known.cycles))
    if errors := _errors(read, known, cycle):
        told = "\n".join(_line(finding) for finding in errors)
        raise PdsaError(f"this plan cannot be used yet\n{told}", errors[0].hint)
    path = workspace.relative(workspace.plan_file(cycle))
    made = _write(workspace.root, path, "plan", content, dry_run=dry_run)
    return made, "planned" in clean


def _errors(read: Document, known: Known, cycle: Address) -> list[Diagnostic]:
    """What makes a new plan unusable, by itself or beside the other plans of its district."""
    found = list(read.diagnostics)
    if read.clean is not None:
        plan = build_plan(read.clean, cycle, read.path, read.marks)
        checked = check_plans(Checked(known.collaborative, (*known.plans, plan), known.unread))
        found += [finding for finding in checked if finding.source.path == read.path]
        found += find_private_in_reason(read.clean.get(PRIVATE_OK), plan.source(PRIVATE_OK))
    refused = Code.PRIVATE_TEXT  # elsewhere a warning: there the text is written already
    return [one for one in found if one.severity == Severity.ERROR or one.code == refused]


def _title(id: str) -> str:
    return id.replace("-", " ").title()


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
