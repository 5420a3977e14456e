# SPDX-License-Identifier: Apache-2.0
"""Signatures against vectors of others: Wycheproof, the W3C suite of VC-JOSE-COSE, the printed example of ICAM 25.11.

Every invalid one is refused; every valid one that is not taken stands here with its reason.
"""

import base64
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jwcrypto.jwk import JWK

from assay.credential import JoseEnvelope
from assay.finding import Severity
from assay.formats.jose_text import open_token
from assay.proofs.compact import ProofFault, verify_compact
from assay.proofs.jose import imported
from assay.proofs.signatures import ALGORITHMS, is_signature
from assay.proofs.verification_key import KeyFault, verification_key
from checking import examined
from shared import shared_path

pytestmark = pytest.mark.shared
WYCHEPROOF = ("suites", "wycheproof", "testvectors_v1")
NOT_TAKEN = {
    "HS256": "HMAC: whoever can verify could sign as well",
    "HS384": "HMAC",
    "HS512": "HMAC",
    "RS384": "no clearing house, notary or wallet of Gaia-X signs with it",
    "RS512": "the same",
    "ES512": "the same; its curve is not among those taken either",
    "ES521": "no algorithm of that name is registered",
    "PS384 by PS256": "the key says that it is for another algorithm (RFC 8725 §3.1)",
    "several keys": "which one of a set is meant is the question that `kid` and a DID document answer here",
    "form": "no base64url: characters that other readers pass over (RFC 7515 §2)",
}
"""Why a valid vector is refused."""


