# SPDX-License-Identifier: Apache-2.0
"""Which properties of a node its shapes look at."""

import pytest

from assay.shacl.scope import properties_looked_at
from core.shacl.small_shapes import graph, program

NODE = "urn:t:n"


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ("sh:property [ sh:path :a ; sh:minCount 1 ]", {"a"}),
        ("sh:property [ sh:path :a ; sh:maxCount 1 ] , [ sh:path :b ]", {"a"}),
        ("sh:property [ sh:path :a ; sh:deactivated true ]", set()),
        ("sh:property [ sh:path ( :a :b ) ]", set()),
        ("sh:property [ sh:path [ sh:inversePath :a ] ]", set()),
        ("sh:nodeKind sh:IRI", set()),
        ("sh:or ( [ sh:property [ sh:path :a ; sh:minCount 1 ] ] [ sh:path :b ; sh:minCount 1 ] )", {"a", "b"}),
        ("sh:not [ sh:property [ sh:path :a ; sh:minCount 1 ] ]", {"a"}),
        ("sh:node :Inner", {"inner"}),
        ("sh:property [ sh:path :a ; sh:node :Inner ]", {"a"}),
        ("sh:property [ sh:path :a ; sh:property [ sh:path :deep ] ]", {"a"}),
        ("sh:closed true ; sh:property [ sh:path :a ]", None),
        ("sh:and ( [ sh:closed true ; sh:property [ sh:path :a ] ] )", None),
        ("sh:or ( [ sh:closed true ; sh:property [ sh:path :a ; sh:minCount 1 ] ] )", {"a"}),
        ("sh:not [ sh:closed true ; sh:property [ sh:path :a ; sh:minCount 1 ] ]", {"a"}),
    ],
)
def test_what_a_shape_looks_at(shape: str, expected: set[str] | None) -> None:
    inner = ":Inner a sh:NodeShape ; sh:property [ sh:path :inner ; sh:minCount 1 ] ."
    shapes = program(f":S a sh:NodeShape ; sh:targetClass :C ; {shape} . {inner}")
    found = properties_looked_at(shapes, graph(":n a :C . :other a :D ."), {})
    assert found == {NODE: None if expected is None else frozenset(f"urn:t:{name}" for name in expected)}


def test_several_shapes_look_at_what_each_does() -> None:
    shapes = program(
        ":S a sh:NodeShape ; sh:targetClass :C ; sh:property [ sh:path :a ; sh:minCount 1 ] . "
        ":P a sh:PropertyShape ; sh:targetClass :B ; sh:path :b ; sh:minCount 1 . "
        ":Q a sh:NodeShape ; sh:targetClass :Elsewhere ; sh:property [ sh:path :c ] ."
    )
    found = properties_looked_at(shapes, graph(":n a :C ."), {"urn:t:C": frozenset({"urn:t:B"})})
    assert found == {NODE: frozenset({"urn:t:a", "urn:t:b"})}
