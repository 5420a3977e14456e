# SPDX-License-Identifier: Apache-2.0
"""Predictions for whole Tagus documents: what only the clearing houses' program stumbles over, and what it takes."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.prediction import Answer
from assay.rules.bundled import load_bundled
from assay.rules.trust import Role
from checking import examined
from signing import unverified_proof


def _signed_tagus(change: Callable[[list[Any]], object]) -> dict[str, Any]:
    """Participant and number, both with a proof, and one thing changed."""
    credentials = [tagus.participant(), tagus.number()]
    for entry in credentials:
        entry["proof"] = unverified_proof(entry["issuer"])
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


def _offered(change: Callable[[list[Any]], object]) -> dict[str, Any]:
    """A signed set with an offering, its provider and the number, and one thing changed."""
    credentials = [tagus.offering(), tagus.participant(), tagus.number()]
    change(credentials)
    for entry in credentials:
        entry["proof"] = unverified_proof(entry["issuer"])
    return tagus.presentation(*credentials)


def _second_offering(credentials: list[Any]) -> None:
    """One offering applies for the label, another one does not."""
    other = copy.deepcopy(tagus.offering())
    other["id"] += "2"
    other["credentialSubject"]["id"] += "2"
    credentials += [tagus.label(), other]


TOLERATED: dict[str, Callable[[list[Any]], object]] = {
    "an offering that no label is for": _second_offering,
    "a provider as text": lambda c: c[0]["credentialSubject"].update({"gx:providedBy": _id(c[1])}),
    "a DID with an underscore": lambda c: c[1]["credentialSubject"].update({"gx:homepage": "did:web:my_host.example"}),
    "a DID with a path": lambda c: c[1]["credentialSubject"].update({"gx:homepage": "did:web:acme.example/x"}),
    "another host for the number only": lambda c: c[2].update({"@context": _on_another_host(c[2]["@context"])}),
}


def _id(credential: dict[str, Any]) -> str:
    return str(credential["credentialSubject"]["id"])


def _on_another_host(contexts: Any) -> Any:
    return json.loads(json.dumps(contexts).replace("/development/", "/v1/"))


@pytest.mark.parametrize("name", TOLERATED)
def test_what_the_engine_lets_pass_or_cannot_know_is_no_refusal(name: str) -> None:
    found = examined(_offered(TOLERATED[name]), draft=None).report.predictions
    assert {entry.prediction.answer for entry in found} == {Answer.UNDECIDED}


def test_the_message_about_a_label_names_the_offering() -> None:
    value = _offered(lambda c: c.append(tagus.label(**{"P1.1.1": "Deny"})))
    (first, _) = examined(value, draft=None).report.predictions
    offering = tagus.offering()["credentialSubject"]["id"]
    assert first.prediction.message == (
        f"The following criteria weren't confirmed for service offering {offering}: P1_1_1"
    )


def test_a_number_whose_type_stands_on_the_credential_only_is_refused() -> None:
    def outside(credentials: list[Any]) -> None:
        number = credentials[2]
        number["type"] = ["VerifiableCredential", number["credentialSubject"].pop("type")]

    found = examined(_offered(outside), draft=None).report.predictions
    assert {(entry.prediction.answer, entry.prediction.step) for entry in found} == {(Answer.REFUSED, "T3d-type")}
