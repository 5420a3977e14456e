# SPDX-License-Identifier: Apache-2.0
"""Hostile data ends in an answer or an error within a bound, never in a pass nobody made."""

import time

from assay.claims import ClaimsGraph
from assay.shacl.evaluate import validate
from assay.shacl.limits import EvaluationLimitError
from core.shacl.small_shapes import graph, program

SECONDS = 20
"""Far above what the bounds allow on a busy machine, far below what the data would take without them."""


def chain(length: int) -> ClaimsGraph:
    return ClaimsGraph((f"urn:t:n{number}", "urn:t:p", f"urn:t:n{number + 1}") for number in range(length))


def web(width: int) -> ClaimsGraph:
    return ClaimsGraph((f"urn:t:n{a}", "urn:t:p", f"urn:t:n{b}") for a in range(width) for b in range(width))


def limited(shapes: str, data: ClaimsGraph) -> bool:
    start = time.process_time()
    try:
        validate(program(shapes), data)
    except EvaluationLimitError:
        return True
    finally:
        assert time.process_time() - start < SECONDS
    return False


def test_long_paths_from_every_node():
    assert limited(
        ":S sh:targetSubjectsOf :p ; sh:path [ sh:zeroOrMorePath :p ] ; sh:maxCount 9999999 .", chain(20_000)
    )


def test_paths_that_multiply():
    steps = " ".join([":p"] * 12)
    assert limited(f":S sh:targetSubjectsOf :p ; sh:path ( {steps} ) ; sh:maxCount 9999999 .", web(150))


def test_nested_shapes_that_multiply():
    inner = "sh:minCount 1"
    for _ in range(6):
        inner = f"sh:property [ sh:path :p ; {inner} ]"
    assert limited(f":S a sh:NodeShape ; sh:targetSubjectsOf :p ; {inner} .", web(100))


def test_alternatives_that_multiply_are_worked_out_once_a_node():
    inner = "sh:nodeKind sh:IRI"
    for _ in range(6):
        inner = f"sh:or ( [ sh:class :C ] [ sh:property [ sh:path :p ; {inner} ] ] )"
    assert not limited(f":S a sh:NodeShape ; sh:targetSubjectsOf :p ; {inner} .", web(100))


def test_pairs_that_multiply():
    numbers = ", ".join(str(number) for number in range(1500))
    data = graph(f":x :p {numbers} ; :q {numbers} .")
    assert limited(":S sh:targetNode :x ; sh:path :p ; sh:lessThan :q .", data)


def test_more_results_than_anyone_reads():
    triples = [("urn:t:x", "urn:t:p", f"urn:t:n{number}") for number in range(200_001)]
    assert limited(":S sh:targetNode :x ; sh:path :p ; sh:class :C .", ClaimsGraph(triples))


def test_large_honest_data_is_judged():
    assert not limited(":S sh:targetSubjectsOf :p ; sh:path ( :p :p ) ; sh:class :C .", chain(100_000))


def test_many_texts_and_a_costly_pattern():
    texts = ", ".join(f"'{number} {'a' * 2000}'" for number in range(500))
    assert limited(":S sh:targetNode :x ; sh:path :p ; sh:pattern 'a*a*b' .", graph(f":x :p {texts} ."))
