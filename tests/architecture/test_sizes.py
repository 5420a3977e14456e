# SPDX-License-Identifier: Apache-2.0
"""House rules with numbers. A bound is lowered when the code allows it, never raised to let something in."""

import ast
import re

import pytest

from source_tree import ROOT, Function, files, functions, nodes, sources, text_of

MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 40
MAX_POSITIONAL = 5
MAX_NESTING = 4
SPDX = "SPDX-License-Identifier: Apache-2.0"
MAY_PRINT = ("core/assay/cli/", "core/assay/__main__.py")
VAGUE_NAMES = re.compile(r"(Manager|Helper|Helpers|Util|Utils|Impl)$|^(Abstract|I(?=[A-Z][a-z]))")
UNFINISHED = re.compile(
    "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3, "Not" + "ImplementedError", "pragma: no " + "cover"))
)
PROGRAM_SUFFIXES = {".py", ".spec", ".sh", ".nsi", ".iss"}
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)


def every_function() -> list[tuple[str, Function]]:
    return [(f"{source}:{node.lineno} {node.name}", node) for source in sources() for node in functions(nodes(source))]


def programs():
    folders = ("core", "gui", "resources", "installers", "tests", ".ci")
    return [
        path
        for path in files()
        if path.relative_to(ROOT).parts[0] in folders and (path.suffix in PROGRAM_SUFFIXES or path.parent.name == ".ci")
    ]


def test_files_are_short():
    long = {
        str(path.relative_to(ROOT)): count
        for path in programs()
        if (count := len(text_of(path).splitlines())) > MAX_FILE_LINES
    }
    assert long == {}


def test_functions_are_short():
    lengths = {name: (node.end_lineno or 0) - node.lineno + 1 for name, node in every_function()}
    assert {name: length for name, length in lengths.items() if length > MAX_FUNCTION_LINES} == {}


def test_functions_take_few_positional_parameters():
    counts = {
        name: len(node.args.posonlyargs) + len(node.args.args) - _is_method(node) for name, node in every_function()
    }
    assert {name: count for name, count in counts.items() if count > MAX_POSITIONAL} == {}


def test_functions_are_not_deeply_nested():
    assert {name: depth for name, node in every_function() if (depth := _depth(node)) > MAX_NESTING} == {}


def test_every_program_names_its_licence_first():
    without = [
        str(path.relative_to(ROOT))
        for path in programs()
        if not any(SPDX in line for line in text_of(path).splitlines()[:2])
    ]
    assert without == []


def test_only_the_command_line_prints():
    printing = [
        f"{source}:{node.lineno}"
        for source in sources()
        if not str(source).startswith(MAY_PRINT)
        for node in nodes(source)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def test_no_error_is_caught_blindly():
    """Bare and broad handlers hide faults. These five places turn any fault into something a person is told."""
    allowed = {
        "core/assay/__main__.py",  # exit code 4 and how to report it
        "core/assay/judgement.py",  # an engine's fault is a finding that blocks
        "core/assay/shacl/reference.py",  # the edge of an engine whose libraries raise errors of their own
        "gui/assay_gui/app.py",  # the window's last resort
        "gui/assay_gui/tasks.py",  # the edge of the worker thread
    }
    broad = {
        str(source)
        for source in sources()
        for node in nodes(source)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id in {"Exception", "BaseException"}))
    }
    assert broad - allowed == set()


def test_nothing_is_left_unfinished():
    marks = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in programs()
        if path.relative_to(ROOT).parts[0] != "tests"  # tests look for such marks in other places too
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert marks == []


def test_class_names_say_what_a_thing_is():
    vague = [
        f"{source}:{node.lineno} {node.name}"
        for source in sources()
        for node in nodes(source)
        if isinstance(node, ast.ClassDef) and VAGUE_NAMES.search(node.name)
    ]
    assert vague == []


def test_everything_public_has_a_docstring():
    without = []
    for source in sources():
        if not ast.get_docstring(source.tree):
            without.append(f"{source} (module)")
        without += [
            f"{source}:{node.lineno} {node.name}" for node in _public(source.tree) if not ast.get_docstring(node)
        ]
    assert without == []


def test_ignored_type_errors_say_which_and_why():
    loose = [
        f"{source}:{number}"
        for source in sources()
        for number, line in enumerate(source.text.splitlines(), 1)
        if "type: ignore" in line and not re.search(r"type: ignore\[[a-z-]+(, ?[a-z-]+)*\].*  # (?!noqa)\w", line)
    ]
    assert loose == []


@pytest.mark.parametrize("code", ["def f(a, b, c, d, e, g): pass", "class A:\n def f(self, a, b, c, d, e, g): pass"])
def test_the_measure_of_parameters_counts(code):
    node = functions(ast.walk(ast.parse(code)))[0]
    assert len(node.args.args) - _is_method(node) > MAX_POSITIONAL


def test_the_measure_of_depth_counts():
    code = "def f():\n for a in b:\n  if a:\n   with a:\n    while a:\n     if a: pass\n elif_ = 1"
    assert _depth(ast.parse(code).body[0]) == 5
    chain = "def f(a):\n if a: pass\n elif a: pass\n elif a: pass\n else: pass"
    assert _depth(ast.parse(chain).body[0]) == 1


def _is_method(node: Function) -> bool:
    return bool(node.args.args) and node.args.args[0].arg in {"self", "cls"}


def _depth(node: ast.AST, so_far: int = 0) -> int:
    deepest = so_far
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST) or isinstance(child, Function | ast.ClassDef | ast.Lambda):
                continue
            is_elif = isinstance(node, ast.If) and name == "orelse" and isinstance(child, ast.If) and len(value) == 1
            deeper = isinstance(child, BLOCKS) and not is_elif
            deepest = max(deepest, _depth(child, so_far + deeper))
    return deepest


def _public(node: ast.AST):
    """Classes and functions without an underscore; inside public classes their methods, but no inner functions.

    Overridden methods of Qt's and dunder methods mean what their base says they mean.
    """
    for child in getattr(node, "body", ()):
        if isinstance(child, ast.ClassDef) and not child.name.startswith("_"):
            yield child
            yield from _public(child)
        elif isinstance(child, Function) and not child.name.startswith("_") and not _is_overridden(child):
            yield child


def _is_overridden(node: Function) -> bool:
    return any(isinstance(mark, ast.Name) and mark.id in {"override", "overload"} for mark in node.decorator_list) or (
        re.fullmatch(r"[a-z]+([A-Z][a-z]*)+", node.name) is not None
    )
