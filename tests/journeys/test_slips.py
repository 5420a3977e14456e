# SPDX-License-Identifier: Apache-2.0
"""Slips people make, and the advice each gets: a prefix too many, a word of the older release, a letter missed."""

from typing import Any

import pytest

from assay.verdict import Verdict
from checking import examined, sample

SLIPS = [
    ("legalAddress", "locality", "gx:locality", "Write “locality” instead of “gx:locality”."),
    ("legalAddress", "streetAddress", "gx:streetAddress", "Write “streetAddress” instead of “gx:streetAddress”."),
    ("legalAddress", "postalCode", "gx:postalCode", "Write “postalCode” instead of “gx:postalCode”."),
    ("headquartersAddress", "locality", "gx:locality", "Write “locality” instead of “gx:locality”."),
    (
        "headquartersAddress",
        "streetAddress",
        "gx:street-address",
        "Write “streetAddress” instead of “gx:street-address”.",
    ),
    ("headquartersAddress", "postalCode", "gx:postal-code", "Write “postalCode” instead of “gx:postal-code”."),
    ("legalAddress", "locality", "city", "Write “locality” instead of “city”."),
    ("legalAddress", "postalCode", "zip", "Write “postalCode” instead of “zip”."),
    ("legalAddress", "streetAddress", "street", "Write “streetAddress” instead of “street”."),
    ("legalAddress", "countryCode", "countrycode", "Write “countryCode” instead of “countrycode”."),
    (
        "legalAddress",
        "countryCode",
        "gx:countrySubdivisionCode",
        "Write “countryCode” instead of “gx:countrySubdivisionCode”.",
    ),
    ("", "name", "gx:name", "Write “name” instead of “gx:name”."),
    ("", "name", "gx:legalName", "Write “name” instead of “gx:legalName”."),
    ("", "description", "gx:description", "Write “description” instead of “gx:description”."),
    ("", "headquartersAddress", "headquarterAddress", "Write “headquartersAddress” instead of “headquarterAddress”."),
    (
        "",
        "registrationNumber",
        "legalRegistrationNumber",
        "Write “registrationNumber” instead of “legalRegistrationNumber”.",
    ),
    ("registrationNumber", "vatID", "gx:vatId", "Write “vatID” instead of “gx:vatId”."),
]


def _renamed(within: str, name: str, wrong: str) -> dict[str, Any]:
    document = sample("good/participant.json")
    node = document["credentialSubject"][within] if within else document["credentialSubject"]
    node[wrong] = node.pop(name)
    return document


@pytest.mark.parametrize(("within", "name", "wrong", "advice"), SLIPS)
def test_a_slip_gets_the_word_that_was_meant(within: str, name: str, wrong: str, advice: str) -> None:
    report = examined(_renamed(within, name, wrong)).report
    assert report.verdict is Verdict.NON_CONFORMANT
    assert advice in {finding.fix for finding in report.findings}


@pytest.mark.parametrize(
    ("value", "advice"),
    [("de", "Write “DE”."), ("DE-BY", "Write “DE”."), ("FR-IDF", "Write “FR”."), ("at", "Write “AT”.")],
)
def test_a_country_written_otherwise_gets_its_code(value: str, advice: str) -> None:
    document = sample("good/participant.json")
    document["credentialSubject"]["legalAddress"]["countryCode"] = value
    assert advice in {finding.fix for finding in examined(document).report.findings}


@pytest.mark.parametrize(
    ("value", "advice"), [("gdpr2016", "Write “GDPR2016”."), ("GDPR201", "Did you mean “GDPR2016”?")]
)
def test_a_value_near_a_listed_one_gets_it(value: str, advice: str) -> None:
    document = sample("good/storage-offering.json")
    document["verifiableCredential"][0]["credentialSubject"]["dataProtectionRegime"] = [value]
    assert advice in {finding.fix for finding in examined(document).report.findings}


def test_no_first_sentence_holds_an_address_or_an_unnamed_node() -> None:
    for within, name, wrong, _ in SLIPS:
        for finding in examined(_renamed(within, name, wrong)).report.findings:
            assert "://" not in finding.message
            assert "_:" not in finding.message
