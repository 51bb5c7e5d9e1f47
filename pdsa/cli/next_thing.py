"""`pdsa` alone: the one next thing in my default district."""

from pdsa.cli.session import at_terminal, echo, open_record, open_workspace, say, today, width
from pdsa.core.addresses import short_names
from pdsa.core.errors import Exit, PdsaError
from pdsa.core.next_thing import next_thing
from pdsa.render.due import render_next
from pdsa.storage.due_data import load_due
from pdsa.storage.user_state import read_default
from pdsa.storage.workspace import Scope


def tell_next_thing() -> bool:
    """Say the next thing and its command; False where no district is mine: then help is due."""
    try:
        workspace = open_workspace()
    except PdsaError as error:
        if error.exit_code == Exit.NO_WORKSPACE:
            return False
        raise
    listing, default = workspace.listing(), read_default(workspace.root)
    if default is None or default.district not in listing.get(default.collaborative, ()):
        return False
    connection = open_record(workspace, Scope(default.collaborative))
    found = next_thing(load_due(connection, default), today(), short_names(listing, default))
    echo(render_next(found, width() if at_terminal() else 0))
    say("see also: pdsa due, pdsa status, pdsa --help")
    return True
