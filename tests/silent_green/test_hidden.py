# SPDX-License-Identifier: Apache-2.0
"""What counts cannot hide: under a slip, another name, a container, another syntax."""

from typing import Any

import pytest

from checking import examined, sample
from silent_green_judge import PARTICIPANT, assert_not_green

HIDDEN: dict[str, dict[str, Any]] = {
    "end of validity with a slip": {"validUntill": "2020-01-01T00:00:00Z"},
    "end of validity in small letters": {"validuntil": "2020-01-01T00:00:00Z"},
    "end of validity of format 1.1": {"expirationDate": "2020-01-01T00:00:00Z"},
    "end of validity in full": {"https://www.w3.org/2018/credentials#validUntil": "2020-01-01T00:00:00Z"},
    "status with a slip": {"credentialstatus": {"id": "https://a.example/1#2", "type": "BitstringStatusListEntry"}},
    "status in full": {
        "https://www.w3.org/2018/credentials#credentialStatus": {"@id": "https://a.example/1#2", "type": "gx:Status"}
    },
    "a second subject in full": {
        "https://www.w3.org/2018/credentials#credentialSubject": {"@id": "https://a.example/1#3", "type": "gx:Address"}
    },
}


@pytest.mark.parametrize("name", HIDDEN)
def test_a_member_that_counts_cannot_hide(name: str) -> None:
    document = sample(PARTICIPANT)
    if "end" in name:
        del document["validUntil"]
    assert_not_green(examined({**document, **HIDDEN[name]}))


def test_a_member_that_counts_cannot_hide_behind_a_word_of_ones_own() -> None:
    document = sample(PARTICIPANT)
    document["@context"].append({"revocation": "https://www.w3.org/2018/credentials#credentialStatus"})
    document["revocation"] = {"id": "https://a.example/1#2", "type": "gx:Status"}
    assert_not_green(examined(document))


@pytest.mark.parametrize("wrapped", [{"@set": [{}]}, {"@list": [{}]}, [[{}]], {"@set": [{"type": "gx:Address"}]}])
def test_a_subject_cannot_hide_in_a_container(wrapped: Any) -> None:
    document = sample(PARTICIPANT)
    document["credentialSubject"] = [document["credentialSubject"], wrapped]
    assert_not_green(examined(document))


def test_a_credential_in_turtle_is_not_taken_for_claims() -> None:
    turtle = """
        @prefix gx: <https://w3id.org/gaia-x/development#> .
        @prefix cred: <https://www.w3.org/2018/credentials#> .
        <urn:c> a cred:VerifiableCredential ; cred:validUntil "2020-01-01T00:00:00Z" ; cred:credentialSubject <urn:s> .
        <urn:s> a gx:Address ; gx:countryCode "DE" .
    """
    assert_not_green(examined(turtle.encode(), "credential.ttl"))


@pytest.mark.parametrize("word", ["gx:nonsense", "nonsense", "gx:applicableUnits"])
def test_an_unknown_word_on_an_open_shape_is_told(word: str) -> None:
    document = sample(PARTICIPANT)
    document["type"] = ["VerifiableCredential", "gx:Participant"]
    document["credentialSubject"] = {"id": document["id"] + "#cs", "type": "gx:Participant", word: "x"}
    assert any("word of the vocabulary" in finding.message for finding in examined(document).report.findings)


def test_an_unknown_class_beside_a_known_one_is_told() -> None:
    document = sample(PARTICIPANT)
    document["credentialSubject"]["legalAddress"]["type"] = ["gx:Address", "gx:Adress"]
    messages = [finding.message for finding in examined(document).report.findings]
    assert any("“Adress”" in message for message in messages)
