"""Giving a new file its name: whole or not at all, and never over another one."""

import os
from contextlib import suppress
from pathlib import Path


def write_new(path: Path, content: bytes) -> None:
    """Write `content` under the name `path`, durably.

    Killed at any step, the folder holds the whole file or none (a leftover `.tmp` is nobody's).
    Raises FileExistsError when the name is taken, and OSError when the disk says no.
    """
    _make_folder(path.parent)
    temporary = path.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _name(temporary, path)
    finally:
        with suppress(OSError):  # the name decides: a leftover must not unsay it
            temporary.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, where the system has a way to ask for it."""
    if os.name == "nt":
        return
    with suppress(OSError):  # the file has its name: a share that cannot do this must not unsay it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _make_folder(folder: Path) -> None:
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)  # or power loss takes the folder, and with it what lies inside


def _name(temporary: Path, path: Path) -> None:
    try:
        os.link(temporary, path)  # refuses a name that is taken, in one step
    except FileExistsError:
        raise
    except OSError:  # no links here (FAT, some shares)
        if path.exists():  # Windows refuses by itself; elsewhere the random part of ids must do
            raise FileExistsError(path) from None
        temporary.rename(path)
