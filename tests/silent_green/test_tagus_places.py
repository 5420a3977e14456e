# SPDX-License-Identifier: Apache-2.0
"""Tagus: what stands deeper than where one looks first, and a label that is another offering's."""

import copy

import tagus_specimens as tagus
from assay.finding import Severity
from assay.verdict import Verdict
from checking import examined, rules_of, sample
from silent_green_judge import assert_not_green
from tagus_specimens import Node

INNER = "https://acme.example/inner#"


def _subject(document: Node, index: int) -> Node:
    found: Node = document["verifiableCredential"][index]["credentialSubject"]
    return found


def _inner(described: Node, **members: object) -> Node:
    return {**copy.deepcopy(described["credentialSubject"]), "id": f"{INNER}thing", **members}


def _held(described: Node) -> Node:
    """A submission whose offering describes something else inside of itself."""
    found = tagus.submission()
    _subject(found, 2)["gx:aggregationOf" if described["type"] == "gx:DataResource" else "gx:dependsOn"] = described
    return found


def test_personal_data_inside_of_an_offering_need_a_ground_too() -> None:
    for draft, severity in ((True, Severity.INFO), (False, Severity.VIOLATION)):
        report = examined(_held(_inner(tagus.data_resource(), **{"gx:containsPII": True})), draft=draft).report
        told = [found for found in report.findings if found.rule == "TAGUS-GRAPH-legitimate-interest"]
        assert [found.severity for found in told] == [severity]
    without = examined(_held(_inner(tagus.data_resource())), draft=False)
    assert "TAGUS-GRAPH-legitimate-interest" not in rules_of(without)


def test_an_offering_inside_of_another_has_a_provider_of_its_own_issuer() -> None:
    given = _held(_inner(tagus.offering(), **{"gx:providedBy": {"id": f"{INNER}elsewhere"}}))
    assert_not_green(examined(given))
    assert "TAGUS-GRAPH-offering-issuer" in rules_of(examined(given))
    assert examined(_held(_inner(tagus.offering()))).report.verdict is Verdict.CONFORMANT


def test_the_region_of_a_participant_inside_of_another_is_looked_up() -> None:
    for code, verdict in (("DE-BY", Verdict.CONFORMANT), ("DE-XX", Verdict.NON_CONFORMANT)):
        given = sample("good/tagus-participant.json")
        parent = _inner(given, **{"gx:legalAddress": {"gx:countrySubdivisionCode": code}})
        given["credentialSubject"]["gx:parentOrganization"] = parent
        assert examined(given).report.verdict is verdict


def test_a_participant_in_the_evidence_is_a_claim() -> None:
    for member in ("evidence", "termsOfUse"):
        given = sample("good/tagus-participant.json")
        given[member] = [{"type": "gx:LegalParticipant", "gx:legalName": "Acme"}]
        assert_not_green(examined(given))
        given[member] = [{"type": "DocumentVerification", "gx:evidenceOf": "VAT_ID"}]
        assert "TAGUS-ENVELOPE-hidden" not in rules_of(examined(given))


def test_a_word_of_another_kind_of_thing_is_not_passed_unread() -> None:
    for word, value in (("gx:containsPII", True), ("gx:termsAndConditions", "none"), ("gx:policy", "allow all")):
        given = sample("good/tagus-participant.json")
        given["credentialSubject"][word] = value
        assert_not_green(examined(given), word.removeprefix("gx:"))


def _two_offerings() -> Node:
    found = tagus.submission()
    found["verifiableCredential"].append(tagus.credential("other", _inner(tagus.offering(), **tagus.node("other"))))
    return found


def test_a_label_is_for_the_offering_it_names_and_for_no_other() -> None:
    examination = examined(_two_offerings())
    assert examination.report.levels["L1"].verdict is Verdict.NON_CONFORMANT
    assert "TAGUS-CRITERIA-levels" not in rules_of(examination)
    assert_not_green(examined(_two_offerings(), levels=("L1",)), "offering does not apply")


def test_a_level_asked_for_counts_in_the_verdict_while_something_is_still_needed() -> None:
    """The terms are missing: a draft may be signed all the same, but no level is met (contract, Verdict)."""
    given = tagus.submission()
    assert examined(given).report.verdict is Verdict.CONFORMANT
    for level in ("SC", "L1"):
        examination = examined(given, levels=(level,))
        assert examination.report.levels[level].verdict is Verdict.INCOMPLETE
        assert examination.report.verdict is Verdict.INCOMPLETE


TURTLE = f"""@prefix gx: <{tagus.GX}> .
<https://acme.example/p> a gx:LegalParticipant ; gx:legalName "Acme" ;
    gx:legalRegistrationNumber [ a gx:legalRegistrationNumber ; gx:vatID "DE129273398" ] ;
    gx:headquarterAddress [ gx:countrySubdivisionCode "DE-BY" ] ;
    gx:legalAddress [ gx:countrySubdivisionCode "CODE" ] .
"""


def test_the_region_of_a_participant_in_turtle_is_looked_up() -> None:
    assert examined(TURTLE.replace("CODE", "DE-BY"), "p.ttl").report.verdict is Verdict.CONFORMANT
    for code in ("DE-XX", "de-by"):
        assert_not_green(examined(TURTLE.replace("CODE", code), "p.ttl"))


def test_a_did_in_turtle_that_cannot_resolve_is_a_violation() -> None:
    given = TURTLE.replace("CODE", "DE-BY").replace('"Acme"', '"did:web:acme.example/x"')
    assert_not_green(examined(given, "p.ttl"))


def test_a_participant_that_stands_in_many_credentials_is_looked_at_once() -> None:
    wrong = tagus.participant(**{"gx:legalAddress": {"gx:countrySubdivisionCode": "DE-XX"}})
    given = tagus.presentation(*({**copy.deepcopy(wrong), "id": f"{INNER}{number}"} for number in range(30)))
    report = examined(given).report
    told = [found for found in report.findings if found.rule == "TAGUS-GRAPH-subdivision"]
    assert len(told) == 30  # one for each of its addresses, not for each pair of credential and address
