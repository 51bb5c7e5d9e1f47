"""What every logging command does: open the place, draft in core, write, say what comes next."""

import os
import sqlite3
import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from pdsa.cli.kept import keeping
from pdsa.cli.options import Release, Said
from pdsa.cli.session import (
    await_input,
    echo,
    open_record,
    open_workspace,
    say,
    session,
    today,
    write,
)
from pdsa.core.addresses import (
    Listing,
    refuse_lost_default,
    resolve_any,
    resolve_cycle,
    resolve_cycle_or_district,
    resolve_district,
    short_names,
)
from pdsa.core.corrections import Effective, settle
from pdsa.core.cycle import state_of
from pdsa.core.days import read_day
from pdsa.core.drafting import Circumstances, draft_entry
from pdsa.core.errors import Exit, PdsaError, refusing
from pdsa.core.flags import flag
from pdsa.core.ids import new_id
from pdsa.core.model import Address, Entry
from pdsa.core.notes import notes_on
from pdsa.core.plain_text import escaped, visible
from pdsa.core.private_text import settle_private
from pdsa.core.record import CycleFacts
from pdsa.core.refusals import clean_text
from pdsa.core.words import DECISIONS
from pdsa.storage.derive import load_entries
from pdsa.storage.entries import encode
from pdsa.storage.journal import Logged, keep_draft, log_entry, newest_id, refuse_same
from pdsa.storage.queries import load_facts, load_predictions
from pdsa.storage.user_state import read_default
from pdsa.storage.workspace import Scope, Workspace

Resolve = Callable[[str, Listing, Address | None], Address]


class Place(NamedTuple):
    """What an entry will be about, opened: a cycle, or a district (then without facts)."""

    workspace: Workspace
    connection: sqlite3.Connection
    address: Address
    folder: Address  # where its file goes
    called: str = ""  # a short way to write the address
    facts: CycleFacts | None = None


def open_cycle(text: str) -> Place:
    """Open the cycle that `text` means. Raises PdsaError."""
    return _open(text, resolve_cycle)


def open_district(text: str) -> Place:
    """Open the district that `text` means. Raises PdsaError."""
    return _open(text, resolve_district)


def open_cycle_or_district(text: str) -> Place:
    """Open the cycle or the district that `text` means. Raises PdsaError."""
    return _open(text, resolve_cycle_or_district)


class Where(NamedTuple):
    """What a reading command looks at, opened; `called` names a cycle as a command needs it."""

    connection: sqlite3.Connection
    addresses: list[Address]
    called: Callable[[Address], str]


def open_where(text: str) -> Where:
    """Open a cycle, a district or a collaborative; nothing: my default, else everything."""
    workspace = open_workspace()
    listing, default = workspace.listing(), read_default(workspace.root)
    if not text:
        refuse_lost_default(default, listing)
        found = [default] if default else [Address(id) for id in listing]
    else:
        found = [resolve_any(text, listing, default)]
    scope = Scope(found[0].collaborative, found[0].district) if len(found) == 1 else Scope()
    called = short_names(listing, default)
    return Where(open_record(workspace, scope), found, called)


def open_entry(prefix: str) -> tuple[Place, Effective]:
    """Open the entry whose id begins with `prefix`, corrections applied. Raises PdsaError."""
    workspace = open_workspace()
    file = workspace.find_entry(prefix)
    folder = file.folder
    connection = open_record(workspace, Scope(folder.collaborative, folder.district))
    for found in settle(load_entries(connection, folder)).entries:
        if found.entry.path == file.path:
            return Place(workspace, connection, found.entry.address, folder), found
    raise PdsaError(f"{file.path} cannot be read", "see what is wrong: pdsa check", Exit.UNREADABLE)


def need(example: str, **answers: object) -> None:
    """Raise PdsaError that names every flag without an answer, with an example that runs."""
    missing = [flag(name) for name, value in answers.items() if not value]
    if missing:
        raise PdsaError(f"still needed: {', '.join(missing)}", f"for example: {example}")


def texts(**answers: str | None) -> dict[str, str]:
    """The texts that were given, cleaned, `-` read from standard input; raises PdsaError."""
    given = {name: answer for name, answer in answers.items() if answer is not None}
    if sum(answer == "-" for answer in given.values()) > 1:
        raise PdsaError("only one text can come from standard input", "write `-` once")
    return {name: text(flag(name), answer) for name, answer in given.items()}


def text(name: str, answer: str) -> str:
    """The text that was given for a flag, cleaned; says what was removed. Raises PdsaError."""
    if answer == "-":
        await_input()
        answer = sys.stdin.read()
    cleaned, note = clean_text(answer, name)
    if note:
        say(note)
    return cleaned


def log(place: Place, kind: str, body: Mapping[str, Any], said: Said) -> None:
    """Log one entry about the place and say what comes next. Raises PdsaError."""
    log_all(place, {kind: body}, said)


