# SPDX-License-Identifier: Apache-2.0
"""Tagus documents in which something is wrong or hides: drafts and presentations, none of them is conformant."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import tagus_specimens as tagus
from assay.verdict import Verdict
from checking import examined, sample
from silent_green_judge import assert_not_green
from tagus_specimens import GX, Node

Change = Callable[[Node], object]
CRED, SEC = "https://www.w3.org/2018/credentials#", "https://w3id.org/security#"
PAST = "2020-01-01T00:00:00Z"
WRONG: Node = {"gx:countrySubdivisionCode": "Bavaria"}


def _participant() -> Node:
    return sample("good/tagus-participant.json")


def _submission() -> Node:
    return tagus.submission()


def _subject(document: Node, index: int = -1) -> Node:
    found: Node = (document if index < 0 else document["verifiableCredential"][index])["credentialSubject"]
    return found


def _member(index: int = -1, **members: Any) -> Change:
    return lambda document: _subject(document, index).update(members)


def _gone(name: str, index: int = -1) -> Change:
    return lambda document: _subject(document, index).pop(name)


def _envelope(index: int = -1, **members: Any) -> Change:
    return lambda document: (document if index < 0 else document["verifiableCredential"][index]).update(members)


def _renamed(old: str, new: str, index: int = -1) -> Change:
    def change(document: Node) -> None:
        subject = _subject(document, index)
        subject[new] = subject.pop(old)

    return change


def _context(*items: Any) -> Change:
    return lambda document: document.update({"@context": [*document["@context"], *items]})


def _disguised(term: str, iri: str, value: Any) -> Change:
    return lambda document: document.update({"@context": [*document["@context"], {term: iri}], term: value})


def _all_contexts(replacement: str) -> Change:
    def change(document: Node) -> None:
        document["@context"] = [replacement if item == GX else item for item in document["@context"]]

    return change


OF_A_DRAFT: dict[str, Change] = {
    "no type": _gone("type"),
    "a type with a slip": _member(type="gx:LegalParticpant"),
    "a type in small letters": _member(type="gx:legalParticipant"),
    "a type without prefix": _member(type="LegalParticipant"),
    "a type of Loire": _member(type="gx:LegalPerson"),
    "a private type besides": _member(type=["gx:LegalParticipant", "gx:Company"]),
    "a type with an unknown prefix": _member(type="gxx:LegalParticipant"),
    "a type that is empty": _member(type=""),
    "no legal address": _gone("gx:legalAddress"),
    "no headquarters": _gone("gx:headquarterAddress"),
    "no number": _gone("gx:legalRegistrationNumber"),
    "an address as text": _member(**{"gx:legalAddress": "DE-BY"}),
    "an address that is empty": _member(**{"gx:legalAddress": {}}),
    "an address without code": _member(**{"gx:legalAddress": {"gx:countryCode": "DE"}}),
    "a country instead of a region": _member(**{"gx:legalAddress": {"gx:countrySubdivisionCode": "DE"}}),
    "a region that does not exist": _member(**{"gx:legalAddress": {"gx:countrySubdivisionCode": "DE-XY"}}),
    "a region in small letters": _member(**{"gx:legalAddress": {"gx:countrySubdivisionCode": "de-by"}}),
    "a region with a space": _member(**{"gx:legalAddress": {"gx:countrySubdivisionCode": "DE-BY "}}),
    "a region as number": _member(**{"gx:legalAddress": {"gx:countrySubdivisionCode": 9}}),
    "a region in a language": _member(
        **{"gx:legalAddress": {"gx:countrySubdivisionCode": {"@value": "DE-BY", "@language": "de"}}}
    ),
    "one of two addresses wrong": _member(**{"gx:legalAddress": [{"gx:countrySubdivisionCode": "DE-BY"}, WRONG]}),
    "one of two regions wrong": _member(**{"gx:legalAddress": {"gx:countrySubdivisionCode": ["DE-BY", "XX"]}}),
    "an address of another type": _member(**{"gx:legalAddress": {"type": "gx:Place", **WRONG}}),
    "an address behind an unknown type": _member(
        **{"gx:legalAddress": {"type": "gx:Adress", "gx:countrySubdivisionCode": "DE-BY"}}
    ),
    "a number without any number": _member(**{"gx:legalRegistrationNumber": {"type": "gx:legalRegistrationNumber"}}),
    "a number too short": _member(
        **{"gx:legalRegistrationNumber": {"type": "gx:legalRegistrationNumber", "gx:vatID": "D"}}
    ),
    "a number as text": _member(**{"gx:legalRegistrationNumber": "DE129273398"}),
    "a number that is not described": _member(**{"gx:legalRegistrationNumber": {"id": "https://acme.example/no"}}),
    "a member with a slip": _renamed("gx:legalName", "gx:legalNme"),
    "a member without prefix": _renamed("gx:legalName", "legalName"),
    "a member with an unknown prefix": _renamed("gx:legalName", "gxx:legalName"),
    "a member of another vocabulary": _member(**{"https://words.example/own#a": "b"}),
    "a parent with a slip": _member(**{"gx:parentOrganisation": {"id": "https://acme.example/parent"}}),
    "a parent that is not described": _member(**{"gx:parentOrganization": {"id": "https://acme.example/parent"}}),
    "a parent without anything": _member(**{"gx:parentOrganization": {"type": "gx:LegalParticipant"}}),
    "a DID with slashes": _member(**{"gx:legalName": "did:web:acme.example/x"}),
    "a subject without id": _gone("id"),
    "a subject with a space in its id": _member(id="https://acme.example/a b"),
    "a subject with a relative id": _member(id="participant"),
    "no subject": lambda document: document.pop("credentialSubject"),
    "an empty subject": _envelope(credentialSubject={}),
    "a list without subjects": _envelope(credentialSubject=[]),
    "a second subject without type": lambda document: document.update(
        credentialSubject=[document["credentialSubject"], {"id": "https://acme.example/2", "gx:legalName": "x"}]
    ),
    "no issuer": lambda document: document.pop("issuer"),
    "an issuer that is no address": _envelope(issuer="Acme"),
    "no date of issue": lambda document: document.pop("issuanceDate"),
    "a date without zone": _envelope(issuanceDate="2026-01-15T09:00:00"),
    "a day that does not exist": _envelope(issuanceDate="2026-02-30T09:00:00Z"),
    "expired": _envelope(expirationDate=PAST),
    "an end before the start": _envelope(expirationDate="2026-01-14T00:00:00Z"),
    "the dates of the other format": lambda document: document.update(validFrom=document.pop("issuanceDate")),
    "an end in the other format": _envelope(validUntil=PAST),
    "an end with a slip": _envelope(expirationdate=PAST),
    "no context": lambda document: document.pop("@context"),
    "the vocabulary not named": _all_contexts("https://www.w3.org/2018/credentials/v1"),
    "an unknown context": _context("https://words.example/context"),
    "the newer format": lambda document: document["@context"].__setitem__(0, "https://www.w3.org/ns/credentials/v2"),
    "the contexts the wrong way round": lambda document: document["@context"].reverse(),
    "the prefix redefined": _context({"gx": "https://words.example/own#"}),
    "a term set to nothing": _context({"gx:legalName": None}),
    "a context of its own in the subject": _member(**{"@context": {"gx": "https://words.example/own#"}}),
    "a status nobody gave": _envelope(
        credentialStatus={"id": "https://acme.example/s#1", "type": "StatusList2021Entry"}
    ),
    "another end under another name": _disguised("until", CRED + "expirationDate", PAST),
    "another subject under another name": _disguised("about", CRED + "credentialSubject", {"type": "gx:Participant"}),
    "a proof under another name": _disguised("seal", SEC + "proof", {"a:b": "c"}),
    "an empty proof": _envelope(proof=[]),
    "a proof that is nothing": _envelope(proof=None),
    "a credential in a credential": lambda document: document.update(verifiableCredential=[copy.deepcopy(document)]),
    "a credential in a member of one's own": lambda document: document.update(more={"own": copy.deepcopy(document)}),
    "a claim beside the subject": _envelope(refreshService={"type": "gx:Service", "gx:legalAddress": WRONG}),
    "a graph in the subject": _member(**{"@graph": [{"gx:legalAddress": WRONG}]}),
    "something included": _member(**{"@included": [{"type": "gx:LegalParticipant"}]}),
    "something reversed": _member(**{"@reverse": {"gx:parentOrganization": {"id": "https://acme.example/x"}}}),
    "a word of the envelope in the subject": _member(issuer="did:web:other.example"),
}
OF_A_SET: dict[str, Change] = {
    "no credentials": lambda document: document.update(verifiableCredential=[]),
    "credentials not there": lambda document: document.pop("verifiableCredential"),
    "a text as credential": lambda document: document["verifiableCredential"].append("https://acme.example/c.json"),
    "credentials under another name": lambda document: document.update(verifiableCredentials=[_participant()]),
    "a presentation of the newer format": _envelope(**{"@context": ["https://www.w3.org/ns/credentials/v2"]}),
    "no type of the presentation": lambda document: document.update(type="Presentation"),
    "two credentials with one id": _envelope(1, id=f"{tagus.BASE}participant.json"),
    "two subjects with one id": lambda document: _subject(document, 2).update(tagus.node("participant")),
    "the participant not in it": lambda document: document["verifiableCredential"].pop(0),
    "the number not in it": lambda document: document["verifiableCredential"].pop(1),
    "the offering not in it": lambda document: document["verifiableCredential"].pop(2),
    "an offering of somebody else": _envelope(2, issuer="did:web:other.example"),
    "data of somebody else": _envelope(3, issuer="did:web:other.example"),
    "a number of one's own": _envelope(1, issuer=tagus.ACME),
    "a number of an unknown notary": _envelope(1, issuer="did:web:notary.example"),
    "a notary with a slash at the end": _envelope(1, issuer=tagus.NOTARY + "/"),
    "no provider": _gone("gx:providedBy", 2),
    "a provider as text": _member(2, **{"gx:providedBy": "Acme Cloud GmbH"}),
    "a provider in other letters": _member(2, **{"gx:providedBy": {"id": f"{tagus.BASE}participant.json#Subject"}}),
    "two providers": _member(2, **{"gx:providedBy": [tagus.node("participant"), tagus.node("number")]}),
    "a provider that is none": _member(2, **{"gx:providedBy": tagus.node("number")}),
    "no terms of the service": _gone("gx:termsAndConditions", 2),
    "terms without digest": _member(2, **{"gx:termsAndConditions": {"gx:URL": "https://acme.example/terms"}}),
    "terms as text": _member(2, **{"gx:termsAndConditions": "https://acme.example/terms"}),
    "no policy": _gone("gx:policy", 2),
    "a policy as number": _member(2, **{"gx:policy": 7}),
    "no way to get the data": _gone("gx:dataAccountExport", 2),
    "a way to ask that is none": _member(
        2,
        **{
            "gx:dataAccountExport": {
                "gx:requestType": "phone",
                "gx:accessType": "digital",
                "gx:formatType": "application/json",
            }
        },
    ),
    "a format that is none": _member(
        2, **{"gx:dataAccountExport": {"gx:requestType": "API", "gx:accessType": "digital", "gx:formatType": "json"}}
    ),
    "a law that is none": _member(2, **{"gx:dataProtectionRegime": "GDPR"}),
    "a resource that is not described": _member(2, **{"gx:aggregationOf": {"id": "https://acme.example/disk"}}),
    "a service that is not described": _member(2, **{"gx:dependsOn": {"id": "https://acme.example/other"}}),
    "a service as text": _member(2, **{"gx:dependsOn": "another service"}),
    "no producer": _gone("gx:producedBy", 3),
    "a producer as text": _member(3, **{"gx:producedBy": "Acme"}),
    "personal data as text": _member(3, **{"gx:containsPII": "true"}),
    "personal data not told": _gone("gx:containsPII", 3),
    "an end of availability that is no moment": _member(3, **{"gx:expirationDateTime": "soon"}),
    "an answer too few": _member(4, **tagus.label(**{"P3.1.7": None})["credentialSubject"]),
    "an answer denied": _member(4, **tagus.label(**{"P3.1.7": "Deny"})["credentialSubject"]),
    "an answer in small letters": _member(4, **tagus.label(**{"P3.1.7": "confirm"})["credentialSubject"]),
    "no answers at all": _gone("gx:criteria", 4),
    "a label for nothing": _gone("gx:assignedTo", 4),
    "a label for something else": _member(4, **{"gx:assignedTo": tagus.node("participant")}),
    "a label of a level there is none of": _member(4, type="gx:ServiceOfferingLabelLevel2"),
    "accepted terms of another wording": lambda document: document["verifiableCredential"].append(tagus.terms("yes")),
    "accepted terms without a text": lambda document: document["verifiableCredential"].append(
        tagus.credential("terms", {"type": "gx:GaiaXTermsAndConditions"})
    ),
    "a running thing without a place": lambda document: document["verifiableCredential"].append(
        tagus.credential("vm", {"type": "gx:InstantiatedVirtualResource", "gx:maintainedBy": tagus.node("participant")})
    ),
    "an expired credential among others": _envelope(1, expirationDate=PAST),
}


def _mutants() -> Iterator[tuple[str, Node]]:
    for name, change in OF_A_DRAFT.items():
        for kind, given in (("draft", _participant()), ("set", tagus.presentation(_participant()))):
            change(given if kind == "draft" else given["verifiableCredential"][0])
            yield f"{kind}: {name}", given
    for name, change in OF_A_SET.items():
        given = _submission()
        change(given)
        yield f"set: {name}", given


MUTANTS = dict(_mutants())


def test_there_are_enough_and_they_differ() -> None:
    assert len(MUTANTS) >= 150
    assert len({str(given) for given in MUTANTS.values()}) == len(MUTANTS)


def test_what_is_right_is_ready_to_sign() -> None:
    """What the mutants are made of: without this they would prove nothing."""
    for good in (_participant(), tagus.presentation(_participant()), _submission()):
        assert examined(good).report.verdict is Verdict.CONFORMANT


@pytest.mark.parametrize("name", MUTANTS)
def test_no_mutant_is_green(name: str) -> None:
    assert_not_green(examined(MUTANTS[name]))


@pytest.mark.parametrize("name", [name for name in MUTANTS if name.startswith("set")])
def test_no_mutant_is_green_when_it_is_handed_in(name: str) -> None:
    assert_not_green(examined(MUTANTS[name], draft=False))
