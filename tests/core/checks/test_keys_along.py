# SPDX-License-Identifier: Apache-2.0
"""DID documents that lie beside what is checked: they verify, and only a certificate vouches for them."""

import json
from pathlib import Path
from typing import Any

import pytest

import authority
from assay.document import Document
from assay.finding import Outcome, Severity
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.keys_along import MOST, with_keys_along
from assay.options import Options
from assay.pipeline import check
from assay.reports import render, text_report
from assay.reports.report import DocumentReport
from assay.reports.terminal import PLAIN
from assay.texts import load_texts
from assay.verdict import Verdict
from authority import ROOT, certificate, pem
from checking import MOMENT, sample
from signing import ACME, did_document, json_file, presented, public_jwk, token

SIGNATURE, ISSUER, CHAIN = "LOIRE-SIGNATURE-proof", "LOIRE-IDENTITY-issuer", "LOIRE-CHAIN-anchor"
X5U = "https://acme.example/.well-known/x509CertificateChain.pem"
OTHER = "did:web:other.example"


def keys(did: str = ACME, *, of: str = "", **members: Any) -> dict[str, Any]:
    """A DID document whose key names its chain; `of` another name, whose key stands in it."""
    told = did_document(did, **members)
    told["verificationMethod"][0]["publicKeyJwk"] = public_jwk(of or did, x5u=X5U)
    return told


def submission(*beside: dict[str, Any], trust: TrustFiles | None = None, together: bool = True) -> DocumentReport:
    """The first document's report of a run over a signed presentation, with DID documents beside it."""
    signed = token(presented(token(sample("good/participant.json"))))
    documents = [Document("document.jwt", signed.encode())]
    documents += [Document(f"did-{at}.json", json.dumps(entry).encode()) for at, entry in enumerate(beside)]
    options = Options(moment=MOMENT, together=together, trust=trust or TrustFiles())
    return check(documents, options).documents[0]


def chained(folder: Path, chain: list[Any] | None = None, documents: tuple[dict[str, Any], ...] = ()) -> TrustFiles:
    (folder / "chain.pem").write_bytes(pem(chain or authority.chain()))
    (folder / "anchors.pem").write_bytes(pem([certificate(ROOT, ROOT, ca=True)]))
    given = [json_file(folder / f"given-{at}.json", entry) for at, entry in enumerate(documents)]
    return open_trust(given, chains=[str(folder / "chain.pem")], anchors=[str(folder / "anchors.pem")])


def outcomes(report: DocumentReport) -> tuple[Outcome, Outcome]:
    found = {entry.check.id: entry.check.outcome for entry in report.checks}
    return found[SIGNATURE], found[ISSUER]


def texts(report: DocumentReport) -> dict[str, Severity]:
    return {found.text: found.severity for found in report.findings if found.text.startswith("identity.")}


@pytest.mark.parametrize("together", [True, False])
def test_a_key_that_came_along_verifies_and_is_not_believed(together: bool) -> None:
    report = submission(keys(), together=together)
    assert outcomes(report) == (Outcome.PASSED, Outcome.NOT_CHECKED)
    (told,) = [entry for entry in report.checks if entry.check.id == ISSUER]
    assert told.check.reason == "reason.key_came_along"
    assert texts(report)["identity.came_along"] is Severity.INFO
    (found,) = [entry for entry in report.findings if entry.text == "identity.came_along"]
    assert "did-0.json" in found.why
    assert "https://acme.example/.well-known/did.json" in found.why
    assert report.verdict is not Verdict.CONFORMANT
    assert {entry.role: entry.name for entry in report.inputs} == {"did_document": "did-0.json"}


def test_a_certificate_for_the_host_vouches_for_it(tmp_path: Path) -> None:
    report = submission(keys(), trust=chained(tmp_path))
    assert outcomes(report) == (Outcome.PASSED, Outcome.PASSED)
    assert "identity.came_along" in texts(report), "that it came along is said all the same"


UNVOUCHED = {
    "for another host": {"hosts": ["other.example"]},
    "for no host": {"hosts": []},
    "for the name above": {"hosts": ["example"]},
    "of a kind that is not taken": {"policies": [authority.DOMAIN]},
}


@pytest.mark.parametrize("name", UNVOUCHED)
def test_a_certificate_that_is_not_for_the_host_vouches_for_nothing(name: str, tmp_path: Path) -> None:
    report = submission(keys(), trust=chained(tmp_path, authority.chain(**UNVOUCHED[name])))
    assert outcomes(report) == (Outcome.PASSED, Outcome.NOT_CHECKED)
    assert report.verdict is not Verdict.CONFORMANT


