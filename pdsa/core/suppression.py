"""Complementary suppression: what else a table leaves out, so that its totals give nothing away.

Cells that stand in exactly the same shown sums are partners: people can be moved from one to the
other and no sum changes. A cell is safe when moves between hidden partners, within what rounding
leaves open, give it `min_n` possible sizes, or all that its own text leaves open. That is enough
for whatever a table adds up, across tables and reports; it may leave out more than a search would.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

Key = tuple[str, ...]


class Cell(NamedTuple):
    """One leaf of a table: so many people and, of a share, the part of them that counts.

    `least` and `most` say what its own text leaves open of the people, equal where they are shown;
    `part_least` and `part_most` the same of the part. `most` is None where nothing is said.
    """

    key: Key
    whole: int
    part: int = 0
    least: int = 0
    most: int | None = 0
    part_least: int = 0
    part_most: int = 0  # of a cell that hides its people: the class that would be said of it
    min_n: int = 10
    has_part: bool = False
    guards_whole: bool = False  # nobody may work out how many people they are
    guards_part: bool = False  # nor the part, more closely than its class
    can_hide: bool = False  # it is shown here, and never was before

    @property
    def hides_whole(self) -> bool:
        """Whether the number of people is not said."""
        return self.most is None or self.least < self.most

    @property
    def hides(self) -> bool:
        """Whether anything of it is not said."""
        return self.hides_whole or self.part_least < self.part_most

    @property
    def parts(self) -> tuple[int, int]:
        """The least and the most that its part can be while its people stay as many."""
        return (0, self.whole) if self.hides_whole else (self.part_least, self.part_most)

    @property
    def wanted(self) -> tuple[int, int]:
        """How far below and above the truth its part must be thought possible."""
        return self.part - self.part_least, self.part_most - self.part

    @property
    def hidden(self) -> "Cell":
        """The same cell, left out for another's sake: a reader knows that it has `min_n` people."""
        return self._replace(least=self.min_n, most=None, can_hide=False)


class Sum(NamedTuple):
    """A sum of leaves; `down` and `up`: how far the part may lie from the truth by what is said."""

    key: Key
    figure: Key  # what is left out with it
    leaves: frozenset[Key]
    whole: int
    down: int = 0
    up: int = 0
    min_n: int = 10
    shown: bool = True
    guards_whole: bool = False
    guards_part: bool = False
    can_hide: bool = True
    earlier: bool = False  # an earlier report shows it

    @property
    def wanted(self) -> tuple[int, int]:
        """How far below and above the truth its part must be thought possible."""
        return self.down, self.up


def find_revealing(cells: Iterable[Cell], sums: Iterable[Sum]) -> tuple[set[Key], set[Key]]:
    """Return the keys of the shown cells and of the shown sums that must be left out, too.

    A sum that stays hidden anyhow is given with `shown` false: it may have to be guarded.
    """
    by_key = {cell.key: cell for cell in cells}
    cells_out: set[Key] = set()
    sums_out: set[Key] = set()
    for joined in _components(sums):
        leaves = sorted({key for one in joined for key in one.leaves})
        table = _Table([by_key[key] for key in leaves], joined)
        table.settle()
        cells_out |= {key for key in leaves if by_key[key].can_hide > table.cells[key].can_hide}
        sums_out |= {one.key for one in joined if one.shown > table.sums[one.key].shown}
    return cells_out, sums_out


def _components(sums: Iterable[Sum]) -> list[list[Sum]]:
    """The sums in groups that share no leaf with each other."""
    groups: list[tuple[set[Key], list[Sum]]] = []
    for one in sums:
        near = [group for group in groups if not group[0].isdisjoint(one.leaves)]
        groups = [group for group in groups if group[0].isdisjoint(one.leaves)]
        leaves = set(one.leaves).union(*(group[0] for group in near))
        groups.append((leaves, [*chain.from_iterable(group[1] for group in near), one]))
    return [members for _, members in groups]


