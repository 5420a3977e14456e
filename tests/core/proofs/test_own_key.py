# SPDX-License-Identifier: Apache-2.0
"""Signed with a DID that is a key: the signature is verified without any file, and the rules take no such DID."""

import base64
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import tagus_specimens as tagus
from assay.finding import Outcome
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from checking import examined, sample
from signing import did_document, private_key, public_jwk, signed_inside, token

LETTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
SEED = "own"


def _multibase(data: bytes) -> str:
    number, text = int.from_bytes(data), ""
    while number:
        number, rest = divmod(number, 58)
        text = LETTERS[rest] + text
    return f"z{text}"


NAME = _multibase(b"\xed\x01" + private_key(SEED).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw))
KEY = f"did:key:{NAME}"
JWK = "did:jwk:" + base64.urlsafe_b64encode(json.dumps(public_jwk(SEED)).encode()).rstrip(b"=").decode()
KIDS = {KEY: f"{KEY}#{NAME}", JWK: f"{JWK}#0"}
RULES = {"signature": "LOIRE-SIGNATURE-proof", "identity": "LOIRE-IDENTITY-issuer"}


def signed(did: str, **header: Any) -> str:
    value = {**sample("good/participant.json"), "issuer": did}
    return token(value, key=SEED, **{"iss": did, "kid": KIDS[did], **header})


def checked(given: Any) -> DocumentReport:
    value = given.encode() if isinstance(given, str) else given
    report = examined(value, "document.jwt", draft=False).report
    assert report.verdict is Verdict.NON_CONFORMANT
    return report


def outcome(report: DocumentReport, rule: str) -> Outcome:
    return next(entry.check.outcome for entry in report.checks if entry.check.id == rule)


def texts(report: DocumentReport) -> set[str]:
    return {found.text for found in report.findings if found.stage in ("signature", "identity")}


@pytest.mark.parametrize("did", KIDS)
def test_the_signature_is_verified_and_the_did_is_refused(did: str) -> None:
    report = checked(signed(did))
    assert outcome(report, RULES["signature"]) is Outcome.PASSED
    assert outcome(report, RULES["identity"]) is Outcome.FAILED
    assert texts(report) == {"identity.did_method"}
    assert report.inputs == ()


@pytest.mark.parametrize("did", KIDS)
def test_one_bit_changed_is_noticed(did: str) -> None:
    head, _, signature = signed(did).rpartition(".")
    report = checked(f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}")
    assert outcome(report, RULES["signature"]) is Outcome.FAILED
    assert "proof.wrong" in texts(report)


@pytest.mark.parametrize("did", KIDS)
def test_another_name_of_the_key_is_told(did: str) -> None:
    report = checked(signed(did, kid=f"{did}#key-1"))
    assert texts(report) == {"identity.did_method", "identity.did_fragment"}
    assert outcome(report, RULES["signature"]) is Outcome.NOT_CHECKED


@pytest.mark.parametrize("did", KIDS)
def test_the_bare_did_still_is_the_key(did: str) -> None:
    report = checked(signed(did, kid=did))
    assert texts(report) == {"identity.did_method", "identity.kid_form"}
    assert outcome(report, RULES["signature"]) is Outcome.PASSED


def test_a_did_without_a_key_is_told() -> None:
    report = checked(signed(KEY, kid=f"{KEY}2#x"))
    assert {"identity.did_broken", "identity.kid_other"} <= texts(report)
    assert outcome(report, RULES["signature"]) is Outcome.NOT_CHECKED


def test_the_key_of_a_stranger_is_no_key_of_the_issuer() -> None:
    value = sample("good/participant.json")
    report = checked(token(value, key=SEED, iss=value["issuer"], kid=KIDS[KEY]))
    assert texts(report) == {"identity.did_method", "identity.kid_other"}


def test_a_given_document_of_such_a_did_changes_nothing(tmp_path: Any) -> None:
    from assay.identity.trust_opening import open_trust

    forged = did_document(KEY)
    (tmp_path / "did.json").write_text(json.dumps(forged), encoding="utf-8")
    trust = open_trust([str(tmp_path / "did.json")])
    assert trust.document(KEY) != trust.documents[0]
    stranger = token({**sample("good/participant.json"), "issuer": KEY}, key=KEY, iss=KEY, kid=KIDS[KEY])
    report = examined(stranger.encode(), "document.jwt", draft=False, trust=trust).report
    assert "proof.wrong" in texts(report)


def test_any_other_method_is_told_as_well() -> None:
    ebsi = "did:ebsi:zvHWX359A3CvfJnCYaAiAde"
    assert texts(checked(token({**sample("good/participant.json"), "issuer": ebsi}, key=ebsi))) == {
        "identity.did_method",
        "proof.document_unpublished",
    }


def test_signatures_inside_of_documents_do_the_same() -> None:
    inside = signed_inside({**tagus.participant(), "issuer": KEY}, key=SEED, verificationMethod=KIDS[KEY])
    report = checked(inside)
    assert outcome(report, "TAGUS-SIGNATURE-proof") is Outcome.PASSED
    assert outcome(report, "TAGUS-IDENTITY-issuer") is Outcome.FAILED
    assert "identity.did_method" in texts(report)
    assert {entry.prediction.step for entry in report.predictions} == {"T1b-method"}
