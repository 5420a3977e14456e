# SPDX-License-Identifier: Apache-2.0
"""The verdict table of the contract, column by column, and what assembling a case does."""

import json
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import pytest

import loire_set
from assay.claims import RDF_TYPE
from assay.credential import Generation, Kind
from assay.document import Document
from assay.finding import Outcome, Severity
from assay.options import Options
from assay.pipeline import check
from assay.verdict import Verdict
from checking import MOMENT, beyond_needed, document, examined, sample, sample_bytes
from jwt_specimens import vc_jwt, vp_jwt

GX = "https://w3id.org/gaia-x/development#"


def _outcomes(examination: Any) -> dict[str, tuple[Outcome, bool]]:
    return {entry.id: (entry.outcome, entry.blocks) for entry in examination.judgement.outcomes}


def test_a_draft_needs_no_signature() -> None:
    outcomes = _outcomes(examined(sample("good/participant.json")))
    for check_id in ("LOIRE-IDENTITY-issuer", "LOIRE-SIGNATURE-proof", "LOIRE-CHAIN-anchor"):
        assert outcomes[check_id][0] is Outcome.NOT_APPLICABLE


def test_a_credential_that_is_no_draft_waits_for_its_signature() -> None:
    examination = examined(sample("good/participant.json"), draft=False)
    assert _outcomes(examination)["LOIRE-SIGNATURE-proof"] == (Outcome.NOT_CHECKED, True)
    assert "not signed yet" in examination.report.headline


@pytest.mark.parametrize("draft", [True, False, None])
def test_a_jwt_is_decoded_not_believed(draft: bool | None) -> None:
    examination = examined(vc_jwt(sample("good/participant.json")), "participant.jwt", draft=draft)
    assert examination.report.verdict is Verdict.INCOMPLETE
    assert _outcomes(examination)["LOIRE-SIGNATURE-proof"] == (Outcome.NOT_CHECKED, True)
    assert examination.report.coverage.checked == 4


def test_a_jwt_with_a_fault_does_not_conform() -> None:
    token = vc_jwt(sample("broken/participant-headquarters-missing.json"))
    assert examined(token, "participant.jwt", draft=False).report.verdict is Verdict.NON_CONFORMANT


def test_a_presentation_of_jwts_is_one_graph() -> None:
    examination = examined(vp_jwt(*loire_set.presentation()["verifiableCredential"]), "set.jwt", draft=False)
    assert examination.report.kind is Kind.PRESENTATION
    assert examination.report.coverage.checked == examination.report.coverage.nodes == 11
    assert [finding.severity for finding in examination.report.findings if finding.severity is Severity.VIOLATION] == []
    assert examination.report.verdict is Verdict.INCOMPLETE


def _without_participant(signed: bool) -> Any:
    offering = sample("good/storage-offering.json")["verifiableCredential"][0]
    return vp_jwt(offering) if signed else offering


def test_a_reference_to_nothing_by_column() -> None:
    draft = examined(_without_participant(False))
    assert draft.report.verdict is Verdict.INCOMPLETE
    assert {finding.severity for finding in beyond_needed(draft)} == {Severity.WARNING}
    assert any(
        finding.shacl and finding.shacl.component == "ClassConstraintComponent" for finding in draft.report.findings
    )
    alone = examined(_without_participant(False), draft=False)
    assert alone.report.verdict is Verdict.INCOMPLETE
    presented = examined(_without_participant(True), draft=False)
    assert presented.report.verdict is Verdict.NON_CONFORMANT
    rules = {finding.rule for finding in presented.report.findings if finding.severity is Severity.VIOLATION}
    assert rules >= {"LOIRE-GRAPH-dangling-reference", "LOIRE-SHAPE-class"}


def test_a_reference_to_the_wrong_kind_of_thing_is_a_violation_everywhere() -> None:
    presentation = sample("good/storage-offering.json")
    presentation["verifiableCredential"][0]["credentialSubject"]["providedBy"] += "x"
    vat = presentation["verifiableCredential"][1]["credentialSubject"]["registrationNumber"]
    vat["id"] = presentation["verifiableCredential"][0]["credentialSubject"]["providedBy"]
    assert examined(presentation).report.verdict is Verdict.NON_CONFORMANT


