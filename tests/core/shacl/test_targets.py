# SPDX-License-Identifier: Apache-2.0
"""Which nodes a shape looks at, what is told of a result, and which nodes count as looked at."""

import pytest

from assay.finding import Severity
from assay.shacl.evaluate import focus_nodes, validate
from core.shacl.small_shapes import graph, program, results

FAILS = "sh:property [ sh:path :p ; sh:minCount 1 ]"


def focus(shapes: str, data: str, **superclasses):
    return sorted(str(result.focus_node) for result in results(shapes, data, **superclasses))


@pytest.mark.parametrize(
    ("target", "data", "expected"),
    [
        ("sh:targetClass :C", ":x a :C . :y a :D .", ["urn:t:x"]),
        ("sh:targetClass :C", ":x a :D . :D rdfs:subClassOf :E . :E rdfs:subClassOf :C .", ["urn:t:x"]),
        ("a rdfs:Class", ":x a :S . :y a :D .", ["urn:t:x"]),
        ("a owl:Class", ":x a :S .", ["urn:t:x"]),
        ("a :Meta . :Meta rdfs:subClassOf rdfs:Class", ":x a :S .", ["urn:t:x"]),
        ("sh:targetNode :x, :nowhere", ":x :q 1 .", ["urn:t:nowhere", "urn:t:x"]),
        ("sh:targetSubjectsOf :q", ":x :q :y .", ["urn:t:x"]),
        ("sh:targetObjectsOf :q", ":x :q :y .", ["urn:t:y"]),
        ("sh:targetClass :C ; sh:targetNode :x ; sh:targetSubjectsOf :q", ":x a :C ; :q 1 .", ["urn:t:x"]),
    ],
)
def test_target(target, data, expected):
    assert focus(f":S a sh:NodeShape ; {FAILS} . :S {target} .", data) == expected


def test_literals_can_be_targets():
    (result,) = results(":S sh:targetNode 1 ; sh:nodeKind sh:IRI .", ":x :p 1 .")
    assert result.focus_node == result.value
    assert result.value.value == "1"


def test_class_facts_from_outside_add_to_those_in_the_data():
    shapes = f":S a sh:NodeShape ; sh:targetClass :C ; {FAILS} ."
    assert focus(shapes, ":x a :D .") == []
    assert focus(shapes, ":x a :D .", D={"C"}) == ["urn:t:x"]
    assert focus(shapes, ":x a :D . :D rdfs:subClassOf :E .", E={"C"}) == ["urn:t:x"]


def test_changed_class_facts_are_seen():
    """What is bound is kept from run to run; class facts given then must not be."""
    compiled = program(f":S a sh:NodeShape ; sh:targetClass :C ; {FAILS} .")
    data, facts = graph(":x a :D ."), {"urn:t:D": frozenset({"urn:t:C"})}
    assert len(validate(compiled, data, facts)) == 1
    facts.clear()
    assert validate(compiled, data, facts) == ()
    assert len(validate(compiled, graph(":x a :D . :D rdfs:subClassOf :C ."), facts)) == 1
    assert validate(compiled, data, facts) == ()


def test_deactivated_shapes_look_at_nothing():
    shapes = f":S a sh:NodeShape ; sh:targetClass :C ; sh:deactivated true ; {FAILS} ."
    assert focus(shapes, ":x a :C .") == []
    assert focus_nodes(program(shapes), graph(":x a :C .")) == {}
    assert focus(shapes + ":T sh:targetClass :C ; sh:node :S .", ":x a :C .") == []


def test_coverage_names_the_shapes_that_look_at_a_node():
    shapes = f":S a sh:NodeShape ; sh:targetClass :C ; {FAILS} . :T sh:targetSubjectsOf :q ; sh:nodeKind sh:IRI ."
    covered = focus_nodes(program(shapes), graph(":x a :C ; :q 1 . :y a :D . :z :q 2 ."))
    assert covered == {"urn:t:x": ("urn:t:S", "urn:t:T"), "urn:t:z": ("urn:t:T",)}


def test_result_in_full():
    shapes = """:S a sh:NodeShape ; sh:targetNode :x ; sh:property
      [ sh:path :p ; sh:maxLength 1 ; sh:severity sh:Warning ; sh:message "too long"@en, "zu lang"@de ] ."""
    (result,) = results(shapes, ':x :p "ab" .')
    assert (result.focus_node, result.path, result.component) == ("urn:t:x", "urn:t:p", "MaxLengthConstraintComponent")
    assert (result.source_shape, result.severity) == ("urn:t:S", Severity.WARNING)
    assert (result.message, result.params) == (("too long", "zu lang"), {"maxLength": 1})


@pytest.mark.parametrize(
    ("constraint", "params"),
    [
        ("sh:class :C", {"class": "urn:t:C"}),
        ("sh:hasValue :C", {"hasValue": "urn:t:C"}),
        ("sh:minInclusive 60", {"minInclusive": "60"}),
        ('sh:pattern "x" ; sh:flags "i"', {"pattern": "x", "flags": "i"}),
        ('sh:languageIn ( "de" "en" )', {"languageIn": ["de", "en"]}),
    ],
)
def test_params_say_what_was_demanded(constraint, params):
    (result,) = results(f":S sh:targetNode :x ; sh:property [ sh:path :p ; {constraint} ] .", ":x :p 1 .")
    assert result.params == params


def test_params_of_a_list_lead_to_its_values():
    shapes = program(':S sh:targetNode :x ; sh:property [ sh:path :p ; sh:in ( "a" :b "c"@de ) ] .')
    (result,) = validate(shapes, graph(":x :p 1 ."))
    assert [getattr(term, "value", term) for term in shapes.values(result.params["in"])] == ["a", "urn:t:b", "c"]


def test_own_severity_weighs_as_a_violation():
    (result,) = results(":S sh:targetNode :x ; sh:severity :Grave ; sh:nodeKind sh:Literal .", ":x :p 1 .")
    assert (result.severity, result.other_severity) == (Severity.VIOLATION, "urn:t:Grave")


def test_results_keep_their_order():
    """Two runs in two processes, so with other hash seeds, must give the same report."""
    import subprocess
    import sys

    script = (
        "from core.shacl.small_shapes import results\n"
        "shapes = ':S sh:targetClass :C ; sh:closed true . :T sh:targetClass :C, :D ; sh:nodeKind sh:Literal .'\n"
        "data = ':x a :C, :D, :E ; :p1 1 ; :p2 2 ; :p3 3 ; :p4 4 . :y a :D, :C ; :q5 5 .'\n"
        "print([(r.focus_node, r.path, r.component, r.source_shape) for r in results(shapes, data, D={'C'}, E={'D'})])"
    )
    told = set()
    for seed in ("1", "2", "3"):
        environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(path for path in sys.path if path)}
        told.add(
            subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True).stdout
        )
    assert len(told) == 1
    assert len(told.pop()) > 500
