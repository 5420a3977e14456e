# SPDX-License-Identifier: Apache-2.0
"""Signatures inside of documents, both variants: one thing changed is noticed, and what cannot be known stays open."""

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.finding import Outcome, Severity
from assay.identity.trust import TrustFiles, open_trust
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from checking import examined
from signing import ACME, DETACHED, FRAGMENT, did_document, encoded, public_jwk, signed_inside

SIGNATURE, ISSUER = "TAGUS-SIGNATURE-proof", "TAGUS-IDENTITY-issuer"
OTHER = "did:web:other.example"
VARIANTS = ("gaia-x", "standard")
Node = dict[str, Any]


@pytest.fixture
def trust(tmp_path: Path) -> TrustFiles:
    return _trusting(tmp_path, did_document(), did_document(OTHER))


def _trusting(folder: Path, *documents: Node) -> TrustFiles:
    for number, document in enumerate(documents):
        (folder / f"{number}.json").write_text(json.dumps(document), encoding="utf-8")
    return open_trust([], [str(folder)])


def checked(given: Any, trust: TrustFiles) -> DocumentReport:
    return examined(given, draft=False, trust=trust).report


def outcomes(report: DocumentReport) -> dict[str, Outcome]:
    return {entry.check.id: entry.check.outcome for entry in report.checks if entry.check.id in (SIGNATURE, ISSUER)}


def texts(report: DocumentReport, *severities: Severity) -> set[str]:
    return {
        found.text
        for found in report.findings
        if found.rule in (SIGNATURE, ISSUER) and found.severity in (severities or tuple(Severity))
    }


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_good_signature_passes_and_its_variant_is_named(variant: str, trust: TrustFiles) -> None:
    report = checked(signed_inside(tagus.participant(), variant=variant), trust)
    assert outcomes(report) == {SIGNATURE: Outcome.PASSED, ISSUER: Outcome.PASSED}
    assert texts(report) == {f"proof.variant_{variant.replace('-', '_')}"}


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_order_of_members_is_not_signed_and_what_they_say_is(variant: str, trust: TrustFiles) -> None:
    signed = signed_inside(tagus.participant(), variant=variant)
    assert outcomes(checked(dict(reversed(signed.items())), trust))[SIGNATURE] is Outcome.PASSED
    signed["credentialSubject"]["gx:legalName"] = "Somebody else"
    assert outcomes(checked(signed, trust))[SIGNATURE] is Outcome.FAILED


def test_only_the_standard_variant_covers_what_the_proof_says_of_itself(trust: TrustFiles) -> None:
    for variant, wanted in (("gaia-x", Outcome.PASSED), ("standard", Outcome.FAILED)):
        signed = signed_inside(tagus.participant(), variant=variant)
        signed["proof"]["created"] = "2026-02-15T09:00:00Z"
        assert outcomes(checked(signed, trust))[SIGNATURE] is wanted


def _proof(**members: Any) -> Callable[[], Node]:
    """A signed participant, with members of the proof changed afterwards; None takes one out."""

    def made() -> Node:
        signed = signed_inside(tagus.participant())
        changed = {**signed["proof"], **members}
        return {**signed, "proof": {name: told for name, told in changed.items() if told is not None}}

    return made


def _header(**members: Any) -> Callable[[], Node]:
    return lambda: signed_inside(tagus.participant(), header=members)


def _flipped() -> Node:
    signed = signed_inside(tagus.participant())
    head, _, told = signed["proof"]["jws"].rpartition(".")
    octets = bytearray(base64.urlsafe_b64decode(told + "=="))
    octets[0] ^= 1
    signed["proof"]["jws"] = f"{head}.{encoded(bytes(octets))}"
    return signed


def _named_twice() -> Node:
    header = encoded(b'{"alg": "none", ' + json.dumps(DETACHED).encode()[1:])
    signed = signed_inside(tagus.participant())
    return {**signed, "proof": {**signed["proof"], "jws": f"{header}..{signed['proof']['jws'].rpartition('.')[2]}"}}