def vectors(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(shared_path(*WYCHEPROOF, name).read_bytes())
    return told


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def envelope(compact: object) -> JoseEnvelope | None:
    """The header as `open_token` reads it; the vectors sign payloads that are no JSON, which it refuses."""
    if not isinstance(compact, str) or compact.count(".") != 2:
        return None
    header, payload, signature = compact.split(".")
    empty = base64.urlsafe_b64encode(b"{}").rstrip(b"=").decode()
    if not all(part.replace("-", "").replace("_", "").isalnum() for part in (header, payload or "A", signature)):
        return None
    opened = open_token(f"{header}.{empty}.{signature}")
    return JoseEnvelope(opened.envelope.header, compact) if opened.envelope and not opened.findings else None


def jose_vectors() -> Iterator[tuple[str, dict[str, Any], list[dict[str, Any]]]]:
    for name in ("json_web_signature_test.json", "json_web_key_test.json", "json_web_crypto_test.json"):
        for group in vectors(name)["testGroups"]:
            keys = group.get("public", group["private"])
            for vector in group["tests"]:
                if "jws" in vector:
                    yield f"{name} {vector['tcId']}", vector, keys.get("keys", [keys])


def refusal(vector: dict[str, Any], keys: list[dict[str, Any]]) -> str:
    """Why a vector is refused; empty where it verifies."""
    opened = envelope(vector["jws"])
    if opened is None:
        return "form"
    if len(keys) != 1:
        return "several keys"
    (jwk,) = keys
    named = str(opened.header.get("alg"))
    if jwk.get("alg") not in (None, named):  # told of the DID document's key, beside the signature
        return f"{named} by {jwk['alg']}" if named in ALGORITHMS else named
    try:
        verify_compact(opened, verification_key(jwk))
    except (KeyFault, ProofFault) as fault:
        return named if named not in ALGORITHMS else str(fault)
    return ""


def test_every_invalid_token_is_refused_and_every_valid_one_taken_or_listed() -> None:
    told = {name: (vector["result"], refusal(vector, keys)) for name, vector, keys in jose_vectors()}
    assert len(told) == 476
    assert [name for name, (result, reason) in told.items() if result == "invalid" and not reason] == []
    refused = {name: reason for name, (result, reason) in told.items() if result == "valid" and reason}
    assert set(refused.values()) - NOT_TAKEN.keys() == set()
    assert sum(result == "valid" and not reason for result, reason in told.values()) == 27


RAW = {
    "ecdsa_secp256r1_sha256_p1363_test.json": "ES256",
    "ed25519_test.json": "EdDSA",
    "rsa_pss_2048_sha256_mgf1_32_test.json": "PS256",
}


@pytest.mark.parametrize("name", RAW)
def test_the_algorithms_take_what_is_valid_and_nothing_else(name: str) -> None:
    wrong = []
    for group in vectors(name)["testGroups"]:
        key = imported(str(JWK.from_pem(group["publicKeyPem"].encode()).export_public()))
        for vector in group["tests"]:
            message, signature = bytes.fromhex(vector["msg"]), bytes.fromhex(vector["sig"])
            if is_signature(RAW[name], key, signature, message) is not (vector["result"] == "valid"):
                wrong.append((vector["tcId"], vector["comment"]))
    assert wrong == []


JOSE = ("suites", "vc-jose-cose", "tests", "input")


@cache
def _methods() -> dict[str, dict[str, Any]]:
    files = shared_path(*JOSE).glob("vm-*.json")
    return {told["publicKeyJwk"].get("kid", ""): told["publicKeyJwk"] for told in map(_method, files)}


def _method(path: Path) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(path.read_bytes())
    return told


def _verifies(compact: str) -> bool:
    opened = open_token(compact.strip())
    if opened.envelope is None:
        return False
    jwk = _methods().get(str(opened.envelope.header.get("kid")))
    if jwk is None:
        return False
    try:
        verify_compact(opened.envelope, verification_key(jwk))
    except (KeyFault, ProofFault):
        return False
    return True


def test_tokens_of_the_w3c_suite_verify_where_they_are_good() -> None:
    """A wrong media type stands in the header, which is signed as it is; ES512 is not among what is taken."""
    told = {path.stem: _verifies(path.read_text("utf-8")) for path in shared_path(*JOSE).glob("*-jose-*.txt")}
    refused = {name for name, holds in told.items() if not holds}
    assert refused == {"credential-jose-bad-signature", "credential-jose-unknown-extensions"}
    assert len(told) >= 6


def test_the_printed_example_of_icam_verifies() -> None:
    folder = shared_path("suites", "icam-25.11-example")
    compact = (folder / "vc-jwt-example.jwt").read_text("utf-8").strip()
    jwk = json.loads(JWK.from_pem((folder / "public-key.pem").read_bytes()).export_public())
    opened = open_token(compact)
    assert opened.envelope is not None
    verify_compact(opened.envelope, verification_key(jwk))
    head, _, signature = compact.rpartition(".")
    other = JoseEnvelope(opened.envelope.header, f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}")
    with pytest.raises(ProofFault, match="wrong"):
        verify_compact(other, verification_key(jwk))


BREACHES = {
    "identity.iss_missing", "envelope.context_first", "ld.unknown_context_suggestion", "envelope.context_gaiax",
    "validity.ends_before_start",
}  # fmt: skip
"""No `iss`, another address of the W3C vocabulary, that of Tagus, and an end before its start."""


def test_what_the_printed_example_breaks_of_its_own_rules_is_told() -> None:
    data = shared_path("suites", "icam-25.11-example", "vc-jwt-example.jwt").read_bytes()
    report = examined(data, "example.jwt", draft=False, pack="gaia-x-loire-25.11").report
    told = {found.text for found in report.findings if found.severity is Severity.VIOLATION}
    assert told >= BREACHES
    assert "header.older" in {found.text for found in report.findings}


def test_tokens_with_a_bad_media_type_are_refused() -> None:
    paths = sorted(shared_path(*JOSE).glob("*-jose-bad-media-type.txt"))
    assert len(paths) == 2
    for path in paths:
        report = examined(path.read_bytes(), path.name, draft=False).report
        assert "header.unknown" in {found.text for found in report.findings if found.severity is Severity.VIOLATION}
