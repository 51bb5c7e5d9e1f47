"""What the entries of a district say once corrections and retractions have had their word.

An entry is never edited. A correction names the entry, or the earlier correction, that it corrects;
these links make a tree, and only the tree decides: neither the order of files nor days do.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pdsa.core.diagnostics import Code, Diagnostic, Severity, Source
from pdsa.core.errors import PdsaError
from pdsa.core.fields import apply_field, apply_fields, canonical, overwritten_by
from pdsa.core.model import Entry

__all__ = [
    "Effective",
    "Settled",
    "apply_field",
    "apply_fields",
    "head_for",
    "settle",
]

COUNTS, RETRACTED, UNDECIDED, REPEATED = "counts", "retracted", "undecided", "repeated"
LINKS = {"correction": "corrects", "retraction": "retracts"}  # kind -> the key that names a target


class Effective(NamedTuple):
    """An entry as it stands: corrected, with what it is worth in figures."""

    entry: Entry
    standing: str  # counts, retracted, undecided or repeated


class Settled(NamedTuple):
    """Every entry in the order given, and what is left to decide, sorted by path."""

    entries: tuple[Effective, ...]
    findings: tuple[Diagnostic, ...] = ()


def settle(entries: Sequence[Entry]) -> Settled:
    """Return each entry of one district as corrections and retractions leave it.

    A field with two heads, a correction that cannot be applied, an id with two contents and a
    circle leave what they touch `undecided`. Heads that agree on a value are one. Never raises.
    """
    return _Settling(entries).settled()


def target_of(entry: Entry) -> str:
    """Return the id of the entry that this one corrects, retracts or answers; empty for others."""
    body = entry.body
    return str(body.get("corrects") or body.get("retracts") or body.get("answers") or "")


def head_for(entry: Entry, fields: Iterable[str], entries: Sequence[Entry]) -> str:
    """Return the id that a new correction of `fields` must name: the entry's, or its last one's.

    `entries` are those of the district, as filed. Raises PdsaError where two corrections stand side
    by side: no single one could overrule both.
    """
    last = _Settling(entries).last_in_chain(entry, fields)
    if len(last) > 1:
        ids = ", ".join(sorted(last))
        raise PdsaError("two corrections stand side by side here", f"retract one of them: {ids}")
    return last.pop() if last else entry.id


class _Settling:
    """The links between the entries of one district, and what follows from them."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.given = entries
        self.findings: list[Diagnostic] = []
        self.versions: dict[str, list[Entry]] = {}  # id -> its contents, each once
        self.repeated: set[str] = set()  # paths
        for entry in sorted(entries, key=lambda entry: (len(entry.path), entry.path)):
            # the shortest name first: a copy has a longer one than its original
            same = self.versions.setdefault(entry.id, [])
            if any(other._replace(path=entry.path) == entry for other in same):
                self.repeated.add(entry.path)
            else:
                same.append(entry)
        self.disputed = frozenset(key for key, same in self.versions.items() if len(same) > 1)
        self.undecided = set(self.disputed)
        self.retracted = self._retracted()
        self.effective: dict[str, Entry] = {}

    def settled(self) -> Settled:
        for key in sorted(self.disputed):
            for entry in self.versions[key]:
                other = next(other for other in self.versions[key] if other is not entry)
                message = f"the entry `{key}` has another content in {other.path}"
                self._find(Code.SAME_ID, entry, message, "keep the right one of the two files")
        for root, corrections in self._chains().items():
            if root not in self.disputed and root not in self.retracted:
                self._correct(self.versions[root][0], corrections)
        found = tuple(sorted(self.findings, key=lambda finding: finding.order))
        return Settled(tuple(map(self._standing, self.given)), found)

    def last_in_chain(self, entry: Entry, fields: Iterable[str]) -> set[str]:
        """The corrections that set one of the fields and that no other of them builds on."""
        chain = self._chains().get(entry.id, [])
        heads = self._heads(self.versions[entry.id][0], chain)
        names = {name for field in fields for name in overwritten_by(canonical(entry, field))}
        last = {owner.id for name in names for owner, _ in heads.get(name, ())}
        for correction in chain:
            if correction.id in last:
                last -= set(self._above(correction, entry.id))
        return last

    def _above(self, correction: Entry, root: str) -> Iterator[str]:
        """Yield the corrections that one builds on, from the nearest to the first."""
        above = str(correction.body["corrects"])
        while above != root:
            yield above
            above = str(self.versions[above][0].body["corrects"])

    def _standing(self, entry: Entry) -> Effective:
        if entry.path in self.repeated:
            return Effective(entry, REPEATED)
        if entry.id in self.retracted:
            return Effective(entry, RETRACTED)
        corrected = self.effective.get(entry.id, entry)
        return Effective(corrected, UNDECIDED if entry.id in self.undecided else COUNTS)

    def _find(self, code: Code, entry: Entry, message: str, hint: str) -> None:
        severity = Severity.WARNING if code == Code.CORRECTS_NOTHING else Severity.ERROR
        self.findings.append(Diagnostic(code, message, Source(entry.path), hint, severity))

    def _links(self, kind: str) -> Iterator[tuple[Entry, str]]:
        """Yield the entries of a kind with the id they point at, if that entry is here."""
        for entry in (entry for same in self.versions.values() for entry in same):
            if entry.kind == kind:
                target = str(entry.body[LINKS[kind]])
                if target in self.versions:
                    yield entry, target
                    continue
                self.undecided.add(entry.id)
                message = f"the entry `{target}` that it {LINKS[kind]} is not here"
                hint = "it may come with the next sync, or was removed"
                self._find(Code.CORRECTS_NOTHING, entry, message, hint)

    def _retracted(self) -> frozenset[str]:
        """The ids that an effective retraction names; those in a circle become undecided."""
        by: dict[str, list[str]] = {}
        for entry, target in self._links("retraction"):
            by.setdefault(target, []).append(entry.id)
        gone = dict.fromkeys(self.versions.keys() - by.keys() - self.disputed, False)
        pending = sorted(by.keys() - self.disputed, reverse=True)
        settled = True
        while settled:
            settled = False
            for target in pending:
                fates = [gone.get(retraction) for retraction in by[target]]
                if False in fates or None not in fates:
                    gone[target], settled = False in fates, True
            pending = [target for target in pending if target not in gone]
        self.undecided.update(pending)
        return frozenset(key for key, is_gone in gone.items() if is_gone)

    def _chains(self) -> dict[str, list[Entry]]:
        """The corrections of each entry that is no correction itself."""
        chains: dict[str, list[Entry]] = {}
        for entry, target in self._links("correction"):
            root = self._root(entry, target)
            if not root:
                self.undecided.add(entry.id)
            elif entry.id in self.undecided:
                self.undecided.add(root)
            else:
                chains.setdefault(root, []).append(entry)
        return chains

    def _root(self, entry: Entry, target: str) -> str:
        """The entry that a chain of corrections is about; empty for a circle or a broken chain."""
        seen = {entry.id}
        while target in self.versions:
            if target in seen:
                message = f"the correction `{entry.id}` leads back to itself"
                self._find(Code.BAD_CORRECTION, entry, message, "retract it and correct afresh")
                return ""
            step = self.versions[target][0]
            if step.kind != "correction":
                return target
            if target in self.disputed:
                return ""
            seen.add(target)
            target = str(step.body["corrects"])
        return ""

    def _heads(self, root: Entry, corrections: list[Entry]) -> dict[str, list[tuple[Entry, str]]]:
        """For each field its corrections, with their values, that no later one overwrites."""
        active = [entry for entry in corrections if entry.id not in self.retracted]
        overwritten: set[tuple[str, str]] = set()
        for entry in active:
            fields = [canonical(root, field) for field in entry.body["set"]]
            for above in self._above(entry, root.id):  # a retracted one holds the chain together
                overwritten.update(
                    (above, name) for field in fields for name in overwritten_by(field)
                )
        heads: dict[str, list[tuple[Entry, str]]] = {}
        for entry in active:
            for field, value in entry.body["set"].items():
                name = canonical(root, field)
                if (entry.id, name) not in overwritten:
                    heads.setdefault(name, []).append((entry, value))
        return heads

    def _correct(self, root: Entry, corrections: list[Entry]) -> None:
        """Apply the heads to the entry; what cannot be decided or applied leaves it undecided."""
        heads = self._heads(root, corrections)
        fields = {}
        for field, owners in sorted(heads.items()):
            said = {
                f"{name}={value}"
                for name in overwritten_by(field)
                for _, value in heads.get(name, ())
            }
            if len(said) == 1:
                fields[field] = owners[0][1]
                continue
            values = " and ".join(f"`{value}`" for value in sorted(said))
            ids = ", ".join(sorted({owner.id for owner, _ in owners}))
            message = f"`{field}` has two corrections: {values}"
            self._find(Code.TWO_CORRECTIONS, root, message, f"retract one of them: {ids}")
            self.undecided.add(root.id)
        try:
            self.effective[root.id] = apply_fields(root, fields)
        except ValueError as wrong:
            self.undecided.add(root.id)
            self._blame(
                root, {owner.id: owner for own in heads.values() for owner, _ in own}, wrong
            )

    def _blame(self, root: Entry, owners: Mapping[str, Entry], wrong: ValueError) -> None:
        """Report the corrections that cannot be applied: those that fail alone, else the entry."""
        guilty: list[tuple[Entry, ValueError]] = []
        for _, owner in sorted(owners.items()):
            try:
                apply_fields(root, owner.body["set"])
            except ValueError as alone:
                guilty.append((owner, alone))
        for entry, error in guilty or [(root, wrong)]:
            self.undecided.add(entry.id)
            message, hint = (*error.args, "")[:2]
            self._find(Code.BAD_CORRECTION, entry, f"it cannot be corrected: {message}", hint)
