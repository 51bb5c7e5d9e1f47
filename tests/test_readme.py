"""Every `$ pdsa ...` of the README and of the sessions in docs is typed at a real terminal."""

import os
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="a terminal is opened")
fcntl = pytest.importorskip("fcntl")
termios = pytest.importorskip("termios")

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
VARIES = (
    (r"\b01[0-9a-hjkmnp-tv-z]{8,}\b", "01kax4b2cd"),
    (r"\(01[0-9a-z]{4,24}\)", "(01kax4)"),
    (r"(were read: )[0-9a-f]{7}", r"\g<1>3c28fd3"),
)


def test_the_readme_shows_what_a_terminal_shows(tmp_path):
    page = ROOT / "README.md"
    text = page.read_text(encoding="utf-8")
    typed = iter(blocks(BLOCK.findall(text), tmp_path, 80))
    again = BLOCK.sub(lambda _: f"```console\n{next(typed)}```", text)
    compare(page, text, again)


@pytest.mark.parametrize("columns", [80, 120])
def test_a_session_in_docs_shows_what_a_terminal_shows(columns, tmp_path):
    page = ROOT / f"docs/session-{columns}.txt"
    text = page.read_text(encoding="utf-8")
    (again,) = blocks([text], tmp_path, columns)
    compare(page, text, again)


def compare(page, text, again):
    if os.environ.get("UPDATE_GOLDEN"):
        page.write_text(again, encoding="utf-8", newline="\n")
    else:
        assert again == text


def blocks(texts, folder, columns):
    """Type the commands of each block, in one workspace, and return the blocks anew."""
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder / "home"),
        "NO_COLOR": "1",
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "PDSA_TODAY": "2025-12-08",
        "PDSA_BY": "coach",
    }
    (folder / "workspace").mkdir()
    for text in texts:
        lines = []
        for shown in commands(text):
            command = "\n".join(line[2:] for line in shown)
            answer = mask(typed(command, folder / "workspace", environment, columns))
            lines += ["", *shown, *answer.rstrip("\n").split("\n")]
        yield "\n".join(lines).lstrip("\n") + "\n"


def commands(text):
    """The commands of a block as shown: `$ ` begins one, `> ` goes on with it."""
    found = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append([line])
        elif line.startswith("> ") and found and found[-1][-1].endswith("\\"):
            found[-1].append(line)
    return found


def mask(text):
    for pattern, shown in VARIES:
        text = re.sub(pattern, shown, text)
    return text


def typed(command, folder, environment, columns):
    """What a terminal of so many columns shows of one command."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    process = subprocess.Popen(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while part := read(ours):
        seen += part
    os.close(ours)
    assert process.wait() == 0, seen.decode()
    return seen.decode().replace("\r\n", "\n")


def read(terminal):
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that nobody writes any more
        return b""
