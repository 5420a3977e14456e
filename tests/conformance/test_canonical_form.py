# SPDX-License-Identifier: Apache-2.0
"""RDFC-1.0 and JsonWebSignature2020 against suites of others: the W3C's, and what three implementers signed."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from assay.claims import Literal, Triple
from assay.identity.trust import TrustFiles
from assay.linked_data.canonical import CanonicalError, canonical_form
from assay.linked_data.contexts import ContextSource
from assay.linked_data.rdf import canonical_n_quads
from assay.proofs.json_web_signature import SignedDocument, document_proof
from assay.proofs.signatures import ALGORITHMS
from assay.worker import StoppedError, call
from shared import shared_path

pytestmark = pytest.mark.shared
CANON = shared_path("suites", "rdf-canon", "tests")
JWS = shared_path("suites", "jws-test-suite", "data")
UNKNOWN_CONTEXT = "presentation-2"
"""Names a context of traceability, which is none of ours; it has to come out as not checked."""


@cache
def entries(kind: str) -> tuple[dict[str, Any], ...]:
    told = json.loads((CANON / "manifest.jsonld").read_bytes())["entries"]
    return tuple(
        entry for entry in told if entry["type"] == f"rdfc:RDFC10{kind}Test" and not entry.get("hashAlgorithm")
    )


def graphs(path: Path) -> dict[str, list[Triple]]:
    """Graph name to triples, as our own reading of JSON-LD gives them."""

    def node(term: Any) -> str:
        return f"_:{term.value}" if isinstance(term, ox.BlankNode) else str(term.value)

    found: dict[str, list[Triple]] = {"": []}
    for subject, predicate, value, graph in ox.parse(path.read_bytes(), format=ox.RdfFormat.N_QUADS):
        name = "" if isinstance(graph, ox.DefaultGraph) else node(graph)
        is_literal = isinstance(value, ox.Literal)
        told = Literal(value.value, value.datatype.value, value.language or "") if is_literal else node(value)
        found.setdefault(name, []).append((node(subject), predicate.value, told))
    return found


@pytest.mark.parametrize("entry", entries("Eval"), ids=lambda entry: entry["id"])
def test_evaluation(entry: dict[str, Any]) -> None:
    wanted = (CANON / entry["result"]).read_text(encoding="utf-8")
    assert call(canonical_n_quads, 20, graphs(CANON / entry["action"])) == wanted


@pytest.mark.parametrize("entry", entries("NegativeEval"), ids=lambda entry: entry["id"])
def test_poison_is_stopped(entry: dict[str, Any]) -> None:
    with pytest.raises(StoppedError, match="timeout"):
        call(canonical_n_quads, 1, graphs(CANON / entry["action"]))


def signed() -> list[Path]:
    return sorted(path for path in (JWS / "implementations").rglob("*.v[cp].json") if path.stat().st_size)


def _document(path: Path) -> dict[str, Any] | None:
    """None for the failures an implementer published in the place of a document."""
    try:
        told = json.loads(path.read_bytes())
    except ValueError:
        return None
    return told if isinstance(told, dict) and "proof" in told else None


def _trust(path: Path, named: str) -> TrustFiles:
    from assay.identity.did_document import read_did_document

    did = named.partition("#")[0]
    key = json.loads((JWS / "keys" / f"{path.name.partition('--')[2].partition('.')[0]}.json").read_bytes())
    method = {"id": named, "controller": did, "publicKeyJwk": key.get("publicKeyJwk", key)}
    document = {"id": did, "verificationMethod": [method], "assertionMethod": [named]}
    return TrustFiles((read_did_document(json.dumps(document).encode()),))


@pytest.mark.parametrize("path", signed(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_implementers_signed(path: Path) -> None:
    document = _document(path)
    if document is None:
        assert path.parent.name == "spruce", "only there, failures lie beside documents"
        return
    proof = document["proof"]
    given = SignedDocument(document, proof, proof["verificationMethod"].partition("#")[0], ContextSource())
    answer = document_proof(given, _trust(path, proof["verificationMethod"]))
    told = {fault.text for fault in answer.signature}
    if "secp256k1" in path.name:
        assert "ES256K" not in ALGORITHMS
        assert told == {"proof.algorithm"}
    elif path.name.startswith(UNKNOWN_CONTEXT):
        assert (answer.is_verified, answer.gap, told) == (False, "reason.no_canonical_form", {"proof.unreadable"})
    else:
        assert (answer.is_verified, told) == (True, {"proof.variant_standard"})
        changed = SignedDocument(
            {**document, "issuer": "did:web:x.example", "holder": "did:web:x.example"}, proof, "", ContextSource()
        )
        assert not document_proof(changed, _trust(path, proof["verificationMethod"])).is_verified


def test_a_context_that_is_not_at_hand_is_named() -> None:
    with pytest.raises(CanonicalError) as raised:
        canonical_form({"@context": "https://words.example/v1", "@id": "urn:x:y"}, ContextSource())
    assert "https://words.example/v1" in str(raised.value.params["reason"])
