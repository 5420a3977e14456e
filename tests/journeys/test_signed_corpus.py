# SPDX-License-Identifier: Apache-2.0
"""Real tokens of others, with the DID documents that lie beside them: what verifies, and what cannot be known."""

import csv
from pathlib import Path

import pytest

from assay.document import Document
from assay.finding import Outcome
from assay.identity.trust_opening import open_trust
from assay.options import Options
from assay.pipeline import check
from assay.reports.report import DocumentReport
from checking import MOMENT
from shared import shared_path

pytestmark = pytest.mark.shared
SIGNATURE = "LOIRE-SIGNATURE-proof"
BESIDE = {"LMS-UPATRAS+Gaia-X-LMS": ".well-known/did.json", "LMS-UPATRAS+Gaia-X-TFCC": "did.json"}
"""Repository to the file with its keys."""


def _tokens() -> list[dict[str, str]]:
    with shared_path("corpus", "manifest.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["form"] == "jwt"]


def _report(name: str) -> DocumentReport:
    folder = Path(shared_path("corpus"))
    files = [str(folder / repository / file) for repository, file in BESIDE.items()]
    document = Document(name, (folder / name).read_bytes())
    return check([document], Options(moment=MOMENT, trust=open_trust(files))).documents[0]


def test_tokens_that_verify_and_those_whose_keys_nobody_gave() -> None:
    told = {}
    for row in _tokens():
        found = {entry.check.id: entry.check.outcome for entry in _report(row["file"]).checks}
        told[row["file"]] = (row["signature_measured"], found[SIGNATURE])
    verified = {name for name, (measured, _) in told.items() if measured == "jwt-VERIFIED"}
    assert {name for name, (_, outcome) in told.items() if outcome is Outcome.PASSED} == verified
    unknown = {name for name, (measured, _) in told.items() if measured in ("jwt-nokey", "")}
    assert {outcome for name, (_, outcome) in told.items() if name in unknown} == {Outcome.NOT_CHECKED}
    assert (len(verified), len(unknown)) == (6, 7)


@pytest.mark.parametrize("name", [f"{repository}/registration-number.jwt" for repository in BESIDE])
def test_a_real_notarys_token_asks_for_the_notarys_document(name: str) -> None:
    missing = [found for found in _report(name).findings if found.text == "proof.document_missing"]
    assert len(missing) == 1
    assert "/did.json" in missing[0].why


def _inside() -> list[dict[str, str]]:
    with shared_path("corpus", "manifest.csv").open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["release"] == "tagus" and row["signature_measured"]]


def test_signatures_inside_that_fail_are_refused_and_those_over_a_lost_context_stay_open() -> None:
    """The keys of their issuer lie in the corpus; the context that most were signed over is published no more."""
    folder = shared_path("corpus")
    trust = open_trust([str(folder / "deltaDAO+files" / "sd_wip" / "didDeltaDAO.json")])
    told: dict[str, list[Outcome]] = {"FAIL": [], "canon-err": []}
    for row in _inside():
        document = Document(row["file"], (folder / row["file"]).read_bytes())
        report = check([document], Options(moment=MOMENT, trust=trust)).documents[0]
        found = {entry.check.id: entry.check.outcome for entry in report.checks}
        told[row["signature_measured"]].append(
            found.get("TAGUS-SIGNATURE-proof", found.get(SIGNATURE, Outcome.NOT_CHECKED))
        )
        if any(entry.text == "proof.stand_in" for entry in report.findings):
            assert any("/shapes/" in entry.why for entry in report.findings if entry.text == "proof.stand_in")
    assert told["FAIL"] == [Outcome.FAILED]
    assert told["canon-err"] == [Outcome.NOT_CHECKED] * 26
