# SPDX-License-Identifier: Apache-2.0
"""What the compiler refuses: nothing is half-checked."""

import pytest

from assay.errors import PackError
from assay.shacl.compile import UnsupportedShape, compile_shapes
from assay.shacl.evaluate import validate
from assay.shacl.limits import EvaluationLimitError
from assay.shacl.vocabulary import COMPANIONS, CONSTRAINTS, KNOWN_PREDICATES, SH
from core.shacl.small_shapes import found, graph, program

S = ":S a sh:NodeShape ; sh:targetNode :x ; "
P = S + "sh:property [ sh:path :p ; "

UNKNOWN = [
    ("sh:sparql [ sh:select 'SELECT $this {}' ]", "sparql"),
    ("sh:target [ a sh:SPARQLTarget ]", "target"),
    ("sh:js [ sh:jsFunctionName 'f' ]", "js"),
    ("sh:rule [ a sh:TripleRule ]", "rule"),
    ("sh:expression :e", "expression"),
    ("sh:mincount 1", "mincount"),
    ("sh:entailment :e", "entailment"),
    ("sh:reifierShape :e", "reifierShape"),
    ("a sh:Shape", "Shape"),
    ("sh:nodeShape :e", "nodeShape"),
]


@pytest.mark.parametrize(("statement", "term"), UNKNOWN)
def test_unknown_term_is_refused_by_name(statement, term):
    with pytest.raises(UnsupportedShape) as refusal:
        compile_shapes(graph(f":S a sh:NodeShape ; {statement} ."))
    assert SH + term in str(refusal.value.params["feature"])
    assert isinstance(refusal.value, PackError)


@pytest.mark.parametrize(
    "turtle",
    [
        ":C a sh:ConstraintComponent .",
        ":C a sh:ConstraintComponent ; sh:parameter [ sh:path :own ] ; sh:validator [ sh:ask 'ASK {}' ] .",
        "sh:minCount a sh:Parameter .",
        "[] sh:minCuont 1 .",
        "@prefix dash: <http://datashapes.org/dash#> . :S a sh:NodeShape ; dash:hasValueIn ( 1 ) .",
    ],
)
def test_custom_components_and_stray_terms_are_refused(turtle):
    with pytest.raises(UnsupportedShape):
        compile_shapes(graph(turtle))


ILL_FORMED = [
    P + "sh:minCount 1, 2 ] .", P + "sh:minCount '1' ] .", P + "sh:minCount -1 ] .", P + "sh:minCount 1.0 ] .",
    P + "sh:minCount 99999999999999999999 ] .", P + "sh:maxCount true ] .", P + "sh:maxLength 'a' ] .",
    P + "sh:datatype 'a' ] .", P + "sh:datatype xsd:integer, xsd:string ] .", P + "sh:datatype [] ] .",
    P + "sh:class 'a' ] .", P + "sh:class [] ] .", P + "sh:nodeKind sh:Iri ] .", P + "sh:nodeKind :own ] .",
    P + "sh:in 1 ] .", P + "sh:in ( 1 ), ( 2 ) ] .", P + "sh:in [ rdf:first 1 ] ] .", P + "sh:in ( [] ) ] .",
    P + "sh:hasValue [] ] .", P + "sh:minInclusive :a ] .", P + "sh:minInclusive 1, 2 ] .",
    P + "sh:pattern :a ] .", P + "sh:pattern 'a', 'b' ] .", P + "sh:pattern '(' ] .",
    P + "sh:pattern 'a' ; sh:flags :i ] .",
    P + "sh:pattern '(a+)+' ] .", P + "sh:languageIn ( :en ) ] .", P + "sh:languageIn 'en' ] .",
    P + "sh:uniqueLang 1 ] .", P + "sh:equals 'a' ] .", P + "sh:lessThan [] ] .",
    P + "sh:or :a ] .", P + "sh:or ( 'a' ) ] .", P + "sh:and ( [] ) ] .", P + "sh:not 'a' ] .",
    P + "sh:qualifiedValueShape [ sh:class :C ] ] .",
    P + "sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:class :C ], [ sh:class :D ] ] .",
    P + "sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint 1 ; sh:qualifiedValueShape [ sh:class :C ] ] .",
    P + "sh:path :q ] .", P + "sh:severity 'bad' ] .", P + "sh:severity sh:Fatal ] .",
    P + "sh:severity sh:Info, sh:Warning ] .",
    P + "sh:datatype rdf:XMLLiteral ] .", P + "sh:datatype rdf:JSON ] .",
    S + "sh:closed 1 .", S + "sh:closed true, false .", S + "sh:closed true ; sh:ignoredProperties :a .",
    S + "sh:closed true ; sh:ignoredProperties ( 'a' ) .", S + "sh:deactivated 'no' .", S + "sh:minCount 1 .",
    S + "sh:uniqueLang true .", S + "sh:lessThan :p .",
    S + "sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 1 .",
    S + "sh:property [ sh:minCount 1 ] .", S + "sh:property :nothing .", S + "sh:node :nothing .",
    S + "sh:or ( :nothing ) .",
    S + "sh:node :C . :C a rdfs:Class .", S + "sh:node [ sh:path :p ; sh:minCount 1 ] .",
    ":S a sh:PropertyShape ; sh:minCount 1 .", ":S a sh:NodeShape ; sh:targetNode [] .",
    ":S a sh:NodeShape ; sh:targetClass 'a' .",
    ":S a sh:NodeShape ; sh:targetSubjectsOf [] .",
]  # fmt: skip


