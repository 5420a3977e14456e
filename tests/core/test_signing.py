# SPDX-License-Identifier: Apache-2.0
"""Signing: what comes out verifies with other people's code, and nothing is signed that was not checked and told."""

import base64
import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

import authority
import tagus_specimens as tagus
from assay.document import Document
from assay.issue import PROFILES
from assay.keys.key_record import KeyRecord, State
from assay.keys.signer import KeyStoreError
from assay.keys.vault import Vault
from assay.options import Options
from assay.proofs.compact import decoded
from assay.proofs.verification_key import remembered_key
from assay.signing import Gate, Prepared, prepare, prepare_presentation, sign
from assay.verdict import Verdict
from authority import Holder, certificate, pem
from checking import MOMENT, document, sample
from keys_at_hand import key_of, record, vault_with
from signing import ACME, did_document, token

OPTIONS = Options(moment=MOMENT)


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Vault:
    return vault_with(tmp_path_factory.mktemp("vault") / "keys", "p256", "p384")[0]


def unsigned(**members: Any) -> dict[str, Any]:
    """A participant of Acme's, as it should be."""
    return {**sample("good/participant.json"), "issuer": ACME, **members}


def signed(vault: Vault, value: Any, kind: str = "p256", *, reason: str = "", **told: Any) -> bytes:
    prepared = prepare(document(value), record(kind), OPTIONS, told.get("profile", ""))
    return sign(prepared, key_of(kind), vault, reason).data


def parts(compact: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    head, body, _ = compact.decode().split(".")
    header, payload = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, body))
    return header, payload


@pytest.mark.parametrize(
    ("profile", "times"),
    [("clearing-house", {"iat": 1768467600, "exp": 1830297599}), ("icam-25.11", {})],
)
def test_headers_are_those_of_the_profile(vault: Vault, profile: str, times: dict[str, int]) -> None:
    header, payload = parts(signed(vault, unsigned(), profile=profile))
    names = {"alg": "ES256", "typ": "vc+jwt", "cty": "vc", "kid": record().kid, "iss": ACME}
    assert header == {**names, **times}
    assert payload["issuer"] == header["iss"]
    assert {name: payload.get(name) for name in ("iat", "exp", "vc", "vp")} == dict.fromkeys(("iat", "exp", "vc", "vp"))


def test_the_signed_bytes_are_the_checked_bytes(vault: Vault) -> None:
    prepared = prepare(document(unsigned()), record(), OPTIONS)
    compact = sign(prepared, key_of("p256"), vault).data
    body = compact.decode().split(".")[1]
    assert decoded(body) == prepared.payload == prepared.examination.document.data
    assert hashlib.sha256(decoded(body)).hexdigest() == prepared.sha256


def test_numbers_and_letters_stay_as_they_were_written(vault: Vault) -> None:
    text = json.dumps(unsigned(), ensure_ascii=False).replace('"München"', '"M\\u00fcnchen"')
    text = text.replace('"validFrom"', '"evidence": {"type": "Weight", "id": "urn:x", "amount": 1.50e3}, "validFrom"')
    prepared = prepare(Document("d.json", text.encode()), record(), OPTIONS)
    assert b"1.50e3" in prepared.payload
    assert "München".encode() in prepared.payload


def test_what_is_missing_is_filled_in_and_told() -> None:
    bare = unsigned()
    for name in ("id", "issuer", "validFrom", "validUntil"):
        del bare[name]
    del bare["credentialSubject"]["id"]
    prepared = prepare(document(bare), record(), OPTIONS)
    assert prepared.filled == ("id", "issuer", "validFrom", "validUntil", "credentialSubject.id")
    made = prepared.content
    assert (made["issuer"], made["validFrom"]) == (ACME, "2026-11-22T10:00:00Z")
    assert made["validUntil"] == "2027-11-22T10:00:00Z"
    assert str(made["id"]).startswith("https://acme.example/legal-person-")
    assert made["credentialSubject"]["id"] == f"{made['id']}#cs"
    assert prepared.gate is Gate.OPEN


