# SPDX-License-Identifier: Apache-2.0
"""Labels in other words and in files of their own."""

import pytest

from assay.finding import Severity
from assay.options import Options
from assay.pipeline import check
from checking import MOMENT, document
from label_credentials import HOUSE, credentials, label, tokens
from label_judge import PASSED, checked, outcome, told
from signing import presented, token

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
