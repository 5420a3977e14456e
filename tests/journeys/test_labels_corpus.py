# SPDX-License-Identifier: Apache-2.0
"""Real labels: one whose digests fit what lies beside it, one for another day's credentials, and those of nobody."""

from pathlib import Path

import pytest

from assay.document import Document
from assay.finding import Outcome, Severity
from assay.options import Options
from assay.pipeline import check
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from checking import MOMENT
from label_judge import LOIRE, TAGUS, outcome, told
from shared import shared_path

pytestmark = pytest.mark.shared
SERVICE = "smartSenseSolutions+Gaia-X-Compliance-Service/src/tests/fixtures/service-offering-sd.json"
PROVIDER = "GAIA-X4PLC-AAD+claim-compliance-provider/claim-compliance-provider-compliance/src/test/resources/{}.json"
OF_NOBODY = ["LMS-UPATRAS+Gaia-X-LMS", "LMS-UPATRAS+Gaia-X-TFCC"]
PARTS = ["participant.json", "registration-number.jwt", "terms-and-conditions.json", "address.json"]
V, W, I = Severity.VIOLATION, Severity.WARNING, Severity.INFO  # noqa: E741 - short


def _report(*names: str) -> DocumentReport:
    folder = Path(shared_path("corpus"))
    documents = [Document(name, (folder / name).read_bytes()) for name in names]
    return check(documents, Options(moment=MOMENT, together=len(names) > 1)).documents[0]


def test_a_real_label_of_2023_fits_the_four_credentials_beside_it() -> None:
    report = _report(SERVICE)
    assert outcome(report, TAGUS)[0] is Outcome.PASSED
    assert told(report, TAGUS) == {("label.laboratory", W), ("label.fits", I)}
    (fits,) = [found for found in report.findings if found.text == "label.fits"]
    assert "4" in fits.message
    assert "the older way" in fits.why


def test_a_change_of_what_a_real_label_is_about_is_noticed() -> None:
    data = (Path(shared_path("corpus")) / SERVICE).read_bytes()
    assert data.count(b'"BE0762747721"') == 1
    changed = Document(SERVICE, data.replace(b'"BE0762747721"', b'"BE0762747722"'))
    report = check([changed], Options(moment=MOMENT)).documents[0]
    assert outcome(report, TAGUS)[0] is Outcome.NOT_CHECKED, "such labels do not say how their digests were made"
    assert ("label.older_form", W) in told(report, TAGUS)


def test_a_real_label_alone_and_with_what_was_handed_in_two_days_later() -> None:
    report = _report(PROVIDER.format("complianceCredentialsResponse"))
    assert outcome(report, TAGUS)[1:3] == ("reason.label_alone", "needs.covered_credentials")
    report = _report(*map(PROVIDER.format, ("complianceCredentialsResponse", "verifiablePresentationRequest")))
    changed = [found for found in report.findings if found.text == "label.changed"]
    assert (len(changed), {found.severity for found in changed}) == (3, {V})
    assert outcome(report, TAGUS)[0] is Outcome.FAILED


@pytest.mark.parametrize("folder", OF_NOBODY)
@pytest.mark.parametrize("parts", [[], PARTS], ids=["alone", "together"])
def test_labels_of_nobodys_are_not_trusted(folder: str, parts: list[str]) -> None:
    for name in ("compliance-credential.jwt", "compliance-credential.json"):
        report = _report(*(f"{folder}/{part}" for part in (name, *parts)))
        assert outcome(report, LOIRE)[0] is Outcome.FAILED
        assert {("label.not_trusted", V), ("label.self_issued", V)} & told(report)
        assert report.verdict is Verdict.NON_CONFORMANT


def test_a_participant_that_gives_itself_a_label_is_told_so() -> None:
    report = _report(*(f"{OF_NOBODY[0]}/{part}" for part in ("compliance-credential.jwt", *PARTS)))
    assert ("label.self_issued", V) in told(report)