def test_claims_alone_get_a_credential_around_them() -> None:
    claims = {**unsigned()["credentialSubject"], "type": "gx:LegalPerson", "@context": unsigned()["@context"]}
    made = prepare(document(claims), record(), OPTIONS).content
    assert made["type"] == ["VerifiableCredential", "gx:LegalPerson"]
    assert made["@context"][0] == "https://www.w3.org/ns/credentials/v2"
    assert made["credentialSubject"]["id"] == claims["id"]


def _with_certificate(ends: datetime) -> KeyRecord:
    leaf = certificate(Holder("Acme", key_of("p256").handle), authority.MIDDLE, ends=ends, policies=(authority.EV,))
    return record(chain=pem([leaf, *authority.chain()[1:]]).decode())


def test_nothing_outlives_the_certificate() -> None:
    entry = _with_certificate(datetime(2027, 2, 1, tzinfo=UTC))
    draft = unsigned()
    del draft["validUntil"]
    assert prepare(document(draft), entry, OPTIONS).content["validUntil"] == "2027-02-01T00:00:00Z"
    with pytest.raises(KeyStoreError) as caught:
        prepare(document(unsigned(validUntil="2027-02-01T00:00:01Z")), entry, OPTIONS)
    assert caught.value.text_id == "issue.outlives"


