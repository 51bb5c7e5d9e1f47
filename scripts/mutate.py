"""Break a module on purpose, one small thing at a time, and name what no test notices.

    python scripts/mutate.py pdsa/core/runchart.py tests/core/test_runchart.py [...]

Each break is one of: a comparison, an arithmetic sign, `and`, `or`, `not`, a number one off, a text
changed, a condition turned round, a value returned or a call left out. The tests run in a child of
this process, with the broken module in place of the real one: no file is touched. What survives is
printed with its line; either a test is missing, or the break changes nothing.
"""

import ast
import importlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import hypothesis
import pytest

ROOT = Path(__file__).parent.parent
HARMLESS = {"strict", "maxsize"}  # arguments that change no result of a right program
SECONDS = 60  # a break that loops for ever is noticed, too
OTHERS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.Div: (ast.Mult,),
    ast.FloorDiv: (ast.Mult,),
    ast.Pow: (ast.Mult,),
    ast.LShift: (ast.RShift,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
}


class Break(NamedTuple):
    """One change to a syntax tree: where, which field of which node, and what comes there."""

    line: int
    node: ast.AST
    field: str
    place: int | None  # in a list
    instead: object


def main() -> int:
    """Print the breaks that no test noticed, and return 1 if there are any."""
    path, tests = Path(sys.argv[1]), sys.argv[2:]
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    name = ".".join(path.with_suffix("").parts)
    if noticed(tree, name, tests):
        sys.stdout.write("the tests fail already\n")
        return 1
    survivors = tried = 0
    for broken in breaks(tree):
        tried += 1
        before = ast.unparse(line_of(tree, broken))
        undo = apply(broken)
        after = ast.unparse(line_of(tree, broken))
        if not noticed(tree, name, tests):
            survivors += 1
            sys.stdout.write(f"{path}:{broken.line}: {before}\n    {after}\n")
            sys.stdout.flush()
        undo()
    sys.stdout.write(f"{path}: {tried} breaks, {survivors} not noticed\n")
    return int(survivors > 0)


def breaks(tree: ast.Module) -> Iterator[Break]:
    """Give every break of a module, one by one; annotations and docstrings are left alone."""
    for node in code_nodes(tree):
        yield from breaks_of(node)


def code_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Walk the nodes that do something."""
    yield node
    for field, value in ast.iter_fields(node):
        if field in {"annotation", "returns"} or isinstance(node, ast.Import | ast.ImportFrom):
            continue
        if isinstance(node, ast.keyword) and node.arg in HARMLESS:
            continue
        children = value if isinstance(value, list) else [value]
        for child in children:
            docstring = isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant)
            if isinstance(child, ast.AST) and not docstring:
                yield from code_nodes(child)


def breaks_of(node: ast.AST) -> Iterator[Break]:  # noqa: C901, PLR0912 - a table of cases
    """Give the breaks of one node."""
    line = getattr(node, "lineno", 0)
    match node:
        case ast.Compare(ops=ops):
            for place, op in enumerate(ops):
                for other in OTHERS[type(op)]:
                    yield Break(line, node, "ops", place, other())
        case ast.BinOp(op=op) | ast.BoolOp(op=op) | ast.AugAssign(op=op):
            for other in OTHERS.get(type(op), ()):
                yield Break(line, node, "op", None, other())
        case ast.Constant(value=bool(value)):
            yield Break(line, node, "value", None, not value)
        case ast.Constant(value=int(value)):
            yield Break(line, node, "value", None, value + 1)
            yield Break(line, node, "value", None, value - 1)
        case ast.Constant(value=str(value)):
            yield Break(line, node, "value", None, f"{value}!")
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield Break(line, node, "test", None, negated(test))
        case ast.comprehension(ifs=[test]):
            yield Break(test.lineno, node, "ifs", 0, negated(test))
        case ast.Return(value=ast.Constant(value=None)):
            return
        case ast.Return(value=ast.expr()):
            yield Break(line, node, "value", None, ast.Constant(None))
        case ast.Expr(value=ast.Call()):
            yield Break(line, node, "value", None, ast.Constant(None))
        case ast.UnaryOp(op=ast.USub()):
            yield Break(line, node, "op", None, ast.UAdd())


def negated(test: ast.expr) -> ast.expr:
    """Return the condition turned round."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return test.operand
    return ast.UnaryOp(ast.Not(), test)


def apply(broken: Break) -> Callable[[], None]:
    """Make the break; return what mends it."""
    kept = getattr(broken.node, broken.field)
    if broken.place is None:
        setattr(broken.node, broken.field, broken.instead)
    else:
        changed = [*kept]
        changed[broken.place] = broken.instead
        setattr(broken.node, broken.field, changed)
    return lambda: setattr(broken.node, broken.field, kept)


def line_of(tree: ast.Module, broken: Break) -> ast.AST:
    """Return the smallest statement about the break; of a block only its head."""
    found: ast.AST = broken.node
    for node in ast.walk(tree):
        if isinstance(node, ast.stmt) and any(child is broken.node for child in ast.walk(node)):
            found = node
    if isinstance(found, ast.If | ast.While):
        return ast.Expr(found.test)
    if isinstance(found, ast.For):
        return ast.Expr(found.iter)
    if isinstance(found, ast.ClassDef | ast.FunctionDef):
        return ast.Name(f"{found.name}: {ast.unparse(broken.node)}")
    return found


def noticed(tree: ast.Module, name: str, tests: list[str]) -> bool:
    """Run the tests on the module in a child process; say whether one fails."""
    child = os.fork()
    if not child:
        signal.alarm(SECONDS)
        silent = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(silent, stream)
        os._exit(int(run_tests(tree, name, tests)))
    _, status = os.waitpid(child, 0)
    return status != 0


def run_tests(tree: ast.Module, name: str, tests: list[str]) -> int:
    """Put the tree in place of the module and return the exit code of pytest."""
    hypothesis.settings.register_profile(
        "mutate",
        phases=[hypothesis.Phase.explicit, hypothesis.Phase.generate],
        max_examples=50,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),  # a busy machine is no broken module
    )
    hypothesis.settings.load_profile("mutate")
    module = ModuleType(name)
    package, _, last = name.rpartition(".")
    setattr(importlib.import_module(package), last, module)
    sys.modules[name] = module
    try:
        exec(compile(ast.fix_missing_locations(tree), name, "exec"), module.__dict__)  # noqa: S102 - the module itself
    except Exception:  # noqa: BLE001 - a module that cannot be loaded is noticed
        return 1
    options = [
        "-x",
        "-q",
        "--assert=plain",
        "--noconftest",
        "-p",
        "no:cacheprovider",
        "--rootdir",
        str(ROOT),
    ]
    return pytest.main([*options, *(str(ROOT / test) for test in tests)])


if __name__ == "__main__":
    sys.exit(main())
