"""Chance from a seed: the same numbers on every computer and in every version of Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Thing = TypeVar("Thing")


class Dice:
    """A stream of chance for one purpose. Two purposes never share one: sizes would shift both."""

    def __init__(self, *purpose: object) -> None:
        """`purpose` is the seed and the names of what is thrown for."""
        # Of everything in `random`, only seeding by text and random() are promised to stay.
        self._next = Random("/".join(map(str, purpose))).random  # noqa: S311 - nothing secret

    def chance(self, likely: float) -> bool:
        """Whether something happens that happens so often (0 to 1)."""
        return self._next() < likely

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._next() * (high - low + 1))

    def between(self, low: float, high: float) -> float:
        """A number from `low` up to `high`."""
        return low + self._next() * (high - low)

    def pick(self, things: Sequence[Thing]) -> Thing:
        """One of the things."""
        return things[int(self._next() * len(things))]

    def weighted(self, weights: Sequence[tuple[Thing, int]]) -> Thing:
        """One of the things, each as often as its weight says."""
        mark = self.whole(1, sum(weight for _, weight in weights))
        for thing, weight in weights:
            mark -= weight
            if mark <= 0:
                return thing
        raise ValueError("nothing to choose from")

    def shuffled(self, things: Sequence[Thing]) -> list[Thing]:
        """The things in another order."""
        return sorted(things, key=lambda _: self._next())

    def normal(self) -> float:
        """A number around 0 with a standard deviation of 1; no logarithm, so no last digits."""
        total = -6.0
        for _ in range(12):  # sum() rounds otherwise from Python 3.12 on
            total += self._next()
        return total

    def hits(self, tries: int, likely: float) -> int:
        """How many of so many tries come off."""
        return sum(self._next() < likely for _ in range(tries))

    def entropy(self, length: int) -> bytes:
        """So many bytes."""
        return bytes(self.whole(0, 255) for _ in range(length))