def test_a_status_list_that_is_named_blocks() -> None:
    credential = sample("good/participant.json")
    credential["credentialStatus"] = {"id": "https://a.example/1#2", "type": "BitstringStatusListEntry"}
    examination = examined(credential)
    assert _outcomes(examination)["LOIRE-VALIDITY-status"] == (Outcome.NOT_CHECKED, True)
    assert examination.report.verdict is Verdict.INCOMPLETE


def test_a_number_of_a_party_that_is_not_on_the_list_blocks() -> None:
    credential = sample("good/participant.json")
    credential["type"][1] = "gx:VatID"
    credential["credentialSubject"] = {"id": credential["id"] + "#cs", "vatID": "DE129273398"}
    examination = examined(credential)
    assert _outcomes(examination)["LOIRE-LINKS-notary"] == (Outcome.NOT_CHECKED, True)
    assert examination.report.verdict is Verdict.INCOMPLETE


def test_generations_before_tagus_are_named_and_left_open() -> None:
    told = {
        "@context": ["https://www.w3.org/2018/credentials/v1", "https://registry.gaia-x.eu/v2206/api/shape"],
        "type": ["VerifiableCredential"],
        "id": "https://acme.example/x",
        "issuer": "did:web:acme.example",
        "issuanceDate": "2023-01-01T00:00:00Z",
        "credentialSubject": {"id": "https://acme.example/x#cs", "type": "gx:LegalParticipant"},
    }
    report = examined(told).report
    assert report.generation is Generation.PRE_TAGUS
    assert report.pack is None
    assert report.verdict is Verdict.INCOMPLETE
    assert report.findings[0].rule.endswith("RULES-none")
    assert {entry.check.outcome for entry in report.checks[1:]} == {Outcome.NOT_CHECKED}


def test_the_class_of_the_credential_is_copied_to_a_subject_without_one() -> None:
    credential = sample("good/participant.json")
    del credential["credentialSubject"]["type"]
    examination = examined(credential)
    subject = credential["credentialSubject"]["id"]
    assert examination.claims.objects(subject, RDF_TYPE) == (GX + "LegalPerson",)


def test_a_subject_keeps_its_own_class_and_the_difference_is_told() -> None:
    credential = sample("good/participant.json")
    credential["type"][1] = "gx:Address"
    examination = examined(credential)
    assert examination.claims.objects(credential["credentialSubject"]["id"], RDF_TYPE) == (GX + "LegalPerson",)
    assert [finding.text for finding in beyond_needed(examination)] == ["content.type_mismatch"]


def test_the_envelope_is_no_claim() -> None:
    credential = sample("good/participant.json")
    credential["evidence"] = {"type": "Evidence", "gx:evidenceOf": "gx:VatID"}
    examination = examined(credential)
    assert credential["id"] not in examination.claims
    assert examination.report.verdict is Verdict.CONFORMANT


def test_files_together_are_one_submission() -> None:
    offering, participant = sample("good/storage-offering.json")["verifiableCredential"]
    documents = [document(offering, "offering.json"), document(participant, "participant.json")]
    report = check(documents, Options(draft=True, moment=MOMENT, together=True))
    assert report.verdict is Verdict.CONFORMANT
    assert [member.name for member in report.documents[0].members] == ["offering.json", "participant.json"]
    alone = check(documents, Options(draft=True, moment=MOMENT))
    assert [entry.verdict for entry in alone.documents] == [Verdict.INCOMPLETE, Verdict.CONFORMANT]


