# SPDX-License-Identifier: Apache-2.0
"""Predictions for whole Tagus documents: what only the clearing houses' program stumbles over, and what it takes."""

from collections.abc import Callable
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.prediction import Answer
from assay.rules.bundled import load_bundled
from assay.rules.trust import Role
from checking import examined


def _signed_tagus(change: Callable[[list[Any]], object]) -> dict[str, Any]:
    """Participant and number, both with a proof, and one thing changed."""
    credentials = [tagus.participant(), tagus.number()]
    for entry in credentials:
        entry["proof"] = {"type": "JsonWebSignature2020", "verificationMethod": "did:web:acme.example#k", "jws": "e..A"}
    change(credentials)
    return tagus.presentation(*credentials)


FULL_TYPE = f"{load_bundled('gaia-x-tagus-22.10').namespace}LegalParticipant"
TAGUS_QUIRKS: list[tuple[str, Callable[[list[Any]], object], str, str]] = [
    ("one proof is missing", lambda c: c[1].pop("proof"), "T1a", "proof not found in one of the verifiableCredential"),
    (
        "a type in full",
        lambda c: c[0]["credentialSubject"].update(type=FULL_TYPE),
        "T2a",
        "VerifiableCrdential contains a shape that is not defined in registry shapes",
    ),
    (
        "a subject in a list",
        lambda c: c[0].update(credentialSubject=[c[0]["credentialSubject"]]),
        "T3c",
        "legalAddress is not present",
    ),
    ("a number in a participant", lambda c: c[0]["credentialSubject"].update({"gx:founded": 1999}), "T3c-values", ""),
]


@pytest.mark.parametrize(
    ("change", "step", "message"), [row[1:] for row in TAGUS_QUIRKS], ids=[row[0] for row in TAGUS_QUIRKS]
)
def test_what_only_the_tagus_engine_stumbles_over_is_refused_and_explained(
    change: Callable[[list[Any]], object], step: str, message: str
) -> None:
    found = examined(_signed_tagus(change), draft=None).report.predictions
    assert len(found) == 2
    for entry in found:
        assert (entry.prediction.answer, entry.prediction.step) == (Answer.REFUSED, step)
        assert entry.prediction.message == message
        assert step == "T1a" or any("This clearing house" in told for told in entry.differences)


def test_a_notary_may_attest_its_own_number() -> None:
    notary = next(
        entry.did for entry in load_bundled("gaia-x-tagus-22.10").trusted.parties if entry.role is Role.NOTARY
    )

    def own(credentials: list[Any]) -> None:
        for entry in credentials:
            entry["issuer"] = notary

    report = examined(_signed_tagus(own), draft=None).report
    assert "TAGUS-LINKS-notary" not in {found.rule for found in report.findings}
