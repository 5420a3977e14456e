# SPDX-License-Identifier: Apache-2.0
"""Where claims stand: pointers of nodes, members, values and types; labels that never meet."""

from dataclasses import replace

import pytest

from assay.claims import RDF_TYPE, XSD, Literal
from assay.credential import Credential, JsonObject
from assay.linked_data.expand import Expansion, expand
from gaia_x_contexts import CRED, GX, bare, credential, gaia_x_contexts
from leaves import unaccounted_leaves

pytestmark = pytest.mark.shared
NAME = "https://schema.org/name"


def _read(given: Credential, prefix: str = "c0") -> Expansion:
    return expand(given, gaia_x_contexts(), prefix)


def test_each_object_is_found_by_its_pointer() -> None:
    given = credential({"id": "https://a.b/c", "legalAddress": {"type": "Address", "countryCode": "DE"}})
    expansion = _read(given)
    assert expansion.node_at == {
        "": "https://example.com/credential",
        "/credentialSubject": "https://a.b/c",
        "/credentialSubject/legalAddress": "_:c0n1",
    }
    assert expansion.value_places["_:c0n1", GX + "countryCode", Literal("DE")] == (
        "/credentialSubject/legalAddress/countryCode"
    )
    assert expansion.value_places["_:c0n1", RDF_TYPE, GX + "Address"] == "/credentialSubject/legalAddress/type"


def test_pointers_begin_where_the_credential_stands() -> None:
    given = replace(credential({"id": "https://a.b/c"}), pointer="/verifiableCredential/1")
    expansion = _read(given)
    assert expansion.node_at["/verifiableCredential/1/credentialSubject"] == "https://a.b/c"
    assert all(place.startswith("/verifiableCredential/1/") for place in expansion.value_places.values())


def test_a_key_with_a_slash_is_escaped() -> None:
    key = "https://a.b/c~d"
    expansion = _read(bare({"@id": "https://a.b/s", key: "x"}))
    assert expansion.value_places["https://a.b/s", key, Literal("x")] == "/https:~1~1a.b~1c~0d"


def test_a_node_described_twice_has_two_places_and_mentions_come_last() -> None:
    parts = [{"@id": "https://a.b/s"}, {"@id": "https://a.b/s", "name": "x"}, {"@id": "https://a.b/s", "name": "y"}]
    expansion = _read(bare({"@id": "https://a.b/o", "gx:part": parts}))
    assert expansion.node_places["https://a.b/s"] == ("/gx:part/1", "/gx:part/2", "/gx:part/0")
    assert expansion.member_places["https://a.b/s", NAME] == ("/gx:part/1/name", "/gx:part/2/name")


def test_two_spellings_of_a_member_are_two_places() -> None:
    expansion = _read(bare({"@id": "https://a.b/o", "legalName": "x", "gx:legalName": "y"}))
    assert expansion.member_places["https://a.b/o", GX + "legalName"] == ("/legalName", "/gx:legalName")


def test_each_value_of_a_list_has_its_place() -> None:
    expansion = _read(bare({"@id": "https://a.b/o", "keyword": ["x", {"@value": "y", "@language": "EN"}, 2.5]}))
    places = {term: place for (_, _, term), place in expansion.value_places.items() if isinstance(term, Literal)}
    assert {(term.value, term.language): place for term, place in places.items()} == {
        ("x", ""): "/keyword/0",
        ("y", "en"): "/keyword/1",
        ("2.5E0", ""): "/keyword/2",
    }


def test_labels_of_two_credentials_never_meet() -> None:
    given = bare({"legalAddress": {"countryCode": "DE"}, "owner": {"@id": "_:mine", "name": "x"}})
    first, second = _read(given, "c0"), _read(given, "c1")

    def blank(expansion: Expansion) -> set[str]:
        terms = {term for triple in expansion.triples for term in triple if isinstance(term, str)}
        return {term for term in terms if term.startswith("_:")}

    assert len(blank(first)) == len(blank(second)) == 3
    assert blank(first).isdisjoint(blank(second))


