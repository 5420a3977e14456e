# SPDX-License-Identifier: Apache-2.0
"""Programs as data: there and back, shared lists, damage, copies for other processes."""

import json
import pickle
from pathlib import Path

import pytest

from assay.claims import XSD, ClaimsGraph, Literal
from assay.errors import PackError
from assay.linked_data.rdf import parse_turtle
from assay.shacl.compile import compile_shapes
from assay.shacl.evaluate import validate
from assay.shacl.program import from_json, term_from_json, term_to_json, to_json
from core.shacl.small_shapes import graph, program

EVERY = Path(__file__).with_name("every_constraint.ttl")


def compiled():
    return compile_shapes(ClaimsGraph(parse_turtle(EVERY.read_bytes())))


def test_json_there_and_back():
    first = compiled()
    text = json.dumps(to_json(first))
    assert to_json(from_json(json.loads(text))) == json.loads(text)
    assert text == json.dumps(to_json(compiled())), "the same shapes give the same bytes"


@pytest.mark.shared
def test_official_shapes_share_their_lists(official_program):
    made = official_program
    assert sum(not shape["id"].startswith("_:") for shape in made.shapes) == 166
    assert len(made.lists) == len({json.dumps(data) for data in made.lists}) < 100
    assert len(json.dumps(to_json(made))) < 1_000_000


def test_nothing_is_bound_before_it_is_needed():
    made = program(":S sh:targetClass :C ; sh:nodeKind sh:Literal . :T sh:targetClass :D ; sh:nodeKind sh:IRI .")
    assert made.bound == {}
    validate(made, graph(":x a :C ."))
    assert set(made.bound["targets"].shapes._bound) == {0}


def test_a_copy_for_another_process_leaves_the_functions_behind():
    made = program(":S sh:targetClass :C ; sh:nodeKind sh:Literal .")
    data = graph(":x a :C .")
    first = validate(made, data)
    copy = pickle.loads(pickle.dumps(made))
    assert copy == made
    assert copy.bound == {}
    assert validate(copy, data) == first


@pytest.mark.parametrize(
    "term", ["urn:a", "_:b", Literal("a"), Literal("1", XSD + "integer"), Literal("a", "urn:l", "en")]
)
def test_terms_there_and_back(term):
    assert term_from_json(json.loads(json.dumps(term_to_json(term)))) == term


def test_outline_is_checked_when_a_program_is_read():
    good = to_json(compiled())
    for name in good:
        with pytest.raises(PackError):
            from_json({key: value for key, value in good.items() if key != name})
        with pytest.raises(PackError):
            from_json({**good, name: 7})
    for wrong in ([], {"urn:t:C": "0"}, {"urn:t:C": [-1]}, {"urn:t:C": ["0"]}):
        with pytest.raises(PackError):
            from_json({**good, "targets": {**good["targets"], "classes": wrong}})
    with pytest.raises(PackError):
        from_json({**good, "targets": {**good["targets"], "nodes": [["urn:t:x"]]}})


@pytest.mark.parametrize(
    "constraint",
    [
        ["minCount", "1"], ["minCount", True], ["class", 1], ["nonsense", 1], [7, 1], ["in", "x"], ["or", [1, "x"]],
        ["minInclusive", 7], ["minInclusive", []], ["hasValue", ["a", 1]], ["languageIn", "en"], ["closed", [1]],
        ["property", "x"], ["pattern", "a"], ["pattern", {}], ["property", 99], ["node", -1], ["in", 99],
        ["minCount"], "x", [],
    ],
)  # fmt: skip
def test_damage_inside_a_shape_is_an_error_not_a_pass(constraint):
    made = to_json(program(":S sh:targetClass :C ; sh:path :p ; sh:minCount 1 ."))
    damaged = json.loads(json.dumps(made))
    damaged["shapes"][0]["constraints"] = [constraint]
    with pytest.raises(PackError):
        validate(from_json(damaged), graph(":x a :C ; :p 1 ."))


@pytest.mark.parametrize("path", [7, [], ["inverse"], ["nonsense", "urn:p"], ["sequence", 1, 2]])
def test_damaged_path_is_an_error_not_a_pass(path):
    damaged = json.loads(json.dumps(to_json(program(":S sh:targetClass :C ; sh:path :p ; sh:minCount 1 ."))))
    damaged["shapes"][0]["path"] = path
    with pytest.raises(PackError):
        validate(from_json(damaged), graph(":x a :C ."))
