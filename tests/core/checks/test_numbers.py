# SPDX-License-Identifier: Apache-2.0
"""What is said about registration numbers: advice, in every case, and to the point."""

from typing import Any

import pytest

from assay.finding import Severity
from assay.verdict import Verdict
from checking import examined, sample
from loire_set import credential, number

W, I = Severity.WARNING, Severity.INFO  # noqa: E741 - short for the table below
TOLD: dict[str, tuple[dict[str, Any], str, Severity]] = {
    "a wrong digit": ({"vatID": "DE129273399"}, "number.vat_check", W),
    "a digit too few": ({"vatID": "DE12927339"}, "number.vat_form", W),
    "no country": ({"vatID": "129273398"}, "number.vat_country", W),
    "Greece by its other code": ({"vatID": "GR094259216", "countryCode": "GR"}, "number.vat_greece", W),
    "Switzerland": ({"vatID": "CHE107787577", "countryCode": "CH"}, "number.vat_elsewhere", I),
    "blanks": ({"vatID": "DE 129 273 398"}, "number.written", W),
    "small letters": ({"vatID": "de129273398"}, "number.written", W),
    "another country beside it": ({"vatID": "DE129273398", "countryCode": "AT"}, "number.country_differs", W),
    "very long": ({"vatID": "DE" + "1" * 500}, "number.vat_form", W),
}


@pytest.mark.parametrize("name", TOLD)
def test_a_number_that_cannot_be_right_is_told(name: str) -> None:
    facts, text, severity = TOLD[name]
    found = [f for f in examined(number(**facts)).report.findings if f.rule == "LOIRE-IDENTIFIER-numbers"]
    assert [(f.text, f.severity) for f in found] == [(text, severity)]
    assert found[0].location is not None


@pytest.mark.parametrize("facts", [{}, {"vatID": "EL094259216", "countryCode": "GR"},
                                   {"vatID": "XI980780684", "countryCode": "GB"}])  # fmt: skip
def test_a_right_number_is_passed_over_in_silence(facts: dict[str, Any]) -> None:
    rules = [found.rule for found in examined(number(**facts)).report.findings]
    assert "LOIRE-IDENTIFIER-numbers" not in rules


def test_a_number_of_another_country_than_the_address_is_pointed_at() -> None:
    document = sample("good/participant.json")
    document["credentialSubject"]["registrationNumber"] |= {"vatID": "ATU13585627", "countryCode": "AT"}
    found = [f for f in examined(document).report.findings if f.rule == "LOIRE-IDENTIFIER-numbers"]
    assert [(f.text, f.severity) for f in found] == [("number.address_differs", I)]


def test_doubts_about_a_number_never_decide() -> None:
    document = sample("good/participant.json")
    document["credentialSubject"]["registrationNumber"]["vatID"] = "DE129273399"
    assert examined(document).report.verdict is Verdict.CONFORMANT


def test_the_same_number_in_two_nodes_is_looked_at_in_both() -> None:
    document = credential("two", "gx:VatID", vatID="DE129273399")
    second = {"id": "https://acme.example/other#cs", "type": "gx:VatID", "vatID": "DE129273399"}
    document["credentialSubject"] = [document["credentialSubject"], second]
    found = [f for f in examined(document).report.findings if f.rule == "LOIRE-IDENTIFIER-numbers"]
    assert len(found) == 2
