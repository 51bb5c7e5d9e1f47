"""What git knows of plan files, and whether each prediction was written before the data."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha1, sha256
from typing import NamedTuple

from pdsa.core.model import Address
from pdsa.core.precedence import (
    FirstData,
    PlanHistory,
    Precedence,
    Version,
    Written,
    judge,
    prediction_text,
)
from pdsa.storage.git import Git, find_git
from pdsa.storage.queries import stored_day
from pdsa.storage.workspace import Workspace

_KINDS = ("do", "data", "study")  # what comes first within a second
_LONG_ID = 64  # of a repository with SHA-256
_OURS = (  # whatever somebody's own settings say
    *("-c", "core.quotePath=false", "-c", "log.showRoot=true"),
    *("-c", "log.diffMerges=separate", "-c", "log.showSignature=false"),
)
_WRITTEN = """
SELECT district, cycle, was, planned, illustrative OR EXISTS (
        SELECT 1 FROM files WHERE role = 'collaborative' AND collaborative = plans.collaborative
        AND CASE document WHEN '' THEN 0 ELSE json_extract(document, '$.clean.dates') NOTNULL END),
    number, predict, measure, condition, by_day
FROM predictions JOIN plans USING (collaborative, district, cycle)
WHERE collaborative = ? AND ? IN ('', district) AND ? IN ('', cycle)
ORDER BY district, cycle, number"""
_DONE = """
SELECT district, cycle, day, recorded, kind, afterwards FROM entries
WHERE collaborative = ? AND ? IN ('', district) AND ? IN ('', cycle)
    AND kind IN ('do', 'study') AND standing = 'counts'"""
# A period counts from its first day in the cycle; a baseline, before it, is no answer yet.
_COUNTED = """
SELECT plans.district, plans.cycle, CASE WHEN coalesce(p.from_day, '') = '' THEN p.day
    ELSE max(p.from_day, plans.starts) END, p.recorded, 'data', e.afterwards