class _Table:
    """Cells and the sums over them, while it is decided which are left out."""

    def __init__(self, cells: Iterable[Cell], sums: Iterable[Sum]) -> None:
        self.cells = {cell.key: cell for cell in cells}
        self.sums = {one.key: one for one in sums}
        self.lost: set[Key] = set()  # what an earlier report gives away cannot be kept any more

    def settle(self) -> None:
        """Leave out more until nothing is given away: two cells at most for one, then a total."""
        while (key := self._find_trouble()) is not None:
            hides = (self._hide_partners, self._hide_sum, self._hide_any, self._hide_all)
            if not any(hide(key) for hide in hides):
                self.lost.add(key)

    def _find_trouble(self) -> Key | None:
        keys = (key for key in chain(self.cells, self.sums) if key not in self.lost)
        return next((key for key in keys if not self._is_safe(key)), None)

    def _is_safe(self, key: Key) -> bool:
        guarded = self.sums.get(key) or self.cells[key]
        if not (guarded.guards_whole or guarded.guards_part):
            return True
        inside = self._inside(key)
        return any(
            self._is_open(guarded, [cell for cell in group if cell.key in inside], group, sums)
            for sums, group in self._groups()
            if any(cell.key in inside for cell in group)
        )

    def _inside(self, key: Key) -> frozenset[Key]:
        return self.sums[key].leaves if key in self.sums else frozenset([key])

    def _groups(self) -> Iterator[tuple[frozenset[Key], list[Cell]]]:
        """Yield the cells that hide something, in groups that stand in the same shown sums."""
        groups: dict[frozenset[Key], list[Cell]] = defaultdict(list)
        for cell in self.cells.values():
            if cell.hides:
                groups[self._sums_of(cell.key)].append(cell)
        yield from groups.items()

    def _sums_of(self, key: Key) -> frozenset[Key]:
        return frozenset(one.key for one in self.sums.values() if one.shown and key in one.leaves)

    def _is_open(
        self, guarded: Cell | Sum, inside: list[Cell], group: list[Cell], sums: frozenset[Key]
    ) -> bool:
        """Whether moves within the group leave enough open of those inside, taken together."""
        if not sums:
            return True  # nothing is said of them but their own text
        down = min(self.sums[key].down for key in sums)
        up = min(self.sums[key].up for key in sums)
        outside = [cell for cell in group if cell not in inside]
        moving = _Moving(inside, outside, down, up)
        if guarded.guards_whole and not moving.opens_whole(guarded.min_n):
            return False
        return not guarded.guards_part or moving.opens_part(guarded.min_n, *guarded.wanted)

    def _hide_partners(self, key: Key) -> bool:
        """Leave out one or two cells that stand in the same sums, the smallest that help."""
        candidates = self._candidates(key)
        for chosen in [*((one,) for one in candidates), *pairwise(candidates)]:
            kept = {one: self.cells[one] for one in chosen}
            self.cells |= {one: cell.hidden for one, cell in kept.items()}
            if self._is_safe(key):
                return True
            self.cells |= kept
        return False

    def _candidates(self, key: Key) -> list[Key]:
        inside = self._inside(key)
        beside = {self._sums_of(one) for one in inside}
        found = [
            (cell.whole, cell.key)
            for cell in self.cells.values()
            if cell.can_hide and cell.key not in inside and self._sums_of(cell.key) in beside
        ]
        return [key for _, key in sorted(found)]

    def _hide_sum(self, key: Key) -> bool:
        """Leave out the smallest sum over it; a sum itself only where no other is left."""
        inside = self._inside(key)
        found = [
            (one.key == key, one.whole, one.figure)
            for one in self.sums.values()
            if one.shown and one.can_hide and not inside.isdisjoint(one.leaves)
        ]
        if not found:
            return False
        figure = min(found)[2]
        for one in [one for one in self.sums.values() if one.figure == figure]:
            self.sums[one.key] = one._replace(shown=False)
        return True

    def _hide_any(self, key: Key) -> bool:
        """Leave out the smallest cell that any sum joins to it: its totals are known already."""
        sums = frozenset().union(*(self._sums_of(one) for one in self._inside(key)))
        near = [(cell.whole, cell.key) for cell in self.cells.values() if cell.can_hide]
        near = [found for found in near if not sums.isdisjoint(self._sums_of(found[1]))]
        if near:
            smallest = min(near)[1]
            self.cells[smallest] = self.cells[smallest].hidden
        return bool(near)

    def _hide_all(self, _: Key) -> bool:
        """Leave out every sum that is not public yet: several of them are the same people."""
        last = [one for one in self.sums.values() if one.shown and not one.earlier]
        for one in last:
            self.sums[one.key] = one._replace(shown=False)
        return bool(last)


