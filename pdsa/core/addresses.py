"""From what people type to the one cycle, district or collaborative they mean."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches

from pdsa.core.errors import PdsaError
from pdsa.core.ids import ID_HINT, id_problem, leading_token, same_token, slug
from pdsa.core.model import Address

Listing = Mapping[str, Mapping[str, Sequence[str]]]  # collaborative -> district -> cycles
_DEPTH = 3  # collaborative, district, cycle
_LISTED = 8  # addresses that a message names before it says how many more


def find_cycles(text: str, listing: Listing, default: Address | None = None) -> list[Address]:
    """Return every cycle that `text` may mean, in order; a bare one from `default` where it fits.

    Raises PdsaError where `text` is no address.
    """
    within = default and Address(default.collaborative, default.district)
    return _find(text, _cycles(listing), within)


def find_districts(text: str, listing: Listing, default: Address | None = None) -> list[Address]:
    """Return every district that `text` may mean. Raises PdsaError where it is no address."""
    return _find(text, _districts(listing), default and Address(default.collaborative))


def find_collaboratives(
    text: str,
    listing: Listing,
    default: Address | None = None,  # noqa: ARG001 - a collaborative is inside nothing
) -> list[Address]:
    """Return every collaborative that `text` may mean. Raises PdsaError where it is no address."""
    return _find(text, [Address(collaborative) for collaborative in sorted(listing)], None)


def resolve_cycle(text: str, listing: Listing, default: Address | None = None) -> Address:
    """Return the one cycle that `text` means. Raises PdsaError for none and for several."""
    found = find_cycles(text, listing, default)
    return _only(text, found, "cycle", _cycles(listing), default)


def resolve_district(text: str, listing: Listing, default: Address | None = None) -> Address:
    """Return the one district that `text` means. Raises PdsaError for none and for several."""
    found = find_districts(text, listing, default)
    return _only(text, found, "district", _districts(listing), default)


def resolve_collaborative(text: str, listing: Listing, default: Address | None = None) -> Address:
    """Return the one collaborative that `text` means. Raises PdsaError for none and for several."""
    found = find_collaboratives(text, listing, default)
    known = [Address(collaborative) for collaborative in sorted(listing)]
    return _only(text, found, "collaborative", known, default)


def resolve_cycle_or_district(
    text: str, listing: Listing, default: Address | None = None
) -> Address:
    """Return the one cycle or district that `text` means; a whole id wins over a leading token.

    Raises PdsaError for none and for several.
    """
    cycles = find_cycles(text, listing, default)
    districts = find_districts(text, listing, default)
    segments = _segments(text)
    whole = _whole(segments, [*districts, *cycles])
    known = [*_districts(listing), *_cycles(listing)]
    return _only(text, whole or [*districts, *cycles], "cycle or district", known, default)


def resolve_any(text: str, listing: Listing, default: Address | None = None) -> Address:
    """Return the one cycle, district or collaborative that `text` means.

    A whole id of a collaborative wins, then cycles and districts. Raises PdsaError for none and for
    several.
    """
    inside = find_cycles(text, listing, default) or find_districts(text, listing, default)
    if text in listing or (not inside and find_collaboratives(text, listing)):
        return resolve_collaborative(text, listing, default)
    return resolve_cycle_or_district(text, listing, default)


def refuse_lost_default(default: Address | None, listing: Listing) -> None:
    """Raise PdsaError where a person's default names a district whose folder is gone."""
    if default and default.district not in listing.get(default.collaborative, ()):
        message = f"your default is {default}, and there is no such district here"
        raise PdsaError(message, "set another: pdsa use COLLABORATIVE/DISTRICT")


def _find(text: str, known: Sequence[Address], within: Address | None) -> list[Address]:
    """Return the addresses that end in `text`: whole segments first, then the leading token."""
    segments = _segments(text)
    if within is None or len(segments) > 1:
        return _whole(segments, known) or _led(segments, known)
    # A bare `02` is never looked for outside the default: it would be logged for another district.
    inside = [address for address in known if _is_inside(address, within)]
    return _whole(segments, inside) or _led(segments, inside) or _whole(segments, known)


def _whole(segments: list[str], known: Iterable[Address]) -> list[Address]:
    return [address for address in known if _is_suffix(segments, _parts(address))]


def _led(segments: list[str], known: Iterable[Address]) -> list[Address]:
    return [address for address in known if _is_led_by(segments, _parts(address))]


def _segments(text: str) -> list[str]:
    """Return the parts of an address. Raises PdsaError where one of them cannot be an id."""
    typed = text.strip()
    hint = "write an address as in ai-literacy-2025/ash-valley/02"
    if not typed:
        raise PdsaError("the address is empty", hint)
    if "\\" in typed:
        raise PdsaError(f"`{typed}` has a backslash", f"use slashes: {typed.replace(chr(92), '/')}")
    if typed.startswith("/"):
        raise PdsaError(f"`{typed}` starts with a slash", hint)
    segments = typed.removesuffix("/").split("/")
    if len(segments) > _DEPTH:
        raise PdsaError(f"`{typed}` has more than three parts", hint)
    for segment in segments:
        if not segment:
            raise PdsaError(f"`{typed}` has an empty part between its slashes", hint)
        if wrong := id_problem(segment):
            where = "" if segment == typed else f" in `{typed}`"
            raise PdsaError(wrong + where, _meant(segment))
    return segments


