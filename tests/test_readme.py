"""Every `$ pdsa ...` of the README is typed at a terminal and compared with what follows it."""

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
README = ROOT / "README.md"
BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
VARIES = ((r"\(01[0-9a-z]{4,24}\)", "(01kax4)"), (r"(were read: )[0-9a-f]{7}", r"\g<1>3c28fd3"))
COLUMNS = 80


def test_what_the_readme_shows_is_what_a_terminal_shows(tmp_path):
    shown = "\n".join(BLOCK.findall(README.read_text(encoding="utf-8")))
    commands = [line[2:] for line in shown.splitlines() if line.startswith("$ ")]
    typed = "\n".join(transcript(commands, tmp_path))
    if os.environ.get("UPDATE_GOLDEN"):
        update(typed)
        return
    assert squeeze(shown) == squeeze(typed)


def transcript(commands, folder, columns=COLUMNS):
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder / "home"),
        "NO_COLOR": "1",
        "TERM": "xterm",
        "LANG": "C.UTF-8",
        "PDSA_TODAY": "2025-11-03",
        "PDSA_BY": "coach",
    }
    workspace = folder / "workspace"
    workspace.mkdir()
    for command in commands:
        yield f"$ {command}"
        yield mask(typed(command, workspace, environment, columns))


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
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that nobody writes any more
            break
        if not part:
            break
        seen += part
    os.close(ours)
    assert process.wait() == 0, seen.decode()
    return seen.decode().replace("\r\n", "\n")


def squeeze(text):
    return [line.rstrip() for line in text.splitlines() if line.strip()]


def update(text):
    """Put the answers below the commands of each block."""
    answers = dict(re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n?)*)", text, re.MULTILINE))

    def block(match):
        lines = []
        for line in match[1].splitlines():
            if line.startswith("$ "):
                lines += [line, *answers[line[2:]].rstrip("\n").splitlines()]
        return "```console\n" + "\n".join(lines) + "\n```"

    README.write_text(BLOCK.sub(block, README.read_text(encoding="utf-8")), encoding="utf-8")
