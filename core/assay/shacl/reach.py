# SPDX-License-Identifier: Apache-2.0
"""Which untyped nodes a shape looks at because another shape hands them over (`sh:node`)."""

from collections.abc import Iterator, Mapping

from assay.claims import ClaimsGraph, Term
from assay.shacl.program import Program, expect

_KEPT = "hands_over"
"""Where the answer to whether any shape uses `sh:node` is kept, beside what is bound of the program."""


def parts_looked_at(program: Program, data: ClaimsGraph, targeted: Mapping[Term, tuple[str, ...]]) -> frozenset[Term]:
    """Nodes without a class that conform or not to a shape named by `sh:node`, from the targeted nodes on.

    `targeted` gives the focus nodes with the ids of their shapes. A node that names a class is left to the shapes of
    that class: one that no shape knows stays unchecked. Alternatives (`sh:or`) hand nothing over: which of them looks
    at a node is not told by its being true.
    """
    if not _hands_over(program):
        return frozenset()
    numbers = {shape["id"]: number for number, shape in enumerate(program.shapes)}
    waiting = [(numbers[name], node) for node, names in targeted.items() for name in names if name in numbers]
    seen: set[tuple[int, Term]] = set()
    found: set[Term] = set()
    while waiting:
        entry = waiting.pop()
        if entry in seen:
            continue
        seen.add(entry)
        for number, node in _handed_over(program, data, *entry):
            if node in data and not data.types(node) and program.shapes[number]["constraints"]:
                found.add(node)
            waiting.append((number, node))
    return frozenset(found)


def _handed_over(program: Program, data: ClaimsGraph, number: int, node: Term) -> Iterator[tuple[int, Term]]:
    for name, value in program.shapes[number]["constraints"]:
        if name == "node":
            yield expect(value, int), node
        elif name == "property":
            part = program.shapes[expect(value, int)]
            path = part.get("path")
            if isinstance(path, str) and not part.get("deactivated", False):
                inner = [expect(named, int) for kind, named in part["constraints"] if kind == "node"]
                yield from ((shape, target) for target in data.objects(node, path) for shape in inner)


def _hands_over(program: Program) -> bool:
    if _KEPT not in program.bound:
        program.bound[_KEPT] = any(name == "node" for shape in program.shapes for name, _ in shape["constraints"])
    return bool(program.bound[_KEPT])