FROM plans JOIN points p USING (collaborative, district)
JOIN entries e ON e.id = p.entry AND e.collaborative = p.collaborative AND e.district = p.district
WHERE plans.collaborative = ? AND ? IN ('', plans.district) AND ? IN ('', plans.cycle)
    AND p.day >= plans.starts AND (p.cycle = plans.cycle OR p.cycle = '' AND p.day <= plans.ends
    AND p.measure IN (SELECT r.measure FROM predictions r WHERE r.collaborative = p.collaborative
        AND r.district = p.district AND r.cycle = plans.cycle))"""


class _Plan(NamedTuple):
    """A plan with predictions, and the paths that its file has had, the present one first."""

    paths: tuple[str, ...]
    predictions: tuple[Written, ...]


class _Commit(NamedTuple):
    """A plan file as one commit left it."""

    at: datetime
    made: datetime
    blob: str  # git's id of its content


def load_precedences(
    connection: sqlite3.Connection, workspace: Workspace, address: Address
) -> dict[tuple[Address, int], Precedence]:
    """Whether each prediction in `address` was written before the data; none where there are none.

    Asks git once or twice, however many plans there are.
    """
    first = dict(_first_data(connection, address))
    plans = {at: plan for at, plan in _plans(connection, address) if at in first}
    histories = read_histories(workspace, address, plans) if plans else {}
    judged = {}
    for at, plan in plans.items():
        for written in plan.predictions:
            if found := judge(written, histories[at], first[at]):
                judged[at, written.number] = found
    return judged


def read_histories(
    workspace: Workspace, address: Address, plans: Mapping[Address, _Plan]
) -> dict[Address, PlanHistory]:
    """What git knows of the files of plans in `address`."""
    git = Git(workspace.root)
    shallow = git.line("rev-parse", "--is-shallow-repository") if find_git() else ""
    if not shallow:
        return dict.fromkeys(plans, PlanHistory(has_git=False))
    commits = _commits(git, address)
    of_plans = {at: _of_plan(plan, commits) for at, plan in plans.items()}
    wanted = {commit.blob for found in of_plans.values() for commit in found}
    texts = _Texts(git, workspace, plans, wanted)
    return {
        at: PlanHistory(tuple(_versions(found, texts)), is_cut_off=shallow == "true")
        for at, found in of_plans.items()
    }


def _first_data(
    connection: sqlite3.Connection, address: Address
) -> Iterator[tuple[Address, FirstData]]:
    rows = [row for query in (_DONE, _COUNTED) for row in connection.execute(query, address)]
    rows.sort(key=lambda row: (*row[2:4], _KINDS.index(row[4])), reverse=True)
    for district, cycle, day, recorded, kind, afterwards in rows:  # the last, the earliest, stays
        at = Address(address.collaborative, district, cycle)
        typed_in = datetime.fromisoformat(recorded)
        yield at, FirstData(date.fromisoformat(day), typed_in, kind, bool(afterwards))


def _plans(connection: sqlite3.Connection, address: Address) -> Iterator[tuple[Address, _Plan]]:
    plans: dict[Address, _Plan] = {}
    for row in connection.execute(_WRITTEN, address):
        district, cycle, was, planned, illustrative, number, *said = row
        at = Address(address.collaborative, district, cycle)
        written = Written(number, prediction_text(*said), stored_day(planned), bool(illustrative))
        known = plans.get(at) or _Plan(_paths(at, was), ())
        plans[at] = known._replace(predictions=(*known.predictions, written))
    yield from plans.items()


def _paths(at: Address, was: str) -> tuple[str, ...]:
    folder = f"cycles/{at.collaborative}/{at.district}"
    return tuple(f"{folder}/{id}.yaml" for id in (at.cycle, *was.split()))


def _commits(git: Git, address: Address) -> dict[str, list[_Commit]]:
    """The commits of every plan file in `address`, by path, oldest first.

    Renames are not guessed: two short plans look alike, and a renamed one says what it `was`.
    """
    inside = f":(glob)cycles/{address.collaborative}/{address.district or '*'}/*.yaml"
    ran = git.ask(
        *_OURS,
        *("log", "--reverse", "--raw", "-m", "--no-renames", "--no-abbrev"),
        *("--relative", "--format=>%aI %cI", "--", inside),
    )
    found: dict[str, list[_Commit]] = {}
    times: list[datetime] = []
    for line in ran.out.splitlines() if ran.code == 0 else ():
        if line.startswith(">"):
            times = [datetime.fromisoformat(time) for time in line[1:].split()]
        elif line.startswith(":"):
            about, _, path = line.partition("\t")
            found.setdefault(path, []).append(_Commit(times[0], times[1], about.split()[3]))
    return found


def _of_plan(plan: _Plan, commits: Mapping[str, Sequence[_Commit]]) -> list[_Commit]:
    """The commits of a plan, by author time; of a former name those before it got this one."""
    own = list(commits.get(plan.paths[0], ()))
    began = min((commit.at for commit in own), default=None)
    for path in plan.paths[1:]:
        own += [one for one in commits.get(path, ()) if began is None or one.at <= began]
    return sorted(own, key=lambda commit: commit.at)


def _versions(commits: Sequence[_Commit], texts: "_Texts") -> Iterator[Version]:
    for commit in commits:
        if (predictions := texts.of(commit.blob)) is not None:
            yield Version(commit.at, commit.made, predictions)


class _Texts:
    """The predictions in contents of plan files, by git's ids; each is read once, few at all."""

    def __init__(
        self, git: Git, workspace: Workspace, plans: Mapping[Address, _Plan], wanted: set[str]
    ) -> None:
        long = any(len(blob) == _LONG_ID for blob in wanted)
        self._known: dict[str, Mapping[int, str] | None] = {}
        self._blocks: dict[bytes, Mapping[int, str]] = {}  # by the text of `questions:`
        for at, plan in plans.items():
            content = _read(workspace, at)
            predictions = {written.number: written.text for written in plan.predictions}
            self._known[_blob_id(content, long)] = predictions
            self._blocks[_questions(content)] = predictions
        self._blocks.pop(b"", None)
        for blob, content in _contents(git, sorted(wanted - self._known.keys())):
            self._known[blob] = self._predictions(content)

    def of(self, blob: str) -> Mapping[int, str] | None:
        """The predictions in a content, by number; None where it could not be read."""
        return self._known.get(blob)

    def _predictions(self, content: bytes) -> Mapping[int, str] | None:
        block = _questions(content)
        if block in self._blocks:
            return self._blocks[block]
        from pdsa.core.build import build_plan  # noqa: PLC0415 - only where the words changed
        from pdsa.storage.plans import read_document  # noqa: PLC0415 - loads yaml

        clean = read_document("plan", "", content).clean
        if clean is None:
            return None
        found = {}
        for question in build_plan(clean, Address(""), "", {}).predictions:
            expect = question.expect
            by = expect.by.isoformat() if expect and expect.by else ""
            said = (expect.measure, expect.condition, by) if expect else ()
            found[question.number] = prediction_text(question.predict, *said)
        return found


def _read(workspace: Workspace, at: Address) -> bytes:
    try:
        return workspace.plan_file(at).read_bytes()
    except OSError:
        return b""


def _blob_id(content: bytes, long: bool) -> str:
    """The id that git gives to a content."""
    make = sha256 if long else sha1  # git's choice; nothing here is secret
    return make(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _questions(content: bytes) -> bytes:
    """The lines of a plan from `questions:` to its next key; none where they stand otherwise."""
    lines: list[bytes] = []
    for line in content.splitlines():
        if line.startswith(b"questions:"):
            lines = [line]
        elif lines and line[:1] not in {b"", b" ", b"-", b"#"}:
            break
        elif lines:
            lines.append(line.rstrip())
    return b"\n".join(lines).rstrip()


def _contents(git: Git, blobs: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """What lies under git's ids, in one go."""
    if not blobs:
        return
    out = git.ask("cat-file", "--batch", given="\n".join(blobs)).out
    rest = out.encode("utf-8", "surrogateescape")
    while rest:
        head, _, rest = rest.partition(b"\n")
        id, _, size = head.decode("ascii", "replace").partition(" blob ")
        if not size.isdigit():  # the file was deleted, or this clone does not have it
            continue
        yield id, rest[: int(size)]
        rest = rest[int(size) + 1 :]
