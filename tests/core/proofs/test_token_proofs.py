# SPDX-License-Identifier: Apache-2.0
"""Signed documents with a given DID document: one thing changed is noticed, and what cannot be known stays open."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assay.document import Document
from assay.finding import Outcome
from assay.identity.given_file import TrustFileError
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.options import Options
from assay.pipeline import check
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from checking import MOMENT, examined, sample
from signing import ACME, FRAGMENT, did_document, enveloped, presented, public_jwk, token

SIGNATURE, ISSUER = "LOIRE-SIGNATURE-proof", "LOIRE-IDENTITY-issuer"
OTHER = "did:web:other.example"


def own() -> dict[str, Any]:
    return sample("good/participant.json")


def trusting(folder: Path, *documents: dict[str, Any]) -> TrustFiles:
    files = []
    for number, document in enumerate(documents):
        files.append(folder / f"{number}.json")
        files[-1].write_text(json.dumps(document), encoding="utf-8")
    return open_trust(map(str, files))


def checked(given: Any, trust: TrustFiles, *, draft: bool = False) -> DocumentReport:
    return examined(
        given if isinstance(given, bytes) else given.encode() if isinstance(given, str) else given,
        "document.jwt",
        draft=draft,
        trust=trust,
    ).report


def outcomes(report: DocumentReport) -> dict[str, Outcome]:
    return {entry.check.id: entry.check.outcome for entry in report.checks if entry.check.id in (SIGNATURE, ISSUER)}


def texts(report: DocumentReport) -> set[str]:
    return {found.text for found in report.findings if found.stage in ("signature", "identity")}


def test_a_good_signature_by_the_issuers_key_passes_both(tmp_path: Path) -> None:
    method = did_document()["verificationMethod"][0] | {
        "publicKeyJwk": public_jwk(x5u="https://acme.example/chain.pem")
    }
    report = checked(token(own()), trusting(tmp_path, did_document(verificationMethod=[method])))
    assert outcomes(report) == {SIGNATURE: Outcome.PASSED, ISSUER: Outcome.PASSED}
    assert texts(report) == set()
    assert report.verdict is Verdict.INCOMPLETE, "the chain is still open: who is behind the key, nobody has shown"


def test_without_the_document_nothing_is_known_and_the_file_is_named() -> None:
    report = checked(token(own()), TrustFiles())
    assert outcomes(report) == {SIGNATURE: Outcome.NOT_CHECKED, ISSUER: Outcome.NOT_CHECKED}
    (found,) = [entry for entry in report.findings if entry.text == "proof.document_missing"]
    assert "https://acme.example/.well-known/did.json" in found.why


def _flipped(compact: str) -> str:
    """One bit of the signature, in a character that is not the last: the same form, another signature."""
    head, _, signature = compact.rpartition(".")
    return f"{head}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}"


FLAWS: dict[str, tuple[Callable[[], str], str]] = {
    "one bit of the signature": (lambda: _flipped(token(own())), "proof.wrong"),
    "another payload": (
        lambda: ".".join((*token({**own(), "name": "x"}).split(".")[:2], token(own()).split(".")[2])),
        "proof.wrong",
    ),
    "another key under the name": (
        lambda: token(own(), key=OTHER, iss=ACME, kid=f"{ACME}#{FRAGMENT}"),
        "proof.wrong",
    ),
    "alg none": (lambda: token(own(), alg="none"), "proof.algorithm"),
    "alg HS256": (lambda: token(own(), alg="HS256"), "proof.algorithm"),
    "alg of another kind of key": (lambda: token(own(), alg="ES256"), "proof.kind_differs"),
    "no alg": (lambda: token(own(), alg=None), "proof.algorithm"),
    "alg in another case": (lambda: token(own(), alg="eddsa"), "proof.algorithm"),
    "crit": (lambda: token(own(), crit=["exp"]), "proof.extension"),
    "b64": (lambda: token(own(), b64=False), "proof.extension"),
    "no kid": (lambda: token(own(), kid=None), "identity.kid_missing"),
    "kid without a fragment": (lambda: token(own(), kid=ACME), "identity.kid_form"),
    "kid as a fragment": (lambda: token(own(), kid=f"#{FRAGMENT}"), "identity.kid_form"),
    "kid of another key": (lambda: token(own(), kid=f"{ACME}#key-2"), "identity.method_missing"),
    "kid in another case": (lambda: token(own(), kid=f"{ACME}#Key-1"), "identity.method_missing"),
    "kid of somebody else": (lambda: token(own(), kid=f"{OTHER}#{FRAGMENT}"), "identity.kid_other"),
    "no iss": (lambda: token(own(), iss=None), "identity.iss_missing"),
    "another iss": (lambda: token(own(), iss=OTHER), "identity.iss_other"),
    "another issuer in the payload": (lambda: token({**own(), "issuer": OTHER}), "identity.kid_other"),
}


@pytest.mark.parametrize("name", FLAWS)
def test_one_thing_changed_is_noticed(name: str, tmp_path: Path) -> None:
    made, text = FLAWS[name]
    report = checked(made(), trusting(tmp_path, did_document(), did_document(OTHER)))
    assert text in texts(report)
    assert report.verdict is Verdict.NON_CONFORMANT


def _document(**members: Any) -> dict[str, Any]:
    """The DID document with its one method changed."""
    told = did_document()
    told["verificationMethod"][0] |= members
    return told


KEYS: dict[str, tuple[dict[str, Any], str]] = {
    "not for assertions": (did_document(assertionMethod=[]), "identity.not_asserting"),
    "for authentication only": (
        {**did_document(assertionMethod=[]), "authentication": [f"{ACME}#{FRAGMENT}"]}, "identity.not_asserting",
    ),
    "a private key": (_document(publicKeyJwk=public_jwk(d="AAAA")), "key.private"),
    "another algorithm": (_document(publicKeyJwk=public_jwk(alg="ES256")), "proof.algorithm_differs"),
    "for encryption": (_document(publicKeyJwk=public_jwk(use="enc")), "key.use"),
    "operations without verify": (_document(publicKeyJwk=public_jwk(key_ops=["encrypt"])), "key.use"),
    "a symmetric key": (_document(publicKeyJwk={"kty": "oct", "k": "AAAA"}), "key.private"),
    "another curve": (_document(publicKeyJwk=public_jwk(crv="X25519")), "key.kind"),
    "a broken key": (_document(publicKeyJwk=public_jwk(x="AAAA")), "key.broken"),
    "another form": (_document(publicKeyJwk=None, publicKeyMultibase="z6Mk"), "key.form"),
    "a short RSA key": (_document(publicKeyJwk={"kty": "RSA", "e": "AQAB", "n": "_" * 171}), "key.weak"),
    "a revoked key": (_document(revoked="2026-11-22T10:00:00Z"), "identity.key_over"),
    "a key that is over": (_document(expires="2026-01-01T00:00:00Z"), "identity.key_over"),
    "a key that ends at no time": (_document(expires=True), "identity.key_over"),
    "a revoked key inside": (
        {**_document(), "verificationMethod": [], "assertionMethod": _document(revoked="now")["verificationMethod"]},
        "identity.key_over",
    ),
    "somebody else's key": (_document(publicKeyJwk=public_jwk(OTHER)), "proof.wrong"),
}  # fmt: skip


def test_a_key_that_ends_later_may_sign(tmp_path: Path) -> None:
    later = _document(revoked="2026-11-22T10:00:01Z", expires="2027-01-01T00:00:00Z")
    assert outcomes(checked(token(own()), trusting(tmp_path, later)))[ISSUER] is Outcome.PASSED


@pytest.mark.parametrize("name", KEYS)
def test_a_key_that_may_not_sign_is_noticed(name: str, tmp_path: Path) -> None:
    document, text = KEYS[name]
    report = checked(token(own()), trusting(tmp_path, document))
    assert text in texts(report)
    assert report.verdict is Verdict.NON_CONFORMANT


def test_a_key_given_twice_under_one_name_is_none(tmp_path: Path) -> None:
    document = did_document()
    document["verificationMethod"].append({**document["verificationMethod"][0], "publicKeyJwk": public_jwk(OTHER)})
    report = checked(token(own()), trusting(tmp_path, document))
    assert texts(report) == {"identity.method_missing"}


def test_ids_in_a_document_may_be_relative(tmp_path: Path) -> None:
    document = did_document(assertionMethod=[f"#{FRAGMENT}"])
    document["verificationMethod"][0]["id"] = f"#{FRAGMENT}"
    assert outcomes(checked(token(own()), trusting(tmp_path, document)))[SIGNATURE] is Outcome.PASSED


def test_a_method_may_stand_inside_of_assertion_method(tmp_path: Path) -> None:
    document = did_document()
    document |= {"assertionMethod": document["verificationMethod"], "verificationMethod": []}
    assert outcomes(checked(token(own()), trusting(tmp_path, document)))[ISSUER] is Outcome.PASSED


def test_one_part_without_its_own_good_signature_keeps_the_whole_from_passing(tmp_path: Path) -> None:
    """A signed presentation covers the bytes of a credential, and says nothing of who issued it."""
    trust = trusting(tmp_path, did_document())
    good, foreign = token(own()), token({**own(), "issuer": OTHER}, key=OTHER)
    for entries in ((good, _flipped(good)), (_flipped(good), good)):
        whole = token(presented(*entries), typ="vp+jwt", cty="vp")
        assert outcomes(checked(whole, trust))[SIGNATURE] is Outcome.FAILED
    assert outcomes(checked(token(presented(good, foreign)), trust))[SIGNATURE] is Outcome.NOT_CHECKED
    inside = {**presented(good), "verifiableCredential": [enveloped(good), own()]}
    assert outcomes(checked(token(inside), trust))[SIGNATURE] is Outcome.NOT_CHECKED
    assert outcomes(checked(token(presented(good)), trust))[SIGNATURE] is Outcome.PASSED


def test_a_proof_of_another_kind_beside_the_token_stays_open(tmp_path: Path) -> None:
    value = {**own(), "proof": {"type": "DataIntegrityProof"}}
    assert outcomes(checked(token(value), trusting(tmp_path, did_document())))[SIGNATURE] is Outcome.NOT_CHECKED


def test_a_presentation_that_is_not_signed_stays_open_unless_it_is_a_draft(tmp_path: Path) -> None:
    trust, value = trusting(tmp_path, did_document()), presented(token(own()))
    assert outcomes(checked(value, trust))[SIGNATURE] is Outcome.NOT_CHECKED
    assert outcomes(checked(value, trust, draft=True))[SIGNATURE] is Outcome.PASSED


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"{}", "trust.no_did_document"),
        (b"[]", "trust.no_did_document"),
        (b"\xff", "trust.no_did_document"),
        (b"[" * 5_000, "trust.no_did_document"),
        (b'{"id": "did:web:a.example", "id": "did:web:b.example", "verificationMethod": []}', "trust.no_did_document"),
        (b'{"id": "did:web:a.example#x", "verificationMethod": []}', "trust.no_did_document"),
        (b'{"id": "https://a.example", "verificationMethod": []}', "trust.no_did_document"),
        (b'{"id": "did:web:a.example"}', "trust.no_methods"),
        (b" " * 300_000, "trust.too_large"),
    ],
)
def test_what_is_no_did_document_is_refused(content: bytes, text: str, tmp_path: Path) -> None:
    (tmp_path / "did.json").write_bytes(content)
    with pytest.raises(TrustFileError, match=text):
        open_trust([str(tmp_path / "did.json")])


def test_two_documents_of_one_did_are_refused_and_the_same_twice_is_not(tmp_path: Path) -> None:
    trusting(tmp_path, did_document(), did_document())
    with pytest.raises(TrustFileError, match="did_twice"):
        trusting(tmp_path, did_document(), did_document(assertionMethod=[]))


def test_a_folder_gives_the_documents_in_it(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/did.json").write_text(json.dumps(did_document()), encoding="utf-8")
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    assert open_trust([], [str(tmp_path)]).document(ACME) is not None


def test_a_folder_with_too_much_in_it_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.identity.trust_opening.MAX_FILES", 3)
    for number in range(3):
        (tmp_path / f"{number}.txt").touch()
    assert open_trust([], [str(tmp_path)]).documents == ()
    (tmp_path / "loop").symlink_to(tmp_path)
    with pytest.raises(TrustFileError, match="too_many"):
        open_trust([], [str(tmp_path)])


TRIPLE = b'<https://acme.example/x> <https://schema.org/name> "Acme" .\n'
UNSIGNED: dict[str, tuple[str, bytes]] = {
    "linked data": ("claims.json", json.dumps({**own()["credentialSubject"], "@context": own()["@context"]}).encode()),
    "N-Triples": ("claims.nt", TRIPLE),
    "Turtle": ("claims.ttl", TRIPLE),
}


@pytest.mark.parametrize("name", UNSIGNED)
def test_claims_beside_what_is_signed_are_nobodys(name: str, tmp_path: Path) -> None:
    """Nobody can sign claims without a credential around them; a set that has them is not signed as a whole."""
    signed = Document("signed.jwt", token({**own(), "id": "https://acme.example/credentials/signed.json"}).encode())
    options = Options(draft=False, moment=MOMENT, trust=trusting(tmp_path, did_document()), together=True)
    (report,) = check([signed, Document(*UNSIGNED[name])], options).documents
    assert outcomes(report) == {SIGNATURE: Outcome.NOT_CHECKED, ISSUER: Outcome.NOT_CHECKED}
    (report,) = check([signed, Document(*UNSIGNED[name])], replace(options, draft=True)).documents
    assert outcomes(report) == {SIGNATURE: Outcome.PASSED, ISSUER: Outcome.PASSED}