def test_a_forged_document_beside_a_forged_submission_is_no_proof(tmp_path: Path) -> None:
    """The attacker signs as ACME with a key of his own, and brings the DID document and a sound chain of his own."""
    signed = token(sample("good/participant.json"), key=OTHER, iss=ACME, kid=f"{ACME}#key-1")
    forged = json.dumps(keys(of=OTHER)).encode()
    mallory = authority.Holder("Mallory", authority.LEAF.key)
    chain = [certificate(mallory, authority.MIDDLE, policies=[authority.EV], hosts=["other.example"])]
    options = Options(moment=MOMENT, together=True, trust=chained(tmp_path, [*chain, *authority.chain()[1:]]))
    documents = [Document("document.jwt", signed.encode()), Document("did.json", forged)]
    (report,) = check(documents, options).documents
    assert outcomes(report)[1] is not Outcome.PASSED
    assert report.verdict is not Verdict.CONFORMANT


def test_the_one_that_was_given_wins_and_a_different_one_is_told(tmp_path: Path) -> None:
    given = chained(tmp_path, documents=(keys(),))
    report = submission(keys(of=OTHER), trust=given)
    assert outcomes(report) == (Outcome.PASSED, Outcome.PASSED)
    assert texts(report) == {"identity.brought_differs": Severity.WARNING, "identity.beside": Severity.INFO}
    assert outcomes(submission(keys(), trust=chained(tmp_path, documents=(keys(of=OTHER),))))[0] is Outcome.FAILED


def test_the_same_keys_written_differently_are_no_difference(tmp_path: Path) -> None:
    report = submission(keys(service=[]), trust=chained(tmp_path, documents=(keys(),)))
    assert texts(report) == {"identity.beside": Severity.INFO}


def test_two_that_contradict_each_other_are_both_left_out() -> None:
    for beside in ((keys(), keys(of=OTHER)), (keys(of=OTHER), keys())):
        report = submission(*beside)
        assert outcomes(report) == (Outcome.NOT_CHECKED, Outcome.NOT_CHECKED)
        assert texts(report)["identity.brought_twice"] is Severity.WARNING
    assert outcomes(submission(keys(), keys()))[0] is Outcome.PASSED


def test_a_set_of_nothing_but_keys_is_no_submission() -> None:
    documents = [Document(f"{at}.json", json.dumps(keys(did)).encode()) for at, did in enumerate((ACME, OTHER))]
    (report,) = check(documents, Options(moment=MOMENT, together=True)).documents
    assert report.verdict is Verdict.NON_CONFORMANT


def test_a_document_beside_a_set_is_no_fault_of_the_set() -> None:
    report = submission(keys(OTHER))
    assert "parse.did_document" not in {found.text for found in report.findings}
    assert texts(report) == {"identity.beside": Severity.INFO}
    broken = submission({**keys(), "verificationMethod": {}})
    assert "parse.did_document" in {found.text for found in broken.findings}, "no keys in it: told as what it is"


def test_what_is_checked_alone_brings_no_key_for_itself() -> None:
    trust = TrustFiles()
    alone = [Document("did.json", json.dumps(keys()).encode())]
    assert with_keys_along(trust, alone) is trust
    many = [Document(f"{at}.json", json.dumps(keys(f"did:web:h{at}.example")).encode()) for at in range(MOST + 1)]
    assert with_keys_along(trust, many) is trust
    assert len(with_keys_along(trust, many[:-1]).brought) == MOST


@pytest.mark.parametrize("did", ["did:key:z6Mk", "did:ebsi:x", "did:web:", "did:web:a/b"])
def test_a_did_that_is_published_nowhere_comes_along_in_vain(did: str) -> None:
    documents = [Document(f"{at}.json", json.dumps({**keys(), "id": did}).encode()) for at in range(2)]
    assert with_keys_along(TrustFiles(), documents).brought == ()


def test_a_file_of_no_known_age_is_shown_without_one() -> None:
    documents = [Document("a.jwt", token(sample("good/participant.json")).encode())]
    documents.append(Document("did.json", json.dumps(keys()).encode()))
    report, words = check(documents, Options(moment=MOMENT, together=True)), load_texts("en")
    text = text_report.render(report, None, words, pen=PLAIN, quiet=False)
    for told in (text, render(report, "html", run=None, words=words)):
        assert b"did.json \xc2\xb7 " in told
        assert b"\xc2\xb7  \xc2\xb7" not in told