def _meant(segment: str) -> str:
    """Say which id a name, a file or capitals may stand for: `ash-valley` for `Ash Valley`."""
    plain = segment.lower().removesuffix(".yaml")
    if any(map(str.isalnum, plain)) and id_problem(plain) in {"", f"`{plain}` is not an id"}:
        return f"did you mean `{slug(plain)}`?"
    return ID_HINT


def short_names(listing: Listing, default: Address | None = None) -> Callable[[Address], str]:
    """Return what gives a cycle the shortest name that means it and nothing else."""
    cycles = _cycles(listing)
    led = Counter(_token(address) for address in cycles)
    homes = Counter(district for districts in listing.values() for district in districts)

    def name(address: Address) -> str:
        token = address.cycle.partition("-")[0]
        last = token if led[_token(address)] == 1 else address.cycle
        if default and address._replace(cycle="") == default._replace(cycle=""):
            return last
        return f"{address.district}/{last}" if homes[address.district] == 1 else str(address)

    return name


def _token(address: Address) -> tuple[str, str, str]:
    """A district and the token before the first hyphen, where `02` is `2`."""
    return (address.collaborative, address.district, leading_token(address.cycle))


def _only(
    text: str, found: list[Address], noun: str, known: list[Address], default: Address | None
) -> Address:
    """Return the only address found. Raises PdsaError that says what there is otherwise."""
    if len(found) == 1:
        return found[0]
    typed = text.strip()
    if found:
        message = f"`{typed}` may be {len(found)} {noun}s"
        if noun == "cycle or district":
            message = f"`{typed}` may be {len(found)} cycles or districts"
        own = [address for address in found if default and _is_inside(address, default)]
        raise PdsaError(message, f"write one of: {_named([*own, *found])}")
    raise PdsaError(f"there is no {noun} `{typed}`", _what_exists(typed, known, default))


def _what_exists(typed: str, known: list[Address], default: Address | None) -> str:
    """Name the nearest address, or some of those that exist: the person's own first."""
    head, _, last = typed.rpartition("/")
    below = [address for address in known if f"/{typed}/" in f"/{address}"]
    beside = [address for address in known if head and f"/{head}/" in f"/{address}"]
    by_text = {
        "/".join(_parts(address)[-length:]): address
        for address in beside or known
        for length in range(1, _DEPTH + 1)
    }
    near = get_close_matches(last if beside else typed, by_text, n=1)
    if near and not below:
        return f"did you mean `{by_text[near[0]]}`?"
    own = [address for address in known if default and _is_inside(address, default)]
    inside = own if any(address.cycle for address in own) else []
    names = below or beside or inside or _nearest(typed, known)
    return f"there are: {_named(names)}" if names else "there are none yet"


def _nearest(typed: str, known: list[Address]) -> list[Address]:
    """Return all addresses, where they are many those first that have a part most like `typed`."""
    if len(known) <= _LISTED:
        return known
    like = SequenceMatcher(b=typed.rpartition("/")[2])  # b is looked at once for all

    def share(part: str) -> float:
        like.set_seq1(part)
        return like.ratio()

    shares = {part: share(part) for address in known for part in _parts(address)}
    return sorted(known, key=lambda address: -max(shares[part] for part in _parts(address)))


def _named(addresses: Iterable[Address]) -> str:
    """Return the first few addresses, each once, and how many more there are."""
    names = [*dict.fromkeys(map(str, addresses))]
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return ", ".join(names[:_LISTED]) + more


def _cycles(listing: Listing) -> list[Address]:
    return [
        Address(district.collaborative, district.district, cycle)
        for district in _districts(listing)
        for cycle in sorted(listing[district.collaborative][district.district])
    ]


def _districts(listing: Listing) -> list[Address]:
    return [
        Address(collaborative, district)
        for collaborative in sorted(listing)
        for district in sorted(listing[collaborative])
    ]


def _parts(address: Address) -> list[str]:
    return [part for part in (address.collaborative, address.district, address.cycle) if part]


def _is_inside(address: Address, folder: Address) -> bool:
    return address.collaborative == folder.collaborative and folder.district in {
        "",
        address.district,
    }


def _is_suffix(segments: list[str], parts: list[str]) -> bool:
    return parts[-len(segments) :] == segments


def _is_led_by(segments: list[str], parts: list[str]) -> bool:
    """Whether the last one is the token before the first hyphen; `2` and `02` are one number."""
    if parts[-len(segments) : -1] != segments[:-1]:
        return False
    return same_token(segments[-1]) == leading_token(parts[-1])
