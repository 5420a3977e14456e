# SPDX-License-Identifier: Apache-2.0
"""What every kind of key signs, judged by other people's code; and what theirs signs, by ours."""

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

import jwt
import pytest
from Crypto.Hash import SHA256, SHA384
from Crypto.PublicKey import ECC, RSA
from Crypto.Signature import DSS, eddsa, pss
from joserfc import jws
from joserfc.jwk import ECKey, OKPKey, RSAKey
from joserfc.jws import JWSRegistry

import tagus_specimens as tagus
from assay.finding import Outcome, Severity
from assay.keys.key_record import KeyRecord
from assay.keys.key_type import KEY_TYPES
from assay.keys.vault import Vault
from assay.options import Options
from assay.signing import prepare, sign
from checking import MOMENT, document, examined, sample
from keys_at_hand import key_of, record, vault_with
from signing import ACME, _normalized, did_document, json_file

OPTIONS = Options(moment=MOMENT)
KINDS = tuple(KEY_TYPES)
JOSE = {"RSA": RSAKey, "EC": ECKey, "OKP": OKPKey}
pytestmark = pytest.mark.filterwarnings("ignore:EdDSA is deprecated")
"""RFC 9864 gives it a new name, which no clearing house knows yet."""


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    return vault_with(tmp_path_factory.mktemp("vault") / "keys", *KINDS)[0]


def unsigned(**members: Any) -> dict[str, Any]:
    """A participant of Acme's, as it should be."""
    return {**sample("good/participant.json"), "issuer": ACME, **members}


def signed(vault: Vault, value: Any, kind: str, **told: Any) -> bytes:
    prepared = prepare(document(value), record(kind), OPTIONS, told.get("profile", ""))
    return sign(prepared, key_of(kind), vault).data


def trusted(tmp_path: Path, entry: KeyRecord) -> Any:
    """The keys of a record, as they will be published."""
    from assay.identity.trust_opening import open_trust

    jwk = {**entry.public_jwk, "x5u": entry.chain_address}
    method = {"id": entry.kid, "type": "JsonWebKey", "controller": entry.did, "publicKeyJwk": jwk}
    told = did_document(entry.did, verificationMethod=[method], assertionMethod=[entry.kid])
    return open_trust([json_file(tmp_path / "did.json", told)])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("profile", ["clearing-house", "icam-25.11"])
def test_two_other_libraries_verify_what_every_kind_of_key_signs(vault: Vault, kind: str, profile: str) -> None:
    compact = signed(vault, unsigned(), kind, profile=profile)
    jwk, algorithm = dict(key_of(kind).public_jwk), KEY_TYPES[kind].algorithm
    verified = jws.deserialize_compact(compact, JOSE[jwk["kty"]].import_key(jwk), registry=_only(algorithm))
    assert json.loads(verified.payload) == unsigned()
    payload = jwt.decode(compact, jwt.PyJWK(jwk, algorithm=algorithm), algorithms=[algorithm])
    assert payload == unsigned()
    with pytest.raises(jwt.InvalidSignatureError):
        jwt.decode(compact, jwt.PyJWK(dict(_another(kind)), algorithm=algorithm), algorithms=[algorithm])


def _only(algorithm: str) -> JWSRegistry:
    """Headers may say more than RFC 7515 does; the algorithm is the one."""
    return JWSRegistry(algorithms=[algorithm], strict_check_header=False)


def _another(kind: str) -> Any:
    from assay.keys.private_key import make

    wanted = KEY_TYPES["rsa2048"] if kind.startswith("rsa") else KEY_TYPES[kind]
    return make(wanted).public_jwk


