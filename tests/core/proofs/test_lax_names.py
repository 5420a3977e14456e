# SPDX-License-Identifier: Apache-2.0
"""Names of keys that only the Tagus service takes: it looks for the first whose id contains what a proof names."""

import json
from pathlib import Path
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.finding import Outcome, Severity
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.reports.report import DocumentReport
from checking import examined
from signing import ACME, did_document, public_jwk, signed_inside

SIGNATURE, ISSUER = "TAGUS-SIGNATURE-proof", "TAGUS-IDENTITY-issuer"
Node = dict[str, Any]


def _trusting(folder: Path, document: Node) -> TrustFiles:
    (folder / "did.json").write_text(json.dumps(document), encoding="utf-8")
    return open_trust([str(folder / "did.json")])


def checked(given: Any, trust: TrustFiles) -> DocumentReport:
    return examined(given, draft=False, trust=trust).report


def outcomes(report: DocumentReport) -> dict[str, Outcome]:
    return {entry.check.id: entry.check.outcome for entry in report.checks if entry.check.id in (SIGNATURE, ISSUER)}


def texts(report: DocumentReport, *severities: Severity) -> set[str]:
    wanted = severities or tuple(Severity)
    return {found.text for found in report.findings if found.rule in (SIGNATURE, ISSUER) and found.severity in wanted}


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


def test_a_name_that_no_key_contains_is_refused_by_the_service_too(tmp_path: Path) -> None:
    report = checked(
        signed_inside(tagus.participant(), verificationMethod=f"{ACME}#nothing"), _trusting(tmp_path, did_document())
    )
    assert "identity.method_missing" in texts(report, Severity.VIOLATION)
    assert {entry.prediction.step for entry in report.predictions} == {"T1c"}
