# SPDX-License-Identifier: Apache-2.0
"""Real Tagus documents: the verdicts their authors state are met by the stages of content and graph.

What keeps a good one from being conformant as a whole (signatures nobody verifies yet) stands in other stages.
"""

import csv
from pathlib import Path

import pytest

from assay.document import Document
from assay.finding import Severity, Stage
from assay.options import Options
from assay.pipeline import examine
from assay.reports.report import DocumentReport
from assay.verdict import Verdict
from checking import MOMENT
from shared import shared_path

FIXTURES = "smartSenseSolutions+Gaia-X-Compliance-Service/src/tests/fixtures/"
CATALOGUE = "GAIA-X4PLC-AAD+claim-compliance-provider/claim-compliance-provider-catalogue"
VALID = {
    "participant-vp.json": set[str](),
    "service-offering-vp.json": set[str](),
    "service-offering-label-level-1.json": set[str](),
}
"""Documents that are said to be valid, with the rules that all the same find a violation in their content or graph."""
INVALID = {
    "participant-vp-faulty-missing-proof.json": "TAGUS-SIGNATURE-proof",
    "participant-vp-faulty.json": "TAGUS-SHAPE-minCount",
    "service-offering-label-level-1-invalid.json": "TAGUS-CRITERION-P1.1.2",
    "service-offering-vp-providedBy-absent.json": "TAGUS-SHAPE-minCount",
    "service-offering-vp-structure-invalid.json": "TAGUS-SHAPE-minCount",
}
"""Documents that are said to be invalid, with the rule that says what their author says."""
DEVIATIONS = {
    f"{CATALOGUE}/src/test/resources/validPayload.json": "LD-unknown-context",
}
"""Documents whose stated verdict is not met, with the rule that stands in the way. `validPayload.json` is valid by its
name only: it tests a catalogue, not compliance. It names an example vocabulary of the W3C that no clearing house
loads, holds an offering without its participant, and expired in 2023."""
JUDGED = (Stage.CONTENT, Stage.LINKS, Stage.CRITERIA)


def _report(name: str) -> DocumentReport:
    given = Document(name, (Path(shared_path("corpus")) / name).read_bytes())
    return examine(given, Options(moment=MOMENT)).report


def _violations(report: DocumentReport) -> set[str]:
    return {found.rule for found in report.findings if found.stage in JUDGED and found.severity is Severity.VIOLATION}


@pytest.mark.shared
def test_every_stated_verdict_is_accounted_for() -> None:
    with (Path(shared_path("corpus")) / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        rows = list(csv.DictReader(manifest))
    stated = {row["file"]: row["expected_verdict"] for row in rows if row["release"] == "tagus"}
    stated = {name: verdict for name, verdict in stated.items() if verdict}
    assert {name for name in stated if stated[name].startswith("valid")} == {
        *(FIXTURES + name for name in VALID),
        *DEVIATIONS,
    }
    assert {name for name in stated if stated[name].startswith("invalid")} == {FIXTURES + name for name in INVALID}


@pytest.mark.shared
@pytest.mark.parametrize("name", VALID)
def test_a_valid_document_has_no_fault_in_content_and_graph(name: str) -> None:
    report = _report(FIXTURES + name)
    assert _violations(report) == VALID[name]
    blocking = {entry.check.id for entry in report.checks if entry.check.stage in JUDGED and entry.check.blocks}
    assert blocking == set()
    assert report.coverage.checked == report.coverage.nodes > 0
    assert report.verdict is not Verdict.CONFORMANT  # its signatures are not verified yet


@pytest.mark.shared
@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_document_is_refused_for_its_stated_reason(name: str) -> None:
    report = _report(FIXTURES + name)
    assert report.verdict is Verdict.NON_CONFORMANT
    assert INVALID[name] in {found.rule for found in report.findings if found.severity is Severity.VIOLATION}


@pytest.mark.shared
@pytest.mark.parametrize("name", DEVIATIONS)
def test_a_deviation_has_its_reason(name: str) -> None:
    report = _report(name)
    assert report.verdict is Verdict.NON_CONFORMANT
    assert DEVIATIONS[name] in {found.rule for found in report.findings}