REFUSED: dict[str, tuple[Any, str]] = {
    "issuer": (unsigned(issuer="did:web:other.example"), "issue.other_issuer"),
    "issuer object": (unsigned(issuer={"id": "did:web:other.example"}), "issue.other_issuer"),
    "signed": (token(unsigned()), "issue.signed_already"),
    "proof inside": (unsigned(proof={"type": "DataIntegrityProof"}), "issue.signed_already"),
    "presentation": ({"@context": unsigned()["@context"], "type": "VerifiablePresentation"}, "issue.kind"),
    "label": (unsigned(type=["VerifiableCredential", "gx:LabelCredential"]), "issue.label"),
    "no JSON": (b"{", "issue.unreadable"),
    "said twice": (b'{"issuer": "a", "issuer": "b"}', "issue.unreadable"),
    "a key": (did_document(), "issue.kind"),
    "several": ([unsigned(), unsigned()], "issue.kind"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_signed_is_refused(name: str) -> None:
    value, text = REFUSED[name]
    with pytest.raises(KeyStoreError) as caught:
        prepare(document(value), record(), OPTIONS)
    assert caught.value.text_id == text


def test_a_profile_has_to_fit() -> None:
    for value, profile, text in (
        (unsigned(), "tagus", "issue.profile_other"),
        (tagus.participant(), "icam-25.11", "issue.profile_other"),
        (unsigned(), "none", "issue.profile_unknown"),
    ):
        with pytest.raises(KeyStoreError) as caught:
            prepare(document(value), record(), OPTIONS, profile)
        assert caught.value.text_id == text


def test_a_retired_key_signs_no_more() -> None:
    with pytest.raises(KeyStoreError) as caught:
        prepare(document(unsigned()), record(state=State.RETIRED), OPTIONS)
    assert caught.value.text_id == "issue.retired"


def broken() -> dict[str, Any]:
    found = unsigned()
    del found["credentialSubject"]["legalAddress"]
    return found


def test_what_does_not_conform_needs_a_reason_and_the_log_keeps_it(vault: Vault) -> None:
    prepared = prepare(document(broken()), record(), OPTIONS)
    assert prepared.examination.report.verdict is Verdict.NON_CONFORMANT
    before = len(vault.read_log().entries)
    for reason in ("", "too short", " " * 20):
        with pytest.raises(KeyStoreError) as caught:
            sign(prepared, key_of("p256"), vault, reason)
        assert caught.value.text_id == "issue.reason"
    assert len(vault.read_log().entries) == before
    made = sign(prepared, key_of("p256"), vault, "the address follows next week")
    entry = vault.read_log().entries[-1]
    assert (entry.action, entry.key) == ("sign", record().id)
    assert entry.details["reason"] == "the address follows next week"
    assert entry.details["verdict"] == "non_conformant"
    assert entry.details["document"] == made.sha256
    assert entry.details["payload"] == prepared.sha256


def test_a_term_that_would_not_be_signed_keeps_the_gate_closed() -> None:
    lost = unsigned()
    lost["credentialSubject"]["notATerm"] = "nobody signs this"
    assert prepare(document(lost), record(), OPTIONS).gate is Gate.REASON


def test_what_waits_for_other_documents_may_be_signed() -> None:
    waiting = unsigned()
    waiting["credentialSubject"]["registrationNumber"] = {"id": "https://acme.example/number.json#cs"}
    prepared = prepare(document(waiting), record(), OPTIONS)
    assert prepared.examination.report.verdict is Verdict.INCOMPLETE
    assert prepared.gate is Gate.OPEN


class _Wrong:
    """A device that gives signatures of something else."""

    def __init__(self, kind: str = "p256") -> None:
        self.public_jwk, self.algorithm = key_of(kind).public_jwk, key_of(kind).algorithm

    def sign(self, data: bytes, algorithm: str = "") -> bytes:
        return key_of("p256").sign(data + b"!")


@pytest.mark.parametrize("value", [unsigned(), tagus.participant()], ids=["loire", "tagus"])
def test_a_signature_that_does_not_hold_is_given_to_nobody(vault: Vault, value: Any) -> None:
    prepared = prepare(document(value), record(), OPTIONS)
    before = len(vault.read_log().entries)
    with pytest.raises(KeyStoreError) as caught:
        sign(prepared, _Wrong(), vault)
    assert caught.value.text_id == "issue.not_verified"
    assert len(vault.read_log().entries) == before


def test_a_key_that_is_not_the_one_told_is_noticed(vault: Vault) -> None:
    with pytest.raises(KeyStoreError) as caught:
        sign(prepare(document(unsigned()), record("p256"), OPTIONS), key_of("p384"), vault)
    assert caught.value.text_id == "issue.not_verified"


def _presented(vault: Vault, *compact: bytes, **told: Any) -> Prepared:
    entry = record()
    files = [Document(f"{number}.jwt", data) for number, data in enumerate(compact)]
    return prepare_presentation(files, entry, replace(OPTIONS, **told))


def test_a_presentation_ends_with_the_first_thing_in_it(vault: Vault) -> None:
    one = signed(vault, unsigned())
    other = signed(vault, unsigned(id="https://acme.example/2.json", validUntil="2027-03-01T00:00:00Z"))
    prepared = _presented(vault, one, other)
    header, payload = parts(sign(prepared, key_of("p256"), vault, "a test of two participants").data)
    assert (header["typ"], header["cty"], header["iss"]) == ("vp+jwt", "vp", ACME)
    assert payload["validUntil"] == "2027-03-01T00:00:00Z"
    assert [entry["id"] for entry in payload["verifiableCredential"]] == [
        f"data:application/vc+jwt,{compact.decode()}" for compact in (one, other)
    ]


def test_what_is_put_together_has_to_be_signed_and_of_one_kind(vault: Vault) -> None:
    one, old = signed(vault, unsigned()), signed(vault, tagus.participant())
    for files, text in (
        ((json.dumps(unsigned()).encode(),), "issue.not_signed"),
        ((one, old), "issue.mixed"),
        ((b"?",), "issue.not_signed"),
    ):
        with pytest.raises(KeyStoreError) as caught:
            _presented(vault, *files)
        assert caught.value.text_id == text


def test_a_presentation_of_tagus_carries_no_signature(vault: Vault) -> None:
    old = signed(vault, tagus.participant())
    prepared = _presented(vault, old)
    made = json.loads(sign(prepared, key_of("p256"), vault, "a test of one participant").data)
    assert made["verifiableCredential"] == [json.loads(old)]
    assert "proof" not in made


def test_a_presentation_of_what_is_over_is_refused(vault: Vault) -> None:
    one = signed(vault, unsigned())
    with pytest.raises(KeyStoreError) as caught:
        _presented(vault, one, moment=datetime(2028, 1, 1, tzinfo=UTC))
    assert caught.value.text_id == "issue.over"


def test_every_profile_is_for_a_generation_with_rules() -> None:
    assert {profile.generation.value for profile in PROFILES.values()} == {"loire", "tagus"}
    assert remembered_key(dict(key_of("p256").public_jwk)).alg == "ES256"
