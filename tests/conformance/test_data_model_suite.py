# SPDX-License-Identifier: Apache-2.0
"""The W3C suite of VCDM 2.0: what it calls wrong is refused for a fault of its own, what it calls right is not.

Its inputs leave out what a test harness puts in; that is put in here, and what only Gaia-X demands is set aside.
"""

import json
from typing import Any

import pytest

from assay.finding import Severity
from assay.verdict import Verdict
from checking import examined
from shared import shared_path

OF_GAIA_X = frozenset({
    "envelope.context_gaiax", "envelope.namespace_unknown", "envelope.issuer_scheme", "envelope.subject_without_id",
    "envelope.presentation_empty", "envelope.id_reused", "ld.unknown_context_suggestion", "validity.expired",
})  # fmt: skip
"""Demands beyond the data model: vocabulary, did:web, ids of subjects, no empty presentation, known contexts, today."""
TAKEN = {
    "credential-evidence-missing-type-fail.json": "a warning: notaries leave it out; their customers cannot mend it",
    "credential-subject-multiple-empty-fail.json": "refused since the subject has no id, as Gaia-X demands",
    "credential-type-mapped-nonurl-fail.json": "it is well formed as an address; whether it is one, nobody can see",
}
UNDECIDED = {
    "credential-proof-missing-type-fail.json": "a proof that cannot be verified keeps it open",
    "presentation-missing-required-type-fail.json": "without a type it is bare claims, of a class nobody knows",
    "presentation-no-type-fail.json": "without a type it is bare claims about nothing",
}
REFUSED = {
    "credential-validUntil-validFrom-ok.json": "a placeholder of the harness stands for the dates",
    "presentation-enveloped-vc-ok.json": "the spelling of an early draft, and a `vc` claim inside",
}


def _completed(document: dict[str, Any]) -> dict[str, Any]:
    """With what every test of the suite presupposes."""
    inner = document.get("verifiableCredential")
    credentials = inner if isinstance(inner, list) else [inner]
    for found in (document, *credentials):
        if isinstance(found, dict) and "VerifiablePresentation" not in str(found.get("type")):
            found.setdefault("issuer", "did:web:acme.example")
            found.setdefault("validFrom", "2026-01-01T00:00:00Z")
            found.setdefault("id", "https://acme.example/credential.json")
            if isinstance(found["issuer"], dict):
                found["issuer"].setdefault("id", "did:web:acme.example")
    return document


@pytest.mark.shared
def test_what_is_wrong_is_refused_for_a_fault_of_its_own_and_what_is_right_is_not() -> None:
    taken, refused, conformant = set(), set(), set()
    paths = sorted(shared_path("suites", "vc-data-model-2.0", "tests", "input").rglob("*.json"))
    assert len(paths) > 100
    for path in paths:
        document = _completed(json.loads(path.read_bytes()))
        report = examined(json.dumps(document).encode(), path.name, draft=True).report
        told = {found.text for found in report.findings if found.severity is Severity.VIOLATION}
        is_refused = bool(told - OF_GAIA_X)
        if "-ok" in path.name and is_refused:
            refused.add(path.name)
        if "-fail" in path.name and not is_refused:
            taken.add(path.name)
        if report.verdict is Verdict.CONFORMANT:
            conformant.add(path.name)
    assert taken == set(TAKEN) | set(UNDECIDED)
    assert refused == set(REFUSED)
    assert conformant == set(), "none of them claims anything of Gaia-X"
