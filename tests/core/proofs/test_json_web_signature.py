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
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from checking import examined
from signing import ACME, DETACHED, FRAGMENT, did_document, encoded, signed_inside

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


ADDED: dict[str, Callable[[Node], object]] = {
    "another subject": lambda signed: signed.update(
        credentialSubject=[
            signed["credentialSubject"], {"id": "x-assay-relative://none/other", "gx:legalName": "Somebody else"},
        ]
    ),
    "a reference": lambda signed: signed["credentialSubject"].update({"vcard:agent": {"id": "x-assay-relative://none/x"}}),
    "a text for another": lambda signed: signed["credentialSubject"].update({"vcard:note": "urn:x-assay-node:x"}),
    "a name for a node without one": lambda signed: signed["credentialSubject"]["vcard:hasNote"].update(
        id="urn:x-assay-node:y"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ADDED)
def test_no_address_of_a_document_is_taken_for_one_of_the_reading(name: str, trust: TrustFiles) -> None:
    """What the reading puts in place of a missing base, or of blank nodes, must not be what somebody wrote."""
    participant = tagus.participant(**{"vcard:note": "_:x", "vcard:hasNote": {"id": "_:y", "vcard:note": "text"}})
    signed = signed_inside(participant)
    assert outcomes(checked(signed, trust))[SIGNATURE] is Outcome.PASSED
    ADDED[name](signed)
    assert outcomes(checked(signed, trust))[SIGNATURE] is Outcome.FAILED


def test_a_text_with_marks_of_a_blank_node_in_it_is_signed_as_it_is(trust: TrustFiles) -> None:
    signed = signed_inside(tagus.participant(**{"vcard:note": 'call it "_:x'}))
    assert outcomes(checked(signed, trust))[SIGNATURE] is Outcome.PASSED


BARE, NOTE = "legalName", "http://www.w3.org/2006/vcard/ns#note"


def _around(signed: Node, *contexts: Any) -> list[Node]:
    """The credential in documents that bring contexts along."""
    presentation = {**tagus.presentation(signed), "@context": [tagus.CONTEXT[0], *contexts]}
    return [presentation, {"@context": list(contexts), "@graph": [signed]}]


@pytest.mark.parametrize("number", [0, 1])
def test_words_of_the_document_around_are_not_signed(number: int, trust: TrustFiles) -> None:
    """A member that means nothing by itself is not signed; with a word from outside it would be judged all the same."""
    participant = tagus.participant()
    participant["credentialSubject"][BARE] = participant["credentialSubject"].pop("gx:legalName")
    signed = signed_inside(participant)
    signed["credentialSubject"][BARE] = "Somebody else"
    report = checked(_around(signed, {BARE: tagus.GX + BARE})[number], trust)
    assert outcomes(report)[SIGNATURE] is Outcome.FAILED
    assert "proof.read_otherwise" in texts(report, Severity.VIOLATION)


@pytest.mark.parametrize("number", [0, 1])
def test_words_of_the_document_around_that_change_nothing_are_no_fault(number: int, trust: TrustFiles) -> None:
    signed = signed_inside(tagus.participant())
    report = checked(_around(signed, {"unused": NOTE}, tagus.GX)[number], trust)
    assert outcomes(report) == {SIGNATURE: Outcome.PASSED, ISSUER: Outcome.PASSED}


@pytest.mark.parametrize(
    ("ends", "wanted"),
    [
        ("2026-11-22T10:00:00Z", Outcome.FAILED),
        ("2026-11-22T10:00:01Z", Outcome.PASSED),
        ("soon", Outcome.FAILED),
        (0, Outcome.FAILED),
    ],
)
def test_a_proof_that_ends_by_itself(ends: Any, wanted: Outcome, trust: TrustFiles) -> None:
    signed = signed_inside(tagus.participant())
    report = checked({**signed, "proof": {**signed["proof"], "expires": ends}}, trust)
    assert outcomes(report)[SIGNATURE] is wanted
    assert ("proof.over" in texts(report)) is (wanted is Outcome.FAILED)


def test_the_only_key_has_to_be_one_of_the_documents_own(tmp_path: Path) -> None:
    """Under somebody else's name it would pass for theirs, and their certificates for its own."""
    foreign = did_document(OTHER, assertionMethod=[f"{ACME}#{FRAGMENT}"])
    foreign["verificationMethod"][0]["id"] = f"{ACME}#{FRAGMENT}"
    signed = signed_inside({**tagus.participant(), "issuer": OTHER}, key=OTHER, verificationMethod=OTHER)
    report = checked(signed, _trusting(tmp_path, foreign, did_document()))
    assert outcomes(report) == {SIGNATURE: Outcome.NOT_CHECKED, ISSUER: Outcome.FAILED}
    assert "identity.method_missing" in texts(report, Severity.VIOLATION)


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


def test_the_time_of_a_set_is_over_for_small_parts_too(monkeypatch: pytest.MonkeyPatch, trust: TrustFiles) -> None:
    """A megabyte holds seven hundred credentials of a few hundredths of a second each."""
    monkeypatch.setattr("assay.checks.proofs.SECONDS", 0)
    report = checked(signed_inside(tagus.participant()), trust)
    assert outcomes(report) == {SIGNATURE: Outcome.NOT_CHECKED, ISSUER: Outcome.NOT_CHECKED}
    assert "proof.too_hard" in texts(report, Severity.WARNING)


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