@pytest.mark.parametrize("label", ["_:c0n1", "_:c0n2", "_:c0u1", "_:unnamed1", "_:b0", "_:c0xn1"])
def test_the_authors_labels_never_meet_ours(label: str) -> None:
    given = bare({"@id": label, "gx:a": {"gx:b": {"@id": label}}, "gx:c": [{"name": "x"}, label]})
    expansion = _read(given)
    mine = expansion.node_at[""]
    assert expansion.path == "fast"
    assert expansion.node_at["/gx:a/gx:b"] == mine
    assert len({node for node in expansion.node_at.values() if node != mine}) == 2
    assert (expansion.node_at["/gx:a"], GX + "b", mine) in expansion.triples


def test_a_proof_stands_in_a_graph_of_its_own() -> None:
    proof = {"type": "DataIntegrityProof", "created": "2026-01-01T00:00:00Z", "proofValue": "z1"}
    expansion = _read(credential({"id": "https://a.b/c"}, proof=proof))
    assert expansion.path == "fast"
    ((name, triples),) = expansion.graphs.items()
    assert ("https://example.com/credential", "https://w3id.org/security#proof", name) in expansion.triples
    assert {predicate for _, predicate, _ in triples} >= {RDF_TYPE, "http://purl.org/dc/terms/created"}
    assert expansion.value_places[next(t for t in triples if t[1] == RDF_TYPE)] == "/proof/type"
    assert expansion.node_at["/proof"] == triples[0][0]


def test_two_proofs_stand_in_two_graphs() -> None:
    proofs = [{"type": "DataIntegrityProof", "proofValue": f"z{number}"} for number in range(2)]
    expansion = _read(credential({"id": "https://a.b/c"}, proof=proofs))
    assert expansion.path == "fast"
    assert len(expansion.graphs) == 2


def test_the_reference_path_keeps_labels_and_places() -> None:
    given = bare({"@id": "_:mine", "gx:l": {"@list": [1, 2]}, "legalAddress": {"countryCode": "DE"}})
    expansion = _read(given)
    assert expansion.path == "reference"
    assert expansion.findings == ()
    mine, address = expansion.node_at[""], expansion.node_at["/legalAddress"]
    assert (mine, GX + "legalAddress", address) in expansion.triples
    assert expansion.value_places[address, GX + "countryCode", Literal("DE")] == "/legalAddress/countryCode"
    assert any(predicate.endswith("#first") for _, predicate, _ in expansion.triples)


def test_the_reference_path_lists_what_says_nothing() -> None:
    lost = {"@value": "lost", "@language": "no language"}
    expansion = _read(bare({"@id": "https://a.b/c", "gx:l": {"@graph": [{"name": lost, "gx:x": "kept"}]}}))
    assert expansion.path == "reference"
    assert "/gx:l/@graph/0/name" in {drop.pointer for drop in expansion.dropped}


@pytest.mark.parametrize("lost", [{"@value": "x", "@language": "no language"}, {"@id": "not an id"}])
def test_a_list_with_a_value_that_is_lost_is_refused(lost: JsonObject) -> None:
    expansion = _read(bare({"@id": "https://a.b/c", "gx:l": {"@list": ["kept", lost]}}))
    assert "LD-unaccounted" in {finding.rule for finding in expansion.findings}


def test_the_reference_path_keeps_the_digits_of_numbers() -> None:
    expansion = _read(bare({"@id": "https://a.b/c", "gx:x": 52.520006599999995, "gx:l": {"@list": [1]}}))
    assert expansion.findings == ()
    assert ("https://a.b/c", GX + "x", Literal("5.2520006599999995E1", XSD + "double")) in expansion.triples


def test_an_expansion_is_the_same_each_time_and_leaves_the_document_alone() -> None:
    given = credential({"id": "https://a.b/c", "legalAddress": {"@context": GX, "countryCode": "DE"}}, GX)
    before = repr(given.content)
    first, second = _read(given), _read(given)
    assert first == second
    assert repr(given.content) == before
    assert unaccounted_leaves(given, first) == []
    assert ("https://example.com/credential", CRED + "credentialSubject", "https://a.b/c") in first.triples
