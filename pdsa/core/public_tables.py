"""From the figures and totals of public reports to the leaves and sums that a reader can solve."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pdsa.core.banding import classify
from pdsa.core.figures import COUNTED, THINGS, Figure, Key, Protected, Shown, Total, count_people
from pdsa.core.suppression import Cell, Sum

Counts = tuple[int, int]  # people and, of a share, those of them that count


class Table(NamedTuple):
    """All leaves and sums of several reports; `figure_of` names the figure that each belongs to."""

    cells: dict[Key, Cell]
    sums: list[Sum]
    figure_of: dict[Key, Key]


def build_table(reports: Sequence[Protected]) -> Table:
    """Return the leaves and sums of the reports, of which the last is not public yet.

    A leaf of two reports that has the same key and the same counts is one leaf.
    """
    table = Table({}, [], {})
    for number, report in enumerate(reports):
        _Report(report, table, number, is_last=number == len(reports) - 1).add()
    return table


class _Report:
    """One report on its way into the table."""

    def __init__(self, report: Protected, table: Table, number: int, *, is_last: bool) -> None:
        self.table = table
        self.shown: Mapping[Key, Shown] = report.shown
        self.number = str(number)
        self.is_last = is_last
        self.added: set[Key] = set()
        people = [figure for figure in report.figures if figure.about != THINGS]
        self.figures = {figure.key: figure for figure in people}
        counted = {figure.key: count_people(figure) for figure in people}
        self.counts = {key: counts for key, counts in counted.items() if counts is not None}
        self.totals = list(self._usable(report.totals))
        self.first = {total.key: total for total in reversed(self.totals)}

    def add(self) -> None:
        """Add the sums of the report, and the leaves that stand in them."""
        complete: dict[Key, int] = {}
        for total in self.totals:
            complete[total.key] = complete.get(total.key, 0) + (self._rest(total)[0] == 0)
        for position, total in enumerate(self.totals):
            twice = complete[total.key] > 1  # then each adds up to the other, shown or not
            one = self._sum(position, total)
            self.table.sums.append(
                one._replace(can_hide=self.is_last and not twice, earlier=not self.is_last)
            )
            self.table.figure_of[one.key] = total.key

    def _usable(self, totals: Sequence[Total]) -> Iterator[Total]:
        """Yield the totals with the parts that can be added up; apart, where parts overlap."""
        for total in totals:
            if total.key not in self.counts:
                continue
            known = Total(total.key, tuple(part for part in total.parts if part in self.counts))
            alone = [Total(total.key, (part,)) for part in known.parts]
            for one in [known] if self._fits(known) else alone:
                if self._fits(one):
                    yield one

    def _fits(self, total: Total) -> bool:
        whole, part = self._rest(total)
        return 0 <= part <= whole

    def _rest(self, total: Total) -> Counts:
        """How many people of the total are in none of its parts."""
        whole, part = self.counts[total.key]
        parts = [self.counts[key] for key in total.parts]
        return whole - sum(one for one, _ in parts), part - sum(one for _, one in parts)

    def _sum(self, position: int, total: Total) -> Sum:
        figure, shown = self.figures[total.key], self.shown[total.key]
        whole, part = self.counts[total.key]
        least, most, is_coded = self._class_of(figure)
        return Sum(
            key=("=", self.number, str(position), *total.key),
            figure=total.key,
            leaves=frozenset(self._leaves(total)),
            whole=whole,
            down=part - least,
            up=most - part,
            min_n=figure.min_n,
            shown=not shown.withheld,
            guards_whole=0 < whole < figure.min_n,
            guards_part=is_coded,
        )

    def _class_of(self, figure: Figure) -> tuple[int, int, bool]:
        """The numerators that fit what is said of a share, and whether that is a class."""
        whole, part = self.counts[figure.key]
        return _class_of(figure, whole, part)

    def _leaves(self, total: Total) -> Iterator[Key]:
        """Yield the leaves of a total, the rest of it among them; add them to the table."""
        for key in total.parts:
            if key in self.first:
                yield from self._leaves(self.first[key])
            else:
                figure = self.figures[key]
                yield self._add(key, self._cell(figure), key)
        whole, part = self._rest(total)
        if whole:
            figure = self.figures[total.key]
            yield self._add(("rest", *total.key), _rest_cell(figure, whole, part), total.key)

    def _add(self, key: Key, cell: Cell, figure: Key) -> Key:
        name = (*key, f"{cell.whole}/{cell.part}")
        if name not in self.added:  # it may stand in several totals of one report
            known = self.table.cells.get(name)
            named = cell._replace(key=name)
            self.table.cells[name] = _both(known, named) if known else named
            self.table.figure_of[name] = figure
            self.added.add(name)
        return name

    def _cell(self, figure: Figure) -> Cell:
        shown = self.shown[figure.key]
        whole, part = self.counts[figure.key]
        if not figure.seen:  # a reader knows no more of it than of a rest
            return _rest_cell(figure, whole, part)._replace(key=figure.key)
        least, most, is_coded = self._class_of(figure)
        if not shown.withheld:
            if not is_coded:
                least = most = part
            can_hide = self.is_last
            return _cell(figure, (whole, part), (least, most))._replace(
                least=whole, most=whole, guards_part=is_coded, can_hide=can_hide
            )
        cell = _cell(figure, (whole, part), (least, most))
        if whole < figure.min_n:
            says_few = shown.text != "withheld"
            return cell._replace(
                least=_lowest(figure),
                most=figure.min_n - 1 if says_few else None,
                guards_whole=True,
                guards_part=figure.unit == "share",
            )
        if shown.withheld == "gives-away":
            return cell._replace(least=figure.min_n, most=None, guards_part=is_coded)
        guarded = cell._replace(least=0, most=None, guards_whole=True)
        return guarded._replace(part_least=0, part_most=whole, guards_part=figure.unit == "share")


def _cell(figure: Figure, counts: Counts, class_: tuple[int, int]) -> Cell:
    whole, part = counts
    least, most = class_
    return Cell(
        key=figure.key,
        whole=whole,
        part=part,
        part_least=least,
        part_most=most,
        min_n=figure.min_n,
        has_part=figure.unit == "share",
    )


def _rest_cell(figure: Figure, whole: int, part: int) -> Cell:
    """The people of a total who are in none of its parts: nothing is said of them."""
    least, most, is_coded = _class_of(figure, whole, part)
    few = whole < figure.min_n
    cell = _cell(figure, (whole, part), (least, most))
    return cell._replace(
        least=0, most=None, guards_whole=few, guards_part=is_coded or (few and cell.has_part)
    )


def _class_of(figure: Figure, whole: int, part: int) -> tuple[int, int, bool]:
    if figure.unit != "share":
        return 0, 0, False
    if whole < figure.min_n:
        return 0, figure.min_n - 1, False
    coded = classify(part, whole, figure.min_n)
    return coded.least, coded.most, coded.is_coded


def _lowest(figure: Figure) -> int:
    return 0 if figure.unit in COUNTED else 1


def _both(one: Cell, other: Cell) -> Cell:
    """What two reports together say of the same leaf."""
    limits = [cell.most for cell in (one, other) if cell.most is not None]
    both = other._replace(
        least=max(one.least, other.least),
        most=min(limits, default=None),
        part_least=max(one.part_least, other.part_least),
        part_most=min(one.part_most, other.part_most),
        guards_whole=one.guards_whole or other.guards_whole,
        guards_part=one.guards_part or other.guards_part,
        can_hide=other.can_hide and one.hides_whole,
    )
    if both.hides:
        return both
    return both._replace(guards_whole=False, guards_part=False, can_hide=False)
