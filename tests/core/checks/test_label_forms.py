# SPDX-License-Identifier: Apache-2.0
"""Labels in other words and in files of their own."""

from typing import Any

import pytest

import loire_set
import tagus_specimens as tagus
from assay.finding import Severity
from assay.options import Options
from assay.pipeline import check
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from checking import MOMENT, document
from label_credentials import HOUSE, TAGUS_HOUSE, credentials, label, tagus_credentials, tagus_label, tokens
from label_judge import PASSED, checked, outcome, told
from signing import presented, signed_inside, token

PREFIX = {"g": "https://w3id.org/gaia-x/development#"}


@pytest.mark.parametrize("name", ["g:LabelCredential", "LabelCredential", PREFIX["g"] + "LabelCredential"])
@pytest.mark.parametrize("on_subject", [True, False])
def test_a_label_is_one_in_whichever_words(name: str, on_subject: bool) -> None:
    found = label(*credentials(), issuer="did:web:other.example")
    found["@context"].append(PREFIX)
    (found["credentialSubject"] if on_subject else found)["type"] = (
        name if on_subject else ["VerifiableCredential", name]
    )
    if on_subject:
        found["type"] = ["VerifiableCredential"]
    else:
        del found["credentialSubject"]["type"]
    assert ("label.not_trusted", Severity.VIOLATION) in told(checked(presented(*tokens(*credentials(), found))))


def test_files_of_one_submission_are_compared() -> None:
    documents = [document(entry, f"{number}.jwt") for number, entry in enumerate(tokens(*credentials()))]
    given = document(token(label(*credentials()), key=HOUSE), "label.jwt")
    options = Options(draft=False, moment=MOMENT, together=True)
    (report,) = check([given, *documents], options).documents
    assert outcome(report) == PASSED
    (report,) = check([given, *documents[1:]], options).documents
    (missing,) = [found for found in report.findings if found.text == "label.missing"]
    assert missing.location is not None
    assert (missing.location.file, missing.location.pointer) == (
        "label.jwt",
        "/credentialSubject/gx:compliantCredentials/0",
    )


def _weighty(report: DocumentReport) -> set[str]:
    return {found.text for found in report.findings if found.severity is not Severity.INFO}


def test_a_good_label_breaks_no_rule_beside_what_it_is_about() -> None:
    """Its entries bear the ids of the credentials: these are no claims hidden in them, and no references to nothing."""
    report = checked(presented(*tokens(*credentials(), label(*credentials()))))
    assert _weighty(report) == set()
    assert report.coverage.unchecked == ()
    assert report.verdict is Verdict.INCOMPLETE, "the keys are not at hand"


def test_a_good_label_of_tagus_breaks_no_rule_either() -> None:
    report = checked(tagus.presentation(*tagus_credentials(), tagus_label(*tagus_credentials())))
    named = {found.subject for found in report.findings if found.text == "tagus.terms_not_accepted"}
    assert _weighty(report) == {"content.unknown_class", "tagus.terms_not_accepted"}
    assert named == {tagus.ACME}, "a known clearing house need not accept the terms"


@pytest.mark.parametrize(
    "entry",
    [
        {"type": "gx:LegalPerson", "gx:legalName": "Other"},
        {"gx:motto": "one more word"},
        {"gx:credentialType": 7},
        {"type": "gx:VatID", "vatID": "DE129273398"},
    ],
    ids=str,
)
def test_what_else_a_label_says_of_a_credential_is_judged(entry: dict[str, Any]) -> None:
    found = label(*credentials())
    found["credentialSubject"]["gx:compliantCredentials"][0].update(entry)
    report = checked(presented(*tokens(*credentials(), found)))
    assert report.verdict is Verdict.NON_CONFORMANT
    assert any(told.severity is Severity.VIOLATION and told.stage == "content" for told in report.findings)


@pytest.mark.parametrize("kind", ["gx:LegalPerson", "gx:LabelCredential"])
def test_claims_about_a_credential_that_no_label_lists_stay_hidden_ones(kind: str) -> None:
    found = label(*credentials())
    found["credentialSubject"]["gx:about"] = {"id": loire_set.terms()["id"], "type": kind, "gx:legalName": "Other"}
    found["credentialSubject"]["gx:compliantCredentials"].pop()
    report = checked(presented(*tokens(*credentials(), found)))
    assert "envelope.hidden_claim" in _weighty(report)


def test_a_subject_that_bears_the_id_of_its_own_label_is_told() -> None:
    found = tagus_label(*tagus_credentials())
    found["credentialSubject"][0]["id"] = found["id"]
    report = checked(tagus.presentation(*tagus_credentials(), signed_inside(found, key=TAGUS_HOUSE)))
    assert "tagus.id_of_own_subject" in {told.text for told in report.findings}