FLAWS: dict[str, tuple[Callable[[], Node], str]] = {
    "one bit": (_flipped, "proof.wrong_form"),
    "another key under the name": (
        lambda: signed_inside(tagus.participant(), key=OTHER, verificationMethod=f"{ACME}#{FRAGMENT}"),
        "proof.wrong_form",
    ),
    "somebody else's key": (lambda: signed_inside(tagus.participant(), key=OTHER), "identity.kid_other"),
    "another issuer": (
        lambda: {**signed_inside(tagus.participant()), "issuer": OTHER},
        "identity.kid_other",
    ),
    "alg none": (_header(alg="none"), "proof.algorithm"),
    "alg HS256": (_header(alg="HS256"), "proof.algorithm"),
    "alg of another kind of key": (_header(alg="PS256"), "proof.kind_differs"),
    "alg a list": (_header(alg=["EdDSA"]), "proof.algorithm"),
    "b64 true": (_header(b64=True), "proof.detached_header"),
    "b64 zero": (_header(b64=0), "proof.detached_header"),
    "nothing critical": (_header(crit=[]), "proof.detached_header"),
    "more that is critical": (_header(crit=["b64", "exp"]), "proof.detached_header"),
    "an unknown member": (_header(jwk={}), "proof.detached_header"),
    "a member twice": (_named_twice, "proof.detached_header"),
    "content inside": (_proof(jws="e30.e30.AA"), "proof.not_detached"),
    "two parts": (_proof(jws="e30.AA"), "proof.not_detached"),
    "no jws": (_proof(jws=None), "proof.not_detached"),
    "jws a list": (_proof(jws=["e30..AA"]), "proof.not_detached"),
    "no method": (_proof(verificationMethod=None), "identity.method_unnamed"),
    "a method inside": (_proof(verificationMethod={"id": f"{ACME}#{FRAGMENT}"}), "identity.method_form"),
    "a method of no DID": (_proof(verificationMethod="https://acme.example/key"), "identity.method_form"),
    "a method that is not listed": (_proof(verificationMethod=f"{ACME}#key-2"), "identity.method_missing"),
    "another purpose": (_proof(proofPurpose="authentication"), "identity.purpose"),
    "no purpose": (_proof(proofPurpose=None), "identity.purpose"),
}


@pytest.mark.parametrize("name", FLAWS)
def test_one_thing_changed_is_noticed(name: str, trust: TrustFiles) -> None:
    made, text = FLAWS[name]
    report = checked(made(), trust)
    assert text in texts(report, Severity.VIOLATION)
    assert report.verdict is Verdict.NON_CONFORMANT


def test_a_bare_did_means_the_only_key_and_is_warned_of(trust: TrustFiles) -> None:
    signed = signed_inside(tagus.participant(), verificationMethod=ACME)
    report = checked(signed, trust)
    assert outcomes(report) == {SIGNATURE: Outcome.PASSED, ISSUER: Outcome.PASSED}
    assert "identity.method_lax" in texts(report, Severity.WARNING)


def _several(*fragments: str) -> Node:
    """A DID document with the same key under several names, in that order."""
    told = did_document()
    method = told["verificationMethod"][0]
    told["verificationMethod"] = [{**method, "id": f"{ACME}#{name}"} for name in fragments]
    return {**told, "assertionMethod": [f"{ACME}#{name}" for name in fragments]}


LAX = {
    "the owner of several keys": (ACME, ("key-1", "key-2"), "identity.method_first"),
    "the beginning of a name": (f"{ACME}#key", ("key-1",), "identity.method_part"),
    "the beginning of several names": (
        f"{ACME}#JWK2020",
        ("other", "JWK2020-RSA", "JWK2020-EC"),
        "identity.method_part",
    ),
}


@pytest.mark.parametrize("name", LAX)
def test_what_only_the_tagus_service_takes_for_a_key_is_verified_and_refused(name: str, tmp_path: Path) -> None:
    named, fragments, text = LAX[name]
    signed = signed_inside(tagus.participant(), verificationMethod=named)
    report = checked(signed, _trusting(tmp_path, _several(*fragments)))
    assert outcomes(report) == {SIGNATURE: Outcome.PASSED, ISSUER: Outcome.FAILED}
    (found,) = [entry for entry in report.findings if entry.text == text]
    assert found.params["fragment"] == ("JWK2020-RSA" if "JWK2020" in named else "key-1")
    for entry in report.predictions:
        assert entry.prediction.step != "T1c"
        assert "prediction.why.method_tagus" in entry.prediction.differences


@pytest.mark.parametrize("name", LAX)
def test_the_key_it_takes_has_to_be_the_one_that_signed(name: str, tmp_path: Path) -> None:
    named, fragments, _ = LAX[name]
    document = _several(*fragments)
    for entry in document["verificationMethod"]:
        entry["publicKeyJwk"] = public_jwk("somebody else")
    report = checked(signed_inside(tagus.participant(), verificationMethod=named), _trusting(tmp_path, document))
    assert outcomes(report)[SIGNATURE] is Outcome.FAILED


