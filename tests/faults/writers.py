"""Writers and a reader that run in processes of their own, through the whole command."""

import contextlib
import io
import json
import os
from pathlib import Path

from pdsa.cli.main import run
from tests.conftest import WORLD


def ask(root, words):
    """Run a command line in this process; return its code and what it wrote to both streams."""
    os.environ.update(WORLD)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(["-C", str(root), *words])
    return code, out.getvalue(), err.getvalue()


def log_many(root, cycle, writer, count, results):
    """Ask for help `count` times; put what was acknowledged, and every other word."""
    acknowledged, words = [], []
    for turn in range(count):
        text = f"Question {turn} of writer {writer}"
        code, out, err = ask(root, ["ask", cycle, text, "--by", f"writer-{writer}"])
        if code == 0 and out.startswith("logged comment ("):
            acknowledged.append(text)
        if code or err:
            words.append((text, code, err))
    results.put((acknowledged, words))


def report_until(root, collaborative, ended, results):
    """Report in a loop; put how many questions each report counts, and whatever was odd."""
    counts, odd = [], []
    while not ended.is_set():
        code, out, err = ask(root, ["report", collaborative, "--json"])
        if code or err:
            odd.append((code, err))
            continue
        report = json.loads(out)
        int(report["digest"], 16)
        counts.append(report["work"]["help_asked"])
        odd += report["left_out"]
    results.put((counts, odd))


def questions(root):
    """The text of every question that has a file, read without the help of the product."""
    files = Path(root).glob("cycles/*/*/entries/*.json")
    bodies = [json.loads(path.read_text("utf-8"))["body"] for path in files]
    return sorted(body["text"] for body in bodies if body.get("asks_help"))
