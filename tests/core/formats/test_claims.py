# SPDX-License-Identifier: Apache-2.0
"""Claims without a credential around them: nodes, graphs of nodes, lists of nodes."""

from assay.credential import Generation, Kind
from reading_specimens import (
    LOIRE,
    assert_pointers_hold,
    credential,
    jws,
    read_text,
    read_value,
    reasons,
    violations,
)

CLAIMS = {"@context": {"gx": LOIRE}, "@id": "https://example.com/1", "@type": "gx:LegalPerson", "gx:x": {"@id": "y:z"}}


def test_claims_in_a_graph_are_each_their_own():
    nodes = [{**CLAIMS, "@id": "a:1"}, {"@id": "a:2", "@type": "gx:Address"}]
    reading = read_value({"@context": [{"gx": LOIRE}], "@graph": nodes})
    assert (reading.kind, reading.generation, reasons(reading)) == (
        Kind.CLAIMS,
        Generation.LOIRE,
        ["claims", "graph", "vocabulary_loire"],
    )
    assert [(c.pointer, c.is_bare_claims) for c in reading.credentials] == [("/@graph/0", True), ("/@graph/1", True)]
    assert reading.credentials[1].inherited_contexts == ({"gx": LOIRE},)
    assert_pointers_hold(reading)
    assert read_value({"@context": LOIRE, "@graph": [*nodes, credential()]}).kind is Kind.CREDENTIAL
    assert violations(read_value({"@context": LOIRE, "@graph": [*nodes, {"@id": "a:3"}]})) == [
        "parse.entry_not_a_credential"
    ]


def test_a_graph_of_its_own_is_not_taken_apart():
    reading = read_value({"@context": LOIRE, "@id": "a:graph", "@graph": [CLAIMS]})
    assert [(c.pointer, c.is_bare_claims) for c in reading.credentials] == [("", True)]


def test_a_list_of_nodes_is_claims():
    reading = read_value([CLAIMS, {**CLAIMS, "@id": "a:2"}])
    assert (reading.kind, len(reading.credentials)) == (Kind.CLAIMS, 2)


def test_claims_without_vocabulary_are_refused():
    reading = read_value({"id": "did:web:example.com", "type": "gx:LegalParticipant", "gx:legalName": "X"})
    assert (reading.kind, reading.generation, violations(reading)) == (
        Kind.CLAIMS,
        Generation.TAGUS,
        ["parse.no_context"],
    )


def test_signed_claims_are_refused():
    assert violations(read_text(jws(CLAIMS))) == ["parse.signed_claims"]