def test_a_name_that_is_there_is_never_read_laxly(tmp_path: Path) -> None:
    trust = _trusting(tmp_path, _several("key-12", "key-1"))
    report = checked(signed_inside(tagus.participant()), trust)
    assert outcomes(report) == {SIGNATURE: Outcome.PASSED, ISSUER: Outcome.PASSED}
    assert not {found for found in texts(report) if "method" in found}
    (tmp_path / "twice").mkdir()
    twice = _trusting(tmp_path / "twice", _several("key-1", "key-1"))
    assert "identity.method_missing" in texts(checked(signed_inside(tagus.participant()), twice))
    bare = signed_inside(tagus.participant(), verificationMethod=ACME)
    assert "identity.method_missing" in texts(checked(bare, twice))


def test_the_key_of_another_owner_is_never_taken(tmp_path: Path) -> None:
    """The service would take it: its id contains the one that is named."""
    document = did_document()
    document["verificationMethod"][0]["id"] = f"{ACME}.evil#key-1"
    document["assertionMethod"] = [f"{ACME}.evil#key-1"]
    report = checked(signed_inside(tagus.participant(), verificationMethod=ACME), _trusting(tmp_path, document))
    assert "identity.method_missing" in texts(report)
    assert outcomes(report)[SIGNATURE] is not Outcome.PASSED


def test_a_name_that_no_key_contains_is_refused_by_the_service_too(trust: TrustFiles) -> None:
    report = checked(signed_inside(tagus.participant(), verificationMethod=f"{ACME}#nothing"), trust)
    assert "identity.method_missing" in texts(report, Severity.VIOLATION)
    assert {entry.prediction.step for entry in report.predictions} == {"T1c"}


def test_without_the_document_nothing_is_known_and_the_file_is_named() -> None:
    report = checked(signed_inside(tagus.participant()), TrustFiles())
    assert outcomes(report) == {SIGNATURE: Outcome.NOT_CHECKED, ISSUER: Outcome.NOT_CHECKED}
    (found,) = [entry for entry in report.findings if entry.text == "proof.document_missing"]
    assert "https://acme.example/.well-known/did.json" in found.why


@pytest.mark.parametrize(
    "proof", [[], {}, "x", None, {"type": "Ed25519Signature2020"}, [{"type": "JsonWebSignature2020"}]]
)
def test_a_proof_of_another_kind_is_never_taken_for_one(proof: Any, trust: TrustFiles) -> None:
    report = checked({**tagus.participant(), "proof": proof}, trust)
    assert outcomes(report)[SIGNATURE] is not Outcome.PASSED
    assert report.verdict is not Verdict.CONFORMANT


def test_every_credential_needs_its_own(trust: TrustFiles) -> None:
    signed, unsigned = signed_inside(tagus.participant()), tagus.offering()
    assert outcomes(checked(tagus.presentation(signed, unsigned), trust))[SIGNATURE] is Outcome.FAILED
    both = tagus.presentation(signed, signed_inside(unsigned, variant="standard"))
    assert outcomes(checked(both, trust))[SIGNATURE] is Outcome.PASSED
    foreign = signed_inside({**unsigned, "issuer": "did:web:unknown.example"}, key="did:web:unknown.example")
    assert outcomes(checked(tagus.presentation(signed, foreign), trust))[SIGNATURE] is Outcome.NOT_CHECKED


@pytest.mark.parametrize("kind", ["alike", "many"])
def test_what_cannot_be_worked_out_in_time_is_open_for_the_whole_set(kind: str, trust: TrustFiles) -> None:
    """However many credentials there are: they share the time."""
    entries = []
    for number in range(4):
        signed = signed_inside(tagus.participant())
        signed["id"] += str(number)
        signed["credentialSubject"]["vcard:note"] = _tangle(9) if kind == "alike" else [{"vcard:a": "b"}] * 5_000
        entries.append(signed)
    report = checked(tagus.presentation(*entries), trust)
    assert outcomes(report)[SIGNATURE] is Outcome.NOT_CHECKED
    assert [found.text for found in report.findings].count("proof.too_hard") == len(entries)


def test_what_is_large_but_plain_is_worked_out(trust: TrustFiles) -> None:
    participant = tagus.participant()
    participant["credentialSubject"]["vcard:note"] = [{"vcard:a": str(number)} for number in range(300)]
    assert outcomes(checked(signed_inside(participant), trust))[SIGNATURE] is Outcome.PASSED


def _tangle(size: int) -> list[Node]:
    """Blank nodes that all refer to all others: alike from every side."""
    return [
        {"@id": f"_:n{number}", "vcard:related": [{"@id": f"_:n{other}"} for other in range(size) if other != number]}
        for number in range(size)
    ]