def test_a_finding_in_a_set_names_its_file_and_its_line() -> None:
    offering, participant = sample("good/storage-offering.json")["verifiableCredential"]
    del participant["credentialSubject"]["headquartersAddress"]
    documents = [document(offering, "offering.json"), document(participant, "participant.json")]
    found = check(documents, Options(draft=True, moment=MOMENT, together=True)).documents[0].findings
    assert [(finding.location.file, finding.location.line) for finding in found if finding.location] == [
        ("participant.json", 14)
    ]


def test_ids_of_findings_survive_unrelated_edits() -> None:
    before = sample("broken/participant-city-with-prefix.json")
    after = json.loads(json.dumps(before))
    after["name"] = "A name put in front"
    after["credentialSubject"] = dict(reversed(after["credentialSubject"].items()))
    first, second = (beyond_needed(examined(value)) for value in (before, after))
    assert [finding.id for finding in first] == [finding.id for finding in second]
    assert first[0].location != second[0].location


def test_same_kind_of_fault_in_two_places_has_two_ids() -> None:
    credential = sample("good/participant.json")
    for name in ("legalAddress", "headquartersAddress"):
        credential["credentialSubject"][name]["gx:locality"] = credential["credentialSubject"][name].pop("locality")
    found = beyond_needed(examined(credential))
    assert len({finding.id for finding in found}) == len(found) == 2


def test_cross_check_agrees_on_the_samples() -> None:
    examination = examined(sample_bytes("broken/participant-region-as-country.json"), cross_check=True)
    assert examination.report.cross_check is not None
    assert examination.report.cross_check.agreed


def test_many_documents_keep_their_order() -> None:
    documents = [Document(f"{number}.json", sample_bytes("good/participant.json")) for number in range(5)]
    found = check(documents, Options(draft=True, moment=MOMENT)).documents
    assert [entry.name for entry in found] == [entry.name for entry in documents]


def test_processes_side_by_side_say_the_same() -> None:
    names = ["good/participant.json", "good/storage-offering.json", "broken/participant-city-with-prefix.json"]
    documents = [Document(f"{number}.json", sample_bytes(names[number % 3])) for number in range(40)]
    options = Options(draft=True, moment=MOMENT)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        assert check(documents, options, executor=executor) == check(documents, options)


def test_a_run_that_is_cancelled_reports_what_is_done() -> None:
    class Impatient:
        def __init__(self) -> None:
            self.told = 0

        def advance(self, done: int, total: int, name: str) -> None:
            self.told += 1

        def cancelled(self) -> bool:
            return self.told == 2

    documents = [Document(f"{number}.json", sample_bytes("good/participant.json")) for number in range(5)]
    assert len(check(documents, Options(draft=True, moment=MOMENT), progress=Impatient()).documents) == 2


def test_one_subject_of_the_credentials_class_is_enough() -> None:
    credential = sample("good/participant.json")
    address = {"id": credential["id"] + "#a", "type": "gx:Address", "countryCode": "DE"}
    credential["credentialSubject"] = [credential["credentialSubject"], address]
    examination = examined(credential)
    assert [finding.message for finding in beyond_needed(examination)] == []
    assert examination.report.verdict is Verdict.CONFORMANT


@pytest.mark.parametrize("name", ["good/participant.json", "broken/offering-reference-slip.json"])
def test_window_and_command_give_the_same_report_of_a_draft(name: str) -> None:
    documents = [Document("a.json", sample_bytes(name))]
    by_command = check(documents, Options(draft=True, moment=MOMENT))
    by_window = check(documents, Options(draft=None, moment=MOMENT))
    assert by_window == by_command


def test_where_the_specification_is_stricter_the_engines_do_not_disagree() -> None:
    """rdflib takes " 7 " for an integer, XSD does not: our violation stands, and is no reason to doubt it."""
    presentation = sample("good/storage-offering.json")
    offering = presentation["verifiableCredential"][0]["credentialSubject"]
    offering["lifetimeManagement"] = {"@type": "xsd:integer", "@value": " 7 "}
    report = examined(presentation, cross_check=True).report
    assert report.verdict is Verdict.NON_CONFORMANT
    assert report.cross_check is not None
    assert report.cross_check.agreed
