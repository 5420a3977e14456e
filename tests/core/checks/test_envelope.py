# SPDX-License-Identifier: Apache-2.0
"""The envelope: each thing a credential must have, taken away or spoilt one at a time."""

from collections.abc import Callable
from typing import Any

import pytest

from assay.finding import Severity
from assay.verdict import Verdict
from checking import beyond_needed, examined, sample

Change = Callable[[dict[str, Any]], object]

SPOILT: dict[str, tuple[Change, str]] = {
    "no issuer": (lambda c: c.pop("issuer"), "envelope.missing_issuer"),
    "empty issuer": (lambda c: c.update(issuer=""), "envelope.missing_issuer"),
    "issuer is a name": (lambda c: c.update(issuer="Acme"), "envelope.issuer_form"),
    "issuer object without id": (lambda c: c.update(issuer={"name": "Acme"}), "envelope.issuer_form"),
    "no start": (lambda c: c.pop("validFrom"), "envelope.missing_validFrom"),
    "no subject": (lambda c: c.pop("credentialSubject"), "envelope.missing_credentialSubject"),
    "no id": (lambda c: c.pop("id"), "envelope.missing_id"),
    "relative id": (lambda c: c.update(id="participant.json"), "envelope.id_not_absolute"),
    "id with a space": (lambda c: c.update(id="https://acme.example/a b"), "envelope.id_not_absolute"),
    "no W3C type": (lambda c: c.update(type=["gx:LegalPerson"]), "envelope.type_missing_vc"),
    "subject without id": (lambda c: c["credentialSubject"].pop("id"), "envelope.subject_without_id"),
    "subject id is the credential's": (lambda c: c["credentialSubject"].update(id=c["id"]), "envelope.id_reused"),
    "status without type": (
        lambda c: c.update(credentialStatus={"id": "https://a.example/1"}),
        "envelope.member_without_type",
    ),
    "W3C 1.1": (
        lambda c: c.update(
            {"@context": ["https://www.w3.org/2018/credentials/v1", "https://w3id.org/gaia-x/development#"]}
        ),
        "envelope.context_v1",
    ),
    "Gaia-X context first": (lambda c: c["@context"].reverse(), "envelope.context_first"),
    "no Gaia-X context": (lambda c: c["@context"].pop(), "envelope.context_gaiax"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_envelope_is_a_violation(name: str) -> None:
    change, text = SPOILT[name]
    credential = sample("good/participant.json")
    change(credential)
    report = examined(credential).report
    assert report.verdict is Verdict.NON_CONFORMANT
    found = [finding for finding in report.findings if finding.text == text]
    assert [finding.severity for finding in found] == [Severity.VIOLATION]
    assert found[0].location is not None
    assert found[0].message
    assert found[0].fix


FINE: dict[str, Change] = {
    "issuer as an object": lambda c: c.update(issuer={"id": "did:web:acme.example", "name": "Acme"}),
    "subject as a list": lambda c: c.update(credentialSubject=[c["credentialSubject"]]),
    "a name of its own": lambda c: c.update(name="Our company"),
    "@type and @id": lambda c: c.update({"@type": c.pop("type"), "@id": c.pop("id")}),
    "class on the credential only": lambda c: c["credentialSubject"].pop("type"),
    "class on the subject only": lambda c: c.update(type=["VerifiableCredential"]),
}


@pytest.mark.parametrize("name", FINE)
def test_what_the_rules_allow_is_no_finding(name: str) -> None:
    credential = sample("good/participant.json")
    FINE[name](credential)
    examination = examined(credential)
    assert [finding.message for finding in beyond_needed(examination)] == []
    assert examination.report.verdict is Verdict.CONFORMANT


def test_two_credentials_with_one_id() -> None:
    presentation = sample("good/storage-offering.json")
    first, second = presentation["verifiableCredential"]
    second["id"] = first["id"]
    texts = [finding.text for finding in examined(presentation).report.findings]
    assert "envelope.id_reused" in texts


def test_a_presentation_without_its_type() -> None:
    presentation = sample("good/storage-offering.json")
    presentation["type"] = ["VerifiableCredential"]
    assert examined(presentation).report.verdict is not Verdict.CONFORMANT


NAMESPACES = {
    "development": (None, None),
    "2511": (Severity.INFO, "envelope.namespace_alias"),
    **dict.fromkeys(("main", "v1", "v2", "2406", "2411", "2503"), (Severity.WARNING, "envelope.namespace_release")),
}


@pytest.mark.parametrize("name", NAMESPACES)
@pytest.mark.parametrize("as_prefix", [False, True], ids=["context", "prefix"])
def test_other_names_of_the_vocabulary_are_judged_and_told(name: str, as_prefix: bool) -> None:
    credential = sample("good/participant.json")
    iri = f"https://w3id.org/gaia-x/{name}#"
    credential["@context"][1] = iri
    if as_prefix:
        credential["@context"][1] = "https://w3id.org/gaia-x/development#"
        credential["credentialSubject"]["type"] = f"{iri}LegalPerson"
        credential["type"][1] = f"{iri}LegalPerson"
    examination = examined(credential)
    severity, text = NAMESPACES[name]
    assert examination.report.verdict is Verdict.CONFORMANT
    found = [(finding.severity, finding.text) for finding in beyond_needed(examination)]
    assert found == ([(severity, text)] if text else [])


def test_a_missing_part_is_still_found_under_another_name() -> None:
    credential = sample("good/participant.json")
    credential["@context"][1] = "https://w3id.org/gaia-x/2511#"
    del credential["credentialSubject"]["headquartersAddress"]
    assert examined(credential).report.verdict is Verdict.NON_CONFORMANT