class _Moving(NamedTuple):
    """Cells inside, and those outside that people may be moved to or come from."""

    inside: list[Cell]
    outside: list[Cell]
    down: int  # how far the sums let the part sink
    up: int

    def opens_whole(self, min_n: int) -> bool:
        """Whether those inside can be any number of people that may not be shown."""
        low, high = self._wholes()
        if high - low >= min_n - 1:
            return True
        return low <= sum(cell.least for cell in self.inside) and high >= min_n - 1

    def opens_part(self, min_n: int, below: int, above: int) -> bool:
        """Whether their part, and what remains, can lie anywhere in the class that is granted."""
        truth = sum(cell.part for cell in self.inside)
        remains = sum(cell.whole for cell in self.inside) - truth
        least, most = truth - below, truth + above
        if not any(cell.hides_whole for cell in self.inside):  # what their texts say is granted
            least = max(least, sum(cell.part_least for cell in self.inside))
            most = min(most, sum(cell.part_most for cell in self.inside))
        return _is_wide(self._parts_in_place(), min_n, least, most) or (
            all(cell.hides_whole for cell in self.inside)
            and _is_wide(self._parts(1), min_n, truth - below, truth + above)
            and _is_wide(self._parts(-1), min_n, remains - above, remains + below)
        )

    def _wholes(self) -> tuple[int, int]:
        moved = [cell for cell in self.outside if cell.hides_whole]
        every = sum(cell.whole for cell in chain(self.inside, moved))
        ranges = [(cell.least, cell.most) for cell in self.inside]
        return _reach(ranges, [(cell.least, cell.most) for cell in moved], every, every)

    def _parts_in_place(self) -> tuple[int, int]:
        """The reach of the part while each cell keeps its people."""
        every = sum(cell.part for cell in chain(self.inside, self.outside))
        inside, outside = ([cell.parts for cell in some] for some in (self.inside, self.outside))
        return _reach(inside, outside, every - self.down, every + self.up)

    def _parts(self, side: int) -> tuple[int, int]:
        """The reach of the part, or for side -1 of what remains, while people move, too."""
        low, high = self._wholes()
        moved = [*self.inside, *(cell for cell in self.outside if cell.hides_whole)]
        every = sum(cell.whole for cell in moved)
        part = sum(cell.part for cell in moved)
        least, most = max(0, part - self.down), min(every, part + self.up)
        if side < 0:
            least, most = every - most, every - least
        return max(0, low - (every - least)), min(high, most)


def _reach(
    inside: Sequence[tuple[int, int | None]],
    outside: Sequence[tuple[int, int | None]],
    low: int,
    high: int,
) -> tuple[int, int]:
    """The least and the most that those inside can be together; all are `low` to `high`."""
    within, beyond = (
        [(least, high if most is None else most) for least, most in some]
        for some in (inside, outside)
    )
    return (
        max(sum(least for least, _ in within), low - sum(most for _, most in beyond)),
        min(sum(most for _, most in within), high - sum(least for least, _ in beyond)),
    )


def _is_wide(reach: tuple[int, int], min_n: int, low: int, high: int) -> bool:
    least, most = reach
    return most - least >= min_n - 1 or (least <= low and most >= high)
