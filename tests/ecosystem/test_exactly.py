# SPDX-License-Identifier: Apache-2.0
"""One thing done to a submission in order: that is told, where it is, and nothing else is."""

from pathlib import Path

import pytest

from assay.errors import AssayError
from assay.finding import Severity
from assay.prediction import Answer
from assay.verdict import Verdict
from ecosystem.exact_loire import LOIRE_ROWS
from ecosystem.exact_tagus import TAGUS_ROWS
from ecosystem.exactly import Row, left_open, report_of, told
from ecosystem.submission import LOIRE, TAGUS, Submission, level_1

pytestmark = pytest.mark.shared
ROWS = {LOIRE: LOIRE_ROWS, TAGUS: TAGUS_ROWS}
ALL = [(generation, name) for generation, rows in ROWS.items() for name in rows]


@pytest.mark.parametrize(("generation", "name"), ALL, ids=[f"{one}: {name}" for one, name in ALL])
def test_nothing_but_the_one_thing_is_told(generation: str, name: str, tmp_path: Path) -> None:
    row: Row = ROWS[generation][name]
    made = Submission(generation)
    row.change(made)
    report = report_of(made, tmp_path)
    assert told(report, Severity.VIOLATION) == row.violations
    assert row.opens <= left_open(report)
    assert report.verdict is (Verdict.NON_CONFORMANT if row.violations else Verdict.INCOMPLETE)


@pytest.mark.parametrize("generation", [LOIRE, TAGUS])
def test_of_two_documents_of_one_did_none_is_taken(generation: str, tmp_path: Path) -> None:
    made = Submission(generation)
    made.documents.append({**made.acme.document, "assertionMethod": []})
    with pytest.raises(AssayError, match="did_twice"):
        report_of(made, tmp_path)


def test_the_same_document_twice_is_one(tmp_path: Path) -> None:
    made = Submission(LOIRE)
    made.documents.append(made.acme.document)
    assert report_of(made, tmp_path).verdict is Verdict.CONFORMANT


def test_a_service_with_all_that_level_1_asks_for_is_accepted(tmp_path: Path) -> None:
    report = report_of(level_1(), tmp_path)
    assert (report.verdict, told(report, Severity.VIOLATION, Severity.WARNING)) == (Verdict.CONFORMANT, set())
    assert {entry.prediction.answer for entry in report.predictions} == {Answer.ACCEPTED}
