# SPDX-License-Identifier: Apache-2.0
"""The repository as the architecture tests see it: its files, and what each source file imports and defines."""

import ast
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {
    "assay": ROOT / "core" / "assay",
    "assay_gui": ROOT / "gui" / "assay_gui",
    "assay_resources": ROOT / "resources" / "assay_resources",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """One Python file of the product; the same object each time it is asked for."""

    path: Path
    package: str
    module: str
    text: str
    tree: ast.Module

    def __str__(self) -> str:
        return self.path.relative_to(ROOT).as_posix()


@cache
def sources() -> tuple[Source, ...]:
    """All Python files of the three packages."""
    return tuple(
        Source(path, package, _module(package, folder, path), text := path.read_text(encoding="utf-8"), ast.parse(text))
        for package, folder in PACKAGES.items()
        for path in sorted(folder.rglob("*.py"))
    )


@cache
def files() -> tuple[Path, ...]:
    """All files under version control, and those about to be: nothing git ignores."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


@cache
def text_of(path: Path) -> str:
    """What a file says; read once, for many tests look at all of them."""
    return path.read_text(encoding="utf-8")


@cache
def nodes(source: Source) -> tuple[ast.AST, ...]:
    """Every node of a file, from the module down; walked once, for many tests look at all of them."""
    return tuple(ast.walk(source.tree))


@cache
def imported(source: Source) -> tuple[tuple[str, int], ...]:
    """Every module a file imports anywhere, also inside functions, as a dotted name with its line.

    `from a import b` gives `a.b`: whether b is a module or a name makes no difference to who depends on whom.
    """
    return tuple(_imported(source))


def _imported(source: Source) -> Iterator[tuple[str, int]]:
    for node in nodes(source):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = _absolute(source, node)
            for name in node.names:
                yield f"{base}.{name.name}", node.lineno


def functions(walked: Iterable[ast.AST]) -> list[Function]:
    """Every function and method among some nodes, nested ones too."""
    return [node for node in walked if isinstance(node, Function)]


def _module(package: str, folder: Path, path: Path) -> str:
    parts = [package, *path.relative_to(folder).with_suffix("").parts]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = source.module.split(".")
    depth = node.level - (source.path.name == "__init__.py")
    kept = parts[: len(parts) - depth]
    return ".".join([*kept, node.module] if node.module else kept)