@pytest.mark.parametrize("kind", KINDS)
def test_another_implementation_of_the_mathematics_verifies_it(vault: Vault, kind: str) -> None:
    """joserfc and PyJWT ask OpenSSL, as we do; PyCryptodome does the arithmetic itself."""
    head, body, signature = signed(vault, unsigned(), kind).decode().split(".")
    numbers = {name: _bytes(told) for name, told in key_of(kind).public_jwk.items() if name in ("n", "e", "x", "y")}
    _verify_elsewhere(kind, numbers, f"{head}.{body}".encode(), _bytes(signature))
    with pytest.raises(ValueError):
        _verify_elsewhere(kind, numbers, f"{head}.{body}x".encode(), _bytes(signature))


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _verify_elsewhere(kind: str, numbers: dict[str, bytes], data: bytes, signature: bytes) -> None:
    if kind.startswith("rsa"):
        key = RSA.construct((int.from_bytes(numbers["n"]), int.from_bytes(numbers["e"])))
        pss.new(key, salt_bytes=32).verify(SHA256.new(data), signature)
    elif kind == "ed25519":
        eddsa.new(eddsa.import_public_key(numbers["x"]), "rfc8032").verify(data, signature)
    else:
        curve, digest = ("P-256", SHA256) if kind == "p256" else ("P-384", SHA384)
        point = {name: int.from_bytes(numbers[name]) for name in ("x", "y")}
        key = ECC.construct(curve=curve, point_x=point["x"], point_y=point["y"])
        DSS.new(key, "fips-186-3").verify(digest.new(data), signature)


@pytest.mark.parametrize("kind", KINDS)
def test_we_verify_what_another_library_signs(tmp_path: Path, kind: str) -> None:
    from jwcrypto.jwk import JWK

    key, entry = key_of(kind), record(kind)
    private = json.loads(JWK.from_pyca(key.handle).export_private())
    header = {"alg": key.algorithm, "typ": "vc+jwt", "cty": "vc", "iss": ACME, "kid": entry.kid}
    theirs = jws.serialize_compact(
        header, json.dumps(unsigned()).encode(), JOSE[private["kty"]].import_key(private), registry=_only(key.algorithm)
    )
    found = examined(theirs, draft=False, trust=trusted(tmp_path, entry))
    outcomes = {check.check.id: check.check.outcome for check in found.report.checks}
    assert outcomes["LOIRE-SIGNATURE-proof"] is Outcome.PASSED


@pytest.mark.parametrize("kind", KINDS)
def test_what_tagus_signs_inside_verifies_over_a_canonical_form_of_somebody_elses(vault: Vault, kind: str) -> None:
    made = json.loads(signed(vault, tagus.participant(), kind))
    proof = made.pop("proof")
    head, middle, signature = proof["jws"].split(".")
    assert (middle, json.loads(_bytes(head))) == ("", {"alg": KEY_TYPES[kind].algorithm, "b64": False, "crit": ["b64"]})
    digest = hashlib.sha256(_normalized(made)).hexdigest()
    numbers = {name: _bytes(told) for name, told in key_of(kind).public_jwk.items() if name in ("n", "e", "x", "y")}
    _verify_elsewhere(kind, numbers, f"{head}.{digest}".encode(), _bytes(signature))
    assert proof["verificationMethod"] == record(kind).kid
    assert (proof["proofPurpose"], proof["created"]) == ("assertionMethod", "2026-11-22T10:00:00Z")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("value", [unsigned(), tagus.participant()], ids=["loire", "tagus"])
def test_the_whole_check_takes_the_signature(vault: Vault, tmp_path: Path, kind: str, value: Any) -> None:
    made = signed(vault, value, kind)
    found = examined(made, draft=False, trust=trusted(tmp_path, record(kind)))
    by_stage = {
        check.check.id.partition("-")[2]: check.check.outcome
        for check in found.report.checks
        if check.check.stage in ("signature", "identity")
    }
    assert set(by_stage.values()) <= {Outcome.PASSED, Outcome.NOT_APPLICABLE}
    violations = {entry.text for entry in found.report.findings if entry.severity is Severity.VIOLATION}
    assert violations == set()