def log_all(place: Place, bodies: Mapping[str, Mapping[str, Any]], said: Said) -> None:
    """Log an entry of each kind about the place: all that is wrong is found before the first.

    Raises PdsaError.
    """
    with keeping():
        entries = _draft(place, bodies, said)
    entries = _without_persons(entries, said)
    if not said.again:
        for entry in entries:
            refuse_same(place.connection, entry)
    if said.dry_run:
        for entry in entries:
            echo(escaped(encode(entry)))
        say("dry run: nothing was written")
        return
    _tell(place, _write(place, entries))


def _draft(place: Place, bodies: Mapping[str, Mapping[str, Any]], said: Said) -> list[Entry]:
    entries: list[Entry] = []
    newest = newest_id(place.connection)
    for position, (kind, body) in enumerate(bodies.items()):
        about = _circumstances(said, newest, position)
        entries.append(draft_entry(kind, body, place.address, place.facts, about))
        newest = about.id
    return entries


def _write(place: Place, entries: list[Entry]) -> list[Logged]:
    """Give each entry its file. Raises PdsaError, which says what has its file already."""
    logged: list[Logged] = []
    for entry in entries:
        try:
            logged.append(log_entry(place.connection, place.workspace, entry, place.folder))
        except PdsaError as wrong:
            done = "".join(f"{one.entry.kind} is logged ({one.short_id}), " for one in logged)
            message = f"{done}{entry.kind} is {wrong.message}" if done else wrong.message
            raise PdsaError(message, wrong.hint, wrong.exit_code) from wrong
    return logged


def _without_persons(entries: list[Entry], said: Said) -> list[Entry]:
    """The entries, whose text points to nobody or has a reason. Raises PdsaError, drafts kept."""
    why = text("--private-ok", said.private_ok) if said.private_ok else ""
    try:
        return [entry._replace(body=settle_private(entry.body, why)) for entry in entries]
    except PdsaError as wrong:
        kept = [] if said.dry_run else list(map(keep_draft, entries))
        raise PdsaError(wrong.message, "; ".join([wrong.hint, *kept])) from None


def _open(text: str, resolve: Resolve) -> Place:
    workspace = open_workspace()
    listing, default = workspace.listing(), read_default(workspace.root)
    address = resolve(text, listing, default)
    connection = open_record(workspace, Scope(address.collaborative, address.district))
    folder = Address(address.collaborative, address.district)
    if not address.cycle:
        return Place(workspace, connection, address, folder)
    called = short_names(listing, default)(address)
    facts = next(load_facts(connection, address), None)
    if facts is None or facts.starts is None:
        path = workspace.relative(workspace.plan_file(address))
        raise PdsaError(f"{path} cannot be read", "see what is wrong: pdsa check", Exit.UNREADABLE)
    return Place(workspace, connection, address, folder, called, facts)


def _circumstances(said: Said, newest: str, later: int) -> Circumstances:
    """When and by whom it is logged; `later`, in milliseconds, keeps the ids of several short."""
    recorded = session().clock().replace(microsecond=0)
    milliseconds = int(session().clock().timestamp() * 1000) + later
    with refusing():
        day = read_day(said.day, today()) if said.day else today()
    return Circumstances(
        id=new_id(milliseconds, session().entropy(10), newest),
        recorded=recorded,
        today=today(),
        day=day,
        by=text("--by", said.by or _who()),
        afterwards=said.afterwards,
        release="public" if said.release == Release.PUBLIC else "",
    )


def _who() -> str:
    """The person at this computer, as the system calls them."""
    for variable in ("PDSA_BY", "LOGNAME", "USER", "USERNAME"):
        if name := os.environ.get(variable, "").strip():
            return name
    from getpass import getuser  # noqa: PLC0415 - for systems that set none of them

    try:
        return getuser()
    except (OSError, KeyError):
        raise PdsaError(
            "who are you? the system does not say", "add --by, or set PDSA_BY"
        ) from None


def _tell(place: Place, logged: list[Logged]) -> None:
    what = " and ".join(f"{_in_full(one.entry)} ({one.short_id})" for one in logged)
    line = f"logged {what} for {_named(place.address)}"
    caught_up = all(one.caught_up for one in logged)
    facts = next(load_facts(place.connection, place.address), None) if caught_up else None
    if facts and place.address.cycle:
        state = state_of(facts, today(), place.called)
        line += f"; next: {state.command}" if state.command else f"; {state.next}"
    if wrong := write(visible(line)):
        say(f"logged; the line that says so could not be written: {wrong.strerror}")
    if not caught_up:
        say("logged; the database will catch up")
    elif place.facts:
        predictions = list(load_predictions(place.connection, place.address))
        for one in logged:
            about = (one.entry.kind, place.facts, predictions, one.short_id, place.called)
            for note in notes_on(*about):
                say(note)


def _named(address: Address) -> str:
    """An address without its collaborative, which the person knows."""
    return f"{address.district}/{address.cycle}" if address.cycle else str(address)


def _in_full(entry: Entry) -> str:
    if entry.kind == "act":
        decision = entry.body["decision"]
        return f"{decision.upper()}: {DECISIONS[decision]}"
    return entry.kind
