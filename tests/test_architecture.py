"""The house rules that a program can hold: imports point one way, and nothing grows too long."""

import ast
import sys
from pathlib import Path

import pytest

from pdsa.cli.app import COMMANDS, module_of

ROOT = Path(__file__).parent.parent / "pdsa"
MODULES = sorted(ROOT.glob("*/**/*.py"))
FUNCTIONS = ast.FunctionDef | ast.AsyncFunctionDef

BELOW = {"core": "", "storage": "core", "render": "core", "cli": "core storage render"}
ONLY_IN = {  # package: the modules that may import it
    "rich": [  # the screen, a module for each part of it
        "render/terminal.py",
        "render/terminal_layout.py",
        "render/terminal_learning.py",
        "render/terminal_sections.py",
        "render/terminal_tests.py",
    ],
    "sqlite_utils": ["storage/schema.py"],
    "yaml": ["storage/nodes.py", "storage/yaml_text.py"],
    "icalendar": ["render/calendar.py"],
    "jinja2": ["render/html.py"],
}
MODULE_LIMIT, FUNCTION_LIMIT, COMMAND_LIMIT = 300, 30, 80
LONGER_MODULES = {}
LONGER_COMMANDS = {
    "plan": "it has a flag for every answer of the worksheet",
}


def name(path):
    return path.relative_to(ROOT).as_posix()


def imports(path):
    """The names in the import statements of a module, those inside functions included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, "write where a name comes from in full"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def lines(path):
    return len(path.read_text("utf-8").splitlines())


def body_lines(function):
    """The lines of a function from its first statement after the docstring to its last."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_layer_imports_only_the_layers_below_it(path):
    layer = path.relative_to(ROOT).parts[0]
    for found in imports(path):
        package, _, rest = found.partition(".")
        if package == "pdsa" and rest and rest != "__version__":
            assert rest.split(".")[0] in {layer, *BELOW[layer].split()}, found
        elif layer == "core":
            assert package in {*sys.stdlib_module_names, "pdsa"}, f"core knows no {package}"


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_package_is_imported_only_where_it_is_at_home(package):
    users = [name(path) for path in MODULES if package in {n.split(".")[0] for n in imports(path)}]
    assert sorted(users) == sorted(ONLY_IN[package])


@pytest.mark.parametrize("path", [*MODULES, *ROOT.glob("*.py")], ids=name)
def test_a_module_says_in_one_sentence_what_it_is(path):
    docstring = ast.get_docstring(ast.parse(path.read_text("utf-8")))
    assert docstring
    assert docstring.splitlines()[0].endswith((".", "?"))


def test_a_module_has_at_most_300_lines():
    longer = {name(path) for path in MODULES if lines(path) > MODULE_LIMIT}
    assert longer == set(LONGER_MODULES)


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_function_body_has_at_most_30_lines(path):
    tree = ast.parse(path.read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, FUNCTIONS)]
    longer = {
        node.name: body_lines(node) for node in functions if body_lines(node) > FUNCTION_LIMIT
    }
    assert longer == {}


def test_every_command_has_a_file_of_its_name_with_at_most_80_lines():
    files = {command: ROOT / f"cli/{module_of(command)}.py" for command in COMMANDS}
    longer = {command for command, file in files.items() if lines(file) > COMMAND_LIMIT}
    assert longer == set(LONGER_COMMANDS)
