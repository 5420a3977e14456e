# SPDX-License-Identifier: Apache-2.0
"""Every document of the corpus gets an answer, whatever it is, and a report that keeps its contract."""

import csv
import json
from pathlib import Path

import jsonschema
import pytest

from assay.document import Document
from assay.options import Options
from assay.pipeline import check
from assay.reports import render
from assay.rules.bundled import resource
from assay.texts import load_texts
from assay.verdict import Verdict
from checking import MOMENT
from shared import shared_path

FAULTS = ("content.engine_fault", "content.time_out", "LD-unaccounted")


def _rows() -> list[dict[str, str]]:
    with (shared_path("corpus") / "manifest.csv").open(encoding="utf-8", newline="") as manifest:
        return list(csv.DictReader(manifest))


@pytest.mark.shared
def test_every_document_gets_an_answer() -> None:
    schema = json.loads((resource("schemas") / "report-1.schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(schema)
    words, rows = load_texts(), _rows()
    assert len(rows) == 443
    for row in rows:
        data = (Path(shared_path("corpus")) / row["file"]).read_bytes()
        report = check([Document(row["file"], data)], Options(draft=True, moment=MOMENT))
        told = report.documents[0]
        assert not [finding.text for finding in told.findings if finding.text in FAULTS], row["file"]
        assert told.headline, row["file"]
        assert all(finding.message and finding.message != finding.text for finding in told.findings), row["file"]
        validator.validate(json.loads(render(report, "json", run=None, words=words)))
        assert render(report, "text", run=None, words=words).decode("utf-8")


@pytest.mark.shared
def test_documents_that_are_truly_wrong_are_never_conformant() -> None:
    for row in _rows():
        if row["expected_verdict"].startswith(("invalid", "untrusted")):
            data = (Path(shared_path("corpus")) / row["file"]).read_bytes()
            report = check([Document(row["file"], data)], Options(draft=True, moment=MOMENT))
            assert report.verdict is not Verdict.CONFORMANT, row["file"]