@pytest.mark.parametrize("turtle", ILL_FORMED)
def test_ill_formed_shape_is_refused(turtle):
    with pytest.raises(UnsupportedShape):
        compile_shapes(graph(turtle))


@pytest.mark.parametrize(
    "turtle",
    [
        S + "sh:node :S .",
        S + "sh:node :T . :T a sh:NodeShape ; sh:property [ sh:path :p ; sh:node :S ] .",
        S + "sh:not [ sh:or ( [ sh:property [ sh:path :p ; sh:node :S ] ] ) ] .",
        P + "sh:qualifiedMinCount 1 ; sh:qualifiedValueShape :S ] .",
    ],
)
def test_recursive_shapes_are_refused(turtle):
    with pytest.raises(UnsupportedShape) as refusal:
        compile_shapes(graph(turtle))
    assert refusal.value.params["feature"] == "recursive shape"


PARENT = S + "sh:property [ sh:path :parent ; sh:node :S ] , [ sh:path :name ; sh:minCount 1 ] ."


def recursive_results(data: str):
    return validate(compile_shapes(graph(PARENT), allow_recursion=True), graph(data))


def test_recursive_shapes_judge_data_that_leads_somewhere():
    assert recursive_results(":x :name 1 ; :parent :y . :y :name 2 ; :parent :z, :w . :z :name 3 . :w :name 4 .") == ()
    (result,) = recursive_results(":x :name 1 ; :parent :y . :y :name 2 ; :parent :z .")
    assert (result.component, result.value) == ("NodeConstraintComponent", "urn:t:y")


@pytest.mark.parametrize("data", [":x :name 1 ; :parent :x .", ":x :name 1 ; :parent :y . :y :name 1 ; :parent :x ."])
def test_recursive_shapes_leave_data_open_that_leads_round(data):
    with pytest.raises(EvaluationLimitError):
        recursive_results(data)


def test_recursive_shapes_leave_endless_chains_open():
    chain = "".join(f":n{number} :name 1 ; :parent :n{number + 1} . " for number in range(5000))
    with pytest.raises(EvaluationLimitError):
        recursive_results(":x :name 1 ; :parent :n0 . " + chain)


def test_a_property_shape_is_never_its_own_property():
    shapes = graph(":P sh:path :p ; sh:targetNode :x ; sh:property :P .")
    with pytest.raises(UnsupportedShape):
        compile_shapes(shapes, allow_recursion=True)


def test_shapes_nested_too_deeply_are_refused():
    chain = "".join(f":N{n} a sh:NodeShape ; sh:node :N{n + 1} . " for n in range(500))
    with pytest.raises(UnsupportedShape):
        compile_shapes(graph(chain + ":N500 a sh:NodeShape ; sh:nodeKind sh:IRI ."))


def test_a_shape_used_twice_is_not_recursive():
    shapes = S + "sh:node :T ; sh:property [ sh:path :p ; sh:node :T ] . :T a sh:NodeShape ; sh:nodeKind sh:IRI ."
    assert found(shapes, ":x :p 1 .") == [("Node", "1")]


def test_what_is_for_people_only_is_passed_over():
    described = "sh:name 'p' ; sh:description 'd' ; sh:order 1 ; sh:group :g ; sh:defaultValue 1 ; rdfs:label 'l' ; "
    shapes = (
        P + described + "sh:minCount 1 ] . :g a sh:PropertyGroup . : sh:declare [ sh:prefix 'a' ; sh:namespace 'b' ] ."
    )
    assert found(shapes, ":x :q 1 .") == [("MinCount", "")]


def test_every_known_constraint_has_a_reader():
    from assay.shacl.parameters import _READERS

    assert set(_READERS) == set(CONSTRAINTS)
    assert all(SH + name in KNOWN_PREDICATES for name in CONSTRAINTS + COMPANIONS)


def test_imports_are_told():
    assert program(": owl:imports <urn:other> . " + P + "sh:minCount 1 ] .").imports == ("urn:other",)


def test_blank_shape_is_named_by_its_owner():
    shapes = program(
        S + "sh:property [ sh:path :p ; sh:or ( [ sh:class :C ] ) ] . [] sh:targetNode :y ; sh:nodeKind sh:IRI ."
    )
    owners = [shape.get("owner", shape["id"]) for shape in shapes.shapes]
    assert owners == ["urn:t:S", "urn:t:S", "urn:t:S", "_:s3"]
