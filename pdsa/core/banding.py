"""Shares of people as a public report may say them: coded at both ends, wide near small numbers."""

from typing import NamedTuple

BANDS = (  # people, percent at each end; the last two are our own, after the same pattern
    (300, 1),
    (100, 2),
    (40, 5),
    (20, 10),
    (0, 20),
)
_WIDE = (5, 10, 20, 30, 40)  # percent: where a class of small numbers beyond the band may end
_HALF = 50
_ALL = 100


class Class(NamedTuple):
    """What is said of a share, and the numerators that fit it, both ends included.

    `low` and `high` are whole percent; they are equal where the share is shown as it is, rounded.
    """

    text: str
    low: int
    high: int
    least: int
    most: int

    @property
    def is_coded(self) -> bool:
        """Whether the class stands for the share, because few people lie behind an end of it."""
        return self.low != self.high


def band_of(people: int) -> int:
    """Return the percent at which shares of so many people are coded at both ends."""
    return next(percent for least, percent in BANDS if people >= least)


def classify(part: int, whole: int, min_n: int) -> Class:
    """Return what may be said of `part` of `whole` people, of whom there are `min_n` or more.

    Up to the band at either end the share is coded. Beyond it small numerators and remainders fall
    into a class of at least `min_n` of them, or of all up to the other band where that is less.
    """
    band = band_of(whole)
    coded = band * whole // _ALL  # the largest numerator in the band
    wide = _end_of_wide(whole, coded, band, min_n)
    if part <= coded:
        return Class(f"{band} % or less", 0, band, 0, coded)
    if whole - part <= coded:
        return Class(f"{_ALL - band} % or more", _ALL - band, _ALL, whole - coded, whole)
    if wide == _HALF:
        return _between(band, _ALL - band, coded + 1, whole - coded - 1)
    small = wide * whole // _ALL
    if part <= small:
        return _between(band, wide, coded + 1, small)
    if whole - part <= small:
        return _between(_ALL - wide, _ALL - band, whole - small, whole - coded - 1)
    percent = (2 * _ALL * part + whole) // (2 * whole)
    least = -(-(2 * percent - 1) * whole // (2 * _ALL))
    most = -(-(2 * percent + 1) * whole // (2 * _ALL)) - 1
    least, most = max(least, small + 1), min(most, whole - small - 1)
    return Class(f"{percent} %", percent, percent, least, most)


def _end_of_wide(whole: int, coded: int, band: int, min_n: int) -> int:
    """The percent up to which numerators count as small; the band where that holds them all."""
    if coded >= min_n - 1:
        return band
    wide = (end for end in _WIDE if end * whole // _ALL - coded >= min_n)
    return next(wide, _HALF)


def _between(low: int, high: int, least: int, most: int) -> Class:
    return Class(f"between {low} % and {high} %", low, high, least, most)
