"""Plainly made-up names of districts, and their sizes; the states are real."""

from typing import Any, NamedTuple

from pdsa.core.demo.dice import Dice

_FIRST = (
    *("Ash", "Birch", "Curlew", "Dove", "Elder", "Fern", "Gorse", "Heron", "Iris", "Juniper"),
    *("Kestrel", "Larch", "Mallow", "Nettle", "Otter", "Plover", "Quail", "Rowan", "Sedge"),
    *("Tansy", "Vetch", "Wren", "Yarrow", "Alder", "Bramble", "Clover", "Thistle"),
)
_SECOND = (
    *("Valley", "Hill", "Bay", "Meadow", "Bend", "Glade", "Heath", "Hollow", "Marsh", "Brook"),
    *("Dale", "Fork", "Moor", "Point", "Prairie", "Cove", "Shore", "Tarn", "Bluff", "Copse"),
)
_STATES = (
    *("AZ", "CA", "CO", "CT", "GA", "IA", "IL", "KY", "MI", "MN"),
    *("NC", "NJ", "NY", "OH", "PA", "TX", "VA", "WA", "WI"),
)
MOST = 500  # districts; 27 first and 20 second words never meet twice before 540


class Named(NamedTuple):
    """A made-up district."""

    id: str
    document: dict[str, Any]  # of its file

    @property
    def name(self) -> str:
        """Its two words."""
        return str(self.document["name"])


def name_districts(number: int, seed: int) -> list[Named]:
    """Return so many districts, at most MOST; the first ones stay the same when there are more."""
    return [_district(position, seed) for position in range(number)]


def _district(position: int, seed: int) -> Named:
    name = f"{_FIRST[position % len(_FIRST)]} {_SECOND[position % len(_SECOND)]}"
    id = name.lower().replace(" ", "-")
    dice = Dice(seed, "district", id)
    schools = dice.weighted(
        ((dice.whole(2, 6), 4), (dice.whole(7, 18), 4), (dice.whole(19, 46), 2))
    )
    students = schools * dice.whole(310, 640) + dice.whole(0, 99)
    document: dict[str, Any] = {"name": name, "state": dice.pick(_STATES), "schools": schools}
    if dice.chance(0.9):  # not everybody says so
        document["students"] = students
    if dice.chance(0.8):
        document["staff"] = students // dice.whole(8, 11)
    if dice.chance(0.04):
        document["privacy"] = {"min_n": 15}
    return Named(id, document)
