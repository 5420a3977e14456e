# SPDX-License-Identifier: Apache-2.0
"""pySHACL as the reference engine: its answers in our form, its silences made loud, its switches put back."""

import logging
import time

import pytest
import rdflib

from assay.finding import Severity
from assay.shacl.reference import ReferenceEngineError, validate, validate_in_process
from core.shacl.small_shapes import graph

S = ":S a sh:NodeShape ; sh:targetNode :x ; "
PREFIXES = ": sh:declare [ sh:prefix 't' ; sh:namespace 'urn:t:'^^xsd:anyURI ] . "


def run(shapes: str, data: str, **superclasses):
    return validate(graph(shapes), graph(data), superclasses)


def test_result_in_our_form():
    shapes = (
        S + 'sh:property [ sh:path [ sh:inversePath :p ] ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "no" ] .'
    )
    (result,) = run(shapes, ":x :q 1 .")
    assert (result.focus_node, result.path, result.component, result.value, result.source_shape) == (
        "urn:t:x", "[ sh:inversePath <urn:t:p> ]", "MinCountConstraintComponent", None, "urn:t:S",
    )  # fmt: skip
    assert (result.severity, result.message, result.shape) == (Severity.WARNING, ("no",), -1)


def test_literals_are_kept_as_written():
    shapes = S + "sh:property [ sh:path :p ; sh:nodeKind sh:IRI ] ."
    data = ':x :p "01"^^xsd:integer, " a  b "^^xsd:token, "x"@de, "plain", _:b .'
    told = {getattr(result.value, "value", result.value) for result in run(shapes, data)}
    assert told == {"01", " a  b ", "x", "plain", "_:b"}


def test_class_facts_are_used():
    shapes = S + "sh:class :C ."
    assert len(run(shapes, ":x a :D .")) == 1
    assert run(shapes, ":x a :D .", **{"urn:t:D": frozenset({"urn:t:C"})}) == ()


def test_sparql_constraints_run():
    query = "sh:sparql [ sh:prefixes : ; sh:message 'sparql' ; sh:select 'SELECT $this WHERE { $this t:p 1 }' ] ."
    (result,) = run(PREFIXES + S + query, ":x :p 1 .")
    assert (result.component, result.message) == ("SPARQLConstraintComponent", ("sparql",))


@pytest.mark.parametrize(
    "statement",
    [
        "sh:mincount 1 .",
        "sh:js [ sh:jsFunctionName 'f' ] .",
        "sh:entailment :e .",
        "sh:pattern 'a' ; sh:flags 'x' .",
        "sh:node :nothing .",
        "sh:or ( :nothing ) .",
        "sh:or 1 .",
        "sh:in 1 .",
        "sh:sparql [ sh:select 'SELECT $this { SERVICE <http://example.org> { ?s ?p ?o } }' ] .",
        "sh:sparql [ sh:select 'SELECT $this FROM <http://example.org> { ?s ?p ?o }' ] .",
    ],
)
def test_what_pyshacl_would_pass_over_or_fetch_is_refused(statement):
    with pytest.raises(ReferenceEngineError) as error:
        run(S + statement, ":x :p 1 .")
    assert error.value.text_id == "reference.unknown_feature"


@pytest.mark.parametrize("statement", ["sh:pattern '(' .", "sh:property [ sh:path :p ; sh:minCount 1, 2 ] ."])
def test_failure_of_the_engine_is_an_error_not_a_pass(statement):
    with pytest.raises(ReferenceEngineError) as error:
        run(S + statement, ":x :p 1 .")
    assert error.value.text_id == "reference.failed"


def test_switches_are_put_back_and_nothing_is_said(capfd, caplog):
    before = rdflib.NORMALIZE_LITERALS, logging.getLogger("rdflib").level
    for switch in (True, False):
        rdflib.NORMALIZE_LITERALS = switch
        run(S + "sh:property [ sh:path :p ; sh:minInclusive 1 ] .", ':x :p "x"^^xsd:float, "y"^^xsd:dateTime .')
        assert switch == rdflib.NORMALIZE_LITERALS
    rdflib.NORMALIZE_LITERALS = before[0]
    assert logging.getLogger("rdflib").level == before[1]
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []


def test_own_process_gives_the_same_answer():
    shapes, data = graph(S + "sh:property [ sh:path :p ; sh:datatype xsd:integer ] ."), graph(":x :p 'a', 1 .")
    assert validate_in_process(shapes, data, {}, seconds=60) == validate(shapes, data, {})


def test_own_process_is_stopped_in_time():
    shapes = PREFIXES + S + "sh:property [ sh:path :p ; sh:pattern '^(a+)+$' ] ."
    start = time.monotonic()
    with pytest.raises(ReferenceEngineError) as error:
        validate_in_process(graph(shapes), graph(f":x :p '{'a' * 60}b' ."), {}, seconds=5)
    assert error.value.text_id == "reference.timeout"
    assert time.monotonic() - start < 30


def test_error_in_the_own_process_comes_back():
    with pytest.raises(ReferenceEngineError) as error:
        validate_in_process(graph(S + "sh:js 1 ."), graph(""), {}, seconds=60)
    assert error.value.text_id == "reference.unknown_feature"
